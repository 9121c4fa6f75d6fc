"""The memory of translations: the same bytes as the model's, whole after kills, never fatal."""

import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tr_news.errors import UsageError
from tr_news.models.resolution import built_in_folder
from tr_news.storage.digest import digest_value
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.memory.damage import begin_anew
from tr_news.translation.memory.remembering import RememberingTranslator, context_of
from tr_news.translation.memory.store import Approved, MemoryStore, sentence_key
from tr_news.translation.protocol import Translation

DESCRIBED = {"digest": "sha256:abc", "beam_size": 4, "name": "x"}


class Counting:
    """A translator that answers with a digest of the sentence, and counts what it is asked."""

    source_language = "tr"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.asked += sentences
        return [
            Translation("", "loop", -1.5) if "döngü" in text else Translation(digest_value(text), score=len(text) / 7)
            for text in sentences
        ]

    def describe(self) -> Mapping[str, object]:
        return DESCRIBED


def opened(path: Path) -> MemoryStore:
    store = MemoryStore.open(path)
    assert store is not None
    return store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory" / "memory.sqlite"


def plain(translations: Sequence[Translation]) -> list[tuple[str, str | None, float | None]]:
    """All of a translation that can reach an output."""
    return [(t.text, t.defect, t.score) for t in translations]


def test_a_sentence_is_asked_for_once_and_comes_back_the_same(path: Path) -> None:
    sentences = [f"{number}. cümle “burada” durur." for number in range(1200)] + ["döngü", "döngü döngü"]
    inner = Counting()
    first = RememberingTranslator(inner, DESCRIBED, opened(path)).translate(sentences)
    assert inner.asked == sentences
    again = RememberingTranslator(inner, DESCRIBED, opened(path))
    second = again.translate(list(reversed(sentences)) + sentences[:3])
    assert len(inner.asked) == len(sentences)
    assert again.hits == len(sentences) + 3
    assert plain(second[: len(sentences)]) == plain(list(reversed(first)))
    assert {translation.origin for translation in second} == {"memory"}


def test_the_model_gives_the_same_bytes_with_and_without_memory(path: Path) -> None:
    from tests.marian_fixtures import TURKISH

    words = TURKISH.split()
    sentences = [" ".join(words[n % 60 : n % 60 + 4 + n % 5]) for n in range(240)]
    sentences += [
        "“Tırnak” içinde",
        '"Tırnak" içinde',
        "Ankara’da",
        "Ankara'da",
        "",
        "   ",
        "1½ ton",
        "İSTANBUL",
        "a…b",
    ]
    model = MarianTranslator(built_in_folder(), beam_size=2)
    alone = model.translate(sentences)
    filled = RememberingTranslator(model, model.describe(), opened(path))
    half = filled.translate(sentences[:100]) + filled.translate(sentences[100:])
    assert plain(half) == plain(alone)
    hits = RememberingTranslator(model, model.describe(), opened(path)).translate(sentences)
    assert plain(hits) == plain(alone)


def test_another_model_or_decoding_doesnt_hit_and_another_name_does(path: Path) -> None:
    inner = Counting()
    RememberingTranslator(inner, DESCRIBED, opened(path)).translate(["bir"])
    RememberingTranslator(inner, {**DESCRIBED, "beam_size": 1}, opened(path)).translate(["bir"])
    RememberingTranslator(inner, {**DESCRIBED, "digest": "sha256:def"}, opened(path)).translate(["bir"])
    assert inner.asked == ["bir"] * 3
    RememberingTranslator(inner, {**DESCRIBED, "name": "y"}, opened(path)).translate(["bir"])
    assert inner.asked == ["bir"] * 3
    assert context_of(DESCRIBED)["digest"] == "sha256:abc"


def test_what_is_approved_wins_over_every_model_in_any_case(path: Path) -> None:
    store, inner = opened(path), Counting()
    RememberingTranslator(inner, DESCRIBED, store).translate(["Köprü açıldı."])
    store.approve([Approved("Köprü açıldı.", "The bridge is open.", author="A")])
    for described in (DESCRIBED, {**DESCRIBED, "digest": "sha256:new"}):
        wrapped = RememberingTranslator(inner, described, store)
        said = wrapped.translate(["Köprü açıldı.", "KÖPRÜ AÇILDI", "Köprü kapandı."])
        assert [(t.text, t.origin) for t in said[:2]] == [("The bridge is open.", "approved")] * 2
        assert said[2].origin != "approved"
        assert wrapped.approved_hits == 2
    assert store.withdraw("Köprü açıldı")
    assert RememberingTranslator(inner, DESCRIBED, store).translate(["Köprü açıldı."])[0].origin == "memory"


