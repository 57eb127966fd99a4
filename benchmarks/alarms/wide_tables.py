"""Wide tables of libraries: many columns, heads of three levels, means in the row of totals."""

import random
from collections.abc import Hashable, Sequence
from fractions import Fraction

from benchmarks.alarms.labels import CORNERS, RATIOS, SHARES, pick
from benchmarks.alarms.library_rows import TOTAL, fill, fill_with, rows_of
from benchmarks.alarms.sheet import Cells, Entry, Number, Sheet, number, ratio
from benchmarks.alarms.world import Place, World

COUNTED = [
    "users",
    "children",
    "youth",
    "visits",
    "loans",
    "events",
    "attendance",
    "end",
    "arrivals",
    "withdrawals",
    "requests",
    "remote",
    "staff",
    "computers",
    "seats",
]
CAPTIONS = (
    "Сводная таблица показателей за {0} год",
    "Итоги работы библиотек в {0} году",
    "Сведения о деятельности библиотек, {0} г.",
    "Показатели работы структурных подразделений ({0} год)",
    "Основные цифровые показатели за {0} год",
)


def wide(world: World, luck: random.Random) -> Sheet:
    """Libraries by ten to fourteen columns: counts, ratios and per cents among each other."""
    year = luck.choice(world.years[1:])
    rows, members = rows_of(world, luck, [year])
    chosen = luck.sample(COUNTED, luck.randint(6, 9))
    cells, columns = Cells(), list[Entry]()
    for measure in chosen:
        columns.append(Entry((pick(luck, measure),), measure))
        fill_with(world, cells, rows, members, measure, year)
    made = [_quotient(one, world, luck, cells, rows, members, year) for one in _pairs(chosen, luck)]
    for column in made:
        at = next(n for n, one in enumerate(columns) if one.key == column.key[0])
        columns.insert(at + 1 if luck.random() < 0.5 else len(columns), column)
    caption = luck.choice(CAPTIONS).format(year)
    return Sheet("wide", caption, luck.choice(CORNERS), rows, columns, cells)


def _pairs(chosen: Sequence[str], luck: random.Random) -> list[tuple[str, str, bool]]:
    pools = ((RATIOS, False), (SHARES, True))
    found = [(*key, share) for pool, share in pools for key in pool if set(key) <= set(chosen)]
    return luck.sample(found, min(len(found), luck.randint(1, 5)))


def _quotient(
    pair: tuple[str, str, bool],
    world: World,
    luck: random.Random,
    cells: Cells,
    rows: Sequence[Entry],
    members: dict[Hashable, list[Place]],
    year: int,
) -> Entry:
    """Return a column of quotients of two measures, filled in; the total row has its own."""
    above, below, is_share = pair
    decimals, key = luck.choice((0, 1, 1, 2)), (above, below)
    for row in rows:
        one, two = (sum(world.of(name, place, year) for place in members[row.key]) for name in key)
        kind = "share" if is_share else "ratio"
        cells[row.key, key] = ratio(one * (100 if is_share else 1), two, decimals, kind)
    pool = SHARES if is_share else RATIOS
    return Entry((luck.choice(pool[above, below]),), key)


def mean_rows(world: World, luck: random.Random) -> Sheet:
    """Libraries with a row of means below, with the total or instead of it."""
    year = world.year
    places = world.open_in(year)
    rows, cells = [Entry((one.name,), one.number) for one in places], Cells()
    chosen = luck.sample(COUNTED[:11], luck.randint(2, 5))
    members: dict[Hashable, list[Place]] = {one.number: [one] for one in places}
    members[TOTAL] = places
    total = Entry((luck.choice(("Итого", "Всего", "ИТОГО:", "Всего по ЦБС")),), TOTAL, "total")
    mean = Entry(
        (
            luck.choice(
                ("В среднем", "Среднее значение", "Среднее по району", "В среднем на 1 библиотеку")
            ),
        ),
        "mean",
        "subtotal",
    )
    end = luck.choice(([total, mean], [mean], [mean, total]))
    rows += [one for one in end if one is not mean]
    for measure in chosen:
        fill_with(world, cells, rows, members, measure, year)
        whole = sum(world.of(measure, one, year) for one in places)
        cells["mean", measure] = number(Fraction(whole, len(places)), luck.choice((0, 1)), "ratio")
    rows = [*rows[: len(places)], *end]
    columns = [Entry((pick(luck, measure),), measure) for measure in chosen]
    caption = luck.choice(CAPTIONS).format(year)
    return Sheet("mean rows", caption, luck.choice(CORNERS), rows, columns, cells)


def three_levels(world: World, luck: random.Random) -> Sheet:
    """Libraries under heads of three levels: a measure, all of it and some, by group or year."""
    year = world.year
    rows, members = rows_of(world, luck, [year])
    cells, columns = Cells(), list[Entry]()
    users, visits = pick(luck, "users"), pick(luck, "visits")
    some = luck.choice(("в том числе", "из них", "в т. ч.", "из них:"))
    word = luck.choice(("Всего", "всего", "Итого"))
    for name in ("users", "children", "youth", "visits", "attendance", "remote", "loans"):
        fill_with(world, cells, rows, members, name, year)
    blocks = {
        "users": [
            ((users, word), "users"),
            ((users, some, "дети"), "children"),
            ((users, some, "молодёжь"), "youth"),
        ],
        "visits": [
            ((visits, word), "visits"),
            ((visits, some, "массовых мероприятий"), "attendance"),
        ],
        "loans": [((pick(luck, "loans"), word), "loans")],
    }
    attended = all(
        world.of("attendance", one, year) <= world.of("visits", one, year) for one in world.places
    )
    names = ["users", *(["visits"] if attended else []), "loans"]
    luck.shuffle(names)
    for name in names[: luck.randint(1, 3)]:
        columns += [Entry(path, key) for path, key in blocks[name]]
    caption = luck.choice(CAPTIONS).format(year)
    return Sheet("three levels", caption, luck.choice(CORNERS), rows, columns, cells)


