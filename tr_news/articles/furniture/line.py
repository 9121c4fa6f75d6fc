"""A sentence of an article or of its page, and what says whose voice it is in."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from tr_news.articles.furniture.sentence import Sentence
from tr_news.articles.headings import FINITE_VERB
from tr_news.articles.lists import entries
from tr_news.articles.text import fold_words
from tr_news.documents.article import TURKISH
from tr_news.text.lexicon import words
from tr_news.text.turkish.letters import upper

_TERMINAL = (".", "!", "?", "…")
_LONGEST = 500  # characters of a sentence that may be the site's
CLOSERS = "\"'”’»)] 😊👇⬇️🎉"
ADDRESS = re.compile(
    r"https?://|www\.|\b[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:com|net|org|tr|me|example)\b|(?:^|\s)[@#]\w{3,}|0?\s?\(?\d{3}\)?[ -]\d{3}[ -]\d{2}"
)
# How the rules of a site end: no one does anything at any time.
_TIMELESS = re.compile(
    r"(?:[ae]m[ae]z(?:siniz|lar)?|m[ae]z(?:siniz|lar)?|[ae]bilir(?:siniz|sin)?|[iu]r(?:lar|ler)?|[ae]r(?:lar|ler)?|m[ae]kt[ae](?:d[iu]r)?"
    r"|m[iu]st[iu]r|d[iu]r|s[iu]n|sin[iu]z|[iu]z|yeterli|ozeldir)$"
)
STEM = 5  # letters
# Who is spoken to: "you" in a verb, in a noun, in a word of its own. Not in "bulabileceğiniz", which only describes.
_PARTICIPLE = re.compile(r"(?:bil|di|du|[ae]c[ae])g[iu]n[iu]z\w*")
_ADDRESSED = re.compile(
    r" (?:siz|sizin|size|sizi|sizler|sizlerle|sen|senin|sana|sizden|sizce)(?= )| (?!\w*deniz|yalniz|henuz|cengiz|genizd|aniz|beniz)"
    r"\w*(?:s[iu]n[iu]z|n[iu]z[iu]?(?:n|[dt][ae]n?|[ae])?|[dt][iu]yseniz|[sr][ae]n[iu]z|b[iu]lirsin|seniz)(?= )"
    r"|(?<!la)(?<!le)[a-z][^aeiou\W][iu]n(?:[iu]z)? $"
)


@cache
def stems_of(section: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stems of a section as they are looked for in folded words, and its words that count as they stand."""
    stems, whole = [], []
    for entry in entries("voice", section):
        if entry.startswith("=") or section in ("yours", "order"):
            whole.append(fold_words(entry))
        else:
            stems.append(fold_words(entry)[:-1])
    return tuple(stems), tuple(whole)


def count(words: str, section: str) -> int:
    stems, whole = stems_of(section)
    return sum(stem in words for stem in stems) + sum(word in words for word in whole)


def _hits(words: str, section: str) -> list[str]:
    stems, whole = stems_of(section)
    return [stem for stem in (*stems, *whole) if stem in words]


def ends(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return text.rstrip(CLOSERS).endswith(_TERMINAL)


@dataclass(frozen=True)
class Line:
    """A sentence, with what says whose voice it is in."""

    text: str
    folded: str | None = None  # its words, where they are known

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence folded."""
        return Sentence(self.text.rstrip(CLOSERS), self.folded)

    @cached_property
    def words(self) -> str:
        """Its words folded, a space on either side."""
        return self.sentence.words

    @cached_property
    def addresses(self) -> bool:
        """Whether it speaks to its reader, reports nothing and quotes nobody."""
        yours = count(self.words, "yours") > 0 and not self.told
        return (
            self._orders or yours or (not self.told and _ADDRESSED.search(_PARTICIPLE.sub(" ", self.words)) is not None)
        )

    @cached_property
    def _orders(self) -> bool:
        """Whether a clause of it ends in an order ("bildirimleri aç, golleri gör")."""
        if not any(order in self.words for order in stems_of("order")[1]):
            return False
        clauses = map(fold_words, re.split(r"[,;:!?.…]", self.text.rstrip(CLOSERS)))
        return not self.sentence.quotes and any(clause.endswith(stems_of("order")[1]) for clause in clauses)

    @cached_property
    def told(self) -> bool:
        """Whether it reports or quotes: the article's own voice."""
        if len(self.text) > _LONGEST:
            return True
        words = self.words
        if words.endswith((" sizi bekliyor ", " sizleri bekliyor ")):
            reports = False
        else:
            reports = self.sentence.reported or (
                words.endswith((" bekliyor ", " gerekiyor ")) and not self.text.rstrip().endswith("?")
            )
        if reports:
            return True
        said = any(f" {word} " in words for word in ("diyen", "diye", "derken", "diyerek"))
        quoted = self.sentence.quotes or re.search(r"[.!?…][’']\s*$", self.text) is not None
        return quoted or said or words.endswith(("mis ", "mus ", "mislar ", "misler "))

    @cached_property
    def predicate(self) -> bool:
        """Whether it ends in a verb."""
        words = self.words.split()
        last = upper(self.text[-60:].rstrip(CLOSERS).rstrip(".!?…").rsplit(" ", 1)[-1])
        return bool(words) and (FINITE_VERB.search(last) is not None or _TIMELESS.search(words[-1]) is not None)

    @cached_property
    def outlet(self) -> bool:
        """Whether two capitalised words in it are a newspaper's name ("Kuzey Postası")."""
        return re.search(outlet_pattern(), self.text) is not None

    @cached_property
    def of_the_site(self) -> bool:
        """Whether it names the site as its own: "our channel", its own name, an address, "this story"."""
        about = any(
            self.words.startswith(word)
            for word in (*stems_of("self")[0], *stems_of("page")[0])
            if word.startswith(" bu ")
        )
        return "@ours" in self.sentence.marks or self.outlet or about or ADDRESS.search(self.text) is not None

    @cached_property
    def site_words(self) -> frozenset[str]:
        """What of the lists of a site's words is in it."""
        return frozenset(hit for section in ("medium", "offer", "consent") for hit in _hits(self.words, section))

    def shared(self, stems: frozenset[str]) -> int:
        """How many stems of the article it has, the site's words not counted."""
        own = {word[:STEM] for word in self.words.split() if len(word) >= STEM and word not in _small_words()}
        return len({stem for stem in own & stems if not count(f" {stem} ", "medium")})


@cache
def _small_words() -> frozenset[str]:
    return frozenset(fold_words(word).strip() for word in words("stopwords", TURKISH))


@cache
def outlet_pattern() -> str:
    tails = "|".join(re.escape(tail) for tail in entries("voice", "outlet"))
    return rf"(?<!\w)[A-ZÇĞİÖŞÜ]\w+ (?:{tails})(?:['’]\w+)?(?!\w)"
