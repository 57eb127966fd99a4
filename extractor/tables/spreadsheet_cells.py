"""Cells that were pasted from a spreadsheet: its marks of error, its short form of long numbers."""

import re
from decimal import Decimal

from extractor.model import Op, Quantity, Status
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
    power = int(found["power"])
    value = Decimal(found["digits"].replace(",", ".")).scaleb(power)
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    plain_value = Decimal(f"{value:f}")
    return Quantity(text, plain_value, decimals, Status.OK, op=Op.ABOUT)
