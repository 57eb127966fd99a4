"""An invented district: what its libraries counted in three years, without a contradiction."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from benchmarks.alarms.sheet import rounded

SETTLEMENTS = (
    "Заречье Ольховка Каменка Луговое Берёзовка Сосновка Кедровка Покровка Ильинка Дубрава Озёрки "
    "Ключи Малиновка Ясное Тополёвка Верхний_Яр Новый_Мир Красный_Бор"
).replace("_", "\u00a0")
FORMS = ("с. {0}", "п. {0}", "д. {0}")
NAMES = (
    "Библиотека-филиал № {n} ({place})",
    "{place}",
    "Филиал № {n}",
    "Библиотека {place}",
    "{n}. {place}",
)
FIRST = ("Центральная библиотека", "ЦБ", "Центральная районная библиотека", "ЦРБ")
CHILDREN = (
    "Детская библиотека",
    "ДБ",
    "Центральная детская библиотека",
    "Районная детская библиотека",
)
FLOWS = ("visits", "loans", "events", "attendance", "arrivals", "withdrawals", "requests", "remote")
STATES = ("users", "children", "youth", "staff", "computers", "seats")
SIZES = {
    "visits": (900, 9000),
    "loans": (2000, 26000),
    "events": (8, 160),
    "attendance": (200, 4200),
    "arrivals": (20, 600),
    "withdrawals": (10, 700),
    "requests": (40, 2400),
    "remote": (0, 900),
    "users": (180, 2400),
    "staff": (1, 14),
    "computers": (0, 12),
    "seats": (6, 60),
}


@dataclass(frozen=True)
class Place:
    """A library: its printed name, and the groups that it belongs to."""

    number: int
    name: str
    is_rural: bool
    is_for_children: bool


@dataclass
class World:
    """A district of some years. ``counts`` holds (measure, library, year); flows also by quarter.

    A library that is closed has no figures from that year on; its stock went to another one.
    """

    luck: random.Random
    year: int
    seed: int = 0
    places: list[Place] = field(default_factory=list)
    counts: dict[tuple[str, int, int], int] = field(default_factory=dict)
    quarters: dict[tuple[str, int, int], tuple[int, int, int, int]] = field(default_factory=dict)
    population: dict[int, int] = field(default_factory=dict)
    closed: tuple[int, int, int] | None = None  # library, year, who took its stock
    money: dict[tuple[str, int], Fraction] = field(default_factory=dict)

    def split(self, whole: int, names: Sequence[str], year: int) -> dict[str, int]:
        """Return a whole shared out among names, always alike."""
        luck = random.Random(f"split {names} {self.seed}")
        shares = sorted(luck.random() for _ in names[1:])
        bend = random.Random(f"bend {names} {year} {self.seed}")
        cuts = sorted(min(whole, int(whole * one * bend.uniform(0.97, 1.03))) for one in shares)
        ends = [*cuts, whole]
        return {name: end - start for name, start, end in zip(names, [0, *cuts], ends, strict=True)}

    @property
    def years(self) -> tuple[int, ...]:
        """The three years up to that of the report."""
        return self.year - 2, self.year - 1, self.year

    def open_in(self, year: int) -> list[Place]:
        """Return the libraries that worked in a year."""
        return [
            one
            for one in self.places
            if not (self.closed and self.closed[0] == one.number and year >= self.closed[1])
        ]

    def of(self, measure: str, place: Place, year: int) -> int:
        """Return what a library counted."""
        return self.counts.get((measure, place.number, year), 0)

    def whole(self, measure: str, year: int) -> int:
        """Return what all libraries counted together."""
        return sum(self.of(measure, one, year) for one in self.places)

    def plan(self, measure: str, place: Place, year: int, at: int) -> int:
        """Return what a library planned for a quarter, always alike."""
        luck = random.Random(f"plan {measure} {place.number} {year} {at} {self.seed}")
        counted = self.quarters.get((measure, place.number, year), (0, 0, 0, 0))[at]
        return max(1, round(counted * luck.uniform(0.9, 1.1), -1))

    def plan_of(self, measure: str, place: Place, year: int) -> int:
        """Return what a library planned for a year: the quarters of what is counted by them."""
        if (measure, place.number, year) in self.quarters:
            return sum(self.plan(measure, place, year, at) for at in range(4))
        luck = random.Random(f"plan {measure} {place.number} {year} {self.seed}")
        return round(self.of(measure, place, year) * luck.uniform(0.92, 1.06), -1)

    def schooling(self, year: int) -> dict[str, int]:
        """Return how many of the staff learned what; some schools are parts of others."""
        luck = random.Random(f"schooling {year} {self.seed}")
        whole = self.whole("staff", year)
        higher = int(whole * luck.uniform(0.3, 0.6))
        middle = int((whole - higher) * luck.uniform(0.5, 1))
        return {
            "высшее": higher,
            "высшее библиотечное": int(higher * luck.uniform(0.3, 0.9)),
            "среднее профессиональное": middle,
            "среднее библиотечное": int(middle * luck.uniform(0.3, 0.9)),
            "среднее общее": whole - higher - middle,
        }

    def mean_population(self, year: int) -> Fraction:
        """Return the mean population of a year."""
        return Fraction(self.population[year] + self.population[year + 1], 2)


def world_of(seed: int) -> World:
    """Return the district of a seed."""
    luck = random.Random(f"world {seed}")
    made = World(luck, luck.choice((2021, 2022, 2023, 2024, 2025)), seed)
    made.places = _places(luck)
    if luck.random() < 0.3 and len(made.places) > 5:
        gone, heir = luck.sample(made.places[2:], 2)
        made.closed = gone.number, made.year - luck.choice((0, 1)), heir.number
    years = range(made.year - 3, made.year + 1)
    size = luck.choice((0.15, 0.5, 1, 1, 2, 6))
    for place in made.places:
        _count(made, place, years, size)
    _stock(made, years, size)
    people = luck.randint(9000, 90000)
    for year in range(made.year - 4, made.year + 2):
        made.population[year] = people
        people = int(people * luck.uniform(0.98, 1.005))
    _money(made, years)
    return made


def _places(luck: random.Random) -> list[Place]:
    count = luck.randint(4, 15)
    names = luck.sample(SETTLEMENTS.split(" "), count)
    form, wording = luck.choice(FORMS), luck.choice(NAMES)
    numbers = sorted(luck.sample(range(1, count + 6), count))
    made = []
    for at, (digit, name) in enumerate(zip(numbers, names, strict=True)):
        printed = wording.format(n=digit, place=form.format(name))
        if at == 0:
            printed = luck.choice(FIRST)
        elif at == 1:
            printed = luck.choice(CHILDREN)
        made.append(Place(digit, printed, at > 1 and luck.random() < 0.85, at == 1))
    return made


def _count(made: World, place: Place, years: range, size: float) -> None:
    luck, big = made.luck, 3.0 if place.number == made.places[0].number else 1.0
    for measure, (low, high) in SIZES.items():
        start = luck.uniform(low, high) * (size if high > 100 else min(size, 1)) * big
        for year in years:
            start = max(0.0, start * luck.uniform(0.88, 1.14))
            if made.closed and made.closed[0] == place.number and year >= made.closed[1]:
                continue
            value = int(start)
            made.counts[measure, place.number, year] = value
            if measure in FLOWS:
                made.quarters[measure, place.number, year] = _quarters(value, luck)
        if measure == "users":
            _ages(made, place, years)


def _quarters(value: int, luck: random.Random) -> tuple[int, int, int, int]:
    cuts = sorted(int(value * luck.uniform(low, low + 0.1)) for low in (0.2, 0.45, 0.68))
    return cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], value - cuts[2]


def _ages(made: World, place: Place, years: range) -> None:
    luck, share = made.luck, 0.9 if place.is_for_children else made.luck.uniform(0.2, 0.45)
    for year in years:
        users = made.counts.get(("users", place.number, year))
        if users is not None:
            children = int(users * share * luck.uniform(0.95, 1.05))
            made.counts["children", place.number, year] = children
            made.counts["youth", place.number, year] = int(
                (users - children) * luck.uniform(0.2, 0.4)
            )


def _is_closed(made: World, place: Place) -> bool:
    return made.closed is not None and made.closed[0] == place.number


def _stock(made: World, years: range, size: float) -> None:
    luck = made.luck
    gone_first = sorted(made.places, key=lambda one: not _is_closed(made, one))
    for place in gone_first:
        stock = int(luck.uniform(3000, 20000) * min(size, 2)) + 700
        for year in years:
            taken = 0
            if made.closed and year == made.closed[1] and place.number == made.closed[2]:
                gone = next(one for one in made.places if one.number == made.closed[0])
                taken = made.of("end", gone, year - 1)
            if ("users", place.number, year) not in made.counts:
                continue
            most = stock // 4
            if made.of("withdrawals", place, year) > most:
                made.counts["withdrawals", place.number, year] = most
                made.quarters["withdrawals", place.number, year] = _quarters(most, luck)
            made.counts["start", place.number, year] = stock
            made.counts["taken", place.number, year] = taken
            stock += taken + made.of("arrivals", place, year) - made.of("withdrawals", place, year)
            made.counts["end", place.number, year] = stock


SOURCES = ("local", "regional", "federal", "paid", "gifts")
SPENDING = ("wages", "books", "utilities", "repairs", "computers", "other")


def _money(made: World, years: range) -> None:
    luck = made.luck
    for name in (*SOURCES, *SPENDING):
        value = luck.uniform(20, 900) * (20 if name in ("local", "wages") else 1)
        for year in years:
            value *= luck.uniform(0.85, 1.25)
            empty = name in ("federal", "gifts") and luck.random() < 0.2
            made.money[name, year] = Fraction(0) if empty else rounded(Fraction(value), 2)
