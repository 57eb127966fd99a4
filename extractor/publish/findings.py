"""Findings beside the data set: ``findings.csv``, ``findings.json``, and the answers kept in ``explanations.yaml``."""

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from extractor.catalogue.user_yaml import MapOf, Record, Text, read_user_yaml
from extractor.errors import CalledWrongly
from extractor.model.finding import Checked, Explained, Finding, Suggestion
from extractor.publish.archive import refresh_findings
from extractor.publish.install import one_at_a_time
from extractor.publish.merge import BY_NAME
from extractor.publish.package import columns_of
from extractor.text import clean

ANSWERS = "explanations.yaml"
ANSWERED = MapOf(Record({"text": Text(), "figures": Text()}, ("text", "figures")))


def write_findings(out: Path, checked: Checked) -> None:
    """Put both files into ``out``, each at once, between other runs. Raises CalledWrongly where it cannot be written."""
    with one_at_a_time(out.resolve().parent):
        _put(out / "findings.csv", _as_csv(checked.findings))
        refresh_findings(out)
        _put(out / "findings.json", json.dumps(findings_shape(checked), ensure_ascii=False, indent=1) + "\n")


def _put(path: Path, text: str) -> None:
    """Written beside and renamed into place."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise CalledWrongly("out_not_folder", path=path, reason=error.strerror or type(error).__name__) from error


def _as_csv(findings: Sequence[Finding]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns_of(BY_NAME["findings"]))
    for each in sorted(findings, key=lambda one: one.report):
        writer.writerow((
            each.finding, each.report, each.rule, each.severity.value, each.kind, each.section, each.message, each.left, each.right,
            "" if each.difference is None else f"{each.difference:f}", "; ".join(map(suggestion_text, each.suggestions)),
            "" if each.confidence is None else f"{each.confidence:f}", " ".join(each.observations), each.place,
        ))  # fmt: skip
    return stream.getvalue()


def suggestion_text(suggestion: Suggestion) -> str:
    """«48,3 → 41,3»: the figure as printed and as it may have been meant, with the decimal mark of the print."""
    meant = f"{suggestion.meant:f}"
    return f"{clean(suggestion.printed)} → {meant.replace('.', ',') if ',' in suggestion.printed else meant}"


def findings_shape(checked: Checked) -> dict[str, Any]:
    """``findings.json`` as plain data: the findings with suggestions, both places and status, and what was examined."""
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


def read_answers(out: Path) -> tuple[Explained, ...]:
    """The answers of the districts. Raises CalledWrongly for a file of another form."""
    path = out / ANSWERS
    if not path.is_file():
        return ()
    content = read_user_yaml(path, ANSWERED) or {}
    return tuple(Explained(name, answer["text"], answer["figures"]) for name, answer in content.items())


def write_answers(out: Path, answers: Iterable[Explained]) -> None:
    content = {each.finding: {"text": each.text, "figures": each.figures} for each in answers}
    _put(out / ANSWERS, yaml.safe_dump(content, allow_unicode=True, sort_keys=True, width=120))
