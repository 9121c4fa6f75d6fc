"""Numbers as Turkish writes them: 1.250,5 · %2 · yüzde iki · 2 milyon 784 bin · saat 14.30'da · eksi 5 derece."""

import re
from decimal import Decimal
from functools import cache, lru_cache

from tr_news.facts.numbers.grammar import CLOCK, Grammar, Reading, Token, TokenKind, before, date, number_words
from tr_news.facts.numbers.number import Half, Number, NumberLanguage, Trust
from tr_news.facts.numbers.units import Unit, idioms, is_counted, turkish_unit
from tr_news.text.calendar import turkish_months
from tr_news.text.lexicon import words
from tr_news.text.turkish.letters import lower

# Stems that are other words too: under, ate, it, face, thousand or get on, fragment, new; the article "bir".
_HOMOGRAPHS = frozenset({"bir", "altı", "yedi", "on", "yüz", "bin", "kırk", "sıfır", "yarım", "çeyrek"})
# Those that are a number in front of any noun, when they have no suffix.
_NUMBER_BEFORE_ANY_NOUN = frozenset({"on", "kırk", "bin"})
# With these suffixes a homograph is a number all the same: the sixth, six of them, six each, of six.
_ORDINAL = re.compile(r"[ıiuü]?nc[ıiuü]")
_CLEAR_SUFFIX = re.compile(r"[ıiuü]?nc[ıiuü]|s[ıi](?!n[ıi]$)|ş[ae]r|l[ıi]k?$")
_SUFFIX = (
    r"(?:[ıiuü]?nc[ıiuü])?(?:ş[ae]r|[ae]r)?(?:l[ıiuü][kğ]?)?(?:l[ae]r)?(?:[ıiuü]m[ıiuü]z|[ıiuü]n[ıiuü]z|s?[ıiuü])?"
    r"(?:n?[dt][ae]n?|n?[ıiuü]n|n?[yn]?[ae]|[yn]?[ıiuü]|[yn]?l[ae])?(?:ki)?(?:d[ıiuü]r)?"
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
# A unit behind a number: a sign, a word, or a nationality and a currency ("ABD doları"). Apostrophes end the word.
_UNIT = re.compile(r"\s?-?([$€£₺¥](?!\w)|[^\W\d_]+(?=\W|$))(?:\s+([^\W\d_]+))?")
_BEFORE_TIME = re.compile(r"\bsaat(?:ler[ıi]|i)?\s+(?:\d\d?[.:]\d\d\s*(?:[-–]|ile|ve|veya)\s*)?$", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"(?:['’](?:[dt][ae]n?|[ydt]?[ae]|[yn]?[ıiuü])\b|\s(?:sıra|sular|gibi|itibar)\w*|\s*[-–]\s*(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d|\s?(?:TL|lira|dolar|euro|avro)))"
)
_AFTER_HOUR = re.compile(r"['’-]|[ydt]?[aeıiuü]\b|\s(?:aras|ile\b|ve\b|sıra|sular|civar)")
_RANGE_BEFORE_TIME = re.compile(r"(?<![\d.,%])(?:[01]\d|2[0-4])[.:][0-5]\d\s*[-–]\s*$")
_MORNING = re.compile(r"(?:sabah\w*(?: karşı)?|öğleden önce|şafak\w*)\s(?:saat\w*\s)?$", re.IGNORECASE)
_EVENING = re.compile(r"(?:akşam\w*|öğleden sonra|ikindi\w*)\s(?:saat\w*\s)?$", re.IGNORECASE)
_NIGHT = re.compile(r"gece(?:nin|leyin| yarısı)?\s(?:saat\w*\s)?$", re.IGNORECASE)
_MIDDAY = re.compile(r"öğle(?:n|yin)?\s(?:saat\w*\s)?$", re.IGNORECASE)
_LATER = re.compile(r"akşam|öğle|ikindi|gece", re.IGNORECASE)
_NIGHTFALL = 7  # "gece 11" is in the evening, "gece 3" in the morning
_OPENING_HOURS = re.compile(  # "09.00 ile 16.00 arasında", which prices seldom are
    r"(?<![\d.,%])(?:[01]\d|2[0-4])[.:](?:00|15|30|45) (?:ile|ve) (?:[01]\d|2[0-4])[.:](?:00|15|30|45)(?= aras| saat)"
)
_REACHED = re.compile(r"\s(?:yakın|varan|ulaş|yaklaş|çık|kadar)")  # "bine yakın"
_BELOW_ZERO = re.compile(r"\b(?:eksi|sıfırın altında)\s+(?:yüzde\s+)?$", re.IGNORECASE)


# All of a token of a word but its place.
_Word = tuple[TokenKind, Decimal, str, str, str, bool, bool, str, str]


@lru_cache(10_000)
def _number_word(word: str) -> _Word | None:
    lowered = lower(word)
    if lowered == "yüzde":
        return "percent word", Decimal(0), "", "", "", False, True, "", ""
    if (found := number_words("tr").get(lowered)) is not None and found[0] == "half":
        return "half", found[1], "", "", "", False, True, lowered, ""
    inflected = _inflected().fullmatch(lowered)
    if inflected is None:
        return None
    stem, suffix = inflected.groups()
    if stem == "bin" and suffix[:1] == "a":
        return None  # "bina" is a building, "bine" is to a thousand
    kind, value = number_words("tr")[stem]
    if _ORDINAL.match(suffix):
        kind = "ordinal"
    if kind == "scale" and suffix.startswith("er"):
        return None
    opens = not (kind == "scale" and suffix[:3] in ("lar", "ler"))  # "700 binleri", but not "binleri"
    return kind, value, "", "", "", bool(suffix), opens, stem, suffix


class Turkish(Grammar):
    """The Turkish way."""

    language: NumberLanguage = "tr"

    def word(self, word: str, start: int) -> Token | None:
        """Number words with their suffixes; "milyoner" is none, and no number begins with "binleri"."""
        found = _number_word(word)
        return found and Token(start, start + len(word), *found)

    def joined(self, before: Token, after: Token, between: str) -> bool:
        """By a space, or by nothing."""
        return between in (" ", "\u00a0") or (between == "" and (after.kind == "scale" or before.kind != "digits"))

    def unit_after(self, text: str, end: int) -> tuple[Unit, int] | None:
        """As in "5 TL", "3 yıllık", "20 metreye", "5 milyon ABD doları"."""
        match = _UNIT.match(text, end)
        if match is None:
            return None
        first, second = lower(match[1]), lower(match[2] or "")
        if second and (unit := turkish_unit(f"{first} {second}")) is not None:
            return unit, match.end()
        unit = turkish_unit(first)
        return (unit, match.end(1)) if unit is not None else None

    def below_zero(self, text: str, start: int, _end: int) -> bool:
        """As in "eksi 5", "sıfırın altında 5"."""
        return _BELOW_ZERO.search(before(text, start)) is not None

    def named_dates(self, text: str) -> list[Number]:
        """21 Ekim 2025."""
        found = []
        for match in _date_pattern().finditer(text):
            day, month = int(match[1]), lower(match[2])
            if month in turkish_months() and 1 <= day <= 31:
                found.append(date(match, day, turkish_months().index(month) + 1, int(match[3])))
        return found

    def time(self, text: str, token: Token) -> Number | None:
        """14:30, and 14.30 where words around it or a suffix tell it from a price."""
        clock = CLOCK.fullmatch(token.digits)
        if clock is None:
            return _hour(text, token)
        if ":" not in token.digits:
            lead = before(text, token.start)
            announced = _BEFORE_TIME.search(lead) or _says_part(lead)
            if not announced and (len(clock[1]) == 1 or not _stands_as_time(text, token)):
                return None  # "4.50'de" is as likely a price
        hours, minutes = int(clock[1]), int(clock[2])
        # News counts 24 hours: "9.30" is in the morning where nothing speaks of later.
        plain = len(clock[1]) == 2 or not _LATER.search(text)
        half: Half = "pm" if 12 <= hours < 24 else "am" if plain else ""
        lead = before(text, token.start)
        if hours <= 12 and _EVENING.search(lead):
            half = "pm"
        elif hours < 12 and _MORNING.search(lead):
            half = "am"
        if half == "pm" and hours < 12:
            hours += 12
        return Number(token.start, token.end, Decimal(hours * 60 + minutes), "time", digits=token.digits, half=half)

    def trust(self, text: str, start: int, end: int, reading: Reading, unit: Unit | None) -> Trust:
        """A homograph is a number beside what is counted, beside other number words, or with a suffix of numbers."""
        first = reading.tokens[0]
        if _in_idiom(text, start, end):
            return "homograph"
        if len(reading.tokens) > 1 or reading.percent or first.stem not in _HOMOGRAPHS:
            return "spelled"
        if first.suffix:
            clear = _ORDINAL if first.stem == "bir" else _CLEAR_SUFFIX
            if first.stem == "bin" and _REACHED.match(text, end):
                return "spelled"
            return "spelled" if clear.match(first.suffix) else "homograph"
        after = _NEXT_WORD.match(text, end)
        if after is None:
            return "homograph"
        noun = lower(after[1])
        if first.stem == "bir":
            return "spelled" if is_counted(noun, "tr", "tr-one") else "homograph"
        if unit is not None or is_counted(noun, "tr"):
            return "spelled"
        free = first.stem in _NUMBER_BEFORE_ANY_NOUN and noun not in words("stopwords", "tr")
        return "spelled" if free else "homograph"


@cache
def _inflected() -> re.Pattern[str]:
    """A number word with its suffixes."""
    stems = sorted((word for word, (kind, _) in number_words("tr").items() if kind != "half"), key=len, reverse=True)
    return re.compile(rf"({'|'.join(stems)})({_SUFFIX})")


def _in_idiom(text: str, start: int, end: int) -> bool:
    offset = max(0, start - 25)
    window = lower(text[offset : end + 25])
    return any(m.start() <= start - offset < m.end() for m in idioms("tr").finditer(window))


def _hour(text: str, token: Token) -> Number | None:
    """As in "sabah 9'da", "akşam saat 6'dan": an hour with its half of the day in front and a suffix behind."""
    if token.value not in range(1, 13) or not _AFTER_HOUR.match(text, token.end):
        return None
    half = _half_of(before(text, token.start), int(token.value))
    if not half:
        return None
    hour = int(token.value) % 12 + (12 if half == "pm" else 0)
    return Number(token.start, token.end, Decimal(hour * 60), "time", digits=token.digits, half=half)


def _says_part(lead: str) -> bool:
    return any(part.search(lead) for part in (_MORNING, _EVENING, _NIGHT, _MIDDAY))


def _half_of(lead: str, hour: int) -> Half:
    """The half of the day of an hour of 1 to 12 by what stands in front of it."""
    if _EVENING.search(lead) or _MIDDAY.search(lead):
        return "pm"
    if _NIGHT.search(lead):
        return "pm" if _NIGHTFALL < hour < 12 else "am"
    return "am" if _MORNING.search(lead) else ""


def _stands_as_time(text: str, token: Token) -> bool:
    """Whether a suffix follows that times have, or it is one end of a range: 13.00-14.00."""
    if _AFTER_TIME.match(text, token.end):
        return True
    near = _OPENING_HOURS.finditer(text, max(0, token.start - 10), token.end + 20)
    if any(match.start() <= token.start < match.end() for match in near):
        return True
    in_range = _RANGE_BEFORE_TIME.search(before(text, token.start, 10))
    after = _UNIT.match(text, token.end)
    unit = turkish_unit(lower(after[1])) if after else None
    return in_range is not None and not (unit is not None and unit.kind == "money")


@cache
def _date_pattern() -> re.Pattern[str]:
    months = "|".join(turkish_months())
    return re.compile(rf"\b(\d{{1,2}})\s+({months})\s+(\d{{4}})(?!\d)", re.IGNORECASE)
