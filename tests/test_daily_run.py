# ruff: noqa: E501 (an article is easier to read on one line)
"""The command: a folder in, days out; again with more articles, with nothing, with what is broken."""

import json
import os
import random
import re
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.daily_examples import ALL, BRIDGE, MINE, Told, run_daily, write_feed
from tr_news.daily.build import Limits
from tr_news.daily.folder import Days
from tr_news.daily.run import Options
from tr_news.errors import OutputError, UsageError


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    source = tmp_path / "in"
    source.mkdir()
    return source, tmp_path / "out"


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def test_a_day_from_a_feed(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "feed.jsonl")
    outcome, failures = run_daily(source, out)
    assert failures == []
    assert outcome.digest.date == "2026-03-04"
    assert outcome.digest.articles == len(ALL)
    day = {"daily.json", "daily.md", "index.html", "daily.eml"}
    latest = {"latest.md", "latest.html", "latest.json", "latest.eml"}
    assert set(content(out)) == {f"2026-03-04/{name}" for name in day} | latest | {
        "index.html",
        "feed.json",
        "feed.atom",
    }


def test_the_same_again_changes_nothing_on_disk(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "feed.jsonl")
    run_daily(source, out)
    before = content(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    outcome, _ = run_daily(source, out)
    assert list(outcome.changed) == []
    assert content(out) == before
    assert times == {path: path.stat().st_mtime_ns for path in times}


def test_the_same_bytes_wherever_it_stands_and_in_whatever_order(tmp_path: Path) -> None:
    results = []
    for number in range(3):
        source = tmp_path / "in"
        source.mkdir(exist_ok=True)
        told = list(ALL)
        random.Random(number).shuffle(told)
        write_feed(source / "feed.jsonl", told)
        out = tmp_path / f"out{number}"
        run_daily(source, out)
        results.append({name: data for name, data in content(out).items() if name.endswith((".html", ".md"))})
    assert results[0] == results[1] == results[2]


def test_ids_and_addresses_stay_when_more_articles_come(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl", [*MINE[1:], *BRIDGE])
    first, _ = run_daily(source, out)
    write_feed(source / "b.jsonl", [("Erken Haber", "06:00", MINE[0][2], MINE[0][3])])
    second, _ = run_daily(source, out)
    before = {source_.key: story.id for story in first.digest.all_stories for source_ in story.sources}
    after = {source_.key: story.id for story in second.digest.all_stories for source_ in story.sources}
    assert before.items() <= after.items()
    assert second.digest.articles == first.digest.articles + 1


def test_every_address_of_a_page_works_on_the_next_one(places: tuple[Path, Path]) -> None:
    """A full page, then many better supported stories: those of the first page keep a line each."""
    source, out = places
    names = [f"{chr(97 + i % 26)}{chr(97 + i // 26)}orlu" for i in range(150)]
    single = [
        ("Kent", "08:00", f"{n.title()} kasabasında {n} panayırı", f"{n.title()}'da {n} sergisi açıldı.") for n in names
    ]
    write_feed(source / "a.jsonl", single)
    first, _ = run_daily(source, out)
    page = (out / "2026-03-04" / "index.html").read_text(encoding="utf-8")
    before = set(re.findall(r'id="(s-[0-9a-f]+)"', page))
    assert 20 < len(before) < 150
    write_feed(
        source / "b.jsonl",
        [
            ("Bizim Gazete", "09:00", t, f"{b} Ziyaretçiler {t.split()[0]} yolunu doldurdu.")
            for _, _, t, b in single[60:]
        ],
    )
    second, _ = run_daily(source, out)
    page = (out / "2026-03-04" / "index.html").read_text(encoding="utf-8")
    assert before <= set(re.findall(r'id="(s-[0-9a-f]+)"', page))
    assert len(second.digest.stories) > len(first.digest.stories)


def test_the_feeds_time_changes_with_the_text_and_only_then(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl", MINE)
    first = run_daily(source, out)[0].digest.updated
    assert run_daily(source, out)[0].digest.updated == first
    write_feed(source / "b.jsonl", BRIDGE)
    assert run_daily(source, out)[0].digest.updated > first


def test_no_article_is_a_valid_page(places: tuple[Path, Path]) -> None:
    source, out = places
    outcome, failures = run_daily(source, out, Options(day="2026-03-04"))
    assert (outcome.articles, failures) == (0, [])
    assert "No article of this day" in (out / "2026-03-04" / "index.html").read_text(encoding="utf-8")


def test_a_thin_day_does_not_fill_itself_with_old_news(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "old.jsonl", ALL)
    write_feed(source / "new.jsonl", BRIDGE[:1], days=1)
    outcome, _ = run_daily(source, out)
    assert outcome.digest.date == "2026-03-05"
    assert outcome.digest.articles == 1


def test_a_story_goes_on_over_days(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl", MINE)
    first, _ = run_daily(source, out)
    told: list[Told] = [
        ("Kent", "09:00", "Karadere'de işletmeci tutuklandı", "Karadere'deki maden faciasında işletmeci tutuklandı."),
        ("Ulus Haber", "10:00", "Karadere maden ocağı işletmecisine tutuklama", "Karadere'deki maden faciasında ocağın işletmecisi mahkemece tutuklandı."),
    ]  # fmt: skip
    write_feed(source / "b.jsonl", told, days=1)
    second, _ = run_daily(source, out)
    (story,) = [story for story in second.digest.all_stories if story.earlier]
    page = (out / "2026-03-05" / "index.html").read_text(encoding="utf-8")
    assert story.earlier is not None
    link = f"../2026-03-04/index.html#s-{story.earlier.story}"
    assert link in page
    assert f'id="s-{story.earlier.story}"' in (out / "2026-03-04" / "index.html").read_text(encoding="utf-8")
    assert story.earlier.story == first.digest.stories[0].id


def test_of_a_folder_that_batch_made_only_its_json_is_read(
    run: Callable[..., Result], places: tuple[Path, Path]
) -> None:
    source, out = places
    rows = [{"title": title, "text": text, "date": "2026-03-04", "source": name} for name, _, title, text in BRIDGE]
    (source / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    made = out.parent / "made"
    assert run("batch", str(source), str(made), "-f", "json", "-f", "html", "-f", "markdown").code == 0
    assert list(made.rglob("*.html"))
    outcome, failures = run_daily(out.parent / "made", out)
    assert failures == []
    assert outcome.articles == 2
    assert {source_.title for story in outcome.digest.all_stories for source_ in story.sources} == {
        row["title"] for row in rows
    }


def test_what_goes_on_is_linked_to_in_every_output(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl", MINE[:2])
    first = run_daily(source, out)[0].digest.stories[0]
    write_feed(source / "b.jsonl", MINE[2:], days=1)
    run_daily(source, out)
    link = f"2026-03-04/{{}}#s-{first.id}"
    day = out / "2026-03-05"
    for file, address in (
        (day / "index.html", f"../{link.format('index.html')}"),
        (day / "daily.md", f"../{link.format('daily.md')}"),
        (out / "latest.html", f'"{link.format("index.html")}'),
        (out / "latest.md", f"<{link.format('daily.md')}"),
        (out / "feed.atom", link.format("index.html")),
        (out / "feed.json", link.format("index.html")),
    ):
        assert address in file.read_text(encoding="utf-8"), file
    assert "Continued from 4 March 2026" in (day / "daily.eml").read_text(encoding="utf-8")


def test_the_days_of_out_are_no_input(places: tuple[Path, Path]) -> None:
    source, _ = places
    write_feed(source / "a.jsonl")
    out = source / "out"
    first, _ = run_daily(source, out)
    second, failures = run_daily(source, out)
    assert failures == []
    assert first.articles == second.articles


def test_articles_without_a_date_have_that_of_their_file(places: tuple[Path, Path]) -> None:
    source, out = places
    path = source / "a.txt"
    path.write_text("Yeni köprü açıldı\n\nAkçay Nehri üzerindeki yeni köprü törenle trafiğe açıldı.", encoding="utf-8")
    os.utime(path, (1772600000, 1772600000))
    outcome, _ = run_daily(source, out)
    (story,) = outcome.digest.all_stories
    assert story.sources[0].dated_by == "file"
    assert outcome.digest.date == date(2026, 3, 4).isoformat()
    assert "dated by its file" in (out / "latest.md").read_text(encoding="utf-8")


def test_a_broken_line_of_batchs_output_costs_itself_alone(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "batch.jsonl")
    with (source / "batch.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    outcome, failures = run_daily(source, out)
    assert outcome.digest.articles == len(ALL)
    assert [failure.source.rpartition(":")[2] for failure in failures] == [str(len(ALL) + 1)]


def test_articles_of_a_feed_are_read_and_translated(places: tuple[Path, Path]) -> None:
    source, out = places
    rows = [{"title": title, "text": text, "date": "2026-03-04", "source": name} for name, _, title, text in ALL]
    (source / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    outcome, failures = run_daily(source, out)
    assert (outcome.articles, failures) == (len(ALL), [])
    assert len(outcome.digest.all_stories) == 4


def test_two_runs_at_once_end_as_one(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl")
    errors: list[BaseException] = []

    def work() -> None:
        try:
            run_daily(source, out)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    alone = out.parent / "alone"
    run_daily(source, alone)
    assert content(out) == content(alone)


def test_a_damaged_day_is_made_again(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl")
    run_daily(source, out)
    whole = content(out)
    (out / "2026-03-04" / "daily.json").write_text("{", encoding="utf-8")
    assert Days(out).read("2026-03-04") is None
    run_daily(source, out)
    assert content(out) == whole


def test_places_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="missing"):
        run_daily(tmp_path / "missing", tmp_path / "out")
    with pytest.raises(OutputError, match="file"):
        run_daily(tmp_path, tmp_path / "file")


def test_a_floor(places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "a.jsonl")
    outcome, _ = run_daily(source, out, Options(limits=Limits(min_sources=3)))
    assert [len(story.publishers) for story in outcome.digest.all_stories] == [4]


@pytest.mark.parametrize("seed", range(int(os.environ.get("TR_NEWS_FOLDERS", "40"))))
def test_mutated_folders_are_always_a_valid_page(places: tuple[Path, Path], seed: int) -> None:
    """Duplicate ids, copies in a circle, dates from year 1 to 9999, empty and long titles, 300 publishers, all articles
    alike or all different, binary files. TR_NEWS_FOLDERS=2000 makes as many folders."""
    source, out = places
    chance = random.Random(seed)
    rows = []
    known = chance.choice([ALL, ALL, ALL[:1]])
    for number in range(chance.choice([1, 3, 12, 12, 300 if seed % 10 == 0 else 3])):
        publisher, _, title, text = chance.choice(known)
        if chance.random() < 0.1:
            title, text = f"{number} sayılı {title[::2]}", f"{text[::-2]} {number * 7919}"
        row: dict[str, object] = {
            "id": chance.choice(["1", number, None]),
            "copy_of": chance.choice(["1", number, number + 1, None]),
            "title": chance.choice([title, "", "x" * 5000, title.upper(), "\u202e" + title]),
            "text": chance.choice([text, text * 30, text[::-1], "Kısa bir metin bu.", "٣ <script>"]),
            "date": chance.choice(
                ["0001-01-01", "9999-12-31T23:59:59Z", "2026-03-04", "bald", None, 0, "2026-03-04T00:00:00Z"]
            ),
            "source": chance.choice([publisher, f"Yayın {number}", "", None, "javascript:x", 5]),
            "url": chance.choice(["javascript:alert(1)", f"https://example.com/{number}", None, "http://[", 3]),
        }
        rows.append(json.dumps(row, ensure_ascii=chance.random() < 0.5))
    chance.shuffle(rows)
    broken = chance.choice(["", "{\n", "\x00\xff"])
    (source / "a.jsonl").write_bytes(("\n".join(rows) + "\n" + broken).encode("latin-1", "replace"))
    (source / "b.txt").write_bytes(bytes(chance.randrange(256) for _ in range(chance.choice([0, 50]))))
    outcome, _ = run_daily(source, out, Options(day=chance.choice([None, "2026-03-04", "0001-01-01"])))
    page = (out / outcome.digest.date / "index.html").read_text(encoding="utf-8")
    assert page.rstrip().endswith("</html>")
    assert "<script>alert" not in page
    assert outcome.digest == Days(out).read(outcome.digest.date)


def test_the_command(run: Callable[..., Result], places: tuple[Path, Path]) -> None:
    source, out = places
    write_feed(source / "feed.jsonl", BRIDGE)
    result = run(
        "daily", str(source), str(out), "--email", str(out.parent / "x.eml"), "--maildir", str(out.parent / "m")
    )
    assert result.code == 0, result.err
    assert result.out == ""
    assert "2026-03-04: 2 articles" in result.err
    assert (out.parent / "x.eml").is_file()
    assert len(list((out.parent / "m" / "new").iterdir())) == 1
    again = run("daily", str(source), str(out), "--maildir", str(out.parent / "m"))
    assert "unchanged" in again.err
    assert len(list((out.parent / "m" / "new").iterdir())) == 1, "the same letter isn't delivered twice"
    assert run("daily", str(out.parent / "none"), str(out)).code == 2
    assert run("daily", str(source), str(out), "--date", "bald").code == 2
    empty = run("daily", str(source), str(out), "--date", "2020-01-01")
    assert empty.code == 0
    assert "no article" in empty.err
    assert empty.err.count("\n") == 1, "one line"


def test_a_users_publishers_stand_in_the_configuration(
    run: Callable[..., Result], places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = places
    settings = out.parent / "tr-news.toml"
    settings.write_text('[publishers]\n"Kent" = "Kent Gazetesi"\n', encoding="utf-8")
    monkeypatch.setenv("TR_NEWS_CONFIG", str(settings))
    write_feed(source / "feed.jsonl", BRIDGE)
    assert run("daily", str(source), str(out)).code == 0
    found = Days(out).read("2026-03-04")
    assert found is not None
    assert found.publishers == ("Kent Gazetesi", "Ulus Haber")
    lines = out.parent / "own.txt"
    lines.write_text('Kent Postası = "Kent"\n', encoding="utf-8")
    assert run("daily", str(source), str(out), "--publishers", str(lines)).code == 0
    found = Days(out).read("2026-03-04")
    assert found is not None
    assert found.publishers == ("Kent Postası", "Ulus Haber"), "the option comes first"


def test_a_correction_in_the_memory_wins(run: Callable[..., Result], places: tuple[Path, Path]) -> None:
    source, out = places
    title = "Yeni köprü trafiğe açıldı"
    line = {"id": "1", "title": title, "text": "Akçay Nehri üzerindeki köprü açıldı.", "date": "2026-03-04 09:00"}
    (source / "feed.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert run("memory", "set", title, "The bridge is open at last").code == 0
    for options, corrected in (((), True), (("--no-memory",), False)):
        result = run("daily", str(source), str(out), *options)
        assert result.code == 0, result.err
        found = Days(out).read("2026-03-04")
        assert found is not None
        (story,) = found.all_stories
        assert (story.headline.text.casefold() == "the bridge is open at last") == corrected
