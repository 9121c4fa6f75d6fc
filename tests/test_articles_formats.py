"""Each format becomes the same thing: title, date, headings, lists, paragraphs."""

import base64
import errno
import json
import os
import quopri
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from tr_news.articles import Article, read_bytes, read_path
from tr_news.errors import InputError, UsageError

EXAMPLES = Path(__file__).parents[1] / "examples"
LEAD = "Belediye meclisi, sahil yolunun yayalaştırılması önerisini oy çokluğuyla kabul etti ve takvimi açıkladı."
SECOND = "Başkan yardımcısı Ece Dağdeviren, çalışmaların 14 ay süreceğini, bütçenin 62,5 milyon lira olduğunu söyledi."


def read(text: str | bytes, source: str = "haber.txt") -> Article:
    data = text.encode() if isinstance(text, str) else text
    (article,) = read_bytes(data, source)
    assert isinstance(article, Article), article
    return article


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(paragraph.kind, paragraph.text) for paragraph in article.paragraphs]


def error(data: bytes, source: str) -> str:
    (item,) = read_bytes(data, source)
    assert isinstance(item, InputError), item
    assert "\n" not in str(item)
    return str(item)


# Plain text


def test_title_headings_lists_and_paragraphs_of_a_plain_text() -> None:
    text = f"Sahil yolu yayalara açılıyor\n\n{LEAD}\n\nTAKVİM BELLİ OLDU\n\n{SECOND}\n\n- Mart\n- Eylül\n"
    article = read(text)
    assert kinds(article) == [
        ("title", "Sahil yolu yayalara açılıyor"),
        ("text", LEAD),
        ("heading", "TAKVİM BELLİ OLDU"),
        ("text", SECOND),
        ("list", "Mart"),
        ("list", "Eylül"),
    ]
    assert article.title == "Sahil yolu yayalara açılıyor"
    assert "Sahil yolu" not in article.body
    assert article.id == "haber"
    assert article.source == "haber.txt"


def test_a_leading_date_is_metadata_and_the_text_goes_on_in_its_line() -> None:
    article = read(f" date 2026-05-04 {LEAD}\n\n{SECOND}")
    assert article.date == date(2026, 5, 4)
    assert kinds(article) == [("text", LEAD), ("text", SECOND)]
    assert article.title is None


def test_an_impossible_leading_date_is_reported_and_not_used() -> None:
    article = read(f"date 2026-02-31 {LEAD}")
    assert article.date is None
    assert article.paragraphs[0].text == LEAD
    assert "impossible date" in article.warnings[0]


def test_lines_of_publication_and_the_dateline_are_not_text() -> None:
    article = read(
        f"Sahil yolu açılıyor\n\nGiriş Tarihi: 04.05.2026 14:30\nGüncelleme: 05.05.2026 09:00\n\nİZMİR (AA) - {LEAD}"
    )
    assert article.date == date(2026, 5, 4)
    assert article.dateline == "İZMİR (AA)"
    assert kinds(article) == [("title", "Sahil yolu açılıyor"), ("text", LEAD)]


def test_a_dateline_between_title_and_text_does_not_hide_the_title() -> None:
    article = read(f"Fon, teknesini satışa çıkarıyor\nİstanbul\n{LEAD}")
    assert article.title == "Fon, teknesini satışa çıkarıyor"
    assert article.dateline == "İstanbul"


def test_the_file_name_dates_an_article_that_does_not_date_itself() -> None:
    assert read(LEAD, "arşiv/2026-05-04-sahil.txt").date == date(2026, 5, 4)
    assert read(f"date 2026-05-01 {LEAD}", "2026-05-04-sahil.txt").date == date(2026, 5, 1)
    assert read(LEAD, "2026-13-04-sahil.txt").date is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (
            "GÖRÜŞME ERTELENDİ",
            "Ankara'da yapılması beklenen görüşme, hava koşulları nedeniyle bir hafta sonraya kaldı.",
        ),
        (
            "YENİ DÖNEM NE GETİRECEK?",
            "Uzmanlar, yeni dönemde ücretlerin artacağını, üretimin ise yavaşlayacağını belirtti.",
        ),
        (
            "ÜÇ İLDE OKULLAR TATİL",
            "Valiliklerden yapılan açıklamada, eğitime iki gün ara verildiği duyuruldu bildirildi.",
        ),
    ],
)
def test_a_heading_run_into_the_text_is_split_off(heading: str, text: str) -> None:
    assert kinds(read(f"{LEAD}\n\n{heading} {text}")) == [("text", LEAD), ("heading", heading), ("text", text)]


