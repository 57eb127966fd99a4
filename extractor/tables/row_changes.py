"""What a row below the header is and what it changes for those below: found by rules, applied in
one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from extractor.model import Cell
from extractor.tables.column_headers import Header
from extractor.tables.grid import Row
from extractor.tables.row_context import DATA_ROW, Line, State, ordinal_of
from extractor.tables.row_hierarchy import Nest


class RowAt(NamedTuple):
    """A row, and what the rows above say about it."""

    state: State
    row: Row


class Heading(NamedTuple):
    """A heading that begins: from edge to edge, directly over another one."""

    cell: Cell
    wide: bool
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a row is and what it changes; what is left out stays as it was.

    ``closes``: all headings end; ``heading`` begins; ``total`` is the label of a sum; ``whole``:
    the label of which later rows may be parts, empty where there is none; ``parts``: a row that
    opens the parts of the last whole; ``before``: what a blank in the stub repeats; ``nested``: a
    row of data, which may be a part itself. ``stubs``, ``stated`` and ``units`` are those of the
    line.
    """

    role: str
    header: Header | None = None
    fresh: tuple[Row, ...] = ()
    closes: bool = False
    heading: Heading | None = None
    total: str | None = None
    whole: str | None = None
    parts: str | None = None
    before: Mapping[int, str] | None = None
    card: str | None = None
    nested: bool = False
    stubs: tuple[tuple[str, ...], ...] = ()
    stated: str = ""
    units: tuple[str, ...] = ()


def applied(state: State, row: Row, change: Change) -> Line:
    """Change what is known by a row, and return the row as understood."""
    state.begins = change.role != DATA_ROW
    _change_headings(state, row, change)
    if change.whole is not None:
        start = row.index if change.whole else -1
        state.nest = Nest(state.figures, change.whole, start)
    if change.parts is not None:
        state.nest.open(change.parts, row.index)
    if change.before is not None:
        state.before = change.before
    if change.card is not None:
        state.card = change.card
    carried = _nested(state, row, change.stubs) if change.nested else ()
    groups = state.groups.texts()
    if change.nested and state.card:
        groups = (*groups, state.card)
    return Line(
        row,
        change.role,
        state.header,
        groups,
        change.stubs,
        carried,
        change.stated,
        change.units,
    )


def _change_headings(state: State, row: Row, change: Change) -> None:
    """Header and headings of groups."""
    if change.header is not None:
        state.header, state.fresh = change.header, change.fresh
    if change.closes:
        state.groups.close()
    if change.heading is not None:
        state.groups.open(*change.heading)
    if change.total is not None:
        state.groups.total(change.total, row.index == state.last)


def _nested(
    state: State, row: Row, stubs: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """For each block the wholes of which a row of data is a part; no header goes on over it."""
    state.fresh = ()
    if stubs and stubs[0] and stubs[0][:-1] != state.outer:
        state.nest, state.outer = Nest(state.figures), stubs[0][:-1]
    if stubs and stubs[0]:
        state.groups.counted_on(stubs[0][-1])
    state.groups.fresh = False
    return tuple(_carried(state, row, block, stub) for block, stub in enumerate(stubs))


def _carried(state: State, row: Row, block: int, stub: tuple[str, ...]) -> tuple[str, ...]:
    """The wholes of which the row of one block is a part."""
    if not stub:
        return ()
    if block:
        return state.beside.setdefault(block, Nest({})).parents_of(stub[-1], row.index)
    return state.nest.parents_of(stub[-1], row.index, ordinal_of(state))
