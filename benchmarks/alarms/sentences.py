"""Sentences about an invented district that are true."""

import random
from collections.abc import Iterator
from fractions import Fraction

from benchmarks.alarms import retold
from benchmarks.alarms.layouts import Look, printed
from benchmarks.alarms.sheet import Number, number
from benchmarks.alarms.world import World

NOUNS = {
    "users": ("число пользователей", "пользователей", "м"),
    "visits": ("число посещений", "посещений", "м"),
    "loans": ("книговыдача", "экз.", "ж"),
    "events": ("количество мероприятий", "мероприятий", "м"),
    "requests": ("количество справок", "справок", "м"),
    "attendance": ("посещаемость мероприятий", "человек", "ж"),
}


def sentences(world: World, luck: random.Random, look: Look) -> Iterator[str]:
    """Yield true sentences, each of another kind or measure."""
    kinds = [
        kind
        for kind in (
            _changed,
            _changed,
            _share,
            _ratio,
            _of_library,
            _quarter,
            _two_years,
            _listed,
            _told,
            *retold.KINDS,
        )
        for _ in range(2)
    ]
    luck.shuffle(kinds)
    for kind in kinds:
        text = kind(world, luck, look)
        if text:
            yield text


def _n(value: Fraction | int, look: Look, decimals: int = 0) -> str:
    return printed(Number(number(value, decimals).value, decimals, "told"), look)


def _changed(world: World, luck: random.Random, look: Look) -> str:
    measure = luck.choice(list(NOUNS))
    name, unit, _kind = NOUNS[measure]
    year = world.year
    now, before = world.whole(measure, year), world.whole(measure, year - 1)
    if now == before or not before:
        return ""
    apart, grown = abs(now - before), now > before
    share = _n(Fraction(100 * apart, before), look, 1)
    verb = ("увеличил" if grown else "уменьшил") + (
        "ось" if name.startswith(("число", "кол")) else "ась"
    )
    more = "больше" if grown else "меньше"
    forms = (
        f"В {year} году {name} {verb} на {_n(apart, look)} ({share} %) и составило "
        f"{_n(now, look)} {unit}.",
        f"{name.capitalize()} за {year} год – {_n(now, look)}, что на {_n(apart, look)} {more}, "
        f"чем в {year - 1} году ({_n(before, look)}).",
        f"По сравнению с {year - 1} годом {name} {verb} с {_n(before, look)} до {_n(now, look)}.",
        f"{name.capitalize()}: {_n(now, look)} ({year - 1} г. – {_n(before, look)}), "
        f"{'рост' if grown else 'снижение'} на {share} %.",
    )
    return luck.choice(forms)


def _share(world: World, luck: random.Random, look: Look) -> str:
    users, children = world.whole("users", world.year), world.whole("children", world.year)
    if not users:
        return ""
    share = _n(Fraction(100 * children, users), look, 1)
    return luck.choice(
        (
            f"Среди пользователей {_n(children, look)} детей, это {share} % от общего числа.",
            f"Дети составляют {share} % читателей ({_n(children, look)} из {_n(users, look)}).",
        )
    )


def _ratio(world: World, luck: random.Random, look: Look) -> str:
    year = world.year
    above, below, text = luck.choice(
        (
            ("loans", "users", "Читаемость в {0} году – {1}."),
            ("visits", "users", "Средняя посещаемость составила {1}."),
            ("attendance", "events", "На одном мероприятии в среднем присутствовало {1} человек."),
        )
    )
    whole = world.whole(below, year)
    return (
        text.format(year, _n(Fraction(world.whole(above, year), whole), look, 1)) if whole else ""
    )


def _of_library(world: World, luck: random.Random, look: Look) -> str:
    place = luck.choice(world.open_in(world.year))
    measure = luck.choice(list(NOUNS))
    name, _unit, _ = NOUNS[measure]
    value = _n(world.of(measure, place, world.year), look)
    return f"{place.name}: {name} в {world.year} году – {value}."


def _quarter(world: World, luck: random.Random, look: Look) -> str:
    measure, at = luck.choice(("visits", "loans", "events")), luck.randrange(4)
    name, _unit, _ = NOUNS[measure]
    value = sum(
        found[at]
        for key, found in world.quarters.items()
        if key[0] == measure and key[2] == world.year
    )
    half = sum(
        sum(found[:2])
        for key, found in world.quarters.items()
        if key[0] == measure and key[2] == world.year
    )
    return luck.choice(
        (
            f"В {('I', 'II', 'III', 'IV')[at]} квартале {name} – {_n(value, look)}.",
            f"За первое полугодие {world.year} года {name} – {_n(half, look)}.",
        )
    )


def _two_years(world: World, luck: random.Random, look: Look) -> str:
    measure = luck.choice(("events", "requests", "arrivals"))
    year = world.year
    value = world.whole(measure, year) + world.whole(measure, year - 1)
    word = {
        "events": "проведено мероприятий",
        "requests": "выполнено справок",
        "arrivals": "поступило книг",
    }[measure]
    return f"За два года {word}: {_n(value, look)}."


def _listed(world: World, luck: random.Random, look: Look) -> str:
    places = world.open_in(world.year)
    rural = sum(one.is_rural for one in places)
    return f"В {world.year} году работали {len(places)} библиотек, из них {rural} сельских."


def _told(world: World, luck: random.Random, look: Look) -> str:
    return luck.choice(
        (
            f"Проведено {luck.randint(3, 40)} занятий, обучено {luck.randint(20, 300)} человек.",
            f"На сайте опубликовано {luck.randint(20, 600)} новостей, "
            f"число просмотров – {_n(luck.randint(900, 30000), look)}.",
            f"В {world.year} году отремонтировано {luck.randint(1, 3)} библиотеки "
            f"на сумму {_n(luck.randint(50, 900), look)} тыс. руб.",
            f"Оформлено {luck.randint(20, 200)} выставок, "
            f"просмотрено {_n(luck.randint(300, 9000), look)} документов.",
        )
    )
