"""``svod extract PATH… -o OUT``: reports in, the data set out."""

import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import click

from extractor.batch import Failed, Passed, Readers, extract_on_cluster, find_reports
from extractor.batch.found import fingerprint
from extractor.batch.uniting import unite_or_doubt
from extractor.commands.arrivals import tell_arrivals, tell_changes
from extractor.commands.closing import tell_read, tell_text_wins
from extractor.commands.decision_words import tell_stale
from extractor.commands.limits import limit_options, limits_of
from extractor.commands.paths import GivenPath
from extractor.commands.reading import Watch
from extractor.commands.settings import Settings, settings_of, take_over
from extractor.commands.shared_options import catalogue_option, region_option
from extractor.commands.turn import turn
from extractor.commands.voice import VERBOSE, Voice, sentence
from extractor.dataset import publish_dataset
from extractor.dataset.earlier import earlier_lines
from extractor.dataset.formats import check_forms
from extractor.dataset.library_changes import past_rolls
from extractor.dataset.swap import refuse_unwritable
from extractor.decisions.log import declared, own_log
from extractor.decisions.store import Store, follow_again, log_of, obeying
from extractor.decisions.table_readings import readings_of
from extractor.errors import CalledWrongly
from extractor.model import Report
from extractor.model.records import Failure, Read
from extractor.names import read_registry
from extractor.options import Limits, PublishOptions, ReadOptions, ReportOptions
from extractor.plugins import ENGINES, readers
from extractor.processes.workshop import workshop

NEEDS_A_PERSON, NONE_READ = 1, 3
LONGEST_WAIT = 6 * 3600.0  # seconds: what was read for hours is not thrown away lightly
MOST_NAMED = 10  # files passed over that are named before the rest is counted


@click.command()
@click.argument("paths", nargs=-1, required=True, type=GivenPath())
@click.option(
    "-o", "--out", type=GivenPath(), default=Path("output"), show_default=True, help="help_out"
)
@click.option("--libraries", type=GivenPath(), help="help_libraries")
@click.option("--district", help="help_district")
@click.option("--year", type=click.IntRange(1900, 2100), help="help_year")
@catalogue_option
@region_option
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="help_jobs")
@click.option("--formats", default="json,csv", show_default=True, help="help_formats")
@click.option("--resume/--fresh", "resume", default=None, help="help_resume")
@click.option("--excel", is_flag=True, help="help_excel")
@limit_options
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default=ReadOptions().engine,
    show_default=True,
    help="help_engine",
)
@click.option("--cluster", metavar="ADDRESS", help="help_cluster")
@click.pass_context
def extract(context: click.Context, /, **_: object) -> None:
    """Read reports and write the data set."""
    call, voice = _call(context), context.obj
    with ExitStack() as stack:
        readers = stack.enter_context(Readers(call.jobs))
        if not call.cluster:
            readers.start()  # it loads what it needs while the call is looked at
        known = _refuse_early(call, voice)
        met = find_reports(call.paths, stack.enter_context(workshop()), call.limits)
        files = [each for each in met if isinstance(each, Path)]
        closed = [each for each in met if isinstance(each, Failed)]
        _tell_passed([each for each in met if isinstance(each, Passed)], voice)
        if not files and not closed:
            raise CalledWrongly("nothing_found", paths=", ".join(map(str, call.paths)))
        changed = list(_changed(files, known, call.limits, voice)) if call.resume else files
        watch = Watch(changed, voice)
        read = _read(changed, call, readers, watch)
        results = list(watch.shown(chain(closed, read)))
        _finish(results, {path.name for path in files}, len(changed) == len(files), call, voice)


@dataclass(frozen=True, slots=True)
class Call:
    """What a person asked for. ``resume`` is None where neither way was named."""

    paths: tuple[Path, ...]
    out: Path
    jobs: int
    resume: bool | None
    cluster: str | None
    limits: Limits
    options: ReportOptions
    publish: PublishOptions
    settings: Settings


def _call(context: click.Context) -> Call:
    given, voice = context.params, context.obj
    limits = limits_of(context)
    reading = ReadOptions(limits, voice.loudness >= VERBOSE, given["engine"])
    settings = settings_of(given["out"], given["region"], given["catalogue"])
    take_over(settings, voice)
    libraries = given["libraries"] or settings.region.libraries
    named = (given["district"], given["year"], libraries, settings.catalogue)
    log = log_of(settings.store)
    options = ReportOptions(reading, *named, declared=declared(log), readings=readings_of(log))
    forms = tuple(form.strip().lower() for form in given["formats"].split(",") if form.strip())
    fresh = given["resume"] is False
    publish = PublishOptions(forms, given["excel"], fresh=fresh, lang=voice.lang)
    same = {name: given[name] for name in ("paths", "out", "jobs", "resume", "cluster")}
    return Call(**same, limits=limits, options=options, publish=publish, settings=settings)


