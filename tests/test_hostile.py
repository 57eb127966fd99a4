"""Files and situations that once broke a run or lost something, each through the command line:
bad in, and what must happen instead.
"""

import csv
import io
import os
import struct
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from deciding import explained_in

from extractor.commands import main
from extractor.dataset.damage import damages_of
from extractor.dataset.formulas import defused
from extractor.options import Limits
from tests.pdf_writer import Page, pdf_of

ROOT = Path(__file__).parent.parent
TITLE = "Отчёт о деятельности муниципальных библиотек {district} за {year} год"
DISTRICT = "Еланского района"
RUN = (("Показатель", "2022", "2023"), ("Число пользователей, чел.", "640", "655"))
WRONG_SUM = (("Фонд", "2023"), ("Книги", "100"), ("Брошюры", "20"), ("Всего", "125"))
Rows = Sequence[Sequence[str]]
pytestmark = pytest.mark.usefixtures("warm")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="no such files, no fork on Windows")


def word(
    path: Path,
    *parts: str | Rows,
    district: str = DISTRICT,
    year: int = 2023,
    title: str = TITLE,
    heading: str = "",
) -> Path:
    """Save a report: a title, then a paragraph for each text and a table for each list of rows."""
    document = docx.Document()
    document.add_paragraph(title.format(district=district, year=year))
    if heading:
        document.add_heading(heading)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        texts = (text for row in part for text in row)
        for cell, text in zip(table._cells, texts, strict=True):
            cell.text = text
    path.parent.mkdir(exist_ok=True)
    document.save(str(path))
    return path


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statuses(out: Path) -> dict[str, str]:
    return {row["file"]: row["status"] for row in table(out, "reports")}


# --- signs in a text


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200e", "\u202a", "\u2060", "\ufeff"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_character_that_nobody_sees_standing_alone_costs_nothing(kind, mark, svod, tmp_path):
    title, heading = TITLE.format(district=DISTRICT, year=2023), f"1. Показа{mark}тели"
    alone = f"В читальном зале {mark} занимаются 37 человек."
    within = f"Число пользова{mark}телей составило 818 человек."
    path = tmp_path / f"report.{kind}"
    if kind == "docx":
        word(path, alone, within, heading=heading)
    else:
        page = Page().text(60, 60, title, 12).text(60, 100, heading, 12, "bold")
        path.write_bytes(pdf_of(page.text(60, 130, alone).text(60, 143, within)))
    assert svod("extract", path, "-o", tmp_path / "out")[0] == 0
    assert [row["title"] for row in table(tmp_path / "out", "sections")] == ["Показатели"]
    told = [(row["value"], row["unit"]) for row in table(tmp_path / "out", "observations")]
    assert told == [("37", "person"), ("818", "person")]
    codes = {row["value"]: row["indicator"] for row in table(tmp_path / "out", "observations")}
    assert codes["818"] == "users.registered"


def test_a_sign_of_ours_in_a_name_of_a_library_is_printed_text(svod, tmp_path):
    rows = (("Библиотека", "2022", "2023"), ("Библиотека §s1", "8", "9"))
    path = word(tmp_path / "signs.docx", rows, "В библиотеке «Библиотека §s1» 9 читателей, §h0.")
    assert svod("extract", path, "-o", tmp_path / "out")[0] == 0
    assert {"8", "9"} <= {row["value"] for row in table(tmp_path / "out", "observations")}
    assert "Библиотека §s1" in [row["text"] for row in table(tmp_path / "out", "cells")]
    document = (tmp_path / "out" / "documents" / "signs.json").read_text("utf-8")
    assert "«Библиотека §s1» 9 читателей, §h0." in document


# --- one document's trouble


@pytest.mark.parametrize(("engine", "status"), [("pypdfium2", "ok"), ("pdfplumber", "failed")])
def test_a_pdf_with_a_damaged_outline_costs_no_other_report(engine, status, svod, tmp_path):
    """One engine passes the damage over, for the other it ends the document."""
    entry = b"90 0 obj\n<< /Count 0 /Title (1.) -99.9 /Parent 91 0 R >>\nendobj\n"
    whole = pdf_of(Page().text(60, 60, TITLE.format(district=DISTRICT, year=2021)))
    marked = whole.replace(b"/Type /Catalog", b"/Type /Catalog /Outlines 90 0 R")
    (tmp_path / "damaged.pdf").write_bytes(marked.replace(b"1 0 obj", entry + b"1 0 obj", 1))
    good = [word(tmp_path / f"{year}.docx", RUN, year=year) for year in (2022, 2023)]
    given = good[0], tmp_path / "damaged.pdf", good[1]
    ended, told = svod("extract", *given, "-o", tmp_path / "out", "--engine", engine)
    assert ended == (status == "failed") and "damaged.pdf" in told
    wanted = {"2022.docx": "ok", "2023.docx": "ok", "damaged.pdf": status}
    assert statuses(tmp_path / "out") == wanted and not damages_of(tmp_path / "out")


