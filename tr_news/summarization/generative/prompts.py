"""Prompts for instruction models: templates in files, filled strictly, and article text that can't take them over.

A prompt is a file ``NAME.md``: front matter with its ``version``, then a ``[system]`` and a ``[user]`` part with
placeholders such as ``{{article}}``. The article stands between ``<FENCE>`` and ``</FENCE>``, where FENCE is derived
from the article and does not occur in it; before that, whatever a tokenizer would read as control is broken up.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from tr_news.errors import UsageError
from tr_news.text.yaml import load_plain

PromptName = Literal["headline", "bullets", "daily"]
Message = dict[str, str]  # {"role": "system" | "user" | "assistant", "content": …}

PLACEHOLDERS: Mapping[PromptName, frozenset[str]] = {
    "headline": frozenset({"fence", "article", "characters"}),
    "bullets": frozenset({"fence", "article", "bullets"}),
    "daily": frozenset({"fence", "reports", "date", "characters"}),
}

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_SECTION = re.compile(r"^\[(system|user)\][ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*\n(.*)", re.DOTALL)

# What the chat formats in use write between turns, whichever model runs: <|im_end|>, <｜User｜>, [INST], <<SYS>>, </s>,
# <start_of_turn>, <extra_id_0>, <think>. An API server applies a template that we never see.
_CONTROL_TOKEN = re.compile(
    r"<(?=[|｜]|/?(?:s|bos|eos|pad|unk|mask|n|think|tool_call|start_of_turn|end_of_turn|extra_id_\d+|unused\d+)>)"
    r"|\[(?=/?(?:INST|SYS|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)\])"
    r"|<(?=</?SYS>>)|<(?=/?SYS>>)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A checked template: every placeholder of its name occurs, and no other."""

    name: PromptName
    version: str
    system: str
    user: str
    digest: str  # SHA-256 of the file, first 12 hexadecimal digits: provenance tells overridden prompts apart

    def messages(self, **values: str) -> list[Message]:
        """The chat with ``values`` filled in; they are not looked into for placeholders.

        Raises ValueError unless ``values`` are exactly the placeholders of the prompt.
        """
        if values.keys() != PLACEHOLDERS[self.name]:
            raise ValueError(f"prompt {self.name} takes {sorted(PLACEHOLDERS[self.name])}, got {sorted(values)}")
        parts = (("system", self.system), ("user", self.user))
        return [{"role": r, "content": _PLACEHOLDER.sub(lambda m: values[m.group(1)], text)} for r, text in parts]

    def describe(self) -> str:
        """Name, version and digest, for the provenance."""
        return f"{self.name}/{self.version}/{self.digest}"


def parse_prompt(name: PromptName, text: str, origin: str) -> Prompt:
    """The prompt in ``text``. Raises UsageError, naming ``origin``, for anything that is not as it should be."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.fullmatch(text)
    if front is None:
        raise UsageError(f"{origin}: a prompt begins with front matter: ---, version: N, ---")
    try:
        settings = load_plain(front.group(1))
    except ValueError as error:
        raise UsageError(f"{origin}: the front matter is no YAML ({error})") from error
    version = str(settings.get("version") or "").strip() if isinstance(settings, dict) else ""
    if not version:
        raise UsageError(f"{origin}: no version in the front matter; add a line such as version: 1")
    before, *pieces = _SECTION.split(front.group(2))
    sections = dict(zip(pieces[::2], map(str.strip, pieces[1::2]), strict=True))
    if before.strip() or pieces[::2] != ["system", "user"] or not all(sections.values()):
        raise UsageError(
            f"{origin}: a prompt has two parts, [system] and [user], each on a line of its own, in this order"
        )
    found = set(_PLACEHOLDER.findall(front.group(2)))
    for problem, names in (
        ("unknown", found - PLACEHOLDERS[name]),
        ("missing", PLACEHOLDERS[name] - found),
    ):
        if names:
            listed = ", ".join(f"{{{{{n}}}}}" for n in sorted(names))
            known = ", ".join(f"{{{{{n}}}}}" for n in sorted(PLACEHOLDERS[name]))
            raise UsageError(f"{origin}: {problem} placeholder {listed}; the prompt {name} takes {known}")
    if "{{" in _PLACEHOLDER.sub("", front.group(2)):
        raise UsageError(f"{origin}: {{{{ without }}}}; placeholders look like {{{{fence}}}}")
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(name, version, sections["system"], sections["user"], digest)


def load_prompt(name: PromptName, directory: Path | None = None) -> Prompt:
    """The prompt ``NAME.md`` of ``directory`` where it has one, else the one that came with the package.

    Raises UsageError for a directory that is absent or holds a faulty prompt.
    """
    if directory is not None:
        if not directory.is_dir():
            raise UsageError(f"{directory}: no such folder of prompts; give --prompts a folder with {name}.md in it")
        path = directory / f"{name}.md"
        if path.is_file():
            try:
                return parse_prompt(name, path.read_text(encoding="utf-8"), str(path))
            except UnicodeDecodeError:
                raise UsageError(f"{path}: not UTF-8; save the prompt as UTF-8") from None
            except OSError as error:
                raise UsageError(f"{path}: can't be read ({error.strerror}); check its permissions") from error
    package = resources.files("tr_news")
    for packaged in (package / "prompts", package / ".." / "prompts"):  # in a wheel; in a source checkout
        file = packaged / f"{name}.md"
        if file.is_file():
            return parse_prompt(name, file.read_text(encoding="utf-8"), str(file))
    raise UsageError(f"the prompt {name}.md is not in the package; reinstall tr-news or give --prompts")


def load_prompts(directory: Path | None = None) -> dict[PromptName, Prompt]:
    """All prompts, each from ``directory`` where it has one. Raises UsageError for an unknown file name as well."""
    prompts = {name: load_prompt(name, directory) for name in PLACEHOLDERS}
    if directory is not None:
        strangers = sorted(p.name for p in directory.glob("*.md") if p.stem not in PLACEHOLDERS and p.stem != "README")
        if strangers:
            known = ", ".join(f"{name}.md" for name in PLACEHOLDERS)
            raise UsageError(f"{directory / strangers[0]}: not a prompt of tr-news; prompts are {known}")
    return prompts


def neutralise(text: str, special_tokens: Collection[str] = ()) -> str:
    """``text`` with nothing left in it that a tokenizer would read as control.

    Chat markup of any known format and each of ``special_tokens`` (those of the model's tokenizer) get a space after
    their first character; a reader still sees what was there. Control characters but newline and tab are dropped.
    Tokenizers may match special tokens after Unicode normalisation, so text that holds one only in compatibility
    characters is normalised first.
    """
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    normal = unicodedata.normalize("NFKC", text)
    tokens = sorted((t for t in special_tokens if len(t) > 1), key=len, reverse=True)
    if len(_CONTROL_TOKEN.findall(normal)) > len(_CONTROL_TOKEN.findall(text)) or any(
        normal.count(t) > text.count(t) for t in tokens
    ):
        text = normal
    text = _CONTROL_TOKEN.sub(lambda m: m.group() + " ", text)
    for token in tokens:
        # Plain words or white space among the added tokens (Gemma's "\n\n", say) carry no control.
        if not token.isspace() and not token.isalnum():
            text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


def fence_for(text: str) -> str:
    """A name for the marks around ``text`` that does not occur in it: the same for the same text."""
    for attempt in range(1000):
        fence = "article-" + hashlib.sha256(f"{attempt}\n{text}".encode()).hexdigest()[:12]
        if fence not in text.lower():
            return fence
    raise ValueError("no free fence")  # 1,000 hashes of a text inside it: not met
