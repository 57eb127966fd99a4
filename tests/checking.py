"""A data set written as text, for tests of the checks: «# 4.3 Heading», drawn tables, sentences;
read by the rooms, checked.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from building import table_of

from extractor.check import check_dataset
from extractor.dataset import publish_dataset
from extractor.dataset.read import load_dataset
from extractor.model import Chart, Document, Paragraph, Report, Series
from extractor.model.finding import Checked, Finding, Severity
from extractor.options import CheckOptions, Declared, PublishOptions, ReportOptions
from extractor.pipeline import understood

DISTRICT = "Берёзовский район"
RUSSIAN = CheckOptions()


def blocks_of(text: str) -> Iterator[object]:
    """Blank lines part the blocks: «|» begins the lines of a table, «#» a heading, «%» a chart
    as «% Title: 2022=5, 2023=6».
    """
    for block, piece in enumerate(each.strip() for each in text.strip().split("\n\n")):
        if piece.startswith("|"):
            yield table_of(piece, block)
        elif piece.startswith("%"):
            title, _, points = piece[1:].partition(":")
            pairs = [each.split("=") for each in points.split(",")]
            series = Series(
                "ряд",
                tuple(each[0].strip() for each in pairs),
                tuple(each[1].strip() for each in pairs),
            )
            yield Chart(block, "barChart", title.strip(), (series,))
        elif piece.startswith("#"):
            yield Paragraph(block, piece.lstrip("# "), style="Heading 2", level=2)
        else:
            yield Paragraph(block, " ".join(piece.split()))


def report_of(text: str, year: int = 2023, district: str = DISTRICT, name: str = "") -> Report:
    """A report through all rooms after reading, as the pipeline puts them together."""
    name = name or f"beryozovo-{year}"
    document = Document(f"{name}.docx", name, "docx", tuple(blocks_of(text)))
    declared = Declared(document.file, document.sha256, district, str(year))
    return understood(document, name, ReportOptions(declared=(declared,)))


def checked(folder: Path, *reports: Report, options: CheckOptions = RUSSIAN) -> Checked:
    publish_dataset(list(reports), [], folder, PublishOptions())
    return check_dataset(load_dataset(folder), options)


def findings(
    folder: Path, text: str, before: str = "", options: CheckOptions = RUSSIAN
) -> list[Finding]:
    """What is found in one report of 2023, with that of 2022 before it where there is one."""
    reports = [report_of(text)] + ([report_of(before, 2022)] if before else [])
    return [
        each
        for each in checked(folder, *reports, options=options).findings
        if each.report.endswith("2023")
    ]


def grave(found: Sequence[Finding]) -> list[Finding]:
    return [each for each in found if each.severity is not Severity.INFO]
