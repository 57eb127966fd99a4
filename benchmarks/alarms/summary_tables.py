"""Tables of the whole district: measures, money, groups of people and of books, events, norms."""

import random
from collections.abc import Sequence
from fractions import Fraction

from benchmarks.alarms.labels import (
    CHANGES,
    CORNERS,
    GROWTHS,
    RATIOS,
    SHARES,
    TOTALS,
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
    rounded,
)
from benchmarks.alarms.world import SOURCES, SPENDING, World

PARTS = ("из них: ", "в том числе ", "в т. ч. ", "из них ", "в том числе: ", "в т.ч.: ")
FORMS = (
    "Выставки", "Беседы", "Громкие чтения", "Викторины", "Литературные вечера", "Мастер-классы", "Обзоры", "Экскурсии", "Квесты", "Акции",
)  # fmt: skip
CLASSES = (
    "Общественно-политическая",
    "Естественные науки",
    "Техника",
    "Сельское хозяйство",
    "Искусство и спорт",
    "Художественная",
    "Прочая",
    "Детская",
)
AGES = ("Дети до 14 лет", "Молодёжь 15–30 лет", "Взрослые 31–54 года", "Пенсионеры")
OVERLAPS = (
    "Сельские жители",
    "Инвалиды",
    "Пенсионеры",
    "Студенты",
    "Многодетные семьи",
    "Дошкольники",
    "Читатели на дому",
)
LEVELS = (
    "высшее",
    "высшее библиотечное",
    "среднее профессиональное",
    "среднее библиотечное",
    "среднее общее",
)
SERVICES = (
    "Библиотек с Интернетом",
    "Библиотек с Wi-Fi",
    "Модельных библиотек",
    "Библиотек с сайтом",
    "Библиотек в приспособленных зданиях",
)
MONEY = {
    "local": ("Средства местного бюджета", "Местный бюджет"), "regional": ("Областной бюджет", "Средства субъекта"), "federal": ("Федеральный бюджет", "Федеральные средства"),
    "paid": ("Платные услуги", "Внебюджетные средства"), "gifts": ("Пожертвования", "Спонсорские средства"),
    "wages": ("Заработная плата", "Оплата труда"), "books": ("Комплектование", "На приобретение книг"), "utilities": ("Коммунальные услуги", "Коммунальные расходы"),
    "repairs": ("Ремонт", "Текущий ремонт"), "computers": ("Оборудование", "Компьютерная техника"), "other": ("Прочие", "Прочие расходы"),
}  # fmt: skip


CAPTIONS = {
    "local": ("Финансирование", "Структура доходов", "Поступление средств"),
    "wages": ("Расходы", "Расходование средств", "Структура расходов"),
}


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


def groups(world: World, luck: random.Random) -> Sheet:
    """Readers or books by groups that are all of a whole, or some of it, with their shares."""
    years = list(world.years[-luck.choice((1, 2, 3)) :])
    how = luck.choice(("ages", "overlaps", "classes", "levels", "services"))
    pool = {
        "ages": AGES,
        "overlaps": OVERLAPS,
        "classes": CLASSES,
        "levels": LEVELS,
        "services": SERVICES,
    }[how]
    names = (
        list(pool) if how in ("ages", "classes") else luck.sample(pool, luck.randint(2, len(pool)))
    )
    word = {
        "ages": "Пользователи",
        "overlaps": "Пользователи",
        "classes": "Фонд",
        "levels": "Специалисты",
        "services": "Библиотеки",
    }[how]
    wholes = {
        "ages": "users",
        "overlaps": "users",
        "classes": "end",
        "levels": "staff",
        "services": "",
    }
    is_all = how in ("ages", "classes")
    cells = Cells()
    for year in years:
        whole = world.whole(wholes[how], year) if wholes[how] else len(world.open_in(year))
        cells["total", year] = number(whole, kind="total" if is_all else "count")
        parts = (
            world.split(whole, names, year)
            if is_all
            else {name: int(whole * luck.uniform(0.02, 0.7)) for name in names}
        )
        if how == "ages":
            known = {
                name: world.whole(measure, year)
                for name, measure in zip(AGES, ("children", "youth"), strict=False)
            }
            parts = known | world.split(whole - sum(known.values()), AGES[2:], year)
        if how == "levels":
            parts = _nested_levels(parts, whole)
        cells |= {(name, year): number(part) for name, part in parts.items()}
    mark = luck.choice(PARTS)
    total = Entry(
        (
            luck.choice(
                (f"{word}, всего", "Всего", f"{word}: всего", "Итого", f"Всего {word.lower()}")
            ),
        ),
        "total",
        "total",
    )
    items = [Entry((name,), name) for name in names]
    if not is_all or luck.random() < 0.4:
        items[0] = Entry((mark + names[0].lower(),), names[0])
    rows = [*items, total] if is_all and luck.random() < 0.5 else [total, *items]
    columns = [Entry((str(year),), year) for year in years]
    if len(years) > 1:
        columns = dated(luck, years)
        put_changes(cells, rows, columns, years, 1)
    if luck.random() < 0.5:
        columns += _shares(cells, rows, years, luck)
    feature = {"overlapping parts"} if not is_all else set()
    return Sheet(
        f"groups, {how}",
        f"{word} по группам" + (f" в {years[0]} году" if len(years) == 1 else ""),
        luck.choice(CORNERS[:4]),
        rows,
        columns,
        cells,
        feature,
    )


