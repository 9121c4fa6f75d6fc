"""How well lost names are told.

    python -m benchmarks.names recall [--set newstest2016 newstest2017]
    python -m benchmarks.names titled
    python -m benchmarks.names flags [--set …] [--system opusmt] [--show N]

``recall``: names that Turkish and its human translation write alike are taken out of the translation one at a time
(the whole, and the surname alone), and must be missed. ``titled``: of the persons behind a title, how many are
asked for. ``flags``: how often a name is missed in references (false alarms, but for their errors) and in outputs.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence

from benchmarks import evaluation_folder
from benchmarks.translation import read_output, read_set

_CAPITAL = "A-ZÇĞİÖŞÜÂÎÛ"
_RUN = re.compile(r"[A-ZÇĞİÖŞÜÂÎÛÉÓÁ][\w&]*\w(?:(?: |-)[A-ZÇĞİÖŞÜÂÎÛÉÓÁ][\w&]*\w)*")
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
        parts = re.split("[ -]", name)
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


def _recall(options: argparse.Namespace) -> None:
    from tr_news.facts.names import lost_names

    counts = {"whole": [0, 0], "surname": [0, 0]}
    missed: list[str] = []
    for name in options.set:
        for index, (source, reference) in enumerate(zip(*read_set(name), strict=True)):
            before = set(lost_names(source, reference))
            for gone, left, kind in removals(source, reference):
                found = {_plain(word) for lost in set(lost_names(source, left)) - before for word in lost.split()}
                hit = not found.isdisjoint(map(_plain, re.split("[ -]", gone)))
                counts[kind][0] += hit
                counts[kind][1] += 1
                if not hit:
                    missed.append(f"{name}:{index + 1} {kind} {gone!r}  {source}")
    for kind, (hits, total) in counts.items():
        print(f"{kind:8} {hits} of {total}  {100 * hits / total:.1f} %")
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


def _titled(options: argparse.Namespace) -> None:
    from tr_news.facts.names import find_names
    from tr_news.text.normalize import normalize_source

    asked = total = 0
    missed = []
    for sentence, person in titled():
        total += 1
        found = any(person.split()[-1] in n.required for n in find_names(normalize_source(sentence)))
        asked += found
        if not found:
            missed.append(f"{person!r}  {sentence[:200]}")
    print(f"titled {asked} of {total}  {100 * asked / total:.1f} %")
    for line in random.Random(0).sample(missed, min(options.show, len(missed))):
        print("   missed", line)


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
        command.add_argument("--set", nargs="+", default=["newstest2016", "newstest2017"])
        command.add_argument("--system", default="reference")
        command.add_argument("--show", type=int, default=0)
        command.add_argument("--seed", type=int, default=0)
        command.set_defaults(run=run)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
