"""Cuts from the end of an English sentence that aren't made: named pairs of what would stay and what would go."""

import re
from dataclasses import dataclass

_ANY = re.compile("")
_ADJUNCT = r",?\s(?:after|during|following|amid|because)\b"


@dataclass(frozen=True, slots=True)
class Pair:
    """What waits for what: ``kept`` is found in what would stay and ``cut`` at the beginning of what would go."""

    name: str
    kept: re.Pattern[str]
    cut: re.Pattern[str]

    def holds(self, kept: str, cut: str) -> bool:
        """Whether the cut would part the two."""
        return self.cut.match(cut) is not None and self.kept.search(kept) is not None


def _pair(name: str, kept: str, cut: str) -> Pair:
    return Pair(name, re.compile(kept) if kept else _ANY, re.compile(cut) if cut else _ANY)


PAIRS: tuple[Pair, ...] = (
    # "to switch neurons | on and off"; "shocked Rize, a town | in which"; "could cost it | around $13"
    _pair("particle", "", r"\W*(?:on|off|up|down|in|out|back|over|away|to|for) (?:and|or|as well as) "),
    _pair("relative", "", r"\s\w+ (?:which|whom|whose)\b"),
    _pair("amount", "", r"\s(?:about|around|over|under|near|from|between|within|by)\s(?:\w+\s)?[$£€]?\d"),
    # "was especially adept | at"; "will start | on"; "are as follows: The Sea | from"; "as many as it hired | in"
    _pair(
        "adjective", r"\b(?:is|are|was|were|be|been|being|feels?|felt)(?: \w+ly| very| so| more| too| most)+ \w+$", ""
    ),
    _pair("verb", r"\b(?:will|would|to)(?: be)? \w+$", ""),
    _pair("following", r"\b(?:the following|as follows)\b", ""),
    _pair("one-of-several", r"\ba [A-Z]\w+$", ""),  # "we speak of a Turkey | whose …"
    _pair("same", r"\bthe same (?:\w+ )?\w+$", ""),  # "compared with the same period | last year"
    # "5% in May, 6% | in June"; "£4bn | in tax cuts"; "flats, land | in Rize"
    _pair("figures", r"(?:,| and)\s[$£€]?\d[\w.,]*%?(?: (?:per ?cent|percent|points?|[mb]illion))?$", ""),
    _pair("sum", r"[$£€]\d[\w.,]*(?: [mb]illion)?(?: an? \w+)?$|,\s[\w-]+$", r"\sin\s"),
    _pair("clause", r"\b(?:that|which|who|whom|than|what)(?: (?:it|he|she|they|we|I|you))? \w+$", ""),
    _pair("not-only", r"\bnot only\b", r".*\bbut\b"),
    # "time spent resting, | dancing and swimming"; "steps including a tax, | banning cars and closing roads"
    _pair("what-is-done", r"ing$", r",\s+\w+ing\b[^,]*,? (?:and|or) "),
    _pair("what-is-done", r"\b\w{2,}ing\b", r",\s+\w+ing\b.* (?:and|or)(?: then)? \w+ing\b"),
    # "was robbed, beaten with sticks, | and repeatedly kicked"
    _pair("what-happened", r",\s+(?:\w+ly\s)?\w+(?:ed|en)\b", r",?\s+and\s(?:\w+ly\s)?\w+(?:ed|en)\b"),
    # "he thinks that once they have lost it, | winning it back is hard": what "that" began has yet to come
    _pair(
        "begun-again",
        r"\b(?:that|and|but) (?:once|if|unless|when|while|whereas|after|as|although|though|because|since"
        r"|until)\b[^,]*$",
        ",",
    ),
    _pair("compared", r"\b(?:more|less|fewer|better|worse|[a-z]{3,}er)\b", r"\s\w.*\bthan\b"),
    _pair(
        "compared-when", r"\b(?:more|less|better|worse|[a-z]{3,}er)(?:\s[\w’'-]+){0,2}$", _ADJUNCT
    ),  # "cheaper | during"
    # "some two decades | after the war"; "pushed forward | after two years of age"; "the events | after that"
    _pair(
        "span",
        r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|generations?)$",
        _ADJUNCT,
    ),
    _pair("age", "", r",?\safter (?:the age\b|[\w.,-]+ (?:years?|months?|weeks?) of age\b)"),
    _pair("after-that", "", r",?\safter (?:that|this)\b"),
    _pair("most-since", r"\b(?:most|first|last|only|[a-z]{2,}est)\s", r",?\ssince\s"),
    # "split up back | in October"; "rose to 102.5, from 102.2 | in October"
    _pair(
        "at-that-time",
        r"\b(?:back|effective|starting|beginning)$|\bfrom\s(?:\w+\s){0,3}[$£€]?\d[\w.,]*%?(?:\s\w+)?$",
        r",?\s(?:on|in|last|this|next|earlier|later|since)\s",
    ),
    _pair(
        "cleft", r"\b[Ii]t (?:is|was) (?!\w+ed\b)(?:[A-Z]|the\b|an?\b)[^;]*$", r",\s(?:who|which|where)\b"
    ),  # "It was Ak, | who"
    _pair(
        "participle-first", r"^\W*\w{2,}ing\b(?!.*,)", r".*,"
    ),  # "Seeing the bones found | during the works, police …"
    _pair(
        "from-to", r"\bfrom (?:the )?[\w’'-]+$", r"\s(?:-{1,2}|–|—)\s.* to "
    ),  # "from Rize | - the old port - to Ordu"
    # "is taken out and - with the senses gone - | eaten"; "there was a man, perhaps a sailor, | who had seen it"
    _pair("second-dash", r"\s(?:-{1,2}|–|—)\s", r"\s(?:-{1,2}|–|—)\s"),
    _pair("existential", r"\b[Tt]here (?:is|are|was|were)\b[^;]*$", r",\s(?:who|which|where)\b"),
    _pair(
        "indirect-question", "", r",\s(?:which|whose) (?:kind|type|sort|one|of)\b"
    ),  # "can be determined, | which kind"
    _pair("question", r"^[^?]*$", r".*\?"),
    _pair("list", "", r".*;"),  # "They met Kaya, | who sings; Demir, who …"
)
