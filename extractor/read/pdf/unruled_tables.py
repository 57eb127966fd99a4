"""Tables without rules: rows of separate pieces of text that leave the same gutters open, row under
row.

The answer is a grid like that of a ruled table, so that all that comes after is shared. Prose in
columns, lists, tables of contents and signatures are none: each test that speaks against a table
has a name.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractor.model.place import Box
from extractor.read.captions import is_caption
from extractor.read.pdf.centred_labels import is_centred_label
from extractor.read.pdf.column_inference import columns_of, parted_run
from extractor.read.pdf.grid import Grid, Slot, grid_of_slots
from extractor.read.pdf.head_spans import covered, spans_in, with_own_pieces
from extractor.read.pdf.ink import Rule
from extractor.read.pdf.row_bands import bands_of, is_label_of_both
from extractor.read.pdf.text_rows import Region, Row, has_figures
from extractor.read.pdf.unruled_evidence import AGAINST, LEAST_ROWS, WORDS
from extractor.rules import first_match

FAR = 2.9  # of the letter size between baselines: the next row is no longer of the same table
FEW = 0.04  # of the rows of both tables may cover a gutter
FRAMED = 5.0  # of the letter size, between two rules of one table
LONG = 100.0  # points: a rule that runs over a table
APART = 1.6  # times the usual distance of rows: there another table may begin
LABELS = 4  # such rows in succession that keep to the first column: groups in groups
ASIDE = 2  # rows of a single piece in succession: a label over two lines, a group's heading


def grids_without_rules(rows: Sequence[Row], across: Sequence[Rule]) -> Iterator[Grid]:
    """The grids of such tables among the lines of a page, from the top down."""
    frames = frames_of(across)
    for run in (
        _tables_in(rows, frames) if sum(len(row.pieces) > 1 for row in rows) >= LEAST_ROWS else ()
    ):
        region = _region(run, across)
        if region is not None and first_match(AGAINST, region) is None:
            yield grid_of(region)


def frames_of(across: Sequence[Rule]) -> list[Box]:
    """Where rules of one length lie below each other: the head, the middle and the foot of a table
    of three lines.
    """
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in across:
        if rule.end - rule.start > LONG:
            groups.setdefault((round(rule.start / 4), round(rule.end / 4)), []).append(rule)
    return [
        (rules[0].start, rules[0].at, rules[0].end, rules[-1].at)
        for rules in (sorted(group) for group in groups.values())
        if len(rules) > 1
    ]


def _tables_in(rows: Sequence[Row], frames: Sequence[Box]) -> Iterator[list[Row]]:
    """The runs of rows, those cut in two that are tables of other columns, one below the other."""
    waiting = list(_runs(rows, frames))
    while waiting:
        run = waiting.pop(0)
        at = next((at for at in _gaps_in(run) if _other_columns(run[:at], run[at:])), 0)
        if at:
            waiting[:0] = [run[:at], run[at:]]
        else:
            yield run


def _gaps_in(run: Sequence[Row]) -> list[int]:
    """Where a row of words stands further below the row above than rows usually do."""
    steps = [below.base - above.base for above, below in pairwise(run)]
    usual = median(steps) if steps else 0.0
    return [
        at for at, step in enumerate(steps, 1) if step > APART * usual and not has_figures(run[at])
    ]


def _other_columns(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the columns of two stretches of rows would run together in one table."""
    parts = [parted_run(part) for part in (above, below)]
    cores = [[row for row in rows if has_figures(row)] for rows, _ in parts]
    if min(map(len, cores)) < LEAST_ROWS:
        return False
    return len(columns_of(cores[0] + cores[1], FEW)) < max(len(columns) for _, columns in parts)


