"""A regional summary: by-district tables of the core indicators over three years, as a workbook or
a Word document.

Sums are added over the districts that gave a figure, and say over how many; relative indicators are
recomputed from the sums of their parts, never averaged. A figure of an open error is marked.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from extractor.errors import CalledWrongly
from extractor.export.comparison.regional_notes import NoteGroup, notes_of
from extractor.export.comparison.words import label_of, measure_of, said
from extractor.model.comparison import Comparison, Line, Point
from extractor.plugins import load
from extractor.text import clean, fold
from extractor.words import words

MOST_COLUMNS = 12  # of figures, across a page of A4
Faults = Mapping[str, Sequence[str]]  # observation → the open errors on it, in words


class Column(NamedTuple):
    """The figures of an indicator for a year; ``heading`` names the indicator and its unit."""

    code: str
    heading: str
    year: int


class Cell(NamedTuple):
    """A figure, or why there is none, with the open errors on it."""

    point: Point
    faults: tuple[str, ...] = ()


class Row(NamedTuple):
    """The figures of a district, or the total of all."""

    name: str
    is_total: bool
    cells: tuple[Cell, ...]


class Panelled(NamedTuple):
    """One table as wide as a page; ``number`` is that of its title, with a part where the table is
    in several. ``rows`` run by district, the total last.
    """

    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[NoteGroup, ...]


class Summary(NamedTuple):
    """What is written: ``comparison`` by district, and its tables."""

    comparison: Comparison
    tables: tuple[Panelled, ...]


def regional_codes() -> tuple[str, ...]:
    """The codes that a regional summary asks for."""
    return tuple(code for table in words("regional")["tables"] for code in table["indicators"])


def write_regional(
    comparison: Comparison, faults: Faults, expected: Sequence[str], path: Path, lang: str
) -> None:
    """Write the summary as ``.xlsx`` or ``.docx``. ``comparison`` is by district, ``expected`` are
    districts that should report. Raises CalledWrongly for another ending.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise CalledWrongly("svod_ending", file=path.name, known=", ".join(WRITERS))
    whole = _with_expected(comparison, expected)
    load(writer)(Summary(whole, tuple(tables_of(whole, faults, lang))), path, lang)


def _with_expected(comparison: Comparison, expected: Sequence[str]) -> Comparison:
    """The comparison with the districts of which there is no report among the silent ones."""
    known = {
        fold(clean(name))
        for names in (*comparison.reported.values(), *comparison.silent.values())
        for name in names
    }
    absent = [name for name in dict.fromkeys(expected) if fold(clean(name)) not in known]
    silent = {
        year: tuple(sorted((*comparison.silent.get(year, ()), *absent)))
        for year in comparison.years
    }
    return replace(comparison, silent=silent)


def years_of(comparison: Comparison) -> tuple[int, ...]:
    """The last years, as many as a summary shows."""
    count: int = words("regional")["years"]
    return comparison.years[-count:]


def tables_of(comparison: Comparison, faults: Faults, lang: str) -> Iterator[Panelled]:
    """The tables of the catalogue for which there are figures, each as wide as a page at most."""
    number = 0
    for table in words("regional")["tables"]:
        lines = {code: _lines(comparison, code) for code in table["indicators"]}
        told = {code: found for code, found in lines.items() if _says_something(found)}
        number += bool(told)
        pieces = list(_pieces(list(told), len(years_of(comparison))))
        for at, codes in enumerate(pieces, 1):
            part = {code: told[code] for code in codes}
            name = f"{number}.{at}" if len(pieces) > 1 else str(number)
            yield _table(name, table[lang], part, comparison, faults, lang)


def _lines(comparison: Comparison, code: str) -> list[Line]:
    return [line for line in comparison.lines if line.indicator == code]


def _says_something(lines: Sequence[Line]) -> bool:
    return any(point.status != "gap" for line in lines for point in line.points)


def _pieces(codes: Sequence[str], years: int) -> Iterator[Sequence[str]]:
    """Indicators in groups of about one size, so many as a page is wide.

    >>> [len(piece) for piece in _pieces("abcdefg", 3)]
    [4, 3]
    """
    most = max(MOST_COLUMNS // max(years, 1), 1)
    count = -(-len(codes) // most)
    step = -(-len(codes) // count) if count else 1
    yield from (codes[at : at + step] for at in range(0, len(codes), step))


def _table(
    number: str,
    title: str,
    lines: Mapping[str, Sequence[Line]],
    comparison: Comparison,
    faults: Faults,
    lang: str,
) -> Panelled:
    years, indicators = years_of(comparison), comparison.indicators
    columns = [
        Column(code, f"{label_of(indicators[code], lang)}, {measure}", year)
        for code in lines
        for measure in [measure_of(comparison, indicators[code], lang)]
        for year in years
    ]
    cells = {
        (_key(line), line.indicator, point.year): _cell(point, faults)
        for found in lines.values()
        for line in found
        for point in line.points
    }
    gap = {year: Cell(Point(year)) for year in years}
    rows = tuple(
        Row(
            name or said("total", lang),
            is_total,
            tuple(
                cells.get(((is_total, name), column.code, column.year), gap[column.year])
                for column in columns
            ),
        )
        for is_total, name in _row_keys(lines, comparison)
    )
    notes = tuple(notes_of(lines, years, faults, comparison, lang))
    return Panelled(number, title, tuple(columns), rows, notes)


def _key(line: Line) -> tuple[bool, str]:
    is_total = line.kind == "total"
    return is_total, "" if is_total else line.name


def _row_keys(
    lines: Mapping[str, Sequence[Line]], comparison: Comparison
) -> Iterator[tuple[bool, str]]:
    """Districts by name, those without a report too, and the total last."""
    found = dict.fromkeys(_key(line) for own in lines.values() for line in own)
    silent = {(False, name) for names in comparison.silent.values() for name in names}
    regions = [_key(line) for own in lines.values() for line in own if line.kind == "region"]
    totals = [key for key in found if key[0]]
    districts = {key for key in found if not key[0]} - set(regions) | silent
    yield from sorted(districts)
    yield from dict.fromkeys(regions)
    yield from totals


def _cell(point: Point, faults: Faults) -> Cell:
    return Cell(point, tuple(faults.get(point.used.observation, ())) if point.used else ())


WRITERS = {
    ".xlsx": "extractor.export.comparison.regional_book:write_regional_book",
    ".docx": "extractor.export.comparison.regional_page:write_regional_page",
}
