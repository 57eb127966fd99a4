"""Figures over time: against last year's report, against their own history."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, ranked
from extractor.check.correction.slips import SHIFTS
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.editions import (
    differ,
    difference,
    explained_differences,
    explained_rates,
    explained_sections,
    pairs_of,
)
from extractor.check.remarks.phrasing import near, printed, shown, where
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity

NEAR = Fraction(3, 2)
LEAST_SMALL, LEAST_LARGE = 10, 50


def restated_remarks(case: Case) -> Iterator[Remark]:
    """A figure of a past year that is not what last year's report gave for that year."""
    if case.before is None:
        return
    own = str(case.shelf.edition.year)
    changed = [
        pair
        for pair in pairs_of(case.shelf, case.before)
        if pair[0].fact.period != own and (differ(*pair) or _is_last_digit(*pair))
    ]
    sections = explained_sections(case.shelf)
    excused = explained_differences(changed, case.shelf)
    rates = explained_rates(changed, excused, case.shelf)
    for figure, other in changed:
        is_explained = (
            figure.fact.section in sections
            or difference(figure, other) in excused
            or figure.fact.observation in rates
        )
        yield _restated(figure, other, case, is_explained)


def _is_last_digit(figure: Figure, other: Figure) -> bool:
    """Return whether two figures are printed alike and differ by no more than their last digit:
    one number is not rounded in two ways.
    """
    return figure.step == other.step > 0 and figure.value != other.value


def _restated(figure: Figure, other: Figure, case: Case, explained: bool) -> Remark:
    left, right = printed(figure, case.lang), printed(other, case.lang)
    is_corrected = other.fact.observation in case.earlier.suspected
    is_excused = explained or (is_corrected and figure.fact.observation not in case.own.suspected)
    wrong, right_one = (other, figure) if is_excused else (figure, other)
    severity = Severity.ERROR if differ(figure, other) else Severity.WARNING
    severity = Severity.INFO if is_excused else severity
    meant = ranked([Candidate(wrong, right_one.value, "restated", Fraction(1))])
    there = near(other, case.lang)
    return Remark(
        "series.restated",
        "restated",
        severity,
        "restated",
        {"where": where(figure, case.lang), "left": left, "other": there, "right": right},
        figures=(figure,),
        left=left,
        right=right,
        difference=figure.value - other.value,
        cause=f"restated|{figure.fact.report}|{figure.fact.period}|{difference(figure, other)[1]}",
        suggestions=() if explained else meant,
        other_place=str(other.fact.place),
    )


def outlier_remarks(case: Case) -> Iterator[Remark]:
    """A figure ten, a hundred or a thousand times what it was in the years beside it: a digit
    too many or too few.
    """
    for figures in _histories(case.shelf).values():
        for n, each in enumerate(figures):
            others = [other for m, other in enumerate(figures) if m != n]
            shift = _shift(each, others)
            if shift is not None:
                yield _outlier(each, others[-1], shift, case)


def _histories(shelf: Shelf) -> dict[tuple[int, str], list[Figure]]:
    """(table, code) → its figures of at least three years, in their order."""
    found: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for (code, _), figures in shelf.of_system.items():
        for each in figures:
            if shelf.indicators[code].kind in ("stock", "flow"):
                found[each.fact.table or 0, code].append(each)
    return {
        key: sorted(figures, key=lambda each: each.fact.period)
        for key, figures in found.items()
        if len(figures) > 2
    }


def _shift(figure: Figure, others: Sequence[Figure]) -> Fraction | None:
    """The power of ten that brings the figure among the others, which are near each other."""
    values = [each.value for each in others]
    if (
        min(*values, figure.value) < LEAST_SMALL
        or max(values) / min(values) > NEAR
        or max(*values, figure.value) < LEAST_LARGE
    ):
        return None
    middle = sum(values) / len(values)
    for factor in (Fraction(each) for power in SHIFTS for each in (power, Fraction(1, power))):
        if Fraction(7, 10) <= figure.value / factor / middle <= NEAR:
            return factor
    return None


def _outlier(figure: Figure, other: Figure, shift: Fraction, case: Case) -> Remark:
    left, right = printed(figure, case.lang), printed(other, case.lang)
    times = shown(max(figure.value / other.value, other.value / figure.value), case.lang, 1)
    return Remark(
        "series.outlier",
        "series",
        Severity.WARNING,
        "outlier",
        {"where": where(figure, case.lang), "left": left, "right": right, "times": times},
        figures=(figure, other),
        left=left,
        right=right,
        difference=figure.value - other.value,
        other_place=str(other.fact.place),
        suggestions=ranked([Candidate(figure, figure.value / shift, "shift", Fraction(9, 10))]),
    )
