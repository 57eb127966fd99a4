"""The data set: its rows, ids, merging, validity, and that a crash never leaves half of it."""

import csv
import errno
import json
import os
import re
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from building import FILE, GRID, in_old_form, report_of, table_of, with_library
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from extractor.commands.schema import schema
from extractor.dataset import assembly, formats, publish_dataset, report_parts, swap, write
from extractor.dataset.columns import header_of, record_of
from extractor.dataset.earlier import BY_RECORD, earlier_records
from extractor.dataset.printed_tables import tables_as_csv, tables_as_json
from extractor.dataset.report_ids import Registry
from extractor.dataset.schemas import SCHEMAS, schema_text, write_schemas
from extractor.errors import CalledWrongly
from extractor.export.pages.printed_tables import tables_as_html
from extractor.model import (
    Direction,
    Library,
    Observation,
    Op,
    Part,
    Place,
    Report,
    Section,
    SentenceRole,
    Status,
)
from extractor.model.files import FILES
from extractor.model.records import Failure
from extractor.number_text import plain_text as plain
from extractor.options import PublishOptions
from extractor.places import cell_addresses

CSV_JSON = PublishOptions()
SCHEMA_FOLDER = Path(__file__).parent.parent / "schemas"
BROKEN = Failure("рваный отчёт.docx", "ff00", "docx", "файл оборван")


def publish(
    out: Path, *reports: Report, failures: tuple[Failure, ...] = (), **options: object
) -> Path:
    publish_dataset(reports, failures, out, PublishOptions(**options))
    return out


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(out: Path, name: str, key: str) -> list[str]:
    return [each[key] for each in rows(out, name)]


