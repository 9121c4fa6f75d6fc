"""Which corrections of people apply to an article: they shape its output, so that a new one has it done again."""

from functools import cached_property

from tr_news.batch.layout import Layout
from tr_news.documents.article import Article
from tr_news.langid.identify import identify
from tr_news.pipeline import Pipeline
from tr_news.storage.digest import digest_value
from tr_news.translation.memory.remembering import RememberingTranslator
from tr_news.translation.memory.store import approved_key
from tr_news.translation.translate import sentences_to_translate


class Corrections:
    """Those of the pipeline's memory; none where it has no memory."""

    def __init__(self, pipeline: Pipeline, layout: Layout) -> None:
        self._pipeline = pipeline
        self._layout, self._kept = layout, layout.corrections

    @property
    def _memory(self) -> RememberingTranslator | None:
        translator = self._pipeline.translator
        return translator if isinstance(translator, RememberingTranslator) else None

    @cached_property
    def digest(self) -> str:
        """One for all of them; "" where there is none."""
        return self._memory.corrections_digest() if self._memory is not None else ""

    @cached_property
    def as_before(self) -> bool:
        """Whether they are those of the last complete run, so that an article needn't be read to know which apply."""
        try:
            return self._kept.read_text("ascii") == self.digest
        except (OSError, ValueError):
            return not self.digest

    def that_apply(self, article: Article) -> str:
        """A digest of those that apply to the article; "" where none does."""
        if not self.digest or self._memory is None:
            return ""
        sentences = sentences_to_translate(article, identify(article.text))
        found = self._memory.corrections_of(list(dict.fromkeys(map(approved_key, sentences))))
        return digest_value(sorted([key.hex(), text] for key, text in found.items())) if found else ""

    def keep(self) -> None:
        """Notes that a run was complete with these. Raises OutputError."""
        from tr_news.storage.durable import writing

        with writing(self._kept):
            self._layout.write(self._kept, self.digest)
