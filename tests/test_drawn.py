"""Tables and outlines on a terminal: the whole of them, within its width; plain in a pipe."""

import io
import json

import pytest
from building import report_of
from click.testing import CliRunner
from rich.console import Console

from extractor.commands import svod
from extractor.commands.drawn import draw_outline, draw_tables
from extractor.dataset.printed_tables import tables_as_json
from extractor.model import Section

DRAWING = """
| Библиотека | Книговыдача, экз. | < | < | Число посещений культурно-просветительских мероприятий |
| ^ | 2021 | 2022 | 2023 | ^ |
| Центральная | 10 500 | 11 200 | 12 842 | – |
| [b]Дальняя[/b] | 1 | 2 | 3 | нет данных |
| Всего | 10 501 | 11 202 | 12 845 | 5 |
"""


def drawn(width: int) -> str:
    written = io.StringIO()
    text = tables_as_json(report_of([DRAWING]))
    draw_tables(text, "ru", Console(file=written, width=width, color_system=None))
    return written.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_every_figure_stands_whole_within_the_width(width):
    text = drawn(width)
    assert max(map(len, text.splitlines())) <= width
    for figure in ("10 500", "12 842", "10 501", "12 845"):
        assert f" {figure} " in text


def test_a_wide_table_is_drawn_in_parts_each_with_its_stub_and_header():
    narrow = drawn(40)
    parts = narrow.split("└")[:-1]
    assert drawn(200).count("Центральная") == 1 and len(parts) > 1
    assert all("Центральная" in part for part in parts)
    of_years = [part for part in parts if any(year in part for year in ("2021", "2022", "2023"))]
    assert len(of_years) > 1
    assert all("Книгов" in part for part in of_years), "a merged header stands over each"


def test_figures_stand_right_and_words_left():
    rows = [line for line in drawn(200).splitlines() if "Дальняя" in line]
    cells = rows[0].strip("│").split("│")
    assert cells[0].startswith(" [b]Дальняя[/b]"), "no markup of a cell is followed"
    assert cells[1].endswith(" 1 ") and cells[1].startswith("  ")


def test_the_title_names_number_and_caption():
    assert drawn(80).startswith("Таблица 1")


def test_an_outline_is_a_tree_whatever_levels_are_left_out():
    written = io.StringIO()
    sections = [
        Section("1", "", 1, "[b]Общие сведения", 0),
        Section("1.1.1", "1", 3, "Сеть", 1),
        Section("2", "", 1, "Фонд", 2),
    ]
    console = Console(file=written, width=80, color_system=None)
    draw_outline("отчёт.docx", [(one, "") for one in sections], console)
    assert written.getvalue().splitlines() == [
        "отчёт.docx",
        "├── 1 [b]Общие сведения",
        "│   └── 1.1.1 Сеть",
        "└── 2 Фонд",
    ]


@pytest.mark.parametrize("command", ["tables", "outline"])
def test_a_pipe_gets_what_programs_read(command):
    answer = CliRunner().invoke(svod, [command, "samples/reports/berezovo-2023.docx"])
    assert "│" not in answer.stdout
    assert command == "outline" or json.loads(answer.stdout)[0]["table"] == 1


@pytest.mark.parametrize(("asked", "is_drawn"), [((), True), (("--as", "json"), False)])
def test_a_terminal_gets_a_drawing_unless_a_form_is_named(monkeypatch, asked, is_drawn):
    monkeypatch.setattr("extractor.commands.tables.is_terminal", lambda: True)
    call = ["tables", "samples/reports/berezovo-2023.docx", *asked]
    assert ("│" in CliRunner().invoke(svod, call).stdout) is is_drawn
