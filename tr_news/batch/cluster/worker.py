"""What runs on a machine of the cluster: holds the models, and makes the outputs of blocks."""

import os
import secrets
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from tr_news.batch.cluster.feed import WHOLE
from tr_news.batch.cluster.order import Order
from tr_news.batch.cluster.parcels import Done, Parcel, pack_answer, unpack
from tr_news.batch.make import Made, Maker, fault
from tr_news.batch.shape import difference, shape_of
from tr_news.batch.stages import characters
from tr_news.batch.threads import ThreadChoice
from tr_news.batch.watch import ModelWatch
from tr_news.documents.article import Article
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError, ModelError, OutputError, TrNewsError
from tr_news.pipeline import Failure, Pipeline
from tr_news.storage.durable import DurableFolder
from tr_news.translation.memory.remembering import CorrectedTranslator, RememberingTranslator
from tr_news.translation.protocol import Translator

TRIES = 3  # at a block; then its articles are done one by one
TRIES_ALONE = 2  # at an article that its worker doesn't survive


class Attempts(Protocol):
    """Counts attempts at a block (``WHOLE``) or an article of it, where no death of a worker loses the count."""

    def begin(self, number: int, article: int) -> int:
        """Which attempt this is, from 1; 0: don't."""
        ...

    def survived(self, number: int, article: int) -> None:
        """That attempt came to its end."""
        ...


class Worker:
    """Called with a batch of one block, it answers with a batch of one answer, as Ray Data wants it.

    Args:
        order: what to do.
        feed: counts the attempts, so that a block which kills its worker isn't tried for ever.
    """

    def __init__(self, order: Order, feed: Any) -> None:
        if order.home is not None:
            os.environ["TR_NEWS_HOME"] = order.home
        self._order, self._feed = order, feed
        self._shop: _Shop | None = None

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[Any]]:
        """The answer to a block. Raises nothing that is the fault of an article."""
        number = int(batch["number"][0])
        return {"number": [number], "answer": [self.answer(number, str(batch["block"][0]), _Counted(self._feed))]}

    def answer(self, number: int, block: str, attempts: Attempts) -> str:
        """The answer as text."""
        host = socket.gethostname()
        try:
            attempt = attempts.begin(number, WHOLE) if block and Path(self._order.mark).exists() else 0
            if not attempt:
                return pack_answer(None)
            if self._shop is None:
                self._shop = _Shop(self._order)
            return pack_answer(self._shop.do(number, unpack(block), attempt, attempts))
        except InputError as error:
            return pack_answer(error)
        except TrNewsError as error:
            return pack_answer(type(error)(f"{host}: {error}"))
        except MemoryError:
            return pack_answer(
                ModelError(f"{host}: out of memory; give a worker more --threads, so that there are fewer")
            )
        except OSError as error:
            return pack_answer(OutputError(f"{host}: {error.filename or self._order.out}: {error.strerror or error}"))


class _Counted:
    """The attempts as the actor counts them."""

    def __init__(self, feed: Any) -> None:
        self._feed = feed

    def begin(self, number: int, article: int) -> int:
        import ray

        return int(ray.get(self._feed.begin.remote(number, article)))

    def survived(self, number: int, article: int) -> None:
        import ray

        ray.get(self._feed.survived.remote(number, article))


class _Shop:
    """The loaded models and the folder.

    Raises:
        ModelError: a model isn't on this machine, or would make other outputs than the driver's.
    """

    def __init__(self, order: Order) -> None:
        self._pipeline = Pipeline(order.settings, origin=order.origin, force=order.force, wrap=self._wrapped(order))
        shape = shape_of(self._pipeline, translate_only=order.translate_only)
        if differs := difference(order.shape, shape):
            raise ModelError(f"would make other outputs ({differs}); install the same tr-news and models there")
        self._translate_only = order.translate_only
        self._watch = ModelWatch(self._pipeline)
        mark = Path(order.mark)
        self._threads = ThreadChoice(self._pipeline, _to_log, lambda: not mark.exists())
        scratch = Path(order.scratch, f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}")
        self._files = DurableFolder(Path(order.out), scratch)
        self._maker = Maker(self._pipeline, order.forms, self._files, translate_only=order.translate_only)

    def do(self, number: int, parcels: Sequence[Parcel], attempt: int, attempts: Attempts) -> Done:
        """A block together; where that fails too often, its articles one by one."""
        self._threads.consider()
        before = self._hits()
        while attempt <= TRIES:
            try:
                made = list(self._together(parcels))
                break
            except (TrNewsError, OSError, MemoryError):
                raise
            except Exception:  # noqa: BLE001 (which article is at fault shows below)
                attempt = attempts.begin(number, WHOLE)
        else:
            made = [self._alone(number, place, parcel, attempts) for place, parcel in enumerate(parcels)]
        self._watch.check()
        self._files.settle()
        after = self._hits()
        return Done(tuple(made), after[0] - before[0], after[1] - before[1])

    def _together(self, parcels: Sequence[Parcel]) -> Iterator[Made | Failure]:
        started = time.monotonic()
        documents = list(self._translated([parcel.article for parcel in parcels]))
        per_character = (time.monotonic() - started) / max(sum(characters(p.article) for p in parcels), 1)
        for parcel, document in zip(parcels, documents, strict=True):
            yield self._made(parcel, document, per_character * characters(parcel.article))

    def _translated(self, articles: Sequence[Article]) -> Iterator[TranslatedArticle | Failure]:
        return self._pipeline.translate(self._pipeline.admit(articles), condensed=not self._translate_only)

    def _alone(self, number: int, place: int, parcel: Parcel, attempts: Attempts) -> Made | Failure:
        source, started = parcel.article.source, time.monotonic()
        if attempts.begin(number, place) > TRIES_ALONE:
            return Failure(source, TrNewsError(f"{source}: its worker died of it {TRIES_ALONE} times; try it alone"))
        try:
            document = next(self._translated([parcel.article]))
        except (TrNewsError, OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 (costs this article alone)
            return fault(source, error)
        made = self._made(parcel, document, time.monotonic() - started)
        attempts.survived(number, place)
        return made

    def _made(self, parcel: Parcel, document: TranslatedArticle | Failure, seconds: float) -> Made | Failure:
        if isinstance(document, Failure):
            return document
        started = time.monotonic()
        made = self._maker.make(parcel.name, document)
        if isinstance(made, Failure):
            return made
        return replace(made, seconds=round(seconds + time.monotonic() - started, 3))

    def _hits(self) -> tuple[int, int]:
        """Sentences from memory, and approved ones, so far."""
        translator: Any = self._pipeline.translator
        found = {"hits": 0, "approved_hits": 0}
        while translator is not None:
            for name in found:
                found[name] += getattr(translator, name, 0)
            translator = getattr(translator, "translator", None)
        return found["hits"], found["approved_hits"]

    @staticmethod
    def _wrapped(order: Order) -> Callable[[Translator, Mapping[str, object]], Translator]:
        """The driver's corrections around this machine's memory, which has none of its own to say."""
        from tr_news.load import with_memory

        corrections = {bytes.fromhex(key): text for key, text in order.corrections.items()}

        def wrap(translator: Translator, described: Mapping[str, object]) -> Translator:
            if order.remember:
                translator = with_memory(lambda _: None)(translator, described)
                if isinstance(translator, RememberingTranslator):
                    translator.corrects = False
            return CorrectedTranslator(translator, corrections) if corrections else translator

        return wrap


def _to_log(message: str) -> None:
    sys.stderr.write(f"tr-news: {message}\n")
