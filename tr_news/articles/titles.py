"""Titles: which line is the title, without what sites put around it, and whether it belongs to the text at all."""

import re
from collections.abc import Iterable, Sequence

from tr_news.articles.draft import Block
from tr_news.articles.furniture import falls_under, is_outlet
from tr_news.articles.lists import agency_keys, keys
from tr_news.articles.publication import publication_line
from tr_news.articles.text import fold, fold_words, has_letters, one_line

_SITE_NAME_LENGTH = 60  # characters behind the last separator that may be a site's name
_SEPARATOR = re.compile(r"\s?[|»]\s?|\s[-–—•·]\s|\s::\s")
_PREFIX = re.compile(
    r"\W{0,6}(?P<words>[^\W_][^:|!–—•»>-]{1,30}?)\s?(?P<mark>[:|!»>\])]|\.{2,3}|…|\s[-–—•])\s{0,3}(?=\S)"
)
# What kind of page it is, in parentheses behind the title.
_NOTE = re.compile(
    r"(?<=\w)\s?[(\[](?:video|foto|fotoğraf|foto galeri|fotoğraflı|videolu|video haber|güncellendi|canlı|izle|özel haber)[)\]]$",
    re.IGNORECASE,
)
_HASHTAG = re.compile(r"#(?:son\s?dakika|sondakika|flaş|haber)\b\s*[:|-]?\s*(?=\S+ \S)", re.IGNORECASE)
_BAR = re.compile(r"\s?[|»]")
# One to three capitalised words behind a bar: the name of a site, where a motto of it stood behind.
_NAMED_TAIL = re.compile(r"(?<=\w)\s?\|\s?(?:[A-ZÇĞİÖŞÜ][\w.]*\s?){1,3}$")
_GENERIC_HOSTS = frozenset("com net org gov edu gen web info co tv tr az uk de".split())  # noqa: SIM905
_WORD = 4  # letters of a word that tells something; figures of two digits do too
_STEM = 5  # letters by which an inflected word is known again: "köprü", "köprünün"
_ENOUGH_WORDS = 3  # of a title and _ENOUGH_TEXT of a text, before "they share nothing" says anything
_ENOUGH_TEXT = 40
_CRUMB_WORDS = 3
_QUOTES = str.maketrans("’‘“”", "''\"\"")
_SITE_WORDS = 3  # of a name; a title that shares nothing with the text is longer
_CLOCK = re.compile(
    r"\W*(?:[Ss]aat\W*)?\d{1,2}[:.]\d\d(?:\W*$|\s?[-–—|:]\s)"
)  # the time of an entry, a title behind it or not
DOUBT = "the title shares no word with the text"


def title_of_page(
    candidates: Iterable[str], blocks: Sequence[Block], site: tuple[str, ...]
) -> tuple[str | None, tuple[str, ...]]:
    """The first candidate that is about the text, and a warning where none is: then the first that is no site's name.

    Candidates are cleaned of site names, prefixes and suffixes; those that are nothing but a site's name or a section
    fall away.
    """
    cleaned = [cut for title in candidates if has_letters(title) and (cut := clean_title(one_line(title), site))]
    usable = [
        title
        for title in dict.fromkeys(cleaned)
        if not (
            _is_site(title, site) or publication_line(title) or _CLOCK.match(title) or falls_under("breadcrumb", title)
        )
    ]
    usable = list(dict.fromkeys(_without_name(title, usable) for title in usable))
    keys_of_titles = set(map(fold, usable))
    longest = max(map(len, usable), default=0)  # what is twice as long is no title
    text = " ".join(
        block.text for block in blocks if len(block.text) > 2 * longest or fold(block.text) not in keys_of_titles
    )
    told = fold_words(text)
    # "Kars Postası": whose page it is, unless it is what the article is about.
    usable = [title for title in usable if not (_is_banner(title) and fold_words(title) not in told)]
    others = stems(text)
    for i, title in enumerate(usable):
        if stems(title) & others and (i == 0 or " " in title):
            return title, ()
    for title in usable:
        if len(title.split()) > _SITE_WORDS and belongs(title, text):
            return title, ()
    headings = {fold(block.text) for block in blocks if block.kind == "heading"}
    first = next((title for title in usable if fold(title) in headings), usable[0] if usable else None)
    return first, ((DOUBT,) if first is not None else ())


