"""Panels for tests of comparing, written as lines: ``code [@library] [#table] YEAR=VALUE …``.

A value is a number (a comma makes decimals), ``-`` (a dash), ``нд`` (no data); ``*1000`` behind it
multiplies; table 0 is the text.
"""

import re
from decimal import Decimal

from extractor.compare import compare_panel
from extractor.model import Change, Library, Status
from extractor.model.comparison import Comparison, Edition, Figure, Line, Panel, Point, Request
from extractor.words.indicators import vocabulary

KNOWN = vocabulary().indicators
_FIGURE = re.compile(r"(?P<year>\d{4})=(?P<value>[^\s*]+)(?:\*(?P<times>\d+))?")


def panel_of(reports: dict[str, str], changes: tuple[Change, ...] = ()) -> Panel:
    """``reports``: «District 2023» → its lines."""
    editions, figures, libraries = [], [], {}
    for title, lines in reports.items():
        district, _, year = title.rpartition(" ")
        editions.append(Edition(title, f"{title}.docx", district, "", int(year)))
        written = filter(None, map(str.strip, lines.splitlines()))
        found = [each for row, line in enumerate(written) for each in figures_of(title, line, row)]
        figures += found
        libraries |= {
            each.library: Library(each.library, f"Библиотека {each.library}", district)
            for each in found
            if each.library
        }
    return Panel(tuple(editions), tuple(figures), libraries, changes)


def figures_of(report: str, line: str, row: int) -> list[Figure]:
    head, *_ = re.split(r"\s\d{4}=", line)
    code, *marks = head.split()
    library = next((each[1:] for each in marks if each[0] == "@"), "")
    area = next((each[1:].replace("_", " ") for each in marks if each[0] == "&"), "")
    label = next((each[1:].replace("_", " ") for each in marks if each[0] == "!"), code)
    table = int(next((each[1:] for each in marks if each[0] == "#"), "1"))
    return [
        figure(report, code, library, area, label, (table, row, at), found)
        for at, found in enumerate(_FIGURE.finditer(line))
    ]


def figure(
    report: str,
    code: str,
    library: str,
    area: str,
    label: str,
    spot: tuple[int, int, int],
    found: re.Match[str],
) -> Figure:
    text, times = found["value"], int(found["times"] or 1)
    status = {"-": Status.NIL, "нд": Status.MISSING}.get(text, Status.OK)
    value = Decimal(text.replace(",", ".")) * times if status is Status.OK else None
    decimals = len(text.partition(",")[2]) - len(str(times)) + 1
    name = f"{report}:t{spot[0]}r{spot[1]}c{spot[2]}"
    what = (name, report, code, library, area, int(found["year"]))
    return Figure(*what, value, decimals, "", status, spot, label, "", 1, text, f"{name}.docx")


def compared(
    reports: dict[str, str], *codes: str, changes: tuple[Change, ...] = (), **asked: object
) -> Comparison:
    return compare_panel(panel_of(reports, changes), Request(codes, **asked), KNOWN)


def line_of(comparison: Comparison, name: str = "") -> Line:
    """The line of a district or library; the total without a name."""
    return next(each for each in comparison.lines if each.name == name)


def values(line: Line) -> list[str]:
    """Each point as text: its value, or why there is none."""
    return [str(each.value) if each.value is not None else each.status for each in line.points]


def marks(point: Point) -> list[str]:
    return [each.key for each in point.marks]