def _nested_levels(parts: dict[str, int], whole: int) -> dict[str, int]:
    """Return levels of education of which those of librarians are parts of the others."""
    made = dict(parts)
    for inner, outer in (
        ("высшее библиотечное", "высшее"),
        ("среднее библиотечное", "среднее профессиональное"),
    ):
        if inner in made and outer in made:
            made[inner] = min(made[inner], made[outer])
    apart = [
        name for name in ("высшее", "среднее профессиональное", "среднее общее") if name in made
    ]
    while sum(made[name] for name in apart) > whole:
        most = max(apart, key=lambda name: made[name])
        made[most] -= 1
    return {
        name: min(value, made.get("высшее", value))
        if name == "высшее библиотечное"
        else min(value, made.get("среднее профессиональное", value))
        if name == "среднее библиотечное"
        else value
        for name, value in made.items()
    }


def _shares(
    cells: Cells, rows: Sequence[Entry], years: Sequence[int], luck: random.Random
) -> list[Entry]:
    """Return the columns of shares of the total, filled in."""
    decimals, word = (
        luck.choice((0, 1, 1, 2)),
        luck.choice(("%", "Доля, %", "% к итогу", "Уд. вес, %")),
    )
    for year in years:
        for row in rows:
            cells[row.key, ("share", year)] = ratio(
                100 * cells[row.key, year].value, cells["total", year].value, decimals, "share"
            )
    return [
        Entry((f"{word} ({year})" if len(years) > 1 else word,), ("share", year)) for year in years
    ]


def events(world: World, luck: random.Random) -> Sheet:
    """Events by form: how many, how many came, on average, for one year or two."""
    years = list(world.years[-luck.choice((1, 2)) :])
    forms = luck.sample(FORMS, luck.randint(3, 8))
    rows = [Entry((name,), name) for name in forms]
    rows = (
        [*rows, Entry((luck.choice(TOTALS[:4]),), "total", "total")]
        if luck.random() < 0.8
        else rows
    )
    cells, columns = Cells(), []
    words = luck.choice(
        (("Кол-во", "Посещения"), ("Проведено", "Участников"), ("Мероприятий", "Присутствовало"))
    )
    has_mean, decimals = luck.random() < 0.5, luck.choice((0, 1, 1))
    mean = luck.choice(
        ("В среднем на одно", "Средняя посещаемость", "Чел. на мероприятие", "В среднем")
    )
    for year in years:
        head = (str(year),) if len(years) > 1 else ()
        for at, measure in enumerate(("events", "attendance")):
            parts = world.split(world.whole(measure, year), forms, year)
            cells |= {(form, (year, at)): number(part) for form, part in parts.items()}
        for at in (0, 1):
            cells["total", (year, at)] = Number(
                sum((cells[form, (year, at)].value for form in forms), Fraction(0)), 0, "total"
            )
            columns.append(Entry((*head, words[at]), (year, at)))
        if has_mean:
            columns.append(Entry((*head, mean), (year, 2)))
            for row in rows:
                cells[row.key, (year, 2)] = ratio(
                    cells[row.key, (year, 1)].value,
                    cells[row.key, (year, 0)].value,
                    decimals,
                    "ratio",
                )
    if len(years) > 1 and luck.random() < 0.5:
        columns = [
            Entry(one.path[::-1], one.key)
            for one in sorted(columns, key=lambda one: (one.key[1], one.key[0]))
        ]
    caption = "Массовые мероприятия по формам" + (f" в {years[0]} г." if len(years) == 1 else "")
    return Sheet(
        "events", caption, luck.choice(("Форма", "Форма работы", "Формы", "")), rows, columns, cells
    )