def content(out: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def other(year: int = 2022, **change: object) -> Report:
    return report_of(report=f"beryozovo-{year}", file=f"beryozovo-{year}.docx", year=year, **change)


# --- rows


PROMISED = {
    "reports": (
        "report file sha256 format district organisation year pages sections tables observations "
        "status message attention"
    ),
    "sections": "report section parent level title place",
    "tables": "report table section caption rows columns header_rows stub_columns place",
    "cells": "report table row column row_span column_span role text",
    "observations": "observation report section table row column row_path column_path indicator "
    "library area period value decimals "
    "unit multiplier status raw extra place indicator_confidence",
    "libraries": "library district number name kind settlement address aliases",
    "mentions": "report text libraries score rule place",
    "findings": (
        "finding report rule severity kind section message left right difference suggestion "
        "confidence observations place cause suspect status"
    ),
    "editions": "report edition file sha256 district year observations status changed",
    "registries": "report library number name settlement",
    "library_changes": "year district library change before after",
    "decisions": "decision time who kind target from to why state",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_header_of_a_file_is_what_was_promised(file, tmp_path):
    header = (
        (publish(tmp_path / "out", report_of()) / f"{file.name}.csv")
        .read_text("utf-8")
        .splitlines()[0]
    )
    assert header.split(",") == PROMISED[file.name].split() == list(header_of(file))


def test_every_figure_becomes_a_row_with_its_labels_and_place(tmp_path):
    first, second, third = rows(publish(tmp_path / "out", report_of()), "observations")
    assert (first["observation"], first["row_path"], first["period"]) == (
        "beryozovo-2023:t1r1c1",
        "Книги, экз.",
        "2022",
    )
    assert (second["value"], second["decimals"], second["raw"]) == ("1250.5", "1", "1 250,5")
    assert (third["value"], third["status"], third["place"]) == ("", "nil", f"{FILE}#b2!R2C2")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("26.0", "26.0"),
        ("1E+3", "1000"),
        ("-140385", "-140385"),
        ("0.0000001", "0.0000001"),
        ("12.50", "12.50"),
    ],
)
def test_a_number_is_written_without_exponent_and_without_rounding(value, written):
    assert plain(Decimal(value)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_written_number_reads_back_as_the_same_number(value):
    assert Decimal(plain(value)) == value


def figure(place: Place, raw: str = "5", table: int | None = None, **more: object) -> Observation:
    cell = (table, place.row, place.column) if table else (None, None, None)
    return Observation(
        section="1",
        table=cell[0],
        row=cell[1],
        column=cell[2],
        row_path=("книг",),
        period="2023",
        value=Decimal(5),
        decimals=0,
        status=Status.OK,
        raw=raw,
        place=place,
        **more,
    )


def test_figures_that_share_a_cell_or_a_phrase_are_told_apart_by_an_ordinal(tmp_path):
    cell, phrase = figure(Place(FILE, 2, 1, 1), table=1), figure(Place(FILE, 1, start=3, end=9))
    out = publish(
        tmp_path / "out",
        replace(report_of(), observations=(cell, cell, phrase, phrase, figure(Place(FILE, 1)))),
    )
    ids = [each.partition(":")[2] for each in column(out, "observations", "observation")]
    assert ids == ["t1r1c1", "t1r1c1.2", "b1c3-9", "b1c3-9.2", "b1"]


def test_other_figures_of_a_cell_are_joined_without_confusing_their_separator(tmp_path):
    odd = figure(Place(FILE, 1), extra=(("change", "+3200"), ("note", "a;b")))
    out = publish(tmp_path / "out", replace(report_of(), observations=(odd,)))
    assert column(out, "observations", "extra") == ["change=+3200;note=a%3Bb"]


PAIRS = [
    ({}, ""),
    ({"op": Op.AT_LEAST}, "op=at_least"),
    ({"confidence": 0}, "confidence=0"),
    (
        {
            "confidence": 81,
            "extra": (("low", "5"), ("dated", "report")),
            "claim": "7.30",
            "op": Op.RANGE,
            "direction": Direction.DOWN,
            "role": SentenceRole.CHANGE,
        },
        "role=change;direction=down;op=range;claim=7.30;low=5;dated=report;confidence=81",
    ),
]


@pytest.mark.parametrize(("fields", "cell"), PAIRS)
def test_fields_inside_a_column_of_pairs_are_written_and_read_back(tmp_path, fields, cell):
    stated = figure(Place(FILE, 1), **fields)
    out = publish(tmp_path / "out", replace(report_of(), observations=(stated,)))
    assert column(out, "observations", "extra") == [cell]
    back = next(earlier_records(out, Observation))
    assert back == replace(stated, observation=back.observation, report=back.report)
    shape = json.loads((out / "documents" / f"{back.report}.json").read_text("utf-8"))
    pairs = [pair.split("=") for pair in cell.split(";") if pair]
    assert shape["observations"][0]["extra"] == pairs


ODD_PAIRS = [  # a pair that its field cannot hold stays one of the others
    ("role=12", {"extra": (("role", "12"),)}),
    ("op=more;op=7", {"op": Op.MORE, "extra": (("op", "7"),)}),
    ("confidence=high;note=план", {"extra": (("confidence", "high"), ("note", "план"))}),
    ("note=план;role=plan", {"role": SentenceRole.PLAN, "extra": (("note", "план"),)}),
]


@pytest.mark.parametrize(("cell", "fields"), ODD_PAIRS)
def test_pairs_are_read_in_any_order_and_none_is_lost(tmp_path, cell, fields):
    plain = figure(Place(FILE, 1))
    out = publish(tmp_path / "out", replace(report_of(), observations=(plain,)))
    names, row = list(csv.reader((out / "observations.csv").open(encoding="utf-8-sig")))
    row[names.index("extra")] = cell
    back = record_of(BY_RECORD[Observation])(row)
    assert back == replace(plain, observation=row[0], report=row[1], **fields)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+7 900", "-5", "@x", 'в "кавычках", с запятой', "строка\nвторая", "\u00a01\u00a0"],
)
def test_the_text_of_a_cell_is_never_altered(text, tmp_path):
    report = report_of()
    placed = report.outline.tables[0]
    table = replace(
        placed.table, cells=(replace(placed.table.cells[0], text=text), *placed.table.cells[1:])
    )
    report = replace(
        report, outline=replace(report.outline, tables=(replace(placed, table=table),))
    )
    assert column(publish(tmp_path / "out", report), "cells", "text")[0] == text


