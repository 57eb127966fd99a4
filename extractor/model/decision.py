"""What a person decided once, and what has become of it."""

from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from extractor.model.column import PAIRS, says

Target = tuple[tuple[str, str], ...]


class DecisionKind(StrEnum):
    """What a decision speaks of: a figure, what a label measures, which library a name means, whose
    report it is and of which year, a finding that is explained, how a table is read.
    """

    VALUE = "value"
    LABEL = "label"
    LIBRARY = "library"
    DISTRICT = "district"
    YEAR = "year"
    FINDING = "finding"
    READING = "reading"


class TableUse(StrEnum):
    """How a person reads a table: its header is so many rows; it goes on the table above; it sets
    out a page and holds no data.
    """

    HEADER = "header"
    JOINED = "joined"
    LAYOUT = "layout"


class DecisionState(StrEnum):
    """Whether a decision is followed: it is, its source has changed, or it was taken back."""

    ACTIVE = "active"
    STALE = "stale"
    UNDONE = "undone"


class Decision(Struct, frozen=True, rename={"from_": "from"}):
    """A decision, or what became of one later: the last row of an id tells how it stands."""

    decision: Annotated[
        str, says("id; a later row of the same id tells what became of it", required=True)
    ]
    time: Annotated[str, says("when, ISO 8601 in UTC", required=True)]
    who: Annotated[str, says("who decided; «svod» where the program noticed a change")]
    kind: Annotated[DecisionKind, says("value, label, library, district, year, finding or reading")]
    target: Annotated[
        Target,
        says(
            "address that survives another reading and another edition, NAME=VALUE joined by «;»: "
            "district, year, section, caption, row, column, period, occurrence … (place: a hint)",
            joined=PAIRS,
        ),
    ]
    from_: Annotated[str, says("what the program had read; for a finding its two sides")]
    to: Annotated[str, says("what holds instead; empty for a figure: there is none")]
    why: Annotated[str, says("the reason, in the person's words")]
    state: Annotated[
        DecisionState,
        says("active; stale: the source has changed since, so it is not followed; undone"),
    ]
