"""What a run has done so far: numbers that one thread writes and others read."""

import time
from collections import Counter, deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of a run. ``bytes_*`` are those of the inputs, for the share that is behind us."""

    done: int = 0
    copied: int = 0
    unchanged: int = 0
    repeated: int = 0  # the same record again in one file
    skipped: Counter[str] = field(default_factory=Counter)  # by reason
    failed: Counter[str] = field(default_factory=Counter)  # by kind
    reasons: Counter[str] = field(default_factory=Counter)  # why articles were done
    sentences: int = 0
    from_memory: int = 0
    approved: int = 0
    flagged: int = 0
    pruned: int = 0
    gone: int = 0
    bytes_total: int = 0
    bytes_done: int = 0
    counted: bool = False  # whether bytes_total is final
    last: str = ""
    started: float = field(default_factory=time.monotonic)
    recent: deque[tuple[float, int, int]] = field(default_factory=lambda: deque(maxlen=128))

    @property
    def failures(self) -> int:
        """How many failed."""
        return self.failed.total()

    @property
    def finished(self) -> int:
        """Articles behind us, whatever became of them."""
        return self.done + self.copied + self.unchanged + self.failures

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    def tick(self) -> None:
        """Notes how far it is, for the speed of the last minute. Call it once a second or less often."""
        self.recent.append((time.monotonic(), self.sentences, self.bytes_done))

    def rates(self) -> tuple[float, float]:
        """Sentences and bytes of input a second over the last minute."""
        now = time.monotonic()
        start = next((row for row in self.recent if row[0] >= now - 60), None)
        begun, sentences, size = start or (self.started, 0, 0)
        span = max(now - begun, 1e-3)
        if span < 1:
            begun, sentences, size = self.started, 0, 0
            span = max(now - begun, 1e-3)
        return (self.sentences - sentences) / span, (self.bytes_done - size) / span

    @property
    def seconds_left(self) -> float | None:
        """At the speed of the last minute; None where there is nothing to go by."""
        rate = self.rates()[1]
        if not self.counted or rate <= 0:
            return None
        return max(self.bytes_total - self.bytes_done, 0) / rate

    def numbers(self) -> dict[str, object]:
        """As JSON has it."""
        articles: dict[str, object] = {
            "done": self.done,
            "copied": self.copied,
            "unchanged": self.unchanged,
            "repeated": self.repeated,
            "skipped": dict(sorted(self.skipped.items())),
            "failed": dict(sorted(self.failed.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "gone": self.gone,
            "pruned": self.pruned,
        }
        return articles | {
            "sentences": self.sentences,
            "from_memory": self.from_memory,
            "approved": self.approved,
            "flagged": self.flagged,
        }
