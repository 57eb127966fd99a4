"""Work behind the pages: reports read, the data set checked, in processes of their own."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import extractor
from extractor.serve.checking import OVERTAKEN, Work, call_of

COMMAND = "from extractor.commands import main; main()"
CHECK = "from extractor.serve.checking import main; main()"
ROOT = str(Path(extractor.__file__).resolve().parent.parent)
TOLD = frozenset({"error", "warning"})
NEEDS_A_PERSON = 1
MOST_LINES = 200


@dataclass
class Job:
    """A command at work. ``done`` are the files that were read, ``lines`` what it said."""

    files: tuple[str, ...]
    done: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    page: str = ""
    status: int | None = None

    @property
    def is_running(self) -> bool:
        return self.status is None


class Jobs:
    """Runs one command after another: what is sent is read at once, a check follows. ``changed`` is
    told the number of the last check that is done.
    """

    def __init__(self, work: Work, options: Sequence[str], changed: Callable[[int], None]) -> None:
        self.work, self.options, self.changed = work, tuple(options), changed
        self.jobs: list[Job] = []
        self.checks_wanted = self.checks_done = 0
        self._turn, self._lock = threading.Lock(), threading.Lock()
        self._processes: set[subprocess.Popen[str]] = set()

    def extract(self, paths: Sequence[Path]) -> Job:
        """Read files in the background, then check."""
        job = Job(tuple(path.name for path in paths))
        self.jobs.append(job)
        arguments = ["extract", *map(str, paths), "-o", str(self.work.store.out)]
        arguments += [*self.options, "--log-json", "--lang", self.work.options.lang]
        threading.Thread(target=self._extract, args=(job, arguments), daemon=True).start()
        return job

    def check(self) -> int:
        """Check in the background; gives the number of the check that will know what is there now.
        Checks that are asked for while one runs are one.
        """
        with self._lock:
            self.checks_wanted += 1
            number = self.checks_wanted
        threading.Thread(target=self._check, daemon=True).start()
        return number

    @property
    def is_checking(self) -> bool:
        return self.checks_wanted > self.checks_done

    def stop(self) -> None:
        """End what is at work; what it was about to write is left as it was."""
        for process in list(self._processes):
            process.terminate()

    def _extract(self, job: Job, arguments: Sequence[str]) -> None:
        with self._turn:
            status = self._run(COMMAND, arguments, job)
            self.changed(self.checks_done)
            job.status = status
        if job.status in (0, NEEDS_A_PERSON):
            self.check()

    def _check(self) -> None:
        with self._turn:
            wanted = self.checks_wanted
            if self.checks_done >= wanted:
                return
            if self._run(CHECK, [call_of(self.work)], None) != OVERTAKEN:
                self.changed(wanted)
                self.checks_done = wanted
        if self.checks_done < wanted:  # a decision came between: what counts now is checked
            self._check()

    def _run(self, code: str, arguments: Sequence[str], job: Job | None) -> int:
        """Run a process and take in what it says; gives its exit status."""
        call = [sys.executable, "-c", code, *arguments]
        path = os.pathsep.join(filter(None, (ROOT, os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
        process = subprocess.Popen(  # noqa: S603 - our own command
            call,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
        )
        self._processes.add(process)
        try:
            for line in process.stderr or ():
                if job is not None:
                    _take(job, line)
            return process.wait()
        finally:
            self._processes.discard(process)


def _take(job: Job, line: str) -> None:
    """Take in a line of a command's log."""
    try:
        said = json.loads(line)
    except ValueError:
        return
    key, text = str(said.get("message", "")), str(said.get("text", ""))
    if key in ("file_begun", "page_done"):
        job.page = text
    if key == "report_read" or said.get("level") == "error":
        job.done.append(str(said.get("file", "")))
    if key in ("report_read", "unchanged", "written") or said.get("level") in TOLD:
        job.lines = [*job.lines, text][-MOST_LINES:]
