"""One frozen record of options a room."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractor.model.decision import TableUse

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. Sizes in bytes. Each limit is named in the error it raises and lifted
    by ``--limit NAME=N``.

    Sized so that an honest report of 100 MB passes: Word itself allows 63 columns and about 32,000
    paragraphs a cell. ``office_seconds`` is the time that LibreOffice gets to turn one old file
    into .docx. ``registry_rows`` are the libraries of a list that the user gives: all of Russia has
    some 40,000 public ones. Those of a page hold for PDF: letters, pieces of drawn paths, and
    straight lines that may be table rules. A document is read within ``seconds``, to which each
    recognised page adds ``page_seconds``, and within ``memory_mb`` of resident memory beyond what
    its process had before, with the programs that it starts; 0 lifts either. A cluster may take
    ``cluster_seconds`` without one more document done.
    """

    file_bytes: int = 200 * MIB
    entries: int = 10_000
    part_bytes: int = 256 * MIB
    total_bytes: int = 512 * MIB
    ratio: int = 200
    ratio_floor_bytes: int = 64 * MIB
    depth: int = 256
    text_bytes: int = 10_000_000
    columns: int = 1_024
    table_cells: int = 500_000
    document_cells: int = 500_000
    blocks: int = 500_000
    elements: int = 2_000_000
    nested_tables: int = 32
    office_seconds: int = 180
    page_letters: int = 200_000
    page_paths: int = 300_000
    page_lines: int = 4_000
    page_pixels: int = 120_000_000
    registry_rows: int = 100_000
    seconds: float = 300
    page_seconds: float = 60
    memory_mb: int = 3_000
    cluster_seconds: float = 3_600


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """For ``read_document``: the limits, whether to compare the file's visible text with what was
    read, the engine for PDF.

    ``engine`` is one of ``extractor.plugins.ENGINES``. ``jobs`` pages of a scan are recognised at
    once; ``memory`` is the folder where recognised pages are kept for the next run; ``progress`` is
    told of each: the file, how many are done, how many there are; and of each file that is begun
    (0 of 0).
    """

    limits: Limits = Limits()
    conserve: bool = False
    engine: str = "pypdfium2"
    jobs: int = 1
    memory: Path | None = None
    progress: Callable[[str, int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class TableReading:
    """What a person decided about one table of a report: how it is used, and how many ``rows`` its
    header has. The report is that of ``file``, or where that is empty of ``district`` and
    ``year``; the table the ``place``-th of ``count`` that have the form ``printed``.
    """

    decision: str
    file: str
    district: str
    year: str
    printed: str
    place: int
    count: int
    use: TableUse
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Declared:
    """What a person decided about one file, empty where nothing: of which district and year its
    report is. ``found_district`` and ``found_year`` are what had been read when that was decided.
    """

    file: str
    sha256: str
    district: str = ""
    year: str = ""
    found_district: str = ""
    found_year: str = ""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """For ``pipeline``: what the user says about the report, None where it is to be found in it.

    ``prose`` False leaves the running text unread: no figures and no names are looked for in it.
    ``declared`` is what was decided about single files, ``renamed`` the former name of a district
    and the name that it has now.
    """

    read: ReadOptions = ReadOptions()
    district: str | None = None
    year: int | None = None
    libraries: Path | None = None
    catalogue: Path | None = None
    prose: bool = True
    declared: tuple[Declared, ...] = ()
    readings: tuple[TableReading, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """For ``publish_dataset``: the formats to write, twins for Russian Excel, and whether to forget
    the reports already there.

    ``lang`` is the language of what ``reports.csv`` says to people, «ru» or «en»; with ``parts``
    the data set becomes an archive in parts, however few its reports are.
    """

    formats: tuple[str, ...] = ("json", "csv")
    excel: bool = False
    fresh: bool = False
    lang: str = "ru"
    parts: bool = False


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """For ``check_dataset``: rule files beside the shipped ones, a folder of indicators beside
    the catalogue, «ru» or «en».
    """

    rules: tuple[Path, ...] = ()
    catalogue: Path | None = None
    lang: str = "ru"
