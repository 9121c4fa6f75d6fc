"""Whether a line of a summary is supported by the article, and what stands in for it where it is not.

A line is matched to at most three sentences of the article (greedy cover of its content words, names, numbers and
quotations), then held against them: a name, a number, a quotation or an address that they don't have, a content word
that they don't have, or a sign that the meaning was turned round (:mod:`tr_news.summarization.turned`) makes it
unsupported. The checks look at words alone; they err towards the article's own sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tr_news.documents.brief import Grade, Line, Summary, doubts
from tr_news.documents.translation import Flag, TranslatedArticle
from tr_news.summarization.case import Case
from tr_news.summarization.cuts import is_cut
from tr_news.summarization.evidence import Evidence, SentenceEvidence, Statement, addresses_in, value_of, within
from tr_news.summarization.protocol import Summarizer
from tr_news.summarization.turned import signs
from tr_news.summarization.wording import SAYS
from tr_news.text.fold import fold
from tr_news.text.furniture import is_boilerplate
from tr_news.text.lexicon import words

CONTENT_SHARE = 0.34  # below it a summary was written about something else
_PARAPHRASE_SHARE = 0.75  # of its content words that a line in other words must share with its evidence
_LEAST_CONTENT = 2  # content words that a line shares with its evidence: one alone is no statement
_WHO = r"(?P<who>[^,:\"“”.!?]{2,80}?)"
_SAYING = (
    re.compile(r"(?P<who>[^:\"“”.!?]{2,80}): (?P<claim>[^:]*[^:.])\.?"),
    re.compile(rf"(?P<claim>[^:]*[^:.]), {_WHO} {SAYS}\.?"),
    re.compile(rf"According to {_WHO}, (?P<claim>[^:]*[^:.])\.?"),
)
_SAME_LINE = 0.6  # share of content words in common from which two bullets say the same


@dataclass(frozen=True, slots=True)
class Support:
    """What a line rests on, and what in it does not.

    ``turned`` names the signs that its meaning was turned round: see :data:`tr_news.summarization.turned.RULES`.
    ``unknown_words`` are content words, no names, that its evidence doesn't have.
    """

    evidence: tuple[int, ...]  # indexes of sentences, in the order of the article
    share: float  # of the line's content words that its evidence has, 0 to 1; 0 where that is a single word
    unsupported_names: tuple[str, ...] = ()
    unsupported_numbers: tuple[str, ...] = ()
    unsupported_quotations: tuple[str, ...] = ()
    unsupported_addresses: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    unknown_words: tuple[str, ...] = ()
    cut: bool = True  # its words stand in the order of its evidence's

    @property
    def grade(self) -> Grade:
        """*Borne out*: it says in the evidence's words what the evidence says. *Paraphrase*: nothing in it is seen to
        be wrong, but some of its words are its own, and can't be checked. *Withheld*: not to be shown.
        """
        wrong = (
            self.unsupported_names
            or self.unsupported_numbers
            or self.unsupported_quotations
            or self.unsupported_addresses
            or self.turned
        )
        if wrong or not self.evidence or self.share < CONTENT_SHARE:
            return "withheld"
        if self.cut and not self.unknown_words:
            return "borne out"
        return "paraphrase" if self.share >= _PARAPHRASE_SHARE else "withheld"

    @property
    def supported(self) -> bool:
        """Whether the line may be shown as what the article says."""
        return self.grade == "borne out"


def check(line_text: str, article: TranslatedArticle | Evidence) -> Support:
    """What of the article ``line_text`` rests on, and what in it the article does not support.

    Whoever checks several lines of one article makes its :class:`Evidence` once.
    """
    article = _evidence(article)
    support = _support(line_text, article)
    if support.supported:
        return support
    for other in _retold(line_text):
        if (found := _support(other, article)).supported:
            return found
    return support


def _retold(text: str) -> Iterator[str]:
    """The line with who says it in another place: "Police: …", "…, police said", "According to police, …"."""
    for pattern in _SAYING:
        if (match := pattern.fullmatch(text)) is not None:
            who, claim = match["who"], match["claim"]
            yield f"{claim}, {who} said."
            yield f"{who[:1].upper()}{who[1:]} said {claim}."
            return


def _support(line_text: str, article: Evidence) -> Support:
    line = article.statement(line_text)
    chosen = article.choose(line)
    case = Case(line, chosen, article)
    values = frozenset().union(*(e.values for e in chosen))
    spoken = [said for e in chosen for said in (*article.regions[e.sentence.paragraph], *e.claims.quotations)]
    return Support(
        evidence=tuple(e.sentence.index for e in chosen),
        share=_share(line.claims.content, case.keys),
        unsupported_names=tuple(name for name in line.claims.names if not _has_name(name, chosen, article)),
        unsupported_numbers=tuple(line.text[n.start : n.end] for n in line.numbers if value_of(n) not in values),
        unsupported_quotations=tuple(q for q in line.claims.quotations if not within(q, spoken)),
        unsupported_addresses=tuple(a for a in addresses_in(line.text) if a not in article.addresses),
        turned=signs(case),
        unknown_words=_unknown_words(line, case.keys),
        cut=is_cut(case),
    )


def _evidence(article: TranslatedArticle | Evidence) -> Evidence:
    return article if isinstance(article, Evidence) else Evidence(article)


def _has_name(name: str, sentences: Sequence[SentenceEvidence], article: Evidence) -> bool:
    return any(e.has_name(name, article.key(name)) for e in sentences)


def _unknown_words(line: Statement, keys: frozenset[str]) -> tuple[str, ...]:
    light = words("english_support", "light")
    unknown = {item.key for item in line.words} - keys
    found = (w.text for w in line.claims.words if w.key in unknown and w.content and fold(w.text) not in light)
    return tuple(dict.fromkeys(found))


def _share(content: frozenset[str], keys: frozenset[str]) -> float:
    common = len(content & keys)
    return common / len(content) if common >= _LEAST_CONTENT else 0.0


def _own_sentence(text: str, support: Support, article: Evidence) -> Line | None:
    """The sentence that an unsupported line comes closest to, if it is fit to be shown."""
    document = article.document
    content = article.statement(text).claims.content
    fit = [
        s
        for s in (document.sentences[i] for i in support.evidence)
        if s.kind in ("text", "list") and s.readable and not is_boilerplate(s.source)
    ]
    if not fit or support.share < CONTENT_SHARE:
        return None
    best = max(fit, key=lambda s: (len(content & article.statement(s.translation).claims.content), -s.index))
    return Line(best.translation, (best.index,), *doubts(document, [best.index], Flag.FALLBACK), "withheld")


def _says_the_same(a: Statement, b: Statement) -> bool:
    one, other = a.claims.content, b.claims.content
    if len(one & other) < _SAME_LINE * max(1, min(len(one), len(other))):
        return False
    some, others = (frozenset(map(value_of, statement.numbers)) for statement in (a, b))
    return some <= others or others <= some


def _doubles(line: Line, lines: Sequence[Line], article: Evidence) -> bool:
    """Whether this bullet is another one over again, or shows a sentence that another one rests on alone."""
    return any(
        _says_the_same(article.statement(line.text), article.statement(other.text))
        or (line.evidence == other.evidence and Flag.FALLBACK in (*line.flags, *other.flags))
        for other in lines
    )


def _filling(missing: int, lines: Sequence[Line], article: Evidence, built_in: Summarizer) -> list[Line]:
    """The first choices of the built-in summarizer that don't double ``lines``, in the article's order, flagged."""
    found: list[Line] = []
    wanted = 1
    while len(found) < missing and wanted <= missing + 2 * len(lines) + 1:
        # It adds its next choice when it is asked for one more.
        for line in built_in.summarize(article.document, bullets=wanted).bullets:
            filled = replace(line, flags=(*line.flags, Flag.FALLBACK))
            if len(found) < missing and not _doubles(filled, [*lines, *found], article):
                found.append(filled)
        wanted += 1
    return sorted(found, key=lambda line: line.evidence)


def supported_summary(
    headline: str | None,
    bullets: Sequence[str],
    document: TranslatedArticle,
    built_in: Summarizer,
    *,
    count: int = 3,
    notes: Sequence[str] = (),
) -> Summary:
    """The summary with nothing in it that the article does not support.

    A bullet in a model's own words, with nothing in it that is seen to be wrong, is flagged ``paraphrase``; one that
    the article does not bear out falls back to the sentence it comes closest to, flagged ``fallback``; one that doubles
    another is dropped; what is then missing is filled with the next choices of ``built_in``, flagged as well. A
    headline without support falls back to that of ``built_in``; ``None`` asks for that one from the start. Raises what
    ``built_in`` raises.
    """
    article = Evidence(document)
    said = list(notes)
    lines: list[Line] = []
    replaced = 0
    for text in bullets:
        if len(lines) == count:
            break
        support = check(text, article)
        line: Line | None
        if support.supported:
            line = Line(text, support.evidence, *doubts(document, support.evidence))
        elif support.grade == "paraphrase":
            more = doubts(document, support.evidence, Flag.PARAPHRASE)
            line = Line(text, support.evidence, *more, support.grade)
        else:
            replaced += 1
            line = _own_sentence(text, support, article)
        if line is not None and not _doubles(line, lines, article):
            lines.append(line)
    if replaced:
        which = "1 bullet was" if replaced == 1 else f"{replaced} bullets were"
        said.append(f"{which} not supported by the article; the article's own sentences stand instead")
    lines += _filling(count - len(lines), lines, article, built_in)
    if headline is not None:
        support = check(headline, article)
        if support.supported:
            return Summary(
                Line(headline, support.evidence, *doubts(document, support.evidence)), tuple(lines), tuple(said)
            )
        said.append("the model's headline was not supported by the article; the built-in summarizer's stands instead")
    top = built_in.summarize(document, bullets=1).headline
    if headline is not None:
        top = replace(top, flags=(*top.flags, Flag.FALLBACK), grade="withheld")
    return Summary(top, tuple(lines), tuple(said))
