"""The parts of the check by themselves: figures, formulas, statements, families, explanations,
slips of the hand.
"""

import dataclasses
from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from extractor.check.correction.candidates import candidates
from extractor.check.correction.localisation import allowed, explain, groups
from extractor.check.correction.slips import digits_of, likeness
from extractor.check.evidence.support import Record
from extractor.check.evidence.triage import family_of, records_of, settle, without_doubles
from extractor.check.figures.figure import Figure, figure_of, label_of, step_of
from extractor.check.figures.interval import Interval, Print
from extractor.check.figures.shelf import Shelf, people_of
from extractor.check.relations.edit import Edit, Outcome, outcome, solved
from extractor.check.relations.from_rules import _best
from extractor.check.relations.table_totals import table_edits
from extractor.check.rules.ruleset import shipped
from extractor.formula import (
    Comparison,
    Number,
    Operation,
    Ref,
    linear_row,
    residual,
    spoken,
)
from extractor.model import Indicator, Observation, Op, Place, Status
from extractor.model.dataset import Edition, PrintedTable
from extractor.model.finding import Severity
from extractor.words.indicators import vocabulary

A, B, C, D = (Ref(name) for name in "abcd")
SUM = Comparison(A, "=", Operation("+", B, C))


def fact(value="10", **changes) -> Observation:
    """A whole number of a table; its place is told by ``row`` and ``column``."""
    own = {
        "observation": f"r:t1r{changes.get('row', 1)}c{changes.get('column', 1)}",
        "report": "r",
        "section": "1",
        "table": 1,
        "row": 1,
        "column": 1,
        "row_path": ("Всего",),
        "column_path": ("2023 г.",),
        "indicator": "",
        "library": (),
        "area": "",
        "period": "2023",
        "value": None if value is None else Decimal(value),
        "decimals": 0,
        "unit": "item",
        "multiplier": 1,
        "status": Status.OK,
        "raw": str(value),
        "extra": (),
        "place": Place("r.docx", 1, 1, 1),
    }
    return Observation(**(own | changes))


def figure(value="10", **changes) -> Figure:
    decimals = len(str(value).partition(".")[2])
    found = figure_of(fact(value, decimals=decimals, **changes), {})
    assert found
    return found


def edit(
    statement=SUM,
    values=("10", "6", "4"),
    *,
    rule="A1",
    family="A1|x",
    first=0,
    kind="sum",
    **changes,
) -> Edit:
    refs = dict.fromkeys(_refs(statement.left) + _refs(statement.right))
    figures = {
        ref: figure(value, column=n + first)
        for n, (ref, value) in enumerate(zip(refs, values, strict=True))
    }
    return Edit(rule, kind, Severity.ERROR, family, statement, figures, **changes)


def _refs(node) -> list[Ref]:
    if isinstance(node, Operation):
        return _refs(node.left) + _refs(node.right)
    return [node] if isinstance(node, Ref) else []


def indicator(kind="stock", over="sum") -> Indicator:
    return replace(NOTHING, kind=kind, over=over)


NOTHING = next(iter(vocabulary().indicators.values()))


# ---- figures


@pytest.mark.parametrize(
    ("changes", "kind", "step"),
    [
        ({}, None, "0"),  # things are counted exactly
        ({"decimals": 1}, None, "1/10"),
        ({"decimals": 2, "unit": "%"}, None, "1/100"),
        ({"unit": "%"}, None, "1"),  # «12 %» is rounded
        ({"multiplier": 1000}, None, "1"),  # so is «12 тыс.»
        ({}, "ratio", "1"),
        ({}, "stock", "0"),
        ({"op": Op.ABOUT}, None, "10"),  # about ten: a tenth of it
        ({"op": Op.EXACT}, None, "0"),
        ({"value": Decimal(0), "op": Op.ABOUT}, None, "0"),
    ],
)
def test_what_the_last_digit_is_worth(changes, kind, step):
    assert step_of(fact(**changes), indicator(kind) if kind else None) == Fraction(step)


