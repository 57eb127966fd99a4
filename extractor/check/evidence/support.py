"""What a statement rests on, and how often its relation holds and fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf, log

from extractor.check.evidence.distances import Tables
from extractor.check.relations.edit import Edit


class Basis(StrEnum):
    """What makes a statement worth trying."""

    DEFINED = "defined"  # a rule says that it has to hold
    TOTAL = "total"  # the table calls one figure the total of others
    OPEN = "open"  # parts that may be incomplete or overlap
    REPEATED = "repeated"  # one figure printed in two tables
    BOUND = "bound"  # a part is not more than its whole
    DERIVED = "derived"  # a line that was found to be computed from others
    TEXT = "text"  # a sentence


def basis_of(edit: Edit) -> Basis:
    """Return what a statement rests on."""
    if edit.kind == "part":
        return Basis.BOUND
    if edit.rule == "same.same":
        return Basis.REPEATED
    if edit.kind == "text" or edit.rule.startswith("text."):
        return Basis.TEXT
    if edit.family.startswith("derived|"):
        return Basis.DERIVED
    if edit.rule.startswith("sum."):
        return Basis.TOTAL if edit.must else Basis.OPEN
    return Basis.DEFINED if edit.must else Basis.OPEN


@dataclass(frozen=True, slots=True)
class Support:
    """How often the relation of broken statements holds and fails: in this report, in others.

    ``surprise`` are the nats that chance would need to make it hold as often with these numbers.
    """

    held: int
    broken: int
    held_elsewhere: int = 0
    broken_elsewhere: int = 0
    surprise: float = inf  # in all reports
    sources: frozenset[Tables] = frozenset()  # the tables from which it holds here
    codes: frozenset[str] = frozenset()  # the indicators of which it holds here

    @property
    def is_believed(self) -> bool:
        """Whether it holds anywhere, and in other reports not less often than it fails."""
        return bool(self.held) or self.held_elsewhere >= self.broken_elsewhere > 0

    @property
    def is_alone(self) -> bool:
        """Whether it fails once and was never tried besides."""
        return self.broken == 1 and not self.held and self.broken_elsewhere <= 1


@dataclass(frozen=True, slots=True)
class Record:
    """How often a relation held and failed in all reports, and the nats of its distinct numbers."""

    held: int
    broken: int
    surprise: float


def record(held: Sequence[Edit], broken: int) -> Record:
    """Return what is known of a relation; the same numbers again make it no likelier."""
    worth: dict[tuple[Fraction, ...], float] = {}
    for edit in held:
        numbers = tuple(one.value for one in edit.figures.values())
        worth[numbers] = log(1 + max(abs(float(number)) for number in numbers))
    return Record(len(held), broken, sum(worth.values()))


def is_telling(edit: Edit) -> bool:
    """Return whether agreement proves something: nothing equal to nothing does not."""
    if basis_of(edit) is Basis.REPEATED:
        return all(abs(figure.value) >= 10 for figure in edit.figures.values())
    present = [one for one in edit.figures.values() if one.value]
    whole = edit.whole
    return (whole is None or bool(whole.value)) and len(present) > 2
