"""Page furniture: lines and sentences that stand among an article's and are none of its own, told by named rules.

A rule is a section of ``data/furniture.txt``, or a function of this module where words alone can't say it. Each is
tested by its name; ``benchmarks/furniture.py`` counts how often each fires on real articles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from tr_news.articles.lists import sections
from tr_news.articles.text import fold, fold_words

_LONGEST = 700  # characters of a sentence that is asked; furniture is shorter
_LABELLED_WORDS = 14  # of what goes on behind a label: "Kaynak: Mersin Haber / Deniz Ilgaz"
_SEE_ALSO_WORDS = 30  # a headline stands behind those
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]{0,2}[A-ZÇĞİÖŞÜ0-9👉])")
_LABEL_MARK = re.compile(r"\s{0,2}(?:[:：|»>→]|[-–—](?=\s))\s{0,3}")
_QUOTED = re.compile('["“”«»]')
# A sentence that ends so reports what someone said or did; a request to the reader, or a note of the site, doesn't.
_REPORTED = re.compile(r"(?:[dt][iu](?:lar|ler)?|yor(?:lar|du)?|m[iu]st[iu](?:lar|ler)?|[ae]ca[kg](?:lar|ler|t[iu])?)$")
_MAY_REPORT = frozenset({"credit", "correction", "tools", "update-promise", "keywords", "caption"})
# "Uygulamayı indirin", "bildiriniz": the imperative at the end of a sentence, told by its ending.
_IMPERATIVE = re.compile(r"(?<!la)(?<!le)\w[^aeiou\W][iu]n(?:[iu]z)?$")
_YOU = re.compile(r"(?:s[iu]n[iu]z|n[iu]z[iu]?(?:n|[dt][ae]n?|[ae])?|[dt][iu]yseniz|rsan[iu]z|seniz)$")
# "our", but July, clean, shoulder and the like.
_OURS = re.compile(
    r"(?!temmuz|temiz|omuz|domuz|muz|hurmuz|namuz)\w*m[iu]z(?:[iuae]|[dt][ae]n?|[iu]n|l[ae]|n[iu]n|[dt][ae]ki|[iu]?[dy][iu]r?)?$"
)
_US = frozenset({"bizi", "bize", "bizim", "bizimle", "bizden"})
_PREDICATE = re.compile(r"(?:[dt][iu](?:lar|ler)?|yor(?:lar)?|m[iu]s(?:t[iu]r?)?|[ea]cak|d[iu]r)$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """One alternative of a condition: what must stand in the folded sentence, " " before and behind its words."""

    text: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Conditions that all hold for a sentence."""

    conditions: tuple[tuple[tuple[Term, ...], bool], ...]  # alternatives, and whether they are denied

    def matches(self, sentence: "Sentence") -> bool:
        """Whether every condition holds."""
        return all(any(_found(term, sentence) for term in terms) != denied for terms, denied in self.conditions)


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture."""

    name: str
    lines: frozenset[str]  # folded without spaces
    labels: tuple[str, ...]  # folded words
    starts: tuple[str, ...]
    patterns: tuple[Pattern, ...]


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
        return _REPORTED.search(self.words.rstrip()) is not None

    @cached_property
    def marks(self) -> frozenset[str]:
        """Of "@reader", "@you", "@ours" and "@ourmedia" those that it has."""
        words = self.words.split()
        marks = set()
        if not self.reported and not self.quotes:
            asks = len(words) > 1 and _IMPERATIVE.search(words[-1]) is not None
            if asks or any(word in _imperatives() for word in words):
                marks |= {"@reader", "@you"}
            if any(_YOU.search(word) is not None for word in words) or "siz" in words or "sizin" in words:
                marks.add("@you")
        ours = [word for word in words if word in _US or ("miz" in word or "muz" in word) and _OURS.match(word)]
        if ours:
            marks.add("@ours")
        if any(word.startswith(_media()) for word in ours):
            marks.add("@ourmedia")
        return frozenset(marks)


_MARKS = {name: Term(name) for name in ("@reader", "@you", "@ours", "@ourmedia")}


def _found(term: Term, sentence: Sentence) -> bool:
    if term.text in _MARKS:
        return term.text in sentence.marks
    return sentence.words.startswith(term.text) if term.head else term.text in sentence.words


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of ``data/furniture.txt`` in its order."""
    found = sections("furniture")
    sets = {
        name.strip(): tuple(term for part in terms.split(" | ") for term in _terms(part, {}))
        for name, _, terms in (line.partition("=") for line in found["sets"])
    }
    return tuple(_rule(name, lines, sets) for name, lines in found.items() if name != "sets")


