"""``svod extract PATH… -o OUT``: reports in, the data set out."""

import sys
from collections.abc import Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import click

from extractor.batch import Arrived, Failed, Passed, Readers, Reading, find_reports
from extractor.batch.found import fingerprint
from extractor.batch.publishing import coming
from extractor.batch.seen import seen_beside, stamp_of
from extractor.batch.spool import Spool, clear, is_left, spool_beside
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
from extractor.commands.unchanged import Asked, Held, files_to_read, held_in
from extractor.commands.voice import VERBOSE, Voice, sentence
from extractor.dataset import publish_dataset
from extractor.dataset.attention import is_rival_alone
from extractor.dataset.earlier import earlier_lines
from extractor.dataset.formats import check_forms
from extractor.dataset.library_changes import past_rolls
from extractor.dataset.swap import refuse_other, refuse_unwritable
from extractor.dataset.unchanged import stays_as_it_is
from extractor.dataset.write import OURS
from extractor.decisions.log import declared, own_log
from extractor.decisions.store import follow_again, log_of, obeying
from extractor.decisions.table_readings import readings_of
from extractor.errors import CalledWrongly
from extractor.model import Chronicle
from extractor.model.arrival import Arrival
from extractor.model.records import Failure, Read
from extractor.names import area_key, read_registry
from extractor.options import Limits, PublishOptions, ReadOptions, ReportOptions
from extractor.plugins import ENGINES, readers
from extractor.processes.workshop import workshop
from extractor.text import clean, fold

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
@click.option("--verify", is_flag=True, help="help_verify")
@click.option("--parts", is_flag=True, help="help_parts")
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
        if not call.cluster and not call.resume:
            readers.start()  # it loads what it needs while the call is looked at
        held = _refuse_early(call, voice)
        folder = stack.enter_context(workshop())
        met = find_reports(call.paths, folder, call.limits)
        files = [each for each in met if isinstance(each, Path)]
        closed = [each for each in met if isinstance(each, Failed)]
        _tell_passed([each for each in met if isinstance(each, Passed)], voice)
        if not files and not closed:
            raise CalledWrongly("nothing_found", paths=", ".join(map(str, call.paths)))
        seen = stack.enter_context(seen_beside(call.out, call.verify, (folder,)))
        asked = Asked(call.paths, call.out, call.limits.file_bytes)
        changed = files_to_read(files, held, seen, asked, voice) if call.resume else files
        stamps = list(map(stamp_of, changed))
        watch = Watch(changed, voice)
        spool = stack.enter_context(spool_beside(call.out, call.options, call.publish.fresh))
        stack.push(partial(_tell_kept, spool, call.out, voice))
        run = Reading(readers, spool, call.options, call.cluster)
        read = run.read(changed, _at_reading(len(changed), call, watch))
        results = list(watch.shown(chain(closed, read)))
        for path, stamp, result in zip(changed, stamps, results[len(closed) :], strict=True):
            if isinstance(result, Arrived):
                seen.note(path, stamp, result.sha256)
        all_read = len(changed) == len(files)
        _finish(results, {path.name for path in files}, all_read, run, call, voice)


def _tell_kept(
    spool: Spool, out: Path, voice: Voice, kind: type[BaseException] | None, *_: object
) -> None:
    """Say that a run which did not come to its end is gone on with by the next one."""
    if kind is not None and not issubclass(kind, SystemExit) and is_left(spool):
        voice.say("read_kept", out=out)


@dataclass(frozen=True, slots=True)
class Call:
    """What a person asked for. ``resume`` is None where neither way was named."""

    paths: tuple[Path, ...]
    out: Path
    jobs: int
    resume: bool | None
    verify: bool
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
    options = ReportOptions(
        reading,
        *named,
        declared=declared(log),
        readings=readings_of(log),
        renamed=settings.region.renamed,
    )
    forms = tuple(form.strip().lower() for form in given["formats"].split(",") if form.strip())
    fresh = given["resume"] is False
    publish = PublishOptions(
        forms, given["excel"], fresh=fresh, lang=voice.lang, parts=given["parts"]
    )
    same = {name: given[name] for name in ("paths", "out", "jobs", "resume", "verify", "cluster")}
    return Call(**same, limits=limits, options=options, publish=publish, settings=settings)


