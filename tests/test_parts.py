"""An archive in parts holds the same as single files: after whatever is done, its export is what
single files would have become; and what is done to one report touches no other.
"""

import json
import os
import shutil
import signal
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from building import report_of
from deciding import explain, store_of
from msgspec.structs import replace
from test_archive import coded, corrected

from extractor.dataset import index, layout, publish_dataset, report_parts
from extractor.dataset.coded_figures import standing_figures
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.damage import accept, damages_of
from extractor.dataset.decided import as_read
from extractor.dataset.earlier import (
    BY_NAME,
    earlier_lines,
    earlier_records,
    earlier_rows,
    rows_in,
)
from extractor.dataset.findings import write_findings
from extractor.dataset.index import archive_of
from extractor.dataset.indexed_rows import ARCHIVE, indexed_rows
from extractor.dataset.manifest import read_manifest
from extractor.dataset.part import Wanted, export_part
from extractor.dataset.parts import is_parted, place_of
from extractor.dataset.query import ask
from extractor.dataset.read import load_dataset
from extractor.dataset.report_parts import Order, Refused, Written, attempt
from extractor.dataset.swap import held
from extractor.dataset.unchanged import stays_as_it_is
from extractor.dataset.write import remove_reports
from extractor.decisions.making import figure_decision
from extractor.decisions.store import decide
from extractor.errors import CalledWrongly
from extractor.export.site import write_site
from extractor.model import Library, Report
from extractor.model.finding import Checked
from extractor.model.records import Failure, ReportRow
from extractor.options import PublishOptions

SINGLE, PARTS = PublishOptions(), PublishOptions(parts=True)


def one(year: int = 2023, **change: object) -> Report:
    return coded(report_of(report=f"beryozovo-{year}", file=f"b-{year}.docx", year=year, **change))


def elsewhere(year: int = 2023) -> Report:
    names = [Library("l1", "Луговская библиотека", "Луговской район")]
    about = {"report": f"lug-{year}", "file": f"l-{year}.docx", "sha256": f"e{year}"}
    return coded(report_of(**about, year=year, district="Луговской район", libraries=names))


THERE = (one(2021), one(2022, sha256="ab22"), elsewhere(2022))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish_dataset(THERE, [], tmp_path / "out", PARTS)
    return tmp_path / "out"


