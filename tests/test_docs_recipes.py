"""What the pages of ``docs/`` tell people to do is done here: the tutorial from beginning to end
on the sample reports, the recipes of the data set against the samples' truth, and every how-to.
"""

import csv
import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import openpyxl
import pandas
import pytest

from extractor.commands import main
from extractor.dataset.query import ask
from tests.test_docs import DOCS, ROOT, fences
from tests.test_invariance import word_report

TUTORIAL = DOCS / "ru" / "tutorial.md"
SAMPLES = ROOT / "samples"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def svod(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; give its exit status and all that it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["svod", *arguments])
        monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfd.readouterr()
        return ended.value.code, printed.out + printed.err

    return run


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample reports under the name that the tutorial gives them."""
    folder = tmp_path_factory.mktemp("january")
    shutil.copytree(SAMPLES / "reports", folder / "отчёты")
    return folder


def steps(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each command of a page and the lines that its answer should hold."""
    found: list[tuple[str, list[str]]] = []
    for language, text in fences(path):
        if language == "sh":
            found += [(line, []) for line in text.splitlines()]
        elif language == "text":
            found[-1][1].extend(text.splitlines())
    yield from found


def lacking(expected: list[str], printed: str) -> list[str]:
    """Lines that were not printed; «…» stands for anything."""
    plain = printed.replace("\N{NO-BREAK SPACE}", " ")
    pieces = (piece.strip() for line in expected for piece in line.split("…"))
    return [piece for piece in pieces if piece not in plain]


def test_the_tutorial_runs_from_beginning_to_end(workshop, svod, monkeypatch):
    monkeypatch.chdir(workshop)
    done = list(steps(TUTORIAL))
    assert len(done) > 9
    for command, expected in done:
        name, *arguments = shlex.split(command)
        assert name == "svod"
        status, printed = svod(*arguments)
        assert status in (0, 1), printed
        assert not lacking(expected, printed), command
    letters = {path.name for path in (workshop / "письма").iterdir()}
    assert {"zarechinskiy-rayon.docx", "summary.xlsx", "template.docx"} <= letters
    assert (workshop / "слова" / "decisions.csv").is_file()
    assert (workshop / "область" / "site" / "index.html").is_file()


def truth(indicator: str) -> dict[tuple[str, str], int]:
    """(report, year) → the figure of the main table, as the samples were written."""
    with (SAMPLES / "truth" / "facts.csv").open(encoding="utf-8", newline="") as rows:
        return {
            (row["report"], row["period"]): int(row["value"])
            for row in csv.DictReader(rows)
            if row["indicator"] == indicator and row["name"] == "main"
        }


@pytest.fixture
def dataset(workshop, svod, tmp_path, monkeypatch) -> None:
    """The data set of the tutorial as ``output``, which the recipes read."""
    if not (workshop / "область").is_dir():
        svod("extract", str(workshop / "отчёты"), "-o", str(workshop / "область"))
    shutil.copytree(
        workshop / "область", tmp_path / "output", ignore=shutil.ignore_patterns("site")
    )
    monkeypatch.chdir(tmp_path)


