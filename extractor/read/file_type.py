"""What a file really is, told from its first and last bytes before anything in it is unpacked."""

import hashlib
import struct
import zipfile
from io import SEEK_END, BufferedReader
from pathlib import Path

from extractor.errors import LimitExceeded, UnreadableFile, system_reason
from extractor.options import Limits

HEAD = 1 << 16
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
# Names in the directory of an OLE container: a protected document, one in Word's old format.
OLE_NAMES = (("EncryptedPackage", "encrypted"), ("WordDocument", "old_doc"))

# The end of a zip: its directory's size stands 12 bytes into the last record, or in the record for
# large archives before it.
END, END64 = b"PK\5\6", b"PK\6\6"
END_REACH = 22 + 20 + 56 + 0xFFFF
ENTRY_BYTES = 46


def open_file(path: Path) -> BufferedReader:
    """Raises UnreadableFile saying why it cannot be opened."""
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableFile("cannot_open", file=path.name, reason=system_reason(error)) from error


def size_of(file: BufferedReader) -> int:
    return file.seek(0, SEEK_END)


def head_of(file: BufferedReader) -> bytes:
    """The first bytes, white space before them passed over."""
    file.seek(0)
    return file.read(HEAD).lstrip()


def fingerprint(file: BufferedReader) -> str:
    """SHA-256 of the whole file."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def open_zip(file: BufferedReader, name: str, limits: Limits) -> zipfile.ZipFile:
    """A file as a zip archive. Raises UnreadableFile saying what it is instead, LimitExceeded
    where it is too large.
    """
    size = size_of(file)
    if not size:
        raise UnreadableFile("empty_file", file=name)
    if size > limits.file_bytes:
        raise LimitExceeded("limit_file", file=name, limit=limits.file_bytes, found=size)
    _check_kind(file, name)
    check_directory(file, name, limits)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise UnreadableFile("truncated", file=name) from error


def _check_kind(file: BufferedReader, name: str) -> None:
    head = head_of(file)
    if head.startswith(OLE):
        raise UnreadableFile(kind_of_ole(file), file=name)
    if not head.startswith(ZIP):
        raise UnreadableFile("not_word", file=name)


def kind_of_ole(file: BufferedReader) -> str:
    """What an OLE container holds, as a message: a protected document, one in Word's old format,
    no document.
    """
    file.seek(0)
    data = file.read()
    return next((key for entry, key in OLE_NAMES if entry.encode("utf-16-le") in data), "not_word")


def check_directory(file: BufferedReader, name: str, limits: Limits) -> None:
    """Refuse a directory of too many entries before ``zipfile`` makes an object of each. Raises
    LimitExceeded.
    """
    file.seek(max(0, size_of(file) - END_REACH))
    tail = file.read()
    entries = max(_number(tail, END, 12, "<L"), _number(tail, END64, 40, "<Q")) // ENTRY_BYTES
    if (
        entries > limits.entries * 4
    ):  # an entry is longer by its name: this is a first, coarse sieve
        raise LimitExceeded("limit_entries", file=name, limit=limits.entries, found=entries)


def _number(tail: bytes, mark: bytes, offset: int, form: str) -> int:
    at = tail.rfind(mark) + offset
    enough = at >= offset and at + struct.calcsize(form) <= len(tail)
    value: int = struct.unpack_from(form, tail, at)[0] if enough else 0
    return 0 if value == 0xFFFFFFFF else value
