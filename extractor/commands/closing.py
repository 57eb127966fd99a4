"""What is said at the end of a command: what needs a person, and what to do next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractor.batch.spool import Counts
from extractor.commands.voice import Voice
from extractor.model import Report
from extractor.model.finding import Checked, Severity
from extractor.names import district_name
from extractor.options import ReportOptions
from extractor.text import fold


def tell_text_wins(reports: Iterable[Report], options: ReportOptions, voice: Voice) -> None:
    """Say where a report names another district or year than the call does."""
    asked = district_name(options.district) if options.district else ""
    for report in reports:
        file = report.document.file
        if asked and fold(report.district) != fold(asked):
            found = {"found": report.district, "asked": asked, "field": "district"}
            voice.warn("text_wins", file=file, **found)
        if options.year and report.year != options.year:
            found = {"found": str(report.year), "asked": str(options.year), "field": "year"}
            voice.warn("text_wins", file=file, **found)


def tell_read(
    reports: Sequence[Counts], failed: int, looked_at: int, out: Path, voice: Voice
) -> None:
    """The closing block of ``svod extract``: nothing where nothing needs a person."""
    counts = {
        "closing_failed": failed,
        "closing_attention": looked_at,
        "closing_uncertain": sum(report.uncertain for report in reports),
        "closing_unmapped": sum(report.unmapped for report in reports),
    }
    lines = [(key, count) for key, count in counts.items() if count]
    if lines:
        voice.say("closing_title")
    for key, count in lines:
        voice.say(key, count=count, out=out)
    if reports:
        voice.say("closing_check", out=out)


def tell_checked(checked: Checked, out: Path, voice: Voice, are_sent: bool) -> None:
    """The closing block of ``svod check``: open findings of all reports, and what to do next, which
    after the letters is to take the answers in.
    """
    opened = [one for one in checked.findings if one.status != "explained"]
    count = Counter(one.severity for one in opened)
    errors, warnings = count[Severity.ERROR], count[Severity.WARNING]
    if errors or warnings:
        voice.say("closing_title")
        voice.say("closing_findings", errors=errors, warnings=warnings)
        voice.say("closing_desk", out=out)
        voice.say("closing_answers" if are_sent else "closing_letters", out=out)
