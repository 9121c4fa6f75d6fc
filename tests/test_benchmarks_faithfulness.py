"""The table of ROUGE and invented names comes out of one command, for whatever chat model it is given."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import faithfulness
from tests import checkpoints

TEXT = (
    "The central bank raised its policy rate to 40 percent on Thursday.\n"
    "Governor Ayşe Kaya spoke to reporters in Ankara after the meeting.\n"
    "Heavy rain closed the port of Mersin, and 12 ships left for Istanbul.\n"
    "Farmers in Konya expect a poor harvest this year, their union said."
)


def table(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in capsys.readouterr().out.splitlines()]
    return {row[0]: row[1:] for row in rows[2:]}


def test_the_table_has_a_row_for_each_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = ["Governor John Smith raised the rate to 41 percent.", "Rain closed the port of Mersin."]
    data, drafts = tmp_path / "articles.jsonl", tmp_path / "drafts.json"
    data.write_text(json.dumps({"id": "a", "text": TEXT, "summary": summary}) + "\n", encoding="utf-8")
    chat = checkpoints.llama(tmp_path / "chat")
    monkeypatch.setattr(faithfulness, "MAX_TOKENS", 24)
    monkeypatch.setattr(sys, "argv", ["faithfulness", str(data), "--chat", str(chat), "--drafts", str(drafts)])
    faithfulness.main()
    rows = table(capsys)
    written = ["chat free", "chat free, checked", "chat bound", "chat bound, checked"]
    assert list(rows) == ["reference", "lead-3", "built-in", *written]
    for name in ("lead-3", "built-in", "chat free, checked", "chat bound, checked"):
        assert [share.split(" % ")[0] for share in rows[name][2:]] == ["0.0"] * 3, "the article's own sentences"
    names, numbers, unsupported = rows["reference"][2:]
    assert float(names.split(" % ")[0]) > 0
    assert numbers == "100.0 % of 1"
    assert unsupported == "50.0 % of 2"
    assert set(json.loads(drafts.read_text(encoding="utf-8"))) == {"free", "bound"}
    faithfulness.main()
    assert table(capsys) == rows, "from the drafts that were kept"
