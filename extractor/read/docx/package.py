"""The zip around a Word file: opened with limits, its parts inflated only when asked for,
nothing outside it ever touched.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.options import Limits
from extractor.read.docx.ooxml import CONTENT_TYPES, RELATIONSHIPS, STRICT_TO_TRANSITIONAL
from extractor.read.file_type import open_file, open_zip

CHUNK = 1 << 20
PARSER_DEPTH = 256  # what libxml2 allows of itself; asked for more it allows 2048
UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
MAIN_TYPES = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "Enabled.main+xml",
    "Template.main+xml",
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from a part to another (``target`` is a name in the zip) or to the outside
    (``external``, never opened).
    """

    kind: str
    target: str
    external: bool


class Package:
    """The parts of one file. ``total`` counts the bytes inflated so far, as they really came,
    not as the zip declares them.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.total = 0
        self.file = open_file(path)
        try:
            self.zip = open_zip(self.file, path.name, limits)
            self._entries = {_key(info.filename): info for info in self.zip.infolist()}
            self._check_entries()
        except UnreadableFile:
            self.file.close()
            raise

    def _check_entries(self) -> None:
        infos = self.zip.infolist()
        if len(infos) > self.limits.entries:
            raise LimitExceeded(
                "limit_entries", file=self.path.name, limit=self.limits.entries, found=len(infos)
            )
        if len(self._entries) != len(infos):
            raise UnreadableFile("duplicate_parts", file=self.path.name)
        if any(info.flag_bits & 1 for info in infos):
            raise UnreadableFile("encrypted", file=self.path.name)

    def has(self, name: str) -> bool:
        return _key(name) in self._entries

    def main_part(self) -> str:
        """The part that holds the text: by the relationship that says so, by its type, by its
        usual name.
        """
        related = (
            relationship.target
            for relationship in self.relationships("").values()
            if relationship.kind == "officeDocument" and not relationship.external
        )
        main = next(related, "")
        if main and self.has(main):
            return main
        found = next(
            (name for name in (*self._main_parts_by_type(), "word/document.xml") if self.has(name)),
            "",
        )
        if found:
            return found
        if main:
            raise UnreadableFile("part_missing", file=self.path.name, part=main)
        raise UnreadableFile("not_word", file=self.path.name)

    def _main_parts_by_type(self) -> Iterator[str]:
        types = self.xml("[Content_Types].xml") if self.has("[Content_Types].xml") else ()
        for part in types:
            if part.tag == CONTENT_TYPES + "Override" and part.get("ContentType", "").endswith(
                MAIN_TYPES
            ):
                yield part.get("PartName", "").lstrip("/")

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises UnreadableFile where it is absent or damaged,
        LimitExceeded where it is too large.
        """
        if not self.has(name):
            raise UnreadableFile("part_missing", file=self.path.name, part=name)
        info = self._entries[_key(name)]
        self._check_size(name, info.file_size, info.compress_size)
        try:
            return b"".join(self._inflated(name, info))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise UnreadableFile("part_damaged", file=self.path.name, part=name) from error

    def _inflated(self, name: str, info: zipfile.ZipInfo) -> Iterator[bytes]:
        size = 0
        with self.zip.open(info) as part:
            while chunk := part.read(CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                self._check_size(name, size, info.compress_size)
                yield chunk

    def _check_size(self, name: str, size: int, packed: int) -> None:
        limits = self.limits
        if size > limits.part_bytes:
            raise LimitExceeded(
                "limit_part", file=self.path.name, part=name, limit=limits.part_bytes
            )
        if self.total > limits.total_bytes:
            raise LimitExceeded("limit_total", file=self.path.name, limit=limits.total_bytes)
        if size > limits.ratio_floor_bytes and size > limits.ratio * max(1, packed):
            raise LimitExceeded("limit_ratio", file=self.path.name, part=name, limit=limits.ratio)

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part. DOCTYPE and entities are refused before parsing."""
        data = self.read(name)
        if data[:2] in UTF16:
            data = data.decode(UTF16[data[:2]], "replace").encode()
        if b"<!DOCTYPE" in data:
            raise UnreadableFile("doctype", file=self.path.name, part=name)
        self._check_elements(name, data)
        if b"purl.oclc.org/ooxml" in data[:8192]:
            for strict, transitional in STRICT_TO_TRANSITIONAL:
                data = data.replace(strict, transitional)
        return self._parsed(name, data)

    def _check_elements(self, name: str, data: bytes) -> None:
        if len(data) <= self.limits.elements * len(b"<p/>"):
            return
        elements = data.count(b"<") - data.count(b"</")
        if elements > self.limits.elements:
            raise LimitExceeded(
                "limit_elements",
                file=self.path.name,
                part=name,
                limit=self.limits.elements,
                found=elements,
            )

    def _parsed(self, name: str, data: bytes) -> etree._Element:
        if self.limits.depth > PARSER_DEPTH:
            return self._parsed_huge(name, data)
        try:
            root = etree.fromstring(data, _parser(huge=False))
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise self._too_deep(name) from error
            return self._parsed_huge(name, data)
        if self.limits.depth < PARSER_DEPTH:
            self._check_depth(name, root)
        return root

    def _parsed_huge(self, name: str, data: bytes) -> etree._Element:
        """For honest reports with attributes past libxml2's default limits (10 MB: a picture
        inside of VML).
        """
        if re.search(rb">[^<]{%d}" % (self.limits.text_bytes + 1), data):
            raise LimitExceeded(
                "limit_text", file=self.path.name, part=name, limit=self.limits.text_bytes
            )
        try:
            root = etree.fromstring(data, _parser(huge=True))
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise self._too_deep(name) from error
            raise UnreadableFile(
                "part_not_xml", file=self.path.name, part=name, reason=error.msg
            ) from error
        self._check_depth(name, root)
        return root

    def _check_depth(self, name: str, root: etree._Element) -> None:
        if root.xpath(f"boolean({'/*' * (self.limits.depth + 1)})"):
            raise self._too_deep(name)

    def _too_deep(self, name: str) -> LimitExceeded:
        return LimitExceeded("limit_depth", file=self.path.name, part=name, limit=self.limits.depth)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Relationship id → relationship of a part, empty where it has none. ``""`` gives those
        of the package.
        """
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(name):
            return {}
        rows = self.xml(name).iterchildren(RELATIONSHIPS + "Relationship")
        return {row.get("Id", ""): _relationship(folder, row) for row in rows}

    def close(self) -> None:
        self.zip.close()
        self.file.close()


def _relationship(folder: str, element: etree._Element) -> Relationship:
    kind, target = element.get("Type", "").rsplit("/", 1)[-1], element.get("Target", "")
    is_external = element.get("TargetMode") == "External"
    return Relationship(kind, target if is_external else _inside(folder, target), is_external)


def _inside(folder: str, target: str) -> str:
    """A target as a name in the zip; what points outside of it keeps its dots and is simply not
    found.

    >>> (_inside("word", "charts/chart1.xml"), _inside("word", "/word/media/a.png"),
    ...  _inside("word", "../../../etc/passwd"))
    ('word/charts/chart1.xml', 'word/media/a.png', '../../etc/passwd')
    """
    target = unquote(target)
    return posixpath.normpath(
        target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    )


def _key(name: str) -> str:
    """Names of parts differ neither by case nor, in the archives of some programs, by the kind of
    their slashes.

    >>> _key("\\\\Word\\\\Document.xml")
    'word/document.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()


def _parser(huge: bool) -> etree.XMLParser:
    """The encoding is given, not believed: a part in UTF-7 could hide a DOCTYPE from the eye."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
