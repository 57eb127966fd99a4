"""Every rule of every heuristic, held to its sample: the rule answers it where no earlier rule
does, and without the rule the sample is understood otherwise.
"""

import importlib
import re
import sys
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rule_samples import reader_of

from docs.heuristics import rule_lists
from extractor.rules import Rule, explained, first_match

HOUSE = Path(__file__).parent.parent / "extractor"
WITHOUT_SAMPLES = ("prose", "indicators", "compare")  # rooms whose rules do not carry them yet


def is_list(value):
    """Whether a value is an ordered list of rules: records with a name, an answer, a sample."""
    fields = ("name", "answer", "sample")
    return (
        isinstance(value, tuple)
        and bool(value)
        and not isinstance(value[0], type)
        and all(all(hasattr(rule, field) for field in fields) for rule in value)
    )


def lists():
    """Module, name and rules of every list, where it is written down."""
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        names = re.findall(r"^(\w+): tuple\[", path.read_text("utf-8"), re.MULTILINE)
        if names:
            parts = path.relative_to(HOUSE.parent).with_suffix("").parts
            module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
            made = [(module.__name__, name, getattr(module, name)) for name in names]
            found += [each for each in made if is_list(each[2])]
    return found


LISTS = lists()
CASES = [
    pytest.param(module, name, rule, id=f"{module.removeprefix('extractor.')}.{name}-{rule.name}")
    for module, name, rules in LISTS
    for rule in rules
]


@cache
def caches(_modules_loaded):
    """What remembers texts, and what is drawn from rules: name of the module, and whether it is
    drawn.
    """
    return [
        (module, value.__name__ == "_scanner", value)
        for module in list(sys.modules)
        if module.startswith("extractor.")
        for value in vars(sys.modules[module]).values()
        if hasattr(value, "cache_parameters")
        and (value.__name__ == "_scanner" or value.cache_parameters()["maxsize"] is not None)
    ]


def forget(changed):
    """Forget what was understood of texts, and what modules with changed rules drew from them;
    word tables stay.
    """
    for module, is_drawn, cached in caches(len(sys.modules)):
        if module in changed or not is_drawn:
            cached.cache_clear()


@pytest.fixture(scope="module")
def places():
    """Every place where the program finds a list: by the ``id`` of the list, names of the module
    and of the value. The whole house is loaded: a module that a reading loads would keep spies.
    """
    for path in HOUSE.rglob("*.py"):
        parts = path.relative_to(HOUSE.parent).with_suffix("").parts
        importlib.import_module(".".join(parts).removesuffix(".__init__"))
    found = defaultdict(list)
    for module in [name for name in sys.modules if name.startswith("extractor")]:
        for name, value in vars(sys.modules[module]).items():
            found[id(value)].append((module, name))
    return found


@pytest.fixture
def understood(monkeypatch, places):
    """What a sample says under the rules of a list, and the names of those that answered."""
    changed = set()

    def read(module, name, rules, tried):
        answered = set()

        def spied(rule):
            def answer(*subject):
                said = rule.answer(*subject)
                if said is not None and said != 0:
                    answered.add(rule.name)
                return said

            return replace(rule, answer=answer)

        spies = tuple(map(spied, rules))
        original = next(rules for where, own, rules in LISTS if (where, own) == (module, name))
        for place, own in places[id(original)]:
            monkeypatch.setattr(sys.modules[place], own, spies)
            changed.add(place)
        forget(changed)
        return reader_of(module, tried.name)(tried.sample), answered

    yield read
    monkeypatch.undo()
    forget(changed)


@pytest.mark.parametrize(("module", "name", "rule"), CASES)
def test_a_rule_answers_its_sample_and_nothing_else_would(module, name, rule, understood):
    rules = getattr(sys.modules[module], name)
    others = tuple(other for other in rules if other is not rule)
    with_it, answered = understood(module, name, rules, rule)
    assert rule.name in answered, f"answered: {answered}, understood: {with_it}"
    without, instead = understood(module, name, others, rule)
    assert with_it != without, f"instead: {instead}, understood: {without}"


@pytest.mark.parametrize(
    ("module", "name", "rules"), LISTS, ids=[f"{module}.{name}" for module, name, _ in LISTS]
)
def test_rules_of_a_list_have_names_of_their_own(module, name, rules):
    assert len({rule.name for rule in rules}) == len(rules)


def test_the_first_rule_that_applies_answers_and_others_are_shown_as_tried():
    rules = (
        Rule("even", lambda number: number % 2 == 0, "4"),
        Rule("root", lambda number: {9: 3}.get(number), "9"),
        Rule("large", lambda number: number > 9, "11"),
    )
    assert first_match(rules, 12) == ("even", True)
    assert first_match(rules, 9) == ("root", 3)
    assert first_match(rules, 7) is None
    assert explained(rules, 11) == (("even", None), ("root", None), ("large", True))


def test_no_list_of_heuristics_lacks_samples():
    lacking = [
        (found.path.relative_to(HOUSE).as_posix(), rule.name)
        for found in rule_lists()
        if found.path.relative_to(HOUSE).parts[0] not in WITHOUT_SAMPLES
        for rule in found.rules
        if not rule.sample
    ]
    assert not lacking
