"""Word lists for the name check, counted from the training text: everyday words and names, no text of it.

    python -m training.lists --turkish corpus.tsv.xz news_pairs.tsv.xz --news news_pairs.tsv.xz mono_tr_news.txt.xz \\
        --english mono_en_news.txt.xz --out tr_news/text/data

Each file has a sentence a line, Turkish in the first column of a .tsv. What is written small at least three times, and
not far more often as a name, is an everyday word; what hardly ever is, a name.
"""

import argparse
import lzma
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tr_news.text.lexicon import packed
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.letters import lower

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# A possessive or a case behind one: Partisi, Meydanında. Such words are institutions, always capitalised, and no names.
_POSSESSIVE = re.compile(r"(?:(?<=[aeıioöuü])s[ıiuü]|l[ae]r[ıiuü]|[ıiuü])(?:n[ae]|n[ıiuü]n|nd[ae]n?|yl[ae]|n[ıiuü])?$")
_LEAST, _OFTEN = 3, 25
_HARD = str.maketrans("ğbdc", "kptç")


def _sentences(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield normalize_source(line.split("\t")[0])


def counts(sentences: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """(words written small, words capitalised inside a sentence or with a suffix); headings teach nothing."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for sentence in sentences:
        matches = list(_WORD.finditer(sentence))
        if len(matches) > 2 and sum(m.group()[0].isupper() for m in matches) > 0.5 * len(matches):
            continue
        for match in matches:
            base, _, suffix = match.group().partition("'")
            before = sentence[max(0, match.start() - 2) : match.start()]
            if base.islower():
                small[base] += 1
            elif base[0].isupper() and len(base) > 1:
                inside = before[-1:] in tuple(" -") and (before[:1].isalnum() or before[:1] == ",")
                capital[base] += bool(inside or suffix)
    return small, capital


def everyday(small: Counter[str], capital: Counter[str], in_news: Counter[str]) -> list[str]:
    """Turkish words that may be capitalised for another reason than being names."""
    as_name: Counter[str] = Counter()
    for word, count in capital.items():
        as_name[lower(word)] += count
    return sorted(
        word
        for word, count in small.items()
        if len(word) > 1
        and count >= _LEAST
        and (count > 0.3 * as_name[word] or (count >= _OFTEN and in_news[word] >= _LEAST))
        and not (word.isascii() and word in packed("english_words") and in_news[word] < _LEAST)
    )


def names(small: Counter[str], capital: Counter[str], known: frozenset[str]) -> list[str]:
    """Words that are names wherever they stand; ``known`` are everyday ones, whose possessives are institutions."""
    return sorted(
        word
        for word, count in capital.items()
        if count >= _LEAST
        and len(word) > 2
        and word[1:].islower()
        and small[lower(word)] <= min(_OFTEN - 1, 0.15 * count)
        and not _is_possessive(lower(word), known)
    )


def _is_possessive(word: str, known: frozenset[str]) -> bool:
    match = _POSSESSIVE.search(word)
    if match is None or match.start() < _LEAST:
        return False
    stem = word[: match.start()]
    stems = [stem, stem[:-1] + stem[-1].translate(_HARD), *(stem[:-1] + vowel + stem[-1] for vowel in "ıiuü")]
    return not known.isdisjoint(stems)


def main() -> None:
    """Writes the three lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("turkish", "news", "english"):
        parser.add_argument(f"--{name}", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    small, capital = counts(_sentences(options.turkish))
    in_news, _ = counts(_sentences(options.news))
    words = everyday(small, capital, in_news)
    english_small, english_capital = counts(_sentences(options.english))
    found = {
        "turkish_words": words,
        "turkish_names": names(small, capital, frozenset(words)),
        "english_names": sorted(
            w for w, n in english_capital.items() if n >= _LEAST < len(w) + 1 and english_small[w.lower()] < 0.5 * n
        ),
    }
    for name, lines in found.items():
        (options.out / f"{name}.z").write_bytes(zlib.compress("\n".join(lines).encode("utf-8"), 9))
        print(f"{name}: {len(lines)} words")


if __name__ == "__main__":
    main()
