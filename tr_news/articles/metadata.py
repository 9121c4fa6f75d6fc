"""What stands around the text of an article: front matter, dates of publication, datelines, site names."""

import json
import re
from collections.abc import Mapping
from datetime import date

from tr_news.articles.dates import find_stamps, parse_date
from tr_news.articles.text import clean, fold, one_line

_FRONT_MATTER_LIMIT = 20_000  # characters; what is longer isn't front matter
_KEY = re.compile(r"([^\W\d][\w .-]{0,40}?)[ ]*:(?:[ ]+(.*))?$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")

_DATE_PREFIX = re.compile(r"\s*(?:date\s*[: ]|tarih\s*:)\s*(?=\d)", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?P<updated>(?:son )?(?:güncelleme|güncellenme|güncellendi|updated))"
    r"|(?:ilk )?(?:giriş|yayın|yayınlanma|yayımlanma|yayınlandı|yayımlandı|oluşturulma|oluşturma|eklenme|eklendi"
    r"|haber(?: giriş)?|published|date|tarih))(?: tarihi| zamanı| saati)?\b[ ]{0,3}:?[ ]{0,3}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:[\s()\[\]|•·,;/–—-]|(?:saat:? ?)?[0-2]?\d[:.][0-5]\d(?!\d)){0,20}", re.IGNORECASE)

_AGENCY = (
    r"(?:AA|A\.A\.?|DHA|İHA|IHA|ANKA|CHA|BHA|THA|UHA|İLKHA|İHLAS|UAV|AFP|AP|REUTERS|DPA|TASS|RIA|EFE|ANSA|XINHUA"
    r"|[Rr]euters|Anadolu Ajansı|ANADOLU AJANSI)"
)
_AGENCY_ALONE = re.compile(rf"[(\[]?\s?(?:{_AGENCY})(?:\s?[-/,]\s?(?:{_AGENCY})){{0,3}}\s?[)\]]?\.?")
_PLACE = r"[A-ZÇĞİÖŞÜÂÎÛ][\w’'.]*(?:[ -][A-ZÇĞİÖŞÜÂÎÛ][\w’'.]*){0,3}"
_DAY = r"\d{1,2} [^\W\d_]{3,8}(?: \d{4})?"
_CREDIT = r"(?:Muhabir|MUHABİR|Haber(?:[-/ ]Foto)?|HABER(?:[-/ ]FOTO)?)"
_WITH_AGENCY = re.compile(
    rf"(?P<line>(?:{_CREDIT}\s?:\s)?(?:{_PLACE}\s?[,/–-]\s?){{0,3}}{_PLACE}(?:,?\s{_DAY})?\s?[,/]?\s?[-–—]?"
    rf"\s?[(\[]\s?{_AGENCY}\s?[)\]]"
    rf"(?:\s?[-–—]\s?[A-ZÇĞİÖŞÜ]{{2,}}(?: [A-ZÇĞİÖŞÜ.]{{2,}}){{1,3}}(?=\s?[-–—]\s))?)(?:\s?[-–—:.]{{1,2}}\s?|\s?$)"
)
_EUROPEAN_PARLIAMENT = re.compile(r"\bAP\b")
_SLASHED = re.compile(rf"(?P<line>{_PLACE}\s?[/-]\s?\(?{_AGENCY}\)?|{_AGENCY}\s?[/-]\s?{_PLACE})(?:\s?[-–—:]\s|\s?$)")
_AGENCY_FIRST = re.compile(rf"(?P<line>[(\[]{_AGENCY}[)\]])\s?[-–—]{{1,3}}\s")
_CITY = rf"(?P<city>{_PLACE}(?:\s?[,/]\s?{_PLACE})?)"
_NEXT = r"(?=[\"“‘']?(?P<next>[A-ZÇĞİÖŞÜ0-9]\w*))"
_WITH_CITY = (
    re.compile(rf"(?P<line>{_CITY}(?:,?\s?\([A-ZÇĞİÖŞÜ]{{2,8}}\))?)\s?[-–—]\s{_NEXT}"),  # ANKARA - Bakan
    re.compile(rf"(?P<line>{_CITY},?\s?[(\[]{_AGENCY}[)\]])\s{_NEXT}"),  # ANKARA (AA) Bakan
)

