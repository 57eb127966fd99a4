"""The archive: it grows, takes corrections, knows its past, notices duplicates, lets go, and no
kill breaks it.
"""

import csv
import os
import shutil
import signal
import sqlite3
import time
from decimal import Decimal
from pathlib import Path

import pytest
from building import in_old_form, report_of
from click.testing import CliRunner
from msgspec.structs import replace

from extractor.commands.remove import remove
from extractor.commands.voice import Voice
from extractor.compare import compare_panel
from extractor.dataset import archive, publish_dataset
from extractor.dataset.archive import known_pieces, refresh_findings
from extractor.dataset.comparison_panel import is_fresh, load_panel
from extractor.dataset.editions import changed_figures
from extractor.dataset.indexed_rows import ARCHIVE
from extractor.dataset.named_report import named_report
from extractor.dataset.write import remove_reports
from extractor.errors import CalledWrongly
from extractor.model import Library, Report
from extractor.model.arrival import Arrival
from extractor.model.comparison import Request
from extractor.model.records import ReportRow
from extractor.options import PublishOptions
from extractor.words.indicators import vocabulary

KNOWN = vocabulary().indicators
LATER = "cd34"


def coded(report: Report, code: str = "holdings.books") -> Report:
    return replace(
        report, observations=tuple(replace(each, indicator=code) for each in report.observations)
    )


def first(**change: object) -> Report:
    return coded(report_of(**change))


def other(year: int = 2022, **change: object) -> Report:
    return first(report=f"beryozovo-{year}", file=f"beryozovo-{year}.docx", year=year, **change)


def corrected(report: Report) -> Report:
    """A later version in which one figure differs."""
    figure = report.observations[0]
    mended = replace(figure, value=Decimal(1300), raw="1 300")
    return replace(
        report,
        document=replace(report.document, sha256=LATER),
        observations=(mended, *report.observations[1:]),
    )


def publish(out: Path, *reports: Report, **options: object) -> list[Arrival]:
    return list(publish_dataset(reports, [], out, PublishOptions(**options)))


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(out: Path, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(each[column] for column in columns) for each in rows(out, "editions")]


def asked(out: Path, query: str) -> list[tuple[object, ...]]:
    base = sqlite3.connect(out / ARCHIVE)
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


# --- versions


def test_a_corrected_version_takes_the_place_of_the_first_and_both_stay_known(tmp_path):
    publish(tmp_path / "out", first())
    assert publish(tmp_path / "out", corrected(first())) == [
        Arrival("beryozovo-2023", "beryozovo-2023.docx", "replaced", "beryozovo-2023.docx", 1)
    ]
    assert told(tmp_path / "out", "edition", "sha256", "status", "changed") == [
        ("1", "ab12", "superseded", ""),
        ("2", LATER, "current", "1"),
    ]
    assert rows(tmp_path / "out", "observations")[0]["value"] == "1300"


def test_the_same_report_again_is_no_new_version(tmp_path):
    publish(tmp_path / "out", first())
    assert [each.what for each in publish(tmp_path / "out", first())] == ["same"]
    assert told(tmp_path / "out", "edition", "status") == [("1", "current")]


def test_the_same_content_under_another_name_is_noticed_and_not_counted_twice(tmp_path):
    publish(tmp_path / "out", first())
    copy = first(report="kopiya", file="копия.docx")
    expected = Arrival(
        "beryozovo-2023", "копия.docx", "duplicate", "beryozovo-2023.docx", sha256="ab12"
    )
    assert publish(tmp_path / "out", copy) == [expected] == publish(tmp_path / "out", copy)
    assert [each["report"] for each in rows(tmp_path / "out", "reports")] == ["beryozovo-2023"]
    assert told(tmp_path / "out", "edition", "file", "status") == [
        ("1", "beryozovo-2023.docx", "current"),
        ("2", "копия.docx", "duplicate"),
    ]


def test_of_two_copies_read_together_one_stays_whatever_their_order(tmp_path):
    copy = first(report="kopiya", file="a.docx")
    for name, pair in (("a", (first(), copy)), ("b", (copy, first()))):
        assert {each.what for each in publish(tmp_path / name, *pair)} == {"added", "duplicate"}
        assert [each["report"] for each in rows(tmp_path / name, "reports")] == ["kopiya"]


