"""Whether a figure is all of what a wording of the catalogue names: then the wording's answer
stands, whatever the weights say.
"""

from collections.abc import Callable
from dataclasses import dataclass

from extractor.indicators.sentence_signs import (
    PERCENT,
    Candidate,
    is_contradicted,
    is_restricted,
)
from extractor.indicators.sentence_words import Around, Clause
from extractor.model import Indicator, SentenceRole
from extractor.words import words

FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Worded:
    """What a wording gives for a figure: ``indicator``, from the first or a later ``reading`` of
    its words; ``previous`` is the code of the figure before. ``of_one`` tells that its words speak
    of one library, and nobody knows which; ``broad``, that the headings tell of the whole work.
    """

    indicator: Indicator
    reading: int
    around: Around
    previous: str
    of_one: bool
    broad: bool

    @property
    def code(self) -> str:
        return self.indicator.code


def is_unplanned(worded: Worded) -> bool:
    """The aim of the catalogue, but the figure is what came of it."""
    aims = words("claims")["planned"].values()
    return worded.around.role is SentenceRole.FACT and worded.code in aims


def is_share_of_it(worded: Worded) -> bool:
    around = worded.around
    is_share = around.unit == PERCENT and around.role is SentenceRole.SHARE
    return is_share and worded.indicator.unit != PERCENT


def is_part_of_another(worded: Worded) -> bool:
    """«Поступило 500 экз., из них книг – 300» and «из них 200 – в село»."""
    if not worded.around.part:
        return False
    whole = worded.indicator.part_of
    carried = worded.code == worded.previous or bool(worded.reading and whole != worded.previous)
    return carried or not (worded.previous or whole)


def is_of_one_day(worded: Worded) -> bool:
    return worded.around.dated and worded.indicator.kind == FLOW


def is_never_of_one(worded: Worded) -> bool:
    never = words("claims")["never_of_one"]
    return worded.around.library and worded.code.startswith(never)


def is_of_some_library(worded: Worded) -> bool:
    return not worded.around.library and worded.of_one


def is_told_of_parts(worded: Worded) -> bool:
    if worded.around.library or worded.broad:
        return False
    return worded.code in words("claims")["told_of_parts"]


PARTS: tuple[Callable[[Worded], bool], ...] = (
    is_unplanned,
    is_share_of_it,
    is_part_of_another,
    is_of_one_day,
    is_never_of_one,
    is_of_some_library,
    is_told_of_parts,
)


def is_whole(worded: Worded) -> bool:
    """Whether nothing tells that the figure is a part of what its words name."""
    return not any(is_part(worded) for is_part in PARTS)


def agrees(clause: Clause, indicator: Indicator, known: frozenset[str]) -> bool:
    """Whether the clause names no other thing counted, and no part of what an indicator counts.

    ``known`` are the members of the indicator's meanings; without them nothing contradicts.
    """
    found = Candidate(indicator.code, indicator, "", (), known, known, {})
    return not known or not (is_restricted(clause, found) or is_contradicted(clause, found))
