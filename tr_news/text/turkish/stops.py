"""What a mark at the end of a word says about the sentence: over, or going on.

The lists behind the decisions are ``data/abbreviations.txt`` and ``data/sentence_words.txt``.
"""

import re
from dataclasses import dataclass
from functools import cache

from tr_news.text.lexicon import word_sections, words
from tr_news.text.turkish.letters import lower, upper

OPENERS = "\"'“”„‟«»‹›‘’‚‛`´([{<"
CLOSERS = "\"'“”»›’‘)]}´`"
LOOK_AHEAD = 48  # characters after a mark that can tell whether a sentence starts

_LEAD_IN = re.compile(r"[^\w.!?…,;:%/&+]*")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ORDINAL = re.compile(r"\d{1,3}")
_NUMBER = re.compile(r"[\d.,/:%+–-]*\d")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_STOPS_BETWEEN_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_LAST_PART = re.compile(r"[^\W_]*\Z")
_LAST_CHUNK = re.compile(r"\S*\Z")
_FIRST_CHUNK = re.compile(r"\S*")
_ADDRESS = re.compile(r"@|://|www\.|\.(?:com|org|net|edu|gov|tr|info|html?)\b", re.IGNORECASE)
_NUMERALS = frozenset(("yüzde", "bin", "milyon", "milyar", "trilyon"))  # a number after them is no ordinal
_DOMAINS = frozenset(("com", "org", "net", "gov", "edu", "tr"))  # "www. haber. com"
_VOWELS = frozenset("aeıioöuüâîû")
# "Kim o? Yoksa sen misin? diye sordu": speech without quotation marks, which ends where it is reported
_REPORTED = re.compile(
    r"(?:[^.!?…\"“”\n]{1,100}[!?](?= )){0,2}[^.!?…\"“”\n]{1,150}(?:[!?]|,) (?:ded|dey|diye|diyo|sor|bağır)"
)


@dataclass(frozen=True, slots=True)
class Following:
    """What stands after a mark, behind quotation marks, brackets, dashes and other signs."""

    kind: str  # "upper", "lower", "digit", "sign" (nothing but signs)
    word: str  # the letters, without a suffix after an apostrophe
    lead_in: str  # the signs in front of it
    goes_on: bool  # a comma or the like: the sentence isn't over
    initial: bool  # the word is a letter with a stop of its own, as in "E. L. Doctorow"


def following(text: str, after: int, end: int) -> Following:
    """What stands in ``text[after:end]``, as far as it matters for a mark that ends at ``after``."""
    ahead = text[after : min(end, after + LOOK_AHEAD)].lstrip()
    lead = _LEAD_IN.match(ahead)
    lead_in = lead.group() if lead else ""
    rest = ahead[len(lead_in) :]
    word = _WORD.match(rest)
    letters = word.group() if word else ""
    kind = "digit" if rest[:1].isdigit() else "sign"
    if letters:
        kind = "lower" if letters[0].islower() else "upper"
    return Following(
        kind=kind,
        word=letters,
        lead_in=lead_in,
        goes_on=(rest[:1] in tuple(",;:/&+") and not lead_in) or letters == "VE",  # LTD. VE TİC.
        initial=len(letters) == 1 and rest[1:2] == ".",
    )


def ends_sentence(text: str, start: int, mark: int, marks: str, word: str, nxt: Following) -> bool:
    """Whether a sentence ends at ``marks``, found at ``text[mark:]`` with white space after them.

    ``start`` is where the sentence begins, ``word`` what stands in front of the marks.
    """
    bare = word.strip(OPENERS + CLOSERS)
    closed = marks[-1] in CLOSERS
    if closed and nxt.word.isupper() and is_listed(lower(nxt.word), words("sentence_words", "reporting")):
        return False  # "SON UYARI!" DEDİ
    if marks.strip(CLOSERS) != ".":
        return nxt.kind != "lower" and (len(marks) > 1 or not _REPORTED.match(text, mark + 1))
    if nxt.kind == "lower":
        return _badly_capitalised(bare, marks, nxt)
    if marks.endswith(")") and text[start] == "(":
        return True
    if word[-1:] in tuple(CLOSERS) or (closed and not _kind(bare)):
        return True
    if bare[-1:].isdigit():
        return _number_ends_sentence(text, start, mark, bare, nxt)
    if marks.endswith(")") and _kind(bare):
        return False  # "(elma, armut vb.) Türkiye'de"
    match _kind(bare):
        case "never":
            return False
        case "number":
            return nxt.kind != "digit" and not _ROMAN.fullmatch(nxt.word) and _kind(nxt.word) != "never"  # Md. Yrd.
        case "maybe":
            return _is_starter(nxt)
        case "usually":
            return nxt.kind != "digit"
    return True


