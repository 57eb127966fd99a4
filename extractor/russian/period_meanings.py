"""What each shape of a time means: a match and the report's year to a period."""

import re
from calendar import monthrange
from collections.abc import Callable
from functools import lru_cache

from extractor.russian.period_words import YEAR, any_of
from extractor.russian.units import unit_at
from extractor.words import words

Match = re.Match[str]


Answer = tuple[str, str]


@lru_cache(maxsize=1024)
def _count(text: str) -> int:
    """«9», «9-ти», «девять», «IV» as a number; 0 where it is none."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    forms = words("periods")["counts"].items()
    return next((int(number) for number, form in forms if re.fullmatch(any_of(form), text)), 0)


@lru_cache(maxsize=1024)
def _month(text: str) -> int:
    stems = enumerate(words("periods")["months"], 1)
    return next(number for number, stem in stems if re.fullmatch(any_of(stem), text))


def _full(digits: str) -> int:
    """A year of two digits in its century: «23» is 2023, «98» is 1998."""
    number = int(digits)
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _days(year: int, first: int, last: int) -> str:
    """From the first day of a month to the last day of another."""
    return f"{year}-{first:02d}-01/{year}-{last:02d}-{monthrange(year, last)[1]:02d}"


def _year_of(found: Match, year: int | None) -> int | None:
    """Return the year printed in a shape, else the report's; with a relative word the one that it
    means.
    """
    groups = found.groupdict()
    if groups.get("y"):
        return _full(groups["y"])
    return year - 1 if year and groups.get("last") else year


def stock(found: Match, year: int | None) -> Answer:
    """«на 01.01.2024»: the first day of a year speaks of the year before, the last one of its
    own.
    """
    of = _year_of(found, year if found["y"] else year and year + 1)
    month = int(found["m"]) if found["m"].isdigit() else _month(found["m"])
    if of is None:
        return "", "stock"
    if (int(found["d"]), month) == (1, 1):
        return str(of - 1), "stock"
    of = of if found["y"] else of - 1
    return str(of) if (int(found["d"]), month) == (
        31,
        12,
    ) else f"{of}-{month:02d}-{int(found['d']):02d}", "stock"


def edge(found: Match, year: int | None) -> Answer:
    """«на начало 2023 года» is the end of 2022; «к концу 2030 года» an aim."""
    of = int(found["y"]) - found["edge"].startswith("начал")
    return str(of), "until" if year is not None and of > year else "stock"


def edge_alone(found: Match, year: int | None) -> Answer:
    """«на начало года», «на конец отчётного года», «к концу прошлого года»."""
    of = _year_of(found, year)
    return (str(of - found["edge"].startswith("начал")) if of is not None else ""), "stock"


def issued(_found: Match, _: int | None) -> Answer:
    return "", "issued"


def numeric(found: Match, _: int | None) -> Answer:
    days = [
        f"{_full(y)}-{int(m):02d}-{int(d):02d}"
        for d, m, y in re.findall(r"(?<!\d)(\d+)\.(\d+)\.(\d+)", found[0])
    ]
    return "/".join(days), "date"


def day(found: Match, year: int | None) -> Answer:
    """«12 марта 2023 г.», «с 12 по 15 марта», «12 марта – 3 апреля 2023 г.»."""
    of = _year_of(found, year)
    if of is None:
        return "", "date"
    last = _month(found["n"] or found["m"])
    first = _month(found["m"]) if found["m"] else last
    until = f"{of}-{last:02d}-{int(found['e'] or found['d']):02d}"
    return (f"{of}-{first:02d}-{int(found['d']):02d}/{until}" if found["e"] else until), "date"


def months(found: Match, year: int | None) -> Answer:
    """«за 9 месяцев 2023 года»."""
    of, count = _year_of(found, year), _count(found["c"])
    return (_days(of, 1, count) if of and 0 < count <= 12 else ""), "part"


def months_alone(found: Match, year: int | None) -> Answer:
    """«за 9 месяцев» at the end of a label: quarters of the report's year."""
    return (_days(year, 1, _count(found["c"])) if year else ""), "part"


def season(found: Match, year: int | None) -> Answer:
    """«за летние месяцы», «осенью»; a winter lies in two years."""
    of, groups = _year_of(found, year), found.groupdict()
    months = SEASONS.get((groups["s"] or groups.get("t") or "")[:3])
    return (_days(of, *months) if of and months else ""), "part"


