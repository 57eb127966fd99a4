"""From headings to sections: a number for each, its parent and its depth."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Document, Section
from extractor.outline.candidate import Candidate
from extractor.outline.heading_evidence import is_whole
from extractor.outline.numbers import Number, dotted
from extractor.outline.patterns import matcher
from extractor.text import fold

STYLED, TYPOGRAPHIC = 40, 50
"""Ranks of headings without a number, below any other: by style, and by looks alone."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A section that still holds what follows. ``rank``: how far in it stands."""

    rank: int
    section: str
    level: int


def sections_of(headings: Sequence[Candidate]) -> tuple[Section, ...]:
    """Sections in reading order, each with a number of its own.

    A number that was there before gets its count after a hyphen: the second «5.3» is ``5.3-2``. A
    heading without one counts among its parent's others after a tilde: ``5.3~2``. A numbered
    section stands under the nearest whose number begins its own.
    """
    depths = _depth_of_levels(headings)
    stack: list[_Open] = []
    latest: dict[Number, str] = {}
    counts: Counter[str] = Counter()
    found = []
    for heading in headings:
        rank = _rank(heading, depths)
        while stack and stack[-1].rank >= rank:
            stack.pop()
        if heading.number:
            parent, level = _holder(heading.number, latest), len(heading.number)
            section = latest[heading.number] = _unique(dotted(heading.number), counts)
        else:
            parent, level = (stack[-1].section, stack[-1].level + 1) if stack else ("", 1)
            section = _ordinal(parent, counts)
        stack.append(_Open(rank, section, level))
        found.append(
            Section(
                section,
                parent,
                level,
                heading.title,
                heading.line.block,
                heading.printed,
                heading.rule,
                heading.remark,
            )
        )
    return tuple(found)


def _holder(number: Number, latest: dict[Number, str]) -> str:
    """Return the section last seen with the longest beginning of a number; empty at the top."""
    return next(
        (
            latest[number[:depth]]
            for depth in range(len(number) - 1, 0, -1)
            if number[:depth] in latest
        ),
        "",
    )


def _unique(number: str, counts: Counter[str]) -> str:
    counts[number] += 1
    return number if counts[number] == 1 else f"{number}-{counts[number]}"


def _ordinal(parent: str, counts: Counter[str]) -> str:
    counts[f"{parent}~"] += 1
    return f"{parent}~{counts[f'{parent}~']}"


def _depth_of_levels(headings: Sequence[Candidate]) -> dict[int, int] | None:
    """How deep the numbers of each heading style usually are, so that its headings without a number
    find their place.

    None where the numbered headings have no style: then those that have one stand under them.
    """
    seen: dict[int, Counter[int]] = {}
    for heading in headings:
        if heading.number and heading.line.level:
            seen.setdefault(heading.line.level, Counter())[len(heading.number)] += 1
    if not seen and any(heading.number for heading in headings):
        return None
    return {level: counts.most_common(1)[0][0] for level, counts in seen.items()}


def _rank(candidate: Candidate, depths: dict[int, int] | None) -> int:
    """How far in a heading stands."""
    if candidate.number:
        return len(candidate.number)
    if is_whole(candidate.line):
        return 1
    if candidate.line.level:
        return (
            depths.get(candidate.line.level, candidate.line.level)
            if depths is not None
            else STYLED + candidate.line.level
        )
    if matcher("of_section").search(fold(candidate.title)):
        return 2
    return TYPOGRAPHIC + _plainness(candidate)


def _plainness(candidate: Candidate) -> int:
    """Among headings without number and style: capitals hold bold or centred lines, these hold
    the rest.
    """
    line = candidate.line
    return 3 - (2 if line.capitals else 1 if line.bold and line.centred else 0)


def section_of_blocks(document: Document, sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the section in which each block stands, the heading's own block included; empty before
    the first.
    """
    opened = {section.block: section.section for section in sections}
    return tuple(_carried(document, opened))


def _carried(document: Document, opened: dict[int, str]) -> Iterator[str]:
    current = ""
    for block in document.blocks:
        current = opened.get(block.block, current)
        yield current
