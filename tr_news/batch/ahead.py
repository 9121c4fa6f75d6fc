"""The articles behind the window: found in which language, cut into sentences, and expected, before their turn."""

from collections.abc import Callable
from dataclasses import replace

from tr_news.batch.filled import AheadTranslator
from tr_news.pipeline import Admitted, Pipeline
from tr_news.text.normalize import normalize_source
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.subword import MAX_SOURCE_PIECES
from tr_news.translation.protocol import innermost
from tr_news.translation.translate import cut_article


class Ahead:
    """What a pipeline is asked through when its articles are known before their turn.

    ``translator`` is None where it would be of no use: the engine has no batches.
    """

    def __init__(self, pipeline: Pipeline, stopped: Callable[[], bool] = lambda: False) -> None:
        self._engine = innermost(pipeline.translator)
        self.translator: AheadTranslator | None = None
        if isinstance(self._engine, MarianTranslator) and self._engine.batches:
            engine = self._engine
            self.translator = AheadTranslator(
                pipeline.translator, self._pieces, engine.together, engine.beside, stopped
            )

    def expect(self, item: Admitted) -> Admitted:
        """An article that will be translated; it comes back in sentences, so that nobody cuts it again."""
        if self.translator is None:
            return item
        cut = cut_article(item.article, item.language, spoken=self.translator.source_language)
        self.translator.expect(cut.sentences)
        return replace(item, cut=cut)

    def missing(self, item: Admitted) -> int:
        """Characters of an article that are yet to be translated."""
        if self.translator is None or item.cut is None:
            return len(item.article.text)
        return self.translator.missing(item.cut.sentences)

    def _pieces(self, text: str) -> int:
        assert isinstance(self._engine, MarianTranslator)
        count = len(self._engine.encode(normalize_source(text)))
        return count if 1 < count <= MAX_SOURCE_PIECES + 1 else 0