def _without_name(title: str, others: Sequence[str]) -> str:
    """The one of the others that a title begins with and goes on behind a bar: what stands there is a name."""
    return next((other for other in others if title.startswith(other) and _BAR.match(title, len(other))), title)


def _is_banner(title: str) -> bool:
    """Whether a title is an outlet's name, with its motto or without: "Kars Postası | Kars'ın haber sitesi"."""
    name, *motto = (part for part in _SEPARATOR.split(title) if part)
    return is_outlet(name) and all(fold(part).endswith(("sitesi", "adresi", "portali", "gazetesi")) for part in motto)


def belongs(title: str, text: str) -> bool:
    """Whether a title shares a word (by its stem) with the text; True where either is too short to tell."""
    words, others = stems(title), stems(text)
    return len(words) < _ENOUGH_WORDS or len(others) < _ENOUGH_TEXT or bool(words & others)


def stems(text: str) -> set[str]:
    """The words of a text that tell something, by the letters before their endings."""
    return {
        word[:_STEM] for word in fold_words(text).split() if len(word) >= _WORD or (word.isdigit() and len(word) > 1)
    }


def clean_title(title: str, site: tuple[str, ...] = ()) -> str:
    """A title without the site's name, a section or "Son Dakika Haberleri" behind it, and "SON DAKİKA:" before it."""
    cut = cut_tail(cut_site_name(title, site))
    if cut != title:  # "… | Bursa Hakimiyet | Bursa Haber": the name stands before its motto
        cut = _NAMED_TAIL.sub("", cut)
    return cut_prefix(_NOTE.sub("", cut))


def cut_prefix(title: str) -> str:
    """The title without a site's word before it: "Son Dakika: …", "CANLI | …", "Haberler - …"."""
    title = _HASHTAG.sub("", title, count=1) if title.startswith("#") else title
    for _ in range(3):
        found = _PREFIX.match(title)
        if found is None:
            break
        key, bar = fold(" ".join(dict.fromkeys(found["words"].split()))), found["mark"].strip() in "|»>–—•-])"
        rest = title[found.end() :]
        known = key in keys("titles", "prefix") or (bar and key in keys("titles", "bar prefix"))
        if not known or len(rest.split()) < 2:
            break
        title = rest
    return cut_crumbs(title)


def cut_crumbs(title: str) -> str:
    """The title without the way to it, glued before it: "Haberler Meclis …", "Kent TV Haberler Meclis …"."""
    words = title.split()
    for count in range(min(_CRUMB_WORDS, len(words) - 2), 0, -1):
        crumbs = fold(" ".join(words[:count]))
        rest = title.split(None, count)[count]
        begins = words[count][:1].isupper() or (words[count][:1].isdigit() and count == 1)
        if begins and (
            crumbs in keys("titles", "bare prefix") or (crumbs in keys("titles", "bare breaking") and _is_running(rest))
        ):
            return rest
    return title


def _is_running(rest: str) -> bool:
    """Whether what follows is a line of its own: not "SON DAKİKA GOLÜ", nor "Son Dakika Golü" among other capitals."""
    return not rest.split(None, 1)[0].isupper() and any(word.islower() for word in rest.split())


