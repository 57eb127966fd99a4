"""Relation discovery: drawings of small invented tables with their relations, truth first."""

import json
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner

from extractor.check.relations.arithmetic import Operator, outcome
from extractor.check.relations.candidates import Candidate
from extractor.check.relations.features import Context, clashes
from extractor.check.relations.numerals import NumberFormat, number_format, read_numeral
from extractor.check.relations.report import relations
from extractor.commands import svod

SUM_BY_ROW = """
филиал     | книги | газеты | всего
Берёзовый  | 1204  | 318    | 1522
Кленовый   | 873   | 95     | 968
Липовый    | 2310  | 407    | 2717
Осиновый   | 655   | 71     | 726
"""
SHARE = """
филиал     | всего | взрослые | доля, %
Берёзовый  | 1204  | 318      | 26,4
Кленовый   | 873   | 95       | 10,9
Липовый    | 2310  | 407      | 17,6
Осиновый   | 655   | 71       | 10,8
Рябиновый  | 1187  | 533      | 44,9
"""
CHANGE = """
филиал     | 2030 | 2031 | рост, %
Берёзовый  | 1204 | 1318 | 9,5
Кленовый   | 873  | 795  | -8,9
Липовый    | 2310 | 2407 | 4,2
Осиновый   | 655  | 771  | 17,7
Рябиновый  | 1187 | 1533 | 29,1
"""
YEARS_AND_NUMBERS = """
номер | год основания | телефон
1     | 1961          | 30411
2     | 1974          | 30212
3     | 1958          | 31977
"""


