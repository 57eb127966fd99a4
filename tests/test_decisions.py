"""What people decided: kept, found again in another edition, followed everywhere, taken back."""

from pathlib import Path

import pytest
from building import report_of
from click.testing import CliRunner, Result
from msgspec.structs import replace
from openpyxl import load_workbook

from extractor.commands import svod
from extractor.dataset import publish_dataset
from extractor.dataset.damage import damages_of
from extractor.dataset.earlier import earlier_lines
from extractor.dataset.manifest import read_json
from extractor.decisions.log import declared, own_log
from extractor.decisions.met import met_in
from extractor.decisions.store import Store, follow_again, obeying
from extractor.model import Document, Paragraph, Report
from extractor.options import Declared, PublishOptions, ReportOptions
from extractor.pipeline import extract_report, understood
from extractor.words.region import region_of
from samples.write import write_samples

GRID = """
| Показатель | 2022 | 2023 |
| Книги, экз. | 1 200 | 1 250 |
| Журналы, экз. | 30 | 40 |
| Кружки | 5 | 7 |
"""
TWICE = GRID + GRID.split("\n", 2)[2]
MORE = GRID.replace("| Книги", "| Газеты, экз. | 1 | 2 |\n| Книги")
EDITIONS = {
    "the same": (GRID, {}, "77", "corrected"),
    "rows above": (MORE, {}, "77", "corrected"),
    "another section": (GRID, {"section": "2"}, "77", "corrected"),
    "another caption": (GRID, {"caption": "Таблица 9. Состав"}, "77", "corrected"),
    "another block": (GRID, {"block": 9}, "77", "corrected"),
    "twice in place": (TWICE, {}, "77", "corrected"),
    "twice": (TWICE, {"block": 9}, "40", "ok"),
    "mended": (GRID.replace("| 40 |", "| 44 |"), {}, "44", "ok"),
    "renamed row": (GRID.replace("Журналы", "Периодика"), {}, "40", "ok"),
    "another year": (GRID, {"year": 2024}, "40", "ok"),
    "another district": (GRID, {"district": "Луговской район"}, "40", "ok"),
}  # what changed → the table, the report, the value of journals in 2023, its status
OPTIONS = PublishOptions(("json", "csv"))


def edition(drawing: str = GRID, sha: str = "ab", **change: object) -> Report:
    """A report with one table, changed as another edition would be."""
    about = {name: change[name] for name in ("year", "district") if name in change}
    report = report_of([drawing], sha256=sha, **about)
    section, caption = change.get("section", "1"), change.get("caption", "Таблица 1. Фонд")
    outline = report.outline
    sections = tuple(
        replace(
            one,
            section=one.section.replace("1", str(section), 1),
            parent=one.parent and str(section),
        )
        for one in outline.sections
    )
    placed = tuple(replace(one, section=section, caption=caption) for one in outline.tables)
    of_block = tuple(str(section) for _ in outline.section_of_block)
    return replace(
        report,
        outline=replace(outline, sections=sections, tables=placed, section_of_block=of_block),
        observations=tuple(
            replace(one, section=section, place=replace(one.place, block=change.get("block", 2)))
            for one in report.observations
        ),
    )


def store_of(out: Path, shared: Path | None = None, *codes: str) -> Store:
    return Store(out, shared, frozenset(codes or ("events.total", "users.registered")))


def put(out: Path, *reports: Report, shared: Path | None = None, fresh: bool = False) -> None:
    options = PublishOptions(("json", "csv"), fresh=fresh)
    publish_dataset(list(reports), [], out, options, obey=obeying(store_of(out, shared)))


def run(*arguments: object) -> Result:
    command, *others = map(str, arguments)
    call = [command, "--lang", "ru", *others]
    return CliRunner().invoke(svod, call, catch_exceptions=False)


def decide(out: Path, *arguments: object) -> Result:
    done = run("decide", out, *arguments)
    assert done.exit_code == 0, done.stderr
    return done


def figure(out: Path, row: str = "Журналы, экз.", period: str = "2023") -> dict[str, str]:
    return next(
        line
        for line in earlier_lines(out, "observations")
        if (line["row_path"], line["period"]) == (row, period)
    )


def states(out: Path) -> dict[str, str]:
    return {one.decision: one.state.value for one in own_log(out)}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    put(tmp_path / "out", edition())
    return tmp_path / "out"


@pytest.fixture
def corrected(out: Path) -> Path:
    decide(out, "beryozovo-2023:t1r2c2", "77", "--why", "по телефону", "--who", "Иванова")
    return out