@pytest.mark.parametrize(
    ("unit", "kind", "over", "adds"),
    [
        ("item", None, "", True),
        ("%", None, "", False),
        ("item", "stock", "sum", True),
        ("item", "flow", "sum", True),
        ("item", "ratio", "sum", False),
        ("item", "stock", "weighted", False),
        ("%", "stock", "sum", False),
    ],
)
def test_what_may_be_summed(unit, kind, over, adds):
    known = {"x": indicator(kind, over)} if kind else {}
    assert figure_of(fact(unit=unit, indicator="x"), known).adds is adds


@pytest.mark.parametrize(
    "changes", [{"value": None}, {"status": Status.UNCERTAIN}, {"status": Status.TEXT}]
)
def test_no_figure_without_a_number_of_its_own(changes):
    assert figure_of(fact(**changes), {}) is None


PEOPLE = {
    "status": Status.TEXT,
    "value": None,
    "column_path": ("Число жителей",),
    "library": ("x-1",),
}


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"extra": (("с. Ольха", "222"),)}, "222"),
        ({"extra": (("с. Ольха", "222"), ("д. Лог", "30"))}, "252"),
        ({"extra": (("с. Ольха", "222"),), "column_path": ("Обслуживаемое население",)}, "222"),
        ({"extra": (("с. Ольха", "222"),), "column_path": ("Адрес",)}, None),
        ({"extra": (("с. Ольха", "222"),), "library": ()}, None),
        ({"extra": (("с. Ольха", "222"),), "library": ("x-1", "x-2")}, None),
        ({"extra": (("с. Ольха", "много"),)}, None),
        ({"extra": ()}, None),
        ({"extra": (("с. Ольха", "222"),), "status": Status.MISSING}, None),
    ],
)
def test_inhabitants_written_as_text_are_their_number(changes, value):
    found = people_of(fact(**(PEOPLE | changes)))
    assert found.value == (None if value is None else Decimal(value))
    assert (found.status is Status.OK) == (value is not None)


def shelf(*facts: Observation, totals=(), left_out=frozenset()) -> Shelf:
    cells = tuple((row, column, 1, 1, "total", "x") for row, column in totals)
    tables = tuple(
        PrintedTable(number, "1", "", 9, 9, 1, 1, "p", cells if number == 1 else ())
        for number in {f.table for f in facts}
    )
    edition = Edition("r", "r.docx", "", "Район", "", 2023, tuple(facts), (), tables, (), ())
    return Shelf(edition, {}, left_out)


CODED = {"indicator": "loans.total"}


@pytest.mark.parametrize(
    ("facts", "totals", "expected"),
    [
        ([fact("5", **CODED)], (), ["5"]),
        ([fact("5", **CODED), fact("6", column=2, **CODED)], (), []),  # two of the system: neither
        ([fact("5", library=("x",), **CODED)], (), []),
        ([fact("5", area="с. Ольха", **CODED)], (), []),
        ([fact("5", library=("x",), **CODED), fact("9", row=7, **CODED)], [(7, 1)], ["9"]),
        ([fact("5", library=("x",), **CODED), fact("9", row=7, **CODED)], (), []),
        ([fact("9", row=7, **CODED)], [(7, 1)], ["9"]),
        (
            [
                fact("5", library=("x",), **CODED),
                fact("8", row=6, **CODED),
                fact("9", row=7, **CODED),
            ],
            [(6, 1), (7, 1)],
            ["9"],
        ),
    ],
)
def test_which_figure_of_a_table_speaks_for_the_system(facts, totals, expected):
    found = shelf(*facts, totals=totals).of_system.get(("loans.total", "2023"), ())
    assert [str(one.fact.value) for one in found] == expected


def test_a_table_whose_labels_are_doubted_speaks_for_no_indicator():
    facts = [fact("5", **CODED), fact("6", table=2, **CODED)]
    key = ("loans.total", "2023")
    assert [one.fact.table for one in shelf(*facts).of_system[key]] == [1, 2]
    doubted = shelf(*facts, left_out=frozenset({1}))
    assert [one.fact.table for one in doubted.of_system[key]] == [2]
    assert key not in shelf(facts[0], left_out=frozenset({1})).of_system
    assert len(doubted.everything[key]) == 2