@pytest.mark.parametrize(
    "text",
    [
        "TBMM Başkanı, komisyonun hazırladığı raporu pazartesi günü Genel Kurula sunacağını açıkladı bildirdi.",
        "TÜRKİYE DEMİR ÇELİK A.Ş. Genel Müdürü, üretimin yüzde 4 arttığını, ihracatın ise gerilediğini söyledi.",
        "AK PARTİ MKYK Üyesi, toplantının ardından yaptığı açıklamada kararın oy birliğiyle alındığını söyledi.",
        "ABD VE AB'DEN ortak açıklama geldi, taraflar görüşmelerin sürdürüleceğini bir kez daha duyurdu dedi.",
    ],
)
def test_names_in_capitals_are_no_heading(text: str) -> None:
    assert kinds(read(f"{LEAD}\n\n{text}"))[1] == ("text", text)


def test_a_title_repeated_in_the_text_stands_once() -> None:
    title = "Sahil yolu yayalara açılıyor"
    for text in (f"{title}\n\n{title}\n\n{LEAD}", f"{title}\n\nSAHİL YOLU YAYALARA AÇILIYOR\n\n{LEAD}"):
        assert [kind for kind, _ in kinds(read(text))] == ["title", "text"]
    record = json.dumps({"title": title, "text": f"{title} {LEAD}"})
    assert kinds(read(record, "haber.json")) == [("title", title), ("text", LEAD)]


@pytest.mark.parametrize("label", ["Başlık: ", "BAŞLIK : ", "Title: "])
def test_a_line_that_calls_itself_the_title_is_the_title(label: str) -> None:
    article = read(f"{label}Sahil yolu açılıyor.\nTarih: 21.10.2025\n\n{LEAD}")
    assert kinds(article) == [("title", "Sahil yolu açılıyor."), ("text", LEAD)]
    assert article.date == date(2025, 10, 21)


def test_breaking_news_is_no_title() -> None:
    article = read(f"🔴 SON DAKİKA!\n\nSahil yolu yayalara açılıyor\n\n{LEAD}")
    assert kinds(article) == [("title", "Sahil yolu yayalara açılıyor"), ("text", LEAD)]
    assert kinds(read(f"SON DAKİKA\n\n{LEAD}")) == [("text", LEAD)]


def test_a_byline_below_the_title_does_not_hide_it() -> None:
    article = read(f"Sahil yolu yayalara açılıyor\nEce Tan - İzmir\n\n{LEAD}")
    assert article.title == "Sahil yolu yayalara açılıyor"


def test_a_lone_line_is_no_title() -> None:
    assert read("Merkez bankası faizi değiştirmedi").title is None
    assert read(f"{LEAD}\n\n{SECOND}").title is None


def test_an_ordinal_is_no_list() -> None:
    assert (
        kinds(read(f"{LEAD}\n3. Ordu Komutanlığı bölgede arama kurtarma çalışmalarına katıldığını duyurdu."))[1][0]
        == "text"
    )
    listed = read(f"{LEAD}\n1. Yol genişletilecek.\n2. Köprü yenilenecek.\n3. Işıklar değişecek.")
    assert [kind for kind, _ in kinds(listed)] == ["text", "list", "list", "list"]


# Markdown


def test_markdown_with_front_matter() -> None:
    text = (
        "---\ntitle: 'Sahil yolu: karar çıktı'\ndate: 2026-05-04\nurl: https://haber.example/1\n---\n\n"
        f"# Sahil yolu: karar çıktı\n\n**{LEAD}** [Karar metni](https://haber.example/karar)\n\n"
        f"![Sahil](sahil.jpg)\n\n## Bundan sonra\n\n> {SECOND}\n\n* *Mart*: ilk etap\n* Eylül: ikinci etap\n"
        "\n<!-- not -->\n"
    )
    article = read(text, "haber.md")
    assert kinds(article) == [
        ("title", "Sahil yolu: karar çıktı"),
        ("text", f"{LEAD} Karar metni"),
        ("heading", "Bundan sonra"),
        ("text", SECOND),
        ("list", "Mart: ilk etap"),
        ("list", "Eylül: ikinci etap"),
    ]
    assert (article.date, article.url) == (date(2026, 5, 4), "https://haber.example/1")


