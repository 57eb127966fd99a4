"""Changes in brackets that are not what a figure differs by from that of the year before."""

from collections.abc import Iterator
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, ranked
from extractor.check.correction.slips import likeness
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.relations.bracketed_changes import (
    BEFORE,
    BRACKET,
    NOW,
    bracket_edits,
    change_of,
)
from extractor.check.relations.edit import Outcome, outcome
from extractor.check.remarks.phrasing import dated, printed, shown, where
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity


def bracket_remarks(case: Case) -> Iterator[Remark]:
    """Yield the brackets that fail where no other statement doubts one of both figures."""
    for edit in bracket_edits(case.shelf):
        now, before = edit.figures[NOW], edit.figures[BEFORE]
        is_doubted = not case.own.suspected.isdisjoint(
            one.fact.observation for one in (now, before)
        )
        change = change_of(now)
        if change is not None and outcome(edit) is Outcome.BROKEN and not is_doubted:
            yield _remark(now, before, change, case)


def _remark(now: Figure, before: Figure, change: Fraction, case: Case) -> Remark:
    """The bracket is wrong, or the one of both figures that a slip makes fit it."""
    meant = now.value - before.value
    slipped = list(_slipped(before, now.value - change)) or list(
        _slipped(now, before.value + change)
    )
    wrong = slipped[0].figure if slipped and likeness(change, meant) is None else now
    left, right = printed(now, case.lang), shown(meant, case.lang)
    return Remark(
        BRACKET,
        "series",
        Severity.ERROR,
        "bracket",
        {
            "where": where(now, case.lang),
            "left": left,
            "other": printed(before, case.lang),
            "right": right,
            "year": dated(before.fact.period),
        },
        figures=(wrong, before if wrong is now else now),
        left=left,
        right=right,
        difference=change - meant,
        suggestions=ranked(slipped[:1]) if likeness(change, meant) is None else (),
        evidence=((BRACKET, 1.0),),
    )


def _slipped(figure: Figure, meant: Fraction) -> Iterator[Candidate]:
    """Yield the correction of a figure that one slip explains."""
    slip = likeness(figure.value, meant) if meant > 0 else None
    if slip is not None:
        yield Candidate(figure, meant, *slip)
