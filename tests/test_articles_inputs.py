"""Feeds, tables, letters, documents and subtitles are read as articles; what is none of these is refused by its name."""

import base64
import importlib.util
import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.article_files import archive, docx, epub, letter, odt, pdf, word_paragraph
from tr_news.articles import Article, read_bytes, read_path
from tr_news.errors import InputError

LEAD = "Belediye meclisi, sahil yolunun yayalaştırılması önerisini oy çokluğuyla kabul etti ve takvimi açıkladı."
SECOND = "Başkan yardımcısı Ece Dağdeviren, çalışmaların 14 ay süreceğini, bütçenin 62,5 milyon lira olduğunu söyledi."
TITLE = "Sahil yolu yayalara açılıyor"
ZONE = timezone(timedelta(hours=3))
WHEN = datetime(2026, 7, 1, 22, 30, tzinfo=ZONE)


def articles(data: str | bytes, source: str) -> list[Article]:
    items = list(read_bytes(data.encode() if isinstance(data, str) else data, source))
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def one(data: str | bytes, source: str) -> Article:
    (article,) = articles(data, source)
    return article


def texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def refusal(data: str | bytes, source: str) -> str:
    (item,) = read_bytes(data.encode() if isinstance(data, str) else data, source)
    assert isinstance(item, InputError), item
    assert "\n" not in str(item)
    assert str(item).startswith(source)
    return str(item)


# Feeds

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Körfez Sesi - Son Dakika</title><link>https://korfez.example</link>
<item><title><![CDATA[{TITLE}]]></title><link>https://korfez.example/1</link><guid>https://korfez.example/1</guid>
<dc:creator>Ece Tan</dc:creator><pubDate>Wed, 01 Jul 2026 22:30:00 +0300</pubDate>
<description>&lt;p&gt;Özet.&lt;/p&gt;</description><content:encoded><![CDATA[<p>{LEAD}</p><p>{SECOND}</p>]]></content:encoded></item>
<item><title>İkinci haber</title><link>https://korfez.example/2</link><description>&lt;img src="x"/&gt;{SECOND}</description></item>
</channel></rss>"""


@pytest.mark.parametrize("source", ["akis.xml", "akis.rss", "akis.txt", "-", "akis"])
def test_rss_is_an_article_an_item(source: str) -> None:
    first, second = articles(RSS, source)
    assert texts(first) == [TITLE, LEAD, SECOND]
    assert (first.published, first.url) == (WHEN, "https://korfez.example/1")
    assert (first.outlet, first.author) == ("Körfez Sesi", "Ece Tan")
    assert texts(second) == ["İkinci haber", SECOND]
    assert second.source == f"{source}#2"


def test_atom_in_xhtml_and_in_escaped_html() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Körfez Sesi</title><entry><title>{TITLE}</title>
    <link rel="self" href="https://korfez.example/self"/><link rel="alternate" href="https://korfez.example/1"/>
    <author><name>Ece Tan</name></author><id>urn:uuid:1</id><published>2026-07-01T22:30:00+03:00</published>
    <updated>2026-07-02T09:00:00+03:00</updated><summary>Özet.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p><p>{SECOND}</p></div></content></entry>
    <entry><title>{TITLE}</title><content type="html">&amp;lt;p&amp;gt;{LEAD}&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;{SECOND}&amp;lt;/p&amp;gt;</content></entry></feed>"""
    first, twice_escaped = articles(feed, "akis.atom")
    assert texts(first) == texts(twice_escaped) == [TITLE, LEAD, SECOND]
    assert (first.published, first.url, first.author) == (WHEN, "https://korfez.example/1", "Ece Tan")


