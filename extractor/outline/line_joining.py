"""Headings that stand on two lines made one, and lists that stand in a table of contents told
from the headings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from msgspec import structs

from extractor.model import Document, Paragraph
from extractor.outline.lines import Line
from extractor.outline.number_refusals import false_number
from extractor.outline.patterns import is_alone, start_of
from extractor.text import is_blank
from extractor.words import words

LONGEST_SECOND_LINE = 150
LONGEST_HEADING = 600
LONGEST_ENTRY = 200


@dataclass(frozen=True, slots=True)
class Page:
    """How the lines of a document stand to each other: ``order`` gives each block its rank among
    those that are not blank.
    """

    order: tuple[int, ...]

    def touch(self, above: Line, under: Line) -> bool:
        """Return whether nothing but blank paragraphs stands between two lines."""
        return self.order[under.block] - self.order[above.last_block] <= 1


def page_of(document: Document) -> Page:
    order, rank = [], 0
    for block in document.blocks:
        rank += not (isinstance(block, Paragraph) and is_blank(block.text) and not block.pictures)
        order.append(rank)
    return Page(tuple(order))


def joined_lines(lines: Sequence[Line], page: Page) -> Iterator[Line]:
    """Lines with those that go on with a heading («5.» / «Фонды», «5. Движение» / «фонда»)
    joined to it.
    """
    if not lines:
        return
    held = lines[0]
    for above, line in pairwise(lines):
        if page.touch(above, line) and _goes_on(held, line):
            held = _joined(held, line)
        else:
            yield held
            held = line
    yield held


def _goes_on(above: Line, line: Line) -> bool:
    if (line.number and not false_number(line)) or len(above.text) + len(
        line.text
    ) > LONGEST_HEADING:
        return False
    if (
        above.contents
        or line.contents
        or line.listed
        or (line.first and not line.whole)
        or (above.boxed and line.boxed)
    ):
        return False
    return _fills_number(above, line) or _same_heading(above, line)


def _fills_number(above: Line, line: Line) -> bool:
    """A number, or «Раздел 2», alone on a line takes its words from the next."""
    number = above.number
    if (
        number is None
        or number.title
        or not number.number
        or above.level != line.level
        or not (number.word or number.end or above.level is not None)
    ):
        return False
    is_set_off = (
        above.level is not None
        or above.bold
        or above.centred
        or bool(number.word)
        or line.block == above.block
    )
    fits = line.looks == above.looks or line.bold or line.centred or line.capitals
    return is_set_off and fits and len(line.text) <= LONGEST_SECOND_LINE


def _same_heading(above: Line, line: Line) -> bool:
    """A formatted line is continued by one that looks the same and begins in the middle of a
    sentence.
    """
    if (
        above.looks != line.looks
        or not (above.level is not None or above.bold or above.centred)
        or above.text[-1] in ".:;!?"
    ):
        return False
    first = start_of(line.text).partition(" ")[0]
    return line.text[0].islower() or (
        line.capitals and above.capitals and first in words("headings")["joining"]
    )


def _joined(above: Line, line: Line) -> Line:
    number = above.number and replace(
        above.number, title=f"{above.number.title} {line.text}".strip()
    )
    return structs.replace(
        above,
        text=f"{above.text} {line.text}",
        raw=f"{above.raw} {line.raw}",
        number=number,
        end=line.block,
    )


def entries_of_contents(lines: Sequence[Line], page: Page) -> set[int]:
    """Indices of lines that list the headings instead of being them."""
    return _after_word(lines, page) | _listed_before(lines, page)


def _after_word(lines: Sequence[Line], page: Page) -> set[int]:
    """Return the unbroken lines under the first «Содержание», up to the one that begins the same
    numbers anew; most must come again.
    """
    title = next((at for at, line in enumerate(lines) if is_alone(line.text, "contents")), None)
    entries = [] if title is None else list(_unbroken(lines, title + 1, page))
    following = {_key(line) for line in lines[entries[-1] + 1 :]} if entries else set()
    again = sum(_key(lines[at]) in following for at in entries)
    return set(entries) if again > 1 and again * 2 >= len(entries) else set()


def _unbroken(lines: Sequence[Line], start: int, page: Page) -> Iterator[int]:
    seen: set[object] = set()
    for index in range(start, len(lines)):
        line = lines[index]
        key = _key(line)
        if key in seen or len(line.text) > LONGEST_ENTRY or not page.touch(lines[index - 1], line):
            return
        seen.add(key)
        yield index


def _key(line: Line) -> object:
    """What an entry and its heading share: the number, or the words where there is none."""
    if line.number and line.number.number:
        return (line.number.word, line.number.number)
    return start_of(line.text).rstrip("0123456789. …")


def _listed_before(lines: Sequence[Line], page: Page) -> set[int]:
    """Lines of a run whose numbers and words come again further down, at least three together."""
    last = {_words(line): index for index, line in enumerate(lines)}
    again = [last[_words(line)] > index and bool(line.number) for index, line in enumerate(lines)]
    found: set[int] = set()
    run: list[int] = []
    for index, is_again in enumerate(again):
        if run and not (is_again and page.touch(lines[index - 1], lines[index])):
            found.update(run if len(run) >= 3 else ())
            run = []
        if is_again:
            run.append(index)
    return found | set(run if len(run) >= 3 else ())


def _words(line: Line) -> object:
    number = line.number.number if line.number else ()
    return (number, start_of(line.title).rstrip("0123456789. …"))
