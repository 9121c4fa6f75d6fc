"""Kinds of input that people really give, with what each must come to: one small file of each."""

# ruff: noqa: E501 (inputs stand on one line, as they are)
import base64
import json
import re
from email.message import EmailMessage

import pytest

from tr_news.articles import Article, read_bytes
from tr_news.articles.stories import are_apart
from tr_news.errors import InputError
from tr_news.langid.identify import identify, known

TITLE = "Sarıkamış yolu kapandı"
FIRST = "Kars Valiliği, Sarıkamış yolunun çığ tehlikesi nedeniyle kapatıldığını duyurdu."
SECOND = "Ekipler, yolda kalan 46 kişiyi iki saat içinde kurtardı."
BODY = f"{FIRST}\n{SECOND}"
MARKUP = f"<p>{FIRST}</p><p>{SECOND}</p>"
TRAM = (
    "<p>İzmir Büyükşehir Belediyesi, tramvay hattını Buca'ya kadar uzatmak için ihale açtı ve 14 firma başvurdu.</p>"
    "<p>Hat 9 kilometre uzunluğunda olacak, on iki durakta yolcu alacak ve iki yılda tamamlanacak.</p>"
    "<p>İhalenin bedeli 4,2 milyar lira olarak açıklandı, sözleşme nisanda imzalanacak.</p>"
)
SNOW = (
    "<p>Kars Valiliği, Sarıkamış geçidinin çığ tehlikesi nedeniyle kapatıldığını ve ekiplerin sahaya çıktığını duyurdu.</p>"
    "<p>Kurtarma timleri, mahsur kalan 46 kişiyi iki saat içinde oradan alarak otellere yerleştirdi.</p>"
    "<p>Geçidin perşembe sabahı açılması bekleniyor, sürücüler Digor üzerinden gidecek.</p>"
)


def articles(text: str | bytes, source: str) -> list[Article]:
    data = text.encode() if isinstance(text, str) else text
    found = list(read_bytes(data, source))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def refused(text: str, source: str = "a.txt") -> str:
    (error,) = read_bytes(text.encode(), source)
    assert isinstance(error, InputError)
    return str(error)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    main()\nValueError: x\n', "code"),
        ("SELECT id, ad FROM haber WHERE tarih > '2024-01-01';\nINSERT INTO haber (id) VALUES (1);\n", "code"),
        (
            "body { margin: 0; padding: 0 }\n.haber { color: #333; }\n@media (max-width: 9px) { p { margin: 0 } }\n",
            "code",
        ),
        ("version: 3\nservices:\n  web:\n    image: nginx:latest\n    ports:\n      - 80:80\n", "settings"),
        ("\\documentclass{article}\n\\begin{document}\nMetin burada.\n\\end{document}\n", "code"),
        ("diff --git a/x b/x\nindex 12..45 100644\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-eski\n+yeni\n", "a patch"),
        ("\n".join("9c3a950ed4c0064b494a3dbd718cac60" for _ in range(20)), "hexadecimal data"),
    ],
)
def test_what_no_one_wrote_as_an_article_is_refused_by_its_name(text: str, name: str) -> None:
    assert name in refused(text)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("29 Mar 24 09:00 GMT", "2024-03-29T12:00:00+03:00"),
        ("Fri, 29 Mar 2024 14:02:00 +0300", "2024-03-29T14:02:00+03:00"),
        ("2024-03-29T11:02:00Z", "2024-03-29T14:02:00+03:00"),
    ],
)
def test_dates_of_feeds(stamp: str, moment: str) -> None:
    feed = f"<rss><channel><item><title>{TITLE}</title><pubDate>{stamp}</pubDate><description>{BODY}</description></item></channel></rss>"
    (article,) = articles(feed, "a.xml")
    assert article.published is not None
    assert article.published.isoformat() == moment


@pytest.mark.parametrize(
    "line",
    ["29 Mart 2024, 14:02", "Mart 29, 2024 2:02 pm", "29 Mart 24 14:02", "29.03.2024 14:02 tarihinde yayınlandı"],
)
def test_lines_of_publication(line: str) -> None:
    (article,) = articles(f"{TITLE}\n{line}\n\n{FIRST}\n\n{SECOND}", "a.txt")
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-29T14:02:00+03:00"
    assert article.body == BODY


