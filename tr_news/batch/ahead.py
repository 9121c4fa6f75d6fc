"""Full batches from few articles: with the sentences that are asked for go those of equal length that will be soon.

The engine decodes sentences of one length together (padding would change the bytes), and a batch of eight takes little
longer than one of two. A window of some articles hardly ever has eight sentences of each length; with the articles that
wait behind it, it has. What was translated ahead is given when its turn comes. The output for a sentence doesn't depend
on its company, so it is the same with and without.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from tr_news.documents.article import TURKISH, Article
from tr_news.langid.identify import identify
from tr_news.pipeline import Pipeline
from tr_news.text.normalize import normalize_source
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.subword import MAX_SOURCE_PIECES
from tr_news.translation.protocol import Around, Translation, Translator, innermost
from tr_news.translation.translate import sentences_to_translate

FULL = 8  # sentences: from there on a batch gains little
_MOST = 20_000  # sentences that are kept: more are never expected, unless what was expected isn't asked for


class AheadTranslator(Around):
    """Wraps a translator that decodes sentences of equal length together.

    Args:
        translator: the translator.
        length: of a sentence, in the engine's pieces; 0 for one that fits no batch.
    """

    def __init__(self, translator: Translator, length: Callable[[str], int]) -> None:
        super().__init__(translator)
        self._length = length
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

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence, from what was translated ahead where it was."""
        different = list(dict.fromkeys(sentences))
        known = {text: self._ready.pop(text) for text in different if text in self._ready}
        missing = [text for text in different if text not in known]
        if missing:
            lengths = [self._forget(text) or self._length(text) for text in missing]
            ahead = self._fitting(lengths)
            said = self.translator.translate([*missing, *ahead])
            known |= zip(missing, said, strict=False)
            self._keep(zip(ahead, said[len(missing) :], strict=True))
        return [known[text] for text in sentences]

    def _forget(self, text: str) -> int:
        """The length of a sentence that was expected; 0 where it wasn't."""
        length = self._expected.pop(text, 0)
        self._by_length.get(length, {}).pop(text, None)
        return length

    def _fitting(self, lengths: Iterable[int]) -> list[str]:
        """Expected sentences that fill the batches of sentences of these lengths, in the order of their expectation."""
        found: list[str] = []
        for length, count in sorted(Counter(lengths).items()):
            waiting = self._by_length.get(length, {}) if length else {}
            found += list(waiting)[: max(FULL - count, 0)]
        for text in found:
            self._forget(text)
        return found

    def _keep(self, ahead: Iterable[tuple[str, Translation]]) -> None:
        self._ready.update(ahead)
        while len(self._ready) > _MOST:
            del self._ready[next(iter(self._ready))]


class Ahead:
    """What a pipeline is asked through when its articles are known before their turn.

    ``translator`` is None where it would be of no use: the engine has no batches of sentences of equal length.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._engine = innermost(pipeline.translator)
        useful = isinstance(self._engine, MarianTranslator) and self._engine.batches
        self.translator = AheadTranslator(pipeline.translator, self._pieces) if useful else None

    def expect(self, article: Article) -> None:
        """An article that will be translated, unless it is in another language."""
        if self.translator is None:
            return
        language = identify(article.text)
        if language.code == TURKISH:
            self.translator.expect(sentences_to_translate(article, language))

    def _pieces(self, text: str) -> int:
        assert isinstance(self._engine, MarianTranslator)
        count = len(self._engine.encode(normalize_source(text)))
        return count if 1 < count <= MAX_SOURCE_PIECES + 1 else 0