def years_over_groups(world: World, luck: random.Random) -> Sheet:
    """Libraries under year / measure / (всего, дети): three levels with years outermost."""
    years = list(world.years[-2:])
    rows, members = rows_of(world, luck, years)
    cells, columns = Cells(), list[Entry]()
    word, part = (
        luck.choice(("всего", "Всего")),
        luck.choice(("в т.ч. дети", "из них дети", "дети")),
    )
    names = [("users", pick(luck, "users")), ("loans", pick(luck, "loans"))]
    for year in years:
        for measure, name in names[: luck.choice((1, 2))] if year == years[0] else _same(columns):
            parts = [(measure, word)] + ([("children", part)] if measure == "users" else [])
            for key, label in parts:
                columns.append(Entry((f"{year} г.", name, label), (key, year)))
                fill(
                    cells,
                    rows,
                    members,
                    (key, year),
                    lambda place, key=key, year=year: (
                        number(world.of(key, place, year)) if place in world.open_in(year) else "-"
                    ),
                )
    return Sheet(
        "years over groups",
        luck.choice(("Динамика показателей", "Показатели за два года", "Сравнительная таблица")),
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
    )


def _same(columns: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return the measures of the first year once more."""
    found = dict[str, str]()
    for one in columns:
        if one.key[0] != "children":
            found[one.key[0]] = one.path[1]
    return list(found.items())


def open_parts(world: World, luck: random.Random) -> Sheet:
    """Libraries with a whole and some of its parts that overlap, under «из них» or after it."""
    year = world.year
    rows, members = rows_of(world, luck, [year])
    cells, mark = Cells(), luck.choice(("из них ", "в т. ч. ", "в том числе ", "из них: "))
    fill_with(world, cells, rows, members, "users", year)
    columns = [
        Entry((luck.choice(("Всего пользователей", "Пользователи, всего", "Всего")),), "users")
    ]
    pool = ("сельские жители", "пенсионеры", "инвалиды", "студенты", "на дому", "дошкольники")
    form = luck.choice(("marked", "first", "nested"))
    for at, name in enumerate(luck.sample(pool, luck.randint(2, 5))):
        share = luck.uniform(0.05, 0.85)
        fill(
            cells,
            rows,
            members,
            name,
            lambda place, share=share: number(
                int(world.of("users", place, year) * share * luck.uniform(0.7, 1.1)),
            ),
        )
        marked = form == "marked" or (form == "first" and at == 0)
        path = (mark.strip(), name) if form == "nested" else ((mark if marked else "") + name,)
        columns.append(Entry(path, name))
    return Sheet(
        "open parts",
        f"Категории пользователей в {year} году",
        luck.choice(CORNERS),
        rows,
        columns,
        cells,
        {"overlapping parts"},
    )


def equipped(world: World, luck: random.Random) -> Sheet:
    """Libraries with marks and small numbers: what they have, how much of it is old."""
    year = world.year
    places = world.open_in(year)
    rows, cells = [Entry((one.name,), one.number) for one in places], Cells()
    columns = [
        Entry((pick(luck, "computers"),), "computers"),
        Entry(
            (luck.choice(("из них с Интернетом", "в т. ч. для пользователей", "подключено")),),
            "net",
        ),
        Entry((luck.choice(("Сайт", "Wi-Fi", "Пандус", "Автоматизация")),), "mark"),
        Entry((luck.choice(("Площадь, кв. м", "Площадь помещений, м²", "Общая площадь")),), "area"),
        Entry((luck.choice(("Скорость, Мбит/с", "Год ремонта", "Часов в неделю")),), "other"),
    ]
    for one in places:
        has = world.of("computers", one, year)
        cells[one.number, "computers"], cells[one.number, "net"] = number(has), number(has // 2)
        cells[one.number, "mark"] = luck.choice(("+", "–", "да", "нет"))
        cells[one.number, "area"] = number(Fraction(luck.randint(400, 4000), 10), 1)
        cells[one.number, "other"] = str(luck.choice((2015, 2019, 36, 40, 10, 100)))
    if luck.random() < 0.6:
        rows.append(Entry((luck.choice(("Итого", "Всего")),), TOTAL, "total"))
        for key in ("computers", "net", "area"):
            found = [cells[one.number, key] for one in places]
            whole = sum((one.value for one in found if isinstance(one, Number)), Fraction(0))
            cells[TOTAL, key] = Number(whole, int(key == "area"), "total")
        cells[TOTAL, "mark"] = str(sum(cells[one.number, "mark"] in ("+", "да") for one in places))
    return Sheet(
        "equipped", f"Материальная база, {year} г.", luck.choice(CORNERS[5:]), rows, columns, cells
    )


KINDS = (wide, wide, mean_rows, three_levels, years_over_groups, open_parts, equipped)