def test_a_markdown_heading_is_the_title_where_nothing_else_is() -> None:
    assert read(f"# Sahil yolu\n\n{LEAD}", "haber.md").title == "Sahil yolu"
    assert read(f"Sahil yolu\n==========\n\n{LEAD}", "haber.md").title == "Sahil yolu"


# HTML


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def test_the_article_of_a_page_without_its_furniture() -> None:
    (article,) = read_path(EXAMPLES / "muze-gece.html")
    assert isinstance(article, Article)
    assert article.title == "Gaziantep'te müzeler gece yarısına kadar açık kalacak"
    assert article.date == date(2026, 3, 31)  # 21.45 UTC of the day before
    assert article.url == "https://www.guncehaber.example/kultur/gaziantep-muzeler-gece"
    assert ("heading", "BİLETLER YARI FİYATINA") in kinds(article)
    assert len(article.paragraphs) == 8
    for furniture in (
        "çerez",
        "REKLAM",
        "Gündem",
        "Çok okunanlar",
        "Güncelleme",
        "saklıdır",
        "abone",
        "yorum",
        "haber değildir",
    ):
        assert furniture not in article.body


def test_a_short_page_is_read() -> None:
    assert kinds(read(page(f"<p>{LEAD}</p>"), "a.html")) == [("text", LEAD)]
    assert kinds(read(f"<p>{LEAD}</p>", "a.htm")) == [("text", LEAD)]


def test_line_breaks_in_a_page_end_paragraphs() -> None:
    article = read(page(f"<article><p>{LEAD}<br><br>TAKVİM BELLİ OLDU<br/>{SECOND}</p></article>"), "a.html")
    assert kinds(article) == [("text", LEAD), ("heading", "TAKVİM BELLİ OLDU"), ("text", SECOND)]


def test_a_page_in_latin5_is_read() -> None:
    text = page(f"<article><p>{LEAD}</p><p>{SECOND}</p></article>").replace("utf-8", "iso-8859-9")
    assert read(text.encode("iso8859-9"), "a.html").body == f"{LEAD}\n{SECOND}"


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    text = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha"><!ENTITY x SYSTEM "file:///etc/hostname">{bomb}]>'
    article = read(f"{text}<html><body><p>{LEAD} &e9; &x;</p></body></html>", "a.xhtml")
    assert article.body.startswith(LEAD)
    assert len(article.body) < len(LEAD) + 20


def test_a_page_without_an_article_is_an_error() -> None:
    assert "no article text" in error(page("<script>var a = 1</script>").encode(), "a.html")


# JSON and JSON Lines


@pytest.mark.parametrize(
    "record",
    [
        {"id": "x1", "title": "Sahil yolu", "text": LEAD, "date": "2026-05-04", "url": "https://haber.example/1"},
        {
            "_id": "x1",
            "headline": "Sahil yolu",
            "body": LEAD,
            "published": "04.05.2026 14:30",
            "link": "https://haber.example/1",
        },
        {
            "guid": "x1",
            "başlık": "Sahil yolu",
            "içerik": [LEAD],
            "tarih": "4 Mayıs 2026",
            "url": "https://haber.example/1",
        },
        {
            "id": "x1",
            "Title": "Sahil yolu",
            "content": f"<p>{LEAD}</p>",
            "publishedAt": 1777890600,
            "url": "https://haber.example/1",
        },
    ],
)
def test_the_usual_names_of_fields_are_known(record: dict[str, object]) -> None:
    article = read(json.dumps(record, ensure_ascii=False), "haber.json")
    assert (article.id, article.date, article.url) == ("x1", date(2026, 5, 4), "https://haber.example/1")
    assert kinds(article) == [("title", "Sahil yolu"), ("text", LEAD)]


def test_a_broken_line_does_not_stop_the_others() -> None:
    lines = [
        json.dumps({"id": "bir", "text": LEAD}),
        "{bozuk",
        "",
        "[1, 2]",
        json.dumps({"title": "Metin yok"}),
        json.dumps({"text": 5}),
        "null",
        '{"text": "' + "x" * 10,
        json.dumps({"text": SECOND}),
    ]
    items = list(read_bytes("\n".join(lines).encode(), "gün/haberler.jsonl"))
    assert [item.source if isinstance(item, Article) else str(item).split(": ", 1)[0] for item in items] == [
        f"gün/haberler.jsonl:{number}" for number in (1, 2, 4, 5, 6, 7, 8, 9)
    ]
    assert [item.id for item in items if isinstance(item, Article)] == ["bir", "haberler-9"]
    assert all(item.exit_code == 3 and "\n" not in str(item) for item in items if isinstance(item, InputError))


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: {"articles": x}, lambda x: {"version": "1", "items": x}])
def test_a_list_of_articles_in_one_json(wrap: object) -> None:
    assert callable(wrap)
    data = json.dumps(wrap([{"text": LEAD}, 5, {"text": SECOND, "id": 7}])).encode()
    first, second, third = read_bytes(data, "liste.json")
    assert isinstance(first, Article)
    assert isinstance(second, InputError)
    assert isinstance(third, Article)
    assert (first.id, third.id, third.source) == ("liste-1", "7", "liste.json#3")


