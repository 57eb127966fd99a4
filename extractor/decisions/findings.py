"""Findings that a person explained: closed as long as both sides stay what they were."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from extractor.dataset.findings import write_findings
from extractor.dataset.redecide import reports_of
from extractor.decisions.log import now, standing
from extractor.decisions.store import Store, log_of
from extractor.decisions.targets import named
from extractor.model import Decision, DecisionKind, DecisionState
from extractor.model.decision import Target
from extractor.model.finding import Checked, Finding
from extractor.model.records import FindingRow, ReportRow
from extractor.text import clean, fold

EXPLAINED = "explained"
Reports = Mapping[str, ReportRow]


def sides_of(finding: Finding | FindingRow) -> str:
    """Both sides of a finding, however the language of messages writes numbers.

    >>> from extractor.model.finding import Severity
    >>> about = ("f", "r", "A1", Severity.ERROR, "sum", "1", "", "1 106,0", "1.75")
    >>> sides_of(Finding(*about, None, (), None, (), ""))
    '1106.0 | 1.75'
    """
    return plain_sides(finding.left, finding.right)


def plain_sides(left: str, right: str = "") -> str:
    """Two sides with decimal points and without spaces."""
    return " | ".join("".join(side.split()).replace(",", ".") for side in (left, right))


def finding_target(finding: Finding | FindingRow, reports: Reports) -> Target:
    """The address of a finding: its id, and what another edition of the report still has."""
    report = reports.get(finding.report)
    return (
        ("finding", finding.finding),
        ("district", report.district if report else ""),
        ("year", str(report.year or "") if report else ""),
        ("rule", finding.rule),
        ("section", finding.section),
    )


def explanation(finding: Finding | FindingRow, reports: Reports, text: str, who: str) -> Decision:
    """The decision that explains a finding."""
    return Decision(
        decision="",
        time=now(),
        who=who,
        kind=DecisionKind.FINDING,
        target=finding_target(finding, reports),
        from_=sides_of(finding),
        to=EXPLAINED,
        why=clean(text),
        state=DecisionState.ACTIVE,
    )


def keep_findings(store: Store, checked: Checked) -> Checked:
    """Write findings with what was decided on them; gives them so."""
    reports = {row.report: row for row in reports_of(store.out)}
    closed = closed_by(checked.findings, log_of(store), reports)
    checked = replace(checked, findings=tuple(closed))
    write_findings(store.out, checked)
    return checked


def closed_by(
    findings: Sequence[Finding], log: Iterable[Decision], reports: Reports
) -> Iterator[Finding]:
    """The findings with their explanations: closed, or stale where a side has changed since."""
    answers = [one for one in standing(log) if one.kind is DecisionKind.FINDING]
    by_id = {named(one)["finding"]: one for one in answers}
    ids = {finding.finding for finding in findings}
    gone = [one for one in answers if named(one)["finding"] not in ids]
    for finding in findings:
        answer = by_id.get(finding.finding) or _of_another_edition(finding, gone, reports)
        if answer is None:
            yield finding
        else:
            status = EXPLAINED if answer.from_ == sides_of(finding) else "stale"
            yield replace(finding, status=status, explained=answer.why)


def _of_another_edition(
    finding: Finding, answers: Iterable[Decision], reports: Reports
) -> Decision | None:
    """The explanation of the same contradiction where the report's places have shifted since."""
    address = _address(dict(finding_target(finding, reports)))
    sides = sides_of(finding)
    found = [one for one in answers if one.from_ == sides and _address(named(one)) == address]
    return found[0] if len(found) == 1 else None


def _address(target: Mapping[str, str]) -> tuple[str, ...]:
    names = ("district", "year", "rule", "section")
    return tuple(fold(clean(target.get(name, ""))) for name in names)