def test_a_cell_of_a_joined_table_is_placed_in_the_printed_piece_that_holds_it():
    table = replace(
        table_of("| a | b |\n| c | d |\n| e | f |", block=5), parts=(Part(5, 0, 0), Part(9, 2, 1))
    )
    spots = [each.partition("#")[2] for each in cell_addresses("x.docx", table)]
    assert spots == ["b5!R0C0", "b5!R0C1", "b5!R1C0", "b5!R1C1", "b9!R1C0", "b9!R1C1"]


def test_a_file_name_with_broken_characters_still_gives_a_valid_data_set(tmp_path):
    out = publish(tmp_path / "out", report_of(file="от\udcffчёт.docx"))
    assert column(out, "reports", "file") == ["от?чёт.docx"]
    assert (
        json.loads((out / "documents/beryozovo-2023.json").read_text("utf-8"))["file"]
        == "от?чёт.docx"
    )


# --- the whole document and the tables as JSON


def valid_against(name: str, found: object) -> None:
    jsonschema.Draft202012Validator(json.loads(schema_text(name))).validate(found)


def test_the_whole_document_satisfies_its_schema_and_holds_all_blocks_and_cells(tmp_path):
    report = with_library(report_of([GRID, GRID]), "b1")
    found = json.loads(
        (publish(tmp_path / "out", report) / "documents/beryozovo-2023.json").read_text("utf-8")
    )
    valid_against("documents", found)
    assert [each["kind"] for each in found["blocks"]] == [
        "paragraph",
        "paragraph",
        "table",
        "table",
        "chart",
    ]
    assert [each["section"] for each in found["sections"][0]["sections"]] == ["1~1"]
    assert [len(each["cells"]) for each in found["tables"]] == [8, 8]
    assert found["blocks"][4]["series"][0]["values"] == ["1200", None]
    assert (
        found["observations"][0]["library"] == ["b1"]
        and found["observations"][1]["value"] == "1250.5"
    )
    assert found["votes"] == [{"field": "year", "value": "2023", "evidence": "title", "count": 3}]
    assert found["asides"] == [{"text": "№ 5", "kind": "number", "place": f"{FILE}#b1:c3-6"}]


@pytest.mark.parametrize(
    "drawing", [GRID, "| a |", "| a | b |\n| ^ | c |", "| a | < | b |\n| c | d | ^ |"]
)
def test_tables_as_json_satisfy_their_schema(drawing):
    found = json.loads(tables_as_json(report_of([GRID, drawing])))
    valid_against("svod-tables", found)
    assert [each["table"] for each in found] == [1, 2]


def test_a_report_without_tables_gives_an_empty_list():
    assert json.loads(tables_as_json(report_of([]))) == []


def test_a_nested_table_names_its_parent():
    report = report_of([GRID, "| a |"])
    outer, inner = report.outline.tables
    inner = replace(inner, table=replace(inner.table, parent=outer.table.block))
    found = json.loads(
        tables_as_json(replace(report, outline=replace(report.outline, tables=(outer, inner))))
    )
    assert [each["parent"] for each in found] == [None, 1]


@pytest.mark.parametrize("page", [None, 2])
def test_a_table_tells_the_page_on_which_it_begins(page):
    report = report_of()
    placed = replace(
        report.outline.tables[0], table=replace(report.outline.tables[0].table, page=page)
    )
    found = json.loads(
        tables_as_json(replace(report, outline=replace(report.outline, tables=(placed,))))
    )
    assert found[0]["page"] == page


def test_tables_as_csv_are_the_rows_of_cells(tmp_path):
    assert tables_as_csv(report_of()) == (
        publish(tmp_path / "out", report_of()) / "cells.csv"
    ).read_text("utf-8")


