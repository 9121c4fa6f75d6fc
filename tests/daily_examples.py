# ruff: noqa: E501 (an article is easier to read on one line)
"""A made-up day of news, and ways to run the daily brief on it without a model."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tr_news.config import Settings
from tr_news.daily.build import Limits, build
from tr_news.daily.days import day_span, with_honest_times
from tr_news.daily.digest import Digest
from tr_news.daily.english import Piece
from tr_news.daily.run import Options, Outcome, run
from tr_news.documents.article import TURKISH, Article, Language, Paragraph
from tr_news.documents.codec import translation_to_dict
from tr_news.documents.translation import TranslatedArticle
from tr_news.documents.values import json_line
from tr_news.pipeline import Failure, Pipeline
from tr_news.stories.inputs import ISTANBUL, StoryInput
from tr_news.translation.protocol import Passthrough
from tr_news.translation.translate import translate_articles

DAY = datetime(2026, 3, 4, tzinfo=ISTANBUL)
NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)

# publisher, time of the day, title, text
MINE = (
    ("Kent", "10:25", "Karadere'de maden ocağında göçük: 2 işçi öldü",
     "Karadere'deki maden ocağında meydana gelen göçükte 2 işçi öldü, 5 işçi yaralandı. "
     "Ocakta çalışan 40 işçi tahliye edildi."),
    ("Ulus Haber", "10:40", "Karadere'de maden ocağı çöktü",
     "Karadere'deki maden ocağında meydana gelen göçükte 2 işçi öldü, 5 işçi yaralandı. "
     "Ocakta çalışan 40 işçi tahliye edildi."),
    ("Bizim Gazete", "13:38", "Karadere'de ölü sayısı 3'e yükseldi",
     "Karadere'deki maden faciasında ölenlerin sayısı 3'e yükseldi. Savcılık, ocağın işletmecisi hakkında soruşturma başlattı."),
    ("Sabah Postası", "15:10", "Karadere faciası: Savcılık soruşturma başlattı",
     "Karadere'deki maden ocağında 3 işçinin öldüğü göçükle ilgili savcılık, işletmeci hakkında soruşturma başlattı."),
)  # fmt: skip
BRIDGE = (
    ("Kent", "09:00", "Yeni köprü trafiğe açıldı",
     "Akçay Nehri üzerindeki yeni köprü düzenlenen törenle trafiğe açıldı. Köprü 1200 metre uzunluğunda."),
    ("Ulus Haber", "11:00", "Akçay köprüsü açıldı",
     "Akçay Nehri üzerine yapılan köprü bugün açıldı. Köprünün uzunluğu 1200 metre, maliyeti 2 milyar lira."),
)  # fmt: skip
ALONE = (
    ("Kent", "08:00", "Belediye kreş açtı", "Belediyenin yeni kreşi 120 çocukla eğitime başladı."),
    ("Bizim Gazete", "18:30", "Kavun festivali başladı", "Kasabanın kavun festivali bu yıl 30'uncu kez düzenleniyor."),
)
ALL = (*MINE, *BRIDGE, *ALONE)

Told = tuple[str, str, str, str]


def piece(told: Told, *, days: int = 0, key: str = "") -> Piece:
    """An article of the day, or of one so many days later."""
    publisher, clock, title, text = told
    hour, minute = map(int, clock.split(":"))
    moment = DAY + timedelta(days=days, hours=hour, minutes=minute)
    key = key or f"{publisher} {clock} {days} {title}"
    article = Article(
        key, f"{key}.txt", (Paragraph(title, "title"), Paragraph(text)), published=moment, outlet=publisher
    )
    return Piece(StoryInput(key, title, text, moment, publisher, f"https://example.com/{title.split()[0]}"), article)


class Unchanged(Passthrough):
    """A translator that leaves the Turkish as it is."""

    source_language = TURKISH


def unchanged(articles: Sequence[Article]) -> list[TranslatedArticle]:
    """Articles with their Turkish for English."""
    return translate_articles(articles, Unchanged(), languages=[Language(TURKISH, 1.0)] * len(articles))


def digest(
    told: Sequence[Told] = ALL, *, days: int = 0, past: Sequence[Digest] = (), limits: Limits | None = None
) -> Digest:
    """The digest of a made-up day."""
    pieces = [piece(one, days=days) for one in told]
    honest = with_honest_times([one.item for one in pieces])
    pieces = [Piece(item, one.article) for item, one in zip(honest, pieces, strict=True)]
    span = day_span((DAY + timedelta(days=days)).date())
    return build(
        pieces,
        span,
        unchanged,
        past=past,
        limits=limits or Limits(),
        provenance={"tool": "tr-news", "translator": None},
    )


def pipeline() -> Pipeline:
    """One that has a translator without a model."""
    made = Pipeline(Settings(), force=True)
    made.__dict__["translator"] = Unchanged()
    return made


def write_feed(path: Path, told: Sequence[Told] = ALL, *, days: int = 0) -> None:
    """A file of articles with their translations, as batch writes it."""
    documents = unchanged([piece(one, days=days).article for one in told])
    lines = [json_line(translation_to_dict(document, translator=None)) for document in documents]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def run_daily(source: Path, out: Path, options: Options | None = None) -> tuple[Outcome, list[Failure]]:
    """A run over a folder, and what failed."""
    failures: list[Failure] = []
    outcome = run(source, out, pipeline(), options or Options(), now=NOW, failed=failures.append)
    return outcome, failures
