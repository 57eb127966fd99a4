"""What a page holds once its words have found their places: lines of prose, tables, drawings,
pictures.
"""

from dataclasses import dataclass, field

from extractor.model.place import Box
from extractor.read.pdf.lines import Line


@dataclass(slots=True)
class CellDraft:
    """A printed cell in the making. ``lines`` are those of its text in reading direction;
    ``room`` is the width they had.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box
    lines: list[Line] = field(default_factory=list)
    room: float = 0.0
    turned: bool = False
    ink: bool = False
    inside: list["TableDraft"] = field(default_factory=list)


@dataclass(slots=True)
class TableDraft:
    """A table, or what one page shows of it. ``xs`` and ``ys`` are its lines on its first page,
    ``rows`` counts those of the other pages, too. ``rule`` says how it was found: ruled or columns.
    ``area`` is where a table drawn sideways stands, whose lines are those of its level text.
    """

    page: int
    xs: list[float]
    ys: list[float]
    rows: int
    cells: list[CellDraft]
    rule: str
    heading_rows: int = 0
    breaks: bool = False
    area: Box | None = None

    @property
    def box(self) -> Box:
        if self.area is not None:
            return self.area
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart or a picture with the words on it; a picture has none."""

    page: int
    box: Box
    texts: tuple[str, ...] = ()
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A line of running text on its page. ``column`` counts the columns of text set beside each
    other from 1, ``block_top`` is the upper edge of all of them.
    """

    line: Line
    turned: bool = False
    column: int = 0
    block_top: float | None = None

    @property
    def box(self) -> Box:
        return self.line.x0, self.line.top, self.line.x1, self.line.bottom


@dataclass(slots=True)
class PageDraft:
    """A page: its items from the top down, and what a person should know of it. ``floor`` is
    where its footnotes begin.
    """

    number: int
    width: float
    height: float
    items: list[Prose | TableDraft | Drawn] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    floor: float | None = None