def test_tables_as_html_keep_spans_and_roles_and_escape_what_is_printed():
    page = tables_as_html(report_of(["| <b>a</b> | < | b |\n| c | d | ^ |"]))
    assert (
        '<th id="t1r0c0" class="header" scope="col" colspan="2">&lt;b&gt;a&lt;/b&gt;</th>' in page
    )
    assert '<th id="t1r0c2" class="header" scope="col" rowspan="2">b</th>' in page
    assert '<td id="t1r1c1" class="data">d</td></tr>' in page
    assert "://" not in page and "@media print" in page


def test_a_hole_in_the_grid_stays_a_hole_in_the_page():
    report = report_of(["| a | b | ^ |\n| c | d | e |"])
    placed = report.outline.tables[0]
    cells = tuple(
        replace(each, column=2) if each.text == "b" else each
        for each in placed.table.cells
        if each.text not in "cd"
    )
    table, layout = (
        replace(placed.table, cells=cells),
        replace(report.layouts[0], roles=("data",) * len(cells)),
    )
    outline = replace(report.outline, tables=(replace(placed, table=table),))
    page = tables_as_html(replace(report, outline=outline, layouts=(layout,)))
    shape = [line.count("hole") for line in page.splitlines() if line.startswith("<tr>")]
    assert shape == [1, 2]


# --- schemas


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_the_folder_are_current(name):
    assert (SCHEMA_FOLDER / f"{name}.schema.json").read_text("utf-8") == schema_text(name)


def test_the_folder_holds_no_schema_without_a_name():
    assert {path.name for path in SCHEMA_FOLDER.glob("*.json")} == {
        f"{name}.schema.json" for name in SCHEMAS
    }


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


def test_an_unknown_schema_is_named_with_those_that_are_known():
    with pytest.raises(
        CalledWrongly, match="schema_unknown: name=x, known=documents, svod-tables, reports"
    ):
        schema_text("x")


def test_the_command_lists_the_names_and_prints_one_schema():
    assert CliRunner().invoke(schema, []).output.splitlines() == list(SCHEMAS)
    assert (
        json.loads(CliRunner().invoke(schema, ["observations"]).output)["properties"]["period"][
            "type"
        ]
        == "string"
    )


# --- validity


def test_an_independent_validator_agrees(tmp_path):
    import frictionless

    reports = (with_library(report_of([GRID, GRID]), "b1"), other())
    out = publish(tmp_path / "out", *reports, failures=(BROKEN,))
    checked = frictionless.Package(str(out / "datapackage.json")).validate()
    assert checked.valid, checked.flatten(["name", "type", "note"])[:5]
    lines = (out / "cells.csv").read_text("utf-8").replace("beryozovo-2022,1", "beryozovo-2021,1")
    (out / "cells.csv").write_text(lines, encoding="utf-8")
    checked = frictionless.Package(str(out / "datapackage.json")).validate()
    assert {each[0] for each in checked.flatten(["type"])} == {"foreign-key", "hash-count"}


def spoiled(**change: object) -> Report:
    report = report_of()
    return replace(
        report, observations=(replace(report.observations[0], **change), *report.observations[1:])
    )


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (spoiled(section="9.9"), "9.9 is not in sections.csv"),
        (spoiled(table=7), "7 is not in tables.csv"),
        (spoiled(period="прошлый год"), "does not follow"),
        (spoiled(library=("nobody",)), "'nobody' is not in libraries.csv"),
        (spoiled(row=-1), "-1 is too small"),
        (spoiled(row="1"), "not an integer"),
        (spoiled(value=Decimal("NaN")), "'NaN' is no number"),
        (
            replace(report_of(), layouts=(replace(report_of().layouts[0], roles=("cell",) * 8),)),
            "'cell' is not one of",
        ),
    ],
)
def test_a_report_that_does_not_satisfy_the_description_fails_alone(report, reason, tmp_path):
    out = publish(tmp_path / "out", other(), report, other(2021))
    told = {
        line["file"]: (line["status"], re.search(reason, line["message"]) is not None)
        for line in rows(out, "reports")
    }
    well = ("ok", False)
    assert told == {
        FILE: ("failed", True),
        "beryozovo-2022.docx": well,
        "beryozovo-2021.docx": well,
    }
    assert set(column(out, "observations", "report")) == {"beryozovo-2022", "beryozovo-2021"}
    assert content(out) == content(publish(tmp_path / "again", report, other(2021), other()))


