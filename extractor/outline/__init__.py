"""The outline: headings to a section tree, tables numbered, named and joined where a page had
cut them.
"""

from extractor.model import Document, Outline
from extractor.outline.captions import placed_tables
from extractor.outline.headings import headings_of
from extractor.outline.table_joining import joined_tables
from extractor.outline.tree import section_of_blocks, sections_of


def outline_document(document: Document) -> Outline:
    """Return the section tree of a document, the section of each block, and its tables.

    Nothing is dropped: a paragraph that is no heading stays text, and a joined table keeps its
    pieces in ``parts``.
    """
    headings, _ = headings_of(document)
    sections = sections_of(headings)
    section_of_block = section_of_blocks(document, sections)
    tables = joined_tables(document)
    return Outline(
        sections, section_of_block, placed_tables(document, tables, sections, section_of_block)
    )
