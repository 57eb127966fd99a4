"""Figures of spans of one year: halves that make a year, counts from the new year that only grow,
columns that run on.
"""

import pytest
from checking import findings

HALVES = """| Подписка | Комплектов | Сумма, руб. | Названий |
|---|---|---|---|
| 1 полугодие | 129 | 157 888 | 39 |
| 2 полугодие | 130 | 151 272 | 38 |
| За год | 259 | {year} | 42 |
"""
COUNTED = """| Год | на 1 апреля | на 1 июля | на 1 октября | на конец года |
|---|---|---|---|---|
| 2022 | 7 574 | 10 105 | 11 786 | 14 027 |
| 2023 | 7 392 | 10 179 | {autumn} | 13 676 |
"""
STATE = """| Год | на 1 апреля | на 1 июля | на 1 октября | на конец года |
|---|---|---|---|---|
| 2022 | 47 574 | 48 105 | 49 786 | 49 027 |
| 2023 | 49 392 | 50 179 | 49 666 | 50 676 |
"""
MONTHS = """| Месяц | За месяц | С начала года |
|---|---|---|
| Январь | 412 | 412 |
| Февраль | 387 | 799 |
| Март | 455 | {march} |
| Апрель | 398 | 1 652 |
| Май | 371 | 2 023 |
| Июнь | 290 | 2 313 |
| Июль | 277 | 2 590 |
"""
CASES = [
    (HALVES.format(year="309 160"), []),
    (HALVES.format(year="390 160"), ["sum.spans"]),
    (COUNTED.format(autumn="11 666"), []),
    (COUNTED.format(autumn="9 666"), ["series.cumulated"]),
    (STATE, []),
    (MONTHS.format(march="1 254"), []),
    (MONTHS.format(march="1 524"), ["sum.running"]),
]


@pytest.mark.parametrize(("table", "rules"), CASES)
def test_what_came_over_a_time_is_what_came_over_its_parts(tmp_path, table, rules):
    found = findings(tmp_path / "out", f"# 4 Показатели\n\n{table}")
    assert [one.rule for one in found if one.severity != "info"] == rules
