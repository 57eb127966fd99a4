"""The numbering as evidence: which candidates continue it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.outline.candidate import Candidate, Strength
from extractor.outline.numbers import (
    APPENDIX,
    Number,
    Typed,
    appendix_word,
    dotted,
    follows,
    part_rank,
)

OUTERMOST, INNERMOST = -1, 100
WIDEST_LEAP = {Strength.WEAK: 1, Strength.MEDIUM: 2, Strength.STRONG: 5}
"""How many numbers a candidate may skip; a heading style may skip any."""


def absolute_numbers(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Numbers that count anew in each part («Раздел II» / «1.») made absolute («2.1»);
    appendices stand behind all sections.
    """
    numbering = Numbering()
    return [replace(candidate, number=numbering.read(candidate)) for candidate in candidates]


@dataclass(slots=True)
class Numbering:
    """How far the numbering has come while it is read.

    ``parts`` are the open parts, outermost first, with the rank of their words. ``spelled``:
    numbers inside the innermost one name it («Раздел 2» / «2.1»), so that a single figure does not
    count inside it; ``counted``: others did count inside a part, so that the parts have a numbering
    of their own. ``main`` is the last number of the sections.
    """

    parts: list[tuple[int, Number]] = field(default_factory=list)
    spelled: bool = False
    counted: bool = False
    position: Number = ()
    main: Number = ()

    def read(self, candidate: Candidate) -> Number:
        """Return the number of a candidate in the whole report, empty where it has none."""
        typed = candidate.line.number
        if typed is None or not candidate.number:
            return ()
        number = (
            self._appendix(typed)
            if typed.word == appendix_word()
            else self._section(typed, candidate.strength)
        )
        if candidate.strength > Strength.WEAK or follows(number, self.position):
            self.position = number
            is_outer = number[0] > APPENDIX or (self.counted and _rank(typed) is not None)
            self.main = self.main if is_outer else number
        return number

    def _appendix(self, typed: Typed) -> Number:
        number = (APPENDIX + typed.number[0], *typed.number[1:])
        self.parts, self.spelled = [(OUTERMOST, number)], False
        return number

    def _section(self, typed: Typed, strength: Strength) -> Number:
        rank = _rank(typed)
        if rank is None or strength is Strength.WEAK:
            return self._inside(typed.number, strength)
        self.parts = [part for part in self.parts if part[0] < rank and part[1][0] < APPENDIX]
        number = self._inside(typed.number, strength)
        self.parts.append((rank, number))
        self.spelled = False
        return number

    def _inside(self, number: Number, strength: Strength) -> Number:
        """Return the reading that continues the numbering: counted inside the open part, or through
        the whole report.
        """
        if not self.parts:
            return number
        outer = self.parts[-1][1]
        if len(number) > len(outer) and number[: len(outer)] == outer:
            self.spelled = True
            return number
        inner = (*outer, *number)
        if self.spelled or (
            strength > Strength.WEAK
            and not follows(inner, self.position)
            and follows(number, self.main)
        ):
            self.parts = self.parts if strength is Strength.WEAK else []
            return number
        self.counted = self.counted or (strength > Strength.WEAK and follows(inner, self.position))
        return inner


def _rank(typed: Typed) -> int | None:
    """How far out the part stands that a number opens; None where it opens none. «I.» opens the
    innermost one.
    """
    if typed.word:
        return part_rank(typed.word)
    return INNERMOST if typed.roman and len(typed.number) == 1 else None


def heaviest_chain(candidates: Sequence[Candidate]) -> set[int]:
    """Indices of the candidates whose numbers rise and whose strengths together are the greatest.

    >>> heaviest_chain(())
    set()
    """
    ranks = sorted({candidate.number for candidate in candidates})
    best: list[tuple[int, int]] = [(0, -1)] * (
        len(ranks) + 1
    )  # a Fenwick tree: (weight, index of the chain's last)
    before: list[int] = []
    for index, one in enumerate(candidates):
        at = bisect_left(ranks, one.number)
        weight, last = max(_prefix(best, at), key=lambda pair: pair[0], default=(0, -1))
        before.append(last)
        step = at + 1
        while step < len(best):
            best[step] = max(best[step], (weight + one.strength, index), key=lambda pair: pair[0])
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
    at, base = _change(number, before)
    return sum(part - 1 for part in number[at:]) - base


def skipped(number: Number, before: Number) -> str:
    """Return the first number that is missing between two that rise, dotted; empty where none is.

    >>> skipped((5, 4), (5, 2)), skipped((6, 2), (5, 9)), skipped((5, 3), (5, 2, 7))
    ('5.3', '6.1', '')
    """
    if leaps(number, before) == 0:
        return ""
    at, base = _change(number, before)
    if number[at] - base > 1:
        return dotted((*number[:at], base + 1))
    deeper = next(deeper for deeper in range(at + 1, len(number)) if number[deeper] > 1)
    return dotted((*number[:deeper], 1))


def _change(number: Number, before: Number) -> tuple[int, int]:
    """Return the first part in which a number differs from the one before, and what that part
    counts from.
    """
    pairs = zip(number, before, strict=False)
    at = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(number), len(before)))
    if at == 0 and number[0] > APPENDIX:
        return 0, max(APPENDIX, before[0] if before else 0)
    return at, before[at] if at < len(before) else 0
