"""Lay a table out: which way round, with which heads, groups, totals and signs."""

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from benchmarks.alarms.sheet import Entry, Number, Sheet

Grid = list[list[str]]
Spot = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """The hand of one report, or of one table."""

    thousands: str
    comma: str
    minus: str
    dash: str
    blank: str
    plus: bool
    is_turned: bool
    numbered: bool
    counted_columns: bool
    groups: str  # row, merged, beside, flat, total
    flat_heads: bool
    per_cent: str


@dataclass(frozen=True)
class Laid:
    """A table as printed: its grid, and where each cell of the sheet stands."""

    sheet: Sheet
    look: Look
    grid: Grid
    spots: dict[tuple[Hashable, Hashable], Spot]

    @property
    def text(self) -> str:
        """The table as a drawing."""
        return "\n".join("| " + " | ".join(line) + " |" for line in self.grid)


def look_of(luck: random.Random, hand: Look | None = None) -> Look:
    """Return a random look; the signs of a report are those of its ``hand``."""
    signs = hand or None
    return Look(
        signs.thousands if signs else luck.choice((" ", "", "\u00a0", " ")),
        signs.comma if signs else luck.choice((",", ",", ",", ".")),
        signs.minus if signs else luck.choice("-–−"),
        signs.dash if signs else luck.choice(("-", "0", "–", "")),
        signs.blank if signs else luck.choice(("-", "–", "", "х", "")),
        signs.plus if signs else luck.random() < 0.7,
        luck.random() < 0.25,
        luck.random() < 0.2,
        luck.random() < 0.1,
        luck.choice(("row", "merged", "beside", "flat", "row")),
        luck.random() < 0.15,
        luck.choice(("", "", "", "", "", " %", "%")),
    )


def printed(cell: Number | str, look: Look) -> str:
    """Return the text of a cell.

    >>> look = Look(" ", ",", "-", "-", True, False, False, False, "row", False, "")
    >>> printed(Number(Fraction(12345, 10), 1), look)
    '1 234,5'
    """
    if isinstance(cell, str):
        return look.blank if cell == "-" else cell
    if cell.value == 0 and cell.kind == "count" and look.dash != "0":
        return look.dash
    whole, _, rest = _fixed(cell).partition(".")
    groups = f"{int(whole):,}".replace(",", look.thousands if len(whole) > 3 else "")
    text = groups + (look.comma + rest if rest else "")
    sign = (
        look.minus if cell.value < 0 else ("+" if cell.signed and look.plus and cell.value else "")
    )
    cent = look.per_cent if cell.kind in ("share", "growth") else ""
    return f"{sign}{text}{cent}{cell.after}"


def _fixed(cell: Number) -> str:
    scaled = abs(cell.value) * 10**cell.decimals
    digits = str(int(scaled)).rjust(cell.decimals + 1, "0")
    return (
        f"{digits[: len(digits) - cell.decimals]}.{digits[len(digits) - cell.decimals :]}"
        if cell.decimals
        else digits
    )


def laid(sheet: Sheet, look: Look) -> Laid:
    """Return a sheet as printed."""
    rows, columns, cells = sheet.rows, sheet.columns, dict(sheet.cells)
    if look.is_turned and len(rows) <= 12:
        rows, columns = columns, rows
        cells = {(column, row): cell for (row, column), cell in cells.items()}
        look = replace(look, groups="row" if look.groups == "flat" else look.groups)
    else:
        look = _unturned(look)
    depth = max(len(entry.path) for entry in columns)
    is_flat = depth > 1 and look.flat_heads
    depth = 1 if is_flat else depth
    stub = _stub_of(rows, look)
    head = _head(columns, depth, is_flat, sheet.corner, stub, look)
    grid, spots = head, {}
    if look.counted_columns:
        grid.append([str(at + 1) for at in range(stub + len(columns))])
    last: tuple[str, ...] = ()
    for at, row in enumerate(rows):
        grid += _group_rows(row, last, look, stub + len(columns))
        labels = _labels(row, last, look, at, stub)
        texts = []
        for place, column in enumerate(columns):
            cell = cells.get((row.key, column.key), "-")
            key = (column.key, row.key) if look.is_turned else (row.key, column.key)
            spots[key] = len(grid), stub + place
            texts.append(printed(cell, look))
        grid.append([*labels, *texts])
        last = row.path
    return Laid(sheet, look, grid, spots)


def _unturned(look: Look) -> Look:
    return replace(look, is_turned=False)


def _stub_of(rows: Sequence[Entry], look: Look) -> int:
    is_beside = look.groups == "beside" and any(len(row.path) > 1 for row in rows)
    return 1 + is_beside + look.numbered


def _head(
    columns: Sequence[Entry], depth: int, is_flat: bool, corner: str, stub: int, look: Look
) -> Grid:
    paths = [(" ".join(column.path),) if is_flat else column.path for column in columns]
    corners = [*(["№ п/п"] if look.numbered else []), corner]
    corners += [""] * (stub - len(corners))
    return [
        [*(corners if level == 0 else ["^"] * stub), *_level(paths, level)]
        for level in range(depth)
    ]


def _level(paths: Sequence[tuple[str, ...]], level: int) -> list[str]:
    line: list[str] = []
    for at, path in enumerate(paths):
        before = paths[at - 1] if at else ()
        is_group = level + 1 < min(len(path), len(before))
        if level >= len(path):
            line.append("^")
        elif is_group and before[: level + 1] == path[: level + 1]:
            line.append("<")
        else:
            line.append(path[level])
    return line


def _group_rows(row: Entry, last: tuple[str, ...], look: Look, width: int) -> Grid:
    """Return the heading of a group where one begins."""
    is_new = len(row.path) > 1 and row.path[:-1] != last[: len(row.path) - 1]
    if not is_new or look.groups not in ("row", "merged"):
        return []
    if look.groups == "merged":
        return [[row.path[0], *["<"] * (width - 1)]]
    before = [""] * look.numbered
    return [[*before, row.path[0], *[""] * (width - 1 - len(before))]]


def _labels(row: Entry, last: tuple[str, ...], look: Look, at: int, stub: int) -> list[str]:
    number = [str(at + 1) if row.kind == "item" else ""] if look.numbered else []
    label = row.path[-1]
    if row.kind == "subtotal" and look.groups in ("flat", "total"):
        label = f"{label}: {row.path[0]}"
    if stub - len(number) == 1:
        return [*number, label]
    if len(row.path) == 1:
        return [*number, label, "<"]
    return [*number, "^" if last[:1] == row.path[:1] else row.path[0], label]
