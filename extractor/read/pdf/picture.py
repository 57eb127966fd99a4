"""Pictures of what the table finder saw: its rules, the cells it made of them, the charts it
kept apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from extractor.model.place import Box
from extractor.options import ReadOptions
from extractor.plugins import load
from extractor.read.pdf.document import engine_of
from extractor.read.pdf.drafts import Drawn, TableDraft
from extractor.read.pdf.ink import Ink
from extractor.read.pdf.page import page_of

SCALE = 1.5  # pixels a point
RULE, CELL, CHART = (214, 40, 40), (31, 119, 180), (44, 160, 44)
DRAW = "PIL.ImageDraw:Draw"


def draw_pages(path: Path, options: ReadOptions, folder: Path) -> Iterator[Path]:
    """A picture of each page that holds a table or a chart, as ``NAME-p7.png`` in the folder.
    Raises UnreadableFile.
    """
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(path)
    try:
        for ink in engine_of(options.engine)(path, options.limits):
            rules = _rules(ink)
            items = [
                item
                for item in page_of(ink, options.limits).items
                if isinstance(item, TableDraft | Drawn)
            ]
            if items:
                target = folder / f"{path.stem}-p{ink.number}.png"
                _draw(document[ink.number - 1].render(scale=SCALE).to_pil(), rules, items).save(
                    target
                )
                yield target
    finally:
        document.close()


def _rules(ink: Ink) -> list[Box]:
    return [
        *((rule.start, rule.at, rule.end, rule.at) for rule in ink.across),
        *((rule.at, rule.start, rule.at, rule.end) for rule in ink.down),
    ]


@dataclass(frozen=True, slots=True)
class _Pen:
    draw: Any

    def box(self, box: Box, colour: tuple[int, int, int], width: int) -> None:
        self.draw.rectangle([each * SCALE for each in box], outline=colour, width=width)


def _draw(picture: Any, rules: list[Box], items: list[TableDraft | Drawn]) -> Any:  # noqa: ANN401 - Pillow's image
    pen = _Pen(load(DRAW)(picture))
    for x0, y0, x1, y1 in rules:
        pen.draw.line([x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE], fill=RULE, width=3)
    for item in items:
        if isinstance(item, Drawn):
            pen.box(item.box, CHART, 3)
        else:
            for cell in item.cells:
                pen.box(cell.box, CELL, 1)
    return picture