def _at_reading(count: int, call: Call, watch: Watch) -> ReportOptions:
    """The options for so many files; pages of scans share the processes that files leave."""
    pages_at_once = max(1, call.jobs // max(1, count))
    read = _with_scans(call.options.read, pages_at_once, call.publish.fresh, call.out)
    return replace(call.options, read=replace(read, progress=watch.progress))


def _finish(
    results: list[Arrived | Failed],
    files: Set[str],
    all_read: bool,
    run: Reading,
    call: Call,
    voice: Voice,
) -> None:
    """Write what was read; end with the code that says what a person must look at."""
    failed = [each for each in results if isinstance(each, Failed)]
    failures = [_failure(each, call.limits, voice) for each in failed]
    arrived = [each for each in results if isinstance(each, Arrived)]
    if failures and not arrived and all_read:
        voice.fail("nothing_read")
        sys.exit(NONE_READ)
    read_now = {each.place for each in arrived if not each.again}  # of two copies one is read
    if again := sum(each.again and each.place not in read_now for each in arrived):
        voice.say("taken_up", count=again)
    refused, lines = _publish(arrived, failures, run, call, voice)
    heads = [each.head for each in arrived]
    tell_text_wins([head.report for head in heads], call.options, voice)
    looked_at = _tell_attention(files, lines, call.out, voice)
    counts = [head.counts for head in heads]
    tell_read(counts, len(failures) + refused, looked_at, call.out, voice)
    if failures or refused or looked_at:
        sys.exit(NEEDS_A_PERSON)


def _refuse_early(call: Call, voice: Voice) -> Held:
    """Look for what is wrong before a report is read; gives the files that the data set knows.
    Raises CalledWrongly.
    """
    check_forms(call.publish.formats)
    refuse_unwritable(call.out)
    refuse_other(call.out, OURS)
    held = Held()
    if not call.publish.fresh:
        with turn(call.out, "extract", voice):
            held = held_in(call.out)
    if call.options.libraries is not None:
        read_registry(call.options.libraries, call.options.read.limits)
    return held


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


def _publish(
    arrived: list[Arrived],
    failed: list[Failure],
    run: Reading,
    call: Call,
    voice: Voice,
) -> tuple[int, list[dict[str, str]]]:
    """Write the data set and tell of it; gives how many reports were read but could not be written,
    and the rows of ``reports.csv`` as they are then.
    """
    store, options = call.settings.store, call.publish
    out, is_new = store.out, bool(arrived or failed)
    with turn(out, "extract", voice, LONGEST_WAIT, make=True):
        before = len(own_log(out))
        if is_new or not stays_as_it_is(out, options, obeying(store)):
            arrivals, chronicle = _written(arrived, failed, run, call)
        else:
            arrivals, chronicle = (), Chronicle()
        clear(run.spool)
        if store.shared is not None and store.shared.is_file():
            follow_again(store)
        lines = earlier_lines(out, "reports")
        tell_stale(own_log(out)[before:], out, voice)
    refused, again = (
        sum(arrival.what == what for arrival in arrivals) for what in ("refused", "duplicate")
    )
    tell_arrivals(arrivals, voice)
    tell_changes(chronicle.changes, voice)
    written = len(arrivals) - refused - again
    voice.say("written", out=out, reports=written, failed=len(failed) + refused)
    return refused, lines


def _written(
    arrived: Sequence[Arrived], failed: Sequence[Failure], run: Reading, call: Call
) -> tuple[tuple[Arrival, ...], Chronicle]:
    """Write the data set; gives what came in, and what became of libraries."""
    out, options = call.settings.store.out, call.publish
    heads = [each.head.report for each in arrived]
    rolls = () if options.fresh else past_rolls(out, heads, area_key)
    united, chronicle = unite_or_doubt(heads, rolls)
    obey = obeying(call.settings.store, united)
    comings = coming(arrived, united)
    return publish_dataset(comings, failed, out, options, chronicle, obey, run.make), chronicle


def _tell_attention(
    files: Set[str], lines: Sequence[dict[str, str]], out: Path, voice: Voice
) -> int:
    """Say which of the files named in this call a person must look at, those of one district and
    year together; gives how many there are.
    """
    ours = [line for line in lines if line["file"] in files]
    looked_at = [line for line in ours if line["status"] == Read.ATTENTION]
    rivals = [line for line in looked_at if is_rival_alone(line["attention"])]
    for first in {_place(line): line for line in reversed(rivals)}.values():
        there = ", ".join(line["file"] for line in lines if _place(line) == _place(first))
        place = f"{first['district']}, {first['year']}"
        voice.warn("reports_rival", files=there, place=place, out=out)
    for line in looked_at:
        if line not in rivals:
            voice.warn("report_attention", file=line["file"], message=line["message"])
    return len(looked_at)


def _place(line: Mapping[str, str]) -> tuple[str, str]:
    return fold(clean(line["district"])), line["year"]


def _failure(failed: Failed, limits: Limits, voice: Voice) -> Failure:
    message = sentence(failed.error.key, voice.lang, **failed.error.parts)
    digest, form = (
        fingerprint(failed.path, limits.file_bytes),
        failed.path.suffix.lstrip(".").lower(),
    )
    return Failure(failed.path.name, digest, form, message)
