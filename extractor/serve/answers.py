"""What a person answered on the page of a doubt, as decisions."""

from collections.abc import Mapping, Sequence

from extractor.dataset.earlier import earlier_records
from extractor.decisions.findings import EXPLAINED, explanation
from extractor.decisions.log import standing
from extractor.decisions.making import KINDS, Asked, decision_of, made
from extractor.decisions.store import Store, log_of
from extractor.errors import CalledWrongly
from extractor.model import Decision, DecisionKind, TableUse
from extractor.model.decision import Target
from extractor.model.records import FindingRow, ReportRow
from extractor.serve.doubts import seen_target

Form = Mapping[str, str]


def answer_of(store: Store, form: Form, who: str) -> Decision:
    """The decision that a form asks for.

    Raises CalledWrongly for what cannot be decided so.
    """
    kind, to, why = form.get("kind", ""), form.get("to", "").strip(), form.get("why", "")
    what = form.get("what", "")
    if kind in KINDS:
        to = to.partition(" ")[0] if kind == DecisionKind.LABEL else to  # «CODE name» is offered
        if kind == DecisionKind.READING and to.isdecimal():
            to = f"{TableUse.HEADER.value} {to}"
        asked = Asked(DecisionKind(kind), what, to, form.get("district", ""), why, who)
        return decision_of(store.out, asked, store.codes)
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