def content(folder: Path) -> dict[str, bytes]:
    """All files but the index, which follows the manifest in its own order."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ARCHIVE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def exported(out: Path) -> dict[str, bytes]:
    target = out.parent / f"{out.name}-exported"
    shutil.rmtree(target, ignore_errors=True)
    export_part(out, target, Wanted(), SINGLE)
    assert damages_of(target) == []
    return content(target)


def indexed(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the index answers, whatever the order in which it came to know it."""
    views = ("figures_in_words", "indicator_by_year", "editions", "registries", "libraries")
    with archive_of(out) as base:
        return {
            name: sorted(base.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for name in (*views, "findings", "report_rows")
        }


# --- what is done, and to which of the reports


def add(out: Path) -> None:
    publish_dataset([one(2023, sha256="new"), elsewhere(2023)], [], out, SINGLE)


def again(out: Path) -> None:
    publish_dataset([one(2021)], [], out, SINGLE)


def correct(out: Path) -> None:
    publish_dataset([corrected(one(2022))], [], out, SINGLE)


def rival(out: Path) -> None:
    publish_dataset([replace(one(2022), report="zz-2022", document=other())], [], out, SINGLE)


def other():
    document = one(2022).document
    return replace(document, file="другой.docx", sha256="ff")


def copy(out: Path) -> None:
    report = one(2021)
    publish_dataset(
        [replace(report, document=replace(report.document, file="копия.docx"))], [], out, SINGLE
    )


def fail(out: Path) -> None:
    publish_dataset([], [Failure("x.docx", "77", "docx", "не читается")], out, SINGLE)


def fail_then_read(out: Path) -> None:
    fail(out)
    publish_dataset([one(2023, sha256="n")], [Failure("x.docx", "7", "docx", "нет")], out, SINGLE)


def take_out(out: Path) -> None:
    remove_reports(["beryozovo-2022"], out, SINGLE)


def take_out_and_bring_back(out: Path) -> None:
    take_out(out)
    publish_dataset([one(2022, sha256="ab22")], [], out, SINGLE)


def empty_a_shelf(out: Path) -> None:
    remove_reports(["lug-2022"], out, SINGLE)


def take_out_the_first(out: Path) -> None:
    remove_reports(["beryozovo-2021"], out, SINGLE)


def bring_one_before_all(out: Path) -> None:
    publish_dataset([one(2019, sha256="ab19")], [], out, SINGLE)


def name_another_library(out: Path) -> None:
    libraries = (*one().libraries, Library("b2", "Степная библиотека", "Берёзовский район"))
    publish_dataset([one(2022, sha256="more", libraries=libraries)], [], out, SINGLE)
    publish_dataset([one(2022, sha256="less")], [], out, SINGLE)


def without_json(out: Path) -> None:
    publish_dataset([corrected(one(2022))], [], out, PublishOptions(("csv",)))


def check_then_add(out: Path) -> None:
    write_findings(out, Checked((), ()))
    add(out)


def check_twice(out: Path) -> None:
    write_findings(out, Checked((), ()))
    publish_dataset([], [], out, SINGLE)


def correct_a_value(out: Path) -> None:
    figure = earlier_lines(out, "observations")[0]["observation"]
    decision = figure_decision(out, figure, "7", "уточнено", "я")
    decide(store_of(out), [replace(decision, time="2026-01-01T00:00:00Z")])


def nothing(out: Path) -> None:
    publish_dataset([], [], out, SINGLE)


def in_english(out: Path) -> None:
    rival(out)
    publish_dataset([], [], out, PublishOptions(lang="en"))


ACTS: tuple[Callable[[Path], None], ...] = (
    *(nothing, add, again, correct, rival, copy, fail, fail_then_read, take_out),
    *(take_out_and_bring_back, empty_a_shelf, without_json, check_then_add, check_twice),
    *(correct_a_value, in_english, take_out_the_first, bring_one_before_all, name_another_library),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whatever_is_done_the_export_is_what_single_files_would_be(act, out, tmp_path):
    single = tmp_path / "single"
    publish_dataset(THERE, [], single, SINGLE)
    act(single)
    act(out)
    assert is_parted(out) and not is_parted(single)
    assert exported(out) == exported(single)
    assert damages_of(out) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    before = indexed(out)
    (out / ARCHIVE).unlink()
    assert indexed(out) == before != {}


ASKED = ("observations", "reports", "libraries", "editions", "indicator_by_year")
EACH = (f"(SELECT list(t ORDER BY t) FROM {name} AS t)" for name in ASKED)  # noqa: S608
ALL_ROWS = f"SELECT {', '.join(EACH)}"


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_readers_see_the_same_in_both_layouts(act, out, tmp_path):
    single = tmp_path / "single"
    publish_dataset(THERE, [], single, SINGLE)
    act(single)
    act(out)
    assert load_dataset(out) == load_dataset(single)
    assert load_panel(out) == load_panel(single)
    for name, file in BY_NAME.items():
        assert list(earlier_rows(out, file)) == list(earlier_rows(single, file)), name
    assert ask(out, ALL_ROWS).rows == ask(single, ALL_ROWS).rows


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_is_done_without_an_index_is_the_same(act, out, tmp_path):
    shutil.copytree(out, tmp_path / "other")
    (tmp_path / "other" / ARCHIVE).unlink()
    act(out)
    act(tmp_path / "other")
    assert content(out) == content(tmp_path / "other")


def homes(out: Path) -> dict[str, list[str]]:
    """Report → the libraries that stand in its part."""
    paths = out.glob("parts/*/*/libraries.csv")
    file = BY_NAME["libraries"]
    return {path.parent.name: [row[0] for row in rows_in(path.parent, file)] for path in paths}


def test_a_library_stands_in_the_part_of_the_first_report_that_lists_it(out):
    assert homes(out) == {"beryozovo-2021": ["b1"], "lug-2022": ["l1"]}
    bring_one_before_all(out)
    assert homes(out) == {"beryozovo-2019": ["b1"], "lug-2022": ["l1"]}
    remove_reports(["beryozovo-2019", "lug-2022"], out, SINGLE)
    assert homes(out) == {"beryozovo-2021": ["b1"]}
    assert not (out / "libraries.csv").exists()


def test_single_files_that_are_taken_apart_are_what_parts_would_have_been(out, tmp_path):
    single = tmp_path / "single"
    publish_dataset(THERE, [], single, SINGLE)
    publish_dataset([], [], single, PARTS)
    assert content(single) == content(out)
    assert damages_of(single) == []


def test_the_site_of_both_is_the_same(out, tmp_path):
    single = tmp_path / "single"
    publish_dataset(THERE, [], single, SINGLE)
    for folder in (out, single):
        write_site(folder, tmp_path / f"site-{folder.name}", [], "ru")
    pages = content(tmp_path / "site-single")
    assert pages and content(tmp_path / "site-out").keys() == pages.keys()
    assert content(tmp_path / "site-out")["index.html"] == pages["index.html"]


# --- only what differs is written


def touched(out: Path, act: Callable[[], object]) -> set[str]:
    """The files that another one has taken the place of, or that are new or gone."""
    before, _ = stands(out), act()
    after = stands(out)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def stands(out: Path) -> dict[str, int]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.stat().st_ino for path in files}


def test_one_more_report_touches_its_part_its_shelf_and_the_manifest(out):
    names = touched(out, lambda: publish_dataset([one(2023, sha256="new")], [], out, SINGLE))
    mine = f"{place_of('beryozovo-2023')}/"
    assert {name for name in names if not name.startswith(mine)} == {
        "manifest.json",
        "datapackage.json",
        "parts/beryozovo/manifest.json",
    }


def test_a_rival_touches_one_row_of_the_other_report(out):
    names = touched(out, lambda: rival(out))
    others = {name for name in names if place_of("beryozovo-2022") in name}
    ends = ("datapackage.json", "manifest.json", "reports.csv")
    assert others == {f"{place_of('beryozovo-2022')}/{end}" for end in ends}


def test_a_run_that_brings_nothing_touches_nothing_but_the_manifest(out):
    assert stays_as_it_is(out, SINGLE, obey=publish_dataset.__defaults__[1])
    assert touched(out, lambda: nothing(out)) <= {"manifest.json", "datapackage.json"}


def test_a_report_that_goes_leaves_only_that_it_was_there(out):
    empty_a_shelf(out)
    files = {path.name for path in (out / place_of("lug-2022")).rglob("*")}
    assert files == {"datapackage.json", "editions.csv", "manifest.json"}


# --- which layout


def test_many_reports_turn_to_parts_by_themselves_and_stay_so(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "MANY", 3)
    out = tmp_path / "out"
    publish_dataset(THERE[:2], [], out, SINGLE)
    assert not is_parted(out)
    publish_dataset(THERE[2:], [], out, SINGLE)
    assert is_parted(out)
    remove_reports(["lug-2022"], out, SINGLE)
    assert is_parted(out)
    publish_dataset(THERE[:1], [], out, PublishOptions(fresh=True))
    assert not is_parted(out) and damages_of(out) == [] and not (out / "parts").exists()


def test_many_reports_with_other_forms_stay_single(tmp_path, monkeypatch):
    monkeypatch.setattr(layout, "MANY", 3)
    publish_dataset(THERE, [], tmp_path / "out", PublishOptions(("csv", "sqlite")))
    assert not is_parted(tmp_path / "out")


@pytest.mark.parametrize("form", [{"formats": ("csv", "xlsx")}, {"excel": True}])
def test_other_forms_of_an_archive_in_parts_come_from_its_export(out, form):
    with pytest.raises(CalledWrongly, match="parts_and_forms"):
        publish_dataset([one(2023, sha256="n")], [], out, PublishOptions(**form))
    assert len(list(earlier_records(out, ReportRow))) == len(THERE)


def test_what_was_there_before_fresh_is_gone(out):
    publish_dataset([elsewhere(2020)], [], out, PublishOptions(fresh=True, parts=True))
    assert [row.report for row in earlier_records(out, ReportRow)] == ["lug-2020"]
    assert damages_of(out) == [] and not (out / "parts" / "beryozovo").exists()


def test_an_older_program_refuses_an_archive_in_parts(out):
    assert json.loads((out / "manifest.json").read_text("utf-8"))["format"] == 3
    assert json.loads((out / "datapackage.json").read_text("utf-8"))["version"] == "3.0.0"


def test_a_part_is_a_data_set_of_its_own(out):
    part = out / place_of("lug-2022")
    assert damages_of(part) == []
    package = json.loads((part / "datapackage.json").read_text("utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {
        path.name for path in part.glob("*.csv")
    }
    assert set(read_manifest(part).files) == set(content(part)) - {"manifest.json"}


# --- damage


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def changed(path: Path) -> None:
    text = path.read_bytes()
    path.write_bytes(text[:-3] + bytes([text[-3] ^ 1]) + text[-2:])


OF_A_PART = ("observations.csv", "cells.csv", "reports.csv", "editions.csv", "datapackage.json")
OF_A_PART += ("manifest.json", "documents/beryozovo-2022.json")


@pytest.mark.parametrize("damage", [cut, Path.unlink, changed], ids=["cut", "missing", "changed"])
@pytest.mark.parametrize("name", OF_A_PART)
def test_a_damaged_part_is_named_and_mended_by_reading_its_report_again(damage, name, out):
    path = f"{place_of('beryozovo-2022')}/{name}"
    whole = content(out)
    damage(out / path)
    found = damages_of(out)
    assert [(each.file, each.mend, each.source) for each in found] == [
        (path, "document", "b-2022.docx")
    ]
    publish_dataset([one(2022, sha256="ab22")], [], out, SINGLE)
    assert damages_of(out) == [] and content(out) == whole


@pytest.mark.parametrize("name", ["observations.csv", "manifest.json"])
def test_a_reader_refuses_a_damaged_part_and_names_the_archive(name, out):
    cut(out / place_of("beryozovo-2022") / name)
    with pytest.raises(CalledWrongly, match="dataset_damaged") as refused:
        load_dataset(out)
    assert refused.value.parts["out"] == out


LIBRARIES = f"{place_of('lug-2022')}/libraries.csv"


@pytest.mark.parametrize("name", ["parts/lug/manifest.json", "manifest.json", LIBRARIES])
def test_what_a_person_mended_is_accepted(name, out):
    path = out / name
    path.write_bytes(path.read_bytes().replace(b'": {', b'" : {').replace(b"\n", b"\n"))
    if name == LIBRARIES:
        path.write_bytes(path.read_bytes().replace("Луговская".encode(), "Степная".encode()))
    elif name == "manifest.json":
        path.write_bytes(b"{")
    assert damages_of(out) != []
    assert accept(out) == []
    assert damages_of(out) == [] and is_parted(out)
    assert len(load_dataset(out).editions) == len(THERE)


def test_a_file_that_no_manifest_names_is_told(out):
    stray = out / place_of("lug-2022") / "x.csv"
    stray.touch()
    assert [(each.file, each.what) for each in damages_of(out)] == [
        (stray.relative_to(out).as_posix(), "orphan")
    ]


# --- files written by who makes them


def test_the_files_of_a_part_are_written_by_who_makes_them(out):
    given = list[Written | Refused]()

    def make(orders: Sequence[Order]) -> Iterator[Written | Refused]:
        given.extend(map(attempt, orders))
        return iter(given)

    whole = exported_after(out, lambda other: add(other))
    publish_dataset([one(2023, sha256="new"), elsewhere(2023)], [], out, SINGLE, make=make)
    assert [set(each.lines) for each in given] == [{"registries"}] * 2
    assert all(each.document is None and "observations.csv" in each.seals for each in given)
    assert content(out) == whole


def exported_after(out: Path, act: Callable[[Path], None]) -> dict[str, bytes]:
    other = out.parent / "like it"
    shutil.copytree(out, other)
    act(other)
    found = content(other)
    shutil.rmtree(other)
    return found


@pytest.mark.parametrize("act", [add, again, correct])
def test_what_cannot_be_written_there_is_given_back(act, out, monkeypatch):
    whole = exported_after(out, act)

    def refused(*_: object) -> None:
        raise OSError(2, "No such file or directory")

    monkeypatch.setattr(report_parts, "put_bytes", refused)
    act(out)
    assert content(out) == whole and damages_of(out) == []


def test_a_process_that_was_given_up_cannot_write_into_a_later_run(out):
    folders = list[Path]()

    def make(orders: Sequence[Order]) -> Iterator[Written | Refused]:
        folders.extend(order.folder for order in orders)
        return map(attempt, orders)

    publish_dataset([one(2023, sha256="new")], [], out, SINGLE, make=make)
    publish_dataset([one(2024, sha256="newer")], [], out, SINGLE, make=make)
    assert folders[0] != folders[1] and not any(each.exists() for each in folders)
    order = Order(
        "beryozovo-2023", lambda: one(2023), {"b1": "b1"}, frozenset(), as_read.follow, True
    )
    found = attempt(order._replace(folder=folders[0]))
    assert found.seals is None and "observations" in found.lines
    assert not any(each.exists() for each in folders)


# --- the index


def behind(out: Path) -> None:
    """An index of before the last report came in."""
    old = (out / ARCHIVE).read_bytes()
    add(out)
    (out / ARCHIVE).write_bytes(old)


def begun(out: Path) -> None:
    (out / ARCHIVE).unlink()
    with closing(sqlite3.connect(out / ARCHIVE)) as base:
        base.execute("PRAGMA user_version = 1")


def of_another_form(out: Path) -> None:
    with closing(sqlite3.connect(out / ARCHIVE)) as base, base:
        base.execute("UPDATE about SET value = 1 WHERE key = 'form'")
        base.execute("UPDATE about SET value = '' WHERE key = 'manifest'")


HARMS = {
    "lost": lambda out: (out / ARCHIVE).unlink(),
    "empty": lambda out: (out / ARCHIVE).write_bytes(b""),
    "no base": lambda out: (out / ARCHIVE).write_bytes(b"x" * 5000),
    "cut": lambda out: cut(out / ARCHIVE),
    "behind": behind,
    "begun": begun,
    "of another form": of_another_form,
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_an_index_that_does_not_hold_what_the_manifest_names_is_mended(harm, out):
    harm(out)
    rows = list(earlier_rows(out, BY_NAME["reports"]))
    assert load_panel(out).figures
    assert {row[0] for row in rows} == {row[0] for row in indexed(out)["report_rows"]}
    assert indexed_rows(out, BY_NAME["reports"]) == rows


@pytest.mark.skipif(os.name != "posix", reason="rights of a folder")
def test_where_nothing_can_be_written_the_index_is_brought_up_in_a_copy(out, monkeypatch):
    behind(out)
    stale = (out / ARCHIVE).read_bytes()
    monkeypatch.setattr(index, "follow_manifest", lambda _: False)
    with archive_of(out) as base:
        found = {row[0] for row in base.execute("SELECT report FROM reports")}
    assert found == {row.report for row in earlier_records(out, ReportRow)}
    assert (out / ARCHIVE).read_bytes() == stale


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_is_read_only_is_read(out):
    behind(out)
    for path in (out / ARCHIVE, out):
        path.chmod(path.stat().st_mode & ~stat.S_IWUSR)
    assert load_panel(out).figures


# --- kills and a full disk


def killed_after(seconds: float, work: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_moment_leaves_the_archive_as_before_or_after(out, tmp_path):
    there = {row.report for row in earlier_records(out, ReportRow)}
    for number in range(30):
        new = replace(elsewhere(1990 + number), report=f"lug-{1990 + number}")
        killed_after(
            number * 37 % 30 * 0.002, lambda new=new: publish_dataset([new], [], out, SINGLE)
        )
        with held(out):
            assert damages_of(out) == []
        now = {row.report for row in earlier_records(out, ReportRow)}
        assert now in (there, there | {new.report})
        assert {row[0] for row in indexed(out)["report_rows"]} == now
        there = now
    publish_dataset([], [], out, SINGLE)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_leaves_the_archive_as_it_was(out, monkeypatch):
    before, write = content(out), Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name.startswith("cells.csv"):
            raise OSError(28, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CalledWrongly, match="out_not_folder"):
        add(out)
    assert content(out) == before


def test_an_index_for_which_there_is_no_room_is_caught_up_later(out, monkeypatch):
    monkeypatch.setattr(index, "_follow", lambda *_: _raise_full())
    add(out)
    monkeypatch.undo()
    assert "lug-2023" in {row[0] for row in indexed(out)["report_rows"]}


def _raise_full() -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


def test_findings_and_decisions_are_kept_with_the_archive(out):
    write_findings(out, Checked((), ()))
    explain(out, "f1")
    add(out)
    assert [row["to"] for row in earlier_lines(out, "decisions")] == ["explained"]


def test_the_index_changes_by_a_few_small_pages(out: Path) -> None:
    """The whole of an index is read and written by pages; a report touches one here, one there."""
    before = (out / ARCHIVE).read_bytes()
    publish_dataset([elsewhere(2023)], [], out, SINGLE)
    after = (out / ARCHIVE).read_bytes()
    size = int.from_bytes(after[16:18])
    pages = range(0, len(after), size)
    changed = [at for at in pages if before[at : at + size] != after[at : at + size]]
    assert 0 < len(changed) * size < 32 * 1024


def test_the_index_takes_the_figures_from_who_made_them(out: Path, monkeypatch) -> None:
    """What is handed over is what the files say; they are not read again."""
    made_of_files = standing_figures
    monkeypatch.setattr(index, "standing_figures", lambda _: pytest.fail("read again"))
    publish_dataset([elsewhere(2023), one(2023, sha256="new")], [], out, SINGLE)
    handed_over = indexed(out)
    monkeypatch.setattr(index, "standing_figures", made_of_files)
    (out / ARCHIVE).unlink()
    assert indexed(out) == handed_over
    assert any(row[6] is not None for row in handed_over["figures_in_words"])


@pytest.mark.parametrize("content", [b"", b"\x91", b"\x93\xc1"])
def test_figures_that_were_cut_off_are_read_from_the_files(content: bytes, out, tmp_path) -> None:
    expected = indexed(out)
    (out / ARCHIVE).unlink()
    for report in ("beryozovo-2021", "lug-2022"):
        (tmp_path / report).write_bytes(content)
    assert index.follow_manifest(out, tmp_path)
    assert indexed(out) == expected
