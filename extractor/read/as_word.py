"""Files that are read by way of a Word file made of them here: web pages, web archives, the XML of
Word 2003, the .docx in one XML file.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model import Document
from extractor.options import ReadOptions
from extractor.processes.workshop import workshop
from extractor.read.docx.reader import read_docx
from extractor.read.file_type import fingerprint, open_file, size_of
from extractor.read.web_page import page_of_archive, word_of_page
from extractor.read.word_xml import renewed, unflattened, word_file


def read_page(path: Path, options: ReadOptions) -> Document:
    """Read a web page. Raises UnreadableFile where nothing can be read."""
    return _read(path, options, lambda data: word_file(word_of_page(data)), "html")


def read_archived_page(path: Path, options: ReadOptions) -> Document:
    """Read a web archive (.mht). Raises UnreadableFile where it holds no page."""

    def made(data: bytes) -> bytes:
        page = page_of_archive(data)
        if not page:
            raise ValueError("no page")
        return word_file(word_of_page(page))

    return _read(path, options, made, "mht")


def read_old_xml(path: Path, options: ReadOptions) -> Document:
    """Read the XML of Word 2003. Raises UnreadableFile where it is damaged."""
    return _read(path, options, renewed, "xml")


def read_flat_xml(path: Path, options: ReadOptions) -> Document:
    """Read a .docx that is one XML file. Raises UnreadableFile where it is damaged."""
    return _read(path, options, unflattened, "xml")


def _read(path: Path, options: ReadOptions, made: Callable[[bytes], bytes], form: str) -> Document:
    with open_file(path) as file:
        size = size_of(file)
        if size > options.limits.file_bytes:
            raise LimitExceeded(
                "limit_file", file=path.name, limit=options.limits.file_bytes, found=size
            )
        sha256 = fingerprint(file)
        file.seek(0)
        data = file.read()
    with workshop() as folder:
        target = folder / "report.docx"
        try:
            target.write_bytes(made(data))
        except (ValueError, RecursionError) as error:
            raise UnreadableFile("form_damaged", file=path.name, form=form) from error
        try:
            found = read_docx(target, options)
        except UnreadableFile as error:
            error.parts["file"] = path.name
            raise
    return replace(found, file=path.name, sha256=sha256, format=form)
