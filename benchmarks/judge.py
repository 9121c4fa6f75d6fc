"""An independent judge of invention: which figures and names of a line stand nowhere in its article.

It imports nothing of ``tr_news`` and shares no word list with it: digit strings, and capitalised words that are not the
first of a sentence. What it counts as a name can be a nation or a month; of figures only the digits are compared.
"""

import re
import unicodedata

_FIGURE = re.compile(r"\d[\d.,:]*\d|\d")
_CAPITAL = re.compile(r"(?<=[\w,;)] )[A-Z][\w]+")


def plain(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def figures(text: str) -> list[str]:
    """Its digit strings without separators."""
    return [re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text)]


def names(text: str) -> list[str]:
    """Its capitalised words in mid-sentence, plain."""
    return [plain(name) for name in _CAPITAL.findall(text)]


def invented_figures(line: str, article: str) -> list[str]:
    """The figures of a line that the article doesn't have."""
    known = set(figures(article))
    return [figure for figure in figures(line) if figure not in known]


def invented_names(line: str, article: str) -> list[str]:
    """The names of a line of which the article has no word that begins alike (Turk, Turkey's)."""
    known = set(re.findall(r"\w+", plain(article)))
    return [name for name in names(line) if name not in known and name.removesuffix("s") not in known]
