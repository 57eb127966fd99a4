"""Tables without rules that go on overleaf: their columns are known by what stands in them, so that
their lines fall elsewhere on every page.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractor.read.pdf.drafts import TableDraft

Extent = tuple[float, float]
SAME_START = 6.0  # points between the left edges of the first columns
OPEN = "columns"  # the rule of tables that the words alone show


def fit(upper: TableDraft, lower: TableDraft) -> None:
    """Give the lower of two open tables the lines of the upper one, where the same columns of text
    stand in both.
    """
    if upper.rule != OPEN or lower.rule != OPEN or len(upper.xs) != len(lower.xs):
        return
    columns = list(zip(_columns(upper), _columns(lower), strict=True))
    both = [_over(pair) for pair in columns]
    starts = abs(columns[0][0][0] - columns[0][1][0])
    if starts > SAME_START or any(left[1] >= right[0] for left, right in pairwise(both)):
        return
    lower.xs = list(upper.xs)
    for cell in lower.cells:
        _, top, _, bottom = cell.box
        left, right = lower.xs[cell.column], lower.xs[cell.column + cell.column_span]
        cell.box = left, top, right, bottom


def _columns(table: TableDraft) -> list[Extent]:
    """Where the text of each column stands; between its lines where it has none."""
    found: list[list[Extent]] = [[] for _ in table.xs[1:]]
    for cell in table.cells:
        if cell.column_span == 1:
            found[cell.column] += [(line.x0, line.x1) for line in cell.lines]
    middles = [((left + right) / 2,) * 2 for left, right in pairwise(table.xs)]
    return [_over(lines) if lines else middle for lines, middle in zip(found, middles, strict=True)]


def _over(extents: Sequence[Extent]) -> Extent:
    return min(left for left, _ in extents), max(right for _, right in extents)
