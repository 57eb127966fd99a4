"""Which candidates are headings, judged by the numbering that they make together."""

from collections.abc import Sequence
from dataclasses import replace

from extractor.outline.candidate import Candidate, Near, Strength
from extractor.outline.numbers import Number, follows
from extractor.outline.sequence import WIDEST_LEAP, heaviest_chain, leaps, skipped


def numbered_headings(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Near]]:
    """Headings with what is odd about their numbers in ``remark``, and the candidates that break the numbering.

    1. The backbone is the rising chain of numbers for which the looks speak most.
    2. Of the rest, what has a heading's looks stays: with its number if that is the second of its kind, else as a heading
       without one (a bold «1.» inside section 8.2 numbers nothing of the report).
    3. A plain line must continue the numbering exactly where it stands.
    """
    items = _bold_items(candidates)
    backbone = _backbone(candidates, items)
    starts = _next_numbers(candidates, backbone)
    later = _later(candidates)
    kept: list[Candidate] = []
    lost: list[Near] = []
    position, opened, local = Number(), 0, 0
    known = {candidates[at].number for at in backbone}
    for at, each in enumerate(candidates):
        if at in items:
            lost.append(_near(each, "list_item"))
        elif not each.number:
            kept.append(each)
        elif at in backbone:
            kept.append(replace(each, remark=_remark(each.number, position)))
            position, opened, local = each.number, 0, 0
        elif each.strength is Strength.WEAK:
            if _continues(each.number, position, starts[at], opened, later[at]):
                kept.append(each)
                position, opened = each.number, 0
            else:
                lost.append(_near(each, "breaks_the_sequence"))
                opened = each.number[-1]
        elif each.strength is Strength.MEDIUM:
            lost.append(_near(each, "breaks_the_sequence"))
        else:
            kept.append(_outside(each, known, local))
            local = local if kept[-1].number else each.number[0]
    return kept, lost


def _near(each: Candidate, why: str) -> Near:
    return Near(each.line.block, each.line.text, each.rule, why)


def _bold_items(candidates: Sequence[Candidate]) -> set[int]:
    """Indices of unbroken «1.», «2.», «3.» in bold that begin where the report has had its own «1.»: a list."""
    items: set[int] = set()
    is_begun, run = False, 0
    for at, each in enumerate(candidates):
        is_item = each.beside and len(each.number) == 1 and each.strength < Strength.STYLED
        run = run + 1 if is_item and (each.number[0] == run + 1 if run else each.number == (1,) and is_begun) else 0
        if run:
            items.add(at)
        is_begun = is_begun or each.number == (1,)
    return items


def _backbone(candidates: Sequence[Candidate], items: set[int]) -> set[int]:
    """The heaviest chain of rising numbers, without those that leap further than their looks allow."""
    firm = [at for at, each in enumerate(candidates) if at not in items and each.number and each.strength > Strength.WEAK]
    chain = heaviest_chain([candidates[at] for at in firm])
    backbone: set[int] = set()
    position = Number()
    for at in (firm[index] for index in sorted(chain)):
        each = candidates[at]
        if each.strength < Strength.STYLED and not _word(each) and leaps(each.number, position) > WIDEST_LEAP[each.strength]:
            continue
        backbone.add(at)
        position = each.number
    return backbone


def _word(each: Candidate) -> bool:
    return each.line.number is not None and bool(each.line.number.word)


def _next_numbers(candidates: Sequence[Candidate], backbone: set[int]) -> list[Number | None]:
    """For each candidate the number of the backbone that comes after it."""
    found: list[Number | None] = []
    ahead: Number | None = None
    for at in range(len(candidates) - 1, -1, -1):
        found.append(ahead)
        ahead = candidates[at].number if at in backbone else ahead
    return found[::-1]


def _later(candidates: Sequence[Candidate]) -> list[bool]:
    """For each weak candidate whether its number comes again before the next higher one."""
    found: list[bool] = []
    ahead: dict[Number, int] = {}
    for at in range(len(candidates) - 1, -1, -1):
        number = candidates[at].number
        again = ahead.get(number)
        higher = ahead.get((*number[:-1], number[-1] + 1)) if number else None
        found.append(again is not None and (higher is None or again < higher))
        if number:
            ahead[number] = at
    return found[::-1]


def _continues(number: Number, position: Number, ahead: Number | None, opened: int, comes_again: bool) -> bool:
    """``opened`` is the last number of a list that began since the last heading: an item may belong there instead."""
    if number <= position or (ahead is not None and number >= ahead):
        return False
    if opened:
        return follows(number, position) and not (number[-1] == opened + 1 and comes_again)
    return leaps(number, position) <= WIDEST_LEAP[Strength.WEAK]


def _remark(number: Number, position: Number) -> str:
    missing = skipped(number, position)
    return f"skipped {missing}" if missing else ""


def _is_local(each: Candidate, known: set[Number], local: int) -> bool:
    """A single figure that numbers something inside a section; ``local`` is the one before it, 0 where it would be the first."""
    is_single = len(each.number) == 1 and (each.line.level or 9) > 1 and not _word(each)
    return is_single and (each.number in known or each.number[0] == local + 1)


def _outside(each: Candidate, known: set[Number], local: int) -> Candidate:
    """A heading by its looks whose number does not rise: repeated, or the item of a numbering of its own."""
    if _is_local(each, known, local):
        return replace(each, number=(), remark="restarted")
    return replace(each, remark="repeated" if each.number in known else "unordered")


