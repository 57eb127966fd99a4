"""Tables of months and years: months that run on, years in captions, tables that are continued."""

import random
from collections.abc import Sequence
from fractions import Fraction

from benchmarks.alarms.labels import CHANGES, CORNERS, WHOLE_GROWTHS, YEARS, pick
from benchmarks.alarms.library_rows import fill, fill_with, rows_of
from benchmarks.alarms.sheet import Cells, Entry, Number, Sheet, change, growth, number, ratio
from benchmarks.alarms.world import World

MONTHS = (
    [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    [
        "янв.",
        "фев.",
        "март",
        "апр.",
        "май",
        "июнь",
        "июль",
        "авг.",
        "сент.",
        "окт.",
        "нояб.",
        "дек.",
    ],
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"],
)
FLOWS = ("visits", "loans", "events", "attendance", "requests")


def months(world: World, luck: random.Random) -> Sheet:
    """One or two measures by months, with the year, or quarters between them."""
    chosen, year, cells = luck.sample(FLOWS, luck.choice((1, 2, 3))), world.year, Cells()
    names, with_quarters = luck.choice(MONTHS), luck.random() < 0.3
    rows = list[Entry]()
    for at in range(12):
        rows.append(Entry((names[at],), at))
        if with_quarters and at % 3 == 2:
            word = f"{('I', 'II', 'III', 'IV')[at // 3]} квартал"
            rows.append(Entry((word,), ("quarter", at // 3), "subtotal"))
    for measure in chosen:
        sums = [
            sum(
                found[at]
                for key, found in world.quarters.items()
                if (key[0], key[2]) == (measure, year)
            )
            for at in range(4)
        ]
        for at, whole in enumerate(sums):
            first, second = (
                int(whole * luck.uniform(0.25, 0.4)),
                int(whole * luck.uniform(0.25, 0.35)),
            )
            parts = (first, second, whole - first - second)
            cells |= {(3 * at + n, measure): number(part) for n, part in enumerate(parts)}
            cells[("quarter", at), measure] = number(whole, kind="total")
        cells["year", measure] = number(sum(sums), kind="total")
    rows.append(Entry((luck.choice(("Итого", "Всего за год", "Год", "За год")),), "year", "total"))
    columns = [Entry((pick(luck, measure),), measure) for measure in chosen]
    caption = luck.choice(("Помесячные данные за {0} год", "Показатели {0} г. по месяцам"))
    return Sheet("months", caption.format(year), "Месяц", rows, columns, cells)


def captioned(world: World, luck: random.Random) -> list[Sheet]:
    """One table for each of two years, the year in its caption only."""
    made, chosen = (
        [],
        luck.sample(("users", "visits", "loans", "events", "end"), luck.randint(2, 4)),
    )
    heads = [Entry((pick(luck, measure),), measure) for measure in chosen]
    corner, caption = (
        luck.choice(CORNERS),
        luck.choice(("Показатели библиотек за {0} год", "Работа библиотек, {0} г.")),
    )
    state = luck.getstate()
    for year in world.years[-2:]:
        luck.setstate(state)
        rows, members = rows_of(world, luck, [year])
        cells = Cells()
        for measure in chosen:
            fill_with(world, cells, rows, members, measure, year)
        made.append(Sheet("captioned years", caption.format(year), corner, rows, heads, cells))
    return made


def continued(world: World, luck: random.Random) -> list[Sheet]:
    """A list of libraries broken into two tables; the total stands under the second."""
    year = world.year
    places = world.open_in(year)
    chosen = luck.sample(("users", "visits", "loans", "events", "requests"), luck.randint(2, 4))
    rows, cells = [Entry((one.name,), one.number) for one in places], Cells()
    rows.append(Entry((luck.choice(("Итого", "Всего по району", "ИТОГО")),), "total", "total"))
    members = {one.number: [one] for one in places} | {"total": places}
    for measure in chosen:
        fill_with(world, cells, rows, members, measure, year)
    columns = [Entry((pick(luck, measure),), measure) for measure in chosen]
    cut = luck.randint(2, len(rows) - 2)
    first = Sheet(
        "continued", f"Показатели библиотек, {year} год", "Библиотека", rows[:cut], columns, cells
    )
    more = luck.choice(("Продолжение таблицы", "Окончание таблицы", "(продолжение)"))
    return [first, Sheet("continued", more, "Библиотека", rows[cut:], columns, cells)]


def beside(world: World, luck: random.Random) -> list[Sheet]:
    """A wide list broken into two tables of the same libraries with other columns."""
    year, corner = world.year, luck.choice(CORNERS[5:])
    rows, members = rows_of(world, luck, [year])
    made = []
    for chosen in (("users", "children", "youth"), ("visits", "loans", "events")):
        cells = Cells()
        for measure in chosen:
            fill_with(world, cells, rows, members, measure, year)
        columns = [Entry((pick(luck, measure),), measure) for measure in chosen]
        caption = (
            f"Показатели за {year} год"
            if not made
            else luck.choice(("Продолжение таблицы", f"Показатели работы, {year}"))
        )
        made.append(Sheet("beside", caption, corner, rows, columns, cells))
    return made


def restated(world: World, luck: random.Random) -> Sheet:
    """Measures by years, of which those of last year were counted anew after a note."""
    years = list(world.years)
    chosen = luck.sample(("users", "visits", "loans", "events", "requests", "end"), 4)
    mark = luck.choice(("*", "¹", "**"))
    heads = [f"{year}{mark}" if year == years[1] else str(year) for year in years]
    rows, cells = [Entry((pick(luck, measure),), measure) for measure in chosen], Cells()
    for measure in chosen:
        cells |= {(measure, year): number(world.whole(measure, year)) for year in years}
    columns = [Entry((head,), year) for head, year in zip(heads, years, strict=True)]
    if luck.random() < 0.6:
        columns.append(Entry((luck.choice(CHANGES[:5]),), "change"))
        for measure in chosen:
            cells[measure, "change"] = change(cells[measure, years[2]], cells[measure, years[1]])
    return Sheet(
        "restated",
        luck.choice(("Основные показатели", "Динамика показателей")),
        "Показатель",
        rows,
        columns,
        cells,
        {f"note {mark}"},
    )


def cumulative_plans(world: World, luck: random.Random) -> Sheet:
    """Plan and fact by quarters, each quarter by itself or growing, with per cents."""
    measure, year, grows = luck.choice(FLOWS[:3]), world.year, luck.random() < 0.5
    rows, members = rows_of(world, luck, [year])
    names = (
        ("3 мес.", "6 мес.", "9 мес.", "12 мес.")
        if grows
        else ("I кв.", "II кв.", "III кв.", "IV кв.")
    )
    words, cells, columns = (
        luck.choice((("план", "факт", "%"), ("План", "Вып.", "% вып."))),
        Cells(),
        [],
    )
    decimals, with_cents = luck.choice((0, 1)), luck.random() < 0.6
    for at, name in enumerate(names):
        span = range(at + 1) if grows else (at,)
        keys = [(name, word) for word in words]
        fill(
            cells,
            rows,
            members,
            keys[0],
            lambda place, span=span: number(
                sum(world.plan(measure, place, year, n) for n in span), kind="plan"
            ),
        )
        fill(
            cells,
            rows,
            members,
            keys[1],
            lambda place, span=span: number(
                sum(world.quarters[measure, place.number, year][n] for n in span)
            ),
        )
        for row in rows:
            plan, fact = cells[row.key, keys[0]], cells[row.key, keys[1]]
            cells[row.key, keys[2]] = ratio(100 * fact.value, plan.value, decimals, "share")
        columns += [Entry((name, word), key) for word, key in zip(words, keys, strict=True)][
            : 3 if with_cents else 2
        ]
    caption = f"{pick(luck, measure)}: план и факт {year} года"
    return Sheet("plans by quarters", caption, luck.choice(CORNERS[5:]), rows, columns, cells)


def long_growth(world: World, luck: random.Random) -> Sheet:
    """Measures by three years with the growth of each year, in columns after each or at the end."""
    years, cells = list(world.years), Cells()
    chosen = luck.sample(("users", "visits", "loans", "events", "attendance", "requests"), 4)
    form, decimals, whole = luck.choice(YEARS), luck.choice((0, 1, 1)), luck.random() < 0.5
    rows, columns = [Entry((pick(luck, measure),), measure) for measure in chosen], list[Entry]()
    for at, year in enumerate(years):
        columns.append(Entry((form.format(year),), year))
        for measure in chosen:
            cells[measure, year] = number(world.whole(measure, year))
        if at:
            word = luck.choice(WHOLE_GROWTHS[:1]) if whole else "± % к {before}"
            columns.append(Entry((word.format(now=year, before=years[at - 1]),), ("growth", year)))
            for measure in chosen:
                now, before = cells[measure, year], cells[measure, years[at - 1]]
                cells[measure, ("growth", year)] = growth(now, before, decimals, whole)
    if luck.random() < 0.4:
        columns.sort(key=lambda one: isinstance(one.key, tuple))
    return Sheet("long growth", "Динамика за три года", "Показатель", rows, columns, cells)


def thousands(world: World, luck: random.Random) -> Sheet:
    """Measures by years in thousands, with one or two decimals, and changes of these."""
    years, cells, decimals = list(world.years[-2:]), Cells(), luck.choice((1, 2))
    chosen = luck.sample(("users", "visits", "loans", "end", "attendance"), luck.randint(2, 4))
    units = {"users": "тыс. чел.", "visits": "тыс.", "loans": "тыс. экз.", "end": "тыс. экз."}
    rows = [
        Entry((f"{pick(luck, one).split(',')[0]}, {units.get(one, 'тыс.')}",), one)
        for one in chosen
    ]
    for one in chosen:
        for year in years:
            cells[one, year] = number(Fraction(world.whole(one, year), 1000), decimals)
        cells[one, "change"] = change(*_pair(cells, one, years))
    columns = [Entry((str(year),), year) for year in years]
    columns += [Entry((luck.choice(CHANGES[:5]),), "change")] if luck.random() < 0.6 else []
    return Sheet("thousands", "Показатели, тыс.", "Показатель", rows, columns, cells)


def _pair(cells: Cells, row: str, years: Sequence[int]) -> tuple[Number, Number]:
    now, before = cells[row, years[-1]], cells[row, years[-2]]
    assert isinstance(now, Number) and isinstance(before, Number)
    return now, before


KINDS = (months, captioned, continued, beside, restated, cumulative_plans, long_growth, thousands)
