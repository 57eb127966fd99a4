"""Cards and lists: a label and its value, the network of libraries, projects with words."""

import random
from fractions import Fraction

from benchmarks.alarms.labels import CORNERS, YEARS, pick
from benchmarks.alarms.sheet import Cells, Entry, Sheet, number, ratio
from benchmarks.alarms.world import World
from benchmarks.alarms.year_tables import PARTS


def card(world: World, luck: random.Random) -> Sheet:
    """One library or the system: labels and values of all kinds in one column."""
    year, cells, rows = world.year, Cells(), list[Entry]()
    place = luck.choice([one for one in world.open_in(year) if world.of("start", one, year)])
    words = {
        "Адрес": "ул. Мира, 4",
        "Год основания": str(luck.randint(1895, 1990)),
        "Режим работы": luck.choice(("10–18", "с 9 до 17", "11.00–19.00")),
        "Телефон": "2-14-35",
        "Этажность": str(luck.randint(1, 3)),
    }
    for name, text in luck.sample(list(words.items()), luck.randint(1, 4)):
        rows.append(Entry((name,), name))
        cells[name, 0] = text
    pool = (
        "users",
        "visits",
        "loans",
        "events",
        "attendance",
        "end",
        "staff",
        "seats",
        "computers",
    )
    for measure in luck.sample(pool, luck.randint(4, 7)):
        rows.append(Entry((pick(luck, measure),), measure))
        cells[measure, 0] = number(world.of(measure, place, year))
        if measure == "users" and luck.random() < 0.7:
            rows.append(Entry((luck.choice(PARTS) + "дети",), "children"))
            cells["children", 0] = number(world.of("children", place, year))
    users = world.of("users", place, year)
    more = {
        "Читаемость": ratio(world.of("loans", place, year), users, 1, "ratio"),
        "Посещаемость": ratio(world.of("visits", place, year), users, 1, "ratio"),
        "Площадь, кв. м": number(Fraction(luck.randint(300, 3000), 10), 1),
        "Ставок": number(Fraction(luck.randint(2, 20), 4), 2),
    }
    for name, value in luck.sample(list(more.items()), luck.randint(1, 4)):
        rows.append(Entry((name,), name))
        cells[name, 0] = value
    head = luck.choice(("Значение", "Данные", "Сведения", str(year)))
    caption = luck.choice(("Паспорт: {0}", "Карточка библиотеки {0}", "{0}"))
    columns = [Entry((head,), 0)]
    return Sheet("card", caption.format(place.name), "Показатель", rows, columns, cells)


def network(world: World, luck: random.Random) -> Sheet:
    """How many libraries there are, by years: all, some of them of kinds that overlap."""
    years, cells = list(world.years[-luck.choice((1, 2, 3)) :]), Cells()
    mark = luck.choice(PARTS)
    rows = [
        Entry((luck.choice(("Всего библиотек", "Число библиотек", "Библиотек, всего")),), "all")
    ]
    rows.append(Entry((mark + "сельских",), "rural"))
    pool = ("модельных", "детских", "с Интернетом", "в приспособленных помещениях", "с сайтом")
    for name in luck.sample(pool, luck.randint(1, 4)):
        rows.append(Entry(((mark if luck.random() < 0.3 else "") + name,), name))
    for year in years:
        places = world.open_in(year)
        cells["all", year], cells["rural", year] = (
            number(len(places)),
            number(sum(one.is_rural for one in places)),
        )
        for row in rows[2:]:
            made = sum(one.is_for_children for one in places)
            some = luck.randint(0, len(places))
            cells[row.key, year] = number(made if row.key == "детских" else some)
    columns = [Entry((luck.choice(YEARS).format(year),), year) for year in years]
    return Sheet("network", "Библиотечная сеть", luck.choice(CORNERS[:4]), rows, columns, cells)


def projects(world: World, luck: random.Random) -> Sheet:
    """Projects with their money and who came: words between numbers, a total of money or none."""
    names = luck.sample(
        ("«Живая книга»", "«Лето с книгой»", "«Читаем вместе»", "«Родник»", "«Диалог»", "«Память»"),
        luck.randint(2, 5),
    )
    rows, cells = [Entry((name,), name) for name in names], Cells()
    for name in names:
        cells[name, "when"] = luck.choice(("в течение года", "I квартал", "июнь–август", "март"))
        cells[name, "money"] = number(Fraction(luck.randint(50, 4000), 10), 1)
        cells[name, "people"] = number(luck.randint(12, 900))
        cells[name, "events"] = number(luck.randint(1, 30))
    columns = [
        Entry((luck.choice(("Срок", "Сроки")),), "when"),
        Entry((luck.choice(("Мероприятий", "Кол-во мероприятий")),), "events"),
        Entry((luck.choice(("Участников", "Охват, чел.")),), "people"),
        Entry((luck.choice(("Сумма, тыс. руб.", "Финансирование, тыс. руб.")),), "money"),
    ]
    if luck.random() < 0.6:
        rows.append(Entry((luck.choice(("Итого", "Всего")),), "all", "total"))
        for key in ("events", "people", "money"):
            whole = sum((cells[name, key].value for name in names), Fraction(0))
            cells["all", key] = number(whole, int(key == "money"), "total")
    columns = [one for one in columns if one.key == "money" or luck.random() < 0.8]
    return Sheet("projects", f"Проекты {world.year} года", "Проект", rows, columns, cells)


def digital(world: World, luck: random.Random) -> Sheet:
    """Pages on the net: subscribers, posts, views; followers of several pages may be the same."""
    names = luck.sample(
        ("ВКонтакте", "Одноклассники", "Телеграм", "Сайт", "Rutube"), luck.randint(2, 4)
    )
    years, cells, columns = list(world.years[-luck.choice((1, 2)) :]), Cells(), list[Entry]()
    heads = ("Подписчиков", "Публикаций", "Просмотров")
    for year in years:
        for head in heads:
            path = (str(year), head) if len(years) > 1 else (head,)
            columns.append(Entry(path, (head, year)))
            for name in names:
                cells[name, (head, year)] = number(luck.randint(40, 9000))
    rows = [Entry((name,), name) for name in names]
    if luck.random() < 0.5:
        rows.append(Entry((luck.choice(("Итого", "Всего")),), "all", "total"))
        for column in columns:
            whole = sum((cells[name, column.key].value for name in names), Fraction(0))
            cells["all", column.key] = number(whole, kind="total")
    return Sheet("digital", "Социальные сети", "Площадка", rows, columns, cells)


KINDS = (card, card, network, projects, digital)
