"""Periods of labels: which year a header, a row's label, a caption speaks of, and what is left
of the label without it.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.model import PeriodRule, UnitRule
from extractor.russian.periods import PeriodFound, find_periods
from extractor.russian.units import find_unit
from extractor.tables.labels import label_of
from extractor.text import clean, fold
from extractor.words import words

SPEAKS = frozenset({"year", "stock", "part", "school", "month", "relative"})
WIDE = SPEAKS | {"range"}
_FRAME = re.compile(
    r"(?:за|в|на|по|с|г|гг|год|года|году|годы|годов|отчетн\w*|состояни\w*|итог(?:и|ам|ах|ов)|"
    r"данны\w*|факт\w* "
    r"за|январ\w*|декабр\w*|\W)*"
)
_LOOSE = re.compile(r"(?P<y>(?:19|20)\d\d)\s?(?:[.,;:*]|г|г\.|гг\.?|год)?[.,;:*]*")
_WITHIN = re.compile(r"(?:^|\s)(?:за|в|на|по состоянию на)\s*$", re.IGNORECASE)
_EDGE = re.compile(r"(?P<day>01\.01|31\.12)\.(?P<y>(?:19|20)\d\d)\s?(?:г\.?|год)?")
_AGAINST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?:г\.?|год\w*)?\s?(?:/|\bк\b)\s?(?P<base>(?:19|20)\d\d)(?!\d)"
)
_FOR = "за "
_REACH = 200  # characters before a year in which words of comparison stand
_MONTHS = re.compile(r"[а-яё]{3,8}\.?(?:\s?[-–—]\s?[а-яё]{3,8}\.?)?", re.IGNORECASE)
_PRINTED = re.compile(r"\d{4}")
_LONE_MARK = re.compile(
    r"(?<!\s)\s+(?=[,;:.)])|(?<=\()\s+"
)  # what stood between a word and its comma is gone
_FEBRUARY = re.compile(r"\d{4}-02-2[89]$")
_WIDE_YEAR = re.compile(r"(?<![\d.,])(?:1 9|2 0) \d \d(?![\d.,])")
# «2022¹», «2023*»: the sign of a note behind a year.
_NOTE_SIGN = re.compile(r"(?<=\d)(?:\s?[⁰¹²³⁴-⁹]+\)?|\*+)(?=$|[\s,;)])")
_QUOTED = re.compile(r"[«\"“][^»\"”]{0,400}[»\"”]")


@dataclass(frozen=True, slots=True)
class Dated:
    """A label and the period that it names, empty where none; ``rest`` is the label without that
    period's words.

    ``told``: a preposition or a date says that something was counted then («в 2023 году», «на
    01.01.2024»); ``leads``: the label begins with its year («2023 год (план)»); ``ends``: it ends
    with a year in figures («План на 2024 год, тыс. руб.»).
    """

    label: str
    period: str
    rest: str
    told: bool = False
    leads: bool = False
    ends: bool = False

    @property
    def name(self) -> str:
        """The label without a year at its end: «План» of «План на 2024 год». Inside of a
        sentence the year stays.
        """
        return self.rest if self.ends and self.rest else self.label


@lru_cache(maxsize=65536)
def is_period(text: str) -> bool:
    """Whether a label is a period and nothing else: «2021 г.», «2022.», «на 01.01.2024»,
    «2019–2023 годы».
    """
    return bool(whole_period(text))


@lru_cache(maxsize=16384)
def whole_period(text: str, year: int | None = None) -> str:
    """The period that is all of a label; several years count."""
    plain = _year_closed(_NOTE_SIGN.sub("", clean(text)))
    loose = _LOOSE.fullmatch(plain)
    if loose:
        return loose["y"]
    edge = _EDGE.fullmatch(plain)
    if edge:  # heads of stocks: «01.01.2018 | 01.01.2019»
        return str(int(edge["y"]) - (edge["day"] == "01.01"))
    times = find_periods(plain, year)
    if not times or _year_against_another(plain):
        return ""
    found = [period for period in times if period.period and period.kind in WIDE]
    if len(found) != 1 or _is_base(plain, found[0]):
        return ""
    rest = fold(plain[: found[0].start] + " " + plain[found[0].end :])
    return _in_days(found[0].period) if _FRAME.fullmatch(rest) else ""


@lru_cache(maxsize=65536)
def dated(text: str, year: int | None = None) -> Dated:
    """The period that a header, a caption or a heading names, and the label without it.

    A year of something that was made or joined («год подключения»), an open bound («до 2005 г.»),
    several years and the base of a comparison («к 2022 г.») are no period of the figures. Nor is a
    beginning without a year: «Состояло на начало года» stands in the movement of the table's own
    year. ``year`` is the report's own, for «прошлый год».

    >>> dated("План 2023 г.").period, dated("План 2023 г.").rest, dated("до 2005 г.").period
    ('2023', 'План', '')
    """
    plain = _year_closed(_NOTE_SIGN.sub("", label_of(text)))
    times = find_periods(plain, year)
    if not times:
        months = _months(plain, year)
        return Dated(plain, months, "" if months else plain)
    against = _year_against_another(plain)
    if against or _EDGE.fullmatch(plain):
        return Dated(plain, against or whole_period(plain), plain if against else "", told=True)
    told = [
        period
        for period in times
        if period.period
        and (period.rule != PeriodRule.STOCK_EDGE_ALONE or period.period == str(year))
    ]
    found = [period for period in told if period.kind in SPEAKS and not _is_base(plain, period)]
    if (
        any(period.kind == "range" for period in told)
        or len({period.period for period in found}) != 1
        or _of_a_thing(plain)
    ):
        return Dated(plain, "", plain)
    whole, first = whole_period(plain, year), found[0]
    then = first.kind != "year" or bool(_WITHIN.search(plain[: first.start]))
    leads = first.start == 0 and first.kind == "year"
    ends = bool(_PRINTED.search(plain[first.start : first.end])) and _is_end(plain[first.end :])
    return Dated(
        plain, whole or first.period, "" if whole else _without(plain, first), then, leads, ends
    )


def is_class_of_years(text: str) -> bool:
    """«до 2005 г.», «после 2010 г.»: a class among others, such as years in which houses were
    built.
    """
    return any(found.kind in ("until", "since") for found in find_periods(clean(text)))


def _in_days(period: str) -> str:
    """«2021/2023» as the interval of days of which a figure speaks; other periods as they are."""
    first, _, last = period.partition("/")
    is_of_years = first.isdecimal() and last.isdecimal()
    return f"{first}-01-01/{last}-12-31" if is_of_years else period


def _year_closed(plain: str) -> str:
    """«2 0 2 2»: a year whose digits are set wide."""
    return _WIDE_YEAR.sub(lambda wide: wide[0].replace(" ", ""), plain)


def _months(plain: str, year: int | None) -> str:
    """«январь», «Январь – март» as the whole of a label: what was counted then."""
    if year is None or not _MONTHS.fullmatch(plain):
        return ""
    told = f"{_FOR}{plain}"
    found = find_periods(told, year)
    return found[0].period if found and (found[0].kind, found[0].end) == ("part", len(told)) else ""


def _is_end(after: str) -> bool:
    """Nothing but marks, or the unit of the whole label: «, тыс. руб.»."""
    rest = after.strip(" ,.;:()*")
    unit = find_unit(rest) if after.lstrip()[:1] in (",", "(", ";") else None
    return not rest or (unit is not None and unit.rule == UnitRule.ALONE)


@lru_cache(maxsize=16384)
def dated_head(text: str, year: int | None = None) -> Dated:
    """As :func:`dated` for a head: a year in quotation marks belongs to a name («Конкурс «Книга
    2022»»).
    """
    found = dated(text, year)
    if (
        not found.period
        or not found.rest
        or dated(_QUOTED.sub("", found.label), year).period == found.period
    ):
        return found
    return Dated(found.label, "", found.label)


@lru_cache(maxsize=16384)
def dated_row(text: str, year: int | None = None) -> Dated:
    """As :func:`dated_head` for the label of a row, where names hold years too: only what was
    counted then.
    """
    found = dated_head(text, year)
    if not found.rest or (found.told and dated(_QUOTED.sub("", found.label), year).told):
        return found
    return Dated(found.label, "", found.label)


def within(outer: str, inner: str, own: int | None) -> str:
    """The period of a label below another: «1 полугодие» below «2021» is of 2021, where by itself
    it is of the report's own year.

    >>> (within("2021", "2023-01-01/2023-06-30", 2023),
    ...  within("2021-01-01/2021-06-30", "2021", 2023), within("2021", "2022", 2023))
    ('2021-01-01/2021-06-30', '2021-01-01/2021-06-30', '2022')
    """
    year, part = (outer, inner) if outer.isdecimal() else (inner, outer)
    years = set(re.findall(r"\d{4}(?=-)", part))
    if not year.isdecimal() or not years or years - {year, str(own)} or len(years) > 1:
        return inner or outer
    return _FEBRUARY.sub(
        lambda end: f"{year}-02-{monthrange(int(year), 2)[1]}", part.replace(years.pop(), year)
    )


def _without(plain: str, found: PeriodFound) -> str:
    before, after = plain[: found.start], plain[found.end :]
    before = _WITHIN.sub(" ", before)
    rest = _LONE_MARK.sub("", re.sub(r"\(\s*\)", "", clean(f"{before} {after}"))).strip(" ,;-–—/")
    bracketed = re.fullmatch(r"\(([^()]*)\)", rest)
    return bracketed[1] if bracketed else rest


def _year_against_another(plain: str) -> str:
    """«2023/2022», «2023 к 2022, %»: a comparison speaks of its later year, and is a label as it
    stands.
    """
    found = _AGAINST.search(plain)
    return found["y"] if found and found["y"] > found["base"] else ""


def _of_a_thing(plain: str) -> bool:
    return bool(_year_of().search(fold(plain)))


def _is_base(plain: str, found: PeriodFound) -> bool:
    """«к 2022 г.», «по сравнению с 2022 годом»."""
    before, itself = (
        fold(plain[max(0, found.start - _REACH) : found.start]),
        fold(plain[found.start : found.end]),
    )
    return bool(_compared().search(before)) or bool(_compared_first().match(itself))


@cache
def _year_of() -> re.Pattern[str]:
    return re.compile(r"(?<![а-яё])годы?\s+(?:" + "|".join(words("tables")["year_of"]) + ")")


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(r"(?:^|[\s(])(?:" + "|".join(words("tables")["compared"]) + r")\s*$")


@cache
def _compared_first() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(words("tables")["compared"]) + r")\s")


def is_year_of_a_thing(text: str) -> bool:
    """«Год подключения», «Год выпуска»: a column of values that look like periods."""
    return _of_a_thing(text)
