"""Comparisons as pandas tables, for an analyst::

from pathlib import Path from extractor.compare.frames import frame_of, wide_frame from
extractor.dataset.comparison_panel import load_panel

comparison = compare_panel(load_panel(Path("output")), Request(("users.registered",),
by="district"), vocabulary().indicators) wide_frame(comparison)
"""

from typing import Any

from extractor.model.comparison import Comparison, Line, Point
from extractor.plugins import load


def frame_of(comparison: Comparison) -> Any:  # noqa: ANN401 - a pandas DataFrame; pandas is loaded only here
    """A row a value, gaps too (``value`` is NaN there, never zero): indicator, district, library,
    name, kind, year, value, status, basis, change, percent, rank, counted, expected, report, place.
    """
    rows = [_row(line, point) for line in comparison.lines for point in line.points]
    frame = load("pandas:DataFrame")(rows)
    numbers = ["value", "change", "percent"]
    return frame.astype(dict.fromkeys(numbers, "float64")) if rows else frame


def wide_frame(comparison: Comparison) -> Any:  # noqa: ANN401
    """A row an indicator, district and library; a column a year."""
    frame = frame_of(comparison)
    return frame.pivot(
        index=["indicator", "district", "library", "name"], columns="year", values="value"
    )


def _row(line: Line, point: Point) -> dict[str, object]:
    return {
        "indicator": line.indicator,
        "district": line.district,
        "library": line.library,
        "name": line.name,
        "kind": line.kind,
        "year": point.year,
        "value": point.value,
        "status": point.status,
        "basis": point.basis,
        "change": point.change,
        "percent": point.percent,
        "rank": point.rank,
        "counted": point.counted,
        "expected": point.expected,
        "report": point.used.report if point.used else "",
        "place": point.used.place if point.used else "",
    }
