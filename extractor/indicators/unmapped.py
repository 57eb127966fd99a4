"""Labels to which no indicator is known, the commonest first, so that a person maps them once."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from hashlib import sha256

from extractor.indicators.label_key import key_of_paths
from extractor.model.observation import Observation

DIGITS = 8


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A label without an indicator: how many figures it has, in how many reports, and one of
    them as an example.
    """

    code: str
    label: str
    figures: int
    reports: int
    unit: str
    example: str


def provisional_code(label: str) -> str:
    """The code under which a label goes until it is mapped: the same in every district.

    >>> provisional_code("кружки, ед.")
    'label.0acbe4c3'
    """
    return f"label.{sha256(label.encode('utf-8')).hexdigest()[:DIGITS]}"


def unmapped_labels(facts: Iterable[Observation], names: Mapping[str, Set[str]]) -> list[Unmapped]:
    """Labels of the figures in tables that have a value and no indicator. ``names`` are those of
    libraries and places by report.
    """
    groups: dict[str, list[Observation]] = {}
    for each in facts:
        if not each.indicator and each.table is not None and each.value is not None:
            label = key_of_paths(
                each.column_path, each.row_path, names.get(each.report, frozenset())
            )
            groups.setdefault(label, []).append(each)
    found = [_unmapped(label, group) for label, group in groups.items() if label]
    return sorted(found, key=lambda each: (-each.reports, -each.figures, each.label))


def _unmapped(label: str, facts: list[Observation]) -> Unmapped:
    first, reports = facts[0], {each.report for each in facts}
    return Unmapped(
        provisional_code(label),
        label,
        len(facts),
        len(reports),
        first.unit,
        f"{first.raw} ({first.place})",
    )
