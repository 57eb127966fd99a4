"""Pictures that stand where a table should: their figures are not read, and that is told."""

from collections.abc import Iterator, Sequence

from extractor.model import Chart, Notice, Paragraph, Table
from extractor.read.captions import is_caption
from extractor.text import clean, is_blank

Block = Paragraph | Table | Chart
REACH = 2
LONGEST = 80


def pictures_for_tables(blocks: Sequence[Block]) -> Iterator[Notice]:
    """A notice for each picture below «Таблица 1» with no table between or after it."""
    for block in blocks:
        if isinstance(block, Paragraph) and is_caption(block.text):
            caption, found = clean(block.text), _picture_below(blocks, block.block)
            if found is not None:
                yield Notice("picture_unread", caption[:LONGEST], found)


def _picture_below(blocks: Sequence[Block], caption: int) -> int | None:
    """The block of a picture in the caption's own line or within a few lines below it; None where
    a table or other text comes first.
    """
    left = REACH
    for block in blocks[caption : caption + REACH + 3]:
        if not isinstance(block, Paragraph):
            return None
        if block.pictures:
            return None if _is_before_table(blocks, block.block) else block.block
        if block.block != caption and not is_blank(block.text):
            left -= 1
            if left < 0 or is_caption(block.text):
                return None
    return None


def _is_before_table(blocks: Sequence[Block], picture: int) -> bool:
    """A logo between the caption and its table."""
    return any(isinstance(block, Table) for block in blocks[picture + 1 : picture + 3])
