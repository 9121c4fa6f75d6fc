"""Settings: from the command line, the environment, the configuration file and defaults, in this order.

Each value knows where it came from. Importing this module reads nothing; :func:`load` does.
"""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from tr_news.errors import UsageError
from tr_news.models.decoding import MOST_BEAMS
from tr_news.models.folder import Device, Engine

Format = Literal["text", "markdown", "html", "json", "csv", "eml"]

PREFIX = "TR_NEWS_"
_VARIABLES = ("CONFIG", "HOME", "API_KEY", "EVAL")  # that are no settings, and stand in no file
SECRETS = ("api_key", "key", "token")
_MOST_CORES = 1024
MOST = {  # of settings that are counts
    "beam_size": MOST_BEAMS, "batch_tokens": 65_536, "threads": _MOST_CORES, "inter_threads": _MOST_CORES,
    "intra_threads": _MOST_CORES, "bullets": 20,
}  # fmt: skip
PUBLISHERS = "publishers"  # the one table of the file
_OPTIONS = {"beam_size": "--beam"}  # where the option has another name


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. ``None`` means that the model or the machine decides."""

    translator: str | None = None  # name, repository or folder; None: the best that is installed
    summarizer: str | None = None  # name, repository or folder; None: the built-in, extractive
    engine: Engine = "ctranslate2"
    device: Device = "cpu"
    compute_type: str = "int8"
    beam_size: int | None = None
    batch_tokens: int = 1024  # decoded at a time, padding included
    threads: int | None = None
    inter_threads: int | None = None  # batches of the translator at a time; None: a measurement decides, or the cores
    intra_threads: int | None = None  # cores at each of them
    bullets: int = 3
    format: Format = "text"  # of `brief`, and of `translate` where it has it
    evidence: bool = True  # whether the Turkish stands below each line
    offline: bool = False
    prompts: str | None = None  # folder of templates
    api_base: str | None = None  # URL of an OpenAI-compatible server
    api_model: str | None = None
    glossary: str | None = None  # file of terms and their English; None: the starter one, "none": none
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def source(self, name: str) -> str:
        """Where a value came from, in words: an option, a variable, a file, or ``default``."""
        return self.sources.get(name, "default")


def load(options: Mapping[str, object] | None = None) -> Settings:
    """The settings in force; ``options`` are those given on the command line (``None`` values are not given).

    Raises :class:`UsageError` for an unknown key of the file and for a value of the wrong kind, naming its place.
    """
    path, file = read_file()
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for name, check in _CHECKS.items():
        variable = PREFIX + name.upper()
        given: object
        if options is not None and options.get(name) is not None:
            given, source = options[name], "option " + _OPTIONS.get(name, f"--{name.replace('_', '-')}")
        elif os.environ.get(variable):
            given, source = os.environ[variable], f"environment {variable}"
        elif name in file:
            given, source = file[name], f"file {path}"
        else:
            continue
        try:
            values[name] = check(given)
        except ValueError as error:
            found = "" if name == "api_base" else f", not {given!r:.60}"  # an address may hold a password
            raise UsageError(f"{source}: {name} must be {error}{found}") from error
        sources[name] = source
    return Settings(**values, sources=MappingProxyType(sources))


def file_path() -> Path:
    """``TR_NEWS_CONFIG``, else ``config.toml`` in the user's configuration folder of this platform."""
    chosen = os.environ.get(PREFIX + "CONFIG")
    if chosen:
        try:
            return Path(chosen).expanduser()
        except RuntimeError as error:
            raise UsageError(f"{chosen}: no path, but {PREFIX}CONFIG names it ({error})") from error
    import platformdirs

    return Path(platformdirs.user_config_dir("tr-news", appauthor=False)) / "config.toml"


