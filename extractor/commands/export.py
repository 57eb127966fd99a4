"""``svod export OUT -o FOLDER``: all of a data set, or some of its reports, as files elsewhere."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from extractor.commands.completion import district_names, report_ids
from extractor.commands.paths import GivenPath
from extractor.commands.turn import turn
from extractor.commands.voice import Voice
from extractor.compare.territories import district_key
from extractor.dataset.earlier import earlier_records
from extractor.dataset.named_report import named_reports
from extractor.dataset.part import Wanted, export_part
from extractor.errors import CalledWrongly
from extractor.model.records import ReportRow
from extractor.options import PublishOptions


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", type=GivenPath(), required=True, help="help_export_to")
@click.option(
    "--district",
    "districts",
    multiple=True,
    help="help_export_district",
    shell_complete=district_names,
)
@click.option(
    "--year", "years", type=click.IntRange(1900, 2100), multiple=True, help="help_export_year"
)
@click.option(
    "--report", "reports", multiple=True, help="help_export_report", shell_complete=report_ids
)
@click.option("--formats", default="json,csv", show_default=True, help="help_formats")
@click.option("--excel", is_flag=True, help="help_excel")
@click.pass_context
def export(
    context: click.Context,
    out: Path,
    target: Path,
    districts: tuple[str, ...],
    years: tuple[int, ...],
    reports: tuple[str, ...],
    formats: str,
    excel: bool,
) -> None:
    """Write reports of a data set into another folder."""
    voice: Voice = context.obj
    forms = tuple(form.strip().lower() for form in formats.split(",") if form.strip())
    with turn(out, "export", voice):
        rows = list(earlier_records(out, ReportRow))
        wanted = Wanted(
            frozenset(row.report for row in named_reports(reports, rows)),
            frozenset(_meant(districts, rows)),
            frozenset(years),
        )
        count = export_part(out, target, wanted, PublishOptions(forms, excel))
    voice.say("exported", out=target, reports=count)


def _meant(districts: Iterable[str], rows: list[ReportRow]) -> Iterator[str]:
    """Yield the names of districts as reports print them: «Луговской» is «Луговской район»."""
    names = sorted({row.district for row in rows} - {""})
    for district in districts:
        asked = district_key(district)
        found = [name for name in names if district_key(name) == asked] or [
            name for name in names if district_key(name).startswith(asked)
        ]
        if not found:
            known = ", ".join(names)
            raise CalledWrongly("district_unknown", district=district, known=known)
        yield from found
