"""Findings in the data set: ``findings.csv``, ``findings.json``, and those in its archive."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import MsgspecError, Struct
from msgspec.json import decode
from msgspec.structs import asdict, replace

from extractor.dataset.archive import refresh_findings
from extractor.dataset.columns import cells_of, header_of
from extractor.dataset.csv_segments import csv_bytes
from extractor.dataset.datapackage import package_text
from extractor.dataset.earlier import BY_RECORD, earlier_records
from extractor.dataset.index import follow_manifest
from extractor.dataset.parts import is_parted
from extractor.dataset.swap import changed_files, held
from extractor.model.finding import Checked, Finding, Severity, Suggestion, Wordings
from extractor.model.records import Answered, FindingRow
from extractor.number_text import plain_text
from extractor.text import clean


def write_findings(out: Path, checked: Checked) -> None:
    """Put both files, and the archive with them, into ``out`` together.

    Raises CalledWrongly where it cannot be written.
    """
    with held(out):
        with changed_files(out, package_text) as new:
            _put(new / "findings.csv", _as_csv(checked.findings))
            if not is_parted(out):
                refresh_findings(out, new)
            shape = json.dumps(findings_shape(checked), ensure_ascii=False, indent=1)
            _put(new / "findings.json", shape + "\n")
        if is_parted(out):
            follow_manifest(out)


class _Worded(Struct, frozen=True):
    finding: str
    wordings: Wordings = Wordings()


class _Written(Struct, frozen=True):
    """As much of ``findings.json`` as says what each finding is called in which language."""

    findings: tuple[_Worded, ...] = ()


def told_in(checked: Checked, lang: str) -> Checked:
    """The findings with their sentences in a language, «ru» or «en»."""
    told = (
        replace(one, message=one.wordings.said(lang) or one.message) for one in checked.findings
    )
    return replace(checked, findings=tuple(told))


def findings_in(out: Path, lang: str) -> list[FindingRow]:
    """The rows of ``findings.csv``, gravest first, each sentence in the language of who reads it;
    what an earlier version of the program wrote stays in its own.
    """
    try:
        written = decode((out / "findings.json").read_bytes(), type=_Written)
    except (OSError, MsgspecError):
        written = _Written()
    said = {one.finding: one.wordings.said(lang) for one in written.findings}
    rows = gravest_first(earlier_records(out, FindingRow))
    return [replace(row, message=said.get(row.finding) or row.message) for row in rows]


def gravest_first(rows: Iterable[FindingRow]) -> list[FindingRow]:
    """Findings in the order in which a person looks at them: errors, warnings, notes, of each the
    surest first.
    """
    order = {Severity.ERROR.value: 0, Severity.WARNING.value: 1}
    return sorted(rows, key=lambda row: (order.get(row.severity, 2), -(row.confidence or 0)))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _as_csv(findings: Sequence[Finding]) -> str:
    file = BY_RECORD[FindingRow]
    rows = map(_row_of, sorted(findings, key=lambda one: one.report))
    return csv_bytes([header_of(file), *cells_of(file, rows)]).decode("utf-8")


def _row_of(finding: Finding) -> FindingRow:
    return FindingRow(
        finding=finding.finding,
        report=finding.report,
        rule=finding.rule,
        severity=finding.severity.value,
        kind=finding.kind,
        section=finding.section,
        message=finding.message,
        left=finding.left,
        right=finding.right,
        difference=finding.difference,
        suggestion="; ".join(map(suggestion_text, finding.suggestions)),
        confidence=finding.confidence,
        observations=finding.observations,
        place=finding.place,
        cause=finding.cause,
        suspect=finding.suspect,
        status=Answered(finding.status),
    )


def open_errors(out: Path) -> dict[str, list[str]]:
    """The open errors of a data set by observation, in words; an error whose wrong figure is known
    stands at that one alone. Empty where nothing was checked.
    """
    found: dict[str, list[str]] = {}
    for row in earlier_records(out, FindingRow):
        if row.severity == Severity.ERROR and row.status != Answered.EXPLAINED:
            for observation in (row.suspect,) if row.suspect else row.observations:
                found.setdefault(observation, []).append(row.message)
    return found


def suggestion_text(suggestion: Suggestion) -> str:
    """«48,3 → 41,3»: the figure as printed and as it may have been meant, with the decimal mark
    of the print.
    """
    meant = plain_text(suggestion.meant) or ""
    return (
        f"{clean(suggestion.printed)} → "
        f"{meant.replace('.', ',') if ',' in suggestion.printed else meant}"
    )


def findings_shape(checked: Checked) -> dict[str, Any]:
    """``findings.json`` as plain data: the findings with suggestions, both places and status,
    and what was examined.
    """
    return {
        "findings": [_plain(each) for each in checked.findings],
        "examined": [_plain(each) for each in checked.examined],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of dictionaries, lists and values
    if isinstance(value, Struct):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return plain_text(value) if isinstance(value, Decimal) else value
