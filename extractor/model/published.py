"""The shapes of the published JSON: ``documents/REPORT.json`` and the answer of ``svod tables``.

Numbers of a report stand as JSON strings, so that no digit is lost. Places are written as in the
CSV files.
"""

from typing import Any

from msgspec import Struct

from extractor.model.claim import ClaimKind, FigureRole, Scope
from extractor.model.records import NameRule, Role


class PublishedCell(Struct, frozen=True):
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


class PublishedTable(Struct, frozen=True):
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


class PublishedLink(Struct, frozen=True):
    """A hyperlink: the characters it covers and its address."""

    text: str
    address: str


class PublishedParagraph(Struct, frozen=True, tag_field="kind", tag="paragraph"):
    """A paragraph; its fields mean what they mean in
    :class:`extractor.model.paragraph.Paragraph`.
    """

    block: int
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


class PublishedGrid(Struct, frozen=True, tag_field="kind", tag="table"):
    """Where a table (or a piece of one) stands among the blocks; ``table`` is its number in
    ``tables``.
    """

    block: int
    place: str
    section: str
    table: int | None
    rows: int
    columns: int


class PublishedSeries(Struct, frozen=True):
    """One series: ``values`` run parallel to ``categories``, as the file keeps them."""

    name: str
    categories: tuple[str | None, ...]
    values: tuple[str | None, ...]


class PublishedChart(Struct, frozen=True, tag_field="kind", tag="chart"):
    """A native chart; ``form`` is its drawing («barChart»), ``part`` its place in the package."""

    block: int
    place: str
    section: str
    form: str
    title: str
    part: str
    series: tuple[PublishedSeries, ...]


class PublishedSection(Struct, frozen=True):
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


class PublishedMention(Struct, frozen=True):
    """A library's name met in the report, and the near ones."""

    text: str
    libraries: tuple[str, ...]
    score: int
    rule: NameRule
    candidates: tuple[tuple[str, int], ...]
    place: str


class PublishedNote(Struct, frozen=True):
    """A footnote, an endnote or a comment and the block where its sign stands."""

    mark: str
    text: str
    block: int | None


class PublishedNotice(Struct, frozen=True):
    """Something that the reader met and a person may want to know."""

    key: str
    detail: str
    block: int | None


class PublishedAside(Struct, frozen=True):
    """A figure of the running text that states nothing: ``kind`` says what it is («law», «date»,
    «ordinal», «age» …).
    """

    text: str
    kind: str
    place: str


class PublishedClaimFigure(Struct, frozen=True):
    """A figure of a claim: the id of its observation, and what it does in the claim (now, base,
    difference, percent_change, part, whole, share, ratio, plan, bound, count).
    """

    observation: str
    role: FigureRole


class PublishedClaim(Struct, frozen=True):
    """What a sentence says of one subject: all its figures together. ``kind`` is state, flow,
    change, comparison, share, ratio, plan or list_count; ``scope`` system, library or part;
    ``direction`` up, down or empty; ``place`` that of the sentence.
    """

    kind: ClaimKind
    subject: str
    predicate: str
    direction: str
    indicator: str
    library: tuple[str, ...]
    scope: Scope
    figures: tuple[PublishedClaimFigure, ...]
    place: str


class PublishedVote(Struct, frozen=True):
    """Where year and district were found, and how often."""

    field: str
    value: str
    evidence: str
    count: int


class PublishedDocument(Struct, frozen=True):
    """One report whole: ``blocks`` in reading order, the section tree, the tables, the
    observations, which have the columns of ``observations.csv`` without the report.
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
    observations: tuple[dict[str, Any], ...]
    mentions: tuple[PublishedMention, ...]
    notes: tuple[PublishedNote, ...]
    margins: tuple[str, ...]
    notices: tuple[PublishedNotice, ...]
    votes: tuple[PublishedVote, ...]
    asides: tuple[PublishedAside, ...]
    claims: tuple[PublishedClaim, ...]