def test_json_lines_separators_inside_a_string_do_not_cut_it() -> None:
    article = read(json.dumps({"text": f"{LEAD}\u2028{SECOND}\x85son"}, ensure_ascii=False), "haber.jsonl")
    assert article.paragraphs[0].text == LEAD


def test_lone_surrogates_leave_text_that_can_be_written() -> None:
    article = read(
        rb'{"id": "\udc00", "title": "\ud800 kar", "text": "Ankara \ud83d\ude00 \udfff karla uyand\u0131."}', "a.json"
    )
    for text in (article.id, article.title or "", article.body):
        text.encode("utf-8")
    assert "😀" in article.body
    assert any("U+FFFD" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "Bir metin.", "date": ' + b"9" * 5000 + b"}",
        b'{"text": "Bir metin.", "date": NaN, "id": 1e999}',
        b'{"text": "ilk", "text": "Bir metin."}',
        b'{"text": "Bir metin.", "url": "javascript:alert(1)"}',
    ],
)
def test_odd_values_do_not_cost_the_article(data: bytes) -> None:
    article = read(data, "a.json")
    assert (article.body, article.date, article.url) == ("Bir metin.", None, None)


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"text": "a"', b"[]", b"5", b'"metin"', b"{}", b"[[]]"]
)
def test_json_without_an_article_is_an_error(data: bytes) -> None:
    assert error(data, "a.json").startswith("a.json")


def test_a_date_that_can_not_be_understood_is_reported() -> None:
    article = read(json.dumps({"text": LEAD, "date": "geçen salı"}), "a.json")
    assert article.date is None
    assert article.warnings == ("date 'geçen salı' not understood",)


# Unknown formats and standard input


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (json.dumps({"title": "Sahil yolu", "text": LEAD}), "Sahil yolu"),
        (json.dumps({"title": "Sahil yolu", "text": LEAD}) + "\n", "Sahil yolu"),
        (page(f"<article><h1>Sahil yolu</h1><p>{LEAD}</p></article>", "<title>Sahil yolu</title>"), "Sahil yolu"),
        (f"---\ntitle: Sahil yolu\n---\n{LEAD}", "Sahil yolu"),
        (f"# Sahil yolu\n\n{LEAD}", "Sahil yolu"),
        (f"Sahil yolu\n\n{LEAD}", "Sahil yolu"),
    ],
)
@pytest.mark.parametrize("source", ["-", "haber", "haber.dat"])
def test_the_format_of_unnamed_input_is_seen_from_its_content(text: str, title: str, source: str) -> None:
    article = read(text, source)
    assert kinds(article) == [("title", title), ("text", LEAD)]
    assert article.id == ("stdin" if source == "-" else "haber")


def test_several_json_lines_on_standard_input() -> None:
    data = "".join(json.dumps({"text": text}) + "\n" for text in (LEAD, SECOND)).encode()
    items = list(read_bytes(data, "-"))
    assert [item.id for item in items if isinstance(item, Article)] == ["stdin-1", "stdin-2"]


def test_a_page_saved_as_txt_is_read_as_a_page() -> None:
    assert "<p>" not in read(page(f"<p>{LEAD}</p>"), "haber.txt").body


def archive(page: str, transfer: str = "quoted-printable", kind: str = "text/html") -> bytes:
    """A page as Chromium saves it in one file."""
    encode = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[transfer]
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://haber.example/sahil-yolu\nSubject: Sahil yolu\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----M"\n\n\n------M\n'
        f"Content-Type: {kind}\nContent-Transfer-Encoding: {transfer}\n\n"
    )
    return head.encode() + encode(page.encode()) + b"\n------M\nContent-Type: text/css\n\np {}\n------M--\n"


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("source", ["sahil.mhtml", "sahil.txt", "-"])
def test_a_page_that_a_browser_saved_in_one_file_is_read(source: str, transfer: str) -> None:
    page = f"<!DOCTYPE html><html><body><h1>Sahil yolu açılıyor</h1><p>{LEAD}</p><p>{SECOND}</p></body></html>"
    article = read(archive(page, transfer), source)
    assert kinds(article) == [("title", "Sahil yolu açılıyor"), ("text", LEAD), ("text", SECOND)]
    assert article.url == "https://haber.example/sahil-yolu"