def _rule(name: str, lines: tuple[str, ...], sets: dict[str, tuple[Term, ...]]) -> Rule:
    whole: set[str] = set()
    labels: list[str] = []
    starts: list[str] = []
    patterns: list[Pattern] = []
    for line in lines:
        if line.startswith("="):
            whole.update(fold(entry) for entry in line[1:].split(","))
        elif line.startswith("label:"):
            labels += [fold_words(entry).strip() for entry in line.removeprefix("label:").split(",")]
        elif line.startswith("starts:"):
            starts += [fold_words(entry)[:-1] for entry in line.removeprefix("starts:").split(",")]
        else:
            patterns.append(Pattern(tuple(_condition(part.strip(), sets) for part in line.split(" & "))))
    return Rule(name, frozenset(whole), tuple(labels), tuple(starts), tuple(patterns))


def _condition(text: str, sets: dict[str, tuple[Term, ...]]) -> tuple[tuple[Term, ...], bool]:
    denied = text.startswith("!")
    terms = (term for part in text.removeprefix("!").split(" | ") for term in _terms(part, sets))
    return tuple(terms), denied


def _terms(text: str, sets: dict[str, tuple[Term, ...]]) -> Iterator[Term]:
    text = text.strip()
    if text in _MARKS:
        yield _MARKS[text]
    elif text.startswith("@"):
        yield from sets[text[1:]]
    else:
        head = text.startswith("^")
        folded = fold_words(text).strip()
        before = "" if text.lstrip("^").startswith("-") else " "
        behind = "" if text.endswith("-") else " "
        yield Term(before + folded + behind, head)


def _set(name: str) -> list[str]:
    """The terms of a set of the data file, folded, without their marks."""
    lines = (line.partition("=") for line in sections("furniture")["sets"])
    terms = next(terms for own, _, terms in lines if own.strip() == name)
    return [fold_words(term).strip() for term in terms.split("|")]


@cache
def _imperatives() -> frozenset[str]:
    return frozenset(_set("imperative"))


@cache
def _media() -> tuple[str, ...]:
    return tuple(_set("media"))


def sentences(text: str) -> list[str]:
    """A paragraph cut at its plain sentence ends; what is cut wrongly is only asked in two parts."""
    pieces: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        pieces.append(text[start : end.end()])
        start = end.end()
    return [*pieces, text[start:]]


def rule_of_line(text: str) -> str | None:
    """The rule that a whole line falls under, by its words or by its label; None for a line of an article."""
    if len(text) > _LONGEST:
        return None
    key = fold(text)
    words = fold_words(text)
    for rule in rules():
        if key in rule.lines:
            return rule.name
    for rule in rules():
        if rule.labels and _is_labelled(text, words, rule):
            return rule.name
    return next((name for name, test in _LINE_RULES.items() if test(text, words)), None)


def _is_labelled(text: str, words: str, rule: Rule) -> bool:
    for label in rule.labels:
        if not words.startswith(f" {label} "):
            continue
        position = 0
        for _ in label.split(" "):
            found = _WORDS.search(text, position)
            if found is None:
                return False
            position = found.end()
        mark = _LABEL_MARK.match(text, position)
        rest = text[mark.end() :] if mark is not None else ""
        if mark is None:
            continue
        limit = {"see-also": _SEE_ALSO_WORDS, "correction": 200, "keywords": 60}.get(rule.name, _LABELLED_WORDS)
        count = len(rest.split())
        if count > limit or (rule.name in ("credit", "caption") and count > 3 and _is_sentence(rest)):
            continue
        return True
    return False