TROUBLES = {
    "os.kill(os.getpid(), signal.SIGKILL)": "the system stopped the reading",
    "kept = []\nwhile True: kept.append(bytearray(os.urandom(1 << 20)))": "--memory",
}


@needs_posix
@pytest.mark.usefixtures("plugged")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("program", "words"), TROUBLES.items(), ids=["killed", "memory"])
def test_a_document_that_kills_its_worker_is_named_and_four_others_are_read(
    program, words, jobs, svod, tmp_path
):
    folder = tmp_path / "in"
    for year in (2020, 2021, 2022, 2023):
        word(folder / f"{year}.docx", RUN, year=year)
    (folder / "2021a.program").write_text(program, encoding="utf-8")
    limits = ("--memory", 220, "--jobs", jobs)
    status, told = svod("extract", folder, "-o", tmp_path / "out", *limits)
    assert status == 1 and "2021a.program" in told and words in told
    failed = [name for name, status in statuses(tmp_path / "out").items() if status == "failed"]
    assert failed == ["2021a.program"] and len(statuses(tmp_path / "out")) == 5
    assert not damages_of(tmp_path / "out")


@needs_posix
def test_a_pipe_and_a_link_to_a_device_in_a_folder_are_passed_over_and_named(svod, tmp_path):
    word(tmp_path / "in" / "good.docx", RUN)
    os.mkfifo(tmp_path / "in" / "pipe.docx")
    (tmp_path / "in" / "endless.docx").symlink_to("/dev/zero")
    status, told = svod("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert status == 0 and "pipe.docx" in told and "endless.docx" in told
    assert statuses(tmp_path / "out") == {"good.docx": "ok"}


def test_two_systems_of_one_district_and_year_are_told_and_all_is_published(svod, tmp_path):
    lists = (("Ольшанская", "Боровая"), ("Нижняя", "Ольшанская", "Верхняя"))
    for name, libraries in zip("ab", lists, strict=True):
        rows = [(f"{each} сельская библиотека", f"с. {each}", "31") for each in libraries]
        head = ("Наименование библиотеки", "Населённый пункт", "Пользователи")
        word(tmp_path / "in" / f"{name}.docx", (head, *rows), f"Система {name}.")
    word(tmp_path / "in" / "c.docx", RUN, district="Песчаного района")
    for _ in range(2):
        status, told = svod("extract", tmp_path / "in", "-o", tmp_path / "out")
        assert status == 1 and "a.docx" in told and "b.docx" in told
        wanted = {"a.docx": "attention", "b.docx": "attention", "c.docx": "ok"}
        assert statuses(tmp_path / "out") == wanted and not damages_of(tmp_path / "out")
    names = {row["name"].split()[0] for row in table(tmp_path / "out", "libraries")}
    assert {"Ольшанская", "Боровая", "Нижняя", "Верхняя"} <= names


# --- closed doors


@pytest.mark.parametrize(
    "text",
    [
        "{{ cycler.__init__.__globals__.os.system('echo run > MARK') }}",
        "{% set x = joiner.__init__.__globals__.__builtins__.open('MARK', 'w') %}{{ x }}",
    ],
)
def test_a_letter_template_that_reaches_for_the_system_is_refused(text, svod, tmp_path):
    out, mark = tmp_path / "out", tmp_path / "mark"
    svod("extract", word(tmp_path / "a.docx", WRONG_SUM), "-o", out)
    template = docx.Document()
    template.add_paragraph(text.replace("MARK", str(mark)))
    template.save(str(tmp_path / "evil.docx"))
    letters = tmp_path / "letters"
    status, told = svod("check", out, "--remarks", letters, "--template", tmp_path / "evil.docx")
    assert status == 2 and "evil.docx" in told
    assert not mark.exists() and not list(letters.glob("*.docx"))


def test_what_looks_like_a_formula_stays_a_text_in_the_twins_for_excel(svod, tmp_path):
    labels = ("=HYPERLINK(A2)", "=cmd|' /C dir'!A1", "+2+cmd|y", "-3+cmd|y", "@SUM(2+2)", "\t=2+2")
    rows = [(label, "6", label) for label in labels]
    libraries = (("Библиотека", "2023"), ("=cmd|y библиотека с. Елань", "4"))
    title = "Отчёт МБУК «=2+2» {district} за {year} год"
    path = word(
        tmp_path / "a.docx", (("Показатель", "2022", "2023"), *rows), libraries, title=title
    )
    status, _ = svod("extract", path, "-o", tmp_path / "out", "--excel", "--formats", "csv,xlsx")
    assert status == 0
    twins = sorted((tmp_path / "out").glob("*.excel.csv"))
    cells = []
    for twin in twins:
        with twin.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert {f"'{label}" for label in labels[:5]} <= set(cells)
    assert all(defused(cell) == cell for cell in cells)
    with zipfile.ZipFile(tmp_path / "out" / "svod.xlsx") as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


def test_two_districts_whose_names_fold_to_one_file_name_get_two_letters(svod, tmp_path):
    names = ("Верх-Еланского района", "Верх Еланского района")
    for name, district in zip("ab", names, strict=True):
        word(tmp_path / f"{name}.docx", WRONG_SUM, f"Система {name}.", district=district)
    out, letters = tmp_path / "out", tmp_path / "letters"
    assert svod("extract", tmp_path / "a.docx", tmp_path / "b.docx", "-o", out)[0] == 0
    districts = {row["district"] for row in table(out, "reports")}
    assert len(districts) == 2
    for _ in range(2):
        assert svod("check", out, "--remarks", letters)[0] == 1
        written = sorted(path for path in letters.glob("*.docx") if path.stem != "template")
        texts = ["\n".join(p.text for p in docx.Document(str(path)).paragraphs) for path in written]
        assert len(written) == 2
        assert all(any(district in text for text in texts) for district in districts)


@pytest.mark.parametrize("encoding", ["cp866", "koi8-r", "cp1251", "utf-16"])
def test_a_registry_in_an_old_encoding_is_read_rightly_or_refused(encoding, svod, tmp_path):
    text = "library;name;settlement\ne-1;Еланская сельская библиотека;с. Елань\n"
    text += "e-2;Детская библиотека;с. Песчаное\n"
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))
    path, out = word(tmp_path / "a.docx", RUN), tmp_path / "out"
    status, told = svod("extract", path, "-o", out, "--libraries", tmp_path / "list.csv")
    if status == 2:
        assert "list.csv" in told
        return
    names = {row["library"]: row["name"] for row in table(out, "libraries")}
    assert status == 0 and names["e-1"] == "Еланская сельская библиотека"