@pytest.mark.parametrize(
    ("facts", "totals", "count"),
    [
        ([fact("5", library=("x",), **CODED)], (), 1),
        ([fact("5", **CODED)], (), 0),
        ([fact("5", library=("x", "y"), **CODED)], (), 0),
        ([fact("5", library=("x",))], (), 0),
        ([fact("5", library=("x",), row=7, **CODED)], [(7, 1)], 0),
    ],
)
def test_which_figures_speak_of_one_library(facts, totals, count):
    assert sum(map(len, shelf(*facts, totals=totals).of_library.values())) == count


@pytest.mark.parametrize(
    ("row", "column", "label"),
    [
        (("Фонд",), (), "Фонд"),
        ((), ("Фонд", "книги"), "Фонд / книги"),
        (("а", "б"), ("в", "г"), "в / г"),
        (("", "Фонд"), ("",), "Фонд"),
        ((), (), ""),
        (("ф" * 120,), (), "ф" * 120),
        (("ф" * 121,), (), "ф" * 117 + "…"),
    ],
)
def test_what_a_person_calls_a_figure(row, column, label):
    assert label_of(fact(row_path=row, column_path=column)) == label


# ---- intervals and formulas


@pytest.mark.parametrize(
    ("value", "step", "how", "low", "high"),
    [
        ("10", "0", Print.ROUNDED, "10", "10"),
        ("10", "1", Print.ROUNDED, "19/2", "21/2"),
        ("10", "1", Print.TRUNCATED, "10", "11"),
        ("-10", "1", Print.TRUNCATED, "-11", "-10"),
        ("0", "1", Print.TRUNCATED, "0", "1"),
        ("10", "0", Print.TRUNCATED, "10", "10"),
    ],
)
def test_what_a_printed_number_may_have_been(value, step, how, low, high):
    assert Interval.printed(Fraction(value), Fraction(step), how) == Interval(
        Fraction(low), Fraction(high)
    )


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ((1, 2), (2, 3), True),
        ((1, 2), (3, 4), False),
        ((3, 4), (1, 2), False),
        ((1, 9), (3, 4), True),
        ((3, 4), (1, 9), True),
    ],
)
def test_intervals_meet_where_they_share_a_number(one, other, meets):
    assert Interval(*map(Fraction, one)).meets(Interval(*map(Fraction, other))) is meets


@pytest.mark.parametrize("divisor", [(-1, 1), (0, 1), (-1, 0), (0, 0)])
def test_nothing_is_divided_by_what_may_be_zero(divisor):
    with pytest.raises(ZeroDivisionError):
        Interval(Fraction(1), Fraction(2)) / Interval(*map(Fraction, divisor))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [((1, 2), (2, 4), "1/4", "1"), ((-2, 1), (-4, -2), "-1/2", "1")],
)
def test_a_quotient_of_intervals(one, other, low, high):
    found = Interval(*map(Fraction, one)) / Interval(*map(Fraction, other))
    assert found == Interval(Fraction(low), Fraction(high))


TWO = Number(Fraction(2))


@pytest.mark.parametrize(
    ("right", "row"),
    [
        (Operation("+", B, C), {A: 1, B: -1, C: -1}),
        (Operation("-", B, C), {A: 1, B: -1, C: 1}),
        (Operation("*", TWO, B), {A: 1, B: -2}),
        (Operation("*", B, TWO), {A: 1, B: -2}),
        (Operation("/", B, TWO), {A: 1, B: Fraction(-1, 2)}),
        (Operation("-", B, Operation("-", C, D)), {A: 1, B: -1, C: 1, D: -1}),
        (Operation("+", B, B), {A: 1, B: -2}),
        (Operation("+", A, B), {A: 0, B: -1}),
        (Operation("/", B, C), None),
        (Operation("*", B, C), None),
        (Operation("/", B, Number(Fraction(0))), None),
        (Operation("+", B, Operation("/", C, D)), None),
        (Operation("-", Operation("*", C, D), B), None),
    ],
)
def test_the_linear_row_of_a_statement(right, row):
    found = linear_row(Comparison(A, "=", right))
    assert (found and dict(found[0])) == row


