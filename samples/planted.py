"""What is planted in a report, and how a wrong number is put into its tables and sentences."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from samples.blocks import Cell, Fact, Grid, Heading, Part, Prose, Sample
from samples.digits import changed
from samples.scene import Scene, read

Recipe = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plant:
    """One contradiction. ``table``/``row``/``column`` or ``sentence`` is where the wrong print
    stands; ``right`` what it should be.

    ``decidable``: the report itself says which side is wrong. ``trap``: it looks wrong and is
    right.
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


def find_grid(sample: Sample, name: str) -> tuple[str, Grid]:
    """(section, table) by the table's key in the template."""
    return next((section, grid) for _, section, grid in sample.tables() if grid.name == name)


def figures_of(grid: Grid, code: str) -> list[int]:
    """Places, among the cells, of the figures of an indicator."""
    return [
        n
        for n, each in enumerate(grid.cells)
        if each.fact and each.fact.code == code and each.fact.value is not None
    ]


def fact_of(cell: Cell) -> tuple[Fact, Decimal]:
    """The fact and the value of a cell that has them."""
    if cell.fact is None or cell.fact.value is None:
        raise ValueError(f"no figure in {cell}")
    return cell.fact, cell.fact.value


def wrong_value(fact: Fact, scene: Scene, change: str | int) -> Decimal:
    last = scene.value(fact.code, int(fact.period) - 1, fact.library) if change == "last" else None
    return changed(fact.value or Decimal(), change, last)


def print_value(grid: Grid, index: int, scene: Scene, value: Decimal, decimals: int) -> Cell:
    """Print another number in a cell; answers the cell as it was."""
    cell = grid.cells[index]
    fact, _ = fact_of(cell)
    text = scene.number(value, decimals, signed=cell.text.startswith("+"))
    grid.cells[index] = replace(
        cell, text=text, fact=replace(fact, value=read(text), decimals=decimals)
    )
    return cell


def with_two_readings(cell: Cell) -> Cell:
    """A number with a separator before three digits, among whole ones: thousands or decimals
    cannot be told.
    """
    fact, _ = fact_of(cell)
    return replace(cell, fact=replace(fact, value=None, decimals=None, status="uncertain"))


def in_cell(
    sample: Sample, recipe: Recipe, section: str, grid: Grid, cell: Cell, right: str
) -> Plant:
    """A plant in a cell as it is printed now."""
    code = cell.fact.code if cell.fact else ""
    return Plant(
        sample.report,
        recipe["name"],
        recipe["kind"],
        section,
        cell.text,
        right,
        code,
        grid.name,
        cell.row,
        cell.column,
        decidable=recipe.get("decidable", False),
    )


def in_text(
    sample: Sample, recipe: Recipe, sentence: str, printed: str, right: str, code: str = ""
) -> Plant:
    """A plant in a sentence as it is printed now."""
    return Plant(
        sample.report,
        recipe["name"],
        recipe["kind"],
        recipe["section"],
        printed,
        right,
        code,
        sentence=sentence,
        decidable=recipe.get("decidable", False),
    )


def prose_of_section(sample: Sample, wanted: str) -> list[tuple[int, Prose]]:
    """(place among the blocks, paragraph) of a section, its tables left aside."""
    section, found = "", []
    for at, block in enumerate(sample.blocks):
        if isinstance(block, Heading):
            section = block.number
        elif isinstance(block, Prose) and section == wanted:
            found.append((at, block))
    return found


def with_part(prose: Prose, place: int, part: Part) -> Prose:
    return replace(prose, parts=(*prose.parts[:place], part, *prose.parts[place + 1 :]))