# --- a value


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("beryozovo-2023:t1r2c2", "1e999999999"), "«1e999999999» не число"),
        (("beryozovo-2023:t1r2c2", "1e-999999999"), "«1e-999999999» не число"),
        (("beryozovo-2023:t1r2c2", "0e999999999"), "«0e999999999» не число"),
        (("beryozovo-2023:t1r2c2", "9" * 90), "не число"),
        (("beryozovo-2023:t1r2c2", "nan"), "«nan» не число"),
        (("beryozovo-2023:t1r2c2", "12,5,7"), "«12,5,7» не число"),
        (("beryozovo-2023", "", "--kind", "district"), "Не сказано, какого района отчёт"),
        (("beryozovo-2023", " \u00ad", "--kind", "district"), "Не сказано, какого района отчёт"),
        (("beryozovo-2023", "20233", "--kind", "year"), "«20233» не год"),
    ],
)
def test_what_decides_nothing_is_refused(out, arguments, said):
    done = run("decide", out, *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert states(out) == {}


def test_a_corrected_value_stands_in_the_data_set_and_what_is_printed_stays(corrected):
    line = figure(corrected)
    assert (line["value"], line["status"], line["raw"]) == ("77", "corrected", "40")
    assert "decision=d1" in line["extra"]
    printed = read_json(corrected, "documents/beryozovo-2023.json")["observations"]
    assert "77" not in {one["value"] for one in printed}
    assert "40" in {line["text"] for line in earlier_lines(corrected, "cells")}
    assert not damages_of(corrected)


def test_a_decision_says_who_when_from_to_why(corrected):
    (line,) = earlier_lines(corrected, "decisions")
    said = {name: line[name] for name in ("decision", "who", "kind", "from", "to", "why", "state")}
    assert list(said.values()) == ["d1", "Иванова", "value", "40", "77", "по телефону", "active"]
    assert line["time"].endswith("Z")
    assert "row=Журналы, экз." in line["target"] and "occurrence=1/1" in line["target"]


@pytest.mark.parametrize("changed", EDITIONS)
def test_a_decision_is_found_again_in_another_edition_or_is_stale(corrected, changed):
    drawing, about, value, status = EDITIONS[changed]
    put(corrected, edition(drawing, "cd", **about))
    found = [
        (line["value"], line["status"])
        for line in earlier_lines(corrected, "observations")
        if line["period"] == "2023" and line["raw"] in ("40", "44")
    ]
    assert (value, status) in found
    assert found.count(("77", "corrected")) <= 1


@pytest.mark.parametrize("changed", ["mended", "renamed row", "twice"])
def test_a_decision_whose_source_changed_is_stale_and_holds_again_with_its_source(
    corrected, changed
):
    drawing, about, _, _ = EDITIONS[changed]
    put(corrected, edition(drawing, "cd", **about))
    assert states(corrected) == {"d1": "stale"}
    put(corrected, edition(sha="ef"))
    assert (states(corrected), figure(corrected)["value"]) == ({"d1": "active"}, "77")
    assert [line["state"] for line in earlier_lines(corrected, "decisions")] == [
        "active",
        "stale",
        "active",
    ]


@pytest.mark.parametrize(
    ("printed", "section", "is_met"), [("77", "1", True), ("44", "1", False), ("77", "2", False)]
)
def test_a_decision_that_the_new_edition_prints_itself_is_met(corrected, printed, section, is_met):
    drawing = GRID.replace("| 40 |", f"| {printed} |")
    put(corrected, edition(drawing, "cd", section=section))
    assert met_in(own_log(corrected), corrected) == ({"d1"} if is_met else set())


def test_the_same_report_read_again_gives_the_same_bytes(corrected):
    before = {path.name: path.read_bytes() for path in corrected.glob("*.csv")}
    put(corrected, edition())
    assert before == {path.name: path.read_bytes() for path in corrected.glob("*.csv")}


def test_decisions_outlive_a_fresh_reading(corrected):
    put(corrected, edition(), fresh=True)
    assert figure(corrected)["value"] == "77"


def test_undo_brings_back_what_was_read(corrected):
    before = figure(corrected)
    decide(corrected, "--undo", "d1")
    after = figure(corrected)
    assert (after["value"], after["status"], after["extra"]) == ("40", "ok", "")
    assert before != after and states(corrected) == {"d1": "undone"}
    assert run("decide", corrected, "--undo", "d1").exit_code == 2


def test_of_two_corrections_the_later_counts_and_its_undo_brings_the_earlier(corrected):
    decide(corrected, "beryozovo-2023:t1r2c2", "88")
    assert figure(corrected)["value"] == "88"
    decide(corrected, "--undo", "d2")
    assert figure(corrected)["value"] == "77"


@pytest.mark.parametrize(
    ("written", "value", "decimals"),
    [("1 234,50", "1234.50", "2"), ("-7", "-7", "0"), ("нет", "", ""), ("0", "0", "0")],
)
def test_a_value_is_read_as_people_write_it(out, written, value, decimals):
    decide(out, "--", "beryozovo-2023:t1r2c2", written)
    line = figure(out)
    assert (line["value"], line["decimals"], line["status"]) == (value, decimals, "corrected")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("beryozovo-2023:t1r2c2", "много"), "не число"),
        (("beryozovo-2023:t1r2c2", "inf"), "не число"),
        (("nowhere:t1r2c2", "5"), "в наборе нет"),
        (("beryozovo-2023:t1r2c2",), "что верно"),
        (("beryozovo-2023", "двадцать", "--kind", "year"), "не год"),
        (("кружки", "no.such", "--kind", "label"), "нет"),
        (("филиал 1", "b9", "--kind", "library"), "нет"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_is_written(out, asked, said):
    before = (out / "decisions.csv").read_bytes()
    done = run("decide", out, *asked)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
    assert (out / "decisions.csv").read_bytes() == before


def test_the_list_says_how_each_decision_stands(corrected):
    text = decide(corrected).stdout
    assert "d1\tдействует\t" in text and "40 → 77" in text and "по телефону" in text


# --- labels and libraries: the region's


def test_a_label_mapped_once_counts_for_every_district_and_for_next_year(out, tmp_path):
    shared = tmp_path / "область.csv"
    (tmp_path / "region.yaml").write_text("decisions: область.csv\n", encoding="utf-8")
    put(out, edition(district="Луговской район", sha="1"), edition(sha="2"))
    done = decide(out, "кружки", "events.total", "--kind", "label")
    assert "events.total" in done.stderr
    coded = [one["indicator"] for one in earlier_lines(out, "observations")]
    assert coded.count("events.total") == 4
    assert not earlier_lines(out, "decisions") and shared.is_file()
    another = tmp_path / "next"
    put(another, edition(year=2024, sha="3"), shared=shared)
    assert figure(another, "Кружки")["indicator"] == "events.total"
    decide(out, "--undo", "r1")
    assert not figure(out, "Кружки")["indicator"]
    follow_again(store_of(another, shared))
    assert not figure(another, "Кружки")["indicator"]


def test_a_library_named_once_is_meant_wherever_its_district_says_so(out):
    rows = GRID.replace("Кружки", "Читальня у реки")
    put(out, edition(rows, "1"), edition(rows, "2", district="Луговской район"))
    asked = ("читальня у реки", "b1", "--kind", "library", "--district", "берёзовский район")
    decide(out, *asked)
    named = {
        line["report"]: line["library"]
        for line in earlier_lines(out, "observations")
        if line["row_path"] == "Читальня у реки"
    }
    assert sorted(named.values()) == ["", "b1"]
    decide(out, "--undo", "d1")
    assert figure(out, "Читальня у реки")["library"] == ""


def test_settings_of_another_form_are_refused_with_their_place(tmp_path):
    (tmp_path / "region.yaml").write_text("decision: x.csv\n", encoding="utf-8")
    done = run("check", tmp_path / "out")
    assert (done.exit_code, "region.yaml" in done.stderr) == (2, True)


def test_paths_of_the_settings_are_those_beside_them(tmp_path):
    text = "decisions: a.csv\nrules: [r.yaml]\ncatalogue: слова\n"
    (tmp_path / "region.yaml").write_text(text, encoding="utf-8")
    region = region_of(tmp_path / "out")
    assert region.decisions == tmp_path / "a.csv" and region.rules == (tmp_path / "r.yaml",)


def test_the_settings_of_the_readme_are_read(tmp_path):
    readme = (Path(__file__).parent.parent / "README.ru.md").read_text(encoding="utf-8")
    text = readme.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "region.yaml").write_text(text, encoding="utf-8")
    region = region_of(tmp_path / "out")
    assert region.deadline and region.districts[0].addressee and region.decisions