# --- several commands at once


def started(*arguments: object) -> int:
    """Fork a command; its process. What it says is nobody's."""
    child = os.fork()
    if child:
        return child
    status = 99
    try:
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        sys.argv = ["svod", *map(str, arguments)]
        main()
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        os._exit(status)


def ended(processes: list[int]) -> list[int]:
    return [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]


@needs_posix
def test_commands_at_once_lose_no_answer_and_leave_a_valid_data_set(svod, tmp_path):
    labels = ("лодочные станции", "рыбные обеды")  # that no indicator is known for
    own = (("Показатель", "2023"), *((label, "5") for label in labels))
    for year in (2021, 2022, 2023):
        word(tmp_path / "in" / f"{year}.docx", WRONG_SUM, "Далее.", own, year=year)
    out, catalogue = tmp_path / "out", tmp_path / "own"
    assert svod("extract", tmp_path / "in", "-o", out)[0] == 0
    assert svod("check", out)[0] == 1
    errors = [row for row in table(out, "findings") if row["severity"] == "error"]
    asked = [row["finding"] for row in errors if row["report"] != "2021"][:2]
    assert len(asked) == 2
    explained = [started("check", out, "--explain", key, "учтено иначе") for key in asked]
    taught = [
        started("map", out, label, "events.total", "--catalogue", catalogue) for label in labels
    ]
    others = [started("remove", out, "2021"), started("check", out)]
    assert set(ended(explained + taught + others)) <= {0, 1}
    assert not damages_of(out) and set(statuses(out)) == {"2022.docx", "2023.docx"}
    assert explained_in(out) == set(asked)
    learned = "".join(path.read_text("utf-8") for path in catalogue.glob("*.csv"))
    assert all(label in learned for label in labels)
    assert svod("check", out)[0] in (0, 1)
    assert {row["report"] for row in table(out, "findings")} <= {"2022", "2023"}


# --- what strangers send: archives, letters, answers


def nested_letter(depth: int) -> bytes:
    """A letter with so many parts one in another."""
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'
        for level in range(depth)
    )
    end = "Content-Type: text/plain\r\n\r\nПривет\r\n"
    return f"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\n{parts}{end}".encode()


