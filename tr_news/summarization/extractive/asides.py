"""Rules of sentence compression for what stands within a clause: asides, and what lies between subject and verb."""

import re

from tr_news.summarization.extractive.clauses import (
    COMMA,
    WORD,
    balanced,
    is_auxiliary,
    is_clause,
    is_finite,
    may_go,
    outside_quotes,
    words_of,
)
from tr_news.summarization.wording import DOUBLE_MARK
from tr_news.text.lexicon import words

_PARTITIVE = re.compile(r"(?:one of )?(?:the |an? )?")  # what may stand before a phrase that is said again
# Not that of "won 4 - 3 and 1 - 0".
_DASHED = re.compile(r"(?<!\d)\s+(?:-{1,2}|–|—)\s+|\s+(?:-{1,2}|–|—)\s+(?!\d)|\s*—\s*")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
_RELATIVE = ("who", "whose", "which", "where")
_LINKING = ("however", "meanwhile")  # said alone between commas
_PREPOSITION = r"(?:in|on|at|for|from|by|with|to|over|after|during|against|under|through|into|as|near|about|outside)"
_PARTICIPLE = re.compile(
    rf"\s(?:\w{{3,}}ed|made|held|led|built|sent|taken|known|found|born|caught|given|seen|shown|written|left)\s(?={_PREPOSITION}\s)"
    rf"|\s(?!\w*thing|during|king|morning|evening|building)\w{{2,}}ing\s(?!I\s)(?=(?:(?:the|a|an|its|his|her|their|{_PREPOSITION})\s|[A-Z\d\"“]))"
)
# "A claim accusing the firms of …": the participle says what the subject is.
_CONTENT = re.compile(r"\s(?:accus|alleg|claim|call|seek|demand|say|argu|ask|warn|bann|allow)ing\b")
# "The first stamp of the country showing a writer was …": first of those alone.
_ONE_OF_ALL = re.compile(r"\b(?:first|last|only|most|least|best|worst|[a-z]{2,}est)\b", re.IGNORECASE)
_ANYONE = ("a person", "a man", "a woman", "one", "anyone", "a child", "a driver", "a patient", "a student", "a worker")
_BARE_NAME = re.compile(r"(?:[A-ZÇĞİÖŞÜ][\w.’'-]*\s){0,3}[A-ZÇĞİÖŞÜ][\w’'-]*")
_NAME = re.compile(r"\s[A-Z][a-z]")
_CLAUSE = re.compile(r"\s(?:that|who|which|because|while|when|where|if|as|after|before|since|until)\b")
# "Many of the sites attacked in May are …", "The aircraft found in the Alps was …": what is cut tells which ones.
_SINGLED_OUT = re.compile(r"(?:[^:]*: )?(?:The|These|Those|(?:Many|Some|Most|All|None|Few|Several|Much) of)\s")
# "…detained in Istanbul | on charges of …": the place stays where the news has no other name.
_PLACED = re.compile(
    r"\s\w+\s(?:in|near|at|from|between)\s(?:[A-ZÇĞİÖŞÜ][\w’'-]*\s)(?:and\s(?:[A-ZÇĞİÖŞÜ][\w’'-]*\s))?(?=[a-z])"
)
_PROPER = re.compile(r"(?<=\s)[A-ZÇĞİÖŞÜ]\w")
_ARTICLE = re.compile(r"(?:an?|the|its?|his|her|their)\s", re.IGNORECASE)
_WHO = re.compile(r"\s(?:who|which|that)\s")
_EXISTENTIAL = re.compile(
    r"(?:An?|One|Another|(?:At least |More than )?\d[\d,.]*|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)\s"
)
_DEFINITE = re.compile(
    r"(?:The|An?|Its?|His|Her|Their|At least|More than|\d|[A-Z][\w’'-]+\s[A-Z]|[A-Z][a-z]+ (?:of|hundred))"
)


