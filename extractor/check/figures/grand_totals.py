"""Which total of a table counts all of it: that of a group, or of a part continued, does not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction

from extractor.check.figures.figure import Figure
from extractor.check.figures.word_match import WORD, begins, listed
from extractor.text import fold

LEAST = 10  # a smaller total says little
NEARLY = Fraction(9, 10)
FEWEST = 3  # measures by which a table is known to be about a part
HALF = 2  # times that all figures of a table about a part are less than those of the whole
MOST = Fraction(2, 3)  # of its measures
ALIKE = Fraction(11, 10)  # how near quotients are that one wrong unit makes
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


def tables_of_a_part(
    found: Mapping[tuple[str, str], Sequence[Figure]], cards: Set[int] = frozenset()
) -> frozenset[int]:
    """Return the tables that are about a part: by each measure much less than another table. Of
    ``cards``, which look as if they were about one library, one measure proves it.

    `found` are the figures that speak of the whole, by measure and year. «Паспорт: пользователи
    825, посещения 7 855» beside 6 947 and 65 338 is that of one library, whose name nobody knew.
    Where all is less by one and the same factor the unit is wrong.
    """
    times = defaultdict[int, dict[str, Fraction]](dict)
    for (code, _), figures in found.items():
        counted = [one for one in figures if one.adds and one.value >= LEAST]
        for one in counted:
            others = [other.worth(True) for other in counted if other is not one]
            if others and one.fact.table is not None:
                times[one.fact.table][code] = max(others) / one.worth(True)
    return frozenset(
        table
        for table, factors in times.items()
        if _are_of_a_part(list(factors.values()), 1 if table in cards else FEWEST)
    )


def _are_of_a_part(factors: Sequence[Fraction], fewest: int) -> bool:
    """Return whether figures are so many times less than others that they are those of a part."""
    less = [factor for factor in factors if factor > HALF]
    is_by_unit = len(less) > 1 and max(less) < ALIKE * min(less)
    are_most = len(less) >= fewest and len(less) >= MOST * len(factors)
    return are_most and not is_by_unit


def lines_of(figure: Figure) -> tuple[Line, Line]:
    """Return the row and the column that a figure stands in."""
    return ("row", figure.fact.row), ("column", figure.fact.column)


def is_mean_row(figure: Figure) -> bool:
    """Return whether a label calls a figure a mean: «В среднем» below the libraries."""
    return any(begins(label, "means") for label in _labels_of(figure))


def _verdicts(members: Sequence[Figure]) -> Iterator[tuple[Line, bool]]:
    """Yield the line of each total of one measure, and whether it is less than its items, or one of
    several groups: «Итого: Город … Итого: Село»; of a city «Итого по городу» alone is all.
    """
    items = [one for one in members if not one.total]
    totals = [one for one in members if one.total]
    groups = {label for one in totals for label in _labels_of(one) if _names_a_group(label)}
    for total in totals:
        if total.value < LEAST or is_mean_row(total):
            continue
        fact = total.fact
        is_group = len(groups) > 1 and not groups.isdisjoint(_labels_of(total))
        down = [one for one in items if one.fact.column == fact.column]
        across = [one for one in items if one.fact.row == fact.row]
        if len(down) > 1:
            yield ("row", fact.row), is_group or _is_less(total, down)
        elif len(across) > 1:
            yield ("column", fact.column), is_group or _is_less(total, across)


def _labels_of(figure: Figure) -> tuple[str, ...]:
    return (*figure.fact.row_path[-1:], *figure.fact.column_path[-1:])


def _names_a_group(label: str) -> bool:
    """Whether the label of a total says that it is of some libraries only: «Итого: Село»."""
    said = [word for word in WORD.findall(fold(label)) if not word.startswith(listed("no_group"))]
    return bool(said) and all(word.startswith(listed("group_words")) for word in said)


def _is_less(total: Figure, items: Sequence[Figure]) -> bool:
    made = sum((one.value for one in items), Fraction(0))
    is_doubled = abs(made - 2 * total.value) <= 2 * TWICE * total.value
    return total.value < NEARLY * made and not is_doubled
