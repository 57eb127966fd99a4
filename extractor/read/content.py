"""What a file holds, whatever its name says: the suffix under which it would be rightly named."""

import re
import zipfile
from pathlib import Path

from extractor.errors import LimitExceeded
from extractor.options import Limits
from extractor.read.compound_file import MAGIC, CompoundFile
from extractor.read.file_type import HEAD, check_directory, open_file

MOST_NAMES = 20_000
MOST_BYTES = 300 * 1024 * 1024
_ZIP = (
    (re.compile(r"word/|WordDocument|document\.xml$"), ".docx"),
    (re.compile(r"xl/"), ".xlsx"),
    (re.compile(r"ppt/"), ".pptx"),
)
_OPEN_DOCUMENT = {b"opendocument.text": ".odt", b"opendocument.spreadsheet": ".ods"}
_OLE = (
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("PowerPoint Document", ".ppt"),
    ("__properties_version1.0", ".msg"),
)
_PICTURES = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
_XML = (
    (re.compile(rb"schemas\.microsoft\.com/office/word/2003/wordml"), ".wordml"),
    (re.compile(rb"schemas\.microsoft\.com/office/2006/xmlPackage"), ".flatopc"),
    (re.compile(rb"urn:oasis:names:tc:opendocument"), ".fodt"),
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), ".xmlss"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p)[\s>]", re.IGNORECASE)
_MAIL = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE
)
_MAIL_FIELD = re.compile(rb"(?mi)^(?:from|subject|return-path|received|message-id):")
_MIME = re.compile(rb"(?mi)^mime-version:")
_WEB_ARCHIVE = re.compile(rb"(?mi)^content-type:\s*(?:multipart/related|text/html)")
OLD_WORD = (b"\xdb\xa5", b"\x31\xbe", b"\xdc\xa5")  # Word 2, Write, Word 6 without a container


def suffix_of_content(path: Path) -> str:
    """The suffix that a file's bytes call for, empty where they tell nothing.

    Suffixes without a program of their own: ``.wordml`` (Word 2003 XML), ``.flatopc`` (a .docx in
    one XML file), ``.xmlss`` (a sheet in XML), ``.oldword`` (Word 2). Raises UnreadableFile where
    the file cannot be opened.
    """
    with open_file(path) as file:
        data = file.read(HEAD)
        if data.startswith(MAGIC):
            file.seek(0)
            return _of_container(file.read(MOST_BYTES))
        if data.startswith(b"PK"):
            return _of_zip(path)
    return _of_text(data)


def _of_text(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(OLD_WORD):
        return ".oldword"
    picture = next((suffix for start, suffix in _PICTURES if data.startswith(start)), "")
    if picture:
        return picture
    plain = _as_bytes(data)
    if plain.startswith(b"{\\rtf"):
        return ".rtf"
    xml = next((suffix for pattern, suffix in _XML if pattern.search(plain)), "")
    if plain.startswith(b"<?xml") and xml and not _is_page(plain):
        return xml
    if _is_letter(plain):
        is_web = bool(_MIME.search(plain)) and bool(_WEB_ARCHIVE.search(plain))
        is_sent = bool(re.search(rb"(?mi)^(?:received|return-path|to):", plain))
        return ".mht" if is_web and not is_sent else ".eml"
    return ".html" if plain.startswith(b"<") and _HTML.search(plain[:8192]) else ""


def _is_page(plain: bytes) -> bool:
    """A page that Word saved declares Word's namespaces too."""
    return bool(re.search(rb"<html[\s>]", plain[:4096], re.IGNORECASE))


def _is_letter(plain: bytes) -> bool:
    return bool(_MAIL.match(plain)) and bool(_MAIL_FIELD.search(plain) or _MIME.search(plain))


def _as_bytes(data: bytes) -> bytes:
    """The text in one byte a letter, without a mark of order and white space before it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "ignore").encode("utf-8")
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()


def _of_zip(path: Path) -> str:
    """A directory of too many entries is left to the reader that the name asks for: it knows the
    limit and refuses it.
    """
    try:
        with path.open("rb") as file:
            check_directory(file, path.name, Limits())
            archive = zipfile.ZipFile(file)
            names = archive.namelist()[:MOST_NAMES]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                kind = archive.read("mimetype")
                return next((s for part, s in _OPEN_DOCUMENT.items() if part in kind), "")
    except LimitExceeded:
        return ""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        return ""
    slashed = [name.replace("\\", "/").lstrip("/") for name in names]
    is_office = any(name.lower() in ("[content_types].xml", "_rels/.rels") for name in slashed)
    if not is_office:
        return ""
    return next((suffix for pattern, suffix in _ZIP if any(map(pattern.match, slashed))), "")


def _of_container(data: bytes) -> str:
    try:
        container = CompoundFile(data)
    except (ValueError, IndexError, OverflowError):
        return ""
    return next((suffix for name, suffix in _OLE if container.has(name)), "")
