"""The house keeps its two laws: who may import whom, and how large a module may grow."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Each module of the house that a module imports, and how deep in the code: 0 at its top."""
    tree = ast.parse(path.read_text("utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        names = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in getattr(node, "names", [])]
        )
        names = names if isinstance(node, ast.ImportFrom | ast.Import) else []
        yield from (
            (name, 0 if id(node) in top else 1)
            for name in names
            if name.split(".")[0] == "extractor"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_an_import_goes_down_or_stays_in_its_room(path):
    room = room_of(path)
    if room == "__init__":
        assert not list(imports_of(path))
        return
    assert room in FLOOR_OF, f"{room} stands on no floor"
    for name, _ in imports_of(path):
        other = name.split(".")[1] if "." in name else "__init__"
        is_down = other == "__init__" or FLOOR_OF[other] < FLOOR_OF[room]
        is_ground = FLOOR_OF[room] < 2 and FLOOR_OF.get(other, 0) <= FLOOR_OF[room]
        assert other == room or is_down or is_ground, f"{path.name} of {room} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_import_hides_inside_the_code(path):
    assert not [name for name, depth in imports_of(path) if depth]


def test_modules_import_each_other_in_no_circle():
    graph = {
        module_name(path): {name for name, _ in imports_of(path)} - {module_name(path)}
        for path in MODULES
    }
    done: set[str] = set()
    while ready := [
        name for name, needs in graph.items() if name not in done and needs & graph.keys() <= done
    ]:
        done.update(ready)
    assert done == graph.keys()


def module_name(path: Path) -> str:
    parts = ("extractor", *path.relative_to(HOUSE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_modules_and_functions_stay_small(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert not [
        node.name
        for node in functions
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION + len(node.args.args)
    ]


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
