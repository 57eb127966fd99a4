"""Which candidates are headings, judged by the numbering that they make together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.outline.candidate import Candidate, Near, Strength
from extractor.outline.numbers import Number, follows
from extractor.outline.sequence import WIDEST_LEAP, heaviest_chain, leaps, skipped


def numbered_headings(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Near]]:
    """Headings with what is odd about their numbers in ``remark``, and the candidates that break
    the numbering.

    1. The backbone is the rising chain of numbers for which the looks speak most. 2. Of the rest,
    what has a heading's looks stays: with its number if that is the second of its kind, else as a
    heading
       without one (a bold «1.» inside section 8.2 numbers nothing of the report).
    3. A plain line must continue the numbering where it stands, and not be the only one that has a
    number.
    """
    items = _bold_items(candidates)
    backbone = _backbone(candidates, items)
    ahead, again = _next_numbers(candidates, backbone), _comes_again(candidates)
    course = _Course({candidates[at].number for at in backbone})
    settled: list[Candidate | Near] = []
    for at, candidate in enumerate(candidates):
        if not candidate.number:
            settled.append(candidate)
        elif at in items:
            settled.append(_near(candidate, "list_item"))
        elif at in backbone:
            settled.append(course.firm(candidate))
        elif candidate.strength is Strength.WEAK:
            settled.append(course.plain(candidate, ahead[at], again[at]))
        else:
            settled.append(course.outside(candidate))
    return _without_lone_number(settled)


@dataclass(slots=True)
class _Course:
    """How far the numbering has come. ``known``: the numbers of the backbone. ``position``: the
    last number of a section.

    ``opened`` is the last number of a plain list and ``local`` of a bold one that began since; 0
    where none did.
    """

    known: set[Number]
    position: Number = ()
    opened: int = 0
    local: int = 0

    def firm(self, candidate: Candidate) -> Candidate:
        missing = skipped(candidate.number, self.position)
        self.position, self.opened, self.local = candidate.number, 0, 0
        return replace(candidate, remark=f"skipped {missing}" if missing else "")

    def plain(
        self, candidate: Candidate, ahead: Number | None, comes_again: bool
    ) -> Candidate | Near:
        """``ahead`` is the next number of the backbone; ``comes_again``: so does this one,
        before the one that follows it.
        """
        if self._continues(candidate.number, comes_again) and (
            ahead is None or candidate.number < ahead
        ):
            return self.firm(candidate)
        self.opened = candidate.number[-1]
        return _near(candidate, "breaks_the_sequence")

    def _continues(self, number: Number, comes_again: bool) -> bool:
        """A number that comes again may be an item of the open list here, and a section there."""
        if self.opened:
            return follows(number, self.position) and not (
                number[-1] == self.opened + 1 and comes_again
            )
        if not self.position:
            return follows(number, self.position)
        return number > self.position and leaps(number, self.position) <= WIDEST_LEAP[Strength.WEAK]

    def outside(self, candidate: Candidate) -> Candidate | Near:
        """What has a number that does not rise: a line without looks is none of the headings."""
        if candidate.strength is Strength.MEDIUM:
            return _near(candidate, "breaks_the_sequence")
        if self._is_local(candidate):
            self.local = candidate.number[0]
            return replace(candidate, number=(), remark="restarted")
        return replace(
            candidate, remark="repeated" if candidate.number in self.known else "unordered"
        )

    def _is_local(self, candidate: Candidate) -> bool:
        """A single figure that numbers something inside a section."""
        is_single = (
            len(candidate.number) == 1 and (candidate.line.level or 9) > 1 and not _word(candidate)
        )
        return is_single and (
            candidate.number in self.known or candidate.number[0] == self.local + 1
        )


def _without_lone_number(settled: Sequence[Candidate | Near]) -> tuple[list[Candidate], list[Near]]:
    kept = [candidate for candidate in settled if isinstance(candidate, Candidate)]
    lost = [candidate for candidate in settled if isinstance(candidate, Near)]
    numbered = [candidate for candidate in kept if candidate.number]
    if len(numbered) == 1 and numbered[0].strength is Strength.WEAK:
        kept.remove(numbered[0])
        lost.append(_near(numbered[0], "lone_number"))
    return kept, lost


def _near(candidate: Candidate, why: str) -> Near:
    return Near(candidate.line.block, candidate.line.text, candidate.rule, why)


def _bold_items(candidates: Sequence[Candidate]) -> set[int]:
    """Indices of unbroken «1.», «2.», «3.» in bold that begin where the report has had its own
    «1.»: a list.
    """
    items: set[int] = set()
    is_begun, run = False, 0
    for at, candidate in enumerate(candidates):
        is_item = (
            candidate.beside and len(candidate.number) == 1 and candidate.strength < Strength.STYLED
        )
        run = (
            run + 1
            if is_item
            and (candidate.number[0] == run + 1 if run else candidate.number == (1,) and is_begun)
            else 0
        )
        if run:
            items.add(at)
        is_begun = is_begun or candidate.number == (1,)
    return items


def _backbone(candidates: Sequence[Candidate], items: set[int]) -> set[int]:
    """Return the heaviest chain of rising numbers, without those that leap further than their looks
    allow.
    """
    firm = [
        at
        for at, candidate in enumerate(candidates)
        if at not in items and candidate.number and candidate.strength > Strength.WEAK
    ]
    chain = heaviest_chain([candidates[at] for at in firm])
    backbone: set[int] = set()
    position = Number()
    for at in (firm[index] for index in sorted(chain)):
        candidate = candidates[at]
        if (
            candidate.strength < Strength.STYLED
            and not _word(candidate)
            and leaps(candidate.number, position) > WIDEST_LEAP[candidate.strength]
        ):
            continue
        backbone.add(at)
        position = candidate.number
    return backbone


def _word(candidate: Candidate) -> bool:
    return candidate.line.number is not None and bool(candidate.line.number.word)


def _next_numbers(candidates: Sequence[Candidate], backbone: set[int]) -> list[Number | None]:
    """For each candidate the number of the backbone that comes after it."""
    found: list[Number | None] = []
    ahead: Number | None = None
    for at in range(len(candidates) - 1, -1, -1):
        found.append(ahead)
        ahead = candidates[at].number if at in backbone else ahead
    return found[::-1]


def _comes_again(candidates: Sequence[Candidate]) -> list[bool]:
    """For each candidate whether its number comes again before the next higher one."""
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
