"""What each report that comes in is to the data set that is there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from extractor.dataset.csv_segments import Piece, records_of
from extractor.dataset.editions import arrival_of, changed_figures
from extractor.dataset.rows import Named
from extractor.dataset.traces import undecided
from extractor.model import Observation
from extractor.model.arrival import Arrival
from extractor.model.records import Read, ReportRow
from extractor.number_text import plain_text


@dataclass(frozen=True, slots=True)
class Earlier:
    """The data set that is there: its folder, where its pieces stand, and the reports that stay
    in it as they are.
    """

    out: Path
    pieces: Mapping[str, Sequence[Piece]]
    kept: frozenset[str]


def arrivals_of(
    named: Sequence[Named],
    staying: Iterable[ReportRow],
    observations: Iterable[Observation],
    earlier: Earlier,
) -> Iterator[Arrival]:
    """What each report that was taken in is: new, the same, or a later version with so many
    changed figures.
    """
    there = {row.report: row for row in staying if row.status != Read.FAILED}
    replaced = {
        each.name
        for each in named
        if each.name in there and there[each.name].sha256 != each.report.document.sha256
    }
    before = defaultdict[str, dict[str, object]](dict)
    after = defaultdict[str, dict[str, object]](dict)
    past = map(undecided, records_of(earlier.out, Observation, earlier.pieces, replaced))
    for found, figures in ((past, before), (observations, after)):
        for one in found:
            if one.report in replaced:
                figures[one.report][one.observation] = (plain_text(one.value), one.status)
    for each in named:
        yield arrival_of(
            each,
            there,
            changed_figures(before[each.name], after[each.name]) if each.name in replaced else None,
        )


def duplicates_of(duplicates: Iterable[Arrival], named: Sequence[Named]) -> Iterator[Arrival]:
    """Duplicates with the id that the report got whose content they have."""
    ids = {each.report.document.file: each.name for each in named}
    return (replace(each, report=ids.get(each.other, each.report)) for each in duplicates)