def test_the_same_content_for_another_year_is_another_report(tmp_path):
    assert [each.what for each in publish(tmp_path / "out", first(), other())] == ["added", "added"]


def test_another_report_of_the_same_district_and_year_is_kept_and_told(tmp_path):
    publish(tmp_path / "out", first())
    rival = first(report="zamena", file="замена.docx", sha256=LATER)
    assert publish(tmp_path / "out", rival) == [
        Arrival("zamena", "замена.docx", "rival", "beryozovo-2023")
    ]
    assert len(rows(tmp_path / "out", "reports")) == 2


def test_a_removed_report_is_gone_with_its_libraries_and_stays_known(tmp_path):
    own = Library("c1", "Иная", "Берёзовский район")
    publish(tmp_path / "out", first(), other(libraries=[own]))
    assert [
        each.what for each in remove_reports(["beryozovo-2022"], tmp_path / "out", PublishOptions())
    ] == ["removed"]
    for name in (
        "reports",
        "sections",
        "tables",
        "cells",
        "observations",
        "mentions",
        "registries",
    ):
        assert {each["report"] for each in rows(tmp_path / "out", name)} == {"beryozovo-2023"}
    assert [each["library"] for each in rows(tmp_path / "out", "libraries")] == ["b1"]
    assert told(tmp_path / "out", "report", "status") == [
        ("beryozovo-2022", "removed"),
        ("beryozovo-2023", "current"),
    ]
    assert asked(tmp_path / "out", "SELECT DISTINCT report FROM figures_in_words") == [
        ("beryozovo-2023",)
    ]
    assert not (tmp_path / "out" / "documents" / "beryozovo-2022.json").exists()


def test_findings_of_all_go_when_a_report_is_removed(tmp_path):
    publish(tmp_path / "out", first(), other())
    (tmp_path / "out" / "findings.json").write_text("[]", encoding="utf-8")
    publish(tmp_path / "out")
    assert (tmp_path / "out" / "findings.json").exists()
    remove_reports(["beryozovo-2022"], tmp_path / "out", PublishOptions())
    assert not (tmp_path / "out" / "findings.json").exists()


def test_a_removed_report_can_come_back_as_a_new_version(tmp_path):
    publish(tmp_path / "out", first(), other())
    remove_reports(["beryozovo-2022"], tmp_path / "out", PublishOptions())
    publish(tmp_path / "out", other())
    assert told(tmp_path / "out", "report", "edition", "status")[:2] == [
        ("beryozovo-2022", "1", "removed"),
        ("beryozovo-2022", "2", "current"),
    ]


def test_what_is_not_there_cannot_be_removed(tmp_path):
    publish(tmp_path / "out", first())
    known = r"report_unknown: report=x, known=beryozovo-2023 \(beryozovo-2023.docx\)"
    with pytest.raises(CalledWrongly, match=known):
        remove_reports(["x"], tmp_path / "out", PublishOptions())
    assert len(rows(tmp_path / "out", "reports")) == 1


IN_THE_SET = (
    ("lugovoe-2023", "Луговое 2023.docx"),
    ("lugovoe-2023-2", "Архив/Луговое 2023.docx"),
    ("zarechye-2022", "Заречье 2022.pdf"),
    ("zarechye-2022-2", "Заречье 2022.docx"),
    ("berezovo", "Берёзово (итог).DOCX"),
    ("otchet", "otchet.docx"),
    ("otchet-docx", "отчёт.docx"),
    ("polyana-2021", "polyana-2021"),
)
MEANT = {
    "lugovoe-2023": "lugovoe-2023",
    "Луговое 2023.docx": "lugovoe-2023",
    "луговое 2023.docx": ["lugovoe-2023", "lugovoe-2023-2"],
    "Архив/Луговое 2023.docx": "lugovoe-2023-2",
    "Луговое 2023": ["lugovoe-2023", "lugovoe-2023-2"],
    "Заречье 2022": ["zarechye-2022", "zarechye-2022-2"],
    "Заречье 2022.pdf": "zarechye-2022",
    r"C:\Мои отчёты\Заречье 2022.DOCX": "zarechye-2022-2",
    "ZARECHYE-2022": "zarechye-2022",
    "березово (итог)": "berezovo",
    "/home/анна/Берёзово (итог).docx": "berezovo",
    "otchet": "otchet",
    "Отчет": "otchet-docx",
    "polyana-2021": "polyana-2021",
    "Поляна": [],
    "": [],
}


