"""One number with everything that says what it means."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from extractor.model.claim import Subject
from extractor.model.column import IDS, PAIRS, PATH, says
from extractor.model.place import Place
from extractor.model.sense import Direction, Op, SentenceRole

PERIOD = r"^(\d{4}(-\d{2}(-\d{2})?)?(/(\d{4}(-\d{2}(-\d{2})?)?|P[0-9A-Z]+))?)?$"


class Status(StrEnum):
    """Whether there is a value: a number, a dash, a stated or plain absence, two readings,
    a person's correction, words.
    """

    OK = "ok"
    NIL = "nil"
    MISSING = "missing"
    UNCERTAIN = "uncertain"
    CORRECTED = "corrected"
    TEXT = "text"


class Quantity(Struct, frozen=True, gc=False):
    """A figure as printed in a cell: ``value`` is never multiplied; ``op`` is None where no word
    or sign says how the number compares; ``confidence`` is that of a recognised picture, 0 to 100;
    ``extra`` keeps the other figures as (name, value).
    """

    raw: str
    value: Decimal | None
    decimals: int | None
    status: Status
    unit: str = ""
    multiplier: int = 1
    extra: tuple[tuple[str, str], ...] = ()
    op: Op | None = None
    confidence: int | None = None


class Observation(Struct, frozen=True, gc=False, kw_only=True):
    """One number (or a stated absence of one) with its labels, period, unit and place."""

    # A field that says ``inside="extra"`` is no column of its own: files keep it as a pair of the
    # column ``extra``. ``role`` is None in tables; ``op`` is None where nothing says how the number
    # compares, as in most cells; the figures of one claim of change in a paragraph share ``claim``.

    observation: Annotated[
        str, says("stable id: REPORT:tTABLErROWcCOLUMN or REPORT:bBLOCKcFROM-TO", required=True)
    ] = ""
    report: Annotated[str, says("id of the report", required=True)] = ""
    section: Annotated[str, says("number of the section that holds it; empty before the first")]
    table: Annotated[int | None, says("number of the table; empty for running text", minimum=1)] = (
        None
    )
    row: Annotated[int | None, says("row of the cell in the full grid, from 0", minimum=0)] = None
    column: Annotated[
        int | None, says("column of the cell in the full grid, from 0", minimum=0)
    ] = None
    row_path: Annotated[
        tuple[str, ...],
        says("labels of the row, outermost first, joined with « / »", joined=PATH),
    ] = ()
    column_path: Annotated[
        tuple[str, ...],
        says("labels of the column, outermost first, joined with « / »", joined=PATH),
    ] = ()
    indicator: Annotated[str, says("code of the catalogue; empty where none is recognised")] = ""
    library: Annotated[
        tuple[str, ...],
        says("ids of libraries.csv, separated by a space; empty = the whole system", joined=IDS),
    ] = ()
    area: Annotated[str, says("territory that the labels name; empty = the report's own")] = ""
    period: Annotated[str, says("year, or an ISO 8601 interval", pattern=PERIOD)] = ""
    value: Annotated[
        Decimal | None,
        says("the number as printed, never multiplied; empty where there is no single number"),
    ]
    decimals: Annotated[int | None, says("digits printed after the separator", minimum=0)] = None
    unit: Annotated[str, says("unit of measure: person, item, RUB, % …")] = ""
    multiplier: Annotated[int, says("declared power of ten, as a factor", minimum=1)] = 1
    status: Annotated[
        Status,
        says("ok, nil (a dash), missing, uncertain (two readings), corrected (decided), text"),
    ]
    raw: Annotated[str, says("printed text of the cell or of the phrase")]
    role: Annotated[SentenceRole | None, says("what it does in its sentence", inside="extra")] = (
        None
    )
    direction: Annotated[Direction | None, says("which way a change goes", inside="extra")] = None
    op: Annotated[
        Op | None, says("how the true number compares with the printed one", inside="extra")
    ] = None
    claim: Annotated[str, says("name of its claim of change", inside="extra")] = ""
    extra: Annotated[
        tuple[tuple[str, str], ...],
        says(
            "other figures of the same cell, NAME=VALUE joined by «;» (a «;» inside stands as %3B)",
            joined=PAIRS,
        ),
    ] = ()
    confidence: Annotated[
        int | None, says("how sure a recognised picture is, 0 to 100", inside="extra")
    ] = None
    place: Annotated[
        Place,
        says("where it stands: FILE#bBLOCK!RrowCcolumn or FILE#bBLOCK:cFROM-TO", required=True),
    ]
    indicator_confidence: Annotated[
        int | None,
        says("how sure its code is, 0 to 100; empty where it is sure", minimum=0),
    ] = None


class SentenceObservation(Observation, frozen=True, gc=False, kw_only=True):
    """A figure of running text: ``subject`` are the words that say what it measures."""

    subject: Subject