def page(head: str, body: str = f"<article><h1>{TITLE}</h1>{MARKUP}</article>") -> str:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def linked_data(value: object, around: str = "{}") -> str:
    return f'<script type="application/ld+json">{around.replace("{}", json.dumps(value))}</script>'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (linked_data({"@type": "WebSite", "datePublished": "2009-01-01"}), None),
        (linked_data({"@type": "NewsArticle", "datePublished": "2024-03-29"}, "//<![CDATA[\n{}\n//]]>"), "2024-03-29"),
        (linked_data([{"@graph": [{"@type": ["Article", "X"], "datePublished": "29.03.2024"}]}]), "2024-03-29"),
        (
            linked_data({"@type": "NewsArticle", "headline": "Başka bir haber burada", "datePublished": "2010-01-01"})
            + linked_data({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-29"}),
            "2024-03-29",
        ),
    ],
)
def test_the_date_is_the_articles_own(head: str, day: str | None) -> None:
    (article,) = articles(page(head), "a.html")
    assert (article.published and article.published.isoformat()) == day


@pytest.mark.parametrize(
    "title",
    [
        f"#SONDAKİKA {TITLE}",
        f"{TITLE} (VİDEO)",
        f"Gündem - {TITLE}",
        f"{TITLE} - Gündem Haberleri - Kars Postası",
        f"🔴 CANLI | {TITLE}",
    ],
)
def test_what_sites_put_around_titles_goes(title: str) -> None:
    (article,) = articles(page(f"<title>{title}</title>", f"<div>{MARKUP}</div>"), "a.html")
    assert article.title == TITLE


@pytest.mark.parametrize("title", ["Ardahan Postası", "Ardahan Postası | Bölgenin haber sitesi"])
def test_an_outlets_name_is_no_title(title: str) -> None:
    (article,) = articles(page(f"<title>{title}</title>", f"<div>{MARKUP}</div>"), "a.html")
    assert article.title is None


ENTRIES = (
    ("14:40", "Rize Valisi mahsur kalan 63 kişinin kurtarıldığını açıkladı."),
    ("12:15", "Arhavi sahil yolu kapatıldı."),
)


@pytest.mark.parametrize(
    "entry",
    [
        "<li><time>{}</time><div>{}</div></li>",
        "<dt>{}</dt><dd>{}</dd>",
        "<tr><td>{}</td><td>{}</td></tr>",
        "<article class='entry'><header><time>{}</time></header><p>{}</p></article>",
        "<p><b>{}</b><br>{}</p>",
    ],
)
def test_each_time_of_a_live_blog_stands_before_its_entry(entry: str) -> None:
    inner = "".join(entry.format(*pair) for pair in ENTRIES)
    (article,) = articles(
        page("<title>Sel: dakika dakika</title>", f"<article><h1>Sel: dakika dakika</h1>{inner}</article>"), "a.html"
    )
    assert [p.text for p in article.paragraphs[1:]] == [text for pair in ENTRIES for text in pair]


def test_days_above_the_entries_of_a_live_blog_leave_them_in_order() -> None:
    inner = "".join(
        f"<div class='post'><div><span>18 Haziran 2026</span> <b>{time}</b></div><h4>Gelişme var</h4><p>{text}</p></div>"
        for time, text in ENTRIES
    )
    (article,) = articles(
        page("<title>Sel: dakika dakika</title>", f"<article><h1>Sel: dakika dakika</h1>{inner}</article>"), "a.html"
    )
    said = " ".join(p.text for p in article.paragraphs)
    places = [said.find(part) for pair in ENTRIES for part in pair]
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            page("", f"<article><h2>Çığ düştü</h2>{SNOW}</article><article><h2>Tramvay uzuyor</h2>{TRAM}</article>"),
            "a.html",
        ),
        (
            page(
                "",
                f"<div class='haber'><h2>Çığ tehlikesi</h2>{SNOW}</div><div class='haber'><h2>Tramvay uzuyor</h2>{TRAM}</div>",
            ),
            "a.html",
        ),
        (page("", f"<h1>Çığ tehlikesi</h1>{SNOW}<hr><h1>Tramvay uzuyor</h1>{TRAM}"), "a.html"),
        (  # short ones: two paragraphs each
            page(
                "",
                f"<article><h2>Çığ tehlikesi</h2>{SNOW.rpartition('<p>')[0]}</article>"
                f"<article><h2>Tramvay uzuyor</h2>{TRAM.rpartition('<p>')[0]}</article>",
            ),
            "a.html",
        ),
    ],
)
def test_several_stories_on_a_page_are_told_and_split(text: str, source: str) -> None:
    first, second = articles(text, source)
    assert "Sarıkamış" in first.body
    assert "tramvay" not in first.body
    assert second.title == "Tramvay uzuyor"
    assert "2 stories" in " ".join(first.warnings)


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup.replace("</p>", "\n\n"))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"ÇIĞ TEHLİKESİ\n\n{plain(SNOW)}\n***\n\nTRAMVAY UZUYOR\n\n{plain(TRAM)}", "a.txt"),
        (f"Çığ tehlikesi\n29 Mart 2024\n\n{plain(SNOW)}\n\nTramvay uzuyor\n30 Mart 2024\n\n{plain(TRAM)}", "a.txt"),
        (f"Çığ tehlikesi\n\n{plain(SNOW)}\n\nTramvay uzuyor\n\n{plain(TRAM)}", "a.txt"),  # three blank lines between
        (f"# Çığ tehlikesi\n\n{plain(SNOW)}\n\n# Tramvay uzuyor\n\n{plain(TRAM)}", "a.md"),
        (f"## Çığ tehlikesi\n\n{plain(SNOW)}\n\n## Tramvay uzuyor\n\n{plain(TRAM)}", "a.md"),
    ],
)
def test_several_stories_in_a_text_are_told_and_split(text: str, source: str) -> None:
    first, second = articles(text, source)
    assert "tramvay" not in first.body.casefold()
    assert "kars" not in second.body.casefold()


