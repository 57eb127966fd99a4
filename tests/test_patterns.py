"""No regular expression takes the square of a hostile text: each answers 20,000 characters of one
piece within a second of the processor, where the square would take several.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import extractor
from benchmarks.patterns import is_name_searched

LENGTH, SECONDS = 20_000, 1.0
PIECES = ("а", "А", "1", " ", ".", "а-", "1 ", "№ 1, ", "(")
BOUNDED = {  # looked for in 1,200, in 80, in 20 characters
    ("extractor.outline.lines", "_EMBEDDED"),
    ("extractor.prose.non_facts", "LISTED"),
    ("extractor.prose.reading", "LAST_WORD"),
}


def patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Yield each pattern that a module of the package gives a name, or holds in a table."""
    for found in pkgutil.walk_packages(extractor.__path__, "extractor."):
        module = importlib.import_module(found.name)
        source = Path(module.__file__).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if f"\n{name} = " in source or f"\n{name}: " in source:  # else it is another's
                for pattern in _within(value):
                    yield found.name, name, pattern


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _within(part)
    elif isinstance(value, dict):
        yield from _within(list(value.values()))


KNOWN = {(module, name, pattern.pattern): pattern for module, name, pattern in patterns()}


def test_patterns_are_found():
    assert len(KNOWN) > 150


@pytest.fixture
def _limited() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, late)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such clock on Windows")
@pytest.mark.usefixtures("_limited")
@pytest.mark.parametrize("module", sorted({module for module, _, _ in KNOWN}))
def test_a_pattern_answers_a_long_text_at_once(module):
    slow = []
    for (_, name, text), pattern in ((key, KNOWN[key]) for key in KNOWN if key[0] == module):
        path = Path(importlib.import_module(module).__file__)
        is_sought = (module, name) not in BOUNDED and is_name_searched(path, name)
        for piece in PIECES:
            hostile = (piece * LENGTH)[:LENGTH] + "!"
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                pattern.match(hostile)
                pattern.fullmatch(hostile)
                for _found in pattern.finditer(hostile) if is_sought else ():
                    pass
            except TimeoutError:
                slow.append((name, piece, text))
                break
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    assert slow == []
