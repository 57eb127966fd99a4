"""The figure that a decision means, found again in another reading or another edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.decisions.targets import (
    Captions,
    figure_key,
    labels_key,
    named,
    place_in,
    reading_of,
    target_key,
)
from extractor.model import Observation
from extractor.model.decision import Decision


class Match(NamedTuple):
    """Where a decision's figure stands among those looked at, None where it is gone; ``same`` tells
    that the report still prints what was decided upon.
    """

    at: int | None
    same: bool


@dataclass(frozen=True, slots=True)
class FigureIndex:
    """The figures of a report by their addresses, in the order of the document."""

    figures: Sequence[Observation]
    by_key: Mapping[tuple[str, ...], list[int]]
    by_labels: Mapping[tuple[str, ...], list[int]]


def index_of(figures: Sequence[Observation], captions: Captions) -> FigureIndex:
    """Index the undecided figures of one report."""
    by_key: dict[tuple[str, ...], list[int]] = {}
    by_labels: dict[tuple[str, ...], list[int]] = {}
    for at, figure in enumerate(figures):
        by_key.setdefault(figure_key(figure, captions), []).append(at)
        by_labels.setdefault(labels_key(figure), []).append(at)
    return FigureIndex(figures, by_key, by_labels)


def match(decision: Decision, index: FigureIndex) -> Match:
    """Find a decision's figure: at its whole address, else by its labels alone where that leaves
    no doubt. An address that several figures share is settled by their order and what they say.
    """
    target = named(decision)
    key = target_key(target)
    for found in (index.by_key.get(key, []), index.by_labels.get(key[2:], [])):
        at = _one(found, decision, target, index)
        if at is not None:
            return Match(at, reading_of(index.figures[at]) == decision.from_)
    return Match(None, same=False)


def _one(
    found: Sequence[int], decision: Decision, target: Mapping[str, str], index: FigureIndex
) -> int | None:
    """The figure meant among those of one address: the only one, the only one that says what was
    decided upon, that of the same rank where as many share the address, that at the same place.
    """
    if len(found) == 1:
        return found[0]
    rank, count = occurrence_of(target)
    saying = [at for at in found if reading_of(index.figures[at]) == decision.from_]
    if len(saying) == 1:
        return saying[0]
    if rank < len(found) == count and found[rank] in saying:
        return found[rank]
    return next((at for at in saying if place_in(index.figures[at]) == target.get("place")), None)


def occurrence_of(target: Mapping[str, str]) -> tuple[int, int]:
    """Rank from 0 and number of the figures that share an address, of «2/5»."""
    rank, _, count = target.get("occurrence", "").partition("/")
    return (int(rank) - 1 if rank.isdecimal() else 0), int(count) if count.isdecimal() else 0
