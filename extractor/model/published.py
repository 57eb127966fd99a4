"""The shapes of the published JSON: ``documents/REPORT.json`` and the answer of ``svod tables``.

Numbers of a report stand as JSON strings, so that no digit is lost. Places are written as in the
CSV files.
"""

from dataclasses import dataclass
from typing import Literal

from extractor.model.observation import Status
from extractor.model.records import NameRule, Role


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A printed cell; a merged one stands once, at its first row and column of the full grid
    (from 0).
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as printed. ``page`` is None where the file's page marks cannot be trusted;
    ``parent`` is the number of the table that holds it; ``blocks`` are the pieces that a page or a
    blank line had cut; ``rule`` says how it was understood.
    """

    table: int
    section: str
    caption: str
    page: int | None
    rows: int
    columns: int
    header_rows: int
    stub_columns: int
    parent: int | None
    place: str
    blocks: tuple[int, ...]
    rule: str
    cells: tuple[PublishedCell, ...]


@dataclass(frozen=True, slots=True)
class PublishedLink:
    """A hyperlink: the characters it covers and its address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class PublishedParagraph:
    """A paragraph; its fields mean what they mean in
    :class:`extractor.model.paragraph.Paragraph`.
    """

    block: int
    kind: Literal["paragraph"]
    place: str
    section: str
    text: str
    number: str
    style: str
    level: int | None
    listed: int | None
    bold: bool
    centred: bool
    origin: str
    hidden: str
    pictures: int
    breaks: bool
    links: tuple[PublishedLink, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedGrid:
    """Where a table (or a piece of one) stands among the blocks; ``table`` is its number in
    ``tables``.
    """

    block: int
    kind: Literal["table"]
    place: str
    section: str
    table: int | None
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """One series: ``values`` run parallel to ``categories``, as the file keeps them."""

    name: str
    categories: tuple[str | None, ...]
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PublishedChart:
    """A native chart; ``form`` is its drawing («barChart»), ``part`` its place in the package."""

    block: int
    kind: Literal["chart"]
    place: str
    section: str
    form: str
    title: str
    part: str
    series: tuple[PublishedSeries, ...]


@dataclass(frozen=True, slots=True)
class PublishedSection:
    """A heading and the sections under it. ``rule`` made it a heading; ``remark`` says what is
    odd about it.
    """

    section: str
    level: int
    printed: str
    title: str
    rule: str
    remark: str
    place: str
    sections: tuple["PublishedSection", ...]


@dataclass(frozen=True, slots=True)
class PublishedObservation:
    """A row of ``observations.csv`` with its lists kept as lists."""

    observation: str
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
    value: str | None
    decimals: int | None
    unit: str
    multiplier: int
    status: Status
    raw: str
    extra: tuple[tuple[str, str], ...]
    place: str


@dataclass(frozen=True, slots=True)
class PublishedMention:
    """A library's name met in the report, and the near ones."""

    text: str
    libraries: tuple[str, ...]
    score: int
    rule: NameRule
    candidates: tuple[tuple[str, int], ...]
    place: str


@dataclass(frozen=True, slots=True)
class PublishedNote:
    """A footnote, an endnote or a comment and the block where its sign stands."""

    mark: str
    text: str
    block: int | None


@dataclass(frozen=True, slots=True)
class PublishedNotice:
    """Something that the reader met and a person may want to know."""

    key: str
    detail: str
    block: int | None


@dataclass(frozen=True, slots=True)
class PublishedAside:
    """A figure of the running text that states nothing: ``kind`` says what it is («law», «date»,
    «ordinal», «age» …).
    """

    text: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class PublishedVote:
    """Where year and district were found, and how often."""

    field: str
    value: str
    evidence: str
    count: int


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """One report whole: ``blocks`` in reading order, the section tree, the tables, the
    observations.
    """

    report: str
    file: str
    sha256: str
    format: str
    title: str
    district: str
    organisation: str
    year: int | None
    pages: int | None
    sections: tuple[PublishedSection, ...]
    blocks: tuple[PublishedParagraph | PublishedGrid | PublishedChart, ...]
    tables: tuple[PublishedTable, ...]
    observations: tuple[PublishedObservation, ...]
    mentions: tuple[PublishedMention, ...]
    notes: tuple[PublishedNote, ...]
    margins: tuple[str, ...]
    notices: tuple[PublishedNotice, ...]
    votes: tuple[PublishedVote, ...]
    asides: tuple[PublishedAside, ...]
