"""Registries of several years become one: who stays who, and what became of each."""

from random import Random

import pytest
from msgspec.structs import replace

from extractor.model import Library, Roll
from extractor.names import unite_reports
from extractor.names.registry.history import merge_registries
from tests.building import report_of, with_library

LUGOVOE = Library(
    "a-4", "Библиотека-филиал № 4", "Заречный район", "4", "rural", "с. Луговое", "ул. Мира, 1"
)
KLYUCHI = Library(
    "a-5", "Библиотека-филиал № 5", "Заречный район", "5", "rural", "с. Ключи", "ул. Новая, 2"
)
CENTRAL = Library(
    "a-tsb",
    "Центральная библиотека",
    "Заречный район",
    "",
    "central",
    "г. Заречье",
    "ул. Ленина, 3",
)
FIRST = (CENTRAL, LUGOVOE, KLYUCHI)


def changes(*registries):
    history = merge_registries(enumerate(registries, 2021))
    return [(each.year, each.library, each.what) for each in history.changes]


def test_the_same_registry_twice_changes_nothing():
    history = merge_registries([(2022, FIRST), (2021, FIRST)])
    assert (history.libraries, history.changes) == (FIRST, ())


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (
            Library("x", "Луговская сельская библиотека", number="4", settlement="с. Луговое"),
            ["renamed"],
        ),
        (
            Library("x", "Библиотека-филиал № 9", number="9", settlement="с. Луговое"),
            ["renamed", "renumbered"],
        ),
        (
            Library(
                "x",
                "Библиотека-филиал № 4",
                number="4",
                settlement="с. Луговое",
                address="ул. Полевая, 8",
            ),
            ["moved"],
        ),
        (
            Library(
                "x",
                "Библиотека-филиал № 4",
                number="4",
                settlement="с. Луговое",
                aliases=("Филиал «Уют»",),
            ),
            ["alias"],
        ),
        (Library("x", "Библиотека-филиал № 4", number="4"), []),
        (Library("x", "Библиотека-филиал № 4", number="4", settlement="село Лугового"), []),
    ],
)
def test_a_library_stays_itself_whatever_changes(after, what):
    history = merge_registries([(2021, FIRST), (2022, (CENTRAL, after, KLYUCHI))])
    assert [each.what for each in history.changes] == what
    assert history.ids[2022, "x"] == "a-4"
    assert [each.library for each in history.libraries] == ["a-tsb", "a-4", "a-5"]


def test_a_former_name_becomes_an_alias_and_what_is_left_out_stays():
    after = Library("x", "Луговская библиотека", number="4", settlement="с. Луговое")
    library = merge_registries([(2021, FIRST), (2022, (CENTRAL, after, KLYUCHI))]).libraries[1]
    assert (library.name, library.aliases, library.address) == (
        "Луговская библиотека",
        ("Библиотека-филиал № 4",),
        "ул. Мира, 1",
    )


def test_the_central_library_of_a_district_stays_it_under_any_name():
    renamed = Library("x", "Межпоселенческая библиотека", kind="central")
    assert changes(FIRST, (renamed, LUGOVOE, KLYUCHI)) == [(2022, "a-tsb", "renamed")]


def test_a_library_opens_and_closes_in_the_year_that_says_so():
    opened = Library("a-7", "Библиотека-филиал № 7", number="7", settlement="п. Октябрь")
    assert changes(FIRST, (CENTRAL, LUGOVOE, opened)) == [
        (2022, "a-7", "opened"),
        (2022, "a-5", "closed"),
    ]


def test_two_libraries_of_one_house_are_merged():
    heir = Library(
        "a-4",
        "Библиотека-филиал № 4",
        number="4",
        settlement="с. Луговое",
        aliases=("Библиотека-филиал № 5",),
    )
    assert (2022, "a-5", "merged") in changes(FIRST, (CENTRAL, heir))


def test_an_excerpt_of_a_registry_closes_nobody():
    assert changes(FIRST, (LUGOVOE,)) == []


