"""Decisions on values that a new edition of the report has made true by itself."""

from collections.abc import Sequence, Set
from decimal import Decimal
from pathlib import Path

from extractor.dataset.earlier import earlier_records
from extractor.dataset.redecide import reports_of
from extractor.decisions.log import ON_FIGURES
from extractor.decisions.targets import labels_key, named, speaks_of, target_key
from extractor.model import Decision, Observation


def met_in(decisions: Sequence[Decision], out: Path) -> Set[str]:
    """The ids of those decisions whose value the report prints now: at the decided labels and
    period, in its section.
    """
    values = [one for one in decisions if one.kind in ON_FIGURES and one.to]
    if not values:
        return frozenset()
    reports = reports_of(out)
    figures = list(earlier_records(out, Observation))
    return {
        decision.decision
        for decision in values
        for report in reports
        if speaks_of(named(decision), report)
        and _says(decision, [figure for figure in figures if figure.report == report.report])
    }


def _says(decision: Decision, figures: Sequence[Observation]) -> bool:
    section, _, *labels = target_key(named(decision))
    value = Decimal(decision.to)
    return any(
        figure.value == value and (figure.section, *labels_key(figure)) == (section, *labels)
        for figure in figures
    )
