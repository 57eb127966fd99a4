"""Thousands taken for units: the same sum of money a thousand times larger in another place."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from extractor.check.correction.slips import length_of
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Interval, Print
from extractor.check.figures.sentences import paragraphs, sentence_at, short, spot
from extractor.check.remarks.phrasing import MONEY, near, scale_name, shown, where
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity

THOUSAND = 1000
LARGE = 100_000  # thousands of roubles that a library seldom has
SLACK = Fraction(1, 10_000)  # of a sum: within it neighbours are looked at
LEAST_DIGITS = 5  # that two sums must share: fewer are met by chance
KOPECKS = 2  # decimals of a sum in roubles; «26 469,1 руб.» has one and is meant in thousands
Place = tuple[int | None, int, str]  # table, declared multiplier, observation of a figure of text
Pair = tuple[Figure, Figure]  # the sum in its smaller reading, and the same a thousand times larger


def scale_remarks(case: Case) -> Iterator[Remark]:
    """Name each table, and each figure of the text, whose unit makes its sums a thousand times
    larger or smaller than the rest of the report has them.
    """
    money = [one for one in case.shelf.figures if _is_long_money(one)]
    pairs = list(_pairs(money))
    votes = Counter(_place(one) for one, _ in _agreeing(money))
    wrong: dict[Place, list[Pair]] = defaultdict(list)
    for small, large in pairs:
        first = _wrong_one(small, large, votes)
        second = large if first is small else small
        wrong[_place(first)].append((first, second))
    texts = paragraphs(case.shelf.edition)
    for place, found in wrong.items():
        if not any(_place(first) in wrong for _, first in found if _place(first) != place):
            yield _remark(found, case, texts)


def _is_long_money(figure: Figure) -> bool:
    is_long = length_of(figure.value) >= LEAST_DIGITS
    return figure.fact.unit == "RUB" and figure.value > 0 and is_long


def _place(figure: Figure) -> Place:
    told = figure.fact.observation if figure.fact.table is None else ""
    return figure.fact.table, figure.scale, told


def _pairs(money: Sequence[Figure]) -> Iterator[Pair]:
    """Yield the sums of different places that are one but for the factor of a thousand."""
    yield from _meeting(money, THOUSAND)


def _agreeing(money: Sequence[Figure]) -> Iterator[Pair]:
    """Yield the sums of different places that are one: each speaks for the unit of its place."""
    for one, other in _meeting(money, 1):
        yield one, other
        yield other, one


def _meeting(money: Sequence[Figure], factor: int) -> Iterator[Pair]:
    ordered = sorted(money, key=_worth)
    worths = [_worth(one) for one in ordered]
    for small in ordered:
        bound = small.interval(Print.ROUNDED, True) * Interval.point(Fraction(factor))
        first = bisect_left(worths, bound.low * (1 - SLACK))
        last = bisect_right(worths, bound.high * (1 + SLACK))
        for large in ordered[first:last]:
            is_met = large.interval(Print.ROUNDED, True).meets(bound)
            if is_met and _place(large) != _place(small):
                yield small, large


def _worth(figure: Figure) -> Fraction:
    return figure.worth(True)


def _wrong_one(small: Figure, large: Figure, votes: Mapping[Place, int]) -> Figure:
    """Return the figure whose unit is likelier wrong: by its print, then by who agrees with it."""
    marks = {id(one): (-_suits(one), -votes[_place(one)]) for one in (small, large)}
    return max((large, small), key=lambda one: marks[id(one)])


def _suits(figure: Figure) -> int:
    """Return how far a sum is printed as its unit is: roubles with kopecks, thousands with tenths;
    -1 where it is printed as the other unit is.
    """
    decimals, is_large = figure.fact.decimals or 0, figure.value >= LARGE
    if figure.scale == THOUSAND:
        return -1 if is_large and decimals != 1 else int(decimals == 1)
    return {1: -1, KOPECKS: 1}.get(decimals, 0)


def _excerpt(figure: Figure, texts: Mapping[str, str]) -> str:
    """Return the sentence of a sum of the text."""
    at = spot(figure.fact)
    if at is None or at[0] not in texts:
        return ""
    sentence, begin = sentence_at(texts[at[0]], at[1], at[2])
    return short(sentence, at[1] - begin)


def _remark(found: Sequence[Pair], case: Case, texts: Mapping[str, str]) -> Remark:
    first, other = found[0]
    meant = scale_name(MONEY, 1 if first.scale == THOUSAND else THOUSAND, case.lang)
    told_in = scale_name(MONEY, other.scale, case.lang)
    parts = {
        "where": where(first, case.lang, _excerpt(first, texts)),
        "left": shown(first.value, case.lang),
        "declared": scale_name(MONEY, first.scale, case.lang, str(first.scale)),
        "other": near(other, case.lang),
        "right": f"{shown(other.value, case.lang)} {told_in}".strip(),
        "meant": meant,
    }
    figures = {one.fact.observation: one for pair in found for one in pair}
    return Remark(
        "units.scale",
        "units",
        Severity.ERROR,
        "scale",
        parts,
        figures=tuple(figures.values()),
        left=f"{parts['left']} {parts['declared']}",
        right=f"{parts['left']} {meant}",
        evidence=(("units.scale", 1.0),),
        other_place=str(other.fact.place),
        key=f"scale|{first.fact.table or first.fact.observation}",
    )