def test_a_saved_page_without_html_is_an_error() -> None:
    assert "without HTML" in error(archive("x", kind="image/png"), "sahil.mhtml")


def test_an_unknown_encoding_is_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "haber.txt"
    path.write_text(LEAD, encoding="utf-8")
    with pytest.raises(UsageError):
        list(read_path(path, encoding="klingon"))
    (article,) = read_path(path, encoding="utf-8")
    assert isinstance(article, Article)


# Files


def only_error(path: Path | str) -> str:
    (item,) = read_path(path)
    assert isinstance(item, InputError)
    assert "\n" not in str(item)
    return str(item)


def test_what_is_no_file_is_an_error_that_says_so(tmp_path: Path) -> None:
    assert "no such file" in only_error(tmp_path / "yok.txt")
    assert "a folder" in only_error(tmp_path)
    assert "a device or pipe" in only_error("/dev/zero")
    os.mkfifo(tmp_path / "boru.txt")
    assert "a device or pipe" in only_error(tmp_path / "boru.txt")
    assert "can't be opened" in only_error("a\0b.txt")
    assert "can't be opened" in only_error("a" * 5000)
    loop = tmp_path / "döngü.txt"
    loop.symlink_to(loop)
    assert "can't be opened" in only_error(loop)


def test_a_forbidden_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:  # nothing is forbidden to root, who may be running this
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    assert "can't be opened (permission denied)" in only_error(tmp_path / "gizli.txt")


def test_the_pipe_of_a_process_substitution_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, LEAD.encode())
    os.close(writing)
    (article,) = read_path(f"/dev/fd/{reading}")
    os.close(reading)
    assert isinstance(article, Article)
    assert article.body == LEAD


def test_a_symbolic_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "asıl.txt").write_text(LEAD, encoding="utf-8")
    (tmp_path / "bağ.txt").symlink_to(tmp_path / "asıl.txt")
    (article,) = read_path(tmp_path / "bağ.txt")
    assert isinstance(article, Article)
    assert article.id == "bağ"


def test_reading_text_and_json_imports_no_html_library() -> None:
    code = (
        "import sys; from tr_news.articles import read_bytes\n"
        "list(read_bytes(b'Bir metin.', 'a.txt')); list(read_bytes(b'{\"text\": \"Bir metin.\"}', 'a.json'))\n"
        "print(sorted({'lxml', 'trafilatura', 'numpy', 'ctranslate2', 'transformers', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_examples_are_read_without_a_warning() -> None:
    items = [item for path in sorted(EXAMPLES.iterdir()) for item in read_path(path)]
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) == len(items) == 6
    for article in articles:
        assert article.date is not None
        assert article.date.year == 2026
        assert article.warnings == ()
        assert len(article.body.split()) > 60


def test_what_escapes_spell_in_front_matter_is_cleaned_like_the_text() -> None:
    fields = 'title: "\\u001b]0;x\\u0007 Kar \\ud800 yağdı\\n"\nurl: "https://a.example/x\\n"'
    article = read(f"---\n{fields}\n---\nKar, dün gece yağdı.", "a.md")
    assert article.title is not None
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in article.title)
    assert article.url == "https://a.example/x"


def test_lost_characters_are_reported_in_the_html_of_a_record_too() -> None:
    record = json.dumps({"text": "<p>K\ufffdpr\ufffd dün açıldı.</p><p>Törene herkes geldi.</p>"})
    assert any("U+FFFD" in warning for warning in read(record, "a.json").warnings)


def test_all_the_text_of_a_record_is_read() -> None:
    parts = ["Orman yandı.", {"type": "paragraph", "text": "Yangında iki köy boşaltıldı."}, "Yangın söndürüldü."]
    assert kinds(read(json.dumps({"text": parts}), "a.json")) == [
        ("text", "Orman yandı."),
        ("text", "Yangında iki köy boşaltıldı."),
        ("text", "Yangın söndürüldü."),
    ]
    whole = "Yangın dün sabah başladı ve akşam söndürüldü. " * 5
    assert "akşam" in read(json.dumps({"text": "Orman yandı.", "content": whole}), "a.json").body


