"""Tables of libraries within a year: quarters, plans, what came and went."""

import random

from benchmarks.alarms.labels import (
    CHANGES,
    CORNERS,
    CUMULATIVE,
    HALVES,
    MEASURES,
    QUARTERS,
    YEAR_TOTALS,
    pick,
)
from benchmarks.alarms.library_rows import fill, fill_with, rows_of
from benchmarks.alarms.sheet import (
    Cells,
    Entry,
    Sheet,
    change,
    number,
    ratio,
)
from benchmarks.alarms.world import World


def by_quarters(world: World, luck: random.Random) -> Sheet:
    """Libraries by quarters of a year, with the year, half-years, or cumulative."""
    measure, year = luck.choice(("visits", "loans", "events", "attendance", "requests")), world.year
    rows, members = rows_of(world, luck, [year])
    how, cells = (
        luck.choice(("plain", "plain", "halves", "half year", "cumulative", "only halves")),
        Cells(),
    )
    parts: list[tuple[str, tuple[int, ...]]] = [
        (name, (at,)) for at, name in enumerate(luck.choice(QUARTERS))
    ]
    whole = (luck.choice(YEAR_TOTALS), (0, 1, 2, 3))
    if how == "halves":
        first, second = luck.choice(HALVES)
        parts = [*parts[:2], (first, (0, 1)), *parts[2:], (second, (2, 3)), whole]
    elif how == "half year":
        parts = [*parts[:2], ("6 мес.", (0, 1)), parts[2], ("9 мес.", (0, 1, 2)), parts[3], whole]
    elif how == "cumulative":
        parts = [(name, tuple(range(at + 1))) for at, name in enumerate(luck.choice(CUMULATIVE))]
    elif how == "only halves":
        parts = [
            *((name, (2 * at, 2 * at + 1)) for at, name in enumerate(luck.choice(HALVES))),
            whole,
        ]
    else:
        parts = [whole, *parts] if luck.random() < 0.25 else [*parts, whole]
    for name, quarters in parts:
        fill(
            cells,
            rows,
            members,
            name,
            lambda place, quarters=quarters: number(
                sum(world.quarters[measure, place.number, year][at] for at in quarters)
            ),
        )
    head = (pick(luck, measure),) if luck.random() < 0.3 else ()
    columns = [Entry((*head, name), name) for name, _ in parts]
    return Sheet(
        f"quarters, {how}",
        f"{pick(luck, measure)} по кварталам {year} года",
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
    )


def plans(world: World, luck: random.Random) -> Sheet:
    """Libraries by plan, fact and fulfilment of one or two measures or years."""
    year = world.year
    rows, members = rows_of(world, luck, [year])
    cells, columns = Cells(), []
    chosen = luck.sample(["users", "visits", "loans"], luck.choice((1, 1, 2)))
    words = luck.choice(
        (
            ("План", "Факт", "%"),
            ("План", "Выполнение", "Выполнение, %"),
            ("план", "факт", "% вып."),
            ("Плановое значение", "Фактическое значение", "Процент выполнения"),
        )
    )
    has_rest, decimals = luck.random() < 0.3, luck.choice((0, 1, 1, 2))
    for measure in chosen:
        head = (pick(luck, measure),) if len(chosen) > 1 or luck.random() < 0.3 else ()
        keys = [(measure, word) for word in ("plan", "fact", "done")]
        fill(
            cells,
            rows,
            members,
            keys[0],
            lambda place, measure=measure: number(world.plan_of(measure, place, year), kind="plan"),
        )
        fill(
            cells,
            rows,
            members,
            keys[1],
            lambda place, measure=measure: number(world.of(measure, place, year)),
        )
        for row in rows:
            planned, fact = cells[row.key, keys[0]], cells[row.key, keys[1]]
            cells[row.key, keys[2]] = ratio(100 * fact.value, planned.value, decimals, "share")
            cells[row.key, (measure, "rest")] = change(fact, planned)
        columns += [Entry((*head, word), key) for word, key in zip(words, keys, strict=True)]
        columns += [Entry((*head, luck.choice(CHANGES[:5])), (measure, "rest"))] if has_rest else []
    caption = f"Выполнение плана {year} года" + (
        f": {pick(luck, chosen[0])}" if len(chosen) == 1 else ""
    )
    return Sheet("plans", caption, luck.choice(CORNERS), rows, columns, cells)


def movement(world: World, luck: random.Random) -> Sheet:
    """The stock of libraries at both ends of a year and what came and went."""
    year = luck.choice(world.years[1:])
    rows, members = rows_of(world, luck, [year])
    taken = any(world.of("taken", place, year) for place in world.places)
    has_column = taken and luck.random() < 0.6
    order = ["start", "arrivals", *(["taken"] if has_column else []), "withdrawals", "end"]
    names = {
        **{name: pick(luck, name) for name in order if name in MEASURES},
        "taken": luck.choice(
            ("Принято из закрытых библиотек", "Передано (+/–)", "Внутреннее перемещение")
        ),
    }
    names["end"] = luck.choice((f"На 01.01.{year + 1}", "На конец года", "Стало", "Состоит"))
    if names["end"].startswith("На 01"):
        names["start"] = f"На 01.01.{year}"
    cells = Cells()
    for measure in order:
        fill_with(world, cells, rows, members, measure, year)
    columns = [Entry((names[name],), name) for name in order]
    features = (
        {"taken over in a column" if has_column else "taken over in the text"} if taken else set()
    )
    return Sheet(
        "movement",
        f"Движение фонда по библиотекам в {year} году",
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
        features,
    )


KINDS = (by_quarters, by_quarters, plans, movement)
