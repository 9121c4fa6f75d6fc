"""Language identification on ``shared/eval/langid``, beside langdetect alone.

    python -m benchmarks.langid [--errors] [--langdetect] [SENTENCES_META.tsv]

Per group of texts: the share judged right on "is it Turkish", the share whose language is named right, and the mean
certainty; then a reliability table with the expected calibration error (ten bins, of the code that is named), the
precision of ``is_foreign`` on Turkish sentences, its recall on English ones, and the time of a first detection.

Ottoman Turkish in Latin letters counts as Turkish: it is what a reader of Turkish reads, and what the translator can
be given. In Arabic script it does not.
"""

import argparse
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.documents.article import Language
from tr_news.langid.identify import identify, is_foreign
from tr_news.text.turkish.letters import lower

SENTENCES = evaluation_folder() / "langid" / "sentences_meta.tsv"
TURKISH = frozenset({"tur", "ota-Latn"})
NEIGHBOURS = frozenset({"azj", "crh", "gag", "kmr", "tuk", "uzn", "zza"})
# Labels of the benchmark and the codes that are right.
CODES = {
    "ara": "ar",
    "azb": "azb",
    "azj": "az",
    "bul": "bg",
    "ckb": "ckb",
    "crh": "crh",
    "deu": "de",
    "ell": "el",
    "eng": "en",
    "fas": "fa",
    "fra": "fr",
    "gag": "gag",
    "ind": "id",
    "kaz": "kk",
    "kir": "ky",
    "kmr": "ku",
    "nld": "nl",
    "ota-Arab": "ota",
    "ota-Latn": "tr",
    "ron": "ro",
    "rus": "ru",
    "tat": "tt",
    "tuk": "tk",
    "tur": "tr",
    "uzn": "uz",
    "zza": "zza",
}
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0001)

Identifier = Callable[[str], Language]


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
        return (self.language.code == "tr") == (self.case.label in TURKISH)

    @property
    def named_right(self) -> bool:
        """Whether the language was named right."""
        return self.language.code == CODES[self.case.label]


def read(path: Path) -> list[Case]:
    """The cases of ``sentences_meta.tsv``."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[1:] if line]
    return [Case(label, kind, text) for label, kind, _, text in rows]


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
    foreign = [verdict for verdict in verdicts if verdict.case.kind == "sentence" and verdict.case.label not in TURKISH]
    near = [verdict.named_right for verdict in foreign if verdict.case.label in NEIGHBOURS]
    far = [v.named_right for v in foreign if v.case.label not in NEIGHBOURS and v.case.label != "ota-Arab"]
    found["neighbours named"] = share(near)
    found["others named"] = share(far)
    found["calibration error at most"] = calibration_error(verdicts)
    return found


def foreign_rates() -> Mapping[str, float]:
    """Sentences of Turkish and English text that ``is_foreign`` calls foreign to Turkish, in percent, by file."""
    found = {}
    for name in ("newstest2016.tr", "newstest2017.tr", "flores200_dev.tr", "newstest2017.en", "flores200_dev.en"):
        lines = (evaluation_folder() / "mt" / name).read_text(encoding="utf-8").splitlines()
        found[name] = share([is_foreign(line, "tr") for line in lines if line.strip()])
    return found


def first_detection() -> float:
    """Seconds that a new interpreter takes to import and to identify one article, without its own start: best of 5."""
    text = next(SENTENCES.parents[2].glob("articles/*.txt"), None)
    article = repr(str(text)) if text else repr(__file__)
    detect = "from tr_news.langid.identify import identify; identify(text)"
    code = f"import time; text = open({article}, encoding='utf-8').read(); s = time.perf_counter(); {detect}; "
    command = [sys.executable, "-c", f"{code}print(time.perf_counter() - s)"]
    return min(float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(5))


def langdetect_alone(text: str) -> Language:
    """langdetect with its own loader, seeded, on text lower-cased the Turkish way."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(lower(text))[0]
    except LangDetectException:
        return Language("und", 0.0)
    return Language(best.lang, best.prob)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", nargs="?", type=Path, default=SENTENCES)
    parser.add_argument("--errors", action="store_true", help="print the texts that are judged wrong")
    parser.add_argument("--langdetect", action="store_true", help="measure langdetect alone instead")
    arguments = parser.parse_args()
    cases = read(arguments.sentences)
    start = time.perf_counter()
    verdicts = judge(cases, langdetect_alone if arguments.langdetect else identify)
    elapsed = time.perf_counter() - start
    print(f"{'':38} texts  Turkish?  named  certainty")
    for row, held in groups(verdicts).items():
        right, named = share([v.turkish_right for v in held]), share([v.named_right for v in held])
        certainty = sum(v.language.certainty for v in held) / len(held)
        print(f"{row:38} {len(held):5}  {right:8.2f} {named:6.2f}  {certainty:9.3f}")
    print(f"\ncertainty from  texts   mean  right    (expected calibration error {calibration_error(verdicts):.4f})")
    for low, number, certainty, right_share in reliability(verdicts):
        print(f"{low:14.3f} {number:6}  {certainty:.3f}  {right_share:.3f}")
    print(f"\n{1000 * elapsed / len(cases):.1f} ms a text")
    if not arguments.langdetect:
        print(f"first detection, import included: {first_detection():.3f} s")
        for name, rate in foreign_rates().items():
            print(f"is_foreign in {name}: {rate:.2f} %")
    if arguments.errors:
        for verdict in verdicts:
            if not verdict.turkish_right:
                print(f"{verdict.case.label} {verdict.language.code} {verdict.language.certainty} {verdict.case.text}")


if __name__ == "__main__":
    main()
