"""Where decisions of people enter the data set: figures as they were read go in, as decided they
come out.
"""

from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from extractor.model import Decision, Observation
from extractor.model.records import MentionRow, ReportRow, TableRow


class Undecided(NamedTuple):
    """Reports as they were read, under their ids. ``libraries`` are the ids of the whole data set;
    ``decisions`` the log that OUT keeps.
    """

    reports: Sequence[ReportRow]
    tables: Sequence[TableRow]
    mentions: Sequence[MentionRow]
    observations: Sequence[Observation]
    libraries: Set[str]
    decisions: Sequence[Decision]


class Decided(NamedTuple):
    """The same figures as decided, in the same order, and the log with what has come to light."""

    observations: Sequence[Observation]
    decisions: Sequence[Decision]


Obey = Callable[[Undecided], Decided]


def as_read(read: Undecided) -> Decided:
    """Follow no decision; the log stays as it is."""
    return Decided(read.observations, read.decisions)
