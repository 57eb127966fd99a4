"""The tree of sections and what stands where in it."""

from msgspec import Struct

from extractor.model.table import Table


class Section(Struct, frozen=True):
    """A heading and what it opens.

    ``section`` is the dotted number («5.3.1»), unique in the report; an unnumbered heading gets its
    parent's number and an ordinal after a tilde («5.3~2»), a repeated number its count after a
    hyphen («5.3-2»); appendices are «A1», «A2». ``printed`` is the number as it stands in the
    report. ``rule`` names the heuristic that made it a heading; ``remark`` says what is odd about
    it («skipped 5.2», «repeated», «unordered», «restarted»), empty where nothing is.
    """

    section: str
    parent: str
    level: int
    title: str
    block: int
    printed: str = ""
    rule: str = ""
    remark: str = ""


class PlacedTable(Struct, frozen=True):
    """A table with its number (from 1, in document order), its section and the paragraph that names
    it.

    ``caption`` is empty where nothing names the table; ``lead`` is the sentence before that says
    that a table follows, of a table in a cell the label of its row in the outer one.
    """

    number: int
    table: Table
    section: str
    caption: str
    caption_block: int | None = None
    lead: str = ""


class Outline(Struct, frozen=True):
    """Sections in order, the section of every block, and the tables (continued ones joined)."""

    sections: tuple[Section, ...]
    section_of_block: tuple[str, ...]
    tables: tuple[PlacedTable, ...]
