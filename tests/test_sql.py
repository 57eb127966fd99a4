"""``svod sql``: what it answers, what it refuses, and that it only reads."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from building import report_of
from click.testing import CliRunner, Result

from extractor.commands.sql import sql
from extractor.commands.voice import Voice
from extractor.dataset import publish_dataset, query
from extractor.dataset.lock import LOCK
from extractor.dataset.query import tables_of
from extractor.errors import CalledWrongly
from extractor.options import PublishOptions
from tests.test_exports import B, made

ROOT = Path(__file__).parent.parent

pytest.importorskip("duckdb")
USERS = "SELECT district, year, value FROM indicator_by_year WHERE indicator = 'users.registered'"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of one district in two years, in a folder whose name needs quoting."""
    folder = tmp_path_factory.mktemp("sql") / "набор 'о[1]'"
    publish_dataset([made(B, 2022, 100), made(B, 2023, 110)], [], folder, PublishOptions())
    return folder


def ask(out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(sql, [str(out), *arguments], obj=Voice("en"))


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_views_of_the_archive_answer_in_each_form(out, form):
    printed = ask(out, f"{USERS} ORDER BY year", "--as", form).output
    if form == "json":
        assert [(row["year"], row["value"]) for row in json.loads(printed)][-1] == (2023, 110)
    elif form == "csv":
        assert list(csv.DictReader(io.StringIO(printed)))[-1]["value"] == "110"
    else:
        assert printed.splitlines()[0].split() == ["district", "year", "value"]
        assert printed.splitlines()[-1].endswith("2023    110")


def test_without_a_question_the_tables_are_listed(out):
    listed = ask(out).output
    assert all(name in listed for name in tables_of(out))
    assert "row_path, column_path" in listed


def test_every_table_can_be_asked(out):
    """Each alone: a file is only read where the question names it."""
    for name in tables_of(out):
        printed = ask(out, f'SELECT count(*) AS n FROM "{name}"', "--as", "json")  # noqa: S608 - ours
        assert printed.exit_code == 0, name
        assert json.loads(printed.output)[0]["n"] >= 0
    rows = json.loads(ask(out, "SELECT count(*) AS n FROM observations", "--as", "json").output)
    assert rows[0]["n"] > 0


def test_numbers_are_numbers_and_an_empty_text_is_no_null(out):
    question = "SELECT sum(value) > 0 AS summed, count(library) = count(*) AS texts"
    (row,) = json.loads(ask(out, f"{question} FROM observations", "--as", "json").output)
    assert row == {"summed": True, "texts": True}


def test_an_answer_without_rows_is_an_empty_answer(out):
    nothing = "SELECT report FROM reports WHERE year = 1900"
    assert json.loads(ask(out, nothing, "--as", "json").output) == []
    assert ask(out, nothing, "--as", "csv").output == "report\n"
    assert ask(out, nothing).output == "report\n"


REFUSED = [
    ("DROP TABLE cells", "sql_reads"),
    ("COPY cells TO '{out}/reports.csv'", "sql_reads"),
    ("ATTACH '{out}/x.db'", "sql_reads"),
    ("SET enable_external_access = true", "sql_reads"),
    ("INSERT INTO cells SELECT * FROM cells", "sql_reads"),
    ("SELECT 1; SELECT 2", "sql_one"),
    ("", "sql_one"),
    ("SELECT * FROM read_csv('{secret}')", "sql_wrong"),
    ("SELECT * FROM read_text('{secret}')", "sql_wrong"),
    ("SELECT * FROM '{secret}'", "sql_wrong"),
    ("SELECT * FROM glob('{out}/*')", "sql_wrong"),
    ("SELECT nothing FROM cells", "sql_wrong"),
    ("SELEC 1", "sql_wrong"),
]


@pytest.mark.parametrize(("question", "key"), REFUSED)
def test_what_is_no_question_is_refused_and_nothing_changes(out, tmp_path, question, key):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    plain = str(out).replace("'", "''")
    refused = ask(out, question.format(out=plain, secret=secret))
    assert isinstance(refused.exception, CalledWrongly)
    assert refused.exception.key == key
    after = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert {**after, ".svod.lock": b""} == {**before, ".svod.lock": b""}


def test_a_reason_is_one_line(out):
    assert "\n" not in ask(out, "SELECT nothing FROM cells").exception.parts["reason"]


def test_a_file_of_an_older_version_has_the_columns_of_today(out, tmp_path):
    """Written before there were manifests, without the column «status» of findings."""
    old = tmp_path / "old"
    shutil.copytree(out, old)
    (old / "manifest.json").unlink()
    (old / "datapackage.json").unlink()
    path = old / "reports.csv"
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(row[:-1] for row in rows)
    asked = ask(old, "SELECT DISTINCT message FROM reports", "--as", "json")
    assert json.loads(asked.output) == [{"message": ""}]


def test_an_answer_that_fails_leaves_no_file(out, tmp_path):
    target = tmp_path / "answer.csv"
    broken = "SELECT CASE WHEN row > 0 THEN error('x') END FROM cells"
    assert ask(out, broken, "--as", "csv", "-o", str(target)).exit_code
    assert list(tmp_path.iterdir()) == []
    assert ask(out, USERS, "--as", "csv", "-o", str(target)).exit_code == 0
    assert target.read_text("utf-8").startswith("district,year,value\n")


ENDLESS = "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_endless_question_can_be_stopped(out):
    call = [sys.executable, "cli.py", "sql", str(out), ENDLESS]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
    asking = subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE)
    signal.signal(signal.SIGINT, before)
    with asking:
        while not (out / LOCK).exists() or not (out / LOCK).read_bytes():
            time.sleep(0.05)
        time.sleep(0.5)
        asking.send_signal(signal.SIGINT)
        try:
            assert asking.wait(600) == 130
        finally:
            asking.kill()
    assert ask(out, USERS).exit_code == 0


def test_without_a_data_set_there_is_nothing_to_ask(tmp_path):
    assert ask(tmp_path, USERS).exception.key == "no_dataset"


def test_a_report_with_no_figures_can_be_asked(tmp_path):
    publish_dataset([report_of([])], [], tmp_path / "out", PublishOptions())
    assert ask(tmp_path / "out", "SELECT count(*) AS n FROM observations").exit_code == 0


class Slow:
    """A base that is asked a while after it was told to: a stop before that has no effect."""

    description = (("max",),)

    def __init__(self) -> None:
        self.stops = 0
        self.is_stopped = threading.Event()

    def execute(self, _: str) -> "Slow":
        assert self.is_stopped.wait(60)
        return self

    def fetchall(self) -> list[tuple[int]]:
        return [(1,)]

    def interrupt(self) -> None:
        self.stops += 1
        if self.stops > 2:
            self.is_stopped.set()


def test_a_question_stopped_before_it_has_begun_is_stopped_too(monkeypatch):
    base, patient = Slow(), query.wait

    def stopped_once(*about: object) -> object:
        monkeypatch.setattr(query, "wait", patient)
        raise KeyboardInterrupt

    monkeypatch.setattr(query, "wait", stopped_once)
    with pytest.raises(KeyboardInterrupt):
        query._answer(base, ENDLESS)
    assert base.stops == 3