def test_a_damaged_file_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database at all, " * 200)
    said: list[str] = []
    store = MemoryStore.open(path, say=said.append)
    assert store is not None
    assert len(said) == 1
    assert "set aside as memory.sqlite.damaged-1" in said[0]
    store.approve([Approved("a", "b")])
    assert (path.parent / "memory.sqlite.damaged-1").read_bytes().startswith(b"this is no database")


def test_damage_that_shows_later_is_never_fatal(path: Path) -> None:
    inner = Counting()
    said: list[str] = []
    sentences = [f"cümle {number} " * 20 for number in range(3000)]
    RememberingTranslator(inner, DESCRIBED, opened(path)).translate(sentences)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // 4096 - 1):
        data[page * 4096 : page * 4096 + 400] = os.urandom(400)
    path.write_bytes(data)
    store = MemoryStore.open(path, say=said.append)
    assert store is not None
    said_now = RememberingTranslator(inner, DESCRIBED, store, say=said.append).translate(sentences)
    assert plain(said_now) == plain(Counting().translate(sentences))
    assert len(said) == 1
    assert "goes on without memory" in said[0]
    assert store.problems()


def test_a_damaged_file_is_set_aside_in_mid_run_and_corrections_are_saved(path: Path) -> None:
    inner, said = Counting(), list[str]()
    store = opened(path)
    store.approve([Approved("Köprü açıldı.", "The bridge is open.", "2026-01-02", "Ayşe")])
    sentences = ["Köprü açıldı.", *(f"cümle {number} " * 20 for number in range(600))]
    RememberingTranslator(inner, DESCRIBED, store).translate(sentences)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (kept,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'approved'").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    for page in range(9, len(data) // 4096 - 1):
        if page != kept - 1:
            data[page * 4096 : page * 4096 + 400] = os.urandom(400)
    path.write_bytes(data)
    wrapped = RememberingTranslator(inner, DESCRIBED, opened(path), say=said.append)
    translations = wrapped.translate(sentences)
    assert plain(translations[1:]) == plain(Counting().translate(sentences[1:]))
    assert (translations[0].text, translations[0].origin) == ("The bridge is open.", "approved")
    assert len(said) == 1
    assert "set aside as memory.sqlite.damaged-1 (1 corrections saved)" in said[0]
    assert wrapped.corrections() == [Approved("Köprü açıldı.", "The bridge is open.", "2026-01-02", "Ayşe")]
    asked = len(inner.asked)
    assert plain(RememberingTranslator(inner, DESCRIBED, opened(path)).translate(sentences)) == plain(translations)
    assert len(inner.asked) == asked  # the new one is in use


def test_two_that_find_the_same_damage_make_one_new_file(path: Path) -> None:
    damage, said = sqlite3.DatabaseError("database disk image is malformed"), list[str]()
    one, two = opened(path), opened(path)
    first = begin_anew(one, damage, said.append)
    assert first is not None
    first.approve([Approved("a", "b")])
    second = begin_anew(two, damage, said.append)
    assert second is not None
    assert [entry.translation for entry in second.approved()] == ["b"]
    assert len(said) == 1


def test_a_file_that_can_only_be_read_is_read(path: Path) -> None:
    inner = Counting()
    store = opened(path)
    RememberingTranslator(inner, DESCRIBED, store).translate(["bir", "iki"])
    store.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        reading = opened(path)
        if os.geteuid() == 0:
            reading.access = "read"  # root may write all the same
        wrapped = RememberingTranslator(inner, DESCRIBED, reading)
        assert plain(wrapped.translate(["bir", "iki", "üç"])) == plain(Counting().translate(["bir", "iki", "üç"]))
        assert wrapped.hits == 2
        with pytest.raises(UsageError, match="can only be read"):
            reading.approve([Approved("a", "b")])
    finally:
        path.parent.chmod(0o755)


def test_a_file_of_a_later_version_is_left_alone(path: Path) -> None:
    opened(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    said: list[str] = []
    assert MemoryStore.open(path, say=said.append) is None
    assert "later version" in said[0]


def test_the_least_recently_used_go_first(path: Path) -> None:
    inner = Counting()
    old = [f"eski cümle {number} " * 10 for number in range(2000)]
    RememberingTranslator(inner, DESCRIBED, opened(path)).translate(old)
    store = opened(path)
    store.approve([Approved("onaylı", "approved")])
    RememberingTranslator(inner, DESCRIBED, store).translate([*old[:200], "yeni"])
    limit = store.size() // 3
    assert store.evict(limit) > 0
    assert store.size() <= limit
    context = store.context(context_of(DESCRIBED))
    kept = store.find(context, [sentence_key(text) for text in old[:200]])
    assert len(kept) == 200
    assert store.approved_count() == 1


def test_a_model_that_is_forgotten_in_mid_run_leaves_its_number_to_no_other(path: Path) -> None:
    running = RememberingTranslator(Counting(), DESCRIBED, opened(path))
    store = opened(path)
    number = store.context(context_of(DESCRIBED))
    assert number is not None
    store.forget(number)
    other = {**DESCRIBED, "digest": "sha256:def"}
    context = store.context(context_of(other))
    running.translate(["Yağmur durdu."])  # of the first model
    assert not store.find(context, [sentence_key("Yağmur durdu.")])


def _fill(path: Path, start: int) -> None:
    store = opened(path)
    translator = RememberingTranslator(Counting(), DESCRIBED, store)
    for number in range(start, start + 10_000, 20):
        translator.translate([f"cümle {n}" for n in range(number, number + 20)])


def test_several_processes_and_a_killed_one(path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    opened(path).close()
    workers = [spawn.Process(target=_fill, args=(path, start)) for start in (0, 5_000, 20_000)]
    for worker in workers:
        worker.start()
    deadline = time.monotonic() + 60
    while sum(opened(path).counts().values()) < 600:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert workers[0].pid is not None
    os.kill(workers[0].pid, signal.SIGKILL)
    for worker in workers:
        worker.join(60)
    store = opened(path)
    assert store.problems() == []
    assert [worker.exitcode for worker in workers[1:]] == [0, 0]
    assert sum(store.counts().values()) >= 20_000
    assert len(store.contexts()) == 1


def test_twenty_thousand_hits_a_second(path: Path) -> None:
    sentences = [
        f"Bu cümle {number} numaralı olandır ve bir haberin cümlesi kadar uzundur." for number in range(20_000)
    ]
    store = opened(path)
    RememberingTranslator(Counting(), DESCRIBED, store).translate(sentences)
    translator = RememberingTranslator(Counting(), DESCRIBED, opened(path))
    best = 0.0
    for _ in range(3):
        started = time.process_time()  # of this process, whatever else the machine does
        translator.translate(sentences)
        best = max(best, len(sentences) / (time.process_time() - started))
    assert best >= 20_000


def test_the_memories_of_machines_become_one(tmp_path: Path) -> None:
    from tr_news.translation.memory.merge import is_memory, take_in

    here, there = (MemoryStore.open(tmp_path / f"{name}.sqlite") for name in ("here", "there"))
    assert here is not None
    assert there is not None
    for store, sentences in ((here, ["a", "b"]), (there, ["b", "c", "döngü"])):
        RememberingTranslator(Counting(), DESCRIBED, store).translate(sentences)
    other = RememberingTranslator(Counting(), DESCRIBED | {"beam_size": 6}, there)
    other.translate(["a"])
    here.approve([Approved("x", "old", "2026-01-01"), Approved("y", "newer", "2026-03-01")])
    there.approve([Approved("x", "new", "2026-02-01"), Approved("y", "older", "2026-01-01"), Approved("z", "z")])
    assert is_memory(tmp_path / "there.sqlite")
    assert take_in(here, tmp_path / "there.sqlite") == (4, 2)
    assert {entry.source: entry.translation for entry in here.approved()} == {"x": "new", "y": "newer", "z": "z"}
    asked = Counting()
    here.withdraw("z")
    again = RememberingTranslator(asked, DESCRIBED, here)
    found = again.translate(["a", "b", "c", "döngü"])
    assert asked.asked == []
    assert [(found[3].text, found[3].defect, found[2].score)] == [("", "loop", 1 / 7)]
    assert take_in(here, tmp_path / "there.sqlite") == (4, 1)  # again changes nothing but what was taken back


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\x01" * 4000, b"SQLite format 3\0"])
def test_what_is_no_memory_is_not_taken_in(tmp_path: Path, content: bytes) -> None:
    from tr_news.errors import InputError
    from tr_news.translation.memory.merge import take_in

    store = MemoryStore.open(tmp_path / "m.sqlite")
    assert store is not None
    (tmp_path / "x.sqlite").write_bytes(content)
    with pytest.raises(InputError, match="no memory of translations"):
        take_in(store, tmp_path / "x.sqlite")
