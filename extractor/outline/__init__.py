"""The outline: headings to a section tree, tables numbered, named and joined where a page had
cut them.
"""

from collections.abc import Sequence, Set

from extractor.model import Document, Outline, TableUse
from extractor.options import TableReading
from extractor.outline.captions import placed_tables
from extractor.outline.decided_tables import blocks_joined, table_meant
from extractor.outline.headings import headings_of
from extractor.outline.table_joining import joined_tables
from extractor.outline.tree import section_of_blocks, sections_of


def outline_document(document: Document, joined: Set[int] = frozenset()) -> Outline:
    """Return the section tree of a document, the section of each block, and its tables.

    Nothing is dropped: a paragraph that is no heading stays text, and a joined table keeps its
    pieces in ``parts``. ``joined`` are the blocks of tables that go on the table above whatever
    they look like.
    """
    headings, _ = headings_of(document)
    sections = sections_of(headings)
    section_of_block = section_of_blocks(document, sections)
    tables = joined_tables(document, joined)
    return Outline(
        sections, section_of_block, placed_tables(document, tables, sections, section_of_block)
    )


def decided_outline(
    document: Document, outline: Outline, readings: Sequence[TableReading]
) -> tuple[Outline, dict[int, TableReading], tuple[str, ...]]:
    """Return the outline with the tables as a person decided that they are read, the decision on
    each table by its number, and the decisions that were followed.
    """
    joins = blocks_joined(outline.tables, readings)
    if joins:
        outline = outline_document(document, joins.keys())
    alone = {placed.table.block for placed in outline.tables}
    followed = [decision for block, decision in joins.items() if block not in alone]
    decided = {}
    for reading in readings:
        meant = table_meant(outline.tables, reading) if reading.use is not TableUse.JOINED else None
        if meant is not None:
            decided[meant.number] = reading
            followed.append(reading.decision)
    return outline, decided, tuple(sorted(followed))
