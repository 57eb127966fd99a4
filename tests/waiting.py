"""Waiting for what comes by itself, however loaded the machine is."""

import time
from contextlib import suppress

import psutil


def is_gone(number: int, seconds: float = 300) -> bool:
    """Whether there is no such process, at the latest after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not _runs(number):
            return True
        time.sleep(0.02)
    return False


def _runs(number: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    return False
