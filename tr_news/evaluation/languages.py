"""Language identification against labelled texts.

Ottoman Turkish in Latin letters counts as Turkish: it is what a reader of Turkish reads, and what the translator can
be given. In Arabic script it does not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from tr_news.documents.article import TURKISH, Language
from tr_news.langid.identify import identify
from tr_news.text.lexicon import table

TURKISH_LABELS = frozenset({"tur", "ota-Latn"})
NEIGHBOURS = frozenset({"azj", "crh", "gag", "kmr", "tuk", "uzn", "zza"})
_COLUMNS = 4  # label, kind, source, text
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0001)

Identifier = Callable[[str], Language]


@cache
def _codes() -> dict[str, str]:
    return {row[0]: row[1] for row in table("language_labels")}


@dataclass(frozen=True)
class Case:
    """A text of the benchmark: its label, what kind of text it is, and the text."""

    label: str
    kind: str
    text: str

    @property
    def group(self) -> str:
        """The row of the table that the case belongs to."""
        if self.label == "tur":
            return f"tur {self.kind}"
        if self.kind.startswith("first-5-words"):
            return "neighbours, 5 words" if self.label in NEIGHBOURS else "others, 5 words"
        return self.label if self.label in NEIGHBOURS | {"ota-Latn", "ota-Arab"} else "others"


@dataclass(frozen=True)
class Verdict:
    """A case and what was said of it."""

    case: Case
    language: Language

    @property
    def turkish_right(self) -> bool:
        """Whether "is it Turkish" was judged right."""
        return (self.language.code == TURKISH) == (self.case.label in TURKISH_LABELS)

    @property
    def named_right(self) -> bool:
        """Whether the language was named right."""
        return self.language.code == _codes()[self.case.label]


def read(path: Path) -> list[Case]:
    """The cases of a file of four columns: label, kind, source, text, the first line their names.

    Raises ValueError for a line with more or fewer columns.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[1:], start=2):
        row = line.split("\t")
        if line and len(row) != _COLUMNS:
            raise ValueError(f"line {number} has {len(row)} columns, not {_COLUMNS}")
        if line:
            cases.append(Case(row[0], row[1], row[3]))
    return cases


def judge(cases: Iterable[Case], identifier: Identifier = identify) -> list[Verdict]:
    """What an identifier says of each case."""
    return [Verdict(case, identifier(case.text)) for case in cases]


def groups(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts by the rows of the table."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        found[verdict.case.group].append(verdict)
    return dict(sorted(found.items()))


def share(values: Sequence[bool]) -> float:
    """How many are true, in percent."""
    return 100 * sum(values) / len(values)


def reliability(verdicts: Iterable[Verdict]) -> list[tuple[float, int, float, float]]:
    """Lower end, number, mean certainty and share named right of each bin of certainty that isn't empty."""
    rows = []
    found = list(verdicts)
    for low, high in pairwise(BINS):
        held = [verdict for verdict in found if low <= verdict.language.certainty < high]
        if held:
            certainty = sum(verdict.language.certainty for verdict in held) / len(held)
            rows.append((low, len(held), certainty, share([verdict.named_right for verdict in held]) / 100))
    return rows


def calibration_error(verdicts: Iterable[Verdict]) -> float:
    """The expected calibration error (M. P. Naeini et al., 2015) of the named language, 0 to 1."""
    rows = reliability(verdicts)
    return sum(number * abs(certainty - right) for _, number, certainty, right in rows) / sum(row[1] for row in rows)


def metrics(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """What ``floors/langid.json`` speaks of, in percent, and the calibration error, 0 to 1."""
    found = {row: share([verdict.turkish_right for verdict in held]) for row, held in groups(verdicts).items()}
    foreign = [
        verdict for verdict in verdicts if verdict.case.kind == "sentence" and verdict.case.label not in TURKISH_LABELS
    ]
    near = [verdict.named_right for verdict in foreign if verdict.case.label in NEIGHBOURS]
    far = [v.named_right for v in foreign if v.case.label not in NEIGHBOURS and v.case.label != "ota-Arab"]
    found |= {name: share(right) for name, right in (("neighbours named", near), ("others named", far)) if right}
    found["calibration error at most"] = calibration_error(verdicts)
    return found