@pytest.mark.parametrize(
    ("right", "values", "rest"),
    [
        (Operation("+", B, C), (10, 6, 4), 0),
        (Operation("-", B, C), (10, 6, 4), 8),
        (Operation("*", B, C), (24, 6, 4), 0),
        (Operation("/", B, C), (3, 6, 2), 0),
        (Operation("/", B, C), (4, 6, 2), 2),
        (Operation("/", Operation("-", B, C), C), (2, 6, 2), 0),
    ],
)
def test_what_is_left_between_the_sides(right, values, rest):
    known = {ref: Fraction(value) for ref, value in zip((A, B, C), values, strict=True)}
    assert residual(Comparison(A, "=", right), known) == rest


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Operation("+", A, Operation("*", B, C)), "a + b × c"),
        (Operation("*", Operation("+", A, B), C), "(a + b) × c"),
        (Operation("-", A, Operation("-", B, C)), "a − (b − c)"),
        (Operation("-", Operation("-", A, B), C), "a − b − c"),
        (Operation("/", A, Operation("/", B, C)), "a : (b : c)"),
        (Operation("*", A, Operation("*", B, C)), "a × b × c"),
        (Operation("+", A, Number(Fraction(5, 2))), "a + 2,5"),
        (Operation("+", A, TWO), "a + 2"),
    ],
)
def test_a_formula_in_words(node, text):
    assert spoken(node, lambda ref: ref.name) == text


# ---- statements


@pytest.mark.parametrize(
    ("sign", "values", "came"),
    [
        ("=", ("10", "6", "4"), Outcome.HOLDS),
        ("=", ("11", "6", "4"), Outcome.BROKEN),
        ("<=", ("11", "6", "4"), Outcome.BROKEN),
        ("<=", ("9", "6", "4"), Outcome.HOLDS),
        ("<=", ("10", "6", "4"), Outcome.HOLDS),
        (">=", ("11", "6", "4"), Outcome.HOLDS),
        (">=", ("9", "6", "4"), Outcome.BROKEN),
        ("=", ("10.1", "6.06", "4.06"), Outcome.HOLDS),
        ("=", ("10.1", "6.2", "4.2"), Outcome.BROKEN),
        ("=", ("10.1", "6.06", "4.12"), Outcome.TRUNCATED),
    ],
)
def test_what_comes_of_a_statement(sign, values, came):
    assert outcome(edit(Comparison(A, sign, Operation("+", B, C)), values)) is came


def test_a_statement_over_zero_is_skipped_and_slack_widens_one():
    assert (
        outcome(edit(Comparison(A, "=", Operation("/", B, C)), ("1", "2", "0"))) is Outcome.SKIPPED
    )
    assert outcome(edit(values=("12", "6", "4"), slack=Fraction(2))) is Outcome.HOLDS
    assert outcome(edit(values=("12", "6", "4"), slack=Fraction(1))) is Outcome.BROKEN


QUOTIENT = Comparison(A, "=", Operation("/", B, C))


@pytest.mark.parametrize(
    ("statement", "values", "ref", "low", "high"),
    [
        (SUM, ("10", "7", "4"), A, 11, 11),
        (SUM, ("10", "7", "4"), B, 6, 6),
        (SUM, ("10", "7", "4"), C, 3, 3),
        (Comparison(A, "<=", Operation("+", B, C)), ("12", "7", "4"), A, None, 11),
        (Comparison(A, "<=", Operation("+", B, C)), ("12", "7", "4"), B, 8, None),
        (Comparison(A, ">=", Operation("+", B, C)), ("10", "7", "4"), A, 11, None),
        (Comparison(A, ">=", Operation("+", B, C)), ("10", "7", "4"), B, None, 6),
        (QUOTIENT, ("3", "12", "6"), A, 2, 2),
        (QUOTIENT, ("3", "12", "6"), B, 18, 18),
        (QUOTIENT, ("3", "12", "6"), C, 4, 4),
    ],
)
def test_what_a_figure_must_be(statement, values, ref, low, high):
    found = solved(edit(statement, values), ref)
    assert (low is None and found.low < -(10**9)) or found.low == low
    assert (high is None and found.high > 10**9) or found.high == high