def recipes() -> dict[str, str]:
    """The Python code of the page on data, by the heading over it; and that of the README."""
    text = (DOCS / "data.md").read_text("utf-8")
    parts = re.findall(r"^## ([^\n]+)\n.*?```python\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    readme = next(code for language, code in fences(ROOT / "README.md") if language == "python")
    return dict(parts) | {"README": readme}


def run_recipe(name: str) -> dict[str, object]:
    space: dict[str, object] = {}
    exec(recipes()[name], space)  # noqa: S102 - our own page
    return space


@pytest.mark.usefixtures("dataset")
@pytest.mark.parametrize("name", ["README", "pandas, from the archive"])
def test_the_archive_gives_the_right_figures(name):
    users = run_recipe(name)["users"]
    with Path("output/reports.csv").open(encoding="utf-8", newline="") as rows:
        district = {row["report"]: row["district"] for row in csv.DictReader(rows)}
    expected = truth("users.registered")
    assert len(expected) == 12
    found = {(report, year): users.loc[district[report], int(year)] for report, year in expected}
    assert found == expected
    assert users.size == len(expected)


@pytest.mark.usefixtures("dataset")
def test_the_observations_give_the_figures_of_the_archive():
    """All indicators: without one of the filters some figure is another."""
    one_each = run_recipe("pandas, from the CSV file")["one_each"]
    with closing(sqlite3.connect("output/archive.sqlite")) as archive:
        rows = archive.execute(
            "SELECT indicator, r.report, CAST(i.year AS TEXT), value FROM indicator_by_year AS i "
            "JOIN reports AS r USING (district) WHERE i.status = 'ok'"
        ).fetchall()
    found = one_each.to_dict()
    shared = [(found[row[:3]], row[3]) for row in rows if row[:3] in found]
    differing = [pair for pair in shared if pair[0] != pytest.approx(pair[1])]
    assert len(shared) > 1500
    assert not differing
    assert one_each["finance.mtb.repair"]["berezovo-2023", "2023"] == 1_035_300


@pytest.mark.usefixtures("dataset")
def test_duckdb_gives_the_same_figures():
    pytest.importorskip("duckdb")
    rows = run_recipe("DuckDB")["users"]
    assert {(report, year): value for report, year, value in rows} == truth("users.registered")


@pytest.mark.usefixtures("dataset")
def test_each_question_in_sql_is_answered():
    """The page's first one with the samples' truth; every one with rows or, where a data set is
    not yet checked, with none.
    """
    questions = [text for language, text in fences(DOCS / "sql.md") if language == "sql"]
    assert len(questions) > 10
    answers = [ask(Path("output"), question).rows for question in questions]
    assert all(answers[:5])
    expected = truth("users.registered")
    assert sum(value for _, *values in answers[0] for value in values) == sum(expected.values())


def blocks(page: str, language: str) -> list[str]:
    """Fenced blocks of a how-to, those inside a list too."""
    text = (DOCS / "how-to" / page).read_text("utf-8")
    pattern = rf"^( *)```{language}\n(.*?)^ *```$"
    found = re.findall(pattern, text, re.DOTALL | re.MULTILINE)
    return [re.sub(f"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def install(page: str, module: str, folder: Path) -> None:
    """Put the package of a how-to into a folder, as pip would."""
    (code,) = blocks(page, "python")
    (entries,) = blocks(page, "toml")
    (folder / f"{module}.py").write_text(code, "utf-8")
    group = re.search(r'entry-points\."([\w.]+)"', entries)[1]
    lines = [line.replace('"', "") for line in entries.splitlines()[1:]]
    about = folder / f"{module}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", "utf-8"
    )
    (about / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines, ""]), "utf-8")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_a_reader_and_an_output_format_of_another_package(svod, tmp_path, monkeypatch):
    install("reader.md", "svod_text", tmp_path)
    install("output-format.md", "svod_jsonl", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    notes, out = tmp_path / "notes.txt", tmp_path / "output"
    notes.write_text("Отчёт Кедровского района за 2023 год\n\nСостоялось 37 выставок.\n", "utf-8")
    status, printed = svod("extract", str(notes), "-o", str(out), "--formats", "json,csv,jsonl")
    assert status == 0, printed
    lines = (out / "observations.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == rows_of(out / "observations.csv")
    assert [row["value"] for row in rows_of(out / "observations.csv")] == ["37"]


def test_an_indicator_rules_and_a_check_of_the_user(svod, tmp_path, monkeypatch):
    (entry,), (rules,) = blocks("indicator.md", "yaml"), blocks("rule.md", "yaml")
    catalogue, own, out = tmp_path / "words", tmp_path / "own-rules.yaml", tmp_path / "output"
    catalogue.mkdir()
    (catalogue / "readers-area.yaml").write_text(entry, "utf-8")
    own.write_text(rules, "utf-8")
    report = str(SAMPLES / "reports" / "polyana-2023.docx")
    status, printed = svod("extract", report, "-o", str(out), "--catalogue", str(catalogue))
    assert status == 0, printed
    coded = [row for row in rows_of(out / "observations.csv") if "area.readers" in row["indicator"]]
    assert len(coded) > 9
    assert {row["unit"] for row in coded} == {"m2"}
    install("rule.md", "svod_round", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    status, printed = svod("check", str(out), "--rules", str(own), "--catalogue", str(catalogue))
    assert status in (0, 1), printed
    found = rows_of(out / "findings.csv")
    assert {row["rule"] for row in found} & {"OUR1", "OUR2", "OUR3"} == {"OUR2", "OUR3"}
    assert [
        row["message"] for row in found if row["rule"] == "ROUND" and "круглое" in row["message"]
    ]


def patched(folder: Path, *pages: str) -> None:
    """A copy of the code with the changes that how-tos show. Context and removed lines of each
    change must stand in the file exactly once.
    """
    half_written = shutil.ignore_patterns("*.pyc.*")
    shutil.copytree(ROOT / "extractor", folder / "extractor", ignore=half_written)
    for change in (change for page in pages for change in blocks(page, "diff")):
        head, *lines = change.splitlines()
        target = folder / head.removeprefix("--- ")
        text = target.read_text("utf-8")
        before, after = ("\n".join(x[1:] for x in lines if x[0] in marks) for marks in (" -", " +"))
        assert text.count(before) == 1, f"{head}: {before}"
        target.write_text(text.replace(before, after), "utf-8")


MAIN = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from extractor.commands import main
answers = []
for command in json.loads(sys.argv[1]):
    sys.argv[:] = ["svod", *command]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            out.flush(), err.flush()
            told = (stream.buffer.getvalue().decode() for stream in (out, err))
            answers.append((ended.code, *told))
print(json.dumps(answers))
"""


def python_in(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code on the copy in a folder."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PYTHONPATH": str(folder), "PATH": ""},
    )


def svod_in(folder: Path, *commands: Sequence[str]) -> list[tuple[int, str, str]]:
    """Run commands by the copy in a folder, one after another in one process; of each its exit
    status, what it printed and what it said on standard error.
    """
    done = python_in(folder, MAIN, json.dumps(commands))
    assert done.returncode == 0, done
    return [tuple(answer) for answer in json.loads(done.stdout)]


FORMS = "csv,json,sqlite,duckdb,parquet,xlsx"


Changed = tuple[Path, list[tuple[int, str, str]]]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """A folder with a copy of the code that knows a word and two columns more, and ``output``, a
    report read by it; what it answered.
    """
    folder = tmp_path_factory.mktemp("changed")
    patched(folder, "word.md", "column.md")
    report = str(SAMPLES / "reports" / "polyana-2023.docx")
    commands = (
        ("number", "12 папок", "40 роликов"),
        ("extract", report, "--formats", FORMS),
        ("check", "output"),
        ("schema", "observations"),
    )
    return folder, svod_in(folder, *commands)


def test_a_word_and_a_column_in_a_copy_of_the_code(changed):
    folder, answers = changed
    assert [status for status, _, _ in answers] == [0, 0, 1, 0], answers
    units = [json.loads(line)["unit"] for line in answers[0][1].splitlines()]
    assert units == ["file", "reel"]
    tables, cells = (rows_of(folder / "output" / f"{name}.csv") for name in ("tables", "cells"))
    assert sum(int(row["cells"]) for row in tables) == len(cells)
    assert list(tables[0])[-2:] == ["cells", "place"]


def test_a_message_and_a_kind_of_decision_in_a_copy_of_the_code(tmp_path):
    patched(tmp_path, "message.md", "decision.md")
    path = tmp_path / "yod.docx"
    path.write_bytes(word_report())
    refused, read_at_first = svod_in(
        tmp_path, ("--lang", "en", "number", "1" * 1001), ("extract", str(path))
    )
    assert (refused[0], "1001 characters" in refused[2]) == (2, True), refused
    assert read_at_first[0] == 0, read_at_first
    out = tmp_path / "output"

    def units() -> list[str]:
        return [row["unit"] for row in rows_of(out / "observations.csv")]

    read = units()
    figure = rows_of(out / "observations.csv")[0]["observation"]
    ((status, *told),) = svod_in(tmp_path, ("decide", "output", figure, "title", "--kind", "unit"))
    assert status == 0, told
    assert units() == ["title", *read[1:]]
    ((status, *told),) = svod_in(tmp_path, ("decide", "output", "--undo", "d1"))
    assert status == 0, told
    assert units() == read


READ_BACK = """
from pathlib import Path
from extractor.dataset.read import load_dataset
print(repr(load_dataset(Path("output")).editions[0].facts[0].checked_by))
"""


def test_a_column_in_one_line_stands_in_every_form_of_the_data_set(changed):
    folder, answers = changed
    out = folder / "output"
    assert "checked_by" in rows_of(out / "observations.csv")[0]
    document = json.loads((out / "documents" / "polyana-2023.json").read_text("utf-8"))
    assert {"checked_by"} <= document["observations"][0].keys()
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    described = next(each for each in package["resources"] if each["name"] == "observations")
    assert "checked_by" in [field["name"] for field in described["schema"]["fields"]]
    with closing(sqlite3.connect(out / "svod.sqlite")) as base:
        names = [row[1] for row in base.execute("PRAGMA table_info(observations)")]
    with closing(duckdb.connect(str(out / "svod.duckdb"), read_only=True)) as base:
        duck = [row[0] for row in base.execute("DESCRIBE observations").fetchall()]
    parquet = list(pandas.read_parquet(out / "observations.parquet").columns)
    sheet = openpyxl.load_workbook(out / "svod.xlsx", read_only=True)["observations"]
    assert names == duck == parquet == [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    assert "checked_by" in names
    assert python_in(folder, READ_BACK).stdout.strip() == "''"
    assert '"checked_by"' in answers[3][1]