def test_stories_with_small_headings_in_boxes_are_told_and_split() -> None:
    box = "<div class='haber'><h3>{}</h3>{}</div>"
    text = page("", box.format("Çığ tehlikesi", SNOW) + box.format("Tramvay uzuyor", TRAM))
    assert [article.title for article in articles(text, "a.html")] == ["Çığ tehlikesi", "Tramvay uzuyor"]


def test_stories_that_are_not_apart_are_said() -> None:
    short = SNOW.rpartition("<p>")[0]
    (article,) = articles(
        page("", f"<article><h1>Çığ tehlikesi</h1>{SNOW}</article><article><h2>Çığ önlemi</h2>{short}</article>"),
        "a.html",
    )
    assert "2 stories" in " ".join(article.warnings)


def test_teasers_below_a_story_are_no_stories() -> None:
    first = TRAM.partition("</p>")[0]
    for teaser in (f"{first}</p>", f"{first}</p><p>Devamı</p>"):
        text = page(
            "", f"<article><h1>Çığ tehlikesi</h1>{SNOW}</article><article><h2>Tramvay uzuyor</h2>{teaser}</article>"
        )
        assert len(articles(text, "a.html")) == 1


def test_sections_between_wide_gaps_are_not_split() -> None:
    lead, second, third = (part for part in plain(SNOW).split("\n\n") if part)
    text = (
        f"Çığ tehlikesi\n\n\n{lead}\n\n\nGeçitte son durum\n\n{second} {lead}\n\n\nBundan sonrası\n\n{third} {lead}\n"
    )
    assert len(articles(text, "a.txt")) == 1


@pytest.mark.parametrize("box", ["[x]", "[X]", "[ ]"])
def test_a_check_box_begins_an_item_without_another_mark(box: str) -> None:
    lead = plain(SNOW).partition("\n")[0]
    (article,) = articles(f"Çığ tehlikesi\n\n{lead}\n\n{box} Ekipler sahaya çıktı.\n\n{plain(TRAM)}", "a.txt")
    assert [p.text for p in article.paragraphs if p.kind == "list"] == ["Ekipler sahaya çıktı."]


def test_sections_of_one_story_are_not_split() -> None:
    more = SNOW.replace("duyurdu", "yineledi").replace("bekleniyor", "umuluyor")
    for text in (
        page(
            "",
            f"<h1>Çığ tehlikesi</h1><section class='s'><h2>Son durum</h2>{SNOW}</section><section class='s'><h2>Geçmiş</h2>{TRAM}</section>",
        ),
        page("", f"<h1>Çığ tehlikesi</h1>{SNOW}<h1>Geçidin durumu</h1>{more}"),
    ):
        assert len(articles(text, "a.html")) == 1
    assert len(articles(f"# Çığ tehlikesi\n\n{plain(SNOW)}\n# Geçidin durumu\n\n{plain(more)}", "a.md")) == 1
    assert not are_apart([("Çığ", plain(SNOW)), ("Geçit", plain(more))])


@pytest.mark.parametrize(
    "quotation",
    [
        "Biz bu hadisəni araşdıracağıq və nəticəni xalqımıza açıqlayacağıq, heç kim narahat olmasın",
        "Em dê vê bûyerê lêkolîn bikin û encamê ji gel re eşkere bikin",
        "Wir haben die Lage unter Kontrolle und niemand muss sich Sorgen machen",
        "Мы расследуем этот инцидент и объявим результат",
    ],
)
def test_one_quotation_does_not_decide_the_language(quotation: str) -> None:
    text = f'Toplantıdan sonra konuşan bakan, "{quotation}" dedi. Görüşmeler yarın devam edecek.'
    assert identify(text).code == "tr"