def test_a_figure_that_cancels_out_has_no_say():
    statement = Comparison(A, "=", Operation("+", A, B))
    assert solved(edit(statement, ("10", "4")), A) is None
    assert solved(edit(Comparison(A, "=", Operation("/", B, C)), ("0", "0", "5")), C) is None


# ---- families


def family(*values, rule="A1", must=False, name="A1|x") -> list[Edit]:
    return [
        edit(values=each, rule=rule, family=name, must=must, first=10 * n)
        for n, each in enumerate(values)
    ]


GOOD, SHORT, OVER = ("10", "6", "4"), ("12", "6", "4"), ("9", "6", "4")
LACKS, EXCEEDS = ("24", "12", "8"), ("15", "12", "8")


@pytest.mark.parametrize(
    ("members", "broken", "definitions"),
    [
        (family(GOOD, SHORT), 1, 0),  # holds elsewhere: has to hold
        (family(SHORT, SHORT), 0, 1),  # never adds up: the template's own definition
        (family(SHORT, must=True), 1, 0),
        (family(OVER, OVER), 2, 0),  # more parts than whole, by a rule
        (family(OVER, OVER, OVER), 0, 0),  # always more: the report counts otherwise
        (family(OVER, OVER, rule="sum.parts"), 0, 0),  # by a table: it may count one thing twice
        (family(LACKS, LACKS, EXCEEDS, rule="sum.parts"), 1, 0),  # only what is overfull
        (family(SHORT, SHORT, OVER, rule="sum.parts"), 0, 0),  # of a few things chance makes more
        (family(SHORT, OVER, OVER), 3, 0),  # in both directions: mistakes
        (family(SHORT, SHORT, SHORT, OVER), 1, 0),  # mostly short: only what is overfull
        (family(GOOD, GOOD), 0, 0),
        (family(("0", "0", "0"), SHORT), 0, 1),  # zeros prove nothing
        (family(("6", "6", "0"), SHORT), 0, 1),  # nor does an only part
    ],
)
def test_what_a_family_of_statements_comes_to(members, broken, definitions):
    found = settle(members, {})
    assert (len(found.broken), len(found.definitions)) == (broken, definitions)


@pytest.mark.parametrize(("others", "broken"), [((3, 1), 1), ((1, 1), 1), ((1, 3), 0), ((0, 3), 0)])
def test_other_reports_say_whether_parts_make_the_whole(others, broken):
    assert len(settle(family(SHORT), {"A1|x": Record(*others, 20.0)}).broken) == broken


def test_what_is_counted_of_a_family():
    fared = records_of(family(GOOD, SHORT, OVER, ("0", "0", "0")))["A1|x"]
    assert (fared.held, fared.broken) == (1, 2)
    once, twice = (records_of(family(*[GOOD] * times, must=True))["A1|x"] for times in (1, 2))
    assert (once.held, twice.held, twice.surprise) == (1, 2, once.surprise)


@pytest.mark.parametrize(
    ("rule", "name", "must", "found"),
    [
        ("A2.total", "A2.total|x", False, "A2|"),
        ("A2.total", "A2.total|x", True, "A2.total|x"),
        ("sum.total", "sum.total|x", False, "sum.total|x"),
        ("A2.total", "A2.total", False, "A2.total"),
    ],
)
def test_the_name_of_a_family(rule, name, must, found):
    assert family_of(edit(rule=rule, family=name, must=must)) == found


WIDE = Comparison(A, "=", Operation("+", Operation("+", B, C), D))


def test_of_two_statements_about_one_whole_the_one_with_more_parts_stands():
    rule, table = edit(rule="B1"), edit(WIDE, ("10", "5", "3", "2"), rule="sum.parts")
    assert without_doubles([rule, table]) == [table]
    ratio = dataclasses.replace(rule, kind="ratio")
    assert without_doubles([ratio, table]) == [ratio, table]
    other = edit(rule="B1", first=5)
    assert without_doubles([other, table]) == [other, table]
    again = edit(rule="B2")
    assert without_doubles([rule, again]) == [rule]
    lower = edit(Comparison(A, "<=", Operation("+", B, C)), rule="B3")
    assert without_doubles([rule, lower]) == [rule, lower]


# ---- explanations


