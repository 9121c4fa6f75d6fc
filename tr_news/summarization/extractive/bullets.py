"""From a chosen sentence to a bullet: joined with what it can't do without, shortened, with names and dates.

Whatever a bullet says is in the sentences that its evidence names; the evidence is always whole sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tr_news.documents.brief import Line, doubts
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.summarization.extractive.compression import (
    ADJUNCTS,
    ASIDES,
    ONE_SAYING,
    compress,
    first_said,
    longest_clause,
)
from tr_news.summarization.extractive.mentions import full_names, surnames, with_dates, with_full_name
from tr_news.summarization.extractive.salience import Salience
from tr_news.summarization.extractive.sayings import one_saying
from tr_news.summarization.extractive.speakers import speaker_after, speaker_before
from tr_news.summarization.extractive.tightening import tightened
from tr_news.summarization.wording import DOUBLE_MARK, paired, shown, standing_alone, with_marks
from tr_news.text.lexicon import words

GOOD, MOST = 20, 35  # words of a bullet: above the first the asides go, above the second whatever may
_PAIR = 26  # words of two sentences that make one bullet
_NEW = 2  # words that a bullet may add to the headline and still say the same
_ITEM = 12  # words of an item that is named behind its label
_QUOTATION = 4  # sentences within which its speaker is looked for
_GENTLE = ("parentheses", "dashed-aside", "comma-aside", "trailing-relative", "attribution-first", "trailing-clause")
_FIRST = tuple(rule for rule in (*ASIDES, *ADJUNCTS) if rule.name in _GENTLE)
_THEN = tuple(rule for rule in (*ASIDES, *ADJUNCTS) if rule.name not in _GENTLE)
_MARKS = tuple("\"“”„«'‘")
_INTRODUCES = re.compile(r"[:…]\W*$|\.\.\.\W*$")
_LABEL_END = re.compile(r"\s*[:.…]+\s*$")


def shortened(text: str) -> str:
    """The bullet without what a sentence of more than 20 words can do without; more goes above 35 words."""
    text = compress(text, lambda t: len(t.split()) <= GOOD, rules=(ONE_SAYING,))
    text = compress(text, lambda t: len(t.split()) <= GOOD, rules=_FIRST)
    text = tightened(text, lambda t: len(t.split()) <= GOOD)
    text = compress(text, lambda t: len(t.split()) <= MOST, rules=_THEN)
    for ended in (longest_clause, first_said) if len(text.split()) > MOST else ():
        if (kept := ended(text, lambda t: len(t.split()) <= MOST)) is not None:
            return f"{kept}."
    return text


def in_short(document: TranslatedArticle) -> TranslatedArticle:
    """The article with the shorter form of a sentence in its place, where there is one."""
    return replace(document, sentences=tuple(map(_short, document.sentences)))


def _short(sentence: Sentence) -> Sentence:
    short = sentence.compressed
    if short is None:
        return sentence
    return replace(sentence, source=short.source, translation=short.translation, flags=short.flags, checks=short.checks)


def within_limit(text: str) -> str:
    """The bullet with at most 35 words: one that no rule shortens so far ends at a pause, and with "…"."""
    found = text.split()
    if len(found) <= MOST:
        return text
    beginnings = [" ".join(found[:count]) for count in range(MOST, MOST // 2, -1)]
    pauses = [b for b in beginnings if b.endswith((",", ";", ":"))]
    phrases = [b for b, after in zip(beginnings, found[MOST : MOST // 2 : -1], strict=True) if _opens(after)]
    kept = (*pauses, *phrases, *beginnings)[0].rstrip(",;:-–— ")
    return kept + "…" + '"' * (len(DOUBLE_MARK.findall(kept)) % 2)


def is_broken(text: str) -> bool:
    """Whether a bullet ends where its sentence doesn't: see :func:`within_limit`."""
    return text.rstrip('"').endswith("…")


def _closed(text: str) -> str:
    """The bullet with a full stop where it ends in a colon: what the colon announces isn't shown."""
    if not text.endswith(":"):
        return text
    return f"{one_saying(text).rstrip(': .')}."


def _opens(word: str) -> bool:
    return word.lower() in words("cutting", "phrase")


