"""LibreOffice as a converter of documents, where it is installed: it fetches nothing, runs nothing,
and ends when its time is over.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from extractor.processes.tree import ProcessTree, end_group

PROGRAMS = ("soffice", "libreoffice")
# A profile of its own for each file (LibreOffice refuses to start twice with one), in which it
# fetches nothing and runs nothing.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def convert(
    sources: Sequence[Path], form: str, seconds: float, chosen: Sequence[str] = ()
) -> list[Path]:
    """Turn files of one folder into another format in its subfolder ``made``; gives those that
    came about, in the order of ``sources``. ``chosen`` are further arguments of LibreOffice.

    Raises TimeoutError where it takes longer, FileNotFoundError where there is no LibreOffice.
    """
    program = _program()
    if program is None:
        raise FileNotFoundError(PROGRAMS[0])
    folder = sources[0].parent
    profile, made = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    arguments = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    target = ["--convert-to", form, "--outdir", str(made)]
    _run([program, *chosen, *arguments, *target, *map(str, sources)], seconds)
    found = (made / f"{source.stem}.{form}" for source in sources)
    return [path for path in found if path.is_file()]


def _program() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def _run(command: Sequence[str], seconds: float) -> None:
    process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, its arguments are ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    tree = ProcessTree(process.pid)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    finally:
        tree.end()
        end_group(process.pid)  # ``soffice`` is a script whose child does the work and outlives it
        process.wait()
