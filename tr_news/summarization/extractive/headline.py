"""Headlines: the article's own title, or its most telling sentence shortened without a change of meaning.

A part is cut only where the sentence implies what is left of it. Nothing that carries negation, modality, a condition,
doubt or its speaker is cut (``guard`` in data/cutting.txt); who said something stays, as "Police: …".
"""

import re
from collections.abc import Callable, Iterable, Sequence

from tr_news.documents.brief import Line, doubts
from tr_news.documents.translation import TranslatedArticle
from tr_news.summarization.wording import capitalized, shown, standing_alone
from tr_news.text.lexicon import words

LIMIT = 100  # characters
_LONGEST = 600  # characters of a sentence that the rules are tried on: the work grows with the square of it
_TRIES = 3  # sentences tried before the first is broken off whatever that does to it

_WORD = re.compile(r"[\w.%’'-]*\w")
_DASHED = re.compile(r"\s+(?:-{1,2}|–|—)\s+|\s*—\s*")
_COMMA = re.compile(r",(?=\s)")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|etc|No))\.$")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SAYING = (
    r"(?:(?:has |have )?(?:said|stated|written|added|announced|reported|claimed|warned|told [\w.’'-]+)"
    r"|says?|wrote|claims?|warns?|suggests?|shows?|finds?|found)"
)
# How something was said: when, where, to whom. It may go with the verb.
_CIRCUMSTANCE = (
    rf"(?:\s+(?:(?:late |early )?(?:on )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|yesterday|today"
    r"|in (?:a|an|the) (?:\w+ )?(?:statement|interview|speech|report|post|letter|message|tweet|news conference)"
    r"|at (?:a|the) (?:press|news) conference|to (?:reporters|journalists|the press)))*"
)
_SPEAKER = r"(?P<who>[^,:;\"“”()]{2,60}?)"
_CLAIM = r"(?P<claim>.{10,}?),(?P<close>[\"”’']?)\s+"
_SAID_AFTER = re.compile(rf"{_CLAIM}{_SPEAKER} {_SAYING}{_CIRCUMSTANCE}")
_SAID_BEFORE_SPEAKER = re.compile(rf"{_CLAIM}(?:said|says) {_SPEAKER}")
_ACCORDING_AFTER = re.compile(rf"{_CLAIM}according to {_SPEAKER}")
_ACCORDING_BEFORE = re.compile(rf"According to {_SPEAKER}, (?P<claim>.+)(?P<close>)", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\b\w+ed (?=by |for |from |in )")  # "a poll conducted for the BBC"
_SINGLE_OPENING = re.compile(r"(?<![\w.,!?])['‘](?=\w)")
_SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?])['’](?!\w)")
_RELATIVE = ("who", "whose", "which", "where")
_LINKING = ("however", "meanwhile")  # said alone between commas
_QUOTES = str.maketrans("“”„«»", '"""""')


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _has(text: str, section: str) -> bool:
    """Whether the text has a word of that section of data/cutting.txt, or one in n't."""
    listed = words("cutting", section)
    return any(word in listed or word.endswith(("n't", "n’t")) for word in _words(text))


def _balanced(text: str) -> bool:
    """Whether no quotation or parenthesis is left open; a closing apostrophe alone is a plural's ("players'")."""
    single = len(_SINGLE_OPENING.findall(text)) <= len(_SINGLE_CLOSING.findall(text))
    return single and text.translate(_QUOTES).count('"') % 2 == 0 and text.count("(") == text.count(")")


def _finite(word: str) -> bool:
    """Whether a word can be a finite verb."""
    return word in words("cutting", "finite") or (word.islower() and word.endswith("ed") and len(word) > 4)


def _is_clause(text: str) -> bool:
    """Whether the text can stand as a main clause: a verb, not in a subordinate clause alone, nothing left open."""
    found = _WORD.findall(text)
    if len(found) < 3 or not _balanced(text) or not any(map(_finite, found[1:])):
        return False
    if found[-1].lower() in words("cutting", "dangling"):
        return False
    return found[0].lower() not in words("cutting", "subordinate") or _COMMA.search(text) is not None


def _may_go(part: str) -> bool:
    """Whether the sentence says the same of what is left when this part is cut."""
    if not _balanced(part):
        return False
    adjunct = _words(part)[:1] and _words(part)[0] in words("cutting", "adjunct") and not _COMMA.search(part)
    return not _has(part, "turning" if adjunct else "guard")


def _outside_quotes(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Matches that don't lie within quotation marks or parentheses."""
    return [match for match in pattern.finditer(text) if _balanced(text[: match.start()])]


def _without_final_stop(text: str) -> str:
    """English headlines end without a full stop; abbreviations and ellipses keep theirs."""
    body = text.rstrip("\"”’')")
    if len(body) > 1 and body.endswith(".") and not body.endswith("..") and not _ABBREVIATION.search(body):
        return body[:-1].rstrip() + text[len(body) :]
    return text


def _attributed(text: str) -> str:
    """Turn "…, police said on Monday" and "According to police, …" into "Police: …": a claim stays a claim."""
    for pattern in (_SAID_AFTER, _SAID_BEFORE_SPEAKER, _ACCORDING_AFTER, _ACCORDING_BEFORE):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        who, claim = match["who"], match["claim"] + match["close"]
        speaker = re.sub(r"^(?:the|an?) ", "", who, flags=re.IGNORECASE)
        found = _words(who)
        if (
            0 < len(found) <= 8
            and _may_go(who)
            and found[0] not in words("cutting", "subordinate") | words("cutting", "pronoun")
            and not {"and", "or"} & set(found)
            and not any(map(_finite, _WORD.findall(_PARTICIPLE.sub("", who))))
            and _is_clause(claim)
        ):
            return f"{capitalized(speaker)}: {capitalized(claim)}"
    return text


def _without_parentheses(text: str) -> str:
    """Cut asides in parentheses; a lone small word stays, it may be an editor's insertion: "he (also) said"."""
    for match in reversed(_outside_quotes(text, _PARENTHESES)):
        inner = match[1]
        if _may_go(inner) and (len(inner.split()) > 1 or not (inner.isalpha() and inner.islower())):
            text = text[: match.start()] + text[match.end() :]
    return text


def _without_dashed_aside(text: str) -> str:
    marks = _outside_quotes(text, _DASHED)
    if len(marks) != 2:
        return text
    first, second = marks
    kept = f"{text[: first.start()]} {text[second.end() :]}"
    return kept if _may_go(text[first.end() : second.start()]) and _is_clause(kept) else text


def _without_comma_aside(text: str) -> str:
    """Cut "…, who …, " and "…, head of …, " before a verb, where the two commas are the only ones."""
    marks = _outside_quotes(text, _COMMA)
    if len(marks) != 2:
        return text
    inner = text[marks[0].end() : marks[1].start()].strip()
    after = text[marks[1].end() :].strip()
    kept = f"{text[: marks[0].start()]} {after}"
    found = _words(inner)
    if not found or not after or not _finite(after.split()[0]) or not _is_clause(kept):
        return text
    if _words(text)[0] in words("cutting", "subordinate") or (found[0] not in _LINKING and not _may_go(inner)):
        return text
    relative = found[0] in _RELATIVE
    listed = bool({"and", "or"} & set(found))  # "Paris, London and Rome, …"
    if not relative and (listed or found[0] in words("cutting", "subordinate") or any(map(_finite, found[:2]))):
        return text
    return kept


def _adds(word: str) -> bool:
    return word in words("cutting", "trailing")


def _adds_or_explains(word: str) -> bool:
    participle = word.islower() and word.endswith("ing") and len(word) > 5
    return _adds(word) or participle or word in words("cutting", "trailing-long")


def _without_trailing(text: str, opens: Callable[[str], bool]) -> str:
    """Cut clauses after the last comma, from the end, as long as they open with a word that allows it."""
    while marks := _outside_quotes(text, _COMMA):
        part, kept = text[marks[-1].end() :], text[: marks[-1].start()]
        first = _WORD.search(part)
        if (
            first is None
            or not opens(first.group())
            or not _may_go(part.removeprefix(" saying"))
            or not _is_clause(kept)
        ):
            return text
        text = kept
    return text


def _without_leading(text: str) -> str:
    """Cut "After the vote, " and the like from a main clause that isn't limited by it."""
    comma = next(iter(_outside_quotes(text, _COMMA)), None)
    if comma is None:
        return text
    part, kept = text[: comma.start()], text[comma.end() :].strip()
    first, opener = _words(part)[:1], _words(kept)[:1]
    if not first or first[0] not in words("cutting", "leading") or not opener:
        return text
    if opener[0] in words("cutting", "pronoun") | {"and", "or"} or _has(kept, "limited") or not _may_go(part):
        return text
    if _COMMA.search(kept):  # "As many as 50 people, most of them women, were …"
        return text
    return capitalized(kept) if _is_clause(kept) else text


def _without_adjunct(text: str) -> str:
    """Cut from the last "after …", "because …", where the main clause holds without it."""
    pattern = re.compile(rf"\s(?:{'|'.join(sorted(words('cutting', 'adjunct')))})\s")
    for match in reversed(_outside_quotes(text, pattern)):
        kept = text[: match.start()].rstrip(",")
        if _may_go(text[match.start() :]) and _is_clause(kept) and not _has(kept, "limited"):
            return kept
    return text


def _cut_at_word(text: str, limit: int) -> str:
    """The beginning of the text and "…", which says that something is missing.

    Best before a phrase; not within a quotation, nor between a number and what it counts.
    """
    fit: list[tuple[str, bool]] = []
    for match in re.finditer(r"\S+(?=\s)", text[:limit]):
        kept = text[: match.end()].rstrip(",;:-–— ")
        last = kept.split()[-1].lower().strip("\"“”'’()") if kept else ""
        pause = match.group().endswith((",", ";", ":"))
        open_ended = last in words("cutting", "dangling") or (
            not pause and (last[-1:].isdigit() or last in words("cutting", "number"))
        )
        if last and not open_ended and _balanced(kept):
            after = _WORD.search(text, match.end())
            fit.append((kept, pause or (after is not None and after.group().lower() in words("cutting", "phrase"))))
    long_enough = [kept for kept, phrase in fit if phrase and 2 * len(kept) >= limit]
    if long_enough or fit:
        return (long_enough or [kept for kept, _ in fit])[-1] + "…"
    whole_words = text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]
    return whole_words.rstrip(",;:-–— ") + ('…"' if text.startswith('"') and len(whole_words) < limit - 1 else "…")


def shorten(sentence: str, limit: int = LIMIT) -> tuple[str, bool]:
    """A headline of at most ``limit`` characters, and whether it says what the sentence says.

    Where the rules aren't enough it is broken off with "…"; if what's missing then has a word of ``guard``, it may not.
    """
    text = _without_final_stop(standing_alone(" ".join(sentence.split())))
    always: Iterable[Callable[[str], str]] = (
        _without_parentheses,
        _without_dashed_aside,
        _without_comma_aside,
        lambda t: _without_trailing(t, _adds),
        _attributed,
    )
    when_long: Iterable[Callable[[str], str]] = (
        lambda t: _without_trailing(t, _adds_or_explains),
        _without_leading,
        _without_adjunct,
    )
    if len(text) <= _LONGEST:
        for rule in always:
            text = rule(text) or text
        for rule in when_long:
            text = (len(text) > limit and rule(text)) or text
    if len(text) <= limit:
        return text, True
    kept = _cut_at_word(text, limit)
    return kept, not _has(text[len(kept) - 1 :], "guard")


def headline(document: TranslatedArticle, ranked: Sequence[int]) -> Line:
    """The article's own title where it can be read, else the first sentence that can be shortened as it should.

    ``ranked``: indexes of sentences, at least one, those that say most first. At most 100 characters.
    """
    title = [s for s in document.sentences if s.kind == "title"]
    first = document.sentences[ranked[0]]
    if title and (all(s.readable for s in title) or not first.readable):
        text, _ = shorten(" ".join(map(shown, title)))
        evidence = tuple(s.index for s in title)
        return Line(text, evidence, *doubts(document, evidence))
    for sentence in (document.sentences[i] for i in ranked[:_TRIES]):
        text, says_the_same = shorten(shown(sentence))
        if says_the_same:
            return Line(text, (sentence.index,), sentence.flags, sentence.checks)
    return Line(shorten(shown(first))[0], (first.index,), first.flags, first.checks)
