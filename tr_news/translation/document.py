"""A translated article: sentence by sentence, so that whatever follows can point at its evidence."""

from dataclasses import dataclass

from tr_news.articles.article import Article, ParagraphKind
from tr_news.turkish.language import Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its English.

    ``flags`` come from the audit: ``number``, ``name``, ``quotation`` (doesn't survive), ``short`` (text is lost),
    ``loop``, ``empty``, ``untranslated`` (the source text is shown because the model failed), ``foreign`` (left as it
    was).
    """

    index: int  # position in TranslatedArticle.sentences
    paragraph: int  # index into Article.paragraphs
    kind: ParagraphKind
    source: str
    translation: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedArticle:
    """An article with every one of its sentences, in order: none lost, none invented."""

    article: Article
    language: Language
    sentences: tuple[Sentence, ...]
