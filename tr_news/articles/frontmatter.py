"""The YAML front matter of a text: fields of plain strings, lists and mappings; no alias, no tag, nothing that runs."""

import re

from tr_news.articles.fields import folded
from tr_news.articles.text import clean, one_line
from tr_news.text.yaml import load_plain

_LONGEST = 20_000  # characters that are parsed; what is longer is no front matter of an article
_SEARCHED = 1_000_000  # characters in which the closing line is looked for
_KEY = re.compile(r"[^\W\d][\w .-]{0,40}?[ ]*:(?:[ ]|$)")
_EMPTY = frozenset({"", "~", "null"})


def front_matter(text: str) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """The fields of a front matter by folded name, the text below it, and warnings.

    Scalars stay strings. A text without a closed block of fields at its head comes back as it is.
    """
    head = text.lstrip("\n")
    if re.match(r"---[ \t]*\n", head) is None:
        return {}, text, ()
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M).search(head, head.index("\n") + 1, _SEARCHED)
    if closing is None:
        return {}, text, ()
    block, rest = head[head.index("\n") + 1 : closing.start()], head[closing.end() :].removeprefix("\n")
    if _KEY.match(next((line for line in block.split("\n", 50) if line.strip() and line[0] != "#"), "")) is None:
        return {}, text, ()
    if len(block) > _LONGEST:
        return {}, rest, (f"a front matter of {len(block):,} characters left out",)
    try:
        loaded = load_plain(block)
    except ValueError as error:
        return {}, rest, (f"front matter not understood ({error})",)
    if not isinstance(loaded, dict):
        return {}, text, ()
    fields = {key: _cleaned(value) for key, value in folded(loaded).items()}
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}, rest, ()


def _cleaned(value: object) -> object:
    """Escapes can spell what the text itself was cleaned of."""
    if isinstance(value, str):
        text = one_line(clean(value)[0])
        return "" if text in _EMPTY else text
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _cleaned(item) for key, item in value.items()}
    return None
