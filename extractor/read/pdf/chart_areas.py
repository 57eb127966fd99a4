"""Charts: where curves, slanted lines and free-standing coloured areas gather, tables are not to
be looked for.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractor.model.place import Box
from extractor.read.pdf.grid import Grid
from extractor.read.pdf.ink import Ink
from extractor.read.pdf.rules import nearest

REACH = 12.0  # points between the parts of one chart
SMALLEST = (50.0, 30.0)  # points: below that a drawing is a bullet, a logo, a stroke of the pen
FREE_FILLS = 3  # so many coloured areas that no cell bounds are the bars of a chart
EDGE = 3.0  # points between a cell's shading and its border
TICKS = 5.0  # points: no row of text is lower
MOST = 2_000  # parts of drawings looked at on one page
CELL_GAP = 6.0  # points between the shadings of neighbouring cells
BAND = 0.3  # of the page's width: a shaded row is no narrower
PAGE_SHARE = 0.7  # what takes more of the page is the page's own frame or background


def regions_of(ink: Ink, grids: Sequence[Grid]) -> list[Box]:
    """The places of the page's charts, frames included; a frame that lies in a table is a
    cell's.
    """
    if not ink.fills and not ink.drawings:
        return []
    tables = [grid for grid in grids if len(grid.slots) > 1 and _has_words(grid, ink)]
    free = [
        box
        for box in ink.fills[:MOST]
        if not any(_bounds(grid, box) for grid in tables) and _share(box, ink) < PAGE_SHARE
    ]
    free = _without_shading(free, ink)
    scales = [grid.box for grid in grids if _is_scale(grid, free)]
    if not ink.drawings and not scales and len(free) < FREE_FILLS:
        return []
    drawings = [box for box in ink.drawings[:MOST] if _share(box, ink) < PAGE_SHARE]
    found = gathered([*drawings, *free, *scales])
    frames = [
        box
        for box in ink.frames[:MOST]
        if _share(box, ink) < PAGE_SHARE and not _is_of_table(box, tables)
    ]
    found = [_framed(box, frames) for box in found] + [
        frame for frame in frames if _holds_bars(frame, free)
    ]
    charts = gathered(box for box in found if _is_chart(box, ink, free, scales))
    return [box for box in charts if _share(box, ink) < PAGE_SHARE]


def _without_shading(fills: Sequence[Box], ink: Ink) -> list[Box]:
    """The coloured areas but for the shading of cells: rows of areas side by side with the same
    edges as other rows or with words for headings, or broad bands with several words each.
    """
    by_height: dict[tuple[int, int], list[Box]] = {}
    for box in fills:
        by_height.setdefault((round(box[1]), round(box[3])), []).append(box)
    rows = [sorted(boxes) for boxes in by_height.values()]
    usual = Counter(round(box[0] / EDGE) for row in rows for box in row)
    cells = [box for boxes in rows for box in _shaded(boxes, usual, ink)]
    full = {box for box in cells if any(inside(word.box, box) for word in ink.words)}
    return [box for box in fills if box not in full and not any(inside(box, cell) for cell in full)]


def _shaded(boxes: Sequence[Box], usual: Counter[int], ink: Ink) -> Iterator[Box]:
    """The areas of one height that are cells or a shaded row; segments of a bar are none: they
    begin where no other row's do.
    """
    yield from (box for box in boxes if _is_band(box, ink))
    run: list[Box] = []
    for box in [*boxes, None]:
        if box is not None and run and box[0] - run[-1][2] <= CELL_GAP:
            run.append(box)
            continue
        repeated = sum(usual[round(cell[0] / EDGE)] > 1 for cell in run)
        if len(run) > 1 and (repeated == len(run) or _has_headings(run, ink)):
            yield from run
        run = [box] if box is not None else []


def _has_headings(boxes: Sequence[Box], ink: Ink) -> bool:
    """Whether most areas hold words and not figures."""
    texts = ["".join(word.text for word in ink.words if inside(word.box, box)) for box in boxes]
    return 2 * sum(any(map(str.isalpha, text)) for text in texts) > len(boxes)


def _is_band(box: Box, ink: Ink) -> bool:
    """Whether a broad area of the height of a line or two has words far from each other."""
    if box[2] - box[0] < BAND * ink.width:
        return False
    held = [word for word in ink.words if inside(word.box, box)]
    return bool(held) and (
        max(word.x1 for word in held) - min(word.x0 for word in held) > 0.5 * (box[2] - box[0])
        and box[3] - box[1] < 4 * held[0].face.size
    )


def _is_of_table(frame: Box, tables: Iterable[Grid]) -> bool:
    return any(overlap(frame, table.box) > 0.9 for table in tables)


def _holds_bars(frame: Box, free: Iterable[Box]) -> bool:
    return sum(inside(box, frame) and not _same(box, frame) for box in free) >= FREE_FILLS


def _has_words(grid: Grid, ink: Ink) -> bool:
    """Bars that stand side by side have lines like cells, but no words."""
    return any(inside(word.box, grid.box) for word in ink.words)


def _same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= EDGE for a, b in zip(one, other, strict=True))


def _is_scale(grid: Grid, free: Sequence[Box]) -> bool:
    """The lines behind a chart: as close as its tick marks, or with bars that stand in no cell."""
    pitch = min(median(_steps(grid.xs)), median(_steps(grid.ys)))
    return pitch < TICKS or (
        len(grid.slots) > 1 and sum(inside(box, grid.box) for box in free) >= FREE_FILLS
    )


def _steps(marks: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(marks)]


def _bounds(grid: Grid, box: Box) -> bool:
    """Whether a coloured area is the shading of cells, or of a paragraph in one cell: it crosses
    no line of the grid.
    """
    x0, y0, x1, y1 = box
    if not inside(box, grid.box):
        return False
    left, right = _interval(grid.xs, x0), _interval(grid.xs, x1 - 2 * EDGE)
    top, bottom = _interval(grid.ys, y0), _interval(grid.ys, y1 - 2 * EDGE)
    if grid.slot_at[top][left] == grid.slot_at[bottom][right]:
        return True
    return all(
        _runs_along(marks, value)
        for marks, value in ((grid.xs, x0), (grid.xs, x1), (grid.ys, y0), (grid.ys, y1))
    )


def _interval(marks: Sequence[float], value: float) -> int:
    """Which interval between lines a side of a coloured area begins; one on a line belongs to
    the interval behind it.
    """
    return min(max(bisect_right(marks, value + EDGE) - 1, 0), len(marks) - 2)


def _runs_along(marks: Sequence[float], value: float) -> bool:
    return abs(marks[nearest(marks, value)] - value) <= EDGE


def _share(box: Box, ink: Ink) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) / max(1.0, ink.width * ink.height)


def _is_chart(box: Box, ink: Ink, free: Iterable[Box], scales: Iterable[Box]) -> bool:
    if any(inside(each, box) for each in scales):
        return True
    if box[2] - box[0] < SMALLEST[0] or box[3] - box[1] < SMALLEST[1]:
        return False
    slanted = any(
        max(each[2] - each[0], each[3] - each[1]) > REACH and inside(each, box)
        for each in ink.drawings
    )
    return slanted or sum(inside(each, box) for each in free) >= FREE_FILLS


def _framed(box: Box, frames: Iterable[Box]) -> Box:
    """The smallest frame around a chart, or the chart alone."""
    held = [each for each in frames if overlap(box, each) > 0.8]
    return (
        around([box, min(held, key=lambda each: (each[2] - each[0]) * (each[3] - each[1]))])
        if held
        else box
    )


def gathered(boxes: Iterable[Box]) -> list[Box]:
    """Boxes closer than REACH become one, until none are."""
    found: list[Box] = []
    for box in boxes:
        near = [each for each in found if _close(each, box)]
        while near:
            found = [each for each in found if each not in near]
            box = around([box, *near])
            near = [each for each in found if _close(each, box)]
        found.append(box)
    return found


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _close(one: Box, other: Box) -> bool:
    return (
        one[0] - REACH <= other[2]
        and other[0] - REACH <= one[2]
        and one[1] - REACH <= other[3]
        and other[1] - REACH <= one[3]
    )


def inside(small: Box, large: Box) -> bool:
    """Whether the middle of one box lies in the other."""
    x, y = (small[0] + small[2]) / 2, (small[1] + small[3]) / 2
    return large[0] <= x <= large[2] and large[1] <= y <= large[3]


def overlap(small: Box, large: Box) -> float:
    """The share of a box that lies in the other."""
    width = min(small[2], large[2]) - max(small[0], large[0])
    height = min(small[3], large[3]) - max(small[1], large[1])
    area = max(0.1, small[2] - small[0]) * max(0.1, small[3] - small[1])
    return max(0.0, width) * max(0.0, height) / area
