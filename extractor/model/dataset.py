"""The data set of many reports, read back: what checking and comparing work on."""

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.library import Library
from extractor.model.observation import Status


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of ``observations.csv`` with its types. ``observation`` is its id; ``value`` is as
    printed, never multiplied.

    ``raw`` holds no characters that nobody sees. ``characters`` are those of ``place`` as the
    paragraphs of the edition count them, None where they are the same.
    """

    observation: str
    report: str
    section: str
    table: int | None
    row: int | None
    column: int | None
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    indicator: str
    library: tuple[str, ...]
    area: str
    period: str
    value: Decimal | None
    decimals: int | None
    unit: str
    multiplier: int
    status: Status
    raw: str
    extra: tuple[tuple[str, str], ...]
    place: str
    characters: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of ``sections.csv``."""

    section: str
    parent: str
    level: int
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A row of ``tables.csv`` with its cells: (row, column, row span, column span, role, text)
    in row order.
    """

    table: int
    section: str
    caption: str
    rows: int
    columns: int
    header_rows: int
    stub_columns: int
    place: str
    cells: tuple[tuple[int, int, int, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class PrintedChart:
    """A chart of the document: ``series`` are (name, categories, values as the file caches them;
    None where a point is absent).
    """

    place: str
    section: str
    title: str
    series: tuple[tuple[str, tuple[str | None, ...], tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One report of the data set. ``paragraphs`` are (place, section, text) in reading order; they
    and the charts are empty where no JSON was written.
    """

    report: str
    file: str
    sha256: str
    district: str
    organisation: str
    year: int | None
    facts: tuple[Fact, ...]
    headings: tuple[Heading, ...]
    tables: tuple[PrintedTable, ...]
    paragraphs: tuple[tuple[str, str, str], ...]
    charts: tuple[PrintedChart, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """All reports that could be read, by id, and the libraries of all. ``failed`` are the files
    that could not be read.
    """

    editions: tuple[Edition, ...]
    libraries: tuple[Library, ...]
    failed: tuple[str, ...] = ()
