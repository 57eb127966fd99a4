"""Rules are text that never becomes code: read with line and column, refused when hostile,
tested against themselves.
"""

from fractions import Fraction

import pytest
from checking import findings
from hypothesis import given
from hypothesis import strategies as st

from extractor.check.correction.candidates import candidates
from extractor.check.correction.slips import likeness
from extractor.check.figures.figure import Figure
from extractor.check.figures.interval import Interval, Print
from extractor.check.figures.word_match import fits
from extractor.check.relations.edit import evaluate
from extractor.check.rules.ruleset import all_rules, rules_of
from extractor.check.rules.selftest import faults
from extractor.formula import (
    Number,
    Operation,
    Ref,
    linear_row,
    names_of,
    residual,
    spoken,
)
from extractor.formula.grammar import RuleUnreadable, parse_comparison
from extractor.model import Observation, Place, Status
from extractor.options import CheckOptions
from extractor.words.indicators import vocabulary

INDICATORS = vocabulary().indicators


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a.b = __class__", 1, 7),
        ("a.b = c.__class__", 1, 8),
        ("a.b = c.d()", 1, 10),
        ("a.b = 9 ** 9", 1, 10),
        ("a.b = c.d +\n e.f + + g.h", 2, 8),
        ("a.b = import os", 1, 14),
        ("a.b = 'x'", 1, 7),
        ("a.b", 1, 1),
        ("", 1, 1),
        ("a.b = " + "(" * 500 + "c.d", 1, 27),
        ("a.b = " + " + ".join(["c.d"] * 20_000), 1, 2001),
    ],
    ids=range(11),
)
def test_what_is_no_arithmetic_is_refused_where_it_stands(text, line, column):
    with pytest.raises(RuleUnreadable) as refused:
        parse_comparison(text)
    assert (refused.value.parts["line"], refused.value.parts["column"]) == (line, column)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("- {id: X, check: a.b = c.d, colour: red}", "rule_key", 1),
        ("- {id: X}", "rule_lacks", 1),
        ("- {id: X, check: a.b = c.d, for: ever}", "rule_value", 1),
        ("- {id: X, check: a.b = c.d, severity: awful}", "rule_value", 1),
        ("- id: X\n  check: a.b = c.d +", "rule_unreadable", 2),
        ("- &a {id: X, check: a.b = c.d}\n- *a", "rule_alias", 2),
        ("rules: 5", "rule_form", 1),
        ("- [1, 2", "rule_yaml", 1),
        ("[" * 100_000, "rule_too_deep", 1),
        ("- !!python/object/apply:os.system ['true']", "yaml_tag", 1),
    ],
    ids=range(10),
)
def test_a_rule_file_of_another_form_is_refused_with_its_line(text, key, line):
    with pytest.raises(RuleUnreadable) as refused:
        list(rules_of(text, "own.yaml"))
    assert (refused.value.key, refused.value.parts["line"]) == (key, line)


def test_a_methodist_may_write_the_keys_in_russian():
    text = (
        "- правило: X\n  проверка: loans.total = loans.edd + 1\n  важность: предупреждение\n  "
        "пусто: ноль\n  почему: так"
    )
    (rule,) = rules_of(text, "own.yaml")
    assert (rule.id, rule.severity, rule.zero, rule.why["en"], rule.place) == (
        "X",
        "warning",
        True,
        "так",
        "own.yaml:1",
    )


def test_a_rule_of_the_user_replaces_ours(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "- {id: A1, check: holdings.total = holdings.opening}\n- {id: Z9, check: loans.total >= 0}",
        encoding="utf-8",
    )
    found = {each.id: each for each in all_rules([own])}
    assert found["A1"].place == "own.yaml:1"
    assert len(found) == len(all_rules()) + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- {id: Y, check: no.such = users.onsite}", [("rule_code", "no.such")]),
        ("- {id: Y, check: users.remote = users.onsite + 1}", [("rule_contradiction", "X, Y")]),
        ("- {id: Y, check: 2 * users.remote = 2 * users.onsite}", [("rule_redundant", "X")]),
        ("- {id: Y, check: users.remote = visits.total}", []),
    ],
)
def test_a_rule_set_finds_its_own_faults(text, expected):
    text = f"- {{id: X, check: users.onsite = users.remote}}\n{text}"
    assert [
        (each.key, each.detail) for each in faults(list(rules_of(text, "own.yaml")), INDICATORS)
    ] == expected


