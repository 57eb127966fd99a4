"""Totals of a region that never hide who is missing."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor.compare.formula import codes_of
from extractor.compare.lines import PER_DECIMALS
from extractor.compare.series import Series, Years, adds_up, applied, rounded
from extractor.model import Indicator
from extractor.model.comparison import Mark, Point


def totals_of(
    indicator: Indicator, series: Series, indicators: Mapping[str, Indicator], base: str = ""
) -> dict[int, Point]:
    """Return the indicator over all districts, by year. Sums are added; ratios are recomputed from
    the sums of their parts over those districts that give all parts, never averaged; what can be
    neither has no total.
    """
    if base:
        return _quotient(indicator.code, base, series)
    if indicator.over == "sum":
        return _added(indicator.code, series, series.members)
    if indicator.over == "weighted" and indicator.formula:
        return _recomputed(indicator, series)
    return {}


def _added(
    code: str, series: Series, districts: Mapping[str, str], decimals: int | None = None
) -> dict[int, Point]:
    lines = {key: series.districts.get((code, key), {}) for key in districts}
    years = {year for line in lines.values() for year, point in line.items() if adds_up(point)}
    return {year: _sum(year, lines, series.members, decimals) for year in years}


def _sum(
    year: int, lines: Mapping[str, Years], names: Mapping[str, str], decimals: int | None
) -> Point:
    there = {key: line[year] for key, line in lines.items() if year in line and adds_up(line[year])}
    value = sum((each.value or Decimal(0) for each in there.values()), Decimal(0))
    return _total(
        year, value, [names[key] for key in names if key not in there], len(names), decimals, there
    )


def _total(
    year: int,
    value: Decimal,
    absent: Sequence[str],
    expected: int,
    decimals: int | None,
    there: Mapping[str, Point],
) -> Point:
    counted = expected - len(absent)
    parts = (
        ("counted", str(counted)),
        ("expected", str(expected)),
        ("absent", ", ".join(sorted(absent))),
    )
    marks = (Mark("incomplete", parts),) if absent else ()
    digits = (
        max((each.decimals for each in there.values()), default=0) if decimals is None else decimals
    )
    return Point(
        year,
        value,
        "ok",
        "total",
        digits,
        marks=marks,
        counted=counted,
        expected=expected,
        absent=tuple(sorted(absent)),
    )


def _recomputed(indicator: Indicator, series: Series) -> dict[int, Point]:
    codes = codes_of(indicator.formula)
    found = {}
    for year in sorted(
        {year for (code, _), line in series.districts.items() if code in codes for year in line}
    ):
        whole = [
            key for key in series.members if all(_has(series, code, key, year) for code in codes)
        ]
        parts = (
            {code: _added(code, series, dict.fromkeys(whole, "")) for code in codes}
            if whole
            else {}
        )
        for _, point in (
            applied(indicator, {code: {year: part[year]} for code, part in parts.items()})
            if parts
            else ()
        ):
            absent = [name for key, name in series.members.items() if key not in whole]
            total = _total(
                year, point.value or Decimal(0), absent, len(series.members), point.decimals, {}
            )
            found[year] = Point(
                year,
                total.value,
                "ok",
                "formula",
                point.decimals,
                marks=(*point.marks, *total.marks),
                counted=total.counted,
                expected=total.expected,
                absent=total.absent,
            )
    return found


def _has(series: Series, code: str, key: str, year: int) -> bool:
    point = series.districts.get((code, key), {}).get(year)
    return point is not None and point.value is not None


def _quotient(code: str, base: str, series: Series) -> dict[int, Point]:
    """Return the sum over the sum of the base, over those districts that have both."""
    found = {}
    for year in sorted(
        {year for (each, _), line in series.districts.items() if each == code for year in line}
    ):
        whole = [
            key
            for key in series.names
            if _has(series, code, key, year) and _has(series, base, key, year)
        ]
        above, below = (
            sum((_value(series, each, key, year) for key in whole), Decimal(0))
            for each in (code, base)
        )
        if whole and below:
            absent = [name for key, name in series.members.items() if key not in whole]
            found[year] = _total(
                year,
                rounded(above / below, PER_DECIMALS),
                absent,
                len(series.members),
                PER_DECIMALS,
                {},
            )
    return found


def _value(series: Series, code: str, key: str, year: int) -> Decimal:
    return series.districts[code, key][year].value or Decimal(0)
