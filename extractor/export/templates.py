"""Letters filled after a template. One that a stranger wrote runs in a sandbox, in a process with
limits of time and memory, over plain text and numbers only."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from extractor.errors import CalledWrongly
from extractor.export.template_faults import fault_of
from extractor.options import MIB
from extractor.processes import end_with_parent, limit_memory
from extractor.processes.pipe import Pipe

START_SECONDS = 120  # for the process to come up on a slow machine; the template is not read yet
READY, DONE = "ready", ""
QUOTED = re.compile(r"'([^']+)'")
Parts = dict[str, str]


@dataclass(frozen=True, slots=True)
class FillLimits:
    """What filling one letter may cost: seconds, and bytes of memory over those of the program."""

    seconds: float = 60.0
    memory: int = 768 * MIB


Letter = tuple[dict[str, object], Path]


def fill_letters(letters: Sequence[Letter], template: Path) -> None:
    """Write each letter, our own template filled with its fields, to its path."""
    for fields, target in letters:
        _fill(template, fields, target)


def fill_confined(
    letters: Sequence[Letter], template: Path, limits: FillLimits = FillLimits()
) -> None:
    """Write each letter after a template that is not trusted, in a process of its own.

    Raises CalledWrongly, which names the template: ``template_unreadable``, ``template_forbidden``
    (it reaches for more than its fields), ``template_time``, ``template_memory``.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    arguments = (theirs, str(template), limits.memory)
    worker = context.Process(target=_serve, args=arguments, daemon=True)
    worker.start()
    theirs.close()
    try:
        _expect(ours, START_SECONDS, template, limits)
        for fields, target in letters:
            ours.send((json.dumps(fields), str(target)))
            _expect(ours, limits.seconds, template, limits)
    except (EOFError, OSError) as error:  # the process is gone, most likely ended by the system
        raise _refused("template_memory", template, limits) from error
    finally:
        worker.kill()
        worker.join()
        ours.close()


def _expect(connection: Pipe, seconds: float, template: Path, limits: FillLimits) -> None:
    """Wait for an answer; any but READY and DONE is a refusal."""
    if not connection.poll(seconds):
        raise _refused("template_time", template, limits)
    key, parts = connection.recv()
    if key not in (READY, DONE):
        raise _refused(key, template, limits, parts)


def _refused(
    key: str, template: Path, limits: FillLimits, parts: Parts | None = None
) -> CalledWrongly:
    sizes = {"seconds": f"{limits.seconds:g}", "megabytes": limits.memory // MIB}
    return CalledWrongly(key, file=template.name, **(parts or {}), **sizes)


def _serve(connection: Pipe, template: str, memory: int) -> None:
    """The other process: fill what it is sent until it is ended."""
    end_with_parent()
    limit_memory(memory)
    connection.send((READY, {}))
    while True:
        fields, target = connection.recv()
        connection.send(_outcome(Path(template), json.loads(fields), Path(target)))


def _outcome(template: Path, fields: dict[str, object], target: Path) -> tuple[str, Parts]:
    """A key of the messages and its parts; DONE where the letter is written."""
    try:
        _fill(template, fields, target)
    except (MemoryError, OverflowError, RecursionError):
        return "template_memory", {}
    except SecurityError as error:
        named = QUOTED.search(str(error))
        return "template_forbidden", {"what": named[1] if named else ""}
    except Exception as error:
        reason, piece = fault_of(error)
        return "template_unreadable", {"reason": reason, "what": piece}
    return DONE, {}


def _fill(template: Path, fields: dict[str, object], target: Path) -> None:
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.globals.pop("lipsum", None)  # writes as much text as it is asked for
    letter = DocxTemplate(str(template))
    letter.render(fields, environment, autoescape=True)
    letter.save(str(target))
