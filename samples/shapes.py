"""Contradictions that are more than one wrong number: a chart, a lost row, a year, a sentence, a
table printed twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from samples.blocks import Cell, Chart, Heading, Prose, Sample
from samples.digits import changed
from samples.planted import (
    Plant,
    Recipe,
    fact_of,
    figures_of,
    find_grid,
    in_cell,
    in_text,
    prose_of_section,
    with_part,
    with_two_readings,
)
from samples.scene import Scene

DIRECTIONS = (("увеличилось", "уменьшилось"), ("больше", "меньше"), ("выросла", "снизилась"))


def plant_shape(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    yield from SHAPES[recipe["do"]](sample, scene, recipe)


def wrong_chart(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """Another figure in the last point of a chart's first series."""
    section = ""
    for at, block in enumerate(sample.blocks):
        section = block.number if isinstance(block, Heading) else section
        if isinstance(block, Chart) and block.title == recipe["title"]:
            (name, code, values), *others = block.series
            wrong = str(changed(Decimal(values[-1]), recipe["change"]))
            sample.blocks[at] = replace(
                block, series=((name, code, (*values[:-1], wrong)), *others)
            )
            place = f"chart: {block.title}"
            yield Plant(
                sample.report,
                recipe["name"],
                "chart",
                section,
                wrong,
                values[-1],
                code,
                place,
                decidable=True,
            )


def lost_row(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """One library left out of a list; the typed ordinals and the total stay as they would be
    without the mistake.
    """
    section, grid = find_grid(sample, recipe["table"])
    row = grid.header_rows + recipe["at"]
    name = next(each.text for each in grid.cells if each.row == row and each.role == "stub")
    grid.cells = [
        replace(each, row=each.row - (each.row > row)) for each in grid.cells if each.row != row
    ]
    grid.rows -= 1
    yield Plant(
        sample.report,
        recipe["name"],
        recipe["kind"],
        section,
        "",
        name,
        table=grid.name,
        row=row,
        decidable=True,
    )


def wrong_year(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """The middle year of a header printed as the last one («year_twice»), or the last as one
    long past («year_old»).
    """
    section, grid = find_grid(sample, recipe["table"])
    at, wrong = (
        (scene.year - 1, scene.year)
        if recipe["do"] == "year_twice"
        else (scene.year, scene.year - 5)
    )
    right = scene.year_label(at)
    index = next(
        n for n, each in enumerate(grid.cells) if each.role == "header" and each.text == right
    )
    column = grid.cells[index].column
    grid.cells[index] = replace(grid.cells[index], text=scene.year_label(wrong))
    grid.cells = [
        _moved(each, str(wrong)) if each.column == column else each for each in grid.cells
    ]
    yield in_cell(sample, recipe, section, grid, grid.cells[index], right)


def _moved(cell: Cell, period: str) -> Cell:
    return replace(cell, fact=replace(cell.fact, period=period)) if cell.fact else cell


def insert(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """A sentence that should not stand there, at the end of a section's text."""
    paragraphs = prose_of_section(sample, recipe["section"])
    at = paragraphs[-1][0] if paragraphs else _heading(sample, recipe["section"])
    text = scene.fill(recipe["text"])
    sample.blocks.insert(at + 1, Prose((text,)))
    yield in_text(sample, recipe, text, text, "")


def _heading(sample: Sample, section: str) -> int:
    return next(
        n
        for n, each in enumerate(sample.blocks)
        if isinstance(each, Heading) and each.number == section
    )


def printed_twice(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """A table once more, right below itself."""
    section, grid = find_grid(sample, recipe["table"])
    at = next(n for n, each in enumerate(sample.blocks) if each is grid)
    sample.blocks.insert(at + 1, replace(grid, name=f"{grid.name}-copy", cells=list(grid.cells)))
    name, kind = recipe["name"], recipe["kind"]
    yield Plant(
        sample.report,
        name,
        kind,
        section,
        grid.caption,
        "",
        table=f"{grid.name}-copy",
        decidable=True,
    )


def wrong_direction(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """«увеличилось» where it fell, and the other way round."""
    pairs = (*DIRECTIONS, *((wrong, right) for right, wrong in DIRECTIONS))
    for at, prose in prose_of_section(sample, recipe["section"]):
        for place, part in enumerate(prose.parts):
            right, wrong = next(
                (pair for pair in pairs if isinstance(part, str) and pair[0] in part), ("", "")
            )
            if right and isinstance(part, str):
                written = with_part(prose, place, part.replace(right, wrong, 1))
                sample.blocks[at] = written
                yield in_text(sample, recipe, written.text, wrong, right)
                return


def unclear_separator(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """A count printed with a point and three digits: thousands or decimals?"""
    section, grid = find_grid(sample, recipe["table"])
    index = figures_of(grid, recipe["code"])[-1]
    cell = grid.cells[index]
    _, value = fact_of(cell)
    grid.cells[index] = replace(with_two_readings(cell), text=f"{int(value)}.000")
    yield in_cell(sample, recipe, section, grid, grid.cells[index], cell.text)


SHAPES: dict[str, Callable[[Sample, Scene, Recipe], Iterator[Plant]]] = {
    "chart": wrong_chart,
    "lost_row": lost_row,
    "year_twice": wrong_year,
    "year_old": wrong_year,
    "insert": insert,
    "twice": printed_twice,
    "direction": wrong_direction,
    "separator": unclear_separator,
}
