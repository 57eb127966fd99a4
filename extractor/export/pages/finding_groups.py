"""Findings of a report as its page lists them: by section, what follows from a mistake under it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.export.pages.addresses import Addresses, spot_of
from extractor.model import Observation
from extractor.model.records import Answered, FindingRow, SectionRow

LONGEST_FIGURE = 40


class FigureLink(NamedTuple):
    """A figure that a finding speaks of: as printed, and the table where it stands, None for the
    text. Of a figure of another report ``raw`` is empty and ``report`` its id.
    """

    raw: str
    table: int | None
    report: str
    address: str


class ShownFinding(NamedTuple):
    """A finding with the places of its figures and what follows from the same mistake."""

    row: FindingRow
    figures: Sequence[FigureLink]
    consequences: Sequence["ShownFinding"]


class FindingGroup(NamedTuple):
    """The findings of a section of the first level; both empty before the first section."""

    section: str
    title: str
    findings: Sequence[ShownFinding]

    @property
    def size(self) -> int:
        """All of them, the consequences too."""
        return sum(1 + len(finding.consequences) for finding in self.findings)


def finding_groups(
    findings: Iterable[FindingRow],
    headings: Iterable[SectionRow],
    figures: Mapping[str, Observation],
    addresses: Addresses,
) -> list[FindingGroup]:
    """Group the findings of one report, given in the order in which they are to be read.

    ``figures`` are the observations of the report by their ids.
    """
    rows = list(findings)
    known = {row.finding for row in rows}
    following: dict[str, list[ShownFinding]] = defaultdict(list)
    first: list[FindingRow] = []
    for row in rows:
        if row.cause and row.cause != row.finding and row.cause in known:
            following[row.cause].append(_shown(row, figures, addresses, ()))
        else:
            first.append(row)
    by_section: dict[str, list[ShownFinding]] = defaultdict(list)
    for row in first:
        shown = _shown(row, figures, addresses, following[row.finding])
        by_section[row.section.partition(".")[0]].append(shown)
    titles = {heading.section: heading.title for heading in headings}
    order: dict[str, int] = {}  # of chapters, also of one whose own heading was not found
    for at, section in enumerate(titles):
        order.setdefault(section.partition(".")[0], at)
    ordered = sorted(by_section, key=lambda section: order.get(section, -1))
    return [FindingGroup(name, titles.get(name, ""), by_section[name]) for name in ordered]


def _shown(
    row: FindingRow,
    figures: Mapping[str, Observation],
    addresses: Addresses,
    consequences: Sequence[ShownFinding],
) -> ShownFinding:
    links = [_link(name, row.report, figures, addresses) for name in row.observations]
    return ShownFinding(row, [one for one in links if one is not None], consequences)


def _link(
    name: str, report: str, figures: Mapping[str, Observation], addresses: Addresses
) -> FigureLink | None:
    address = addresses.figure(name)
    owner, _ = spot_of(name)
    if not address:
        return None
    if owner != report:
        return FigureLink("", None, owner, address)
    figure = figures.get(name)
    raw = " ".join(figure.raw.split()) if figure else ""
    short = raw if len(raw) <= LONGEST_FIGURE else f"{raw[:LONGEST_FIGURE]}…"
    return FigureLink(short, figure.table if figure else None, owner, address)


def places_in_findings(findings: Iterable[FindingRow]) -> frozenset[str]:
    """The ids of the figures that open findings speak of first: what their pages mark."""
    return frozenset(
        name
        for row in findings
        if row.status != Answered.EXPLAINED
        for name in row.observations[:1]
    )
