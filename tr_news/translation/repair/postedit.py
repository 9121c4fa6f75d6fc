"""Post-editing of what a model copied from the Turkish or left untidy: figures, names, spacing, marks, the last stop.

Only what is certain is changed: a figure is rewritten where the hypothesis shows it exactly as the Turkish wrote it and
English writes it otherwise.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from tr_news.documents.article import TURKISH
from tr_news.facts.sentence import Facts, facts_of
from tr_news.text.normalize import normalize_source
from tr_news.translation.repair.figures import FIGURE_HINT, FIGURE_RULES
from tr_news.translation.repair.names import restore_names
from tr_news.translation.repair.quotations import QUOTATION_RULES
from tr_news.translation.repair.signs import mend_signs
from tr_news.translation.repair.wording import WORDING_RULES

_SPACE_BEFORE = re.compile(r"(?<=[^\s?!.])\s+([,;:?!.]+)(?=[\s\"')\]]|$)")
_SPACE_INSIDE = re.compile(r"([(\[])\s+|\s+([)\]])")
_NO_SPACE_AFTER = re.compile(r"([,;])(?<=[a-z)].)(?=[A-Za-z])")
# ", The governor came": a mark that no sentence begins with, behind an opening quotation mark too. "-5" and ".5" stay.
_STRAY_START = re.compile(r"^([\"']?)\s*(?:[,;:!?)\]}|*=_~]++\s*+|--++\s*+|[.-]++\s++)++(?=-?\w|[\"'(\[])")
_COMMA_AND_STOP = re.compile(r"[,;:](?<![,;:].)[,;:]*+(?=[.!?](?:[\s\"']|$))")
_LOOSE = re.compile(r"\s[,;:?!.)\]]|[(\[]\s")
_TWICE = (",,", ";;", "::", "..", "!!!!", "????")
_DOUBLED = re.compile(r"([,;:])\1+|(?<!\.)\.\.(?!\.)|([!?])\2{3,}")
_FINAL = ".?!:;,\"')]"
_FIRST_WORD = re.compile(r"[^\w]*([^\W\d_]+)")
_STOP_IN_BRACKETS = re.compile(r"[.?!][)\]]$")
_ADDRESS = re.compile(r"[.@:/]\S")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.|\b(?:Mr|Mrs|Dr|St|Inc|Ltd|Co|Corp|Jr|Sr|No|etc|a\.m|p\.m)\.)$")


def postedit(source: str | Facts, hypothesis: str) -> str:
    """The hypothesis with English figures, spacing, quotation marks and capitals, and the names of its Turkish source.

    ``source`` is Turkish, or its facts where they are known. Quotation marks are straight, as the models were trained.
    A blank hypothesis comes back as ``""``.
    """
    facts = facts_of(source, TURKISH) if isinstance(source, str) else source
    *_, (_, text) = edits(facts, normalize_source(hypothesis))
    return text


def edits(facts: Facts, text: str) -> Iterator[tuple[str, str]]:
    """Each rule that changes ``text``, normalised, and the text behind it; once the text itself, as the rule ""."""
    yield "", text
    if not facts.text or not text:
        return
    figures = FIGURE_HINT.search(text) is not None
    for name, rule in RULES.items():
        if name in FIGURE_RULES and not figures:
            continue
        changed = rule(facts, text)
        if changed != text:
            text = changed
            yield name, text


def _names(facts: Facts, text: str) -> str:
    return restore_names(facts.text, text, facts.proper)[0]


def _signs(facts: Facts, text: str) -> str:
    return mend_signs(facts, text)[0]


def _stray_start(facts: Facts, text: str) -> str:
    return _STRAY_START.sub(r"\1", text) if facts.text.lstrip("\"'")[:1].isalnum() else text


def _spacing(_facts: Facts, text: str) -> str:
    if _LOOSE.search(text):
        text = _SPACE_BEFORE.sub(r"\1", text)
        text = _SPACE_INSIDE.sub(r"\1\2", text)
    return _NO_SPACE_AFTER.sub(r"\1 ", text)


def _doubled_marks(facts: Facts, text: str) -> str:
    text = _COMMA_AND_STOP.sub("", text)
    if any(mark in text and mark not in facts.text for mark in _TWICE):
        text = _DOUBLED.sub(lambda match: match.group()[0], text)
    return text


def _last_stop(facts: Facts, text: str) -> str:
    """The last mark of the source at the end of the text, inside or outside the quotation marks as the text has it."""
    source = facts.text
    wanted, found = _stop(source), _stop(text)
    body = text.rstrip(_FINAL)
    tail = text[len(body) :]
    if wanted == found or wanted in (",", ";") or (wanted == "." and found == "?"):
        return text
    if _STOP_IN_BRACKETS.search(source) or (found and source.endswith("..") and not source.endswith("...")):
        return text  # a stop of what stands in brackets; two dots are a slip as often as they mean three
    if (found == "..." and "..." in source) or (found and source.endswith(" ki?")):
        return text  # it belongs to what is quoted at the end; "… o kadar çok ki?" asks nothing
    if found and '"' in tail and not source.endswith('"'):
        return text  # the mark belongs to the quotation that English puts last
    if not wanted:
        # A heading: its one full stop goes, an abbreviation keeps it.
        return text if found != "." or _ABBREVIATION.search(body + ".") else body + tail.replace(".", "")
    if not found:
        return f"{body}{wanted}{tail}" if tail.startswith('"') and wanted != ":" else f"{body}{tail}{wanted}"
    return body + tail.replace(found, wanted, 1)


def _stop(text: str) -> str:
    marks = [mark for mark in text[len(text.rstrip(_FINAL + " ")) :] if mark in ".?!:;,"]
    if marks[:2] == [".", "."]:
        return "..."
    return next((mark for mark in marks if mark in "?!"), "".join(marks[:1]))


def _initial_capital(facts: Facts, text: str) -> str:
    start = _FIRST_WORD.match(text)
    of_source = _FIRST_WORD.match(facts.text)
    if start is None or of_source is None or not of_source[1][0].isupper():
        return text
    word = start[1]
    if not word.islower() or _ADDRESS.match(text, start.end(1)):
        return text  # capitalised already, "iPhone", or an address
    return text[: start.start(1)] + word[0].upper() + text[start.start(1) + 1 :]


# The rules in their order, by name; ``python -m benchmarks.repairs`` tells how often each fires and is right.
RULES: Mapping[str, Callable[[Facts, str], str]] = {
    **FIGURE_RULES,
    "sign": _signs,
    "name": _names,
    **WORDING_RULES,
    "stray start": _stray_start,
    "spacing": _spacing,
    "doubled marks": _doubled_marks,
    **QUOTATION_RULES,
    "last stop": _last_stop,
    "initial capital": _initial_capital,
}
