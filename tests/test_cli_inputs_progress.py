"""On a terminal the work shows how far it is; elsewhere it is silent."""

import sys

import pytest

from tr_news.cli.inputs import Report


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, files: int, terminal: bool) -> str:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    report = Report(total=files)
    for name in ("a.txt", "b.txt", "c.txt"):
        report.succeeded(name, 5, 0)
    return capsys.readouterr().err


def test_of_several_files_it_shows_how_many_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = shown(monkeypatch, capsys, files=3, terminal=True)
    assert [count in said for count in ("1/3 a.txt", "2/3 b.txt", "3/3 c.txt")] == [True] * 3


def test_of_one_file_with_many_articles_it_counts_from_the_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = shown(monkeypatch, capsys, files=1, terminal=True)
    assert "a.txt" not in said
    assert "2 b.txt" in said
    assert "3 c.txt" in said


def test_without_a_terminal_it_is_silent(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(monkeypatch, capsys, files=3, terminal=False) == ""
