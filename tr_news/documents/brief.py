"""A brief: the English of an article in a headline and bullets, with all that it rests on and where it came from."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tr_news import __version__
from tr_news.documents.translation import FLAGS, Check, Flag, TranslatedArticle, doubtful
from tr_news.documents.values import encodable

TOOL = f"tr-news {__version__}"
Grade = Literal["borne out", "paraphrase", "withheld"]
Trust = Literal["clean", "check", "withheld"]
Part = Literal["paragraph", "sentence"]
_NOT_IN_TOKENS = re.compile(r"[|`\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A headline or a bullet: English text, the indexes of the sentences it rests on (never empty), what is doubtful.

    ``grade``: *borne out* where the evidence's own words say it; *paraphrase* where some words are a model's, which
    can't be checked; *withheld* where a model's line was not borne out, and a sentence of the article stands here.

    Raises:
        ValueError: it rests on no sentence.
    """

    text: str
    evidence: tuple[int, ...]
    flags: tuple[Flag, ...] = ()
    checks: tuple[Check, ...] = ()
    grade: Grade = "borne out"

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"no evidence for {self.text!r}")

    @property
    def trust(self) -> Trust:
        """How far the whole line may be relied on.

        *Clean*: nothing was seen that is wrong; *check*: something may be; *withheld*: the English says something else
        than the original, or more kinds of things in it may be wrong than it has sentences, and the original stands in
        its place.
        """
        doubts = doubtful(self.flags)
        if doubts > len(self.evidence) or any(FLAGS[flag].withholds for flag in self.flags):
            return "withheld"
        return "check" if doubts or self.grade == "paraphrase" else "clean"


@dataclass(frozen=True, slots=True)
class Omissions:
    """What of an article no line of its brief rests on.

    ``left_out`` of ``total`` parts, paragraphs of running text (sentences, where it has hardly a paragraph), and
    ``figures`` that stand there and in no line, as English writes them, the first of the article first.
    """

    part: Part
    left_out: int
    total: int
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A headline and bullets; ``notes`` tell the reader what went otherwise than asked (a fallback, say), ``omissions``
    what of the article isn't in them.
    """

    headline: Line
    bullets: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    omissions: Omissions | None = None  # None where nobody looked


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of one article. ``provenance``: ``tool``, ``translator`` (None: not translated), ``summarizer``, and the
    ``signature`` of these and the settings.

    Raises:
        ValueError: a line rests on a sentence that doesn't exist.
    """

    document: TranslatedArticle
    summary: Summary
    provenance: Mapping[str, object]

    def __post_init__(self) -> None:
        for line in (self.summary.headline, *self.summary.bullets):
            if not all(0 <= i < len(self.document.sentences) for i in line.evidence):
                raise ValueError(f"{self.document.article.source}: no such evidence {line.evidence} for {line.text!r}")

    @property
    def headline(self) -> Line:
        """The headline."""
        return self.summary.headline

    @property
    def bullets(self) -> tuple[Line, ...]:
        """The bullets, in the order in which they are read: that of the article, what was before the news last."""
        return self.summary.bullets


def doubts(
    document: TranslatedArticle, evidence: Sequence[int], *more: Flag
) -> tuple[tuple[Flag, ...], tuple[Check, ...]]:
    """Flags and checks of a line that rests on these sentences: what is doubtful there is doubtful here."""
    cited = [document.sentences[i] for i in evidence]
    flags = dict.fromkeys([*(flag for sentence in cited for flag in sentence.flags), *more])
    return tuple(flags), tuple(dict.fromkeys(check for sentence in cited for check in sentence.checks))


def make_brief(
    document: TranslatedArticle,
    summary: Summary,
    *,
    translator: Mapping[str, object] | None,
    summarizer: Mapping[str, object],
    settings: Mapping[str, object],
) -> Brief:
    """The brief of an article.

    Args:
        document: the article with its translation.
        summary: what a summarizer made of it.
        translator: how the translator describes itself; None where the article was in English.
        summarizer: how the summarizer describes itself.
        settings: what else determines the output, such as the number of bullets.

    Raises:
        ValueError: a line rests on a sentence that doesn't exist.
    """
    provenance = {
        "tool": TOOL,
        "translator": translator,
        "summarizer": summarizer,
        "signature": signature({"translator": translator, "summarizer": summarizer}, settings),
    }
    return Brief(document, summary, provenance)


def signature(models: Mapping[str, Mapping[str, object] | None], settings: Mapping[str, object]) -> str:
    """A short string that determines the output, together with the input.

    As sacrebleu signs a score (Post 2018, "A Call for Clarity in Reporting BLEU Scores"): what a reader wants to know
    as ``key:value``, joined by ``|``; then the beginning of the SHA-256 over everything.
    """
    parts: dict[str, object] = {"tr-news": __version__}
    for role, described in models.items():
        parts[role] = described.get("name", "unnamed") if described is not None else "none"
    parts |= {key: settings[key] for key in sorted(settings) if isinstance(settings[key], bool | float | int | str)}
    everything = json.dumps(encodable([TOOL, models, settings]), sort_keys=True, allow_nan=False)
    parts["sha256"] = hashlib.sha256(everything.encode("ascii")).hexdigest()[:16]
    return "|".join(f"{_token(key)}:{_token(value)}" for key, value in parts.items())


def _token(value: object) -> str:
    return _NOT_IN_TOKENS.sub("_", str(value))
