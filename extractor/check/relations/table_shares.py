"""Shares of a table that were bent to make a hundred: told apart from wrong ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from extractor.check.relations.edit import Edit, Outcome, outcome, sides
from extractor.formula import Comparison, Number, Operation, Ref
from extractor.model.finding import Severity

SHARE, PART, WHOLE = Ref("share.0"), Ref("part.0"), Ref("whole.0")
STATEMENT = Comparison(
    SHARE, "=", Operation("/", Operation("*", Number(Fraction(100)), PART), WHOLE)
)
FITTED = 5
"""How many units of its last digit a share may be bent to make the sum a hundred."""


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
