"""What rests on codes that are only likely is no error, unless something else confirms them."""

import pytest
from checking import checked, grave, report_of
from msgspec.structs import replace

USERS, LOANS = "Зарегистрировано пользователей", "Выдано документов"
TABLES = f"""
# 4.1 Показатели

| Показатель | 2023 |
| {USERS} | 940 |
| {LOANS} | 20105 |

# 4.5 Отношения

| Показатель | 2023 |
| Читаемость | {{ratio}} |

"""
AGAIN = f"""
# 9 Справочно

| Показатель | 2023 |
| {USERS} | 940 |
| {LOANS} | 20105 |
"""
SUM = """
# 4.1 Пользователи

| Библиотека | Зарегистрировано пользователей |
| Лесная | 1815 |
| Речная | 1305 |
| Горная | 940 |
| Полевая | 1110 |
| Итого | 5230 |
"""


def told(tmp_path, text, sure, label):
    report = report_of(text)
    doubted = tuple(
        replace(one, indicator_confidence=sure)
        if one.table == 1 and label in (*one.row_path, *one.column_path)
        else one
        for one in report.observations
    )
    found = grave(checked(tmp_path / "out", replace(report, observations=doubted)).findings)
    return [(one.rule, one.severity.value) for one in found]


@pytest.mark.parametrize("label", [USERS, LOANS])
@pytest.mark.parametrize(
    ("sure", "ratio", "more", "expected"),
    [
        (None, "22,9", "", "error"),  # a wording of the catalogue
        (88, "22,9", "", "warning"),
        (88, "21,4", "", None),
        (88, "22,9", AGAIN, "error"),  # another table says the same of the code
    ],
)
def test_a_likely_code_accuses_nobody_alone(tmp_path, label, sure, ratio, more, expected):
    found = told(tmp_path, TABLES.format(ratio=ratio) + more, sure, label)
    assert found == ([("E1", expected)] if expected else [])


@pytest.mark.parametrize(
    ("other", "expected"),
    [("20 150", "error"), ("20 515", "warning")],  # two digits changed places; any other number
)
def test_a_slip_of_the_hand_confirms_a_code(tmp_path, other, expected):
    text = TABLES.format(ratio="21,4") + f"| Показатель | 2023 |\n| {LOANS} | {other} |"
    assert told(tmp_path, text, 88, LOANS) == [("same.same", expected)]


@pytest.mark.parametrize("sure", [None, 75])
def test_what_a_table_itself_says_rests_on_no_code(tmp_path, sure):
    assert told(tmp_path, SUM, sure, USERS) == [("sum.total", "error")]
