"""What is said while reports are read: a line a report, and on a terminal a bar below."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from extractor.batch import Failed
from extractor.commands.voice import NORMAL, VERBOSE, Voice, sentence
from extractor.model import Report
from extractor.plugins import load

BAR = "extractor.commands.reading_bar:ReadingBar"
# Notices after which not all of a document reached the data.
NOT_ALL_READ = frozenset(
    {"text_lost", "object_unread", "picture_unread", "sound_unread", "sheet_hidden", "part_unread"}
)


class Watch:
    """Says how the reading of ``files`` goes."""

    def __init__(self, files: Sequence[Path], voice: Voice) -> None:
        self.voice = voice
        plain = not sys.stderr.isatty() or voice.loudness != NORMAL or voice.as_json
        self.bar = None if plain or not files else load(BAR)(files, voice.lang)

    @property
    def progress(self) -> Callable[[str, int, int], None] | None:
        """What is to be told of each document that is begun and of each recognised page."""
        if self.bar is not None:
            told: Callable[[str, int, int], None] = self.bar.at
            return told
        is_wanted = self.voice.loudness >= VERBOSE or self.voice.as_json
        return self._say_page if is_wanted else None

    def _say_page(self, file: str, done: int, count: int) -> None:
        if count:
            self.voice.say("page_done", file=file, done=done, count=count)
        else:
            self.voice.say("file_begun", file=file)

    def shown(self, results: Iterable[Report | Failed]) -> Iterator[Report | Failed]:
        """Tell of each report as it is done, and of the failures when all are."""
        done = []
        with self.bar or nullcontext():
            for result in results:
                done.append(result)
                if isinstance(result, Report):
                    tell_of(result, self.voice)
                if self.bar is not None:
                    self.bar.done(_file_of(result))
        for result in done:
            if isinstance(result, Failed):
                self.voice.fail(result.error.key, **result.error.parts)
        yield from done


def _file_of(result: Report | Failed) -> str:
    return result.document.file if isinstance(result, Report) else result.path.name


def tell_of(report: Report, voice: Voice) -> None:
    """Tell what was read of a report, and what of its document was not."""
    document = report.document
    voice.say(
        "report_read",
        file=document.file,
        sections=len(report.outline.sections),
        tables=len(report.outline.tables),
        observations=len(report.observations),
        district=report.district or sentence("unknown", voice.lang),
        year=report.year or sentence("unknown", voice.lang),
    )
    if not report.observations:
        voice.warn("report_bare", file=document.file)
    for notice in document.notices:
        voice.warn(notice.key, file=document.file, detail=notice.detail, block=notice.block)
    if voice.loudness >= VERBOSE and not any(
        notice.key in NOT_ALL_READ for notice in document.notices
    ):
        voice.detail("conserved", file=document.file)
    for field, value, evidence, count in report.votes:
        voice.detail(
            "report_vote",
            file=document.file,
            field=field,
            value=value,
            evidence=evidence,
            count=count,
        )
