"""What a file really is, told from its first and last bytes before anything in it is unpacked."""

import struct
import zipfile
from pathlib import Path

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.options import Limits

HEAD = 1 << 16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
# The first bytes of what people rename to .docx, and the message that says what the file really is.
DISGUISES = ((b"%PDF", "really_pdf"), (b"{\\rtf", "really_rtf"), (b"<!DOCTYPE html", "really_html"), (b"<html", "really_html"))
# Names in the directory of an OLE container: a protected document, one in Word's old format.
OLE_NAMES = (("EncryptedPackage", "encrypted"), ("WordDocument", "old_doc"))

# The end of a zip: its directory's size stands 12 bytes into the last record, or in the record for large archives before it.
END, END64 = b"PK\5\6", b"PK\6\6"
END_REACH = 22 + 20 + 56 + 0xFFFF
ENTRY_BYTES = 46


def open_zip(path: Path, limits: Limits) -> zipfile.ZipFile:
    """A file as a zip archive. Raises UnreadableFile saying what it is instead, LimitExceeded where it is too large."""
    size = _size_of(path)
    if not size:
        raise UnreadableFile("empty_file", file=path.name)
    if size > limits.file_bytes:
        raise LimitExceeded("limit_file", file=path.name, limit=limits.file_bytes, found=size)
    _check_kind(path)
    _check_directory(path, size, limits)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise UnreadableFile("truncated", file=path.name) from error


def _size_of(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return file.seek(0, 2)
    except OSError as error:
        raise UnreadableFile("cannot_open", file=path.name, reason=error.strerror or str(error)) from error


def _check_kind(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(HEAD).lstrip()
    if head.startswith(OLE):
        raise UnreadableFile(_kind_of_ole(path), file=path.name)
    for start, key in DISGUISES:
        if head[: len(start)].lower() == start.lower():
            raise UnreadableFile(key, file=path.name)
    if not head.startswith(ZIP):
        raise UnreadableFile("not_word", file=path.name)


def _kind_of_ole(path: Path) -> str:
    data = path.read_bytes()
    return next((key for name, key in OLE_NAMES if name.encode("utf-16-le") in data), "not_word")


def _check_directory(path: Path, size: int, limits: Limits) -> None:
    """Refuse a directory of too many entries before ``zipfile`` makes an object of each."""
    with path.open("rb") as file:
        file.seek(max(0, size - END_REACH))
        tail = file.read()
    entries = max(_number(tail, END, 12, "<L"), _number(tail, END64, 40, "<Q")) // ENTRY_BYTES
    if entries > limits.entries * 4:  # an entry is as long as its name: this is a first, coarse sieve
        raise LimitExceeded("limit_entries", file=path.name, limit=limits.entries, found=entries)


def _number(tail: bytes, mark: bytes, offset: int, form: str) -> int:
    at = tail.rfind(mark) + offset
    enough = at >= offset and at + struct.calcsize(form) <= len(tail)
    value: int = struct.unpack_from(form, tail, at)[0] if enough else 0
    return 0 if value == 0xFFFFFFFF else value
