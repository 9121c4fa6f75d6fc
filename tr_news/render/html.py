"""Briefs as one page of HTML that needs nothing else: no script, no font, no picture, no connection."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tr_news.documents.brief import Brief, Line
from tr_news.documents.translation import Sentence
from tr_news.render.page import STRUCK, page, struck
from tr_news.render.page import html_text as _text
from tr_news.render.words import (
    explanations,
    file_name,
    from_where,
    language_name,
    language_note,
    made_by,
    not_covered,
    originals,
    published,
    remark,
    rests_on,
    said,
    to_check,
    warnings,
    web_link,
)


def render_html(briefs: Sequence[Brief], *, title: str | None = None, evidence: bool = True) -> str:
    """The page, with a newline at the end; several briefs stand one below the other, after a table of contents.

    ``title``: what a page of several is called; ``evidence``: whether lines unfold the Turkish that they rest on.
    """
    alone = len(briefs) == 1
    title = _text(title or (said(briefs[0].summary.headline) if alone else f"{len(briefs)} briefs"))
    parts = [] if alone else [f'<h1 class="page-title" id="top">{title}</h1>', *_contents(briefs)]
    # Who made them is said once where it is the same for all.
    once = not alone and len({tuple(_footer(brief)) for brief in briefs}) == 1
    for number, brief in enumerate(briefs, start=1):
        parts += _brief(brief, f"brief-{number}", level=1 if alone else 2, evidence=evidence, footer=not once)
        if not alone:
            parts.append('<p class="up"><a href="#top">Back to the list</a></p>')
    parts += _footer(briefs[0]) if once else []
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return page(title, style, "\n".join(["<main>", *parts, "</main>"]))


def _contents(briefs: Sequence[Brief]) -> Iterator[str]:
    yield '<ol class="contents">'
    for number, brief in enumerate(briefs, start=1):
        lang = _lang_of_english(brief, brief.summary.headline.flags)
        where = from_where(brief)
        facts = f' <span class="where">{_text(where)}</span>' if where else ""
        count = to_check(brief)
        mark = f' <span class="doubt">{count} to check</span>' if count else ""
        yield f'<li><a href="#brief-{number}"{lang}>{_text(said(brief.summary.headline))}</a>{facts}{mark}</li>'
    yield "</ol>"


def _brief(brief: Brief, id: str, *, level: int, evidence: bool, footer: bool) -> Iterator[str]:  # noqa: A002 (the attribute's name)
    headline = brief.summary.headline
    yield f'<article class="brief" id="{id}">'
    yield "<header>"
    yield f'<p class="facts">{"".join(f"<span>{fact}</span>" for fact in _facts(brief))}</p>'
    yield f'<h{level} class="headline"{_lang_of_english(brief, headline.flags)}>{_text(said(headline))}</h{level}>'
    if evidence:
        yield from _below_headline(brief, headline, id)
    notes = warnings(brief)
    if notes:
        yield f'<div class="notes">{"".join(f"<p>{_text(warning)}</p>" for warning in notes)}</div>'
    yield "</header>"
    if brief.summary.bullets:
        yield '<ul class="bullets">'
        for bullet in brief.summary.bullets:
            line = f"<span{_lang_of_english(brief, bullet.flags)}>{_text(said(bullet))}{_doubt(bullet)}</span>"
            withheld = bullet.trust == "withheld"
            shade = ' class="withheld"' if withheld else ""
            if not evidence:
                sources = "".join(f"<p{_lang(brief, s.flags)}>{_text(s.source)}</p>" for s in originals(brief, bullet))
                below = f"<blockquote>{sources}</blockquote>" if withheld and sources else ""
                yield f'<li class="plain{" withheld" if withheld else ""}">{line}{below}</li>'
                continue
            # What isn't checked, or can't be read in English, lies open: the reader has to look.
            unfolded = " open" if withheld or bullet.grade == "paraphrase" else ""
            yield f"<li{shade}><details{unfolded}><summary>{line}</summary>"
            yield from _evidence(brief, bullet, id)
            yield "</details></li>"
        yield "</ul>"
    if left := not_covered(brief):
        yield f'<p class="hint left-out">Not covered: {_text(left)}.</p>'
    if evidence:
        if brief.summary.bullets:
            yield f'<p class="hint">Each line unfolds the {_language(brief)} that it rests on.</p>'
        yield from _article(brief, id, level=level + 1)
    if footer:
        yield from _footer(brief)
    yield "</article>"


def _footer(brief: Brief) -> Iterator[str]:
    yield "<footer>"
    for sentence in made_by(brief):
        yield f"<p>{_text(sentence)}</p>"
    yield f"<p>Signature: <code>{_text(str(brief.provenance['signature']))}</code></p>"
    yield "</footer>"


def _facts(brief: Brief) -> Iterator[str]:
    """Date, outlet, language, place: what is known of them."""
    day = brief.document.article.date
    if day is not None:
        yield f'<time datetime="{day.isoformat()}">{published(brief)}</time>'
    if brief.document.article.outlet:
        yield _text(brief.document.article.outlet)
    yield _text(language_note(brief))
    link = web_link(brief)
    if link is not None:
        yield f'<a href="{_text(link[0])}" rel="noopener noreferrer">{_text(link[1])}</a>'
    file = file_name(brief)
    if file:
        yield _text(file)


def _below_headline(brief: Brief, headline: Line, id: str) -> Iterator[str]:  # noqa: A002
    """A title in full, any other sentence folded."""
    sentences = originals(brief, headline)
    if sentences and not headline.flags and all(sentence.kind == "title" for sentence in sentences):
        text = " ".join(sentence.source for sentence in sentences)
        yield f'<p class="original-title"{_lang(brief)}>{_text(text)}</p>'
    elif sentences or headline.flags:
        yield '<details class="rests"><summary>'
        yield f"<span>What the headline rests on{_doubt(headline)}</span>"
        yield "</summary>"
        yield from _evidence(brief, headline, id)
        yield "</details>"


def _evidence(brief: Brief, line: Line, id: str) -> Iterator[str]:  # noqa: A002
    """The original sentences of a line, where they stand in the article, and what its flags mean."""
    sentences = [brief.document.sentences[i] for i in line.evidence]
    yield '<div class="evidence">'
    links = ", ".join(f'<a href="#{id}-{s.index}">sentence {s.index + 1}</a>' for s in sentences)
    yield f'<p class="label">{_language(brief)}, {links}</p>'
    yield f"<blockquote>{''.join(f'<p{_lang(brief, s.flags)}>{_source(s)}</p>' for s in sentences)}</blockquote>"
    if english := [text for s in sentences for text in rests_on(line, s)[1:]]:
        said_there = "".join(f"<p>{_text(text)}</p>" for text in english)
        yield f'<p class="label">English</p><blockquote>{said_there}</blockquote>'
    if any(s.compressed is not None for s in sentences):
        yield f'<p class="label">{STRUCK}</p>'
    if line.flags:
        yield f'<div class="why">{"".join(f"<p>{_text(reason)}</p>" for reason in explanations(line))}</div>'
    yield "</div>"


def _source(sentence: Sentence) -> str:
    return struck(sentence.source, sentence.compressed.cuts if sentence.compressed is not None else ())


def _doubt(item: Line | Sentence) -> str:
    note = remark(item)
    return f' <span class="doubt">{_text(note)}</span>' if note else ""


def _article(brief: Brief, id: str, *, level: int) -> Iterator[str]:  # noqa: A002
    sentences = brief.document.sentences
    cited = {i for line in (brief.summary.headline, *brief.summary.bullets) for i in line.evidence}
    languages = "English" if brief.provenance["translator"] is None else f"English and {_language(brief)}"
    count = "1 sentence" if len(sentences) == 1 else f"{len(sentences)} sentences"
    yield '<details class="article"><summary>'
    yield f'<h{level}>The whole article <span class="count">in {languages}, {count}</span></h{level}>'
    yield "</summary>"
    yield '<p class="key">The brief rests on the sentences marked so.</p>'
    yield '<div class="pairs">'
    for _, paragraph in groupby(sentences, key=lambda sentence: sentence.paragraph):
        group = list(paragraph)
        yield f'<div class="paragraph {group[0].kind}">'
        for sentence in group:
            yield from _pair(brief, sentence, id, cited=sentence.index in cited)
        yield "</div>"
    yield "</div></details>"


def _pair(brief: Brief, sentence: Sentence, id: str, *, cited: bool) -> Iterator[str]:  # noqa: A002
    english = f"<p{_lang_of_english(brief, sentence.flags)}>{_text(sentence.translation)}{_doubt(sentence)}</p>"
    # An article in English, and a sentence that is shown as it was, needn't be told twice.
    same = sentence.source.strip() == sentence.translation.strip()
    source = "" if same else f'<p class="source"{_lang(brief, sentence.flags)}>{_text(sentence.source)}</p>'
    yield f'<div class="pair{" cited" if cited else ""}" id="{id}-{sentence.index}">{english}{source}</div>'


def _language(brief: Brief) -> str:
    return _text(language_name(brief))


def _lang(brief: Brief, flags: Sequence[str] = ()) -> str:
    """The attribute for text of the article; empty for a sentence in another language, as HTML has it."""
    return f' lang="{"" if "foreign" in flags else _text(brief.document.language.code)}"'


def _lang_of_english(brief: Brief, flags: Sequence[str]) -> str:
    """The attribute for text of the brief: none, as the page is in English, unless the original stands there."""
    return _lang(brief, flags) if {"untranslated", "foreign"} & set(flags) else ""
