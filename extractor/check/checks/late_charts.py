"""Charts a year late: their points are the table's figures of the year before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.checks.charts import is_alike, number_of
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.remarks.phrasing import near, printed, shown
from extractor.check.remarks.remark import Remark
from extractor.model.dataset import PrintedChart
from extractor.model.finding import Severity
from extractor.text import clean

LEAST_VALUE, LEAST_POINTS = 100, 2
Years = dict[str, Figure]


def late_chart_remarks(case: Case) -> Iterator[Remark]:
    """Yield a remark for each series whose last points repeat what the tables give a year earlier.

    All its points are in one line of a table, those that are not of their own year of the year
    before; two at least, each of a number that is met nowhere by chance.
    """
    lines = list(_lines(case))
    for chart in case.shelf.edition.charts:
        for name, categories, texts in chart.series:
            points = _points(categories, texts)
            found = next((late for line in lines if (late := _late(points, line))), None)
            if found is not None:
                yield _remark(chart, name, *found, case)


def _lines(case: Case) -> Iterator[Years]:
    """Yield the figures of one thing by year, where a table gives several years."""
    found: dict[tuple[object, ...], Years] = defaultdict(dict)
    for table, figures in case.shelf.by_table.items():
        for one in figures:
            fact = one.fact
            found[table, fact.row_path, fact.column_path].setdefault(fact.period, one)
    yield from (line for line in found.values() if len(line) >= LEAST_POINTS)


def _points(categories: Sequence[str | None], texts: Sequence[str | None]) -> dict[str, Fraction]:
    """Return year → value, none where not all categories are years."""
    years = [(one or "").strip().removesuffix("г.").strip() for one in categories]
    values = [number_of(text) for text in texts]
    if not all(len(year) == 4 and year.isdecimal() for year in years):
        return {}
    return {
        year: value
        for year, value in zip(years, values, strict=False)
        if value is not None and abs(value) >= LEAST_VALUE
    }


def _late(points: dict[str, Fraction], line: Years) -> tuple[Fraction, Figure] | None:
    """Return (the last point that is late, the figure that belongs there)."""
    told = [(year, value) for year, value in points.items() if year in line]
    alike = {year for year, value in told if is_alike(value, line[year])}
    late = [
        (value, line[year])
        for year, value in told
        if year not in alike and _is_of_year_before(year, value, line)
    ]
    direct = {value for year, value in told if year in alike}
    off = len(told) - len(late) - sum(value in direct for _, value in told)
    # the first point of a late chart lies before the first year of the table
    tolerated = 1 if not direct and len(late) >= LEAST_POINTS else 0
    is_enough = len(late) >= LEAST_POINTS or len(direct) >= LEAST_POINTS
    return late[-1] if late and is_enough and off <= tolerated else None


def _is_of_year_before(year: str, value: Fraction, line: Years) -> bool:
    before = line.get(str(int(year) - 1))
    return before is not None and is_alike(value, before)


def _remark(
    chart: PrintedChart, name: str | None, value: Fraction, figure: Figure, case: Case
) -> Remark:
    left, right = shown(value, case.lang), printed(figure, case.lang)
    title = " / ".join(one for one in (clean(chart.title), clean(name or "")) if one)
    year = figure.fact.period
    parts = {"where": title, "left": left, "right": right, "year": year}
    return Remark(
        "chart.late",
        "chart",
        Severity.ERROR,
        "chart_late",
        parts | {"other": near(figure, case.lang), "before": str(int(year) - 1)},
        figures=(figure,),
        left=left,
        right=right,
        difference=value - figure.value,
        section=chart.section,
        place=str(chart.place),
        other_place=str(figure.fact.place),
        key=f"{chart.place}|{name}|late",
    )
