"""From the figure of a cell and what stands behind it to a quantity."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from extractor.model import Quantity, Status
from extractor.tables.cell_figures import Figure
from extractor.tables.cell_tail import Tail


class CellText(NamedTuple):
    """The text of a cell as printed, and on one line with one kind of space and dash."""

    text: str
    plain: str


def quantity_of(text: str, figure: Figure, tail: Tail) -> Quantity:
    """The quantity of a figure and what stood behind it."""
    if tail.parts:
        return _sum(text, figure, tail)
    if tail.added and figure.grouped is None:
        figure = _with_added(figure, tail.added, tail.multiplier)
    last = [("total", str(tail.total.value))] if tail.total else []
    extra = distinct([*tail.extra, *last])
    if figure.grouped is not None:
        both = (("decimal", str(figure.value)), ("thousands", str(figure.grouped)))
        return Quantity(
            text, None, None, Status.UNCERTAIN, tail.unit, tail.multiplier, (*both, *extra), tail.op
        )
    return Quantity(
        text, figure.value, figure.decimals, Status.OK, tail.unit, tail.multiplier, extra, tail.op
    )


def _with_added(figure: Figure, added: tuple[str, int], multiplier: int) -> Figure:
    """«50 тыс. 300» is 50.3 thousands."""
    value = figure.value + Decimal(added[0]) * added[1] / multiplier
    return Figure(value, len(f"{value:f}".partition(".")[2]))


def _sum(text: str, figure: Figure, tail: Tail) -> Quantity:
    """«12 + 5 = 17» is 17; «12 + 5» without its total has two readings."""
    parts = [("part", str(part.value)) for part in (figure, *tail.parts)]
    if tail.total:
        extra = distinct([*parts, *tail.extra])
        return Quantity(
            text,
            tail.total.value,
            tail.total.decimals,
            Status.OK,
            tail.unit,
            tail.multiplier,
            extra,
        )
    both = [
        ("first", str(figure.value)),
        ("sum", str(sum((part.value for part in tail.parts), figure.value))),
    ]
    return Quantity(
        text,
        None,
        None,
        Status.UNCERTAIN,
        tail.unit,
        tail.multiplier,
        distinct([*both, *parts, *tail.extra]),
    )


def distinct(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Names that occur again are counted: note, note2."""
    seen: dict[str, int] = {}
    result = []
    for name, value in pairs:
        seen[name] = seen.get(name, 0) + 1
        result.append((name if seen[name] == 1 else f"{name}{seen[name]}", value))
    return tuple(result)


def decided(quantity: Quantity, reading: str) -> Quantity:
    """An uncertain quantity with one of its two readings («decimal» or «thousands») chosen on
    the evidence of its neighbours.
    """
    value = Decimal(dict(quantity.extra)[reading])
    decimals = len(str(value).partition(".")[2])
    extra = tuple(pair for pair in quantity.extra if pair[0] not in ("decimal", "thousands"))
    return replace(quantity, value=value, decimals=decimals, status=Status.OK, extra=extra)
