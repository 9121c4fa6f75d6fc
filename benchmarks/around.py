"""What passes around the built-in model, and what that is worth.

    python -m benchmarks.around names [--limit 450]
    python -m benchmarks.around glossary [--limit 200]
    python -m benchmarks.around spans
    python -m benchmarks.around headlines [--limit 220]
    python -m benchmarks.around articles [--show]
    python -m benchmarks.around figures [--limit 750]

``names``: of the names that the references of newstest2017's Turkish half show, how many the model shows, with repair,
and with a second try; chrF of each. ``glossary``: terms of the starter glossary in frames that say them, and chrF with
and without it on sentences of the set that have terms. ``spans``: the sentences of tests/data.
``headlines``: sentences of four to twelve words as they stand, in title case, and as we send them to the model then
(chrF, capitals apart). ``articles``: of the
people and places of small articles of our own (``data/names_articles.tsv``), named in full first and by the surname
later, in titles too, how many stand in the English, by what was tried; and the same sentence by sentence, without what
the article teaches.
``figures``: of the lines with digits of newstest2017 and FLORES dev, those whose numbers the audit flags, without and
with another try; of the figures of the references, told by their digits alone, those that are there; chrF; the cost.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.translation import read_set

_FRAMES = (
    "Dün {} yeni bir karar açıkladı.",
    "Karar {} tarafından bugün duyuruldu.",
    "Muhalefet, {} önünde toplandı.",
    "Gazeteciler {} ile ilgili sorular sordu.",
)
_TURKISH_HALF = 1501
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
ARTICLES = Path(__file__).with_name("data") / "names_articles.tsv"
_WORD = re.compile(r"(?<![\w'])[^\W\d_]+(?:'\w+)?")
_SMALL = ("ve", "ile", "de", "da")
_TITLES = ("title", "capitals")


def _chrf(hypotheses: Sequence[str], references: Sequence[str]) -> str:
    from sacrebleu.metrics.chrf import CHRF

    return f"chrF {CHRF().corpus_score(hypotheses, [references]).score:.2f}"


def _names(limit: int) -> None:
    from tr_news.config import load
    from tr_news.facts.names import find_names
    from tr_news.facts.names.alike import EnglishText
    from tr_news.load import load_translator
    from tr_news.text.normalize import normalize_source
    from tr_news.translation.keep_names import NameKeeper
    from tr_news.translation.repair.postedit import postedit

    engine = load_translator(load({"translator": "tr-en-mini"})).engine
    pairs = [(normalize_source(s), r) for s, r in zip(*read_set("newstest2017"), strict=True)][_TURKISH_HALF:]
    pairs = [pair for pair in pairs if any(n.rule != "exonym" for n in find_names(pair[0]))][:limit]
    sources, references = [s for s, _ in pairs], [r for _, r in pairs]
    plain = [t.text for t in engine.translate(sources)]
    kept = [t.text for t in NameKeeper(engine).translate(sources)]
    mended = [[postedit(s, h) for s, h in zip(sources, outputs, strict=True)] for outputs in (plain, kept)]
    for name, outputs in (("as it is", plain), ("mended", mended[0]), ("second try, mended", mended[1])):
        shown = total = 0
        for source, reference, output in zip(sources, references, outputs, strict=True):
            there, said = EnglishText(normalize_source(reference)), EnglishText(normalize_source(output))
            asked = [n for n in find_names(source) if n.rule != "exonym" and there.shows(n.required)]
            shown, total = shown + sum(said.shows(n.required) for n in asked), total + len(asked)
        print(f"{name:20} names {shown} of {total}  {100 * shown / total:.1f} %  {_chrf(outputs, references)}")


def _glossary(limit: int) -> None:
    from tr_news.config import load
    from tr_news.load import load_translator
    from tr_news.text.normalize import normalize_source
    from tr_news.translation.glossary_files import starter_glossary

    starter = starter_glossary()
    entries = [entry for entry in starter.entries if entry.source[0].isupper()]
    asked = [(_FRAMES[i % len(_FRAMES)].format(e.source), e) for i, e in enumerate(entries + entries[::3])][:limit]
    translators = [
        load_translator(load({"translator": "tr-en-mini", "glossary": glossary})).translator
        for glossary in (None, "none")
    ]
    said = translators[0].translate([text for text, _ in asked])
    hits = sum(e.target.removeprefix("the ").lower() in t.text.lower() for (_, e), t in zip(asked, said, strict=True))
    print(f"terms {hits} of {len(asked)}")
    pairs = [pair for pair in zip(*read_set("newstest2017"), strict=True) if starter.matches(normalize_source(pair[0]))]
    pairs = pairs[-limit:]
    for name, translator in zip(("with", "without"), translators, strict=True):
        outputs = [t.text for t in translator.translate([s for s, _ in pairs])]
        print(f"{name:8} {len(pairs)} sentences  {_chrf(outputs, [r for _, r in pairs])}")


def _spans(_limit: int) -> None:
    from tests.test_translation_protect import sentences
    from tr_news.config import load
    from tr_news.facts.spans import find_spans, missing_spans
    from tr_news.load import load_translator

    tried = list(sentences())
    answers = load_translator(load({"translator": "tr-en-mini"})).translator.translate([text for text, _ in tried])
    there = sum(
        all(span in answer.text for span in wanted) and not missing_spans(find_spans(text), answer.text)
        for (text, wanted), answer in zip(tried, answers, strict=True)
    )
    print(f"sentences with all their spans: {there} of {len(tried)}; the audit flags the others")


def _titled(sentence: str) -> str:
    """A sentence in title case."""
    from tr_news.text.turkish.letters import upper

    return _WORD.sub(lambda m: m[0] if m[0] in _SMALL else upper(m[0][0]) + m[0][1:], sentence)


def _openings(limit: int) -> None:
    """The first word of sentences in capitals, as old newspapers and agencies' leads have it."""
    from tr_news.config import load
    from tr_news.facts.names.openings import opening_case
    from tr_news.load import load_translator
    from tr_news.text.turkish.letters import upper

    translator = load_translator(load({"translator": "tr-en-mini"})).translator
    pairs = [
        pair
        for name in ("newstest2016", "newstest2017")
        for pair in zip(*read_set(name), strict=True)
        if len(pair[0].split()) > 5 and (first := pair[0].split()[0]).isalpha() and not first.isupper()
    ][::9][:limit]
    capitals = [f"{upper(first)} {rest}" for first, rest in (s.split(None, 1) for s, _ in pairs)]
    ways = {"as they stand": [s for s, _ in pairs], "capitals": capitals, "sent as": [*map(opening_case, capitals)]}
    for name, sources in ways.items():
        said = [answer.text for answer in translator.translate(sources)]
        print(f"{name:14} {len(said)} sentences  {_chrf(said, [r for _, r in pairs])}")


