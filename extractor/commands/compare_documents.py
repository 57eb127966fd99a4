"""``svod compare-documents A B``: where two editions of one report (Word and PDF, draft and
final) differ, fact by fact.
"""

import json
import sys
from functools import partial
from pathlib import Path

import click

from extractor.batch import read_alone
from extractor.commands.limits import limit_options, limits_of
from extractor.commands.paths import DocumentPath
from extractor.commands.shared_options import print_text
from extractor.commands.voice import Voice, sentence
from extractor.compare.documents import (
    FIELDS,
    ONLY_LEFT,
    ONLY_RIGHT,
    Comparison,
    Difference,
    compare_documents,
)
from extractor.model import Observation, Report
from extractor.options import ReadOptions, ReportOptions
from extractor.pipeline import extract_report
from extractor.plugins import ENGINES

DIFFERENT = 1


@click.command(name="compare-documents")
@click.argument("left", type=DocumentPath())
@click.argument("right", type=DocumentPath())
@click.option("--json", "as_json", is_flag=True, help="help_json")
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default=ReadOptions().engine,
    show_default=True,
    help="help_engine",
)
@limit_options
@click.pass_context
def compare_two(
    context: click.Context, /, left: Path, right: Path, as_json: bool, engine: str, **_: object
) -> None:
    """Show where two editions of one report differ."""
    voice: Voice = context.obj
    options = ReportOptions(ReadOptions(limits_of(context), engine=engine))
    one = read_alone(extract_report, left, options)
    found = read_alone(partial(_against, one), right, options)
    lines = [
        json.dumps(_record(each), ensure_ascii=False) if as_json else _line(each, voice.lang)
        for each in found.differences
    ]
    print_text("".join(f"{line}\n" for line in lines))
    _tell(found, voice)
    if found.differences:
        sys.exit(DIFFERENT)


def _against(other: Report, file: Path, options: ReportOptions) -> Comparison:
    """A document that was read, and where this one differs from it."""
    return compare_documents(other, extract_report(file, options))


def _tell(found: Comparison, voice: Voice) -> None:
    voice.say(
        "editions_compared",
        left=found.left,
        right=found.right,
        same=found.same,
        differences=len(found.differences),
    )


def _line(difference: Difference, lang: str) -> str:
    """One difference for people: where, what, the two readings."""
    fact = difference.left or difference.right
    assert fact is not None  # noqa: S101 - one side is always there
    where = " / ".join((*fact.row_path, *fact.column_path, fact.period)).strip(" /")
    places = ", ".join(
        str(each.place) for each in (difference.left, difference.right) if each is not None
    )
    if difference.field in (ONLY_LEFT, ONLY_RIGHT):
        return sentence(
            f"edition_{difference.field}", lang, where=where, raw=fact.raw, places=places
        )
    shown = (_shown(each, difference.field) for each in (difference.left, difference.right))
    return sentence(
        "edition_differs",
        lang,
        field=difference.field,
        where=where,
        readings=" ≠ ".join(shown),
        places=places,
    )


def _shown(fact: Observation | None, field: str) -> str:
    """What one edition says in a field: of a value its printed form."""
    if fact is None:
        return ""
    found = fact.raw if field == "value" else FIELDS[field](fact)
    return " / ".join(map(str, found)) if isinstance(found, tuple) else str(found)


def _record(difference: Difference) -> dict[str, object]:
    sides = {"left": difference.left, "right": difference.right}
    return {"field": difference.field} | {
        side: None
        if fact is None
        else {
            "table": fact.table,
            "row_path": fact.row_path,
            "column_path": fact.column_path,
            "period": fact.period,
            "raw": fact.raw,
            "reading": _shown(fact, difference.field) if difference.field in FIELDS else "",
            "place": str(fact.place),
        }
        for side, fact in sides.items()
    }
