"""Tables of the stock: what came and went, turned about, by kind, by source, by years."""

import random
from fractions import Fraction

from benchmarks.alarms.labels import CORNERS, pick
from benchmarks.alarms.sheet import Cells, Entry, Number, Sheet, number, ratio
from benchmarks.alarms.world import World
from benchmarks.alarms.year_tables import dated, put_changes

DOCUMENTS = ("Книги", "Периодические издания", "Электронные документы", "Аудиовизуальные")
BRANCHES = ("Детская", "Художественная", "Отраслевая", "Краеведческая", "Прочая")
STEPS = (
    ("start", "Состояло на 01.01.{0}", "На начало года", "Было на начало {0} г."),
    ("arrivals", "Поступило за {0} г.", "Поступило", "Приход"),
    ("withdrawals", "Выбыло за {0} г.", "Выбыло", "Расход"),
    ("end", "Состоит на 01.01.{1}", "На конец года", "Стало на конец {0} г."),
)
REASONS = ("ветхость", "устаревшие по содержанию", "утеря", "дефектность", "передача")
ORIGINS = ("Магазины", "Издательства", "Дары", "Обязательный экземпляр", "Взамен утерянных")


def stock_of(world: World, names: tuple[str, ...], year: int) -> dict[tuple[str, str], int]:
    """Return the stock of a year by kind; what its end leaves is there when the next begins."""
    first = min(one for _, _, one in world.counts)
    held = world.split(world.whole("start", first), names, first)
    found = dict[tuple[str, str], int]()
    for at in range(first, year + 1):
        came = world.split(world.whole("arrivals", at), names, at)
        there = {one: held[one] + came[one] for one in names}
        gone = _taken_from(there, world.whole("withdrawals", at))
        found = {("start", one): held[one] for one in names}
        held = {one: there[one] - gone[one] for one in names}
        for one in names:
            found["arrivals", one], found["withdrawals", one] = came[one], gone[one]
            found["end", one] = held[one]
    return found


