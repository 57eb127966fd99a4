"""Digits told by their shape: the page's own digits, where they were read beyond doubt, are the
samples for the others.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractor.read.scan.ink_lines import Blob, Piece
from extractor.read.scan.paper import Picture

SIZE = 24  # pixels: a digit is brought to this height, its width in proportion
MOST = 24  # samples of one digit
NEIGHBOURS = 3  # samples that say whether another is what it was read as
LIKE = 0.80  # correlation: less is no digit that this page has shown
Glyph = NDArray[np.float32]


class Guess(NamedTuple):
    """The digit that a shape is most like, how like, and how much less like the next one."""

    digit: str
    likeness: float
    lead: float


@dataclass(slots=True)
class Samples:
    """Shapes of digits by the digit that they are."""

    picture: Picture
    known: dict[str, list[Glyph]] = field(default_factory=dict)

    def learn(self, blob: Blob, digit: str) -> None:
        samples = self.known.setdefault(digit, [])
        if len(samples) < MOST:
            samples.append(self.glyph_of(blob))

    def settle(self) -> None:
        """Forget the samples whose nearest others were all read as one other digit: both
        readings may be wrong alike.
        """
        labelled = [(digit, glyph) for digit, each in self.known.items() for glyph in each]
        if len(labelled) <= NEIGHBOURS:
            return
        glyphs = np.stack([glyph for _, glyph in labelled])
        like = glyphs @ glyphs.T
        np.fill_diagonal(like, -1.0)
        near = np.argsort(-like, axis=1)[:, :NEIGHBOURS]
        self.known = {}
        for (digit, glyph), others in zip(labelled, near, strict=True):
            votes = Counter(labelled[other][0] for other in others)
            if votes[digit] or votes.most_common(1)[0][1] < NEIGHBOURS:
                self.known.setdefault(digit, []).append(glyph)

    def guess(self, blob: Blob) -> Guess | None:
        """None where the page has shown fewer than two digits."""
        if len(self.known) < 2:
            return None
        glyph = self.glyph_of(blob)
        best = sorted(
            ((float(max(np.stack(each) @ glyph)), digit) for digit, each in self.known.items()),
            reverse=True,
        )
        return Guess(best[0][1], best[0][0], best[0][0] - best[1][0])

    def glyph_of(self, blob: Blob) -> Glyph:
        """The ink of a blob at a common size, of mean 0 and length 1, so that a product of two
        is their correlation.
        """
        part = self.picture[blob.top : blob.bottom, blob.x0 : blob.x1]
        width = max(1, min(SIZE, round(blob.width * SIZE / blob.height)))
        small = 255.0 - np.asarray(
            Image.fromarray(part).resize((width, SIZE), Image.Resampling.BOX), np.float32
        )
        whole = np.zeros((SIZE, SIZE), np.float32)
        left = (SIZE - width) // 2
        whole[:, left : left + width] = small
        flat = (whole - whole.mean()).ravel()
        found: Glyph = flat / max(float(np.linalg.norm(flat)), 1e-6)
        return found


def digits_of(piece: Piece, shape: str, text: str) -> Iterator[tuple[Blob, str]]:
    """The blobs of a line with the digits that a reading of the same shape gives them."""
    plain = text.replace(" ", "")
    if len(plain) == len(shape):
        yield from (
            (blob, letter)
            for blob, letter in zip(piece.blobs, plain, strict=True)
            if letter.isdigit()
        )
