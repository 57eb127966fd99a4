"""``svod check OUT``: what contradicts what in the reports of a data set."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from extractor.check import check_dataset, rule_faults
from extractor.commands.closing import tell_checked
from extractor.commands.sent import answers_in, read_sent
from extractor.commands.settings import Settings, settings_of, take_over
from extractor.commands.shared_options import catalogue_option, region_option
from extractor.commands.turn import tell_waiting, turn
from extractor.commands.users import user_name
from extractor.commands.voice import VERBOSE, Voice, sentence
from extractor.dataset.findings import suggestion_text, told_in
from extractor.dataset.read import load_dataset
from extractor.dataset.redecide import reports_of
from extractor.dataset.traces import as_if_printed
from extractor.decisions.findings import explanation, keep_findings
from extractor.decisions.letters import letter_decisions
from extractor.decisions.log import now
from extractor.decisions.store import decide
from extractor.errors import CalledWrongly
from extractor.model import Decision
from extractor.model.dataset import Dataset
from extractor.model.finding import Checked, Examined, Finding, Severity
from extractor.options import CheckOptions
from extractor.plugins import load

LETTERS = "extractor.export.letters:write_letters"
SENDER = "extractor.export.letter_fields:Sender"
PDFS = "extractor.export.letter_pdf:write_pdfs"
VETTED = "extractor.commands.templates:refuse_template"
PAGE = re.compile(r"#p(\d+)@")  # of an address in a file that has pages
NEEDS_A_PERSON = 1
LETTERS_LANGUAGE = "ru"  # of reports, and so of what is said to those who write them


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--rules", multiple=True, type=click.Path(path_type=Path), help="help_rules")
@catalogue_option
@click.option(
    "--explain",
    "answers",
    multiple=True,
    nargs=2,
    metavar="FINDING TEXT",
    help="help_explain_finding",
)
@click.option("--answers", "answered", type=click.Path(path_type=Path), help="help_answers")
@click.option("--remarks", type=click.Path(path_type=Path), help="help_remarks")
@click.option("--pdf", is_flag=True, help="help_pdf")
@click.option("--template", type=click.Path(path_type=Path), help="help_template")
@region_option
@click.pass_context
def check(
    context: click.Context,
    out: Path,
    rules: tuple[Path, ...],
    catalogue: Path | None,
    answers: tuple[tuple[str, str], ...],
    answered: Path | None,
    remarks: Path | None,
    pdf: bool,
    template: Path | None,
    region: Path | None,
) -> None:
    """Check a data set."""
    voice: Voice = context.obj
    settings = settings_of(out, region, catalogue)
    lang = settings.region.language or voice.lang
    options = CheckOptions((*settings.region.rules, *rules), settings.catalogue, lang)
    _tell_faults(options, voice)
    template = template or settings.region.template
    with turn(out, "check", voice):
        take_over(settings, voice)
        dataset = load_dataset(out)
        checked = _checked(dataset, settings, options, answers)
        if answered is not None and _take_letter(answered, checked, settings, voice):
            dataset = load_dataset(out)
            checked = _checked(dataset, settings, options, ())
        letters = _letters(dataset, checked, remarks, template, settings, voice) if remarks else ()
    for line in lines(told_in(checked, voice.lang), voice.lang):
        click.echo(line)
    _tell_skipped(checked.examined, voice)
    for letter, new in letters:
        voice.warn("letter_beside", file=letter, new=new)
    if remarks is not None:
        _tell_letters(dataset, remarks, voice)
        if pdf:
            count = load(PDFS)(remarks, partial(tell_waiting, voice, remarks))
            voice.say("pdf_written", count=count, folder=remarks)
    tell_checked(checked, out, voice)
    if any(
        each.severity is Severity.ERROR and each.status != "explained" for each in checked.findings
    ):
        sys.exit(NEEDS_A_PERSON)


def _tell_letters(dataset: Dataset, folder: Path, voice: Voice) -> None:
    """Say where the letters are, and which reports got none since they name no district."""
    for edition in dataset.editions:
        if not edition.district:
            voice.warn("letter_no_district", file=edition.file)
    voice.say("letters_written", folder=folder)


def _tell_faults(options: CheckOptions, voice: Voice) -> None:
    """Say which rules of the user's own cannot be applied as they are written."""
    for fault in rule_faults(options) if options.rules else ():
        file, _, line = fault.place.rpartition(":")
        said = {"rule": fault.rules[0], "rules": fault.detail, "code": fault.detail}
        voice.warn(fault.key, **said, file=file, line=line)


