"""The YAML front matter of a text: fields of plain strings, lists and mappings; no alias, no tag, nothing that runs."""

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from tr_news.articles.fields import folded
from tr_news.articles.text import clean, one_line

if TYPE_CHECKING:
    from yaml import BaseLoader

_LONGEST = 20_000  # characters that are parsed; what is longer is no front matter of an article
_SEARCHED = 1_000_000  # characters in which the closing line is looked for
_KEY = re.compile(r"[^\W\d][\w .-]{0,40}?[ ]*:(?:[ ]|$)")
# "title: Köprü: karar çıktı" is no YAML, and everybody writes it.
_BARE_VALUE = re.compile(r"([^\W\d][\w .-]{0,40}?[ ]*: +)([^\s\"'\[{|>&*!#%@`][^\n]*?: [^\n]*?)\s*$")
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
        loaded = _load(block)
    except ValueError as error:
        return {}, rest, (f"front matter not understood ({error})",)
    if not isinstance(loaded, dict):
        return {}, text, ()
    fields = {key: _cleaned(value) for key, value in folded(loaded).items()}
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}, rest, ()


def _load(block: str) -> object:
    """Raises ValueError for what is no YAML, or more than plain data."""
    import yaml

    for attempt in (block, "\n".join(map(_quoted, block.split("\n")))):
        try:
            return yaml.load(attempt, Loader=_loader())  # noqa: S506 (makes strings, lists and mappings alone)
        except yaml.YAMLError as error:
            problem = getattr(error, "problem", None) or type(error).__name__
        except (RecursionError, ValueError, TypeError, AttributeError, OverflowError):
            problem = "nested too deeply or malformed"
    raise ValueError(one_line(str(problem))[:80])


@cache
def _loader() -> "type[BaseLoader]":
    import yaml

    class Loader(yaml.BaseLoader):
        """PyYAML's loader of strings, lists and mappings, that refuses aliases: nothing in it can grow."""

        def compose_node(self, parent: "yaml.Node | None", index: int) -> "yaml.Node | None":
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("alias")
            return super().compose_node(parent, index)

    return Loader


def _quoted(line: str) -> str:
    found = _BARE_VALUE.match(line)
    return found[1] + json.dumps(found[2], ensure_ascii=False) if found is not None else line


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