# Turkey's provinces and the capitals that Turkish agencies report from: a dateline without an agency needs one.
_CITY_NAMES = """
Adana Adıyaman Afyonkarahisar Afyon Ağrı Aksaray Amasya Ankara Antalya Ardahan Artvin Aydın Balıkesir Bartın Batman
Bayburt Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Düzce Edirne Elazığ
Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkari Hatay Iğdır Isparta İstanbul İzmir Kahramanmaraş
Karabük Karaman Kars Kastamonu Kayseri Kırıkkale Kırklareli Kırşehir Kilis Kocaeli Konya Kütahya Malatya Manisa Mardin
Mersin Muğla Muş Nevşehir Niğde Ordu Osmaniye Rize Sakarya Samsun Siirt Sinop Sivas Şanlıurfa Şırnak Tekirdağ Tokat
Trabzon Tunceli Uşak Van Yalova Yozgat Zonguldak Adapazarı İzmit Antakya İskenderun Bodrum Lefkoşa Girne Gazimağusa
Atina Bağdat Bakü Barselona Belgrad Berlin Bern Beyrut Bişkek Brüksel Budapeşte Bükreş Cenevre Cidde Doha Dubai
Duşanbe Erbil Gazze Gence Halep Hartum İslamabad Kabil Kahire Kerkük Kiev Kopenhag Köln Kudüs Lahey Londra Madrid
Minsk Moskova Münih Oslo Paris Pekin Prag Priştine Ramallah Riyad Roma Saraybosna Sofya Stockholm Strazburg Stuttgart
Şam Tahran Taşkent Tiflis Tokyo Trablus Tunus Üsküp Varşova Viyana Washington Zagreb Zürih
"""
_CITIES = frozenset(
    map(fold, [*_CITY_NAMES.split(), "New York", "Abu Dabi", "Yeni Delhi", "Addis Ababa", "BM Genel Merkezi"])
)

_SITE_NAME_LENGTH = 60
_SITE_SEPARATOR = re.compile(r"\s?[|»]\s?|\s[-–—•·]\s|\s::\s")


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The scalar fields of a YAML front matter (keys folded) and the text below it.

    A reader for ``key: value`` only: plain, quoted, and block scalars. Lists, mappings, anchors, aliases and tags
    are passed over, so nothing in it can grow or run. Text without a closed block comes back as it is.
    """
    lines = text[:_FRONT_MATTER_LIMIT].lstrip("\n").split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return {}, text
    fields: dict[str, str] = {}
    i = 1
    while i < end:
        found = _KEY.match(lines[i])
        i += 1
        if found is None:
            continue
        value = (found[2] or "").strip()
        continued: list[str] = []
        while i < end and (lines[i].startswith((" ", "\t")) or not lines[i].strip()):
            continued.append(lines[i].strip())
            i += 1
        fields.setdefault(fold(found[1]), _scalar(value, continued))
    if not fields:
        return {}, text
    return {key: value for key, value in fields.items() if value}, "\n".join(text.lstrip("\n").split("\n")[end + 1 :])


def _scalar(value: str, continued: list[str]) -> str:
    if re.match(r"[|>][+-]?\d?\s*(?:#.*)?$", value):
        value = ""
    elif value[:1] in ("[", "{", "&", "*", "!") or any(line.startswith("- ") for line in continued):
        return ""
    value = " ".join([value, *continued]).strip()
    if value[:1] == '"':
        closing = re.match(r'"(?:[^"\\]|\\.)*"', value)
        try:
            # Escapes can spell what the text itself was cleaned of.
            return one_line(clean(str(json.loads(closing.group())))[0]) if closing else value.strip('"')
        except ValueError:
            return value.strip('"')
    if value[:1] == "'":
        closing = re.match(r"'(?:[^']|'')*'", value)
        return closing.group()[1:-1].replace("''", "'") if closing else value.strip("'")
    value = _COMMENT.sub("", value).strip()
    return "" if value in ("~", "null") else value


def date_prefix(text: str) -> tuple[str, date | None, bool]:
    """Takes a leading ``date 2025-10-21`` off.

    Returns:
        The text without it, the day (None for an impossible one), and whether there was a prefix.
    """
    found = _DATE_PREFIX.match(text[:80])
    if found is None:
        return text, None, False
    stamp = next(find_stamps(text[found.end() : found.end() + 80]), None)
    if stamp is None or stamp.start != 0:
        return text, None, False
    return text[found.end() + stamp.end :].lstrip(" .:|–—-"), stamp.day, True


def publication_line(line: str) -> tuple[date | None, bool] | None:
    """Reads a line of nothing but dates and their labels ("Giriş Tarihi: 21.10.2025 14:30 Güncelleme: …").

    Returns:
        None where the line is anything else; otherwise the day, preferring publication to update, and whether it is
        of an update only.
    """
    if len(line) > 200:
        return None
    published: date | None = None
    updated: date | None = None
    position = 0
    stamps = iter(find_stamps(line))
    for stamp in stamps:
        gap = line[position : stamp.start]
        label = _LABEL.search(gap)
        rest = gap if label is None else gap[: label.start()] + gap[label.end() :]
        if _BETWEEN.fullmatch(rest) is None:
            return None
        if label is not None and label["updated"]:
            updated = updated or stamp.day
        else:
            published = published or stamp.day
        position = stamp.end
    if position == 0 or _BETWEEN.fullmatch(line[position:]) is None:
        return None
    return published or updated, published is None


def cut_stamps(text: str) -> tuple[list[str], date | None]:
    """Cuts labelled stamps with a time of day ("Giriş: 16 Eylül 2025, Salı 08:43") out of running text.

    Returns:
        The pieces around them, and the day of the first.
    """
    if _LABEL.search(text) is None:
        return [text], None
    pieces: list[str] = []
    day: date | None = None
    position = 0
    labels = {found.end(): found.start() for found in _LABEL.finditer(text) if ":" in found.group()}
    for stamp in find_stamps(text):
        start = labels.get(stamp.start)
        if start is not None and stamp.timed and start >= position and _stands_apart(text, start, stamp.end):
            pieces.append(text[position:start])
            position = stamp.end
            day = day or stamp.day
    pieces.append(text[position:])
    return [piece.strip(" |-–—") for piece in pieces if piece.strip(" |-–—")], day


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is no part of a sentence ("Sınava giriş saati: 21 Ekim 2025 10.00 olarak …")."""
    before, after = text[:start].rstrip(), text[end:].lstrip(" |-–—")
    opened = not before or before[-1] in '.!?|:)”"' or text[start].isupper()
    return opened and not after[:1].islower()


