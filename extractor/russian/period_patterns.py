"""The shapes in which Russian reports write times, and what each means: an ordered table of
small rules.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.model import PeriodRule
from extractor.russian.period_meanings import (
    Answer,
    Match,
    bare,
    day,
    decade,
    edge,
    edge_alone,
    half,
    issued,
    month,
    months,
    months_alone,
    named,
    numeric,
    offset,
    quarter,
    school,
    season,
    since,
    span,
    stock,
    thing,
    until,
    years,
)
from extractor.russian.period_words import YEAR, any_of
from extractor.russian.unit_forms import small
from extractor.words import words

STRETCHES = (
    "год",
    "лет",
    "мес",
    "полуг",
    "полов",
    "кв",
    "п/г",
    "этом",
    "весен",
    "весн",
    "осен",
    "зим",
)
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

COUNT_ENDING = r"(?:-?(?:х|й|го|м|е|ое|ой|ом|ти|ый))?(?![а-яiv\d])"


@dataclass(frozen=True, slots=True)
class TimeShape:
    """A rule whose condition is a shape of a time (words in capitals are shared shapes);
    ``answer`` returns period and kind from the match and the report's year.
    """

    name: str
    pattern: str
    answer: Callable[[Match, int | None], Answer]
    sample: str


def shape_of(pattern: str) -> str:
    """A rule's pattern with the shared shapes put in."""
    for name, shape in _shapes():
        pattern = pattern.replace(name, shape)
    return pattern


