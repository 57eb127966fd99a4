"""Labels of groups set in the middle of a table without rules: each heads the rows below it and
spans all columns («Городские библиотеки» between the rows of a table).
"""

from collections.abc import Sequence
from statistics import mean

from extractor.read.pdf.head_spans import covered
from extractor.read.pdf.text_rows import Piece, Region, Row, has_figures, is_figure

CENTRED = 4.0  # points between the middle of a label and that of its table
OVER = 0.9  # of the table's width: so long is a rule that parts its rows
FAR = 3.0  # of the letter size: such a rule lies no further off
FIGURES = 0.5  # of what stands in a column: so many figures make it one of figures
Bands = Sequence[Sequence[Row]]


def is_centred_label(at: int, bands: Bands, region: Region) -> bool:
    """Whether a row of the table is such a label: alone in its row, in the middle of the table,
    above a row of figures, and where no other text of the table would stand.
    """
    lines = bands[at]
    if at == 0 or at + 1 == len(bands) or any(len(line.pieces) > 1 for line in lines):
        return False
    row, piece = lines[0], lines[0].pieces[0]
    headed = any(len(line.pieces) > 1 for band in bands[:at] for line in band)
    if not headed or is_figure(piece.text) or not has_figures(bands[at + 1][0]):
        return False
    if not _is_centred(piece, region):
        return False
    first, last = covered(piece, region.columns)
    if first == 0:
        return False
    return first < last or _is_ruled_off(row, region) or _is_of_figures(first, region)


def _is_centred(piece: Piece, region: Region) -> bool:
    """Whether a piece stands in the middle of the table's rules or of its text."""
    long = [rule for rule in region.rules if rule.end - rule.start >= OVER * _width(region)]
    middles = [(rule.start + rule.end) / 2 for rule in long]
    left = min(row.pieces[0].x0 for row in region.rows)
    right = max(row.pieces[-1].x1 for row in region.rows)
    return any(
        abs((piece.x0 + piece.x1) / 2 - middle) <= CENTRED
        for middle in [*middles, (left + right) / 2]
    )


def _width(region: Region) -> float:
    return region.columns[-1][1] - region.columns[0][0]


def _is_ruled_off(row: Row, region: Region) -> bool:
    """Whether rules over the table's width run above and below a line."""
    long = [rule for rule in region.rules if rule.end - rule.start >= OVER * _width(region)]
    above = any(0 < row.base - rule.at < FAR * row.size for rule in long)
    return above and any(0 < rule.at - row.base < FAR * row.size for rule in long)


def _is_of_figures(column: int, region: Region) -> bool:
    """Whether mostly figures stand in a column below its heading."""
    held = [
        is_figure(piece.text)
        for row in region.rows
        for piece in row.pieces
        if has_figures(row) and covered(piece, region.columns) == (column, column)
    ]
    return bool(held) and mean(held) >= FIGURES
