"""The second engine: pdfplumber. Slower, but independent: what both read alike is in the file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from extractor.errors import UnreadableFile
from extractor.memory import swept
from extractor.options import Limits
from extractor.read.pdf.coordinates import is_slanted, turn_of
from extractor.read.pdf.ink import Face, Ink, Word
from extractor.read.pdf.outlines import add_outline
from extractor.read.pdf.tokens import BOLD_NAME, BREAK_MARKS, SOFT, plain_name
from extractor.text import visible

GAP = 0.2  # of the letter size: more between two letters is a space that the file does not write
SHIFT = 0.1  # of the letter size: another baseline
SHIFT_TWICE = 0.14  # of the letter size: a letter drawn twice to look bold
LINE = 4.0  # points: letters drawn twice are looked for among those of such a strip
WHITE = 0.97
Letter = dict[str, Any]


def read_pages(path: Path, limits: Limits) -> Iterator[Ink]:
    """The pages in order, each forgotten before the next; one that cannot be parsed comes as an
    empty one with ``failed``.
    """
    with _opened(path) as document:
        for number, page in enumerate(_pages_of(document, path.name), 1):
            yield _ink_or_none(page, number, limits)
            page.close()


@contextmanager
def _opened(path: Path, pages: list[int] | None = None) -> Iterator[Any]:
    """The document, whole or some of its pages. Raises UnreadableFile where it is damaged or
    locked.
    """
    document = _document(path, pages)
    try:
        yield document
    finally:
        with suppress(
            Exception
        ):  # it lists the pages once more, which fails where it failed before
            document.close()
        document.stream.close()


def _document(path: Path, pages: list[int] | None) -> Any:  # noqa: ANN401 - the library has no types
    try:
        return pdfplumber.open(path, pages=pages)
    except MemoryError:
        raise
    except Exception as error:
        # pdfminer lets many kinds of exception through; the cause of some is wrapped by pdfplumber
        locked = {type(each) for each in (error, *error.args, error.__context__)} & {
            PDFPasswordIncorrect,
            PDFEncryptionError,
        }
        raise UnreadableFile(
            "pdf_encrypted" if locked else "pdf_damaged", file=path.name
        ) from error


def _pages_of(document: Any, name: str) -> list[Any]:  # noqa: ANN401 - the library has no types
    """The pages as the file lists them. Raises UnreadableFile where that list is damaged."""
    try:
        return list(document.pages)
    except MemoryError:
        raise
    except (
        Exception
    ) as error:  # the library lets many kinds through, its own and those of what it calls
        raise UnreadableFile("pdf_damaged", file=name) from error


def _ink_or_none(page: Any, number: int, limits: Limits) -> Ink:  # noqa: ANN401 - the library has no types
    """The ink of a page; an empty one with ``failed`` where it cannot be parsed."""
    try:
        return _ink_of(page, number, limits)
    except MemoryError:
        raise
    except Exception:  # as above: what a damaged page makes the library raise is without number
        return Ink(number, 0.0, 0.0, failed=True)


def words_of_page(path: Path, number: int) -> list[Word]:
    """The words of one page, counted from 1; none where it cannot be parsed.

    Raises UnreadableFile where no page can: what is asked for here would be missing in silence.
    """
    with swept():
        return _words_of_page(path, number)


def _words_of_page(path: Path, number: int) -> list[Word]:
    with _opened(path, [number]) as document:
        pages = _pages_of(document, path.name)
        try:
            return list(_words(_seen_letters(pages[0].chars)))
        except MemoryError:
            raise
        except Exception:  # as above
            return []


def _ink_of(page: Any, number: int, limits: Limits) -> Ink:  # noqa: ANN401 - the library has no types
    ink = Ink(number, float(page.width), float(page.height))
    letters = _seen_letters(page.chars[: limits.page_letters])
    lefts = [(letter["x0"], letter["x1"]) for letter in letters]
    ink.edges = lambda word: lefts[word.first : word.first + len(word.text)]
    ink.words = list(_words(letters))
    shapes = [*page.lines, *page.rects, *page.curves]
    ink.cut = len(page.chars) > limits.page_letters or len(shapes) > limits.page_paths
    for shape in shapes[: limits.page_paths]:
        _add_shape(ink, shape)
    ink.pictures = [(each["x0"], each["top"], each["x1"], each["bottom"]) for each in page.images]
    return ink


def _add_shape(ink: Ink, shape: Any) -> None:  # noqa: ANN401
    stroked = bool(shape["stroke"]) and _seen(shape["stroking_color"])
    filled = bool(shape["fill"]) and _seen(shape["non_stroking_color"])
    if stroked or filled:
        curved = any(each[0] in ("c", "v", "y") for each in shape.get("path", ()))
        points = [(float(x), float(y)) for x, y in shape["pts"]]
        closed = (
            [*points, points[0]]
            if shape["object_type"] == "rect" and points[0] != points[-1]
            else points
        )
        add_outline(ink, closed, curved, stroked, filled)


def _seen(colour: Any) -> bool:  # noqa: ANN401
    """Whether a colour is not white: one number of grey, three of red, green and blue, or four
    of ink.
    """
    try:
        parts = [
            float(each) for each in (colour if isinstance(colour, tuple | list) else (colour,))
        ]
    except (TypeError, ValueError):
        return True
    return any(parts) if len(parts) == 4 else not parts or min(parts) < WHITE


def _seen_letters(letters: Iterable[Letter]) -> list[Letter]:
    """Letters that are printed, each once: of soft hyphens those that end a line."""
    found = list(_once(letters))
    pairs = zip(found, [*found[1:], None], strict=False)
    return [
        letter for letter, after in pairs if visible(letter["text"]) or _ends_line(letter, after)
    ]


def _ends_line(letter: Letter, after: Letter | None) -> bool:
    return letter["text"] == SOFT and (
        after is None or after["text"].isspace() or not _touches(letter, after)
    )


def _once(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Letters without those drawn over themselves, or a little beside."""
    places: dict[tuple[str, int], list[Letter]] = {}
    for letter in letters:
        near = places.setdefault((letter["text"], round(letter["top"] / LINE)), [])
        reach = SHIFT_TWICE * letter["size"]
        doubled = any(
            abs(other["x0"] - letter["x0"]) < reach and abs(other["top"] - letter["top"]) < reach
            for other in near
        )
        if not doubled or letter["text"].isspace():
            near.append(letter)
            yield letter


