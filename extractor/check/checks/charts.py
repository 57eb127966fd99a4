"""Charts against the tables that they draw."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.remarks.phrasing import near, printed, shown
from extractor.check.remarks.remark import Remark
from extractor.model.dataset import PrintedChart
from extractor.model.finding import Severity
from extractor.text import clean, fold

MACHINE = 10**6  # a machine may add one of so many parts of a unit to a number
LEAST, YEAR, BLOCK = 3, re.compile(r"\b(?:19|20)\d\d\b"), re.compile(r"#b(\d+)")


def chart_remarks(case: Case) -> Iterator[Remark]:
    """A series that differs in a point or two from the line of a table that it otherwise
    repeats.
    """
    lines = _lines(case)
    for chart in case.shelf.edition.charts:
        for name, categories, texts in chart.series:
            values = [number_of(each) for each in texts]
            line = _best(values, lines, chart.section)
            for n, figure in enumerate(line):
                value = values[n]
                if value is not None and not is_alike(value, figure):
                    yield _remark(
                        chart,
                        name,
                        categories[n] if n < len(categories) else "",
                        value,
                        figure,
                        case,
                    )


def chart_other_remarks(case: Case) -> Iterator[Remark]:
    """A chart with the labels of the table right before it, but neither its figures nor a line of
    another table.

    It is told once a chart, by its first such series.
    """
    lines = _lines(case)
    for chart in case.shelf.edition.charts:
        drawn = [
            (name, labels, [number_of(each) for each in texts])
            for name, labels, texts in chart.series
        ]
        if any(_best(values, lines, chart.section) for _, _, values in drawn):
            continue
        for name, labels, values in drawn:
            line = _namesake(chart, name, labels, lines)
            if line and values[0] is not None and not is_alike(values[0], line[0]):
                yield replace(
                    _remark(chart, name, labels[0], values[0], line[0], case),
                    rule="chart.other",
                    says="chart_other",
                )
                break


def _namesake(
    chart: PrintedChart,
    name: str,
    labels: Sequence[str | None],
    lines: Sequence[tuple[Figure, ...]],
) -> tuple[Figure, ...]:
    """The column of the nearest table before the chart that has its labels down the side and the
    series' name on top.
    """
    at = _block(chart.place)
    before = [
        line
        for line in lines
        if line[0].fact.section == chart.section and _block(str(line[0].fact.place)) < at
    ]
    nearest = max((_block(str(line[0].fact.place)) for line in before), default=-1)
    wanted = [_letters(each) for each in labels]
    for line in before:
        named = _block(str(line[0].fact.place)) == nearest and _letters(
            " ".join(line[0].fact.column_path)
        ) == _letters(name)
        if named and [_letters(" ".join(each.fact.row_path)) for each in line] == wanted:
            return line
    return ()


def _block(place: str) -> int:
    found = BLOCK.search(place)
    return int(found.group(1)) if found else -1


def _letters(text: str | None) -> str:
    return "".join(each for each in fold(text or "") if each.isalnum())


def chart_year_remarks(case: Case) -> Iterator[Remark]:
    """A chart that names one year in its title and another in its only series: made of last
    year's.
    """
    for chart in case.shelf.edition.charts:
        titled = set(YEAR.findall(chart.title))
        for name, _, _ in chart.series:
            named = set(YEAR.findall(name or ""))
            if len(titled) == len(named) == len(chart.series) == 1 and titled != named:
                left, right = named.pop(), next(iter(titled))
                parts = {
                    "where": f"«{clean(chart.title)}» / «{clean(name)}»",
                    "left": left,
                    "right": right,
                }
                yield Remark(
                    "chart.year",
                    "form",
                    Severity.INFO,
                    "chart_year",
                    parts,
                    left=left,
                    right=right,
                    section=chart.section,
                    place=chart.place,
                    key=chart.place,
                )


def number_of(text: str | None) -> Fraction | None:
    try:
        return Fraction(text.replace(",", ".").replace(" ", "")) if text else None
    except ValueError:
        return None


def _lines(case: Case) -> list[tuple[Figure, ...]]:
    """All rows, columns and runs of years of all tables, at least three figures long."""
    found: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for table, figures in case.shelf.by_table.items():
        for each in figures:
            fact = each.fact
            if not each.total:
                found[table, "down", fact.column].append(each)
                found[table, "years", fact.row_path, fact.column_path].append(each)
                found[table, "across", fact.row, fact.period, fact.unit].append(each)
    return [tuple(each) for each in found.values() if len(each) >= LEAST]


def _best(
    values: Sequence[Fraction | None], lines: Sequence[tuple[Figure, ...]], section: str
) -> tuple[Figure, ...]:
    """The line as long as the series that agrees with it in most points, all but one (of many
    points all but two).
    """
    allowed = 1 if len(values) < 6 else 2
    best: tuple[int, tuple[Figure, ...]] = (0, ())
    if len({each for each in values if each}) < LEAST - 1:
        return ()
    for line in lines:
        if len(line) != len(values):
            continue
        agreeing = {
            value
            for each, value in zip(line, values, strict=True)
            if value is not None and is_alike(value, each)
        }
        here = line[0].fact.section == section
        count = sum(value in agreeing for value in values)
        needed = LEAST - 1 if here else LEAST
        if (
            count >= max(len(values) - allowed, 2)
            and len(agreeing) >= needed
            and count * 2 + here > best[0]
        ):
            best = (count * 2 + here, line)
    return best[1]


def is_alike(value: Fraction, figure: Figure) -> bool:
    """A chart keeps numbers as the machine has them: 4.1500000000000004 is the printed 4,15."""
    printed, step = figure.value, figure.step
    # |value - printed| <= max(step / 2, what a machine adds), in whole numbers: they are faster
    both = value.denominator * printed.denominator
    apart = abs(value.numerator * printed.denominator - printed.numerator * value.denominator)
    return apart * MACHINE <= both or 2 * apart * step.denominator <= both * step.numerator


def _remark(
    chart: PrintedChart,
    name: str,
    category: str | None,
    value: Fraction,
    figure: Figure,
    case: Case,
) -> Remark:
    left, right = shown(value, case.lang), printed(figure, case.lang)
    title = " / ".join(
        each for each in (clean(chart.title), clean(name or ""), clean(category or "")) if each
    )
    return Remark(
        "chart.table",
        "chart",
        Severity.ERROR,
        "chart",
        {"where": title, "left": left, "other": near(figure, case.lang), "right": right},
        figures=(figure,),
        left=left,
        right=right,
        difference=value - figure.value,
        section=chart.section,
        place=chart.place,
        other_place=str(figure.fact.place),
        key=f"{chart.place}|{name}|{category}",
    )