def test_footnotes_and_tables_of_markdown_are_read_without_their_marks() -> None:
    table = "| Ay | Oran |\n| --- | ---: |\n| Ekim | 2,55 |"
    page = f"Rapor açıklandı.[^1] Park sayısı arttı.\n\n{table}\n\n[^1]: Rapor gecikti."
    assert kinds(read(page, "a.md")) == [
        ("text", "Rapor açıklandı. Park sayısı arttı."),
        ("list", "Ay, Oran"),
        ("list", "Ekim, 2,55"),
    ]
    assert read(page, "a.md").warnings == ("1 footnote left out",)


def test_the_lines_of_a_chronicle_keep_their_dates() -> None:
    text = "15 Temmuz 2016\n\nDarbe girişimi oldu ve bastırıldı.\n\n24 Haziran 2018\n\nSeçim yapıldı ve sonuçlandı."
    article = read(text)
    assert article.date is None
    assert {"15 Temmuz 2016", "24 Haziran 2018"} <= {text for _, text in kinds(article)}


def test_a_date_within_a_sentence_stays() -> None:
    lead = "Sınava giriş saati: 21 Ekim 2025 10.00 olarak belirlendi. Adaylar erken gelecek."
    assert kinds(read(f"KPSS başvuruları başladı\n\n{lead}")) == [("title", "KPSS başvuruları başladı"), ("text", lead)]
    assert read("Tarih 29 Ekim 1923. Ankara'da coşku vardı.").body.startswith("Tarih 29 Ekim 1923.")


def test_a_subject_stays_at_the_head_of_its_sentence() -> None:
    lead = "Dışişleri Bakanı Hakan Fidan Ankara'da mevkidaşıyla görüştü ve iki ülke arasındaki ticareti ele aldı."
    assert lead in read(json.dumps({"title": "Dışişleri Bakanı Hakan Fidan", "text": lead}), "a.json").body
    lead = "TÜRK HAVA YOLLARI İstanbul'dan Avustralya'nın Sidney kentine gelecek ay uçmaya başlayacağını duyurdu."
    assert kinds(read(lead)) == [("text", lead)]
    lead = "İzmir - Çeşme Otoyolu'nda meydana gelen kazada üç kişi yaralandı."
    assert kinds(read(lead)) == [("text", lead)]


def test_three_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "Valilik, yoğun kar yağışı nedeniyle eğitime ara verdi. Buna göre okullar",
        "Ankara ve İstanbul dahil olmak üzere bütün büyük kentlerde iki gün tatil",
        "edilecek.",
    ]
    assert kinds(read("\n".join(lines))) == [("text", " ".join(lines))]


def test_a_table_that_is_left_out_of_a_page_is_reported() -> None:
    text = "<p>Ligde dün üç maç oynandı ve lider yine kazandı, takipçisi ise evinde berabere kaldı.</p>" * 4
    table = "<table><tr><th>Maç</th><th>Sonuç</th></tr><tr><td>Konya - Rize</td><td>3-1</td></tr></table>"
    article = read(f"<html><body><article><h1>Lig</h1>{text}{table}</article></body></html>", "a.html")
    assert ("1 table left out" in " ".join(article.warnings)) != ("Rize" in article.body)


PASTED = """Anasayfa > Gündem > Haber
Son Dakika: Bakan açıkladı: Köprüler mayısta açılacak
Yayınlanma: 12.03.2026 14:33 | Güncelleme: 12.03.2026 15:10
Paylaş  Tweetle  WhatsApp
Ulaştırma Bakanı Vekili Selma Tok, üç köprünün 4 Mayıs Pazartesi günü trafiğe açılacağını açıkladı.
Reklam
Tok, "Bütün hazırlıklarımız tamamlandı" dedi.
İLGİNİZİ ÇEKEBİLİR: Otoyol ücretleri yüzde 25 arttı
Geçişler ilk hafta ücretsiz olacak.
Kaynak: AA
"""


