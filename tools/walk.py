"""The walk through a batch in docs/batch.md and README.md: its commands are run, and what they print is put below them.

    python -m tools.walk            # says whether the page is true
    python -m tools.walk --write    # makes it so

A line that begins with ``$`` is a command. One whose output tells of Ctrl-C is interrupted twice as soon as the first
output stands. The README has the same walk with some steps left out. Numbers are not compared: how quick a machine is,
how far a run came before Ctrl-C, and so what the next one finds in memory, is no matter.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE, README = ROOT / "docs" / "batch.md", ROOT / "README.md"
Step = tuple[str, Sequence[str]]  # a command, and what it prints
_BLOCK = re.compile(r"(?<=<!-- walk -->\n\n).*?(?=\n<!-- end -->)", re.DOTALL)
_MAKE = re.compile(r"make batch IN=(\S+) OUT=(\S+)")
_CTRL_C = "Ctrl-C again"
_ENDED = ["", "tr-news: interrupted"]  # by the second one
_CHANCE = re.compile(r"(?<=last: )\S+|, [\d,]+ from memory(?!, \d+ approved)")
_WORKED = "    0 sentences in 0 s (0 a second)\n    peak memory 0 MB\n"
_PATIENCE = 120.0  # seconds


def steps_of(page: str) -> list[Step]:
    """The commands of the walk, and the lines below each.

    Raises:
        ValueError: the page has none.
    """
    found = _BLOCK.search(page)
    if found is None:
        raise ValueError("no walk between its marks")
    lines = [line.removeprefix("    ") for line in found.group().splitlines() if line.startswith("    ")]
    begins = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    return [
        (lines[begin].removeprefix("$ "), lines[begin + 1 : end])
        for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True)
    ]


def walked(steps: Sequence[Step], folder: Path) -> list[Step]:
    """The steps with what the commands print in a folder that has the examples of this checkout, and no more."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    program = folder / "bin" / "tr-news"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tr_news "$@"\n', "utf-8")
    program.chmod(0o755)
    own = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "TR_NEWS_HOME": str(folder / "home")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TR_NEWS_")} | own
    return [
        (command, _printed(command, folder, environment, any(_CTRL_C in line for line in told)))
        for command, told in steps
    ]


def _printed(command: str, folder: Path, environment: Mapping[str, str], interrupted: bool) -> list[str]:
    command = _MAKE.sub(r"tr-news batch -- \1 \2", command)  # as the Makefile has it, without its environment
    process = subprocess.Popen(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    if interrupted:
        index, end = folder / "out" / "index.jsonl", time.monotonic() + _PATIENCE
        while process.poll() is None and time.monotonic() < end and not (index.exists() and index.stat().st_size):
            time.sleep(0.01)
        for _ in range(2):
            os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.2)
    out, _ = process.communicate(timeout=_PATIENCE)
    return out.decode().replace("\r", "").splitlines()


def shown(steps: Sequence[Step]) -> str:
    """The steps as a page has them."""
    return "\n\n".join("\n".join(f"    {line}" for line in (f"$ {command}", *told)) for command, told in steps) + "\n"


def among(few: Sequence[Step], steps: Sequence[Step]) -> list[Step]:
    """The steps with the commands of some of them, in order.

    Raises:
        ValueError: one isn't there.
    """
    left = iter(steps)
    found = [next((step for step in left if step[0] == command), None) for command, _ in few]
    if None in found:
        raise ValueError("a step of the README isn't one of docs/batch.md")
    return [step for step in found if step is not None]


def masked(steps: Sequence[Step]) -> str:
    """The steps without what is chance: numbers, where a run was at Ctrl-C, whether there was work left to end."""
    kept = [(command, told[:-2] if told[-2:] == _ENDED else told) for command, told in steps]
    return re.sub(r"\d[\d,.]*", "0", _CHANCE.sub("", shown(kept))).replace(_WORKED, "")


def main() -> None:
    """Exits with 1 where a page says something else than the commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        steps = walked(steps_of(PAGE.read_text("utf-8")), Path(name))
    for path in (PAGE, README):
        page = path.read_text("utf-8")
        wanted = among(steps_of(page), steps)
        if a.write:
            begin, end = next(_BLOCK.finditer(page)).span()
            path.write_text(page[:begin] + shown(wanted) + page[end:], "utf-8")
        elif masked(steps_of(page)) != masked(wanted):
            told = f"{path.name} says something else; python -m tools.walk --write puts it right:"
            raise SystemExit(f"{told}\n{shown(wanted)}")


if __name__ == "__main__":
    main()
