"""Turn what a reader raised into a message to the person whose document it was."""

import errno
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from extractor.errors import LimitExceeded, SvodError, UnreadableFile
from extractor.options import Limits
from extractor.processes.workshop import PREFIX

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}

KILLED = getattr(signal, "SIGKILL", 9)


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, and why."""

    path: Path
    error: SvodError


class Rule(NamedTuple):
    """A kind of exception, and (error, file name, limits) → the error for the user."""

    kind: type[Exception]
    answer: Callable[[Exception, str, Limits], SvodError | None]


def failure_of(path: Path, error: Exception, limits: Limits) -> Failed:
    """The failure of one document; the first rule that has an answer decides. Never raises."""
    answers = (
        rule.answer(error, path.name, limits) for rule in RULES if isinstance(error, rule.kind)
    )
    return Failed(path, next(filter(None, answers)))


def _as_it_is(error: Exception, name: str, limits: Limits) -> SvodError | None:
    return error if isinstance(error, SvodError) else None


def _no_memory(error: Exception, name: str, limits: Limits) -> SvodError:
    if limits.memory_mb:
        return LimitExceeded("limit_memory", file=name, limit=limits.memory_mb)
    return UnreadableFile("memory_absent", file=name)


def _full_disk(error: Exception, name: str, limits: Limits) -> SvodError | None:
    is_full = isinstance(error, OSError) and error.errno in FULL
    return UnreadableFile("no_space", file=name, path=temporary_folder()) if is_full else None


def _refused(error: Exception, name: str, limits: Limits) -> SvodError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return UnreadableFile("system_failed", file=name, reason=reason)


def _unforeseen(error: Exception, name: str, limits: Limits) -> SvodError:
    return UnreadableFile("unforeseen", file=name, reason=_described(error))


def _described(error: Exception) -> str:
    """Type and message; an exception of a plug-in may even fail to say what it is."""
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


RULES = (
    Rule(SvodError, _as_it_is),
    Rule(MemoryError, _no_memory),
    Rule(OSError, _full_disk),
    Rule(OSError, _refused),
    Rule(Exception, _unforeseen),
)


def crashed(name: str, code: int | None) -> UnreadableFile:
    """Describe a process that ended before its document was read; ``code`` < 0 is a signal."""
    if code is not None and code == -KILLED:
        return UnreadableFile("reader_killed", file=name)
    return UnreadableFile("reader_crashed", file=name)


def temporary_folder() -> Path:
    """The folder for temporary files that the user knows: the one around those of this run."""
    folder = Path(tempfile.gettempdir())
    ours = (place.parent for place in (folder, *folder.parents) if place.name.startswith(PREFIX))
    return next(ours, folder)
