"""The shapes in which Russian reports write times, and what each means: an ordered table of
small rules.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extractor.russian.units import form_pattern, small, unit_at
from extractor.words import words

Match = re.Match[str]
Answer = tuple[str, str]

YEAR = r"(?:год(?:а|у|ом|е)?(?![а-я])|г\.|г(?![а-я]))"
STRETCHES = ("год", "лет", "мес", "полуг", "полов", "кв", "п/г", "этом")
PREPOSITIONS = "по|на|к|со?|от|за|в|до"
OPENERS = (
    "состоян",
    "начал",
    "кон",
    "начин",
    "динамик",
    "протяж",
    "течени",
    "посл",
    "истекш",
    "прошедш",
    "минувш",
    "пред",
    "прошл",
)
RELATIVE = {-2: "BEFORELAST", -1: "LASTYEAR", 0: "THISYEAR", 1: "NEXTYEAR"}
# Behind a year stand no digits of another figure; «2021,2022» and «2021/2022/2023» go on with a
# year.
ENDS = r"(?!\d|[.,/](?!(?:19|20)\d\d(?!\d))\d|[-–]\d)"
SHARED = {
    "YEARS": r"(?:г\.?\s?г\.?(?![а-я])|год(?:ы|ов|ам|ами|ах)(?![а-я])|" + YEAR[3:],
    "YEAR": YEAR,
    "DASH": r"\s?[-‐‑–—−]\s?",
    "Y4": r"(?:1[89]|20)\d\d" + ENDS,
    "RY": r"(?:1[89]|20)\d\d",
    "DD": r"(?:0?[1-9]|[12]\d|3[01])",
    "MM": r"(?:0?[1-9]|1[0-2])",
    "NUMERIC": r"DD\.MM\.(?:(?:19|20)\d\d|\d\d)(?!\d|\.\d)(?:\s?YEAR)?",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape of a time (words in capitals are shared shapes), and its (period, kind) by the
    match and the report's year.
    """

    name: str
    pattern: str
    meaning: Callable[[Match, int | None], Answer]


def shape_of(pattern: str) -> str:
    """A rule's pattern with the shared shapes put in."""
    for name, shape in _shapes():
        pattern = pattern.replace(name, shape)
    return pattern


@cache
def _shapes() -> tuple[tuple[str, str], ...]:
    """Names of shapes and what they stand for, those that use others first."""
    table: dict[str, Any] = words("periods")
    counts = [each for forms in table["counts"].values() for each in forms]
    own = {
        "MONTH": _any([each for forms in table["months"] for each in forms]),
        "COUNT": rf"(?:\d{{1,2}}|{_any(counts)})(?:-?(?:х|й|го|м|е|ое|ой|ом|ти|ый))?(?![а-яiv\d])",
        "THING": _any(table["things"]),
        **{RELATIVE[away]: _any(forms) for away, forms in table["relative"].items()},
    }
    order = ("NUMERIC", *own, "YEARS", "YEAR", "DASH", "Y4", "RY", "DD", "MM")
    return tuple((name, (own | SHARED)[name]) for name in order)


@cache
def seeds() -> tuple[str, ...]:
    """What every shape without a digit holds one of: a month, a word for a stretch of time, the
    beginning of a relative one.

    Most labels hold none, and looking for that is ten times as quick as trying all shapes.
    """
    table: dict[str, Any] = words("periods")
    months = {form[:3] for forms in table["months"] for form in forms}
    relative = {
        form.split()[0].rstrip("*")[:4] for forms in table["relative"].values() for form in forms
    }
    return (*STRETCHES, *sorted(months | relative))


@cache
def opening() -> str:
    """A look ahead for what a shape begins with, behind a preposition or without one: a digit or
    the first letters of some word.

    At most words of a text nothing begins, and seeing that is ten times as quick as trying all
    shapes.
    """
    counts = {
        form[:3] for forms in words("periods")["counts"].values() for form in map(small, forms)
    }
    stems = "|".join(sorted({*seeds(), *counts, *OPENERS}))
    return rf"(?=(?:(?:{PREPOSITIONS})\s+)?(?:[\d'’]|{stems}))"


