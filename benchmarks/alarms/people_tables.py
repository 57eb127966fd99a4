"""Tables of people: who works, by age and schooling; who reads, in numbers and per cents."""

import random
from collections.abc import Sequence

from benchmarks.alarms.labels import CORNERS, TOTALS, pick
from benchmarks.alarms.sheet import Cells, Entry, Number, Sheet, number, ratio
from benchmarks.alarms.world import World

AGES = (
    ("до 30 лет", "от 30 до 55 лет", "55 лет и старше"),
    ("до 35 лет", "36–50 лет", "старше 50"),
    ("моложе 30", "30–39", "40–54", "55 и более"),
)
TERMS = (
    ("до 3 лет", "от 3 до 10 лет", "свыше 10 лет"),
    ("0–3 года", "3–6 лет", "6–10 лет", "более 10 лет"),
)
READERS = (
    ("дошкольники", "1–4 классы", "5–9 классы", "10–11 классы", "студенты", "взрослые"),
    ("до 14 лет", "15–30 лет", "31–59 лет", "60 лет и старше"),
    ("рабочие", "служащие", "пенсионеры", "учащиеся", "прочие"),
)


def staff(world: World, luck: random.Random) -> Sheet:
    """Staff of a year in one row or a few years in rows: all, with schooling, by term and age."""
    years = list(world.years[-luck.choice((1, 2, 3)) :])
    ages, terms = luck.choice(AGES), luck.choice(TERMS)
    word = luck.choice(("Всего", "Всего работников", "Всего специалистов", "Численность"))
    higher = luck.choice(("высшее", "с высшим образованием", "Высшее"))
    school, term, age = luck.choice(
        (("Образование", "Стаж", "Возраст"), ("имеют образование", "стаж работы", "по возрасту"))
    )
    columns = [Entry((word,), "all"), Entry((school, higher), "higher")]
    if luck.random() < 0.6:
        inner = luck.choice(("из них библиотечное", "в т.ч. библиотечное"))
        columns.append(Entry((school, inner), "own"))
    columns.append(Entry((school, luck.choice(("среднее проф.", "Ср. специальное"))), "middle"))
    columns += [Entry((term, one), ("term", one)) for one in terms]
    columns += [Entry((age, one), ("age", one)) for one in ages] if luck.random() < 0.7 else []
    cells = Cells()
    for year in years:
        whole = world.whole("staff", year)
        known = world.schooling(year)
        cells[year, "all"], cells[year, "higher"] = number(whole), number(known["высшее"])
        cells[year, "own"] = number(known["высшее библиотечное"])
        cells[year, "middle"] = number(known["среднее профессиональное"])
        for kind, names in (("term", terms), ("age", ages)):
            parts = world.split(whole, names, year)
            cells |= {(year, (kind, one)): number(parts[one]) for one in names}
    rows = [Entry((f"{year} год",), year) for year in years]
    return Sheet("staff", f"Кадры библиотек, {years[-1]} г.", "Год", rows, columns, cells)


def _readers(world: World, names: tuple[str, ...], year: int) -> dict[str, int]:
    """Return the readers by group; children and youth are those of the other tables."""
    whole = world.whole("users", year)
    known = dict[str, int]()
    if names[1].startswith("15"):
        known = {names[0]: world.whole("children", year), names[1]: world.whole("youth", year)}
    rest = tuple(name for name in names if name not in known)
    return known | world.split(whole - sum(known.values()), rest, year)