def without_echo(text: str) -> str:
    """Cut a name or noun phrase that a model says again at the end: "The ferry sailed to Lesbos, to Lesbos"."""
    commas = outside_quotes(text, COMMA)
    if not commas:
        return text
    kept, part = text[: commas[-1].start()], text[commas[-1].end() :].strip(" .")
    lead = _PARTITIVE.match(part)
    again = part[lead.end() :] if lead is not None else part
    whole = " " in again or kept.endswith(f" {again}")  # "south of Fairbanks, Alaska" is no echo of "Trans-Alaska"
    if not whole or any(map(str.isdigit, again)) or any(map(is_finite, words_of(part))) or not balanced(kept):
        return text
    return kept if re.search(rf"(?<!\w){re.escape(again)}(?!\w)", kept) else text


def without_parentheses(text: str) -> str:
    """Cut asides in parentheses; a lone small word stays, it may be an editor's insertion: "he (also) said"."""
    for match in reversed(outside_quotes(text, _PARENTHESES)):
        inner = match[1]
        if not text[: match.start()].strip():
            continue  # "(Bolu) wants its money back": its subject
        counted = text[: match.start()][-1:].isdigit() and inner.islower() and len(inner.split()) < 3
        if counted and not any(map(str.isdigit, inner)):
            continue  # "by 4 (percentage points)": what it counts
        if words_of(text[: match.start()])[-1:] and words_of(text[: match.start()])[-1] in words(
            "cutting", "preposition"
        ):
            continue  # "looked good in (morning practice), looked better": what a preposition governs
        if may_go(inner) and (len(inner.split()) > 1 or not (inner.isalpha() and inner.islower())):
            after = text[match.end() :]
            if text[: match.start()].endswith(",") and after.startswith(","):
                after = after[1:]
            text = text[: match.start()] + (" " if after[:1].isalnum() and match.start() else "") + after
    return text


def without_dashed_aside(text: str) -> str:
    """Cut what stands between two dashes."""
    marks = outside_quotes(text, _DASHED)
    if len(marks) != 2:
        return text
    first, second = marks
    told = any(map(is_finite, WORD.findall(text[: first.start()])[1:]))
    if told and _ARTICLE.match(
        text[second.end() :]
    ):  # "is near the sea - between two roads - the one to Rize": names it
        return text
    kept = f"{text[: first.start()]} {text[second.end() :]}"
    return kept if may_go(text[first.end() : second.start()]) and is_clause(kept) else text


def without_comma_aside(text: str) -> str:
    """Cut "…, who …, " and "…, head of …, " before a verb."""
    marks = outside_quotes(text, COMMA)
    for n, opening in enumerate(marks[:-1]):
        for closing in reversed(marks[n + 1 :]):
            shorter = _without_aside(text, opening, closing, alone=len(marks) == 2)
            if shorter != text:
                return shorter
    return text


def _without_aside(text: str, opening: re.Match[str], closing: re.Match[str], *, alone: bool) -> str:
    inner = text[opening.end() : closing.start()].strip()
    before, after = text[: opening.start()], text[closing.end() :].strip()
    kept = f"{before} {after}"
    found = words_of(inner)
    if not found or not after or not is_finite(after.split()[0]) or not is_clause(kept):
        return text
    first = after.split()[0]
    if first not in words("cutting", "finite") and any(map(is_finite, WORD.findall(before)[1:])):
        return text  # "the only one to win twice, winning both cups, presented by Kaya": no verb but a participle
    whole = first in ("said", "says") and not any(map(is_finite, WORD.findall(after)[1:]))
    if whole and not DOUBLE_MARK.search(before) and any(map(is_finite, WORD.findall(before)[1:])):
        return text  # "Sales have tripled, outstripping those of Kaya, said an analyst": speaks of the whole
    if _BARE_NAME.fullmatch(inner):  # "the head of the union, Nurten Gökalp, said": who it is
        return text
    if found[0] == "including" and is_auxiliary(after.split()[0]) and may_go(inner):  # whatever commas stand before
        return kept
    if words_of(text)[0] in words("cutting", "subordinate") or (found[0] not in _LINKING and not may_go(inner)):
        return text
    if "that" in found[1:] and found[0] not in _RELATIVE:  # "pointing out that the hotel, …, stands near a church"
        return text
    relative = found[0] in _RELATIVE
    participle = _PARTICIPLE.match(f" {inner} ") is not None
    if not alone:  # only a subject may stand before, its verb after, and an aside that is sure to be one between
        subject = not any(map(is_finite, WORD.findall(before)[1:])) and not COMMA.search(before)
        if not subject or not is_auxiliary(after.split()[0]) or not (relative or participle):
            return text
    listed = bool({"and", "or"} & set(found)) and not participle  # "Paris, London and Rome, …"
    verbal = any(map(is_finite, found[:2])) and not participle
    if not relative and (listed or found[0] in words("cutting", "subordinate") or verbal):
        return text
    return kept


