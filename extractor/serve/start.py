"""The desk opened: a server on loopback, the browser on its page."""

import os
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from extractor.errors import SvodError
from extractor.options import MIB
from extractor.plugins import load
from extractor.serve.app import application
from extractor.serve.desk import Desk, Setup
from extractor.serve.guard import LOOPBACK, App, Guard

LARGEST = 500 * MIB
ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not listened at
AHEAD = 3.0  # seconds: the first page comes first
Tell = Callable[[str], None]


def guarded(desk: Desk, host: str, token: str) -> App:
    """The desk behind its guard."""
    hosts = {host} if host not in ANY else {socket.gethostname(), *_addresses()}
    return Guard(application(desk), hosts, token, LARGEST)


def _addresses() -> set[str]:
    """The addresses under which this computer can be asked."""
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return set()


def _look_ahead(desk: Desk) -> None:
    """Make what the first search needs before somebody waits for it."""
    if not desk.is_empty:
        with suppress(SvodError):
            _ = desk.view().index


def serve(setup: Setup, host: str, port: int, is_browser_wanted: bool, tell: Tell) -> None:
    """Serve until somebody ends it; tells the address. Off loopback a token is needed.

    Raises OSError where the port is taken.
    """
    token = "" if host in LOOPBACK else secrets.token_urlsafe(24)
    desk = Desk(setup)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        if os.name == "posix":  # elsewhere that would share the port with another program
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        name = host if host not in ANY else socket.gethostname()
        address = f"http://{f'[{name}]' if ':' in name else name}:{listening.getsockname()[1]}/"
        address += f"?token={token}" if token else ""
        tell(address)
        if is_browser_wanted:
            threading.Timer(0.7, webbrowser.open, [address]).start()
        config = load("uvicorn:Config")(
            guarded(desk, host, token), log_level="warning", access_log=False, lifespan="off"
        )
        ahead = threading.Timer(AHEAD, _look_ahead, (desk,))
        ahead.daemon = True
        ahead.start()
        try:
            load("uvicorn:Server")(config).run(sockets=[listening])
        finally:
            desk.jobs.stop()
            desk.painter.stop()
