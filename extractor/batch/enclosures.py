"""What is enclosed in a zip or in a letter: its files by name, taken out one by one."""

import email
import email.policy
import os
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import NamedTuple

from extractor.read.compound_file import CompoundFile
from extractor.text import is_device

UTF8_FLAG, UNICODE_FIELD = 0x800, 0x7075
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]')
_RUSSIAN = re.compile("[А-Яа-яЁё]")
_DATA, _BINARY = "__substg1.0_", "37010102"
_NAMES = ("3707001F", "3707001E", "3704001F", "3704001E")
_ATTACHED = re.compile(r"(__attach_version1\.0_#[0-9A-Fa-f]{8})/")
MOST_ATTACHED = 500
LONGEST_NAME = 240  # bytes; a disk of Linux takes 255, one of Windows as many letters


class Enclosed(NamedTuple):
    """A file that is attached to a letter."""

    name: str
    data: bytes


def name_on_disk(name: str, system: str = os.name) -> str:
    """The last part of a path as a packer of any system writes it, no longer than a disk takes: the
    ending stays. Windows refuses some signs and names of devices: «_» stands for them there.

    >>> name_on_disk("Отчёты\\2023\\Луговской район.docx")
    'Луговской район.docx'
    >>> len(name_on_disk("о" * 200 + ".docx")), name_on_disk("о" * 200 + ".docx")[-6:]
    (122, 'о.docx')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    last = _for_windows(last) if system == "nt" else last
    stem, ending = PurePosixPath(last).stem, PurePosixPath(last).suffix
    while stem and len((stem + ending).encode("utf-8", "surrogatepass")) > LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending


def _for_windows(name: str) -> str:
    """
    >>> _for_windows("D: Отчёт?.docx"), _for_windows("con.docx")
    ('D_ Отчёт_.docx', '_con.docx')
    """
    taken = _REFUSED.sub("_", name).rstrip(". ")
    return f"_{taken}" if is_device(taken) else taken


def name_in_zip(info: zipfile.ZipInfo) -> str:
    """The name of a file in a zip as its sender saw it.

    Marked UTF-8 is believed, then the Unicode field of Info-ZIP. What is left was written as UTF-8
    without the mark (macOS, packers on the web), in the encoding of Russian DOS or of Russian
    Windows; bytes that are UTF-8 are hardly ever anything else.
    """
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _unicode_field(info.extra) or _best(raw)


def _unicode_field(extra: bytes) -> str:
    """The name in the extra field «up» of Info-ZIP, empty where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == UNICODE_FIELD and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _best(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readings = [raw.decode(page, "replace") for page in ("cp866", "cp1251")]
    return max(readings, key=_likeness)


def _likeness(name: str) -> int:
    """How much a reading looks like Russian: letters, small ones behind capitals, no signs of a
    frame («╨») and no letters that Russian lacks.
    """
    letters = len(_RUSSIAN.findall(name))
    strange = sum(not letter.isascii() and not _RUSSIAN.match(letter) for letter in name)
    turned = len(re.findall(r"[а-яё][А-ЯЁ]", name))
    return letters - 3 * (strange - name.count("№")) - 2 * turned


def attached(data: bytes) -> list[Enclosed]:
    """The files attached to a letter (.eml or .msg), those of letters in the letter included."""
    found = _of_outlook(data) if data.startswith(b"\xd0\xcf\x11\xe0") else _of_mail(data)
    return list(found)[:MOST_ATTACHED]


def _of_mail(data: bytes) -> Iterator[Enclosed]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        name = _name_of(part) if isinstance(part, EmailMessage) else ""
        content = part.get_payload(decode=True) if name else None
        if isinstance(content, bytes):
            yield Enclosed(name, content)


def _name_of(part: EmailMessage) -> str:
    """The name of an attached file; a name in bare bytes is one of Russian mail programs."""
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError):
        return ""
    raw = name.encode("utf-8", "surrogateescape")
    return name_on_disk(_best(raw) if "\udc80" <= max(name, default="") <= "\udcff" else name)


def _of_outlook(data: bytes) -> Iterator[Enclosed]:
    try:
        container = CompoundFile(data)
    except (ValueError, IndexError, OverflowError):
        return
    for folder in _attachments(container.paths):
        content = container.stream(f"{folder}/{_DATA}{_BINARY}")
        name = next(filter(None, (_text(container, folder, each) for each in _NAMES)), "")
        if content and name:
            yield Enclosed(name_on_disk(name), content)


def _attachments(paths: Iterable[str]) -> list[str]:
    """The storages of attachments, in their order."""
    found = (_ATTACHED.search(path) for path in paths)
    return sorted({path.string[: path.end() - 1] for path in found if path})


def _text(container: CompoundFile, folder: str, name: str) -> str:
    raw = container.stream(f"{folder}/{_DATA}{name}")
    text = raw.decode("utf-16-le", "replace") if name.endswith("F") else _best(raw)
    return text.strip("\0 ")
