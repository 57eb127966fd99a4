"""The answers of a district's letter as decisions: a figure corrects, words explain."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from extractor.dataset.redecide import reports_of
from extractor.decisions.findings import explanation
from extractor.decisions.making import figure_decision, number_of
from extractor.errors import CalledWrongly
from extractor.model import Decision
from extractor.model.finding import Finding

DISTRICT = "район"  # who decided: the district itself


def letter_decisions(
    answers: Iterable[tuple[str, str]], findings: Sequence[Finding], out: Path
) -> tuple[list[Decision], list[str]]:
    """Decisions of answers (finding, text), and the ids of findings that there are no more. An
    answer that was taken in before gives none.
    """
    by_id = {finding.finding: finding for finding in findings}
    reports = {row.report: row for row in reports_of(out)}
    decisions, gone = [], []
    for name, text in answers:
        finding = by_id.get(name)
        if finding is None:
            gone.append(name)
        elif text != finding.explained:
            who = reports[finding.report].district or DISTRICT
            figure = _figure_of(finding)
            if figure and _is_number(text):
                decisions.append(figure_decision(out, figure, text, "", who))
            else:
                decisions.append(explanation(finding, reports, text, who))
    return decisions, gone


def _figure_of(finding: Finding) -> str:
    """The figure that a bare number corrects: the suspect, that of the first suggestion, the first
    one concerned.
    """
    suggested = [one.observation for one in finding.suggestions[:1]]
    return next(filter(None, (finding.suspect, *suggested, *finding.observations)), "")


def _is_number(text: str) -> bool:
    try:
        return bool(number_of(text))
    except CalledWrongly:
        return False
