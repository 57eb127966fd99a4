"""Tables of readers, books and events by groups that make a whole, or some of it."""

import random
from collections.abc import Sequence
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
    number,
    ratio,
)
from benchmarks.alarms.world import World
from benchmarks.alarms.year_tables import PARTS, dated, put_changes

FORMS = (
    "Выставки",
    "Беседы",
    "Громкие чтения",
    "Викторины",
    "Литературные вечера",
    "Мастер-классы",
    "Обзоры",
    "Экскурсии",
    "Квесты",
    "Акции",
)


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
            parts = {name: world.schooling(year)[name] for name in names}
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


KINDS = (groups, groups, events, matrix, unrelated)
