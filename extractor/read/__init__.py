"""Reading: a file in, a document out, whatever the format."""

from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.model import Document
from extractor.options import ReadOptions
from extractor.plugins import READERS, load, readers
from extractor.printed import as_visible

DEFAULT = ReadOptions()


def read_document(path: Path, options: ReadOptions = DEFAULT) -> Document:
    """Read one report, its text made visible.

    Raises UnreadableFile (or LimitExceeded) with the file's name, what is wrong and what to do
    next.
    """
    suffix = path.suffix.lower()
    reader = READERS.get(suffix) or readers().get(suffix)
    if reader is None:
        known = readers()
        raise UnreadableFile(
            "format_unknown",
            file=path.name,
            format=path.suffix or "?",
            known=", ".join(sorted(known)),
        )
    found: Document = load(reader)(path, options)
    return as_visible(found)
