"""What becomes of an article that was translated: a brief or the translation, in files below OUT."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tr_news.batch.formats import ENDINGS, Form, render_brief, render_translation
from tr_news.documents.brief import Brief
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import TrNewsError, first_line
from tr_news.pipeline import Failure, Pipeline
from tr_news.storage.durable import DurableFolder


@dataclass(frozen=True, slots=True)
class Made:
    """An article whose outputs are written; ``outputs`` gives their bytes by format, ``seconds`` the time it took."""

    headline: str | None
    flags: Mapping[str, int]  # sentences by flag
    outputs: Mapping[str, int]
    sentences: int
    flagged: int
    seconds: float = 0.0


class Maker:
    """Makes outputs by a pipeline, in these formats."""

    def __init__(
        self, pipeline: Pipeline, forms: Sequence[Form], files: DurableFolder, *, translate_only: bool
    ) -> None:
        self._pipeline, self._forms, self._files, self._translate_only = pipeline, tuple(forms), files, translate_only

    def make(self, name: str, document: TranslatedArticle) -> Made | Failure:
        """Writes the outputs ``name`` of an article.

        Raises:
            OutputError: they can't be written.
            ModelError: a model doesn't run.
        """
        try:
            made: Brief | TranslatedArticle | Failure = document
            if not self._translate_only:
                made = next(iter(self._pipeline.summarize([document])))
            if isinstance(made, Failure):
                return made
            data = {form: self._rendered(made, form) for form in self._forms}
        except (TrNewsError, OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 (a fault of ours in one article mustn't stop the other thousands)
            return fault(document.article.source, error)
        for form, output in data.items():
            self._files.put((name + ENDINGS[form]).split("/"), output)
        return Made(
            headline=made.headline.text if isinstance(made, Brief) else None,
            flags=dict(sorted(Counter(str(flag) for s in document.sentences for flag in s.flags).items())),
            outputs={str(form): len(output) for form, output in data.items()},
            sentences=len(document.sentences),
            flagged=sum(1 for sentence in document.sentences if sentence.flags),
        )

    def _rendered(self, made: Brief | TranslatedArticle, form: Form) -> bytes:
        if isinstance(made, Brief):
            return render_brief(made, form)
        return render_translation(made, form, self._pipeline.translator_provenance)


def fault(source: str, error: Exception) -> Failure:
    """The failure of an article that the program itself stumbles over."""
    problem = f"can't be done by a fault of tr-news ({type(error).__name__}: {first_line(error)}); report it"
    return Failure(source, TrNewsError(f"{source}: {problem}"))
