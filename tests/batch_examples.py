"""Folders of short articles for the tests of the batch, and what stands in a folder of outputs."""

import json
import sqlite3
from pathlib import Path
from typing import Any

SENTENCES = (
    "Belediye başkanı dün akşam köprünün onarımı için toplantı yaptı.",
    "Bakan, yeni okulların eylül ayında açılacağını söyledi.",
    "Yağmur öğleden sonra durdu.",
    "Takım dün akşam oynadığı maçı üç sıfır kazandı.",
    "Çiftçiler bu yıl buğdaydan 1.250 ton ürün aldı.",
    "Hastanede tedavi gören 12 işçiden 8'i taburcu edildi.",
    "Uzmanlar fiyatların artmasını bekliyor.",
)


def article(number: int, length: int = 2) -> str:
    """A short article that no other number has."""
    chosen = [SENTENCES[(number + step) % len(SENTENCES)] for step in range(length)]
    return f"{number} numaralı sokakta yeni bir park açıldı. {' '.join(chosen)}\n"


def damage(database: Path) -> None:
    """Overwrites the middle of a SQLite database: every page but the first."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(database.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 2000] = bytes(range(200)) * 10
    database.write_bytes(data)


def write(folder: Path, **files: str | bytes) -> Path:
    """Files below a folder; ``__`` in a name is a dot, so that names can be keywords."""
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def entries(out: Path) -> dict[str, dict[str, Any]]:
    """The index: the last line of each name."""
    lines = (out / "index.jsonl").read_text("utf-8").splitlines()
    rows = {row["name"]: row for row in map(json.loads, lines)}
    return {name: row for name, row in rows.items() if row["outcome"] != "gone"}


def outputs(out: Path) -> dict[str, bytes]:
    """All files of the user's in it but the index and the report."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".tr-news" not in path.parts and path.name not in ("index.jsonl", "report.json")
    }


def settled(out: Path) -> list[dict[str, Any]]:
    """The lines of the index in the order of their names, without the time that each took."""
    rows = [json.loads(line) for line in (out / "index.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        del row["seconds"]
    return sorted(rows, key=lambda row: str(row["name"]))


def leftovers(out: Path) -> list[str]:
    """Unfinished files, wherever they are."""
    return [
        str(path) for path in out.rglob("*") if path.suffix in (".tmp", ".sqlite", ".new") or "scratch" in path.name
    ]
