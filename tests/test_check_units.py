"""Units, heads, tables that stand twice, charts, years beside years, districts beside districts:
each as a small report.
"""

import pytest
from checking import checked, findings, grave, report_of


def rules(folder, text: str, before: str = "") -> list[str]:
    return [finding.rule for finding in grave(findings(folder / "out", text, before))]


# ---- units


MONEY = """
# 5.6 Финансирование

| Показатель | 2021 г. | 2022 г. | 2023 г. |
| Расходы на комплектование, {unit} | {one} | {two} | {three} |
"""


@pytest.mark.parametrize(
    ("unit", "years", "found"),
    [
        ("руб.", ("420000", "430000", "450000"), []),
        ("руб.", ("420000", "430000", "450"), ["units.mixed"]),  # the last one in thousands
        ("руб.", ("420000", "430", "450000"), ["units.mixed"]),
        ("руб.", ("420000", "43000", "450000"), []),  # ten times less may be true
        ("руб.", ("420000", "0", "450000"), []),
        ("руб.", ("420", "430000", "450"), ["units.mixed"]),
    ],
)
def test_one_figure_of_a_row_in_another_unit(tmp_path, unit, years, found):
    text = MONEY.format(unit=unit, **dict(zip(("one", "two", "three"), years, strict=True)))
    assert [rule for rule in rules(tmp_path, text) if rule == "units.mixed"] == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("На ремонт выделено 250000 рублей. Отремонтирован зал на 250000 тыс. рублей.", True),
        ("На ремонт выделено 250000 рублей. Отремонтирован зал на 250 тыс. рублей.", False),
        ("На ремонт выделено 250000 рублей. Отремонтирован зал на 250000 рублей.", False),
        (
            "На ремонт выделено 2500 рублей. Отремонтирован зал на 2500 тыс. рублей.",
            False,
        ),  # short: by chance
    ],
)
def test_one_sum_told_in_two_units(tmp_path, sentence, found):
    assert ("units.told" in rules(tmp_path, f"# 12.4 Ремонт\n\n{sentence}")) is found


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ("0,31 | 0,32 | 0,33", True),
        ("31,0 | 32,0 | 33,0", False),
        ("0,31 | 32,0 | 33,0", False),
        ("0,61 | 0,62 | 0,63", False),
        ("0 | 0,32 | 0,33", False),
    ],
)
def test_per_cents_printed_as_fractions_of_one(tmp_path, figures, found):
    head = "| Показатель | 2021 г. | 2022 г. | 2023 г. |"
    text = f"# 4.2 Охват\n\n{head}\n| Охват населения библиотечным обслуживанием, % | {figures} |"
    assert ("units.per_cent" in rules(tmp_path, text)) is found


@pytest.mark.parametrize(
    ("cell", "found"), [("43.000", True), ("43,5", False), ("43 000", False), ("нет", False)]
)
def test_a_separator_read_in_two_ways(tmp_path, cell, found):
    text = f"# 6.1 Техника\n\n| Показатель | 2022 г. | 2023 г. |\n| Компьютеры, ед. | 42 | {cell} |"
    assert ("units.separator" in rules(tmp_path, text)) is found


@pytest.mark.parametrize(
    ("money", "users", "found"),
    [
        ("450000", "1210", True),
        ("450", "1210", False),
        ("450000", "0", False),
        ("3600", "1210", False),
        ("900000000", "1210", False),
    ],
)
def test_thousands_over_roubles_by_what_a_reader_costs(tmp_path, money, users, found):
    people = (
        "# 4.3 Показатели\n\n| Показатель | 2023 г. |\n| Число зарегистрированных пользователей, "
        f"чел. | {users} |"
    )
    text = (
        f"{people}\n\n# 5.6 Деньги\n\n| Показатель | 2023 г. |\n| Расходы на комплектование, тыс. "
        f"руб. | {money} |"
    )
    assert ("units.plausible" in rules(tmp_path, text)) is found


# ---- heads and tables


def years_table(head: str, first: str = "5 | 6 | 7") -> str:
    return f"# 6.2 Интернет\n\n| Показатель | {head} |\n| Библиотеки с зоной Wi-Fi, ед. | {first} |"


@pytest.mark.parametrize(
    ("head", "odd"),
    [
        ("2021 г. | 2022 г. | 2023 г.", False),
        ("2023 г. | 2022 г. | 2021 г.", False),
        ("2022 г. | 2023 г. | 2024 г.", False),
        ("2023 г. | 2024 г. | 2025 г.", True),
        ("2021 г. | 2022 г. | 2024 г.", True),
        ("2021 г. | 2022 г. | 2021 г.", True),
        ("2023 г. | 2021 г. | 2022 г.", True),
    ],
)
def test_years_run_by_one_step_and_not_far_ahead(tmp_path, head, odd):
    assert ("label.years" in rules(tmp_path, years_table(head))) is odd


GRID = "| Показатель | 2022 г. | 2023 г. |\n| Выставки, ед. | {a} | 57 |\n| Акции, ед. | 12 | {b} |"


@pytest.mark.parametrize(
    ("second", "third", "found"),
    [
        (GRID.format(a=41, b=15), None, ["label.twice"]),  # figure for figure in one section
        (GRID.format(a=42, b=15), None, []),
        (GRID.format(a=41, b=15).replace("Акции", "Встречи"), None, []),
        (None, GRID.format(a=41, b=15), []),  # another section: the template asks for it twice
    ],
)
def test_a_table_that_stands_twice(tmp_path, second, third, found):
    parts = ["# 8.1 Мероприятия", GRID.format(a=41, b=15)]
    parts += ["Далее.", second] if second else []
    parts += ["# 8.2 Выставки", third] if third else []
    assert [rule for rule in rules(tmp_path, "\n\n".join(parts)) if rule == "label.twice"] == found


