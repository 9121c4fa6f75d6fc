"""How far a run is, told while it is at work: on a terminal, in lines for a log, as JSON, and in OUT for others."""

import contextlib
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable
from typing import Literal, TextIO

from tr_news.batch.layout import Layout
from tr_news.batch.report import duration
from tr_news.batch.tally import Tally
from tr_news.batch.walk import Walk

Style = Literal["terminal", "lines", "json", "quiet"]
_EVERY = {"terminal": 0.2, "lines": 30.0, "json": 1.0, "quiet": 1e9}  # seconds
_STATUS_EVERY = 2.0
_CLEAR = "\r\x1b[K"
MOST_FAILURES = 20  # lines; a folder of photographs mustn't fill the terminal


class Progress:
    """Tells it in one style on a stream, and keeps ``status.json`` for ``tr-news batch status``.

    ``tidy`` makes text safe for a terminal.
    """

    def __init__(
        self, tally: Tally, layout: Layout | None, style: Style, stream: TextIO, tidy: Callable[[str], str]
    ) -> None:
        self._tally, self._layout, self._style, self._stream, self._tidy = tally, layout, style, stream, tidy
        now = time.monotonic()
        self._told = now if style == "lines" else now - 1e9
        self._ticked = self._kept = 0.0
        self._failures = 0

    def idle(self) -> None:
        """Tells what is due."""
        now = time.monotonic()
        if now - self._ticked >= 1:
            self._tally.tick()
            self._ticked = now
        if now - self._told >= _EVERY[self._style]:
            self._told = now
            self._tell()
        if now - self._kept >= _STATUS_EVERY:
            self._kept = now
            self.keep("running")

    def say(self, message: str) -> None:
        """A line of its own."""
        if self._style == "json":
            self._line(json.dumps({"message": message}, ensure_ascii=False))
        else:
            self._line(f"tr-news: {message}")

    def advise(self, message: str) -> None:
        """A line that nobody has to know."""
        if self._style in ("terminal", "lines"):
            self.say(message)

    def summarize(self, text: str) -> None:
        """A line of what is said at the end."""
        if self._style in ("terminal", "lines"):
            self._line(text)

    def failed(self, message: str) -> None:
        """A failure in one line; after many of them only their number goes on."""
        self._failures += 1
        if self._style == "json":
            self._line(json.dumps({"failed": message}, ensure_ascii=False))
        elif self._failures <= MOST_FAILURES:
            self.say(message)
        elif self._failures == MOST_FAILURES + 1:
            self.say("more failures: OUT/index.jsonl has all of them")

    def end(self, state: str) -> None:
        """Takes the line of progress away; ``state`` says how the run ended."""
        if self._style == "terminal":
            self._write(_CLEAR)
        elif self._style == "json":
            self._tell(state)
        self.keep(state)

    def broken_off(self, problem: str, code: int) -> None:
        """What ended the run before its time, for a program that reads the lines."""
        self._line(json.dumps({"error": problem, "exit_code": code}, ensure_ascii=False))

    def keep(self, state: str) -> None:
        """Writes ``status.json``: no promise hangs on it, so it needn't reach the disk."""
        if self._layout is None:
            return
        tally = self._tally
        left = tally.seconds_left
        row = {
            "state": state,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "updated": time.time(),
            "seconds": round(tally.seconds, 1),
            "share": round(share(tally) or 0.0, 4) if state == "running" else None,
            "seconds_left": None if left is None else round(left),
            "sentences_per_second": round(tally.rates()[0], 1),
            "last": tally.last,
            **tally.numbers(),
        }
        beside = self._layout.status.with_suffix(".new")
        try:
            beside.write_text(json.dumps(row) + "\n", encoding="utf-8")
            beside.replace(self._layout.status)
        except OSError:
            pass  # what is wrong with the disk shows where it matters

    def _line(self, text: str) -> None:
        clear = _CLEAR if self._style == "terminal" else ""
        self._write(f"{clear}{self._tidy(text)}\n")

    def _write(self, text: str) -> None:
        """Where nobody reads it any more (``2>&1 | head``), or there is no room for it, the work goes on."""
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def _tell(self, state: str = "running") -> None:
        tally = self._tally
        if self._style == "json":
            speed = tally.rates()[0]
            left = tally.seconds_left
            row: dict[str, object] = {"state": state, "articles": tally.finished, "share": share(tally)}
            row |= {"sentences_per_second": round(speed, 1), "seconds_left": None if left is None else round(left)}
            row |= tally.numbers()
            self._line(json.dumps(row, ensure_ascii=False))
        elif self._style == "terminal":
            width = shutil.get_terminal_size().columns - 1
            self._write(_CLEAR + self._tidy(line(tally))[:width])
        elif self._style == "lines":
            self.say(line(tally))


def line(tally: Tally) -> str:
    """``1,204 articles, 61 sentences/s, 34 %, 12 min left, 3 failed``."""
    parts = [f"{tally.finished:,} articles", f"{tally.rates()[0]:,.0f} sentences/s"]
    if (part := share(tally)) is not None:
        parts.append(f"{100 * part:.0f} %")
    if (left := tally.seconds_left) is not None and tally.seconds > 5:
        parts.append(f"{duration(left)} left")
    if tally.failures:
        parts.append(f"{tally.failures:,} failed")
    return ", ".join(parts)


def share(tally: Tally) -> float | None:
    """How much of the inputs is behind us, 0 to 1; None where their size isn't known yet."""
    if not tally.counted or not tally.bytes_total:
        return None
    return min(tally.bytes_done / tally.bytes_total, 1.0)


def count_ahead(walk: Walk, tally: Tally, stop: threading.Event) -> None:
    """Adds up the sizes of all inputs in a thread, so that it can be said how much is left."""

    def count() -> None:
        for found in walk:
            if stop.is_set():
                return
            path = getattr(found, "path", None)
            if path is not None:
                try:
                    tally.bytes_total += os.stat(path).st_size  # noqa: PTH116
                except OSError:
                    continue
        tally.counted = True

    threading.Thread(target=count, daemon=True).start()
