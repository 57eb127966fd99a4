"""A process that ends with the one that started it, also where that was killed."""

import ctypes
import os
import signal
import sys
import threading
from multiprocessing import parent_process

DIE_WITH_PARENT = 1  # prctl: PR_SET_PDEATHSIG


def end_with_parent(by_main_thread: bool = True) -> None:
    """End this process as soon as the one that started it is gone.

    For a process of ``multiprocessing``; Linux ends it by itself, elsewhere a thread waits. Linux
    ends it with the *thread* that started it: a thread waits also where that was not the main one.
    """
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux" and by_main_thread:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent.pid:  # it ended before this was asked for
            os._exit(1)
    else:
        threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
