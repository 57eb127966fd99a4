"""Comparing: which figure stands, what is added and what is not, who is missing, where a series
breaks.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from panels import KNOWN, compared, line_of, marks, panel_of, values

from extractor.compare import needed_codes
from extractor.compare.formula import codes_of, computed
from extractor.compare.frames import frame_of, wide_frame
from extractor.compare.lines import ranks_of
from extractor.errors import CalledWrongly
from extractor.model import Change, Indicator
from extractor.model.comparison import Line, Point, Request
from extractor.words import words

B, L, P = "Берёзовский район", "Луговской район", "Полянский район"
USERS, LOANS, PEOPLE = "users.registered", "loans.total", "population.total"
RATIO, COVER = "ratios.loans_per_user", "users.coverage"


def used(lines: str, code: str = USERS, year: int = 2023) -> str:
    point = line_of(compared({f"{B} {year}": lines}, code, by="district"), B).points[-1]
    return str(point.value) if point.value is not None else point.status


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        ("users.registered 2023=100", "100"),
        ("users.registered #1 2023=нд \n users.registered #2 2023=100", "100"),
        ("users.registered #1 2023=- \n users.registered #2 2023=нд", "nil"),
        ("users.registered #0 2023=999 \n users.registered #3 2023=100", "100"),
        ("users.registered #0 2023=999", "999"),
        (
            "users.registered #1 2023=100 \n users.registered #2 2023=120 \n users.registered #3 "
            "2023=120",
            "120",
        ),
        ("users.registered #1 2023=100 \n users.registered #2 2023=120", "100"),
        (
            "users.registered #1 !Читатели 2023=100 \n users.registered #1 !Итого_по_району "
            "2023=500",
            "500",
        ),
        ("users.registered #1 2023=12,5*1000", "12500.0"),
    ],
)
def test_in_one_report_a_number_a_table_the_majority_the_total_and_the_first_stand(lines, stands):
    assert used(lines) == stands


def test_what_the_same_report_prints_elsewhere_is_kept_beside_it():
    report = {
        f"{B} 2023": (
            "users.registered #1 2023=100 \n users.registered #2 2023=120 \n users.registered #3 "
            "2023=100"
        )
    }
    point = line_of(compared(report, USERS, by="district"), B).points[-1]
    assert (point.value, [each.value for each in point.conflicts], marks(point)) == (
        100,
        [120],
        ["conflict"],
    )


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [("26", "26,0", False), ("24,75", "24,8", False), ("24,75", "24,9", True)],
)
def test_a_rounded_number_does_not_contradict_the_exact_one(one, other, conflict):
    report = {
        f"{B} 2023": f"ratios.loans_per_user #1 2023={one} \n ratios.loans_per_user #2 2023={other}"
    }
    point = line_of(compared(report, RATIO, by="district"), B).points[-1]
    assert bool(point.conflicts) == conflict


EDITIONS = {
    f"{B} 2022": "users.registered 2021=90 2022=100",
    f"{B} 2023": "users.registered 2022=105 2023=110",
}


@pytest.mark.parametrize(("latest", "value", "other"), [(True, 105, 100), (False, 100, 105)])
def test_a_restated_value_shows_both_and_says_which_was_used(latest, value, other):
    point = line_of(compared(EDITIONS, USERS, by="district", latest=latest), B).points[1]
    assert (point.value, [each.value for each in point.restated], marks(point)) == (
        value,
        [other],
        ["restated"],
    )


def test_a_later_report_that_prints_no_number_does_not_displace_one():
    later = {**EDITIONS, f"{B} 2023": "users.registered 2022=нд 2023=110"}
    assert values(line_of(compared(later, USERS, by="district"), B)) == ["90", "100", "110"]


def test_a_figure_for_a_year_after_the_report_is_a_plan_and_is_not_compared():
    assert compared({f"{B} 2023": "users.registered 2023=100 2024=120"}, USERS).years == (2023,)


def test_a_gap_is_no_zero_and_breaks_the_change():
    reports = {f"{B} 2021": "users.registered 2021=100", f"{B} 2023": "users.registered 2023=120"}
    line = line_of(compared(reports, USERS, by="district"), B)
    assert values(line) == ["100", "gap", "120"] and [each.change for each in line.points] == [
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("before", "now", "change", "percent"),
    [
        ("100", "110", "10", "10.00"),
        ("100", "95", "-5", "-5.00"),
        ("0", "5", "5", None),
        ("-50", "-25", "25", "50.00"),
    ],
)
def test_a_change_stands_in_the_unit_and_in_per_cent(before, now, change, percent):
    code = "visits.plan_difference"
    point = line_of(
        compared({f"{B} 2023": f"{code} 2022={before} 2023={now}"}, code, by="district"), B
    ).points[-1]
    assert (str(point.change), point.percent if percent is None else str(point.percent)) == (
        change,
        percent,
    )


REGION = {
    f"{B} 2022": f"{USERS} 2022=100 \n {LOANS} 2022=2000 \n {RATIO} 2022=20,0 \n {PEOPLE} 2022=400",
    f"{L} 2022": f"{USERS} 2022=300 \n {LOANS} 2022=3000 \n {RATIO} 2022=10,0 \n {PEOPLE} 2022=900",
    f"{B} 2023": f"{USERS} 2023=110 \n {LOANS} 2023=2200 \n {PEOPLE} 2023=390",
}


def test_a_total_says_from_how_many_districts_it_is_and_who_is_missing():
    whole, partial = line_of(compared(REGION, USERS, by="district")).points
    assert (whole.value, whole.counted, whole.expected, whole.absent, marks(whole)) == (
        400,
        2,
        2,
        (),
        [],
    )
    assert (partial.value, partial.counted, partial.expected, partial.absent) == (110, 1, 2, (L,))
    assert marks(partial) == ["incomplete"] and partial.change is None


def test_a_district_without_a_report_is_named_for_its_year():
    found = compared(REGION, USERS, by="district")
    assert found.silent == {2022: (), 2023: (L,)} and found.reported[2023] == (B,)


def test_a_value_from_the_report_of_another_year_says_so_where_that_years_report_is_missing():
    reports = {
        **REGION,
        f"{P} 2022": "users.registered 2022=50",
        f"{P} 2024": "users.registered 2023=55 2024=60",
        f"{L} 2024": "users.registered 2024=330",
    }
    assert marks(line_of(compared(reports, USERS, by="district"), P).points[1]) == ["borrowed"]


def test_a_relative_indicator_is_recomputed_for_the_region_and_never_averaged():
    total = line_of(compared(REGION, RATIO, by="district")).points[0]
    assert (total.value, total.basis) == (
        Decimal("12.50"),
        "formula",
    )  # 5000 / 400, not (20 + 10) / 2


def test_a_relative_indicator_is_recomputed_only_from_districts_that_give_all_parts():
    reports = {**REGION, f"{L} 2023": "users.registered 2023=310"}
    total = line_of(compared(reports, RATIO, by="district")).points[-1]
    assert (total.value, total.counted, total.absent) == (20, 1, (L,))


def test_what_a_district_does_not_print_is_computed_from_what_it_prints():
    point = line_of(compared(REGION, COVER, by="district"), B).points[0]
    assert (point.value, point.basis, marks(point)) == (25, "formula", ["computed"])


def test_what_cannot_be_added_has_no_total():
    reports = {
        f"{B} 2023": "network.hours_per_week 2023=40",
        f"{L} 2023": "network.hours_per_week 2023=36",
    }
    assert values(line_of(compared(reports, "network.hours_per_week", by="district"))) == ["gap"]


def test_where_only_branches_are_given_their_sum_stands_and_says_so():
    report = {
        f"{B} 2023": (
            "users.registered @b1 2023=60 \n users.registered @b2 2023=30 \n users.registered @b3 "
            "2023=нд"
        )
    }
    point = line_of(compared(report, USERS, by="district"), B).points[0]
    assert (point.value, point.basis, point.counted, point.expected, marks(point)) == (
        90,
        "libraries",
        2,
        3,
        ["summed"],
    )


def test_where_the_district_gives_its_own_total_branches_do_not_displace_it():
    report = {f"{B} 2023": "users.registered @b1 2023=60 \n users.registered 2023=100"}
    assert values(line_of(compared(report, USERS, by="district"), B)) == ["100"]


def test_a_base_divides_districts_and_the_region_by_the_sum_of_the_base():
    found = compared(REGION, USERS, by="district", per=PEOPLE)
    assert values(line_of(found, B)) == ["0.2500", "0.2821"] and values(line_of(found)) == [
        "0.3077",
        "0.2821",
    ]


def test_ranks_begin_with_the_largest_and_equal_values_share_one():
    lines = [
        Line("x", "district", str(value), "", "", (Point(2023, value),))
        for value in (5, 9, 5, None)
    ]
    assert ranks_of(lines) == {2023: {9: 1, 5: 2}}
    ranks = [each.points[0].rank for each in compared(REGION, USERS, by="district").lines]
    assert ranks == [2, 1, None]


def test_districts_of_a_regional_table_stand_among_the_districts_and_settlements_do_not():
    report = {
        "Заречная область 2023": (
            "users.registered &Луговской_район 2023=300 \n users.registered &с._Луговое 2023=7"
        )
    }
    found = compared(report, USERS, by="district")
    assert values(line_of(found, L)) == ["300"] and all(
        "Луговое" not in each.name for each in found.lines
    )


def test_what_a_regional_report_says_of_the_whole_is_shown_and_not_added_again():
    lines = (
        "users.registered 2023=450 \n users.registered &Луговской_район 2023=300 \n "
        "users.registered &Полянский_район 2023=100"
    )
    found = compared({"Заречная область 2023": lines}, USERS, by="district")
    assert [(each.kind, values(each)) for each in found.lines] == [
        ("district", ["300"]),
        ("district", ["100"]),
        ("total", ["400"]),
        ("region", ["450"]),
    ]
    assert line_of(found).points[0].expected == 2


def test_one_district_is_the_same_under_its_longer_name():
    reports = {
        f"{B} 2022": "users.registered 2022=100",
        "Березовский муниципальный район 2023": "users.registered 2023=110",
    }
    assert [values(each) for each in compared(reports, USERS).lines] == [["100", "110"]]


BRANCHES = {
    f"{B} 2022": "users.registered @b1 2022=60 \n users.registered @b2 2022=30",
    f"{B} 2023": "users.registered @b1 2023=61 \n users.registered @b3 2023=20",
}


def broken(*changes: Change) -> list[list[str]]:
    found = compared(BRANCHES, USERS, by="library", changes=changes)
    return [marks(line_of(found, f"Библиотека {each}").points[1]) for each in ("b1", "b2", "b3")]


@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ([], [[], ["ended"], ["began"]]),
        ([("b1", "renamed")], [["renamed"], ["ended"], ["began"]]),
        ([("b2", "closed"), ("b3", "opened")], [[], ["closed"], ["opened"]]),
        ([("b2", "merged"), ("b1", "moved")], [["moved"], ["merged"], ["began"]]),
        ([("b1", "alias")], [[], ["ended"], ["began"]]),
    ],
)
def test_a_library_that_closes_opens_moves_or_is_renamed_is_marked(changes, marked):
    assert (
        broken(*(Change(2023, library, what, "было", "стало") for library, what in changes))
        == marked
    )


def test_a_series_does_not_end_where_the_district_itself_does_not_report():
    reports = {f"{B} 2022": BRANCHES[f"{B} 2022"], f"{L} 2023": "users.registered @c1 2023=5"}
    assert marks(line_of(compared(reports, USERS, by="library"), "Библиотека b2").points[1]) == []


def test_libraries_stand_in_the_order_of_their_numbers_with_the_districts_own_figure_behind():
    report = {
        f"{B} 2023": "".join(f"users.registered @{each} 2023=5\n" for each in (10, 2, 1))
        + "users.registered 2023=15"
    }
    names = [each.name for each in compared(report, USERS, by="library").lines]
    assert names == ["Библиотека 1", "Библиотека 2", "Библиотека 10", B]


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("!Молодёжь_15–30_лет", "!Молодёжь_14–35_лет", ["redefined"]),
        ("!Молодёжь_15–30_лет", "!Пользователи_15-30_лет", []),
        ("!Молодёжь", "!Молодёжь_14–35_лет", []),
        ("!3._Молодёжь_15–30", "!4._Молодёжь_15–30", []),
    ],
)
def test_a_label_that_bounds_something_else_is_a_changed_definition(before, after, marked):
    reports = {
        f"{B} 2022": f"users.age.youth {before} 2022=60",
        f"{B} 2023": f"users.age.youth {after} 2023=61",
    }
    assert (
        marks(line_of(compared(reports, "users.age.youth", by="district"), B).points[1]) == marked
    )


def test_by_year_a_row_is_an_indicator_and_one_district_stands_for_itself():
    assert [(each.kind, values(each)) for each in compared(REGION, USERS, LOANS).lines] == [
        ("total", ["400", "110"]),
        ("total", ["5000", "2200"]),
    ]
    assert [(each.kind, values(each)) for each in compared(REGION, USERS, district=B).lines] == [
        ("district", ["100", "110"])
    ]


def test_years_can_be_bounded():
    assert compared(REGION, USERS, years=(2023, 9999)).years == (2023,)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (
            {"codes": ("users.nobody",)},
            "indicator_unknown: code=users.nobody, near=users.registered",
        ),
        ({"codes": (USERS,), "per": "x"}, "indicator_unknown: code=x"),
        ({"codes": (USERS,), "district": "Дальний район"}, f"district_unknown.*known={B}"),
        ({"codes": (USERS,), "by": "village"}, "compare_by_unknown"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(asked, reason):
    codes = asked.pop("codes")
    with pytest.raises(CalledWrongly, match=reason):
        compared(REGION, *codes, **asked)


def test_a_request_needs_the_parts_of_its_formulas_and_its_base():
    assert needed_codes(Request((RATIO,), per=PEOPLE), KNOWN) == (RATIO, PEOPLE, LOANS, USERS)


def test_a_panel_without_figures_gives_no_lines():
    assert compared({f"{B} 2023": ""}).lines == ()


# --- formulas


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("100 * a.b / c_1", "50"),
        ("a.b - c_1 - 1", "-6"),
        ("a.b / (c_1 - 10)", None),
        ("a.b * 0,5", "2.5"),
        ("text + sum / 2", "9.5"),  # codes that begin as words of the rules do
    ],
)
def test_formulas_are_computed_with_the_usual_precedence(formula, value):
    known = {"a.b": 5, "c_1": 10, "text": 7, "sum": 5}
    found = computed(formula, {code: Decimal(value) for code, value in known.items()})
    assert found == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "formula",
    [
        "2 +",
        "(2",
        "2 3",
        "a..b",
        "__import__('os')",
        "2 ** 3",
        "",
        "a.b[-1]",
        "text(a.b)",
        "sum{всего}",
        "a.b = 2",
        "(" * 60,
    ],
)
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(CalledWrongly, match="formula_unreadable"):
        computed(formula, {"a": Decimal(1), "a.b": Decimal(1)})


def test_every_formula_of_the_catalogue_reads_and_speaks_of_codes_of_the_catalogue():
    for each in KNOWN.values():
        if each.formula:
            assert set(codes_of(each.formula)) <= KNOWN.keys()
            computed(each.formula, dict.fromkeys(codes_of(each.formula), Decimal(1)))


def test_no_label_of_the_catalogue_is_cut_at_its_comma():
    known = set(Indicator.__struct_fields__)
    assert not [entry["code"] for entry in words("indicators")["indicators"] if set(entry) - known]


# --- properties


NUMBERS = st.lists(st.integers(0, 10**9), min_size=1, max_size=6)


@given(NUMBERS)
def test_a_total_is_the_sum_of_its_districts_whatever_they_print(numbers):
    reports = {
        f"Район {at} 2023": f"users.registered 2023={number}" for at, number in enumerate(numbers)
    }
    assert line_of(compared(reports, USERS, by="district")).points[0].value == sum(numbers)


@given(st.permutations(list(REGION)))
def test_the_order_of_the_reports_changes_nothing(order):
    assert (
        compared({each: REGION[each] for each in order}, by="district").lines
        == compared(REGION, by="district").lines
    )


# --- pandas


def test_an_analyst_gets_frames_in_which_a_gap_is_no_zero():
    frame = frame_of(compared({**REGION, f"{L} 2023": ""}, USERS, by="district"))
    assert frame["value"].isna().tolist() == [False, False, False, True, False, False]
    assert wide_frame(compared(REGION, USERS, by="district")).loc[(USERS, B, "", B)].tolist() == [
        100.0,
        110.0,
    ]
    assert frame_of(compared({f"{B} 2023": ""})).empty


def test_panel_lines_read_as_they_are_written():
    figures = panel_of({f"{B} 2023": "users.registered @b1 #2 2022=1,5*1000 2023=-"}).figures
    assert [
        (each.library, each.spot, each.value, each.decimals, each.status) for each in figures
    ] == [
        ("b1", (2, 0, 0), 1500, -2, "ok"),
        ("b1", (2, 0, 1), None, 0, "nil"),
    ]
