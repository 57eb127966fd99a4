"""The columns of a table without rules: stretches between the gutters that its rows of figures
leave open, and pieces of text cut where they lie over a gutter.
"""

from collections.abc import Iterator, Sequence

from msgspec import structs

from extractor.read.pdf.close_columns import with_close_columns
from extractor.read.pdf.close_headings import headings_apart
from extractor.read.pdf.text_rows import Piece, Row, has_figures, is_figure

COVERED = 0.15  # of the rows may cover a gutter: headings that span columns
GUTTER = 3.0  # points
MOSTLY = 0.3  # of a column's width: what lies over less of it does not stand there
LEAST_ROWS = 3
LEAST_LABELS = 2  # half way between two lines each
LINE = 0.9  # of the letter size: closer baselines are no lines of their own
CORE = 0.5  # of the parted rows: so many with figures tell the columns of all
Columns = list[tuple[float, float]]


def parted_run(run: Sequence[Row]) -> tuple[list[Row], Columns]:
    """The rows with their pieces cut at the gutters, and the columns."""
    told = _telling(run)
    columns = columns_of(told)
    first = next((at for at, row in enumerate(run) if has_figures(row)), 0)
    bare = all(len(row.pieces) == 1 for row in run[:first])
    whole = [not bare and _is_text(row) for row in run]
    close = with_close_columns(run, told, columns)
    close = [old if kept else new for old, new, kept in zip(run, close, whole, strict=True)]
    if any(one is not other for one, other in zip(close, run, strict=True)):
        run, told = close, _telling(close)
        columns = columns_of(told)
    cut = _parted_rows(run, columns, whole)
    if any(one is not other for one, other in zip(cut, run, strict=True)):
        kept = {id(row) for row in told}
        columns = columns_of([new for new, old in zip(cut, run, strict=True) if id(old) in kept])
    before = _column_before(cut, columns)
    if before:
        columns = [*before, *columns]
        cut = _parted_rows(cut, columns, whole)
    return cut, columns


def _parted_rows(run: Sequence[Row], columns: Columns, whole: Sequence[bool]) -> list[Row]:
    """The rows with their pieces cut at the gutters, those before the first figures as headings."""
    first = next((at for at, row in enumerate(run) if has_figures(row)), 0)
    bare = all(len(row.pieces) == 1 for row in run[:first])
    heads = [
        row if whole[at] else headings_apart(row, columns, at == first - 1)
        for at, row in enumerate(run[:first])
    ]
    return [
        row if whole[at] else _cut(row, columns, bare and at == first - 1)
        for at, row in enumerate([*heads, *run[first:]])
    ]


def _is_text(row: Row) -> bool:
    """Whether a row is one text without figures: in a table whose headings stand apart it is a
    label, whatever columns it lies over.
    """
    return len(row.pieces) == 1 and not any(is_figure(text) for *_, text in row.pieces[0].parts)


def _column_before(run: Sequence[Row], columns: Columns) -> Columns:
    """The column left of all others whose texts stand between the rows of figures: a label for
    two rows each.
    """
    before = [row for row in run if columns and row.pieces[0].x1 < columns[0][0] - GUTTER]
    halves = {
        id(row)
        for above, row, below in zip(run, run[1:], run[2:], strict=False)
        if max(row.base - above.base, below.base - row.base) < LINE * row.size
    }
    alone = [row for row in before if len(row.pieces) == 1 and id(row) in halves]
    if len(alone) < LEAST_LABELS:
        return []
    return [(min(r.pieces[0].x0 for r in before), max(r.pieces[0].x1 for r in before))]


def _telling(run: Sequence[Row]) -> list[Row]:
    """The parted rows that tell the columns: those with figures, if there are enough."""
    parted = [row for row in run if len(row.pieces) > 1]
    core = [row for row in parted if has_figures(row)]
    return core if len(core) >= max(LEAST_ROWS, CORE * len(parted)) else parted


def columns_of(rows: Sequence[Row], share: float = COVERED) -> list[tuple[float, float]]:
    """The stretches between the gutters that no row covers, or only a small share of them."""
    allowed = int(share * len(rows))
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


def _cut(row: Row, columns: Columns, is_head: bool) -> Row:
    """A row whose pieces over several columns are cut between them: figures that stand close
    together, headings that nearly touch; ``is_head``: no other row can hold the headings.
    """
    pieces = [part for piece in row.pieces for part in _parts(piece, columns)]
    if is_head and len(pieces) < len(columns):
        headings = list(_capitalised(row.pieces[0]))
        pieces = headings if _keep_to(headings, columns) else pieces
    return row if len(pieces) == len(row.pieces) else structs.replace(row, pieces=pieces)


def _keep_to(headings: Sequence[Piece], columns: Columns) -> bool:
    """Whether there is a heading for each column, none of which reaches the middle of another."""
    middles = [sum(column) / 2 for column in columns]
    if len(headings) != len(columns):
        return False
    return all(
        low < (piece.x0 + piece.x1) / 2 < high
        for piece, low, high in zip(
            headings, [0.0, *middles], [*middles[1:], float("inf")], strict=False
        )
    )


def _capitalised(piece: Piece) -> Iterator[Piece]:
    """A piece cut before each capital: one heading for each column, in their order."""
    groups: list[list[tuple[float, float, str]]] = []
    for part in piece.parts:
        if not groups or part[2][:1].isupper():
            groups.append([])
        groups[-1].append(part)
    for group in groups:
        text = " ".join(word for *_, word in group)
        yield Piece(group[0][0], group[-1][1], text, len(group), tuple(group))


def _parts(piece: Piece, columns: Columns) -> Iterator[Piece]:
    over = [
        min(piece.x1, right) - max(piece.x0, left) > MOSTLY * (right - left)
        for left, right in columns
    ]
    groups = list(_groups(piece, columns)) if sum(over) > 1 else []
    texts = [" ".join(text for *_, text in group) for group in groups]
    apart = all(map(is_figure, texts)) or (
        len(groups) == sum(over) and all(text[:1].isupper() for text in texts)
    )
    if len(groups) < 2 or not apart:
        yield piece
        return
    for group, text in zip(groups, texts, strict=True):
        yield Piece(group[0][0], group[-1][1], text, len(group), tuple(group))


def _groups(piece: Piece, columns: Columns) -> Iterator[list[tuple[float, float, str]]]:
    """The words of a piece by the column that they stand in; none where one lies over two."""
    held: list[tuple[int, list[tuple[float, float, str]]]] = []
    for left, right, text in piece.parts:
        word = Piece(left, right, text, 1)
        column = _column_of(word, columns)
        if held and held[-1][0] == column:
            held[-1][1].append((left, right, text))
        else:
            held.append((column, [(left, right, text)]))
    order = [column for column, _ in held]
    if order == sorted(set(order)):
        yield from (group for _, group in held)


def _column_of(word: Piece, columns: Columns) -> int:
    """The column that a word stands over most, else the next one."""
    over = [min(word.x1, right) - max(word.x0, left) for left, right in columns]
    return max(range(len(columns)), key=lambda at: over[at])
