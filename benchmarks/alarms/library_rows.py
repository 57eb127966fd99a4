"""Rows of libraries, in groups or not, with their totals."""

import random
from collections.abc import Callable, Hashable, Sequence

from benchmarks.alarms.labels import (
    GROUPS,
    SUBTOTALS,
    TOTALS,
)
from benchmarks.alarms.sheet import (
    Cells,
    Entry,
    Number,
    number,
    totals,
)
from benchmarks.alarms.world import Place, World

TOTAL = "total"


def rows_of(
    world: World, luck: random.Random, years: Sequence[int]
) -> tuple[list[Entry], dict[Hashable, list[Place]]]:
    """Return the rows of a list of libraries, with the libraries that each of them sums up.

    Grouped or not; the total above, below or lacking; subtotals after a group, before it or none.
    """
    everyone = [one for one in world.places if any(one in world.open_in(year) for year in years)]
    members: dict[Hashable, list[Place]] = {one.number: [one] for one in everyone}
    items = [Entry((one.name,), one.number) for one in everyone]
    if luck.random() < 0.35:
        items = _grouped(everyone, luck, members)
    where = luck.choice(("below", "below", "below", "above", "none"))
    members[TOTAL] = everyone
    total = Entry((luck.choice(TOTALS),), TOTAL, "total")
    if where == "above":
        items = [total, *items]
    elif where == "below":
        items = [*items, total]
    return items, members


def _grouped(
    everyone: Sequence[Place], luck: random.Random, members: dict[Hashable, list[Place]]
) -> list[Entry]:
    names, where, items = luck.choice(GROUPS), luck.choice(("after", "before", "none")), []
    word = luck.choice(SUBTOTALS[:2])
    for name, is_rural in zip(names, (False, True), strict=True):
        group = [one for one in everyone if one.is_rural == is_rural]
        if not group:
            continue
        members["group", name] = group
        own = [Entry((name, one.name), one.number) for one in group]
        sub = Entry((name, word), ("group", name), "subtotal")
        items += {"after": [*own, sub], "before": [sub, *own], "none": own}[where]
    return items


def fill(
    cells: Cells,
    rows: Sequence[Entry],
    members: dict[Hashable, list[Place]],
    column: Hashable,
    value: Callable[[Place], Number | str],
) -> None:
    """Put a measure that adds up into a column: libraries first, then what they make together."""
    for key, group in members.items():
        if len(group) == 1 and key == group[0].number:
            cells[key, column] = value(group[0])
    for row in rows:
        if row.kind != "item":
            cells[row.key, column] = totals(cells, [one.number for one in members[row.key]], column)


def fill_with(
    world: World,
    cells: Cells,
    rows: Sequence[Entry],
    members: dict[Hashable, list[Place]],
    measure: str,
    year: int,
) -> None:
    """Put a measure of one year into a column of its own."""
    fill(cells, rows, members, measure, lambda place: number(world.of(measure, place, year)))
