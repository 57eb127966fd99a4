"""The numbering as evidence: which candidates continue it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.outline.candidate import Candidate, Strength
from extractor.outline.numbers import APPENDIX, Number, appendix_word, dotted, follows, part_rank

ROMAN_RANK = 100
WIDEST_LEAP = {Strength.WEAK: 0, Strength.MEDIUM: 2, Strength.STRONG: 5}
"""How many numbers a candidate may skip; a heading style may skip any."""


def absolute_numbers(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Numbers that count anew in each part («Раздел II» / «1.») made absolute («2.1»); appendices stand behind all sections."""
    part: list[tuple[int, Number]] = []
    position, main = Number(), Number()
    found = []
    for each in candidates:
        number = _absolute(each, part, position, main)
        found.append(replace(each, number=number))
        if each.strength > Strength.WEAK and number:
            position = number
            main = main if number[0] > APPENDIX else number
    return found


def _absolute(each: Candidate, part: list[tuple[int, Number]], position: Number, main: Number) -> Number:
    typed = each.line.number
    if typed is None or not typed.number or not each.number:
        return ()
    if typed.word == appendix_word():
        part[:] = [(-1, (APPENDIX + typed.number[0], *typed.number[1:]))]
        return part[0][1]
    rank = part_rank(typed.word) if typed.word else ROMAN_RANK if typed.roman and len(typed.number) == 1 else None
    if rank is not None:
        part[:] = [held for held in part if held[0] < rank and held[1][0] < APPENDIX]
    number = _in_part(typed.number, part, position, main)
    if rank is not None and each.strength > Strength.WEAK:
        part.append((rank, number))
    return number


def _in_part(number: Number, part: list[tuple[int, Number]], position: Number, main: Number) -> Number:
    """The reading that continues the numbering: counted inside the open part, or through the whole report."""
    if not part:
        return number
    outer = part[-1][1]
    if len(number) > len(outer) and number[: len(outer)] == outer:
        return number
    inner = (*outer, *number)
    if not follows(inner, position) and follows(number, main):
        part.clear()
        return number
    return inner


def heaviest_chain(candidates: Sequence[Candidate]) -> set[int]:
    """Indices of the candidates whose numbers rise and whose strengths together are the greatest.

    >>> heaviest_chain(())
    set()
    """
    ranks = sorted({each.number for each in candidates})
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)  # a Fenwick tree: (weight, index of the chain's last)
    before: list[int] = []
    for index, each in enumerate(candidates):
        at = bisect_left(ranks, each.number)
        weight, last = max(_prefix(best, at), key=lambda pair: pair[0], default=(0, -1))
        before.append(last)
        step = at + 1
        while step < len(best):
            best[step] = max(best[step], (weight + each.strength, index), key=lambda pair: pair[0])
            step += step & -step
    _, index = max(_prefix(best, len(ranks)), key=lambda pair: pair[0], default=(0, -1))
    chain = set()
    while index >= 0:
        chain.add(index)
        index = before[index]
    return chain


def _prefix(tree: list[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    while end > 0:
        yield tree[end]
        end -= end & -end


def leaps(number: Number, before: Number) -> int:
    """How many numbers are skipped between two that rise: 0 where one follows the other.

    >>> leaps((5, 4), (5, 2)), leaps((5, 3), (5, 2, 7)), leaps((6, 2), (5, 9)), leaps((1, 3), ())
    (1, 0, 1, 2)
    """
    same = next((at for at, (a, b) in enumerate(zip(number, before, strict=False)) if a != b), min(len(number), len(before)))
    rest = number[same:]
    base = before[same] if same < len(before) else 0
    return rest[0] - base - 1 + sum(part - 1 for part in rest[1:]) if rest else 0


def skipped(number: Number, before: Number) -> str:
    """The first number that is missing between two, dotted; empty where none is."""
    if leaps(number, before) <= 0:
        return ""
    same = next((at for at, (a, b) in enumerate(zip(number, before, strict=False)) if a != b), min(len(number), len(before)))
    base = before[same] if same < len(before) else 0
    if number[same] - base > 1:
        missing = (*number[:same], base + 1)
    else:
        deeper = next(at for at in range(same + 1, len(number)) if number[at] > 1)
        missing = (*number[:deeper], 1)
    return "" if missing[0] > APPENDIX else dotted(missing)
