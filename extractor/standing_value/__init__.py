"""Which figure stands for an indicator, a year and a district or library, where several are
printed.

Inside one report the candidates are narrowed by named rules, in this order, until one value is
left:

* ``valued``: a number stands before a dash, a dash before «нет данных»;
* ``table``: a table stands before a sentence;
* ``agreed``: what most tables print (the report says it oftener);
* ``total``: the row of a sum, which stands on the rows above it;
* ``first``: what stands first.

Of one table one row counts: the row of the total, else the one with the fewest labels above it,
else the first. Between reports the later one stands (it could correct the earlier), or the year's
own, as is asked; one that prints a number stands before one that does not, and a table before a
sentence. The others are kept beside it, never forgotten.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeVar

from extractor.model import Status
from extractor.model.comparison import Edition, Figure
from extractor.rules import Rule
from extractor.text import fold
from extractor.words import words

Figures = Sequence[Figure]
Key = TypeVar("Key", bound=Hashable)
SURENESS = {
    Status.CORRECTED: -1,  # what a person decided
    Status.OK: 0,
    Status.UNCERTAIN: 1,
    Status.NIL: 2,
    Status.MISSING: 3,
    Status.TEXT: 4,
}
# what is part of a sum: a value, or a dash, which is none
SUMMED = frozenset({Status.OK, Status.CORRECTED, Status.UNCERTAIN, Status.NIL})


@dataclass(frozen=True, slots=True)
class Choice:
    """The figure that stands, what other reports print instead, and what the same report prints
    elsewhere.
    """

    used: Figure
    restated: tuple[Figure, ...] = ()
    conflicts: tuple[Figure, ...] = ()


def chosen(figures: Figures, editions: Mapping[str, Edition], latest: bool = True) -> Choice:
    """Return the choice among all figures of one indicator, place and year; there is at least
    one.
    """
    if len(figures) == 1:
        return Choice(figures[0])
    by_report: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_report[figure.report].append(figure)
    spoken = {report: standing(group) for report, group in by_report.items()}
    order = sorted(
        spoken, key=lambda report: _precedence(spoken[report][0], editions[report], latest)
    )
    used, conflicts = spoken[order[0]]
    others = (spoken[report][0] for report in order[1:])
    return Choice(used, tuple(other for other in others if differ(other, used)), conflicts)


def _precedence(figure: Figure, edition: Edition, latest: bool) -> tuple[int, bool, int, str]:
    """Smaller stands first."""
    distance = edition.year or 0
    return (
        SURENESS[figure.status],
        figure.spot[0] == 0,
        -distance if latest else abs(distance - figure.year),
        figure.report,
    )


def standing(figures: Figures) -> tuple[Figure, tuple[Figure, ...]]:
    """What one report prints for an indicator and a year, and what its other tables print for the
    same.

    A sentence often speaks of a part only; where it differs from a table, that is for ``svod
    check`` to say.
    """
    if len(figures) == 1:
        return figures[0], ()
    speakers = _speakers(figures)
    left: Figures = speakers
    for rule in RULES:
        left = rule.answer(left) or left
    used = left[0]
    return used, tuple(
        speaker
        for speaker in speakers
        if speaker.value is not None and speaker.spot[0] and differ(speaker, used)
    )


def differ(one: Figure, other: Figure) -> bool:
    """Return whether two figures say different numbers: 26 and 26,0 do not, nor do 24,75 and 24,8,
    of which one is rounded.
    """
    if one.value is None or other.value is None:
        return one.value is not other.value
    least = min(one.decimals, other.decimals)
    return abs(one.value - other.value) > (
        half_unit(least) if one.decimals != other.decimals else 0
    )


@lru_cache(maxsize=64)
def half_unit(decimals: int) -> Decimal:
    """Half of the last printed digit.

    >>> half_unit(1), half_unit(-3)
    (Decimal('0.05'), Decimal('500'))
    """
    return Decimal(format(Decimal(5).scaleb(-decimals - 1), "f"))


def _speakers(figures: Figures) -> list[Figure]:
    """One figure a table, and those of running text."""
    tables: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        tables[figure.spot[0]].append(figure)
    texts = tables.pop(0, [])
    return [*(_of_table(group) for group in tables.values()), *texts]


def _of_table(group: Figures) -> Figure:
    return group[0] if len(group) == 1 else min(group, key=_rank_in_table)


def _rank_in_table(figure: Figure) -> tuple[bool, int, tuple[int, int, int]]:
    """Smaller stands for its table: the row of the total, few labels, the first."""
    return not is_total(figure.row_label), figure.depth, figure.spot


@cache
def is_total(label: str) -> bool:
    """Return whether a label says that its row is a sum («Итого по району»).

    >>> is_total("ВСЕГО"), is_total("Филиал № 1")
    (True, False)
    """
    said = fold(label)
    return any(said.startswith(each) for each in words("tables")["totals"])


def valued(figures: Figures) -> Figures | None:
    """Those of the surest status: a number before a dash, a dash before «нет данных»."""
    best = min(SURENESS[figure.status] for figure in figures)
    return _narrower(figures, [one for one in figures if SURENESS[one.status] == best])


def tabled(figures: Figures) -> Figures | None:
    """Those of tables, where sentences give others."""
    return _narrower(figures, [figure for figure in figures if figure.spot[0]])


def agreed(figures: Figures) -> Figures | None:
    """Those with the value that most tables print."""
    votes = [sum(not differ(figure, other) for other in figures) for figure in figures]
    most = [one for one, count in zip(figures, votes, strict=True) if count == max(votes)]
    return _narrower(figures, most)


def totalled(figures: Figures) -> Figures | None:
    """Those in the row of a sum."""
    return _narrower(figures, [figure for figure in figures if is_total(figure.row_label)])


def foremost(figures: Figures) -> Figures | None:
    """The one that stands first, a table before a sentence."""
    first = min(figures, key=lambda figure: (figure.spot[0] == 0, figure.spot))
    return _narrower(figures, [first])


def _narrower(figures: Figures, kept: Figures) -> Figures | None:
    """Return the figures that are kept; None where these are all or none."""
    return kept if 0 < len(kept) < len(figures) else None


RULES: tuple[Rule[Figures, Figures], ...] = (
    Rule(
        "valued",
        valued,
        """
        таблица 1 | Книги | –
        таблица 2 | Книги | 30
        """,
    ),
    Rule(
        "table",
        tabled,
        """
        текст | книг | 31
        текст | книг | 31
        таблица 1 | Книги | 30
        """,
    ),
    Rule(
        "agreed",
        agreed,
        """
        таблица 1 | Книги | 30
        таблица 2 | Книги | 31
        таблица 3 | Книги | 31
        """,
    ),
    Rule(
        "total",
        totalled,
        """
        таблица 1 | Книги | 30
        таблица 2 | Всего | 31
        """,
    ),
    Rule(
        "first",
        foremost,
        """
        таблица 2 | Книги | 31
        таблица 1 | Книги | 30
        """,
    ),
)


def by_key(
    figures: Iterable[Figure], key: Callable[[Figure], Key | None]
) -> dict[Key, dict[int, list[Figure]]]:
    """Figures under a key and then under their year; without those that have no key."""
    found: dict[Key, dict[int, list[Figure]]] = {}
    for figure in figures:
        at = key(figure)
        if at is not None:
            found.setdefault(at, {}).setdefault(figure.year, []).append(figure)
    return found