def test_a_few_odd_characters_do_not_decide_the_language() -> None:
    assert identify("Kars’ta yol ﬁlan kapandı ﷺ ☃ ξ. Ekipler çalışıyor.").code == "tr"


def test_below_half_no_language_is_named() -> None:
    doubtful = identify("ab 12 %% xy")
    assert doubtful.certainty < 0.5
    assert known(doubtful).code == "und"


@pytest.mark.parametrize("page_of", ["cp437", "cp850", "cp857", "cp1252", "cp1254", "mac_turkish"])
@pytest.mark.parametrize("text", [FIRST, "Çığ düştü, yol kapandı. Şoförler üşüdü."])
def test_mojibake_is_mended_in_long_and_short_texts(page_of: str, text: str) -> None:
    (article,) = articles(text.encode().decode(page_of, "replace"), "a.txt")
    assert article.text == text
    assert "mojibake" in article.warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        f"![x](data:image/png;base64,{'iVBORw0KGgo' * 20})",
        f"url(data:font/woff2;charset=utf-8;base64,{'d09GMgABAA' * 20})",
        f"data:text/plain,{'%41%42' * 20}",
    ],
)
def test_data_addresses_go(data: str) -> None:
    for text, source in (
        (f"{TITLE}\n\n{FIRST}\n\n{data}\n\n{SECOND}", "a.txt"),
        (page("", f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{data}</p><p>{SECOND}</p></article>"), "a.html"),
        (json.dumps({"title": TITLE, "text": f"{FIRST}\n\n{data}\n\n{SECOND}"}), "a.json"),
    ):
        (article,) = articles(text, source)
        assert article.body == BODY


def test_struck_text_and_labels_of_lists_go() -> None:
    (article,) = articles(
        "Adımlar açıklandı\n\nBelediye üç karar aldı.\n\na. Parklar kapanacak.\n\nb. Mangal yasak olacak.\n\n<del>Ceza 5 lira.</del> Ceza 6 lira.",
        "a.md",
    )
    assert [p.text for p in article.paragraphs][-3:] == ["Parklar kapanacak.", "Mangal yasak olacak.", "Ceza 6 lira."]
    (article,) = articles(
        page(
            "",
            f"<article><h1>{TITLE}</h1><p>{FIRST} <span style='text-decoration:line-through'>Ceza 5 lira.</span></p><p>{SECOND}</p></article>",
        ),
        "a.html",
    )
    assert article.body == BODY
    (article,) = articles(
        "Kararlar açıklandı\n\nKurul üç karar aldı.\n\nMadde 1- Parklar kapanacak.\n\nMadde 2- Mangal yakılmayacak.",
        "a.txt",
    )
    assert [p.text for p in article.paragraphs if p.kind == "list"] == ["Parklar kapanacak.", "Mangal yakılmayacak."]


def test_letters_quoted_and_forwarded() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "a@b.example", f"Fwd: {TITLE}"
    letter.set_content(f"29 Mart 2024 tarihinde Ali Su yazdı:\n\n> {FIRST}\n>\n> {SECOND}\n", cte="quoted-printable")
    (article,) = articles(bytes(letter), "a.eml")
    assert (article.title, article.body) == (TITLE, BODY)


def test_a_letter_in_windows_1254() -> None:
    subject = base64.b64encode(TITLE.encode("cp1254")).decode()
    head = f"From: a@b.example\r\nSubject: =?windows-1254?B?{subject}?=\r\nContent-Type: text/html; charset=windows-1254\r\n"
    text = base64.encodebytes(f"<html><body>{MARKUP}</body></html>".encode("cp1254"))
    (article,) = articles(f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + text, "a.eml")
    assert (article.title, article.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    "table",
    [
        f"title,text\n'Yol, kapandı','{FIRST}'\n",
        f'\ufeffBaşlık;Metin\r\n"Yol, kapandı";"{FIRST}"\r\n',
        f"id|title|body\n1|Yol, kapandı|{FIRST}\n",
        f"title\ttext\nYol, kapandı\t{FIRST}\n",
    ],
)
def test_tables_with_other_marks(table: str) -> None:
    (article,) = articles(table, "a.csv")
    assert (article.title, article.body) == ("Yol, kapandı", FIRST)