def _taken_from(there: dict[str, int], whole: int) -> dict[str, int]:
    """Return how much goes of each kind: of each like what is there, the rest of the largest."""
    every = max(1, sum(there.values()))
    gone = {one: whole * value // every for one, value in there.items()}
    gone[max(there, key=lambda one: there[one])] += whole - sum(gone.values())
    return gone


def is_kept(world: World) -> bool:
    """Return whether no stock went from one library to another: the district adds up by itself."""
    return not any(world.of("taken", one, year) for one in world.places for year in world.years)


def turned(world: World, luck: random.Random) -> Sheet:
    """What there was, came, went and is there, in rows; kinds of documents and all in columns."""
    names = luck.choice((DOCUMENTS, BRANCHES))
    year = luck.choice(world.years[1:])
    found, cells, at = stock_of(world, names, year), Cells(), luck.randrange(1, 4)
    rows = [Entry((step[at].format(year, year + 1),), step[0]) for step in STEPS]
    for step, *_ in STEPS:
        for one in names:
            cells[step, one] = number(found[step, one])
        cells[step, "all"] = number(sum(found[step, one] for one in names), kind="total")
    whole = Entry((luck.choice(("Всего", "Итого", "Всего экз.", "Всего документов")),), "all")
    columns = [Entry((one,), one) for one in names]
    mark = luck.choice(("", "", "из них: ", "в т. ч. "))
    if luck.random() < 0.5:
        columns = [Entry((mark + columns[0].path[0].lower(),), names[0]), *columns[1:]]
        columns = [whole, *columns]
    else:
        columns = [*columns, whole]
    if luck.random() < 0.3:
        rows.append(Entry((luck.choice(("Прирост", "+/–", "Разница за год")),), "grown"))
        for column in columns:
            apart = found_of(cells, "end", column) - found_of(cells, "start", column)
            cells["grown", column.key] = Number(apart, 0, "change", signed=True)
    return Sheet("turned movement", f"Движение фонда в {year} году", "", rows, columns, cells)


def found_of(cells: Cells, row: str, column: Entry) -> Fraction:
    """Return the value of a cell that is a number."""
    cell = cells[row, column.key]
    assert isinstance(cell, Number)
    return cell.value


def movement_by_years(world: World, luck: random.Random) -> Sheet:
    """What there was, came, went and is there, by years; the stock goes on from year to year."""
    years, at = list(world.years[-luck.choice((2, 3)) :]), luck.choice((2, 2, 3))
    names, cells = DOCUMENTS[:2], Cells()
    for year in years:
        found = stock_of(world, names, year)
        for step, *_ in STEPS:
            cells[step, year] = number(sum(found[step, one] for one in names))
        cells["renewal", year] = ratio(
            100 * cells["arrivals", year].value, cells["end", year].value, 1, "share"
        )
    rows = [Entry((step[at].split(" {0}")[0].replace(" за", ""),), step[0]) for step in STEPS]
    if luck.random() < 0.6:
        rows.append(
            Entry((luck.choice(("Обновляемость, %", "% обновления", "Обновляемость")),), "renewal")
        )
    columns = dated(luck, years)
    put_changes(cells, rows, columns, years, 1)
    caption = luck.choice(("Динамика фонда", "Формирование фонда", "Движение фонда по годам"))
    return Sheet("movement by years", caption, luck.choice(CORNERS[:4]), rows, columns, cells)


def by_reason(world: World, luck: random.Random) -> Sheet:
    """What went, by reason, or what came, by source, with shares; by one year or two."""
    names, measure = luck.choice(((REASONS, "withdrawals"), (ORIGINS, "arrivals")))
    names = tuple(luck.sample(names, luck.randint(3, 5)))
    years, cells = list(world.years[-luck.choice((1, 2)) :]), Cells()
    for year in years:
        parts = world.split(world.whole(measure, year), names, year)
        cells |= {(one, year): number(parts[one]) for one in names}
        cells["all", year] = number(world.whole(measure, year), kind="total")
    rows = [Entry((one,), one) for one in names]
    total = Entry((luck.choice(("Всего", "Итого", pick(luck, measure))),), "all", "total")
    first = luck.random() < 0.4
    rows = [total, *rows] if first else [*rows, total]
    columns = dated(luck, years) if len(years) > 1 else [Entry(("Экз.",), years[0])]
    put_changes(cells, rows, columns, years, 1) if len(years) > 1 else None
    if luck.random() < 0.5:
        columns.append(Entry((luck.choice(("%", "Доля, %", "% от общего числа")),), "share"))
        for row in rows:
            cells[row.key, "share"] = ratio(
                100 * cells[row.key, years[-1]].value, cells["all", years[-1]].value, 1, "share"
            )
    word = "Выбытие по причинам" if measure == "withdrawals" else "Источники поступления"
    return Sheet("by reason", f"{word}, {years[-1]} г.", "", rows, columns, cells)


def bought(world: World, luck: random.Random) -> Sheet:
    """New things by kind: copies, titles, money, mean price; totals of all but prices."""
    year, cells = world.year, Cells()
    names = luck.sample(DOCUMENTS + BRANCHES[:3], luck.randint(3, 6))
    parts = world.split(world.whole("arrivals", year), tuple(names), year)
    for name in names:
        copies = parts[name]
        price = Fraction(luck.randint(9000, 90000), 100)
        cells[name, "copies"] = number(copies)
        cells[name, "titles"] = number(int(copies * luck.uniform(0.3, 0.95)))
        cells[name, "money"] = number(copies * price / 1000, 1)
        cells[name, "price"] = number(price, 2, "ratio") if copies else "-"
    for key in ("copies", "titles", "money"):
        whole = sum((cells[name, key].value for name in names), Fraction(0))
        cells["all", key] = Number(whole, int(key == "money"), "total")
    rows = [*(Entry((name,), name) for name in names), Entry(("Итого",), "all", "total")]
    heads = {
        "copies": ("Экз.", "Экземпляров", "Кол-во экз."),
        "titles": ("Названий", "Назв.", "Кол-во названий"),
        "money": ("Сумма, тыс. руб.", "Тыс. руб.", "Стоимость, тыс. руб."),
        "price": ("Средняя цена, руб.", "Цена 1 экз., руб."),
    }
    keys = ["titles", "copies", "money", "price"][: luck.randint(2, 4)]
    columns = [Entry((luck.choice(heads[key]),), key) for key in keys]
    return Sheet("bought", f"Комплектование в {year} году", "Вид изданий", rows, columns, cells)


def by_content(world: World, luck: random.Random) -> Sheet:
    """Branches of knowledge: stock with its share, loans with theirs, turnover of each."""
    names = ("ОПЛ", "ЕНЛ", "Техника", "С/х", "Искусство, спорт", "Художественная", "Прочая")
    year, cells = world.year, Cells()
    decimals = luck.choice((0, 1, 1))
    for measure in ("end", "loans"):
        parts = world.split(world.whole(measure, year), names, year)
        whole = world.whole(measure, year)
        for name in (*names, "all"):
            value = parts.get(name, whole)
            cells[name, measure] = number(value, kind="total" if name == "all" else "count")
            cells[name, (measure, "share")] = ratio(100 * value, whole, decimals, "share")
    for name in (*names, "all"):
        cells[name, "turn"] = ratio(
            cells[name, "loans"].value, cells[name, "end"].value, 1, "ratio"
        )
    heads = {"end": ("Фонд", "Состоит"), "loans": ("Книговыдача", "Выдано")}
    columns = []
    for measure, words in heads.items():
        word = luck.choice(words)
        columns += [Entry((word, "экз."), measure), Entry((word, "%"), (measure, "share"))]
    columns += [Entry(("Обращаемость",), "turn")] if luck.random() < 0.6 else []
    rows = [*(Entry((one,), one) for one in names), Entry(("Всего",), "all", "total")]
    return Sheet("by content", f"Состав фонда и выдача, {year}", "Отрасль", rows, columns, cells)


def per_thousand(world: World, luck: random.Random) -> Sheet:
    """Arrivals per thousand inhabitants beside arrivals and inhabitants, by years."""
    years, cells, decimals = list(world.years), Cells(), luck.choice((1, 1, 2))
    rows = [
        Entry(
            (luck.choice(("Население, чел.", "Число жителей", "Численность населения")),), "people"
        ),
        Entry((pick(luck, "arrivals"),), "arrivals"),
        Entry(
            (
                luck.choice(
                    ("Новых книг на 1000 жителей", "На 1000 чел.", "Поступлений на 1 тыс. жителей")
                ),
            ),
            "rate",
        ),
    ]
    for year in years:
        people, came = world.population[year], world.whole("arrivals", year)
        cells["people", year], cells["arrivals", year] = number(people), number(came)
        cells["rate", year] = ratio(1000 * came, people, decimals, "ratio")
    columns = [Entry((f"{year}",), year) for year in years]
    return Sheet("per thousand", "Обновление фонда", luck.choice(CORNERS[:4]), rows, columns, cells)


KINDS = (turned, turned, movement_by_years, by_reason, bought, by_content, per_thousand)
