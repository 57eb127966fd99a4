"""How sure the codes are that a broken statement rests on.

A code that is only likely may be the wrong one: then its statement was never meant. It becomes sure
where another statement that rests on codes holds with a figure under the same label, or where one
slip of the hand explains the difference; what a table says by its labels rests on no code.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from math import prod

from extractor.check.correction.slips import length_of
from extractor.check.evidence.confidence import CODES, Evidence
from extractor.check.evidence.slipped import has_slip
from extractor.check.evidence.support import Basis, basis_of, is_telling
from extractor.check.figures.figure import Figure
from extractor.check.relations.edit import Edit

CODED = frozenset({Basis.DEFINED, Basis.REPEATED, Basis.TEXT})
LEAST_DIGITS = 3  # of two figures that agree not by chance
OF_WORDS = ("sum.", "part.")  # rules of what the labels of a table say
SURE = 1.0

Label = tuple[str, object]  # a code, and the table or the labels that it was given to


def rests_on_codes(edit: Edit) -> bool:
    """Return whether a statement was made because of the codes of its figures."""
    basis, is_of_words = basis_of(edit), edit.rule.startswith(OF_WORDS)
    return basis in CODED or (basis in (Basis.OPEN, Basis.BOUND) and not is_of_words)


def confirmed(edits: Iterable[Edit]) -> frozenset[Label]:
    """Return the labels whose codes statements confirm: that hold, as chance seldom does."""
    return frozenset(
        label
        for edit in edits
        if rests_on_codes(edit) and edit.statement.sign == "=" and _proves(edit)
        for figure in edit.figures.values()
        for label in _labels(figure)
    )


def _labels(figure: Figure) -> Iterator[Label]:
    """Yield what a code was given to: a line of its table, or the same words elsewhere."""
    fact = figure.fact
    for given_to in (fact.table, fact.row_path, fact.column_path):
        if fact.indicator and given_to:
            yield fact.indicator, given_to


def _proves(edit: Edit) -> bool:
    is_long = all(length_of(one.value) >= LEAST_DIGITS for one in edit.figures.values())
    return is_telling(edit) or is_long


def doubt_of(edits: Sequence[Edit], known: Set[Label]) -> Evidence:
    """Return, as evidence, the chance that the codes of one statement at least are right, of those
    that one cause breaks; nothing where they are sure. ``known`` are the labels whose codes are
    confirmed.
    """
    sure = 1 - prod(1 - _certainty(edit, known) for edit in edits)
    return ((CODES, round(sure, 3)),) if sure < SURE else ()


def _certainty(edit: Edit, known: Set[Label]) -> float:
    if not rests_on_codes(edit):
        return SURE
    doubted = [one for one in edit.figures.values() if _is_doubtful(one, known)]
    return SURE if not doubted or has_slip(edit) else prod(map(_chance, doubted))


def _is_doubtful(figure: Figure, known: Set[Label]) -> bool:
    fact = figure.fact
    return fact.indicator_confidence is not None and known.isdisjoint(_labels(figure))


def _chance(figure: Figure) -> float:
    sure = figure.fact.indicator_confidence
    return SURE if sure is None else sure / 100
