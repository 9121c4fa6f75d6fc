"""What a brief says about itself, in words: its date, its doubts, who made it."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol
from urllib.parse import quote, urlsplit

from tr_news.documents.article import UNDETERMINED
from tr_news.documents.brief import Brief, Line, Trust
from tr_news.documents.translation import FLAGS, Check, Flag, Sentence
from tr_news.langid.names import name
from tr_news.text.calendar import english_months
from tr_news.text.display import printable

_SHOWN = 40  # characters of what a flag is about
_FIGURES = 5  # that are named of those that a brief leaves out
WITHHELD = "Withheld: the English can't be relied on."


class Doubted(Protocol):
    """A line or a sentence with what is doubtful in it."""

    @property
    def flags(self) -> tuple[Flag, ...]: ...
    @property
    def checks(self) -> tuple[Check, ...]: ...


class Told(Protocol):
    """A line with how far it may be relied on: of a brief, or of a day."""

    @property
    def text(self) -> str: ...
    @property
    def flags(self) -> tuple[Flag, ...]: ...
    @property
    def trust(self) -> Trust: ...


def remark(item: Doubted) -> str:
    """A short note on a line: ``check: Malatya is missing; not translated``; empty where there is nothing to say."""
    doubts: list[str] = []
    for flag in item.flags:
        about = [_about(check) for check in item.checks if check.flag == flag]
        if FLAGS[flag].doubt:
            doubts += about or [FLAGS[flag].label]
    remarks = [FLAGS[flag].label for flag in item.flags if not FLAGS[flag].doubt]
    return "; ".join([f"check: {', '.join(dict.fromkeys(doubts))}"] * bool(doubts) + remarks)


def _about(check: Check) -> str:
    """What a check says, in words."""
    text = printable(check.text)
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    if check.flag == Flag.QUOTATION:
        return f"the quotation “{text}” is missing" if check.problem == "missing" else f"“{text}” is no quotation"
    return f"{text} is missing" if check.problem == "missing" else f"{text} is not in the original"


def said(line: Told) -> str:
    """The text of a line for readers: of one that is withheld a note, as its English can't be relied on."""
    hidden = line.trust == "withheld" and Flag.UNTRANSLATED not in line.flags  # what isn't translated is the original
    return WITHHELD if hidden else line.text


def not_covered(brief: Brief) -> str:
    """What the brief leaves out, in a line: "6 of 14 paragraphs, figures 402 million, 93,973"; empty where nothing."""
    found = brief.summary.omissions
    if found is None or not (found.left_out or found.figures):
        return ""
    parts = f"{found.part}s" if found.total != 1 else found.part
    more = len(found.figures) - _FIGURES
    shown = ", ".join(map(printable, found.figures[:_FIGURES])) + (f" and {more} more" if more > 0 else "")
    figures = "figure" if len(found.figures) == 1 else "figures"
    share = f"{found.left_out} of {found.total} {parts}" if found.left_out else ""
    return ", ".join(filter(None, (share, f"{figures} {shown}" if shown else "")))


def explanations(item: Doubted) -> list[str]:
    """A sentence for each flag that says what it means."""
    return [FLAGS[flag].meaning for flag in item.flags]


def language_name(brief: Brief) -> str:
    """The English name of the article's language; ``original`` where it isn't known."""
    code = brief.document.language.code
    return "original" if code == UNDETERMINED else name(code)


def language_note(brief: Brief) -> str:
    """The language as identified, with its certainty where that isn't high."""
    language = brief.document.language
    if language.code == UNDETERMINED:
        return "Language unknown"
    return name(language.code) + (f" ({language.certainty:.0%} certain)" if language.certainty < 0.9 else "")


def made_by(brief: Brief) -> list[str]:
    """Who translated and who summarized, a sentence each, and the release of tr-news."""
    translator, summarizer = brief.provenance["translator"], brief.provenance["summarizer"]
    return [_translated_by(translator), _summarized_by(summarizer), f"Made with {brief.provenance['tool']}."]


def _translated_by(translator: object) -> str:
    if not isinstance(translator, Mapping):
        return "Not translated: the article is in English."
    model = printable(str(translator.get("name", "an unnamed model")))
    if translator.get("built_in"):
        return f"Translated by the built-in model {model}; good for the gist only: check it against the original."
    return f"Translated by {model}."


def _summarized_by(summarizer: object) -> str:
    described = summarizer if isinstance(summarizer, Mapping) else {}
    model = printable(str(described.get("name", "an unnamed model")))
    if described.get("kind") == "extractive":
        return f"Summarized by the {model} summarizer, which takes its lines from the article and adds nothing."
    return (
        f"Summarized by {model}; lines in its own words are marked, and what the article doesn't bear out is withheld."
    )


def warnings(brief: Brief) -> list[str]:
    """What the reader of the article had to mend or suspects, and what went otherwise than asked."""
    said = (*brief.document.article.warnings, *brief.summary.notes)
    return [f"{text[:1].upper()}{text[1:].removesuffix('.')}." for text in map(printable, said) if text]


def originals(brief: Brief, line: Line) -> list[Sentence]:
    """The sentences that a line rests on, but one that says word for word the same (an article in English)."""
    sentences = [brief.document.sentences[i] for i in line.evidence]
    return [sentence for sentence in sentences if sentence.source.strip() != line.text.strip()]


def rests_on(line: Line, sentence: Sentence) -> tuple[str, ...]:
    """What stands beside a line of a sentence: the original, of a paraphrase its English, too."""
    english = sentence.translation.strip() if line.grade == "paraphrase" else ""
    return (sentence.source, english) if english and english != sentence.source.strip() else (sentence.source,)


def published(brief: Brief) -> str:
    """The date of the article; empty where there is none."""
    day = brief.document.article.date
    return f"{day.day} {english_months()[day.month - 1]} {day.year}" if day is not None else ""


def web_link(brief: Brief) -> tuple[str, str] | None:
    """Address and host of the published article, percent-encoded, if it has one on the web; no other scheme passes."""
    for address in (brief.document.article.url, brief.document.article.source):
        try:
            parts = urlsplit(printable(address or ""))
            host = parts.hostname
        except ValueError:  # "http://[": not an address
            continue
        if parts.scheme in ("http", "https") and host:
            return quote(parts.geturl(), safe="!#$%&*+,-./:;=?@_~"), host.removeprefix("www.")
    return None


def file_path(brief: Brief) -> str:
    """The file that the article was read from; empty for standard input, and for an address."""
    source = printable(brief.document.article.source)
    return "" if source == "-" or source.startswith(("http://", "https://")) else source


def file_name(brief: Brief) -> str:
    """The same without its folders: what goes to others says nothing of a machine."""
    return PurePath(file_path(brief)).name


def to_check(brief: Brief) -> int:
    """How many lines of a brief aren't clean."""
    return sum(line.trust != "clean" for line in (brief.headline, *brief.bullets))


def from_where(brief: Brief) -> str:
    """Date and outlet, as far as they are known."""
    return " · ".join(filter(None, (published(brief), printable(brief.document.article.outlet or ""))))
