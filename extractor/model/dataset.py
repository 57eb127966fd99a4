"""The data set of many reports, read back: what checking and comparing work on."""

from msgspec import Struct

from extractor.model.library import Library
from extractor.model.observation import Observation
from extractor.model.published import PublishedClaim
from extractor.model.records import SectionRow


class PrintedTable(Struct, frozen=True):
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


class PrintedChart(Struct, frozen=True):
    """A chart of the document: ``series`` are (name, categories, values as the file caches them;
    None where a point is absent).
    """

    place: str
    section: str
    title: str
    series: tuple[tuple[str, tuple[str | None, ...], tuple[str | None, ...]], ...]


class Edition(Struct, frozen=True):
    """One report of the data set, as it was read back. ``facts`` are its observations; their raw
    texts hold no characters that nobody sees. ``paragraphs`` are (place, section, text) in reading
    order; they, the charts and ``claims``, what the sentences say, are empty where no JSON was
    written.
    """

    report: str
    file: str
    sha256: str
    district: str
    organisation: str
    year: int | None
    facts: tuple[Observation, ...]
    headings: tuple[SectionRow, ...]
    tables: tuple[PrintedTable, ...]
    paragraphs: tuple[tuple[str, str, str], ...]
    charts: tuple[PrintedChart, ...] = ()
    claims: tuple[PublishedClaim, ...] = ()


class Dataset(Struct, frozen=True):
    """All reports that could be read, by id, and the libraries of all. ``failed`` are the files
    that could not be read.
    """

    editions: tuple[Edition, ...]
    libraries: tuple[Library, ...]
    failed: tuple[str, ...] = ()
