"""Tables without rules: rows of separate pieces of text that leave the same gutters open, row under
row.

The answer is a grid like that of a ruled table, so that all that comes after is shared. Prose in
columns, lists, tables of contents and signatures are none: each test that speaks against a table
has a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.ink import Rule, Word
from extractor.read.pdf.text_rows import Piece, Region, Row, has_figures, row_of
from extractor.read.pdf.unruled_evidence import AGAINST, LEAST_ROWS, WORDS
from extractor.rules import first_match

FAR = 2.9  # of the letter size between baselines: the next row is no longer of the same table
ASIDE = 2  # rows of a single piece in succession: a label over two lines, a group's heading
COVERED = 0.15  # of the rows may cover a gutter: headings that span columns
GUTTER = 3.0  # points


def grids_without_rules(lines: Iterable[Sequence[Word]], across: Sequence[Rule]) -> Iterator[Grid]:
    """The grids of such tables among the lines of a page, from the top down."""
    rows = [row_of(line) for line in lines]
    for run in _runs(rows) if sum(len(row.pieces) > 1 for row in rows) >= LEAST_ROWS else ():
        region = _region(run, across)
        if region is not None and first_match(AGAINST, region) is None:
            yield grid_of(region)


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Stretches of rows in which parted ones come again and again, without prose between them."""
    run: list[Row] = []
    aside = 0
    for row in rows:
        far = bool(run) and row.base - run[-1].base > FAR * max(row.size, run[-1].size)
        single = len(row.pieces) == 1
        aside = aside + 1 if single else 0
        if run and (far or aside > ASIDE or (single and _is_prose(row, run))):
            yield run
            run, aside = [], int(single)
        run.append(row)
    if run:
        yield run


def _is_prose(row: Row, run: Sequence[Row]) -> bool:
    """A line that runs over most of the rows' width."""
    left, right = min(each.pieces[0].x0 for each in run), max(each.pieces[-1].x1 for each in run)
    piece = row.pieces[0]
    return piece.words > WORDS and piece.x1 - piece.x0 > 0.6 * (right - left)


def _region(run: list[Row], across: Sequence[Rule]) -> Region | None:
    """The part of a run from its first parted row (or a heading over its columns) to its last
    one.
    """
    run = _without_tail(run)
    parted = [index for index, row in enumerate(run) if len(row.pieces) > 1]
    if len(parted) < LEAST_ROWS:
        return None
    columns = columns_of([run[index] for index in parted])
    if len(columns) < 2:
        return None
    first, last = parted[0], parted[-1]
    while first and _heads(run[first - 1], columns):
        first -= 1
    while last + 1 < len(run) and _hangs(run[last + 1], run[last], columns):
        last += 1
    rows = run[first : last + 1]
    left, right = columns[0][0], columns[-1][1]
    near = [
        rule
        for rule in across
        if rows[0].top - rows[0].size < rule.at < rows[-1].bottom + rows[-1].size
        and rule.start < right
        and rule.end > left
    ]
    return Region(rows, columns, near)


def _without_tail(run: list[Row]) -> list[Row]:
    """The run without rows at its end that hold no figures and cross the gutters of those that
    do: a source, a heading.
    """
    core = [row for row in run if len(row.pieces) > 1 and has_figures(row)]
    if len(core) < LEAST_ROWS:
        return run
    columns = columns_of(core)
    end = len(run)
    while run[end - 1] is not core[-1] and any(
        first != last for first, last in (_span(p, columns) for p in run[end - 1].pieces)
    ):
        end -= 1
    return run[:end]


