"""What a brief says about itself, in words: its date, its doubts, who made it."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

from tr_news.briefs.brief import Brief
from tr_news.briefs.characters import printable
from tr_news.summarization.protocol import Line
from tr_news.translation.document import Sentence
from tr_news.turkish.language import UNDETERMINED, name

# calendar.month_name follows the locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Flag → a label, and what it means to a reader.
_DOUBTS = {
    "number": ("number", "A number of the original is missing in the English, or another one has appeared."),
    "name": ("name", "A name of the original is missing in the English."),
    "quotation": ("quotation", "What is quoted in the original is not quoted in the English."),
    "short": ("text lost", "The English is much shorter than the original; part of it may be missing."),
    "loop": ("repetition", "The model repeated itself; the English can't be relied on."),
    "empty": ("text lost", "The model gave no English for a sentence."),
}
_REMARKS = {
    "untranslated": ("not translated", "The model could not translate this; the original is shown."),
    "foreign": ("not Turkish", "This was not in Turkish and is left as it was."),
    "fallback": (
        "taken from the article",
        "The model's own wording was not supported by the article; a sentence of the article stands here.",
    ),
}


def remark(flags: Sequence[str]) -> str:
    """A short note on a line: ``check: number, name; not translated``; empty where there is nothing to say."""
    known = [_REMARKS[flag][0] for flag in flags if flag in _REMARKS]
    doubts = [_DOUBTS[flag][0] if flag in _DOUBTS else printable(flag) for flag in flags if flag not in _REMARKS]
    return "; ".join([f"check: {', '.join(dict.fromkeys(doubts))}"] * bool(doubts) + known)


def explanations(flags: Sequence[str]) -> list[str]:
    """A sentence for each flag that says what it means."""
    meanings = _DOUBTS | _REMARKS
    return [meanings[flag][1] if flag in meanings else f"Flagged: {printable(flag)}." for flag in flags]


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
    return f"Summarized by {model}; its lines are checked against the article."


def warnings(brief: Brief) -> list[str]:
    """What the reader of the article had to mend or suspects, and what went otherwise than asked."""
    said = (*brief.document.article.warnings, *brief.summary.notes)
    return [f"{text[:1].upper()}{text[1:].removesuffix('.')}." for text in map(printable, said) if text]


def originals(brief: Brief, line: Line) -> list[Sentence]:
    """The sentences that a line rests on, but one that says word for word the same (an article in English)."""
    sentences = [brief.document.sentences[i] for i in line.evidence]
    return [sentence for sentence in sentences if sentence.source.strip() != line.text.strip()]


def published(brief: Brief) -> str:
    """The date of the article; empty where there is none."""
    day = brief.document.article.date
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day is not None else ""


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


def file_name(brief: Brief) -> str:
    """The file that the article was read from; empty for standard input, and for an address."""
    source = printable(brief.document.article.source)
    return "" if source == "-" or source.startswith(("http://", "https://")) else source