def test_where_no_report_is_at_fault_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(assembly, "write_archive", lambda *_: [].pop())
    with pytest.raises(IndexError):
        publish(tmp_path / "out", report_of(), other())
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_no_report_s_fault(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(assembly, "write_archive", full)
    with pytest.raises(CalledWrongly, match="No space left"):
        publish(tmp_path / "out", report_of(), other())


def test_two_sections_of_one_number_are_refused(tmp_path):
    report = report_of()
    twice = (*report.outline.sections, Section("1", "", 1, "Ещё раз", 1))
    out = publish(
        tmp_path / "out", replace(report, outline=replace(report.outline, sections=twice))
    )
    assert "sections.csv: beryozovo-2023 1 stands twice" in column(out, "reports", "message")[0]


def test_figures_before_the_first_section_have_none(tmp_path):
    assert column(publish(tmp_path / "out", spoiled(section="")), "observations", "section") == [
        "",
        "1",
        "1",
    ]


# --- identity and merging


def test_the_same_reports_in_any_order_twice_over_give_the_same_bytes(tmp_path):
    reports = [report_of(), other(), other(2021)]
    first = content(publish(tmp_path / "a", *reports, failures=(BROKEN,)))
    again = content(publish(tmp_path / "b", *reports[::-1], failures=(BROKEN,)))
    assert first == again == content(publish(tmp_path / "a", *reports, failures=(BROKEN,)))


def test_reports_read_one_after_another_make_the_same_data_set_as_read_together(tmp_path):
    together = content(publish(tmp_path / "a", report_of(), other(2021), other(2022)))
    for report in (other(2022), report_of(), other(2021)):
        publish(tmp_path / "b", report)
    assert content(tmp_path / "b") == together


def test_a_report_read_again_takes_the_place_of_its_earlier_version(tmp_path):
    out = publish(tmp_path / "out", report_of([GRID, GRID]), other())
    publish(out, report_of([GRID], sha256="cd34"))
    assert column(out, "reports", "report") == ["beryozovo-2022", "beryozovo-2023"]
    assert column(out, "reports", "tables") == ["1", "1"]
    assert len(rows(out, "observations")) == 6 and len(rows(out, "cells")) == 16


def test_fresh_forgets_the_reports_that_are_there(tmp_path):
    out = publish(tmp_path / "out", other())
    publish(out, report_of(), fresh=True)
    assert column(out, "reports", "report") == ["beryozovo-2023"]
    assert [path.name for path in (out / "documents").iterdir()] == ["beryozovo-2023.json"]


def test_two_files_that_would_share_an_id_get_two(tmp_path):
    report, twin = (
        report_of(file="Отчёт.docx", report="otchet"),
        report_of(file="otchet.docx", report="otchet", sha256="0"),
    )
    for out in (publish(tmp_path / "a", report, twin), publish(tmp_path / "b", twin, report)):
        assert list(
            zip(column(out, "reports", "report"), column(out, "reports", "file"), strict=True)
        ) == [
            ("otchet", "otchet.docx"),
            ("otchet-2", "Отчёт.docx"),
        ]
    publish(
        out,
        replace(report, district="Дальний район", document=replace(report.document, sha256="ab12")),
    )
    assert column(out, "reports", "district") == ["Берёзовский район", "Дальний район"]


def test_files_of_one_name_are_two_reports_where_they_speak_of_two_districts(tmp_path):
    out = publish(tmp_path / "out", report_of(file="o.docx", report="o"))
    publish(
        out,
        report_of(file="o.docx", report="o", sha256="0", district="Дальний район", libraries=[]),
    )
    assert column(out, "reports", "report") == ["o", "o-2"]


def test_the_same_file_met_twice_is_one_report(tmp_path):
    assert len(rows(publish(tmp_path / "out", report_of(), report_of()), "reports")) == 1


def test_a_very_long_name_still_fits_a_file_name(tmp_path):
    out = publish(tmp_path / "out", report_of(report="shch" * 100))
    assert (out / "documents" / f"{column(out, 'reports', 'report')[0]}.json").is_file()


def test_a_file_that_could_not_be_read_is_a_row_until_it_is_read(tmp_path):
    out = publish(tmp_path / "out", report_of(), failures=(BROKEN,))
    assert [(each["report"], each["status"], each["message"]) for each in rows(out, "reports")] == [
        ("beryozovo-2023", "ok", ""),
        ("rvanyy-otchet", "failed", "файл оборван"),
    ]
    publish(out, report_of(file=BROKEN.file, report="rvanyy-otchet", sha256="1", year=2022))
    assert column(out, "reports", "status") == ["ok", "ok"]


def test_a_report_that_can_no_longer_be_read_keeps_its_earlier_data(tmp_path):
    out = publish(tmp_path / "out", report_of())
    publish(out, failures=(Failure(FILE, "99", "docx", "оборван"),))
    assert list(
        zip(column(out, "reports", "report"), column(out, "reports", "status"), strict=True)
    ) == [
        ("beryozovo-2023", "ok"),
        ("beryozovo-2023-2", "failed"),
    ]
    assert len(rows(out, "observations")) == 3


def library(name: str, district: str = "Д", **more: object) -> Library:
    return Library("d1", name, district, **more)


def test_a_library_met_again_is_one_row_with_its_other_names_as_aliases():
    registry = Registry()
    registry.add([library("Первая", number="1")])
    registry.add([library("Библиотека № 1", aliases=("Единица",))])
    (row,) = registry.rows()
    assert (row.number, row.name, row.aliases) == ("1", "Библиотека № 1", ("Единица", "Первая"))


def test_a_registry_that_names_no_district_speaks_of_the_libraries_already_known():
    registry = Registry()
    registry.add([library("Первая")])
    assert registry.add([library("Первая", district="", kind="филиал")]) == {"d1": "d1"}
    (row,) = registry.rows()
    assert (row.district, row.name, row.kind, row.aliases) == ("Д", "Первая", "филиал", ())


def test_libraries_of_two_districts_never_share_an_id(tmp_path):
    near = with_library(report_of(libraries=[library("Первая")]), "d1")
    far = with_library(other(libraries=[library("Иная", "Е")], district="Е"), "d1")
    out = publish(tmp_path / "out", far, near)
    assert [(each["library"], each["district"]) for each in rows(out, "libraries")] == [
        ("d1", "Е"),
        ("d1-2", "Д"),
    ]
    speaking = {(each["report"], each["library"]) for each in rows(out, "observations")}
    assert speaking == {("beryozovo-2022", "d1"), ("beryozovo-2023", "d1-2")}


def test_a_data_set_of_an_older_version_is_taken_over_with_empty_new_columns(tmp_path):
    out = publish(tmp_path / "out", other())
    lines = rows(out, "sections")
    with (out / "sections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["report", "section", "level"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
    in_old_form(out)
    publish(out, report_of())
    assert [each["title"] for each in rows(out, "sections")] == ["", "", "Фонд", "Книги"]


def test_a_table_that_is_not_ours_is_refused_and_left_alone(tmp_path):
    (tmp_path / "reports.csv").write_text("имя;год\nа;1\n", encoding="cp1251")
    with pytest.raises(CalledWrongly, match="dataset_unreadable"):
        publish(tmp_path, report_of())
    assert [path.name for path in tmp_path.iterdir()] == ["reports.csv"]


# --- forms


def test_an_unknown_form_is_named_with_those_that_are_known(tmp_path):
    with pytest.raises(
        CalledWrongly, match="format=docx, known=json, csv, parquet, xlsx, sqlite, duckdb"
    ):
        publish(tmp_path / "out", report_of(), formats=("docx",))
    assert not (tmp_path / "out").exists()


def test_without_json_no_documents_are_written(tmp_path):
    assert not (publish(tmp_path / "out", report_of(), formats=("csv",)) / "documents").exists()


def test_a_twin_for_russian_excel_has_a_mark_semicolons_and_a_decimal_comma_in_numbers_alone(
    tmp_path,
):
    twin = (
        publish(tmp_path / "out", report_of(), excel=True) / "observations.excel.csv"
    ).read_bytes()
    assert twin.startswith(b"\xef\xbb\xbfobservation;report;")
    assert ";1250,5;1;;1;ok;1 250,5;;beryozovo-2023.docx#b2!R1C2;\r\n" in twin.decode("utf-8")


def test_sqlite_holds_the_same_rows_with_keys_that_hold(tmp_path):
    out = publish(tmp_path / "out", report_of(), other(), formats=("sqlite",))
    base = sqlite3.connect(out / "svod.sqlite")
    found = base.execute(
        "SELECT sum(value), count(*), count(value) FROM observations WHERE report LIKE '%2023'"
    ).fetchone()
    assert found == (2450.5, 3, 2)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.close()


def test_xlsx_is_the_same_bytes_every_time(tmp_path):
    pytest.importorskip("xlsxwriter")
    books = [
        (publish(tmp_path / name, report_of(), formats=("xlsx",)) / "svod.xlsx").read_bytes()
        for name in "ab"
    ]
    assert books[0] == books[1] and books[0].startswith(b"PK")


def test_parquet_keeps_types_and_absences(tmp_path):
    pytest.importorskip("pyarrow")
    import pandas

    out = publish(tmp_path / "out", report_of(), formats=("parquet",))
    found = pandas.read_parquet(out / "observations.parquet")
    assert found["value"].tolist()[:2] == [1200.0, 1250.5] and found["value"].isna().tolist() == [
        False,
        False,
        True,
    ]


def test_a_form_whose_library_is_absent_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        CalledWrongly, match="format_output_missing: format=parquet, needs=pandas, pyarrow"
    ):
        publish(tmp_path / "out", report_of(), formats=("parquet",))


def test_a_form_of_another_package_names_the_module_that_it_lacks(tmp_path, monkeypatch):
    """A form that nobody here knows needs says which import failed; without one, its own name."""
    for error, needs in ((ImportError("no", name="odflib"), "odflib"), (ImportError("no"), "ods")):

        def absent(folder: Path, error: ImportError = error) -> None:
            raise error

        monkeypatch.setattr(formats, "load", lambda _, absent=absent: absent)
        monkeypatch.setattr(formats, "_added_forms", lambda: {"ods": "odf:write"})
        with pytest.raises(CalledWrongly, match=f"format=ods, needs={needs}$"):
            formats.write_form("ods", tmp_path)


def test_schemas_are_written_anew_and_those_of_names_that_are_no_more_go(tmp_path):
    for name in ("left.schema.json", "observations.schema.json", "notes.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    write_schemas(tmp_path)
    written = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert "left.schema.json" not in written and written.pop("notes.json") == "{}"
    assert written == {f"{name}.schema.json": schema_text(name) for name in SCHEMAS}


# --- crash safety


class PowerFailure(BaseException):
    pass


def fails(*_: object) -> None:
    raise PowerFailure


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (write, "check_rows"),
        (write, "package_text"),
        (assembly, "write_pieces"),
        (assembly, "write_archive"),
        (report_parts, "check_rows"),
        (report_parts, "document_json"),
        (report_parts, "check_document"),
    ],
    ids=lambda it: it if isinstance(it, str) else it.__name__.rpartition(".")[2],
)
@pytest.mark.parametrize("before", [True, False], ids=["an old data set", "no data set"])
def test_a_crash_while_writing_leaves_what_was_there(module, step, before, tmp_path, monkeypatch):
    out = tmp_path / "out"
    if before:
        publish(out, other())
    old = content(tmp_path)
    monkeypatch.setattr(module, step, fails)
    with pytest.raises(PowerFailure):
        publish(out, report_of())
    assert content(tmp_path) == old and out.exists() == before


