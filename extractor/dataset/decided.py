"""Where decisions of people enter the data set: figures as they were read go in, as decided they
come out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from extractor.model import Decision, Observation
from extractor.model.records import MentionRow, ReportRow, TableRow

Holds = Mapping[str, bool]  # id of a decision → whether its source is as it was


class Undecided(NamedTuple):
    """Reports as they were read, under their ids. ``libraries`` are the ids of the whole data set,
    at least those that the reports or decisions name.
    """

    reports: Sequence[ReportRow] = ()
    tables: Sequence[TableRow] = ()
    mentions: Sequence[MentionRow] = ()
    observations: Sequence[Observation] = ()
    libraries: Set[str] = frozenset()


class Decided(NamedTuple):
    """The same figures as decided, in the same order, and which decisions hold there."""

    observations: Sequence[Observation]
    holds: Holds


class Obey(NamedTuple):
    """How decisions are followed. ``follow`` decides the figures of some reports, in any process;
    ``settle`` makes of the log of OUT and of what held in each report, in their order, the log with
    what has come to light; ``libraries`` are the ids that decisions name.
    """

    follow: Callable[[Undecided], Decided]
    settle: Callable[[Sequence[Decision], Iterable[Holds]], Sequence[Decision]]
    libraries: frozenset[str] = frozenset()


def _follow_none(read: Undecided) -> Decided:
    return Decided(read.observations, {})


def _as_it_is(log: Sequence[Decision], holds: Iterable[Holds]) -> Sequence[Decision]:
    return log


as_read = Obey(_follow_none, _as_it_is)  # follows no decision; the log stays as it is
