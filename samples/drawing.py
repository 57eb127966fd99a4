"""From columns and rows to the full grid of a table, every data cell with its truth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from samples.blocks import Cell, Grid
from samples.forms import FORMS, Column, Entry, Plan, Row
from samples.scene import Scene, declared_unit


def grid_of(entry: Entry, scene: Scene) -> Grid:
    """Draw one ``table`` entry of the template; ``shift`` makes it speak of another year than the report's."""
    scene = replace(scene, year=scene.year + entry.get("shift", 0))
    plan = FORMS[entry.get("form", "flat")](entry, scene)
    grid = draw(plan, scene, entry["table"], scene.fill(entry.get("caption", "")), entry)
    if "nested" in entry:
        grid.nested = grid_of(entry["nested"], scene)
        grid.cells = [_nest(each, entry["into"]) for each in grid.cells]
    return grid


def _nest(cell: Cell, text: str) -> Cell:
    """The cell that says ``text`` holds the inner table."""
    return replace(cell, role="nest") if cell.text == text else cell


def draw(plan: Plan, scene: Scene, name: str, caption: str, entry: Entry) -> Grid:
    """Put header, rows and their truth into the full grid."""
    stubs = (("№ п/п",) if plan.ordinal else ()) + plan.stubs
    depth = max((len(each.labels) for each in plan.columns), default=0)
    title = scene.fill(entry.get("title", ""))
    width = len(stubs) + len(plan.columns)
    cells = [Cell(0, 0, title, "header", 1, width)] if title else []
    top = 1 if title else 0
    if depth:
        cells += _header(plan.columns, stubs, depth, top)
    header = top + depth
    if entry.get("numbered"):
        cells += [Cell(header, each, str(each + 1), "header") for each in range(width)]
        header += 1
    heads: tuple[str, ...] = ()
    for at, row in enumerate(plan.rows, header):
        if row.kind == "header":
            heads = tuple(label for label, span in row.heads for _ in range(span))
            starts = [sum(span for _, span in row.heads[:n]) for n in range(len(row.heads))]
            cells += [Cell(at, start, label, "header", 1, span) for start, (label, span) in zip(starts, row.heads, strict=True)]
        else:
            cells += _body(plan, row, at, heads, scene, title, caption)
    cut = header + len(plan.rows) // 2 if entry.get("cut") else None
    return Grid(
        name,
        caption,
        header + len(plan.rows),
        width,
        header,
        len(stubs),
        cells,
        cut,
        bool(entry.get("repeat")),
        bool(entry.get("landscape")),
    )


def _header(columns: Sequence[Column], stubs: Sequence[str], depth: int, top: int) -> Iterator[Cell]:
    """Header cells merged sideways where labels and all above them are the same, and down to the bottom where labels run out."""
    for at, label in enumerate(stubs):
        yield Cell(top, at, label, "header", depth)
    chains = [_spread(each, depth) for each in columns]
    for row in range(depth):
        at = 0
        while at < len(chains):
            end = at + 1
            while (
                end < len(chains)
                and chains[at][row]
                and chains[end][: row + 1] == chains[at][: row + 1]
                and any(chains[at][row + 1 :])
            ):
                end += 1
            if chains[at][row]:
                below = next((n for n in range(row + 1, depth) if chains[at][n]), depth)
                yield Cell(top + row, len(stubs) + at, chains[at][row], "header", below - row, end - at)
            at = end


def _spread(column: Column, depth: int) -> tuple[str, ...]:
    """Labels by row; "" continues the label above. A year below names stands in the last row."""
    labels = column.labels
    free = depth - len(labels)
    if column.year is not None and len(labels) > 1 and labels[:-1] == column.path:
        return (*labels[:-1], *[""] * free, labels[-1])
    return (*labels, *[""] * free)


def _body(plan: Plan, row: Row, at: int, heads: Sequence[str], scene: Scene, title: str, caption: str) -> Iterator[Cell]:
    left = 1 if plan.ordinal else 0
    stub_width = left + len(plan.stubs)
    if row.kind == "group":
        yield Cell(at, 0, row.stub[0], "group", 1, stub_width + len(plan.columns))
        return
    if row.kind == "total" and len(row.stub) == 1:
        yield Cell(at, 0, row.stub[0], "total", 1, stub_width)
    else:
        if plan.ordinal:
            yield Cell(at, 0, row.ordinal, "ordinal")
        for place, label in enumerate(row.stub):
            yield Cell(at, left + place, label, "stub")
    for place, column in enumerate(plan.columns):
        spec = row.specs[place] if row.specs else column.spec
        path = (*column.path, *([heads[place]] if heads else []))
        unit = declared_unit(*reversed(path), title, *reversed(row.path), caption)
        text, fact = scene.cell(spec, column.year or row.year or scene.year, row.library, unit)
        yield Cell(
            at, stub_width + place, text, "total" if row.kind == "total" else "data", fact=fact, row_path=row.path, column_path=path
        )