def read_file() -> tuple[Path, dict[str, object]]:
    """The file and what it sets; nothing where there is none. One named by ``TR_NEWS_CONFIG`` must exist."""
    path = file_path()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if os.environ.get(PREFIX + "CONFIG"):
            raise UsageError(f"{path}: no such file, but {PREFIX}CONFIG names it") from error
        return path, {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: not readable as TOML ({error})") from error
    for key in table:
        if key in SECRETS:
            raise UsageError(f"{path}: {key!r} doesn't belong into a file; keys are read from the environment only")
        if key not in _CHECKS and key != PUBLISHERS:
            raise UsageError(f"{path}: there is no setting {key!r}; {_near(key)}")
    return path, table


def publishers() -> dict[str, str]:
    """The user's own publishers: by domain, spelling or ``feed:NAME`` the name that is shown (``[publishers]``).

    Raises:
        UsageError: the file can't be read, or the table holds anything but text.
    """
    path, file = read_file()
    table = file.get(PUBLISHERS, {})
    if not isinstance(table, dict):
        raise UsageError(f'{path}: publishers is a table; write [publishers], and below it "domain.com" = "Name"')
    for place, name in table.items():
        if isinstance(name, dict):
            raise UsageError(f"{path}: put the domain {place!r:.60} of a publisher into quotation marks")
        if not isinstance(name, str) or not name.strip() or not place.strip():
            raise UsageError(f"{path}: the publisher {place!r:.60} must be a name, not {name!r:.60}")
    return dict(table)


def write_template() -> Path:
    """Writes a file in which every setting is commented out, with its default; returns where.

    Raises:
        UsageError: there is a file already, or none can be written there.
    """
    path = file_path()
    if path.exists():
        raise UsageError(f"{path}: is there already; edit it, or remove it first")
    rows = [f"# {name} = {_toml(getattr(Settings(), name))}" for name in names()]
    rows += ["", "# Publishers of your own, for `tr-news daily`: a domain or a spelling, and the name that is shown."]
    rows += [f"# [{PUBLISHERS}]", '# "example.com" = "Example"']
    _write(
        path,
        "\n".join(["# Settings of tr-news. An option or a variable (TR_NEWS_BULLETS=5) overrules them.", *rows, ""]),
    )
    return path


def set_value(name: str, value: str) -> Path:
    """Puts a setting into the file, in the place of its line where there is one; returns where the file is.

    Raises:
        UsageError: there is no such setting, the value is of the wrong kind, or the file can't be read or written.
    """
    path, _ = read_file() if file_path().exists() else (file_path(), {})
    if name not in _CHECKS:
        raise UsageError(f"there is no setting {name!r}; {_near(name)}")
    try:
        line = f"{name} = {_toml(_CHECKS[name](value))}"
    except ValueError as error:
        raise UsageError(f"{name} must be {error}, not {value!r:.60}") from error
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    end = next((i for i, old in enumerate(lines) if re.match(r"\s*\[", old)), len(lines))  # where a table begins
    places = [i for i, old in enumerate(lines[:end]) if re.match(rf"\s*#?\s*{name}\s*=", old)]
    places = [i for i in places if not lines[i].lstrip().startswith("#")] or places
    if places:
        lines[places[0]] = line
    else:
        lines.insert(end, line)
    _write(path, "\n".join([*lines, ""]))
    return path


def _toml(value: object) -> str:
    """A value as TOML writes it: its basic strings, numbers and booleans are JSON's."""
    return json.dumps("" if value is None else value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    from tr_news.storage.atomic import write_atomically

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: can't be written ({error.strerror}); TR_NEWS_CONFIG names another place") from error
    write_atomically(path, text)


def unknown_variables() -> list[str]:
    """A sentence for each variable of the environment that looks like a setting and is none."""
    known = {PREFIX + name.upper() for name in _CHECKS} | {PREFIX + name for name in _VARIABLES}
    return [
        f"the variable {name} is no setting; {_near(name.removeprefix(PREFIX).lower(), PREFIX)}"
        for name in sorted(os.environ)
        if name.startswith(PREFIX) and name not in known
    ]


def _near(name: str, prefix: str = "") -> str:
    """Advice on a name that is no setting."""
    near = difflib.get_close_matches(name, _CHECKS, n=1, cutoff=0.6)
    if near:
        return f"did you mean {(prefix + near[0].upper() if prefix else near[0])!r}?"
    return "tr-news config show lists them"


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("text")
    return value


def _api_base(value: object) -> str:
    from tr_news.summarization.generative.addresses import api_base

    return api_base(_text(value))


def _count(name: str) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
            value = int(value)
        if type(value) is not int or not 1 <= value <= MOST[name]:
            raise ValueError(f"a whole number from 1 to {MOST[name]}")
        return value

    return check


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if not isinstance(value, str) or value.strip().casefold() not in known:
        raise ValueError("true or false")
    return known[value.strip().casefold()]


def _one_of(*choices: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return str(value)

    return check


_CHECKS: dict[str, Callable[[object], object]] = {
    "translator": _text,
    "summarizer": _text,
    "engine": _one_of(*get_args(Engine)),
    "device": _one_of(*get_args(Device)),
    "compute_type": _one_of("int8", "int8_float32", "int8_float16", "float32", "float16", "bfloat16", "auto"),
    "beam_size": _count("beam_size"),
    "batch_tokens": _count("batch_tokens"),
    "threads": _count("threads"),
    "inter_threads": _count("inter_threads"),
    "intra_threads": _count("intra_threads"),
    "bullets": _count("bullets"),
    "format": _one_of(*get_args(Format)),
    "evidence": _switch,
    "offline": _switch,
    "prompts": _text,
    "api_base": _api_base,
    "api_model": _text,
    "glossary": _text,
}


def names() -> list[str]:
    """The names of all settings, in their order."""
    return [field.name for field in fields(Settings) if field.name != "sources"]
