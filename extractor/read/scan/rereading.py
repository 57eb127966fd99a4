"""Cells read again, each for itself but all in a few calls: figures by the digits alone,
doubtful words, letters on their side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from extractor.read.scan.cell_figures import (
    FIGURE,
    GOOD,
    POOR,
    Reading,
    dash_of,
    figure_of,
    learn_digits,
)
from extractor.read.scan.confusions import letter_for, mended
from extractor.read.scan.glyphs import Samples
from extractor.read.scan.ink_lines import (
    TWO,
    Piece,
    is_dash,
    is_point,
    is_stroke,
    shape_of,
    tokens_of,
    unsaid,
    with_digits_apart,
    with_hidden_point,
    with_last_mark,
)
from extractor.read.scan.paper import Mask, Picture
from extractor.read.scan.spots import Spot, figure_columns, lying
from extractor.read.scan.tesseract import BLOCK, FIGURES, Heard, heard
from extractor.read.scan.tiles import PAD, crop, shelved
from extractor.read.scan.turned_cells import ENGLISH, LATIN, RUSSIAN, STRAY, read_turned, sureness

DOUBTFUL = 85  # confidence: words below it are read again
SHAPE = 95  # of what is told by its shape alone
MISSED = 0.15  # of the blobs of a line: a reading that leaves out more is doubtful
BETTER = 5  # points of confidence that let another reading win
CLOSE = 4  # pixels between two lines laid side by side: those of letters
FEW = 12  # blobs: a cell with more is no figure
SHORT = (
    8  # letters: in a longer line touching ones and those of two blobs may make up for each other
)
_YEAR = re.compile(r"((?:19|20)\d\d)(г?\.?)")
_DASH = re.compile("[-–—]")
Line = tuple[Spot, int]


def reread(spots: Sequence[Spot], picture: Picture, mask: Mask) -> None:
    """Better the readings of the cells, in place."""
    left = list(_without_dashes(spots))
    columns = figure_columns(left)
    _read_figures(
        [spot for spot in left if _may_be_figure(spot, columns) or _looks_like_figure(spot)],
        columns,
        picture,
        mask,
    )
    rest = [
        (spot, at)
        for spot in left
        for at in range(len(spot.pieces))
        if at not in spot.settled and _is_doubtful(spot, at)
    ]
    _read_words(rest, picture)
    _read_broken([spot for spot in left if _may_be_broken(spot)], picture)
    for spot in left:
        for at in range(len(spot.pieces)):
            _mend(spot, at, mask)
        _mend_broken_words(spot)
    read_turned([spot for spot in lying(left) if spot.confidence() < DOUBTFUL], picture)


def _without_dashes(spots: Sequence[Spot]) -> Iterable[Spot]:
    """The cells that hold more than a dash; dashes and lone points are told by their shape,
    recognisers pass over them.
    """
    capital = (
        int(np.median([max(each.height for each in spot.pieces) for spot in spots])) if spots else 0
    )
    for spot in spots:
        if len(spot.pieces) == 1 and is_dash(spot.pieces[0], capital):
            piece = spot.pieces[0]
            spot.heard = [[_over(piece, dash_of(piece.x1 - piece.x0, capital), SHAPE)]]
        else:
            for at, piece in enumerate(spot.pieces[1:], 1):
                if is_point(piece, capital):
                    spot.heard[at] = [_over(piece, ".", SHAPE)]
                    spot.settled.add(at)
            yield spot


def _over(piece: Piece, text: str, confidence: int) -> Heard:
    return Heard(text, piece.x0, piece.top, piece.x1, piece.bottom, confidence, 0)


def _tokens(piece: Piece, reading: Reading) -> Iterator[Heard]:
    for text, x0, x1 in tokens_of(reading.text, piece):
        yield Heard(text, x0, piece.top, x1, piece.bottom, reading.confidence, 0)


def _may_be_figure(spot: Spot, columns: set[tuple[int, int, int]]) -> bool:
    if any(len(piece.blobs) > FEW for piece in spot.pieces):
        return False
    text = spot.text()
    return (
        bool(FIGURE.fullmatch(text))
        or not text
        or (spot.column in columns and spot.confidence() < DOUBTFUL)
    )


def _looks_like_figure(spot: Spot) -> bool:
    """A cell not read well whose ink has the shape of a figure: only what the page's own digits
    spell will be believed.
    """
    short = all(len(piece.blobs) <= SHORT for piece in spot.pieces)
    return (
        short
        and spot.confidence() < DOUBTFUL
        and all(piece.blobs and set(shape_of(piece)) <= set("9,.") for piece in spot.pieces)
    )


def _read_figures(
    spots: Sequence[Spot], columns: set[tuple[int, int, int]], picture: Picture, mask: Mask
) -> None:
    """Lines of figures by the digits of one language, then each decided by the rules of
    :mod:`figures`.
    """
    least = [
        POOR + 1 if _may_be_figure(spot, columns) else GOOD for spot in spots for _ in spot.pieces
    ]
    for spot in spots:
        spot.pieces = [with_digits_apart(piece, mask) for piece in spot.pieces]
    lines = [(spot, at) for spot in spots for at in range(len(spot.pieces))]
    alone = _alone(lines, picture, ENGLISH, FIGURES)
    readings = [_reading(alone.get(index, [])) for index in range(len(lines))]
    samples = Samples(picture)
    learn_digits(
        [
            (spot.pieces[at], spot.reading(at), found)
            for (spot, at), found in zip(lines, readings, strict=True)
        ],
        samples,
    )
    for (spot, at), found, enough in zip(lines, readings, least, strict=True):
        piece = spot.pieces[at]
        best = figure_of(piece, spot.reading(at), found, samples)
        if best.confidence >= enough:
            spot.heard[at] = [*_tokens(piece, best)]
            spot.settled.add(at)


def _reading(words: Sequence[Heard]) -> Reading:
    return Reading(
        "".join(each.text for each in words), min((each.confidence for each in words), default=0)
    )


def _is_doubtful(spot: Spot, at: int) -> bool:
    words = spot.heard[at]
    text = "".join(each.text for each in words)
    low = not words or bool(STRAY.search(text)) or min(each.confidence for each in words) < DOUBTFUL
    return (
        low
        or bool(LATIN.search(text))
        or unsaid(text, spot.pieces[at]) > MISSED * len(spot.pieces[at].blobs)
    )


def _read_words(lines: Sequence[Line], picture: Picture) -> None:
    """Lines of words by themselves; the surer reading stays."""
    found = _alone(lines, picture, RUSSIAN, "")
    for index, (spot, at) in enumerate(lines):
        words = found.get(index, [])
        piece = spot.pieces[at]
        words = _without_strays(words)
        if words and sureness(words, piece) + BETTER > sureness(spot.heard[at], piece):
            spot.heard[at] = [_moved(word, piece.x0 - PAD, piece.top - PAD) for word in words]


def _mend(spot: Spot, at: int, mask: Mask) -> None:
    """Spaces, dashes and digits of a line of words as its ink shows them."""
    words, piece = spot.heard[at], spot.pieces[at]
    reading = spot.reading(at)
    reading = reading._replace(
        text=with_hidden_point(with_last_mark(reading.text, piece), piece, mask)
    )
    if words and reading.text.endswith((".", ",")) and not words[-1].text.endswith((".", ",")):
        words[-1] = words[-1]._replace(text=words[-1].text + reading.text[-1])
    letters = "".join(reading.text.split())
    if (
        words
        and len(letters) == len(piece.blobs) <= SHORT
        and not any(letter in TWO for letter in letters)
    ):
        spot.heard[at] = words = [*_tokens(piece, reading)]
    spot.heard[at] = _with_marks_joined(word._replace(text=mended(word.text)) for word in words)
    _mend_dashes(spot.heard[at], piece)


def _with_marks_joined(words: Iterable[Heard]) -> list[Heard]:
    """«Выдача ‚ экз.»: a mark that stands alone belongs to the word before it, and a low quote
    is a comma.
    """
    found: list[Heard] = []
    for word in words:
        text = word.text.replace("‚", ",")
        if found and text in (",", "."):
            found[-1] = found[-1]._replace(text=found[-1].text + text, x1=word.x1)
        else:
            found.append(word._replace(text=text))
    return found


def _mend_broken_words(spot: Spot) -> None:
    """Числ|0: a lone sign on the line below a word that it ends."""
    for at in range(1, len(spot.pieces)):
        above, words = spot.reading(at - 1).text, spot.heard[at]
        if words and above[-1:].isalpha():
            first = words[0]
            spot.heard[at] = [first._replace(text=letter_for(first.text)), *words[1:]]


def _mend_dashes(words: list[Heard], piece: Piece) -> None:
    """«15-30»: a dash between figures as long as the ink shows it, where ink and text have as
    many.
    """
    capital = max(each.height for each in piece.blobs)
    strokes = [dash_of(blob.width, capital) for blob in piece.blobs if is_stroke(blob, capital)]
    if strokes and len(strokes) == sum(len(_DASH.findall(word.text)) for word in words):
        row = iter(strokes)
        words[:] = [word._replace(text=_DASH.sub(lambda _: next(row), word.text)) for word in words]


def _without_strays(words: Sequence[Heard]) -> list[Heard]:
    """Words without the signs at both ends that stand for no letter."""
    found = [word._replace(text=word.text.strip("=_|'‘’~^")) for word in words]
    return [word for word in found if word.text]


def _moved(word: Heard, x: int, y: int) -> Heard:
    return word._replace(x0=word.x0 + x, x1=word.x1 + x, top=word.top + y, bottom=word.bottom + y)


def _alone(
    lines: Sequence[Line], picture: Picture, language: str, letters: str
) -> dict[int, list[Heard]]:
    """The words of each line, read in one picture of all lines."""
    tiles = []
    for index, (spot, at) in enumerate(lines):
        piece = spot.pieces[at]
        tiles.append((index, crop(picture, piece.x0, piece.top, piece.x1, piece.bottom)))
    if not tiles:
        return {}
    board = shelved(tiles)
    found = board.sorted_out(heard(board.picture, language, BLOCK, letters))
    return {key: sorted(words, key=lambda each: each.x0) for key, words in found.items()}


def _may_be_broken(spot: Spot) -> bool:
    """202|1 г.: a few letters over several lines, the first of figures, one of them not read
    well.
    """
    few = sum(len(piece.blobs) for piece in spot.pieces) <= SHORT
    return (
        few
        and len(spot.pieces) > 1
        and spot.reading(0).text.isdigit()
        and len(spot.settled) < len(spot.pieces)
    )


def _read_broken(spots: Sequence[Spot], picture: Picture) -> None:
    """Years that a narrow column broke, their lines laid side by side."""
    if not spots:
        return
    board = shelved([(index, _side_by_side(spot, picture)) for index, spot in enumerate(spots)])
    found = board.sorted_out(heard(board.picture, RUSSIAN, BLOCK, ""))
    for index, spot in enumerate(spots):
        text = mended(
            "".join(each.text for each in sorted(found.get(index, []), key=lambda each: each.x0))
        )
        year = _YEAR.fullmatch(text)
        if year and len("".join(year.groups(""))) == sum(len(piece.blobs) for piece in spot.pieces):
            _write_year(spot, year[1], year[2], min(each.confidence for each in found[index]))


def _side_by_side(spot: Spot, picture: Picture) -> Picture:
    """The lines of a cell as one, their feet on one height."""
    parts = [
        picture[piece.top : piece.bottom, piece.x0 - 1 : piece.x1 + CLOSE] for piece in spot.pieces
    ]
    tallest = max(part.shape[0] for part in parts)
    level = [
        np.pad(part, ((tallest - part.shape[0], 0), (0, 0)), constant_values=255) for part in parts
    ]
    return np.pad(np.hstack(level), PAD, constant_values=255)


def _write_year(spot: Spot, digits: str, mark: str, confidence: int) -> None:
    """Give each line of the cell its part of the year."""
    rest = digits + mark
    for at, piece in enumerate(spot.pieces):
        text, rest = rest[: len(piece.blobs)], rest[len(piece.blobs) :]
        spot.heard[at] = [*_tokens(piece, Reading(text, confidence))]
        spot.settled.add(at)
