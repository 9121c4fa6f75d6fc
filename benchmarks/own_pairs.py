"""What the audit says of sentences of our own writing, each right and with one error planted.

    python -m benchmarks.own_pairs [--rows odd|even|all] [--show KIND]

``tests/data/planted_KIND.tsv``: a Turkish sentence, and English with ``{right|wrong}`` where the error is. *Caught*:
the wrong one has the flag of its kind; *false alarms*: the right one has it. Rules are tried on odd rows; even rows
are for a last look.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "tests" / "data"
FLAGS = {
    "number": "number",
    "direction": "number",
    "half": "number",
    "name": "name",
    "span": "span",
    "quotation": "quotation",
    "negation": "negation",
    "hearsay": "hearsay",
}
_CHOICE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair, and whether the audit flags the right and the wrong English."""

    turkish: str
    right: str
    wrong: str
    false_alarm: bool
    caught: bool


def pairs(kind: str, rows: str = "all") -> Iterator[tuple[str, str, str]]:
    """(Turkish, right English, wrong English) of a kind; ``rows``: odd, even or all."""
    lines = (FOLDER / f"planted_{kind}.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate((line for line in lines if line and not line.startswith("#")), 1):
        if rows == "all" or (number % 2 == 1) == (rows == "odd"):
            turkish, english = line.split("\t")
            right, wrong = (" ".join(_CHOICE.sub(rf"\{group}", english).split()) for group in (1, 2))
            yield turkish, right, wrong[:1].upper() + wrong[1:]


def verdicts(kind: str, rows: str = "all") -> list[Verdict]:
    """What the audit says of the pairs of a kind."""
    from tr_news.documents.translation import Flag
    from tr_news.translation.audit import audit

    flag = Flag(FLAGS[kind])
    return [
        Verdict(turkish, right, wrong, flag in audit(turkish, right)[0], flag in audit(turkish, wrong)[0])
        for turkish, right, wrong in pairs(kind, rows)
    ]


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", choices=("odd", "even", "all"), default="all")
    parser.add_argument("--show", choices=tuple(FLAGS), help="the pairs of this kind that are judged wrongly")
    options = parser.parse_args()
    print("| kind | pairs | caught % | false alarms % |\n| --- | ---: | ---: | ---: |")
    for kind in FLAGS:
        found = verdicts(kind, options.rows)
        caught = 100 * sum(verdict.caught for verdict in found) / len(found)
        alarms = 100 * sum(verdict.false_alarm for verdict in found) / len(found)
        print(f"| {kind} | {len(found)} | {caught:.1f} | {alarms:.1f} |")
        if kind == options.show:
            print("\n".join(f"passed: {v.turkish}\n  {v.wrong}" for v in found if not v.caught))
            print("\n".join(f"false alarm: {v.turkish}\n  {v.right}" for v in found if v.false_alarm))


if __name__ == "__main__":
    main()
