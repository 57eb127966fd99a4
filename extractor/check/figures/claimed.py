"""What sentences claim, as figures of the report with the role of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.check.figures.figure import Figure
from extractor.check.figures.shelf import Shelf
from extractor.model import Direction
from extractor.model.claim import ClaimKind, FigureRole


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim of a sentence: its figures by role in the order of the text; ``direction`` is that
    of a change, None where none is told.
    """

    kind: ClaimKind
    direction: Direction | None
    figures: tuple[tuple[FigureRole, Figure], ...]

    def only(self, role: FigureRole) -> Figure | None:
        """The figure of a role, None where there is none or more than one."""
        found = [figure for own, figure in self.figures if own is role]
        return found[0] if len(found) == 1 else None


def claimed(shelf: Shelf) -> Iterator[Claimed]:
    """The claims of a report whose figures all have a value, in document order."""
    by_id = {each.fact.observation: each for each in shelf.told}
    for claim in shelf.edition.claims:
        figures = [(each.role, by_id.get(each.observation)) for each in claim.figures]
        known = tuple((role, figure) for role, figure in figures if figure is not None)
        if len(known) == len(figures):
            way = Direction(claim.direction) if claim.direction else None
            yield Claimed(claim.kind, way, known)
