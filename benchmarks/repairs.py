"""How often each rule of post-editing fires on stored outputs, and how often it is right.

    python -m benchmarks.repairs [--set newstest2016 …] [--rule NAME] [--show]

An edit is judged by the human reference alone, by code that shares nothing with the rules: *right* where the text comes
nearer to the reference in its words and marks or in its runs of characters, and in neither goes away from it; *wrong*
the other way round; *harmless* else, and where only the form differs (TL and lira, 20.45 and 20:45, single and double
quotation marks). Whether a sentence begins with a capital has nothing to do with the word it begins with: an edit of
that alone is right where the reference begins with one. A reference is one of many translations: a right edit can look
harmless or wrong.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from benchmarks.translation import SYSTEMS, read_output, read_set

Verdict = Literal["right", "harmless", "wrong"]
Place = tuple[str, str, int]  # set, system, line from 1

READ = Path(__file__).parent / "data" / "repairs_judged.tsv"

_TOKEN = re.compile(r"\w+(?:[.,:]\w+)*|[^\w\s]")
_LONGEST_GRAM = 6  # characters, as in chrF


def _tokens(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(text.translate(str.maketrans("“”„’‘", '"""\'\''))))


def _likeness(text: str, reference: str) -> float:
    """F1 over character n-grams of 1 to 6, white space counted as one space (cf. Popović 2015, chrF)."""
    score = 0.0
    for n in range(1, _LONGEST_GRAM + 1):
        grams = [Counter(t[i : i + n] for i in range(len(t) - n + 1)) for t in (text, reference)]
        common = sum((grams[0] & grams[1]).values())
        score += 2 * common / max(1, sum(grams[0].values()) + sum(grams[1].values()))
    return score / _LONGEST_GRAM


def _shared(text: str, reference: str) -> float:
    """F1 over words, figures and marks, each as often as it stands there."""
    found, known = _tokens(text), _tokens(reference)
    return 2 * (found & known).total() / max(1, found.total() + known.total())


def _one_form(text: str) -> str:
    """The text with what is written in two ways without a difference in meaning in one of them."""
    text = re.sub(r"\b(?:TL|TRY|[Ll]iras)\b", "lira", text)
    text = re.sub(r"(?<!\w)['‘]|['’](?!\w)", '"', text)
    text = re.sub(r"\b(\d\d?)[.](\d\d)\b(?![.,]?\d)", r"\1:\2", text)

    def joined(match: re.Match[str]) -> str:
        millions, thousands, ones = (int(part or 0) for part in match.groups())
        return f"{millions * 10**6 + thousands * 1000 + ones:,}"

    return re.sub(r"\b(?:(\d{1,3}) million )?(\d{1,3}) thousand(?: (\d{1,3})\b)?(?![,.]\d)", joined, text)


def _capital(text: str) -> bool:
    """Whether the first letter is a capital."""
    return next(filter(str.isalpha, text), "").isupper()


def judge(before: str, after: str, reference: str) -> Verdict:
    """Whether an edit brings a translation nearer to its reference, by words and by characters."""
    if before.casefold() == after.casefold() and (first := _capital(after)) != _capital(before):
        return "right" if first == _capital(reference) else "wrong"
    before, after, reference = map(_one_form, (before, after, reference))
    gains = [measure(after, reference) - measure(before, reference) for measure in (_shared, _likeness)]
    if min(gains) < 0 < max(gains) or max(map(abs, gains)) == 0:
        return "harmless"
    return "right" if max(gains) > 0 else "wrong"


def read() -> dict[tuple[str, str, str, int], str]:
    """(rule, set, system, line) → "harmed" or "not", of edits that the reference calls wrong and a person has read."""
    found = {}
    for line in READ.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule, name, system, number, verdict = line.split("\t")
            found[rule, name, system, int(number)] = verdict
    return found


def judged(sets: Sequence[str]) -> Iterator[tuple[str, Verdict, str, str, str, Place]]:
    """(rule, verdict, text before, text behind, Turkish, place) of each edit in the stored outputs of the systems."""
    from tr_news.documents.article import TURKISH
    from tr_news.facts.sentence import facts_of
    from tr_news.text.normalize import normalize_source
    from tr_news.translation.repair.postedit import edits

    for name in sets:
        sources, references = read_set(name)
        facts = [facts_of(source, TURKISH) for source in sources]
        for system in SYSTEMS:
            rows = zip(facts, read_output(name, system) or [], references, strict=False)
            for number, (fact, line, reference) in enumerate(rows, 1):
                before = normalize_source(line)
                for rule, after in edits(fact, before):
                    if rule:
                        verdict = judge(before, after, normalize_source(reference))
                        yield rule, verdict, before, after, fact.text, (name, system, number)
                    before = after


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs="+", default=["newstest2016", "newstest2017", "flores200_dev"])
    parser.add_argument("--rule", help="only this one")
    parser.add_argument("--show", choices=("right", "harmless", "wrong", "all"), help="prints the edits too")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    known = read()
    harmed = unread = 0
    for rule, verdict, before, after, source, place in judged(options.set):
        counts.setdefault(rule, Counter())[verdict] += 1
        if verdict == "wrong":
            harmed += known.get((rule, *place)) == "harmed"
            unread += (rule, *place) not in known
        if options.show in (verdict, "all") and options.rule in (rule, None):
            print(f"{rule}, {verdict}, {' '.join(map(str, place))}\n  {source}\n  {before}\n  {after}")
    print("| rule | fires | right | harmless | wrong | wrong % |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    total: Counter[str] = Counter()
    for rule, count in sorted(counts.items(), key=lambda item: -item[1].total()):
        total += count
        print(_row(rule, count))
    print(_row("all", total))
    share = 100 * harmed / max(1, total.total())
    print(f"\nOf the wrong ones, by reading: {harmed} harmed a line ({share:.2f} % of all edits), {unread} unread.")


def _row(rule: str, count: Counter[str]) -> str:
    whole = count.total()
    cells = (count[verdict] for verdict in ("right", "harmless", "wrong"))
    return f"| {rule} | {whole} | {' | '.join(map(str, cells))} | {100 * count['wrong'] / max(1, whole):.1f} |"


if __name__ == "__main__":
    main()
