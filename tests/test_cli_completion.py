"""What ``tr-news completion`` prints, in the shells that it is for: those that aren't there are left out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINES = {
    "tr-news bri": "brief",
    "tr-news models pull opus-mt-tr": "opus-mt-tr-en",
    "tr-news brief --translator tr-en": "tr-en-mini",
    "tr-news config set bull": "bullets",
    "tr-news brief --out": "--output-dir",
}
# The function is called as the shell calls it, with the words of the line and the place of the cursor.
BASH = """source {script}
COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_tr_news_completion tr-news; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """autoload -U compinit; compinit -u -D; source {script}
compadd() {{ print -l -- ${{(P)@[-1]}} }}; _describe() {{ print -l -- ${{(P)3}} }}
words=({line}); CURRENT=${{#words}}
_tr_news_completion
"""
FISH = "source {script}; complete -C '{line}'\n"
SHELLS = {"bash": (BASH, ["bash", "--norc"]), "zsh": (ZSH, ["zsh", "-f"]), "fish": (FISH, ["fish", "--no-config"])}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and the command of this checkout on the PATH."""
    command = tmp_path / "bin" / "tr-news"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tr_news "$@"\n')
    command.chmod(0o755)
    return {
        "HOME": str(tmp_path),
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "wanted"), LINES.items())
def test_a_shell_completes(shell: str, line: str, wanted: str, environment: dict[str, str], tmp_path: Path) -> None:
    template, command = SHELLS[shell]
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} isn't installed")
    script = tmp_path / "completion"
    printed = subprocess.run(
        [sys.executable, "-m", "tr_news", "completion", shell], env=environment, capture_output=True, check=True
    )
    script.write_bytes(printed.stdout)
    program = tmp_path / "program"
    program.write_text(template.format(script=script, line=line))
    found = subprocess.run([*command, str(program)], env=environment, capture_output=True, text=True, check=False)
    offered = [row.split("\t")[0].split(":")[0] for row in found.stdout.splitlines()]
    assert wanted in offered, found.stderr