def test_a_page_pasted_as_text_is_its_article() -> None:
    article = read(PASTED, "-")
    assert [text for _, text in kinds(article)] == [
        "Bakan açıkladı: Köprüler mayısta açılacak",
        "Ulaştırma Bakanı Vekili Selma Tok, üç köprünün 4 Mayıs Pazartesi günü trafiğe açılacağını açıkladı.",
        'Tok, "Bütün hazırlıklarımız tamamlandı" dedi.',
        "Geçişler ilk hafta ücretsiz olacak.",
    ]
    assert article.title == "Bakan açıkladı: Köprüler mayısta açılacak"
    assert str(article.published) == "2026-03-12 14:33:00+03:00"
    assert article.author is None


@pytest.mark.parametrize(
    "labels",
    [
        ("1- ", "2- ", "3- "),
        ("1. ", "2. ", "3. "),
        ("a) ", "b) ", "c) "),
        ("(1) ", "(2) ", "(3) "),
        ("1️⃣ ", "2️⃣ ", "3️⃣ "),
        ("① ", "② ", "③ "),
        ("• ", "• ", "• "),
        ("☐ ", "☑ ", "✅ "),
        ("- [ ] ", "- [x] ", "- [ ] "),
        ("", "", ""),
    ],
    ids=str,
)
def test_labels_and_boxes_go_from_items_and_the_last_item_is_no_heading(labels: tuple[str, str, str]) -> None:
    items = ["Zeytinyağı", "Süzme bal", "Kaşar peyniri"]
    lines = [label + item for label, item in zip(labels, items, strict=True)]
    article = read("\n".join(["Üç ürün yasaklandı", "", "Yasaklanan ürünler şöyle:", *lines, "", LEAD]))
    assert kinds(article)[2:] == [*(("list", item) for item in items), ("text", LEAD)]


def test_a_line_of_four_words_without_a_stop_is_no_sentence() -> None:
    article = read(
        f"Sahil yolu açılıyor\n\n{LEAD}\n\nYaya yolu geniş olacak\n\nSon söz Meclis'in.\n\nİtiraz süresi on gün."
    )
    assert kinds(article)[2:] == [
        ("heading", "Yaya yolu geniş olacak"),
        ("text", "Son söz Meclis'in."),
        ("text", "İtiraz süresi on gün."),
    ]


def test_struck_text_does_not_count_as_said() -> None:
    assert read("# Zam\n\nBenzine ~~2 lira~~ 3 lira zam geldi.", "a.md").body == "Benzine 3 lira zam geldi."
    text = f"<p>Benzine <del>2 lira</del> <s>4 lira</s> 3 lira zam geldi.</p><p>{LEAD}</p><p>{SECOND}</p>"
    assert read(page(text), "a.html").body.startswith("Benzine 3 lira zam geldi.")


def test_a_caption_below_a_picture_is_left_out_of_markdown() -> None:
    for caption in ("![Sahil](s.jpg)\n*Sahil yolu, 2025*", "![Sahil](s.jpg)\n\n*Sahil yolu, 2025*"):
        assert read(f"# Sahil yolu\n\n{LEAD}\n\n{caption}\n\n{SECOND}", "a.md").body == f"{LEAD}\n{SECOND}"


ENTRIES = (("14:40", LEAD), ("12:15", SECOND), ("09:30", "Meclis sabah saatlerinde toplandı ve gündemi onayladı."))


@pytest.mark.parametrize(
    "entry",
    [
        '<div class="entry"><span class="t">{}</span><p>{}</p></div>',
        '<div class="entry"><div class="saat">{}</div><p>{}</p></div>',
        "<h3>{}</h3><p>{}</p>",
        "<li><time>{}</time><div>{}</div></li>",
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<p><strong>{}</strong> {}</p>",
        "<p>{} - {}</p>",
        "<p><b>{}</b><br>{}</p>",
    ],
)
def test_the_entries_of_a_live_blog_keep_their_times_and_order(entry: str) -> None:
    body = "".join(entry.format(time, text) for time, text in ENTRIES)
    article = read(page(f"<article><h1>Mecliste son durum</h1>{body}</article>"), "a.html")
    assert kinds(article)[1:] == [pair for time, text in ENTRIES for pair in (("heading", time), ("text", text))]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Serhat Postası | Edirne Haber</title>", '<h1><a href="/">Serhat Postası</a></h1><h2>{}</h2>'),
        ("<title>{} - Son Dakika Haberleri</title>", "<h1>{}</h1>"),
        ('<title>Gündem</title><meta property="og:title" content="SON DAKİKA! {}">', "<p></p>"),
        ('<meta property="og:site_name" content="Serhat Postası"><title>Serhat Postası - {}</title>', "<p></p>"),
        ("<title>{} | Yerel Haberler | Serhat</title>", "<h1>Serhat</h1><h3>{}</h3>"),
        ("<title>Anasayfa</title>", "<div class='breadcrumb'>Anasayfa &gt; Gündem</div><h1>{}</h1>"),
    ],
)
def test_the_title_is_no_site_no_section_and_has_no_tail(head: str, body: str) -> None:
    title = "Sahil yolu yayalara açılıyor"
    text = page(f"{body.format(title)}<div><p>{LEAD}</p><p>{SECOND}</p></div>", head.format(title))
    assert read(text, "a.html").title == title


