"""A run from the options of the command line to its report."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tr_news import config
from tr_news.batch.copies import CopyIndex
from tr_news.batch.corrections import Corrections
from tr_news.batch.layout import Layout, check_places
from tr_news.batch.patterns import Patterns
from tr_news.batch.plan import Wanted
from tr_news.batch.progress import Progress, count_ahead
from tr_news.batch.report import exit_code, no_input, nothing_found, report, retry_command, summary
from tr_news.batch.run import Run
from tr_news.batch.shards import locked, merge
from tr_news.batch.tables import tables_of
from tr_news.batch.tally import Tally
from tr_news.batch.walk import Found, Listed, Walk, identity
from tr_news.documents.values import json_line
from tr_news.errors import OutputError, TrNewsError
from tr_news.load import with_memory
from tr_news.pipeline import Failure, Pipeline
from tr_news.storage.durable import OUT_OF_FILES
from tr_news.storage.locks import Holder

if TYPE_CHECKING:
    from tr_news.batch.cluster.cluster import Cluster


class Job:
    """What the command line asks for.

    Args:
        roots: folders and files; empty where ``paths`` are given.
        paths: a list of files, read lazily.
        layout: the folder of the outputs.
        options: those of the command, by name, and settings.
        tally: counts.
        progress: tells how far it is.
        arguments: of the command line, for the one that tries again what failed.
    """

    def __init__(
        self,
        roots: Sequence[str],
        paths: Iterable[str] | None,
        layout: Layout,
        options: Mapping[str, Any],
        tally: Tally,
        progress: Progress,
        arguments: Sequence[str],
    ) -> None:
        self.ended_itself = False  # by too many failures, not by a signal
        self._roots, self._paths, self._layout = roots, paths, layout
        self._options, self._tally, self._progress, self._arguments = dict(options), tally, progress, arguments
        check_places(roots, layout.out)

    def run(self, stop: threading.Event) -> int:
        """Does it. The exit code, where it came to an end; raises as :meth:`Run.execute` does."""
        layout, progress = self._layout, self._progress
        self._cluster: Cluster | None = None
        layout.make()
        wait = not self._options["no_wait"]
        with locked(layout, wait=wait, waiting=self._waiting, given_up=stop.is_set):
            if not layout.shard and (joined := merge(layout)):
                progress.say(f"{joined:,} lines of shards joined to the index")
            try:
                return self._execute(stop)
            finally:
                if self._cluster is not None:
                    self._cluster.close()

    def _execute(self, stop: threading.Event) -> int:
        progress = self._progress
        run = self._open(stop)
        walk = self._walk()
        if walk is not None:
            count_ahead(walk, self._tally, stop)
        try:
            with tables_of(self._layout):
                run.execute()
            if run.complete:
                self._corrections.keep()
        except OSError as error:
            if error.errno not in OUT_OF_FILES:
                raise
            problem = OutputError(f"{self._layout.out}: too many open files; raise their number (ulimit -n)")
            self._end(run, str(problem), problem.exit_code)
            raise problem from error
        except BaseException as error:
            name = str(error) if isinstance(error, TrNewsError) else _signal(error)
            self._end(run, name, error.exit_code if isinstance(error, TrNewsError) else 130)
            raise
        too_many = self._too_many()
        self.ended_itself = too_many
        ended = "too many failures" if too_many else "interrupted" if stop.is_set() else "complete"
        if nothing_found(self._tally) and not stop.is_set():
            progress.end("complete")
            raise no_input(self._roots, self._tally)
        code = 1 if too_many else exit_code(self._tally, run.codes)
        self._end(run, ended, 130 if ended == "interrupted" else code)
        return code

    def dry_run(self, tell: Callable[[str, str], None], stop: threading.Event) -> int:
        """Tells source and reason of what would be done. Nothing is written but a table for the while."""
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            run = self._open(stop)
            run.dry(tell, Path(folder) / "state.sqlite")
        tally = self._tally
        self._progress.say(f"{tally.done:,} to do, {tally.unchanged:,} unchanged, {tally.failures:,} can't be read")
        return exit_code(tally, run.codes)

    def _open(self, stop: threading.Event) -> Run:
        given, say = self._options, self._progress.say
        pipeline = Pipeline(
            config.load(given),
            origin=given["origin"],
            force=given["force"],
            advise=self._progress.advise,
            wrap=None if given["no_memory"] else with_memory(say),
        )
        self._corrections = corrections = Corrections(pipeline, self._layout)
        self._cluster = self._joined(pipeline, stop)
        return Run(
            self._layout,
            pipeline,
            self._inputs(),
            Wanted(
                forms=tuple(dict.fromkeys(given["forms"])) or ("json",),
                encoding=given["encoding"],
                limit=given["limit"],
                since=given["since"].date() if given["since"] else None,
                retry_failed=given["retry_failed"],
                shard=given["shard"],
                links=given["copies"] == "link",
                copies=self._copies(),
                approved=corrections.that_apply,
                trusted=corrections.as_before,
            ),
            tally=self._tally,
            translate_only=given["translate_only"],
            max_failures=0 if given["fail_fast"] else given["max_failures"],
            prune=given["prune"],
            cluster=self._cluster,
            stop=stop,
            failed=self._progress.failed,
            say=self._progress.say,
            idle=self._progress.idle,
        )

    def _joined(self, pipeline: Pipeline, stop: threading.Event) -> "Cluster | None":
        given = self._options
        if given["cluster"] is None or given["dry_run"]:
            return None
        from tr_news.batch.cluster.cluster import Cluster

        return Cluster(self._layout, pipeline, remember=not given["no_memory"], stop=stop, say=self._progress.say)

    def _copies(self) -> CopyIndex | None:
        if self._options["copies"] != "link" or self._options["dry_run"]:
            return None
        return CopyIndex(self._layout.copies, self._progress.say)

    def _walk(self) -> Walk | None:
        if self._paths is not None:
            return None
        out = identity(self._layout.out)
        return Walk(
            self._roots,
            recursive=self._options["recursive"],
            include=Patterns(self._options["include"]),
            exclude=Patterns(self._options["exclude"]),
            leave_out=frozenset({out} if out else ()),
        )

    def _inputs(self) -> Iterator[Found | Failure]:
        given = self._options
        patterns = Patterns(given["include"]), Patterns(given["exclude"])
        inputs = self._walk() or Listed(self._paths or (), self._layout.out, *patterns)
        inputs.skipped = self._tally.skipped
        yield from inputs

    def _too_many(self) -> bool:
        limit = 0 if self._options["fail_fast"] else self._options["max_failures"]
        return limit is not None and self._tally.failures > limit

    def _waiting(self, found: Holder | None) -> None:
        self._progress.say(f"{self._layout.out}: waiting for {found or 'another run'}, which is at work in it")

    def _end(self, run: Run, ended: str, code: int) -> None:
        self._progress.end(ended)
        inputs = [*self._roots] or ["--files-from"]
        row = report(self._tally, run.shape, run.failures, inputs=inputs, ended=ended, code=code)
        try:
            self._layout.write(self._layout.report, json_line(row) + "\n")
        except TrNewsError as error:
            if code in (0, 1):  # else something worse is being told
                raise OutputError(str(error)) from error
        for line in summary(self._tally, retry_command(self._arguments)):
            self._progress.summarize(line)
        if ended in ("interrupted", "terminated"):
            self._progress.summarize("the same command again goes on from here")


def _signal(error: BaseException) -> str:
    return "terminated" if type(error).__name__ == "TerminatedError" else "interrupted"
