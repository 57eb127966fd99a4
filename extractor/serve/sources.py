"""The files that reports were read from, and their pages as pictures."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePath

from extractor.dataset.disk import flush_file, flush_folder, replace_file
from extractor.dataset.swap import held
from extractor.errors import CalledWrongly
from extractor.model.place import Box
from extractor.plugins import load, readers

FOLDER = "sources"  # in OUT, for what was dropped on the page
LONGEST_NAME = 60  # letters of a name: beside it stands a longer one
MOST_FILES, DEEPEST = 5_000, 3
SCALE = 1.6  # of a page: 72 points become so many times 72 pixels
LARGEST_SIDE = 4_000
FRAME = 3
BAND = 110.0  # points above and below the figures


class Sources:
    """Looks for the file of a report by its name and hash: among those dropped on the page, in the
    folders named, beside the data set.
    """

    def __init__(self, out: Path, folders: tuple[Path, ...]) -> None:
        self.out, self.folders = out, (out / FOLDER, *folders, out.resolve().parent)
        self.known: dict[tuple[str, str], Path] = {}
        with suppress(CalledWrongly), held(out, "svod serve", limit=0.0):
            for left in (out / FOLDER).glob("*/.*.new"):  # of a desk that was killed
                left.unlink(missing_ok=True)

    def find(self, file: str, sha256: str) -> Path | None:
        """The file, None where it is not there any more."""
        known = self.known.get((file, sha256))
        if known is not None and known.is_file():
            return known
        for path in self._called(file):
            if _hash(path) == sha256:
                self.known[file, sha256] = path
                return path
        return None

    def _called(self, name: str) -> Iterator[Path]:
        for folder in self.folders:
            count = 0
            for path, folders, names in os.walk(folder):
                count += len(names)
                depth = len(Path(path).relative_to(folder).parts)
                if depth >= DEEPEST or count > MOST_FILES:
                    folders.clear()
                if name in names:
                    yield Path(path) / name

    def keep(self, name: str, content: bytes) -> Path:
        """Keep a file that was sent; gives its path. Raises ValueError for a name that is none or
        of a format that is not read.
        """
        plain = PurePath(name.replace("\\", "/")).name
        if not plain or plain.startswith(".") or PurePath(plain).suffix.lower() not in allowed():
            raise ValueError(plain or name)
        folder = self.out / FOLDER / hashlib.sha256(content).hexdigest()[:16]
        with held(self.out, "svod serve", make=True):  # else a new version could leave it behind
            folder.mkdir(parents=True, exist_ok=True)
            _put(folder, plain, content)
        return folder / plain


def _put(folder: Path, name: str, content: bytes) -> None:
    """Write a file that lasts, in one step."""
    beside = folder / f".{name[-LONGEST_NAME:]}.new"
    try:
        beside.write_bytes(content)
        flush_file(beside)
        replace_file(beside, folder / name)
        flush_folder(folder)
    finally:
        beside.unlink(missing_ok=True)


def allowed() -> frozenset[str]:
    """The endings of files that may be sent: reports and archives of reports."""
    return frozenset({*readers(), ".zip"})


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def page_picture(
    path: Path, page: int, boxes: tuple[Box, ...], is_whole: bool, form: str = "PNG"
) -> bytes:
    """A page of a PDF as a picture, the boxes of some figures framed: whole, or the band that holds
    them. ``page`` counts from 1.

    Raises IndexError for a page that there is not, RuntimeError for a file that cannot be opened.
    """
    document = load("pypdfium2:PdfDocument")(str(path))
    try:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        shown = document[page - 1]
        scale = min(SCALE, LARGEST_SIDE / max(shown.get_size()))
        picture = shown.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    draw = load("PIL.ImageDraw:Draw")(picture)
    for left, top, right, bottom in boxes:
        edges = (left * scale - FRAME, top * scale - FRAME)
        draw.rectangle(
            (*edges, right * scale + FRAME, bottom * scale + FRAME),
            outline=(179, 0, 60),
            width=FRAME,
        )
    if boxes and not is_whole:
        first, last = min(box[1] for box in boxes), max(box[3] for box in boxes)
        band = (max(0.0, first - BAND) * scale, (last + BAND) * scale)
        picture = picture.crop((0, int(band[0]), picture.width, int(min(picture.height, band[1]))))
    content = BytesIO()
    picture.save(content, form)
    return content.getvalue()
