"""«Число кружков выросло с 34 до 29»: the word of change against the two figures behind it,
whatever they count.
"""

from collections.abc import Iterator
from fractions import Fraction

from extractor.check.figures.claimed import Claimed, claimed
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.remarks.phrasing import printed, way_name
from extractor.check.remarks.remark import Remark
from extractor.model import Direction, Op
from extractor.model.claim import FigureRole
from extractor.model.finding import Severity

PAIR = 2
TIMES = ("hour", "minute", "day", "month", "year")  # «сокращён день: с 9 до 18 часов»


def from_to_remarks(case: Case) -> Iterator[Remark]:
    """Claims of what was and what became of it that go the other way than their words say."""
    for claim in claimed(case.shelf):
        pair = _pair(claim)
        if pair is None:
            continue
        base, now = pair
        if all(_goes(step) not in (None, claim.direction) for step in _steps(base, now)):
            left, right = printed(now, case.lang), printed(base, case.lang)
            yield Remark(
                "text.from_to",
                "text",
                Severity.ERROR,
                "from_to",
                {
                    "where": case.excerpts.get(base.fact.observation, ""),
                    "said": way_name(claim.direction is Direction.UP, case.lang),
                    "left": left,
                    "right": right,
                },
                figures=(now, base),
                left=left,
                right=right,
                difference=now.worth(True) - base.worth(True),
                other_place=str(base.fact.place),
            )


def _pair(claim: Claimed) -> tuple[Figure, Figure] | None:
    """What was and what became of it, where a claim with a direction says no more than these."""
    base = claim.only(FigureRole.BASE)
    now = claim.only(FigureRole.NOW) or claim.only(FigureRole.SHARE)
    if base is None or now is None or claim.direction is None or len(claim.figures) > PAIR:
        return None
    units = {base.fact.unit, now.fact.unit} - {""}
    exact = base.fact.op is now.fact.op is Op.EXACT
    return (base, now) if exact and len(units) < PAIR and units.isdisjoint(TIMES) else None


def _steps(base: Figure, now: Figure) -> tuple[Fraction, Fraction]:
    """The change, each figure in its own multiplier, and both in the last one: «со 120 до 150
    тыс.» shares it.
    """
    return now.worth(True) - base.worth(True), now.worth(True) - base.value * max(
        base.scale, now.scale
    )


def _goes(step: Fraction) -> Direction | None:
    if step == 0:
        return None
    return Direction.UP if step > 0 else Direction.DOWN
