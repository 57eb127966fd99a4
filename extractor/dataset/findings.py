"""Findings in the data set: ``findings.csv``, ``findings.json``, and those in its archive."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.dataset.archive import refresh_findings
from extractor.dataset.datapackage import columns_of, package_text
from extractor.dataset.earlier import BY_NAME
from extractor.dataset.swap import changed_files
from extractor.model.finding import Checked, Finding, Suggestion
from extractor.text import clean


def write_findings(out: Path, checked: Checked) -> None:
    """Put both files, and the archive with them, into ``out`` together.

    Raises CalledWrongly where it cannot be written.
    """
    with changed_files(out, package_text) as new:
        _put(new / "findings.csv", _as_csv(checked.findings))
        refresh_findings(out, new)
        shape = json.dumps(findings_shape(checked), ensure_ascii=False, indent=1)
        _put(new / "findings.json", shape + "\n")


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _as_csv(findings: Sequence[Finding]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns_of(BY_NAME["findings"]))
    for each in sorted(findings, key=lambda one: one.report):
        writer.writerow(
            (
                each.finding,
                each.report,
                each.rule,
                each.severity.value,
                each.kind,
                each.section,
                each.message,
                each.left,
                each.right,
                "" if each.difference is None else f"{each.difference:f}",
                "; ".join(map(suggestion_text, each.suggestions)),
                "" if each.confidence is None else f"{each.confidence:f}",
                " ".join(each.observations),
                each.place,
                each.cause,
                each.suspect,
            )
        )
    return stream.getvalue()


def suggestion_text(suggestion: Suggestion) -> str:
    """«48,3 → 41,3»: the figure as printed and as it may have been meant, with the decimal mark
    of the print.
    """
    meant = f"{suggestion.meant:f}"
    return (
        f"{clean(suggestion.printed)} → "
        f"{meant.replace('.', ',') if ',' in suggestion.printed else meant}"
    )


def findings_shape(checked: Checked) -> dict[str, Any]:
    """``findings.json`` as plain data: the findings with suggestions, both places and status,
    and what was examined.
    """
    return {
        "findings": [_plain(asdict(each)) for each in checked.findings],
        "examined": [_plain(asdict(each)) for each in checked.examined],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of dictionaries, lists and values
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return f"{value:f}" if isinstance(value, Decimal) else value
