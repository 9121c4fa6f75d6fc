"""Documents as the files of a batch: the same bytes that ``brief`` and ``translate`` write."""

from collections.abc import Mapping
from typing import Literal

from tr_news.documents.brief import Brief
from tr_news.documents.translation import TranslatedArticle

Form = Literal["json", "html", "markdown", "text"]
ENDINGS: Mapping[Form, str] = {"json": ".json", "html": ".html", "markdown": ".md", "text": ".txt"}
WIDTH = 80


def render_brief(brief: Brief, form: Form) -> bytes:
    """A brief in that format, in UTF-8, with a newline at its end."""
    match form:
        case "json":
            from tr_news.documents.codec import to_json

            text = to_json(brief)
        case "html":
            from tr_news.render.html import render_html

            text = render_html([brief])
        case "markdown":
            from tr_news.render.markdown import render_markdown

            text = render_markdown(brief)
        case "text":
            from tr_news.render.text import render_text

            text = render_text(brief, width=WIDTH, color=False)
    return _encoded(text)


def render_translation(document: TranslatedArticle, form: Form, translator: Mapping[str, object] | None) -> bytes:
    """A translated article in that format. Raises ValueError for HTML, which there is of briefs only."""
    match form:
        case "json":
            from tr_news.documents.codec import translation_to_dict
            from tr_news.documents.values import json_line

            text = json_line(translation_to_dict(document, translator=translator))
        case "markdown":
            from tr_news.render.translation import render_markdown

            text = render_markdown(document)
        case "text":
            from tr_news.render.translation import render_text

            text = render_text(document)
        case "html":
            raise ValueError("there is no page of a translation without a brief")
    return _encoded(text)


def _encoded(text: str) -> bytes:
    return (text.rstrip("\n") + "\n").encode("utf-8", "replace")
