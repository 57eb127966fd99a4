"""The examples in the package's docstrings hold."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from extractor import plugins

ROOT = Path(plugins.__file__).parent
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(ROOT.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples_in_docstrings_hold(name):
    try:
        module = import_module(name)
    except ModuleNotFoundError as missing:
        pytest.skip(f"{missing.name} is not installed")
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
