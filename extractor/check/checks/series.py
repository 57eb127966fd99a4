"""Figures over time: against last year's report, against their own history."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.candidates import Candidate, ranked
from extractor.check.correction.slips import SHIFTS
from extractor.check.figures.context import Case
from extractor.check.figures.figure import Figure, Shelf
from extractor.check.figures.interval import Print
from extractor.check.figures.word_match import has_word
from extractor.check.remarks.phrasing import near, printed, shown, where
from extractor.check.remarks.remark import Remark
from extractor.model.finding import Severity
from extractor.text import fold

Key = tuple[object, ...]
NUMBER = re.compile(r"\d{1,3}(?:[\s\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
NEAR = Fraction(3, 2)
LEAST_SMALL, LEAST_LARGE = 10, 50


def restated_remarks(case: Case) -> Iterator[Remark]:
    """A figure of a past year that is not what last year's report gave for that year."""
    if case.before is None:
        return
    changed = [pair for pair in _changed(case, case.before) if _differ(*pair)]
    sections, excused = _explained_sections(case), _explained_differences(changed, case)
    for figure, other in changed:
        is_explained = figure.fact.section in sections or _difference(figure, other) in excused
        yield _restated(figure, other, case, is_explained)


def _changed(case: Case, before: Shelf) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of past years that both reports give once, this one's first."""
    known, twice = _signed(before)
    mine, doubled = _signed(case.shelf)
    for key, figure in mine.items():
        is_past = figure.fact.period != str(case.shelf.edition.year)
        if is_past and key in known and key not in twice and key not in doubled:
            yield figure, known[key]


def _differ(figure: Figure, other: Figure) -> bool:
    return not figure.interval(Print.ROUNDED).meets(other.interval(Print.ROUNDED))


def _difference(figure: Figure, other: Figure) -> tuple[str, Fraction]:
    """Return the year and the size of a change: what follows from one recount changes alike."""
    return figure.fact.period, abs(figure.value - other.value)


def _explained_differences(
    changed: Sequence[tuple[Figure, Figure]], case: Case
) -> frozenset[tuple[str, Fraction]]:
    """Return the changes that a sentence explains: it names the old figure and the new one."""
    said = [
        frozenset("".join(number.split()) for number in NUMBER.findall(text))
        for _, _, text in case.shelf.edition.paragraphs
        if has_word(text, "revised")
    ]
    return frozenset(
        _difference(figure, other)
        for figure, other in changed
        if any({_digits(figure), _digits(other)} <= numbers for numbers in said)
    )


def _digits(figure: Figure) -> str:
    return "".join(figure.fact.raw.split())


def _signed(shelf: Shelf) -> tuple[dict[Key, Figure], set[Key]]:
    """Figures of tables by what their labels say, and the keys that more than one figure has."""
    found: dict[Key, Figure] = {}
    twice: set[Key] = set()
    for table, figures in shelf.by_table.items():
        printed_table = shelf.tables[table]
        title = fold(
            f"{shelf.titles.get(printed_table.section, '')}|{_timeless(printed_table.caption)}"
        )
        for each in figures:
            fact = each.fact
            rows = fact.library or tuple(map(fold, fact.row_path))
            key = (
                title,
                rows,
                tuple(map(fold, fact.column_path)),
                fact.area,
                fact.period,
                fact.indicator,
            )
            if key in found and found[key].value != each.value:
                twice.add(key)
            found.setdefault(key, each)
    return found, twice


def _timeless(text: str) -> str:
    return " ".join(each for each in text.split() if not each.strip(".,()г").isdecimal())


def _explained_sections(case: Case) -> frozenset[str]:
    return frozenset(
        section for _, section, text in case.shelf.edition.paragraphs if has_word(text, "revised")
    )


def _restated(figure: Figure, other: Figure, case: Case, explained: bool) -> Remark:
    left, right = printed(figure, case.lang), printed(other, case.lang)
    is_corrected = other.fact.observation in case.earlier.suspected
    is_excused = explained or (is_corrected and figure.fact.observation not in case.own.suspected)
    wrong, right_one = (other, figure) if is_excused else (figure, other)
    meant = ranked([Candidate(wrong, right_one.value, "restated", Fraction(1))])
    there = f"{other.fact.report}, {near(other, case.lang)}"
    return Remark(
        "series.restated",
        "restated",
        Severity.INFO if is_excused else Severity.ERROR,
        "restated",
        {"where": where(figure, case.lang), "left": left, "other": there, "right": right},
        figures=(figure,),
        left=left,
        right=right,
        difference=figure.value - other.value,
        cause=f"restated|{figure.fact.report}|{figure.fact.period}|{_difference(figure, other)[1]}",
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