def _read(
    files: list[Path], call: Call, readers: Readers, watch: Watch
) -> Iterator[Report | Failed]:
    """Read files here or on a cluster; pages of scans share the processes that files leave."""
    pages_at_once = max(1, call.jobs // max(1, len(files)))
    read = _with_scans(call.options.read, pages_at_once, call.publish.fresh, call.out)
    options = replace(call.options, read=replace(read, progress=watch.progress))
    if call.cluster:
        return extract_on_cluster(files, options, call.cluster)
    return readers.read(files, options)


def _finish(
    results: list[Report | Failed], files: Set[str], all_read: bool, call: Call, voice: Voice
) -> None:
    """Write what was read; end with the code that says what a person must look at."""
    failed = [each for each in results if isinstance(each, Failed)]
    failures = [_failure(each, call.limits, voice) for each in failed]
    reports = [each for each in results if isinstance(each, Report)]
    if failures and not reports and all_read:
        voice.fail("nothing_read")
        sys.exit(NONE_READ)
    refused, lines = _publish(reports, failures, call.settings.store, call.publish, voice)
    tell_text_wins(reports, call.options, voice)
    looked_at = _tell_attention(files, lines, voice)
    tell_read(reports, len(failures) + refused, looked_at, call.out, voice)
    if failures or refused or looked_at:
        sys.exit(NEEDS_A_PERSON)


def _refuse_early(call: Call, voice: Voice) -> Set[str]:
    """Look for what is wrong before a report is read; gives the SHA-256 of the files that the data
    set holds. Raises CalledWrongly.
    """
    check_forms(call.publish.formats)
    refuse_unwritable(call.out)
    lines: list[dict[str, str]] = []
    if not call.publish.fresh:
        with turn(call.out, "extract", voice):
            lines = earlier_lines(call.out, "reports")
    if call.options.libraries is not None:
        read_registry(call.options.libraries, call.options.read.limits)
    return {line["sha256"] for line in lines if line["status"] != Read.FAILED}


def _tell_passed(passed: list[Passed], voice: Voice) -> None:
    others = [each.path.name for each in passed if not (each.special or each.folder)]
    special = [each.path.name for each in passed if each.special]
    linked = [str(each.path) for each in passed if each.folder]
    if others:
        voice.warn("passed_over", files=_some(others), known=" ".join(sorted(readers())))
    if special:
        voice.warn("passed_special", files=_some(special))
    if linked:
        voice.warn("passed_linked", files=_some(linked))


def _some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = [f"… +{len(names) - MOST_NAMED}"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])


def _with_scans(options: ReadOptions, jobs: int, fresh: bool, out: Path) -> ReadOptions:
    """How scans are recognised: so many pages at once, what was recognised kept beside OUT."""
    whole = out.resolve()
    memory = None if fresh else whole.parent / f".{whole.name}-pages"
    return replace(options, jobs=jobs, memory=memory)


def _changed(files: list[Path], known: Set[str], limits: Limits, voice: Voice) -> Iterator[Path]:
    """Files that differ from those that OUT already holds."""
    for path in files:
        if fingerprint(path, limits.file_bytes) in known:
            voice.say("unchanged", file=path.name)
        else:
            yield path


def _publish(
    reports: list[Report],
    failed: list[Failure],
    store: Store,
    options: PublishOptions,
    voice: Voice,
) -> tuple[int, list[dict[str, str]]]:
    """Write the data set and tell of it; gives how many reports were read but could not be written,
    and the rows of ``reports.csv`` as they are then.
    """
    out = store.out
    with turn(out, "extract", voice, LONGEST_WAIT, make=True):
        rolls = () if options.fresh else past_rolls(out, reports)
        united, chronicle = unite_or_doubt(reports, rolls)
        before = len(own_log(out))
        arrivals = publish_dataset(united, failed, out, options, chronicle, obeying(store, united))
        if store.shared is not None and store.shared.is_file():
            follow_again(store)
        lines = earlier_lines(out, "reports")
        tell_stale(own_log(out)[before:], voice)
    refused = sum(each.what == "refused" for each in arrivals)
    tell_arrivals(arrivals, voice)
    tell_changes(chronicle.changes, voice)
    voice.say("written", out=out, reports=len(reports) - refused, failed=len(failed) + refused)
    return refused, lines


def _tell_attention(files: Set[str], lines: Iterable[dict[str, str]], voice: Voice) -> int:
    """Say which of the files named in this call a person must look at; gives how many there are."""
    ours = [line for line in lines if line["file"] in files]
    looked_at = [line for line in ours if line["status"] == Read.ATTENTION]
    for line in looked_at:
        voice.warn("report_attention", file=line["file"], message=line["message"])
    return len(looked_at)


def _failure(failed: Failed, limits: Limits, voice: Voice) -> Failure:
    message = sentence(failed.error.key, voice.lang, **failed.error.parts)
    digest, form = (
        fingerprint(failed.path, limits.file_bytes),
        failed.path.suffix.lstrip(".").lower(),
    )
    return Failure(failed.path.name, digest, form, message)
