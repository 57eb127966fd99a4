"""One number with everything that says what it means."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.memory import quick
from extractor.model.place import Place


class Status(StrEnum):
    """Whether there is a value: a number, a dash, a stated or plain absence, two readings,
    words.
    """

    OK = "ok"
    NIL = "nil"
    MISSING = "missing"
    UNCERTAIN = "uncertain"
    TEXT = "text"


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as printed in a cell: ``value`` is never multiplied; ``extra`` keeps the other
    figures as (name, value).
    """

    raw: str
    value: Decimal | None
    decimals: int | None
    status: Status
    unit: str = ""
    multiplier: int = 1
    extra: tuple[tuple[str, str], ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Observation:
    """One number (or a stated absence of one) with its labels, period, unit and place. Columns as
    in the data set.

    ``period`` is ``YYYY`` or an ISO 8601 interval, empty where no year applies. ``row_path`` and
    ``column_path`` run from the outermost label inwards and hold no years that are periods.
    """

    section: str
    table: int | None
    row: int | None
    column: int | None
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    period: str
    quantity: Quantity
    place: Place
    indicator: str = ""
    library: tuple[str, ...] = ()
    area: str = ""


def told(
    each: Observation,
    period: str = "",
    indicator: str = "",
    library: tuple[str, ...] = (),
    area: str = "",
) -> Observation:
    """The observation with what a later room knows of it, written out because each of the
    thousands comes here.
    """
    return Observation(
        each.section,
        each.table,
        each.row,
        each.column,
        each.row_path,
        each.column_path,
        period or each.period,
        each.quantity,
        each.place,
        indicator or each.indicator,
        library or each.library,
        area or each.area,
    )
