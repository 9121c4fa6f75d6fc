"""From inputs to briefs: the way of an article in one object that keeps its models.

Every step is an iterator. What fails travels beside what succeeds, as a :class:`Failure` in the place of the article,
in the order of the input; nothing waits for the last input. The steps are the same for one article and for a folder::

    pipeline = Pipeline.open(bullets=5)
    for outcome in pipeline.briefs(pipeline.read(["a.txt", "b.html"])):
        ...
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from tr_news import config
from tr_news.config import Settings
from tr_news.documents.article import ENGLISH, TURKISH, UNDETERMINED, Article, Language, Origin
from tr_news.documents.brief import Brief, make_brief
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError, NotTurkishError, TrNewsError, UsageError

if TYPE_CHECKING:
    from tr_news.facts.names import KnownNames
    from tr_news.summarization.extractive.summarizer import Draft
    from tr_news.summarization.protocol import Summarizer
    from tr_news.translation.protocol import Translator
    from tr_news.translation.translate import CutArticle

# Articles are translated together for speed, the first one alone so that there is something to read at once.
WINDOW = 24_000  # characters of Turkish in one call of the translator, or one article that is longer
MOST_TOGETHER = 256  # inputs in one call, failures too: these have no characters


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that came to nothing; ``source`` is the path, address or "FILE:LINE" of the article."""

    source: str
    error: TrNewsError


@dataclass(frozen=True, slots=True)
class Admitted:
    """An article that can go on, and its language; ``cut`` is it in sentences, where somebody needed them already."""

    article: Article
    language: Language
    cut: "CutArticle | None" = None


# Cuts inputs into groups that go to the translator in one call: what comes out for each is the same in any group.
Windows = Callable[[Iterable[Admitted | Failure]], Iterator[list[Admitted | Failure]]]


def _unheard(_source: str, _note: str, /) -> None:
    pass