def _is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence with a predicate does."""
    words = text.rstrip("\"'”’») ").rstrip(".!?…").split()
    return (
        text.rstrip("\"'”’») ").endswith((".", "!", "?")) and bool(words) and bool(_PREDICATE.search(fold(words[-1])))
    )


def is_request(text: str) -> bool:
    """Whether a sentence asks something of its reader, and neither quotes nor reports."""
    return "@reader" in Sentence(text).marks


def is_addressed(text: str) -> bool:
    """Whether a sentence speaks to its reader: "ister misiniz", "beğendiyseniz"."""
    return "@you" in Sentence(text).marks


def is_predicate(word: str) -> bool:
    """Whether a word ends as the predicates of news do ("söyledi", "olacak", "edilmiştir")."""
    return _PREDICATE.search(fold(word)) is not None


def rule_of_sentence(text: str) -> str | None:
    """The rule that a sentence falls under, None for a sentence of an article."""
    if len(text) > _LONGEST:
        return None
    sentence = Sentence(text)
    if _is_copyright(text, sentence.words):
        return "legal"
    asked, index = _entries()
    places = {place for word in sentence.words.split() for n in (1, 2, 3) for place in index.get(word[:n], ())}
    for place in sorted(places):
        name, entry = asked[place]
        if isinstance(entry, str):
            if sentence.words.startswith((f"{entry} ", entry)) and _starts(sentence, entry, text):
                return name
        # What is quoted or reported is said by someone of someone else.
        elif entry.matches(sentence) and not sentence.quotes and (name in _MAY_REPORT or not sentence.reported):
            return name
    return None


@cache
def _entries() -> tuple[list[tuple[str, str | Pattern]], dict[str, list[int]]]:
    """The beginnings and patterns of all rules with their rule, and their places by the first letters that they need."""
    asked: list[tuple[str, str | Pattern]] = []
    index: dict[str, list[int]] = {}
    for rule in rules():
        for entry in (*rule.starts, *rule.patterns):
            for key in {start.split(" ")[0][:3] for start in _needed(entry)}:
                index.setdefault(key, []).append(len(asked))
            asked.append((rule.name, entry))
    return asked, index


def _needed(entry: str | Pattern) -> list[str]:
    """Words of which a sentence has one if an entry holds for it.

    Raises:
        ValueError: a pattern has no condition of words alone.
    """
    if isinstance(entry, str):
        return [entry.strip()]
    for terms, denied in entry.conditions:
        if not denied and all(term.text.startswith(" ") for term in terms):
            return [term.text.strip() for term in terms]
    raise ValueError(f"a pattern of furniture without words: {entry}")


def _starts(sentence: Sentence, start: str, text: str) -> bool:
    """A sentence that begins as furniture does, unless it goes on to tell something: no predicate at its end."""
    return not _is_sentence(text) or "@reader" in sentence.marks or len(sentence.words.split()) - len(start.split()) < 3


# Rules that words alone can't say. Each takes the line and its folded words.

_PARENTHESIS = re.compile(r"[(\[]\s?([^()\[\]]{2,80})\s?[)\]]\s?\.?$")
_PHOTO = re.compile(
    r"^(?:foto|fotograf|fotograflar|gorsel|gorseller|photo|kaynak|arsiv|temsili|grafik|kolaj|illustrasyon|harita|ekran goruntusu)\b"
    r"|\b(?:arsiv|fotograf|foto|temsili fotograf|getty images|shutterstock|istock|depo photos|depophotos|reuters|afp|epa)$"
)
_PHOTO_TAIL = re.compile(
    r"(?:[/|•·–—-]\s?|\.\s|\s)(?:fotoğraf|foto|görsel|photo|kaynak)\s?:\s?[^:.]{2,60}$|[©]\s?[^.]{2,60}$|\s[/|]\s?(?:AA|DHA|İHA|AFP|Reuters|AP|EPA|Getty Images)$",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 260
_COUNTER = re.compile(
    r"(?:\d[\d.,]*\s?(?:kez|kişi|defa)?\s?(?:okundu|okunma|görüntülenme|görüntülendi|izlenme|izlendi|yorum|paylaşım|beğeni|dk\.?(?: okuma)?|dakika(?:lık)? okuma(?: süresi)?|dakikada oku))"
    r"|(?:\d{1,3}\s?(?:saniye|dakika|saat|gün|hafta|ay|yıl)\s?önce)|(?:A[+-]\s?){1,4}|\d{1,3}\s?/\s?\d{1,3}|sayfa\s?:?\s?\d{1,3}(?:\s?/\s?\d{1,3})?",
    re.IGNORECASE,
)
_POINTER = re.compile(r"\s?(?:👉|👇|➡|🔗|▶|►|>>|»|→|☞|🔴\s?İZLE|📌|📲|📱|🔔|📢|✅\s?(?:takip|abone))", re.IGNORECASE)
_ADDRESS_LINE = re.compile(r"\W*(?:https?://|www\.)\S+\W*|\W*[\w.+-]+@[\w-]+\.[\w.]+\W*|(?:\W*[#@]\w+)+\W*")
_SHARE = frozenset(
    "paylaş tweetle tweet facebook twitter x whatsapp telegram linkedin pinterest email e posta yazdır kopyala link mail"
    " instagram flipboard bluesky threads reddit messenger google news kaydet dinle beğen yorum yap abone ol takip et in"
    " bağlantıyı linki nsosyal next sosyal gönder bip skype tumblr yorumlar favori ekle favorilere yazı boyutu a".split()
)


def _is_caption(text: str, words: str) -> bool:
    """A short line with its photographer, agency or archive in parentheses or behind a bar at its end."""
    if len(text) > _CAPTION_LENGTH:
        return False
    found = _PARENTHESIS.search(text)
    if found is not None and _PHOTO.search(" ".join(fold_words(found[1]).split())):
        return True
    return _PHOTO_TAIL.search(text) is not None and not _is_sentence(_PHOTO_TAIL.sub("", text)) and len(text) < 200


def _is_counter(text: str, words: str) -> bool:
    """ "1.284 okunma", "2 dk okuma", "3 saat önce", "1 / 12": nothing but counters and what parts them."""
    return len(text) < 80 and _COUNTER.search(text) is not None and not re.search(r"\w", _COUNTER.sub("", text))


def _is_share_bar(text: str, words: str) -> bool:
    """A row of buttons: the names of networks and what one does there."""
    parts = words.split()
    return 1 < len(parts) <= 20 and all(part in _share() for part in parts) and not text.rstrip().endswith(".")


@cache
def _share() -> frozenset[str]:
    return frozenset(map(fold, _SHARE))


def _is_pointer(text: str, words: str) -> bool:
    """A line that points: "👉 …", without the end of a sentence."""
    return _POINTER.match(text) is not None and (not _is_sentence(text) or "@reader" in Sentence(text).marks)


def _is_address(text: str, words: str) -> bool:
    """Nothing but addresses, handles or hashtags."""
    return len(text) < 300 and _ADDRESS_LINE.fullmatch(text) is not None


def _is_breadcrumb(text: str, words: str) -> bool:
    """The way through the site: "Anasayfa > Gündem > …", names of sections parted by marks, or glued to one another."""
    from tr_news.articles.lists import keys

    if len(text) > 160:
        return False
    known = keys("titles", "section")
    parts = [fold(part) for part in re.split(r"\s?[>›»/|\\•→·]\s?|\s[-–—]\s", text)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and (
        all(part in known for part in parts) or (parts[0] in keys("titles", "home") and not text.rstrip().endswith("."))
    ):
        return True
    # Glued: "AnasayfaGündemSiyaset"; two sections at least, a capital within a word.
    return re.search(r"[a-zçğıöşü][A-ZÇĞİÖŞÜ]", text) is not None and _glued(fold(text), known) > 1


def is_section(text: str) -> bool:
    """Whether a line is the name of a section of a site: "EKONOMİ", "Gündem Haberleri", "Manisa Haberleri"."""
    from tr_news.articles.lists import keys

    key = fold(text)
    return key in keys("titles", "section") or (
        key.endswith("haberleri") and key.removesuffix("haberleri") in keys("titles", "section") | keys("places")
    )


def _glued(key: str, known: frozenset[str]) -> int:
    """How many names of sections make up a word, longest first; 0 where they don't."""
    count = 0
    while key and len(key) < 200:
        name = next((name for name in sorted(known, key=len, reverse=True) if key.startswith(name)), None)
        if name is None:
            return 0
        key, count = key[len(name) :], count + 1
    return count


