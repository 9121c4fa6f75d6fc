"""Whatever the bytes are: articles or input errors come out, never another exception, and what comes out is sound."""

import json
import random
import time
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tr_news.articles import FORMATS, Article, read_bytes
from tr_news.errors import InputError

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").iterdir())
SOURCES = [f"haber{suffix}" for suffix in FORMATS] + ["-", "2026-05-04-haber", "haber.csv"]
FRAGMENTS = [
    *[b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xfd", b"\xc5", b"\xed\xa0\x80", b"\r", b"\x85", b" " * 70],
    *[
        b"---\n",
        b'---\ntitle: "\\u001b[2J\\ud800\\n x"\n---\n',
        b"# ",
        b"* ",
        b"1. ",
        b"|",
        b"=" * 5,
        b"\n\n",
        b"date 2026-99-99 ",
        b"31.02.2026 25:61",
        b"ANKARA (AA) - ",
    ],
    *[b"<p>", b"</div>", b"<script>", b"<![CDATA[", b"<!--", b"-->", b"<html>", b"<svg>", b"<table><tr>", b"&quot;"],
    *[b"&#0;", b"&#xD800;", b"<?xml version='1.0' encoding='utf-16'?>", b"<meta charset=utf-7>", b"+ADw-"],
    *[b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n", b"Content-Type: text/html\n\n<p>ev"],
    *[b'{"text":', b"[[[[", b'"\\ud800"', b"null", b"NaN", b"\\"],
    *[text.encode() for text in ("İ", "\u0307", "\u202e", "\u2028", "\u200b", "Ã¼ÅŸÄ±")],
]


def check(data: bytes, source: str) -> None:
    for item in read_bytes(data, source):
        if isinstance(item, InputError):
            assert str(item).startswith(source)
            assert "\n" not in str(item)
            continue
        assert isinstance(item, Article)
        assert item.id
        assert item.paragraphs
        assert item.url is None or not any(char.isspace() for char in item.url)
        json.dumps([item.id, item.source, item.url, item.dateline, *item.warnings], ensure_ascii=False).encode("utf-8")
        for i, paragraph in enumerate(item.paragraphs):
            assert paragraph.text.strip() == paragraph.text != ""
            assert unicodedata.is_normalized("NFC", paragraph.text)
            assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in paragraph.text)
            assert (paragraph.kind == "title") <= (i == 0)


def mutations(seed: int, count: int) -> Iterator[tuple[bytes, str]]:
    """Inputs that begin as real ones: bytes flipped, cut, doubled, spliced, or of another encoding."""
    rng = random.Random(seed)
    originals = [path.read_bytes() for path in EXAMPLES]
    for _ in range(count):
        data = bytearray(rng.choice(originals) if rng.random() < 0.9 else rng.randbytes(rng.randrange(600)))
        if rng.random() < 0.15:
            data = bytearray(
                bytes(data).decode("utf-8", "replace").encode(rng.choice(["cp1254", "utf-16", "utf-32-be"]), "replace")
            )
        for _ in range(rng.choice([0, 1, 3, 10, 50])):
            at = rng.randrange(len(data) + 1)
            match rng.randrange(5):
                case 0:
                    data[at : at + 1] = bytes([rng.randrange(256)])
                case 1:
                    del data[at : at + rng.randrange(200)]
                case 2:
                    data[at:at] = rng.choice(FRAGMENTS)
                case 3:
                    data[at:at] = data[rng.randrange(len(data) + 1) :][: rng.randrange(100)]
                case 4:
                    data[at:at] = rng.choice(FRAGMENTS) * rng.choice([2, 40])
        yield bytes(data), rng.choice(SOURCES)


def test_five_hundred_mutated_inputs() -> None:
    for data, source in mutations(seed=1, count=500):
        check(data, source)


@given(st.binary(max_size=300), st.sampled_from(SOURCES))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes(data: bytes, source: str) -> None:
    check(data, source)


@given(st.text(max_size=300), st.sampled_from([source for source in SOURCES if "htm" not in source]))
@settings(deadline=None)
def test_any_text(text: str, source: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), source)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("id title text date url content headline articles".split()), json_values))  # noqa: SIM905
@settings(deadline=None)
def test_any_record(record: dict[str, object]) -> None:
    check(json.dumps(record).encode(), "haber.json")
    check(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass"), "haber.jsonl")


@given(st.lists(st.text(alphabet="abcçdeğıiöşü ABCÇDEĞIİÖŞÜ.,:;!?-'\"0123456789", max_size=120), min_size=1))
@settings(deadline=None)
def test_no_letter_of_a_plain_text_is_lost(lines: list[str]) -> None:
    """But a date, a dateline, a repeated title: without those, all letters come out in their order."""
    text = "\n\n".join(f"{i} {line}" for i, line in enumerate(lines))
    items = list(read_bytes(text.encode(), "haber.txt"))
    if isinstance(items[0], InputError):
        return
    out = "".join(paragraph.text for paragraph in items[0].paragraphs)
    assert [char for char in out if char.isalpha()] == [char for char in text if char.isalpha()]


def _repeated(pattern: str, head: str = "") -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        data = pattern.encode()
        return head.encode() + data * (size // len(data) + 1)

    return make


GROWING: list[tuple[str, Callable[[int], bytes], int]] = [
    # file, what is in it, bytes of the smaller of two sizes
    ("a.txt", _repeated("a"), 250_000),
    ("a.txt", _repeated("Ankara büyük bir şehirdir. "), 100_000),
    ("a.txt", _repeated("\u0301\u0316", "a"), 100_000),
    ("a.txt", _repeated("a - "), 100_000),
    ("a.txt", _repeated("SON DAKİKA\n"), 15_000),
    ("a.txt", _repeated("giriş: 21.10.2026 "), 50_000),
    ("a.txt", _repeated("Haberin devamı için tıklayın. "), 15_000),
    ("a.txt", _repeated("uygulamamızı indirin "), 50_000),
    ("a.txt", _repeated("AnasayfaGündem"), 50_000),
    ("a.txt", _repeated("Kaynak: a\n"), 10_000),
    ("a.txt", _repeated("1) a\n"), 10_000),
    ("a.txt", _repeated("├º"), 50_000),
    ("a.txt", _repeated("👉 a\n"), 10_000),
    ("a.txt", _repeated("---\n"), 25_000),
    ("a.txt", _repeated("a\n"), 8_000),
    ("a.md", lambda size: b"# a" + b" " * size + b"b\n\nAnkara karla uyand\xc4\xb1.\n", 50_000),
    ("a.md", _repeated("[a]("), 15_000),
    ("a.md", _repeated("_a*"), 15_000),
    ("a.md", _repeated("**a "), 15_000),
    ("a.md", _repeated("<!--"), 50_000),
    ("a.md", _repeated("> "), 15_000),
    ("a.md", _repeated("- "), 8_000),
    ("a.md", _repeated("| a | b |\n"), 8_000),
    ("a.md", _repeated("a\n\n"), 8_000),
    ("a.md", lambda size: b"---\n" + b"a: b\n" * (size // 5) + b"---\nMetin.", 25_000),
    ("a.json", lambda size: b'{"title":"' + b"a | " * (size // 4) + b'","text":"metin"}', 50_000),
    ("a.jsonl", _repeated('{"text":"a"}\n'), 8_000),
    ("a.csv", _repeated('"a""b",', "id,text\n"), 50_000),
    ("a.eml", lambda size: b"From: a@b.example\nSubject: x\n\n" + b"> > a\n" * (size // 6), 8_000),
    ("a.srt", _repeated("1\n00:00:01,000 --> 00:00:02,000\na\n\n"), 25_000),
    ("a.xml", _repeated("<item><title>a</title></item>", "<rss><channel>"), 15_000),
    ("a.html", _repeated("<div>", ""), 25_000),
    ("a.html", _repeated("<p><b><i>a"), 8_000),
    ("a.html", _repeated("<!DOCTYPE ["), 50_000),
    ("a.html", _repeated("<meta "), 50_000),
    ("a.html", _repeated("<p>Kar yağdı. </p>"), 8_000),
    ("a.html", _repeated("<span>14:40</span><p>Metin burada. </p>"), 8_000),
    ("a.html", _repeated("<p><a href=x>Metin</a></p>"), 8_000),
    ("a.html", _repeated("<article><h2>a</h2><p>Metin.</p></article>"), 8_000),
    ("a.html", _repeated("<div class='ads'>"), 10_000),
    ("a.html", lambda size: b"<p " + b" ".join(b"a%d='b'" % n for n in range(size // 8)) + b">Metin burada.", 60_000),
    ("a.txt", _repeated("Facebook X\n\n", "Haber burada\n\n"), 15_000),
    ("a.txt", _repeated("29 Mar '24 "), 50_000),
    ("a.txt", _repeated("["), 50_000),
]


@pytest.mark.parametrize(("source", "make", "size"), GROWING, ids=lambda value: str(value)[:12])
def test_four_times_the_input_takes_about_four_times_the_time(
    source: str, make: Callable[[int], bytes], size: int
) -> None:
    """CPU time, the best of two: what is quadratic takes sixteen times as long."""
    check(make(1000), source)  # what is read and compiled once

    def seconds(data: bytes) -> float:
        times = []
        for _ in range(2):
            start = time.process_time()
            for _ in read_bytes(data, source):
                pass
            times.append(time.process_time() - start)
        return min(times)

    small, large = seconds(make(size)), seconds(make(4 * size))
    assert large < 9 * max(small, 0.03)


def test_memory_grows_with_the_input() -> None:
    def peak(size: int) -> int:
        data = "Ankara büyük bir şehirdir. Kar yağdı.\n\n".encode() * (size // 40)
        tracemalloc.start()
        for _ in read_bytes(data, "a.txt"):
            pass
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    peak(1000)  # what is read and compiled once
    assert peak(60_000) < 6 * peak(15_000)
    assert peak(60_000) < 60 * 60_000


@pytest.mark.parametrize(
    ("data", "source", "what"),
    [
        (b"a" * 20_000_001, "a.txt", "in one article"),
        (b"<p>" + b"a" * 5_000_001, "a.html", "too large"),
    ],
    ids=["text", "page"],
)
def test_what_is_too_long_for_an_article_is_refused(data: bytes, source: str, what: str) -> None:
    (item,) = read_bytes(data, source)
    assert isinstance(item, InputError)
    assert what in str(item)
