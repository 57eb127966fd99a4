"""The report that a person means: by its id, or by the name of its file as a person writes it."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from extractor.errors import CalledWrongly
from extractor.model.records import ReportRow
from extractor.text import fold

MOST_TOLD = 10  # reports that a message lists; of more, those whose names are nearest
LEAST_LIKENESS = 0.5


def named_reports(wanted: Iterable[str], rows: Sequence[ReportRow]) -> tuple[ReportRow, ...]:
    """The reports of these names, each once.

    Raises CalledWrongly for a name that none or more than one of them has.
    """
    return tuple(
        {row.report: row for row in (named_report(name, rows) for name in wanted)}.values()
    )


def named_report(wanted: str, rows: Sequence[ReportRow]) -> ReportRow:
    """The report of an id or a file name; the folder, the extension, the case of letters may be
    left out or differ. What fits exactly counts before what fits so.

    Raises CalledWrongly for a name that none or more than one of them has.
    """
    for same in (_is_id, _is_file, _is_file_elsewhere, _is_stem):
        found = [row for row in rows if same(wanted, row)]
        if len(found) == 1:
            return found[0]
        if found:
            raise CalledWrongly("report_ambiguous", report=wanted, known=_listed(found))
    raise CalledWrongly("report_unknown", report=wanted, known=_listed(_nearest(wanted, rows)))


Same = Callable[[str, ReportRow], bool]


def _is_id(wanted: str, row: ReportRow) -> bool:
    return wanted == row.report


def _is_file(wanted: str, row: ReportRow) -> bool:
    return wanted == row.file


def _is_file_elsewhere(wanted: str, row: ReportRow) -> bool:
    return _name(wanted) == _name(row.file)


def _is_stem(wanted: str, row: ReportRow) -> bool:
    """Without the extension of the file, or the id in other letters."""
    return _name(wanted) in (PurePosixPath(_name(row.file)).stem, row.report)


def _name(path: str) -> str:
    """The last part of a path of any system, as names of files are compared.

    >>> _name("C:\\\\Отчёты\\\\Луговское 2023.DOCX") == _name("Луговское 2023.docx")
    True
    """
    return fold(PurePosixPath(path.replace("\\", "/")).name)


def _nearest(wanted: str, rows: Sequence[ReportRow]) -> Sequence[ReportRow]:
    if len(rows) <= MOST_TOLD:
        return rows
    named = {_name(name): row for row in rows for name in (row.report, row.file)}
    near = get_close_matches(_name(wanted), named, MOST_TOLD, LEAST_LIKENESS)
    return tuple({named[name].report: named[name] for name in near}.values()) or rows[:MOST_TOLD]


def _listed(rows: Iterable[ReportRow]) -> str:
    """Reports as they can be named, each with its file.

    >>> row = ReportRow("berezovo", "Берёзово.docx", "", "", "", "", None, *[None] * 4, "ok", "")
    >>> _listed([row])
    'berezovo (Берёзово.docx)'
    """
    return ", ".join(f"{row.report} ({row.file})" for row in rows)
