"""A translated article as a page to read: plain text and Markdown."""

import re
from itertools import groupby

from tr_news.documents.translation import TranslatedArticle
from tr_news.render.markdown import escape
from tr_news.text.display import printable
from tr_news.text.normalize import ASCII_CAPITALS

_LABEL = re.compile(r"(\d{1,2})(?:[.)]|\s?-)\s+(?=\S)")  # of an item of a numbered list


def render_text(document: TranslatedArticle) -> str:
    """Paragraphs and headings with blank lines between, a list item a line; ends in a newline unless empty."""
    return _join(
        [(kind, text if kind != "list" or _LABEL.match(text) else f"- {text}") for kind, text in _paragraphs(document)]
    )


def render_markdown(document: TranslatedArticle) -> str:
    """The title as a heading of the first level, headings of the second; what the text has of Markdown is escaped."""
    marks = {"title": "# ", "heading": "## ", "list": "- ", "text": ""}
    blocks: list[tuple[str, str]] = []
    for kind, text in _paragraphs(document):
        label = _LABEL.match(text) if kind == "list" else None
        mark = f"{label[1]}. " if label else marks[kind]
        blocks.append((kind, mark + escape(text[label.end() :] if label else text)))
    return _join(blocks)


def _paragraphs(document: TranslatedArticle) -> list[tuple[str, str]]:
    """Kind and English of each paragraph; the article's dateline stands before the first one of running text."""
    dateline = (document.article.dateline or "").translate(ASCII_CAPITALS)
    paragraphs: list[tuple[str, str]] = []
    for _, group in groupby(document.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        text = printable(" ".join(sentence.translation for sentence in sentences))
        if sentences[0].kind == "list":
            text = re.sub(r"^[-–—•▪●*]\s+", "", text)
        elif dateline and sentences[0].kind == "text":
            text, dateline = f"{dateline} - {text}", ""
        paragraphs.append((sentences[0].kind, text))
    return paragraphs


def _join(blocks: list[tuple[str, str]]) -> str:
    page = ""
    for index, (kind, block) in enumerate(blocks):
        if index:
            page += "\n" if kind == blocks[index - 1][0] == "list" else "\n\n"
        page += block
    return f"{page}\n" if page else ""
