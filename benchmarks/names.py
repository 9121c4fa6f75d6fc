"""How well lost names are told.

    python -m benchmarks.names recall [--set newstest2016 newstest2017]
    python -m benchmarks.names titled
    python -m benchmarks.names flags [--set …] [--system opusmt] [--show N]
    python -m benchmarks.floors names

``recall``: names that Turkish and its human translation write alike are taken out of the translation one at a time
(the whole, and the surname alone), and must be missed. ``titled``: of the persons behind a title, how many are
asked for. ``flags``: how often a name is missed in references (false alarms, but for their errors) and in outputs.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import evaluation_folder
from benchmarks.translation import read_output, read_set

SETS = ("newstest2016", "newstest2017")
KINDS = ("whole", "surname")
JUDGED = Path(__file__).with_name("data") / "names_judged.tsv"
_CAPITAL = "A-ZÇĞİÖŞÜÂÎÛ"
# An initial and what stands behind an O' are parts of a name: Donald J. Trump, Shawn O'Steen.
_PART = r"[A-ZÇĞİÖŞÜÂÎÛÉÓÁ][\w&]*\w"
_RUN = re.compile(rf"(?:[OD]')?{_PART}(?:(?: [A-Z]\.)? (?:[OD]')?{_PART}|-{_PART})*")
_CURRENCIES = ("Euro", "Euros")
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans("çğıöşüâîûÇĞİIÖŞÜÂÎÛ", "cgiosuaiucgiiosuaiu")
# A grader of its own: it shares neither lists nor code with the product.
_TITLE = (
    r"(?:Başkan|Bakan|Başbakan|Cumhurbaşkan|Müdür|Vali|Kaymakam|Sekreter|Milletvekil|Sözcü|Lider|Büyükelçi|Komutan|Rektör"
    r"|Savcı|Başsavcı|Direktör|Yardımcı|Üye|Temsilci|Uzman|Antrenör)(?:ı|i|u|ü|sı|si|sü|su)"
)
_TITLED = re.compile(rf"\b{_TITLE} ((?:[{_CAPITAL}][a-zçğıöşüâîû]+ ){{1,2}}[{_CAPITAL}][a-zçğıöşüâîû]+)(?=[ ',.])")


def _plain(text: str) -> str:
    return text.translate(_PLAIN).lower()


def removals(source: str, reference: str) -> Iterator[tuple[str, str, str]]:
    """(name, what is left of the reference without it, kind) for each name that both sides write alike."""
    known = {_plain(m.group()) for m in _WORD.finditer(source) if m.group()[0].isupper()}
    opening = _RUN.match(reference)
    for match in _RUN.finditer(reference):
        name = match.group()
        parts = [part for part in re.split("[ '-]", name) if len(part) > 1 and part[1] != "."]
        if name in _CURRENCIES:
            continue
        if opening is not None and match.start() == 0:
            continue
        if name.isupper() or not all(_plain(part) in known and len(part) > 2 for part in parts):
            continue
        kinds = [("whole", name)] + ([("surname", parts[-1])] if len(parts) > 1 else [])
        for kind, gone in kinds:
            left = re.sub(rf"(?<!\w){re.escape(gone)}(?:'s)?(?!\w)", "", reference)
            for part in parts if kind == "whole" else ():
                left = re.sub(rf"(?<!\w){re.escape(part)}(?:'s)?(?!\w)", "", left)
            yield gone if kind == "surname" else name, " ".join(left.split()), kind


def judged_removals(sets: Sequence[str]) -> Iterator[tuple[str, str, str, bool]]:
    """(place, kind, name, whether it is missed) for each name that is taken out of a reference."""
    from tr_news.facts.names import lost_names

    for name in sets:
        for index, (source, reference) in enumerate(zip(*read_set(name), strict=True)):
            before = set(lost_names(source, reference))
            for gone, left, kind in removals(source, reference):
                lost = set(lost_names(source, left)) - before
                found = {_plain(word) for text in lost for word in re.split("[ '-]", text)}
                hit = not found.isdisjoint(map(_plain, re.split("[ '-]", gone)))
                yield f"{name}:{index + 1}  {source}", kind, gone, hit


def _recall(options: argparse.Namespace) -> None:
    rows = list(judged_removals(options.set))
    for wanted in KINDS:
        hits = [hit for _, kind, _, hit in rows if kind == wanted]
        print(f"{wanted:8} {sum(hits)} of {len(hits)}  {100 * sum(hits) / len(hits):.1f} %")
    missed = [f"{kind} {gone!r} {place}" for place, kind, gone, hit in rows if not hit]
    for line in random.Random(0).sample(missed, min(options.show, len(missed))):
        print("   missed", line)


def titled() -> Iterator[tuple[str, str]]:
    """(sentence, person) for each person behind a title in the articles."""
    from tr_news.text.turkish.sentences import split

    with (evaluation_folder() / "news_tr" / "articles.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["text"].split("\n"):
                for sentence in split(paragraph) if _TITLED.search(paragraph) else ():
                    for match in _TITLED.finditer(sentence):
                        yield sentence, match[1]


def judged_titled() -> Iterator[tuple[str, str, bool]]:
    """(sentence, person, whether the surname is asked for) for each person behind a title."""
    from tr_news.facts.names import find_names
    from tr_news.text.normalize import normalize_source

    for sentence, person in titled():
        yield sentence, person, any(person.split()[-1] in n.required for n in find_names(normalize_source(sentence)))


def _titled(options: argparse.Namespace) -> None:
    rows = list(judged_titled())
    asked = sum(hit for _, _, hit in rows)
    print(f"titled {asked} of {len(rows)}  {100 * asked / len(rows):.1f} %")
    missed = [f"{person!r}  {sentence[:200]}" for sentence, person, hit in rows if not hit]
    for line in random.Random(0).sample(missed, min(options.show, len(missed))):
        print("   missed", line)


def judged_flags() -> Iterator[tuple[bool, bool]]:
    """(right, whether it is still raised) for each flag on opus-mt's outputs that was read by a person."""
    from tr_news.facts.names import lost_names

    texts = {name: (read_set(name)[0], read_output(name, "opusmt") or []) for name in SETS}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, number, verdict = line.split("\t")
            sources, outputs = texts[name]
            yield verdict == "right", bool(lost_names(sources[int(number) - 1], outputs[int(number) - 1]))