def test_what_is_not_of_the_data_set_stays_and_what_is_stale_goes(tmp_path):
    out = publish(tmp_path / "out", other(), excel=True)
    (out / ".gitkeep").touch()
    publish(out, report_of())
    assert (out / ".gitkeep").is_file() and not (out / "cells.excel.csv").exists()
    (out / "site").mkdir()
    (out / "site" / "index.html").write_text("x", encoding="utf-8")
    publish(out, report_of())
    assert (out / "site" / "index.html").is_file() and len(list(tmp_path.iterdir())) == 1


def test_findings_stay_while_nothing_new_is_read_and_go_with_their_report(tmp_path):
    out = publish(tmp_path / "out", report_of(), other())
    with (out / "findings.csv").open("a", encoding="utf-8") as file:
        file.write("f1,beryozovo-2022,,,,,,,,,,,,\nf2,beryozovo-2023,,,,,,,,,,,,\n")
    (out / "findings.json").write_text("[]", encoding="utf-8")
    in_old_form(out)
    publish(out)
    assert column(out, "findings", "finding") == ["f1", "f2"] and (out / "findings.json").is_file()
    publish(out, report_of())
    assert column(out, "findings", "finding") == ["f1"] and not (out / "findings.json").exists()


def test_where_the_parent_folder_cannot_hold_the_new_version_it_is_made_inside(
    tmp_path, monkeypatch
):
    out = publish(tmp_path / "out", other())
    monkeypatch.setattr(swap.os.path, "ismount", lambda path: path == out)
    publish(out, report_of())
    assert len(rows(out, "reports")) == 2 and not list(out.glob(".*"))


