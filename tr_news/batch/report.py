"""How a run ended: for people on a terminal, and for programs in OUT/report.json."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tr_news.batch.run import Told
from tr_news.batch.tally import Tally
from tr_news.documents.brief import TOOL
from tr_news.errors import InputError, TrNewsError

SCHEMA = "tr-news/batch-report/1"


def exit_code(tally: Tally, codes: set[int]) -> int:
    """0 all done; 1 some failed; 3 not one input could be read, 4 all are in another language, and so on."""
    if not tally.failures:
        return 0
    readable = tally.done + tally.copied + tally.unchanged or _passed_over(tally)
    return next(iter(codes)) if len(codes) == 1 and not readable else TrNewsError.exit_code


def nothing_found(tally: Tally) -> bool:
    """Whether there was no input at all."""
    return tally.finished + tally.repeated == 0 and not _passed_over(tally)


def _passed_over(tally: Tally) -> bool:
    """Whether articles were read, or stand, that this run wasn't asked for."""
    return any(reason.startswith(("before", "without", "not failed", "of another")) for reason in tally.skipped)


def no_input(roots: Sequence[str], tally: Tally) -> InputError:
    """The error of a run that found nothing to read."""
    left_out = ", ".join(f"{count:,} {reason}" for reason, count in tally.skipped.most_common(3))
    where = " ".join(roots) or "the list"
    return InputError(where, f"no articles in it{f' (left out: {left_out})' if left_out else ''}; check the path")


def report(
    tally: Tally, shape: Mapping[str, object], failures: Sequence[Told], *, inputs: Sequence[str], ended: str, code: int
) -> dict[str, object]:
    """The report as JSON has it; ``ended`` says how: complete, interrupted, an error's message, …"""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "inputs": list(inputs),
        "ended": ended,
        "exit_code": code,
        **tally.numbers(),
        "seconds": round(tally.seconds, 3),
        "sentences_per_second": round(tally.sentences / max(tally.seconds, 1e-3), 1),
        "peak_memory_mb": peak_memory(),
        "settings": dict(shape),
        "failures": [asdict(told) for told in failures],
    }


def summary(tally: Tally, retry: str) -> list[str]:
    """What a person wants to know, in lines of about 80 columns; ``retry`` is the command that does what failed."""
    lines = []
    counts = [
        f"{tally.done:,} done{_why(tally)}",
        f"{tally.copied:,} copied" if tally.copied else "",
        f"{tally.unchanged:,} unchanged",
        f"{tally.failures:,} failed" if tally.failures else "",
        f"{tally.repeated:,} repeated" if tally.repeated else "",
    ]
    lines.append(", ".join(filter(None, counts)))
    if tally.sentences:
        seconds = max(tally.seconds, 1e-3)
        memory = f", {tally.from_memory:,} from memory" if tally.from_memory else ""
        approved = f", {tally.approved:,} approved by a person" if tally.approved else ""
        speed = f"{tally.sentences / seconds:,.1f} a second"
        lines.append(f"{tally.sentences:,} sentences in {duration(seconds)} ({speed}){memory}{approved}")
    if tally.skipped:
        lines.append("left out: " + ", ".join(f"{count:,} {reason}" for reason, count in sorted(tally.skipped.items())))
    if tally.gone:
        lines.append(
            f"{tally.pruned:,} deleted: their input is gone"
            if tally.pruned
            else f"{tally.gone:,} whose input is gone; --prune deletes their outputs"
        )
    if tally.failures:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in tally.failed.most_common())
        lines.append(f"failed: {kinds}; this tries them again:")
        lines.append(f"  {retry}")
    if (peak := peak_memory()) is not None and tally.sentences:
        lines.append(f"peak memory {peak:,.0f} MB")
    return lines


def _why(tally: Tally) -> str:
    reasons = [f"{count:,} {reason}" for reason, count in tally.reasons.most_common()]
    return f" ({', '.join(reasons)})" if reasons and list(tally.reasons) != ["new"] else ""


def retry_command(arguments: Sequence[str]) -> str:
    """The command that does only what failed: the one that was given, and --retry-failed."""
    given = list(arguments)
    options = given.index("--") if "--" in given else len(given)  # behind it everything is a path
    kept = [argument for argument in given[:options] if argument not in ("--retry-failed", "--prune")]
    return "tr-news batch " + shlex.join([*kept, "--retry-failed", *given[options:]])


def duration(seconds: float) -> str:
    """``41 s``, ``12 min``, ``3 h 20 min``."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


def peak_memory() -> float | None:
    """The most memory that this process has had, in MB; None where the system doesn't say."""
    try:  # where there is a /proc: getrusage counts the process before exec as well
        rows = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
        return round(int(rows["VmHWM"].split()[0]) * 1024 / 1e6, 1)
    except (OSError, ValueError, KeyError):
        pass
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)