def metrics() -> dict[str, float]:
    """What :mod:`benchmarks.floors` holds, in per cent."""
    from tr_news.facts.names import lost_names

    rows = list(judged_removals(SETS))
    people = [hit for _, _, hit in judged_titled()]
    pairs = [pair for name in SETS for pair in zip(*read_set(name), strict=True)]
    raised = [right for right, still in judged_flags() if still]
    shares = {f"removed, {wanted}": [hit for _, kind, _, hit in rows if kind == wanted] for wanted in KINDS}
    shares |= {"behind a title": people, "flags that were judged": raised}
    shares["references, at most"] = [bool(lost_names(*pair)) for pair in pairs]
    return {name: 100 * sum(hits) / max(1, len(hits)) for name, hits in shares.items()}


def _flags(options: argparse.Namespace) -> None:
    from tr_news.facts.names import lost_names

    for name in options.set:
        sources, references = read_set(name)
        outputs: Sequence[str] | None = references
        if options.system != "reference":
            outputs = read_output(name, options.system)
        if outputs is None:
            continue
        rows = [(i, lost_names(s, o), s, o) for i, (s, o) in enumerate(zip(sources, outputs, strict=True))]
        flagged = [row for row in rows if row[1]]
        print(f"{name} {options.system}: {len(flagged)} of {len(rows)}  {100 * len(flagged) / len(rows):.2f} %")
        for i, lost, source, output in random.Random(options.seed).sample(flagged, min(options.show, len(flagged))):
            print(f"   {name}:{i + 1} {lost}\n      {source}\n      {output}")


def main() -> None:
    """Runs one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run in (("recall", _recall), ("titled", _titled), ("flags", _flags)):
        command = commands.add_parser(name)
        command.add_argument("--set", nargs="+", default=SETS)
        command.add_argument("--system", default="reference")
        command.add_argument("--show", type=int, default=0)
        command.add_argument("--seed", type=int, default=0)
        command.set_defaults(run=run)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
