"""Tables of the whole district, or of one library, by years."""

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

PARTS = ("из них: ", "в том числе ", "в т. ч. ", "из них ", "в том числе: ", "в т.ч.: ")


def dated(
    luck: random.Random, years: Sequence[int], extras: Sequence[str] = ("change", "growth", "whole")
) -> list[Entry]:
    """Return columns of years, up or down, with changes of the last two beside them or none."""
    form, shown = luck.choice(YEARS), list(years)
    if luck.random() < 0.2:
        shown.reverse()
    columns = [Entry((form.format(year),), year) for year in shown]
    kinds = luck.choice(((), (), *((kind,) for kind in extras), tuple(extras[:2])))
    pools = {"change": CHANGES, "growth": GROWTHS, "whole": WHOLE_GROWTHS}
    for kind in kinds:
        word = luck.choice(pools[kind]).format(now=years[-1], before=years[-2])
        columns.append(Entry((word,), kind))
    return columns


def put_changes(
    cells: Cells,
    rows: Sequence[Entry],
    columns: Sequence[Entry],
    years: Sequence[int],
    decimals: int,
) -> None:
    """Fill the columns of changes from the printed figures of the last two years."""
    kinds = [one.key for one in columns if isinstance(one.key, str)]
    for row in rows:
        now, before = cells.get((row.key, years[-1])), cells.get((row.key, years[-2]))
        for kind in kinds:
            if not (isinstance(now, Number) and isinstance(before, Number)):
                cells[row.key, kind] = "-"
            elif kind == "change":
                cells[row.key, kind] = change(now, before)
            elif kind in ("growth", "whole"):
                cells[row.key, kind] = growth(now, before, decimals, kind == "whole")


def by_years(world: World, luck: random.Random) -> Sheet:
    """Measures of the district by years, with parts of them and ratios between them."""
    years = list(world.years[-luck.choice((2, 3, 3)) :])
    chosen = luck.sample(
        [
            "users",
            "visits",
            "loans",
            "events",
            "attendance",
            "end",
            "arrivals",
            "withdrawals",
            "requests",
            "staff",
            "computers",
            "seats",
            "remote",
        ],
        luck.randint(4, 10),
    )
    rows, cells, mark = [], Cells(), luck.choice(PARTS)
    for measure in chosen:
        rows.append(Entry((pick(luck, measure),), measure))
        if measure == "users":
            rows += [
                Entry((mark + pick(luck, part).lower(),), part)
                for part in luck.choice((("children",), ("children", "youth"), ()))
            ]
    for row in rows:
        cells |= {(row.key, year): number(world.whole(row.key, year)) for year in years}
    decimals = luck.choice((1, 1, 2))
    for pool, factor in ((RATIOS, 1), (SHARES, 100)):
        for (above, below), names in pool.items():
            if above in chosen and below in chosen and luck.random() < 0.5:
                rows.append(Entry((luck.choice(names),), (above, below)))
                cells |= {
                    ((above, below), year): ratio(
                        factor * world.whole(above, year),
                        world.whole(below, year),
                        decimals,
                        "ratio",
                    )
                    for year in years
                }
    if luck.random() < 0.5 and "users" in chosen:
        rows.append(
            Entry(
                (
                    luck.choice(
                        (
                            "Охват населения, %",
                            "% охвата",
                            "Процент охвата библиотечным обслуживанием",
                        )
                    ),
                ),
                "coverage",
            )
        )
        mean = world.population[world.year] % 2 == 0  # one definition in a report
        people = {
            year: world.mean_population(year) if mean else world.population[year] for year in years
        }
        cells |= {
            ("coverage", year): ratio(100 * world.whole("users", year), people[year], 1, "share")
            for year in years
        }
    if luck.random() < 0.3:
        luck.shuffle(rows)
        rows = [row for row in rows if row.key not in ("children", "youth")]
    columns = dated(luck, years)
    put_changes(cells, rows, columns, years, luck.choice((0, 1, 1, 2)))
    return Sheet(
        "measures by years",
        "Основные показатели деятельности",
        luck.choice(CORNERS[:5]),
        rows,
        columns,
        cells,
    )


def passport(world: World, luck: random.Random) -> Sheet:
    """One library in two columns: what it is called and what it counted, for one or two years."""
    years = list(world.years[-luck.choice((1, 2)) :])
    place = luck.choice(
        [one for one in world.open_in(world.year) if world.of("start", one, years[0])]
    )
    chosen = luck.sample(
        [
            "users",
            "children",
            "visits",
            "loans",
            "events",
            "attendance",
            "staff",
            "computers",
            "seats",
        ],
        luck.randint(4, 8),
    )
    stock = ["start", "arrivals", "withdrawals", "end"] if luck.random() < 0.7 else []
    cells = Cells()
    for measure in (*chosen, *stock):
        cells |= {(measure, year): number(world.of(measure, place, year)) for year in years}
    rows = [Entry((pick(luck, measure),), measure) for measure in (*chosen, *stock)]
    columns = [Entry((luck.choice(YEARS).format(year),), year) for year in years]
    taken = any(world.of("taken", place, year) for year in years) and bool(stock)
    return Sheet(
        "passport",
        f"Паспорт: {place.name}",
        "Показатель",
        rows,
        columns,
        cells,
        {"taken over in the text"} if taken else set(),
    )


KINDS = (by_years, by_years, passport)