def split_dateline(text: str) -> tuple[str | None, str]:
    """Takes a dateline off the beginning of a paragraph ("ANKARA (AA) - …"); the rest may be empty."""
    head = text[:160]
    for pattern in (_WITH_AGENCY, _SLASHED, _AGENCY_FIRST):
        found = pattern.match(head)
        # "Avrupa Parlamentosu (AP)" is no Associated Press
        if found is not None and not (_EUROPEAN_PARLIAMENT.search(found["line"]) and not found["line"].isupper()):
            return found["line"].strip(), text[found.end() :].lstrip(" -–—")
    found = next(filter(None, (pattern.match(head) for pattern in _WITH_CITY)), None)
    if (
        found is not None
        # "İzmir - Çeşme yolu kapandı"
        and (found["city"].isupper() or found["line"].endswith((")", "]")))
        and all(fold(place) in _CITIES for place in re.split(r"[,/]", found["city"]))
        # "Trabzon - Rize yolu kapandı" is no dateline
        and (fold(found["next"]) not in _CITIES or found["city"].isupper() > found["next"].isupper())
    ):
        return found["line"].strip(), text[found.end() :]
    if len(text) <= 40 and all(fold(place) in _CITIES for place in re.split(r"[,/]", text)):
        return text.strip(), ""
    return None, text


def is_agency(line: str) -> bool:
    """Whether the line is nothing but the name of a news agency: "(AA)"."""
    return len(line) < 40 and _AGENCY_ALONE.fullmatch(line) is not None


def cut_site_name(title: str, names: tuple[str, ...]) -> str:
    """The title without the name of the site behind it ("… | NTV Haber"); ``names`` are site and host names."""
    keys = {fold(_host_label(name)) for name in names} - {""}
    for _ in range(3):  # "… - Ekonomi - Sözcü - Sözcü Gazetesi"
        tail = title[-_SITE_NAME_LENGTH:]
        separators = list(_SITE_SEPARATOR.finditer(tail))
        if not separators:
            break
        key = fold(tail[separators[-1].end() :])
        if not any(key.startswith(name) or (len(key) > 2 and name.startswith(key)) for name in keys):
            break
        title = title[: len(title) - len(tail) + separators[-1].start()].rstrip() or title
    return title


def _host_label(name: str) -> str:
    """``www.ntv.com.tr`` → ``ntv``; other names come back unchanged."""
    host = re.sub(r"^(?:https?://)?(?:www\d?\.|m\.|tr\.|amp\.)*", "", name.strip().lower()).split("/", 1)[0]
    labels = host.split(".")
    if len(labels) < 2 or " " in host:
        return name
    generic = {"com", "net", "org", "gov", "edu", "gen", "web", "info", "co", "tv", "tr", "az", "uk", "de"}
    while len(labels) > 1 and labels[-1] in generic:
        labels.pop()
    return labels[-1]


def date_of(fields: Mapping[str, object]) -> tuple[date | None, tuple[str, ...]]:
    """The day of the first date field that there is, and a warning where it can't be understood."""
    for key in DATE_FIELDS:
        value = fields.get(key)
        if value not in (None, "", [], {}):
            day = parse_date(value)
            if day is None:
                return None, (f"date {str(value)[:40]!r} not understood",)
            return day, ()
    return None, ()


# The spellings of fields in front matter and JSON, folded, the most telling first.
_DATE_NAMES = """
date datepublished publishedat published publisheddate publishdate publishingdate publicationdate pubdate
publishedtime articlepublishedtime tarih yayintarihi yayinlanmatarihi createdat created timestamp time
"""
_TEXT_NAMES = """
text body content articlebody fulltext maintext contenttext articletext metin icerik habermetni haber
contenthtml bodyhtml html
"""
DATE_FIELDS = tuple(_DATE_NAMES.split())
TEXT_FIELDS = tuple(_TEXT_NAMES.split())
TITLE_FIELDS = ("title", "headline", "baslik", "haberbasligi", "name")
URL_FIELDS = ("url", "link", "canonicalurl", "sourceurl", "articleurl", "permalink", "href", "adres", "externalurl")
ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
ID_FIELDS = ("id", "articleid", "docid", "newsid", "guid", "uuid")
