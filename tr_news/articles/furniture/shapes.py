"""Rules of furniture by shape: what a list of words can't say. Each is a test of a line, under the rule's name in SHAPES."""

import re
from functools import cache

from tr_news.articles.furniture.sentence import Sentence, is_sentence, word_set
from tr_news.articles.lists import agency_keys, entries, keys, sections
from tr_news.articles.stamp_forms import is_yearless
from tr_news.articles.text import fold, fold_words

_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+90\s?)?\(?0?\s?\d{3}\)?[\s-]\d{3}[\s-]\d{2}[\s-]?\d{2}(?!\d)")
_POST = re.compile(r"\(@\w{2,30}\)\W{0,4}(?:\d{1,2} \w{3,9}|[A-Z][a-z]{2,8} \d{1,2}),? \d{4}\W*$")
_RELATIVE = re.compile(
    r"\d{1,3}\s?(?:saniye|dakika|dk|saat|gün|hafta|ay|yıl) önce|az önce|şimdi|bugün|dün", re.IGNORECASE
)
_UNDATED = re.compile(
    rf"(?:{_RELATIVE.pattern})?\W*(?:saat\W*)?(?:\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?)?\W*(?<=\w)\W*", re.IGNORECASE
)
_LEADING = re.compile(r"\W{0,4}([^\W_][^:]{2,40}):\s?(\S)")
_PARENTHESIS = re.compile(r"[(\[]\s?([^()\[\]]{2,80})\s?[)\]]\s?\.?$")
_PHOTO_TAIL = re.compile(
    r"(?:[/|•·–—-]\s?|\.\s|\s)(?:fotoğraf|foto|görsel|photo|kaynak)\s?:\s?[^:.]{2,60}$|©\s?[^.]{2,60}$", re.IGNORECASE
)
_AGENCY_TAIL = re.compile(r"\s[/|–—-]\s?([A-ZÇĞİÖŞÜ][\w ]{1,20})$")
_CAPTION_LENGTH = 260  # characters of a line that ends in parentheses
_TAIL_LENGTH = 200  # of one that ends in a photographer behind a mark
_COUNTER_LENGTH = 80
_POINTER = re.compile(r"\s?(?:👉|👇|➡|🔗|▶|►|>>|»|→|☞|🔴\s?İZLE|📌|📲|📱|🔔|📢|✅\s?(?:takip|abone))", re.IGNORECASE)
_FIGURE = re.compile(r"(?<!\S)[%↑↓▲▼+-]{0,2}[\d.,]+[%°CTL₺$€]{0,3}(?!\S)")
_ADDRESS_LINE = re.compile(
    r"\W*(?:https?://|www\.)\S+\W*|\W*[\w.+-]+@[\w-]+\.[\w.]+\W*|(?:\W*(?:\w{1,12}\s?:\s?)?[#@]\w+)+\W*"
)


@cache
def _of(name: str) -> frozenset[str]:
    return frozenset(word_set(name))


def _is_caption(text: str) -> bool:
    """A short line with its photographer, agency or archive in parentheses or behind a bar at its end."""
    if len(text) > _CAPTION_LENGTH:
        return False
    found = _PARENTHESIS.search(text)
    if found is not None and _names_a_photo(found[1]):
        return True
    tail = _AGENCY_TAIL.search(text)
    if tail is not None and fold(tail[1]) in agency_keys() and len(text) < _TAIL_LENGTH:
        return not is_sentence(text[: tail.start()])
    parts = list(filter(None, map(fold, re.split(r"[/|,·–—()-]", text)))) if len(text) < 60 else []
    if parts and all(part in _of("photo") or part in agency_keys() for part in parts):
        return any(part in _of("photo") for part in parts)  # "AA / Arşiv"
    return (
        _PHOTO_TAIL.search(text) is not None and not is_sentence(_PHOTO_TAIL.sub("", text)) and len(text) < _TAIL_LENGTH
    )


def _names_a_photo(text: str) -> bool:
    """Whether parentheses hold a photographer, a picture agency, or "Arşiv", by their first or last word."""
    words = fold_words(text).split()
    known = _of("photo") | _of("photo agency")
    agency = any(fold(part) in agency_keys() for part in re.split(r"[/|,•·–—-]", text)[1:])  # (Can Ulus - AA)
    return bool(words) and (agency or words[0] in _of("photo") or words[-1] in known or "".join(words[-2:]) in known)


