"""What rows and cells of a table say of themselves: what they span, whether they are there."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from extractor.read.docx.left_out import DELETED, DELETED_TEXT, HIDDEN
from extractor.read.docx.ooxml import OFF, TC, TCPR, TEXT, TRPR, VAL, W, properties_of, whole

ROW_GONE = {W + "del": DELETED, W + "moveFrom": DELETED, W + "hidden": HIDDEN}
BEFORE, AFTER, HEADING = (W + name for name in ("gridBefore", "gridAfter", "tblHeader"))
SPAN, DOWN, ACROSS, CELL_GONE = (W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel"))


class RowSays(NamedTuple):
    """``before`` and ``after``: columns left free; ``is_heading``: it repeats on each page;
    ``gone``: why it is not read (deleted, hidden), empty where it is.
    """

    before: int = 0
    after: int = 0
    is_heading: bool = False
    gone: str = ""


def said_by_row(row: etree._Element) -> RowSays:
    """Read the properties of a row."""
    properties = properties_of(row, TRPR)
    if (
        properties is None and len(row) and row[0].tag != TC
    ):  # exceptions from the table's properties may stand before
        properties = row.find(TRPR)
    before, after, is_heading, gone = 0, 0, False, ""
    for switch in () if properties is None else properties:
        name = switch.tag
        if name == BEFORE:
            before = max(0, whole(switch.get(VAL)))
        elif name == AFTER:
            after = max(0, whole(switch.get(VAL)))
        elif name == HEADING:
            is_heading = switch.get(VAL, "1") not in OFF
        elif name in ROW_GONE and switch.get(VAL, "1") not in OFF:
            gone = ROW_GONE[name]
    return RowSays(before, after, is_heading, gone)


def text_of_row(row: etree._Element) -> str:
    """The text of a row that is not read, its cells set apart by bars."""
    return " | ".join(filter(None, _texts_of_cells(row)))


def _texts_of_cells(row: etree._Element) -> Iterator[str]:
    for cell in row.iter(TC):
        yield "".join(piece.text or "" for piece in cell.iter(TEXT, DELETED_TEXT))


def spans_of(element: etree._Element) -> tuple[int, str, str, bool]:
    """Columns covered; «restart», «continue» or «» downwards and to the right; whether the cell
    was deleted.
    """
    properties = properties_of(element, TCPR)
    span, vertical, horizontal, gone = 1, "", "", False
    for switch in () if properties is None else properties:
        name = switch.tag
        if name == SPAN:
            span = max(1, whole(switch.get(VAL), 1))
        elif name == DOWN:
            vertical = switch.get(VAL, "continue")
        elif name == ACROSS:
            horizontal = switch.get(VAL, "continue")
        elif name == CELL_GONE:
            gone = True
    return span, vertical, horizontal, gone