def test_the_shipped_rules_name_known_indicators_and_do_not_contradict_each_other():
    found = list(faults(all_rules(), INDICATORS))
    assert {each.key for each in found} <= {"rule_redundant"}
    assert {each.rules for each in found} == {
        ("A6",),
        ("A6.reasons",),
    }  # they hold where a year's opening stock is not given
    assert all(each.why["ru"] and each.why["en"] and each.source for each in all_rules())


STATEMENT = parse_comparison("a.b = 100 * c.d / (e.f - g.h)")
KNOWN = {
    Ref("a.b"): Fraction(50),
    Ref("c.d"): Fraction(5),
    Ref("e.f"): Fraction(12),
    Ref("g.h"): Fraction(2),
}


def test_one_tree_is_read_three_ways():
    points = {ref: Interval.point(value) for ref, value in KNOWN.items()}
    assert evaluate(STATEMENT.right, points).middle == 50
    assert residual(STATEMENT, KNOWN) == 0
    assert spoken(STATEMENT.right, lambda ref: ref.name) == "100 × c.d : (e.f − g.h)"
    assert linear_row(STATEMENT) is None
    assert linear_row(parse_comparison("a.b + 1 = 2 * c.d - (e.f - c.d) / 2")) == (
        {Ref("a.b"): 1, Ref("c.d"): Fraction(-5, 2), Ref("e.f"): Fraction(1, 2)},
        1,
    )


@st.composite
def trees(draw, depth=3):
    if depth == 0 or draw(st.booleans()):
        return draw(
            st.sampled_from(
                [
                    Ref("a.b"),
                    Ref("c.d"),
                    Ref("e.f", -1),
                    Number(Fraction(7)),
                    Number(Fraction(1, 4)),
                ]
            )
        )
    sign = draw(st.sampled_from("+-*/"))
    return Operation(sign, draw(trees(depth=depth - 1)), draw(trees(depth=depth - 1)))


def written(node):
    """A tree in the language of the rules, every operation in brackets."""
    match node:
        case Number(value):
            return f"{float(value):g}"
        case Ref(name, shift):
            return f"{name}[{shift}]" if shift else name
        case Operation(sign, left, right):
            return f"({written(left)} {sign} {written(right)})"


@given(trees(), trees())
def test_a_written_tree_is_read_back(left, right):
    found = parse_comparison(f"{written(left)} <= {written(right)}")
    assert (found.left, found.sign, found.right) == (left, "<=", right)
    assert set(names_of(found)) <= {Ref("a.b"), Ref("c.d"), Ref("e.f", -1)}


NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)


@given(NUMBERS, NUMBERS, st.integers(0, 3))
def test_an_interval_holds_what_it_was_printed_from(one, other, decimals):
    step = Fraction(1, 10**decimals)
    spans = [Interval.printed(round(each, decimals), step, Print.ROUNDED) for each in (one, other)]
    assert spans[0].low <= one <= spans[0].high
    first, second = spans
    for combined, exact in (
        (first + second, one + other),
        (first - second, one - other),
        (first * second, one * other),
    ):
        assert combined.low <= exact <= combined.high


@pytest.mark.parametrize(
    ("wrong", "right", "rule"),
    [
        (286, 2286, "digit"),
        (115915, 115951, "swap"),
        (300, 300_000, "shift"),
        (-5, 5, "sign"),
        (61552, 261552, "digit"),
        (12, 87, None),
        (1, 2, None),
        (14407411, 21507322, None),
    ],
)
def test_slips_of_the_hand_are_known_by_their_digits(wrong, right, rule):
    found = likeness(Fraction(wrong), Fraction(right))
    assert (found[0] if found else None) == rule


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        ("библиотек (сельск|городск) -модельн", "число сельских библиотек", True),
        ("библиотек (сельск|городск) -модельн", "число модельных сельских библиотек", False),
        ("библиотек (сельск|городск)", "число библиотек", False),
        ("1 2 3", "0 ед. 1 ед. 2 ед. 3 ед.", True),
    ],
)
def test_a_table_is_addressed_by_beginnings_of_its_words(address, text, expected):
    assert fits(address, text) is expected


