"""The command line in careless hands: no traceback, the exit status of the contract, words in
the user's language.
"""

import ast
import csv
import os
import pickle
import re
import shlex
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from docx import Document

from extractor.batch import Failed, Passed, Readers, extract_reports, find_reports
from extractor.commands import Commands, main
from extractor.commands.limits import raised
from extractor.dataset import swap
from extractor.errors import CalledWrongly, LimitExceeded
from extractor.model import Report
from extractor.names import read_registry
from extractor.options import Limits, ReportOptions
from extractor.plugins import COMMANDS, load
from extractor.words import words

pytestmark = pytest.mark.usefixtures("warm")
ROOT = Path(__file__).parent.parent
RUSSIAN, ENGLISH = "ru_RU.UTF-8", "C"
REGISTRY = "library{0}name\nf1{0}Библиотека-филиал № 1\nf2{0}Сельская библиотека с. Заречье\n"
OLD_NAME = 0x800


@pytest.fixture
def svod(capsys, monkeypatch):
    """Call ``svod`` as from a shell; its exit status, standard output and standard error."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    stop = signal.getsignal(signal.SIGTERM)

    def call(*arguments, lang=RUSSIAN):
        monkeypatch.setenv("LANG", lang)
        monkeypatch.setattr(sys, "argv", ["svod", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return ended.value.code or 0, told.out, told.err

    yield call
    signal.signal(signal.SIGTERM, stop)


@pytest.fixture
def report(tmp_path):
    return written(tmp_path / "отчёт.docx")


def written(path, users="1 234", year=2023):
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_paragraph(
        f"Отчёт о деятельности муниципальных библиотек Луговского района за {year} год"
    )
    table = document.add_table(2, 2)
    for cell, text in zip(
        table._cells, ("Показатель", str(year), "Число пользователей", users), strict=True
    ):
        cell.text = text
    document.save(path)
    return path


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def statuses(out):
    return {row["file"]: row["status"] for row in rows_of(out / "reports.csv")}


# --- called wrongly


@pytest.mark.parametrize(
    ("arguments", "lang", "said"),
    [
        (("tabls",), RUSSIAN, "Команды «tabls» нет"),
        (("tabls",), ENGLISH, "There is no command “tabls”"),
        (("extract", "--limt", "x"), RUSSIAN, "Ключа --limt нет. Похоже: --limit"),
        (("extract",), RUSSIAN, "Не хватает: ОТЧЁТЫ"),
        (
            ("extract", "a", "--year", "1500"),
            RUSSIAN,
            "--year: такое значение не годится, нужно целое число ≥ 1900, ≤ 2100",
        ),
        (("extract", "a", "--jobs", "0"), ENGLISH, "an integer ≥ 1 is needed"),
        (("extract", "a", "--year"), RUSSIAN, "После ключа --year не хватает значения"),
        (("tables", "a", "--as", "doc"), RUSSIAN, "нужно одно из: csv, html, json"),
        (("extract", ""), RUSSIAN, "Путь пуст"),
        (("extract", "нет.docx"), RUSSIAN, "Нет такого файла или папки: нет.docx"),
        (("extract", "x" * 300), RUSSIAN, "имя слишком длинное"),
        (("tables", "нет.docx"), RUSSIAN, "Нет такого файла или папки: нет.docx"),
        (("outline", ROOT / "tests"), RUSSIAN, "это папка, а нужен один документ"),
        (("site", "a", "b"), ENGLISH, "unexpected extra argument"),
        (("check", ROOT / "tests"), RUSSIAN, "здесь нет набора данных"),
    ],
)
def test_a_wrong_call_is_exit_status_two_and_says_so_in_the_users_language(
    svod, arguments, lang, said
):
    status, out, told = svod(*arguments, lang=lang)
    assert (status, out) == (2, "")
    assert said in told


def test_a_data_set_is_held_once_before_reading_and_once_after(svod, report, tmp_path, monkeypatch):
    """What a person must look at is told without waiting for the data set again."""
    out, held = tmp_path / "out", []
    rival = written(tmp_path / "ещё.docx", users="1 235")
    hold = load("extractor.commands.turn:turn")

    def noted(*arguments, **named):
        held.append(arguments[1])
        return hold(*arguments, **named)

    monkeypatch.setattr("extractor.commands.extract.turn", noted)
    for resumed in ([], ["--resume"]):
        status, _, told = svod("extract", report, rival, "-o", out, *resumed)
        assert (status, told.count("за один район и год")) == (1, 1), told
    assert held == ["extract"] * 4


def test_a_renamed_district_is_one_district_over_the_years(svod, tmp_path):
    for year in (2022, 2023):
        written(tmp_path / "отчёты" / f"{year}.docx", year=year)
    (tmp_path / "region.yaml").write_text(
        "districts:\n  - {name: Луговской муниципальный округ, formerly: луговской  район}\n",
        encoding="utf-8",
    )
    assert svod("extract", tmp_path / "отчёты", "-o", tmp_path / "out")[0] == 0
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8", newline="") as file:
        districts = [row["district"] for row in csv.DictReader(file)]
    assert districts == ["Луговской муниципальный округ"] * 2


def test_what_was_taken_out_stays_out_when_its_folder_is_read_again(svod, tmp_path):
    """Who put a mended report into the folder of reports does not want the others back."""
    folder, out = tmp_path / "отчёты", tmp_path / "out"
    for name, users in (("a", "1 234"), ("б", "1 235")):
        written(folder / f"{name}.docx", users)
    svod("extract", folder, "-o", out)
    assert svod("remove", out, "б.docx")[0] == 0
    written(folder / "a.docx", "1 236")
    status, _, told = svod("extract", folder, "-o", out, "--resume")
    assert status == 0 and "б.docx: раньше убран из набора, пропущен" in told
    assert "a.docx: новая редакция" in told
    status, _, told = svod("extract", folder / "б.docx", "-o", out, "--resume")
    assert status == 1 and "за один район и год" in told
    assert "б.docx: не изменился" in svod("extract", folder, "-o", out, "--resume")[2]


def test_without_a_command_the_help_is_printed(svod):
    status, out, told = svod()
    assert (status, told) == (0, "")
    assert "Вызов: svod" in out


# Latin letters of a Russian help are options and their values, names of files and forms.
FOREIGN = re.compile(r"\b(Usage|Options|Show|Examples|Arguments|default|required|or|help_\w+)\b")
METAVARS = re.compile(
    r"\b(OPTIONS|COMMAND|ARGS|PATHS?|TEXT|INTEGER|RANGE|OUT|FILE|NAME|CODE|WHAT)\b"
)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_a_command_is_all_russian(svod, name):
    status, out, _ = svod(*filter(None, [name]), "--help")
    assert status == 0
    assert not FOREIGN.findall(out)
    assert not METAVARS.findall(out)


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize(("lang", "title"), [("ru", "Примеры:"), ("en", "Examples:")])
def test_the_help_of_a_command_has_examples_that_it_understands(
    svod, monkeypatch, name, lang, title
):
    _, out, _ = svod("--lang", lang, *filter(None, [name]), "--help")
    _, found, shown = out.partition(f"\n\n{title}\n")
    assert found
    runs = [line.strip() for line in shown.splitlines() if line.startswith("  svod ")]
    assert runs == [example["run"][lang] for example in words("examples")[name or "svod"]]
    program = load("extractor.commands:svod")
    group = click.Context(program, info_name="svod", **program.context_settings)
    for run in runs:
        _, command, *arguments = shlex.split(run.partition(" > ")[0])
        assert name in ("", command)
        monkeypatch.setattr(
            "extractor.commands.paths.DocumentPath.convert", lambda *given: given[1]
        )
        load(COMMANDS[command]).make_context(command, arguments, parent=group)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--formats", "json,doc"), "Вида «doc» нет"),
        (("--catalogue", "нет"), "Нет такого файла или папки: нет"),
        (("--libraries", "нет.csv"), "Список библиотек не найден: нет.csv"),
        (("--limit", "blocks=много"), "ИМЯ=ЧИСЛО"),
        (("--limit", "абзацы=1"), "Предела «абзацы» нет"),
        (("--cluster", "tcp://нет:1"), "pip install"),
        (("-o", ROOT / "cli.py"), "это не папка"),
        (("-o", ROOT / "cli.py" / "внутри"), "сюда нельзя писать"),
    ],
)
def test_what_is_wrong_with_the_options_is_told_before_a_report_is_read(
    svod, report, monkeypatch, arguments, said
):
    monkeypatch.setattr("extractor.batch.cluster.CLIENT", "no_such_package:Client")
    status, out, told = svod("extract", report, "-o", report.parent / "out", *arguments)
    assert (status, out) == (2, "")
    assert said in told
    assert "отчёт.docx: разделов" not in told


def test_a_limit_is_lifted_by_the_same_words_in_every_command_that_names_it(svod, report):
    assert raised(["blocks=7", "ratio=9"]) == Limits(blocks=7, ratio=9)
    for command in ("tables", "outline", "extract"):
        status, _, told = svod(command, report, "--limit", "blocks=0")
        assert (status, "--limit blocks=N" in told) == (3, True), command


def test_a_defect_of_ours_is_one_line_and_its_traceback_comes_with_v(
    svod, report, monkeypatch, capsys
):
    monkeypatch.setattr("extractor.commands.tables.print_text", lambda *_: 1 / 0)
    status, _, told = svod("tables", report)
    assert (status, told.count("\n"), "ZeroDivisionError" in told) == (3, 1, True)
    monkeypatch.setattr(sys, "argv", ["svod", "tables", str(report), "-v"])
    with pytest.raises(SystemExit):
        main()
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_told_and_leaves_the_former_data(svod, report, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    out = report.parent / "out"
    assert svod("extract", report, "-o", out)[0] == 0
    before = (out / "observations.csv").read_bytes()
    monkeypatch.setattr("extractor.batch.run.wait", stop)
    status, _, told = svod("extract", report, "-o", out)
    assert (status, "Прервано" in told) == (130, True)
    assert (out / "observations.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("redirect", "status"), [(">&-", 0), ("<&-", 0), (">/dev/full", 2), ("| true", 0)]
)
def test_streams_that_are_closed_or_full_give_no_traceback(redirect, status):
    if os.name != "posix" or not Path("/dev/full").exists():
        pytest.skip("no such streams here")
    program = (
        f"{shlex.quote(sys.executable)} cli.py schema documents {redirect}; exit ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["/bin/bash", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr, "Exception ignored" in done.stderr) == (
        status,
        False,
        False,
    )


def test_a_name_with_a_line_break_stays_on_one_line_of_a_message(svod, tmp_path):
    status, _, told = svod(
        "extract", written(tmp_path / "от\nчёт\x1b[2J.docx"), "-o", tmp_path / "out"
    )
    assert status == 0
    assert told.startswith("от␊чёт␛[2J.docx: ")


# --- folders and archives as they are


def test_in_a_folder_bad_files_stop_nothing_and_nothing_is_passed_over_in_silence(svod, tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    written(source / "a" / "первый.docx", "1", 2022)
    written(source / ".git" / "чужой.docx", "2")
    (source / "пустой.docx").touch()
    (source / "битый.zip").write_bytes(b"PK junk")
    (source / "книга.xlsx").write_bytes(b"PK")
    (source / "~$первый.docx").write_bytes(b"lock")
    old_archive(
        source / "b" / "архив.zip",
        {"Второй.docx": written(tmp_path / "x.docx", "3").read_bytes(), "фото.jpg": b"x"},
    )
    status, _, told = svod("extract", source, "-o", out)
    assert status == 1
    assert statuses(out) == {
        "первый.docx": "ok",
        "Второй.docx": "ok",
        "пустой.docx": "failed",
        "битый.zip": "failed",
    }
    assert "Пропущены" in told
    told_of = {
        name for name in ("книга.xlsx", "фото.jpg", "~$первый.docx", "чужой.docx") if name in told
    }
    assert told_of == {"книга.xlsx", "фото.jpg"}


def old_archive(path, members):
    """A zip as Windows writes it: names in cp866, no mark of UTF-8."""

    class Old(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):  # noqa: N802 - the name that zipfile calls
            return self.filename.encode("cp866"), self.flag_bits & ~OLD_NAME

    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(Old(name), content)


def test_archives_of_one_name_in_two_folders_keep_their_own_reports(tmp_path):
    for folder in "ab":
        old_archive(tmp_path / "in" / folder / "отчёты.zip", {"Отчёт.docx": folder.encode()})
    found = find_reports([tmp_path / "in"], tmp_path / "work", Limits())
    assert [each.read_bytes() for each in found] == [b"a", b"b"]


def test_a_damaged_file_of_an_archive_does_not_spoil_the_others(tmp_path):
    archive = tmp_path / "отчёты.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("1.docx", b"first of all")
        file.writestr("2.docx", b"second")
    archive.write_bytes(archive.read_bytes().replace(b"first of all", b"first or all"))
    damaged, good = find_reports([archive], tmp_path / "work", Limits())
    assert isinstance(damaged, Failed)
    assert damaged.error.key == "zip_damaged"
    assert good.read_bytes() == b"second"


def test_a_bomb_in_an_archive_is_refused_and_leaves_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("b.docx", bytes(1_000_000))
    (bomb,) = find_reports([tmp_path / "b.zip"], tmp_path / "work", Limits(ratio_floor_bytes=1000))
    assert (bomb.error.key, bomb.path.exists()) == ("limit_ratio", False)


def test_a_file_given_twice_is_read_once_and_a_data_set_in_a_folder_is_no_news(tmp_path, report):
    data_set = tmp_path / "output"
    (data_set / "documents").mkdir(parents=True)
    (data_set / "documents" / "a.json").touch()
    for name in ("datapackage.json", "cells.csv"):
        (data_set / name).touch()
    assert find_reports(
        [report, tmp_path, tmp_path / "." / report.name], tmp_path / "work", Limits()
    ) == [report]
    (tmp_path / "b.txt").touch()
    assert find_reports([tmp_path], tmp_path / "work", Limits()) == [
        Passed(tmp_path / "b.txt"),
        report,
    ]


def test_a_report_without_figures_is_told_of(svod, tmp_path):
    Document().save(tmp_path / "картинки.docx")
    status, _, told = svod("extract", tmp_path / "картинки.docx", "-o", tmp_path / "out")
    assert (status, "ни одного числа не найдено" in told) == (1, True)
    assert "таблиц не найдено" in svod("tables", tmp_path / "картинки.docx")[2]
    assert "разделов не найдено" in svod("outline", tmp_path / "картинки.docx")[2]


def test_resuming_with_one_bad_file_among_unchanged_ones_is_exit_status_one(svod, tmp_path, report):
    (tmp_path / "пустой.docx").touch()
    call = ("extract", report, tmp_path / "пустой.docx", "-o", tmp_path / "out", "--resume")
    assert [svod(*call)[0], svod(*call)[0]] == [1, 1]


@pytest.mark.parametrize("content", [b"\xe9\x00\xff", b"report,file\na,a.docx\n"])
def test_a_damaged_data_set_is_named_before_reading_and_begun_anew_with_fresh(
    svod, tmp_path, report, content
):
    out = tmp_path / "out"
    svod("extract", report, "-o", out)
    (out / "reports.csv").write_bytes(content)
    again = ("extract", report, "-o", out)
    for call in (again, (*again, "--resume"), ("check", out), ("compare", out), ("map", out)):
        status, _, told = svod(*call)
        assert (status, "reports.csv" in told, "svod doctor" in told) == (2, True, True), call
    assert svod(*again, "--fresh")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "seconds", "memory"),
    [
        ((), 300, 3000),
        (("--timeout", "7"), 7, 3000),
        (("--memory", "0", "--limit", "seconds=9"), 9, 0),
        (("--limit", "memory_mb=5", "--timeout", "300"), 300, 5),
    ],
)
def test_limits_of_a_document_come_from_the_call(
    svod, report, monkeypatch, arguments, seconds, memory
):
    asked = []

    def each(_, works, options, ahead=0):
        asked.append(options.read.limits)
        return iter(())

    monkeypatch.setattr(Readers, "each", each)
    svod("extract", report, "-o", report.parent / "out", *arguments)
    assert {(limits.seconds, limits.memory_mb) for limits in asked} == {(seconds, memory)}


# --- several at once


def test_what_became_of_libraries_is_told_year_after_year_and_forgotten_with_fresh(svod, tmp_path):
    names = ("Ольшанская", "Боровая", "Нижнереченская", "Верхнереченская")
    for year, there in ((2022, names), (2023, names[:3])):
        document = Document()
        document.add_paragraph(f"Отчёт о работе библиотек Песчаного района за {year} год")
        table = document.add_table(len(there) + 1, 3)
        head = ("Наименование библиотеки", "Населённый пункт", "Пользователи")
        rows = [(f"{name} сельская библиотека", f"с. {name[:-2]}ое", "31") for name in there]
        for cell, text in zip(table._cells, sum((head, *rows), ()), strict=True):
            cell.text = text
        document.save(tmp_path / f"{year}.docx")
    out = tmp_path / "out"
    for year in (2022, 2023):
        assert svod("extract", tmp_path / f"{year}.docx", "-o", out)[0] == 0
    told = [(row["year"], row["change"]) for row in rows_of(out / "library_changes.csv")]
    assert told == [("2023", "closed")]
    assert svod("extract", tmp_path / "2023.docx", "-o", out, "--fresh")[0] == 0
    assert list(rows_of(out / "library_changes.csv")) == []


def test_a_report_that_is_there_already_is_not_counted_as_written(svod, tmp_path):
    one = written(tmp_path / "a.docx", "1", 2021)
    for name in ("b", "c"):
        shutil.copy(one, tmp_path / f"{name}.docx")
    status, _, told = svod("extract", *tmp_path.glob("*.docx"), "-o", tmp_path / "out")
    assert (status, len(statuses(tmp_path / "out"))) == (0, 1)
    assert "out: 1 отчёт, не прочитано: 0." in told


def test_two_runs_into_one_folder_both_stand_in_it(tmp_path):
    reports = [
        written(tmp_path / f"{name}.docx", users, 2020 + int(users))
        for name, users in (("a", "1"), ("b", "2"))
    ]
    command = [sys.executable, str(ROOT / "cli.py"), "extract", "-q", "-o", str(tmp_path / "out")]
    runs = [subprocess.Popen([*command, str(each)]) for each in reports]
    assert [each.wait(600) for each in runs] == [0, 0]
    assert statuses(tmp_path / "out") == {"a.docx": "ok", "b.docx": "ok"}
    assert [each.name for each in tmp_path.glob(".out*")] == [".out-seen.sqlite"]


def test_a_failure_in_another_process_comes_back_whole(tmp_path, report):
    back = pickle.loads(pickle.dumps(LimitExceeded("limit_blocks", file="a.docx", limit=1)))  # noqa: S301 - our own
    assert (type(back), back.key, back.parts) == (
        LimitExceeded,
        "limit_blocks",
        {"file": "a.docx", "limit": 1},
    )
    (tmp_path / "пустой.docx").touch()
    failed, read = extract_reports([tmp_path / "пустой.docx", report], ReportOptions(), jobs=2)
    assert (failed.error.key, type(read)) == ("empty_file", Report)


def test_the_place_of_the_data_set_is_tried_before_anything_is_read(tmp_path, monkeypatch):
    swap.refuse_unwritable(tmp_path / "new" / "deep")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(CalledWrongly, match="Permission denied"):
        swap.refuse_unwritable(tmp_path / "new")


# --- lists of libraries as Excel saves them


@pytest.mark.parametrize(
    "content",
    [
        REGISTRY.format(",").encode(),
        REGISTRY.format(";").encode("cp1251"),
        b"\xef\xbb\xbf" + REGISTRY.format(";").replace("\n", "\r\n").encode(),
        ("sep=;\r\n" + REGISTRY.format(";")).encode("cp1251"),
        REGISTRY.format("\t").encode("utf-16"),
    ],
)
def test_a_list_saved_by_excel_in_any_of_its_ways_is_read(tmp_path, content):
    (tmp_path / "list.csv").write_bytes(content)
    assert [each.library for each in read_registry(tmp_path / "list.csv")] == ["f1", "f2"]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x01", b"library,name\nf1,\x00\n"])
def test_what_is_no_table_of_libraries_is_refused_with_the_way_out(svod, tmp_path, content):
    (tmp_path / "list.csv").write_bytes(content)
    status, _, told = svod("name", "--libraries", tmp_path / "list.csv", "Заречье")
    assert (status, "CSV UTF-8" in told) == (2, True)


# --- messages and documents


def calls_with_messages():
    """(key, where) of each message that the sources name: errors raised anywhere, sentences
    spoken by commands.
    """
    errors = {"CalledWrongly", "UnreadableFile", "LimitExceeded", "InvalidDataset", "Notice"}
    spoken = {"sentence", "say", "warn", "fail", "detail"}
    for path in sorted((ROOT / "extractor").rglob("*.py")):
        speaking = errors | (spoken if path.parent.name == "commands" else set())
        text = path.read_text(encoding="utf-8")
        names_one = re.search(rf"\b(?:{'|'.join(speaking)})\(\s*[\"']", text)
        for node in ast.walk(ast.parse(text)) if names_one else ():
            match node:
                case ast.Call(
                    func=ast.Name(name) | ast.Attribute(_, name), args=[ast.Constant(str(key)), *_]
                ) if name in speaking:
                    yield key, f"{path.name}:{node.lineno}"


def test_every_message_that_the_program_speaks_stands_in_the_catalogue_in_both_languages():
    known = {key for key, each in words("messages").items() if set(each) == {"ru", "en"}}
    assert {key: where for key, where in calls_with_messages() if key not in known} == {}


def documented_calls():
    """Each ``svod`` call in the two READMEs, fenced or in a table, as (document, words)."""
    for name in ("README.md", "README.ru.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        fenced = re.findall(r"cli\.py ([a-z][^\n`]*)", text)
        tabled = re.findall(r"^\| `([a-z][^`]*)` \|", text, flags=re.MULTILINE)
        for each in (*fenced, *tabled):
            first = each.split()[0]  # a file of the data set is no command
            if not set("./") & set(first):
                yield name, each


@pytest.mark.parametrize(("document", "call"), list(documented_calls()))
def test_each_command_and_option_in_the_readme_is_there(document, call):
    command, *rest = re.sub(r"[\[\]…]", " ", call).split()
    assert command in COMMANDS, document
    program = load("extractor.commands:svod")
    group = click.Context(program, **program.context_settings)
    found = Commands.get_command(Commands("svod"), group, command)
    known = {option for each in found.params for option in (*each.opts, *each.secondary_opts)}
    assert {each for each in rest if each.startswith("-")} <= known, document


def test_the_readmes_name_the_tasks_that_make_sh_has():
    tasks = set(
        re.findall(r"^(\w+)\)$", (ROOT / "make.sh").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    readmes = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ru.md")
    )
    named = set(re.findall(r"sh make\.sh (\w+)", readmes))
    assert named
    assert named <= tasks