def _headlines(limit: int) -> None:
    from tr_news.config import load
    from tr_news.facts.names.headlines import running_case
    from tr_news.langid.identify import is_foreign
    from tr_news.load import load_translator
    from tr_news.text.normalize import normalize_source

    translator = load_translator(load({"translator": "tr-en-mini"})).translator
    pairs = [
        (normalize_source(s).rstrip("."), r.rstrip(".").lower())
        for name in ("newstest2016", "newstest2017")
        for s, r in zip(*read_set(name), strict=True)
        if 4 <= len(s.split()) <= 12 and not s.isupper() and not is_foreign(s, "tr")
    ][::3][:limit]
    titled = [_titled(source) for source, _ in pairs]
    ways = {"as they stand": [s for s, _ in pairs], "title case": titled, "sent as": [*map(running_case, titled)]}
    for name, sources in ways.items():
        said = [answer.text.rstrip(".").lower() for answer in translator.translate(sources)]
        print(f"{name:14} {len(said)} sentences  {_chrf(said, [r for _, r in pairs])}")


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence of an article: what is tried, the Turkish, the words that the English must have ("-": must not)."""

    kind: str
    source: str
    wanted: tuple[str, ...]

    def missing(self, english: str) -> list[str]:
        """What the English hasn't, or has and must not have."""
        from tr_news.text.fold import folded_words

        said = folded_words(english)
        return [w for w in self.wanted if (folded_words(w.removeprefix("-")) in said) == w.startswith("-")]


def small_articles() -> Iterator[list[Tried]]:
    """The articles of our own, their titles first."""
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for _, group in groupby(rows, key=lambda row: row[0]):
        tried = [Tried(kind, source, tuple(wanted.split("|"))) for _, kind, source, wanted in group]
        yield sorted(tried, key=lambda each: each.kind not in _TITLES)