def test_statements_that_share_a_figure_are_one_group():
    one, two, apart = edit(first=0), edit(first=2), edit(first=20)
    held, far = edit(first=4), edit(first=40)
    found = list(groups([one, apart, two], [held, far]))
    assert [group.broken for group in found] == [(one, two), (apart,)]
    assert [group.holding for group in found] == [(held,), ()]


@pytest.mark.parametrize(
    ("second", "names"),
    [
        (None, ["c0", "c1", "c2"]),  # one statement: any of its figures
        (("11", "8", "3"), ["c0"]),  # two statements about one whole: the whole
    ],
)
def test_the_fewest_figures_that_explain_a_group(second, names):
    broken = [edit(values=("10", "7", "4"))]
    if second:
        figures = {
            A: broken[0].figures[A],
            B: figure(second[1], column=7),
            C: figure(second[2], column=8),
        }
        broken.append(Edit("A2", "sum", Severity.ERROR, "A2|x", SUM, figures))
    (group,) = groups(broken, [])
    assert [each.figures[0].fact.observation[-2:] for each in explain(group)] == names


@pytest.mark.parametrize(
    ("nearest", "other", "chosen"),
    [
        ("12", "10", "12"),  # thousands: 12 = 9 + 3000 / 1000
        ("10", "12", "12"),  # that of another table, since it holds
        ("10", "7", "10"),  # neither holds: what stands nearest
        ("3009", "12", "3009"),  # printed so, whatever their units say
    ],
)
def test_of_figures_in_several_tables_those_that_hold_as_sums_of_money_are_meant(
    nearest, other, chosen
):
    thousands = {"unit": "RUB", "multiplier": 1000}
    candidates = {
        A: (figure(nearest, **thousands), figure(other, table=2, **thousands)),
        B: (figure("9", column=2, **thousands),),
        C: (figure("3000", column=3, unit="RUB"),),
    }
    ((_, figures),) = _best(SUM, candidates, next(iter(shipped())), {})
    assert str(figures[A].value) == chosen


def test_of_sets_of_figures_only_the_smallest_explain_a_group():
    """A whole of 10 with parts of 11, 13 and 13: the whole and a part of the odd one out, and not
    a part of each.
    """
    broken = [edit(values=("10", "7", "4"))]
    for at, (first, second) in ((3, ("8", "5")), (5, ("9", "4"))):
        figures = {
            A: broken[0].figures[A],
            B: figure(first, column=at),
            C: figure(second, column=at + 1),
        }
        broken.append(Edit(f"A{at}", "sum", Severity.ERROR, f"A{at}|x", SUM, figures))
    (group,) = groups(broken, [])
    named = [[each.fact.observation[-2:] for each in found.figures] for found in explain(group)]
    assert sorted(named) == [["c0", "c1"], ["c0", "c2"]]


@pytest.mark.parametrize("odd", ["4" + "0" * 30, "4" + "0" * 400, "0." + "0" * 30 + "4"])
def test_figures_too_far_apart_for_the_solver_are_left_to_each_statement(odd):
    """A ratio of such a figure is no coefficient for reckoning in floating point."""
    ratio = Comparison(A, "=", Operation("/", B, C))
    broken = [
        Edit("A1", "ratio", Severity.ERROR, "A1|x", ratio, edit(values=(odd, "7", "4")).figures),
        edit(values=("12", "7", "4")),
    ]
    (group,) = groups(broken, [])
    assert explain(group) == []


def test_what_a_figure_may_be_is_what_all_its_statements_leave():
    one = edit(values=("10", "7", "4"))
    whole = one.figures[A]
    lower = Edit(
        "A2",
        "sum",
        Severity.ERROR,
        "x",
        Comparison(A, "<=", B),
        {A: whole, B: figure("30", column=9)},
    )
    assert allowed(whole, [one, lower]) == Interval(Fraction(11), Fraction(11))
    lower = dataclasses.replace(lower, figures={A: whole, B: figure("5", column=9)})
    assert allowed(whole, [one, lower]) is None
    assert allowed(figure("1", column=77), [one]) is None


# ---- slips