@pytest.mark.parametrize(
    ("first", "second", "rows", "found"),
    [
        ("Таблица 1. Выставки", "Таблица 2. Акции", "| Залы | 3 | 4 |", []),
        ("Выставки года", "Выставки года", "| Залы | 3 | 4 |", ["label.caption"]),
        (
            "Выставки года",
            "Выставки года",
            "| Залы | 1 | 2 |",
            [],
        ),  # the same figures: one table in two parts
    ],
)
def test_one_caption_over_two_tables(tmp_path, first, second, rows, found):
    def table(caption, row):
        return f"{caption}\n\n| Показатель | 2022 г. | 2023 г. |\n{row}"

    text = (
        f"# 8.1 Мероприятия\n\n{table(first, '| Залы | 1 | 2 |')}\n\nДалее.\n\n"
        f"{table(second, rows)}"
    )
    assert [rule for rule in rules(tmp_path, text) if rule == "label.caption"] == found


LOANS = "| Выдано документов, экз. | {a} | {b} | {c} |"
VISITS = "| Число посещений библиотеки, ед. | {a} | {b} | {c} |"
HEAD = "| Показатель | 2021 г. | 2022 г. | 2023 г. |"


@pytest.mark.parametrize(
    ("elsewhere", "found"),
    [
        (
            (20000, 22000, 24200),
            True,
        ),  # the loans of another table are others: these are the visits
        ((9000, 9900, 10890), False),  # everywhere the same
        ((20000, 22000, 10890), False),  # one year agrees
        (None, False),  # nothing contradicts
    ],
)
def test_figures_filled_in_from_another_table(tmp_path, elsewhere, found):
    same = {"a": 9000, "b": 9900, "c": 10890}
    parts = [
        f"# 4.3 Посещения\n\n{HEAD}\n{VISITS.format(**same)}",
        f"# 4.4 Выдача\n\n{HEAD}\n{LOANS.format(**same)}",
    ]
    if elsewhere:
        parts.append(
            f"# 4.5 Итоги\n\n{HEAD}\n{LOANS.format(**dict(zip('abc', elsewhere, strict=True)))}"
        )
    assert ("label.borrowed" in rules(tmp_path, "\n\n".join(parts))) is found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Посещений меньше, чем в 2022 году.", False),
        ("Посещений меньше, чем в 2023 году.", True),
        ("По сравнению с 2024 годом рост.", True),
        ("Открыта в 2023 году.", False),
        ("Выдача выше, чем в отчёте. В 2023 году ремонт.", False),
    ],
)
def test_a_comparison_with_a_year_that_is_not_over(tmp_path, sentence, found):
    assert ("label.text_year" in rules(tmp_path, f"# 5.4 Фонд\n\n{sentence}")) is found


# ---- charts


SERIES = (
    "# 4.3 Показатели\n\n| Показатель | 2020 г. | 2021 г. | 2022 г. | 2023 г. |\n| Выставки, ед. | "
    "41 | 57 | 66 | 72 |"
)


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ("2020=41, 2021=57, 2022=66, 2023=72", 0),
        ("2020=41, 2021=57, 2022=66, 2023=27", 1),
        ("2020=41, 2021=57, 2022=6, 2023=27", 0),
        ("2020=41, 2021=57, 2022=66", 0),
        ("2020=41.0000000001, 2021=57, 2022=66, 2023=72", 0),
    ],
)
def test_a_chart_against_the_line_that_it_draws(tmp_path, points, found):
    assert rules(tmp_path, f"{SERIES}\n\n% Выставки: {points}").count("chart.table") == found


# ---- years and districts


OUTLIERS = [
    ((12, 14, 130), True),
    ((12, 14, 13), False),
    ((12, 14, 20), False),
    ((140, 130, 13), True),
    ((9, 9, 90), False),
    ((12, 30, 130), False),
    ((12, 14, 1300), True),
    ((11, 12, 45), False),
    ((120, 14, 13), True),
]


@pytest.mark.parametrize(("years", "found"), OUTLIERS)
def test_a_digit_too_many_or_too_few(tmp_path, years, found):
    row = " | ".join(map(str, years))
    text = (
        "# 7.5 Услуги\n\n| Показатель | 2021 г. | 2022 г. | 2023 г. |\n| Выполнено виртуальных "
        f"справок | {row} |"
    )
    assert ("series.outlier" in rules(tmp_path, text)) is found


@pytest.mark.parametrize(
    ("count", "last", "found"),
    [
        (11, 9000, True),
        (11, 2177, False),
        (8, 9000, False),
    ],  # fewer than ten districts show nothing
)
def test_growth_far_from_that_of_the_other_districts(tmp_path, count, last, found):
    def district(n: int, now: int):
        text = (
            "# 4.3 Показатели\n\n| Показатель | 2022 г. | 2023 г. |\n| Выдано документов, экз. | "
            f"{2000 + 10 * n} | {now} |"
        )
        return report_of(text, district=f"Район {n}", name=f"d{n}-2023")

    reports = [district(n, 2060 + 10 * n + 7 * (n % 3)) for n in range(count)]
    told = checked(tmp_path, *reports, district(count, last)).findings
    assert [(each.report, each.rule) for each in told if each.kind == "peers"] == (
        [(f"d{count}-2023", "peers.growth")] if found else []
    )