def half(found: Match, year: int | None) -> Answer:
    of, count = _year_of(found, year), _count(found["c"])
    return (_days(of, 6 * count - 5, 6 * count) if of and count in (1, 2) else ""), "part"


def quarter(found: Match, year: int | None) -> Answer:
    of, first = _year_of(found, year), _count(found["c"])
    last = _count(found["e"]) if found["e"] else first
    return (_days(of, 3 * first - 2, 3 * last) if of and 0 < first <= last <= 4 else ""), "part"


def month(found: Match, year: int | None) -> Answer:
    """«в марте 2023» tells when something took place; «за март», «январь–июнь 2023» the part of
    a year that was counted.
    """
    of, first = _year_of(found, year), _month(found["m"])
    last = _month(found["n"]) if found["n"] else first
    kind = "part" if found["n"] or found["p"] == "за" else "month"
    if of is None or last < first:
        return "", kind
    return (_days(of, first, last) if kind == "part" else f"{of}-{first:02d}"), kind


def school(found: Match, _: int | None) -> Answer:
    first, last = int(found["y"]), _full(found["z"])
    first, last, follows = (
        min(first, last),
        max(first, last),
        last == first + 1,
    )  # «2023/2022» compares two years
    return (f"{first}-09-01/{last}-05-31", "school") if follows else (f"{first}/{last}", "range")


def years(found: Match, _: int | None) -> Answer:
    """«2021–2023 гг.»; digits that something follows which is counted are a range of numbers."""
    first, last = int(found["y"]), _full(found["z"])
    if last <= first or _counts_something(found):
        return "", "number"
    return f"{first}/{last}", "range"


def decade(found: Match, _: int | None) -> Answer:
    return f"{found['y']}/{int(found['y']) + 9}", "range"


def span(found: Match, year: int | None) -> Answer:
    """«за три года»: up to the report's; «за два предыдущих года»: up to the one before."""
    count = _count(found["c"])
    last = year and year - any(found.group("before", "ago"))
    return (f"{last - count + 1}/{last}" if last and count > 1 else ""), "range"


def thing(found: Match, _: int | None) -> Answer:
    return found["y"], "thing"


def since(found: Match, _: int | None) -> Answer:
    return found["y"], "since"


def until(found: Match, year: int | None) -> Answer:
    """«к 2030 году» is an aim, «к 2022 году» in a report of 2023 a comparison."""
    past = year is not None and int(found["y"]) <= year and found["p"].startswith("к")
    return found["y"], "year" if past else "until"


def named(found: Match, _: int | None) -> Answer:
    return str(_full(found["y"])), "year"


SEASONS = {"вес": (3, 5), "лет": (6, 8), "осе": (9, 11)}
NAME_BEFORE = re.compile(r"[а-яa-z»\"][-–]$")
PAPER_BEFORE = re.compile(r"№\s?[\w/.-]*[/-]$")  # «договор № 15/ОК/2023»
LONGEST_BEFORE = 24


FROM = re.compile(
    r"(?<!(?:19|20)\d\d\s)\bот\s$"
)  # «от 2000 до 2010 человек», but «отклонение 2023 от 2022»


WITHIN = re.compile(r"\b(?:в|за)\s$")


def bare(found: Match, _: int | None) -> Answer:
    """Four digits alone: a year, unless they belong to a name or count something."""
    before, after = (
        found.string[max(found.start() - LONGEST_BEFORE, 0) : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    is_name = NAME_BEFORE.search(before) or PAPER_BEFORE.search(before)
    if is_name or (after and after in "»”"):
        return found["y"], "name"
    if FROM.search(before) or (_counts_something(found) and not WITHIN.search(before)):
        return "", "number"
    return found["y"], "year"


def _counts_something(found: Match) -> bool:
    """Return whether a unit follows: «2020 экз.», «от 2000 до 2010 человек»."""
    if re.search(rf"(?:{YEAR})$", found[0]):
        return False
    unit = unit_at(found.string[found.end() : found.end() + 40])
    return unit is not None and unit.unit != "year"


def offset(years_away: int) -> Callable[[Match, int | None], Answer]:
    return lambda _, year: (str(year + years_away) if year is not None else "", "relative")
