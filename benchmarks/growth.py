"""How the time of a room grows with its input: ``python benchmarks/growth.py``.

Each shape is read at a size and at four times the size, in processor seconds of the same run; their ratio is printed. 4 is linear,
16 quadratic; more than 8 is marked. The shapes are those that once cost more than their length.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).parent.parent
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

import test_read_bad_input as bad  # noqa: E402
from drawing import drawn  # noqa: E402
from wordfiles import p, tbl, tc, tr, word_parts, zipped  # noqa: E402

from extractor.language import find_quantities, read_number  # noqa: E402
from extractor.model import Document, Outline, Paragraph  # noqa: E402
from extractor.outline import outline_document  # noqa: E402
from extractor.quote import quote_figures  # noqa: E402
from extractor.read import read_document  # noqa: E402

TIMES, LIMIT = 4, 8
PIECES = (
    "1 ",
    "5,",
    "«5 ",
    "(5 ",
    "В 2022 году 5 книг, ",
    "1-",
    "1 000 ",
    "пятьдесят ",
    "двадцати",
    "a.",
    "№",
)
PROSE, NUMBER = 3_000, 8_000  # characters
SECTION = "**{n}. Раздел**\nТекст.\n{n}.1. Состав\nТекст.\nТаблица {n}. Фонд\n| Ноты | 3 | 4 |\n"
TRICKS: dict[str, Callable[[int], str]] = {
    "page breaks": lambda n: p(*['<w:r><w:t/><w:br w:type="page"/></w:r>'] * n),
    "fields": lambda n: p(*[bad.OPEN] * n, "текст", *[bad.CLOSE] * n),
    "field codes": lambda n: p(
        bad.OPEN, *["<w:r><w:instrText>TOC </w:instrText></w:r>"] * n, bad.CLOSE
    ),
    "wide cells": lambda n: tbl(tr(tc("а", properties=bad.span(200_000)))) * (n // 2),
    "marks": lambda n: p("а", properties='<w:rPr><w:del w:id="1"/></w:rPr>') * n,
}


def shapes(folder: Path) -> Iterator[tuple[str, int, Callable[[int], Callable[[], object]]]]:
    """Yield (name, size, a maker of the work at a size)."""
    for piece in PIECES:
        yield (
            f"prose «{piece}»",
            PROSE,
            lambda size, piece=piece: quoting(piece * (size // len(piece))),
        )
        yield (
            f"number «{piece}»",
            NUMBER,
            lambda size, piece=piece: reading(piece * (size // len(piece))),
        )
    yield "outline", 150, outlining
    for name, body in TRICKS.items():
        yield (
            f"docx {name}",
            7_500,
            lambda size, body=body: opening(folder / "report.docx", body(size)),
        )


def quoting(text: str) -> Callable[[], object]:
    document = Document("report.docx", "", "docx", (Paragraph(0, text),))
    return lambda: quote_figures(document, Outline((), (), ()), 2023)


def reading(text: str) -> Callable[[], object]:
    return lambda: (read_number(text), find_quantities(text))


def outlining(size: int) -> Callable[[], object]:
    document = drawn("\n".join(SECTION.format(n=n) for n in range(1, size)))
    return lambda: outline_document(document)


def opening(path: Path, body: str) -> Callable[[], object]:
    path.write_bytes(zipped(word_parts(body)))
    return lambda: read_document(path)


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor seconds of two runs, a hundredth at least."""
    spent = []
    for _ in range(2):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return max(min(spent), 0.01)


def main() -> None:
    print(f"{'shape':32}{'size':>8}{'s':>8}{f'{TIMES} ×':>8}{'ratio':>8}")
    with TemporaryDirectory() as folder:
        for name, size, make in shapes(Path(folder)):
            make(size // 10)()
            small, large = seconds(make(size)), seconds(make(TIMES * size))
            mark = "  !" if large / small > LIMIT else ""
            print(
                f"{name:32}{size:>8}{small:>8.2f}{large:>8.2f}{large / small:>8.1f}{mark}",
                flush=True,
            )


if __name__ == "__main__":
    main()
