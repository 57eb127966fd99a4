"""Each situation that once broke a run names the tests that hold it, and those tests are there."""

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml

TESTS = Path(__file__).parent
CASES = yaml.safe_load((TESTS / "hostile_cases.yaml").read_text(encoding="utf-8"))
HELD = [(each["case"], test) for each in CASES for test in each["tests"]]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("case", "test"), HELD)
def test_what_holds_a_case_is_there(case: str, test: str) -> None:
    file, name = test.split("::")
    assert name in names_in(file), case
