"""The samples are coherent, known in full, written the same every time, and readable by Word's
own rules.
"""

import csv
import doctest
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from extractor.model import Table
from extractor.options import ReadOptions
from extractor.read import read_document
from extractor.text import clean
from samples.blocks import Grid, Heading, Sample
from samples.compare import Score, library_ids, same_labels, score
from samples.digits import changed
from samples.districts import MISSING, YEARS, District, districts
from samples.echoes import echoes
from samples.figures import FIRST, Ledger, ledger
from samples.habits import write_sample
from samples.planted import Plant, find_grid
from samples.rows import facts
from samples.scene import declared_unit, read
from samples.template import compose
from samples.truth import Truth, read_truth
from samples.verdicts import Verdict, judge
from samples.write import all_samples, write_samples

COMMITTED = Path(__file__).parent.parent / "samples"
SAMPLES = list(all_samples())
CLEAN = list(all_samples(planted=False))
IDS = [sample.report for sample, _, _ in SAMPLES]
DISTRICTS = districts()
PAST = range(FIRST + 1, YEARS[-1] + 1)


def named(value: object) -> str:
    return str(getattr(value, "report", value))


def of_year(year: int) -> list[tuple[Sample, str, list[Plant]]]:
    return [each for each in SAMPLES if each[0].year == year]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the last year and their truth, as the program writes them now."""
    out = tmp_path_factory.mktemp("samples")
    write_samples(out, years=YEARS[-1:])
    return out


# ---- what is committed


def unpacked(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def test_the_reports_ready_to_try_are_those_the_program_writes(written: Path) -> None:
    committed = {path.name: unpacked(path) for path in (COMMITTED / "reports").glob("*.docx")}
    assert len(committed) == len(DISTRICTS)
    assert committed == {path.name: unpacked(path) for path in (written / "reports").glob("*.docx")}


def test_the_truth_beside_them_is_that_of_the_program(written: Path) -> None:
    assert read_truth(COMMITTED / "truth") == read_truth(written / "truth")


@pytest.mark.parametrize(
    "sample, habit",
    [(sample, habit) for sample, habit, _ in of_year(2023)],
    ids=lambda each: str(getattr(each, "report", each)),
)
def test_the_same_report_has_the_same_bytes(sample: Sample, habit: str) -> None:
    assert write_sample(sample, habit) == write_sample(sample, habit)


# ---- the figures


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda each: each.id)
@pytest.mark.parametrize("year", PAST)
def test_the_stock_of_a_year_begins_where_the_last_one_ended(district: District, year: int) -> None:
    book = ledger(district)
    assert book.get("holdings.opening", year) == book.get("holdings.total", year - 1)
    assert balance(
        book, "holdings.opening", "holdings.acquired", "holdings.withdrawn", year
    ) == book.get("holdings.total", year)
    assert balance(
        book, "x.local.opening", "local_history.acquired", "x.local.withdrawn", year
    ) == book.get("local_history.holdings.total", year)


def balance(book: Ledger, opening: str, came: str, left: str, year: int) -> Decimal:
    return book.get(opening, year) + book.get(came, year) - book.get(left, year)


WHOLES = {
    "users.registered": (
        "users.age.children",
        "users.age.youth",
        "users.age.adult",
        "users.age.senior",
    ),
    "holdings.acquired": tuple(
        f"holdings.acquired.{each}" for each in ("books", "newspapers", "journals", "discs")
    ),
    "finance.acquisitions.total": tuple(
        f"finance.acquisitions.{each}" for each in ("federal", "regional", "municipal", "own")
    ),
    "staff.main": ("staff.age.under30", "staff.age.30_55", "staff.age.55_plus"),
    "staff.total": ("staff.admin", "staff.main", "staff.support"),
    "digital.computers.total": (
        "x.bought.before2010",
        "x.bought.to2015",
        "x.bought.to2018",
        "x.bought.after2018",
    ),
    "visits.remote": ("visits.outreach", "visits.website"),
}


@pytest.mark.parametrize("whole", WHOLES)
@pytest.mark.parametrize("district", DISTRICTS, ids=lambda each: each.id)
def test_a_whole_is_the_sum_of_its_parts(district: District, whole: str) -> None:
    book = ledger(district)
    for year in PAST:
        assert book.get(whole, year) == sum(book.get(part, year) for part in WHOLES[whole])


@pytest.mark.parametrize(
    "code", ["users.registered", "visits.total", "loans.total", "holdings.total", "premises.area"]
)
@pytest.mark.parametrize("district", DISTRICTS, ids=lambda each: each.id)
def test_the_system_is_the_sum_of_its_libraries(district: District, code: str) -> None:
    book = ledger(district)
    for year in PAST:
        assert book.get(code, year) == sum(
            book.get(code, year, each.library) for each in district.branches(year)
        )


def test_a_printed_ratio_is_the_rounded_quotient_where_nothing_is_planted() -> None:
    sample = next(sample for sample, _, _ in CLEAN if sample.report == "zarechie-2023")
    book = ledger(next(each for each in DISTRICTS if each.id == "zarechie"))
    cell = next(
        each
        for each in find_grid(sample, "ratios")[1].cells
        if each.fact and each.fact.period == "2023"
    )
    exact = book.get("loans.total", 2023) / book.get("users.registered", 2023)
    assert cell.fact and cell.fact.value == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


# ---- the reports


def test_eleven_reports_of_four_districts_are_written_and_one_is_missing() -> None:
    assert len(SAMPLES) == 11
    assert {(sample.district, sample.year) for sample, _, _ in SAMPLES} == {
        (each.id, year) for each in DISTRICTS for year in YEARS
    } - MISSING


@pytest.mark.parametrize("sample", [sample for sample, _, _ in SAMPLES], ids=IDS)
def test_a_report_has_thirteen_sections_and_more_than_sixty_tables(sample: Sample) -> None:
    tops = [
        each.number
        for each in sample.blocks
        if isinstance(each, Heading) and each.number and "." not in each.number
    ]
    assert tops == [str(n) for n in range(1, 14)]
    assert len(list(sample.tables())) > 60


@pytest.mark.parametrize("sample", [sample for sample, _, _ in SAMPLES], ids=IDS)
def test_section_numbers_leave_nothing_out(sample: Sample) -> None:
    """Automatic numbering cannot skip, so that no habit may."""
    last: tuple[int, ...] = ()
    for each in sample.blocks:
        if isinstance(each, Heading) and each.number:
            number = tuple(map(int, each.number.split(".")))
            assert number in {(*last, 1), *((*last[:n], last[n] + 1) for n in range(len(last)))}, (
                each.number
            )
            last = number


@pytest.mark.parametrize("sample", [sample for sample, _, _ in SAMPLES], ids=IDS)
def test_every_place_of_a_table_belongs_to_one_cell(sample: Sample) -> None:
    for _, _, grid in sample.tables():
        covered = Counter(
            (row, column)
            for each in grid.cells
            for row in range(each.row, each.row + each.row_span)
            for column in range(each.column, each.column + each.column_span)
        )
        assert covered == Counter(
            (row, column) for row in range(grid.rows) for column in range(grid.columns)
        ), grid.name


@pytest.mark.parametrize("sample", [sample for sample, _, _ in SAMPLES], ids=IDS)
def test_a_printed_number_says_its_value(sample: Sample) -> None:
    plain = [
        each
        for _, _, grid in sample.tables()
        for each in grid.cells
        if each.fact and each.fact.status == "ok" and not each.fact.extra
    ]
    for cell in plain:
        if cell.fact and all(letter in "0123456789,+- \u00a0" for letter in cell.text):
            assert read(cell.text) == cell.fact.value, cell


def grid_text(grid: Grid) -> set[tuple[int, int, int, int, str]]:
    return {
        (each.row, each.column, each.row_span, each.column_span, clean(each.text.removesuffix(".")))
        for each in grid.cells
    }


def test_a_report_of_bold_paragraphs_is_read_back_cell_by_cell(written: Path) -> None:
    """The habit that cuts no table: every other step between the file and the truth is then the
    reader's.
    """
    sample, _, _ = next(each for each in of_year(2023) if each[1] == "bold")
    document = read_document(written / "reports" / f"{sample.report}.docx", ReadOptions())
    found = [each for each in document.blocks if isinstance(each, Table)]
    drawn = [grid for _, _, grid in sample.tables()]
    assert len(found) == len(drawn)
    for table, grid in zip(found, drawn, strict=True):
        cells = {
            (
                each.row,
                each.column,
                each.row_span,
                each.column_span,
                clean(each.text.removesuffix(".")),
            )
            for each in table.cells
        }
        assert cells == grid_text(grid), grid.name


@pytest.mark.parametrize("habit", ["styles", "bold", "numbering", "captions"])
def test_nothing_visible_is_lost_in_reading(written: Path, habit: str) -> None:
    sample = next(sample for sample, own, _ in of_year(2023) if own == habit)
    document = read_document(
        written / "reports" / f"{sample.report}.docx", ReadOptions(conserve=True)
    )
    assert [notice for notice in document.notices if notice.key != "text_deleted"] == []


@pytest.mark.parametrize(
    "sample, habit",
    [(sample, habit) for sample, habit, _ in of_year(2023)],
    ids=lambda each: str(getattr(each, "report", each)),
)
def test_python_docx_opens_a_report(sample: Sample, habit: str) -> None:
    document = docx.Document(BytesIO(write_sample(sample, habit)))
    nested = sum(grid.nested is not None for grid in sample.blocks if isinstance(grid, Grid))
    cuts = sum(
        habit != "bold" and grid.cut is not None for grid in sample.blocks if isinstance(grid, Grid)
    )
    assert len(document.tables) == len(list(sample.tables())) - nested + cuts


# ---- what is planted


def test_at_least_a_hundred_and_fifty_contradictions_are_planted_of_every_kind() -> None:
    planted = [each for _, _, found in SAMPLES for each in found if not each.trap]
    assert len(planted) >= 150
    assert {each.kind for each in planted} == {
        "balance",
        "sum",
        "part",
        "same",
        "ratio",
        "share",
        "text-table",
        "text-text",
        "sentence",
        "chart",
        "count",
        "list",
        "years",
        "units",
        "template",
        "twice",
        "stale",
        "restated",
        "outlier",
        "direction",
        "separator",
    }


def test_a_planted_number_differs_from_the_right_one() -> None:
    assert all(
        each.printed != each.right for _, _, found in SAMPLES for each in found if not each.trap
    )


def test_no_cell_is_planted_twice() -> None:
    places = Counter(
        (each.report, each.table, each.row, each.column)
        for _, _, found in SAMPLES
        for each in found
        if each.column is not None and not each.trap
    )
    assert max(places.values()) == 1


@pytest.mark.parametrize("place", range(len(SAMPLES)), ids=IDS)
def test_a_report_differs_from_its_clean_twin_only_where_something_is_planted(place: int) -> None:
    (sample, _, planted), (clean_one, _, _) = SAMPLES[place], CLEAN[place]
    reshaped = {each.table for each in planted if each.kind in ("list", "twice", "years")}
    wrong = {(each.table, each.row, each.column) for each in planted if not each.trap}
    twins = {
        grid.name: {(each.row, each.column): each.text for each in grid.cells}
        for _, _, grid in clean_one.tables()
    }
    for _, _, grid in sample.tables():
        if grid.name not in reshaped:
            differing = {
                (grid.name, each.row, each.column)
                for each in grid.cells
                if twins[grid.name][each.row, each.column] != each.text
            }
            assert differing == {each for each in wrong if each[0] == grid.name}


def test_clean_reports_agree_with_each_other_but_for_the_restated_figure() -> None:
    assert [
        (each["report"], each["code"]) for each in echoes([sample for sample, _, _ in CLEAN])
    ] == [("zarechie-2023", "web.portal.posts")]


@pytest.mark.parametrize("sample", [sample for sample, _, _ in CLEAN], ids=IDS)
def test_the_total_of_a_list_of_libraries_is_their_sum_where_nothing_is_planted(
    sample: Sample,
) -> None:
    for _, _, grid in sample.tables():
        totals = [
            each
            for each in grid.cells
            if each.role == "total" and each.fact and each.fact.value is not None
        ]
        libraries = [
            each
            for each in grid.cells
            if each.fact and each.fact.library and each.fact.value is not None
        ]
        for total in totals:
            rows = [
                each.fact.value
                for each in libraries
                if each.column == total.column and each.fact and each.fact.value is not None
            ]
            assert total.fact and (not rows or total.fact.value == sum(rows)), (
                grid.name,
                total.column,
            )


def test_every_trap_of_the_brief_is_set() -> None:
    names = {each.name for _, _, found in SAMPLES for each in found if each.trap}
    assert names == {
        "truncated",
        "forced",
        "definition",
        "base",
        "renamed",
        "moved",
        "closed",
        "handed",
        "restated-explained",
    }


def test_forced_shares_add_up_to_a_hundred() -> None:
    sample = next(sample for sample, _, _ in CLEAN if sample.report == "polyana-2023")
    for name in ("subjects-2", "subjects-1", "subjects"):
        shares = [
            each.fact.value
            for each in find_grid(sample, name)[1].cells
            if each.fact and each.fact.code.endswith("/holdings.total")
        ]
        assert sum(each for each in shares if each is not None) == 100


# ---- its small tools


@pytest.mark.parametrize(
    "value, change, wrong",
    [
        ("2286", "drop", "286"),
        ("1005", "drop", "5"),
        ("7", "drop", "0"),
        ("1244", "swap", "1424"),
        ("777", "swap", "747"),
        ("5", "digit", "2"),
        ("-12", "digit", "-82"),
        ("65", "x10", "650"),
        ("1.5", "x10", "15.0"),
        ("90", "d1000", "0.09"),
        ("12.5", 20, "14.5"),
        ("10", -3, "7"),
    ],
)
def test_numbers_go_wrong_as_people_mistype_them(value: str, change: str | int, wrong: str) -> None:
    assert str(changed(Decimal(value), change)) == wrong


@pytest.mark.parametrize(
    "labels, unit",
    [
        (("Книги, экз.",), ("copy", 1)),
        (("чел.",), ("person", 1)),
        (("Расходы (тыс. руб.)",), ("RUB", 1000)),
        (("план", "Доля, %"), ("%", 1)),
        (("Ставка",), ("", 1)),
        (("из них:", "Всего, ед.:"), ("item", 1)),
        (("4–5 ед.",), ("", 1)),
    ],
)
def test_a_unit_is_what_the_nearest_label_declares(
    labels: tuple[str, ...], unit: tuple[str, int]
) -> None:
    assert declared_unit(*labels) == unit


# ---- the scorer


def dataset(folder: Path, **files: list[dict[str, object]]) -> Path:
    """A folder of CSV files."""
    folder.mkdir()
    for name, found in files.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(found[0]))
            writer.writeheader()
            writer.writerows(found)
    return folder


def scored(folder: Path, truth: list[dict[str, str]], rows: list[dict[str, str]]) -> Score:
    """The score of a data set of these rows against these facts."""
    library = {"library": "z", "district": "", "number": "", "name": ""}
    report = truth[0]["report"]
    data = dataset(
        folder / "data",
        observations=[{**each} for each in rows],
        libraries=[{**library}],
        reports=[{"report": report}],
    )
    return score(data, {"facts": truth, "libraries": []})[report]


TRUTH = [{name: str(value) for name, value in each.items()} for each in facts(SAMPLES[0][0])]


def test_a_data_set_that_is_the_truth_scores_full(tmp_path: Path) -> None:
    full = scored(tmp_path, TRUTH, TRUTH)
    assert (full.found, full.whole, full.wrong) == (full.facts, full.facts, [])


@pytest.mark.parametrize(
    "changes",
    [{"value": "1"}, {"period": "1999"}, {"row_path": "Иное"}, {"column_path": ""}],
    ids=str,
)
def test_a_wrong_value_period_or_label_costs_the_fact(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    worse = scored(tmp_path, TRUTH, [TRUTH[0] | changes, *TRUTH[1:]])
    assert worse.whole == worse.facts - 1


def test_a_table_that_is_missing_shifts_no_other(tmp_path: Path) -> None:
    """The numbers of the later tables are one less, their facts still found."""
    rows = [each | {"table": str(int(each["table"]) - 1)} for each in TRUTH if each["table"] != "1"]
    shifted = scored(tmp_path, TRUTH, rows)
    assert shifted.whole == len(rows)


def test_a_row_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    worse = scored(tmp_path, TRUTH, TRUTH[1:])
    assert worse.found == worse.facts - 1


@pytest.mark.parametrize(
    "seen, equal",
    [
        ("из них / Книги", True),
        ("Из них: / книги", True),
        ("Фонд / из них: / книги", True),
        ("книги", False),
        ("Прочее / из них / книги", False),
    ],
)
def test_labels_are_compared_without_case_and_colon_and_with_or_without_the_title(
    seen: str, equal: bool
) -> None:
    fact = {"row_path": "", "parent": "", "column_path": "из них: / книги", "title": "Фонд"}
    assert same_labels(fact, {"row_path": "", "column_path": seen}) is equal


def test_ids_of_libraries_are_matched_by_any_of_their_names_or_by_number() -> None:
    known = [
        {
            "library": "a-1",
            "district": "А",
            "number": "1",
            "name": "Филиал № 1",
            "aliases": "Сельская № 1",
        },
        {
            "library": "a-x",
            "district": "А",
            "number": "",
            "name": "Родник",
            "aliases": "Ивушкинская",
        },
    ]
    seen = [
        {"library": "q", "district": "А", "number": "1", "name": "б-ф 1"},
        {"library": "r", "district": "А", "number": "", "name": "ивушкинская"},
        {"library": "s", "district": "Б", "number": "1", "name": "Филиал 1"},
    ]
    assert dict(library_ids(seen, known)) == {"q": "a-1", "r": "a-x"}


CELL = {"report": "r", "section": "4.3", "table": "7", "row": "2", "column": "3", "raw": "10"}
PLANT = CELL | {
    "kind": "sum",
    "name": "total",
    "sentence": "",
    "printed": "10",
    "right": "12",
    "decidable": "1",
    "note": "",
}
FINDING = {
    "report": "r",
    "section": "4.3",
    "rule": "B3",
    "severity": "error",
    "message": "",
    "observations": "o",
}


def judged(
    folder: Path,
    finding: dict[str, str],
    seen: dict[str, str] = CELL,
    **truth: list[dict[str, str]],
) -> Verdict:
    """What one finding about one figure comes to."""
    files: Truth = {"plants": [], "echoes": [], "traps": []}
    data = dataset(
        folder / "data", observations=[{"observation": "o", **seen}], findings=[{**finding}]
    )
    return judge(data, files | truth)


def test_a_finding_that_names_the_planted_cell_finds_it(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FINDING, plants=[PLANT])
    assert (verdict.found, verdict.first, verdict.missed, verdict.false) == (
        (PLANT,),
        (PLANT,),
        (),
        (),
    )


def test_a_finding_about_another_cell_misses_the_plant_and_is_a_false_alarm(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FINDING, CELL | {"row": "9"}, plants=[PLANT])
    assert (verdict.found, verdict.missed, len(verdict.false)) == ((), (PLANT,), 1)


def test_a_finding_about_a_figure_of_a_sentence_meets_the_plant_in_it(tmp_path: Path) -> None:
    plant = PLANT | {
        "kind": "text-table",
        "table": "",
        "row": "",
        "column": "",
        "sentence": "Всего 10.",
    }
    assert judged(
        tmp_path, FINDING, CELL | {"table": "", "row": "", "column": ""}, plants=[plant]
    ).found == (plant,)


def test_a_lost_row_is_found_by_a_finding_in_its_section(tmp_path: Path) -> None:
    plant = PLANT | {"kind": "list", "row": "", "column": ""}
    assert judged(tmp_path, FINDING, CELL | {"table": "1"}, plants=[plant]).found == (plant,)


def test_a_trap_reported_as_an_error_is_held_against_the_check_and_a_remark_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "error").mkdir()
    (tmp_path / "remark").mkdir()
    trap = PLANT | {"kind": "trap"}
    assert judged(tmp_path / "error", FINDING, traps=[trap]).trapped == (trap,)
    assert (
        judged(tmp_path / "remark", FINDING | {"severity": "warning"}, traps=[trap]).trapped == ()
    )


def test_what_echoes_a_plant_in_another_report_is_no_false_alarm(tmp_path: Path) -> None:
    verdict = judged(tmp_path, FINDING, echoes=[CELL])
    assert (verdict.false, verdict.found) == ((), ())


def test_composing_a_report_leaves_the_figures_as_they_are() -> None:
    first = compose(DISTRICTS[0], 2023)
    assert list(facts(first)) == list(facts(compose(DISTRICTS[0], 2023)))


@pytest.mark.parametrize("name", ["aligning", "codes", "digits", "scene", "figures.ledger"])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(import_module(f"samples.{name}"))
    assert result.attempted
    assert not result.failed
