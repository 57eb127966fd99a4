"""Tables of money, of things bought and of norms."""

import random
from fractions import Fraction

from benchmarks.alarms.labels import (
    CORNERS,
    TOTALS,
)
from benchmarks.alarms.sheet import (
    Cells,
    Entry,
    Number,
    Sheet,
    change,
    number,
    ratio,
)
from benchmarks.alarms.world import SOURCES, SPENDING, World
from benchmarks.alarms.year_tables import PARTS, dated, put_changes

MONEY = {
    "local": ("Средства местного бюджета", "Местный бюджет"),
    "regional": ("Областной бюджет", "Средства субъекта"),
    "federal": ("Федеральный бюджет", "Федеральные средства"),
    "paid": ("Платные услуги", "Внебюджетные средства"),
    "gifts": ("Пожертвования", "Спонсорские средства"),
    "wages": ("Заработная плата", "Оплата труда"),
    "books": ("Комплектование", "На приобретение книг"),
    "utilities": ("Коммунальные услуги", "Коммунальные расходы"),
    "repairs": ("Ремонт", "Текущий ремонт"),
    "computers": ("Оборудование", "Компьютерная техника"),
    "other": ("Прочие", "Прочие расходы"),
}


CAPTIONS = {
    "local": ("Финансирование", "Структура доходов", "Поступление средств"),
    "wages": ("Расходы", "Расходование средств", "Структура расходов"),
}


def money(world: World, luck: random.Random) -> Sheet:
    """Income or spending by years, in thousands, with shares and changes."""
    years = list(world.years[-luck.choice((2, 2, 3)) :])
    names = list(luck.choice((SOURCES, SPENDING)))
    total = Entry(
        (
            luck.choice(
                ("Всего", "Итого", "Всего средств", "Общий объём", "Поступило средств, всего")
            ),
        ),
        "total",
        "total",
    )
    items = [Entry((luck.choice(MONEY[name]),), name) for name in names]
    mark, first = luck.choice(PARTS), luck.random() < 0.5
    if first and luck.random() < 0.6:
        items = [
            Entry((mark + one.path[0].lower(),), one.key) if at == 0 else one
            for at, one in enumerate(items)
        ]
    rows = [total, *items] if first else [*items, total]
    cells, printed, decimals = Cells(), luck.choice((0, 1, 1, 2)), luck.choice((0, 1, 1))
    for year in years:
        for name in names:
            value = world.money[name, year]
            cells[name, year] = number(value, printed) if value else "-"
        exact = sum((world.money[name, year] for name in names), Fraction(0))
        cells["total", year] = number(exact, printed, "total")
    columns = dated(luck, years)
    put_changes(cells, rows, columns, years, decimals)
    if luck.random() < 0.35:
        for year in years:
            columns.append(
                Entry(
                    (
                        luck.choice(("Доля, %", "% от общего", "Уд. вес, %"))
                        + (f" {year}" if len(years) > 1 else ""),
                    ),
                    ("share", year),
                )
            )
            for row in rows:
                part, all_of = cells[row.key, year], cells["total", year]
                cells[row.key, ("share", year)] = (
                    ratio(100 * part.value, all_of.value, decimals, "share")
                    if isinstance(part, Number)
                    else "-"
                )
    unit = luck.choice((", тыс. руб.", ", тыс. рублей", " (тыс. руб.)"))
    return Sheet(
        "money",
        luck.choice(CAPTIONS[names[0]]) + unit,
        luck.choice(CORNERS[:4]),
        rows,
        columns,
        cells,
    )


def norms(world: World, luck: random.Random) -> Sheet:
    """What a norm asks and what there is, with what is lacking and the per cent."""
    names = luck.sample(
        (
            "Компьютеры",
            "Посадочные места",
            "Новые книги на 1000 жителей",
            "Подписка, назв.",
            "Площадь, кв. м",
            "Ставки",
        ),
        luck.randint(3, 6),
    )
    rows, cells, decimals = [Entry((name,), name) for name in names], Cells(), luck.choice((0, 1))
    for name in names:
        norm = luck.randint(10, 900)
        fact = int(norm * luck.uniform(0.5, 1.2))
        cells[name, "norm"], cells[name, "fact"] = number(norm), number(fact)
        cells[name, "done"] = ratio(100 * fact, norm, decimals, "share")
        cells[name, "rest"] = change(cells[name, "fact"], cells[name, "norm"])
    columns = [
        Entry((luck.choice(("Норматив", "Норма", "Требуется")),), "norm"),
        Entry((luck.choice(("Факт", "Имеется", "Фактически")),), "fact"),
    ]
    more = [
        Entry((luck.choice(("% обеспеченности", "Выполнение, %", "%")),), "done"),
        Entry((luck.choice(("Отклонение", "Разница", "+/–")),), "rest"),
    ]
    return Sheet(
        "norms",
        "Соответствие нормативам",
        "Показатель",
        rows,
        [*columns, *luck.sample(more, luck.randint(1, 2))],
        cells,
    )


def prices(world: World, luck: random.Random) -> Sheet:
    """Things bought: how many, for how much, at what price; no total of prices."""
    names = luck.sample(
        ("Компьютер", "Принтер", "Стеллаж", "Книги", "Журналы", "Кресло", "Экран", "Ноутбук"),
        luck.randint(3, 7),
    )
    rows, cells = [Entry((name,), name) for name in names], Cells()
    for name in names:
        count, price = luck.randint(1, 60), Fraction(luck.randint(200, 90000))
        cells[name, "count"], cells[name, "price"] = number(count), number(price, kind="ratio")
        cells[name, "sum"] = number(count * price)
    rows.append(Entry((luck.choice(TOTALS[:4]),), "total", "total"))
    for key in ("count", "sum"):
        cells["total", key] = Number(
            sum((cells[name, key].value for name in names), Fraction(0)), 0, "total"
        )
    columns = [
        Entry((luck.choice(("Кол-во", "Количество, шт.", "Экз.")),), "count"),
        Entry((luck.choice(("Цена, руб.", "Цена за ед., руб.", "Стоимость ед., руб.")),), "price"),
        Entry((luck.choice(("Сумма, руб.", "Стоимость, руб.", "Всего, руб.")),), "sum"),
    ]
    return Sheet("prices", f"Приобретено в {world.year} году", "Наименование", rows, columns, cells)


KINDS = (money, money, norms, prices)