@pytest.mark.parametrize(("wanted", "meant"), MEANT.items())
def test_a_report_is_named_by_id_or_file_and_what_fits_several_is_asked_about(wanted, meant):
    there = [
        ReportRow(report, file, "", "", "", "", None, None, None, None, None, "ok", "")
        for report, file in IN_THE_SET
    ]
    if isinstance(meant, str):
        assert named_report(wanted, there).report == meant
        return
    with pytest.raises(CalledWrongly) as refused:
        named_report(wanted, there)
    listed = {each.split(" (")[0] for each in refused.value.parts["known"].split(", ")}
    assert refused.value.key == ("report_ambiguous" if meant else "report_unknown")
    assert listed == set(meant or dict(IN_THE_SET))


def test_of_many_reports_a_message_lists_those_of_the_nearest_names():
    there = [
        ReportRow(
            f"d-{n}", f"Район {n}.docx", "", "", "", "", None, None, None, None, None, "ok", ""
        )
        for n in range(300)
    ]
    with pytest.raises(CalledWrongly) as refused:
        named_report("Район 217.dcx", there)
    listed = refused.value.parts["known"].split(", ")
    assert listed[0] == "d-217 (Район 217.docx)" and len(listed) == 10


@pytest.mark.parametrize("name", ["beryozovo-2022", "beryozovo-2022.docx", "x/Beryozovo-2022.DOCX"])
def test_the_command_removes_and_says_so(tmp_path, name):
    publish(tmp_path / "out", first(), other())
    answer = CliRunner().invoke(remove, [str(tmp_path / "out"), name], obj=Voice("en"))
    assert (
        answer.exit_code == 0
        and "beryozovo-2022" in answer.stderr
        and len(rows(tmp_path / "out", "reports")) == 1
    )


def test_a_data_set_of_before_there_were_versions_gets_its_first(tmp_path):
    publish(tmp_path / "out", other())
    (tmp_path / "out" / "editions.csv").unlink()
    in_old_form(tmp_path / "out")
    publish(tmp_path / "out", first())
    assert told(tmp_path / "out", "report", "edition") == [
        ("beryozovo-2022", "1"),
        ("beryozovo-2023", "1"),
    ]


@pytest.mark.parametrize(
    ("after", "count"), [({"a": 1, "b": 2}, 0), ({"a": 1, "b": 3}, 1), ({"a": 1}, 1), ({"c": 1}, 3)]
)
def test_changed_figures_are_those_that_differ_come_or_go(after, count):
    assert changed_figures({"a": 1, "b": 2}, after) == count


# --- pieces


@pytest.fixture()
def large(monkeypatch):
    """Every archive passes for a large one, which is changed rather than made anew."""
    monkeypatch.setattr(archive, "LARGE", -1)


def content(out: Path) -> dict[str, bytes]:
    others = (
        path for path in sorted(out.rglob("*")) if path.name not in (ARCHIVE, "manifest.json")
    )
    return {path.name: path.read_bytes() for path in others if path.is_file()}


def words_of(out: Path) -> list[tuple[object, ...]]:
    return sorted(asked(out, "SELECT * FROM figures_in_words"), key=str)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("order", [(2021, 2022, 2023), (2023, 2021, 2022), (2022, 2023, 2021)])
