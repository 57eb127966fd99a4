"""Tables whose rows are libraries: measures and years of them."""

import random
from collections.abc import Sequence

from benchmarks.alarms.labels import (
    CHANGES,
    CORNERS,
    GROWTHS,
    RATIOS,
    SHARES,
    WHOLE_GROWTHS,
    YEARS,
    pick,
)
from benchmarks.alarms.library_rows import fill, fill_with, rows_of
from benchmarks.alarms.sheet import (
    Cells,
    Entry,
    Number,
    Sheet,
    change,
    growth,
    number,
    ratio,
)
from benchmarks.alarms.world import World


def by_measures(world: World, luck: random.Random) -> Sheet:
    """Libraries by several measures of one year, with ratios and shares among them."""
    year = luck.choice(world.years[1:])
    rows, members = rows_of(world, luck, [year])
    chosen = luck.sample(
        [
            "users",
            "children",
            "youth",
            "visits",
            "loans",
            "events",
            "attendance",
            "end",
            "requests",
            "staff",
        ],
        luck.randint(2, 6),
    )
    columns, cells, made = [], Cells(), []
    for measure in chosen:
        columns.append(Entry((pick(luck, measure),), measure))
        fill_with(world, cells, rows, members, measure, year)
    for kind, pool in (("ratio", RATIOS), ("share", SHARES)):
        for (above, below), names in pool.items():
            if above in chosen and below in chosen and luck.random() < 0.6:
                decimals, key = luck.choice((1, 1, 2, 0)), (above, below)
                made.append(Entry((luck.choice(names),), key))
                for row in rows:
                    one, two = (
                        sum(world.of(name, place, year) for place in members[row.key])
                        for name in key
                    )
                    cells[row.key, key] = ratio(
                        one * (100 if kind == "share" else 1), two, decimals, kind
                    )
    if luck.random() < 0.4:
        columns = _beside(columns, made)
    else:
        columns += made
    return Sheet(
        "libraries by measures",
        f"Основные показатели библиотек за {year} год",
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
    )


def _beside(columns: Sequence[Entry], made: Sequence[Entry]) -> list[Entry]:
    """Return the columns with each ratio right after what it is a ratio of."""
    found = []
    for column in columns:
        found += [column, *(one for one in made if one.key[0] == column.key)]
    return found


def by_years(world: World, luck: random.Random) -> Sheet:
    """Libraries by years of one to three measures, with changes beside them."""
    years = list(world.years[-luck.choice((2, 2, 3)) :])
    rows, members = rows_of(world, luck, years)
    chosen = luck.sample(
        ["users", "visits", "loans", "events", "requests", "end", "attendance"],
        luck.choice((1, 1, 2, 3)),
    )
    is_down, form, cells, columns = luck.random() < 0.2, luck.choice(YEARS), Cells(), []
    kinds = luck.choice(((), (), ("change",), ("growth",), ("whole",), ("change", "growth")))
    years_first = len(chosen) > 1 and luck.random() < 0.3
    words = {kind: _change_word(kind, years, luck) for kind in kinds}
    decimals = luck.choice((0, 1, 1, 2))
    names = {measure: pick(luck, measure) for measure in chosen}
    for measure in chosen:
        head = (names[measure],) if len(chosen) > 1 else ()
        for year in years[:: -1 if is_down else 1]:
            columns.append(Entry((*head, form.format(year)), (measure, year)))
            fill(
                cells,
                rows,
                members,
                (measure, year),
                lambda place, year=year, measure=measure: (
                    number(world.of(measure, place, year)) if place in world.open_in(year) else "-"
                ),
            )
        for kind in kinds:
            columns.append(Entry((*head, words[kind]), (measure, kind)))
            for row in rows:
                now, before = (cells[row.key, (measure, year)] for year in (years[-1], years[-2]))
                cells[row.key, (measure, kind)] = _changed(kind, now, before, decimals)
    if years_first:
        columns = sorted(columns, key=lambda one: _year_order(one, is_down))
        columns = [Entry(one.path[::-1], one.key) for one in columns]
    caption = f"{names[chosen[0]]} по библиотекам" + (
        "" if len(chosen) == 1 else " и другие показатели"
    )
    return Sheet(
        "libraries by years",
        caption,
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
        {"years first"} if years_first else set(),
    )


def _year_order(column: Entry, is_down: bool) -> tuple[int, int]:
    year = column.key[1]
    return (0, -year if is_down else year) if isinstance(year, int) else (1, len(str(year)))


def _change_word(kind: str, years: Sequence[int], luck: random.Random) -> str:
    pool = {"change": CHANGES, "growth": GROWTHS, "whole": WHOLE_GROWTHS}[kind]
    return luck.choice(pool).format(now=years[-1], before=years[-2])


def _changed(kind: str, now: Number | str, before: Number | str, decimals: int) -> Number | str:
    if isinstance(now, str) or isinstance(before, str):
        return "-"
    return (
        change(now, before) if kind == "change" else growth(now, before, decimals, kind == "whole")
    )


def compact(world: World, luck: random.Random) -> Sheet:
    """Cells that hold a figure and its change: «2 043 (+96)»."""
    year = world.year
    rows, members = rows_of(world, luck, [year, year - 1])
    cells, columns, sums = Cells(), [], Cells()
    for measure in luck.sample(["users", "visits", "loans", "events"], luck.randint(1, 3)):
        columns.append(Entry((pick(luck, measure),), measure))
        for when in (year, year - 1):
            fill(
                sums,
                rows,
                members,
                (measure, when),
                lambda place, when=when, measure=measure: number(world.of(measure, place, when)),
            )
        for row in rows:
            now, before = sums[row.key, (measure, year)], sums[row.key, (measure, year - 1)]
            moved = int(now.value - before.value)
            cells[row.key, measure] = Number(
                now.value, 0, now.kind, after=f" ({moved:+d})".replace("-", "–")
            )
    return Sheet(
        "compact",
        f"Показатели {year} года (в скобках изменение к {year - 1} году)",
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
    )


KINDS = (by_measures, by_measures, by_years, by_years, compact)