def test_what_a_run_of_the_same_number_left_behind_does_not_stop_the_next(tmp_path):
    (tmp_path / f".out.svod-{os.getpid()}" / "new").mkdir(parents=True)
    publish(tmp_path / "out", report_of())
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("exchanged", [True, False], ids=["exchanged", "entry by entry"])
def test_both_ways_of_putting_into_place_give_the_same(exchanged, tmp_path, monkeypatch):
    if not exchanged:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    out = publish(tmp_path / "out", other())
    publish(out, report_of())
    assert content(out) == content(publish(tmp_path / "once", report_of(), other()))


def test_the_current_folder_can_be_written_into(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    publish(Path(), report_of())
    publish(Path(), other())
    assert Path("reports.csv").is_file() and len(rows(Path(), "reports")) == 2


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(CalledWrongly, match="reason=Not a directory"):
        publish(tmp_path / "out", report_of())


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CalledWrongly, match="out_not_folder"):
        publish(tmp_path / "file" / "out", report_of())


# --- weight


def test_importing_the_room_loads_nothing_heavy():
    heavy = ["pandas", "pydantic", "frictionless", "jsonschema", "xlsxwriter"]
    code = (
        f"import sys, extractor.dataset; print([each for each in {heavy} if each in sys.modules])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


@pytest.mark.parametrize("name", ["con", "lpt1"])
def test_a_report_called_as_a_device_of_windows_gets_another_name(tmp_path, name):
    failed = Failure(f"{name.upper()}.pdf", "ff01", "pdf", "файл оборван")
    out = publish(tmp_path / "out", report_of(report=name, file=f"{name}.docx"), failures=(failed,))
    assert column(out, "reports", "report") == [f"{name}-2", f"{name}-3"]