def _is_stamp_without_date(text: str, words: str) -> bool:
    """ "Yayınlanma: 2 saat önce", "Bugün 14:02", "Dün, 09.41"."""
    return len(text) < 60 and (
        re.fullmatch(r"\W*(?:bugün|dün|az önce|şimdi|son dakika)?\W*(?:saat\s)?(?:\d{1,2}[:.]\d\d)?\W*", text, re.I)
        is not None
        and re.search(r"bugün|dün|az önce|şimdi", text, re.I) is not None
    )


def _is_ticker(text: str, words: str) -> bool:
    """ "DOLAR 34,55 EURO 37,11 ALTIN 2.950": names of markets and figures, nothing else."""
    parts = text.split()
    figures = sum(bool(re.fullmatch(r"[%↑↓▲▼+-]{0,2}[\d.,]+[%°CTL₺$€]{0,3}", part)) for part in parts)
    markets = {
        "dolar",
        "euro",
        "altin",
        "bist",
        "sterlin",
        "bitcoin",
        "gram",
        "ceyrek",
        "usd",
        "eur",
        "gbp",
        "btc",
        "petrol",
        "brent",
        "100",
        "ons",
        "faiz",
        "ethereum",
    }
    named = sum(fold(part) in markets for part in parts)
    return figures >= 2 and named >= 2 and figures + named >= len(parts) - 1


