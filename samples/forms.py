"""The forms of a table: an entry of the template becomes columns and rows, and these become a grid with its truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samples.blocks import Cell, Grid
from samples.districts import Branch
from samples.scene import Scene, declared_unit

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """``labels`` are the header cells above it, a year among them or not; ``path`` those that are no year."""

    labels: tuple[str, ...]
    path: tuple[str, ...]
    spec: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``kind`` is data, total, group (one label over the whole width) or header (labels inside the body, for the rows below).

    ``stub`` are its printed labels, ``""`` continuing; ``specs`` replace those of the columns; ``heads`` are (label, columns).
    """

    stub: tuple[str, ...]
    path: tuple[str, ...] = ()
    specs: tuple[str, ...] = ()
    year: int | None = None
    library: str = ""
    kind: str = "data"
    heads: tuple[tuple[str, int], ...] = ()
    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A table before it is drawn."""

    stubs: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ordinal: bool = False


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
    return (
        Cell(cell.row, cell.column, cell.text, "nest", fact=cell.fact, row_path=cell.row_path, column_path=cell.column_path)
        if cell.text == text
        else cell
    )


# ---- the columns that a head tree describes


def leaves(tree: Entry, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """(labels from the top, cell) of every leaf; a list stands for cells below one label that have no label of their own."""
    for label, below in tree.items():
        if isinstance(below, dict):
            yield from leaves(below, (*above, label))
        else:
            yield (*above, label), str(below)


def columns_of(entry: Entry, scene: Scene, spans: int = 3) -> tuple[Column, ...]:
    """The leaves of ``head``, each over its years. ``order: years`` puts the years on top; ``years: 0`` has none."""
    wanted = entry.get("years", spans)
    over = (entry["over"],) if "over" in entry else ()
    found = tuple((tuple(filter(None, map(scene.fill, labels))), spec) for labels, spec in leaves(entry["head"], over))
    if not wanted:
        return tuple(Column(labels, labels, spec) for labels, spec in found)
    years = range(scene.year - wanted + 1, scene.year + 1)
    if entry.get("order") == "years":
        return tuple(Column((scene.year_label(year), *labels), labels, spec, year) for year in years for labels, spec in found)
    return tuple(Column((*labels, scene.year_label(year)), labels, spec, year) for labels, spec in found for year in years)


# ---- forms: one data row; indicators, years, libraries as rows; a body with headers inside; cells written out


def flat(entry: Entry, scene: Scene) -> Plan:
    """Every leaf over three years, one row of figures."""
    return Plan((), columns_of(entry, scene), (Row(()),))


def indicators(entry: Entry, scene: Scene) -> Plan:
    """Indicators as rows, three years as columns, perhaps a column of comments."""
    years = tuple(range(scene.year - entry.get("years", 3) + 1, scene.year + 1))
    over = (scene.fill(entry["over"]),) if "over" in entry else ()
    columns = tuple(Column((*over, scene.year_label(year)), over, "", year) for year in years)
    more = tuple(Column((label,), (label,), spec) for label, spec in entry.get("more", {}).items())
    width = len(years)
    rows = tuple(_indicator_rows(entry["rows"], (), width, tuple(each.spec for each in more)))
    return Plan((entry["stub"],), (*columns, *more), rows)


def _indicator_rows(tree: dict[str, Any], above: tuple[str, ...], width: int, more: tuple[str, ...]) -> Iterator[Row]:
    for label, below in tree.items():
        if isinstance(below, dict):
            yield Row((label,), kind="group")
            yield from _indicator_rows(below, (*above, label), width, more)
        else:
            yield Row(
                (label,), (*above, label), (below,) * width + more, kind="total" if label.startswith(("Всего", "Итого")) else "data"
            )


def yearly(entry: Entry, scene: Scene) -> Plan:
    """Years as rows."""
    years = range(scene.year - 2, scene.year + 1)
    return Plan(
        (entry.get("stub", "Год"),),
        columns_of({"years": 0, **entry}, scene),
        tuple(Row((scene.year_label(each),), year=each) for each in years),
    )


def libraries(entry: Entry, scene: Scene) -> Plan:
    """Libraries as rows, grouped or not, with a total below: «Итого», unlabelled (``total: ""``) or merged over the ordinal."""
    columns = columns_of(entry, scene)
    stubs = ("name", *entry.get("also", {}).values())
    rows: list[Row] = []
    for group, word in entry.get("groups", {"": ""}).items():
        if group:
            rows.append(Row((group,), kind="group"))
        chosen = _chosen(entry, scene, columns, word)
        rows += [_library_row(each, n, stubs, columns, (group,) if group else (), word, scene) for n, each in enumerate(chosen, 1)]
    if "total" in entry:
        label = scene.fill(entry["total"])
        kept = [each.spec.startswith("{") and entry.get("untotalled", "~") not in each.spec for each in columns]
        specs = tuple(each.spec if keep else "" for each, keep in zip(columns, kept, strict=True))
        rows.append(Row((label,), (label,) if label else (), specs, kind="total"))
    return Plan((entry["stub"], *entry.get("also", {})), columns, tuple(rows), entry.get("ordinal", False))


def _chosen(entry: Entry, scene: Scene, columns: Sequence[Column], word: str) -> list[Branch]:
    """The libraries of the wanted kinds; where none are named, those for which the first figure exists."""
    everyone = scene.district.branches(scene.year)
    if "which" in entry:
        return [each for each in everyone if each.kind in entry["which"].split() or entry["which"] == "all"]
    code = next(each.spec for each in columns if each.spec.startswith("{")).strip("{}").partition(":")[0].replace("@", word)
    return [each for each in everyone if scene.book.find(code, scene.year, each.library) is not None]


def _library_row(
    branch: Branch, ordinal: int, stubs: Sequence[str], columns: Sequence[Column], above: tuple[str, ...], word: str, scene: Scene
) -> Row:
    known = {"name": branch.name(scene.year), "settlement": branch.settlement, "address": branch.address(scene.year)}
    known["place"] = f"{known['settlement']}, {known['address']}"
    labels = tuple(known[each] for each in stubs)
    specs = tuple(known.get(each.spec, each.spec.replace("@", word)) for each in columns)
    return Row(labels, (*above, *labels), specs, library=branch.library, ordinal=str(ordinal))


def grouped(entry: Entry, scene: Scene) -> Plan:
    """A group row for each library of the wanted kinds, under it the indicators over the years."""
    columns = tuple(
        Column((entry["over"], scene.year_label(each)), (entry["over"],), "", each)
        for each in range(scene.year - 2, scene.year + 1)
    )
    rows: list[Row] = []
    for branch in scene.district.branches(scene.year):
        if branch.kind in entry["which"].split():
            rows.append(Row((branch.name(scene.year),), kind="group"))
            rows += [
                Row((label,), (branch.name(scene.year), label), (spec,) * 3, library=branch.library)
                for label, spec in entry["rows"].items()
            ]
    return Plan((entry["stub"],), columns, tuple(rows))


def stacked(entry: Entry, scene: Scene) -> Plan:
    """Years on top; then, again and again, a row of names (each over three years) and a row of figures."""
    pairs = [list(each.items()) for each in entry["blocks"]]
    years = range(scene.year - 2, scene.year + 1)
    columns = tuple(Column((scene.year_label(year),), (), "", year) for _ in pairs[0] for year in years)
    rows: list[Row] = []
    for pair in pairs:
        rows.append(Row((), kind="header", heads=tuple((label, 3) for label, _ in pair)))
        rows.append(Row((), (), tuple(spec for _, spec in pair for _ in years)))
    return Plan((), columns, tuple(rows))


def written(entry: Entry, scene: Scene) -> Plan:
    """Cells written out in the template; the first ``stubs`` columns are labels. ``ordinal`` numbers the rows."""
    stubs = entry.get("stubs", [])
    columns = (
        columns_of({"years": 0, **entry}, scene)
        if entry.get("head")
        else tuple(Column((), ()) for _ in entry["rows"][0][len(stubs) :])
    )
    rows = []
    for n, cells in enumerate(entry["rows"], 1):
        texts = tuple(scene.fill(str(each)) for each in cells)
        labels = texts[: len(stubs)]
        rows.append(Row(labels, tuple(filter(None, labels)), tuple(map(str, cells[len(stubs) :])), ordinal=str(n)))
    return Plan(tuple(stubs), columns, tuple(rows), entry.get("ordinal", False))


def card(entry: Entry, scene: Scene) -> Plan:
    """Label and value, without a header."""
    rows = tuple(Row((label,), (label,), (str(spec),)) for label, spec in entry["rows"].items())
    return Plan(("",), (Column((), ()),), rows)


FORMS = {
    "flat": flat, "indicators": indicators, "yearly": yearly, "libraries": libraries, "grouped": grouped, "stacked": stacked,
    "written": written, "card": card,
}  # fmt: skip


# ---- drawing


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
            cells += _body(plan, row, at, heads, scene, caption)
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


def _body(plan: Plan, row: Row, at: int, heads: Sequence[str], scene: Scene, caption: str) -> Iterator[Cell]:
    left = 1 if plan.ordinal else 0
    stub_width = left + len(plan.stubs)
    if row.kind == "group":
        yield Cell(at, 0, row.stub[0], "group", 1, stub_width + len(plan.columns))
        return
    if row.kind == "total":
        yield Cell(at, 0, row.stub[0], "total", 1, stub_width)
    else:
        if plan.ordinal:
            yield Cell(at, 0, row.ordinal, "ordinal")
        for place, label in enumerate(row.stub):
            yield Cell(at, left + place, label, "stub")
    for place, column in enumerate(plan.columns):
        spec = row.specs[place] if row.specs else column.spec
        path = (*column.path, *([heads[place]] if heads else []))
        unit = declared_unit(*reversed(path), *reversed(row.path), caption)
        text, fact = scene.cell(spec, column.year or row.year or scene.year, row.library, unit)
        yield Cell(
            at, stub_width + place, text, "total" if row.kind == "total" else "data", fact=fact, row_path=row.path, column_path=path
        )
