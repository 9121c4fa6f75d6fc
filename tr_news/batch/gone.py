"""Entries whose input is there no more."""

from collections.abc import Callable, Iterator, Sequence

from tr_news.batch.formats import ENDINGS
from tr_news.batch.index import Entry, IndexWriter
from tr_news.batch.others import file_of, found_at, is_same_file
from tr_news.batch.state import State
from tr_news.batch.tally import Tally
from tr_news.storage.durable import DurableFolder

_TOGETHER = 500


class Gone:
    """The entries of a state that a complete run has not come across, and whose input can't be found either.

    What is relative is looked for in ``places``, where runs were begun.

    An input that was merely left out of this run (a pattern, another IN) isn't gone.
    """

    def __init__(self, state: State, places: Sequence[str]) -> None:
        self._state, self._places = state, places

    def entries(self) -> Iterator[Entry]:
        """In the order of their names."""
        for entry in self._state.unseen():
            file = file_of(entry.source, entry.parts)
            there, visited = found_at(file, self._places), self._state.visited(entry.file)
            if not there or any(is_same_file(one, other) for one in there for other in visited):
                yield entry


def sweep(
    gone: Gone, files: DurableFolder, index: IndexWriter, tally: Tally, forget: Callable[[str], None], *, prune: bool
) -> None:
    """Takes failures out of the index that are no more; with ``prune`` deletes outputs too, and tells ``forget``.

    Raises:
        OutputError: something can't be written.
    """
    lines: list[Entry] = []
    for entry in gone.entries():
        if entry.outcome != "failed" or entry.outputs:
            tally.gone += 1
            if not prune:
                continue
            tally.pruned += 1
            forget(entry.name)
            for form in entry.outputs:
                files.remove((entry.name + ENDINGS[form]).split("/"))  # type: ignore[index]
        lines.append(Entry(entry.name, "gone", source=entry.source))
        if len(lines) >= _TOGETHER:
            _settle(files, index, lines)
    _settle(files, index, lines)


def _settle(files: DurableFolder, index: IndexWriter, lines: list[Entry]) -> None:
    files.settle()
    if lines:
        index.add(lines)
        lines.clear()
