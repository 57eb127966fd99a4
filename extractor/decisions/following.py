"""Decisions followed: figures as they were read in, as decided out, and which decisions lost their
source.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from extractor.dataset.decided import Decided, Holds, Undecided
from extractor.dataset.read import names_met
from extractor.dataset.traces import changed
from extractor.decisions.log import ON_FIGURES, ON_REPORTS
from extractor.decisions.matching import index_of, match
from extractor.decisions.targets import Captions, file_target, named, speaks_of
from extractor.indicators.label_key import label_key
from extractor.model import Decision, DecisionKind, Observation, Status
from extractor.model.column import IDS
from extractor.model.records import ReportRow
from extractor.text import clean, fold

Found = dict[str, bool]  # id of a decision → whether its source is as it was


def followed(decisions: Sequence[Decision], codes: frozenset[str], read: Undecided) -> Decided:
    """Apply decisions that stand; ``codes`` are the indicators that there are."""
    holds: Found = {}
    figures = list(read.observations)
    _map_labels(figures, decisions, read, codes, holds)
    _name_libraries(figures, decisions, read, holds)
    _correct_values(figures, decisions, read, holds)
    _hold_reports(decisions, read.reports, holds)
    return Decided(figures, holds)


def joined(decisions: Iterable[Decision], holds: Iterable[Holds]) -> Found:
    """Return what holds in the data set, of what held in each report in their order: a value if it
    held in one of them, all else as the last one says.
    """
    values = {one.decision for one in _of_kind(decisions, DecisionKind.VALUE)}
    found: Found = {}
    for own in holds:
        once = {name: found.get(name, False) or own[name] for name in own.keys() & values}
        found |= {**own, **once}
    return found


def _of_kind(decisions: Iterable[Decision], kind: DecisionKind) -> list[Decision]:
    return [decision for decision in decisions if decision.kind is kind]


def _map_labels(
    figures: list[Observation],
    decisions: Sequence[Decision],
    read: Undecided,
    codes: frozenset[str],
    holds: Found,
) -> None:
    """Give the decided indicator to every figure with a decided label."""
    chosen = {named(one)["label"]: one for one in _of_kind(decisions, DecisionKind.LABEL)}
    holds |= {one.decision: not one.to or one.to in codes for one in chosen.values()}
    if not chosen:
        return
    names = names_met((mention.report, mention.text) for mention in read.mentions)
    for at, figure in enumerate(figures):
        if figure.table is None:
            continue
        decision = chosen.get(label_key(figure, names.get(figure.report, set())))
        if decision is None or not holds[decision.decision]:
            continue
        decided = {"indicator": decision.to, "indicator_confidence": None}
        if any(getattr(figure, name) != value for name, value in decided.items()):
            figures[at] = changed(figure, decision.decision, **decided)


def _name_libraries(
    figures: list[Observation], decisions: Sequence[Decision], read: Undecided, holds: Found
) -> None:
    """Give the decided library to every figure of its district whose labels name it so."""
    districts = {row.report: fold(clean(row.district)) for row in read.reports}
    chosen = {}
    for decision in _of_kind(decisions, DecisionKind.LIBRARY):
        target = named(decision)
        if fold(clean(target["district"])) in districts.values():
            key = fold(clean(target["district"])), fold(clean(target["name"]))
            chosen[key] = decision
            holds[decision.decision] = set(decision.to.split(IDS)) <= read.libraries
    for at, figure in enumerate(figures if chosen else ()):
        decided = _library_of(figure, districts[figure.report], chosen)
        meant = tuple(decided.to.split(IDS)) if decided and decided.to else ()
        if decided and holds[decided.decision] and figure.library != meant:
            figures[at] = changed(figure, decided.decision, library=meant, area="")


def _library_of(
    figure: Observation, district: str, chosen: Mapping[tuple[str, str], Decision]
) -> Decision | None:
    labels = (*figure.row_path, *figure.column_path, figure.area)
    found = (chosen.get((district, fold(clean(label)))) for label in labels if label)
    return next((decision for decision in found if decision), None)


def _correct_values(
    figures: list[Observation], decisions: Sequence[Decision], read: Undecided, holds: Found
) -> None:
    """Put corrected values in the place of those that were read."""
    captions = {(row.report, row.table): row.caption for row in read.tables}
    values = [one for one in decisions if one.kind in ON_FIGURES]
    places: dict[str, list[int]] = defaultdict(list)
    for at, figure in enumerate(figures if values else ()):
        places[figure.report].append(at)
    for report in read.reports:
        own = [one for one in values if speaks_of(named(one), report)]
        if own:
            _correct(figures, places[report.report], own, read, captions, holds)


def _correct(
    figures: list[Observation],
    places: Sequence[int],
    decisions: Iterable[Decision],
    read: Undecided,
    captions: Captions,
    holds: Found,
) -> None:
    """Correct the figures of one report, which stand at ``places``."""
    index = index_of([read.observations[at] for at in places], captions)
    for decision in decisions:
        found = match(decision, index)
        held = holds.get(decision.decision, False)
        holds[decision.decision] = held or (found.at is not None and found.same)
        if found.at is not None and found.same:
            at = places[found.at]
            figures[at] = corrected(figures[at], decision)


def corrected(figure: Observation, decision: Decision) -> Observation:
    """A figure with the value that a person decided; none where that is empty."""
    value = Decimal(decision.to) if decision.to else None
    decimals = len(decision.to.partition(".")[2]) if decision.to else None
    status = Status.CORRECTED
    return changed(figure, decision.decision, value=value, decimals=decimals, status=status)


def _hold_reports(
    decisions: Iterable[Decision], reports: Iterable[ReportRow], holds: Found
) -> None:
    """See which decisions on a report's district or year came to bear when it was read."""
    by_file = {row.file: row for row in reports}
    for decision in decisions:
        row = by_file.get(named(decision).get("file", ""))
        if row is not None and decision.kind in ON_REPORTS:
            is_district = decision.kind is DecisionKind.DISTRICT
            has = row.district if is_district else str(row.year or "")
            same = dict(file_target(row))["sha256"] == named(decision)["sha256"]
            holds[decision.decision] = same or fold(has) == fold(decision.to)