def without_participle(text: str) -> str:
    """Cut "detained in Istanbul on charges of …" between a subject and its auxiliary.

    A place directly behind the participle stays where what is left names no other; where it would lose a figure, or
    the only name in another way, nothing is cut.
    """
    subject = _subject(text)
    if subject is None or not _DEFINITE.match(text) or _SINGLED_OUT.match(text):
        return text
    match = _PARTICIPLE.search(subject)
    if match is None or _CONTENT.match(match.group()) or _ONE_OF_ALL.search(subject[: match.start()]):
        return text
    before = WORD.findall(subject[: match.start()])
    last = before[-1].lower() if before else ""
    if not last or last in words("cutting", "dangling") | words("cutting", "pronoun") | {"and", "or"}:
        return text
    if _CLAUSE.search(subject, match.start()):  # "Kaya scored from the spot after Demir had been fouled"
        return text
    if last.endswith("ing") or _DASHED.search(subject):  # "those contemplating quitting", "It went well -- points were"
        return text
    head, rest = subject[: match.start()], f" {text[len(subject) :].lstrip()}"
    part = f"{subject[match.start() :]} "
    if not _PROPER.search(head + rest):
        placed = _PLACED.match(part)
        head, part = (head + placed.group().rstrip(), part[placed.end() :]) if placed is not None else (head, part)
    lost = any(map(str.isdigit, part)) or (_PROPER.search(f" {part}") and not _PROPER.search(head + rest))
    if lost or words("cutting", "pronoun").intersection(words_of(part)):  # "Kaya admitted to jurors he was …"
        return text
    return head + rest if part.strip() and may_go(part) and is_clause(head + rest) else text


def _subject(text: str) -> str | None:
    """What stands before the first auxiliary, where no comma and no other verb does."""
    for match in WORD.finditer(text):
        if not balanced(text[: match.start()]):
            continue
        if is_auxiliary(match.group()):
            subject = text[: match.start()].rstrip()
            plain = not COMMA.search(subject) and not _WHO.search(subject + " ")
            others = [w for w in WORD.findall(_PARTICIPLE.sub(" ", f"{subject} ")) if is_finite(w)]
            first = words_of(subject)[:1]
            leads = bool(first) and first[0] in words("cutting", "subordinate")
            return subject if plain and not others and not leads else None
    return None


def without_relative(text: str) -> str:
    """Cut "who had recently moved to …" from a subject that is new to the reader ("A chef who …"), before its verb."""
    match = _WHO.search(text)
    if match is None or not _EXISTENTIAL.match(text):
        return text
    before = text[: match.start()]
    if COMMA.search(before) or any(map(is_finite, WORD.findall(before)[1:])):
        return text
    verbs = [m for m in WORD.finditer(text, match.end()) if is_finite(m.group())]
    if not verbs or verbs[0].group() in words("cutting", "guard") or not balanced(before):
        return text
    group_end = verbs[0].end()
    for verb in verbs[1:]:
        between = text[group_end : verb.start()]
        if len(between.split()) < 2:  # "had recently moved": one verb
            group_end = verb.end()
            continue
        pronoun = words_of(between)[-1:] and words_of(between)[-1] in words("cutting", "pronoun")
        if not is_auxiliary(verb.group()) or pronoun or COMMA.search(between) or not balanced(between):
            return text
        kept = f"{before} {text[verb.start() :]}"
        if before.lower() in _ANYONE and verb.group() in ("will", "can", "must", "may", "should", "could", "would"):
            return text  # "A person who has a loan will …": it says of whom
        thing = match.group().strip() != "who"
        if thing and _NAME.search(text[match.start() : verb.start()]):  # "A film that shows the life of George Michael"
            return text
        return kept if may_go(text[match.start() : verb.start()]) and is_clause(kept) else text
    return text
