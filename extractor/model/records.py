"""Rows of the published data set: a record a file, its fields are the columns in their order.

Every column says what it means, and what the data package must know of it: whether it may be empty,
which words it allows, which pattern it follows. The CSV files, ``datapackage.json``, the check of
what was written and the JSON Schemas are all drawn from here.

A CSV file holds exactly what the report prints. A text that begins with ``=``, ``+``, ``-`` or
``@`` is therefore left as it is; in the twins for Excel (``--excel``) an apostrophe before it keeps
it a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from extractor.model.observation import Status

PERIOD = r"^(\d{4}(-\d{2}(-\d{2})?)?(/(\d{4}(-\d{2}(-\d{2})?)?|P[0-9A-Z]+))?)?$"


class Read(StrEnum):
    """Whether a report could be read, and whether a person must look at it."""

    OK = "ok"
    ATTENTION = "attention"
    FAILED = "failed"


class Stand(StrEnum):
    """What has become of a version of a report."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    REMOVED = "removed"
    DUPLICATE = "duplicate"


class Role(StrEnum):
    """What a cell is in its table."""

    HEADER = "header"
    STUB = "stub"
    GROUP = "group"
    DATA = "data"
    TOTAL = "total"
    NOTE = "note"


class Became(StrEnum):
    """What became of a library."""

    OPENED = "opened"
    CLOSED = "closed"
    MERGED = "merged"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    ALIAS = "alias"


class NameRule(StrEnum):
    """How a library's name was resolved."""

    EXACT = "exact"
    NUMBER = "number"
    ALIAS = "alias"
    SETTLEMENT = "settlement"
    FUZZY = "fuzzy"
    LIST = "list"
    SYSTEM = "system"
    NONE = "none"
    AMBIGUOUS = "ambiguous"