def paired(world: World, luck: random.Random) -> Sheet:
    """Groups of readers by years, each in numbers and per cents beside each other."""
    years, names = list(world.years[-luck.choice((2, 3)) :]), luck.choice(READERS)
    cells, decimals = Cells(), luck.choice((0, 1, 1, 2))
    columns = list[Entry]()
    unit, cent = luck.choice(
        (("чел.", "%"), ("Кол-во", "%"), ("всего", "доля, %"), ("абс.", "в %"))
    )
    for year in years:
        whole, parts = world.whole("users", year), _readers(world, names, year)
        for name in (*names, "all"):
            value = parts.get(name, whole)
            cells[name, year] = number(value, kind="total" if name == "all" else "count")
            cells[name, (year, "%")] = ratio(100 * value, whole, decimals, "share")
        columns += [Entry((f"{year} г.", unit), year), Entry((f"{year} г.", cent), (year, "%"))]
    total = Entry((luck.choice(TOTALS[:4]),), "all", "total")
    items = [Entry((name,), name) for name in names]
    rows = luck.choice(([*items, total], [total, *items], items))
    kind, caption = "paired", "Состав пользователей"
    return Sheet(kind, caption, luck.choice(("Группа", "Категория", "")), rows, columns, cells)


def planned_groups(world: World, luck: random.Random) -> Sheet:
    """Measures by plan, fact and per cent, with the year before: rows of different measures."""
    year = world.year
    chosen = luck.sample(("users", "visits", "loans", "events", "attendance", "requests"), 4)
    words = luck.choice((("План", "Факт", "%"), ("План на год", "Выполнено", "% выполнения")))
    last = f"{year - 1} г."
    keys = ["before", "plan", "fact", "done"] if luck.random() < 0.5 else ["plan", "fact", "done"]
    heads = {"before": (last,), "plan": (words[0],), "fact": (words[1],), "done": (words[2],)}
    if luck.random() < 0.5:
        heads = {
            key: path if key == "before" else (f"{year} г.", *path) for key, path in heads.items()
        }
    cells, decimals = Cells(), luck.choice((0, 1, 1))
    for measure in chosen:
        fact = world.whole(measure, year)
        plan = sum(world.plan_of(measure, one, year) for one in world.open_in(year))
        cells[measure, "before"] = number(world.whole(measure, year - 1))
        cells[measure, "plan"], cells[measure, "fact"] = number(plan, kind="plan"), number(fact)
        cells[measure, "done"] = ratio(100 * fact, plan, decimals, "share")
    rows = [Entry((pick(luck, measure),), measure) for measure in chosen]
    columns = [Entry(heads[key], key) for key in keys]
    caption = luck.choice(("Выполнение показателей", "Муниципальное задание", "План и факт"))
    return Sheet("plan of measures", caption, luck.choice(CORNERS[:4]), rows, columns, cells)


def learned(world: World, luck: random.Random) -> Sheet:
    """Where staff learned: forms in rows, people and hours in columns; parts that overlap."""
    names = luck.sample(("Курсы", "Семинары", "Вебинары", "Стажировки", "Конференции", "Вузы"), 4)
    cells = Cells()
    for name in names:
        cells[name, "people"], cells[name, "times"] = (
            number(luck.randint(1, 40)),
            number(luck.randint(1, 12)),
        )
        cells[name, "hours"] = number(luck.choice((16, 36, 72, 144)))
    rows = [Entry((name,), name) for name in names]
    if luck.random() < 0.7:
        label = luck.choice(
            ("Всего обучено (чел.)", "Итого обучено, без повторов", "Всего человек")
        )
        rows.append(Entry((label,), "all", "subtotal"))
        most = max(_values(cells, names, "people"))
        cells["all", "people"] = number(most + luck.randint(0, 9))
    columns = [Entry((one,), key) for one, key in (("Человек", "people"), ("Кол-во", "times"))]
    columns += [Entry(("Часов",), "hours")] if luck.random() < 0.5 else []
    return Sheet("learned", "Повышение квалификации", "Форма", rows, columns, cells)


def _values(cells: Cells, rows: Sequence[str], column: str) -> list[int]:
    found = (cells[row, column] for row in rows)
    return [int(cell.value) for cell in found if isinstance(cell, Number)]


KINDS = (staff, paired, paired, planned_groups, learned)
