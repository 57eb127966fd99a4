"""What each column holds: ordinals, names, periods, units, or data; and where a second block
begins beside the first.
"""

from dataclasses import dataclass
from typing import NamedTuple

from extractor.model import Cell
from extractor.rules import Rule, first_match
from extractor.tables.cell_types import (
    Kind,
    is_whole,
)
from extractor.tables.column_profile import (
    DATA,
    FIGURES,
    Column,
    Stub,
)
from extractor.tables.grid import Grid, Row, is_full_width
from extractor.tables.labels import label_of
from extractor.tables.stub_columns import stub
from extractor.text import clean, fold


@dataclass(frozen=True, slots=True)
class Columns:
    """All blocks of a table from left to right, and the columns that hold words where they hold
    data.

    ``roles`` holds the role of each column that is no data; ``first_data`` is the first column of
    values: behind the leading stub columns, since a stub may also stand at the right.
    """

    blocks: tuple[Stub, ...]
    all: tuple[Column, ...]
    rule: str
    roles: dict[int, str]
    first_data: int

    @property
    def stub_columns(self) -> int:
        return len(self.blocks[0].columns)

    def role(self, column: int) -> str:
        return self.roles.get(column, DATA)

    def block_of(self, column: int) -> int:
        """The place of the block whose stub names a data column: the nearest to the left."""
        place = len(self.blocks) - 1
        while place > 0 and self.blocks[place].first > column:
            place -= 1
        return place


def columns_of(grid: Grid, depth: int) -> Columns:
    """The roles of all columns, judged by the rows below the header."""
    columns = _seen(grid, depth)
    starts, rule = _starts(grid, depth, columns)
    blocks = tuple(
        stub(columns[start:end])
        for start, end in zip(starts, [*starts[1:], len(columns)], strict=True)
    )
    roles = {index: role for block in blocks for index, role in block.columns}
    first_data = next(index for index in range(len(columns) + 1) if index not in roles)
    return Columns(blocks, tuple(columns), rule, roles, first_data)


def _seen(grid: Grid, depth: int) -> list[Column]:
    header = [row for row in grid.rows if row.index < depth and not row.numbered]
    columns = [
        Column(index, *_heads_over(header, index, grid.columns)) for index in range(grid.columns)
    ]
    for cell in reaching_down(header, depth):
        column = columns[cell.column]
        column.kinds[Kind.WORDS] += 1
        column.filled += 1
        column.texts.append(clean(cell.text))
    for row in grid.rows:
        if row.index >= depth and not is_full_width(row, grid.columns):
            for cell in row.cells:
                if cell.column_span == 1 and cell.column < grid.columns:
                    columns[cell.column].add(cell.text)
    return columns


def reaching_down(header: list[Row], depth: int) -> list[Cell]:
    """Cells of header rows that go on below the header: labels of the rows there."""
    return [
        cell
        for row in header
        for cell in row.cells
        if cell.row + cell.row_span > depth and cell.text.strip()
    ]


def _heads_over(header: list[Row], column: int, width: int) -> tuple[tuple[str, ...], bool]:
    """Texts of the header cells over a column, titles from edge to edge left out; whether the
    lowest one began further left.
    """
    cells = (row.covering(column) for row in header)
    narrow = [
        cell
        for cell in cells
        if cell is not None and cell.column_span < width and cell.text.strip()
    ]
    return tuple(label_of(cell.text) for cell in narrow), bool(narrow) and narrow[
        -1
    ].column < column


def _starts(grid: Grid, depth: int, columns: list[Column]) -> tuple[list[int], str]:
    """First columns of blocks that stand side by side: «Показатель | Число | Показатель |
    Число».
    """
    found = first_match(BLOCKS, Body(grid, depth, columns))
    return (list(range(0, len(columns), found[1])), found[0]) if found else ([0], "")


class Body(NamedTuple):
    """The columns of a table below ``depth`` rows of header."""

    grid: Grid
    depth: int
    columns: list[Column]


def heads_come_again(body: Body) -> int | None:
    """The same heads once more from some column on, the first of them over words."""
    columns = body.columns
    heads = [tuple(map(fold, column.heads)) for column in columns]
    for width in range(2, len(columns) // 2 + 1):
        if (
            len(columns) % width == 0
            and heads[0]
            and heads == heads[:width] * (len(columns) // width)
        ):
            named = all(_may_name(columns[at]) for at in range(0, len(columns), width))
            return width if named else None
    return None


def heads_of_figures_come_again(body: Body) -> int | None:
    """«Образование | Чел. | Стаж | Чел.»: other names in each block, the same heads over its
    figures.
    """
    columns = body.columns
    names = [
        bool(column.head)
        and column.is_mostly(Kind.WORDS, Kind.RANGE)
        and not column.kinds[Kind.NUMBER]
        for column in columns
    ]
    width = names.index(True, 1) if True in names[1:] else 0
    if (
        not names[0]
        or width < 2
        or len(columns) % width
        or names != ([True] + [False] * (width - 1)) * (len(columns) // width)
    ):
        return None
    firsts, heads = columns[::width], [column.heads for column in columns]
    blocks = [heads[at + 1 : at + width] for at in range(0, len(columns), width)]
    figures = all(column.is_mostly(*FIGURES) for at, column in enumerate(columns) if at % width)
    again = all(blocks[0]) and all(block == blocks[0] for block in blocks)
    differ = len({block.head for block in firsts}) == len(firsts)
    return width if figures and again and differ else None


def _may_name(column: Column) -> bool:
    years = is_whole(column.head, "periods") and column.is_mostly(Kind.YEAR, Kind.PERIOD)
    return years or column.is_mostly(Kind.WORDS, Kind.RANGE)


def pairs_in_a_row(body: Body) -> int | None:
    """No header, and words and figures in turn: «Книги | 5 | Газеты | 3»."""
    columns = body.columns
    if body.depth or len(columns) < 4 or len(columns) % 2:
        return None
    even, odd = columns[::2], columns[1::2]
    words = all(
        column.is_mostly(Kind.WORDS, Kind.RANGE) and not column.kinds[Kind.NUMBER]
        for column in even
    )
    return (
        2
        if words
        and all(column.kinds[Kind.WORDS] == 0 and column.is_mostly(*FIGURES) for column in odd)
        else None
    )


BLOCKS: tuple[Rule[Body, int], ...] = (
    Rule(
        "heads_come_again",
        heads_come_again,
        """
        | Показатель | Число | Показатель | Число |
        | Книги | 20 | Читатели | 5 |
        | Газеты | 30 | Посещения | 6 |
        """,
    ),
    Rule(
        "heads_of_figures_come_again",
        heads_of_figures_come_again,
        """
        | Образование | Чел. | Стаж | Чел. |
        | Высшее | 20 | До 5 лет | 5 |
        | Среднее | 30 | Свыше 5 лет | 6 |
        """,
    ),
    Rule(
        "pairs_in_a_row",
        pairs_in_a_row,
        """
        | Книги | 20 | Читатели | 5 |
        | Газеты | 30 | Посещения | 6 |
        """,
    ),
)
