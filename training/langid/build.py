"""Makes the files in ``profiles/`` from text: a tool for developers, run by hand.

    python -m training.langid.build PACKAGES CORPUS

PACKAGES is a folder with the unpacked packages that ``profiles/README.md`` lists, CORPUS the training corpus (columns
Turkish, English, source). Only counts are kept.
"""

import gettext
import json
import lzma
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tr_news.langid import neighbours
from tr_news.langid import ngrams as profiles
from tr_news.langid.sample import clean, words
from tr_news.langid.tables import FOLDER, pack, write
from tr_news.text.turkish.letters import lower
from training.langid.paradigms import noun_forms, verb_forms

Texts = dict[str, list[str]]  # code → lines

_MEDIAWIKI = {"uz-latn": "uz", "ku-latn": "ku", "diq": "zza", "kiu": "zza", "crh-latn": "crh", "tt-cyrl": "tt"}
_MEDIAWIKI |= {"kk-cyrl": "kk", "ug-arab": "ug", "nb": "no", "be-tarask": "be", "sr-ec": "sr"}
_LOCALES = {"uz@cyrillic": "uz-cyrl", "kmr": "ku", "kmr@latin": "ku"}
_MARKUP = (
    (re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL), " "),
    (re.compile(r"\{\{(?:plural|gender)[^|{}]*\|(?:[^{}|]*\|)*([^{}|]*)\}\}", re.IGNORECASE), r"\1"),
    (re.compile(r"\{\{[^{}]*\}\}"), " "),
    (re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]"), r"\1"),
    (re.compile(r"\[(?:https?:)?//\S+ ?([^\]]*)\]|https?://\S+"), r"\1"),
    (re.compile(r"\$\w+|%[-0-9.*]*[a-zA-Z]|%\(\w+\)s|\{\w*\}|&\w+;|''+"), " "),
    (re.compile(r"[_~]"), ""),
    (re.compile(r"\S*[/\\@#=|<>{}\[\]]\S*"), " "),
)

# What a language is written with; other words in its text are borrowed from elsewhere.
_LETTERS = {
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzâîû'",
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz'",
    "tk": "abçdeäfgžhijňklmnoöprsştuüwyýz'",
    "uz": "abcdefghijklmnopqrstuvxyz'",
    "ku": "abcçdeêfghiîjklmnopqrsştuûvwxyz'",
    "zza": "abcçdeêéfgğhiîıjklmnopqrsştuûüvwxyz'",
    "crh": "abcçdefgğhıijklmnñoöpqrsştuüvyzâ'",
    "gag": "aäbcçdeêfgğhıijklmnoöprsştţuüvyz'",
}
_DAMPING = 0.75  # counts are raised to this: frequent words of an interface aren't as frequent elsewhere
_OWN = 3  # how often an own list of words counts
# n-grams seen less often are left to the back-off, by the order of the n-gram.
_PRUNE = {"tr": {4: 3.0, 5: 4.0}, neighbours.OTHER: {3: 4.0, 4: 8.0, 5: 20.0}}
_PRUNE_REST = {5: 1.2}
_ADDED = {
    "latin": ["az", "tk", "uz", "ku", "zza", "crh", "gag"],
    "cyrillic": ["kk", "ky", "tt", "ba", "tg", "mn", "be", "sr", "uz-cyrl"],
    "arabic": ["ckb", "azb", "ug", "ps", "ota"],
    "devanagari": [],
}
_KNOWN = {
    "latin": [
        *("af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl"),
        *("no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi"),
    ],
    "cyrillic": ["bg", "mk", "ru", "uk"],
    "arabic": ["ar", "fa", "ur"],
    "devanagari": ["hi", "mr", "ne"],
}
_KNOWN_CODES = {code for codes in _KNOWN.values() for code in codes}
_WANTED = _KNOWN_CODES | {code for codes in _ADDED.values() for code in codes}


