"""The house keeps its two laws: who may import whom, and how large a module may grow."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

HOUSE = Path(__file__).parent.parent / "extractor"
FLOORS = (
    ("errors", "text", "memory", "rules", "model", "places", "printed", "number_text"),
    ("plugins", "options", "words", "russian", "formula", "standing_value", "processes"),
    (
        "read",
        "outline",
        "identify",
        "tables",
        "prose",
        "names",
        "indicators",
        "check",
        "compare",
        "dataset",
    ),
    ("export", "decisions"),
    ("pipeline",),
    ("batch",),
    ("serve",),
    ("commands",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(HOUSE.rglob("*.py"))
HEAVY = (
    "pandas",
    "spacy",
    "pdfplumber",
    "pypdfium2",
    "pymorphy3",
    "rapidfuzz",
    "lxml",
    "docx",
    "pydantic",
    "duckdb",
    "highspy",
    "starlette",
    "uvicorn",
)
LONGEST_MODULE, LONGEST_FUNCTION = 350, 40


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


class Module(NamedTuple):
    """What the laws ask of a module: its lines; each module of the house that it imports, and
    whether inside the code; its functions that are too long.
    """

    lines: int
    imports: tuple[tuple[str, bool], ...]
    too_long: tuple[str, ...]


@cache
def read(path: Path) -> Module:
    """Return what a module says; every law asks it, and it is parsed once."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    top = set(map(id, tree.body))
    imports, too_long = [], []
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=name):
                imports.append((name or "", id(node) not in top))
            case ast.Import(names=names):
                imports.extend((named.name, id(node) not in top) for named in names)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                lines = (node.end_lineno or 0) - node.lineno
                if lines >= LONGEST_FUNCTION + len(node.args.args):
                    too_long.append(node.name)
    ours = (found for found in imports if found[0].split(".")[0] == "extractor")
    return Module(len(text.splitlines()), tuple(ours), tuple(too_long))


def imports_of(path: Path) -> Iterator[str]:
    yield from (name for name, _ in read(path).imports)


def is_lawful(name: str, room: str) -> bool:
    """Whether a room may import a module: its own, one of a floor below, one on the ground."""
    other = name.split(".")[1] if "." in name else "__init__"
    is_down = other == "__init__" or FLOOR_OF[other] < FLOOR_OF[room]
    is_ground = FLOOR_OF[room] < 2 and FLOOR_OF.get(other, 0) <= FLOOR_OF[room]
    return other == room or is_down or is_ground


def test_an_import_goes_down_or_stays_in_its_room():
    rooms = {path: room_of(path) for path in MODULES}
    assert {room for room in rooms.values() if room not in FLOOR_OF} == {"__init__"}
    unlawful = [
        f"{module_name(path)} imports {name}"
        for path, room in rooms.items()
        for name in imports_of(path)
        if room == "__init__" or not is_lawful(name, room)
    ]
    assert not unlawful


def test_no_import_hides_inside_the_code():
    hidden = [
        f"{module_name(path)} imports {name}"
        for path in MODULES
        for name, is_inside in read(path).imports
        if is_inside
    ]
    assert not hidden


def test_modules_import_each_other_in_no_circle():
    graph = {module_name(path): set(imports_of(path)) - {module_name(path)} for path in MODULES}
    done: set[str] = set()
    while ready := [
        name for name, needs in graph.items() if name not in done and needs & graph.keys() <= done
    ]:
        done.update(ready)
    assert done == graph.keys()


def module_name(path: Path) -> str:
    parts = ("extractor", *path.relative_to(HOUSE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def test_modules_and_functions_stay_small():
    assert not [module_name(path) for path in MODULES if read(path).lines > LONGEST_MODULE]
    assert not [f"{module_name(path)}.{name}" for path in MODULES for name in read(path).too_long]


@pytest.mark.parametrize(
    "entry", ["import extractor", "import extractor.commands", "import extractor.model"]
)
def test_the_heavy_comes_last(entry):
    code = f"{entry}; import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
