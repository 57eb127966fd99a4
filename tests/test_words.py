"""Each file of words has its shape; what a room asks of a file is there, and nobody writes a word
that no room reads.
"""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import extractor
from extractor.commands.voice import sentence
from extractor.errors import RefusedAt
from extractor.words import words
from extractor.words.phrase import filled, plural
from extractor.words.shapes import SHAPES, check_words
from extractor.words.user_yaml import parsed

HOUSE = Path(extractor.__file__).parent
FILES = sorted(path.stem for path in (HOUSE / "words").glob("*.yaml"))
PLACES = "file", "line", "column"


@pytest.mark.parametrize("name", FILES)
def test_each_file_of_words_has_its_shape(name):
    check_words(name)


MISTAKES = [
    # file, what is right, a part of it and what is written instead, the message, the word named
    ("tables", "senses: {не менее: at_least}", "at_least", "at_leest", "rule_value", "at_least"),
    ("tables", "shares: [pp]", "pp", "ppp", "rule_value", "pp"),
    ("tables", "naming: [район]", "naming", "namign", "yaml_key", "naming"),
    ("units", "units: {copy: {short: [экз.]}}", "short", "shrot", "yaml_key", "short"),
    ("numbers", "directions: {up: [больше]}", "up", "upp", "rule_value", "up"),
    ("numbers", "cardinals: {7: семь}", "7", "семь", "yaml_no_number", None),
    ("numbers", "money: [RUB]", "RUB", "RUBB", "rule_value", "RUB"),
    ("headings", "alone: '(?:итоги)'", "(?:", "(?:(", "yaml_no_pattern", None),
    ("headings", "ordinals: {перв: 1}", "1", "один", "yaml_no_number", None),
    (
        "check",
        "share_of: {читател: [staff.main]}",
        "staff.main",
        "staf.main",
        "rule_value",
        "staff.main",
    ),
    ("messages", "hello: {ru: Привет, en: Hello}", ", en: Hello", "", "yaml_lacks", None),
    ("relations", "labels: {sum: [всего]}", "sum", "some", "rule_value", "sum"),
    ("indicators", "families: {size: [m2]}", "m2", "m22", "rule_value", "m2"),
]


@pytest.mark.parametrize(("name", "right", "old", "new", "key", "near"), MISTAKES)
def test_a_mistake_in_our_words_is_refused_with_its_place(name, right, old, new, key, near):
    text = f"\n{right}\n"
    parsed(text, f"{name}.yaml", SHAPES[name]())
    with pytest.raises(RefusedAt) as refused:
        parsed(text.replace(old, new, 1), f"{name}.yaml", SHAPES[name]())
    parts = refused.value.parts
    assert (refused.value.key, parts["file"], parts["line"]) == (key, f"{name}.yaml", 2)
    assert near is None or near in str(parts["known"]).split(", ")
    assert sentence(key, "ru", **parts).startswith(f"{name}.yaml, строка 2, столбец ")


REPORTS = "{n} {n|отчёт|отчёта|отчётов}", "{n} {n|report|reports}"
COUNTED = """
0     | 0 отчётов     | 0 reports
1     | 1 отчёт       | 1 report
2     | 2 отчёта      | 2 reports
4     | 4 отчёта      | 4 reports
5     | 5 отчётов     | 5 reports
11    | 11 отчётов    | 11 reports
14    | 14 отчётов    | 14 reports
21    | 21 отчёт      | 21 reports
22    | 22 отчёта     | 22 reports
111   | 111 отчётов   | 111 reports
1001  | 1001 отчёт    | 1001 reports
1,5   | 1,5 отчёта    | 1,5 reports
-1    | -1 отчёт      | -1 report
много | много отчётов | много reports
"""


@pytest.mark.parametrize("line", COUNTED.strip().splitlines())
def test_a_word_has_the_form_that_its_number_needs(line):
    number, russian, english = (part.strip() for part in line.split("|"))
    assert [filled(phrase, {"n": number}) for phrase in REPORTS] == [russian, english]


@pytest.mark.parametrize("number", [1, Decimal("1.0"), "1"])
def test_a_number_of_any_kind_is_understood(number):
    assert plural(number, ("отчёт", "отчёта", "отчётов")) == "отчёт"


