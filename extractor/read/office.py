"""Old .doc, .rtf and .odt: turned into .docx by LibreOffice, where it is installed, and then
read as such.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document, Notice
from extractor.options import Limits, ReadOptions
from extractor.processes.libreoffice import convert, is_there
from extractor.processes.workshop import workshop
from extractor.read.docx.reader import read_docx
from extractor.read.file_type import OLE, ZIP, fingerprint, head_of, kind_of_ole, open_file, size_of

# The first bytes of a file, and the filter that reads it: left to itself LibreOffice takes whatever
# is damaged for plain text.
FILTERS = (
    (OLE, "MS Word 97"),
    (b"{\\rtf", "Rich Text Format"),
    (ZIP, "writer8"),
    (b"<", "OpenDocument Text Flat XML"),
)
# The mark of a stream of Word 6 and 95, the number of the format behind it, and their filters.
OLD_MARK, NEWEST_WORD_6 = b"\xdc\xa5", 103
WORD_6, WORD_95 = "MS WinWord 6.0", "MS Word 95"
SECTOR = 512


def read_office(path: Path, options: ReadOptions) -> Document:
    """Read a file that LibreOffice knows. Raises UnreadableFile, also where LibreOffice is
    absent.
    """
    with open_file(path) as file:
        size, head, sha256 = size_of(file), head_of(file), fingerprint(file)
        protected = head.startswith(OLE) and kind_of_ole(file) == "encrypted"
    if not size:
        raise UnreadableFile("empty_file", file=path.name)
    if size > options.limits.file_bytes:
        raise LimitExceeded(
            "limit_file", file=path.name, limit=options.limits.file_bytes, found=size
        )
    if protected:
        raise UnreadableFile("encrypted", file=path.name)
    if head.startswith(ZIP) and path.suffix.lower() != ".odt":
        return read_docx(path, options)  # a .docx that somebody renamed
    known = next((each for start, each in FILTERS if head.startswith(start)), None)
    if known == "MS Word 97":
        known = _filter_of_container(path)
    if known is None:
        raise UnreadableFile("not_word", file=path.name)
    with converted(path, known, "docx", options.limits) as docx:
        try:
            found = read_docx(docx, options)
        except UnreadableFile as error:
            error.parts["file"] = path.name
            raise
    notices = (Notice("converted", path.suffix), *found.notices)
    return replace(
        found,
        file=path.name,
        sha256=sha256,
        format=path.suffix.lstrip(".").lower(),
        notices=notices,
    )


def _filter_of_container(path: Path) -> str:
    """Word 6 and 95 keep their text in the same container, which their own filters read."""
    data = path.read_bytes()
    for at in range(SECTOR, len(data) - 4, SECTOR):
        if data[at : at + 2] == OLD_MARK:
            form = int.from_bytes(data[at + 2 : at + 4], "little")
            return WORD_6 if form <= NEWEST_WORD_6 else WORD_95
    return "MS Word 97"


@contextmanager
def converted(path: Path, known: str, form: str, limits: Limits) -> Iterator[Path]:
    """The file as .docx or .xlsx (``form``) in a folder that is gone afterwards; ``known`` is the
    filter that reads it, empty where LibreOffice finds it. Raises UnreadableFile.
    """
    if not is_there():
        raise UnreadableFile("office_absent", file=path.name, format=path.suffix)
    with workshop() as folder:
        source = folder / f"report{path.suffix.lower()}"
        shutil.copyfile(path, source)
        chosen = [f"--infilter={known}"] if known else []
        try:
            made = convert([source], form, limits.office_seconds, chosen)
        except TimeoutError as error:
            seconds = limits.office_seconds
            raise LimitExceeded("limit_office", file=path.name, limit=seconds) from error
        if not made:
            key = "office_failed" if form == "docx" else "office_failed_sheet"
            raise UnreadableFile(key, file=path.name)
        yield made[0]
