"""Which paragraph names a table, and which introduces it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from extractor.model import Document, Paragraph, PlacedTable, Section, Table
from extractor.outline.caption_wording import is_numbered, names, points_to_table, says_unit
from extractor.outline.nested_tables import name_of_nested
from extractor.rules import Rule, first_match
from extractor.text import clean, is_blank

MOST_LINES = 4
"""A caption has at most this many lines: «Таблица 5», two lines of words, «(тыс. руб.)»."""


@dataclass(frozen=True, slots=True)
class Caption:
    """``text`` names the table and begins in ``block``; ``lead`` is a sentence that introduces it.
    ``shared``: it may name the tables that follow without a name of their own.
    """

    text: str = ""
    block: int | None = None
    lead: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a table up to the one before it: paragraphs, nearest first, then perhaps
    a heading.
    """

    paragraphs: tuple[Paragraph, ...]
    heading: Section | None
    touches_table: bool


def placed_tables(
    document: Document,
    tables: Sequence[Table],
    sections: Sequence[Section],
    section_of_block: Sequence[str],
) -> tuple[PlacedTable, ...]:
    """Tables numbered from 1, each with its section and its caption."""
    headings = {section.block: section for section in sections}
    is_below = _numbered_below(document)
    found: list[PlacedTable] = []
    claimed: set[int] = set()
    last = Caption()
    for number, table in enumerate(tables, 1):
        caption = Caption()
        if table.parent is None:
            below = _paragraph_below(document, table) if is_below else None
            around = Around(_above(document, table, headings, claimed), below, last)
            answer = first_match(RULES, around)
            caption = last = answer[1] if answer else Caption()
            claimed.update(() if below is None else (below.block,))
        else:
            caption = Caption(lead=name_of_nested(document, table))
        found.append(
            PlacedTable(
                number,
                table,
                section_of_block[table.block],
                caption.text,
                caption.block,
                caption.lead,
            )
        )
    return tuple(found)


class Around(NamedTuple):
    """What stands above a table, the numbered line below it, the caption of the table before."""

    above: Above
    below: Paragraph | None
    last: Caption

    @property
    def lines(self) -> Sequence[Paragraph]:
        """The paragraphs above, the nearest first."""
        return self.above.paragraphs


def numbered_below(around: Around) -> Caption | None:
    """«Таблица 5» under the table, in a document that has its captions there."""
    below = around.below
    return Caption(clean(below.text), below.block) if below is not None else None


def numbered(around: Around) -> Caption | None:
    """«Таблица 5», with the lines of its name and its unit below it."""
    lines = around.lines
    at = next((at for at, line in enumerate(lines) if is_numbered(line)), None)
    if at is None or not all(names(line) or says_unit(line) for line in lines[:at]):
        return None
    return _caption(lines, at)


def named(around: Around) -> Caption | None:
    """The nearest paragraph, or the one above a line that says only the unit, where it is worded
    as a name.
    """
    lines = around.lines
    at = next((at for at, line in enumerate(lines) if not says_unit(line)), None)
    if at is None or not names(lines[at]) or _is_item(lines, at):
        return None
    while at + 1 < len(lines) and _goes_on(lines[at + 1], lines[at]):
        at += 1
    return _caption(lines, at)


def _is_item(lines: Sequence[Paragraph], at: int) -> bool:
    """The last item of a list of several."""
    return lines[at].listed is not None and at + 1 < len(lines) and lines[at + 1].listed is not None


def _goes_on(above: Paragraph, line: Paragraph) -> bool:
    """«Движение фонда» / «за три года»: two formatted lines of one name."""
    is_alike = (above.bold, above.centred) == (line.bold, line.centred) and (
        line.bold or line.centred
    )
    return is_alike and clean(line.text)[:1].islower() and names(above)


def introduced(around: Around) -> Caption | None:
    """A sentence too long for a name that says that the table follows."""
    lines = around.lines
    is_lead = bool(lines) and points_to_table(lines[0])
    return Caption("", None, clean(lines[0].text), shared=True) if is_lead else None


def headed(around: Around) -> Caption | None:
    """A heading right above the table, or above a line that says the unit."""
    above = around.above
    if above.heading is None or not all(map(says_unit, above.paragraphs)):
        return None
    lines = (above.heading.title, *(clean(line.text) for line in reversed(above.paragraphs)))
    return Caption(" ".join(lines), above.heading.block, shared=not above.paragraphs)


def shared(around: Around) -> Caption | None:
    """A heading or an introduction holds for all tables that stand below each other under it."""
    touches = around.above.touches_table and not around.above.paragraphs
    return around.last if touches and around.last.shared else None