def test_a_large_archive_that_grew_holds_the_same_as_one_made_at_once(order, tmp_path):
    publish(tmp_path / "once", *(other(year) for year in order))
    for year in order:
        publish(tmp_path / "grown", other(year))
    publish(tmp_path / "grown", corrected(other(2022)))
    publish(tmp_path / "grown", replace(other(2022)))
    differing = {"editions.csv": b"", "datapackage.json": b""}  # another history, and its hash
    assert {**content(tmp_path / "grown"), **differing} == {
        **content(tmp_path / "once"),
        **differing,
    }
    assert words_of(tmp_path / "grown") == words_of(tmp_path / "once")


def test_pieces_are_found_by_the_byte(tmp_path):
    publish(tmp_path / "out", first(), other())
    pieces = known_pieces(tmp_path / "out")["observations"]
    data = (tmp_path / "out" / "observations.csv").read_bytes()
    assert [data[each.start : each.start + each.length].decode()[:14] for each in pieces] == [
        "beryozovo-2022",
        "beryozovo-2023",
    ]


@pytest.mark.parametrize(
    "touch", [lambda path: path.write_text(path.read_text("utf-8") + "\n", "utf-8"), Path.unlink]
)
def test_a_file_that_somebody_touched_is_read_through(touch, tmp_path):
    publish(tmp_path / "out", other())
    in_old_form(tmp_path / "out")
    touch(tmp_path / "out" / "sections.csv")
    assert "sections" not in known_pieces(tmp_path / "out") and "observations" in known_pieces(
        tmp_path / "out"
    )
    publish(tmp_path / "out", first())
    assert rows(tmp_path / "out", "sections")[-1]["report"] == "beryozovo-2023"


@pytest.mark.parametrize("damage", [b"", b"no base at all", b"SQLite format 3\x00"])
@pytest.mark.usefixtures("large")
def test_a_damaged_archive_is_made_anew(damage, tmp_path):
    publish(tmp_path / "out", other())
    (tmp_path / "out" / ARCHIVE).write_bytes(damage)
    publish(tmp_path / "out", first())
    found = asked(tmp_path / "out", "SELECT DISTINCT report FROM figures_in_words ORDER BY report")
    assert found == [("beryozovo-2022",), ("beryozovo-2023",)]


def test_where_the_kernel_cannot_copy_a_range_the_bytes_are_the_same(tmp_path, monkeypatch):
    publish(tmp_path / "a", other(2021), other(2022))
    publish(tmp_path / "a", first())
    monkeypatch.delattr(os, "copy_file_range", raising=False)
    publish(tmp_path / "b", other(2021), other(2022))
    publish(tmp_path / "b", first())
    assert content(tmp_path / "a") == content(tmp_path / "b")


# --- the base


def test_views_answer_in_words(tmp_path):
    books = (replace(report, observations=report.observations[:2]) for report in (first(), other()))
    publish(tmp_path / "out", *books)
    year = asked(
        tmp_path / "out",
        "SELECT label, district, year, value, report FROM indicator_by_year ORDER BY year",
    )
    assert year == [
        ("Книги в фонде", "Берёзовский район", 2022, 1200, "beryozovo-2023"),
        ("Книги в фонде", "Берёзовский район", 2023, 1250.5, "beryozovo-2023"),
    ]
    district = asked(
        tmp_path / "out", "SELECT year, value, value_before, change FROM district_by_indicator"
    )
    assert district == [(2023, 1250.5, 1200, 50.5)]


def test_the_archive_takes_the_figures_that_the_comparison_takes(region):
    query = "SELECT indicator, district, year, place FROM indicator_by_year"
    stored = {(code, place, year): where for code, place, year, where in asked(region.out, query)}
    request = Request(tuple(KNOWN), by="district")
    lines = compare_panel(load_panel(region.out), request, KNOWN).lines
    used = {
        (line.indicator, line.district, point.year): point.used.place
        for line in lines
        if line.kind == "district"
        for point in line.points
        if point.used and point.basis in ("table", "text")
    }
    assert len(used) > 500
    assert {key: stored.get(key) for key in used} == used


