"""«30 из 50 библиотек (55 %)»: a share against the two figures before it, whatever they count."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.sentences import paragraphs, spot
from extractor.check.remarks.phrasing import printed, shown
from extractor.check.remarks.remark import Remark
from extractor.model import Op
from extractor.model.finding import Severity

OUT_OF = re.compile(r"[^\d.;,()]{0,30}?\bиз\s+[^\d.;,()]{0,30}", re.IGNORECASE)
BRACKET = re.compile(r"[^\d.;()]{0,40}\(\s*(?:или\s+)?")
ALONE = re.compile(
    r"\s*+(?:(?:%|процент[а-я]*)\s*+)?\)", re.IGNORECASE
)  # «(40 % площадей)» is a share of something else


def out_of_remarks(case: Case) -> Iterator[Remark]:
    """A share that its part and its whole do not give, by more than the last digit that it
    prints.
    """
    texts = paragraphs(case.shelf.edition)
    told = [each for each in case.shelf.told if spot(each.fact)]
    for part, whole, share in zip(told, told[1:], told[2:], strict=False):
        fits = share.fact.unit == "%" and whole.value and part.value <= whole.value
        if not fits or not _belong_together((part, whole, share), texts):
            continue
        meant, digit = 100 * part.value / whole.value, Fraction(1, 10 ** (share.fact.decimals or 0))
        if abs(meant - share.value) > digit:
            left, right = (
                printed(share, case.lang),
                shown(meant, case.lang, (share.fact.decimals or 0) + 1),
            )
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


def _belong_together(figures: Sequence[Figure], texts: dict[str, str]) -> bool:
    """Whether they stand in one paragraph as «N из M … (p %)», each exact."""
    spots = [at for each in figures if (at := spot(each.fact)) and each.fact.op is Op.EXACT]
    if len(spots) != len(figures) or len({at[0] for at in spots}) != 1:
        return False
    text, (part, whole, share) = texts.get(spots[0][0], ""), spots
    between = OUT_OF.fullmatch(text[part[2] : whole[1]]) and BRACKET.fullmatch(
        text[whole[2] : share[1]]
    )
    return bool(between and ALONE.match(text, share[2]))
