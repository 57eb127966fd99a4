"""What is plugged in, by name, loaded on use: heavy libraries are reached through here and nowhere else."""

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

READERS = {
    ".docx": "extractor.read.docx:read_docx",
    ".docm": "extractor.read.docx:read_docx",
    ".dotx": "extractor.read.docx:read_docx",
    ".dotm": "extractor.read.docx:read_docx",
    ".doc": "extractor.read.office:read_office",
    ".rtf": "extractor.read.office:read_office",
    ".odt": "extractor.read.office:read_office",
    ".pdf": "extractor.read.pdf:read_pdf",
}

# What takes the letters and lines off the pages of a PDF: (path, limits) → pages.
ENGINES = {
    "pypdfium2": "extractor.read.pdf.pdfium:read_pages",
    "pdfplumber": "extractor.read.pdf.plumber:read_pages",
}

COMMANDS = {
    "extract": "extractor.commands.extract:extract",
    "tables": "extractor.commands.tables:tables",
    "outline": "extractor.commands.outline:outline",
    "number": "extractor.commands.number:number",
    "name": "extractor.commands.name:name",
    "compare": "extractor.commands.compare:compare",
    "schema": "extractor.commands.schema:schema",
    "compare-documents": "extractor.commands.compare_documents:compare_two",
    "doctor": "extractor.commands.doctor:doctor",
}


def load(path: str) -> Any:  # noqa: ANN401 - whatever the caller registered there
    """The object at an import path.

    >>> load("extractor.text:clean")(" a  b ")
    'a b'
    """
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


def readers() -> dict[str, str]:
    """Suffix → import path of its reader, with those that other packages add under ``svod.readers``."""
    return READERS | {each.name: each.value for each in entry_points(group="svod.readers")}
