"""How far one figure travels: the calls that hold it on the way from the document to the row of
``observations.csv``, the functions among them, the changes of room, the copies of its record.

``python -m benchmarks.walk REPORT.docx "6 029"`` follows the first table cell with that text;
``python -m benchmarks.walk REPORT.docx --place b4:c34-39`` the figure of that phrase. A call holds
the figure where an argument is its cell, what is printed, or a record that carries that as ``raw``.
Numbers, not seconds: they are the same in each run.
"""

import argparse
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType

from extractor.dataset.columns import cells_of
from extractor.dataset.earlier import BY_RECORD
from extractor.dataset.rows import Named, observation_rows
from extractor.model import Cell, Observation, Report
from extractor.options import ReportOptions
from extractor.pipeline import extract_report

HOUSE = Path(__file__).resolve().parent.parent / "extractor"


@dataclass
class Walk:
    """What was met while following: ``stations`` are the rooms in the order of the calls."""

    holds: Callable[[object], bool]
    calls: int = 0
    functions: set[CodeType] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    modules: list[str] = field(default_factory=list)
    copies: dict[int, Observation] = field(default_factory=dict)

    def note(self, frame: FrameType, event: str, _: object) -> None:
        """Count a call of ours whose arguments hold the figure."""
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(str(HOUSE)):
            return
        count = code.co_argcount + code.co_kwonlyargcount
        held = [name for name in code.co_varnames[:count] if self.holds(frame.f_locals.get(name))]
        if held:
            self.calls += 1
            self.functions.add(code)
            self.names.update(held)
            self.modules.append(code.co_filename)
            for name in held:
                value = frame.f_locals[name]
                if isinstance(value, Observation):
                    self.copies[id(value)] = value

    def rooms(self) -> list[str]:
        return [Path(name).relative_to(HOUSE).parts[0].removesuffix(".py") for name in self.modules]


def changes(stations: list[str]) -> int:
    """How often one station follows another that is not the same."""
    return sum(one != other for one, other in pairwise(stations))


def published(report: Report) -> None:
    """Make the rows of ``observations.csv``."""
    named = Named(report.report, report, {each.library: each.library for each in report.libraries})
    cells_of(BY_RECORD[Observation], observation_rows(named))


def _part(value: object) -> object:
    """The figure that a part of a sentence carries, for any other value nothing."""
    return getattr(value, "figure", None)


def holder(figure: Observation, text: str) -> Callable[[object], bool]:
    """Return what tells whether a value holds the figure; ``text`` is what is printed."""

    def holds(value: object) -> bool:
        if isinstance(value, Cell):
            return value.text == figure.raw and (value.row, value.column) == (
                figure.row,
                figure.column,
            )
        if isinstance(value, Observation):
            same_raw = value.raw == figure.raw
            return same_raw and str(value.place) == str(figure.place)
        if isinstance(value, str):
            return value == text
        return figure.raw in (getattr(value, "raw", ""), getattr(_part(value), "raw", ""))

    return holds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("text", nargs="?", default="")
    parser.add_argument("--place", default="")
    call = parser.parse_args()
    first = extract_report(call.report, ReportOptions())
    figure = next(
        each
        for each in first.observations
        if (each.table and " ".join(each.raw.split()) == call.text and not call.place)
        or (call.place and str(each.place).endswith(call.place))
    )
    for cached in gc.get_objects():
        if isinstance(cached, _lru_cache_wrapper):
            cached.cache_clear()
    walk = Walk(holder(figure, figure.raw))
    sys.setprofile(walk.note)
    try:
        published(extract_report(call.report, ReportOptions()))
    finally:
        sys.setprofile(None)
    rooms = walk.rooms()
    print(f"{figure.observation or figure.place}: «{figure.raw}»")
    print(f"calls {walk.calls}, functions {len(walk.functions)}, modules {len(set(walk.modules))},")
    print(f"rooms {len(set(rooms))}, changes of room {changes(rooms)},")
    print(f"changes of module {changes(walk.modules)}, records {len(walk.copies)},")
    print(f"names of arguments that hold it: {len(walk.names)}")


if __name__ == "__main__":
    main()
