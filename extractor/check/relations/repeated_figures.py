"""The same figure in several places: between tables, and between a table and the running text."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from extractor.check.correction.slips import length_of, likeness
from extractor.check.figures.figure import ROUGH_UNITS, Figure, is_change
from extractor.check.figures.interval import Print
from extractor.check.figures.sentences import near_text, paragraphs
from extractor.check.figures.shelf import Shelf
from extractor.check.figures.word_match import STEM, has_word, listed
from extractor.check.relations.edit import Edit
from extractor.formula import Comparison, Ref
from extractor.model import STATING, Op, SentenceRole
from extractor.model.finding import Severity
from extractor.model.observation import Observation
from extractor.text import fold

HERE, THERE = Ref("here.0"), Ref("there.0")
NEAR = (Op.EXACT, Op.ABOUT)
OF_LIBRARIES = re.compile(r"(?<![а-я])([а-я]{5,}(?:ых|их|ие|ые))\s+(?:библиотек|филиал)")
FARTHEST = 3
"""Two figures further apart than this factor, with no digits alike, are two different things."""
LEAST_DIGITS, NEARBY = 3, Fraction(11, 10)
MOST_APART = Fraction(5, 4)  # times that a figure of a known row may differ from it


def repeat_edits(shelf: Shelf) -> Iterator[Edit]:
    """Each figure against the one that most places agree on."""
    for (code, _), figures in shelf.of_system.items():
        yield from _against(figures, code, shelf)
    for (code, _, _), figures in shelf.of_library.items():
        yield from _against(_one_a_table(figures), code, shelf)


def _one_a_table(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Where a table names a library twice nobody knows which row is meant: it has no say."""
    often = Counter(each.fact.table for each in figures)
    return tuple(each for each in figures if often[each.fact.table] == 1)


def _against(every: Sequence[Figure], code: str, shelf: Shelf) -> Iterator[Edit]:
    indicator = shelf.indicators.get(code)
    figures = [figure for figure in every if not is_change(figure)]
    if (
        len({each.fact.table for each in figures}) < 2
        or indicator is None
        or indicator.over == "none"
    ):
        return
    chosen = agreed(figures)
    for each in figures:
        if each is not chosen and each.fact.table != chosen.fact.table and comparable(each, chosen):
            first, second = sorted((each.fact.table or 0, chosen.fact.table or 0))
            yield same(each, chosen, f"same|{first}|{second}")


def same(one: Figure, other: Figure, family: str, kind: str = "same", says: str = "same") -> Edit:
    """One figure equals another. Declared multipliers are applied where the two differ in them
    and printed forms disagree.
    """
    scaled = one.scale != other.scale and not _meet(one, other, scaled=False)
    return Edit(
        f"{kind}.{says}",
        kind,
        Severity.ERROR,
        family,
        Comparison(HERE, "=", THERE),
        {HERE: one, THERE: other},
        must=True,
        scaled=scaled,
        says=says,
    )


def agreed(figures: Sequence[Figure]) -> Figure:
    """The figure that most others agree with; of equals the one printed with most digits, then
    the first.
    """
    intervals = [each.interval(Print.ROUNDED) for each in figures]
    lows, highs = sorted(each.low for each in intervals), sorted(each.high for each in intervals)

    def votes(at: int) -> tuple[int, Fraction]:
        begun = bisect_right(lows, intervals[at].high)
        return begun - bisect_left(highs, intervals[at].low), -figures[at].step

    return figures[max(range(len(figures)), key=votes)]


