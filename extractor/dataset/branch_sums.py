"""Sums of the figures of libraries, made in the archive: a comparison of years or districts needs
no more of them, and a country has ten times as many libraries as reports.

Of two reports that print one year of a library the one stands that would stand anywhere (see
``standing_value``); inside a report the archive knows which (``stands``).
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.model import Status
from extractor.model.comparison import BranchSum, Edition
from extractor.standing_value import SUMMED, SURENESS

LAST_YEAR = 9999  # of a report that does not say its own: none of its figures is a plan
PLACES, YEARS = 10**9, 10**5  # more than there are: what stands before them in an order weighs more
HOMES = """CREATE TEMP TABLE report_homes
(report INTEGER PRIMARY KEY, home INTEGER, year INTEGER, own INTEGER, place INTEGER)"""
UNSURE = "CREATE TEMP TABLE unsure (indicator INTEGER, home INTEGER, year INTEGER)"
# The figures of those libraries whose sums the archive cannot make
OF_UNSURE = """AND (scope <> 1 OR EXISTS (
  SELECT 1 FROM temp.report_homes h JOIN temp.unsure u ON u.home = h.home
  WHERE h.report = f.report AND u.indicator = f.indicator AND u.year = f.year
))"""
WITHOUT_LIBRARIES = "AND scope IN (0, 2)"
# SQLite takes the other columns from the row that has the least
CHOSEN = """
SELECT f.indicator, h.home, f.year, f.value, f.decimals, {adds_up} AS counts,
       count(*) > 1 AND total(f.area <> '') > 0 OR total(typeof(f.value) = 'real') > 0 AS unsure,
       min((({sureness} * 2 + (f."table" = 0)) * {years} + {distance}) * {places} + h.place)
FROM figures f JOIN temp.report_homes h ON h.report = f.report
WHERE f.indicator IN ({marks}) AND f.scope = 1 AND f.stands AND f.year <= h.year {more}
GROUP BY f.indicator, h.home, f.year, f.library
"""
SUMS = """
SELECT indicator, home, year, sum(iif(counts, coalesce(value, 0), 0)), max(decimals), sum(counts),
       count(*), max(unsure)
FROM ({chosen}) GROUP BY indicator, home, year
"""


class Summing(NamedTuple):
    """How figures of libraries are added up: to which district a report belongs, and whether of two
    reports the later stands or the year's own.
    """

    home_of: Callable[[Edition], str]
    latest: bool


def branch_sums(
    base: sqlite3.Connection,
    indicators: Mapping[int, str],
    editions: Sequence[Edition],
    summing: Summing,
    more: str,
) -> tuple[tuple[BranchSum, ...], str]:
    """The sums of these indicators (number in the archive → code) over the libraries of each
    district, and the condition for the other figures that are needed: those that are no library's,
    and those of libraries that the archive cannot add up exactly. ``more`` is a condition for all.
    """
    homes = _put_homes(base, editions, summing)
    chosen = CHOSEN.format(
        adds_up=_adds_up(),
        sureness=_sureness(),
        distance="-h.own" if summing.latest else "abs(h.own - f.year)",
        places=PLACES,
        years=YEARS,
        marks=",".join("?" * len(indicators)),
        more=more,
    )
    rows = base.execute(SUMS.format(chosen=chosen), tuple(indicators)).fetchall()
    base.execute(UNSURE)
    base.executemany("INSERT INTO unsure VALUES (?,?,?)", (row[:3] for row in rows if row[-1]))
    sums = (
        BranchSum(indicators[number], homes[home], year, Decimal(value), decimals, counted, of)
        for number, home, year, value, decimals, counted, of, is_unsure in rows
        if not is_unsure
    )
    return tuple(sums), OF_UNSURE if any(row[-1] for row in rows) else WITHOUT_LIBRARIES


def _put_homes(
    base: sqlite3.Connection, editions: Sequence[Edition], summing: Summing
) -> list[str]:
    """Tell the archive which report belongs to which district; return these by their numbers."""
    base.execute("PRAGMA temp_store = MEMORY")
    base.execute(HOMES)
    numbers = dict(base.execute("SELECT report, number FROM reports"))
    homes = {edition.report: summing.home_of(edition) for edition in editions}
    known = {home: number for number, home in enumerate(dict.fromkeys(homes.values()))}
    there = sorted((one for one in editions if one.report in numbers), key=lambda one: one.report)
    rows = (
        (numbers[one.report], known[homes[one.report]], _last_year(one), one.year or 0, place)
        for place, one in enumerate(there)
    )
    base.executemany("INSERT INTO report_homes VALUES (?,?,?,?,?)", rows)
    return list(known)


def _last_year(edition: Edition) -> int:
    return LAST_YEAR if edition.year is None else edition.year


def _sureness() -> str:
    cases = " ".join(f"WHEN '{status.value}' THEN {rank}" for status, rank in SURENESS.items())
    return f"CASE f.status {cases} END"


def _adds_up() -> str:
    """As :func:`extractor.standing_value.adds_up` of one figure."""
    summed = ",".join(f"'{status.value}'" for status in sorted(SUMMED - {Status.NIL}))
    nil = f"f.status = '{Status.NIL.value}'"
    return f"({nil} OR f.status IN ({summed}) AND f.value IS NOT NULL)"
