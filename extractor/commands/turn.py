"""One command at a time in a data set, and what a person hears who has to wait."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from extractor.commands.voice import Voice
from extractor.dataset.lock import LIMIT
from extractor.dataset.swap import held


@contextmanager
def turn(
    out: Path, command: str, voice: Voice, limit: float = LIMIT, make: bool = False
) -> Iterator[None]:
    """Hold a data set while it is read or changed; says for whom it waits.

    With ``make`` the folder is made where there is none. Raises CalledWrongly after ``limit``
    seconds.
    """
    with held(out, f"svod {command}", partial(tell_waiting, voice, out), limit, make):
        yield


def tell_waiting(voice: Voice, path: Path, holder: Mapping[str, str]) -> None:
    voice.say("lock_waiting", path=path, **holder)