@cache
def _counter() -> re.Pattern[str]:
    words = "|".join(re.escape(entry) for entry in sorted(entries("stamps", "counter"), key=len, reverse=True))
    return re.compile(
        rf"(?:toplam(?:da)?\s)?\d[\d.,]*\s?(?:kez|kişi|defa)?\s?(?:{words})\b\.?|{_RELATIVE.pattern}|(?:A[+-]\s?){{1,4}}"
        r"|(?:sayfa\s?:?\s?)?\d{1,3}\s?/\s?\d{1,3}|sayfa\s?:?\s?\d{1,3}",
        re.IGNORECASE,
    )


def _is_counter(text: str) -> bool:
    """ "1.284 okunma", "2 dk okuma", "3 saat önce", "1 / 12": nothing but counters and what parts them."""
    return (
        len(text) < _COUNTER_LENGTH and bool(_counter().search(text)) and not re.search(r"\w", _counter().sub("", text))
    )


_ROW = re.compile(r"(?:(?:[^\W\d]+|[^\w\s]{1,3})\s){1,2}[%-]?\d[\d.,]*\s?[°%]?C?(?:\s|$)")
_TOTAL = re.compile(r"\w[\w ]{2,25} sayısı\s?:\s?[\d.,]+\W*", re.IGNORECASE)
_ROWS = 3  # figures of a row that is no sentence


def _is_figures(text: str) -> bool:
    """ "Mutlu 3 Üzgün 1 Kızgın 0", "İstanbul 4° Ankara -2° İzmir 9°", "Ziyaretçi sayısı: 1.204": names and figures in turn."""
    if len(text) > 120:
        return False
    if _TOTAL.fullmatch(text):
        return True
    return len(_ROW.findall(text)) >= _ROWS and not re.search(r"\w", _ROW.sub("", text))


def _is_menu(text: str) -> bool:
    """ "Geri | Yukarı | Ana Sayfa": short names between bars, no figures."""
    parts = [part.strip(" <>«»") for part in text.split("|")]
    short = all(0 < len(part.split()) <= 4 for part in parts)
    return len(parts) > 2 and short and not re.search(r"\d|[.!?:]$", text)


_ISSUE = re.compile(r"[^.:!?]{3,50}\s(?:#|no\.?\s?:?\s?|sayı\s?:?\s?)\d{1,5}", re.IGNORECASE)


def _is_issue(text: str) -> bool:
    """The head of a newsletter: "Haftalık Enerji Notları #112"."""
    return _ISSUE.fullmatch(text) is not None and len(text.split()) <= 7


def _is_clip(text: str) -> bool:
    """The times of a player: "0:00 / 2:34"."""
    return re.fullmatch(r"\d{1,2}:\d\d(?::\d\d)?\s?/\s?\d{1,2}:\d\d(?::\d\d)?", text.strip()) is not None


def _is_share_bar(text: str) -> bool:
    """A row of buttons: the names of networks and what one does there."""
    if text.rstrip().endswith("."):
        return False
    parts = fold_words(text).split()
    return 1 < len(parts) <= 20 and all(part in _of("share") for part in parts)


def _is_pointer(text: str) -> bool:
    """A line that points: "👉 …", without the end of a sentence."""
    return _POINTER.match(text) is not None and (not is_sentence(text) or "@reader" in Sentence(text).marks)


def _is_address(text: str) -> bool:
    """Nothing but addresses, handles or hashtags."""
    return len(text) < 300 and _ADDRESS_LINE.fullmatch(text) is not None


_TITLED = re.compile(r"[^-–—>›»/|\\•→·]+\s[-–—]\s(?:\S+\s){4}")  # "Haberler - Meclis bütçeyi onayladı …"


