"""YAML that people write is refused with its place, whatever is wrong with it."""

import random

import pytest

from extractor.check.rules.ruleset import rules_of
from extractor.commands.voice import sentence
from extractor.decisions.taken_over import ANSWERED
from extractor.errors import CalledWrongly, RefusedAt
from extractor.words.indicators import LABELS, catalogue_shape, vocabulary
from extractor.words.user_yaml import parsed, read_user_yaml

CATALOGUE = catalogue_shape()
OWN = """indicators:
- code: x.bees
  ru: Ульи
  unit: item
  kind: stock
  over: sum
  where: [3.10]
  says: ["уль ?пчел", "@ пасек"]
neutral: [всего, "0,1"]
"""
ANSWERS = (
    'a-2023:1f:\n  text: "Изменена методика"\n  figures: "5 | 6"\nb-2023:2e: {text: да, figures: '
    "1}\n"
)
RULES = "- id: Z1\n  check: users.age.youth <= 600\n  why: {ru: так, en: so}\n  severity: warning\n"
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "shape", "key", "place"),
    [
        (BOMB, LABELS, "rule_alias", (2, 8)),
        ("a: &a [*a]", LABELS, "rule_alias", (1, 8)),
        ("[" * 90_000, LABELS, "rule_too_deep", None),
        ("- " * 90_000, LABELS, "rule_too_deep", None),
        ("[" * 60, LABELS, "rule_too_deep", (1, 21)),
        ("a: b\na: c", LABELS, "yaml_duplicate", (2, 1)),
        ("a: [b]", LABELS, "yaml_no_text", (1, 4)),
        ("? [a]\n: b", LABELS, "yaml_no_text", (1, 3)),
        ("a: \x00", LABELS, "yaml_sign", (1, 4)),
        ("a: !!python/name:os.system", LABELS, "yaml_tag", (1, 4)),
        ("a: 'b", LABELS, "rule_yaml", None),
        ("indicator: []", CATALOGUE, "yaml_key", (1, 1)),
        ("indicators:\n- {code: x, ru: y}", CATALOGUE, "yaml_lacks", (2, 3)),
        ("indicators: 5", CATALOGUE, "yaml_no_list", (1, 13)),
        (OWN.replace("[3.10]", "3.10"), CATALOGUE, "yaml_no_list", (7, 10)),
        ("neutral: [[a]]", CATALOGUE, "yaml_no_text", (1, 11)),
        ("a: b", ANSWERED, "yaml_no_mapping", (1, 4)),
        ("a: {text: b}", ANSWERED, "yaml_lacks", (1, 4)),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, shape, key, place):
    with pytest.raises(RefusedAt) as refused:
        parsed(text, "own.yaml", shape)
    parts = refused.value.parts
    assert refused.value.key == key and parts["file"] == "own.yaml"
    assert place is None or (parts["line"], parts["column"]) == place
    assert f"строка {parts['line']}" in sentence(key, "ru", **parts)


def test_the_nearest_key_is_named():
    with pytest.raises(RefusedAt) as refused:
        parsed("nuetral: []", "own.yaml", CATALOGUE)
    assert refused.value.parts["known"] == "neutral"


def test_what_is_right_comes_back_as_it_is_written():
    own = parsed(OWN, "own.yaml", CATALOGUE)
    assert own["indicators"][0]["where"] == ["3.10"] and own["neutral"] == ["всего", "0,1"]
    assert parsed(ANSWERS, "a.yaml", ANSWERED)["b-2023:2e"] == {"text": "да", "figures": "1"}
    assert parsed("", "a.yaml", LABELS) is None and parsed("# x", "a.yaml", LABELS) is None


def test_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_bytes("a: b\nключ: в".encode("cp1251"))
    with pytest.raises(RefusedAt) as refused:
        read_user_yaml(path, LABELS)
    assert (refused.value.key, refused.value.parts["line"]) == ("yaml_encoding", 2)


SCRAPS = [
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "\n",
    "  ",
    "&a ",
    "*a",
    "!!x ",
    "'",
    '"',
    "|\n",
    ">",
    "#",
    "?",
    "%",
    "@",
    "\t",
    "\x00",
    "\x85",
    "\ufeff",
    "---\n",
    "...\n",
    "null",
    "<<: ",
    "0x1F",
    "2023-01-01",
    "\ud800",
    "💧",
    "a" * 300,
    "[" * 60,
]


def mutants(text, count, seed):
    draw = random.Random(seed)  # noqa: S311
    for _ in range(count):
        mutant = text
        for _ in range(draw.randint(1, 3)):
            start = draw.randrange(len(mutant) + 1)
            end = start + draw.choice((0, 0, 1, 3, 9))
            mutant = mutant[:start] + draw.choice(SCRAPS) + mutant[end:]
        yield mutant


@pytest.mark.parametrize(("text", "seed"), [(OWN, 1), (ANSWERS, 2), (RULES, 3)])
def test_a_hundred_mutants_are_read_or_refused_with_their_place(text, seed):
    shapes = {OWN: CATALOGUE, ANSWERS: ANSWERED}
    refusals = 0
    for mutant in mutants(text, 100, seed):
        try:
            if text is RULES:
                list(rules_of(mutant, "own.yaml"))
            else:
                parsed(mutant, "own.yaml", shapes[text])
        except RefusedAt as error:
            refusals += 1
            assert error.parts["line"] >= 1 and error.parts["column"] >= 1
    assert refusals > 20


def test_a_folder_of_catalogues_is_refused_as_well(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    assert "x.bees" in vocabulary(tmp_path).indicators
    (tmp_path / "learned.yaml").write_text("[улей]", encoding="utf-8")
    with pytest.raises(CalledWrongly):
        vocabulary(tmp_path)
