"""Reading: a file in, a document out, whatever the format."""

from pathlib import Path

from msgspec.structs import replace

from extractor.errors import UnreadableFile
from extractor.model import Document, Notice
from extractor.options import ReadOptions
from extractor.plugins import BY_CONTENT, READERS, load, readers
from extractor.printed import as_visible
from extractor.read.content import suffix_of_content
from extractor.read.note_lines import with_note_lines

DEFAULT = ReadOptions()
# Suffixes of one format.
SAME = {
    **dict.fromkeys((".docm", ".dotx", ".dotm"), ".docx"),
    ".jpeg": ".jpg",
    ".tiff": ".tif",
    ".htm": ".html",
    ".mhtml": ".mht",
    ".xlsm": ".xlsx",
}
# How contents without a suffix of their own are called to people.
CALLED = {".wordml": ".xml", ".flatopc": ".xml", ".xmlss": ".xml", ".fodt": ".odt"}
# Contents that are no report, and the message that says what to do with each.
REFUSED = {
    ".pptx": "really_slides",
    ".ppt": "really_slides",
    ".oldword": "really_old_word",
    ".eml": "really_letter",
    ".msg": "really_letter",
}
PACKED = frozenset({".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".arj", ".cab"})


def read_document(path: Path, options: ReadOptions = DEFAULT) -> Document:
    """Read one report, its text made visible.

    What it holds decides how it is read, its name where the bytes tell nothing. Raises
    UnreadableFile (or LimitExceeded) with the file's name, what is wrong and what to do next.
    """
    suffix = path.suffix.lower()
    reader = readers().get(suffix)
    is_ours = reader is None or reader == READERS.get(suffix)
    is_known = reader is not None or path.is_file()
    content = suffix_of_content(path) if is_ours and is_known else ""
    if content in REFUSED:
        raise UnreadableFile(REFUSED[content], file=path.name)
    if content:
        reader = BY_CONTENT[content]
    if reader is None:
        key = "format_packed" if suffix in PACKED else "format_unknown" if suffix else "format_bare"
        raise UnreadableFile(key, file=path.name, format=suffix, known=", ".join(sorted(readers())))
    found: Document = load(reader)(path, options)
    if content and content != SAME.get(suffix, suffix):
        note = Notice("named_otherwise", CALLED.get(content, content))
        found = replace(found, notices=(note, *found.notices))
    return with_note_lines(as_visible(found))
