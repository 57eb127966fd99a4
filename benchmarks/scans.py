"""Scans against the same pages born digital: ``python benchmarks/scans.py FILE.pdf… [--every 3]
[--wrong]``.

Each page is drawn at 300 dots an inch, clean and degraded (turned by 0.3–0.9°, blurred, faded,
noisy, JPEG 55), read as a picture, and its tables are compared cell by cell (row, column, spans,
words) with what the page's own text says. Seconds are those of all processors together, the
recogniser's included.
"""

import argparse
import io
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from extractor.options import Limits
from extractor.read.pdf.drafts import PageDraft, TableDraft
from extractor.read.pdf.lines import joined_text
from extractor.read.pdf.page import page_of
from extractor.read.pdf.pdfium import read_pages
from extractor.read.scan.cell_figures import FIGURE
from extractor.read.scan.sheet import ink_of_picture

DPI, LANGUAGE = 300, "rus+eng"
Key = tuple[int, int, int, int, int]


def seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def degraded(picture: Image.Image, seed: int) -> Image.Image:
    """Turned, blurred, faded, noisy and compressed; the same for the same seed."""
    chance, noise = random.Random(seed), np.random.default_rng(seed)
    angle = chance.choice((-1, 1)) * chance.uniform(0.3, 0.9)
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).filter(
        ImageFilter.GaussianBlur(chance.uniform(0.7, 1.2))
    )
    dark, light = chance.uniform(50, 90), chance.uniform(225, 245)
    grey = dark + np.asarray(turned, np.float32) * (light - dark) / 255
    grey += noise.normal(0, chance.uniform(6, 10), grey.shape)
    pressed = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(pressed, "JPEG", quality=55)
    return Image.open(pressed).convert("L")


def cells_of(page: PageDraft) -> Iterator[tuple[Key, str]]:
    tables = sorted(
        (item for item in page.items if isinstance(item, TableDraft)),
        key=lambda each: (each.ys[0], each.xs[0]),
    )
    for number, table in enumerate(tables):
        for cell in table.cells:
            text = " ".join(joined_text(cell.lines, cell.room).split()) if cell.lines else ""
            yield (number, cell.row, cell.column, cell.row_span, cell.column_span), text


class Score:
    """Cells with text, how many of them are exact, the same for figures alone, and the time."""

    def __init__(self, wrong: bool) -> None:
        self.wrong, self.cells, self.exact, self.figures, self.exact_figures = wrong, 0, 0, 0, 0
        self.invented, self.time, self.pages = 0, 0.0, 0

    def add(self, number: int, true: dict[Key, str], picture: Image.Image) -> None:
        start = seconds()
        got = dict(
            cells_of(page_of(ink_of_picture(np.asarray(picture), number, LANGUAGE), Limits()))
        )
        self.time, self.pages = self.time + seconds() - start, self.pages + 1
        self.invented += sum(bool(text) and not true.get(key) for key, text in got.items())
        for key, text in true.items():
            if text:
                same, figure = got.get(key) == text, bool(FIGURE.fullmatch(text))
                self.cells, self.exact = self.cells + 1, self.exact + same
                self.figures, self.exact_figures = (
                    self.figures + figure,
                    self.exact_figures + (same and figure),
                )
                if self.wrong and not same:
                    print(number, key, repr(text), repr(got.get(key)))

    def __str__(self) -> str:
        share = 100 * self.exact / max(1, self.cells)
        figures = 100 * self.exact_figures / max(1, self.figures)
        return (
            f"{self.cells} cells, {share:.2f} % exact; {self.figures} figures, {figures:.2f} % "
            "exact; "
            f"{self.invented} invented; {self.time / max(1, self.pages):.2f} s a page "
            f"({self.pages} pages)"
        )


def measure(path: Path, every: int, scores: dict[str, Score]) -> None:
    document = pypdfium2.PdfDocument(path)
    for ink in read_pages(path, Limits()):
        if ink.number % every == 0:
            true = dict(cells_of(page_of(ink, Limits())))
            picture = (
                document[ink.number - 1]
                .render(scale=DPI / 72, grayscale=True)
                .to_pil()
                .convert("L")
            )
            scores["clean"].add(ink.number, true, picture)
            scores["degraded"].add(ink.number, true, degraded(picture, ink.number))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", type=Path, nargs="+")
    asked.add_argument("--every", type=int, default=3, help="every so many-th page")
    asked.add_argument("--wrong", action="store_true", help="print the cells that differ")
    options = asked.parse_args()
    scores = {name: Score(options.wrong) for name in ("clean", "degraded")}
    for path in options.files:
        measure(path, options.every, scores)
    for name, score in scores.items():
        print(f"{name:9} {score}")


if __name__ == "__main__":
    main()
