"""The running texts of a report, in reading order: paragraphs, text boxes and notes, each with
what it hangs on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model import Chart, Document, Note, Outline, Paragraph, Place, Table
from extractor.places import block_place, phrase_place
from extractor.russian.sentences import sentence_starts

CONTENTS = "contents"
RUNNING = 3  # sentences that make a running text
ITEM = re.compile(r"\s*(?:[-–—•·*▪]|\d+\)|[а-яё]\)|[а-яё])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where it belongs. ``titles`` are its section's heading and those above, nearest
    first.

    ``lead`` is the paragraph that opens the list in which this one is an item («Из них:»), empty
    elsewhere; ``opener`` is it also where nothing marks this one as an item. ``mark`` is that of
    the note whose text this is.
    """

    text: str
    block: Paragraph | Table | Chart
    section: str
    titles: tuple[str, ...]
    lead: str = ""
    mark: str = ""
    opener: str = ""

    def place(self, file: str, start: int, end: int) -> Place:
        """The address of some of its characters; in a note that of the block where the note's
        sign stands.
        """
        if self.mark or not isinstance(self.block, Paragraph):
            return block_place(file, self.block)
        return phrase_place(file, self.block, start, end)


def passages_of(document: Document, outline: Outline) -> Iterator[Passage]:
    """Every text that runs; tables of contents repeat headings and are left out."""
    titles = dict(_titles(outline))
    notes = _notes_of_blocks(document)
    headings = {each.block for each in outline.sections}
    lead = opener = ""
    for index, block in enumerate(document.blocks):
        section = outline.section_of_block[index] if index < len(outline.section_of_block) else ""
        lead = lead if index not in headings and _reads_on(block) else ""
        opener = opener if index not in headings and _is_short(block) else ""
        if isinstance(block, Paragraph) and block.text.strip() and block.origin != CONTENTS:
            above = titles.get(section, ())
            yield Passage(block.text, block, section, above, lead, opener=lead or opener)
            lead = block.text if block.text.rstrip().endswith(":") else lead
            opener = block.text if block.text.rstrip().endswith(":") else opener
        for note in notes.get(index, ()):
            yield Passage(note.text, block, section, titles.get(section, ()), mark=note.mark)


def _titles(outline: Outline) -> Iterator[tuple[str, tuple[str, ...]]]:
    above: dict[str, tuple[str, ...]] = {}
    for each in outline.sections:
        above[each.section] = (each.title, *above.get(each.parent, ()))
        yield each.section, above[each.section]


def _notes_of_blocks(document: Document) -> dict[int, list[Note]]:
    """Notes under the block of their sign; one without a sign under the first."""
    found: dict[int, list[Note]] = {}
    for note in document.notes:
        found.setdefault(note.block or 0, []).append(note)
    return found


def _is_short(block: Paragraph | Table | Chart) -> bool:
    """Whether a paragraph may stand below one that ends with a colon: a line, no running text."""
    return isinstance(block, Paragraph) and len(sentence_starts(block.text)) < RUNNING


def _reads_on(block: Paragraph | Table | Chart) -> bool:
    """Whether it may be an item of an open list: an automatic or a typed sign, a small first
    letter, or an empty line.
    """
    return isinstance(block, Paragraph) and (
        block.listed is not None or not block.text.strip() or bool(ITEM.match(block.text))
    )
