"""The rows below the header: what each is, and everything that stands over and before its figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.interpret.cards import head_label
from extractor.interpret.columns import DATA, NAME, ORDINAL, Columns, Stub
from extractor.interpret.grid import Grid, Row, has_values, is_column_numbers, is_full_width, is_labels, is_years
from extractor.interpret.groups import Groups, LabelRow, common_stems, is_group_label
from extractor.interpret.heads import Header, Times
from extractor.interpret.kinds import Kind, has_word, is_ordinal, kind_of, starts_with
from extractor.interpret.nest import Figures, Nest
from extractor.interpret.values import read_cell
from extractor.interpret.when import is_year_of_a_thing, label_of, whole_period
from extractor.model import Cell
from extractor.text import fold

HEADER_ROW, GROUP_ROW, DATA_ROW, TOTAL_ROW, NOTE_ROW = "header", "group", "data", "total", "note"
TOTAL_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A body row understood. ``stubs``: for each block the texts that name the row, outermost first; ``header`` is the one in
    force over it; ``carried``: parents of the last label (the wholes of its part)."""

    row: Row
    role: str
    header: Header
    groups: tuple[str, ...] = ()
    stubs: tuple[tuple[str, ...], ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(slots=True)
class State:
    """What the rows above say about those below."""

    grid: Grid
    columns: Columns
    header: Header
    common: frozenset[str]
    card_head: str
    figures: Figures
    last: int
    mostly_bold: bool
    nest: Nest
    unfilled: frozenset[int]
    groups: Groups = field(default_factory=Groups)
    covers: dict[int, Cell] = field(default_factory=dict)
    before: dict[int, str] = field(default_factory=dict)
    card: str = ""


def lines_of(grid: Grid, depth: int, columns: Columns, times: Times) -> Iterator[Line]:
    """The rows below the header in order, each with its role and its labels."""
    state = _state(grid, depth, columns, times)
    for row in grid.rows:
        if row.index >= depth:
            _cover(state, row)
            yield next(line for rule in RULES if (line := rule(state, row)) is not None)


def _state(grid: Grid, depth: int, columns: Columns, times: Times) -> State:
    body = [row for row in grid.rows if row.index >= depth]
    names = [column for column, role in columns.blocks[0].columns if role == NAME]
    labels = [cell for row in body if names and (cell := row.covering(names[-1])) and not is_full_width(row, grid.columns)]
    head = Header(tuple(row for row in grid.rows if row.index < depth), grid.columns, times)
    is_card = grid.columns == 2 and depth == 0
    pairs = [(row.cells[0].text, row.cells[-1].text) for row in body if len(row.cells) == 2] if is_card else []
    bold = sum(cell.bold for cell in labels)
    figures = _figures(body, columns)
    return State(
        grid, columns, head, common_stems(cell.text for cell in labels if cell.text.strip()), head_label(pairs),
        figures, body[-1].index if body else -1, bold * 2 > len(labels), Nest(figures), _unfilled(body, columns),
    )  # fmt: skip


def _unfilled(body: list[Row], columns: Columns) -> frozenset[int]:
    """Rows of a label beside empty cells, where that is how the table sets off its parts: the first row is one, all others
    are filled, and there are several."""
    first = columns.blocks[0].first + columns.stub_columns
    rows = [row for row in body if len(row.cells) > 1 and not is_column_numbers(row)]
    count = [sum(cell.column >= first for cell in row.filled()) for row in rows]
    full = [sum(cell.column >= first for cell in row.cells) for row in rows]
    none = [index for index, filled in enumerate(count) if not filled]
    mixed = any(0 < filled < width for filled, width in zip(count, full, strict=True))
    if not first or len(none) < 2 or none[0] != 0 or mixed or any(after - before == 1 for before, after in pairwise(none)):
        return frozenset()
    return frozenset(rows[index].index for index in none)


def _figures(body: list[Row], columns: Columns) -> Figures:
    """The figures of each row by column, for sums of parts."""
    first = columns.blocks[0].first + columns.stub_columns
    read = {row.index: {cell.column: read_cell(cell.text).value for cell in row.cells if cell.column >= first} for row in body}
    return {row: {column: value for column, value in values.items() if value is not None} for row, values in read.items()}


def _cover(state: State, row: Row) -> None:
    """Stub cells that stand over this row: those that begin in it, and merged ones from above."""
    for column, _ in (each for block in state.columns.blocks for each in block.columns):
        cell = row.covering(column)
        if cell is not None:
            state.covers[column] = cell
        elif column in state.covers and state.covers[column].row + state.covers[column].row_span <= row.index:
            del state.covers[column]


def _first_data(state: State) -> int:
    return state.columns.blocks[0].first + state.columns.stub_columns


# Rules, in order -------------------------------------------------------------------------------------------------------------


def line_between(state: State, row: Row) -> Line | None:
    """An empty row from edge to edge ends what stood above."""
    if not is_full_width(row, state.grid.columns) or row.cells[0].text.strip():
        return None
    state.groups.close()
    state.nest = Nest(state.figures)
    return Line(row, GROUP_ROW, state.header)


def note(state: State, row: Row) -> Line | None:
    """«* по данным на конец года»"""
    filled = list(row.filled())
    if len(filled) != 1 or not starts_with(filled[0].text, "notes") or filled[0].column_span * 2 < state.grid.columns:
        return None
    return Line(row, NOTE_ROW, state.header)


def header_again(state: State, row: Row) -> Line | None:
    """The header of the page before, or the numbers of the columns."""
    texts = tuple(fold(each.text) for each in row.filled())
    again = len(texts) > 1 and texts in state.header.texts() and not has_values(row)
    return Line(row, HEADER_ROW, state.header) if again or _column_numbers_again(state, row) else None


def _column_numbers_again(state: State, row: Row) -> bool:
    return bool(state.header.rows) and is_column_numbers(row) and is_column_numbers(state.header.rows[-1])


def stated_sum(state: State, row: Row) -> Line | None:
    """«Итого: 25 библиотек» from edge to edge: a figure, and no heading."""
    if not is_full_width(row, state.grid.columns) or not starts_with(row.cells[0].text, "totals"):
        return None
    if not any(each.isdigit() for each in row.cells[0].text):
        return None
    state.groups.total(row.cells[0].text, row.index == state.last)
    return Line(row, TOTAL_ROW, state.header, state.groups.texts())


def heading(state: State, row: Row) -> Line | None:
    """One text from edge to edge, an ordinal before it left aside."""
    filled = list(row.filled())
    if state.grid.columns == 1 or len(filled) != 1:
        return None
    cell = filled[0]
    wide = cell.column_span >= state.grid.columns - _ordinal_columns(state) and cell.column_span > 1
    if not wide or kind_of(cell.text) in (Kind.NUMBER, Kind.ABSENT):
        return None
    below = state.grid.after(row)
    outer = below is not None and is_full_width(below, state.grid.columns) and not starts_with(below.cells[0].text, "notes")
    state.groups.open(cell, wide=True, outer=outer)
    state.nest = Nest(state.figures)
    state.before = {}
    return Line(row, GROUP_ROW, state.header)


def _ordinal_columns(state: State) -> int:
    return sum(role == ORDINAL for _, role in state.columns.blocks[0].columns)


def header_in_the_middle(state: State, row: Row) -> Line | None:
    """New names over the columns between rows of figures; years over them too, beside the name of a group."""
    first = _first_data(state)
    stub = [cell for cell in row.filled() if cell.column < first]
    found = any(rule(state, row, first, stub) for rule in NEW_HEADER)
    if not found:
        return None
    state.header = state.header.with_row(row)
    if stub and first and not _is_stub_head(state, stub[-1]):
        state.groups.open(stub[-1], wide=True)
    state.nest = Nest(state.figures)
    return Line(row, HEADER_ROW, state.header)


def boxes(state: State, row: Row, first: int, _stub: list[Cell]) -> bool:
    """No stub, and labels in every column with figures below."""
    return first == 0 and is_labels(row) and _leads_to_figures(state, row) and not is_full_width(row, state.grid.columns)


def own_stub_head(state: State, row: Row, first: int, stub: list[Cell]) -> bool:
    """Labels behind an empty stub or one that repeats its head, over columns of figures."""
    own = all(_is_stub_head(state, each) for each in stub)
    labels = len(row.kinds(first)) > 1 and is_labels(row, first)
    return bool(first) and own and labels and _over_figures(state, row, first) and _leads_to_figures(state, row)


def years_again(state: State, row: Row, first: int, stub: list[Cell]) -> bool:
    """The years once more beside the name of a group."""
    if not first or not stub or not is_years(row, first) or is_year_of_a_thing(stub[-1].text):
        return False
    cells = [each for each in row.filled() if each.column >= first]
    if len(cells) == 1 and kind_of(cells[0].text) == Kind.YEAR:
        return False
    before = [state.header.over(each).period for each in cells]
    return not any(before) or before == [whole_period(each.text, state.header.times.year) for each in cells]


NEW_HEADER: tuple[Callable[[State, Row, int, list[Cell]], bool], ...] = (boxes, own_stub_head, years_again)


def _is_stub_head(state: State, cell: Cell) -> bool:
    heads = {fold(each) for column in state.columns.all[: _first_data(state)] for each in column.heads}
    return fold(cell.text) in heads or fold(label_of(cell.text)) in heads


def _over_figures(state: State, row: Row, first: int) -> bool:
    """Whether the columns of the row hold figures as a rule: beside words in the rows a label is a value."""
    at = [state.columns.all[each.column] for each in row.filled() if first <= each.column < len(state.columns.all)]
    return all(each.is_mostly(Kind.NUMBER, Kind.MEASURED, Kind.ABSENT) for each in at)


def _leads_to_figures(state: State, row: Row) -> bool:
    for index in range(row.index + 1, min(row.index + 5, state.grid.height)):
        below = state.grid.row(index)
        if has_values(below):
            return True
        if not is_labels(below):
            return False
    return False


def parts_opened(state: State, row: Row) -> Line | None:
    """«в том числе:» in a row of its own."""
    cell = _label_alone(state, row)
    if cell is None or not starts_with(cell.text, "connectives") or len(label_of(cell.text).split()) > 3:
        return None
    state.nest.open(cell.text, row.index)
    return Line(row, GROUP_ROW, state.header, state.groups.texts())


def label_alone(state: State, row: Row) -> Line | None:
    """A label beside empty cells that the rules take for a heading."""
    cell = _label_alone(state, row)
    if cell is None:
        return None
    seen = LabelRow(cell, state.common, state.mostly_bold, row.index in state.unfilled)
    if starts_with(cell.text, "totals") or not is_group_label(seen) or row.index == state.last:
        return None
    state.groups.open(cell, wide=False)
    state.nest = Nest(state.figures)
    return Line(row, GROUP_ROW, state.header)


def _label_alone(state: State, row: Row) -> Cell | None:
    """The only filled cell of a row, where it stands in the stub and cells of data beside it are empty."""
    first = _first_data(state)
    filled = [each for each in row.filled() if state.columns.role(each.column) != ORDINAL or not is_ordinal(each.text)]
    if len(filled) != 1 or not first or filled[0].column >= first or len(row.cells) == 1:
        return None
    return filled[0]


def card_opened(state: State, row: Row) -> Line | None:
    """The row of a card that says whom it is about: an observation, and the heading of those below it."""
    label = row.cells[0].text
    if not state.card_head or not fold(label).startswith(state.card_head.rstrip(" :№")):
        return None
    again = fold(label) == state.card_head
    state.card = f"{label_of(label)} {label_of(row.cells[-1].text)}" if again else ""
    return Line(row, DATA_ROW, state.header, state.groups.texts(), ((label,),))


def sums(state: State, row: Row) -> Line | None:
    """«Всего», also without its word: figures beside an empty stub, at the end of a table or a group."""
    stubs = _stubs(state, row)
    labels = [each for stub in stubs for each in stub]
    if not (any(map(_is_total, labels)) or _is_unlabelled_sum(state, row, labels)):
        return None
    state.groups.total(labels[0] if labels else "", row.index == state.last)
    state.nest = Nest(state.figures)
    return Line(row, TOTAL_ROW, state.header, state.groups.texts(), stubs)


def _is_total(label: str) -> bool:
    return starts_with(label, "totals") and len(label.split()) <= TOTAL_WORDS and not has_word(label, "ordinals")


def _is_unlabelled_sum(state: State, row: Row, labels: list[str]) -> bool:
    if labels or not _first_data(state) or not state.before or not has_values(row):
        return False
    below = state.grid.after(row)
    if below is None or len(list(below.filled())) <= 1:
        return True
    return any(_is_total(each.text) for each in below.cells if each.column < _first_data(state))


def data(state: State, row: Row) -> Line | None:
    stubs = _stubs(state, row)
    state.header = state.header.settled()
    carried: tuple[str, ...] = ()
    if len(stubs) == 1 and stubs[0]:
        carried = state.nest.parents_of(stubs[0][-1], row.index, _ordinal(state))
    state.groups.fresh = False
    groups = (*state.groups.texts(), *([state.card] if state.card else []))
    return Line(row, DATA_ROW, state.header, groups, stubs, carried)


RULES: tuple[Callable[[State, Row], Line | None], ...] = (
    line_between, note, header_again, stated_sum, header_in_the_middle, heading, parts_opened, label_alone, card_opened, sums, data,
)  # fmt: skip


def _ordinal(state: State) -> str:
    """What the column of ordinals says of a row: «1.2»."""
    return next((_text(state, column) for column, role in state.columns.blocks[0].columns if role == ORDINAL), "")


# Labels of a row -------------------------------------------------------------------------------------------------------------


def _stubs(state: State, row: Row) -> tuple[tuple[str, ...], ...]:
    return tuple(_stub_texts(state, row, block) for block in state.columns.blocks)


def _stub_texts(state: State, row: Row, block: Stub) -> tuple[str, ...]:
    """Texts of the stub over a row, each merged cell once; a blank before a filled one repeats what stood above."""
    texts: list[str] = []
    shown: list[Cell] = []
    roles = dict(block.columns)
    inner = max((column for column, role in block.columns if role != ORDINAL and _text(state, column)), default=-1)
    is_total = any(_is_total(_text(state, column)) for column in roles)
    for column, role in block.columns:
        cell, text = state.covers.get(column), _text(state, column)
        if cell is not None and any(cell is each for each in shown):
            continue
        if not text and role == NAME and column < inner and not is_total:
            text = state.before.get(column, "")
        elif role != ORDINAL or starts_with(text, "totals"):
            state.before[column] = text
        if text and (role != ORDINAL or (not is_ordinal(text) and kind_of(text) == Kind.WORDS)):
            texts.append(text)
        if cell is not None:
            shown.append(cell)
    return tuple(texts)


def _text(state: State, column: int) -> str:
    cell = state.covers.get(column)
    return "" if cell is None or kind_of(cell.text) == Kind.EMPTY else cell.text


def is_data_cell(line: Line, columns: Columns, cell: Cell) -> bool:
    """Whether a cell of a row of data holds a value."""
    return line.role in (DATA_ROW, TOTAL_ROW) and (columns.role(cell.column) == DATA or not line.stubs)
