"""The rules of ARCHITECTURE.md that a machine can hold: who may import whom, and what may stand where."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tr_news"

# From the ground up. A room imports rooms of the floors below it, and nothing else of the house.
FLOORS = (
    ("errors", "documents"),
    ("text",),
    ("langid", "facts", "storage", "http", "shortening"),
    ("articles", "models"),
    ("translation",),
    ("summarization",),
    ("stories", "render", "config"),
    ("load",),
    ("pipeline",),
    ("batch", "daily"),
    ("evaluation", "api"),
    ("cli",),
    ("__main__",),
)
LANGUAGES = {"tr", "en"}
OWNERS_OF_LANGUAGE = ("text", "langid", "facts", "cli")  # and documents/article.py, which names the two
# What these list are no words of a language: keys of JSON, elements of HTML, codes, names of rules, formats, commands.
_NO_WORDS = {
    "articles/formats/feeds.py",
    "articles/formats/markup.py",
    "articles/formats/pagetree.py",
    "articles/furniture/shapes.py",
    "articles/read.py",
    "cli/main.py",
    "documents/codec.py",
    "facts/spans.py",
    "langid/names.py",
    "render/table.py",
}
_NO_LANGUAGE = {"documents/article.py", "articles/formats/markup.py"}  # where the two are named; <tr>

LONGEST_FILE, MEAN_FILE = 400, 120  # lines


@cache
def _sources() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def _room(module: str) -> str | None:
    """``facts`` of ``tr_news.facts.numbers``; None for the package itself and for others."""
    parts = module.split(".")
    return parts[1] if parts[0] == "tr_news" and len(parts) > 1 else None


def _imports(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports, in functions and for types too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _modules() -> set[str]:
    return {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in _sources()}


def test_every_room_has_its_floor() -> None:
    assert _modules() - {"__init__"} <= {room for floor in FLOORS for room in floor}


def test_architecture_tells_the_floors() -> None:
    """The table of ARCHITECTURE.md has every room once, in the order of the floors."""
    told = [room.removesuffix(".py") for _, room in _rooms_told() for room in re.findall(r"`([\w.]+)/?`", room)]
    height = {room: number for number, floor in enumerate(FLOORS) for room in floor}
    assert sorted(told) == sorted(_modules() - {"__init__", "__main__"})
    assert [height[room] for room in told] == sorted(height[room] for room in told)


def test_every_file_that_architecture_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {line: re.findall(r"`(\w+)/`", room) for line, room in _rooms_told()}
    gone = [
        name
        for line in text.splitlines()
        for name in re.findall(r"`([\w/-]+(?:/|\.(?:py|md|txt|css)))`", line)
        if not any((folder / name).exists() for folder in (ROOT, PACKAGE, *(PACKAGE / r for r in rooms.get(line, ()))))
    ]
    assert not gone


def _rooms_told() -> list[tuple[str, str]]:
    """The lines of the table of rooms, and the cell of each that names them."""
    lines = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("| floor |")[2].partition("\n\n")[0].splitlines()
    return [(line, line.split("|")[2]) for line in lines[2:]]


def test_no_room_imports_one_beside_or_above_it() -> None:
    height = {room: number for number, floor in enumerate(FLOORS) for room in floor}
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path, tree in _sources().items()
        if path != PACKAGE / "__init__.py"
        for module in _imports(tree)
        if (target := _room(module)) in height
        and target != (own := path.relative_to(PACKAGE).parts[0].removesuffix(".py"))
        and height[str(target)] >= height[own]
    ]
    assert not wrong, "\n".join(wrong)


def test_no_circle_of_files() -> None:
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in _sources()}
    graph: dict[str, set[str]] = defaultdict(set)
    for name, path in known.items():
        for module in _imports(_sources()[path]):
            while module not in known and "." in module:
                module = module.rpartition(".")[0]
            if module in known and module != name:
                graph[name].add(module)
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way[way.index(name) :], name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*way, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_only_some_rooms_name_a_language() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} says {node.value!r}"
        for path, tree in _sources().items()
        if path.relative_to(PACKAGE).parts[0] not in OWNERS_OF_LANGUAGE and _name(path) not in _NO_LANGUAGE
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in LANGUAGES
    ]
    assert not wrong, "\n".join(wrong)


def test_word_lists_are_data() -> None:
    """No list, tuple, set or dictionary of more than ten words in Python; names of settings and models are no words."""
    wrong = []
    for path, tree in _sources().items():
        if _name(path) in _NO_WORDS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.List | ast.Tuple | ast.Set):
                items = node.elts
            elif isinstance(node, ast.Dict):
                items = [key for key in node.keys if key is not None]
            else:
                continue
            words = [x.value for x in items if isinstance(x, ast.Constant) and isinstance(x.value, str)]
            if len(words) > 10 and sum(word.isalpha() and word.islower() for word in words) > 0.8 * len(words):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} lists {', '.join(words[:4])}, …")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("folder", ["tr_news", "benchmarks", "training"])
def test_files_are_short(folder: str) -> None:
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in (ROOT / folder).rglob("*.py") if "run" not in p.parts}
    assert max(lengths.values()) <= LONGEST_FILE, max(lengths, key=lambda path: lengths[path])
    assert sum(lengths.values()) / len(lengths) <= MEAN_FILE + 60 * (folder != "tr_news")


def test_no_cache_is_keyed_on_the_text_of_an_article() -> None:
    """What is remembered of a text belongs to an object that goes with it; of words, lists and settings it may stay."""
    texts = {"text", "texts", "sentence", "sentences", "source", "line", "paragraph", "body", "article", "document"}
    wrong = []
    for path, tree in _sources().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            called = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
            if any(isinstance(d, ast.Name) and d.id in ("cache", "lru_cache") for d in called):
                keyed = texts & {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                wrong += [f"{path.relative_to(ROOT)}:{node.lineno} is keyed on {name}" for name in sorted(keyed)]
    assert not wrong, "\n".join(wrong)