class Pipeline:
    """Reads, identifies, translates and summarizes by the same settings, with models that load on first use.

    Args:
        settings: which models run, and how; :func:`tr_news.config.load` gives those in force.
        origin: the language of the inputs: ``auto`` takes Turkish alone, ``tr`` takes all for it, ``en`` leaves out the
            translation.
        force: whether text in another language is translated all the same.
        note: is told what a reader of an article should know: its source, and a sentence.
        advise: is told once how to get a better model, where that is worth saying, and why a server keeps us waiting.
        wrap: puts something around the translator once it is loaded: a memory, say. It is told all that the model says
            of itself, which determines what it answers.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        origin: Origin = "auto",
        force: bool = False,
        note: Callable[[str, str], None] = _unheard,
        advise: Callable[[str], None] | None = None,
        wrap: "Callable[[Translator, Mapping[str, object]], Translator] | None" = None,
    ) -> None:
        self.settings = settings
        self.origin = origin
        self.force = force
        self._note = note
        self._advise = advise
        self._wrap = wrap
        self._models: Mapping[str, object] | None = None

    @classmethod
    def open(cls, *, origin: Origin = "auto", force: bool = False, **settings: object) -> Self:
        """A pipeline by settings given by name, over those of the environment and the configuration file.

        Raises:
            UsageError: there is no such setting, or its value is of the wrong kind.
        """
        unknown = settings.keys() - set(config.names())
        if unknown:
            known = ", ".join(config.names())
            raise UsageError(f"no such setting: {', '.join(sorted(unknown))}; there are {known}")
        return cls(config.load(settings), origin=origin, force=force)

    @cached_property
    def translator(self) -> "Translator":
        """The translator of the settings, loaded and proved.

        Raises:
            ModelError: it isn't there, or broken.
            UsageError: the settings contradict each other.
        """
        if self.settings.offline:
            os.environ["HF_HUB_OFFLINE"] = "1"  # for libraries that would look a model up themselves
        if self.origin == ENGLISH:
            from tr_news.translation.protocol import Passthrough

            return Passthrough()
        from tr_news.load import load_translator
        from tr_news.models.resolution import advice

        loaded = load_translator(self.settings)
        if self._advise is not None and (hint := advice(loaded.model)) is not None:
            self._advise(hint)
        self._models = loaded.describe()
        return loaded.translator if self._wrap is None else self._wrap(loaded.translator, self._models)

    @property
    def translator_provenance(self) -> Mapping[str, object] | None:
        """How the translator describes itself and its model; None where nothing is translated."""
        return self._models if self.translator.describe() is not None else None

    @cached_property
    def summarizer(self) -> "Summarizer":
        """The summarizer of the settings. Raises as :attr:`translator` does."""
        from tr_news.load import load_summarizer

        return load_summarizer(self.settings, say=self._advise)

    def read(
        self, paths: Iterable[str | os.PathLike[str]], *, encoding: str | None = None
    ) -> Iterator[Article | Failure]:
        """The articles of files, one file after the other; a file can hold several.

        Raises:
            UsageError: there is no such encoding.
        """
        from tr_news.articles import read_path

        for path in paths:
            yield from map(outcome, read_path(path, encoding=encoding))

    def admit(self, inputs: Iterable[Article | Failure]) -> Iterator[Admitted | Failure]:
        """The articles that can go on, with their language; one in another language than Turkish is a failure."""
        from tr_news.langid.identify import identify, known, may_be_turkish
        from tr_news.langid.names import name

        for article in inputs:
            if isinstance(article, Failure):
                yield article
                continue
            for warning in article.warnings:
                self._note(article.source, warning)
            language = identify(article.text)
            if self.origin == "auto" and not self.force:
                if may_be_turkish(language):
                    doubt = f"may be {name(language.code)} (certainty {language.certainty:.2f}); taken for Turkish"
                    self._note(article.source, doubt)
                    language = Language(TURKISH, 1 - language.certainty)  # no more than what the other leaves
                if language.code != TURKISH:
                    yield Failure(article.source, _refused(article.source, known(language), name(language.code)))
                    continue
            if self.origin == ENGLISH and language.code == TURKISH:
                self._note(article.source, "looks Turkish; --from en leaves it as it is")
            yield Admitted(article, language)

    def translate(
        self,
        inputs: Iterable[Admitted | Failure],
        *,
        windows: Windows | None = None,
        condensed: bool = False,
        through: "Translator | None" = None,
    ) -> Iterator[TranslatedArticle | Failure]:
        """The articles in English, every sentence of them; ``windows`` says which are translated together.

        ``condensed``: for briefs. The long sentences that one will show get a shorter form as well. ``through`` is
        asked in the place of the pipeline's translator, which it wraps.

        Raises:
            ModelError: there is no translator, or summarizer, that runs. Without articles none is loaded.
        """
        from tr_news.translation.translate import cut_article, translate_cut

        for window in (windows or first_alone)(inputs):
            admitted = [item for item in window if isinstance(item, Admitted)]
            documents: list[TranslatedArticle] = []
            if admitted:
                translator = through or self.translator
                spoken = translator.source_language
                cut = [item.cut or cut_article(item.article, item.language, spoken=spoken) for item in admitted]
                found = translate_cut(cut, translator)
                documents = [document for document, _ in found]
                if condensed:
                    documents = self._condensed(documents, translator, [names for _, names in found])
            made = iter(documents)
            for item in window:
                yield item if isinstance(item, Failure) else next(made)

    def _condensed(
        self, documents: list[TranslatedArticle], translator: "Translator", names: "Sequence[KnownNames]"
    ) -> list[TranslatedArticle]:
        """The articles with a shorter form, translated for itself, of the long sentences that a brief will show.

        For the built-in summarizer, which shows sentences; with another one they stay as they are.
        """
        from tr_news.summarization.extractive.summarizer import Condensed, ExtractiveSummarizer
        from tr_news.translation.translate import translate_compressed

        summarizer = self.summarizer
        if translator.source_language != TURKISH or not isinstance(summarizer, ExtractiveSummarizer):
            return documents
        drafts: list[Draft | None] = []
        for document in documents:
            try:
                drafts.append(summarizer.draft(document, bullets=self.settings.bullets))
            except TrNewsError:  # of an article that can't be summarized: said when it is
                drafts.append(None)
        shown = [draft.shown if draft else () for draft in drafts]
        shorter = translate_compressed(documents, shown, translator, names)
        return [
            Condensed(made.article, made.language, made.sentences, draft) if draft else made
            for made, draft in zip(shorter, drafts, strict=True)
        ]

    def summarize(self, inputs: Iterable[TranslatedArticle | Failure]) -> Iterator[Brief | Failure]:
        """The briefs; a summarizer that fails for one article costs that article only.

        Raises:
            ModelError: there is no summarizer that runs.
        """
        for document in inputs:
            yield document if isinstance(document, Failure) else self._brief(document)

    def briefs(self, inputs: Iterable[Article | Failure]) -> Iterator[Brief | Failure]:
        """All of the way: from articles that were read to their briefs.

        The summarizer is loaded before the first translation, which may take long: one that isn't there is known by
        then.
        """
        yield from self.summarize(self.translate(self._with_summarizer(self.admit(inputs)), condensed=True))

    def _with_summarizer(self, inputs: Iterable[Admitted | Failure]) -> Iterator[Admitted | Failure]:
        for item in inputs:
            if isinstance(item, Admitted):
                _ = self.summarizer
            yield item

    def _brief(self, document: TranslatedArticle) -> Brief | Failure:
        from tr_news.summarization.extractive.summarizer import Condensed
        from tr_news.summarization.omissions import omissions

        bullets = self.settings.bullets
        try:
            summary = self.summarizer.summarize(document, bullets=bullets)
        except TrNewsError as error:
            return Failure(document.article.source, error)
        document = document.document if isinstance(document, Condensed) else document
        return make_brief(
            document,
            replace(summary, omissions=omissions(document, summary)),
            translator=self.translator_provenance,
            summarizer=self.summarizer.describe(),
            settings={"bullets": bullets},
        )


def outcome(item: Article | InputError) -> Article | Failure:
    """What the readers of files give, as the pipeline takes it."""
    return Failure(item.source, item) if isinstance(item, InputError) else item


def _refused(source: str, language: Language, name: str) -> NotTurkishError:
    what = "its language can't be told" if language.code == UNDETERMINED else f"{name}, not Turkish"
    advice = "--from en briefs it as it is" if language.code == ENGLISH else "--force translates it anyway"
    return NotTurkishError(f"{source}: {what}; {advice}")


def first_alone(inputs: Iterable[Admitted | Failure]) -> Iterator[list[Admitted | Failure]]:
    """The inputs in groups that are translated together: the first article alone, then as many as fit."""
    window: list[Admitted | Failure] = []
    size, limit = 0, 1
    for item in inputs:
        window.append(item)
        size += len(item.article.text) if isinstance(item, Admitted) else 0
        if size >= limit or (size == 0 and limit == 1) or len(window) >= MOST_TOGETHER:
            yield window
            window, size = [], 0
            limit = WINDOW if isinstance(item, Admitted) else limit
    if window:
        yield window
