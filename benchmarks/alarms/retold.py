"""Sentences that say the figures of an invented district again: rounded, in thousands, in shares,
of some libraries, of years before, and figures that only sound like those of a table.
"""

import random
from fractions import Fraction

from benchmarks.alarms.layouts import Look, printed
from benchmarks.alarms.sheet import Number, number
from benchmarks.alarms.world import Place, World

NOUNS = {
    "users": ("пользователей", "Библиотеками обслужено", "Число читателей"),
    "visits": ("посещений", "Зарегистрировано", "Посещаемость"),
    "loans": ("экз.", "Выдано", "Книговыдача"),
    "events": ("мероприятий", "Проведено", "Количество мероприятий"),
    "attendance": ("человек", "На мероприятиях присутствовало", "Посещения мероприятий"),
    "requests": ("справок", "Выполнено", "Число справок"),
}


def n(value: Fraction | int, look: Look, decimals: int = 0) -> str:
    """Return a figure as the hand of a report prints it."""
    return printed(Number(number(value, decimals).value, decimals, "told"), look)


def rounded_down(world: World, luck: random.Random, look: Look) -> str:
    """«Более 12 тысяч посещений»."""
    measure = luck.choice(list(NOUNS))
    unit, verb, _ = NOUNS[measure]
    whole = world.whole(measure, world.year)
    if whole < 2000:
        return ""
    floor = whole // 1000
    words = luck.choice(("более", "свыше"))
    return luck.choice(
        (
            f"За год {verb.lower()} {words} {floor} тыс. {unit}.",
            f"{verb} {words} {n(floor * 1000, look)} {unit}.",
            f"{verb} {n(Fraction(whole, 1000), look, 1)} тыс. {unit}.",
            f"{verb} около {n(round(whole, -3), look)} {unit}.",
        )
    )


def of_group(world: World, luck: random.Random, look: Look) -> str:
    """Figures of the rural or children's libraries alone, or by them and the rest."""
    measure = luck.choice(list(NOUNS))
    unit, verb, name = NOUNS[measure]
    year = world.year
    rural = sum(world.of(measure, one, year) for one in world.places if one.is_rural)
    whole = world.whole(measure, year)
    if not rural or rural == whole:
        return ""
    share = n(Fraction(100 * rural, whole), look, 1)
    return luck.choice(
        (
            f"В сельских библиотеках {verb.lower()} {n(rural, look)} {unit}.",
            f"{name} в сельских библиотеках – {n(rural, look)} ({share} % от общего числа).",
            f"{verb} {n(whole, look)} {unit}, в том числе на селе – {n(rural, look)}.",
            f"{name} по району – {n(whole, look)}, из них в городе {n(whole - rural, look)}, "
            f"на селе {n(rural, look)}.",
        )
    )


def of_child(world: World, luck: random.Random, look: Look) -> str:
    """One measure of the children's library, and of children in all libraries."""
    year, place = world.year, world.places[1]
    users = world.of("users", place, year)
    children, loans = world.whole("children", year), world.of("loans", place, year)
    return luck.choice(
        (
            f"Детская библиотека обслужила {n(users, look)} читателей.",
            f"Всего библиотеки района обслужили {n(children, look)} детей.",
            f"В детской библиотеке выдано {n(loans, look)} экз. документов.",
        )
    )


def best(world: World, luck: random.Random, look: Look) -> str:
    """Which library has most of something."""
    measure = luck.choice(list(NOUNS))
    unit, _, name = NOUNS[measure]
    places = world.open_in(world.year)
    first = max(places, key=lambda one: world.of(measure, one, world.year))
    value = n(world.of(measure, first, world.year), look)
    return luck.choice(
        (
            f"Наибольший показатель ({name.lower()}) – {first.name}: {value}.",
            f"Лидирует {first.name} – {value} {unit}.",
        )
    )


def moved(world: World, luck: random.Random, look: Look) -> str:
    """How a measure of one library, or of a group, changed."""
    measure, year = luck.choice(list(NOUNS)), world.year
    unit, _, name = NOUNS[measure]
    place = luck.choice(world.open_in(year))
    now, before = world.of(measure, place, year), world.of(measure, place, year - 1)
    if now == before or not before:
        return ""
    word = "больше" if now > before else "меньше"
    apart = n(abs(now - before), look)
    return luck.choice(
        (
            f"{place.name}: {name.lower()} {n(now, look)}, на {apart} {word}, "
            f"чем в {year - 1} году.",
            f"{place.name} – {n(now, look)} {unit} ({year - 1} г. – {n(before, look)}).",
        )
    )