_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_LEADING = re.compile(r"\W{0,4}([^\W_][^:]{2,40}):\s?\S")


def _is_copyright(text: str, words: str) -> bool:
    """ "© 2026 Kent Gazetesi. Tüm hakları saklıdır." """
    return len(text) < 300 and _COPYRIGHT.match(text) is not None


def _is_leading_label(text: str, words: str) -> bool:
    """ "SONRAKİ GALERİ: …", "GÜNÜN VİDEOSU: …": a label of few words that names a medium or asks to read on."""
    found = _LEADING.match(text)
    if found is None or len(text) > 200 or text.rstrip().endswith("."):
        return False
    label = fold_words(found[1]).split()
    return len(label) <= 4 and any(
        word.startswith(("galeri", "video", "podcast", "fotogaleri", "tikla")) for word in label
    )


def _is_newsroom(text: str, words: str) -> bool:
    """A newsroom, an agency or its place alone: "Demirören Haber Ajansı / Adana", "Teknoloji Servisi"."""
    return len(text) < 80 and is_newsroom(text)


def is_newsroom(text: str) -> bool:
    """Whether a short line is nothing but newsrooms, agencies and places, one newsroom at least."""
    from tr_news.articles.lists import keys

    parts = [part.strip(" .()[]") for part in re.split(r"[/|,•·–—-]", text)]
    parts = [part for part in parts if part]
    rooms = [part for part in parts if fold(part).endswith(("servisi", "habermerkezi", "haberajansi"))]
    known = keys("places") | keys("agencies")
    return bool(rooms) and all(part in rooms or fold(part) in known for part in parts) and len(text.split()) <= 8


_LINE_RULES = {
    "legal": _is_copyright,
    "see-also": _is_leading_label,
    "credit": _is_newsroom,
    "caption": _is_caption,
    "counter": _is_counter,
    "share-bar": _is_share_bar,
    "pointer": _is_pointer,
    "address": _is_address,
    "breadcrumb": _is_breadcrumb,
    "stamp": _is_stamp_without_date,
    "ticker": _is_ticker,
}
