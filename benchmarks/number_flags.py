"""How often the audit's flag of numbers is right on stored outputs, by sentences that a person read.

    python -m benchmarks.number_flags [--show]

``data/numbers_judged.tsv``: set, system, line and verdict of flagged sentences. The verdict is about the flag: *right*
where a figure, its unit, its currency, its half of the day or the way that it went is not what the Turkish says. All
that the outputs of three systems had when they were read. ``--show`` lists flagged sentences that nobody has read.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.translation import read_output, read_set

JUDGED = Path(__file__).parent / "data" / "numbers_judged.tsv"
SETS = ("newstest2016", "newstest2017", "flores200_dev")
SYSTEMS = ("opusmt", "nllb", "bergamot")

Place = tuple[str, str, int]  # set, system, line from 1


def verdicts() -> dict[Place, bool]:
    """Whether the flag was right, of each sentence that was read."""
    found = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, system, number, verdict = line.split("\t")
            found[name, system, int(number)] = verdict == "right"
    return found


def flagged(systems: tuple[str, ...]) -> Iterator[tuple[Place, str, str]]:
    """(place, Turkish, English) of each sentence of stored outputs that the audit flags for its numbers now."""
    from tr_news.documents.translation import Flag
    from tr_news.translation.audit import audit

    for name in SETS:
        sources, _ = read_set(name)
        for system in systems:
            outputs = read_output(name, system) or []
            for number, (source, output) in enumerate(zip(sources, outputs, strict=False), 1):
                if Flag.NUMBER in audit(source, output)[0]:
                    yield (name, system, number), source, output


def metrics() -> dict[str, float]:
    """What :mod:`benchmarks.floors` holds: of the flags that were read and are still raised, those right, in per cent.

    And how many of those right still are, and how many flagged sentences nobody has read: a precision says little where
    many are.
    """
    known = verdicts()
    now = {place for place, _, _ in flagged(SYSTEMS)}
    raised = [right for place, right in known.items() if place in now]
    right = [place in now for place, verdict in known.items() if verdict]
    unread = [place not in known for place in now]
    return {
        "flags that were judged": _share(raised),
        "right ones still raised": _share(right),
        "unread, at most": _share(unread),
    }


def _share(hits: list[bool]) -> float:
    return 100 * sum(hits) / max(1, len(hits))


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="flagged sentences that nobody has read")
    options = parser.parse_args()
    known = verdicts()
    counts: Counter[tuple[str, str]] = Counter()
    for place, source, output in flagged(SYSTEMS):
        verdict = {True: "right", False: "wrong", None: "unread"}[known.get(place)]
        counts[place[1], verdict] += 1
        if options.show and verdict == "unread":
            print(*place, f"\n  {source}\n  {output}")
    print("| system | right | wrong | unread |\n| --- | ---: | ---: | ---: |")
    for system in sorted({system for system, _ in counts}):
        print(f"| {system} | {' | '.join(str(counts[system, v]) for v in ('right', 'wrong', 'unread'))} |")
    for name, value in metrics().items():
        print(f"{name}: {value:.1f} %")


if __name__ == "__main__":
    main()
