"""Draw the floors and rooms of the house from the imports of its modules."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "extractor"
LAW = ROOT / "tests" / "test_house.py"

Graph = Mapping[str, frozenset[str]]


def floors() -> tuple[tuple[str, ...], ...]:
    """The rooms of each floor, the lowest first, as ``tests/test_house.py`` keeps them."""
    for node in ast.parse(LAW.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FLOORS":
            found: tuple[tuple[str, ...], ...] = ast.literal_eval(node.value)
            return found
    raise LookupError(f"no FLOORS in {LAW.name}")


@cache
def imports() -> Graph:
    """Room → the other rooms that its modules import.

    >>> "model" in imports()["tables"], "prose" in imports()["tables"]
    (True, False)
    """
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(HOUSE.rglob("*.py")):
        room = path.relative_to(HOUSE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found[room].update(_rooms_of(node))
    known = {room for floor in floors() for room in floor}
    return {room: frozenset(found[room] & known - {room}) for room in known}


def _rooms_of(node: ast.ImportFrom) -> Iterator[str]:
    """The rooms that one statement names; ``from extractor import __version__`` names none."""
    parts = (node.module or "").split(".")
    if parts[0] == "extractor":
        yield from parts[1:2] or (name.name for name in node.names)


def drawing() -> str:
    """A Mermaid picture: a box for each floor, an arrow from a room to each room that it needs.

    An arrow that follows from two others is left out, else the picture would be one black spot.
    """
    numbered = list(enumerate(floors()))
    lines = ["```mermaid", "flowchart TB"]
    for number, names in reversed(numbered):
        lines.append(f'  subgraph floor{number}["floor {number}"]')
        lines += [f"    {name}" for name in names]
        lines.append("  end")
    graph = imports()
    for name in (name for _, names in reversed(numbered) for name in names):
        lines += [f"  {name} --> {other}" for other in sorted(_direct(name, graph))]
    return "\n".join([*lines, "```"]) + "\n"


def _direct(name: str, graph: Graph) -> set[str]:
    """Rooms that a room imports and that none of its other imports leads to."""
    return {
        other
        for other in graph[name]
        if not any(
            other in _reached(between, graph) and between not in _reached(other, graph)
            for between in graph[name] - {other}
        )
    }


def _reached(start: str, graph: Graph) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for other in graph[ahead.pop()] - found:
            found.add(other)
            ahead.append(other)
    return found


def rooms() -> str:
    """A table of all rooms, the highest floor first: what each does and what it imports."""
    lines = ["| floor | room | what it does | imports |", "|---|---|---|---|"]
    graph = imports()
    for number, names in reversed(list(enumerate(floors()))):
        for name in names:
            needs = ", ".join(sorted(graph[name])) or "–"
            link = f"[`{name}`](../{_path_of(name).relative_to(ROOT).as_posix()})"
            lines.append(f"| {number} | {link} | {_purpose(name)} | {needs} |")
    return "\n".join(lines) + "\n"


def _path_of(room: str) -> Path:
    return HOUSE / room if (HOUSE / room).is_dir() else HOUSE / f"{room}.py"


def _purpose(room: str) -> str:
    """The first paragraph of a room's docstring on one line."""
    path = _path_of(room)
    source = path / "__init__.py" if path.is_dir() else path
    text = ast.get_docstring(ast.parse(source.read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "\\|")