def ends_sentence_without_space(text: str, mark: int, marks: str, word: str, nxt: Following) -> bool:
    """The same where the next character follows the marks at once: "geldi.Bakan", not "www.x.com" or "A.Ş"."""
    if nxt.kind == "lower" or (nxt.kind == "sign" and not nxt.lead_in):
        return False
    if _ADDRESS.search(_chunk(text, mark)):
        return False
    bare = word.strip(OPENERS + CLOSERS)
    closed = marks[-1] in CLOSERS
    if closed and nxt.word.isupper() and is_listed(lower(nxt.word), words("sentence_words", "reporting")):
        return False  # "SON UYARI!" DEDİ
    if marks.strip(CLOSERS) != ".":
        return nxt.kind == "upper" or (nxt.kind == "digit" and "…" in marks)
    if word[-1:] in tuple(CLOSERS) or len(marks) > 1:
        return nxt.kind == "upper"
    last = _last_part(bare)
    if nxt.kind == "digit":
        return _is_full_word(last) and is_finite(last)
    if nxt.lead_in.startswith("("):
        return _is_full_word(last)
    if _NUMBER.fullmatch(bare):
        return len(bare) > 3 and nxt.kind == "upper" and not nxt.lead_in  # not "1.000.-TL"
    if _kind(bare) not in (None, "usually") or len(last) < 2 or not _VOWELS.intersection(lower(last)):
        return False
    if last.islower():
        return True
    # AÇIKLADI.BAKAN in capitals, Ankara.Bakan after a name; not A.Ş., B.Ü.
    return len(last) > 3 and (len(nxt.word) > 2 or _is_starter(nxt)) and "." not in bare


def _badly_capitalised(bare: str, marks: str, nxt: Following) -> bool:
    """Whether a lower-case word starts a sentence: after a full word, and not as in "… . dedi" or "on. yıl"."""
    last = _last_part(bare)
    if len(marks) > 1 or not _is_full_word(last) or nxt.word in _DOMAINS:
        return False
    lists = word_sections("sentence_words")
    if any(last.endswith(numeral) for numeral in lists["numerals"]):
        return False
    return nxt.word not in lists["conjunctions"] and not is_listed(nxt.word, lists["reporting"])


def _is_full_word(word: str) -> bool:
    """Whether a word is no abbreviation by its looks: written in full words' letters, not in the list."""
    long_enough = len(word) >= (3 if word[:1].islower() else 5)
    return long_enough and word[1:].islower() and not _VOWELS.isdisjoint(lower(word)) and not _kind(word)


def is_finite(word: str) -> bool:
    """Whether a lower-case word is a finished predicate by its ending."""
    lists = word_sections("sentence_words")
    return len(word) > 4 and word not in lists["nominal"] and any(word[-n:] in lists["finite"] for n in range(3, 7))


def is_listed(word: str, words: frozenset[str]) -> bool:
    """Whether a word is in a list, by itself or by a stem that the list marks with a hyphen."""
    return word in words or any(f"{word[:n]}-" in words for n in range(3, len(word) + 1))


def _number_ends_sentence(text: str, start: int, mark: int, bare: str, nxt: Following) -> bool:
    """Whether a number with a stop is the end of the sentence, not an ordinal ("21. Yüzyıl") or a list's label."""
    if mark - start < LOOK_AHEAD and not _LETTER_OR_DIGIT.search(text, start, mark - len(bare)):
        return False
    if _is_starter(nxt):
        return True
    if not _ORDINAL.fullmatch(bare):
        is_number = _NUMBER.fullmatch(bare) is not None or bare[-4:].isdigit()
        return is_number and not (bare.isdigit() and _is_numbered(nxt))
    if nxt.kind == "digit":
        return False
    previous = text[max(start, mark - len(bare) - 24) : mark - len(bare)].split()
    if not previous:
        return False
    counted = lower(previous[-1]) in _NUMERALS or _kind(previous[-1].rstrip(".")) == "number"
    return counted or _NUMBER.fullmatch(previous[-1]) is not None


def _is_numbered(nxt: Following) -> bool:
    """Whether things called so have high ordinals: "2118. Cad.", "1000. Gün"."""
    return _kind(nxt.word) == "maybe" or is_listed(lower(nxt.word), words("sentence_words", "numbered"))


def _is_starter(nxt: Following) -> bool:
    return nxt.kind == "upper" and not nxt.initial and lower(nxt.word) in words("sentence_words", "starters")


@cache
def _abbreviations() -> dict[str, str]:
    kinds = {word: kind for kind, listed in word_sections("abbreviations").items() for word in listed}
    return {upper(word): kind for word, kind in kinds.items() if len(word) > 1} | kinds


def _kind(bare: str) -> str | None:
    """The kind of an abbreviation as in ``data/abbreviations.txt``; None for any other word."""
    kinds = _abbreviations()
    last = _last_part(bare)
    if kind := kinds.get(bare) or kinds.get(last):
        return kind
    if len(last) == 1 and last.isupper():
        return "maybe"
    if _STOPS_BETWEEN_LETTERS.fullmatch(bare) or (last and _ROMAN.fullmatch(last)):
        return "maybe"
    return None


def _last_part(bare: str) -> str:
    part = _LAST_PART.search(bare)
    return part.group() if part else ""


def _chunk(text: str, mark: int) -> str:
    """The characters around ``mark``, some dozen on either side, up to the next white space."""
    left, right = _LAST_CHUNK.search(text[max(0, mark - 64) : mark]), _FIRST_CHUNK.match(text[mark : mark + 32])
    return (left.group() if left else "") + (right.group() if right else "")