@cache
def _shapes() -> tuple[tuple[str, str], ...]:
    """Names of shapes and what they stand for, those that use others first."""
    table: dict[str, Any] = words("periods")
    counts = [form for forms in table["counts"].values() for form in forms]
    own = {
        "MONTH": any_of([form for forms in table["months"] for form in forms]),
        "COUNT": rf"(?:\d{{1,2}}|{any_of(counts)}){COUNT_ENDING}",
        "THING": any_of(table["things"]),
        **{RELATIVE[away]: any_of(forms) for away, forms in table["relative"].items()},
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

RULES: tuple[TimeShape, ...] = (
    TimeShape(
        "stock_date",
        STOCK + r"(?P<d>DD)\.(?P<m>MM)\.(?P<y>RY|\d\d)(?!\d|\.\d)(?:\s?YEAR)?",
        stock,
        "на 01.01.2024",
    ),
    TimeShape(
        "stock_day", STOCK + r"(?P<d>DD)\s+(?P<m>MONTH)" + IN, stock, "на 1 января 2024 года"
    ),
    TimeShape(
        "stock_edge",
        r"(?:на|к)\s+(?P<edge>началу|начало|концу|конец)\s+(?P<y>Y4)(?:\s?YEAR)?",
        edge,
        "на начало 2023 года",
    ),
    TimeShape(
        PeriodRule.STOCK_EDGE_ALONE,
        rf"(?:на|к)\s+(?P<edge>началу|начало|концу|конец)\s+(?:{OWN_YEAR})(?!\s*(?:19|20)\d\d(?!\d))",
        edge_alone,
        "на конец отчётного года",
    ),
    TimeShape(
        "since_own_start",
        r"с\s+начала\s+(?:года(?![а-я])|THISYEAR)(?!\s*\d)",
        offset(0),
        "с начала года",
    ),
    TimeShape("issued_date", rf"от\s+{DATE}", issued, "от 02.09.2022"),
    TimeShape("dates", r"NUMERIC(?:DASH|\s+по\s+)NUMERIC", numeric, "12.03.2023 – 15.03.2023"),
    TimeShape("date", r"NUMERIC", numeric, "12.03.2023"),
    TimeShape(
        "days_of_months",
        r"(?:с\s+)?(?P<d>DD)\s+(?P<m>MONTH)(?:DASH|\s+(?:по|до)\s+)(?P<e>DD)\s+(?P<n>MONTH)" + IN,
        day,
        "12 марта – 3 апреля 2023 г.",
    ),
    TimeShape(
        "days",
        r"(?:с\s+)?(?P<d>DD)(?:(?:DASH|\s+(?:по|до|и)\s+|,\s?)(?P<e>DD))?\s+(?P<m>MONTH)(?P<n>)"
        + IN,
        day,
        "12 марта 2023 г.",
    ),
    TimeShape(
        "months_of_year",
        rf"(?P<c>COUNT)\s*(?:месяц\w*|мес\.){OF}",
        months,
        "за 9 месяцев 2023 года",
    ),
    TimeShape(
        "months_alone",
        r"за\s+(?P<c>3|6|9|три|шесть|девять)\s*(?:месяц\w*|мес\.?)(?=\s*(?:[,;:()]|$))",
        months_alone,
        "Выдано за 9 месяцев, экз.",
    ),
    TimeShape(
        "half_year",
        rf"(?P<c>COUNT)\s*(?:полугоди\w+|половин\w+{IF_OF})(?:{OF})?",
        half,
        "1 полугодие 2023 г.",
    ),
    TimeShape(
        "quarter",
        rf"(?P<c>COUNT)(?:(?:DASH|\s+и\s+)(?P<e>COUNT))?\s*{QUARTER}(?:{OF})?",
        quarter,
        "I квартал 2023 г.",
    ),
    TimeShape(
        "quarter_short",
        r"(?P<c>COUNT)(?:DASH(?P<e>COUNT))?\s*кв\.?\s*(?P<y>Y4)(?:\s?YEAR)?",
        quarter,
        "1 кв. 2023",
    ),
    TimeShape("quarter_alone", r"^(?P<c>COUNT)(?P<e>)\s*кв\.?$", quarter, "1 кв."),
    TimeShape("half_short", rf"(?P<c>COUNT)\s*(?:п/г|полуг\.|пол\.)(?:{OF}|$)", half, "1 п/г 2023"),
    TimeShape(
        "months_whole",
        r"^(?P<c>3|6|9|три|шесть|девять)\s*(?:месяц\w*|мес\.?)$",
        months_alone,
        "9 месяцев",
    ),
    TimeShape(
        "month_of_year",
        rf"(?:(?P<p>за|в|с)\s+)?(?P<m>MONTH)(?:(?:DASH|\s+по\s+)(?P<n>MONTH))?{OF}",
        month,
        "в марте 2023 года",
    ),
    TimeShape(
        "months_from_to", r"(?P<p>)с\s+(?P<m>MONTH)\s+по\s+(?P<n>MONTH)", month, "с января по март"
    ),
    TimeShape("month_alone", r"(?P<p>за|в)\s+(?P<m>MONTH)(?:DASH(?P<n>MONTH))?", month, "за март"),
    TimeShape(
        "season",
        rf"(?:за|в|на)\s+(?P<s>летн|весенн|осенн|зимн)\w+\s+"
        rf"(?:месяц|период|сезон|каникул|время)\w*{IN}",
        season,
        "за летние месяцы 2023 года",
    ),
    TimeShape(
        "season_alone",
        rf"(?:за\s+(?P<s>лето|весну|осень|зиму)|(?P<t>летом|весной|осенью|зимой))(?!\w){IN}",
        season,
        "за лето 2023 года",
    ),
    TimeShape(
        "school_year",
        r"(?P<y>RY)\s?[-–—/]\s?(?P<z>RY|\d\d)(?!\d)\s*(?:уч\.\s?YEARS|учебн\w+\s+YEARS)",
        school,
        "2022-2023 учебный год",
    ),
    TimeShape(
        "school_slash",
        r"(?<!\d/)(?P<y>RY)/(?P<z>RY|\d\d)(?![\d/])(?:\s*YEARS)?",
        school,
        "2022/2023",
    ),
    TimeShape(
        PeriodRule.FROM_TO,
        r"с\s+(?P<y>RY)\s*(?:YEAR)?(?:\s*(?:по|до)\s+|DASH)(?P<z>Y4)(?:\s*YEARS)?",
        years,
        "с 2021 по 2023 год",
    ),
    TimeShape(
        "year_range", r"(?P<y>RY)(?:\s?YEAR)?DASH(?P<z>Y4)(?:\s*YEARS)?", years, "2021–2023 гг."
    ),
    TimeShape("short_range", r"(?P<y>RY)[-–](?P<z>\d\d)(?!\d)\s*YEARS", years, "2021-23 гг."),
    TimeShape(
        "decade",
        r"(?P<y>(?:19|20)\d0)(?:DASH)?(?:е|х|ые|ых|ми)(?![а-я])(?:\s*YEARS)?",
        decade,
        "1990-е годы",
    ),
    TimeShape(
        "thing_then_year",
        r"год\w*\s+THING\s*[-–:—]?\s*(?:в\s+)?(?P<y>Y4)(?:\s?YEAR)?",
        thing,
        "Год постройки – 1987",
    ),
    TimeShape(
        "year_of_thing",
        r"(?P<y>Y4)\s*(?:г\.?\s?р\.(?!\w)|YEAR\s*THING)",
        thing,
        "1987 года постройки",
    ),
    TimeShape(
        "since_year",
        rf"(?:начиная\s+)?(?:{FROM_TIME}|после)\s+(?:начала\s+)?(?P<y>Y4)\s*(?!годом)YEAR",
        since,
        "с 2019 года",
    ),
    TimeShape(
        PeriodRule.UNTIL_YEAR,
        r"(?P<p>до|по|к)\s+(?:конца\s+)?(?P<y>Y4)\s*YEAR",
        until,
        "к 2030 году",
    ),
    TimeShape("year_word", r"(?P<y>Y4)(?:DASH?(?:й|го|м|му|ом|ый))?\s*YEARS", named, "2023 год"),
    TimeShape("year_ending", r"(?P<y>Y4)[-–](?:й|го|му|м|ом)(?![а-я])", named, "2023-й"),
    TimeShape("year_short", r"^(?P<y>[0-4]\d)\s?(?:г\.|год)$", named, "22 г."),
    TimeShape("year_apostrophe", r"['’](?P<y>\d\d)(?![\d'’])", named, "’23"),
    TimeShape(PeriodRule.YEAR_ALONE, r"(?P<y>(?:19[5-9]|20[0-4])\d)" + ENDS, bare, "Книги, 2023"),
    TimeShape(
        PeriodRule.YEAR_SPAN,
        rf"(?:за|в\s+динамике(?:\s+за)?|на\s+протяжении|в\s+течение)\s+{LENGTH}",
        span,
        "за три года",
    ),
    TimeShape("year_before_last", "BEFORELAST", offset(-2), "в позапрошлом году"),
    TimeShape("last_year", "LASTYEAR", offset(-1), "в прошлом году"),
    TimeShape("own_year", "THISYEAR", offset(0), "в отчётном году"),
    TimeShape("next_year", "NEXTYEAR", offset(1), "в будущем году"),
    TimeShape("last_alone", rf"в\s+(?:прошлом|предыдущем){ALONE}", offset(-1), "в прошлом – 120"),
    TimeShape("own_alone", rf"в\s+(?:отчетном|текущем|этом){ALONE}", offset(0), "в отчётном – 130"),
)
