"""What each report that comes in is to the data set that is there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from extractor.dataset.csv_segments import Piece, records_in, records_of
from extractor.dataset.editions import arrival_of, changed_figures
from extractor.dataset.rows import Named
from extractor.dataset.traces import undecided
from extractor.model import Observation
from extractor.model.arrival import Arrival
from extractor.model.records import Read, ReportRow
from extractor.number_text import plain_text


@dataclass(frozen=True, slots=True)
class Earlier:
    """The data set that is there: its folder, where its pieces stand, the reports that stay in it
    as they are, and those that do not: read anew, or gone.
    """

    out: Path
    pieces: Mapping[str, Sequence[Piece]]
    kept: frozenset[str]
    gone: frozenset[str] = frozenset()


def arrivals_of(
    named: Sequence[Named], staying: Iterable[ReportRow], changed: Mapping[str, int]
) -> Iterator[Arrival]:
    """What each report that was taken in is: new, the same, or a later version with so many
    ``changed`` figures.
    """
    there = {row.report: row for row in staying if row.status != Read.FAILED}
    return (arrival_of(each, there, changed.get(each.name)) for each in named)


def replaced_by(named: Iterable[Named], staying: Iterable[ReportRow]) -> frozenset[str]:
    """Ids of the reports whose later versions come in."""
    there = {row.report: row.sha256 for row in staying if row.status != Read.FAILED}
    now = ((each.name, each.report.document.sha256) for each in named)
    return frozenset(name for name, content in now if there.get(name, content) != content)


def changes_in(name: str, lines: bytes, earlier: Earlier) -> int:
    """How many figures of a report differ from its earlier version; ``lines`` are its new ones of
    ``observations.csv``.
    """
    past = records_of(earlier.out, Observation, earlier.pieces, {name})
    return changed_figures(_figures(past), _figures(records_in(lines, Observation)))


def _figures(observations: Iterable[Observation]) -> dict[str, object]:
    """Value and status of each figure as it was read."""
    return {
        one.observation: (plain_text(one.value), one.status) for one in map(undecided, observations)
    }


def duplicates_of(duplicates: Iterable[Arrival], named: Sequence[Named]) -> Iterator[Arrival]:
    """Duplicates with the id that the report got whose content they have."""
    ids = {each.report.document.file: each.name for each in named}
    return (replace(each, report=ids.get(each.other, each.report)) for each in duplicates)