@pytest.mark.parametrize(
    ("wrong", "right", "rule"),
    [
        ("286", "2286", "digit"),
        ("1424", "1244", "swap"),
        ("650", "65", "shift"),
        ("65", "65000", "shift"),
        ("-5", "5", "sign"),
        ("12", "87", None),
        ("5", "7", None),
        ("12345", "12999", None),
        ("12345", "12395", "digit"),
        ("1234", "1278", None),
        ("12345", "12378", "digit"),
        ("12", "-13", None),
        ("12.5", "125", "shift"),
        ("0", "10", "digit"),
        ("1244", "1254", "digit"),
    ],
)
def test_how_one_number_becomes_another(wrong, right, rule):
    found = likeness(Fraction(wrong), Fraction(right))
    assert (found and found[0]) == rule


@pytest.mark.parametrize(
    ("value", "digits"), [("12.50", "125"), ("-7", "7"), ("0.05", "5"), ("1/3", "0")]
)
def test_digits_without_the_point(value, digits):
    assert digits_of(Fraction(value)) == digits


@pytest.mark.parametrize(
    ("value", "low", "high", "history", "elsewhere", "expected"),
    [
        ("10", "10", "10", (), (), []),  # as printed: nothing to correct
        ("2431", "2413", "2413", (), (), [("2413", "swap")]),
        ("431", "2431", "2431", (), (), [("2431", "digit")]),
        ("65", "650", "650", (), (), [("650", "shift")]),
        ("65", "6.5", "6.5", (), (), [("6", "digit"), ("7", "other")]),  # things are counted whole
        ("5", "-5", "-5", (), (), [("-5", "sign")]),
        ("5", "-7", "-7", (), (), []),  # what is counted is not below zero
        ("7", "9", "9", (), (), [("9", "other")]),
        ("112", "345", "345", (), (345,), [("345", "copy")]),
        ("112", "345", "345", (), (), [("345", "other")]),
        ("60", "88", "89", (80, 80), (), [("88", "other"), ("89", "other")]),
        ("60", "88", "89", (92, 92), (), [("89", "other"), ("88", "other")]),
        (
            "65",
            "60",
            "1000",
            (),
            (),
            [("650", "shift"), ("530", "other")],
        ),  # too wide to look through
        ("65", "-1000000000000000000", "650", (), (), [("650", "shift")]),
    ],
)
def test_what_a_figure_was_meant_to_be(value, low, high, history, elsewhere, expected):
    bound = Interval(Fraction(low), Fraction(high))
    found = candidates(
        figure(value), bound, map(Fraction, elsewhere), [Fraction(each) for each in history]
    )
    assert [(str(each.meant), each.rule) for each in found] == expected


def test_all_columns_of_a_total_are_its_parts_whatever_their_codes():
    columns = (
        ("для получения услуг", "visits.services", "1000"),
        ("на мероприятиях", "visits.events", "300"),
        ("вне стационара", "visits.outreach", "10"),
        ("всего", "visits.total", "1310"),
    )
    facts = [
        fact(value, column=at, column_path=("Посещения", label), indicator=code)
        for at, (label, code, value) in enumerate(columns, 1)
    ]
    catalogued = Shelf(shelf(*facts).edition, vocabulary().indicators, frozenset())
    sums = [edit for edit in table_edits(catalogued) if edit.kind == "sum"]
    assert [outcome(edit) for edit in sums] == [Outcome.HOLDS]


@pytest.mark.parametrize(
    ("label", "changes"),
    [
        ("средний возраст", {}),
        ("расстояние, км", {}),
        ("доля, %", {"unit": "%"}),
        ("дети, тыс. чел.", {"period": "2022"}),
    ],
)
def test_what_is_no_number_of_things_is_no_part_of_a_total_of_columns(label, changes):
    """Readers by age, with a column between them that counts something else."""
    columns = (
        ("дети", "300", {}),
        (label, "41", changes),
        ("взрослые", "700", {}),
        ("всего", "1000", {}),
    )
    facts = [
        fact(value, column=at, column_path=("Пользователи", name), **({"unit": "person"} | own))
        for at, (name, value, own) in enumerate(columns, 1)
    ]
    sums = [edit for edit in table_edits(shelf(*facts)) if edit.kind == "sum"]
    assert [outcome(edit) for edit in sums] == [Outcome.HOLDS]
