"""Page furniture: a hundred and fifty texts and pages with every line marked, and each rule by its name."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tr_news.articles import Article, read_bytes
from tr_news.articles.furniture import is_section, rule_of_line, rule_of_sentence
from tr_news.articles.furniture.line import Line
from tr_news.articles.furniture.sentence import is_colophon, sentences
from tr_news.articles.furniture.shapes import SHAPES
from tr_news.articles.furniture.voice import rule_of_voice
from tr_news.articles.furniture.words import rules
from tr_news.articles.lists import entries, sections

DATA = Path(__file__).parent / "data" / "articles"
_TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")


@dataclass(frozen=True)
class Case:
    """A text or page, and what each of its lines is."""

    name: str
    source: str
    text: str
    said: tuple[str, ...]  # sentences of the article
    furniture: tuple[str, ...]
    title: str


def plain(line: str) -> str:
    """What is read of a line of HTML."""
    text = " ".join(html.unescape(_TAG.sub(" ", line)).split())
    return re.sub(r"^[A-ZÇĞİÖŞÜ]+ \(\w+\) - ", "", text)  # the dateline


def cases() -> Iterator[Case]:
    for path in sorted(DATA.glob("*.txt")):
        suffix = ".html" if path.stem.startswith("pages") else ".txt"
        for part in path.read_text("utf-8").split("\n=== ")[1:]:
            name, _, body = part.partition("\n")
            lines = [line.split("|", 1) if line.strip() else ["-", ""] for line in body.rstrip().split("\n")]
            marked = {mark: tuple(plain(text) for m, text in lines if m == mark) for mark in "STFD"}
            text = "\n".join(text for _, text in lines)
            yield Case(name, name + suffix, text, marked["S"], (*marked["F"], *marked["D"]), "".join(marked["T"]))


CASES = list(cases())


def key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def read(case: Case) -> Article:
    article, *more = read_bytes(case.text.encode(), case.source)
    assert isinstance(article, Article), article
    assert not more
    return article


def test_there_are_a_hundred_and_fifty_of_them() -> None:
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_sentence_of_an_article_is_lost(case: Case) -> None:
    read_of_it = key(" ".join(paragraph.text for paragraph in read(case).paragraphs))
    assert [said for said in case.said if key(said) not in read_of_it] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_furniture_is_among_the_sentences(case: Case) -> None:
    """What can become a bullet: paragraphs and items. Headings don't; the spot may be said again as a heading."""
    sentences = [key(p.text) for p in read(case).paragraphs if p.kind in ("text", "list")]
    said = key(" ".join(case.said))
    found = [line for line in case.furniture if key(line) and key(line) not in said]
    assert [line for line in found if any(key(line) in text or text in key(line) for text in sentences)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_title_is_the_storys(case: Case) -> None:
    assert read(case).title == case.title


def test_what_is_missed_is_one_in_fifty() -> None:
    marks = [
        line[0] for path in DATA.glob("*.txt") for line in path.read_text("utf-8").splitlines() if line[1:2] == "|"
    ]
    assert marks.count("M") <= marks.count("F") / 50


LINES = [line.split("\t") for line in (DATA / "lines.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


def rule_of(line: str) -> str:
    """The rule that a line falls under where it stands alone at the end of an article; "-" for none."""
    rule = rule_of_line(line) or next(filter(None, map(rule_of_sentence, sentences(line))), None)
    if rule is None and is_section(line):
        rule = "section"
    if rule is None and is_colophon(line):
        rule = "colophon"
    return rule or "-"


@pytest.mark.parametrize(("rule", "line"), LINES, ids=lambda text: text[:40])
def test_a_line_falls_under_its_rule_or_under_none(rule: str, line: str) -> None:
    assert rule_of(line) == rule


def test_every_rule_has_a_line() -> None:
    assert {rule.name for rule in rules()} | set(SHAPES) <= {rule for rule, _ in LINES}


BODY = (
    "Kocaeli Büyükşehir Belediyesi, sahil bandındaki üç iskeleyi yenileme kararı aldı.",
    "Proje kapsamında iskelelere engelli asansörü yapılacak, bekleme salonları ısıtılacak.",
    "Toplam maliyet 58 milyon lira olarak hesaplandı.",
)


@pytest.mark.parametrize(("rule", "line"), LINES, ids=lambda text: text[:40])
@pytest.mark.parametrize("place", [2, 3])
def test_in_an_article_sentences_stay_and_furniture_goes(rule: str, line: str, place: int) -> None:
    blocks = [*BODY[:place], line, *BODY[place:]]
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", *blocks]).encode(), "a.txt")
    assert isinstance(article, Article)
    said = [paragraph.text for paragraph in article.paragraphs if paragraph.kind in ("text", "list")]
    if rule == "-":
        assert said == blocks
    elif rule != "colophon" or place == 3:
        assert said == list(BODY)


def test_a_sentence_of_the_middle_of_a_paragraph_stays() -> None:
    text = f"{BODY[0]} Uygulamamızı indirin. {BODY[2]}"
    (article,) = read_bytes(f"İskeleler yenileniyor\n\n{text}\n\n{BODY[1]}".encode(), "a.txt")
    assert isinstance(article, Article)
    assert text in article.body


def test_furniture_glued_to_the_end_of_a_paragraph_is_cut() -> None:
    text = f"{BODY[0]} Haberin devamı için tıklayın."
    (article,) = read_bytes(f"İskeleler yenileniyor\n\n{text}\n\n{BODY[1]}".encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == f"{BODY[0]}\n{BODY[1]}"


def test_corrections_are_said_apart() -> None:
    note = "DÜZELTME: Haberin ilk hâlinde maliyet 85 milyon lira olarak yer almıştı."
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", *BODY, note]).encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == "\n".join(BODY)
    assert article.warnings == (f"correction: {note}",)


def test_a_file_of_nothing_but_furniture_is_left_alone() -> None:
    (article,) = read_bytes("Çerez politikamızı kabul edin.".encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == "Çerez politikamızı kabul edin."


def test_a_repeated_spot_stands_once() -> None:
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", BODY[0], BODY[0], *BODY[1:]]).encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == "\n".join(BODY)


PAGE = (
    "<html><body><article><h1>İskeleler yenileniyor</h1>"
    "<p>{}</p><{}><p>{}</p></{}><p>{}</p><p>{}</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("rule", "name"), [(rule, name) for rule in sections("page") for name in entries("page", rule)]
)
def test_an_element_goes_by_its_class(rule: str, name: str) -> None:
    other = "Bahçelievler'de dün akşam açılan sergiye yüzlerce kişi katıldı, kapılar erken kapandı."
    for tag, attribute in (("div", f'class="{name}"'), ("section", f'id="{name}-1"')):
        text = PAGE.format(BODY[0], f"{tag} {attribute}", other, tag, BODY[1], BODY[2])
        (article,) = read_bytes(text.encode(), "a.html")
        assert isinstance(article, Article)
        assert article.body == "\n".join(BODY), rule


@pytest.mark.parametrize("name", ["reklamcilik-haber", "content", "yorumcu", "adana", "sharepoint", "metin", "bulteni"])
def test_an_element_stays_whose_class_only_resembles_one(name: str) -> None:
    (article,) = read_bytes(
        PAGE.format(BODY[0], f'div class="{name}"', BODY[1], "div", BODY[2], "Açılış mayısta.").encode(), "a.html"
    )
    assert isinstance(article, Article)
    assert BODY[1] in article.body


def test_keywords_on_lines_of_their_own_go_with_their_label() -> None:
    text = "\n\n".join(["İskeleler yenileniyor", *BODY, "Etiketler:\niskele\nkocaeli\nsahil bandı"])
    (article,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == "\n".join(BODY)


def test_headlines_below_a_see_also_line_go_and_the_article_goes_on() -> None:
    others = "İLGİLİ HABERLER\nVapur seferleri arttı\nKörfez'de balık ölümleri"
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", *BODY[:2], others, BODY[2]]).encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == "\n".join(BODY)


def voices(*lines: str) -> list[str]:
    """What is left of an article with these lines behind it."""
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", *BODY, *lines]).encode(), "a.txt")
    assert isinstance(article, Article)
    return [p.text for p in article.paragraphs if p.kind in ("text", "list") and p.text not in BODY]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("request", "Limandan haberleri önce siz görmek için bildirimleri açmanız yeterli."),
        ("request", "Gazetemizin okur kulübüne katılmak ister misiniz?"),
        ("request", "Hesap oluştur, dosyayı indir"),
        ("cry", "Körfez Postası'nda bu hafta!"),
        ("cry", "Yıllık üyelikte dev fırsat!"),
        ("self", "Körfez Postası her gün okurunun yanındadır."),
        ("self", "Bu metin okurların görüşlerinden derlenebilir."),
        ("self", "Bağımsız bir internet gazetesidir."),
        ("self", "Bu bülten her pazartesi gelir."),
    ],
)
def test_the_voice_of_the_site_is_told_from_the_articles(rule: str, line: str) -> None:
    assert rule_of_voice(Line(line), last=True) == rule
    assert voices(line) == []


def test_a_fragment_behind_the_article_is_no_sentence_and_one_in_a_list_is() -> None:
    assert voices("Premium üyelikte yılın en büyük buluşması", "Haberin belgelerine ulaşmak için") == []
    listed = ("Yeni duraklar şunlar:", "Gazete Sokağı durağı ile çevresi", "Sahil Yolu Haber Merkezi önü")
    assert voices(*listed) == list(listed)


@pytest.mark.parametrize(
    "line",
    [
        "Siz de iskelede beklemek zorunda kalacaksınız.",
        "Kararı gazetelerden öğrendik, kimse bize sormadı!",
        'Başkan "Uygulamamızı indirin" çağrısı yaptı.',
        "Gazeteci Eda Kurt, görüntüleri sosyal medya hesabından paylaştı.",
        "Körfez Postası, belgeleri yayımladı.",
        "Bu sayede bekleme süresi kısalacak, okurlar da gazetesini iskelede okuyabilecek.",
    ],
)
def test_sentences_that_only_look_like_the_sites_stay(line: str) -> None:
    assert voices(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Ayrıntılar için @KorfezBelediye hesabını ve #SahilKonseri etiketini takip edin.",
        "Başvuru için www.korfez.example.tr adresini ziyaret edin.",
        "Sorularınızı bilgi@korfez.example.tr adresine gönderin.",
    ],
)
def test_where_an_article_sends_its_readers_stays_among_its_sentences(line: str) -> None:
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", *BODY[:2], line, BODY[2]]).encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.body == "\n".join((*BODY[:2], line, BODY[2]))


def test_an_article_that_speaks_to_its_readers_is_left_alone() -> None:
    advice = (
        "Evden çıkmadan telefonunuzu şarj edin.",
        "Yanınıza su alın, gölgede dinlenin.",
        "Başınız dönerse hemen oturun.",
        "Yardım gerekirse 112 Acil numarasını arayın.",
    )
    text = "\n\n".join(["Sıcakta dört öneri", "Uzmanlar sıcak hava için önerilerde bulundu.", *advice])
    (article,) = read_bytes(text.encode(), "a.txt")
    assert isinstance(article, Article)
    assert [p.text for p in article.paragraphs[2:]] == list(advice)


def test_an_order_beside_furniture_goes_with_it() -> None:
    assert voices("Bu haberi yalnızca aboneler okuyabilir.", "İstediğiniz an vazgeçebilirsiniz.") == []
    assert voices("İstediğiniz an vazgeçebilirsiniz.") == ["İstediğiniz an vazgeçebilirsiniz."]


@pytest.mark.parametrize(
    "markup", ["<p>Bağlantılı: <a href='/x'>{}</a></p>", "<a href='/x'><h3>{}</h3><p>Sefer yok.</p></a>"]
)
def test_labelled_links_and_cards_lead_to_other_stories(markup: str) -> None:
    page = PAGE.format(BODY[0], "div", BODY[1], "div", BODY[2], "Açılış mayısta yapılacak.")
    (article,) = read_bytes(page.replace("<div>", markup.format("Vapur bozuldu mu?") + "<div>").encode(), "a.html")
    assert isinstance(article, Article)
    assert article.body == "\n".join((*BODY, "Açılış mayısta yapılacak."))


def test_stray_lines_before_the_first_and_behind_the_last_sentence_go() -> None:
    lines = ["İskeleler yıl sonuna kadar yenileniyor", "Facebook", "CANLI TAKİP", *BODY, "Tüm Kategoriler", "Favori"]
    (article,) = read_bytes("\n\n".join(lines).encode(), "a.txt")
    assert isinstance(article, Article)
    assert [paragraph.text for paragraph in article.paragraphs] == [lines[0], *BODY]


@pytest.mark.parametrize(
    "behind",
    [
        ("Kazananlar şöyle:", "Ali Demir", "Ece Tan"),
        ("Ali Demir", "Ece Tan", "Can Su", "Nur Ak", "Efe Al"),
        ("Kocaelispor 3", "Altınordu 1"),
        ("Hakem: Ali Demir",),
    ],
)
def test_what_is_listed_behind_the_last_sentence_stays(behind: tuple[str, ...]) -> None:
    lines = ["İskeleler yıl sonuna kadar yenileniyor", *BODY, *behind]
    (article,) = read_bytes("\n\n".join(lines).encode(), "a.txt")
    assert isinstance(article, Article)
    assert all(line in article.body for line in behind)


def test_the_name_of_the_site_above_the_title_is_none() -> None:
    lines = ["Ova Gazetesi", "İskeleler yıl sonuna kadar yenileniyor", *BODY]
    (article,) = read_bytes("\n\n".join(lines).encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.title == lines[1]


UNSEEN = [line.split("\t")[1] for line in (DATA / "unseen.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize("place", [2, 3])
def test_of_lines_of_unseen_wording_one_in_fifty_stays(place: int) -> None:
    kept = []
    for line in UNSEEN:
        blocks = ["İskeleler yenileniyor", *BODY[:place], line, *BODY[place:]]
        (article,) = read_bytes("\n\n".join(blocks).encode(), "a.txt")
        assert isinstance(article, Article)
        assert set(BODY) <= {paragraph.text for paragraph in article.paragraphs}
        kept += [line for paragraph in article.paragraphs if paragraph.text == line]
    assert len(kept) <= len(UNSEEN) / 50, kept


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Bu içerik yalnızca kayıtlı kullanıcılara gösterilir.", False),
        ("Aylık 79 liradan başlayan dijital üyelik", False),
        ("Yeni çerez tercihleri", False),
        ("WhatsApp grubumuz açıldı!", False),
        ("Ece Tan'ın röportajı", False),
        ("Haberi derleyen Ece Tan ve Can Su", False),
        ("Yolcular, iskelelerde ücretsiz internete erişebilir.", True),  # of what the article tells
        ("Abonelik kartları ücretsiz kayıt noktalarında dağıtıldı.", True),
        ("Sosyal medya hesabı olan yolcular bilet için yorum yazabilir.", True),
        ("YOLCULARIN GÖRÜŞLERİ", True),
        ("Toplantıya katılan Ece Tan", True),
        ("Geçen yıl iki iskelede 41 bin kişi ağırlanmıştı.", True),
    ],
)
def test_a_line_between_paragraphs_is_the_sites_where_only_a_site_says_so(line: str, left: bool) -> None:
    (article,) = read_bytes("\n\n".join(["İskeleler yenileniyor", *BODY[:2], line, BODY[2]]).encode(), "a.txt")
    assert isinstance(article, Article)
    assert (line in [paragraph.text for paragraph in article.paragraphs]) == left
