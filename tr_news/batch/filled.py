"""Full batches from few articles: with the sentences that are asked for go those of such lengths that will be soon.

The engine decodes sentences of about one length together, and a batch of eight takes little longer than one of two. A
window of some articles hardly ever has many sentences of each length; with the articles that wait behind it, it has.
What was translated ahead is given when its turn comes. The output for a sentence doesn't depend on its company, so it
is the same with and without.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tr_news.translation.protocol import Around, Sentences, Translation, Translator

SLICE = 8_192  # pieces in a call: between two of them a run can be stopped
_MOST = 20_000  # sentences that are kept: more are never expected, unless what was expected isn't asked for
_NEAR = 0.8  # of the longest in a batch: what is shorter may be asked for but doesn't fill it


@dataclass(frozen=True, slots=True)
class _Batch:
    """Sentences that are asked for, those that fill their batch, and the pieces of both."""

    wanted: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)


class AheadTranslator(Around):
    """Wraps a translator that decodes sentences of about one length together.

    Args:
        translator: the translator.
        length: of a sentence, in the engine's pieces; 0 for one that fits no batch.
        full: how many sentences are decoded together with one of a length.
        beside: the shortest length that may go with one of a length.
        stopped: whether the run is to end: then nothing more is translated ahead.
    """

    def __init__(
        self,
        translator: Translator,
        length: Callable[[str], int],
        full: Callable[[int], int],
        beside: Callable[[int], int],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(translator)
        self._length, self._full, self._beside, self._stopped = length, full, beside, stopped
        self._expected: dict[str, int] = {}  # lengths
        self._by_length: dict[int, dict[str, None]] = {}
        self._ready: dict[str, Translation] = {}

    def describe(self) -> Mapping[str, object] | None:
        """The translator's."""
        return self.translator.describe()

    def expect(self, sentences: Iterable[str]) -> None:
        """These will be asked for."""
        for text in sentences:
            if text in self._expected or text in self._ready or len(self._expected) >= _MOST:
                continue
            length = self._expected[text] = self._length(text)
            self._by_length.setdefault(length, {})[text] = None

    def missing(self, sentences: Iterable[str]) -> int:
        """Characters of those sentences that aren't translated yet."""
        return sum(len(text) for text in sentences if text not in self._ready)

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence, from what was translated ahead where it was."""
        different = list(dict.fromkeys(sentences))
        known = {text: self._ready.pop(text) for text in different if text in self._ready}
        missing: dict[int, deque[str]] = {}
        for text in different:
            if text not in known:
                missing.setdefault(self._forget(text) or self._length(text), deque()).append(text)
        for batches in self._calls(missing):
            wanted = [text for batch in batches for text in batch.wanted]
            ahead = [] if self._stopped() else [text for batch in batches for text in batch.ahead]
            asked = [*wanted, *ahead]
            if isinstance(sentences, Sentences):
                asked = Sentences(asked, sentences.found, sentences.spans)
            said = self.translator.translate(asked)
            known |= zip(wanted, said, strict=False)
            self._keep(zip(ahead, said[len(wanted) :], strict=True))
        return [known[text] for text in sentences]

    def _calls(self, missing: dict[int, deque[str]]) -> list[list[_Batch]]:
        """Batches in as many calls as are needed, short and long ones in each: a call ends with a short batch.

        While it ends, only one of several workers has something to do.
        """
        batches = list(self._batches(missing))
        count = min(max(math.ceil(sum(sum(batch.pieces) for batch in batches) / SLICE), 1), len(batches))
        return [batches[number::count] for number in range(count)]

    def _batches(self, missing: dict[int, deque[str]]) -> Iterable[_Batch]:
        """The missing sentences by falling length, each batch filled with expected ones that are hardly shorter."""
        for longest in sorted(missing, reverse=True):
            while missing[longest]:
                batch = _Batch()
                nearest = min(longest, max(self._beside(longest), math.ceil(_NEAR * longest)))  # 0: of unknown length
                for length in range(longest, nearest - 1, -1):
                    self._fill(batch, length, missing.get(length, deque()), self._full(longest))
                yield batch

    def _fill(self, batch: _Batch, length: int, missing: deque[str], full: int) -> None:
        """Adds sentences of a length, first those that are missing, as long as there is room."""
        while missing and len(batch.pieces) < full:
            batch.wanted.append(missing.popleft())
            batch.pieces.append(length)
        expected = self._by_length.get(length, {}) if length else {}
        for text in list(islice(expected, max(full - len(batch.pieces), 0))):
            self._forget(text)
            batch.ahead.append(text)
            batch.pieces.append(length)

    def _forget(self, text: str) -> int:
        """The length of a sentence that was expected; 0 where it wasn't."""
        length = self._expected.pop(text, 0)
        self._by_length.get(length, {}).pop(text, None)
        return length

    def _keep(self, ahead: Iterable[tuple[str, Translation]]) -> None:
        self._ready.update(ahead)
        while len(self._ready) > _MOST:
            del self._ready[next(iter(self._ready))]
