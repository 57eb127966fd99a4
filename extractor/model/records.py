"""Rows of the published data set: a record a file, its fields are the columns in their order.

Every column says what it means, and what the data package must know of it: whether it may be empty,
which words it allows, which pattern it follows. The CSV files, ``datapackage.json``, the check of
what was written and the JSON Schemas are all drawn from here.

A CSV file holds exactly what the report prints. A text that begins with ``=``, ``+``, ``-`` or
``@`` is therefore left as it is; in the twins for Excel (``--excel``) an apostrophe before it keeps
it a text.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from extractor.model.column import IDS, says


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


class Answered(StrEnum):
    """What has become of a finding."""

    OPEN = "open"
    EXPLAINED = "explained"
    STALE = "stale"


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


class Failure(Struct, frozen=True):
    """A file that could not be read: becomes a row of ``reports.csv`` with the status «failed»."""

    file: str
    sha256: str
    format: str
    message: str


class ReportRow(Struct, frozen=True):
    """A report, or a file that could not be read."""

    report: Annotated[
        str, says("id of the report, from its file name; unique in the data set", required=True)
    ]
    file: Annotated[str, says("file name", required=True)]
    sha256: Annotated[str, says("SHA-256 of the file; empty where it could not be opened")]
    format: Annotated[str, says("docx, pdf …")]
    district: Annotated[
        str, says("district that the report speaks of, as printed; empty where it is not known")
    ]
    organisation: Annotated[str, says("institution that reports, as printed")]
    year: Annotated[int | None, says("year that the report speaks of", minimum=1900, maximum=2100)]
    pages: Annotated[int | None, says("pages, where the file says it", minimum=0)]
    sections: Annotated[int | None, says("number of sections", minimum=0)]
    tables: Annotated[int | None, says("number of tables", minimum=0)]
    observations: Annotated[int | None, says("number of observations", minimum=0)]
    status: Annotated[
        Read, says("ok; attention: read, and a person must look at it; failed: could not be read")
    ]
    message: Annotated[str, says("what to look at and what to do, or why it could not be read")]
    attention: Annotated[
        str,
        says(
            "why a person must look at it, separated by a space: no_year, no_district, rival "
            "(another report of the district and year), not_library, not_united"
        ),
    ] = ""


class EditionRow(Struct, frozen=True):
    """A version of a report that came in: the current one, and those before it, which stay
    known.
    """

    report: Annotated[str, says("id of the report", required=True)]
    edition: Annotated[
        int, says("its number, from 1, in the order in which versions came in", minimum=1)
    ]
    file: Annotated[str, says("file name", required=True)]
    sha256: Annotated[str, says("SHA-256 of the file")]
    district: Annotated[str, says("district that it speaks of")]
    year: Annotated[int | None, says("year that it speaks of", minimum=1900, maximum=2100)]
    observations: Annotated[int, says("number of observations", minimum=0)]
    status: Annotated[
        Stand,
        says("current; superseded by a later version; removed; duplicate: content that is there"),
    ]
    changed: Annotated[
        int | None, says("figures that differ from the version before it", minimum=0)
    ]


class RegistryRow(Struct, frozen=True):
    """A library as one report names it: what it was called in that year."""

    report: Annotated[str, says("id of the report", required=True)]
    library: Annotated[str, says("id of libraries.csv", required=True)]
    number: Annotated[str, says("number of the branch then")]
    name: Annotated[str, says("its name then")]
    settlement: Annotated[str, says("settlement where it stood then")]


class LibraryChangeRow(Struct, frozen=True):
    """What became of a library from one report of its district to the next."""

    year: Annotated[int, says("year of the report that shows it", minimum=1900, maximum=2100)]
    district: Annotated[str, says("district of that report", required=True)]
    library: Annotated[str, says("id of libraries.csv", required=True)]
    change: Annotated[
        Became,
        says("opened, closed, merged, renamed, renumbered, moved; alias: it is also called so"),
    ]
    before: Annotated[str, says("name, number or place before")]
    after: Annotated[
        str,
        says(
            "name, number or place after; of a merged one the id of the library that it is part of"
        ),
    ]


class SectionRow(Struct, frozen=True):
    """A section of a report."""

    report: Annotated[str, says("id of the report", required=True)]
    section: Annotated[
        str,
        says("dotted number, unique in the report; ~N: a heading without a number", required=True),
    ]
    parent: Annotated[str, says("number of the section that holds it; empty at the top")]
    level: Annotated[int, says("depth, from 1", minimum=0)]
    title: Annotated[str, says("the heading's words")]
    place: Annotated[str, says("where it stands: FILE#bBLOCK")]


class TableRow(Struct, frozen=True):
    """A table of a report."""

    report: Annotated[str, says("id of the report", required=True)]
    table: Annotated[int, says("number of the table in the document, from 1", minimum=1)]
    section: Annotated[str, says("number of the section that holds it; empty before the first")]
    caption: Annotated[str, says("the paragraph that names it")]
    rows: Annotated[int, says("rows of the full grid", minimum=0)]
    columns: Annotated[int, says("columns of the full grid", minimum=0)]
    header_rows: Annotated[int, says("rows of the header, from the top", minimum=0)]
    stub_columns: Annotated[int, says("columns of the stub, from the left", minimum=0)]
    place: Annotated[str, says("where it stands: FILE#bBLOCK")]


class CellRow(Struct, frozen=True):
    """A printed cell; a merged one stands once, at its first row and column."""

    report: Annotated[str, says("id of the report", required=True)]
    table: Annotated[int, says("number of the table", minimum=1)]
    row: Annotated[int, says("row in the full grid, from 0", minimum=0)]
    column: Annotated[int, says("column in the full grid, from 0", minimum=0)]
    row_span: Annotated[int, says("rows that it covers", minimum=1)]
    column_span: Annotated[int, says("columns that it covers", minimum=1)]
    role: Annotated[Role, says("header, stub, group, data, total or note")]
    text: Annotated[str, says("its text, line breaks kept")]


class LibraryRow(Struct, frozen=True):
    """A library."""

    library: Annotated[str, says("stable id, unique in the data set", required=True)]
    district: Annotated[str, says("district that it belongs to")]
    number: Annotated[str, says("number of the branch")]
    name: Annotated[str, says("full name")]
    kind: Annotated[str, says("central, children's, branch …")]
    settlement: Annotated[str, says("settlement where it stands")]
    address: Annotated[str, says("address")]
    aliases: Annotated[tuple[str, ...], says("other names, joined by «;»", joined=";")]


class MentionRow(Struct, frozen=True):
    """A library's name met in the text or in a table."""

    report: Annotated[str, says("id of the report", required=True)]
    text: Annotated[str, says("the name as printed")]
    libraries: Annotated[
        tuple[str, ...],
        says("ids of libraries.csv that it means, separated by a space", joined=IDS),
    ]
    score: Annotated[int, says("how sure, 0 to 100", minimum=0, maximum=100)]
    rule: Annotated[NameRule, says("how it was resolved")]
    place: Annotated[str, says("where it stands")]


