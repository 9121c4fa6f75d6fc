"""2,000 random and mutated inputs through the whole of ``brief`` with the real model: never a traceback."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

SEEDS = [
    "Kaleköy'de yeni köprü açıldı\n\nBelediye Başkanı Selim Aksoy, 32.500 ton çelik kullanıldığını söyledi.",
    'date 2026-03-04 ANKARA (AA) - "Yüzde 40 arttı." dedi. Fiyatlar 3,5 milyar lirayı buldu.',
    "---\ntitle: Su\ndate: 2026-03-04\n---\n# Baraj doldu\n\n- Bir\n- İki\n\nBarajlar doldu, dedi bakan.",
    "<html><head><title>Kar yağdı</title></head><body><article><p>Kar yağdı, okul kapandı.</p></article></html>",
    json.dumps({"title": "Maç ertelendi", "text": "Yağmur yüzünden maç ertelendi.", "id": 7}, ensure_ascii=False),
    '{"text": "Birinci haber bitti."}\n{"text": "İkinci haber başladı."}\n',
    "ÜÇ İLÇEDE SU KESİNTİSİ YAŞANACAK\n\nKesinti saat 14.30'da başlayacak.",
    "",
]
PIECES = ["\x00", "\ufeff", "İ", "ı", "\u200b", "\r\n", "…", '"', "{", "}", "<", "&amp;"]
PIECES += ["\\ud800", "😀", "%s", "{0}", "\x1b[31m"]
ENCODINGS = ["utf-8", "cp1254", "utf-16", "utf-16-le", "utf-8-sig", "utf-32"]


def mutated(rng: random.Random) -> bytes:
    """Noise, or a text with some places changed, cut or doubled."""
    if rng.random() < 0.1:
        return rng.randbytes(rng.randrange(200))
    text = rng.choice(SEEDS)
    for _ in range(rng.randrange(6)):
        place, length = rng.randrange(len(text) + 1), rng.randrange(12)
        text = (
            text[:place]
            + rng.choice([rng.choice(PIECES), "", text[place : place + length] * 3])
            + text[place + length :]
        )
    data = bytearray(text.encode(rng.choice(ENCODINGS), "replace"))
    for _ in range(rng.randrange(4)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("seed", range(20))
def test_no_input_ends_in_a_traceback(run: Callable[..., Result], tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    paths = []
    for number in range(100):
        suffix = rng.choice([".txt", ".md", ".html", ".json", ".jsonl", ".doc", ""])
        paths.append(tmp_path / f"{number}{suffix}")
        paths[-1].write_bytes(mutated(rng))
    result = run("brief", *paths, "--format", "json", "--beam", "1", *(["--force"] if seed % 2 else []))
    assert result.code in (0, 1)
    assert "Traceback" not in result.err
    for line in result.out.splitlines():
        brief = json.loads(line)
        if "error" in brief:
            assert brief["error"]["exit_code"] in (3, 4)
            continue
        count = len(brief["sentences"])
        assert all(0 <= i < count for shown in [brief["headline"], *brief["bullets"]] for i in shown["evidence"])
    if seed < 4:
        form = ["text", "markdown", "html", "text"][seed]
        shown = run("brief", *paths, "--format", form, "--beam", "1")
        assert shown.code in (0, 1)
        assert "\x1b" not in shown.out
