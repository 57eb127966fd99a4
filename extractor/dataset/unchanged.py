"""Whether a run that brings nothing new would leave the data set as it is, and writes nothing."""

from pathlib import Path

from extractor.dataset.archive import has_archive
from extractor.dataset.attention import report_rows
from extractor.dataset.decided import Obey, Undecided
from extractor.dataset.earlier import earlier_records
from extractor.dataset.editions import edition_rows, past_editions
from extractor.dataset.formats import BASIC, EXCEL_TWIN, FORMS
from extractor.dataset.layout import is_to_be_parted
from extractor.dataset.manifest import FORMAT, PARTED, read_manifest
from extractor.model import Decision
from extractor.model.records import EditionRow, ReportRow
from extractor.options import PublishOptions

PARQUET = ".parquet"


def stays_as_it_is(out: Path, options: PublishOptions, obey: Obey) -> bool:
    """Whether ``publish_dataset`` without a report or a failure would write what is there.

    Raises CalledWrongly where what is there is damaged.
    """
    manifest = read_manifest(out)
    if options.fresh or manifest is None:
        return False
    if manifest.format != PARTED and (manifest.format != FORMAT or not has_archive(out)):
        return False
    if is_to_be_parted(out, options, 0) != (manifest.format == PARTED):
        return False
    return (
        _forms_in(frozenset(manifest.files)) == _forms_asked(options)
        and _are_rows_the_same(out, options.lang)
        and _is_log_the_same(out, obey)
    )


def _forms_in(files: frozenset[str]) -> frozenset[str]:
    """The other forms that a data set of these files has; «excel» are the twins for Excel."""
    endings = {"parquet": PARQUET, "excel": EXCEL_TWIN}
    found = {form for form, end in endings.items() if any(name.endswith(end) for name in files)}
    return frozenset(found | {form for form in FORMS if f"svod.{form}" in files})


def _forms_asked(options: PublishOptions) -> frozenset[str]:
    return frozenset({*options.formats} - {*BASIC} | ({"excel"} if options.excel else set()))


def _are_rows_the_same(out: Path, lang: str) -> bool:
    """Whether what a person must look at, and the editions, would be written as they are."""
    reports = list(earlier_records(out, ReportRow))
    editions = list(earlier_records(out, EditionRow))
    judged = report_rows((), {}, reports, lang)
    return judged == reports and edition_rows(past_editions(editions, reports), {}, ()) == editions


def _is_log_the_same(out: Path, obey: Obey) -> bool:
    log = list(earlier_records(out, Decision))
    return list(obey.settle(log, [obey.follow(Undecided()).holds])) == log
