"""Pages of a scan beside what was recognised on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractor.model import Observation
from extractor.model.place import Box

SURE = 90  # a recognised figure of less confidence is marked
Scanned = Mapping[int, Sequence[Box]]


class Picture(NamedTuple):
    """A page of a scan: its number, the address of its picture, how many figures are framed."""

    page: int
    address: str
    framed: int


def is_unsure(fact: Observation) -> bool:
    """Whether a figure was recognised with little confidence."""
    return fact.confidence is not None and fact.confidence < SURE


def scanned_pages(facts: Iterable[Observation]) -> Scanned:
    """The pages with recognised figures, each with the boxes of those recognised with little
    confidence.
    """
    boxes: dict[int, list[Box]] = defaultdict(list)
    for fact in facts:
        if fact.confidence is None or fact.place.page is None:
            continue
        framed = boxes[fact.place.page]
        if is_unsure(fact) and fact.place.box is not None:
            framed.append(fact.place.box)
    return dict(sorted(boxes.items()))
