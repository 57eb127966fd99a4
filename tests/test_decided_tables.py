"""How a person reads a table: so many rows of header, one with the table above, no data; followed
when the report is read again, in another edition too; stale when the table has changed; undone.
"""

import csv

import pytest
from click.testing import CliRunner
from docx import Document

from extractor.commands import svod

# Drawn as tables: «|» parts cells, a line a row; an empty line parts two tables by a paragraph.
pytestmark = pytest.mark.usefixtures("warm")
TWO_ROWS = """
Библиотека | Книги | Книги
Библиотека | взрослым | детям
Луговская | 10 | 20
Дальняя | 30 | 40
"""
PLAIN = """
Библиотека | Книги
Луговская | 10
Дальняя | 30
"""
CUT = """
Библиотека | Книги
Луговская | 10

Дальняя | 30
Заречная | 5
"""
SIGNED = """
Библиотека | Книги
Луговская | 10

Директор | 5
Исполнитель | 6
"""
WIDER = """
Библиотека | Книги | Газеты
Луговская | 10 | 1
Дальняя | 30 | 2
"""

OTHER = SIGNED.strip().replace("Луговская | 10", "Заречная | 7")


def write(folder, drawing, year=2023, district="Луговского", file="отчёт.docx"):
    document = Document()
    document.add_paragraph(f"Отчёт муниципальных библиотек {district} района за {year} год")
    for number, text in enumerate(drawing.strip().split("\n\n"), 1):
        document.add_paragraph(f"Таблица {number}. Фонд")
        rows = [[cell.strip() for cell in line.split("|")] for line in text.split("\n")]
        table = document.add_table(len(rows), len(rows[0]))
        for line, texts in zip(table.rows, rows, strict=True):
            for cell, said in zip(line.cells, texts, strict=True):
                cell.text = said
    folder.mkdir(exist_ok=True)
    document.save(folder / file)
    return folder / file


def run(*arguments):
    return CliRunner().invoke(svod, [str(part) for part in arguments])


@pytest.fixture
def region(tmp_path):
    """Read a drawing into a data set; gives what is called with it, and with a next drawing."""
    out = tmp_path / "область"

    class Region:
        def read(self, drawing, **about):
            return run("extract", write(tmp_path / "отчёты", drawing, **about), "-o", out, "-q")

        def decide(self, *arguments):
            return run("decide", out, *arguments)

        def rows(self, name):
            with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        def headers(self):
            return [int(row["header_rows"]) for row in self.rows("tables")]

        def states(self):
            return {row["decision"]: row["state"] for row in self.rows("decisions")}

        def values(self):
            return [row["value"] for row in self.rows("observations") if row["table"]]

    return Region()


@pytest.mark.parametrize(
    ("drawing", "table", "to", "headers", "values"),
    [
        (PLAIN, 1, "шапка 2", [2], ["30"]),
        (PLAIN, 1, "header 2", [2], ["30"]),
        (PLAIN, 1, "header=2", [2], ["30"]),
        (TWO_ROWS, 1, "Шапка 3", [3], ["30", "40"]),
        (CUT, 2, "продолжение", [1], ["10", "30", "5"]),
        (SIGNED, 2, "оформление", [1, 0], ["10"]),
        (SIGNED, 2, "layout", [1, 0], ["10"]),
        (SIGNED, 1, "оформление", [0, 0], ["5", "6"]),
    ],
)
def test_a_table_is_read_as_it_was_decided(region, drawing, table, to, headers, values):
    region.read(drawing)
    name = region.rows("reports")[0]["report"]
    before = region.headers(), region.values()
    done = region.decide(f"{name}:t{table}", to, "--kind", "reading", "--why", "так в бланке")
    assert done.exit_code == 0, done.output
    assert (region.headers(), region.values()) == before  # until it is read again
    region.read(drawing)
    assert region.headers() == headers
    assert [value for value in region.values() if value] == [value for value in values if value]
    assert region.states() == {"d1": "active"}
    region.decide("--undo", "d1")
    region.read(drawing)
    assert (region.headers(), region.values()) == before
    assert region.states() == {"d1": "undone"}


