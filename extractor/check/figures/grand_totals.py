"""Which total of a table counts all of it: that of a group, or of a part continued, does not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import begins

LEAST = 10  # a smaller total says little
NEARLY = Fraction(9, 10)
TWICE = Fraction(1, 50)  # how near to twice a total groups and their members are together

Line = tuple[str, int | None]  # «row» or «column», its place


def of_some_only(figures: Iterable[Figure]) -> frozenset[Line]:
    """Return the lines of totals that are less than what the table itself lists.

    «Итого: Сельские» without a grand total counts the villages only. Most measures of the line
    decide, so one wrong figure does not.
    """
    alike = defaultdict[tuple[str, str], list[Figure]](list)
    for figure in figures:
        if figure.fact.indicator and figure.adds:
            alike[figure.fact.indicator, figure.fact.period].append(figure)
    votes = Counter[Line]()
    for members in alike.values():
        for line, is_less in _verdicts(members):
            votes[line] += 1 if is_less else -1
    return frozenset(line for line, count in votes.items() if count > 0)


def lines_of(figure: Figure) -> tuple[Line, Line]:
    """Return the row and the column that a figure stands in."""
    return ("row", figure.fact.row), ("column", figure.fact.column)


def is_mean_row(figure: Figure) -> bool:
    """Return whether a label calls a figure a mean: «В среднем» below the libraries."""
    labels = (*figure.fact.row_path[-1:], *figure.fact.column_path[-1:])
    return any(begins(label, "means") for label in labels)


def _verdicts(members: Sequence[Figure]) -> Iterator[tuple[Line, bool]]:
    """Yield the line of each total of one measure, and whether it is less than its items."""
    items = [one for one in members if not one.total]
    for total in members:
        if not total.total or total.value < LEAST or is_mean_row(total):
            continue
        fact = total.fact
        down = [one for one in items if one.fact.column == fact.column]
        across = [one for one in items if one.fact.row == fact.row]
        if len(down) > 1:
            yield ("row", fact.row), _is_less(total, down)
        elif len(across) > 1:
            yield ("column", fact.column), _is_less(total, across)


def _is_less(total: Figure, items: Sequence[Figure]) -> bool:
    made = sum((one.value for one in items), Fraction(0))
    is_doubled = abs(made - 2 * total.value) <= 2 * TWICE * total.value
    return total.value < NEARLY * made and not is_doubled