def unit_alone(around: Around) -> Caption | None:
    """Only a line that says the unit."""
    lines = around.lines
    return _caption(lines, 0) if lines and says_unit(lines[0]) else None


RULES: tuple[Rule[Around, Caption], ...] = (
    Rule(
        "numbered_below",
        numbered_below,
        """
        За год пришли новые читатели.
        | Книги | 20 |
        | Газеты | 5 |
        Таблица 1. Фонд
        За год пришли новые читатели.
        """,
    ),
    Rule(
        "numbered",
        numbered,
        """
        Таблица 1
        Фонд
        | Книги | 20 |
        | Газеты | 5 |
        """,
    ),
    Rule(
        "named",
        named,
        """
        За год пришли новые читатели.
        Состав фонда
        | Книги | 20 |
        | Газеты | 5 |
        """,
    ),
    Rule(
        "introduced",
        introduced,
        """
        За год фонд пополнился новыми книгами, что видно из таблицы.
        | Книги | 20 |
        | Газеты | 5 |
        """,
    ),
    Rule(
        "headed",
        headed,
        """
        # Фонд
        | Книги | 20 |
        | Газеты | 5 |
        """,
    ),
    Rule(
        "shared",
        shared,
        """
        # Фонд
        | Книги | 20 |
        | Газеты | 5 |
        |~ Посещения | Выдача |
        |~ 20 | 5 |
        """,
    ),
    Rule(
        "unit_alone",
        unit_alone,
        """
        За год фонд пополнился новыми книгами.
        (тыс. экз.)
        | Книги | 20 |
        | Газеты | 5 |
        """,
    ),
)


def _caption(lines: Sequence[Paragraph], at: int) -> Caption:
    text = " ".join(clean(line.text) for line in reversed(lines[: at + 1]))
    lead = (
        clean(lines[at + 1].text) if at + 1 < len(lines) and points_to_table(lines[at + 1]) else ""
    )
    return Caption(text, lines[at].block, lead, shared=lines[at].text.rstrip().endswith(":"))


def _above(
    document: Document, table: Table, headings: dict[int, Section], claimed: set[int]
) -> Above:
    lines: list[Paragraph] = []
    for at in range(table.block - 1, -1, -1):
        block = document.blocks[at]
        if block.block in headings:
            return Above(
                _below_heading(lines, headings[block.block].title),
                headings[block.block],
                touches_table=False,
            )
        if not isinstance(block, Paragraph) or block.block in claimed:
            return Above(tuple(lines), None, touches_table=isinstance(block, Table))
        if not is_blank(block.text):
            lines.append(block)
        if len(lines) == MOST_LINES or (block.pictures and is_blank(block.text)):
            break
    return Above(tuple(lines), None, touches_table=False)


def _below_heading(lines: Sequence[Paragraph], title: str) -> tuple[Paragraph, ...]:
    """The lines, nearest first, without those that are the heading's own second and third."""
    texts = [clean(line.text) for line in lines]
    end = next(
        (at for at in range(len(lines)) if title.endswith(" ".join(reversed(texts[at:])))),
        len(lines),
    )
    return tuple(lines[:end])


def _paragraph_below(document: Document, table: Table) -> Paragraph | None:
    """The numbered caption under a table: the first thing after it (after its last piece, where
    it was cut).
    """
    last = table.parts[-1].block if table.parts else table.block
    for at in range(last + 1, len(document.blocks)):
        block = document.blocks[at]
        if isinstance(block, Paragraph) and not is_blank(block.text):
            return block if is_numbered(block) else None
        if not isinstance(block, Paragraph) and getattr(block, "parent", None) is None:
            return None
    return None


def _numbered_below(document: Document) -> bool:
    """The document's habit: more numbered captions stand below a table with none after them than
    the other way round.
    """
    seen = [
        block
        for block in document.blocks
        if not isinstance(block, Paragraph) or not is_blank(block.text)
    ]
    votes = 0
    for at, block in enumerate(seen):
        if isinstance(block, Paragraph) and is_numbered(block):
            votes += (at > 0 and isinstance(seen[at - 1], Table)) - _reaches_table(
                seen[at + 1 : at + MOST_LINES]
            )
    return votes > 0


def _reaches_table(following: Sequence[object]) -> bool:
    """Whether only the rest of a caption stands before the next table."""
    rest = takewhile(
        lambda block: (
            isinstance(block, Table) or (isinstance(block, Paragraph) and _may_follow(block))
        ),
        following,
    )
    return any(isinstance(block, Table) for block in rest)


def _may_follow(paragraph: Paragraph) -> bool:
    return (names(paragraph) or says_unit(paragraph)) and not is_numbered(paragraph)