@pytest.mark.parametrize(
    ("later", "state", "headers"),
    [
        (PLAIN.replace("10", "12"), "active", [2]),  # another figure, the same table
        (PLAIN.replace("Луговская", "ЛУГОВСКАЯ"), "active", [2]),
        (PLAIN.replace("Дальняя", "Ближняя"), "active", [2]),  # below the header
        (PLAIN.replace("Книги", "Газеты"), "stale", [1]),
        (PLAIN.replace("Луговская", "Заречная"), "stale", [1]),  # in the row decided as header
        (WIDER, "stale", [1]),
        (f"{OTHER}\n\n{PLAIN.strip()}", "active", [1, 0, 2]),  # a table before it
    ],
)
def test_a_decision_on_a_header_lives_as_long_as_the_header(region, later, state, headers):
    region.read(PLAIN)
    name = region.rows("reports")[0]["report"]
    region.decide(f"{name}:t1", "шапка 2", "--kind", "reading")
    told = region.read(later)
    assert told.exit_code == 0, told.output
    assert region.states() == {"d1": state}
    assert region.headers() == headers


def test_a_stale_decision_holds_again_with_the_table_it_was_made_on(region):
    region.read(PLAIN)
    name = region.rows("reports")[0]["report"]
    region.decide(f"{name}:t1", "шапка 2", "--kind", "reading")
    for drawing, state in ((PLAIN.replace("Книги", "Газеты"), "stale"), (PLAIN, "active")):
        region.read(drawing)
        assert region.states() == {"d1": state}


@pytest.mark.parametrize("about", [{"year": 2022}, {"district": "Дальнего"}])
def test_a_decision_speaks_of_its_own_report(region, about):
    region.read(PLAIN)
    name = region.rows("reports")[0]["report"]
    region.decide(f"{name}:t1", "шапка 2", "--kind", "reading")
    region.read(PLAIN, file="другой.docx", **about)
    assert region.headers() == [1, 1]
    assert region.states() == {"d1": "active"}


def test_of_two_alike_tables_the_decided_one_is_meant(region):
    twice = f"{PLAIN.strip()}\n\n{PLAIN.strip()}"
    region.read(twice)
    name = region.rows("reports")[0]["report"]
    region.decide(f"{name}:t2", "шапка 2", "--kind", "reading")
    region.read(twice)
    assert region.headers() == [1, 2]
    region.read(f"{twice}\n\n{PLAIN.strip()}")  # a third one: which is meant?
    assert region.headers() == [1, 1, 1]
    assert region.states() == {"d1": "stale"}


@pytest.mark.parametrize(
    ("table", "to", "key"),
    [
        ("t9", "шапка 2", "table_unknown"),
        ("r1c1", "шапка 2", "table_unknown"),
        ("t1", "шапка", "reading_unknown"),
        ("t1", "как-нибудь", "reading_unknown"),
        ("t1", "оформление 2", "reading_unknown"),
        ("t1", "шапка 3", "reading_impossible"),
        ("t1", "продолжение", "reading_impossible"),
    ],
)
def test_what_cannot_be_decided_is_said(region, table, to, key):
    region.read(PLAIN)
    name = region.rows("reports")[0]["report"]
    done = region.decide(f"{name}:{table}", to, "--kind", "reading")
    assert key in str(done.exception) or done.exit_code == 2
    assert region.rows("decisions") == []


def test_a_decision_on_a_table_is_listed_in_words(region):
    region.read(SIGNED)
    name = region.rows("reports")[0]["report"]
    region.decide(f"{name}:t2", "оформление", "--kind", "reading", "--why", "подписи")
    listed = region.decide().output
    assert "таблица 2" in listed or "table 2" in listed
    assert "подписи" in listed
    assert "layout=" not in listed