# --- a report's district and year


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    write_samples(folder, years=(2022,))
    return folder / "reports" / "berezovo-2022.docx"


def test_a_decided_year_and_district_hold_when_the_report_is_read_again(sample, tmp_path):
    out = tmp_path / "out"
    put(out, extract_report(sample, ReportOptions()))
    decide(out, "berezovo-2022", "2021", "--kind", "year")
    decide(out, "berezovo-2022.docx", "Лесной район", "--kind", "district")
    again = extract_report(sample, ReportOptions(declared=declared(own_log(out))))
    assert (again.year, again.district) == (2021, "Лесной район")
    put(out, again)
    assert set(states(out).values()) == {"active"}
    decide(out, "--undo", "d1", "--undo", "d2")
    back = extract_report(sample, ReportOptions(declared=declared(own_log(out))))
    assert (back.year, back.district) == (2022, "Берёзовский район")


def test_what_a_report_says_of_itself_wins_over_the_call_and_that_is_said(sample, tmp_path):
    out = tmp_path / "out"
    done = run("extract", sample, "-o", out, "--year", 1999, "--district", "Лесной район")
    (row,) = earlier_lines(out, "reports")
    assert (row["year"], row["district"]) == ("2022", "Берёзовский район")
    assert "указано «2022», а не «1999»" in done.stderr
    assert "указано «Берёзовский район», а не «Лесной район»" in done.stderr
    assert "Требует внимания:" in done.stderr and f"svod check {out}" in done.stderr


