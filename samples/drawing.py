"""From columns and rows to the full grid of a table, every data cell with its truth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from samples.blocks import Cell, Grid
from samples.forms import FORMS, Column, Entry, Plan, Row
from samples.scene import Scene, declared_unit


def grid_of(entry: Entry, scene: Scene) -> Grid:
    """Draw one ``table`` entry of the template; ``shift`` makes it speak of another year than
    the report's.
    """
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
    width = len(stubs) + len(plan.columns)
    head = [*_head(plan, stubs, width, scene, entry)]
    header = max((each.row + each.row_span for each in head), default=0)
    title = scene.fill(entry.get("title", ""))
    rows = header + len(plan.rows)
    grid = Grid(
        name,
        caption,
        rows,
        width,
        header,
        len(stubs),
        [*head, *_rows(plan, header, scene, title, caption)],
    )
    grid.cut = header + len(plan.rows) // 2 if entry.get("cut") else None
    grid.repeat, grid.landscape = bool(entry.get("repeat")), bool(entry.get("landscape"))
    return grid


def _head(
    plan: Plan, stubs: Sequence[str], width: int, scene: Scene, entry: Entry
) -> Iterator[Cell]:
    """A title over the whole width, the labels of the columns, their numbers."""
    top = 0
    if "title" in entry:
        yield Cell(0, 0, scene.fill(entry["title"]), "header", 1, width)
        top = 1
    depth = max((len(each.labels) for each in plan.columns), default=0)
    if depth:
        yield from _stub_heads(stubs, depth, top, scene)
        yield from _column_heads(plan.columns, len(stubs), depth, top, scene)
    if entry.get("numbered"):
        yield from (Cell(top + depth, each, str(each + 1), "header") for each in range(width))


def _rows(plan: Plan, header: int, scene: Scene, title: str, caption: str) -> Iterator[Cell]:
    heads: tuple[str, ...] = ()
    for at, row in enumerate(plan.rows, header):
        if row.kind == "header":
            heads = tuple(label for label, span in row.heads for _ in range(span))
            yield from _inner_heads(row, at)
        elif row.kind == "group":
            yield from _group(plan, row, at, scene)
        else:
            yield from _labels(plan, row, at)
            yield from _figures(plan, row, at, heads, scene, title, caption)


def _inner_heads(row: Row, at: int) -> Iterator[Cell]:
    """Labels in the middle of a body."""
    start = 0
    for label, span in row.heads:
        yield Cell(at, start, label, "header", 1, span)
        start += span


def _stub_heads(stubs: Sequence[str], depth: int, top: int, scene: Scene) -> Iterator[Cell]:
    """Heads of the label columns: merged down to the body, or with empty cells below."""
    for at, label in enumerate(stubs):
        if scene.district.open_headers:
            yield from (Cell(top + row, at, "" if row else label, "header") for row in range(depth))
        else:
            yield Cell(top, at, label, "header", depth)


def _column_heads(
    columns: Sequence[Column], left: int, depth: int, top: int, scene: Scene
) -> Iterator[Cell]:
    """Header cells merged sideways where labels and all above them are the same, and down to the
    bottom where labels run out.
    """
    chains = [_spread(each, depth) for each in columns]
    for row in range(depth):
        at = 0
        while at < len(chains):
            end = next(
                (
                    n
                    for n in range(at + 1, len(chains))
                    if not _together(chains[at], chains[n], row)
                ),
                len(chains),
            )
            label = chains[at][row]
            if label:
                below = next((n for n in range(row + 1, depth) if chains[at][n]), depth)
                yield Cell(
                    top + row, left + at, scene.broken(label), "header", below - row, end - at
                )
            at = end


def _together(first: tuple[str, ...], second: tuple[str, ...], row: int) -> bool:
    """Whether two columns share one cell in a row of the header: same labels down to there, and
    something below.
    """
    return bool(first[row]) and first[: row + 1] == second[: row + 1] and any(first[row + 1 :])


def _spread(column: Column, depth: int) -> tuple[str, ...]:
    """Labels by row; "" continues the label above. A year below names stands in the last row."""
    labels = column.labels
    free = depth - len(labels)
    if column.year is not None and len(labels) > 1 and labels[:-1] == column.path:
        return (*labels[:-1], *[""] * free, labels[-1])
    return (*labels, *[""] * free)


def _group(plan: Plan, row: Row, at: int, scene: Scene) -> Iterator[Cell]:
    width = plan.ordinal + len(plan.stubs) + len(plan.columns)
    spans = [1] * width if scene.district.loose_groups else [width]
    yield from (
        Cell(at, column, "" if column else row.stub[0], "group", 1, span)
        for column, span in enumerate(spans)
    )


def _labels(plan: Plan, row: Row, at: int) -> Iterator[Cell]:
    """The label cells of a row; a total's only label is merged over them all."""
    width = plan.ordinal + len(plan.stubs)
    if row.kind == "total" and len(row.stub) == 1:
        yield Cell(at, 0, row.stub[0], "total", 1, width)
        return
    if plan.ordinal:
        yield Cell(at, 0, row.ordinal, "ordinal")
    yield from (
        Cell(at, plan.ordinal + place, label, "stub") for place, label in enumerate(row.stub)
    )


def _figures(
    plan: Plan, row: Row, at: int, heads: Sequence[str], scene: Scene, title: str, caption: str
) -> Iterator[Cell]:
    """The data cells of a row with what they mean; a unit is declared by the nearest of labels,
    title and caption.
    """
    role = "total" if row.kind == "total" else "data"
    for place, column in enumerate(plan.columns):
        spec = row.specs[place] if row.specs else column.spec
        path = (*column.path, *heads[place : place + 1])
        unit = declared_unit(*reversed(path), title, *reversed(row.path), caption)
        text, fact = scene.cell(spec, column.year or row.year or scene.year, row.library, unit)
        left = plan.ordinal + len(plan.stubs) + place
        yield Cell(
            at, left, text, role, fact=fact, row_path=row.path, column_path=path, parent=row.parent
        )
