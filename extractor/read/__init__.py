"""Reading: a file in, a document out, whatever the format."""

from pathlib import Path

from extractor.errors import UnreadableFile
from extractor.model import Document
from extractor.options import ReadOptions
from extractor.registry import load, readers


def read_document(path: Path, options: ReadOptions = ReadOptions()) -> Document:
    """Read one report. Raises UnreadableFile (or LimitExceeded) with the file's name, what is wrong and what to do next."""
    known = readers()
    reader = known.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile("format_unknown", file=path.name, format=path.suffix or "?", known=", ".join(sorted(known)))
    found: Document = load(reader)(path, options)
    return found