def matrix(world: World, luck: random.Random) -> Sheet:
    """Loans by kind of document and group of readers, with totals both ways or one way."""
    kinds = luck.sample(
        ("Книги", "Периодика", "Электронные", "Аудиовизуальные", "Ноты", "Брошюры"),
        luck.randint(2, 5),
    )
    people = luck.choice(
        (
            ("Дети", "Молодёжь", "Взрослые"),
            ("Абонемент", "Читальный зал", "Внестационар"),
            ("Город", "Село"),
        )
    )
    cells, year = Cells(), world.year
    parts = world.split(
        world.whole("loans", year), [f"{kind}|{group}" for kind in kinds for group in people], year
    )
    cells |= {(kind, group): number(parts[f"{kind}|{group}"]) for kind in kinds for group in people}
    both, first = luck.choice(((True, True), (True, False), (False, True))), luck.random() < 0.4
    rows, columns = [Entry((one,), one) for one in kinds], [Entry((one,), one) for one in people]
    total = Entry((luck.choice(TOTALS[:4]),), "total", "total")
    whole = Entry(
        (luck.choice(("Всего", "Всего выдано", "Итого", "Выдано всего")),), "all", "total"
    )
    for kind in kinds:
        cells[kind, "all"] = Number(
            sum((cells[kind, group].value for group in people), Fraction(0)), 0, "total"
        )
    for group in (*people, "all"):
        cells["total", group] = Number(
            sum((cells[kind, group].value for kind in kinds), Fraction(0)), 0, "total"
        )
    rows += [total] if both[0] else []
    if both[1]:
        columns = [whole, *columns] if first else [*columns, whole]
    if both[1] and luck.random() < 0.3:
        columns.append(Entry((luck.choice(("%", "Доля, %", "% от общей выдачи")),), "share"))
        for row in rows:
            cells[row.key, "share"] = ratio(
                100 * cells[row.key, "all"].value, cells["total", "all"].value, 1, "share"
            )
    return Sheet(
        "matrix",
        f"Книговыдача по видам документов в {year} году",
        luck.choice(("Вид документа", "Виды", "")),
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


def unrelated(world: World, luck: random.Random) -> Sheet:
    """Figures that have nothing to do with each other, under heads that may sound as if."""
    heads = luck.sample(
        (
            "Экземпляров",
            "Названий",
            "Просмотров",
            "Подписчиков",
            "Публикаций",
            "Площадь, кв. м",
            "Год постройки",
            "Часов в неделю",
            "Место",
            "Баллы",
            "Занятий",
            "Прошло обучение",
        ),
        luck.randint(2, 5),
    )
    names = luck.sample((*FORMS, *SERVICES, *CLASSES), luck.randint(3, 9))
    rows, cells = [Entry((name,), name) for name in names], Cells()
    for head in heads:
        low, high = (
            (1930, 2015)
            if head == "Год постройки"
            else luck.choice(((1, 12), (3, 90), (40, 800), (500, 9000)))
        )
        for name in names:
            cells[name, head] = (
                str(luck.randint(low, high))
                if head == "Год постройки"
                else number(luck.randint(low, high))
            )
    return Sheet(
        "unrelated", "Прочие сведения", "", rows, [Entry((head,), head) for head in heads], cells
    )


KINDS = (
    by_years,
    by_years,
    money,
    money,
    groups,
    groups,
    events,
    matrix,
    passport,
    norms,
    prices,
    unrelated,
)
