"""What a person answered on the page of a doubt, as decisions."""

from collections.abc import Mapping, Sequence

from extractor.dataset.earlier import earlier_records
from extractor.decisions.findings import EXPLAINED, explanation
from extractor.decisions.log import standing
from extractor.decisions.making import (
    figure_decision,
    label_decision,
    library_decision,
    made,
    report_decision,
)
from extractor.decisions.store import Store, log_of
from extractor.errors import CalledWrongly
from extractor.model import Decision, DecisionKind
from extractor.model.decision import Target
from extractor.model.records import FindingRow, ReportRow
from extractor.serve.doubts import seen_target

Form = Mapping[str, str]


def decision_of(store: Store, form: Form, who: str) -> Decision:
    """The decision that a form asks for.

    Raises CalledWrongly for what cannot be decided so.
    """
    kind, to, why = form.get("kind", ""), form.get("to", "").strip(), form.get("why", "")
    what, out = form.get("what", ""), store.out
    if kind == DecisionKind.VALUE:
        return figure_decision(out, what, to, why, who)
    if kind == DecisionKind.LABEL:
        return label_decision(what, to.partition(" ")[0], why, who, store.codes)
    if kind == DecisionKind.LIBRARY:
        return library_decision(out, what, form.get("district", ""), to, why, who)
    if kind in (DecisionKind.DISTRICT, DecisionKind.YEAR):
        return report_decision(out, what, DecisionKind(kind), to, why, who)
    if kind == DecisionKind.FINDING:
        return _explained(store, what, why, who)
    if kind == "seen":
        row = _report(store, what)
        return made(DecisionKind.FINDING, seen_target(row), row.message, EXPLAINED, why, who)
    raise CalledWrongly("decide_needs", what=what)


def _explained(store: Store, finding: str, why: str, who: str) -> Decision:
    if not why.strip():
        raise CalledWrongly("explain_needs")
    rows = {row.finding: row for row in earlier_records(store.out, FindingRow)}
    if finding not in rows:
        raise CalledWrongly("finding_unknown", finding=finding)
    reports = {row.report: row for row in earlier_records(store.out, ReportRow)}
    return explanation(rows[finding], reports, why, who)


def _report(store: Store, name: str) -> ReportRow:
    for row in earlier_records(store.out, ReportRow):
        if row.report == name:
            return row
    raise CalledWrongly("report_unknown", report=name, known="")


def rival_of(store: Store, decision: Decision, seen: str) -> Decision | None:
    """What somebody else decided about the same while a page was open; ``seen`` is the last
    decision that the page knew.
    """
    same = last_on(log_of(store), decision.kind, decision.target)
    return same if same is not None and same.decision != seen else None


def last_on(log: Sequence[Decision], kind: DecisionKind, target: Target) -> Decision | None:
    """The last decision on a target that was not taken back."""
    same = [one for one in standing(log) if one.kind is kind and one.target == target]
    return same[-1] if same else None
