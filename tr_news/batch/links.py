"""The small output of a copy: which article has its text, and what differs."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from tr_news.batch.copies import CopyIndex
from tr_news.batch.formats import ENDINGS, Form
from tr_news.batch.index import Entry, IndexWriter
from tr_news.batch.state import State
from tr_news.documents.brief import TOOL
from tr_news.documents.values import json_line
from tr_news.storage.durable import DurableFolder
from tr_news.text.display import printable
from tr_news.text.turkish.sentences import split

SCHEMA = "tr-news/copy/1"
_FIELDS = ("title", "published", "outlet", "author", "url")
_TOGETHER = 100


def write_link(entry: Entry, copies: CopyIndex, files: DurableFolder, forms: Sequence[Form]) -> Entry:
    """Writes the outputs of a copy; its entry with what is known of it.

    Raises:
        OutputError: they can't be written.
    """
    assert entry.copy_of is not None
    this, original = copies.about(entry.name), copies.about(entry.copy_of)
    assert this is not None
    assert original is not None
    link = _link(entry, this, original)
    outputs = dict.fromkeys(entry.outputs, 0)  # those in other formats are out of date
    for form in forms:
        data = (_rendered(link, form, entry) + "\n").encode("utf-8", "replace")
        files.put((entry.name + ENDINGS[form]).split("/"), data)
        outputs[form] = len(data)
    day = str(this["published"])[:10] if this["published"] else None
    return replace(
        entry, outcome="copied", title=this["title"], date=day, publisher=this["outlet"], outputs=outputs, reason="copy"
    )


def settle_links(
    copies: CopyIndex, state: State, files: DurableFolder, index: IndexWriter, forms: Sequence[Form]
) -> tuple[int, int]:
    """Brings the outputs in line with what is a copy of what, once all articles are known.

    Returns how many are linked that weren't, or to another one; and how many were linked and must be done in full after
    all: they leave the index, so that the next run does.

    Raises:
        OutputError: something can't be written.
    """
    lines: list[Entry] = []
    linked = undone = 0
    for change in copies.settle():
        entry = state.get(change.name)
        if entry is None:
            continue
        if change.copy_of is None:
            undone += 1
            lines.append(Entry(change.name, "gone", source=entry.source))
        else:
            linked += 1
            lines.append(write_link(replace(entry, copy_of=change.copy_of, error=None), copies, files, forms))
        files.settle()
        index.add(lines)
        lines.clear()
    return linked, undone


def _link(entry: Entry, this: Mapping[str, Any], original: Mapping[str, Any]) -> dict[str, Any]:
    here, there = _sentences(this), _sentences(original)
    return {
        "schema": SCHEMA,
        "article": {"id": this["id"], "source": this["source"], **{name: this[name] for name in _FIELDS}},
        "copy_of": {"name": entry.copy_of, "source": original["source"], **{n: original[n] for n in _FIELDS}},
        "differs": [name for name in _FIELDS if this[name] != original[name]],
        "only_here": [text for text in here if text not in set(there)],
        "only_there": [text for text in there if text not in set(here)],
        "provenance": {"tool": TOOL},
    }


def _sentences(payload: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(text for paragraph in payload["paragraphs"] for text in split(paragraph)))


def _rendered(link: Mapping[str, Any], form: Form, entry: Entry) -> str:
    if form == "json":
        return json_line(link)
    original = link["copy_of"]
    title = printable(original["title"] or original["source"])
    about = ", ".join(printable(str(original[name])) for name in ("outlet", "published") if original[name])
    lines = [f"{name}: {link['article'][name] or '-'} (there: {original[name] or '-'})" for name in link["differs"]]
    lines += [f"only here: {text}" for text in link["only_here"]] + [f"only there: {t}" for t in link["only_there"]]
    lines = [printable(line) for line in lines]
    target = posixpath.relpath(f"{entry.copy_of}{ENDINGS[form]}", posixpath.dirname(entry.name) or ".")
    if form == "html":
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A copy</title>'
        to = f'<a href="{escape(_quoted(target))}">{escape(title)}</a>'
        return f"{head}<p>A copy of {to} {escape(about)}</p><ul>{items}</ul></html>"
    if form == "markdown":
        from tr_news.render.markdown import escape as plain

        items = "".join(f"\n- {plain(line)}" for line in lines)
        return f"A copy of [{plain(title)}]({_quoted(target)}) {plain(about)}\n{items}".rstrip()
    return "\n".join([f"A copy of {title} {about}".rstrip(), f"({target})", *(f"  {line}" for line in lines)])


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
