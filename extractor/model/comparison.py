"""Years, districts and libraries side by side."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from extractor.model.indicator import Indicator
from extractor.model.library import Change, Library
from extractor.model.observation import Status


class Edition(Struct, frozen=True):
    """A report of the archive: which district and year it speaks of."""

    report: str
    file: str
    district: str
    organisation: str
    year: int | None


class Figure(Struct, frozen=True, gc=False):
    """One coded figure. ``value`` is multiplied: the full number in ``unit``; ``decimals`` are the
    digits of that number that the print vouches for. ``row_label`` and ``column_label`` are the
    labels nearest to the figure, ``depth`` counts those of its row. ``library`` holds ids separated
    by a space. ``spot`` is where it stands: table (0 for running text), row, column.
    """

    observation: str
    report: str
    indicator: str
    library: str
    area: str
    year: int
    value: Decimal | None
    decimals: int
    unit: str
    status: Status
    spot: tuple[int, int, int]
    row_label: str
    column_label: str
    depth: int
    raw: str
    place: str


class BranchSum(Struct, frozen=True, gc=False):
    """What the libraries of a district print for an indicator and a year, added up: ``counted`` of
    ``expected`` have a value. ``home`` is the key of the district.
    """

    indicator: str
    home: str
    year: int
    value: Decimal
    decimals: int
    counted: int
    expected: int


class Panel(Struct, frozen=True):
    """What is compared: reports, coded figures of the indicators asked for, libraries, files that
    could not be read.

    ``changes`` are what became of libraries from year to year; ``sums`` stand for figures of
    libraries that are not among the figures.
    """

    editions: tuple[Edition, ...]
    figures: tuple[Figure, ...]
    libraries: Mapping[str, Library]
    changes: tuple[Change, ...] = ()
    failed: tuple[str, ...] = ()
    sums: tuple[BranchSum, ...] = ()


class Request(Struct, frozen=True):
    """What is asked for. ``by`` is year, district or library; ``years`` bound the years from both
    sides; ``per`` is the code of a base by which values are divided; ``latest``: of two reports
    that print one year the later one is used, else its own.
    """

    indicators: tuple[str, ...]
    by: str = "year"
    per: str = ""
    years: tuple[int, int] = (0, 9999)
    district: str = ""
    latest: bool = True


class Mark(Struct, frozen=True):
    """Something to know about a point: ``key`` of a message (``compare_KEY``) and its parts."""

    key: str
    parts: tuple[tuple[str, str], ...] = ()


class Point(Struct, frozen=True):
    """One value of a line. ``value`` None is a gap, never a zero; ``status`` says which: ok, nil (a
    dash), missing («нет данных»), uncertain, text, or «gap»: nothing is printed at all.

    ``basis`` says how it came about: table, text, libraries (the sum of the branches), formula
    (recomputed), total (the sum of the districts), per (divided by a base). ``used`` is the figure
    that stands; ``restated`` are those that other reports print for the same year and ``conflicts``
    those that the same report prints elsewhere, both only where they differ. ``counted`` of
    ``expected`` districts or libraries make the value up; ``absent`` are the others by name.
    ``change`` is to the point before it in the line, where that has a value; ``percent`` is that
    change in per cent.
    """

    year: int
    value: Decimal | None = None
    status: str = "gap"
    basis: str = ""
    decimals: int = 0
    used: Figure | None = None
    restated: tuple[Figure, ...] = ()
    conflicts: tuple[Figure, ...] = ()
    marks: tuple[Mark, ...] = ()
    counted: int | None = None
    expected: int | None = None
    absent: tuple[str, ...] = ()
    change: Decimal | None = None
    percent: Decimal | None = None
    rank: int | None = None


class Line(Struct, frozen=True):
    """One indicator over the years. ``kind`` is district, library, total (all districts together),
    or region: what a report that speaks of several districts says of their whole.
    """

    indicator: str
    kind: str
    district: str
    library: str
    name: str
    points: tuple[Point, ...]


class Comparison(Struct, frozen=True):
    """The answer. ``lines`` run by indicator, then districts and libraries by name, the total last.
    ``indicators`` holds those of the lines by code; ``per`` is the base. ``reported``: for each
    year the districts whose report is there; ``silent``: those that have none.
    """

    request: Request
    years: tuple[int, ...]
    indicators: Mapping[str, Indicator]
    lines: tuple[Line, ...]
    editions: tuple[Edition, ...] = ()
    per: Indicator | None = None
    reported: Mapping[int, tuple[str, ...]] = {}
    silent: Mapping[int, tuple[str, ...]] = {}
    failed: tuple[str, ...] = ()
