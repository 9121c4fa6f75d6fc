"""TMX in and out, and ``tr-news memory``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import damage
from tests.conftest import Result
from tr_news.errors import InputError
from tr_news.translation.memory.tmx import Unit, problems_of_tmx, read_tmx, write_tmx

Run = Callable[..., Result]

# As OmegaT writes its project_save.tmx (level 1), and Okapi Rainbow its exports with codes.
OMEGAT = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
  <header adminlang="EN-US" creationtool="OmegaT" creationtoolversion="6.0.0_0" datatype="plaintext"
    o-tmf="OmegaT TMX" segtype="sentence" srclang="TR"/>
  <body>
    <!-- Default translations -->
    <tu>
      <tuv lang="TR"><seg>Köprü açıldı.</seg></tuv>
      <tuv lang="EN-US" changeid="ayşe" changedate="20260211T101500Z" creationid="ayşe" creationdate="20260210T090000Z">
        <seg>The bridge is open.</seg></tuv>
    </tu>
    <tu>
      <note>Henüz çevrilmedi</note>
      <tuv lang="TR"><seg>Yol kapalı.</seg></tuv>
    </tu>
    <!-- Alternative translations -->
    <tu>
      <prop type="file">haber.txt</prop><prop type="prev">Köprü açıldı.</prop>
      <tuv lang="TR"><seg>Vali geldi.</seg></tuv>
      <tuv lang="EN-US"><seg>The governor arrived.</seg></tuv>
    </tu>
  </body>
</tmx>
"""
OKAPI = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="oku_rainbow" creationtoolversion="1.46.0" segtype="sentence" o-tmf="okp"
 adminlang="en" srclang="tr-TR" datatype="x-okapi"></header><body>