def printed_as(raw: str, decimals: int) -> Observation:
    """A figure of a table, known by what is printed."""
    return Observation(
        section="",
        table=1,
        row=1,
        column=1,
        period="2023",
        value=None,
        decimals=decimals,
        status=Status.OK,
        raw=raw,
        place=Place("", 1),
    )


@pytest.mark.parametrize(
    ("printed", "meant", "proposed"),
    [
        (500, -1300, []),
        (500, -500, [-500]),
        (-500, -1300, [-1300]),
        (500, 1300, [1300]),
    ],  # a decline may lose its sign
)
def test_a_count_is_proposed_below_zero_for_a_lost_sign_alone(printed, meant, proposed):
    fact = printed_as(str(printed), 0)
    found = candidates(
        Figure(fact, Fraction(printed), Fraction(0), 1), Interval.point(Fraction(meant))
    )
    assert [each.meant for each in found] == proposed


@pytest.mark.parametrize(
    ("printed", "step", "low", "high", "first"),
    [
        ("6", "0.1", "4.1", "4.9", "4.5"),  # the sum to the last digit, not the nearest slip
        ("329.09", "0.01", "329091.98", "329092.02", "329092"),  # what a sum says of kopecks
        ("2.7", "0.1", "7.2", "7.2", "7.2"),
        ("12.5", "0.1", "125", "125", "125"),  # a lost point
    ],
)
def test_what_a_sum_says_to_the_last_digit_comes_first(printed, step, low, high, first):
    fact = printed_as(printed, 1)
    found = candidates(
        Figure(fact, Fraction(printed), Fraction(step), 1),
        Interval(Fraction(low), Fraction(high)),
    )
    assert next(iter(found)).meant == Fraction(first)


PER_LIBRARY = """
# 4.3 Показатели по библиотекам

| Библиотека | Читатели, чел. | Выдано документов, экз. |
| Центральная библиотека | 1200 | 20000 |
| Луговская сельская библиотека | 90 | 1500 |
| Заречная сельская библиотека | 410 | 6200 |
| Всего по району | 1700 | 27700 |
"""
OWN_RULE = """
rules:
- {id: OWN, kind: ratio, for: library, check: "users.registered >= 200", severity: warning,
   why: {ru: мало читателей, en: few readers}, source: наша методика}
"""


def test_a_rule_for_each_library_is_asked_of_each(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(OWN_RULE, "utf-8")
    found = findings(tmp_path / "out", PER_LIBRARY, options=CheckOptions(rules=(own,)))
    remarks = [finding for finding in found if finding.rule == "OWN"]
    assert [finding.left for finding in remarks] == ["90"]


BEFORE_RULE = """
rules:
- {id: OWN, kind: restated, check: "visits.total = before(visits.total)",
   severity: warning, why: {ru: раньше было иначе, en: it was otherwise}, source: наша методика}
"""


@pytest.mark.parametrize(("then", "told"), [("9 350", False), ("9 000", True), ("", False)])
def test_a_rule_may_ask_the_report_of_the_year_before(tmp_path, then, told):
    """Each year that both reports tell of; nothing where there is no report before."""
    own = tmp_path / "own.yaml"
    own.write_text(BEFORE_RULE, "utf-8")
    rows = "# 4 Посещения\n\n| Показатель | {0} | {1} |\n| Число посещений, ед. | {2} | {3} |"
    now = rows.format(2022, 2023, "9 350", "9 800")
    before = rows.format(2021, 2022, "8 100", then) if then else ""
    found = findings(tmp_path / "out", now, before, options=CheckOptions(rules=(own,)))
    assert [finding.rule for finding in found if finding.rule == "OWN"] == ["OWN"] * told
