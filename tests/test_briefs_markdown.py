"""A brief in Markdown: text of an article is text, whatever it looks like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief_examples import ferry, hostile
from tr_news.render.markdown import SEPARATOR, escape, render_markdown
from tr_news.text.display import printable

markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")


def to_html(markdown: str) -> str:
    """As GitHub would show it, raw HTML let through."""
    return str(markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def test_a_brief_has_a_headline_bullets_and_quoted_evidence() -> None:
    markdown = render_markdown(ferry())
    assert markdown.startswith("# Gulf Ferry Sails Again After Thirty Years\n\n> Körfez vapuru")
    assert "- Mayor Nermin Alkış, who said" in markdown
    assert "\n  > İlk seferde 412 yolcu taşındığını" in markdown
    assert "**Check: number.** A number of the original is missing in the English" in markdown
    assert "[korfezgazetesi.example](https://www.korfezgazetesi.example/vapur)" in markdown
    assert "Translated by the built-in model tr-en-mini" in markdown
    page = to_html(markdown)
    assert page.count("<li>") == 3
    assert page.count("<blockquote>") == 4


def test_several_briefs_are_separated_by_a_rule() -> None:
    page = to_html(SEPARATOR.join([render_markdown(ferry()), render_markdown(ferry())]))
    assert page.count("<hr") == 1
    assert page.count("<h1>") == 2
    assert "<h2>" not in page


HOSTILE = [
    "[x](javascript:alert(1))",
    "![x](https://tracker.example/p.gif)",
    "# heading",
    "## heading ##",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "> quote",
    "---",
    "===",
    "```\ncode\n```",
    "`code`",
    "a | b\n--- | ---\n1 | 2",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<javascript:alert(1)>",
    "<https://evil.example>",
    "&lt;script&gt; &amp; &#60;",
    "**bold** _italic_ ~~gone~~",
    "[ref]: https://evil.example",
    "ends with a backslash \\",
    "\\[x\\](y)",
    "$x$ and $$y$$",
    "    indented",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_an_article_is_shown_and_not_obeyed(text: str) -> None:
    plain = to_html(render_markdown(hostile("plain text")))
    page = to_html(render_markdown(hostile(text)))
    assert re.findall(r"<[^>]*>", page) == re.findall(r"<[^>]*>", plain)


@given(st.text(st.sampled_from("#*_`[]()<>!|~\\-+=.&;:$123ab \n\t\"'")))
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    shown = re.sub(r"^<p>(.*)</p>$", r"\1", to_html(escape(text)).strip(), flags=re.S)
    for reference, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(reference, char)
    assert shown == printable(text)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "http://[", "https:x"],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert "](" not in render_markdown(hostile(address)).replace("\\]", "")


def test_an_address_can_not_leave_its_parentheses() -> None:
    page = to_html(render_markdown(hostile('https://example.org/a)[x](javascript:b "t" <c>\\')))
    links = re.findall(r'href="([^"]*)"', page)
    assert links == ["https://example.org/a%29%5Bx%5D%28javascript:b%20%22t%22%20%3Cc%3E%5C"]