class FindingRow(Struct, frozen=True):
    """A contradiction or a remark, written by ``svod check``."""

    finding: Annotated[str, says("stable id", required=True)]
    report: Annotated[str, says("id of the report", required=True)]
    rule: Annotated[str, says("rule that spoke")]
    severity: Annotated[str, says("how grave: error, warning …")]
    kind: Annotated[str, says("kind of the contradiction")]
    section: Annotated[str, says("number of the section")]
    message: Annotated[str, says("what is wrong, for a person")]
    left: Annotated[str, says("one side")]
    right: Annotated[str, says("the other side")]
    difference: Annotated[Decimal | None, says("left minus right")]
    suggestion: Annotated[str, says("what may be meant")]
    confidence: Annotated[Decimal | None, says("how sure, 0 to 1")]
    observations: Annotated[
        tuple[str, ...], says("ids of observations.csv, separated by a space", joined=IDS)
    ]
    place: Annotated[str, says("where it stands")]
    cause: Annotated[str, says("id of the first finding of the same mistake")]
    suspect: Annotated[str, says("observation believed wrong; empty where several may be")]
    status: Annotated[
        Answered | None,
        says(
            "open; explained: a person answered it; stale: answered, and its figures have changed "
            "since; empty where an earlier version checked"
        ),
    ]
