"""Contradictions planted into a report, each with the cell that is wrong and what should stand there; and the traps.

A plant changes what is printed, and the truth of the facts follows the print: extraction must return the wrong figure, and a check
must find it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samples.blocks import Cell, Chart, Fact, Figure, Grid, Heading, Part, Prose, Sample
from samples.scene import Scene, read

Recipe = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plant:
    """One contradiction. ``table``/``row``/``column`` or ``sentence`` is where the wrong print stands; ``right`` what it should be.

    ``trap``: it looks wrong and is right.
    """

    report: str
    name: str
    kind: str
    section: str
    printed: str
    right: str
    code: str = ""
    table: str = ""
    row: int | None = None
    column: int | None = None
    sentence: str = ""
    decidable: bool = False
    trap: bool = False
    note: str = ""


@cache
def recipes() -> tuple[tuple[str, Recipe], ...]:
    """(group, recipe) of all plants."""
    groups = yaml.safe_load(Path(__file__).with_name("plants.yaml").read_text(encoding="utf-8"))
    return tuple((group, each) for group, found in groups.items() for each in found)


def plant(sample: Sample, scene: Scene, turn: int) -> list[Plant]:
    """Change the report in place. ``turn`` is its place among all reports: every recipe falls to about a quarter of them."""
    chosen = [
        (group, each)
        for n, (group, each) in enumerate(recipes())
        if (3 * n + 2 * turn) % 11 < 3 and scene.year > 2021 - (not each.get("after"))
    ]
    return [planted for group, each in chosen for planted in PLANTERS[group](sample, scene, each)]


# ---- digits


def changed(value: Decimal, change: str | int, last: Decimal | None = None) -> Decimal:
    """A wrong number in place of a right one, with the same decimals.

    >>> [str(changed(Decimal("2286"), each)) for each in ("drop", "swap", "digit", "d1000", 10)]
    ['286', '2268', '2256', '2.286', '2296']
    >>> str(changed(Decimal("12.5"), "digit"))
    '15.5'
    """
    if change == "last":
        return value if last is None else last
    if change == "d1000":
        return value / 1000
    sign, digits, exponent = value.as_tuple()
    if isinstance(change, int):
        return value + Decimal(change).scaleb(int(exponent))
    edited = EDITS[change]("".join(map(str, digits)))
    return Decimal(edited).scaleb(int(exponent)) * (-1 if sign else 1)


def swapped(digits: str) -> str:
    """Swap the last two neighbours that differ; where all are alike, change one."""
    for at in range(len(digits) - 2, 0, -1):
        if digits[at] != digits[at + 1]:
            return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return mistyped(digits)


def mistyped(digits: str) -> str:
    """Another figure in the place before the last (a lone one is changed itself)."""
    at = max(len(digits) - 2, 0)
    return digits[:at] + str((int(digits[at]) + 7) % 10 or 1) + digits[at + 1 :]


EDITS: dict[str | int, Callable[[str], str]] = {
    "swap": swapped,
    "digit": mistyped,
    "drop": lambda digits: digits[1:].lstrip("0") or "0",
    "x10": lambda digits: f"{digits}0",
}


# ---- cells


def plant_cell(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """Print another number in one cell of a table."""
    section, grid = find_grid(sample, recipe["table"])
    matching = [
        n for n, each in enumerate(grid.cells) if each.fact and each.fact.code == recipe["code"] and each.fact.value is not None
    ]
    if not matching:
        return
    index = matching[recipe.get("at", 0) if recipe.get("at", 0) < len(matching) else -1]
    cell = grid.cells[index]
    yield put(sample, scene, section, grid, index, _wrong(cell.fact, scene, recipe["change"]), recipe)


def _wrong(fact: Fact | None, scene: Scene, change: str | int) -> Decimal:
    assert fact is not None and fact.value is not None  # noqa: S101 - chosen so by the caller
    year = int(fact.period)
    last = scene.value(fact.code, year - 1, fact.library) if change == "last" else None
    return changed(fact.value, change, last)


def put(sample: Sample, scene: Scene, section: str, grid: Grid, index: int, value: Decimal, recipe: Recipe) -> Plant:
    """Print ``value`` in a cell and say so."""
    cell = grid.cells[index]
    fact = cell.fact
    assert fact is not None  # noqa: S101 - a data cell
    decimals = max(fact.decimals or 0, -int(value.as_tuple().exponent) if recipe["change"] == "d1000" else 0)
    text = scene.number(value, decimals, signed=cell.text.startswith("+"))
    grid.cells[index] = replace(cell, text=text, fact=replace(fact, value=read(text), decimals=decimals))
    return Plant(
        sample.report, recipe["name"], recipe["kind"], section, text, cell.text, fact.code, grid.name, cell.row, cell.column,
        decidable=recipe.get("decidable", False), trap=recipe.get("trap", False), note=recipe.get("note", ""),
    )  # fmt: skip


def find_grid(sample: Sample, name: str) -> tuple[str, Grid]:
    return next((section, grid) for _, section, grid in sample.tables() if grid.name == name)


# ---- sentences


def plant_text(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """Print another number in a sentence of a section."""
    for at, prose in prose_of_section(sample, recipe["section"]):
        for n, part in enumerate(prose.parts):
            if isinstance(part, Figure) and part.fact.code == recipe["code"] and part.fact.multiplier == 1:
                value = _wrong(part.fact, scene, recipe["change"])
                wrong = replace(part, text=scene.number(value, part.fact.decimals or 0), fact=replace(part.fact, value=value))
                sample.blocks[at] = _with_part(prose, n, wrong)
                yield _in_text(sample, recipe, sample.blocks[at], wrong.text, part.text, part.fact.code)
                return


def prose_of_section(sample: Sample, wanted: str) -> list[tuple[int, Prose]]:
    """(place among the blocks, paragraph) of a section."""
    section, found = "", []
    for at, block in enumerate(sample.blocks):
        if isinstance(block, Heading):
            section = block.number
        elif isinstance(block, Prose) and section == wanted:
            found.append((at, block))
    return found


def _with_part(prose: Prose, place: int, part: Part) -> Prose:
    return replace(prose, parts=(*prose.parts[:place], part, *prose.parts[place + 1 :]))


def _in_text(sample: Sample, recipe: Recipe, block: Any, printed: str, right: str, code: str = "") -> Plant:
    return Plant(
        sample.report, recipe["name"], recipe["kind"], recipe["section"], printed, right, code,
        sentence=block.text, decidable=recipe.get("decidable", False),
    )  # fmt: skip


# ---- shapes: what is more than one number


def wrong_chart(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    section = ""
    for at, block in enumerate(sample.blocks):
        section = block.number if isinstance(block, Heading) else section
        if isinstance(block, Chart) and block.title == recipe["title"]:
            (name, code, values), *others = block.series
            wrong = str(changed(Decimal(values[-1]), recipe["change"]))
            sample.blocks[at] = replace(block, series=((name, code, (*values[:-1], wrong)), *others))
            yield Plant(
                sample.report, recipe["name"], "chart", section, wrong, values[-1], code, f"chart: {block.title}", decidable=True
            )


def lost_row(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """Leave one library out of a list; the ordinals and the total stay as they would be without the mistake."""
    section, grid = find_grid(sample, recipe["table"])
    row = grid.header_rows + recipe["at"]
    name = next(each.text for each in grid.cells if each.row == row and each.role == "stub")
    kept = [each for each in grid.cells if each.row != row]
    grid.cells = [replace(each, row=each.row - (each.row > row)) for each in kept]
    grid.rows -= 1
    yield Plant(sample.report, recipe["name"], "list", section, "", name, table=grid.name, row=row, decidable=True)


def wrong_year(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """The middle year of a header printed as the last one («year_twice»), or the last as one long past («year_old»)."""
    section, grid = find_grid(sample, recipe["table"])
    at, wrong = (scene.year - 1, scene.year) if recipe["do"] == "year_twice" else (scene.year, scene.year - 5)
    index = next(n for n, each in enumerate(grid.cells) if each.role == "header" and each.text == scene.year_label(at))
    cell = grid.cells[index]
    grid.cells[index] = replace(cell, text=scene.year_label(wrong))
    grid.cells = [_moved_to(each, str(wrong)) if each.fact and each.column == cell.column else each for each in grid.cells]
    yield Plant(
        sample.report,
        recipe["name"],
        "years",
        section,
        scene.year_label(wrong),
        scene.year_label(at),
        "",
        grid.name,
        cell.row,
        cell.column,
        decidable=True,
    )


def _moved_to(cell: Cell, period: str) -> Cell:
    return replace(cell, fact=replace(cell.fact, period=period)) if cell.fact else cell


def insert(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """A sentence that should not stand there."""
    at, _ = (
        prose_of_section(sample, recipe["section"])[-1]
        if prose_of_section(sample, recipe["section"])
        else (_heading(sample, recipe["section"]), None)
    )
    block = Prose((scene.fill(recipe["text"]),))
    sample.blocks.insert(at + 1, block)
    yield _in_text(sample, recipe, block, block.text, "")


def _heading(sample: Sample, section: str) -> int:
    return next(n for n, each in enumerate(sample.blocks) if isinstance(each, Heading) and each.number == section)


def printed_twice(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    section, grid = find_grid(sample, recipe["table"])
    at = next(n for n, each in enumerate(sample.blocks) if each is grid)
    sample.blocks.insert(at + 1, replace(grid, name=f"{grid.name}-copy", cells=list(grid.cells)))
    yield Plant(sample.report, recipe["name"], "twice", section, grid.caption, "", table=f"{grid.name}-copy", decidable=True)


def wrong_direction(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """«увеличилось» where it fell, and the other way round."""
    for at, prose in prose_of_section(sample, recipe["section"]):
        for right, wrong in DIRECTIONS:
            place = next((n for n, each in enumerate(prose.parts) if isinstance(each, str) and right in each), None)
            if place is not None:
                sample.blocks[at] = _with_part(prose, place, str(prose.parts[place]).replace(right, wrong, 1))
                yield _in_text(sample, recipe, sample.blocks[at], wrong, right)
                return


DIRECTIONS = (
    ("увеличилось", "уменьшилось"),
    ("уменьшилось", "увеличилось"),
    ("больше", "меньше"),
    ("меньше", "больше"),
    ("выросла", "снизилась"),
    ("снизилась", "выросла"),
)


def unclear_separator(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """A count printed with a point: «0.147», thousands or decimals?"""
    section, grid = find_grid(sample, recipe["table"])
    index = [n for n, each in enumerate(grid.cells) if each.fact and each.fact.code == recipe["code"]][-1]
    cell = grid.cells[index]
    assert cell.fact is not None and cell.fact.value is not None  # noqa: S101 - a data cell with a figure
    text = f"{int(cell.fact.value)}.000"
    fact = replace(cell.fact, value=None, decimals=None, status="uncertain")
    grid.cells[index] = replace(cell, text=text, fact=fact)
    yield Plant(
        sample.report,
        recipe["name"],
        "separator",
        section,
        text,
        cell.text,
        fact.code,
        grid.name,
        cell.row,
        cell.column,
        decidable=True,
    )


SHAPES = {
    "chart": wrong_chart, "lost_row": lost_row, "year_twice": wrong_year, "year_old": wrong_year, "insert": insert, "twice": printed_twice,
    "direction": wrong_direction, "separator": unclear_separator,
}  # fmt: skip


def plant_shape(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    yield from SHAPES[recipe["do"]](sample, scene, recipe)


PLANTERS: dict[str, Callable[[Sample, Scene, Recipe], Iterator[Plant]]] = {
    "cells": plant_cell,
    "texts": plant_text,
    "shapes": plant_shape,
}