@dataclass
class Composer:
    """Makes the bullets of one article, in the order in which they are chosen; what a bullet has taken is ``taken``."""

    document: TranslatedArticle
    found: Salience
    taken: set[int] = field(default_factory=set)

    def bullet(self, index: int) -> Line:
        """The bullet that a sentence makes, alone or with its neighbours."""
        line = next(self._joined(index), None) or self._alone(index)
        self.taken.update(line.evidence)
        return replace(line, text=paired(_closed(within_limit(line.text))))

    def _joined(self, index: int) -> Iterator[Line]:
        for join in (self._list, self._led_in, self._quotation, self._pair):
            line = join(index)
            if line is not None and self.taken.isdisjoint(line.evidence):
                yield line

    def _alone(self, index: int) -> Line:
        sentence = self.document.sentences[index]
        return Line(shortened(self._text(index)), (index,), sentence.flags, sentence.checks)

    def _text(self, index: int) -> str:
        sentence, view = self.document.sentences[index], self.found.views[index]
        text = standing_alone(shown(sentence))
        return with_marks(text, sentence.source, begins=view.begins_quoted, ends=view.ends_quoted)

    def _line(self, text: str, evidence: Sequence[int]) -> Line:
        return Line(text, tuple(evidence), *doubts(self.document, evidence))

    def _after(self, index: int) -> Sentence | None:
        """The next sentence of running text, behind a heading at most."""
        following = [s for s in self.document.sentences[index + 1 : index + 3] if s.kind == "text"][:1]
        return following[0] if following and following[0].readable else None

    def _list(self, index: int) -> Line | None:
        """A label with the items of the list that follows it."""
        sentences = self.document.sentences
        if not _INTRODUCES.search(sentences[index].source) or not sentences[index].readable:
            return None
        items: list[Sentence] = []
        for sentence in sentences[index + 1 :]:
            if sentence.kind != "list" or not sentence.readable or len(sentence.source.split()) > _ITEM:
                break
            items.append(sentence)
        label = _LABEL_END.sub("", standing_alone(shown(sentences[index])))
        said = f"{label}: "
        named: list[Sentence] = []
        for item in items:
            more = said + "; " * bool(named) + shown(item).strip().rstrip(".;,")
            if len(more.split()) > MOST:
                break
            said, named = more, [*named, item]
        if len(named) < 2:
            return None
        left = len(items) - len(named)
        return self._line(said + (f"; and {left} more" if left else "."), (index, *(item.index for item in named)))

    def _led_in(self, index: int) -> Line | None:
        """A sentence that announces a quotation, with the first sentence of it."""
        following = self._after(index)
        if following is None or not _INTRODUCES.search(self.document.sentences[index].source):
            return None
        text = standing_alone(shown(self.document.sentences[index]))
        said = DOUBLE_MARK.sub("", shown(following)).strip()
        marked = following.source.lstrip()[:1] in _MARKS
        if not said or len(text.split()) + len(said.split()) > MOST or DOUBLE_MARK.search(text):
            return None
        if not marked and following.index != index + 1:
            return None
        label = _LABEL_END.sub("", text)
        return self._line(f'{label}: "{said}"' if marked else f"{label}: {said}", (index, following.index))

    def _quotation(self, index: int) -> Line | None:
        """What is quoted, with the speaker that the sentence before the quotation or its end names."""
        view = self.found.views[index]
        if not (view.begins_quoted or "speech" in self.found.fired[index]):
            return None
        who = self._speaker(index)
        said = DOUBLE_MARK.sub("", shown(self.document.sentences[index])).strip()
        if who is None or not said:
            return None
        name, place = who
        return self._line(f'{name}: "{said}"', sorted({index, place}))

    def _speaker(self, index: int) -> tuple[str, int] | None:
        sentences, views = self.document.sentences, self.found.views
        first = index
        while first > 0 and views[first].begins_quoted and index - first < _QUOTATION:
            first -= 1
        for place in (first, first - 1):
            if place >= 0 and place != index and sentences[place].readable and sentences[place].kind == "text":
                name = speaker_before(shown(sentences[place]))
                if name is not None:
                    return name, place
        last = index
        while views[last].ends_quoted and last - index < _QUOTATION:
            last += 1
        if last == index or not sentences[last].readable:
            return None
        name = speaker_after(shown(sentences[last]))
        return (name, last) if name is not None else None

    def _pair(self, index: int) -> Line | None:
        """A short sentence that leans on the one before ("This …"), together with it."""
        if index == 0 or "refers-back" not in self.found.fired[index]:
            return None
        before, sentence = self.document.sentences[index - 1], self.document.sentences[index]
        view = self.found.views[index - 1]
        alone = before.readable and before.kind == "text" and before.paragraph == sentence.paragraph
        if (
            not alone
            or view.begins_quoted
            or view.ends_quoted
            or {"question", "introduces"} & self.found.fired[index - 1]
        ):
            return None
        text = f"{self._text(index - 1)} {self._text(index)}"
        return self._line(text, (index - 1, index)) if len(text.split()) <= _PAIR else None


def introduced(document: TranslatedArticle, headline: Line, bullets: Sequence[Line]) -> tuple[Line, ...]:
    """The bullets, in the order they are read, with people's full names and offices at first mention and with dates."""
    known = full_names(document.sentences)
    said = surnames([headline.text])
    lines = []
    for line in bullets:
        said |= surnames([line.text])
        text, place = with_full_name(line.text, known, said)
        evidence = sorted({*line.evidence, *([place] if place is not None else [])})
        source = " ".join(_short(document.sentences[i]).source for i in line.evidence)
        text = with_dates(text, source, document.article.date)
        # Of the sentence that lends a name its name alone is taken, letter for letter: its doubts are no doubts here.
        if len(text.split()) <= max(MOST, len(line.text.split())):
            line = replace(line, text=text, evidence=tuple(evidence))
        lines.append(line)
    return tuple(lines)


def says_no_more(bullet: str, headline: str) -> bool:
    """Whether a bullet that rests on the headline's own sentence adds at most two words to it."""
    extra = set(re.findall(r"\w{3,}", bullet.lower())) - set(re.findall(r"\w+", headline.lower()))
    return len(extra - {"the", "and"}) <= _NEW
