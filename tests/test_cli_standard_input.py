"""Standard input: JSON Lines are read as they come, and give what they give all at once."""

import io
import json
import os
import threading

import pytest

from tests.batch_examples import article
from tr_news.articles import read_bytes
from tr_news.cli.inputs import read_inputs
from tr_news.pipeline import Failure, outcome

LINES = (
    json.dumps({"id": "a", "text": article(1), "title": "Başlık"}, ensure_ascii=False),
    json.dumps({"metin": article(2), "tarih": "12.03.2026"}),
    "",
    "{broken",
    "[1, 2]",
    json.dumps({"id": "no text"}),
    json.dumps({"text": article(3).replace(". ", ".\u2028")}, ensure_ascii=False),
    json.dumps({"text": article(4)}),
)


def told(stdin: bytes, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    return [_plain(item) for item in read_inputs([], None)]


def _plain(item: object) -> object:
    return (item.source, str(item.error)) if isinstance(item, Failure) else item


@pytest.mark.parametrize(
    "stdin",
    [
        "\n".join(LINES), "\ufeff" + "\r\n".join(LINES) + "\n", "\n\n" + "\n".join(LINES), LINES[0], LINES[0] + "\n",
        "\n".join((LINES[0], LINES[3], LINES[1])), json.dumps([{"text": article(1)}, {"text": article(2)}], indent=1),
        json.dumps({"articles": [{"text": article(1)}]}), json.dumps({"text": article(1)}, indent=1), article(1), "",
        "{}\n{}\n", "\n".join((LINES[0], "", LINES[1])),
    ],
)  # fmt: skip
def test_line_by_line_it_is_what_it_is_at_once(stdin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = stdin.encode()
    assert told(data, monkeypatch) == [_plain(outcome(item)) for item in read_bytes(data, "-")]


def test_the_first_is_there_before_the_last_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    monkeypatch.setattr("sys.stdin", os.fdopen(reading, encoding="utf-8"))
    os.write(writing, f"{LINES[0]}\n{LINES[1]}\n".encode())
    found: list[object] = []
    items = read_inputs([], None)
    reader = threading.Thread(target=lambda: found.append(next(items)))
    reader.start()
    reader.join(20)
    assert len(found) == 1
    os.close(writing)
    assert len(list(items)) == 1
