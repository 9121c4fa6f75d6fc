"""Briefs made up for the tests of the room ``briefs``."""

import datetime

from tr_news.documents.article import Article, Language, Paragraph, ParagraphKind
from tr_news.documents.brief import Brief, Line, Summary, make_brief
from tr_news.documents.translation import Flag, Sentence, TranslatedArticle

TRANSLATOR: dict[str, object] = {
    "name": "tr-en-mini",
    "engine": "ctranslate2",
    "digest": "0f1e2d",
    "beam_size": 2,
    "compute_type": "int8",
    "built_in": True,
}
SUMMARIZER: dict[str, object] = {"name": "built-in", "kind": "extractive", "version": 1}
TURKISH = Language("tr", 0.987654321)
SETTINGS: dict[str, object] = {"bullets": 3}

# Paragraph, kind, Turkish, English, flags.
_FERRY: tuple[tuple[int, ParagraphKind, str, str, tuple[str, ...]], ...] = (
    (0, "title", "Körfez vapuru otuz yıl sonra yeniden sefere çıktı", "Gulf Ferry Sails Again After Thirty Years", ()),
    (
        1,
        "text",
        "Gökçeburun ile Karşıyaka arasında çalışan tarihî vapur, 30 yıl aradan sonra 14 Mayıs sabahı yeniden "
        "sefere başladı.",
        "The historic ferry between Gökçeburun and Karşıyaka resumed service on the morning of 14 May after a break "
        "of 30 years.",
        (),
    ),
    (
        1,
        "text",
        "İlk seferde 412 yolcu taşındığını belirten Belediye Başkanı Nermin Alkış, biletlerin haziran sonuna kadar "
        "%50 indirimli olacağını açıkladı.",
        "Mayor Nermin Alkış, who said that 412 passengers were carried on the first trip, announced that tickets "
        "would be 15 percent cheaper until the end of June.",
        ("number",),
    ),
    (2, "heading", "ONARIM İKİ YIL SÜRDÜ", "Repairs Took Two Years", ()),
    (
        3,
        "text",
        "Vapurun onarımı 1,2 milyon avroya mal oldu.",
        "The repair of the ferry cost 1.2 million euros.",
        (),
    ),
    (
        3,
        "text",
        '"Bu gemi bizim çocukluğumuz," diyen emekli kaptan Rıza Tunalı, dümene bir kez daha geçti.',
        "Retired captain Rıza Tunalı said this ship was our childhood and took the helm once more.",
        ("quotation",),
    ),
    (
        4,
        "text",
        "Seferler her gün 07.30 ile 21.00 arasında saat başı yapılacak.",
        "Services will run every hour between 07:30 and 21:00 every day.",
        (),
    ),
    (5, "text", "“We are delighted,” said the shipyard.", "“We are delighted,” said the shipyard.", ("foreign",)),
    (6, "text", "Şşş, gıygıygıy da gıygıy!", "Şşş, gıygıygıy da gıygıy!", ("untranslated",)),
)


def document(
    sentences: tuple[tuple[int, ParagraphKind, str, str, tuple[str, ...]], ...] = _FERRY,
    *,
    source: str = "haberler/vapur.txt",
    url: str | None = "https://www.korfezgazetesi.example/vapur",
    warnings: tuple[str, ...] = (),
    language: Language = TURKISH,
) -> TranslatedArticle:
    """An article with its translation; one paragraph for each number."""
    kinds: dict[int, ParagraphKind] = {}
    texts: dict[int, list[str]] = {}
    for paragraph, kind, turkish, _, _ in sentences:
        kinds[paragraph] = kind
        texts.setdefault(paragraph, []).append(turkish)
    article = Article(
        id="vapur",
        source=source,
        paragraphs=tuple(Paragraph(" ".join(texts[i]), kinds[i]) for i in sorted(kinds)),
        published=datetime.date(2024, 5, 14),
        warnings=warnings,
        url=url,
    )
    return TranslatedArticle(
        article,
        language,
        tuple(
            Sentence(i, paragraph, kind, turkish, english, tuple(map(Flag, flags)))
            for i, (paragraph, kind, turkish, english, flags) in enumerate(sentences)
        ),
    )


def line(document: TranslatedArticle, *evidence: int) -> Line:
    """A line that says what these sentences say."""
    cited = [document.sentences[i] for i in evidence]
    return Line(
        " ".join(s.translation for s in cited), evidence, tuple(dict.fromkeys(flag for s in cited for flag in s.flags))
    )


def brief_of(document: TranslatedArticle, *bullets: int, headline: int = 0, notes: tuple[str, ...] = ()) -> Brief:
    """The brief whose lines are these sentences of the article."""
    summary = Summary(line(document, headline), tuple(line(document, i) for i in bullets), notes)
    return make_brief(document, summary, translator=TRANSLATOR, summarizer=SUMMARIZER, settings=SETTINGS)


def ferry() -> Brief:
    """A brief with a title, three bullets, and flags on two of them."""
    return brief_of(document(), 1, 2, 5)


def hostile(text: str) -> Brief:
    """A brief in which everything that comes from outside is this text."""
    translated = document(
        ((0, "title", text, text + " EN", ()), (1, "text", text, text + " EN", ("number",))),
        source=text,
        url=text,
        warnings=(text,),
    )
    summary = Summary(line(translated, 0), (line(translated, 1),), (text,))
    return make_brief(
        translated,
        summary,
        translator={"name": text, "digest": text},
        summarizer={"name": text, text: text},
        settings={text: text},
    )
