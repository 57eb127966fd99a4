"""Which figure a cell shows: two readings of the recogniser, the shape of its blobs, and the
page's own digits decide.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.read.scan.glyphs import LIKE, Samples, digits_of
from extractor.read.scan.ink_lines import Piece, shape_of
from extractor.rules import Rule, first_match

# «1 234,5 %», «–3», «(12)», «10-15»
FIGURE = re.compile(r"[\d\s.,%+()–—-]+")
SURE, GOOD, FAIR, POOR = 96, 90, 80, 40  # confidence
LEAD = 0.03  # of likeness: how much better the page's own digits must tell one from the next
UNMET = 3  # per cent of likeness to be added where the page has not shown all digits
CLEAR = 92  # per cent of likeness: a digit beyond doubt
HYPHEN, DASH = 0.58, 1.1  # of a digit's height: how wide they are
_MARKS = str.maketrans({".": ",", "—": "-", "–": "-"})
_DIGIT = re.compile(r"\d")


class Reading(NamedTuple):
    """A text with its confidence, 0 to 100."""

    text: str
    confidence: int


class Doubt(NamedTuple):
    """A line of figures and what is known of it: its shape, the page's reading, the reading by
    itself, and the one by shapes.
    """

    piece: Piece
    shape: str
    page: Reading
    alone: Reading
    own: Reading


def figure_of(piece: Piece, page: Reading, alone: Reading, samples: Samples) -> Reading:
    """The reading that the first rule gives, without spaces."""
    shape = shape_of(piece)
    doubt = Doubt(piece, shape, _bare(page), _bare(alone), _by_shape(piece, shape, samples))
    found = decided(doubt)
    return Reading(_with_commas(found.text, shape), found.confidence)


def decided(doubt: Doubt) -> Reading:
    """The reading that the first rule gives; none where nothing looks like a figure."""
    found = first_match(RULES, doubt)
    return found[1] if found else Reading("", 0)


def _with_commas(text: str, shape: str) -> str:
    """The recogniser takes commas for points: a point stays only where the ink shows one, too, and
    behind the last digit («14.») the ink alone decides.
    """
    if len(text) != len(shape):
        return text
    if text[-1:] in (",", ".") and shape[-1] in ",.":
        return _with_commas(text[:-1], shape[:-1]) + shape[-1]
    return "".join(
        "," if letter == "." and kind == "," else letter
        for letter, kind in zip(text, shape, strict=True)
    )


def learn_digits(pieces: Sequence[tuple[Piece, Reading, Reading]], samples: Samples) -> None:
    """Take the digits of lines that two readings and the shape agree on as samples."""
    for piece, page, alone in pieces:
        shape, text = shape_of(piece), _bare(alone).text
        if text == _bare(page).text and fits(text, shape):
            for blob, digit in digits_of(piece, shape, text):
                samples.learn(blob, digit)
    samples.settle()


def fits(text: str, shape: str) -> bool:
    """Whether a reading has the shape of the ink.

    >>> fits("12,5", "99,9"), fits("125", "99,9"), fits("12.375", "99999")
    (True, False, False)
    """
    return bool(text) and _DIGIT.sub("9", text).translate(_MARKS) == shape.translate(_MARKS)


def _bare(reading: Reading) -> Reading:
    """Without spaces, and without the line that the remains of a rule look like («16—»)."""
    text = "".join(reading.text.split())
    return Reading(text.strip("_|—") or text, reading.confidence)


def _by_shape(piece: Piece, shape: str, samples: Samples) -> Reading:
    """The line spelled with the page's own digits; empty where it holds something else."""
    letters: list[str] = []
    least = 1.0
    for blob, kind in zip(piece.blobs, shape, strict=True):
        guess = samples.guess(blob) if kind == "9" else None
        if kind == "?" or (
            kind == "9" and (guess is None or guess.likeness < LIKE or guess.lead < LEAD)
        ):
            return Reading("", 0)
        least = min(least, guess.likeness if guess else 1.0)
        letters.append(
            guess.digit if guess else kind if kind in ",." else dash_of(blob.width, _tallest(piece))
        )
    return Reading(
        "".join(letters), round(100 * least) - (0 if len(samples.known) == 10 else UNMET)
    )


