"""Per cents beside the numbers they are taken of: recomputed, and told apart from those fitted
to make a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from extractor.check.figures.figure import Figure, Shelf
from extractor.check.relations.edit import Edit, Outcome, outcome, sides
from extractor.check.relations.repeated_figures import agreed
from extractor.check.rules.formula import Comparison, Number, Operation, Ref
from extractor.model.finding import Severity

SHARE, PART, WHOLE = Ref("share.0"), Ref("part.0"), Ref("whole.0")
STATEMENT = Comparison(
    SHARE, "=", Operation("/", Operation("*", Number(Fraction(100)), PART), WHOLE)
)
FITTED = 5
"""How many units of its last digit a share may be bent to make the sum a hundred."""


def share_edits(shelf: Shelf) -> Iterator[Edit]:
    """A share for every per cent of a table that stands beside its count."""
    for figures in shelf.by_table.values():
        counts = [each for each in figures if each.fact.unit != "%"]
        for share in figures:
            if share.fact.unit == "%" and not share.total:
                yield from _edit(share, counts, shelf)


def _edit(share: Figure, counts: Sequence[Figure], shelf: Shelf) -> Iterator[Edit]:
    part = _count_of(share, counts)
    if part is None or part.fact.period != share.fact.period:
        return
    made = [_with(share, part, whole) for whole in _wholes(part, counts, shelf)]
    if made:
        order = (Outcome.HOLDS, Outcome.TRUNCATED, Outcome.BROKEN, Outcome.SKIPPED)
        yield min(made, key=lambda each: order.index(outcome(each)))


def _with(share: Figure, part: Figure, whole: Figure) -> Edit:
    figures = {SHARE: share, PART: part, WHOLE: whole}
    return Edit(
        "share.table", "share", Severity.ERROR, "share", STATEMENT, figures, must=True, says="share"
    )


def _count_of(share: Figure, counts: Sequence[Figure]) -> Figure | None:
    """The count that the per cent is of: left of it in its row under the same labels but the
    last.
    """
    fact = share.fact
    near = [
        each
        for each in counts
        if each.fact.row == fact.row
        and (each.fact.column or 0) < (fact.column or 0)
        and each.fact.row_path == fact.row_path
        and each.fact.column_path[:-1] == fact.column_path[:-1]
    ]
    found = max(near, key=lambda each: each.fact.column or 0, default=None)
    return (
        found if found is not None and (fact.column or 0) - (found.fact.column or 0) == 1 else None
    )


def _wholes(part: Figure, counts: Sequence[Figure], shelf: Shelf) -> Iterator[Figure]:
    """What the part may be a part of: the total of its column, the indicator's whole, a column
    before it that is larger.
    """
    fact = part.fact
    for each in counts:
        if (
            each.total
            and each.fact.column == fact.column
            and (each.fact.row or 0) > (fact.row or 0)
        ):
            yield each
    indicator = shelf.indicators.get(fact.indicator)
    if indicator is not None and indicator.part_of:
        found = shelf.of_system.get((indicator.part_of, fact.period), ())
        if found:
            yield agreed(found)
    for each in counts:
        before = each.fact.row == fact.row and (each.fact.column or 0) < (fact.column or 0)
        if before and len(each.fact.column_path) < len(fact.column_path):
            yield each


def without_fitted(edits: Iterable[Edit]) -> tuple[list[Edit], list[Edit]]:
    """(edits, fitted shares): where the printed shares of a group make exactly a hundred, a bent
    one is no mistake.
    """
    kept: list[Edit] = []
    fitted: list[Edit] = []
    groups: dict[tuple[object, ...], list[Edit]] = defaultdict(list)
    for each in edits:
        (groups[_group(each)] if each.rule == "share.table" else kept).append(each)
    for members in groups.values():
        hundred = sum((each.figures[SHARE].value for each in members), Fraction(0)) == 100
        for each in members:
            (fitted if hundred and _bent(each) else kept).append(each)
    return kept, [replace(each, severity=Severity.INFO) for each in fitted]


def _group(edit: Edit) -> tuple[object, ...]:
    fact = edit.figures[SHARE].fact
    if len(fact.column_path) > 1:
        return fact.table, fact.row, fact.column_path[:-2]
    return fact.table, fact.column, fact.row_path[:-1]


def _bent(edit: Edit) -> bool:
    if outcome(edit) is not Outcome.BROKEN:
        return False
    left, right = sides(edit)
    return abs(left.middle - right.middle) <= FITTED * edit.figures[SHARE].step
