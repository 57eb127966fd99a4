"""What can go wrong, as one tree::

    SvodError
    ├── CalledWrongly        the user asked for something that makes no sense (exit status 2)
    │   └── RefusedAt        a user's own file is refused; line and column say where
    ├── UnreadableFile       this file cannot be read; others can (exit status 1 or 3)
    │   └── LimitExceeded    a protecting limit was hit; the message says how to lift it
    └── InvalidDataset       what was written does not satisfy its own schema: a defect of ours

A message is a key of ``words/messages.yaml`` and its parts, so that it can be shown in Russian or
English. It names the thing, the place and the next step.
"""

from functools import partial


class SvodError(Exception):
    """Root of every error meant for a user; ``key`` names the message, ``parts`` fill it."""

    def __init__(self, key: str, **parts: object) -> None:
        super().__init__(key, parts)
        self.key = key
        self.parts = parts

    def __reduce__(self) -> tuple[object, ...]:
        """An error comes back whole from the process or the machine where it happened."""
        return partial(type(self), self.key, **self.parts), ()

    def __str__(self) -> str:
        return f"{self.key}: " + ", ".join(f"{name}={value}" for name, value in self.parts.items())


class CalledWrongly(SvodError):
    """Arguments that contradict each other or name what does not exist."""


class UnreadableFile(SvodError):
    """A file that is not what it claims to be, is damaged or is protected."""


class LimitExceeded(UnreadableFile):
    """A size, depth or count beyond the limits of :class:`extractor.options.Limits`."""


class InvalidDataset(SvodError):
    """A written file that its own schema refuses."""


class RefusedAt(CalledWrongly):
    """A user's file that is refused; ``file``, ``line`` and ``column`` say where."""


def system_reason(error: BaseException) -> str:
    """What the system said when it refused; the kind of the error where it said nothing.

    >>> system_reason(FileNotFoundError(2, "No such file or directory")), system_reason(OSError())
    ('No such file or directory', 'OSError')
    """
    return getattr(error, "strerror", None) or type(error).__name__