def test_rdf_and_json_feed() -> None:
    rdf = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Körfez Sesi</title></channel><item rdf:about="https://korfez.example/1">
    <title>{TITLE}</title><link>https://korfez.example/1</link><description>{LEAD}</description>
    <dc:date>2026-07-01T22:30:00+03:00</dc:date></item></rdf:RDF>"""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Körfez Sesi",
        "items": [
            {
                "id": "1",
                "url": "https://korfez.example/1",
                "title": TITLE,
                "content_html": f"<p>{LEAD}</p>",
                "date_published": "2026-07-01T22:30:00+03:00",
            }
        ],
    }
    for data, source in ((rdf, "akis.rdf"), (json.dumps(feed), "akis.json")):
        article = one(data, source)
        assert texts(article) == [TITLE, LEAD]
        assert (article.published, article.url) == (WHEN, "https://korfez.example/1")
    assert one(json.dumps(feed), "akis.json").outlet == "Körfez Sesi"


@pytest.mark.parametrize(
    ("source", "outlet"),
    [("<source url='https://korfez.example'>Körfez Sesi</source>", "Körfez Sesi"), ("", "Toplu Akış")],
)
def test_the_source_of_an_item_is_its_outlet_and_not_the_feed_that_passes_it_on(source: str, outlet: str) -> None:
    item = f"<item><title>{TITLE}</title><description>{LEAD}</description>{source}</item>"
    article = one(f"<rss><channel><title>Toplu Akış</title>{item}</channel></rss>", "akis.xml")
    assert article.outlet == outlet


def test_an_entity_of_a_feed_is_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    text = f'<!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY x SYSTEM "file:///etc/hostname">{bomb}]>'
    feed = (
        f"{text}<rss><channel><item><title>Kar</title><description>{LEAD} &e9; &x;</description></item></channel></rss>"
    )
    article = one(feed, "akis.xml")
    assert len(article.body) < len(LEAD) + 30


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    first, *_ = articles(RSS[: RSS.index("<item><title>İkinci")], "akis.xml")
    assert texts(first) == [TITLE, LEAD, SECOND]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (
            '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>',
            "a sitemap",
        ),
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "a list of feeds"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><text>Haber</text></svg>', "an SVG image"),
        (
            '<?xml version="1.0"?><siparisler><siparis no="1">Metin</siparis></siparisler>',
            "XML of another kind, <siparisler>",
        ),
        ("<rss><channel><title>Boş</title></channel></rss>", "a feed without items"),
    ],
)
def test_xml_without_articles_is_refused_by_name(data: str, what: str) -> None:
    for source in ("a.xml", "-"):
        assert what in refusal(data, source)


# Records


def test_feedparser_wordpress_and_escaped_html() -> None:
    paragraphs = f"<p>{LEAD}</p><p>{SECOND}</p>"
    records: list[dict[str, object]] = [
        {"title": TITLE, "summary": "Özet.", "content": [{"type": "text/html", "value": paragraphs}]},
        {
            "title": {"rendered": TITLE},
            "content": {"rendered": paragraphs, "protected": False},
            "date_gmt": "2026-07-01",
        },
        {"title": TITLE, "content": paragraphs.replace("<", "&lt;").replace(">", "&gt;")},
        {"baslik": TITLE, "haber_metni": f"{LEAD}\n\n{SECOND}"},
    ]
    for record in records:
        assert texts(one(json.dumps(record), "a.json")) == [TITLE, LEAD, SECOND]
    parsed = {"feed": {"title": "Körfez Sesi"}, "entries": records[:2]}
    assert [texts(article) for article in articles(json.dumps(parsed), "a.json")] == [[TITLE, LEAD, SECOND]] * 2


def test_the_fields_of_a_record_are_kept() -> None:
    record = {
        "title": TITLE,
        "text": LEAD,
        "published": "2026-07-01T19:30:00Z",
        "author": {"name": "Ece Tan"},
        "publisher": {"name": "Körfez Sesi"},
        "url": "https://korfez.example/1",
    }
    article = one(json.dumps(record), "a.json")
    assert (article.published, article.date) == (WHEN, date(2026, 7, 1))
    assert (article.author, article.outlet, article.url) == ("Ece Tan", "Körfez Sesi", "https://korfez.example/1")
    assert one(json.dumps({"text": LEAD, "authors": ["Ece Tan", "Can Su"]}), "a.json").author == "Ece Tan, Can Su"


@pytest.mark.parametrize(
    "document",
    [
        {"type": "FeatureCollection", "features": []},
        {"name": "paket", "version": "1.0.0", "dependencies": {"a": "^1"}},
        ["bir", "iki"],
        [1, 2, 3],
    ],
)
def test_json_of_another_shape_is_refused(document: object) -> None:
    assert (
        "JSON of another shape" in (said := refusal(json.dumps(document), "a.json")) or "no text in the record" in said
    )


# Tables


@pytest.mark.parametrize(
    ("source", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("-", ","), ("tablo", "\t")]
)
def test_a_table_is_an_article_a_row(source: str, delimiter: str) -> None:
    rows = [
        ["id", "tarih", "başlık", "metin"],
        ["7", "01.07.2026 22:30", TITLE, f'"{LEAD}\n\n{SECOND}"'],
        ["8", "", "", SECOND],
    ]
    data = "\n".join(
        delimiter.join(f'"{c}"' if delimiter == "," and "," in c and c[0] != '"' else c for c in row) for row in rows
    )
    first, second = articles(data, source)
    assert texts(first) == [TITLE, LEAD, SECOND]
    assert (first.id, first.published, second.id) == ("7", WHEN, "8")
    assert texts(second) == [SECOND]


def test_a_table_without_texts_is_refused() -> None:
    said = refusal("il,nüfus\nAnkara,5803482\nİzmir,4479525\n", "a.csv")
    assert "without a column of texts (it has: il, nüfus)" in said


# Letters


@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("source", ["mektup.eml", "mektup.txt", "-"])
def test_a_letter_is_its_text(source: str, cte: str) -> None:
    data = letter(
        f"{LEAD}\n\n{SECOND}\n\n-- \nEce Tan\nMuhabir\n",
        cte=cte,
        Subject=f"Fwd: {TITLE}",
        Date="Wed, 01 Jul 2026 22:30:00 +0300",
    )
    article = one(data, source)
    assert texts(article) == [TITLE, LEAD, SECOND]
    assert (article.published, article.author) == (WHEN, "Ece Tan")


def test_a_newsletter_is_its_html() -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></body></html>"
    article = one(letter("Tarayıcıda açın.", page, Subject=TITLE, From="Körfez Haber <bulten@korfez.example>"), "a.eml")
    assert texts(article) == [TITLE, LEAD, SECOND]
    assert (article.outlet, article.author) == ("Körfez Haber", None)
    assert texts(one(letter(None, page, Subject=TITLE), "a.eml")) == [TITLE, LEAD, SECOND]


def test_a_letter_in_latin5_without_its_name() -> None:
    head = f"From: ece@posta.example\r\nSubject: Sahil\r\nContent-Type: text/plain\r\n\r\n{LEAD}\r\n"
    assert LEAD in one(head.encode("cp1254"), "a.eml").body


def test_a_saved_page_is_read_whatever_its_first_header() -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p></body></html>"
    body = f"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(page.encode()).decode()}\r\n--b--\r\n"
    for head in (
        'Content-Type: multipart/related; boundary="b"\r\nMIME-Version: 1.0',
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"',
        'Snapshot-Content-Location: https://korfez.example/1\r\nContent-Type: multipart/related; boundary="b"',
    ):
        assert texts(one(head + body, "a.mhtml")) == [TITLE, LEAD, SECOND]


def test_a_letter_without_text_is_refused() -> None:
    data = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: image/png\n\nx\n"
    assert "a letter without a text" in refusal(data, "a.eml")


# Documents


def test_a_word_document() -> None:
    body = (
        word_paragraph(TITLE, "Title")
        + word_paragraph(LEAD)
        + word_paragraph("Takvim belli oldu", "Heading2")
        + f"<w:p><w:r><w:t>{SECOND}</w:t></w:r><w:del><w:r><w:delText>silinen</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>üstü çizili</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr><w:ilvl/></w:numPr></w:pPr><w:r><w:t>Mart: ilk etap</w:t></w:r></w:p>"
    )
    for source in ("a.docx", "a.txt", "-"):
        article = one(docx(body), source)
        assert [(p.kind, p.text) for p in article.paragraphs] == [
            ("title", TITLE),
            ("text", LEAD),
            ("heading", "Takvim belli oldu"),
            ("text", SECOND),
            ("list", "Mart: ilk etap"),
        ]


def test_a_text_of_libreoffice() -> None:
    body = (
        f"<text:h>{TITLE}</text:h><text:p>{LEAD[:20]}<text:span>{LEAD[20:]}</text:span><text:note>dipnot</text:note></text:p>"
        f'<text:p>{SECOND}<text:span text:style-name="T1"> üstü çizili</text:span></text:p>'
        "<text:list><text:list-item><text:p>Mart:<text:s/>ilk etap</text:p></text:list-item></text:list>"
    )
    article = one(odt(body), "a.odt")
    assert texts(article) == [TITLE, LEAD, SECOND, "Mart: ilk etap"]
    assert article.paragraphs[-1].kind == "list"


def test_an_e_book_is_its_chapters() -> None:
    story = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>{SECOND}</p><p>{LEAD} {SECOND}</p>"
    book = epub(
        {"kapak.xhtml": "<p>Haftalık</p>", "bir.xhtml": story, "iki.xhtml": story.replace(TITLE, "Köprü onarıldı")},
        publisher="Körfez Sesi",
        date="2026-07-01",
    )
    first, second = articles(book, "a.epub")
    assert (first.title, second.title) == (TITLE, "Köprü onarıldı")
    assert (first.outlet, first.date, second.source) == ("Körfez Sesi", date(2026, 7, 1), "a.epub#2")
    assert texts(one(epub({"bir.xhtml": story}), "a.epub"))[:3] == [TITLE, LEAD, SECOND]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (archive({"a.txt": LEAD}), "a ZIP archive; unpack it"),
        (archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "an office document of another kind"),
        (docx("<w:p/>")[:200], "a broken or encrypted archive"),
        (archive({"word/document.xml": b"<a" + bytes(200)}), "a broken or encrypted archive"),
        (archive({"word/document.xml": b" " * 60_000_000}), "more than 47 MB unpacked"),
    ],
    ids=["zip", "xlsx", "cut", "no-xml", "bomb"],
)
def test_another_archive_is_refused(data: bytes, what: str) -> None:
    assert what in refusal(data, "a.docx")


PDF_LINES = [
    "Belediye meclisi, sahil yolunun trafige kapatilmasi önerisini oy",
    "çokluguyla kabul etti. Kararin ardindan ekipler çalismalara",
    "basladi ve takvim açiklandi.",
]


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="needs the extra pdf")
def test_a_pdf_without_its_margins() -> None:
    others = [["Meclis gelecek hafta yeniden toplanacak."], ["Karar itiraza açik."]]
    pages = [["Körfez Sesi, Temmuz 2026", *lines, str(n)] for n, lines in enumerate([PDF_LINES, *others], start=1)]
    article = one(pdf(pages), "a.pdf")
    assert "Körfez Sesi" not in article.body
    assert article.body.split("\n") == [" ".join(PDF_LINES), *(line for lines in others for line in lines)]


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="needs the extra pdf")
def test_a_pdf_in_narrow_columns_is_read_in_sentences() -> None:
    head = [(24, 60, 780, "Sahil yolu bu yaz trafige"), (24, 60, 751, "kapatilacak")]
    left = ["Belediye meclisi, sahil", "yolunun trafige kapa-", "tilmasi önerisini oy", "çoklugu ile kabul etti."]
    below = ["Ekipler, Körfez", "Caddesi'nde çalisiyor,"]
    right = ["yeni duraklar da hafta", "sonu açilacak.", "Meclis sali günü", "yeniden toplanacak."]
    page = [
        *head,
        *((11, 60, 700 - 14 * n, line) for n, line in enumerate(left)),
        *((11, 60, 630 - 14 * n, line) for n, line in enumerate(below)),
        *((11, 320, 700 - 14 * n - 14 * (n > 1), line) for n, line in enumerate(right)),
    ]
    article = one(pdf([page]), "a.pdf")
    assert article.title == "Sahil yolu bu yaz trafige kapatilacak"
    assert article.body.split("\n") == [
        "Belediye meclisi, sahil yolunun trafige kapatilmasi önerisini oy çoklugu ile kabul etti.",
        "Ekipler, Körfez Caddesi'nde çalisiyor, yeni duraklar da hafta sonu açilacak.",
        "Meclis sali günü yeniden toplanacak.",
    ]
    assert {paragraph.kind for paragraph in article.paragraphs} == {"title", "text"}


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="needs the extra pdf")
@pytest.mark.parametrize("data", [b"%PDF-1.7 bozuk", pdf([["ok"]])[:300], pdf([[]])])
def test_a_broken_pdf_or_a_scan_is_refused(data: bytes) -> None:
    assert "PDF" in refusal(data, "a.pdf")


def test_a_pdf_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    said = refusal(pdf([PDF_LINES]), "a.pdf")
    assert "pip install 'tr-news[pdf]'" in said
    assert "pdftotext" in said


SRT = (
    "1\n00:00:01,000 --> 00:00:03,500\n<i>Belediye meclisi bugün toplandı</i>\n\n2\n00:00:03,600 --> 00:00:06,000\n"
    "ve sahil yolunu kapattı.\n\n3\n00:00:06,100 --> 00:00:07,000\n[Müzik]\n\n4\n00:00:20,000 --> 00:00:24,000\n"
    "- Çalışmalar 14 ay sürecek.\n"
)


@pytest.mark.parametrize("source", ["a.srt", "-"])
def test_subtitles_are_what_is_said(source: str) -> None:
    assert texts(one(SRT, source)) == [
        "Belediye meclisi bugün toplandı ve sahil yolunu kapattı.",
        "Çalışmalar 14 ay sürecek.",
    ]
    web = "WEBVTT\n\nNOTE x\n\n" + SRT.replace(",", ".")
    assert texts(one(web, source.replace("srt", "vtt")))[0].startswith("Belediye meclisi")


# What is none of these

LOG = "".join(f"2026-07-01 22:30:{n:02} INFO worker-3 request served in {n} ms\n" for n in range(12))
ACCESS = "".join(
    f'10.0.0.{n} - - [01/Jul/2026:22:30:{n:02} +0300] "GET /haber/{n} HTTP/1.1" 200 512\n' for n in range(12)
)
CODE = 'import os\nfrom pathlib import Path\n\n\ndef oku(yol):\n    """Haberi okur."""\n    with open(yol) as dosya:\n        return dosya.read()\n'
SCRIPT = 'const express = require("express");\nconst app = express();\napp.get("/", (req, res) => {\n  res.send("merhaba");\n});\napp.listen(3000);\n'
CSS = "body {\n  margin: 0;\n  color: #333;\n}\n.haber {\n  padding: 1em;\n}\n"
SQL = "CREATE TABLE haber (id INT, metin TEXT);\nINSERT INTO haber VALUES (1, 'Kar');\nSELECT * FROM haber;\n"
INI = "[haber]\nkaynak = a\nsayi = 3\nadres = http://a.example\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (LOG, "a log"),
        (ACCESS, "a log"),
        (CODE, "program code"),
        (SCRIPT, "program code"),
        (CSS, "program code"),
        (SQL, "program code"),
        (INI, "settings"),
        ("#!/bin/sh\necho haber\n", "program code"),
        (base64.encodebytes(LEAD.encode() * 10).decode(), "base64"),
        (base64.b64encode(LEAD.encode() * 10).decode(), "base64"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "a key or certificate"),
        ("https://korfez.example/haber/1\n", "only an address"),
    ],
    ids=[
        "log",
        "access",
        "python",
        "javascript",
        "css",
        "sql",
        "ini",
        "shell",
        "base64",
        "base64-line",
        "pem",
        "address",
    ],
)
def test_what_no_one_wrote_as_an_article_is_refused_by_name(data: str, what: str) -> None:
    for source in ("a.txt", "-"):
        assert what in refusal(data, source)


def test_an_article_that_shows_code_or_a_base64_word_is_an_article() -> None:
    assert one(f"{TITLE}\n\n{LEAD}\n\nimport os\nprint(os.name)\n", "a.txt").title == TITLE
    assert one(
        "Haber: 14.00\nSpor: 15.00\nBelediye meclisi bugün toplandı ve sahil yolunu kapattı, karar açıklandı.", "a.txt"
    )


def test_an_address_or_a_folder_as_a_file_says_what_to_do(tmp_path: Path) -> None:
    for address in ("https://korfez.example/1", "http://a.example", "www.korfez.example"):
        (item,) = read_path(address)
        assert isinstance(item, InputError)
        assert "an address, not a file" in str(item)
    (item,) = read_path(tmp_path)
    assert isinstance(item, InputError)
    assert "tr-news batch" in str(item)


# Several stories


def test_several_stories_on_a_page_are_told_and_split() -> None:
    story = "<article><h2>{}</h2><p>{}</p><p>{}</p><p>{}</p></article>"
    body = story.format(TITLE, LEAD, SECOND, LEAD.replace("sahil", "liman")) + story.format(
        "Köprü onarıma alındı", SECOND, LEAD, SECOND.replace("Ece", "Can")
    )
    first, second = articles(f"<html><body><h1>Gündem</h1>{body}</body></html>", "a.html")
    assert (first.title, second.title) == (TITLE, "Köprü onarıma alındı")
    assert first.warnings == ("2 stories on one page, each read as an article",)


def test_several_stories_in_a_bulletin_are_told_and_split() -> None:
    one_story = f"{TITLE}\n\nİZMİR (AA) - {LEAD}\n\n{SECOND}\n"
    other = f"Köprü onarıma alındı\n\nEDİRNE (DHA) - {SECOND}\n\n{LEAD}\n"
    first, second = articles(f"{one_story}\n------\n\n{other}", "bulten.txt")
    assert (first.title, second.title, second.dateline) == (TITLE, "Köprü onarıma alındı", "EDİRNE (DHA)")
    assert "2 stories in one file" in first.warnings[0]
    # A rule between the parts of one story parts nothing.
    assert len(articles(f"{one_story}\n***\n\n{SECOND}\n\n{LEAD}\n", "haber.txt")) == 1
