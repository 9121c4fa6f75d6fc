"""A sentence as furniture's rules see it: folded words, and whether it reports, quotes, or speaks to its reader."""

import re
from functools import cache, cached_property

from tr_news.articles.lists import sections
from tr_news.articles.text import fold, fold_words

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]{0,2}[A-ZÇĞİÖŞÜ0-9👉])")
_QUOTED = re.compile('["“”«»]')
# A sentence that ends so reports what someone said or did; a request to the reader, or a note of the site, doesn't.
_REPORTED = re.compile(
    r"(?:[dt][iu]|(?<!n)[dt][iu]l[ae]r|nd[iu]l[ae]r|yor(?:lar|du)?|m[iu]st[iu](?:lar|ler)?|[ae]c[ae][kg](?:lar|ler|t[iu])?)$"
)
_LONGEST_ENDING = 20  # characters: more than any of these has
_OBLIGING = ("gerekiyor", "bekliyor", "istiyor musunuz")  # "abone olmanız gerekiyor" reports nothing
# "Uygulamayı indirin", "bildiriniz": the imperative at the end of a sentence, told by its ending.
_IMPERATIVE = re.compile(r"(?<!la)(?<!le)\w[^aeiou\W][iu]n(?:[iu]z)?$")
_YOU = re.compile(
    r"(?!\w*deniz|yalniz|henuz|cengiz|genizd|aniz|beniz)\w*(?:s[iu]n[iu]z|n[iu]z[iu]?(?:n|[dt][ae]n?|[ae])?|[dt][iu]yseniz|[sr][ae]n[iu]z|b[iu]lirsin|seniz)$"
)
# "our", but July, clean, shoulder and the like.
_OURS = re.compile(
    r"(?!temmuz|temiz|omuz|domuz|muz|hurmuz|namuz)\w*m[iu]z(?:[iuae]|[dt][ae]n?|[iu]n|l[ae]|c[ae]|n[iu]n|[dt][ae]ki|[iu]?[dy][iu]r?)?$"
)
_READER = frozenset({"siz", "sizin", "size", "sizi", "sizler", "sizlerle", "sen", "senin", "sana"})
US = frozenset({"bizi", "bize", "bizim", "bizimle", "bizden"})
_PREDICATE = re.compile(r"(?:[dt][iu](?:lar|ler)?|yor(?:lar)?|m[iu]s(?:t[iu]r?)?|[ea]c[ea]k|d[iu]r)$")


class Sentence:
    """A sentence, folded to words with a space on either side, and what it is to its reader, where that is asked."""

    def __init__(self, text: str) -> None:
        self.words = fold_words(text)
        self._text = text

    @cached_property
    def quotes(self) -> bool:
        """Whether there is a quotation mark in it."""
        return _QUOTED.search(self._text) is not None

    @cached_property
    def reported(self) -> bool:
        """Whether it ends as sentences do that report what someone said or did."""
        words = self.words.rstrip()
        if self._text.rstrip("\"'”’») ").endswith("?"):
            return False
        return _REPORTED.search(words, max(0, len(words) - _LONGEST_ENDING)) is not None and not words.endswith(
            _OBLIGING
        )

    @cached_property
    def marks(self) -> frozenset[str]:
        """Of "@reader", "@you", "@ours" and "@ourmedia" those that it has."""
        words = self.words.split()
        marks = set()
        if not self.reported and not self.quotes:
            asks = len(words) > 1 and _IMPERATIVE.search(words[-1]) is not None
            if asks or any(word in _imperatives() for word in words):
                marks |= {"@reader", "@you"}
            if any(_YOU.match(word) is not None for word in words) or not _READER.isdisjoint(words):
                marks.add("@you")
        ours = [word for word in words if word in US or (("miz" in word or "muz" in word) and _OURS.match(word))]
        if ours:
            marks.add("@ours")
        if any(word.startswith(_media()) for word in ours):
            marks.add("@ourmedia")
        return frozenset(marks)


def word_set(name: str) -> list[str]:
    """The terms of a set of the data file, folded, without their marks."""
    lines = (line.partition("=") for line in sections("furniture")["sets"])
    terms = next(terms for own, _, terms in lines if own.strip() == name)
    return [fold_words(term).strip() for term in terms.split("|")]


@cache
def _imperatives() -> frozenset[str]:
    return frozenset(word_set("imperative"))


@cache
def _media() -> tuple[str, ...]:
    return tuple(word_set("media"))


def sentences(text: str) -> list[str]:
    """A paragraph cut at its plain sentence ends; what is cut wrongly is only asked in two parts."""
    pieces: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        pieces.append(text[start : end.end()])
        start = end.end()
    return [*pieces, text[start:]]


def is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence with a predicate does."""
    words = text.rstrip("\"'”’») ").rstrip(".!?…").split()
    return (
        text.rstrip("\"'”’») ").endswith((".", "!", "?")) and bool(words) and bool(_PREDICATE.search(fold(words[-1])))
    )


def is_addressed(text: str) -> bool:
    """Whether a sentence speaks to its reader: "ister misiniz", "beğendiyseniz"."""
    return "@you" in Sentence(text).marks


def is_predicate(word: str) -> bool:
    """Whether a word ends as the predicates of news do ("söyledi", "olacak", "edilmiştir")."""
    return _PREDICATE.search(fold(word)) is not None


# How the notes of a site end: "kullanılamaz", "sorumludur", "yayınlanacaktır", "kabul etmiş sayılırsınız". No agent.
_NOTE_END = re.compile(
    r"(?:[nl][ae]?m[ae]z|ed[ie]lemez|[nl][ae]bilir|[nl]m[ae]ktad[iu]r|[nl][ae]ca[kg]t[iu]r|s[iu]n[iu]z"
    r"|(?:sorumlu|mahfuz|sakli|ait)[dt][iu]r|sorumlu degildir|baglar|baglamaz)$"
)
_NOTE_WORDS = 30
_LABEL_QUOTED = re.compile(r"[\"“«](?:[^\s\"“”«»]+ ){0,3}[^\s\"“”«»]+[\"”»]")


def is_colophon(text: str) -> bool:
    """Whether a sentence at the end of an article is a note of the site: on its contents, of their use, by no agent."""
    sentence = Sentence(text)
    words = sentence.words.rstrip()
    if _LABEL_QUOTED.sub("", text) != text:
        sentence = Sentence(_LABEL_QUOTED.sub(" ", text))  # "the mark of that name" is no quotation
    if len(words.split()) > _NOTE_WORDS or sentence.quotes or sentence.reported or _NOTE_END.search(words) is None:
        return False
    return all(any(f" {stem}" in words for stem in _colophon(part)) for part in ("noun", "verb"))


@cache
def _colophon(part: str) -> tuple[str, ...]:
    return tuple(word_set(f"colophon {part}"))
