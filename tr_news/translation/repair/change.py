"""What a rule of repair has changed, so that rules can be counted: right, harmless, wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: the named ``rule``, and the words ``before`` and ``after`` it."""

    rule: str
    before: str
    after: str