def main() -> None:
    """Read, count and write; print the sizes."""
    packages, corpus = Path(sys.argv[1]), Path(sys.argv[2])
    texts = read_packages(packages)
    turkish, english = read_corpus(corpus)
    counts = word_counts(texts, turkish, english)
    write_models(counts)
    for script in _KNOWN:
        write_profiles(script, texts, counts)
    for file in sorted(FOLDER.glob("*.z")):
        sys.stdout.write(f"{file.name} {file.stat().st_size}\n")


def read_packages(folder: Path) -> Texts:
    """The lines of MediaWiki's messages and of the .mo catalogues below the folder, by language."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    english: set[str] = set()
    messages = sorted(path for path in folder.rglob("*.json") if "i18n" in path.parts)
    for path in sorted(messages, key=lambda path: path.stem != "en"):
        code = _MEDIAWIKI.get(path.stem, path.stem)
        if code not in _WANTED:
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            lines = [line for value in data.values() if isinstance(value, str) for line in _lines(value)]
            if code == "en":
                english.update(lines)
            found[code].update(dict.fromkeys(line for line in lines if code == "en" or line not in english))
    for path in sorted(folder.rglob("*.mo")):
        code = _LOCALES.get(path.parent.parent.name, path.parent.parent.name)
        if code not in _WANTED or code in _KNOWN_CODES - {"tr"}:
            continue
        try:
            with path.open("rb") as file:
                catalogue: Mapping[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
        except (IndexError, ValueError):  # a damaged header
            continue
        for key, value in catalogue.items():
            source = key[0] if isinstance(key, tuple) else key
            if source and value != str(source).rsplit("\x04", 1)[-1]:
                found[code].update(dict.fromkeys(_lines(value)))
    return {code: list(lines) for code, lines in found.items()}


def read_corpus(path: Path) -> tuple[Counter[str], Counter[str]]:
    """The words of the Turkish side and of a tenth of the English one, without UDHR, which benchmarks hold."""
    turkish: Counter[str] = Counter()
    english: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            source_text, target, source = line.rstrip("\n").split("\t")[:3]
            if source != "udhr":
                turkish.update(word.turkish for word in words(clean(source_text)))
                if number % 10 == 0:
                    english.update(word.dotted for word in words(clean(target)))
    return Counter({word: n for word, n in turkish.items() if n > 1}), english


def word_counts(texts: Texts, turkish: Counter[str], english: Counter[str]) -> dict[str, Counter[str]]:
    """How often each word stands in the text of each of the models' languages."""
    counts = {code: Counter(_words(texts[code], code)) for code in neighbours.PRIOR if code != neighbours.OTHER}
    counts["tr"] += turkish
    for code in ("crh", "gag", "zza"):
        for word in own_words(code):
            counts[code][word] += _OWN
    counts["crh"].update(form for verb in own_words("crh_verbs") for form in set(verb_forms(verb)))
    counts["crh"].update(form for noun in own_words("crh_nouns") for form in set(noun_forms(noun)))
    other = Counter(english)
    for code in _KNOWN["latin"]:
        if code != "tr":
            other.update(_words(texts[code][:4000], neighbours.OTHER))
    for code, table in counts.items():
        letters = set(_LETTERS[code])
        share = 3 * other.total() / table.total()
        counts[code] = Counter(
            {
                word: n
                for word, n in table.items()
                if letters.issuperset(word) and (len(word) == 1 or other[word] <= share * n)
            }
        )
    return counts | {neighbours.OTHER: other}


def own_words(name: str) -> list[str]:
    """A list of words written for the profiles."""
    return (FOLDER / "words" / f"{name}.txt").read_text(encoding="utf-8").split()


def write_models(counts: Mapping[str, Counter[str]]) -> None:
    """The character models as one table, a row for each history that any of them holds."""
    models = [character_model(counts[code], _PRUNE.get(code, _PRUNE_REST)) for code in neighbours.PRIOR]
    histories = {history for model in models for history in model}
    rows = {history: neighbours.FIELD.join(model.get(history, "") for model in models) for history in histories}
    write("words", pack(rows, neighbours.ENDING))