def _articles(*, show: bool) -> None:
    from tr_news.config import load
    from tr_news.documents.article import TURKISH, Article, Language, Paragraph
    from tr_news.load import load_translator
    from tr_news.translation.translate import translate_articles

    translator = load_translator(load({"translator": "tr-en-mini"})).translator
    whole = list(small_articles())
    for name, articles in (("with the article", whole), ("sentence by sentence", [[t] for a in whole for t in a])):
        made = [
            Article(str(n), str(n), tuple(Paragraph(t.source, "title" if t.kind in _TITLES else "text") for t in tried))
            for n, tried in enumerate(articles)
        ]
        documents = translate_articles(made, translator, languages=[Language(TURKISH, 1.0)] * len(made))
        counts: Counter[str] = Counter()
        for tried, document in zip(articles, documents, strict=True):
            for each, sentence in zip(tried, document.sentences, strict=True):
                missing = each.missing(sentence.translation)
                counts.update({each.kind: len(each.wanted), f"{each.kind}, there": len(each.wanted) - len(missing)})
                if missing and show:
                    print(f"{each.kind}: {each.source}\n  {sentence.translation}  lacks {missing}")
        kinds = [kind for kind in counts if "," not in kind]
        there, total = sum(counts[f"{kind}, there"] for kind in kinds), sum(counts[kind] for kind in kinds)
        shares = "  ".join(f"{kind} {counts[f'{kind}, there']}/{counts[kind]}" for kind in kinds)
        print(f"{name:20} {there} of {total}  {100 * there / total:.1f} %  {shares}")


def _figures(limit: int) -> None:
    from tr_news.config import load
    from tr_news.documents.translation import Flag
    from tr_news.load import load_translator
    from tr_news.translation.audit import audit
    from tr_news.translation.keep_figures import FigureKeeper
    from tr_news.translation.keep_names import NameKeeper
    from tr_news.translation.protect import SpanKeeper
    from tr_news.translation.repair.postedit import postedit

    keeping = NameKeeper(SpanKeeper(load_translator(load({"translator": "tr-en-mini"})).engine))
    for name in ("newstest2017", "flores200_dev"):
        pairs = [pair for pair in zip(*read_set(name), strict=True) if any(c.isdigit() for c in pair[0])][:limit]
        sources, references = [s for s, _ in pairs], [r for _, r in pairs]
        spent = []
        for way, translator in (("first try", keeping), ("another try", FigureKeeper(keeping))):
            started = time.process_time()
            outputs = [t.text for t in translator.translate(sources)]
            spent.append(time.process_time() - started)
            mended = [postedit(s, h) for s, h in zip(sources, outputs, strict=True)]
            shares = [
                100 * sum(Flag.NUMBER in audit(s, h)[0] for s, h in zip(sources, hypotheses, strict=True)) / len(pairs)
                for hypotheses in (outputs, mended)
            ]
            there, asked = _figures_there(mended, references)
            flagged = f"flagged {shares[0]:.1f} %, mended {shares[1]:.1f} %"
            print(f"{name} {way:12} {len(pairs)} lines  {flagged}", end="  ")
            print(f"figures of the references {there} of {asked}  {_chrf(mended, references)}")
        print(f"{name} processor time {spent[1] / spent[0]:.2f} times that of the first try alone")


def _figures_there(outputs: Sequence[str], references: Sequence[str]) -> tuple[int, int]:
    """How many figures of the references the outputs have, and how many there are."""
    there = asked = 0
    for output, reference in zip(outputs, references, strict=True):
        wanted, found = (Counter(_FIGURE.findall(text)) for text in (reference, output))
        there, asked = there + (wanted & found).total(), asked + wanted.total()
    return there, asked


def main() -> None:
    """Runs one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    measured = (
        ("names", _names, 450),
        ("glossary", _glossary, 200),
        ("spans", _spans, 0),
        ("headlines", _headlines, 220),
        ("openings", _openings, 220),
        ("figures", _figures, 750),
    )
    for name, run, limit in measured:
        command = commands.add_parser(name)
        command.add_argument("--limit", type=int, default=limit)
        command.set_defaults(run=run)
    command = commands.add_parser("articles")
    command.add_argument("--show", action="store_true")
    command.set_defaults(run=None)
    options = parser.parse_args()
    if options.run is None:
        _articles(show=options.show)
    else:
        options.run(options.limit)


if __name__ == "__main__":
    main()
