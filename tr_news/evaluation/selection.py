"""How well sentences are chosen for a brief, against an editor's choice.

The gold is JSON Lines, one object an article: ``id``, ``ideal`` (three sentences, best first), ``acceptable``,
``bad``, ``same`` (groups of sentences that say one thing) and ``starts`` (how each judged sentence begins), all by the
index that the sentence had when it was judged. Sentences are found again by how they begin, so that a change in reading
or splitting costs no more than what it changed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import fmean

from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError

Chooser = Callable[[TranslatedArticle, int], Sequence[Sequence[int]]]
"""Sentences chosen for so many bullets, in the order of choice or of the article; a bullet can rest on several."""

_START = 12  # letters that tell a sentence from the others of its article
_NOT_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an editor said of the sentences of one article, by index."""

    id: str
    ideal: tuple[int, ...]
    acceptable: tuple[int, ...]
    bad: tuple[int, ...]
    same: tuple[tuple[int, ...], ...]
    starts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """Bullets of one article, or their mean over articles."""

    chosen: float
    kept: float  # ideal or acceptable, and no repetition
    ideal: float
    bad: float
    repeated: float


def read_gold(path: Path) -> list[Judgement]:
    """The judgements of a file. Raises InputError: it can't be read, or a line is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise InputError(str(path), f"can't be read ({reason})") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            ideal, acceptable, bad = (tuple(map(int, row[key])) for key in ("ideal", "acceptable", "bad"))
            same = tuple(tuple(map(int, group)) for group in row["same"])
            starts = {int(index): str(start) for index, start in row["starts"].items()}
            found.append(Judgement(str(row["id"]), ideal, acceptable, bad, same, starts))
        except KeyError as error:
            raise InputError(f"{path}:{number}", f"not a judgement of an article: no {error}") from None
        except (ValueError, TypeError, AttributeError):
            why = "an object with lists of sentence numbers, and `starts` by number"
            raise InputError(f"{path}:{number}", f"not a judgement of an article: {why}") from None
    return found


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def align(judgement: Judgement, document: TranslatedArticle) -> dict[int, int]:
    """The sentence of the document for each judged one that is still there.

    One that begins the same, the nearest where several do; else one that holds that beginning (what stood before is
    gone or was glued to it), or whose own beginning is held in it.
    """
    texts = [_letters(sentence.source) for sentence in document.sentences]
    found = {}
    for index, start in judgement.starts.items():
        wanted = _letters(start)
        ways: tuple[Callable[[str], bool], ...] = (
            lambda text, wanted=wanted: text.startswith(wanted),  # type: ignore[misc]
            lambda text, wanted=wanted: wanted in text,  # type: ignore[misc]
            lambda text, wanted=wanted: len(text) >= _START and text[:_START] in wanted,  # type: ignore[misc]
        )
        for fits in ways:
            if places := [i for i, text in enumerate(texts) if wanted and fits(text)]:
                found[index] = min(places, key=lambda i: (abs(i - index), i))
                break
    return found


def judge(judgement: Judgement, chosen: Iterable[Sequence[int]], places: Mapping[int, int]) -> Counts:
    """The bullets of one article against its judgement.

    A bullet that rests on several sentences is as good as the best of them, and repeats another where one of them is
    in that one or says the same as one of it.

    Args:
        judgement: the editor's.
        chosen: the evidence of each bullet, indexes of the document.
        places: the sentence of the document for each judged one, as :func:`align` gives it.
    """
    judged = {place: index for index, place in sorted(places.items(), reverse=True)}
    group = {index: number for number, indexes in enumerate(judgement.same) for index in indexes}
    said: set[tuple[str, int]] = set()
    total = kept = ideal = bad = repeated = 0
    for evidence in chosen:
        indexes = [judged[place] for place in evidence if place in judged]
        says = {("same", group[i]) if i in group else ("sentence", i) for i in indexes}
        good = any(i in judgement.ideal or i in judgement.acceptable for i in indexes)
        again = bool(says & said)
        said |= says
        total += 1
        repeated += again
        kept += good and not again
        ideal += any(i in judgement.ideal for i in indexes)
        bad += not good and any(i in judgement.bad for i in indexes)
    return Counts(total, kept, ideal, bad, repeated)


def evaluate(
    chooser: Chooser, articles: Iterable[tuple[Judgement, TranslatedArticle]], *, bullets: int
) -> list[Counts]:
    """What each article got, in order."""
    return [
        judge(judgement, chooser(document, bullets), align(judgement, document)) for judgement, document in articles
    ]


def mean(counts: Sequence[Counts]) -> Counts:
    """The mean over articles. Raises ValueError where there is none."""
    if not counts:
        raise ValueError("no article to take the mean of")
    return Counts(*(fmean(getattr(c, field.name) for c in counts) for field in fields(Counts)))


def table(systems: Mapping[str, Chooser], articles: Sequence[tuple[Judgement, TranslatedArticle]]) -> Iterator[str]:
    """Lines of a Markdown table: what each system got of three bullets, and how many of five are kept."""
    yield f"| {len(articles)} articles | kept of 3 | ideal | bad | repeated | kept of 5 | bad | repeated |"
    yield "| --- | --: | --: | --: | --: | --: | --: | --: |"
    for name, chooser in systems.items():
        three, five = (mean(evaluate(chooser, articles, bullets=count)) for count in (3, 5))
        figures = (three.kept, three.ideal, three.bad, three.repeated, five.kept, five.bad, five.repeated)
        yield f"| {name} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"