def dash_of(width: int, digit: int) -> str:
    """A hyphen, an en dash or an em dash by its width."""
    return "-" if width < HYPHEN * digit else "–" if width < DASH * digit else "—"


def _tallest(piece: Piece) -> int:
    return max(each.height for each in piece.blobs)


def shape_and_one_agree(doubt: Doubt) -> Reading | None:
    """The page's own digits spell one of the two readings."""
    own = doubt.own.text.translate(_MARKS)
    same = (
        each for each in (doubt.alone, doubt.page) if own and each.text.translate(_MARKS) == own
    )
    return next((Reading(each.text, max(SURE, each.confidence)) for each in same), None)


def both_agree(doubt: Doubt) -> Reading | None:
    """Both readings are the same, and have the shape of the ink."""
    text = doubt.alone.text
    same = text == doubt.page.text and fits(text, doubt.shape) and not doubt.own.text
    return Reading(text, max(SURE, doubt.alone.confidence)) if same else None


def readings_agree(doubt: Doubt) -> Reading | None:
    """Both readings are the same, whatever the shape."""
    text = doubt.alone.text
    return (
        Reading(text, FAIR)
        if text and text == doubt.page.text and _is_bare_figure(text) and not doubt.own.text
        else None
    )


def own_digits(doubt: Doubt) -> Reading | None:
    """Shapes that leave no doubt, against both readings."""
    return (
        Reading(doubt.own.text, GOOD) if doubt.own.text and doubt.own.confidence >= CLEAR else None
    )


def shapes_at_last(doubt: Doubt) -> Reading | None:
    """The page's own digits where no reading is a figure of this shape."""
    return Reading(doubt.own.text, FAIR - 20) if doubt.own.text else None


def one_fits(doubt: Doubt) -> Reading | None:
    """The only reading of the ink's shape, the one by itself before the page's."""
    return next(
        (
            Reading(each.text, FAIR)
            for each in (doubt.alone, doubt.page)
            if fits(each.text, doubt.shape)
        ),
        None,
    )


def marks_by_shape(doubt: Doubt) -> Reading | None:
    """12.375 over «99999», 222 over «99,9»: the digits as read, the marks as they stand."""
    for each in (doubt.alone, doubt.page):
        digits = _DIGIT.findall(each.text)
        if (
            digits
            and len(digits) == doubt.shape.count("9")
            and set(doubt.shape) <= set("9,.")
            and _is_bare_figure(each.text)
        ):
            row = iter(digits)
            return Reading(
                "".join(next(row) if kind == "9" else kind for kind in doubt.shape), FAIR
            )
    return None


def better_figure(doubt: Doubt) -> Reading | None:
    """Neither has the shape: the surer one that looks like a figure."""
    figures = [each for each in (doubt.alone, doubt.page) if _is_bare_figure(each.text)]
    best = max(figures, key=lambda each: each.confidence, default=None)
    return Reading(best.text, min(POOR, best.confidence)) if best else None


def _is_bare_figure(text: str) -> bool:
    return bool(FIGURE.fullmatch(text)) and bool(_DIGIT.search(text) or text == "%")


RULES: tuple[Rule[Doubt, Reading], ...] = (
    Rule(
        "shape_and_one_agree",
        shape_and_one_agree,
        "ink 99,9; page 12,6 (90); alone 12,5 (80); own 12,5 (88)",
    ),
    Rule("both_agree", both_agree, "ink 99,9; page 12,5 (90); alone 12,5 (80); own"),
    Rule("readings_agree", readings_agree, "ink 9?,9; page 12,5 (90); alone 12,5 (80); own"),
    Rule("own_digits", own_digits, "ink 99,9; page 12,6 (90); alone 17,5 (80); own 12,5 (95)"),
    Rule("one_fits", one_fits, "ink -99; page 12 (90); alone -12 (80); own"),
    Rule("marks_by_shape", marks_by_shape, "ink 99999; page 12.375 (90); alone; own"),
    Rule("shapes_at_last", shapes_at_last, "ink 99; page оо (90); alone ии (80); own 12 (85)"),
    Rule("better_figure", better_figure, "ink 999; page 12 (90); alone 1 (80); own"),
)