def test_a_number_given_to_another_village_is_another_library():
    five = Library("a-5", "Филиал № 5", number="5", settlement="с. Луговое")
    swapped = (CENTRAL, five, Library("a-4", "Филиал № 4", number="4", settlement="с. Ключи"))
    history = merge_registries([(2021, FIRST), (2022, swapped)])
    assert (history.ids[2022, "a-5"], history.ids[2022, "a-4"]) == ("a-4", "a-5")


def test_a_new_library_never_takes_the_id_of_an_old_one():
    stranger = Library("a-5", "Детская библиотека", kind="children", settlement="п. Октябрь")
    history = merge_registries([(2021, FIRST), (2022, (CENTRAL, LUGOVOE, stranger))])
    assert history.ids[2022, "a-5"] == "a-5-2"


def test_reports_of_one_district_speak_of_a_renumbered_library_by_its_first_id():
    after = Library("a-9", "Библиотека-филиал № 9", number="9", settlement="с. Луговое")
    first = with_library(report_of(libraries=FIRST, district="Заречный район", year=2021), "a-4")
    second = with_library(
        report_of(libraries=(CENTRAL, after, KLYUCHI), district="МО «Заречный район»", year=2022),
        "a-9",
    )
    (earlier, later), chronicle = unite_reports((first, second))
    assert (earlier, {each.library for each in later.observations}) == (first, {("a-4",)})
    renumbered = [each for each in chronicle.changes if each.what == "renumbered"]
    assert [(each.before, each.after, each.district) for each in renumbered] == [
        ("4", "9", "МО «Заречный район»")
    ]
    assert [each.library for each in later.libraries] == ["a-tsb", "a-4", "a-5"]


def test_reports_of_other_districts_keep_their_own_ids():
    reports = tuple(
        report_of(libraries=FIRST, district=f"{name} район", year=2021)
        for name in ("Заречный", "Луговской")
    )
    united, chronicle = unite_reports(reports)
    assert (united, chronicle.changes) == (reports, ())


@pytest.mark.parametrize("unknown", [{"year": None}, {"district": ""}])
def test_a_report_without_a_year_or_a_district_stays_as_it_is(unknown):
    """Its number four is another library: it may not take the id that a year before it has."""
    other = Library("a-9", "Библиотека-филиал № 9", number="9", settlement="с. Луговое")
    known = {"district": "Заречный район", "year": 2022} | unknown
    bare = with_library(report_of(libraries=(CENTRAL, other, KLYUCHI), **known), "a-9")
    (_, same), chronicle = unite_reports((_of(2021, *FIRST), bare))
    assert (same, chronicle.changes) == (bare, ())


def test_a_library_with_figures_of_past_years_alone_has_closed():
    past, now = ({library.library for library in each} for each in (FIRST, FIRST[:2]))
    reports = [_with_figures(2021, past, past), _with_figures(2022, past, now)]
    _, chronicle = unite_reports(reports)
    assert [(each.year, each.library, each.what) for each in chronicle.changes] == [
        (2022, "a-5", "closed")
    ]


def test_a_report_alone_closes_what_stands_in_its_past_years_only():
    past, now = ({library.library for library in each} for each in (FIRST, FIRST[:2]))
    _, chronicle = unite_reports([_with_figures(2022, past, now)])
    assert [(each.year, each.library, each.what) for each in chronicle.changes] == [
        (2022, "a-5", "closed")
    ]
    assert chronicle.told == {("Заречный район", 2022)}


@pytest.mark.parametrize("year", [2020, 2022])
def test_a_report_of_any_year_takes_the_ids_of_the_data_set_that_is_there(year):
    there = Roll("МО «Заречный район»", 2021, FIRST)
    other = Library("a-9", "Библиотека-филиал № 9", number="9", settlement="с. Луговое")
    stranger = Library(
        "a-4", "Детская библиотека", number="", kind="children", settlement="п. Новый"
    )
    report = report_of(
        libraries=(CENTRAL, other, KLYUCHI, stranger), district="Заречный район", year=year
    )
    (united,), chronicle = unite_reports([report], [there])
    assert [each.library for each in united.libraries] == ["a-tsb", "a-4", "a-5", "a-4-2"]
    seen = {
        (each.year, each.what, each.library)
        for each in chronicle.changes
        if each.what in ("renumbered", "closed", "opened")
    }
    assert seen == {
        (max(year, 2021), "renumbered", "a-4"),
        (max(year, 2021), "opened" if year == 2022 else "closed", "a-4-2"),
    }