# --- findings


def test_an_explanation_survives_the_language_and_older_answers_are_taken_over(out):
    (out / "explanations.yaml").write_text(
        "f:1: {text: так учтено, figures: '106,0 | 1 750'}\n", encoding="utf-8"
    )
    assert run("check", out).exit_code == 0
    (line,) = earlier_lines(out, "decisions")
    assert (line["from"], line["why"], line["target"]) == (
        "106.0 | 1750",
        "так учтено",
        "finding=f:1",
    )
    assert not (out / "explanations.yaml").exists()


def test_labels_that_were_taught_before_are_taken_over_with_their_catalogue(out, tmp_path):
    own = tmp_path / "слова"
    own.mkdir()
    (own / "learned.yaml").write_text("кружки: events.total\n", encoding="utf-8")
    assert run("map", out, "--catalogue", own).exit_code == 0
    assert not (own / "learned.yaml").exists()
    follow_again(store_of(out, own / "decisions.csv"))
    assert figure(out, "Кружки")["indicator"] == "events.total"


# --- the workbook


@pytest.fixture
def workbook(corrected, tmp_path) -> Path:
    options = PublishOptions(("json", "csv", "xlsx"))
    publish_dataset([edition()], [], corrected, options, obey=obeying(store_of(corrected)))
    return corrected / "svod.xlsx"


def test_an_unchanged_workbook_gives_no_decision(workbook, corrected, tmp_path):
    book = load_workbook(workbook)
    book.save(tmp_path / "saved.xlsx")
    for path in (workbook, tmp_path / "saved.xlsx"):
        assert "Исправлений нет" in decide(corrected, "--from", path).stderr
    assert list(states(corrected)) == ["d1"]


def test_a_corrected_workbook_is_read_back(workbook, corrected, tmp_path):
    book = load_workbook(workbook)
    sheet = book["Исправления"]
    assert [cell.value for cell in sheet[2]][:1] == ["beryozovo-2023:t1r2c2"]
    sheet["J2"], sheet["K2"] = 78, "ошиблись"
    sheet["A3"], sheet["J3"] = "beryozovo-2023:t1r1c1", "1 201,5"
    book.save(tmp_path / "saved.xlsx")
    decide(corrected, "--from", tmp_path / "saved.xlsx")
    assert (figure(corrected)["value"], own_log(corrected)[1].why) == ("78", "ошиблись")
    assert figure(corrected, "Книги, экз.", "2022")["value"] == "1201.5"
    again = load_workbook(corrected / "svod.xlsx")["Исправления"]
    assert {row[9] for row in again.iter_rows(min_row=2, values_only=True)} == {"78", "1201.5"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "текст".encode()])
def test_what_is_no_workbook_is_refused(out, tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    done = run("decide", out, "--from", tmp_path / "a.xlsx")
    assert (done.exit_code, "a.xlsx" in done.stderr) == (2, True)


# --- obeyed by check and compare


def test_check_and_compare_take_the_corrected_value(tmp_path):
    out = tmp_path / "out"
    report = edition()
    coded = [
        replace(one, indicator="users.registered") if one.row == 2 else one
        for one in report.observations
    ]
    put(out, replace(report, observations=tuple(coded)))
    decide(out, "beryozovo-2023:t1r2c2", "77")
    assert run("check", out).exit_code in (0, 1)
    done = run("compare", out, "--indicator", "users.registered")
    line = next(line for line in done.stdout.splitlines() if "users.registered" in line)
    assert line.split()[-4:] == ["30", "77", "+47", "+156,7"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("Берёзовский район", 2020)),
        ({"sha256": "other"}, ("Берёзовский район", 2020)),
        ({"sha256": "other", "found_year": "2019"}, ("Берёзовский район", 2023)),
        ({"sha256": "other", "file": "other.docx"}, ("Берёзовский район", 2023)),
        ({"file": "other.docx"}, ("Берёзовский район", 2020)),
    ],
)
def test_what_was_decided_of_a_file_holds_for_it_and_for_what_follows_it(said, expected):
    """The same content under any name; the same name where the same was found in it."""
    text = "Отчёт о работе библиотек Берёзовского района за 2023 год"
    document = Document("a.docx", "same", "docx", (Paragraph(0, text),))
    about = {"file": "a.docx", "sha256": "same", "found_year": "2023"} | said
    report = understood(document, "a", ReportOptions(declared=(Declared(**about, year="2020"),)))
    assert (report.district, report.year) == expected
