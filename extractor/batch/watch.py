"""What a process and the programs it started use, seen from outside, and how they are ended."""

from contextlib import suppress
from typing import Any

from extractor.plugins import load

PROCESS, TROUBLE = "psutil:Process", "psutil:Error"
LOOK_AGAIN = 10  # looks at the process itself until its children are listed anew: that costs more


class Watch:
    """The tree of processes under one process number."""

    def __init__(self, number: int) -> None:
        self.process = load(PROCESS)(number)
        self.children: list[Any] = []
        self.looks = 0

    def resident_bytes(self) -> int:
        """Resident memory of the process and its children together; 0 where they have ended."""
        if self.looks % LOOK_AGAIN == 0:
            self._list_children()
        self.looks += 1
        return sum(_resident(process) for process in (self.process, *self.children))

    def end(self) -> None:
        """End the process and its children, also those last seen before it ended by itself."""
        before = list(self.children)
        self._list_children()
        for process in (self.process, *before, *self.children):
            with suppress(load(TROUBLE)):
                process.kill()  # psutil never ends another process of the same number

    def _list_children(self) -> None:
        with suppress(load(TROUBLE)):
            self.children = self.process.children(recursive=True)


def _resident(process: Any) -> int:  # noqa: ANN401 - psutil is loaded on use
    with suppress(load(TROUBLE)):
        return int(process.memory_info().rss)
    return 0
