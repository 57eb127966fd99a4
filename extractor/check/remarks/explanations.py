"""Answers of the districts: they close a finding as long as its figures stay what they were."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.model.finding import Explained, Finding


def figures_of(finding: Finding) -> str:
    """What an answer speaks of: both sides as they stood when it was given."""
    return f"{finding.left} | {finding.right}"


def answer_to(finding: Finding, text: str) -> Explained:
    return Explained(finding.finding, text, figures_of(finding))


def closed_by(findings: Iterable[Finding], answers: Iterable[Explained]) -> Iterator[Finding]:
    """The findings with their answers: explained, or stale where the figures have changed since."""
    known = {each.finding: each for each in answers}
    for each in findings:
        answer = known.get(each.finding)
        if answer is None:
            yield each
        else:
            status = "explained" if answer.figures == figures_of(each) else "stale"
            yield replace(each, status=status, explained=answer.text)