def says(description: str, **constraints: object) -> Mapping[str, object]:
    """What a column means, and its constraints beyond the type; ``required``: a text that is
    never empty.
    """
    return {"description": description, "constraints": constraints}


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: becomes a row of ``reports.csv`` with the status «failed»."""

    file: str
    sha256: str
    format: str
    message: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report, or a file that could not be read."""

    report: str = field(
        metadata=says("id of the report, from its file name; unique in the data set", required=True)
    )
    file: str = field(metadata=says("file name", required=True))
    sha256: str = field(metadata=says("SHA-256 of the file; empty where it could not be opened"))
    format: str = field(metadata=says("docx, pdf …"))
    district: str = field(
        metadata=says("district that the report speaks of, as printed; empty where it is not known")
    )
    organisation: str = field(metadata=says("institution that reports, as printed"))
    year: int | None = field(
        metadata=says("year that the report speaks of", minimum=1900, maximum=2100)
    )
    pages: int | None = field(metadata=says("pages, where the file says it", minimum=0))
    sections: int | None = field(metadata=says("number of sections", minimum=0))
    tables: int | None = field(metadata=says("number of tables", minimum=0))
    observations: int | None = field(metadata=says("number of observations", minimum=0))
    status: Read = field(
        metadata=says(
            "ok; attention: read, and a person must look at it; failed: could not be read"
        )
    )
    message: str = field(
        metadata=says("what to look at and what to do, or why it could not be read")
    )


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A version of a report that came in: the current one, and those before it, which stay
    known.
    """

    report: str = field(metadata=says("id of the report", required=True))
    edition: int = field(
        metadata=says("its number, from 1, in the order in which versions came in", minimum=1)
    )
    file: str = field(metadata=says("file name", required=True))
    sha256: str = field(metadata=says("SHA-256 of the file"))
    district: str = field(metadata=says("district that it speaks of"))
    year: int | None = field(metadata=says("year that it speaks of", minimum=1900, maximum=2100))
    observations: int = field(metadata=says("number of observations", minimum=0))
    status: Stand = field(
        metadata=says(
            "current; superseded by a later version; removed; duplicate: content that is there"
        )
    )
    changed: int | None = field(
        metadata=says("figures that differ from the version before it", minimum=0)
    )


@dataclass(frozen=True, slots=True)
class RegistryRow:
    """A library as one report names it: what it was called in that year."""

    report: str = field(metadata=says("id of the report", required=True))
    library: str = field(metadata=says("id of libraries.csv", required=True))
    number: str = field(metadata=says("number of the branch then"))
    name: str = field(metadata=says("its name then"))
    settlement: str = field(metadata=says("settlement where it stood then"))


@dataclass(frozen=True, slots=True)
class LibraryChangeRow:
    """What became of a library from one report of its district to the next."""

    year: int = field(metadata=says("year of the report that shows it", minimum=1900, maximum=2100))
    district: str = field(metadata=says("district of that report", required=True))
    library: str = field(metadata=says("id of libraries.csv", required=True))
    change: Became = field(
        metadata=says(
            "opened, closed, merged, renamed, renumbered, moved; alias: it is also called so"
        )
    )
    before: str = field(metadata=says("name, number or place before"))
    after: str = field(
        metadata=says(
            "name, number or place after; of a merged one the id of the library that it is part of"
        )
    )


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a report."""

    report: str = field(metadata=says("id of the report", required=True))
    section: str = field(
        metadata=says(
            "dotted number, unique in the report; ~N: a heading without a number", required=True
        )
    )
    parent: str = field(metadata=says("number of the section that holds it; empty at the top"))
    level: int = field(metadata=says("depth, from 1", minimum=0))
    title: str = field(metadata=says("the heading's words"))
    place: str = field(metadata=says("where it stands: FILE#bBLOCK"))


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table of a report."""

    report: str = field(metadata=says("id of the report", required=True))
    table: int = field(metadata=says("number of the table in the document, from 1", minimum=1))
    section: str = field(
        metadata=says("number of the section that holds it; empty before the first")
    )
    caption: str = field(metadata=says("the paragraph that names it"))
    rows: int = field(metadata=says("rows of the full grid", minimum=0))
    columns: int = field(metadata=says("columns of the full grid", minimum=0))
    header_rows: int = field(metadata=says("rows of the header, from the top", minimum=0))
    stub_columns: int = field(metadata=says("columns of the stub, from the left", minimum=0))
    place: str = field(metadata=says("where it stands: FILE#bBLOCK"))


@dataclass(frozen=True, slots=True)
class CellRow:
    """A printed cell; a merged one stands once, at its first row and column."""

    report: str = field(metadata=says("id of the report", required=True))
    table: int = field(metadata=says("number of the table", minimum=1))
    row: int = field(metadata=says("row in the full grid, from 0", minimum=0))
    column: int = field(metadata=says("column in the full grid, from 0", minimum=0))
    row_span: int = field(metadata=says("rows that it covers", minimum=1))
    column_span: int = field(metadata=says("columns that it covers", minimum=1))
    role: Role = field(metadata=says("header, stub, group, data, total or note"))
    text: str = field(metadata=says("its text, line breaks kept"))


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One number (or a stated absence of one) with its labels, period, unit and place."""

    observation: str = field(
        metadata=says("stable id: REPORT:tTABLErROWcCOLUMN or REPORT:bBLOCKcFROM-TO", required=True)
    )
    report: str = field(metadata=says("id of the report", required=True))
    section: str = field(
        metadata=says("number of the section that holds it; empty before the first")
    )
    table: int | None = field(
        metadata=says("number of the table; empty for running text", minimum=1)
    )
    row: int | None = field(metadata=says("row of the cell in the full grid, from 0", minimum=0))
    column: int | None = field(
        metadata=says("column of the cell in the full grid, from 0", minimum=0)
    )
    row_path: str = field(metadata=says("labels of the row, outermost first, joined with « / »"))
    column_path: str = field(
        metadata=says("labels of the column, outermost first, joined with « / »")
    )
    indicator: str = field(metadata=says("code of the catalogue; empty where none is recognised"))
    library: str = field(
        metadata=says("ids of libraries.csv, separated by a space; empty = the whole system")
    )
    area: str = field(metadata=says("territory that the labels name; empty = the report's own"))
    period: str = field(metadata=says("year, or an ISO 8601 interval", pattern=PERIOD))
    value: Decimal | None = field(
        metadata=says(
            "the number as printed, never multiplied; empty where there is no single number"
        )
    )
    decimals: int | None = field(metadata=says("digits printed after the separator", minimum=0))
    unit: str = field(metadata=says("unit of measure: person, item, RUB, % …"))
    multiplier: int = field(metadata=says("declared power of ten, as a factor", minimum=1))
    status: Status = field(
        metadata=says("ok, nil (a dash), missing, uncertain (two readings), text")
    )
    raw: str = field(metadata=says("printed text of the cell or of the phrase"))
    extra: str = field(
        metadata=says(
            "other figures of the same cell, NAME=VALUE joined by «;» (a «;» inside stands as %3B)"
        )
    )
    place: str = field(
        metadata=says(
            "where it stands: FILE#bBLOCK!RrowCcolumn or FILE#bBLOCK:cFROM-TO", required=True
        )
    )


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A library."""

    library: str = field(metadata=says("stable id, unique in the data set", required=True))
    district: str = field(metadata=says("district that it belongs to"))
    number: str = field(metadata=says("number of the branch"))
    name: str = field(metadata=says("full name"))
    kind: str = field(metadata=says("central, children's, branch …"))
    settlement: str = field(metadata=says("settlement where it stands"))
    address: str = field(metadata=says("address"))
    aliases: str = field(metadata=says("other names, joined by «;»"))


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A library's name met in the text or in a table."""

    report: str = field(metadata=says("id of the report", required=True))
    text: str = field(metadata=says("the name as printed"))
    libraries: str = field(
        metadata=says("ids of libraries.csv that it means, separated by a space")
    )
    score: int = field(metadata=says("how sure, 0 to 100", minimum=0, maximum=100))
    rule: NameRule = field(metadata=says("how it was resolved"))
    place: str = field(metadata=says("where it stands"))


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A contradiction or a remark, written by ``svod check``."""

    finding: str = field(metadata=says("stable id", required=True))
    report: str = field(metadata=says("id of the report", required=True))
    rule: str = field(metadata=says("rule that spoke"))
    severity: str = field(metadata=says("how grave: error, warning …"))
    kind: str = field(metadata=says("kind of the contradiction"))
    section: str = field(metadata=says("number of the section"))
    message: str = field(metadata=says("what is wrong, for a person"))
    left: str = field(metadata=says("one side"))
    right: str = field(metadata=says("the other side"))
    difference: Decimal | None = field(metadata=says("left minus right"))
    suggestion: str = field(metadata=says("what may be meant"))
    confidence: Decimal | None = field(metadata=says("how sure, 0 to 1"))
    observations: str = field(metadata=says("ids of observations.csv, separated by a space"))
    place: str = field(metadata=says("where it stands"))
    cause: str = field(metadata=says("id of the first finding of the same mistake"))
    suspect: str = field(metadata=says("observation believed wrong; empty where several may be"))
