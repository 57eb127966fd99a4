"""An answered letter read back: the remark of each row, and what the district wrote beside it."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from extractor.errors import CalledWrongly
from extractor.text import clean

REMARK = re.compile(
    r"(?<![a-z0-9-])[a-z0-9-]++:[0-9a-f]{8,}\Z"
)  # stands unseen behind the number of the row


class Answer(NamedTuple):
    """The id of a finding, and the district's words or figure."""

    finding: str
    text: str


def read_answers(path: Path) -> list[Answer]:
    """The rows that a district answered. Raises CalledWrongly for a file that is no Word document
    or holds no remarks.
    """
    try:
        document = Document(str(path))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise CalledWrongly("not_word", file=path.name) from error
    rows = [row for table in document.tables for row in _rows(table)]
    if not rows:
        raise CalledWrongly("answers_none", file=path.name)
    return [Answer(finding, text) for finding, text in rows if text]


def _rows(table: object) -> Iterator[tuple[str, str]]:
    """Of each row that names a remark: its id, and the text of the last cell."""
    for row in table.rows:  # type: ignore[attr-defined]  # a table of python-docx, which has no types
        cells = [clean(cell.text) for cell in row.cells]
        found = REMARK.search(cells[0].lstrip("0123456789")) if cells else None
        if found is not None and len(cells) > 1:
            yield found[0], cells[-1]