def _words(letters: list[Letter]) -> Iterator[Word]:
    start = 0
    glued = False
    for index in range(1, len(letters) + 1):
        parted = index == len(letters) or _parts(letters[index - 1], letters[index])
        if parted:
            blank = letters[start]["text"].isspace()
            if not blank:
                yield _word(letters[start:index], start, glued)
            glued = (
                not blank and index < len(letters) and _touches(letters[index - 1], letters[index])
            )
            start = index


def _parts(before: Letter, letter: Letter) -> bool:
    """Whether a new word begins: at white space, another face, another line, a gap, or behind a
    hyphen that ends a line.
    """
    if before["text"].isspace() or letter["text"].isspace() or before["text"] in BREAK_MARKS:
        return True
    if is_slanted(*letter["matrix"][:2]):
        return _face(before) != _face(letter)
    return (
        _face(before) != _face(letter)
        or not _touches(before, letter)
        or abs(_base(before) - _base(letter)) > SHIFT * _size(letter)
    )


def _size(letter: Letter) -> float:
    """The height of the letters; pdfplumber takes the advance for it where text is turned."""
    return float(letter["size"] if _turn(letter) in (0, 180) else letter["x1"] - letter["x0"])


def _touches(before: Letter, letter: Letter) -> bool:
    """Whether a letter stands next to the one before, in their direction of reading."""
    turn = _turn(letter)
    if turn in (90, 270):
        gap = before["top"] - letter["bottom"] if turn == 90 else letter["top"] - before["bottom"]
        across = abs(before["x0"] - letter["x0"])
    else:
        gap, across = letter["x0"] - before["x1"], abs(before["bottom"] - letter["bottom"])
    size = _size(letter)
    return bool(-size < gap < GAP * size and across < size)


def _turn(letter: Letter) -> int:
    return turn_of(letter["matrix"][0], letter["matrix"][1], 0)


def _base(letter: Letter) -> float:
    """The baseline: pdfplumber knows the letter's origin only in the coordinates of the file."""
    across, up = letter["matrix"][4:]
    return float(across if _turn(letter) in (90, 270) else letter["bottom"] - (up - letter["y0"]))


def _face(letter: Letter) -> Face:
    name = plain_name(letter["fontname"])
    return Face(
        name,
        round(_size(letter), 1),
        bool(BOLD_NAME.search(name)),
        _turn(letter),
        pale=not _seen(letter["non_stroking_color"]),
        slanted=is_slanted(*letter["matrix"][:2]),
    )


def _word(letters: list[Letter], first: int, glued: bool) -> Word:
    return Word(
        "".join(letter["text"][:1] or "\ufffd" for letter in letters),
        float(min(letter["x0"] for letter in letters)),
        float(min(letter["top"] for letter in letters)),
        float(max(letter["x1"] for letter in letters)),
        float(max(letter["bottom"] for letter in letters)),
        _base(letters[0]),
        _face(letters[0]),
        glued,
        first,
    )
