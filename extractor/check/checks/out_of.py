"""«30 из 50 библиотек (55 %)»: a share against its part and its whole, whatever they count."""

from collections.abc import Iterator
from fractions import Fraction

from extractor.check.figures.claimed import claimed
from extractor.check.figures.context import Case
from extractor.check.remarks.phrasing import printed, shown
from extractor.check.remarks.remark import Remark
from extractor.model import Op
from extractor.model.claim import FigureRole
from extractor.model.finding import Severity


def out_of_remarks(case: Case) -> Iterator[Remark]:
    """A share that its part and its whole do not give, by more than the last digit that it
    prints.
    """
    for claim in claimed(case.shelf):
        roles = (FigureRole.PART, FigureRole.WHOLE, FigureRole.SHARE)
        part, whole, share = map(claim.only, roles)
        if part is None or whole is None or share is None or len(claim.figures) != len(roles):
            continue
        exact = all(figure.fact.op is Op.EXACT for _, figure in claim.figures)
        if not exact or not whole.value or part.value > whole.value:
            continue
        meant, digit = 100 * part.value / whole.value, Fraction(1, 10 ** (share.fact.decimals or 0))
        if abs(meant - share.value) > digit:
            left = printed(share, case.lang)
            right = shown(meant, case.lang, (share.fact.decimals or 0) + 1)
            yield Remark(
                "text.out_of",
                "share",
                Severity.ERROR,
                "percent",
                {
                    "where": case.excerpts.get(share.fact.observation, ""),
                    "left": left,
                    "right": right,
                },
                figures=(share, part, whole),
                left=left,
                right=right,
                difference=share.value - meant,
                other_place=str(part.fact.place),
            )