ROWS = [  # of the same report: what stands is in the last column
    ("| Книги | 3 | 30 |\n| В целом по сети | 9 | 90 |", "| Книги | 8 | 80 |", "90"),
    ("| Книги | 3 | 30 |\n| Всего | 8 | 80 |", "| Итого | 9 | 81 |", "80"),
    ("| Книги | 3 | 30 |\n| Всего | 8 | – |", "| Итого | 9 | – |", "None"),
    ("| Всего | 8 | – |", "| Книги | 9 | 81 |", "81"),
]


@pytest.mark.parametrize(("one", "other", "stands"), ROWS)
def test_of_one_report_the_archive_and_the_comparison_take_the_same(tmp_path, one, other, stands):
    head = "| Показатель | 2022 | 2023 |\n"
    publish(tmp_path / "out", coded(report_of([head + one, head + other])))
    (found,) = asked(tmp_path / "out", "SELECT value FROM indicator_by_year WHERE year = 2023")
    panel = load_panel(tmp_path / "out")
    (line,) = compare_panel(panel, Request(("holdings.books",), by="district"), KNOWN).lines[:1]
    assert (str(found[0]), str(line.points[-1].value)) == (stands, stands)


def test_new_findings_reach_the_archive(tmp_path):
    publish(tmp_path / "out", first())
    with (tmp_path / "out" / "findings.csv").open("a", encoding="utf-8") as file:
        file.write("f1,beryozovo-2023,r,error,sum,1,Не сходится,,,,,,,x\n")
    (tmp_path / "new").mkdir()
    shutil.copy(tmp_path / "out" / "findings.csv", tmp_path / "new")
    refresh_findings(tmp_path / "out", tmp_path / "new")
    assert asked(tmp_path / "new", "SELECT * FROM findings_by_district") == [
        ("Берёзовский район", 2023, "error", 1, "Не сходится")
    ]


def test_the_panel_is_the_same_from_the_archive_and_from_the_files(tmp_path):
    out = tmp_path / "out"
    publish(out, first(), other())
    stored = load_panel(out)
    assert is_fresh(out) and len(stored.figures) == 6
    (out / ARCHIVE).unlink()
    in_old_form(out)
    assert not is_fresh(out)
    assert sorted(load_panel(out).figures, key=str) == sorted(stored.figures, key=str)


def test_a_file_changed_after_the_archive_is_believed(tmp_path):
    out = tmp_path / "out"
    publish(out, first())
    in_old_form(out)
    path = out / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("1250.5", "1300.5"), encoding="utf-8")
    os.utime(path, (time.time() + 5, time.time() + 5))
    assert {each.value for each in load_panel(out).figures} == {
        Decimal("1200"),
        Decimal("1300.5"),
        None,
    }


def test_a_folder_without_a_data_set_says_what_to_do_first(tmp_path):
    with pytest.raises(CalledWrongly, match="no_dataset"):
        load_panel(tmp_path)


# --- kills


def whole(out: Path) -> set[str]:
    """The reports of a data set that is not broken: each with its document and its three
    figures, none twice, the base in step.
    """
    reports = [each["report"] for each in rows(out, "reports")]
    figures = [each["observation"] for each in rows(out, "observations")]
    assert len(set(figures)) == len(figures) == 3 * len(reports)
    assert {path.stem for path in (out / "documents").iterdir()} == set(reports)
    assert asked(out, "PRAGMA integrity_check") == [("ok",)]
    assert {each[0] for each in asked(out, "SELECT report FROM reports")} == set(reports)
    return set(reports)


def killed_after(seconds: float, out: Path, report: Report) -> None:
    """A writer in a process of its own, killed after a while."""
    child = os.fork()
    if child == 0:
        publish(out, report)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_moment_leaves_the_archive_as_before_or_after(tmp_path):
    out, before = tmp_path / "out", {"beryozovo-2023"}
    publish(out, first())
    for number in range(40):
        new = first(
            report=f"n{number}",
            file=f"n{number}.docx",
            sha256=str(number),
            district=f"Район {number}",
            libraries=[],
        )
        killed_after(number * 37 % 40 * 0.002, out, new)
        after = whole(out)
        assert after in (before, before | {f"n{number}"})
        before = after
    publish(out, other())
    assert len(list(tmp_path.iterdir())) == 1, "what killed writers left beside is cleared away"