def _meet(one: Figure, other: Figure, scaled: bool) -> bool:
    return one.interval(Print.ROUNDED, scaled).meets(other.interval(Print.ROUNDED, scaled))


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two unequal figures may be one and the same, miswritten."""
    here, there = one.value, other.value
    if one.fact.unit == "%" != other.fact.unit or _is_mean_of_counts(one, other):
        return False
    if not here or not there:
        return here == there
    if max(here / there, there / here) <= FARTHEST:
        return True
    is_long = min(length_of(here), length_of(there)) >= LEAST_DIGITS
    return is_long and likeness(here, there) is not None


def _is_mean_of_counts(one: Figure, other: Figure) -> bool:
    """Whether one of two counts has decimals and the other none: «927,0» readers a librarian."""
    is_counted = one.fact.unit not in ROUGH_UNITS and other.fact.unit not in ROUGH_UNITS
    return is_counted and bool(one.fact.decimals) != bool(other.fact.decimals) and one.adds


def text_edits(shelf: Shelf, known: Container[str] = ()) -> Iterator[Edit]:
    """Figures that the text states against those of the tables; what is `known` of figures of the
    text needs no code.
    """
    numbers, printed = _numbers_of_years(shelf), _numbers_of_codes(shelf)
    texts = paragraphs(shelf.edition)
    alike = defaultdict[tuple[object, ...], list[Figure]](list)
    by_block = defaultdict[str, list[Figure]](list)
    for told in shelf.told:
        alike[_said_of(told)].append(told)
        by_block[told.fact.place.whole].append(told)
    for told in shelf.told:
        fact = told.fact
        series = [one for one in by_block[fact.place.whole] if one.fact.indicator == fact.indicator]
        states = fact.role in STATING and fact.op in NEAR and fact.observation not in known
        figures = _of_tables(fact, shelf) if states and fact.indicator else ()
        # «вместо 3500 следует считать 3400»: it names what is no longer right
        if figures and not has_word(near_text(texts, fact), "revised"):
            other, of_year = agreed(figures), numbers.get(fact.period, ())
            of_code = () if fact.library else printed[fact.indicator]
            beside = [one for one in alike[_said_of(told)] if one is not told]
            is_meant = close(told, other, () if fact.library else of_year, of_code)
            is_meant = is_meant or (
                told.worth(True) not in of_year and _is_of_series(told, other, series, shelf)
            )
            is_other = any(_meet(one, other, scaled=True) for one in beside)
            is_part = is_of_some(near_text(texts, fact), other)
            if is_meant and not (
                is_other or is_part or _is_of_earlier(told, shelf) or are_opposite(told, other)
            ):
                yield same(told, other, f"text|{fact.indicator}", "text", "text")


def is_of_some(said: str, figure: Figure) -> bool:
    """Return whether a sentence is about libraries that are some of all, and the figure of a table
    is not about them: «в сельских библиотеках», «городские филиалы».
    """
    labels = fold(" ".join((*figure.fact.row_path, *figure.fact.column_path)))
    return any(
        found[1].startswith(listed("some_libraries")) and found[1][:STEM] not in labels
        for found in OF_LIBRARIES.finditer(fold(said))
    )


def _said_of(told: Figure) -> tuple[object, ...]:
    """The paragraph of a figure and what it measures: of «861 мероприятие: бесед – 108, викторин –
    561» one figure is that of the table, and the others are parts of it.
    """
    fact = told.fact
    return fact.place.whole, fact.indicator, fact.period, fact.library


def are_opposite(one: Figure, other: Figure) -> bool:
    """Whether two figures differ in nothing but their sign: «переданы 3521», «−3521»."""
    return bool(one.value) and one.worth(True) == -other.worth(True)


def _is_of_series(told: Figure, other: Figure, series: Sequence[Figure], shelf: Shelf) -> bool:
    """Return whether a sentence gives a figure of a table for one year and so means the table for
    the other: «охват – 36,9 % (в 2021 году – 34,1 %)», where the table has 34,1 for 2021.
    """
    if not MOST_APART * min(told.worth(True), other.worth(True)) >= max(
        told.worth(True), other.worth(True)
    ):
        return False
    return any(
        one.fact.period != told.fact.period
        and one.fact.library == told.fact.library
        and one.fact.role in STATING
        and length_of(one.value) >= LEAST_DIGITS
        and any(_meet(one, known, scaled=True) for known in _of_tables(one.fact, shelf))
        for one in series
    )


def _is_of_earlier(told: Figure, shelf: Shelf) -> bool:
    """«Выросло с 628 до 658» may go over several years: what was is then that of an earlier one."""
    if told.fact.role is not SentenceRole.BASE:
        return False
    value, code = told.interval(Print.ROUNDED, True), told.fact.indicator
    return any(
        value.meets(one.interval(Print.ROUNDED, True))
        for year in shelf.years
        if year < told.fact.period
        for one in shelf.of_system.get((code, year), ())
    )


def _of_tables(fact: Observation, shelf: Shelf) -> tuple[Figure, ...]:
    """Return what the tables give for an indicator, of the whole system or of one library."""
    if fact.library:
        names = (fact.indicator, fact.period, fact.library[0])
        found = shelf.of_library.get(names, ()) if len(fact.library) == 1 else ()
        return _one_a_table(found)
    return shelf.of_system.get((fact.indicator, fact.period), ())


def _numbers_of_years(shelf: Shelf) -> dict[str, set[Fraction]]:
    """Year → all numbers that the tables give for the whole system."""
    found: dict[str, set[Fraction]] = {}
    for (_, year), figures in shelf.of_system.items():
        found.setdefault(year, set()).update(each.worth(True) for each in figures)
    return found


def _numbers_of_codes(shelf: Shelf) -> dict[str, set[Fraction]]:
    """Indicator → all numbers that the tables give for the whole system, of whatever year."""
    found: dict[str, set[Fraction]] = defaultdict(set)
    for (code, _), figures in shelf.of_system.items():
        found[code].update(each.worth(True) for each in figures)
    return found


def close(
    told: Figure,
    other: Figure,
    same_year: Container[Fraction],
    same_code: Container[Fraction],
) -> bool:
    """Whether a figure of a sentence means the table's: near it, a slip of its digits, or that of
    another year.

    A sentence counts many things that the words of an indicator fit: a small number is one of them
    unless it is the very one, and so is a number that the tables give for something else in the
    same year.
    """
    here, there = told.worth(True), other.worth(True)
    if told.interval(Print.ROUNDED, True).meets(other.interval(Print.ROUNDED, True)):
        return True
    if length_of(there) < LEAST_DIGITS or not here or here in same_year:
        return False
    is_near = max(here / there, there / here) <= NEARBY
    is_rate = told.fact.unit == "%" or bool(other.fact.decimals)  # rates are always near another
    if (is_near and not is_rate) or likeness(here, there) is not None:
        return True
    return here in same_code
