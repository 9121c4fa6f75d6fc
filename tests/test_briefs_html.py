"""The page of a brief: whole in itself, readable, and text of an article is only ever text."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tr_news.render
from tests.brief_examples import SUMMARIZER, brief_of, document, ferry, hostile
from tr_news.documents.article import Language
from tr_news.documents.brief import Line, Summary, make_brief
from tr_news.render.html import render_html

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """The tags of a page in order, the text below each, and whether they close as they opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[int] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self.text.append("")
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.tags[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for i in self.open:
            self.text[i] += data

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """The text of the elements with this tag and these attributes (``class_`` is class)."""
        wanted = {key.rstrip("_"): value for key, value in attributes.items()}
        return [
            text.strip()
            for (name, given), text in zip(self.tags, self.text, strict=True)
            if name == tag and wanted.items() <= given.items()
        ]

    def shape(self) -> Counter[tuple[str, tuple[str, ...]]]:
        return Counter((tag, tuple(attributes)) for tag, attributes in self.tags)


def test_each_bullet_unfolds_the_turkish_sentence_it_rests_on() -> None:
    brief = ferry()
    page = Page(render_html([brief]))
    details = [text for text in page.texts("details") if "The whole article" not in text]
    assert len(details) == 3
    for bullet, shown in zip(brief.summary.bullets, details, strict=True):
        assert bullet.text in shown
        assert all(brief.document.sentences[i].source in shown for i in bullet.evidence)
    assert not any("open" in attributes for tag, attributes in page.tags if tag == "details")


def test_flags_are_explained_in_words() -> None:
    page = render_html([ferry()])
    assert '<span class="doubt">check: number</span>' in page
    assert "A number of the original is missing in the English" in page
    assert "What is quoted in the original is not quoted in the English." in page


def test_turkish_is_marked_as_turkish_on_an_english_page() -> None:
    brief = brief_of(document(), 1, 7, 8)
    page = Page(render_html([brief]))
    assert page.tags[0] == ("html", {"lang": "en"})
    turkish = page.texts("p", lang="tr")
    for sentence in brief.document.sentences[:7]:
        assert sentence.source in turkish
        assert sentence.translation not in turkish
    assert "Şşş, gıygıygıy da gıygıy!" in page.texts("span", lang="tr")[0]  # what could not be translated
    assert "“We are delighted,” said the shipyard." in page.texts("p", lang="")  # and what is in another language


def test_the_whole_article_stands_below_with_its_turkish() -> None:
    brief = ferry()
    [article] = [text for text in Page(render_html([brief])).texts("details") if "The whole article" in text]
    places = [article.index(sentence.translation) for sentence in brief.document.sentences]
    assert places == sorted(places)
    assert all(sentence.source in article for sentence in brief.document.sentences)


def test_links_to_sentences_lead_somewhere_and_ids_are_unique() -> None:
    page = Page(render_html([ferry(), ferry()]))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [attributes["href"] for tag, attributes in page.tags if tag == "a" and attributes["href"][0] == "#"]
    assert len(inside) == 2 * 3 + 2 * 2, "a list at the top, evidence, and the way back to the list"
    assert {link[1:] for link in inside} <= set(ids)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_there_is_one_first_heading_and_no_level_is_skipped(count: int) -> None:
    levels = [int(tag[1]) for tag, _ in Page(render_html([ferry()] * count)).tags if re.fullmatch(r"h\d", tag)]
    assert levels == ([1, 2] if count == 1 else [1, *[2, 3] * count])


def test_a_page_without_briefs_is_a_page() -> None:
    assert Page(render_html([])).texts("h1") == ["0 briefs"]


def test_the_page_needs_nothing_else_and_allows_nothing_else() -> None:
    html = render_html([ferry()])
    page = Page(html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base", "svg"}
    assert "url(" not in html
    assert "@import" not in html
    [policy] = [a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    style = re.search(r"<style>(.*)</style>", html, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not any("style" in attributes for _, attributes in page.tags)


def test_the_article_on_the_web_is_linked() -> None:
    page = Page(render_html([ferry()]))
    links = [a for t, a in page.tags if t == "a" and a["href"][0] != "#"]
    assert links == [{"href": "https://www.korfezgazetesi.example/vapur", "rel": "noopener noreferrer"}]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "http://[",
        "https:",
        "",
    ],
)
def test_no_other_address_becomes_a_link(address: str) -> None:
    page = Page(render_html([hostile(address)]))
    assert all(a["href"].startswith("#") for t, a in page.tags if t == "a")


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]>",
    "--><script>alert(1)</script><!--",
    "</style></title></textarea><script>alert(1)</script>",
    '"\'"\'"<>&lt;b&gt;&#60;script&#62;',
    "${title} $style $$ %s {0}",
    "<![CDATA[<b>x</b>]]>",
    "\ud83d<b\x00>",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_an_article_is_shown_and_not_obeyed(text: str) -> None:
    plain = Page(render_html([hostile("plain text")]))
    html = render_html([hostile(text)])
    page = Page(html)
    assert page.shape() == plain.shape()
    shown = " ".join("".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text).replace("\x00", "").split())
    assert page.texts("h1") == [f"{shown} EN"]
    html.encode("utf-8")


@given(st.text(st.characters(), min_size=1).filter(lambda text: not text.lower().startswith("http")))
def test_no_text_whatever_changes_the_shape_of_the_page(text: str) -> None:
    assert Page(render_html([hostile(f"x{text}")])).shape() == Page(render_html([hostile("x")])).shape()


def test_an_article_in_english_is_not_shown_twice() -> None:
    english = document(((0, "text", "It rained.", "It rained.", ()),), language=Language("en", 0.97))
    summary = Summary(Line("Rain", (0,)), (Line("It rained.", (0,)),))
    html = render_html([make_brief(english, summary, translator=None, summarizer=SUMMARIZER, settings={})])
    assert "Not translated: the article is in English." in html
    assert 'class="source"' not in html
    assert 'lang="tr"' not in html


def test_warnings_and_notes_are_shown() -> None:
    brief = brief_of(document(warnings=("mojibake mended",)), 1, notes=("the headline fell back",))
    assert Page(render_html([brief])).texts("div", class_="notes") == ["Mojibake mended.The headline fell back."]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(scheme: str) -> None:
    style = Path(tr_news.render.__file__).with_name("page.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.S)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))
    on_paper = [(ink, paper) for ink in ("ink", "muted", "accent") for paper in ("paper", "raised")]
    for ink, paper in [*on_paper, ("doubt", "paper"), ("doubt", "doubt-paper"), ("ink", "doubt-paper")]:
        one, other = sorted((luminance(colours[ink]), luminance(colours[paper])))
        assert (other + 0.05) / (one + 0.05) >= 4.5, (ink, paper)
