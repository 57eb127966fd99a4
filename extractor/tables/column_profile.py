"""What the body of one column shows, and the roles that a column can have."""

from dataclasses import dataclass, field

from extractor.tables.cell_types import (
    Kind,
    kind_of,
)
from extractor.text import clean

ORDINAL, NAME, PERIOD, UNIT, DATA = "ordinal", "name", "period", "unit", "data"


FIGURES = (Kind.NUMBER, Kind.MEASURED, Kind.ABSENT)


LONGEST_NAME = 60


SAMPLE = 400


NONE_SEEN = dict.fromkeys(Kind, 0)


Found = list[tuple[int, str]]


@dataclass(slots=True)
class Column:
    """What the body of one column shows: ``heads`` from the top down, kinds counted, the first
    texts.

    ``shared``: its lowest head goes on over it from the column before.
    """

    index: int
    heads: tuple[str, ...] = ()
    shared: bool = False
    kinds: dict[Kind, int] = field(default_factory=NONE_SEEN.copy)
    texts: list[str] = field(default_factory=list)
    filled: int = 0

    def add(self, text: str) -> None:
        """One more cell of the column."""
        kind = kind_of(text)
        self.kinds[kind] += 1
        self.filled += kind is not Kind.EMPTY
        if len(self.texts) < SAMPLE:
            self.texts.append(clean(text))

    @property
    def head(self) -> str:
        """The lowest head that says something."""
        return self.heads[-1] if self.heads else ""

    def is_mostly(self, *kinds: Kind) -> bool:
        return self.filled > 0 and sum([self.kinds[kind] for kind in kinds]) * 2 > self.filled


@dataclass(frozen=True, slots=True)
class Stub:
    """The columns that name the rows of the data columns from ``first`` on, with their roles."""

    first: int
    columns: tuple[tuple[int, str], ...]
