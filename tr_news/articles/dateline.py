"""Datelines and credits of agencies: "ANKARA (AA) - …", "İSTANBUL, (DHA) – …", "(İHA)". Metadata, no text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tr_news.articles.draft import Block
from tr_news.articles.lists import keys
from tr_news.articles.text import fold, has_letters
from tr_news.text.agencies import agency_pattern

_HEAD = 160  # characters of a paragraph in which a dateline ends
_LONGEST_PLACE = 40  # characters of a line that is a place alone
_LONGEST_AGENCY = 40
_FIRST_BLOCKS = 4  # the dateline stands before the first paragraph, title and spot may come first
_PLACE = r"[A-ZÇĞİÖŞÜÂÎÛ][\w’'.]*(?:[ -][A-ZÇĞİÖŞÜÂÎÛ][\w’'.]*){0,3}"
_DAY = r"\d{1,2} [^\W\d_]{3,8}(?: \d{4})?"
_CREDIT = r"(?:Muhabir|MUHABİR|Haber(?:[-/ ]Foto)?|HABER(?:[-/ ]FOTO)?)"
_EUROPEAN_PARLIAMENT = re.compile(r"\bAP\b")
_CITY = rf"(?P<city>{_PLACE}(?:\s?[,/]\s?{_PLACE})?)"
_NEXT = r"(?=[\"“‘']?(?P<next>[A-ZÇĞİÖŞÜ0-9]\w*))"


@cache
def _alone() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(rf"[(\[]?\s?(?:{agency})(?:\s?[-/,]\s?(?:{agency})){{0,3}}\s?[)\]]?\.?")


@cache
def _withagency_pattern() -> tuple[re.Pattern[str], ...]:
    agency = agency_pattern()
    return (
        re.compile(
            rf"(?P<line>(?:{_CREDIT}\s?:\s)?(?:{_PLACE}\s?[,/–-]\s?){{0,3}}{_PLACE}(?:,?\s{_DAY})?\s?[,/]?\s?[-–—]?"
            rf"\s?[(\[]\s?{agency}\s?[)\]]"
            rf"(?:\s?[-–—]\s?[A-ZÇĞİÖŞÜ]{{2,}}(?: [A-ZÇĞİÖŞÜ.]{{2,}}){{1,3}}(?=\s?[-–—]\s))?)(?:\s?[-–—:.]{{1,2}}\s?|\s?$)"
        ),
        re.compile(rf"(?P<line>{_PLACE}\s?[/|-]\s?\(?{agency}\)?|{agency}\s?[/|-]\s?{_PLACE})(?:\s?[-–—:]\s|\s?$)"),
        re.compile(rf"(?P<line>[(\[]{agency}[)\]])\s?[-–—]{{1,3}}\s"),
    )


@cache
def _with_city() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?P<line>{_CITY}(?:,?\s?\([A-ZÇĞİÖŞÜ]{{2,8}}\))?)\s?[-–—]\s{_NEXT}"),  # ANKARA - Bakan
        re.compile(rf"(?P<line>{_CITY},?\s?[(\[]{agency_pattern()}[)\]])\s{_NEXT}"),  # ANKARA (AA) Bakan
    )


def split_dateline(text: str) -> tuple[str | None, str]:
    """Takes a dateline off the beginning of a paragraph ("ANKARA (AA) - …"); the rest may be empty."""
    head = text[:_HEAD]
    for pattern in _withagency_pattern():
        found = pattern.match(head)
        # "Avrupa Parlamentosu (AP)" is no Associated Press
        if found is not None and not (_EUROPEAN_PARLIAMENT.search(found["line"]) and not found["line"].isupper()):
            return found["line"].strip(), text[found.end() :].lstrip(" -–—")
    cities = keys("places")
    found = next(filter(None, (pattern.match(head) for pattern in _with_city())), None)
    if (
        found is not None
        # "İzmir - Çeşme yolu kapandı"
        and (found["city"].isupper() or found["line"].endswith((")", "]")))
        and all(fold(place) in cities for place in re.split(r"[,/]", found["city"]))
        # "Trabzon - Rize yolu kapandı" is no dateline
        and (fold(found["next"]) not in cities or found["city"].isupper() > found["next"].isupper())
    ):
        return found["line"].strip(), text[found.end() :]
    if len(text) <= _LONGEST_PLACE and all(fold(place) in cities for place in re.split(r"[,/]", text)):
        return text.strip(), ""
    return None, text


def is_agency(line: str) -> bool:
    """Whether the line is nothing but the name of a news agency: "(AA)"."""
    return len(line) < _LONGEST_AGENCY and _alone().fullmatch(line) is not None


def cut_credit(text: str) -> str:
    """A paragraph without the agency in parentheses behind its last sentence: "… bildirdi. (AA)"."""
    found = re.search(r"(?<=[.!?…\"”])\s\(([^()]{2,30})\)\.?$", text)
    return text[: found.start()] if found is not None and is_agency(found[1]) else text


def take_dateline(blocks: Sequence[Block]) -> tuple[str | None, list[Block]]:
    """The dateline stands before the first or second paragraph, or on a line of its own; credits of an agency too."""
    dateline: str | None = None
    kept: list[Block] = []
    for i, block in enumerate(blocks):
        if is_agency(block.text) and len(blocks) > 1:
            dateline = dateline or block.text.strip("()[] .")
            continue
        section = i > 1 and block.text.isupper() and block.text.isalpha()  # "SAMSUN" above what happened there
        if dateline is None and i < _FIRST_BLOCKS and block.kind != "list" and not section:
            dateline, rest = split_dateline(block.text)
            if dateline is not None and has_letters(rest):
                kept.append(replace(block, text=rest, kind="text"))
                continue
            if dateline is not None and len(blocks) > 1:
                continue
            dateline = None
        kept.append(replace(block, text=cut_credit(block.text)) if i == len(blocks) - 1 else block)
    return dateline, kept
