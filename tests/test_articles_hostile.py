"""Whatever the bytes are: articles or input errors come out, never another exception, and what comes out is sound."""

import json
import random
import unicodedata
from collections.abc import Iterator
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


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"a" * 5_000_000, "a.txt"),
        ("Ankara büyük bir şehirdir. ".encode() * 180_000, "a.txt"),
        (b"a" + "\u0301\u0316".encode() * 500_000, "a.txt"),
        (b"[a](" * 250_000, "a.md"),
        (b"<!--" * 250_000 + b"a", "a.md"),
        (b"_a*" * 300_000, "a.md"),
        (b"a - " * 250_000, "a.txt"),
        ("SON DAKİKA\n".encode() * 20_000 + b"Kar, okullar kapandi.", "a.txt"),
        ("giriş: 21.10.2026 ".encode() * 50_000, "a.txt"),
        (b'{"title":"' + b"a | " * 250_000 + b'","url":"https://a.example","text":"metin"}', "a.json"),
        (b'{"text":' + b'[{"text":' * 300 + b'"a"' + b"}]" * 300 + b"}", "a.json"),
        (b"<div>" * 100_000 + b"metin", "a.html"),
        (b"<p><b><i>" * 5_000 + b"metin", "a.html"),
        (b"<!DOCTYPE [" * 100_000, "a.html"),
        (b"<meta " * 100_000 + b"\xfd", "a.html"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:12].decode("utf-8", "replace"),
)
def test_large_and_repetitive_input_is_read_in_linear_time(data: bytes, source: str) -> None:
    """What is quadratic here takes hours."""
    check(data, source)
