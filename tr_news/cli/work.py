"""What ``translate`` and ``brief`` share: the pipeline that the options ask for, and what becomes of each outcome."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from tr_news import config
from tr_news.cli.inputs import Report, read_inputs
from tr_news.cli.output import Names, Target, choose_target, write_all
from tr_news.documents.article import Article
from tr_news.load import with_memory
from tr_news.pipeline import Failure, Pipeline

_T = TypeVar("_T")
Description = Callable[[_T], tuple[str, int, int]]  # source, sentences, how many of them to check


@dataclass(frozen=True, slots=True)
class Work:
    """One run over inputs."""

    files: Sequence[str]
    encoding: str | None
    settings: config.Settings
    pipeline: Pipeline
    report: Report
    target: Target

    @classmethod
    def begin(cls, files: Sequence[str], given: dict[str, Any], formats: Sequence[str]) -> Self:
        """From the options of the command line, by name.

        Raises:
            UsageError: settings or options contradict each other, or the output can't be written there.
        """
        origin, force, encoding = (given.pop(name) for name in ("origin", "force", "encoding"))
        output, folder, form = (given.pop(name) for name in ("output", "output_dir", "form"))
        report = Report(total=len(files), quiet=given.pop("quiet"), verbose=given.pop("verbose"))
        settings = config.load(given)
        for warning in config.unknown_variables():
            report.remark(warning)
        target = choose_target(output, folder, form, settings.format, formats, files)
        wrap = None if given.pop("no_memory") else with_memory(report.remark)
        pipeline = Pipeline(settings, origin=origin, force=force, note=report.note, advise=report.remark, wrap=wrap)
        return cls(files, encoding, settings, pipeline, report, target)

    def inputs(self) -> Iterator[Article | Failure]:
        """The articles of the files, or of standard input."""
        return read_inputs(self.files, self.encoding)

    def told(
        self,
        outcomes: Iterable[_T | Failure],
        describe: Description[_T],
        render: Callable[[_T], Any],
        *,
        json_failures: bool = False,
    ) -> Iterator[Any]:
        """What succeeded, rendered as it comes; failures are told, and with ``json_failures`` stand in their place."""
        for item in outcomes:
            if isinstance(item, Failure):
                self.report.failed(item)
                if json_failures:
                    yield failure_line(item)
                continue
            self.report.clear()
            yield render(item)
            self.report.succeeded(*describe(item))
        self.report.clear()

    def write(self, pieces: Iterable[str]) -> None:
        """To standard output as they come, or into the file."""
        write_all(pieces, self.target.file, sys.stdout)

    def write_each(
        self, outcomes: Iterable[_T | Failure], article_of: Callable[[_T], Article], render: Callable[[_T], str]
    ) -> None:
        """A file an article, each as soon as it is ready."""
        from tr_news.storage.atomic import write_atomically

        names = Names(str(self.target.template), self.files)

        def write(item: _T) -> None:
            write_atomically(names.of(article_of(item)), render(item))

        for _ in self.told(outcomes, lambda item: (article_of(item).source, 0, 0), write):
            pass


def failure_line(failure: Failure) -> str:
    """A failed input as a line of JSON, as in ``failure-1.schema.json``."""
    from tr_news.documents.codec import failure_to_dict
    from tr_news.documents.values import json_line

    error = failure.error
    return json_line(failure_to_dict(failure.source, type(error).__name__, error.exit_code, str(error))) + "\n"


def example() -> str:
    """The path of an article that comes with the package."""
    package = Path(__file__).parents[1]
    folder = package / "examples" if (package / "examples").is_dir() else package.parent / "examples"
    return str(folder / "kiyi-feribot-hatti.txt")