def _runs(rows: Sequence[Row], frames: Sequence[Box]) -> Iterator[list[Row]]:
    """Stretches of rows in which parted ones come again and again, without prose between them."""
    run: list[Row] = []
    aside = 0
    for row in rows:
        far = bool(run) and _is_far(run[-1], row, frames)
        single = len(row.pieces) == 1
        aside = aside + 1 if single else 0
        most = LABELS if single and run and _is_label(row, run) else ASIDE
        titled = is_caption(" ".join([piece.text for piece in row.pieces]))
        if run and (titled or far or aside > most or (single and _is_prose(row, run))):
            yield run
            run, aside = [], int(single)
        if not titled:
            run.append(row)
    if run:
        yield run


def _is_far(above: Row, row: Row, frames: Sequence[Box]) -> bool:
    """Whether a row stands too far below another to be of one table; between the rules of one
    table rows may lie further apart.
    """
    framed = any(box[1] < above.base and row.base < box[3] for box in frames)
    most = FRAMED if framed else FAR
    return row.base - above.base > most * max(row.size, above.size)


def _is_label(row: Row, run: Sequence[Row]) -> bool:
    """A short line that keeps to the first column."""
    piece = row.pieces[0]
    behind = [line.pieces[1].x0 for line in run if len(line.pieces) > 1]
    return bool(behind) and piece.words <= WORDS and piece.x1 < min(behind)


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
    run, columns = parted_run(run)
    parted = [index for index, row in enumerate(run) if len(row.pieces) > 1]
    if len(columns) < 2 or len(parted) < LEAST_ROWS:
        return None
    first, last = parted[0], parted[-1]
    while first and (
        _heads(run[first - 1], columns) or _is_label_of(run[first - 1], run[first], columns)
    ):
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
        first != last for first, last in (covered(p, columns) for p in run[end - 1].pieces)
    ):
        end -= 1
    return run[:end]


def _heads(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """A single piece above the columns behind the first: the heading that they share."""
    piece = row.pieces[0]
    return (
        piece.x0 > columns[0][1] and piece.x1 < columns[-1][1] + row.size and piece.words <= WORDS
    )


def _is_label_of(row: Row, below: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """The first line of a label whose figures stand beside a later line."""
    piece = row.pieces[0]
    bare = len(below.pieces) > 1 and below.pieces[0].x0 > columns[0][1]
    return (
        bare
        and has_figures(below)
        and piece.x1 <= columns[1][0]
        and below.base - row.base < 1.45 * row.size
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
    columns = with_own_pieces(region)
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    right = max(columns[-1][1], *(row.pieces[-1].x1 for row in region.rows))
    xs = [min(columns[0][0], *(row.pieces[0].x0 for row in region.rows)) - 1, *inner, right + 1]
    bands = bands_of(region)
    ys = [bands[0][0].top - 1]
    ys += [(above[-1].bottom + below[0].top) / 2 for above, below in pairwise(bands)]
    ys.append(bands[-1][-1].bottom + 1)
    slots: list[Slot] = []
    for index, band in enumerate(bands):
        if is_centred_label(index, bands, region):
            slots.append(Slot(index, 0, 1, len(columns)))
        else:
            slots += _slots(band, index, region)
    for at, (band, below) in enumerate(pairwise(bands)):
        if is_label_of_both(band, below, region):
            slots = [slot for slot in slots if slot[:2] not in ((at, 0), (at + 1, 0))]
            slots.append(Slot(at, 0, 2, 1))
    return grid_of_slots(slots, xs, ys)


def _slots(band: Sequence[Row], index: int, region: Region) -> Iterator[Slot]:
    """The cells of one row: spans where a piece lies over several columns."""
    spans = sorted({span for row in band for span in spans_in(row, region)})
    column = 0
    for first, last in spans:
        if last > first and first >= column:
            yield from (Slot(index, each, 1, 1) for each in range(column, first))
            yield Slot(index, first, 1, last - first + 1)
            column = last + 1
    yield from (Slot(index, each, 1, 1) for each in range(column, len(region.columns)))
