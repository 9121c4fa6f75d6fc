"""From inputs to briefs: nothing waits for the last input, and what fails costs itself alone."""

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tr_news.cli.output import write_all
from tr_news.config import Settings
from tr_news.documents.article import TURKISH, Article, Paragraph
from tr_news.documents.brief import Brief, Line, Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError, ModelError, NotTurkishError
from tr_news.pipeline import WINDOW, Failure, Pipeline
from tr_news.translation.protocol import Passthrough, Translation

ROOT = Path(__file__).parents[1]
TEXT = "Kentte {} numaralı köprü dün törenle açıldı. Köprüden ilk gün bin araç geçti."


def article(number: int, text: str = TEXT) -> Article:
    return Article(str(number), f"{number}.txt", (Paragraph(text.format(number)),))


class Watched:
    """Articles that tell how many of them were asked for."""

    def __init__(self, count: int) -> None:
        self.count, self.given = count, 0

    def __iter__(self) -> Iterator[Article | Failure]:
        for number in range(self.count):
            self.given += 1
            yield article(number)


def test_the_first_brief_is_there_when_one_article_was_read() -> None:
    inputs = Watched(50)
    briefs = Pipeline(Settings()).briefs(inputs)
    first = next(briefs)
    assert isinstance(first, Brief)
    assert inputs.given == 1
    rest = list(briefs)
    assert [b.document.article.id for b in [first, *rest] if isinstance(b, Brief)] == [str(n) for n in range(50)]


def test_articles_are_translated_together_and_no_more_of_them_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    class Counting(Passthrough):
        source_language = TURKISH

        def translate(self, sentences: Sequence[str]) -> list[Translation]:
            calls.append(len(sentences))
            return super().translate(sentences)

    pipeline = Pipeline(Settings())
    monkeypatch.setitem(pipeline.__dict__, "translator", Counting())
    long = "Köprü açıldı. " * (WINDOW // 28)
    inputs = [article(0), article(1), article(2), article(3, long), article(4, long), article(5)]
    done = list(pipeline.translate(pipeline.admit(inputs)))
    assert len(done) == 6
    assert len(calls) == 3, "the first alone, then as many as fit, then the rest"


def test_a_batch_gives_what_each_article_gives_alone() -> None:
    pipeline = Pipeline(Settings())
    together = list(pipeline.briefs([article(n) for n in range(5)]))
    alone = [brief for n in range(5) for brief in pipeline.briefs([article(n)])]
    assert together == alone


class Moody:
    """A summarizer that fails for some articles."""

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        if document.article.id == "1":
            raise ModelError("the server says no")
        return Summary(Line("A headline", (0,)), (Line("A bullet", (0,)),))

    def describe(self) -> Mapping[str, object]:
        return {"name": "moody"}


def test_what_fails_is_a_value_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline(Settings())
    monkeypatch.setitem(pipeline.__dict__, "summarizer", Moody())
    broken = Failure("x.txt", InputError("x.txt", "empty"))
    english = Article("e", "e.txt", (Paragraph("The bridge was opened by the mayor of the city yesterday."),))
    found = list(pipeline.briefs([broken, article(0), article(1), english, article(2)]))
    assert [type(item) for item in found] == [Failure, Brief, Failure, Failure, Brief]
    errors = [item.error for item in found if isinstance(item, Failure)]
    assert [type(error) for error in errors] == [InputError, ModelError, NotTurkishError]
    assert [item.source for item in found if isinstance(item, Failure)] == ["x.txt", "1.txt", "e.txt"]


def test_without_an_article_no_model_is_loaded() -> None:
    pipeline = Pipeline(Settings(translator="/nowhere", summarizer="/nowhere"))
    assert list(pipeline.briefs([Failure("x", InputError("x", "empty"))]))
    with pytest.raises(ModelError, match="nowhere"):
        list(pipeline.briefs([article(0)]))


def test_a_summarizer_that_is_not_there_is_known_before_the_translation() -> None:
    pipeline = Pipeline(Settings(summarizer="/nowhere"))
    with pytest.raises(ModelError, match="nowhere"):
        list(pipeline.briefs([article(0)]))
    assert "translator" not in pipeline.__dict__


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    """Whole lines, at least one, not all."""
    articles = tmp_path / "many.jsonl"
    rows = [{"id": str(n), "text": TEXT.format(n) + f" Açılışa {n + 2} bakan katıldı." * 30} for n in range(400)]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "-m", "tr_news", "brief", "--format", "json", str(articles)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        # A shell that starts jobs in the background makes them ignore SIGINT, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    ids = [json.loads(line)["article"]["id"] for line in (first + rest).splitlines()]
    assert ids == [str(n) for n in range(len(ids))]
    assert 0 < len(ids) < 400


def test_a_file_gets_what_was_done_when_the_work_is_broken_off(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "one\n"
        yield "two\n"
        raise KeyboardInterrupt

    output = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        write_all(pieces(), str(output), io.StringIO())
    assert output.read_text("utf-8") == "one\ntwo\n"
    assert list(tmp_path.iterdir()) == [output]
