"""Where a run stands, told by what it leaves on disk: from another terminal, or after it was killed."""

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tr_news.batch.index import read_index
from tr_news.batch.layout import Layout
from tr_news.batch.report import duration
from tr_news.storage.locks import Holder, holder


@dataclass(slots=True)
class Status:
    """What is known of a folder of outputs.

    ``state``: ``running``, ``killed`` (it ended without a word), ``never run``, or how the last run ended.
    """

    state: str
    outcomes: Counter[str] = field(default_factory=Counter)
    holder: Holder | None = None
    last: dict[str, Any] = field(default_factory=dict)  # status.json

    def lines(self) -> list[str]:
        """For people."""
        counts = ", ".join(
            f"{self.outcomes[name]:,} {name}"
            for name in ("done", "copied", "failed")
            if name == "done" or self.outcomes[name]
        )
        lines = [f"{self.state}{f' ({self.holder})' if self.holder else ''}", f"in the index: {counts}"]
        if self.state == "running" and self.last:
            told = f"this run: {self.last['done']:,} done, {self.last['sentences_per_second']:,.0f} sentences/s"
            if self.last.get("share"):
                told += f", {100 * self.last['share']:.0f} %"
            if self.last.get("seconds_left") is not None:
                told += f", {duration(self.last['seconds_left'])} left"
            lines.append(told)
        if self.last.get("last"):
            lines.append(f"last: {self.last['last']}")
        if self.last.get("updated"):
            ago = max(time.time() - self.last["updated"], 0)
            lines.append(f"as of {duration(ago)} ago, after {duration(self.last['seconds'])}")
        if self.state in ("killed", "interrupted", "terminated"):
            lines.append("the same command again goes on from here")
        return lines

    def to_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {"state": self.state, "outcomes": dict(self.outcomes), "run": self.last}


def status_of(layout: Layout) -> Status:
    """The status of a folder, or of a shard in it."""
    outcomes: dict[str, str] = {}
    for entry in read_index(layout.index):
        if entry.outcome == "gone":
            outcomes.pop(entry.name, None)
        else:
            outcomes[entry.name] = entry.outcome
    last = _told_last(layout)
    at_work = holder(layout.lock)
    state = "running" if at_work else str(last.get("state", "never run" if not outcomes else "ended"))
    if state == "running" and not at_work:
        state = "killed"
    return Status(state, Counter(outcomes.values()), at_work, last)


def _told_last(layout: Layout) -> dict[str, Any]:
    """What the run said of itself; empty where it is nothing that a run says."""
    try:
        row = json.loads(layout.status.read_bytes())
        numbers = [row[name] for name in ("updated", "seconds", "done", "sentences_per_second")]
        numbers += [row[name] or 0 for name in ("share", "seconds_left")]
        texts = row["state"], row["last"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    sound = all(isinstance(number, int | float) for number in numbers) and all(isinstance(text, str) for text in texts)
    return row if isinstance(row, dict) and sound else {}
