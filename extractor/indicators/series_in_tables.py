"""«В 2021 г. – 137, в 2022 г. – 133, в 2023 г. – 130»: figures of one sentence that a table of the
report gives year by year are that table's, whatever words the sentence has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from extractor.indicators.table_values import TableValues
from extractor.model import STATING
from extractor.model.observation import SentenceObservation

LEAST, TOGETHER = 2, 5  # digits of a figure, and of all that agree: hardly met by chance
SERIES = "series"
Coded = tuple[int, SentenceObservation, str]


def codes_of_series(coded: Iterable[Coded], tables: TableValues) -> Iterator[tuple[int, str]]:
    """The places and codes of figures without one; ``coded`` are the figures of all sentences with
    their places among the observations and their codes.
    """
    sentences: dict[tuple[object, ...], list[Coded]] = defaultdict(list)
    for at, figure, code in coded:
        if figure.subject.role in STATING:
            unit = tables.families.get(figure.unit, "")
            key = figure.place.whole, figure.subject.sentence, figure.library, unit
            sentences[key].append((at, figure, code))
    for figures in sentences.values():
        if len({figure.period for _, figure, _ in figures}) > 1:
            yield from _series(figures, tables)


def _series(figures: Sequence[Coded], tables: TableValues) -> Iterator[tuple[int, str]]:
    """Of one sentence: the figures without a code that agree with the one indicator that a table
    gives for them.
    """
    members: dict[str, list[Coded]] = defaultdict(list)
    differing: dict[str, set[str]] = defaultdict(set)
    for one in figures:
        for code, digits in tables.agreeing(one[1]).items():
            if digits >= LEAST and tables.is_of_its_kind(code, one[1].unit):
                members[code].append(one)
            elif not digits:
                differing[code].add(one[1].period)
    rows = [code for code, found in members.items() if _is_row(code, found, differing[code])]
    if len(rows) == 1:
        yield from ((at, rows[0]) for at, _, code in members[rows[0]] if not code)


def _is_row(code: str, found: Sequence[Coded], differing: Set[str]) -> bool:
    """Whether the figures are of different years, unlike, and none has another code; ``differing``
    are the years of figures that are not what the table gives: of each another one must be, or the
    sentence is about something else.
    """
    years = {figure.period for _, figure, _ in found}
    values = {figure.value for _, figure, _ in found if figure.value is not None}
    digits = sum(len(value.normalize().as_tuple().digits) for value in values)
    is_free = all(known in ("", code) for _, _, known in found)
    return (
        is_free
        and differing <= years
        and len(years) == len(found) == len(values) > 1
        and digits >= TOGETHER
    )