def zip_of_one_file_told_often(times: int, size: int) -> bytes:
    """An archive whose table of contents names one large file again and again."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.docx", bytes(size))
    whole = content.getvalue()
    start, end = whole.index(b"PK\1\2"), whole.index(b"PK\5\6")
    table = whole[start:end] * times
    counts = struct.pack("<HHII", times, times, len(table), start)
    return whole[:start] + table + whole[end : end + 8] + counts + whole[end + 20 :]


PARCELS = {
    "nested.eml": (nested_letter(3000), "this letter is damaged"),
    "told-often.zip": (zip_of_one_file_told_often(9, 1 << 20), "--limit total_bytes=N"),
    "no-end.zip": (b"PK\3\4" + bytes(40), "no-end.zip"),
}


@pytest.mark.parametrize(("name", "parcel"), PARCELS.items(), ids=PARCELS)
def test_an_archive_or_a_letter_made_by_an_enemy_costs_no_report(name, parcel, svod, tmp_path):
    content, said = parcel
    folder = tmp_path / "in"
    for year in (2022, 2023):
        word(folder / f"{year}.docx", RUN, year=year)
    (folder / name).write_bytes(content)
    status, told = svod("extract", folder, "-o", tmp_path / "out", "--limit", "total_bytes=4000000")
    assert status == 1 and said in told
    read = {file for file, status in statuses(tmp_path / "out").items() if status != "failed"}
    assert read == {"2022.docx", "2023.docx"} and not damages_of(tmp_path / "out")


def test_an_archive_of_too_many_files_is_refused_before_it_is_listed(svod, tmp_path, monkeypatch):
    def never(*_):
        raise AssertionError("listed")

    listing = SimpleNamespace(ZipFile=never, BadZipFile=zipfile.BadZipFile)
    monkeypatch.setattr("extractor.batch.found.zipfile", listing)
    word(tmp_path / "in" / "2023.docx", RUN)
    (tmp_path / "in" / "many.zip").write_bytes(zip_of_one_file_told_often(60_000, 10))
    status, told = svod("extract", tmp_path / "in", "-o", tmp_path / "out")
    assert status == 1 and "--limit entries=N" in told
    assert statuses(tmp_path / "out")["2023.docx"] != "failed"


LONG = "Отчёт о деятельности муниципальных библиотек " * 4


@pytest.mark.parametrize(
    ("packed", "read"),
    [
        (f"{LONG}.docx", "Отчёт о деятельности"),
        (f"{LONG}/2022.docx", "2022.docx"),
        ("Отчёты\\за год\\2022.docx", "2022.docx"),
        ("../../2022.docx", "2022.docx"),
        ("C:\\2022.docx", "2022.docx"),
    ],
    ids=["long", "long folder", "Windows", "out of the folder", "disk"],
)
def test_a_report_in_an_archive_is_read_whatever_its_packer_called_it(svod, tmp_path, packed, read):
    whole = word(tmp_path / "2022.docx", RUN, year=2022)
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.write(whole, packed)
        archive.write(word(tmp_path / "2023.docx", RUN, year=2023), "2023.docx")
    assert svod("extract", tmp_path / "in.zip", "-o", tmp_path / "out")[0] == 0
    first, second = sorted(statuses(tmp_path / "out"))[:: 1 if read.startswith("2022") else -1]
    assert first.startswith(read) and first.endswith(".docx") and second == "2023.docx"


def with_part(path: Path, source: Path, name: str, part: bytes) -> Path:
    """A package with one part exchanged."""
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for other in whole.namelist():
            new.writestr(other, part if other == name else whole.read(other))
    return path


def sheet_of_many_rows(letters: int) -> bytes:
    """A sheet of so many letters: rows that correct nothing."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'
    start = f'<worksheet xmlns="{space}"><sheetData>'
    rows = row.encode() * (letters // len(row))
    return start.encode() + rows + b"</sheetData></worksheet>"


def test_an_answer_of_a_district_that_bursts_when_opened_is_refused(svod, tmp_path, monkeypatch):
    report, out = word(tmp_path / "2023.docx", WRONG_SUM), tmp_path / "out"
    assert svod("extract", report, "-o", out, "--formats", "csv,xlsx")[0] == 0
    (book,) = out.glob("*.xlsx")
    assert svod("decide", out, "--from", book)[0] == 0
    with zipfile.ZipFile(report) as whole:
        body = whole.read("word/document.xml")
    body = body.replace(b"<w:sectPr", b"<w:p/>" * 3_000_000 + b"<w:sectPr", 1)
    with_part(tmp_path / "letter.docx", report, "word/document.xml", body)
    with zipfile.ZipFile(book) as whole:
        sheets = [name for name in whole.namelist() if name.startswith("xl/worksheets/sheet")]
    content = sheet_of_many_rows(40_000_000)
    with_part(tmp_path / "book.xlsx", book, f"xl/worksheets/sheet{len(sheets)}.xml", content)
    monkeypatch.setattr("extractor.commands.sent.LIMITS", Limits(memory_mb=1))
    for call in (("check", "--answers", "letter.docx"), ("decide", "--from", "book.xlsx")):
        status, told = svod(call[0], out, call[1], tmp_path / call[2])
        assert (status, call[2] in told, "sent again" in told) == (2, True, True), call
