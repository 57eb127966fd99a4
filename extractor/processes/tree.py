"""A process and the programs that it started, seen from outside: what they use, and their end."""

import os
import signal
import sys
from contextlib import suppress
from typing import Any

from extractor.plugins import load

PROCESS, TROUBLE = "psutil:Process", "psutil:Error"
LOOK_AGAIN = 10  # looks at the process itself until its children are listed anew: that costs more


class ProcessTree:
    """The tree of processes under one process number; empty where there is no such process."""

    def __init__(self, number: int) -> None:
        self.parent: list[Any] = []
        with suppress(load(TROUBLE)):
            self.parent = [load(PROCESS)(number)]
        self.children: list[Any] = []
        self.looks = 0

    def resident_bytes(self) -> int:
        """Resident memory of the process and its children together; 0 where they have ended."""
        if self.looks % LOOK_AGAIN == 0:
            self.look()
        self.looks += 1
        return sum(_resident(process) for process in (*self.parent, *self.children))

    def look(self) -> None:
        """Note the children that there are: those of a process that has ended are not found."""
        with suppress(load(TROUBLE)):
            self.children = [
                child for process in self.parent for child in process.children(recursive=True)
            ]

    def end(self) -> None:
        """End the process and its children, also those last seen before it ended by itself."""
        before = list(self.children)
        self.look()
        for process in (*self.parent, *before, *self.children):
            with suppress(load(TROUBLE)):
                process.kill()  # psutil never ends another process of the same number


def end_group(number: int) -> None:
    """End the processes of a group, also those whose parent has ended. Windows has no groups."""
    if sys.platform != "win32" and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(number, signal.SIGKILL)


def _resident(process: Any) -> int:  # noqa: ANN401 - psutil is loaded on use
    with suppress(load(TROUBLE)):
        return int(process.memory_info().rss)
    return 0
