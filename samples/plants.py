"""Contradictions planted into a report, by the recipes of ``plants.yaml``.

A plant changes what is printed, and the truth of the facts follows the print: extraction must
return the wrong figure, and a check must find it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from samples.blocks import Figure, Sample
from samples.districts import MISSING, YEARS
from samples.planted import (
    Plant,
    Recipe,
    fact_of,
    figures_of,
    find_grid,
    in_cell,
    in_text,
    print_value,
    prose_of_section,
    with_part,
    with_two_readings,
    wrong_value,
)
from samples.scene import Scene
from samples.shapes import plant_shape


@cache
def recipes() -> tuple[tuple[str, Recipe], ...]:
    """(group, recipe) of all plants."""
    groups = yaml.safe_load(Path(__file__).with_name("plants.yaml").read_text(encoding="utf-8"))
    return tuple((group, each) for group, found in groups.items() for each in found)


def plant(sample: Sample, scene: Scene, turn: int) -> list[Plant]:
    """Change the report in place. ``turn`` is its place among all reports: every recipe falls to
    about a quarter of them.
    """
    chosen = [
        (group, each) for n, (group, each) in enumerate(recipes()) if (3 * n + 2 * turn) % 11 < 3
    ]
    fitting = [
        (group, each)
        for group, each in chosen
        if not each.get("needs_before") or _has_before(scene)
    ]
    return [planted for group, each in fitting for planted in PLANTERS[group](sample, scene, each)]


def _has_before(scene: Scene) -> bool:
    """Whether there is a report of the year before that a figure can contradict."""
    before = scene.year - 1
    return before in YEARS and (scene.district.id, before) not in MISSING


def plant_cell(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """Print another number in one cell of a table."""
    section, grid = find_grid(sample, recipe["table"])
    matching = figures_of(grid, recipe["code"])
    if not matching:
        return
    index = matching[min(recipe.get("at", 0), len(matching) - 1)]
    fact, _ = fact_of(grid.cells[index])
    value = wrong_value(fact, scene, recipe["change"])
    unclear = recipe["change"] == "d1000"
    right = print_value(grid, index, scene, value, 3 if unclear else fact.decimals or 0).text
    if unclear:
        grid.cells[index] = with_two_readings(grid.cells[index])
    if grid.cells[index].text != right:
        yield in_cell(sample, recipe, section, grid, grid.cells[index], right)


def plant_text(sample: Sample, scene: Scene, recipe: Recipe) -> Iterator[Plant]:
    """Print another number in a sentence of a section, in the first that holds the figure."""
    for at, prose in prose_of_section(sample, recipe["section"]):
        for place, part in enumerate(prose.parts):
            if (
                isinstance(part, Figure)
                and part.fact.code == recipe["code"]
                and part.role == recipe.get("role", part.role)
            ):
                value = wrong_value(part.fact, scene, recipe["change"])
                text = scene.number(value, part.fact.decimals or 0)
                written = with_part(
                    prose, place, replace(part, text=text, fact=replace(part.fact, value=value))
                )
                sample.blocks[at] = written
                if text != part.text:
                    yield in_text(sample, recipe, written.text, text, part.text, part.fact.code)
                return


PLANTERS: dict[str, Callable[[Sample, Scene, Recipe], Iterator[Plant]]] = {
    "cells": plant_cell,
    "texts": plant_text,
    "shapes": plant_shape,
}
