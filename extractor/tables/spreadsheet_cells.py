"""Cells that were pasted from a spreadsheet: its marks of error, its short form of long numbers."""

import re

from extractor.model import Op, Quantity, Status
from extractor.russian.tokens import shortened
from extractor.tables.cell_quantities import CellText
from extractor.words import words

_TOO_NARROW = re.compile(r"#{2,}")
_SCIENTIFIC = re.compile(r"(?P<digits>-?\d(?:[.,]\d{1,15})?)\s?[EeЕе](?P<power>[-+]?\d{1,2})")


def mark_of_spreadsheet(cell: CellText) -> Quantity | None:
    """«#ДЕЛ/0!», «#####»: what Excel shows instead of a figure."""
    text, plain = cell
    key = plain.upper()
    is_mark = key in words("tables")["spreadsheet_marks"] or bool(_TOO_NARROW.fullmatch(plain))
    return Quantity(text, None, None, Status.MISSING) if is_mark else None


def scientific(cell: CellText) -> Quantity | None:
    """«1,23E+06»: Excel shows the first digits of a long number, so it is about that."""
    text, plain = cell
    found = _SCIENTIFIC.fullmatch(plain)
    if found is None:
        return None
    value, decimals = shortened(found["digits"], found["power"])
    return Quantity(text, value, decimals, Status.OK, op=Op.ABOUT)
