"""Tables that only arrange a page: a frame around the report, a text beside a table. What stands
in their cells is read as if it stood in the text.
"""

import re
from collections.abc import Iterator

from lxml import etree

from extractor.read.docx.ooxml import PPR, TBL, TC, TEXT, TR, VAL, P, W, properties_of
from extractor.text import clean

MOST_ROWS = 12
PARAGRAPHS = 3
_ENDED = re.compile(r"\S[.;:!?]")
WORDS = 3  # before the word with which something like a sentence ends
HEADINGS = frozenset({W + "outlineLvl", W + "numPr"})


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges what stands in its cells.

    A frame is one column in which a cell holds a table or several paragraphs of text. Text beside
    a table is one row, or rows of which no cell is a label.
    """
    rows = list(table.iterchildren(TR))
    if not rows or len(rows) > MOST_ROWS:
        return False
    cells = [list(row.iterchildren(TC)) for row in rows]
    if all(len(row) == 1 for row in cells):
        return any(_holds_report(row[0]) for row in cells)
    if next(table.iterdescendants(TBL), None) is None:
        return len(rows) == 1 and sum(map(_holds_report, cells[0])) > 1
    if len(rows) == 1:
        return any(map(_holds_table, cells[0]))
    return all(
        _holds_table(cell) or _is_text(cell) or not _words(cell) for row in cells for cell in row
    )


def framed_cell(table: etree._Element) -> etree._Element | None:
    """The only cell of a table of one cell without a table of its own, None for other tables."""
    rows = list(table.iterchildren(TR))
    cells = list(rows[0].iterchildren(TC)) if len(rows) == 1 else []
    if len(cells) != 1 or next(cells[0].iterdescendants(TBL), None) is not None:
        return None
    return cells[0]


def cells_of_layout(table: etree._Element) -> Iterator[etree._Element]:
    """The cells in reading order."""
    for row in table.iterchildren(TR):
        yield from row.iterchildren(TC)


def _holds_report(cell: etree._Element) -> bool:
    """A table inside, or several paragraphs of which one is a heading or a sentence."""
    if _holds_table(cell):
        return True
    texts = [paragraph for paragraph in cell.iterchildren(P) if _words_of(paragraph)]
    if len(texts) < PARAGRAPHS - 1:
        return False
    sentences = sum(_has_sentence(_words_of(paragraph)) for paragraph in texts)
    headed = any(map(_is_heading, texts))
    return sentences > 1 or (sentences > 0 and (headed or len(texts) >= PARAGRAPHS))


def _holds_table(cell: etree._Element) -> bool:
    """A table of several cells stands in it."""
    return any(framed_cell(table) is None for table in cell.iterchildren(TBL))


def _is_text(cell: etree._Element) -> bool:
    """Sentences: no label and no figure of a table."""
    paragraphs = list(filter(None, map(_words_of, cell.iterchildren(P))))
    return bool(paragraphs) and any(map(_has_sentence, paragraphs))


def _has_sentence(text: str) -> bool:
    """Whether some words stand before one that ends like a sentence or a clause.

    >>> [_has_sentence(text) for text in ("Фонд библиотек района вырос.", "Всего за год:", "415")]
    [True, False, False]
    """
    return any(map(_ENDED.search, text.split()[WORDS:]))


def _words(cell: etree._Element) -> str:
    return clean("".join(piece.text or "" for piece in cell.iter(TEXT)))


def _words_of(paragraph: etree._Element) -> str:
    return clean("".join(piece.text or "" for piece in paragraph.iter(TEXT)))


def _is_heading(paragraph: etree._Element) -> bool:
    properties = properties_of(paragraph, PPR)
    style = None if properties is None else properties.find(W + "pStyle")
    named = style is not None and bool(re.match(r"(?i)heading|заголовок|\d$", style.get(VAL, "")))
    return named or (
        properties is not None and any(switch.tag in HEADINGS for switch in properties)
    )