def test_a_title_that_shares_nothing_with_the_text_is_warned_of() -> None:
    others = (
        "Ovada görülen don, kayısı ve badem bahçelerinde zarara yol açtı, üreticiler destek bekliyor.",
        "Gece sıcaklığının eksi dört dereceye kadar düştüğü bildirildi, tespit ekipleri pazartesi sahaya çıkacak.",
    )
    record = {"title": "Fenerbahçe deplasmanda berabere kaldı", "text": "\n\n".join((LEAD, SECOND, *others))}
    assert read(json.dumps(record), "a.json").warnings == ("the title shares no word with the text",)
    record["title"] = "Sahil yolunda yeni dönem"
    assert read(json.dumps(record), "a.json").warnings == ()


LD = '<script type="application/ld+json">{}</script>'
OWN = {"@type": "NewsArticle", "headline": "Sahil yolu", "datePublished": "2026-05-04T10:15:00+03:00"}


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "WebSite", "datePublished": "2009-01-01"}, OWN],
        [{**OWN, "video": {"@type": "VideoObject", "uploadDate": "2020-05-05", "datePublished": "2020-05-05"}}],
        [{"@type": "ItemList", "itemListElement": [{**OWN, "headline": "Başka", "datePublished": "2011-01-01"}]}, OWN],
        [
            {
                "@graph": [
                    {"@type": "Organization", "name": "Körfez"},
                    {**OWN, "@type": ["Article", "ReportageNewsArticle"]},
                ]
            }
        ],
        [{**OWN, "headline": "Başka haber", "datePublished": "2011-01-01"}, OWN],
        [{"@type": "WebPage", "datePublished": "2010-01-01", "mainEntity": OWN}],
    ],
)
def test_the_date_is_the_articles_own(data: list[object]) -> None:
    head = "<title>Sahil yolu</title>" + "".join(LD.format(json.dumps(node)) for node in data)
    article = read(page(f"<article><h1>Sahil yolu</h1><p>{LEAD}</p><p>{SECOND}</p></article>", head), "a.html")
    assert str(article.published) == "2026-05-04 10:15:00+03:00"


def test_what_a_page_says_of_itself_is_kept() -> None:
    own = {
        **OWN,
        "author": [{"@type": "Person", "name": "Ece Tan"}],
        "publisher": {"name": "Körfez Sesi"},
        "url": "https://k.example/1",
    }
    article = read(
        page(f"<article><h1>Sahil yolu</h1><p>{LEAD}</p><p>{SECOND}</p></article>", LD.format(json.dumps(own))),
        "a.html",
    )
    assert (article.author, article.outlet, article.url) == ("Ece Tan", "Körfez Sesi", "https://k.example/1")
    assert len(article.digest) == 64


def test_data_uris_are_no_text() -> None:
    uri = "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUg" * 40
    assert read(f"Sahil yolu açılıyor\n\n{LEAD}\n\n{uri}\n\n{SECOND}").body == f"{LEAD}\n{SECOND}"
    assert "base64" not in read(page(f'<p>{LEAD}</p><img src="{uri}"><p>{uri}</p><p>{SECOND}</p>'), "a.html").body


@pytest.mark.parametrize("codec", ["cp437", "cp850", "cp857", "mac_roman"])
def test_utf8_read_in_an_old_code_page_is_mended(codec: str) -> None:
    broken = "".join(
        bytes([byte]).decode(codec) for byte in f"Sahil yolu açılıyor\n\n{SECOND} Ağır iş, ığdır, çığ.".encode()
    )
    article = read(broken)
    assert SECOND in article.body
    assert "mojibake mended" in article.warnings[0]


def test_emoji_stay_whole() -> None:
    assert "👨‍👩‍👧 aileler" in read("Parkta 👨‍👩‍👧 aileler için yer ayrıldı. ❤️ işaretli kapıdan girilecek.").body
