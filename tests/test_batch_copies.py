"""Agency copies across a folder of outputs: found, linked, the same whatever the order of work."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import damage, entries, outputs, write
from tests.conftest import SHARED, Result
from tr_news.articles import Article, read_path
from tr_news.batch.copies import CopyIndex

Run = Callable[..., Result]

AGENCY = (
    "Kırklareli'nin merkezinde yapımı süren kültür merkezinin dış cephesi tamamlandı. Belediye başkanı, salonun nisan "
    "ayında açılacağını söyledi. Salonda beş yüz kişilik bir tiyatro ile iki sergi alanı bulunuyor. Açılışta yöre "
    "halkının kurduğu koro türküler söyleyecek. Yapının bahçesine iki yüz fidan dikildi."
)
OTHER = (
    "Rize'de çay üreticileri yeni sezon öncesinde bahçelerini budadı. Ziraat odası, don olayının ürüne zarar "
    "vermediğini açıkladı. Üreticiler alım fiyatının mayıs başında belli olmasını istiyor."
)


def record(name: str, text: str, date: str) -> str:
    return json.dumps({"id": name, "text": text, "date": date, "title": f"Başlık {name}"}) + "\n"


def test_a_copy_links_its_original_and_says_what_differs(run: Run, tmp_path: Path) -> None:
    lines = [
        record("once", AGENCY, "2026-03-02"),
        record("sonra", AGENCY + " Törene çok sayıda yurttaş katıldı.", "2026-03-03"),
        record("baska", OTHER, "2026-03-03"),
    ]
    inputs = write(tmp_path / "in", k__jsonl="".join(lines))
    out = tmp_path / "out"
    done = run(
        "batch", inputs, out, "--copies", "link", *(x for f in ("json", "html", "markdown", "text") for x in ("-f", f))
    )
    assert done.code == 0, done.err
    assert "2 done, 1 copied" in done.err
    row = entries(out)["k.jsonl/sonra"]
    assert (row["outcome"], row["copy_of"]) == ("copied", "k.jsonl/once")
    link = json.loads((out / "k.jsonl/sonra.json").read_bytes())
    assert link["schema"] == "tr-news/copy/1"
    assert link["differs"] == ["title", "published"]
    assert link["only_here"] == ["Törene çok sayıda yurttaş katıldı."]
    assert link["only_there"] == []
    assert 'href="once.html"' in (out / "k.jsonl/sonra.html").read_text("utf-8")
    assert "(once.md)" in (out / "k.jsonl/sonra.md").read_text("utf-8")
    assert "(once.txt)" in (out / "k.jsonl/sonra.txt").read_text("utf-8")
    assert "0 done, 3 unchanged" in run("batch", inputs, out, "--copies", "link", "-f", "json").err
    assert len(entries(out)) == 3


def test_the_original_is_the_earliest_whatever_the_order(run: Run, tmp_path: Path) -> None:
    lines = [record(name, AGENCY + more, date) for name, more, date in (
        ("a", "", "2026-03-02"), ("b", " Bir cümle daha var.", "2026-03-01"), ("c", "", "2026-03-05"))]  # fmt: skip
    found = []
    for number, order in enumerate((lines, lines[::-1], [lines[2], lines[0], lines[1]])):
        inputs = write(tmp_path / f"in{number}", k__jsonl="".join(order))
        out = tmp_path / f"out{number}"
        run("batch", inputs, out, "--copies", "link")
        assert "0 done" in run("batch", inputs, out, "--copies", "link").err
        found.append({name: (row["outcome"], row["copy_of"]) for name, row in entries(out).items()})
        assert set(outputs(out)) == {f"k.jsonl/{name}.json" for name in "abc"}
    assert found[0]["k.jsonl/b"] == ("done", None)
    assert found[0]["k.jsonl/a"] == found[0]["k.jsonl/c"] == ("copied", "k.jsonl/b")
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_a_copy_is_done_once_its_original_is_gone(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", k__jsonl=record("a", AGENCY, "2026-03-01") + record("b", AGENCY, "2026-03-02"))
    out = tmp_path / "out"
    run("batch", inputs, out, "--copies", "link")
    write(inputs, k__jsonl=record("b", AGENCY, "2026-03-02"))
    first = run("batch", inputs, out, "--copies", "link", "--prune")
    assert "1 articles are copies no more" in first.err
    assert "1 done" in run("batch", inputs, out, "--copies", "link").err
    assert entries(out)["k.jsonl/b"]["outcome"] == "done"


def test_without_it_all_are_done(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", k__jsonl=record("a", AGENCY, "2026-03-01") + record("b", AGENCY, "2026-03-02"))
    assert "2 done" in run("batch", inputs, tmp_path / "out").err
    assert run("batch", inputs, tmp_path / "out", "--copies", "link", "--shard", "1/2").code == 2


def test_what_was_done_in_full_is_known_to_later_copies_and_the_other_way(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", once__jsonl=record("once", AGENCY, "2026-03-02"))
    out, straight = tmp_path / "out", tmp_path / "straight"
    run("batch", inputs, out)  # all in full
    write(inputs, sonra__jsonl=record("sonra", AGENCY, "2026-03-03"))
    assert "1 copied, 1 unchanged" in run("batch", inputs, out, "--copies", "link").err
    (out / ".tr-news" / "copies.sqlite").unlink()
    write(inputs, son__jsonl=record("son", AGENCY, "2026-03-04"))
    assert "1 copied, 2 unchanged" in run("batch", inputs, out, "--copies", "link").err
    run("batch", inputs, straight, "--copies", "link")
    assert outputs(out) == outputs(straight)
    assert "copies link → brief" in run("batch", inputs, out, "--dry-run").out
    assert "2 done (2 changed settings), 1 unchanged" in run("batch", inputs, out).err
    run("batch", inputs, tmp_path / "full")
    assert outputs(out) == outputs(tmp_path / "full")


def test_damaged_texts_of_copies_are_set_aside(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", once__jsonl=record("once", AGENCY, "2026-03-02"))
    out = tmp_path / "out"
    run("batch", inputs, out, "--copies", "link")
    damage(out / ".tr-news" / "copies.sqlite")
    write(inputs, sonra__jsonl=record("sonra", AGENCY, "2026-03-03"))
    told = run("batch", inputs, out, "--copies", "link")
    assert (told.code, "set aside as copies.sqlite.damaged-1" in told.err) == (6, True)
    assert "1 copied, 1 unchanged" in run("batch", inputs, out, "--copies", "link").err


def test_agency_copies_of_real_feeds(tmp_path: Path) -> None:
    folder = SHARED / "eval" / "news_tr"
    if not (folder / "stories-dev.jsonl").exists():
        pytest.skip("no data")
    gold = {row["id"]: row["copy_of"] for row in map(json.loads, (folder / "stories-dev.jsonl").open(encoding="utf-8"))}
    articles = [a for a in read_path(folder / "rss_multi_outlet.jsonl") if isinstance(a, Article)]
    random.Random(5).shuffle(articles)
    index = CopyIndex(tmp_path / "copies.sqlite", print)
    found = {article.id: index.add(article.id, article.digest, article) for article in articles}
    found |= {change.name: change.copy_of for change in index.settle()}

    def pairs(copy_of: dict[str, str | None]) -> set[frozenset[str]]:
        groups: dict[str, list[str]] = {}
        for name in gold:
            groups.setdefault(copy_of.get(name) or name, []).append(name)
        return {frozenset((a, b)) for group in groups.values() for a in group for b in group if a < b}

    right, ours = pairs(gold), pairs(found)
    common = len(right & ours)
    assert 2 * common / (len(right) + len(ours)) >= 0.95
