"""The zip around a Word file: opened with limits, its parts inflated only when asked for, nothing outside it ever touched."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.options import Limits
from extractor.read.ooxml import RELATIONSHIPS, STRICT_TO_TRANSITIONAL

CHUNK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The first bytes of what people rename to .docx, and the message that says what the file really is.
DISGUISES = ((b"%PDF", "really_pdf"), (b"{\\rtf", "really_rtf"), (b"<!DOCTYPE html", "really_html"), (b"<html", "really_html"))


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from a part to another (``target`` is a name in the zip) or to the outside (``external``, never opened)."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file. ``total`` counts the bytes inflated so far, as they really came, not as the zip declares them."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.total = 0
        self.zip = _open_zip(path, limits)
        self.sizes = {info.filename: info for info in self.zip.infolist()}
        self._check_entries()

    def _check_entries(self) -> None:
        infos = self.zip.infolist()
        if len(infos) > self.limits.entries:
            raise LimitExceeded("limit_entries", file=self.path.name, limit=self.limits.entries, found=len(infos))
        if len(self.sizes) != len(infos):
            raise UnreadableFile("duplicate_parts", file=self.path.name)
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableFile("encrypted", file=self.path.name)

    def has(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableFile where it is absent or damaged, LimitExceeded where it is too large."""
        if name not in self.sizes:
            raise UnreadableFile("part_missing", file=self.path.name, part=name)
        try:
            return b"".join(self._inflated(name))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise UnreadableFile("part_damaged", file=self.path.name, part=name) from error

    def _inflated(self, name: str) -> Iterator[bytes]:
        size, packed = 0, max(1, self.sizes[name].compress_size)
        with self.zip.open(name) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                self._check_size(name, size, packed)
                yield chunk

    def _check_size(self, name: str, size: int, packed: int) -> None:
        limits = self.limits
        if size > limits.part_bytes:
            raise LimitExceeded("limit_part", file=self.path.name, part=name, limit=limits.part_bytes)
        if self.total > limits.total_bytes:
            raise LimitExceeded("limit_total", file=self.path.name, limit=limits.total_bytes)
        if size > limits.ratio_floor_bytes and size > limits.ratio * packed:
            raise LimitExceeded("limit_ratio", file=self.path.name, part=name, limit=limits.ratio)

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part. DOCTYPE and entities are refused before parsing."""
        data = self.read(name)
        if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
            raise UnreadableFile("doctype", file=self.path.name, part=name)
        elements = data.count(b"<") - data.count(b"</")
        if elements > self.limits.elements:
            raise LimitExceeded("limit_elements", file=self.path.name, part=name, limit=self.limits.elements, found=elements)
        if b"purl.oclc.org/ooxml" in data[:8192]:
            for strict, transitional in STRICT_TO_TRANSITIONAL:
                data = data.replace(strict, transitional)
        return self._parsed(name, data)

    def _parsed(self, name: str, data: bytes) -> etree._Element:
        try:
            return etree.fromstring(data, _parser(huge=False))
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise LimitExceeded("limit_depth", file=self.path.name, part=name, limit=self.limits.depth) from error
            if "too long" not in str(error) and "Huge" not in str(error) and "too big" not in str(error):
                raise UnreadableFile("part_not_xml", file=self.path.name, part=name, reason=str(error)) from error
        return self._parsed_huge(name, data)

    def _parsed_huge(self, name: str, data: bytes) -> etree._Element:
        """For honest reports with attributes or texts past libxml2's default limits; depth is then counted here."""
        try:
            root = etree.fromstring(data, _parser(huge=True))
        except etree.XMLSyntaxError as error:
            raise UnreadableFile("part_not_xml", file=self.path.name, part=name, reason=str(error)) from error
        depth = 0
        for event, _ in etree.iterwalk(root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > self.limits.depth:
                raise LimitExceeded("limit_depth", file=self.path.name, part=name, limit=self.limits.depth)
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Relationship id → relationship of a part, empty where it has none. ``""`` gives those of the package."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(name):
            return {}
        return {
            each.get("Id", ""): Relationship(
                each.get("Type", "").rsplit("/", 1)[-1],
                each.get("Target", "") if each.get("TargetMode") == "External" else _inside(folder, each.get("Target", "")),
                each.get("TargetMode") == "External",
            )
            for each in self.xml(name).iterchildren(RELATIONSHIPS + "Relationship")
        }

    def close(self) -> None:
        self.zip.close()


def _inside(folder: str, target: str) -> str:
    """A target as a name in the zip; what points outside of it keeps its dots and is simply not found.

    >>> _inside("word", "charts/chart1.xml"), _inside("word", "/word/media/a.png")
    ('word/charts/chart1.xml', 'word/media/a.png')
    """
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))


def _parser(huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _open_zip(path: Path, limits: Limits) -> zipfile.ZipFile:
    _check_kind(path, limits)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise UnreadableFile("truncated", file=path.name) from error


def _check_kind(path: Path, limits: Limits) -> None:
    """Say what a file is that is no zip: protected, an old .doc, another format, empty."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1 << 16)
    except OSError as error:
        raise UnreadableFile("cannot_open", file=path.name, reason=error.strerror or str(error)) from error
    if not size:
        raise UnreadableFile("empty_file", file=path.name)
    if size > limits.file_bytes:
        raise LimitExceeded("limit_file", file=path.name, limit=limits.file_bytes, found=size)
    if head.startswith(OLE):
        raise UnreadableFile(_kind_of_ole(path), file=path.name)
    for start, key in DISGUISES:
        if head.lstrip().lower().startswith(start.lower()):
            raise UnreadableFile(key, file=path.name)
    if not head.startswith(b"PK"):
        raise UnreadableFile("not_word", file=path.name)


def _kind_of_ole(path: Path) -> str:
    """An OLE container holds either a protected document or one in Word's old format; its directory names say which."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "old_doc" if "WordDocument".encode("utf-16-le") in data else "not_word"
