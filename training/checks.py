"""What BLEU hardly sees and readers never forgive: negation that got lost, and numbers that did.

    python -m training.checks MODEL --sets mt/newstest2017 mt/flores200_dev

*Negation*: of the hundred pairs of ``negation.tsv``, the share whose translation denies something (a word of
``negation_cues.txt``). *Numbers*: of the lines with a digit in the Turkish, the share in which a number was lost, or
came out that the Turkish hasn't. Both are counted before the product's mending, and the numbers by a counter that
shares nothing with the product's own check, so that neither hides the other's mistakes; what it says of the references
tells how strict it is.
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.evaluate import read_set

HERE = Path(__file__).parent
SHOWN = 5

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SEPARATORS = re.compile(r"[.,:]")
_SCALES = {"bin": 3, "thousand": 3, "milyon": 6, "million": 6, "milyar": 9, "billion": 9}
_SCALED = re.compile(rf"({_NUMBER.pattern})\s+({'|'.join(_SCALES)})\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many, and the lines that are not among them."""

    right: int
    total: int
    wrong: tuple[int, ...]

    @property
    def percent(self) -> float:
        """Right ones of all, in percent."""
        return 100 * self.right / self.total if self.total else 100.0


def cues(path: Path = HERE / "negation_cues.txt") -> re.Pattern[str]:
    """The words that deny in English, one a line; ``*`` stands for any letters."""
    lines = path.read_text(encoding="utf-8").split()
    # A curly apostrophe is what a model may write as well.
    words = (line.replace("*", "[a-z]*").replace("'", "['’]") for line in lines)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def negation(hypotheses: Sequence[str]) -> Count:
    """How many of the translations deny something."""
    pattern = cues()
    wrong = tuple(i for i, text in enumerate(hypotheses) if not pattern.search(text))
    return Count(len(hypotheses) - len(wrong), len(hypotheses), wrong)


def negation_pairs(path: Path = HERE / "negation.tsv") -> list[tuple[str, str]]:
    """The hundred pairs: Turkish, English."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(turkish, english) for turkish, english in rows]


def number_words(path: Path = HERE / "number_words.txt") -> dict[str, str]:
    """English number words up to a hundred and their digits: "one" and "first" are 1."""
    return {
        word: digits
        for digits, *words in (line.split() for line in path.read_text(encoding="utf-8").splitlines())
        for word in words
    }


def written(text: str) -> list[set[str]]:
    """Each number of a text, as the digits that it may be written with: "2,5 milyon" is 25 or 2500000."""
    scales = {match.start(1): _SCALES[match[2].replace("İ", "i").lower()] for match in _SCALED.finditer(text)}
    found = []
    for match in _NUMBER.finditer(text):
        digits = _SEPARATORS.sub("", match[0])
        forms = {digits.lstrip("0") or "0"}
        if match.start() in scales:
            # A separator before three digits groups, any other one begins the decimals.
            parts = _SEPARATORS.split(match[0])
            decimals = len(parts[-1]) if len(parts) > 1 and len(parts[-1]) != 3 else 0
            forms.add((digits + "0" * (scales[match.start()] - decimals)).lstrip("0") or "0")
        found.append(forms)
    return found


def numbers_kept(turkish: str, english: str, words: dict[str, str]) -> bool:
    """Whether the English has the Turkish's numbers, in digits or in words, and no other digits."""
    source, target = written(turkish), written(english)
    in_words = {words[word] for word in _WORD.findall(english.lower()) if word in words}
    in_digits = set().union(*target)
    lost = any(not forms & (in_digits | in_words) for forms in source)
    # Only what the Turkish writes in digits is known; "iki" may well become 2.
    known = set().union(*source)
    foreign = [forms for forms in target if not forms & known and not any(form in words.values() for form in forms)]
    return not lost and not foreign


def numbers(turkish: Sequence[str], english: Sequence[str]) -> Count:
    """Of the lines whose Turkish has a digit, those that keep its numbers."""
    words = number_words()
    lines = [i for i, text in enumerate(turkish) if any(character.isdigit() for character in text)]
    wrong = tuple(i for i in lines if not numbers_kept(turkish[i], english[i], words))
    return Count(len(lines) - len(wrong), len(lines), wrong)


def main() -> None:
    """The command line."""
    from tr_news.translation.engines.ctranslate2 import MarianTranslator

    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("model", type=Path, help="folder in CTranslate2's form")
    p.add_argument("--sets", type=Path, nargs="*", default=[], metavar="STEM", help="STEM.tr and STEM.en, for numbers")
    p.add_argument("--limit", type=int, help="the first lines of each set only")
    p.add_argument("--beam", type=int, default=4)
    p.add_argument("--length-penalty", type=float, default=1.4)
    p.add_argument("--show", type=int, default=SHOWN, help="wrong ones to show of each (default %(default)s)")
    a = p.parse_args()
    translator = MarianTranslator(a.model, beam_size=a.beam, length_penalty=a.length_penalty)
    pairs = negation_pairs()
    hypotheses = [t.text for t in translator.translate([turkish for turkish, _ in pairs])]
    kept = negation(hypotheses)
    print(f"negation kept: {kept.right} of {kept.total} ({kept.percent:.0f} %)")
    for i in kept.wrong[: a.show]:
        print(f"  tr  {pairs[i][0]}\n  out {hypotheses[i]}")
    for stem in a.sets:
        parallel = read_set(stem, a.limit)
        hypotheses = [t.text for t in translator.translate(parallel.turkish)]
        made, references = (numbers(parallel.turkish, english) for english in (hypotheses, parallel.english))
        print(
            f"{parallel.name}: numbers lost or wrong in {100 - made.percent:.1f} % of {made.total} lines with digits "
            f"(references {100 - references.percent:.1f} %)"
        )
        for i in made.wrong[: a.show]:
            print(f"  tr  {parallel.turkish[i]}\n  out {hypotheses[i]}")


if __name__ == "__main__":
    main()