def _checked(
    dataset: Dataset,
    settings: Settings,
    options: CheckOptions,
    answers: Sequence[tuple[str, str]],
) -> Checked:
    """The findings of a data set with the answers to them; both are written down."""
    checked = check_dataset(as_if_printed(dataset), options)
    if answers:
        decide(settings.store, _answered(answers, checked.findings, settings.store.out))
    return keep_findings(settings.store, checked)


def _take_letter(letter: Path, checked: Checked, settings: Settings, voice: Voice) -> bool:
    """Take in the answers of a district's letter; says whether there were new ones."""
    out = settings.store.out
    taken = letter_decisions(read_sent(answers_in, letter), checked.findings, out)
    if taken.decisions:
        decide(settings.store, taken.decisions)
    for finding in taken.gone:
        voice.warn("answer_gone", file=letter.name, finding=finding)
    for finding, text in taken.unclear:
        voice.warn(
            "answer_unclear", file=letter.name, finding=finding, text=text, out=settings.store.out
        )
    if taken.promised:
        voice.say("answers_promised", file=letter.name, count=taken.promised)
    voice.say("answers_taken", file=letter.name, count=len(taken.decisions))
    return bool(taken.decisions)


def _answered(
    new: Sequence[tuple[str, str]], findings: Sequence[Finding], out: Path
) -> list[Decision]:
    """The answers given now. Raises CalledWrongly for a finding that there is not."""
    by_id = {each.finding: each for each in findings}
    reports = {row.report: row for row in reports_of(out)}
    for name, _ in new:
        if name not in by_id:
            raise CalledWrongly("finding_unknown", finding=name)
    return [explanation(by_id[name], reports, text, user_name()) for name, text in new]


def _letters(
    dataset: Dataset,
    checked: Checked,
    folder: Path,
    template: Path | None,
    settings: Settings,
    voice: Voice,
) -> list[tuple[Path, Path]]:
    """Write the letters of remarks; gives those that were put beside an edited one."""
    if template is not None:
        load(VETTED)(template)
    region = settings.region
    day = ".".join(reversed(now()[:10].split("-")))
    sender = load(SENDER)(region, day, region.language or LETTERS_LANGUAGE)
    tell = partial(tell_waiting, voice, folder)
    return list(load(LETTERS)(dataset, checked, folder, template, sender, tell))


def lines(checked: Checked, lang: str) -> Iterator[str]:
    """The findings as text, report by report; a report without any says what was looked at."""
    for examined in checked.examined:
        own = [each for each in checked.findings if each.report == examined.report]
        counts = Counter(each.severity for each in own if each.status != "explained")
        if not any(counts[each] for each in (Severity.ERROR, Severity.WARNING)):
            yield sentence(
                "check_clean",
                lang,
                report=examined.report,
                statements=examined.statements,
                checks=len(examined.checks),
            )
        else:
            told = {each.value: counts[each] for each in Severity}
            yield sentence(
                "check_found",
                lang,
                report=examined.report,
                statements=examined.statements,
                held=examined.held,
                **told,
            )
        yield from (_line(each, lang) for each in own)


def _line(finding: Finding, lang: str) -> str:
    """One finding: its gravity, where it stands, its sentence, the likeliest correction, its id."""
    parts = [
        f"  {sentence(f'severity_{finding.severity.value}', lang)}{_place(finding, lang)}: "
        f"{finding.message}"
    ]
    if finding.suggestions:
        first = finding.suggestions[0]
        tie = sum(each.confidence == first.confidence for each in finding.suggestions) > 1
        key = "check_tie" if tie else "check_suggestion"
        several = "; ".join(
            suggestion_text(each)
            for each in finding.suggestions
            if each.confidence == first.confidence
        )
        parts.append(sentence(key, lang, suggestion=several, sure=f"{first.confidence * 100:.0f}"))
    if finding.status != "open":
        parts.append(sentence(f"check_{finding.status}", lang, text=finding.explained))
    return " ".join((*parts, f"[{finding.finding}]"))


def _place(finding: Finding, lang: str) -> str:
    """Section and page, where the sentence does not name its section itself as those of tables
    do.
    """
    page = PAGE.search(finding.place)
    section = finding.section if f"({finding.section})" not in finding.message else ""
    told = (("check_section", section), ("check_page", page[1] if page else ""))
    return "".join(sentence(key, lang, number=number) for key, number in told if number)


def _tell_skipped(examined: Sequence[Examined], voice: Voice) -> None:
    """Rules that could not be applied, each with the reason; only where somebody wants to know."""
    if voice.loudness < VERBOSE:
        return
    for report in examined:
        for each in report.skipped:
            voice.detail(
                f"rule_{each.reason}",
                report=report.report,
                rule=each.rule,
                codes=", ".join(each.codes),
            )
