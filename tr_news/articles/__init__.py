"""Bytes → articles: decoding, formats, cleaning, title, date, paragraphs."""

from tr_news.articles.read import FORMATS, Format, read_bytes, read_path
from tr_news.documents.article import Article, Paragraph, ParagraphKind

__all__ = ["FORMATS", "Article", "Format", "Paragraph", "ParagraphKind", "read_bytes", "read_path"]