def _with_figures(year, past, now):
    report = report_of(libraries=FIRST, district="Заречный район", year=year)
    figure = next(each for each in report.observations if each.value is not None)
    told = [
        (period, each) for period, ids in ((year - 1, past), (year, now)) for each in sorted(ids)
    ]
    figures = [replace(figure, library=(each,), period=str(period)) for period, each in told]
    return replace(report, observations=tuple(figures))


# --- several reports of one district and year


def _of(year, *libraries, **change):
    whole = report_of(libraries=libraries, district="Заречный район", year=year, **change)
    return with_library(whole, libraries[0].library)


TOWN = (
    Library("a-tsb", "Городская библиотека", kind="central", settlement="г. Луговск"),
    Library("a-5", "Филиал № 1", number="1", settlement="г. Луговск"),
)


def test_two_systems_of_one_district_keep_all_their_libraries_and_their_common_ids():
    (district, town), chronicle = unite_reports((_of(2022, *FIRST), _of(2022, *TOWN)))
    assert [library.library for library in district.libraries] == ["a-tsb", "a-4", "a-5"]
    assert [library.library for library in town.libraries] == ["a-tsb-2", "a-5-2"]
    assert chronicle.changes == ()


def test_a_draft_and_the_final_report_speak_of_the_same_libraries():
    final = tuple(replace(library, library=f"f-{library.library}") for library in FIRST)
    (draft, other), _ = unite_reports((_of(2022, *FIRST), _of(2022, *final)))
    assert draft.libraries == other.libraries


@pytest.mark.parametrize("there", [(), (Roll("Заречный район", 2022, TOWN),)])
def test_where_lists_of_a_year_differ_nobody_opened_or_closed_then_or_a_year_later(there):
    rivals = (_of(2022, *TOWN),) if not there else ()
    _, chronicle = unite_reports(
        (_of(2021, *FIRST), _of(2022, *FIRST), *rivals, _of(2023, *FIRST)), there
    )
    assert chronicle.changes == ()
    assert {year for _, year in chronicle.told} == {2021, 2022, 2023}


def test_where_both_reports_of_a_year_list_the_same_libraries_changes_are_told():
    copy = _of(2022, *FIRST[:2], file="kopiya.docx")
    _, chronicle = unite_reports((_of(2021, *FIRST), _of(2022, *FIRST[:2]), copy))
    assert [(change.year, change.what, change.library) for change in chronicle.changes] == [
        (2022, "closed", "a-5")
    ]


def _drawn(random):
    """A report whose registry is in conflict with itself and with others."""
    ids, villages = ["a-1", "a-2", "a-3", "Б 1"], ["с. Луговое", "с. Ключи", ""]
    names = ["Филиал № 1", "Филиал № 2", "Центральная библиотека"]
    found = {}
    for _ in range(random.randint(1, 6)):
        number, kind = random.choice(["", "1", "2"]), random.choice(["central", "rural", ""])
        library = Library(
            random.choice(ids), random.choice(names), "", number, kind, random.choice(villages)
        )
        found.setdefault(library.library, library)
    return _of(random.choice([2021, 2022]), *found.values())


@pytest.mark.parametrize("seed", range(30))
def test_no_registries_are_too_contrary_to_be_united_and_no_two_libraries_become_one(seed):
    random = Random(seed)  # noqa: S311 - no secret
    reports = [_drawn(random) for _ in range(4)]
    rolls = [
        Roll("Заречный район", random.choice([2020, 2022, 2023]), _drawn(random).libraries)
        for _ in range(2)
    ]
    united, _ = unite_reports(reports, rolls)
    for before, after in zip(reports, united, strict=True):
        assert len({library.library for library in after.libraries}) == len(before.libraries)
        assert {each.library[0] for each in after.observations} <= {
            library.library for library in after.libraries
        }
