"""Tables whose rows are libraries: measures, years, quarters, plans, movement of the stock."""

import random
from collections.abc import Callable, Hashable, Sequence

from benchmarks.alarms.labels import (
    CHANGES, CORNERS, CUMULATIVE, GROUPS, GROWTHS, HALVES, MEASURES, QUARTERS, RATIOS, SHARES, SUBTOTALS, TOTALS, WHOLE_GROWTHS, YEARS,
    YEAR_TOTALS, pick,
)  # fmt: skip
from benchmarks.alarms.sheet import (
    Cells,
    Entry,
    Number,
    Sheet,
    change,
    growth,
    number,
    ratio,
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
        fill(
            cells,
            rows,
            members,
            measure,
            lambda place, measure=measure: number(world.of(measure, place, year)),
        )
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
        plan = {
            place.number: round(world.of(measure, place, year) * luck.uniform(0.92, 1.06), -1)
            for place in world.places
        }
        fill(
            cells,
            rows,
            members,
            keys[0],
            lambda place, plan=plan: number(plan[place.number], kind="plan"),
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
        fill(
            cells,
            rows,
            members,
            measure,
            lambda place, measure=measure: number(world.of(measure, place, year)),
        )
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


KINDS = (
    by_measures,
    by_measures,
    by_years,
    by_years,
    by_quarters,
    by_quarters,
    plans,
    movement,
    compact,
)
