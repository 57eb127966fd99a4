"""One mistake put into an invented report."""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from benchmarks.alarms.layouts import Laid, printed
from benchmarks.alarms.reports import Invented
from benchmarks.alarms.sheet import Number

LEAST = 10  # a smaller figure is not spoilt
UNRELATED = frozenset({"unrelated", "equipped", "learned", "open parts"})  # nothing follows


@dataclass(frozen=True)
class Plant:
    """A mistake in a report: which observation is wrong, how, and what was meant."""

    observation: str
    kind: str
    table: str
    meant: Decimal


def planted(report: Invented, seed: int) -> tuple[Invented, list[Plant]]:
    """Return a report with one figure spoilt in every table where figures follow from others."""
    luck = random.Random(f"plant {seed}")
    pieces, plants = list(report.pieces), []
    for at, table in enumerate(report.tables):
        keys = [key for key, cell in table.sheet.cells.items() if _may_be_spoilt(cell)]
        keys = [key for key in keys if key in table.spots]
        if table.sheet.kind in UNRELATED or not keys:
            continue
        key = luck.choice(keys)
        cell = table.sheet.cells[key]
        assert isinstance(cell, Number)
        slips = list(_slips(cell, luck))
        if not slips:
            continue
        how, wrong = luck.choice(slips)
        grid = deepcopy(table.grid)
        row, column = table.spots[key]
        grid[row][column] = printed(wrong, table.look)
        pieces[report.at[at]] = Laid(table.sheet, table.look, grid, table.spots).text
        name = f"r{report.seed}:t{at + 1}r{row}c{column}"
        meant = Decimal(str(float(cell.value)))
        plants.append(Plant(name, f"{how} of {cell.kind}", table.sheet.kind, meant))
    return replace(report, pieces=pieces), plants


def _may_be_spoilt(cell: Number | str) -> bool:
    return isinstance(cell, Number) and not cell.after and abs(cell.value) >= LEAST


def _slips(cell: Number, luck: random.Random) -> Iterator[tuple[str, Number]]:
    """Yield how a figure may be written wrongly."""
    digits = str(int(abs(cell.value) * 10**cell.decimals))
    sign = -1 if cell.value < 0 else 1
    found = {"digit": _other_digit(digits, luck), "swap": _swapped(digits), "drop": digits[:-1]}
    for how, text in found.items():
        if text and text != digits and text[0] != "0":
            yield how, replace(cell, value=sign * _worth(text, cell))


def _worth(text: str, cell: Number) -> Fraction:
    return Fraction(int(text), 10**cell.decimals)


def _other_digit(digits: str, luck: random.Random) -> str:
    at = luck.randrange(min(2, len(digits)))
    other = luck.choice([one for one in "123456789" if one != digits[at]])
    return digits[:at] + other + digits[at + 1 :]


def _swapped(digits: str) -> str:
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return ""