def counted_up(world: World, luck: random.Random, look: Look) -> str:
    """A list of parts that are all of it, or only some."""
    year, names = world.year, ("книжных выставок", "бесед", "викторин", "громких чтений")
    parts = world.split(world.whole("events", year), names, year)
    some = luck.sample(names, luck.randint(2, 4))
    told = ", ".join(f"{name} – {n(parts[name], look)}" for name in some)
    whole = n(world.whole("events", year), look)
    if len(some) == len(names):
        return f"Проведено {whole} мероприятий: {told}."
    return f"Проведено {whole} мероприятий, в том числе: {told}."


def other_scope(world: World, luck: random.Random, look: Look) -> str:
    """Figures of other things in words that a table has too."""
    year = world.year
    few = luck.randint(3, 30)
    gone = sum(world.whole("withdrawals", one) for one in world.years)
    return luck.choice(
        (
            f"К Дню библиотек проведено {few} мероприятий, участников – {n(few * 23, look)}.",
            f"По проекту «Лето с книгой» проведено {few} мероприятий, "
            f"их посетили {n(few * 31, look)} человек.",
            f"За летние месяцы выдано {n(world.whole('loans', year) // 7, look)} экз. литературы.",
            f"В клубах состоит {n(few * 11, look)} пользователей.",
            f"План на {year + 1} год: {n(world.whole('users', year) + few, look)} пользователей.",
            f"В {year + 1} году планируется провести {few} мероприятий.",
            f"За три года списано {n(gone, look)} экз.",
            f"Пушкинской картой воспользовались {n(few * 5, look)} человек.",
            f"Удалённо выполнено {n(few * 3, look)} справок.",
        )
    )


def per_head(world: World, luck: random.Random, look: Look) -> str:
    """Ratios with the figures that they are made of, or per library."""
    year = world.year
    users, events = world.whole("users", year), world.whole("events", year)
    places, staff = len(world.open_in(year)), max(1, world.whole("staff", year))
    if not users:
        return ""
    return luck.choice(
        (
            f"В среднем на одну библиотеку приходится {n(Fraction(users, places), look)} "
            "пользователей.",
            f"Каждая библиотека провела в среднем {n(Fraction(events, places), look, 1)} "
            "мероприятия.",
            f"Нагрузка на одного работника – {n(Fraction(users, staff), look)} читателей.",
            f"Охват населения – {n(Fraction(100 * users, world.population[year]), look, 1)} % "
            f"(жителей {n(world.population[year], look)}).",
        )
    )


def three_years(world: World, luck: random.Random, look: Look) -> str:
    """One measure over three years."""
    measure = luck.choice(list(NOUNS))
    _, _, name = NOUNS[measure]
    first, second, third = world.years
    values = {year: n(world.whole(measure, year), look) for year in world.years}
    return luck.choice(
        (
            f"{name}: {first} г. – {values[first]}, {second} г. – {values[second]}, "
            f"{third} г. – {values[third]}.",
            f"{name} составляло в {first} году {values[first]}, в {second} – {values[second]}, "
            f"в {third} – {values[third]}.",
        )
    )


def money_told(world: World, luck: random.Random, look: Look) -> str:
    """Money in thousands and in roubles, of a source or of all."""
    year = world.year
    local, books = world.money["local", year], world.money["books", year]
    before = world.money["local", year - 1]
    share = Fraction(100) * abs(local - before) / before
    moved = "выросли" if local > before else "уменьшились"
    part = n(Fraction(100) * books / world.money["wages", year], look, 1)
    return luck.choice(
        (
            f"Из местного бюджета получено {n(local, look, 1)} тыс. руб.",
            f"На комплектование израсходовано {n(books * 1000, look)} руб.",
            f"Средства местного бюджета {moved} на {n(share, look, 1)} %.",
            f"На приобретение книг потрачено {n(books, look, 1)} тыс. руб., что составляет "
            f"{part} % от фонда оплаты труда.",
        )
    )


def listed(world: World, luck: random.Random, look: Look) -> str:
    """Libraries with their figures, in brackets or after dashes."""
    measure, year = luck.choice(list(NOUNS)), world.year
    _, _, name = NOUNS[measure]
    some: list[Place] = luck.sample(world.open_in(year), 2)
    told = luck.choice(("{0} ({1})", "{0} – {1}"))
    parts = ", ".join(told.format(one.name, n(world.of(measure, one, year), look)) for one in some)
    return f"{name} выше всего: {parts}."


KINDS = (
    rounded_down,
    rounded_down,
    of_group,
    of_group,
    of_child,
    best,
    moved,
    counted_up,
    other_scope,
    other_scope,
    per_head,
    three_years,
    money_told,
    listed,
)
