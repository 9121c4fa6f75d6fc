"""YAML that is data and nothing else: strings, lists and mappings, no alias, no tag, nothing that runs."""

import json
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml import BaseLoader

# "title: Köprü: karar çıktı" is no YAML, and everybody writes it.
_BARE_VALUE = re.compile(r"([^\W\d][\w .-]{0,40}?[ ]*: +)([^\s\"'\[{|>&*!#%@`][^\n]*?: [^\n]*?)\s*$")


def load_plain(block: str) -> object:
    """Strings, lists and mappings of YAML. Raises ValueError for what is no YAML, or more than plain data."""
    import yaml

    for attempt in (block, "\n".join(map(_quoted, block.split("\n")))):
        try:
            return yaml.load(attempt, Loader=_loader())  # noqa: S506 (makes strings, lists and mappings alone)
        except yaml.YAMLError as error:
            problem = getattr(error, "problem", None) or type(error).__name__
        except (RecursionError, ValueError, TypeError, AttributeError, OverflowError):
            problem = "nested too deeply or malformed"
    raise ValueError(" ".join(str(problem).split())[:80])


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
