"""The parts of a run on a cluster, without one."""

import asyncio
import datetime
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch_examples import article, outputs, write
from tests.conftest import Result
from tr_news import config
from tr_news.articles import Article, read_path
from tr_news.batch.cluster.feed import WHOLE, Feed
from tr_news.batch.cluster.order import Order, order_of
from tr_news.batch.cluster.parcels import Done, Parcel, pack, pack_answer, unpack, unpack_answer
from tr_news.batch.cluster.worker import Worker
from tr_news.batch.layout import Layout
from tr_news.batch.make import Made
from tr_news.batch.shape import shape_of
from tr_news.documents.article import Paragraph
from tr_news.errors import InputError, ModelError, NotTurkishError, TrNewsError
from tr_news.pipeline import Failure, Pipeline


class Counted:
    """Attempts as the feed counts them."""

    def __init__(self) -> None:
        self.begun: Counter[tuple[int, int]] = Counter()

    def begin(self, number: int, article: int) -> int:
        self.begun[number, article] += 1
        return self.begun[number, article]

    def survived(self, number: int, article: int) -> None:
        del self.begun[number, article]


def _order(folder: Path, **settings: object) -> Order:
    layout = Layout(folder / "out")
    layout.make()
    mark = write(layout.private, run__1="x") / "run.1"
    pipeline = Pipeline(config.load(settings))
    shape = shape_of(pipeline, translate_only=False)
    return order_of(
        pipeline, layout, mark, ["json"], shape, threads=1, translate_only=False, remember=False
    )  # fmt: skip


def _block(folder: Path, *numbers: int) -> str:
    write(folder, **{f"a{number}__txt": article(number) for number in numbers})
    read = [item for number in numbers for item in read_path(folder / f"a{number}.txt")]
    return pack([Parcel(f"a{n}.txt", item) for n, item in zip(numbers, read, strict=True) if isinstance(item, Article)])


def test_an_article_travels_without_loss() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=3))
    plain = Article("id", "a/\udcff.txt", (Paragraph("Başlık \ud800", "title"), Paragraph("Gövde.")))
    full = replace(
        plain, published=datetime.datetime(2026, 3, 1, 12, 30, tzinfo=zone), warnings=("a", "b"), url="https://x.example",
        dateline="ANKARA (AA)", outlet="Gazete", author="Y. Yazar",
    )  # fmt: skip
    dated = replace(plain, published=datetime.date(2026, 3, 1))
    parcels = [Parcel(str(n), item) for n, item in enumerate((plain, full, dated))]
    assert unpack(pack(parcels)) == parcels
    assert pack(parcels).isascii()


def test_an_answer_travels_without_loss() -> None:
    made = Made("Headline", {"number": 2}, {"json": 10}, 3, 1, 0.25)
    failed = [InputError("a.txt", "empty"), NotTurkishError("a.txt: no"), TrNewsError("a.txt: ?")]
    answer = Done((made, *(Failure("a.txt", error) for error in failed)), 7, 1)
    back = unpack_answer(pack_answer(answer))
    assert isinstance(back, Done)
    assert back.made[0] == made
    assert (back.from_memory, back.approved) == (7, 1)
    errors = [item.error for item in back.made[1:] if isinstance(item, Failure)]
    assert [(type(e), str(e), e.exit_code) for e in errors] == [(type(e), str(e), e.exit_code) for e in failed]
    fatal = unpack_answer(pack_answer(ModelError("gone")))
    assert isinstance(fatal, ModelError)
    assert unpack_answer(pack_answer(None)) is None


def test_a_feed_holds_back_and_counts() -> None:
    async def act() -> None:
        feed = Feed(2)
        assert await feed.put(0, "a", 1)
        assert await feed.put(1, "b", 1)
        assert not await feed.put(2, "c", 0.01)  # full
        assert await feed.take(0) == await feed.take(0) == "a"  # who begins again gets the same
        assert [await feed.begin(0), await feed.begin(0), await feed.begin(0, 3)] == [1, 2, 1]
        await feed.survived(0, 3)
        assert await feed.begin(0, 3) == 1
        await feed.done(0)
        assert await feed.begin(0) == 0
        assert await feed.put(2, "c", 1)
        assert await feed.take(0) == ""
        waiting = asyncio.ensure_future(feed.take(3))
        await asyncio.sleep(0)
        await feed.end()
        assert await waiting is None
        assert await feed.take(2) == "c"
        await feed.stop()
        assert await feed.take(2) is None
        assert await feed.begin(2) == 0

    asyncio.run(act())


def test_a_worker_writes_what_the_command_writes(run: Callable[..., Result], tmp_path: Path) -> None:
    order = _order(tmp_path)
    block = _block(tmp_path / "in", 1, 2)
    answer = unpack_answer(Worker(order, None).answer(0, block, Counted()))
    assert isinstance(answer, Done)
    assert [type(made) for made in answer.made] == [Made, Made]
    run("batch", tmp_path / "in", tmp_path / "alone", "--no-memory")
    found = {name: data for name, data in outputs(tmp_path / "out").items() if name.endswith(".txt.json")}
    assert found == outputs(tmp_path / "alone")


def test_a_worker_of_another_version_says_so(tmp_path: Path) -> None:
    order = _order(tmp_path)
    other = replace(order, shape={**order.shape, "rules": "0" * 32})
    answer = unpack_answer(Worker(other, None).answer(0, _block(tmp_path / "in", 1), Counted()))
    assert isinstance(answer, ModelError)
    assert "would make other outputs (rules of the language)" in str(answer)


def test_an_article_that_a_worker_does_not_survive_fails_and_its_neighbours_do_not(tmp_path: Path) -> None:
    """As the feed counts after three deaths in the block and two in the second article."""
    order, attempts = _order(tmp_path), Counted()
    attempts.begun[0, WHOLE], attempts.begun[0, 1] = 4, 2
    worker, block = Worker(order, None), _block(tmp_path / "in", 1, 2, 3)
    answer = unpack_answer(worker.answer(0, block, attempts))
    assert isinstance(answer, Done)
    assert [type(made) for made in answer.made] == [Made, Failure, Made]
    assert (0, 0) not in attempts.begun


def test_a_worker_whose_run_has_ended_does_nothing(tmp_path: Path) -> None:
    order = _order(tmp_path)
    Path(order.mark).unlink()
    assert unpack_answer(Worker(order, None).answer(0, _block(tmp_path / "in", 1), Counted())) is None
    assert not [name for name in outputs(tmp_path / "out") if name.endswith(".json")]


def test_without_the_extra(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    code = "import sys\nsys.modules['ray'] = None\nfrom tr_news.cli import main\nmain(sys.argv[1:])\n"
    command = [sys.executable, "-c", code, "batch", str(inputs), str(tmp_path / "out"), "--cluster", "ray"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.endswith("pip install 'tr-news[cluster]'")


def test_without_the_option_ray_is_not_imported(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    code = (
        "import json, sys\n"
        "from tr_news.cli.main import cli\n"
        "cli.main(sys.argv[1:], standalone_mode=False)\n"
        "import tr_news.batch.cluster.cluster, tr_news.batch.cluster.source\n"
        "print(json.dumps([name for name in ('ray', 'pyarrow', 'pandas', 'torch') if name in sys.modules]))\n"
    )
    command = [sys.executable, "-c", code, "batch", str(inputs), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("more", [("--shard", "1/2")])
def test_what_does_not_go_together(run: Callable[..., Result], tmp_path: Path, more: tuple[str, ...]) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    assert run("batch", inputs, tmp_path / "out", "--cluster", "ray", *more).code == 2