def character_model(counts: Mapping[str, int], prune: Mapping[int, float]) -> dict[str, str]:
    """history → field of ``language_neighbours.load``'s table, interpolated after Witten and Bell."""
    following: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word, count in sorted(counts.items()):
        text = f" {word} "
        for position in range(1, len(text)):
            for start in range(max(0, position - neighbours.ORDER + 1), position + 1):
                following[text[start:position]][text[position]] += count**_DAMPING
    probabilities: dict[str, dict[str, float]] = {}
    for history in sorted(following, key=lambda history: (len(history), history)):
        letters = following[history]
        total, kinds = sum(letters.values()), len(letters)
        shorter = probabilities.get(history[1:], {}) if history else {}
        uniform = math.exp(neighbours.UNKNOWN)
        probabilities[history] = {
            letter: (count + kinds * shorter.get(letter, uniform)) / (total + kinds)
            for letter, count in letters.items()
        }
    model: dict[str, str] = {}
    for history, letters in sorted(following.items()):
        least = prune.get(len(history) + 1, 0.0)
        kept = sorted(letter for letter, count in letters.items() if count >= least)
        if kept:
            total, kinds = sum(letters.values()), len(letters)
            known = probabilities[history]
            model[history] = _level(kinds / (total + kinds)) + "".join(
                letter + _level(known[letter]) for letter in kept
            )
    return model


def write_profiles(script: str, texts: Texts, counts: Mapping[str, Counter[str]]) -> None:
    """langdetect's profiles of a script with the added languages behind them, in the form that ``load`` reads."""
    from langdetect.detector_factory import PROFILES_DIRECTORY

    languages: dict[str, list[int]] = {}
    rows: dict[str, str] = defaultdict(str)
    for code in (*_KNOWN[script], *_ADDED[script]):
        if code in _KNOWN[script]:
            known = json.loads((Path(PROFILES_DIRECTORY) / code).read_text(encoding="utf-8"))
            frequencies, totals = known["freq"], known["n_words"]
        else:
            lines = [" ".join(own_words("ota"))] * _OWN if code == "ota" else texts[code]
            allowed = set(counts[code]) if code in counts else None
            frequencies, totals = _grams(lines, allowed)
        symbol = profiles.SYMBOLS[len(languages)]
        languages[code.partition("-")[0] if code == "uz-cyrl" else code] = totals
        for gram, count in frequencies.items():
            if len(gram) <= 3:
                rows[gram] += f"{symbol}{count}"
    header = "\t".join(" ".join([code, *map(str, totals)]) for code, totals in languages.items())
    write(script, f"{header}\n{pack(rows, profiles.ENDING)}")


def _grams(lines: Iterable[str], allowed: set[str] | None) -> tuple[dict[str, int], list[int]]:
    """The n-gram counts of a text as langdetect makes them, rare ones left out."""
    from langdetect.utils.lang_profile import LangProfile
    from langdetect.utils.ngram import NGram

    profile = LangProfile("")
    for line in lines:
        text = lower(line)
        if allowed is not None:
            text = " ".join(word.turkish for word in words(clean(text)) if word.turkish in allowed)
        gram = NGram()
        for letter in f"{text} ":
            gram.add_char(letter)
            for n in range(1, NGram.N_GRAM + 1):
                profile.add(gram.get(n))
    profile.omit_less_freq()
    return profile.freq, profile.n_words


def _words(lines: Iterable[str], code: str) -> Iterator[str]:
    for line in lines:
        for word in words(clean(line)):
            yield word.dotted if code in neighbours.DOTTED else word.turkish


def _lines(message: str) -> Iterator[str]:
    for pattern, replacement in _MARKUP:
        message = pattern.sub(replacement, message)
    for line in unicodedata.normalize("NFC", message).split("\n"):
        line = re.sub(r"\s+", " ", line).strip(" *:;-|")
        if sum(character.isalpha() for character in line) > 1:
            yield line


def _level(probability: float) -> str:
    return neighbours.LEVELS[min(len(neighbours.LEVELS) - 1, round(-math.log(probability) / neighbours.STEP))]


if __name__ == "__main__":
    main()
