"""The Python API: what its page shows works, and what it promises holds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tr_news
from tr_news.documents.article import Article, Paragraph

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "python-api.md"
TEXT = "Kentte yeni köprü açıldı. Köprüden ilk gün bin araç geçti. Trafik rahatladı."


def test_what_the_page_shows_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, as a reader would type them."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(examples) >= 8
    names: dict[str, object] = {}
    for number, example in enumerate(examples, start=1):
        exec(compile(example, f"example {number}", "exec"), names)


def test_everything_public_is_there_and_documented() -> None:
    for name in tr_news.__all__:
        if name != "__version__":
            assert getattr(tr_news, name).__doc__, name
    assert set(tr_news.__all__) <= set(dir(tr_news))
    with pytest.raises(AttributeError, match="no attribute 'brieve'"):
        _ = tr_news.brieve


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys; import typing; before = set(sys.modules); import tr_news; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["tr_news"]


def test_path_text_bytes_and_article_give_the_same_brief(tmp_path: Path) -> None:
    path = tmp_path / "haber.txt"
    path.write_text(TEXT, encoding="utf-8")
    pipeline = tr_news.Pipeline.open()
    article = Article("a", "-", (Paragraph(TEXT),))
    found = [tr_news.brief(x, pipeline=pipeline) for x in (path, str(path), TEXT, TEXT.encode(), article)]
    assert len({brief.headline.text for brief in found}) == 1
    assert len({brief.to_markdown().replace(str(path), "") for brief in found[2:]}) == 1
    assert found[0].document.article.source == str(path)


def test_a_file_of_several_articles_is_for_briefs(tmp_path: Path) -> None:
    path = tmp_path / "iki.jsonl"
    path.write_text(
        '{"text": "Köprü açıldı. Araçlar geçti."}\n{"text": "Okul kapandı. Öğrenciler eve gitti."}\n', "utf-8"
    )
    with pytest.raises(tr_news.UsageError, match="holds 2 articles"):
        tr_news.brief(path)
    assert len(list(tr_news.briefs([path]))) == 2


def test_what_fails_stands_in_its_place(tmp_path: Path) -> None:
    outcomes = list(
        tr_news.briefs([TEXT, tmp_path / "missing.txt", "The bridge was opened yesterday in London.", TEXT])
    )
    kinds = [type(o).__name__ for o in outcomes]
    assert kinds == ["Brief", "Failure", "Failure", "Brief"]
    errors = [o.error for o in outcomes if isinstance(o, tr_news.Failure)]
    assert [type(error) for error in errors] == [tr_news.InputError, tr_news.NotTurkishError]


def test_an_unknown_setting_and_a_pipeline_with_options_are_refused() -> None:
    with pytest.raises(tr_news.UsageError, match="no such setting: beams"):
        tr_news.brief(TEXT, beams=3)
    with pytest.raises(tr_news.UsageError, match="not both: bullets"):
        tr_news.brief(TEXT, pipeline=tr_news.Pipeline.open(), bullets=1)


def test_a_notebook_shows_the_page_and_nothing_of_it_runs() -> None:
    shown = tr_news.brief("Kentte <script>alert(1)</script> köprü açıldı. Köprüden bin araç geçti.")._repr_html_()
    assert shown.startswith("<iframe sandbox ")
    assert "<script" not in shown
