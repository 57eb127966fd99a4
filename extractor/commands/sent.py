"""Files that a district sends back: a letter with answers, a workbook with corrections. They are as
strange as a report and are opened like one, by a process of their own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from extractor.batch import read_alone
from extractor.errors import CalledWrongly, UnreadableFile
from extractor.options import Limits, ReadOptions, ReportOptions
from extractor.plugins import load

Made = TypeVar("Made")
LIMITS = Limits(seconds=300, memory_mb=1_500)  # a page of answers needs a hundredth of it


def read_sent(what: Callable[[Path, ReportOptions], Made], path: Path) -> Made:
    """Return what is made of a file that was sent. Raises CalledWrongly."""
    try:
        return read_alone(what, path, ReportOptions(ReadOptions(LIMITS)))
    except UnreadableFile as error:
        raise CalledWrongly("sent_unread", file=path.name) from error


def answers_in(path: Path, _: ReportOptions) -> list[tuple[str, str]]:
    """The rows of a letter that were answered: the finding and the words."""
    found: list[tuple[str, str]] = load("extractor.export.letter_answers:read_answers")(path)
    return found


def corrections_in(path: Path, _: ReportOptions) -> list[tuple[str, str, str]]:
    """The rows of a workbook that were corrected: figure, value, reason."""
    found: list[tuple[str, str, str]] = load("extractor.decisions.workbook:written")(path)
    return found
