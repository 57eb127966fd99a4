"""What is plugged in, by name, loaded on use: heavy libraries are reached through here and
nowhere else.
"""

import sys
from functools import lru_cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

READERS = {
    ".docx": "extractor.read.docx.reader:read_docx",
    ".docm": "extractor.read.docx.reader:read_docx",
    ".dotx": "extractor.read.docx.reader:read_docx",
    ".dotm": "extractor.read.docx.reader:read_docx",
    ".doc": "extractor.read.office:read_office",
    ".rtf": "extractor.read.office:read_office",
    ".odt": "extractor.read.office:read_office",
    ".htm": "extractor.read.as_word:read_page",
    ".html": "extractor.read.as_word:read_page",
    ".mht": "extractor.read.as_word:read_archived_page",
    ".mhtml": "extractor.read.as_word:read_archived_page",
    ".xlsx": "extractor.read.workbook:read_workbook",
    ".xlsm": "extractor.read.workbook:read_workbook",
    ".xls": "extractor.read.workbook:read_old_workbook",
    ".pdf": "extractor.read.pdf:read_pdf",
    ".png": "extractor.read.scan.images:read_image",
    ".jpg": "extractor.read.scan.images:read_image",
    ".jpeg": "extractor.read.scan.images:read_image",
    ".tif": "extractor.read.scan.images:read_image",
    ".tiff": "extractor.read.scan.images:read_image",
}

# What a file's bytes may call for beside the suffixes above.
BY_CONTENT = READERS | {
    ".wordml": "extractor.read.as_word:read_old_xml",
    ".flatopc": "extractor.read.as_word:read_flat_xml",
    ".fodt": "extractor.read.office:read_office",
    ".ods": "extractor.read.workbook:read_old_workbook",
    ".xmlss": "extractor.read.workbook:read_old_workbook",
}

# Read where somebody names the file; in a folder of reports they are photographs and logos.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
# Read where somebody names the file or attached it to a letter; in a folder they are workings.
WORKINGS = frozenset({".xlsx", ".xlsm", ".xls", ".htm", ".html", ".mht", ".mhtml"})

# What takes the letters and lines off the pages of a PDF: (path, limits) → pages.
ENGINES = {
    "pypdfium2": "extractor.read.pdf.pdfium:read_pages",
    "pdfplumber": "extractor.read.pdf.plumber:read_pages",
}

# What no formula says: a case (one report with the one before it) → remarks.
CHECKS = {
    "direction": "extractor.check.relations.sentence_changes:direction_remarks",
    "from_to": "extractor.check.checks.from_to:from_to_remarks",
    "out_of": "extractor.check.checks.out_of:out_of_remarks",
    "parts in sentences": "extractor.check.checks.parts_of_wholes:part_remarks",
    "share lists": "extractor.check.relations.sentence_totals:share_lists",
    "norms": "extractor.check.checks.norms:norm_remarks",
    "trends": "extractor.check.checks.norms:trend_remarks",
    "years": "extractor.check.checks.years:year_remarks",
    "years in text": "extractor.check.checks.years:text_year_remarks",
    "years ahead": "extractor.check.checks.years:ahead_remarks",
    "days": "extractor.check.checks.dates:date_remarks",
    "instructions": "extractor.check.checks.labels:instruction_remarks",
    "printed twice": "extractor.check.checks.labels:twice_remarks",
    "captions": "extractor.check.checks.labels:caption_remarks",
    "other indicator": "extractor.check.checks.labels:borrowed_remarks",
    "units": "extractor.check.checks.units:plausible_remarks",
    "mixed units": "extractor.check.checks.units:mixed_remarks",
    "units in text": "extractor.check.checks.units:told_unit_remarks",
    "lines of another year": "extractor.check.checks.lines:line_remarks",
    "thousands": "extractor.check.checks.scales:scale_remarks",
    "separators": "extractor.check.checks.units:separator_remarks",
    "per cents": "extractor.check.checks.units:per_cent_remarks",
    "last year's report": "extractor.check.checks.series:restated_remarks",
    "changes in brackets": "extractor.check.checks.brackets:bracket_remarks",
    "counts from the new year": "extractor.check.checks.cumulated:cumulated_remarks",
    "history": "extractor.check.checks.series:outlier_remarks",
    "listed counts": "extractor.check.checks.listed_counts:listed_count_remarks",
    "counted lists": "extractor.check.checks.counted_lists:counted_list_remarks",
    "lists of libraries": "extractor.check.checks.lists:lost_library_remarks",
    "addresses": "extractor.check.checks.lists:link_remarks",
    "houses": "extractor.check.checks.lists:house_remarks",
    "charts": "extractor.check.checks.charts:chart_remarks",
    "charts of other data": "extractor.check.checks.charts:chart_other_remarks",
    "charts a year late": "extractor.check.checks.late_charts:late_chart_remarks",
    "years of charts": "extractor.check.checks.charts:chart_year_remarks",
    "names in sentences": "extractor.check.checks.enumerations:enumeration_remarks",
    "enumerations": "extractor.check.checks.lists:listed_remarks",
}

COMMANDS = {
    "extract": "extractor.commands.extract:extract",
    "tables": "extractor.commands.tables:tables",
    "relations": "extractor.commands.relations:relations_command",
    "outline": "extractor.commands.outline:outline",
    "number": "extractor.commands.number:number",
    "name": "extractor.commands.name:name",
    "compare": "extractor.commands.compare:compare",
    "site": "extractor.commands.site:site",
    "serve": "extractor.commands.serve:serve_command",
    "remove": "extractor.commands.remove:remove",
    "explain": "extractor.commands.explain:explain",
    "map": "extractor.commands.map:map_labels",
    "check": "extractor.commands.check:check",
    "decide": "extractor.commands.decide:decide_command",
    "indicators": "extractor.commands.indicators:list_indicators",
    "sql": "extractor.commands.sql:sql",
    "export": "extractor.commands.export:export",
    "schema": "extractor.commands.schema:schema",
    "compare-documents": "extractor.commands.compare_documents:compare_two",
    "doctor": "extractor.commands.doctor:doctor",
}


def load(path: str) -> Any:  # noqa: ANN401 - whatever the caller registered there
    """Return the object at an import path.

    >>> load("extractor.text:clean")(" a  b ")
    'a b'
    """
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


def readers() -> dict[str, str]:
    """Suffix → import path of its reader, with those that other packages add under
    ``svod.readers``.
    """
    return READERS | _added("svod.readers", tuple(sys.path))


def checks() -> dict[str, str]:
    """Name → import path of each named check, with those that other packages add under
    ``svod.checks``.
    """
    return CHECKS | _added("svod.checks", tuple(sys.path))


@lru_cache(maxsize=16)
def _added(group: str, folders: tuple[str, ...]) -> dict[str, str]:
    """Name → import path of what packages in these folders add to a group; looked for once, for it
    takes as long as a tenth of a report.
    """
    del folders
    return {each.name: each.value for each in entry_points(group=group)}