def test_a_part_that_is_not_given_is_said_or_an_error():
    assert filled("{a} из {b}", {"b": 2}, "?") == "? из 2"
    with pytest.raises(KeyError):
        filled("{a} из {b}", {"b": 2})


def _phrases() -> Iterator[tuple[str, dict[str, str]]]:
    yield from words("messages").items()
    yield from ((key, each) for key, each in words("compare").items() if key != "units")
    yield from words("check")["sentences"].items()
    yield from words("check")["phrases"].items()


@pytest.mark.parametrize(("key", "phrase"), list(_phrases()))
def test_both_languages_say_the_same_parts_and_all_forms_of_a_word(key, phrase):
    parts, forms = {}, {}
    for lang, text in phrase.items():
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        forms[lang] = {name.count("|") for name in names} - {0}
        parts[lang] = {name.partition("|")[0] for name in names}
    assert parts["ru"] == parts["en"]
    assert forms["ru"] <= {3} and forms["en"] <= {2}


def _trees(sought: str = "") -> Iterator[ast.Module]:
    """The modules in whose text something stands: to parse the whole house takes seconds."""
    texts = (path.read_text("utf-8") for path in HOUSE.rglob("*.py"))
    yield from (ast.parse(text) for text in texts if sought in text)


def _asked() -> Iterator[tuple[str, str]]:
    """Each («file», «key») that code names outright: ``words("tables")["nil"]``."""
    for node in (node for tree in _trees("words(") for node in ast.walk(tree)):
        match node:
            case ast.Subscript(
                value=ast.Call(func=ast.Name(id="words"), args=[ast.Constant(value=str(name))]),
                slice=ast.Constant(value=str(key)),
            ):
                yield name, key


@pytest.mark.parametrize(("name", "key"), sorted(set(_asked())))
def test_what_a_room_asks_of_a_file_is_there(name, key):
    assert key in words(name)


def test_no_wording_for_people_stands_in_code():
    dictionaries = (
        node for tree in _trees('"ru"') for node in ast.walk(tree) if isinstance(node, ast.Dict)
    )
    worded = [
        ast.unparse(node)
        for node in dictionaries
        if {"ru", "en"} <= {key.value for key in node.keys if isinstance(key, ast.Constant)}
        and not any(isinstance(part, ast.Call) for value in node.values for part in ast.walk(value))
        and any(isinstance(part, ast.Constant) for value in node.values for part in ast.walk(value))
    ]
    assert worded == []


@cache
def _written() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The texts that stand in the code, and the shapes of those that it composes: «flaw_…»."""
    texts: set[object] = set()
    composed: set[str] = set()
    for node in (node for tree in _trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Constant):
            texts.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (
                re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w-]+"
                for part in node.values
            )
            composed.add("".join(parts))
    for page in HOUSE.rglob("*.html"):  # templates say a phrase, or put its key together
        quoted = re.findall(r'"([a-z_]+)"( \+)?', page.read_text("utf-8"))
        texts |= {text for text, _ in quoted}
        composed |= {f"{text}[a-z]+" for text, is_begun in quoted if is_begun}
    known = (shape for shape in composed if re.search(r"[a-z]{3,}_|_[a-z]{3,}", shape))
    return frozenset(map(str, texts)), tuple(map(re.compile, known))


BY_SYSTEM = re.compile("reason_E[A-Z]+")  # named by the numbers of errors of the system


def _is_read(key: str) -> bool:
    texts, composed = _written()
    if BY_SYSTEM.fullmatch(key):
        return True
    key = key.removesuffix("_at")  # the same message with a place: f"{error.key}_at"
    return key in texts or any(shape.fullmatch(key) for shape in composed)


@pytest.mark.parametrize("name", FILES)
def test_each_key_of_a_file_is_read_by_somebody(name):
    keys = words(name)
    assert [key for key in keys if not _is_read(str(key))] == []


def test_the_test_of_dead_words_can_fail():
    assert not _is_read("site_clean") and _is_read("flaw_label") and _is_read("naming")
