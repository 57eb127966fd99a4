"""The numbers of a table, seen along its rows or along its columns.

A relation lives in one direction: in `ROW`, the parts stand in the row of the result, so a
hypothesis speaks of columns («column 4 is the sum of columns 1 to 3») and each row is an instance
of it. In `COLUMN` it is the other way round. Both are the same array, transposed: `instances` are
its rows and `lines` its columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from extractor.check.relations.numerals import NumberFormat, number_format, read_numeral

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]

PADDED_PLACES = 3  # spreadsheets saved as text print «0.64400»: zeros at the end may be padding
PADDED_SHARE = 0.3
USUAL_PLACES = 0.85  # of the cells of a line have no more significant decimals than this quantile
LABEL_CELLS = 4


class Axis(Enum):
    """The direction in which the parts of a relation lie."""

    ROW = "row"
    COLUMN = "column"


@dataclass(frozen=True)
class Lines:
    """The numbers of a table in one direction, without the lines and instances that hold none.

    `values` (instances x lines) is NaN where a cell is no number; `halves` is half a unit of the
    last printed place. `line_ids` and `instance_ids` are the places in the table.
    """

    axis: Axis
    values: Floats
    halves: Floats
    line_ids: Ints
    instance_ids: Ints
    labels: tuple[str, ...]

    @property
    def size(self) -> int:
        """Return the number of lines."""
        return len(self.line_ids)

    def cell(self, instance: int, line: int) -> tuple[int, int]:
        """Return (row, column) in the table."""
        across, along = int(self.instance_ids[instance]), int(self.line_ids[line])
        return (across, along) if self.axis is Axis.ROW else (along, across)


def read_grid(
    cells: Sequence[Sequence[str]], form: NumberFormat | None = None
) -> tuple[Lines, Lines]:
    """Return the numbers of a table along its rows and along its columns."""
    width = max(map(len, cells), default=0)
    form = form or number_format(text for row in cells for text in row)
    values = np.full((len(cells), width), np.nan)
    places = np.zeros((len(cells), width), dtype=np.int64)
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            numeral = read_numeral(text, form)
            if numeral is not None:
                values[row, column], places[row, column] = numeral.value, numeral.decimals
    significant = significant_places(values, places)
    texts = np.full(values.shape, "", dtype=object)
    for row, line in enumerate(cells):
        texts[row, : len(line)] = line
    texts[np.isfinite(values)] = ""
    return (
        along(Axis.ROW, values, significant, texts),
        along(Axis.COLUMN, values.T, significant.T, texts.T),
    )


def significant_places(values: Floats, places: Ints) -> Ints:
    """Return the decimals of each cell, without padding zeros where the table pads."""
    shown = np.isfinite(values) & (places >= PADDED_PLACES)
    scaled = np.where(shown, values * 10.0 ** (places - 1), 0.5)
    ends_in_zero = np.abs(scaled - np.round(scaled)) < 1e-6
    if not shown.any() or ends_in_zero[shown].mean() < PADDED_SHARE:
        return places
    stripped = places.copy()
    for row, column in zip(*np.nonzero(shown), strict=True):
        digits = f"{values[row, column]:.{places[row, column]}f}".rstrip("0")
        stripped[row, column] = len(digits.partition(".")[2])
    return stripped


def along(axis: Axis, values: Floats, places: Ints, texts: Texts) -> Lines:
    """Return the lines of an array whose columns they are."""
    there = np.isfinite(values)
    instances = np.nonzero(there.sum(axis=1) >= 2)[0]
    lines = np.nonzero(there[instances].any(axis=0))[0]
    labels = tuple(label(column) for column in texts.T[lines])
    values, places = values[np.ix_(instances, lines)], places[np.ix_(instances, lines)]
    if not len(lines):
        return Lines(axis, values, values, lines, instances, labels)
    shown = np.where(np.isfinite(values), places, -1)
    usual = np.array([usual_places(column) for column in shown.T])
    steps = np.array([step(column) for column in values.T])
    halves = np.maximum(0.5 / 10.0 ** np.maximum(places, usual[None, :]), steps[None, :] / 2)
    return Lines(axis, values, halves, lines, instances, labels)


def label(texts: Texts) -> str:
    """Return the words of a line, in small letters: its head, and what is written among its
    numbers.
    """
    said = (str(text).strip() for text in texts)
    return " ".join(
        [text for text in said if any(map(str.isalpha, text)) or text == "%"][:LABEL_CELLS]
    ).lower()


def usual_places(places: Ints) -> int:
    """Return how many significant decimals the numbers of a line (-1 for no number) usually
    have.
    """
    there = np.sort(places[places >= 0])
    return int(there[int(USUAL_PLACES * (len(there) - 1))]) if len(there) else 0


STEPS = (1000.0, 100.0, 10.0, 5.0)
FEWEST_OF_STEP = 4


def step(values: Floats) -> float:
    """Return what all numbers of a line are multiples of, if they are rounded so; else 0.

    >>> step(np.array([15.0, 20.0, 35.0, 110.0])), step(np.array([15.0, 21.0, 35.0, 110.0]))
    (5.0, 0.0)
    """
    there = values[np.isfinite(values) & (values != 0)]
    if len(np.unique(there)) < FEWEST_OF_STEP:
        return 0.0
    return next((size for size in STEPS if not np.fmod(there, size).any()), 0.0)