def _is_breadcrumb(text: str) -> bool:
    """The way through the site: "Anasayfa > Gündem > …", names of sections parted by marks, or glued to one another."""
    if len(text) > 160:
        return False
    known = keys("titles", "section")
    parts = [fold(part) for part in re.split(r"\s?[>›»/|\\•→·]\s?|\s[-–—]\s", text)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and (
        all(part in known for part in parts)
        or (parts[0] in keys("titles", "home") and not text.rstrip().endswith(".") and not _TITLED.match(text))
    ):
        return True
    if ">" in text and parts and parts[-1] in known and len(text.split()) <= 2 * len(parts):
        return True  # "Haber7 > Güncel"
    if len(parts) > 2 and text.isupper() and sum(part in known for part in parts) > 1:
        return True  # "SPOR / FUTBOL / TRANSFER"
    # Glued: "AnasayfaGündemSiyaset"; two sections at least, a capital within a word.
    return re.search(r"[a-zçğıöşü][A-ZÇĞİÖŞÜ]", text) is not None and _glued(fold(text), known) > 1


def is_section(text: str) -> bool:
    """Whether a line is the name of a section of a site: "EKONOMİ", "Gündem Haberleri", "Manisa Haberleri"."""
    key = fold(text)
    return key in keys("titles", "section") or (
        key.endswith("haberleri") and key.removesuffix("haberleri") in keys("titles", "section") | keys("places")
    )


def _glued(key: str, known: frozenset[str]) -> int:
    """How many names of sections make up a word, longest first; 0 where they don't."""
    count = 0
    while key and len(key) < 200:
        name = next((name for name in sorted(known, key=len, reverse=True) if key.startswith(name)), None)
        if name is None:
            return 0
        key, count = key[len(name) :], count + 1
    return count


def _is_stamp_without_date(text: str) -> bool:
    """A label or a day without a year, and a time: "Yayınlanma: 2 saat önce", "Bugün 14:02", "13 Mart'ta eklendi"."""
    if len(text) > 60:
        return False
    rest = _stamp_label().sub("", text, count=1)
    if is_yearless(rest, labelled=rest != text):
        return True
    return _UNDATED.fullmatch(rest) is not None and (rest != text or _RELATIVE.search(rest) is not None)


@cache
def _stamp_label() -> re.Pattern[str]:
    labels = sorted((*entries("stamps", "updated"), *entries("stamps", "published")), key=len, reverse=True)
    return re.compile(
        rf"^\W*(?:{'|'.join(map(re.escape, labels))})(?: (?:tarihi|saati|zamanı))?\b\W{{0,4}}", re.IGNORECASE
    )


def _is_ticker(text: str) -> bool:
    """ "DOLAR 34,55 EURO 37,11 ALTIN 2.950": names of markets and figures, nothing else."""
    figures = len(_FIGURE.findall(text))
    if figures < 2:
        return False
    parts = text.split()
    named, others = 0, 0
    for part in parts:
        if fold(part) in _of("market"):
            named += 1
        else:
            others += 1
            if others > figures + 1:
                return False
    return named >= 2


def _is_copyright(text: str) -> bool:
    """ "© 2026 Kent Gazetesi. Tüm hakları saklıdır." """
    return len(text) < 300 and _COPYRIGHT.match(text) is not None


def _is_leading_label(text: str) -> bool:
    """ "SONRAKİ GALERİ: …", "GÜNÜN VİDEOSU: …": a label of few words that names a medium or asks to read on."""
    found = _LEADING.match(text)
    if found is None or len(text) > 200 or text.rstrip().endswith(".") or found[2] in "\"“'‘«":
        return False  # 'Ali Oku: "…"' is what someone says
    label = fold_words(found[1])
    return len(label.split()) <= 4 and any(f" {word} " in label for word in _of("leading"))


def _is_telephone(text: str) -> bool:
    """A number to call and few words: "Haber hattı 0262 000 00 00"."""
    return len(text.split()) <= 10 and _TELEPHONE.search(text) is not None and not is_sentence(text)


def _is_post(text: str) -> bool:
    """The foot of a post: "Kuzey Postası (@kuzeypostasi) 3 Mart 2026"."""
    return len(text) < 120 and _POST.search(text) is not None


def is_outlet(text: str) -> bool:
    """Whether a few words are a newsroom's or a newspaper's name, by their last or known: "Ova Haber", "BirGün"."""
    words = text.split()
    return 0 < len(words) <= 4 and (fold(words[-1]) in keys("outlets", "tail") or fold(text) in keys("outlets", "name"))


def _is_credits(text: str) -> bool:
    """ "Çeviri ve düzenleme: Lale Sönmez": a label of nothing but the words of credits, and few words behind it."""
    label, colon, rest = text.partition(":")
    words = [word for word in fold_words(label).split() if word != "ve" and not word.endswith(("ceden", "cadan"))]
    if not colon or rest.strip()[:1].isdigit() or not 0 < len(words) <= 4 or not 0 < len(rest.split()) <= 8:
        return False
    return all(word in _credit_words() for word in words) and not is_sentence(rest)


@cache
def _credit_words() -> frozenset[str]:
    labels = [line.removeprefix("label:") for line in sections("furniture")["credit"] if line.startswith("label:")]
    return frozenset(word for word in fold_words(" ".join(labels)).split() if len(word) > 3)


def _is_newsroom(text: str) -> bool:
    """A newsroom, an agency or its place alone: "Demirören Haber Ajansı / Adana", "Teknoloji Servisi"."""
    return len(text) < 80 and is_newsroom(text)


def is_newsroom(text: str) -> bool:
    """Whether a short line is nothing but newsrooms, agencies and places, one newsroom at least."""
    parts = [part.strip(" .()[]") for part in re.split(r"[/|,•·–—-]", text)]
    parts = [part for part in parts if part]
    if len(parts) > 1 and _AGENCY_FIRST.match(text) is not None and fold(parts[0]) in agency_keys():
        return len(parts) == 2 and len(parts[1].split()) == 1 and parts[1][0].isupper()  # "(DHA) – Kars"
    rooms = [part for part in parts if fold(part).endswith(("servisi", "habermerkezi", "haberajansi", "dishaberler"))]
    known = keys("places") | agency_keys()
    if len(parts) == 2 and parts[0] in rooms and parts[1].isalpha() and parts[1][0].isupper():
        return True  # "Haber Merkezi / Derekent", whatever the place
    return bool(rooms) and all(part in rooms or fold(part) in known for part in parts) and len(text.split()) <= 8


_AGENCY_FIRST = re.compile(r"[(\[][^()\[\]]{2,30}[)\]]\s?[-–—/,]")
_REPORT_OF = re.compile(
    r"['’](?:[ıiuü]n|n[ıiuü]n) (?:özel )?(?:haberi|röportajı|derlemesi|söyleşisi|çevirisi|izlenimleri)\W*$"
)
_BETWEEN_NAMES = re.compile(r"\s?[,/&]\s?|\s(?:ve\s)?")
_NAME = re.compile(r"[A-ZÇĞİÖŞÜÂÎÛ][\w.’'-]*")
_CREDIT_LENGTH = 100  # characters
_NAMED = range(2, 7)  # words of the names


def _is_credited(text: str) -> bool:
    """ "Yayına hazırlayan Hale Su", "Muhabir Can Al'ın haberi": whose work it is, without a colon, and nothing else."""
    if len(text) > _CREDIT_LENGTH or is_sentence(text):
        return False
    words = _BETWEEN_NAMES.split(text.strip(" ."))
    report = _REPORT_OF.search(text)
    if report is not None:
        words = _BETWEEN_NAMES.split(text[: report.start()])
        return len(words) in _NAMED and all(map(_NAME.fullmatch, words))
    count = next((n for n, word in enumerate(words) if n and _NAME.fullmatch(word)), len(words))
    role, names = words[:count], words[count:]
    if len(role) > 3 or len(names) not in _NAMED or not all(map(_NAME.fullmatch, names)):
        return False
    return fold(role[-1]).endswith(("layan", "leyen", "ceken", "yazan", "ceviren")) and all(
        fold(word) in _credit_words() or word.islower() for word in role
    )


SHAPES = {
    "legal": _is_copyright,
    "see-also": _is_leading_label,
    "credit": lambda text: _is_newsroom(text) or _is_credits(text) or _is_credited(text),
    "caption": _is_caption,
    "counter": _is_counter,
    "share-bar": _is_share_bar,
    "pointer": _is_pointer,
    "address": _is_address,
    "breadcrumb": _is_breadcrumb,
    "stamp": _is_stamp_without_date,
    "ticker": _is_ticker,
    "figures": _is_figures,
    "clip": _is_clip,
    "menu": _is_menu,
    "issue": _is_issue,
    "tip-off": _is_telephone,
    "social-embed": _is_post,
}