<tu tuid="tu1">
<prop type="Txt::FileName">haber.html</prop><prop type="Txt::GroupName">P1</prop>
<tuv xml:lang="tr-TR"><seg>Başkan <bpt i="1" type="bold">&lt;b></bpt>yarın<ept i="1">&lt;/b></ept><ph>&lt;br/></ph>
gelecek.</seg></tuv>
<tuv xml:lang="en-GB"><seg>The president <bpt i="1">&lt;b></bpt>will<ept i="1">&lt;/b></ept>
come <hi>tomorrow</hi>.</seg></tuv>
<tuv xml:lang="de-DE"><seg>Der Präsident kommt morgen.</seg></tuv>
</tu>
</body></tmx>
"""


def test_a_round_trip_loses_no_character(tmp_path: Path) -> None:
    units = [
        Unit("Ağaç “çiçek” açtı & <büyüdü>.", 'The tree\'s "flower" & <grew>', True, "2026-02-11", "Ayşe"),
        Unit("  boşluk \t ve\nsatır\r\n ", "\u2028 spaces \u00a0 kept ", False),
        Unit("🐈\U0001f1f9\U0001f1f7 ]]> &amp; \ufeff", "combining i\u0307 \u200d"),
    ]
    path = tmp_path / "memory.tmx"
    with path.open("wb") as file:
        assert write_tmx(file, units) == 3
    assert problems_of_tmx(path) == []
    assert list(read_tmx(path)) == units
    with pytest.raises(ValueError, match="can't hold"), (tmp_path / "x").open("wb") as file:
        write_tmx(file, [Unit("a\x00b", "c")])


def test_files_of_other_tools(tmp_path: Path) -> None:
    omegat, okapi = tmp_path / "omegat.tmx", tmp_path / "okapi.tmx"
    omegat.write_text(OMEGAT, encoding="utf-8")
    okapi.write_text(OKAPI, encoding="utf-8")
    assert list(read_tmx(omegat)) == [
        Unit("Köprü açıldı.", "The bridge is open.", True, "2026-02-11", "ayşe"),
        Unit("Vali geldi.", "The governor arrived."),
    ]
    assert list(read_tmx(okapi)) == [Unit("Başkan yarın\ngelecek.", "The president will\ncome tomorrow.")]
    assert problems_of_tmx(okapi) == []
    utf16 = tmp_path / "utf16.tmx"
    utf16.write_bytes(OMEGAT.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert len(list(read_tmx(utf16))) == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<tmx version='1.4'><body><tu>", "not well-formed"),
        ("<html><body/></html>", "no TMX"),
        ("", "not well-formed"),
        ("just text", "not well-formed"),
    ],
)
def test_what_is_no_tmx(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        list(read_tmx(path))
    with pytest.raises(InputError, match="can't be read"):
        list(read_tmx(tmp_path / "nowhere.tmx"))


def test_no_entity_reads_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    doctype = f'<!DOCTYPE tmx [<!ENTITY e SYSTEM "file://{secret}"><!ENTITY l "lol">]>'
    path = tmp_path / "x.tmx"
    body = OKAPI.replace("<tmx", doctype + "<tmx").replace("tomorrow", "&e;&l; tomorrow")
    path.write_text(body, encoding="utf-8")
    with pytest.raises(InputError, match=r"line \d+: &e; stands for other text") as told:
        list(read_tmx(path))
    assert "SECRET" not in str(told.value)


def test_corrections_by_the_command_line_win_and_are_marked(run: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("ANKARA (AA) - Köprü dün açıldı. KÖPRÜDEN bin araç geçti.\n", encoding="utf-8")
    first = json.loads(run("translate", "--format", "json", article).out)
    assert run("memory", "set", "KÖPRÜDEN bin araç geçti.", "A thousand cars crossed the bridge.").code == 0
    assert run("memory", "set", "ANKARA (AA) - Köprü dün açıldı.", "The bridge opened yesterday.").code == 0
    second = json.loads(run("translate", "--format", "json", article).out)
    texts = [sentence["translation"] for sentence in second["sentences"]]
    assert texts[-1] == "A thousand cars crossed the bridge."
    assert texts[0].endswith("The bridge opened yesterday.")
    assert all(sentence["flags"] == ["approved"] for sentence in second["sentences"])
    assert json.loads(run("translate", "--no-memory", "--format", "json", article).out) == first
    assert "2  approved by a person" in run("memory", "stats").out
    assert run("memory", "set", "Köprüden bin araç geçti.", "--remove").code == 0
    assert run("memory", "set", "Köprüden bin araç geçti.", "--remove").code == 2
    assert run("memory", "set", "Bir cümle. İkinci cümle.", "One. Two.").code == 2
    assert run("memory", "set", "Bir cümle.").code == 2


def test_export_and_import_by_the_command_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Köprü dün açıldı. Köprüden bin araç geçti.\n", encoding="utf-8")
    run("translate", article)
    run("memory", "set", "Köprü dün açıldı.", "The bridge opened yesterday.", "--author", "B")
    out = tmp_path / "m.tmx"
    assert run("memory", "export", out).code == 0
    units = list(read_tmx(out))
    assert [unit.approved for unit in units] == [True, False, False]
    assert run("memory", "check", out).out.endswith("valid TMX 1.4b\n")
    assert run("memory", "check").out.endswith("whole\n")
    monkeypatch.setenv("TR_NEWS_HOME", str(tmp_path / "other"))
    imported = run("memory", "import", out)
    assert imported.code == 0
    assert "1 corrections" in imported.err
    again = json.loads(run("translate", "--format", "json", article).out)
    assert again["sentences"][0]["translation"] == "The bridge opened yesterday."
    assert run("memory", "prune", "--to", "0").code == 0
    assert json.loads(run("memory", "stats", "--json").out)["approved"] == 1
    (tmp_path / "bad.tmx").write_text("<tmx version='1.3'><body/></tmx>", encoding="utf-8")
    assert run("memory", "check", tmp_path / "bad.tmx").code == 1


def test_what_the_commands_of_the_memory_refuse_and_say(run: Run, tmp_path: Path) -> None:
    run("memory", "set", "Köprü açıldı.", "The bridge is open.")
    assert read_one(run("memory", "export", "-").out, tmp_path) == ["The bridge is open."]
    assert run("memory", "prune", "--model", "").code == 2
    assert run("memory", "set", "Köprü açıldı.", "  ").code == 2  # a blank one would take the sentence out of briefs
    assert read_one(run("memory", "export", "-").out, tmp_path) == ["The bridge is open."]
    bad = run("memory", "set", "K\udcf6pr\udcfc a\udce7ıldı.", "The bridge is open.")
    assert (bad.code, "UTF-8" in bad.err) == (2, True)
    several = tmp_path / "several.tmx"
    segments = "<tuv xml:lang='tr'><seg>Köprü açıldı. Vali geldi.</seg></tuv><tuv xml:lang='en'><seg>Two.</seg></tuv>"
    several.write_text(f"<tmx version='1.4'><header/><body><tu>{segments}</tu></body></tmx>", encoding="utf-8")
    assert "1 corrections; 1 of several sentences" in run("memory", "import", several).err


def read_one(text: str, tmp_path: Path) -> list[str]:
    """The translations in a TMX file of that text."""
    (tmp_path / "read.tmx").write_text(text, encoding="utf-8")
    return [unit.translation for unit in read_tmx(tmp_path / "read.tmx")]


def test_damage_is_told_in_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_HOME", str(tmp_path / "home"))
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text("Köprü dün açıldı. Köprüden bin araç geçti.\n", encoding="utf-8")
    path = tmp_path / "home" / "memory" / "memory.sqlite"

    def correct_and_damage() -> None:
        run("memory", "set", "Köprü dün açıldı.", "The bridge opened yesterday.")
        damage(path)

    correct_and_damage()
    assert run("memory", "check").code == 1
    for command in (("memory", "stats"), ("memory", "set", "Vali geldi.", "The governor came.")):
        correct_and_damage()
        told = run(*command)
        assert (told.code, "set aside" in told.err, "again" in told.err) == (1, True, True)
        assert run(*command).code == 0
    correct_and_damage()
    done = run("batch", inputs, tmp_path / "out")
    assert (done.code, "set aside" in done.err) == (0, True)
    assert "1 unchanged" in run("batch", inputs, tmp_path / "out").err


def test_a_batch_does_again_what_a_correction_is_about(run: Run, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    for number in range(4):
        (inputs / f"{number}.txt").write_text(f"{number} numaralı köprü açıldı. Vali törene geldi.\n", encoding="utf-8")
    first = run("batch", inputs, out)
    assert "1 from memory" in first.err  # the first article is translated before the others are read
    run("memory", "set", "2 numaralı köprü açıldı.", "Bridge 2 is open.")
    assert run("batch", inputs, out, "--dry-run").out == f"corrected translation: {inputs}/2.txt\n"
    second = run("batch", inputs, out)
    assert "1 done (1 corrected translation), 3 unchanged" in second.err
    assert json.loads((out / "2.txt.json").read_bytes())["sentences"][0]["translation"] == "Bridge 2 is open."
    assert "0 done, 4 unchanged" in run("batch", inputs, out).err
    run("memory", "set", "2 numaralı köprü açıldı.", "--remove")
    assert "1 done (1 corrected translation), 3 unchanged" in run("batch", inputs, out).err
    third = run("batch", inputs, tmp_path / "out2")
    assert "6 from memory" in third.err  # the common sentence once in each call of the translator
    assert (tmp_path / "out2" / "2.txt.json").read_bytes() == (out / "2.txt.json").read_bytes()
