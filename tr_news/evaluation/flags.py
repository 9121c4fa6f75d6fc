"""How often the audit flags sentences, with intervals, and whether two systems differ."""

from collections.abc import Mapping, Sequence

from tr_news import __version__
from tr_news.documents.translation import Flag
from tr_news.evaluation.scores import RESAMPLES, Score, bootstrap, differs
from tr_news.translation.audit import audit

ANY = "any"  # beside the flags: that there is one at all
NAMES = (*map(str, Flag), ANY)


def flagged(turkish: Sequence[str], english: Sequence[str]) -> list[frozenset[str]]:
    """Names of the flags of each sentence, with "any" where there is one; raises ValueError where lengths differ."""
    if len(turkish) != len(english) or not turkish:
        raise ValueError(f"{len(english)} lines for {len(turkish)}")
    found = (frozenset(map(str, audit(s, t)[0])) for s, t in zip(turkish, english, strict=True))
    return [flags | {ANY} if flags else flags for flags in found]


def rates(raised: Sequence[frozenset[str]]) -> dict[str, Score]:
    """The share of sentences with each flag in percent, and its 95 % interval by bootstrap."""
    signature = f"flags|share|n:{len(raised)}|bs:{RESAMPLES}|tr-news:{__version__}"
    found = {}
    for name in NAMES:
        values = _values(raised, name)
        found[name] = Score(sum(values) / len(values), signature, *bootstrap(values))
    return found


def compared(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """The p value by flag that two systems differ by chance alone (paired bootstrap, two-sided)."""
    return {name: differs(_values(one, name), _values(other, name)) for name in NAMES}


def _values(raised: Sequence[frozenset[str]], name: str) -> list[float]:
    return [100.0 * (name in flags) for flags in raised]