def crumbs_before(text: str, title: str) -> int:
    """The length of the way to an article that stands before its title at the head of a text; 0 where none does."""
    place = text[: _SITE_NAME_LENGTH + len(title)].translate(_QUOTES).find(title.translate(_QUOTES))
    if place <= 0 or place > _SITE_NAME_LENGTH:
        return 0
    words = text[:place].split()
    ends = any(
        fold(" ".join(words[-n:])) in keys("titles", "bare prefix") for n in range(1, min(_CRUMB_WORDS, len(words)) + 1)
    )
    return place if ends else 0


def cut_tail(title: str) -> str:
    """The title without a tail that is no name but generic: "… - Son Dakika Haberleri", "… | Ekonomi"."""
    for _ in range(3):
        tail = title[-_SITE_NAME_LENGTH:]
        separators = list(_SEPARATOR.finditer(tail))
        if not separators:
            break
        words = tail[separators[-1].end() :]
        head = title[: len(title) - len(tail) + separators[-1].start()].rstrip()
        if len(head.split()) < 2 or not (
            _is_generic(words) or fold(words) in keys("titles", "section") or _is_outlet_tail(words)
        ):
            break
        title = head
    return title


def _is_generic(tail: str) -> bool:
    """Whether a tail says no more than "news": generic words, or a place before "Haber"."""
    folded = [fold(word) for word in re.findall(r"[\w.]+", tail)]
    telling = keys("titles", "tail word")
    if not any(word in telling for word in folded) and "sondakika" not in "".join(folded):
        return False
    others = [word for word in folded if word not in telling and word not in keys("titles", "tail filler")]
    return not others or (len(others) == 1 and others[0] in keys("places"))


def _is_outlet_tail(words: str) -> bool:
    """The name of a newspaper, site or agency behind a title: a known one, "Gazete Pencere", "Kuzey Haber"."""
    key = fold(words)
    named = (
        key in keys("outlets", "name") or key in agency_keys() or (key.startswith("gazete") and " " in words.strip())
    )
    return named or (is_outlet(words) and len(words.split()) > 1 and key not in keys("titles", "no outlet"))


def _is_site(title: str, site: tuple[str, ...]) -> bool:
    key = fold(title)
    names = {fold(name) for name in site} | {fold(host_name(name)) for name in site}
    return key in names or key in keys("titles", "section") or key in keys("titles", "prefix")


def cut_site_name(title: str, names: tuple[str, ...]) -> str:
    """The title without the name of the site behind it or before it ("… | NTV Haber"); ``names`` of site and host."""
    known = {fold(host_name(name)) for name in names} - {""}
    for _ in range(3):  # "… - Ekonomi - Sözcü - Sözcü Gazetesi"
        tail = title[-_SITE_NAME_LENGTH:]
        separators = list(_SEPARATOR.finditer(tail))
        if not separators or not _is_name(fold(tail[separators[-1].end() :]), known):
            break
        title = title[: len(title) - len(tail) + separators[-1].start()].rstrip() or title
    first = _SEPARATOR.search(title[:_SITE_NAME_LENGTH])
    if first is not None and fold(title[: first.start()]) in known and len(title[first.end() :].split()) > 1:
        title = title[first.end() :]
    return title


def _is_name(key: str, known: set[str]) -> bool:
    return any(key.startswith(name) or (len(key) > 2 and name.startswith(key)) for name in known)


def host_label(url: str | None) -> str | None:
    """The host of an address without "www.", or None where it is no web address."""
    found = re.match(r"https?://(?:www\d?\.|m\.|amp\.)?([\w.-]{3,100})", url or "")
    return found[1].lower() if found is not None and "." in found[1] else None


def host_name(name: str) -> str:
    """``www.ntv.com.tr`` → ``ntv``; other names come back unchanged."""
    host = re.sub(r"^(?:https?://)?(?:www\d?\.|m\.|tr\.|amp\.)*", "", name.strip().lower()).split("/", 1)[0]
    labels = host.split(".")
    if len(labels) < 2 or " " in host:
        return name
    while len(labels) > 1 and labels[-1] in _GENERIC_HOSTS:
        labels.pop()
    return labels[-1]
