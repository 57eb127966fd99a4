"""Windows and macOS, where the tests do not run: what only one system has is asked for first.

``sh make.sh checks`` lets mypy look at the package as on Windows besides, and ruff at each text
that is opened without its encoding.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.enclosures import name_on_disk

ROOT = Path(__file__).parent.parent
# Of the library of Python, what no Windows has.
MODULES = "crypt fcntl grp nis ossaudiodev posix pty pwd readline resource spwd syslog termios tty"
NAMES = """
os O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK O_SYNC chown chroot confstr fchdir fchmod fchown fork
os forkpty getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getsid getuid
os initgroups killpg lchown lockf major mkfifo mknod nice openpty pathconf posix_fadvise posix_spawn
os pread pwrite register_at_fork sched_getaffinity sendfile setegid seteuid setgid setpgid setsid
os setpriority setuid statvfs sync sysconf tcgetpgrp ttyname uname wait wait3 wait4 waitid
signal SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2 alarm
signal SIGWINCH SIGXCPU pause pthread_kill pthread_sigmask setitimer sigwait
time CLOCK_BOOTTIME CLOCK_MONOTONIC clock_gettime clock_settime tzset
socket AF_UNIX socketpair
"""
LINES = [line.split() for line in NAMES.strip().splitlines()]
ABSENT = {*MODULES.split(), *(f"{line[0]}.{name}" for line in LINES for name in line[1:])}
MENTIONED = re.compile(
    rf"\b(?:import|from) (?:{'|'.join({name.split('.')[0] for name in ABSENT})})\b"
)
SYSTEM = {("sys", "platform"), ("os", "name")}


def unasked(source: str) -> Iterator[str]:
    """What only some systems have and a module uses without a word about the system."""
    yield from _below(ast.parse(source), asked=False)


def _below(node: ast.AST, asked: bool) -> Iterator[str]:
    if not asked:
        yield from _used(node)
    is_asked = asked or (isinstance(node, ast.If | ast.IfExp) and _is_about_system(node.test))
    is_asked = is_asked or (isinstance(node, ast.Try) and _expects_absence(node))
    for child in ast.iter_child_nodes(node):
        yield from _below(child, is_asked)


def _used(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            found = [name.name for name in names]
        case ast.ImportFrom(module=str(module), names=names):
            found = [module, *(f"{module}.{name.name}" for name in names)]
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            found = [f"{module}.{name}"]
        case _:
            return
    yield from (name for name in found if name in ABSENT)


def _is_about_system(test: ast.AST) -> bool:
    asked = (node for node in ast.walk(test) if isinstance(node, ast.Attribute))
    return any(
        isinstance(node.value, ast.Name) and (node.value.id, node.attr) in SYSTEM for node in asked
    )


def _expects_absence(node: ast.Try) -> bool:
    caught = (name for handler in node.handlers for name in ast.walk(handler.type or ast.Pass()))
    return any(isinstance(name, ast.Name) and "Import" in name.id for name in caught)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("from resource import getrlimit", ["resource"]),
        ("from os import fork, getpid", ["os.fork"]),
        ("import os\nos.killpg(1, 9)", ["os.killpg"]),
        ("import os\nos.getpid()", []),
        ("import sys\nif sys.platform != 'win32':\n    import fcntl", []),
        ("import os\nx = os.getuid() if os.name == 'posix' else 0", []),
        ("try:\n    import resource\nexcept ImportError:\n    resource = None", []),
        ("try:\n    import resource\nexcept OSError:\n    resource = None", ["resource"]),
        ("import signal\nif quick:\n    signal.alarm(1)", ["signal.alarm"]),
        ("import signal\ngetattr(signal, 'SIGKILL', 9)", []),
    ],
)
def test_what_only_some_systems_have_is_seen(source, found):
    assert list(unasked(source)) == found


def test_what_only_some_systems_have_is_asked_for_first():
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "extractor").rglob("*.py")}
    asked = {path: list(unasked(text)) for path, text in texts.items() if MENTIONED.search(text)}
    assert len(asked) > 20
    assert not {str(path): names for path, names in asked.items() if names}


@pytest.mark.parametrize(
    ("name", "on_windows"),
    [
        ("Отчёт за 2023 год.docx", "Отчёт за 2023 год.docx"),
        ("D: Отчёт «2023»?.docx", "D_ Отчёт «2023»_.docx"),
        ('<a>|"b"*\t.docx', "_a___b___.docx"),
        ("con.docx", "_con.docx"),
        ("Aux.2023.docx", "_Aux.2023.docx"),
        ("COM1.docx", "_COM1.docx"),
        ("console.docx", "console.docx"),
        ("отчёт. ", "отчёт"),
        ("..docx", "..docx"),
    ],
)
def test_an_enclosed_file_has_a_name_that_windows_takes(name, on_windows):
    assert name_on_disk(name, system="nt") == on_windows
    assert name_on_disk(name, system="posix") == name
