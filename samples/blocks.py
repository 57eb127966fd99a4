"""What a sample report consists of, before it becomes a Word file: headings, paragraphs, tables
and charts with their truth.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """What a printed figure means. ``key`` names it over reports: (code, library); ``value`` is
    the printed number.
    """

    code: str = ""
    library: str = ""
    period: str = ""
    value: Decimal | None = None
    decimals: int | None = None
    status: str = "ok"
    unit: str = ""
    multiplier: int = 1
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure inside a sentence; ``role`` as in the contract (fact, change, base, share, plan)."""

    text: str
    fact: Fact
    role: str = "fact"
    direction: str = ""
    op: str = "exact"
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Characters that look like a figure and are none: a law, a date, a telephone."""

    text: str
    kind: str


Part = str | Figure | Aside


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the template: ``number`` without a closing dot («5.3.1»); ``title`` without
    it; ``number`` empty: appendix.
    """

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; ``form`` is body, bullet, note (small, under a table), box (text box), title
    or appendix.
    """

    parts: tuple[Part, ...]
    form: str = "body"
    footnote: str = ""

    @property
    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text for each in self.parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell at its first row and column. ``role`` as in the contract, and ordinal for «№
    п/п».

    ``parent`` is the label of the row that a «в том числе:» above this cell continues: it may begin
    the row path or not.
    """

    row: int
    column: int
    text: str
    role: str = "data"
    row_span: int = 1
    column_span: int = 1
    fact: Fact | None = None
    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()
    parent: str = ""


@dataclass(slots=True)
class Grid:
    """A table and its truth. ``name`` is the table's key in the template; ``cut`` the first row
    after a break of the page.
    """

    name: str
    caption: str
    rows: int
    columns: int
    header_rows: int
    stub_columns: int
    cells: list[Cell] = field(default_factory=list)
    cut: int | None = None
    repeat: bool = False
    landscape: bool = False
    nested: "Grid | None" = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart: ``series`` are (name, code, values) over ``categories``, values as the
    file caches them.
    """

    title: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[str, ...]], ...]


Block = Heading | Prose | Grid | Chart


@dataclass(slots=True)
class Sample:
    """One report: its identity and its blocks in reading order."""

    district: str
    name: str
    organisation: str
    year: int
    blocks: list[Block]

    @property
    def report(self) -> str:
        return f"{self.district}-{self.year}"

    def tables(self) -> Iterator[tuple[int, str, Grid]]:
        """(number, section, table) in document order; a nested table follows its parent."""
        section, number = "", 0
        for block in self.blocks:
            if isinstance(block, Heading):
                section = block.number or section
            elif isinstance(block, Grid):
                for grid in filter(None, (block, block.nested)):
                    number += 1
                    yield number, section, grid