def _any(forms: list[str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    patterns = (
        form_pattern(each).replace(r"[^\S\n]*", r"\s+").replace("year", "YEAR")
        for each in longest_first
    )
    return f"(?:{'|'.join(patterns)})(?![а-я])"


@lru_cache(maxsize=1024)
def _count(text: str) -> int:
    """«9», «9-ти», «девять», «IV» as a number; 0 where it is none."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    forms = words("periods")["counts"].items()
    return next((int(number) for number, each in forms if re.fullmatch(_any(each), text)), 0)


@lru_cache(maxsize=1024)
def _month(text: str) -> int:
    stems = enumerate(words("periods")["months"], 1)
    return next(number for number, each in stems if re.fullmatch(_any(each), text))


def _full(digits: str) -> int:
    """A year of two digits in its century: «23» is 2023, «98» is 1998."""
    number = int(digits)
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _days(year: int, first: int, last: int) -> str:
    """From the first day of a month to the last day of another."""
    return f"{year}-{first:02d}-01/{year}-{last:02d}-{monthrange(year, last)[1]:02d}"


def _year_of(found: Match, year: int | None) -> int | None:
    """The year printed in a shape, else the report's; with a relative word the one that it
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
        for d, m, y in re.findall(r"(\d+)\.(\d+)\.(\d+)", found[0])
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


NAME_BEFORE = re.compile(r"[а-яa-z»\"][-–]$")
FROM = re.compile(
    r"(?<!(?:19|20)\d\d\s)\bот\s$"
)  # «от 2000 до 2010 человек», but «отклонение 2023 от 2022»
WITHIN = re.compile(r"\b(?:в|за)\s$")


def bare(found: Match, _: int | None) -> Answer:
    """Four digits alone: a year, unless they belong to a name or count something."""
    before, after = (
        found.string[max(found.start() - 8, 0) : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    if NAME_BEFORE.search(before) or (after and after in "»”"):
        return found["y"], "name"
    if FROM.search(before) or (_counts_something(found) and not WITHIN.search(before)):
        return "", "number"
    return found["y"], "year"


def _counts_something(found: Match) -> bool:
    """Whether a unit follows: «2020 экз.», «от 2000 до 2010 человек»."""
    if re.search(rf"(?:{YEAR})$", found[0]):
        return False
    unit = unit_at(found.string[found.end() : found.end() + 40])
    return unit is not None and unit.unit != "year"


def offset(years_away: int) -> Callable[[Match, int | None], Answer]:
    return lambda _, year: (str(year + years_away) if year is not None else "", "relative")


DATE = r"(?:NUMERIC|DD\s+MONTH(?:\s+Y4\s?(?:YEAR)?)?)"
OF = r"(?:\s+(?P<y>Y4)(?:\s?YEAR)?|\s+(?P<last>LASTYEAR)|\s+THISYEAR)"
FROM_TIME = r"(?<!сравнении )(?<!сравнению )со?"
OWN_YEAR = r"года(?![а-я])|THISYEAR|(?P<last>LASTYEAR)"
IF_OF = "(?=" + re.sub("[?]P<[a-z]+>", "?:", OF) + ")"
IN = r"(?:\s+(?P<y>Y4)(?:\s?YEAR)?)?"
STOCK = r"(?:по\s+состоянию\s+)?на\s+"
LATELY = r"(?:последн\w+|истекш\w+|прошедш\w+|минувш\w+)"
EARLIER = r"предыдущ\w+|прошл\w+|предшествующ\w+"
SOME_YEARS = r"\s+(?:год(?:а|ов)|лет)(?![а-я])"
LENGTH = (
    rf"(?:(?:(?P<before>{EARLIER})|{LATELY})\s+)?(?P<c>COUNT)(?:\s+(?:(?P<ago>{EARLIER})|"
    rf"{LATELY}))?{SOME_YEARS}"
)
ALONE = r"(?=\s*(?:[-–—,.:;)]|\d|был|состав))"
QUARTER = rf"квартал(?:а{IF_OF}|у|ом|е|ы|ах)?(?![а-я])"

RULES = (
    Rule(
        "stock_date", STOCK + r"(?P<d>DD)\.(?P<m>MM)\.(?P<y>RY|\d\d)(?!\d|\.\d)(?:\s?YEAR)?", stock
    ),
    Rule("stock_day", STOCK + r"(?P<d>DD)\s+(?P<m>MONTH)" + IN, stock),
    Rule(
        "stock_edge",
        r"(?:на|к)\s+(?P<edge>началу|начало|концу|конец)\s+(?P<y>Y4)(?:\s?YEAR)?",
        edge,
    ),
    Rule(
        "stock_edge_alone",
        rf"(?:на|к)\s+(?P<edge>началу|начало|концу|конец)\s+(?:{OWN_YEAR})(?!\s*\d)",
        edge_alone,
    ),
    Rule("since_own_start", r"с\s+начала\s+(?:года(?![а-я])|THISYEAR)(?!\s*\d)", offset(0)),
    Rule("issued_date", rf"от\s+{DATE}", issued),
    Rule("dates", r"NUMERIC(?:DASH|\s+по\s+)NUMERIC", numeric),
    Rule("date", r"NUMERIC", numeric),
    Rule(
        "days_of_months",
        r"(?:с\s+)?(?P<d>DD)\s+(?P<m>MONTH)(?:DASH|\s+(?:по|до)\s+)(?P<e>DD)\s+(?P<n>MONTH)" + IN,
        day,
    ),
    Rule(
        "days",
        r"(?:с\s+)?(?P<d>DD)(?:(?:DASH|\s+(?:по|до|и)\s+|,\s?)(?P<e>DD))?\s+(?P<m>MONTH)(?P<n>)"
        + IN,
        day,
    ),
    Rule("months_of_year", rf"(?P<c>COUNT)\s*(?:месяц\w*|мес\.){OF}", months),
    Rule(
        "months_alone",
        r"за\s+(?P<c>3|6|9|три|шесть|девять)\s*(?:месяц\w*|мес\.?)(?=\s*(?:[,;:()]|$))",
        months_alone,
    ),
    Rule("half_year", rf"(?P<c>COUNT)\s*(?:полугоди\w+|половин\w+{IF_OF})(?:{OF})?", half),
    Rule(
        "quarter", rf"(?P<c>COUNT)(?:(?:DASH|\s+и\s+)(?P<e>COUNT))?\s*{QUARTER}(?:{OF})?", quarter
    ),
    Rule("quarter_short", r"(?P<c>COUNT)(?P<e>)\s*кв\.?\s*(?P<y>Y4)(?:\s?YEAR)?", quarter),
    Rule("quarter_alone", r"^(?P<c>COUNT)(?P<e>)\s*кв\.?$", quarter),
    Rule("half_short", rf"(?P<c>COUNT)\s*(?:п/г|полуг\.)(?:{OF}|$)", half),
    Rule("months_whole", r"^(?P<c>3|6|9|три|шесть|девять)\s*(?:месяц\w*|мес\.?)$", months_alone),
    Rule(
        "month_of_year",
        rf"(?:(?P<p>за|в|с)\s+)?(?P<m>MONTH)(?:(?:DASH|\s+по\s+)(?P<n>MONTH))?{OF}",
        month,
    ),
    Rule("months_from_to", r"(?P<p>)с\s+(?P<m>MONTH)\s+по\s+(?P<n>MONTH)", month),
    Rule("month_alone", r"(?P<p>за|в)\s+(?P<m>MONTH)(?:DASH(?P<n>MONTH))?", month),
    Rule(
        "school_year",
        r"(?P<y>RY)\s?[-–—/]\s?(?P<z>RY|\d\d)(?!\d)\s*(?:уч\.\s?YEARS|учебн\w+\s+YEARS)",
        school,
    ),
    Rule("school_slash", r"(?<!\d/)(?P<y>RY)/(?P<z>RY|\d\d)(?![\d/])(?:\s*YEARS)?", school),
    Rule(
        "from_to", r"с\s+(?P<y>RY)\s*(?:YEAR)?(?:\s*(?:по|до)\s+|DASH)(?P<z>Y4)(?:\s*YEARS)?", years
    ),
    Rule("year_range", r"(?P<y>RY)(?:\s?YEAR)?DASH(?P<z>Y4)(?:\s*YEARS)?", years),
    Rule("short_range", r"(?P<y>RY)[-–](?P<z>\d\d)(?!\d)\s*YEARS", years),
    Rule("decade", r"(?P<y>(?:19|20)\d0)(?:DASH)?(?:е|х|ые|ых|ми)(?![а-я])(?:\s*YEARS)?", decade),
    Rule("thing_then_year", r"год\w*\s+THING\s*[-–:—]?\s*(?:в\s+)?(?P<y>Y4)(?:\s?YEAR)?", thing),
    Rule("year_of_thing", r"(?P<y>Y4)\s*(?:г\.?\s?р\.(?!\w)|YEAR\s*THING)", thing),
    Rule(
        "since_year",
        rf"(?:начиная\s+)?(?:{FROM_TIME}|после)\s+(?:начала\s+)?(?P<y>Y4)\s*(?!годом)YEAR",
        since,
    ),
    Rule("until_year", r"(?P<p>до|по|к)\s+(?:конца\s+)?(?P<y>Y4)\s*YEAR", until),
    Rule("year_word", r"(?P<y>Y4)(?:DASH?(?:й|го|м|му|ом|ый))?\s*YEARS", named),
    Rule("year_ending", r"(?P<y>Y4)[-–](?:й|го|му|м|ом)(?![а-я])", named),
    Rule("year_apostrophe", r"['’](?P<y>\d\d)(?![\d'’])", named),
    Rule("year_alone", r"(?P<y>(?:19[5-9]|20[0-4])\d)" + ENDS, bare),
    Rule(
        "year_span", rf"(?:за|в\s+динамике(?:\s+за)?|на\s+протяжении|в\s+течение)\s+{LENGTH}", span
    ),
    Rule("year_before_last", "BEFORELAST", offset(-2)),
    Rule("last_year", "LASTYEAR", offset(-1)),
    Rule("own_year", "THISYEAR", offset(0)),
    Rule("next_year", "NEXTYEAR", offset(1)),
    Rule("last_alone", rf"в\s+(?:прошлом|предыдущем){ALONE}", offset(-1)),
    Rule("own_alone", rf"в\s+(?:отчетном|текущем|этом){ALONE}", offset(0)),
)
