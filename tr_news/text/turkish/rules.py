"""Ordered tables of named rules: the first that applies decides."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Union


class Rule(NamedTuple):
    """A rule: what it is called, when it applies, and its verdict or the table that decides then."""

    name: str
    applies: Callable[[Any], object]
    verdict: Union[bool, "Rules"]  # True: the sentence ends


Rules = tuple[Rule, ...]
Decision = tuple[str, bool]  # the name of the rule, its verdict


def always(_: object) -> bool:
    """The predicate of the rule that closes a table."""
    return True


def decide(rules: Rules, candidate: object) -> Decision:
    """The name and the verdict of the first rule that applies; every table ends with one that always does."""
    for name, applies, verdict in rules:
        if applies(candidate):
            return (name, verdict) if isinstance(verdict, bool) else decide(verdict, candidate)
    raise LookupError("a table of rules without a last one")


def names(rules: Rules) -> Iterator[str]:
    """The names of the rules that can decide, in order."""
    for name, _, verdict in rules:
        if isinstance(verdict, bool):
            yield name
        else:
            yield from names(verdict)