def columns_of(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The stretches between the gutters that (nearly) no row covers."""
    allowed = int(COVERED * len(rows))
    events = sorted(
        (x, step)
        for row in rows
        for piece in row.pieces
        for x, step in ((piece.x0, 1), (piece.x1, -1))
    )
    columns: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for x, step in events:
        before, depth = depth, depth + step
        if before <= allowed < depth:
            start = x
        elif depth <= allowed < before:
            if columns and start - columns[-1][1] < GUTTER:
                columns[-1] = (columns[-1][0], x)
            else:
                columns.append((start, x))
    return columns


def _heads(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """A single piece above the columns behind the first: the heading that they share."""
    piece = row.pieces[0]
    return (
        piece.x0 > columns[0][1] and piece.x1 < columns[-1][1] + row.size and piece.words <= WORDS
    )


def _hangs(row: Row, above: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """The second line of a label in the first column."""
    piece = row.pieces[0]
    return (
        piece.text[:1].islower()
        and piece.x1 <= columns[1][0]
        and row.base - above.base < 1.4 * row.size
    )


def grid_of(region: Region) -> Grid:
    """Lines in the middle of the gutters and between the rows; a piece that covers several
    columns spans them.
    """
    columns = region.columns
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    right = max(columns[-1][1], *(row.pieces[-1].x1 for row in region.rows))
    xs = [min(columns[0][0], *(row.pieces[0].x0 for row in region.rows)) - 1, *inner, right + 1]
    bands = _bands(region)
    ys = [bands[0][0].top - 1]
    ys += [(above[-1].bottom + below[0].top) / 2 for above, below in pairwise(bands)]
    ys.append(bands[-1][-1].bottom + 1)
    slots = [slot for index, band in enumerate(bands) for slot in _slots(band, index, columns)]
    return grid_of_slots(slots, xs, ys)


def _slots(
    band: Sequence[Row], index: int, columns: Sequence[tuple[float, float]]
) -> Iterator[Slot]:
    """The cells of one row: spans where a piece lies over several columns."""
    spans = sorted({_span(piece, columns) for row in band for piece in row.pieces})
    column = 0
    for first, last in spans:
        if last > first and first >= column:
            yield from (Slot(index, each, 1, 1) for each in range(column, first))
            yield Slot(index, first, 1, last - first + 1)
            column = last + 1
    yield from (Slot(index, each, 1, 1) for each in range(column, len(columns)))


def _span(piece: Piece, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column that a piece stands in."""
    held = [
        index
        for index, (left, right) in enumerate(columns)
        if min(right, piece.x1) - max(left, piece.x0) > 0
    ]
    if held:
        return held[0], held[-1]
    middle = (piece.x0 + piece.x1) / 2
    near = min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
    return near, near


def _bands(region: Region) -> list[list[Row]]:
    """Rows of the page gathered to rows of the table: lines of one cell belong together."""
    usual = _usual_step(region)
    bands: list[list[Row]] = []
    for row in region.rows:
        above = bands[-1][-1] if bands else None
        if (
            above is not None
            and not _ruled_between(above, row, region)
            and _same_row(bands[-1], row, region, usual)
        ):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _usual_step(region: Region) -> float:
    """The distance of parted rows that follow each other."""
    rows = region.rows
    steps = [
        below.base - above.base
        for above, below in pairwise(rows)
        if len(above.pieces) > 1 and len(below.pieces) > 1
    ]
    return median(steps) if steps else 0.0


def _ruled_between(above: Row, below: Row, region: Region) -> bool:
    width = region.columns[-1][1] - region.columns[0][0]
    return any(
        above.base < rule.at < below.base and rule.end - rule.start > 0.3 * width
        for rule in region.rules
    )


def _same_row(band: Sequence[Row], row: Row, region: Region, usual: float) -> bool:
    """Whether a line goes on with the row above it."""
    above = band[-1]
    step = row.base - above.base
    if step > 1.45 * row.size:
        return False
    first = region.columns[0][1]
    if len(row.pieces) == 1 and len(above.pieces) > 1:
        return row.pieces[0].text[:1].islower() or (
            step < 0.9 * usual and row.pieces[0].x1 <= region.columns[-1][1]
        )
    if len(above.pieces) == 1 and len(band) == 1 and len(row.pieces) > 1:
        return above.pieces[0].x0 < first and row.pieces[0].text[:1].islower()
    return _is_head(band, region) and _is_head([row], region) and not _spans_columns(above, region)


def _is_head(rows: Iterable[Row], region: Region) -> bool:
    """Words only, before the first figures and the first rule below a row."""
    first = next((index for index, row in enumerate(region.rows) if has_figures(row)), 0)
    heads = region.rows[:first]
    return all(row in heads for row in rows)


def _spans_columns(row: Row, region: Region) -> bool:
    return any(
        first != last for first, last in (_span(piece, region.columns) for piece in row.pieces)
    )
