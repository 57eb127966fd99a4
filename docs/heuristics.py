"""List the heuristics of the code: ordered tuples of small named rules, found by introspection."""

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from inspect import isclass, isfunction
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from docs.drawing import HOUSE, ROOT, floors

# Floors whose rooms understand reports; below and above them a tuple of functions is a registry.
FLOORS_OF_HEURISTICS = (1, 2)
FIELDS = ("name", "answer", "sample")  # of a rule that is a record


class Described(NamedTuple):
    """A rule as the page shows it; ``sample`` is empty where a list does not carry samples yet."""

    name: str
    sample: str
    says: str


class RuleList(NamedTuple):
    """An ordered list of rules: the module and the name where it stands."""

    path: Path
    name: str
    purpose: str
    rules: tuple[Described, ...]


def heuristics() -> str:
    """The page ``heuristics.md``."""
    found = rule_lists()
    rules = [rule for each in found for rule in each.rules]
    sampled = sum(bool(rule.sample) for rule in rules)
    head = (
        "# Heuristics\n\n"
        f"{len(found)} ordered lists of {len(rules)} small named rules, as they stand in the "
        "code.\n"
        "Rules are tried from the top. What a list does with an answer is said where it stands;\n"
        "in most of them the first rule that answers wins.\n\n"
        f"{sampled} rules carry a sample: a text or a drawn table that this rule answers, no\n"
        "earlier one, and that is understood otherwise without it (`tests/test_rules.py`). In a\n"
        "drawn table `<` is merged with the cell to the left, `^` with the one above, and `|=` is\n"
        "a row that the file marks as a header. In a document `#` is a heading style, `**` bold,\n"
        "`>>` centred, `{1.1.}` an automatic number, `␣` a typed space, `[]` a text box. On a\n"
        "page `^` opens a larger line, `─` is a rule, `¦` the edge of a cell, `|` and `-|` a\n"
        "broken word, `-----` the end of the page.\n"
    )
    return head + "".join(_section(each) for each in found)


def _section(found: RuleList) -> str:
    path = found.path.relative_to(ROOT).as_posix()
    lines = [f"\n## `{found.name}` in [`{path}`](../{path})\n", found.purpose, ""]
    if any(rule.sample for rule in found.rules):
        lines += ["| | rule | sample | says |", "|--:|---|---|---|"]
        for number, rule in enumerate(found.rules, 1):
            lines.append(f"| {number} | {rule.name} | {rule.sample} | {rule.says} |")
    else:
        lines += ["| | rule | says |", "|--:|---|---|"]
        for number, rule in enumerate(found.rules, 1):
            lines.append(f"| {number} | {rule.name} | {rule.says} |")
    return "\n".join(lines) + "\n"


@cache
def rule_lists() -> tuple[RuleList, ...]:
    """Every tuple of at least two rules that a module of the floors of heuristics makes itself."""
    names = chain.from_iterable(floors()[floor] for floor in FLOORS_OF_HEURISTICS)
    paths = (path for room in names for path in sorted((HOUSE / room).rglob("*.py")))
    return tuple(chain.from_iterable(map(_lists_of, paths)))


def _lists_of(path: Path) -> Iterator[RuleList]:
    tree = ast.parse(path.read_text("utf-8"))
    parts = path.relative_to(ROOT).with_suffix("").parts
    module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
    for name in _made_here(tree):
        value = getattr(module, name, None)
        if isinstance(value, tuple) and len(value) > 1 and all(map(_is_rule, value)):
            purpose = _line(ast.get_docstring(tree) or "")
            yield RuleList(path, name, purpose, tuple(map(_described, value)))


def _made_here(tree: ast.Module) -> Iterator[str]:
    """Names of the constants that a module assigns at its top."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _is_rule(item: object) -> bool:
    """A function, a tuple that holds one, or a record with a name, an answer and a sample."""
    if isinstance(item, tuple):
        return any(map(isfunction, item))
    return isfunction(item) or (not isclass(item) and all(hasattr(item, field) for field in FIELDS))


def _described(item: object) -> Described:
    """A rule: its name, its sample, and the first paragraph of what it says of itself."""
    if not isinstance(item, tuple) and not isfunction(item):
        name, answer, sample = (getattr(item, field) for field in FIELDS)
        says = _pattern(item) or _line(getattr(answer, "__doc__", None) or "")
        return Described(f"`{name}`", _sample(sample), says)
    parts = item if isinstance(item, tuple) else (item,)
    function = next(filter(isfunction, parts))
    labels = [f"«{part}»" for part in parts if isinstance(part, str)]
    names = [*labels, f"`{getattr(function, '__name__', '?').lstrip('_')}`"]
    says = _line(getattr(function, "__doc__", None) or "")
    return Described(" ".join(dict.fromkeys(names)), "", says)


def _sample(sample: str) -> str:
    """A text, or the lines of a drawing, in a cell of a Markdown table."""
    if not sample.strip():
        return "nothing"
    lines = [line.rstrip() for line in dedent(sample.strip("\n")).splitlines()]
    drawn = len(lines) > 1 or "|" in sample or "¦" in sample
    return "<br>".join(f"`{_cell(line)}`" if line and drawn else _cell(line) for line in lines)


def _pattern(item: object) -> str:
    """The shape that a record describes."""
    pattern = str(getattr(item, "pattern", ""))
    return f"`{pattern}`" if pattern else ""


def _line(text: str) -> str:
    return _cell(" ".join(text.strip().split("\n\n")[0].split()))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
