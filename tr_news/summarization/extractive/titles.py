"""Titles that aren't the news: questions, bait, labels. Named rules on the title as it was written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.translation import TranslatedArticle
from tr_news.summarization.extractive.centrality import lowered, terms
from tr_news.text.lexicon import pattern

_LABEL = 3  # words
_PHRASE = 2
_TELLING = 6  # words of a sentence that says something even if it ends with "!"
_LEAD = 3  # sentences
_ENOUGH = 30  # terms of a text that would have one of its title: a shorter one may say the same in other words
_QUOTED = re.compile("[\"“][^\"”]*[\"”]|(?<!\\w)['‘][^'’]*['’](?!\\w)")
_NAMED = re.compile(r"\d|(?<=[\w,;)] )[A-ZÇĞİÖŞÜ]\w|^\W*[A-ZÇĞİÖŞÜ][\w.]*['’]")
_ABBREVIATION = re.compile(r"\W*[A-ZÇĞİÖŞÜ]{2,5}\b")
_MARKS = "\"'“”‘’«»)] "


@dataclass(frozen=True, slots=True)
class Title:
    """A title as the rules see it."""

    source: str
    lower: str
    language: str  # English, or Turkish for all others
    terms: frozenset[str]
    text: frozenset[str]  # terms of the running text
    lead: frozenset[str]  # terms of its first three sentences


def _pattern(section: str, language: str) -> re.Pattern[str]:
    return pattern("titles_bait", f"{section} {language}")


def _ends(title: Title, mark: str) -> bool:
    return title.source.rstrip(_MARKS).endswith(mark)


def _matches(title: Title, section: str) -> bool:
    return _pattern(section, title.language).search(title.lower) is not None


def _asks(title: Title) -> bool:
    """Whether it ends with "?", has one outside quotation marks, or asks without one."""
    return _ends(title, "?") or "?" in _QUOTED.sub(" ", title.source) or _matches(title, "question")


def _baits(title: Title) -> bool:
    """Whether it says "that decision", or of a famous actor without the name."""
    if _pattern("bait", title.language).search(_QUOTED.sub(" ", title.lower)) is not None:
        return True
    found = _pattern("unnamed", title.language).search(title.lower)
    return found is not None and _NAMED.search(title.source, found.end()) is None


def _stirs(title: Title) -> bool:
    """Whether it tells what somebody felt or that something was said or filmed, without a name or a figure."""
    return _matches(title, "stirs") and _NAMED.search(title.source) is None


def _cries(title: Title) -> bool:
    """Whether it has a "!"; one that only ends so stays where it has a verb and says who, how many, or a lot."""
    text = title.source.strip().rstrip(".")
    if "!" not in text:
        return False
    told = text.endswith("!") and text.count("!") == 1 and _matches(title, "verb")
    return not (told and not text.isupper() and (_NAMED.search(text) or len(text.split()) > _TELLING))


def _is_label(title: Title) -> bool:
    """A few words without a verb: "Çeşme günlüğü"; "Hazine'den 3 ihale" says who does what."""
    found = len(title.source.split())
    if (found == _PHRASE and _matches(title, "possessed")) or (
        _matches(title, "figure") and not re.search(r"[:(]", title.source)
    ):
        return True
    if _matches(title, "event"):
        return False
    return found <= _LABEL and not _matches(title, "verb") and not _matches(title, "does")


def _stands_apart(title: Title) -> bool:
    """Whether it names nobody, counts nothing, and has no word of the first sentences, where its news would be told."""
    told = _NAMED.search(title.source) or _ABBREVIATION.match(title.source) or ":" in title.source
    return not told and len(title.terms) > 1 and len(title.text) >= _ENOUGH and not title.terms & title.lead


def _is_quotation(title: Title) -> bool:
    """Words that somebody said, and not who: a mark at one end, and nothing but what it encloses."""
    text = title.source.strip()
    opens, closes = text[:1] in "\"'“‘«", text[-1:] in "\"'”’»"
    inside = text[opens : len(text) - closes]
    return (opens or closes) and re.search(r"[\"“”«»:]|(?<!\w)['‘’]|['‘’](?!\w)", inside) is None


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of title that doesn't tell the news."""

    name: str
    why: str
    applies: Callable[[Title], bool]


RULES: tuple[Rule, ...] = (
    Rule("question", "asks what the text answers", _asks),
    Rule("exclamation", "cries", _cries),
    Rule("ellipsis", "leaves off", lambda t: _ends(t, "…") or _ends(t, "...")),
    Rule("breaking", "says that there is news", lambda t: _matches(t, "breaking")),
    Rule("bait", "hides a name or a fact", _baits),
    Rule("reader", "speaks to the reader", lambda t: _matches(t, "reader") and not _is_quotation(t)),
    Rule("stir", "tells what it did to people, and not what it was", _stirs),
    Rule(
        "announcement", "says that something was said or settled, and not what", lambda t: _matches(t, "announcement")
    ),
    Rule("first-person", "speaks for somebody, and not for whom", lambda t: _matches(t, "first-person")),
    Rule("label", "names a subject", _is_label),
    Rule("quotation", "quotes nobody", _is_quotation),
    Rule("apart", "names nobody, and the first sentences don't tell it", _stands_apart),
    Rule(
        "other-subject",
        "has no word in common with the text",
        lambda t: len(t.terms) > 1 and len(t.text) >= _ENOUGH and not t.terms & t.text,
    ),
)


def title_of(document: TranslatedArticle) -> Title | None:
    """The article's title for the rules; None where it has none."""
    titles = [s.source for s in document.sentences if s.kind == "title"]
    if not titles:
        return None
    code = document.language.code
    source = " ".join(titles)
    body = [terms(s.source, code) for s in document.sentences if s.kind in ("text", "list")]
    return Title(
        source,
        lowered(source, code),
        ENGLISH if code == ENGLISH else TURKISH,
        frozenset(terms(source, code)),
        frozenset(term for sentence in body for term in sentence),
        frozenset(term for sentence in body[:_LEAD] for term in sentence),
    )


def no_news(title: Title) -> Sequence[str]:
    """Names of the rules that say why the title isn't the news; empty where it is."""
    return [rule.name for rule in RULES if rule.applies(title)]
