"""Ratios that their table reckons otherwise than a definition says: «Средняя посещаемость» of
events is visitors by events, whatever visits to a user are.
"""

from collections.abc import Iterable, Iterator

from extractor.check.evidence.support import Basis, basis_of
from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.check.relations.derived_belief import Belief
from extractor.check.relations.derived_columns import quotient_of
from extractor.check.relations.edit import Edit, Outcome, outcome

FEWEST, FOR_ONE = 4, 4  # rows that prove a quotient; times that it holds for one that it fails


def without_other_quotients(edits: Iterable[Edit], shelf: Shelf) -> Iterator[Edit]:
    """Yield the statements but for broken definitions of a ratio of which another quotient of the
    same table comes out, there and in nearly all other rows.
    """
    known: dict[tuple[int, int], Belief | None] = {}
    for edit in edits:
        result = edit.whole
        if result is None or not _is_broken_ratio(edit):
            yield edit
            continue
        at = result.fact.table or 0, result.fact.column or 0
        if at not in known:
            known[at] = quotient_of(shelf.by_table.get(at[0], ()), result, shelf)
        belief = known[at]
        if belief is None or not _explains(belief, result):
            yield edit


def _is_broken_ratio(edit: Edit) -> bool:
    is_defined = edit.kind == "ratio" and basis_of(edit) is Basis.DEFINED
    return is_defined and outcome(edit) is Outcome.BROKEN


def _explains(belief: Belief, result: Figure) -> bool:
    held = {
        one.result.fact.observation
        for one, is_held in zip(belief.hypothesis.instances, belief.held, strict=True)
        if is_held
    }
    failed = len(belief.held) - len(held)
    is_proven = len(held) >= max(FEWEST, FOR_ONE * failed)
    return is_proven and result.fact.observation in held
