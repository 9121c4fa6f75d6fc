"""Full batches from few articles: with the sentences that are asked for go those of equal length that will be soon.

The engine decodes sentences of one length together (padding would change the bytes), and a batch of eight takes little
longer than one of two. A window of some articles hardly ever has many sentences of each length; with the articles that
wait behind it, it has. What was translated ahead is given when its turn comes. The output for a sentence doesn't depend
on its company, so it is the same with and without.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from tr_news.translation.protocol import Around, Sentences, Translation, Translator

SLICE = 8_192  # pieces in a call: between two of them a run can be stopped
_MOST = 20_000  # sentences that are kept: more are never expected, unless what was expected isn't asked for


class AheadTranslator(Around):
    """Wraps a translator that decodes sentences of equal length together.

    Args:
        translator: the translator.
        length: of a sentence, in the engine's pieces; 0 for one that fits no batch.
        full: how many sentences of a length are decoded together.
        stopped: whether the run is to end: then nothing more is translated ahead.
    """

    def __init__(
        self,
        translator: Translator,
        length: Callable[[str], int],
        full: Callable[[int], int],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(translator)
        self._length, self._full, self._stopped = length, full, stopped
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
        missing: dict[int, list[str]] = {}
        for text in different:
            if text not in known:
                missing.setdefault(self._forget(text) or self._length(text), []).append(text)
        for lengths in self._slices(missing):
            wanted = [text for length in lengths for text in missing[length]]
            ahead = [] if self._stopped() else [t for n in lengths for t in self._fitting(n, len(missing[n]))]
            asked = [*wanted, *ahead]
            if isinstance(sentences, Sentences):
                asked = Sentences(asked, sentences.found, sentences.spans)
            said = self.translator.translate(asked)
            known |= zip(wanted, said, strict=False)
            self._keep(zip(ahead, said[len(wanted) :], strict=True))
        return [known[text] for text in sentences]

    def _slices(self, missing: Mapping[int, Sequence[str]]) -> list[list[int]]:
        """The lengths in as many calls as are needed, short and long ones in each: a call ends with a short batch.

        While it ends, only one of several workers has something to do.
        """
        lengths = sorted(missing)
        pieces = sum(
            length * (len(missing[length]) + self._lacking(length, len(missing[length]))) for length in lengths
        )
        count = min(max(math.ceil(pieces / SLICE), 1), len(lengths))
        return [lengths[number::count] for number in range(count)]

    def _forget(self, text: str) -> int:
        """The length of a sentence that was expected; 0 where it wasn't."""
        length = self._expected.pop(text, 0)
        self._by_length.get(length, {}).pop(text, None)
        return length

    def _lacking(self, length: int, count: int) -> int:
        """How many expected sentences fill the last batch of so many of a length."""
        return min(-count % self._full(length), len(self._by_length.get(length, ()))) if length else 0

    def _fitting(self, length: int, count: int) -> list[str]:
        """Expected sentences that fill the last batch of so many of a length, in the order of their expectation."""
        found = list(islice(self._by_length.get(length, ()), self._lacking(length, count)))
        for text in found:
            self._forget(text)
        return found

    def _keep(self, ahead: Iterable[tuple[str, Translation]]) -> None:
        self._ready.update(ahead)
        while len(self._ready) > _MOST:
            del self._ready[next(iter(self._ready))]