def drawn(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def told(text):
    return {(each.operator, each.result, each.parts) for each in relations(drawn(text))}


@pytest.mark.parametrize(
    ("drawing", "operator", "result", "parts"),
    [
        (SUM_BY_ROW, "sum", 3, (1, 2)),
        (SHARE, "division", 3, (2, 1)),
        (CHANGE, "relative_change", 3, (1, 2)),
    ],
)
def test_a_relation_of_columns_is_found_in_every_row(drawing, operator, result, parts):
    rows = range(1, len(drawn(drawing)))
    assert told(drawing) == {
        (operator, (row, result), tuple((row, part) for part in parts)) for row in rows
    }


AVERAGE = """
филиал     | 1 кв. | 2 кв. | в среднем
Берёзовый  | 1204  | 1318   | 1261
Кленовый   | 873   | 795    | 834
Липовый    | 2310  | 2406   | 2358
Осиновый   | 655   | 771    | 713
Рябиновый  | 1187  | 1533   | 1360
"""
BLANK = float("nan")
MADE = [
    ("sum", (3, 4), 7, True),
    ("sum", (3, BLANK), 3, False),
    ("sum", (3, 0), 3, False),
    ("sum", (-3, 3, 1), 1, True),
    ("sum", (BLANK, BLANK), None, False),
    ("average", (2, 4), 3, True),
    ("average", (2, BLANK, 4), 3, True),
    ("average", (5, 5), 5, False),
    ("average", (5, BLANK), 5, False),
    ("average", (0, 8), 4, True),
    ("division", (3, 4), 0.75, True),
    ("division", (4, 4), 1, False),
    ("division", (0, 4), 0, False),
    ("division", (3, 0), None, False),
    ("relative_change", (4, 5), 0.25, True),
    ("relative_change", (4, 4), 0, False),
    ("relative_change", (4, 0), -1, False),
    ("relative_change", (0, 4), None, False),
]


@pytest.mark.parametrize(("operator", "parts", "value", "is_telling"), MADE)
def test_what_an_operator_makes_of_its_parts(operator, parts, value, is_telling):
    values = np.array([parts])
    made = outcome(Operator(operator), 1, values, np.full_like(values, 0.5, dtype=float))
    found = None if np.isnan(made.value[0]) else made.value[0]
    assert (found, bool(made.is_telling[0])) == (value, is_telling)


def test_the_rounding_of_parts_reaches_the_result():
    """Half a unit in each part: as much in a sum as the parts have, in an average one share."""
    values, halves = np.array([[10.0, 30.0]]), np.array([[0.5, 0.5]])
    for operator, error in (("sum", 1.0), ("average", 0.5), ("division", 0.5 / 30 + 5 / 900)):
        assert outcome(Operator(operator), 1, values, halves).error[0] == pytest.approx(error)


def test_an_average_of_columns_is_found():
    assert ("average", (1, 3), ((1, 1), (1, 2))) in told(AVERAGE)


def strided(measures: int) -> tuple[str, set[object]]:
    """Return a table of so many measures in four quarters and in the whole year, and its sums."""
    quarters = ("I", "II", "III", "IV")
    head = ["филиал", *(f"{part} {n}" for part in (*quarters, "год") for n in range(measures))]
    lines, sums, chance = [head], set[object](), Random(measures)  # noqa: S311
    for row in range(1, 7):
        parts = [[chance.randrange(100, 1000) for _ in range(measures)] for _ in quarters]
        printed = (*parts, list(map(sum, zip(*parts, strict=True))))
        lines.append(
            [f"Филиал {'абвгдеж'[row]}", *(str(value) for one in printed for value in one)]
        )
        for n in range(1, measures + 1):
            where = tuple((row, n + at * measures) for at in range(4))
            sums.add(("sum", (row, n + 4 * measures), where))
    return "\n".join("|".join(line) for line in lines), sums


@pytest.mark.parametrize("measures", [2, 3, 4])
def test_a_whole_of_every_so_many_columns_is_found(measures):
    drawing, sums = strided(measures)
    assert sums <= told(drawing)


def test_years_and_numbers_that_name_things_are_related_to_nothing():
    assert told(YEARS_AND_NUMBERS) == set()


@pytest.mark.parametrize(
    ("texts", "cell", "value"),
    [
        (["1 234,5", "12,5"], "1 234,5", 1234.5),
        (["1,234", "0.5"], "1,234", 1234.0),
        (["(1,234.50)"], "(1,234.50)", -1234.5),
        (["12"], "−12*", -12.0),
        (["12"], "N/A", None),
        (["12"], "-", None),
        (["12"], "007", None),
    ],
)
def test_a_number_is_read_in_the_format_of_its_table(texts, cell, value):
    numeral = read_numeral(cell, number_format(texts))
    assert (numeral and numeral.value) == value


def test_a_mostly_russian_table_has_decimal_commas():
    assert number_format(["0,5", "12,25", "1 200"]) == NumberFormat(" ", ",")


def test_the_command_reads_a_plain_csv(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("\n".join(";".join(row) for row in drawn(SUM_BY_ROW)), "utf-8")
    answer = CliRunner().invoke(svod, ["relations", str(file)])
    first = json.loads(answer.stdout_bytes)[0]
    assert first.keys() == {"table", "operator", "result", "parts", "support", "holds"}
    assert (first["operator"], first["result"], first["holds"]) == ("sum", [1, 3], True)


@pytest.mark.parametrize(
    ("result", "parts", "cut", "twice"),
    [
        (9, (1, 2, 3), 0, 0),  # all parts of the known sum
        (9, (1, 2), 1, 0),  # some of them
        (9, (1, 4), 1, 0),
        (9, (5, 6), 0, 0),  # none
        (9, (0, 5), 0, 0),  # its total alone
        (9, (0, 1), 0, 1),  # the total and one of its parts
        (0, (1, 2, 3), 0, 0),  # the sum itself
        (2, (0, 1), 0, 0),  # what is left of the total
    ],
)
def test_a_relation_cuts_a_known_sum_or_counts_it_twice(result, parts, cut, twice):
    lines = np.zeros(0)
    candidate = Candidate(lines, Operator.SUM, 1, "", result, parts, lines, lines, 0.0, 0, 0)
    known = Context({}, {}, frozenset(), {0: frozenset({1, 2, 3})}, {})
    assert clashes(candidate, known) == (np.log1p(cut), np.log1p(twice))
