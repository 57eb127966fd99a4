"""Commands that look at one thing and write nothing: the catalogue, one figure, two editions."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from extractor.commands import main
from extractor.words.indicators import vocabulary

Said = tuple[int, list[str], str]
Svod = Callable[..., Said]


pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def svod(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Svod]:
    """Call ``svod``: its exit status, the lines on standard output, what it says beside."""

    def call(*arguments: object, lang: str = "en") -> Said:
        monkeypatch.setattr(sys, "argv", ["svod", "--lang", lang, *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out.splitlines(), told.err

    return call


ROWS = (("Показатель", "2023"), ("Число пользователей", "310"), ("Книговыдача, экз.", "4 120"))


def report(path: Path, *rows: tuple[str, str]) -> Path:
    document = docx.Document()
    document.add_paragraph("Отчёт о работе библиотек Еланского района за 2023 год")
    table = document.add_table(len(rows), 2)
    for cell, text in zip(table._cells, (text for row in rows for text in row), strict=True):
        cell.text = text
    document.save(str(path))
    return path


# --- the catalogue


def test_indicators_are_found_by_the_words_of_people_and_named_in_their_language(svod):
    for lang, name in (("ru", "Зарегистрированные пользователи"), ("en", "Registered users")):
        status, lines, _ = svod("indicators", "читатели", lang=lang)
        code, called, unit, definition = lines[0].split("\t")
        assert (status, code, called) == (0, "users.registered", name)
        assert unit and definition.startswith("Зарегистрированные пользователи; ")


def test_indicators_are_found_by_a_part_of_their_code(svod):
    _, lines, _ = svod("indicators", "users.age")
    codes = [line.split("\t")[0] for line in lines]
    assert len(codes) > 2 and all("users.age" in code for code in codes)


def test_without_words_the_whole_catalogue_is_listed(svod):
    _, lines, _ = svod("indicators")
    assert [line.split("\t")[0] for line in lines] == list(vocabulary().indicators)


def test_indicators_are_listed_for_programs(svod):
    _, lines, _ = svod("indicators", "--json", "удалённые", "читатели")
    first = json.loads("\n".join(lines))[0]
    assert (first["code"], first["part_of"]) == ("users.remote", "users.registered")
    assert {"ru", "en", "unit", "kind", "over", "formula", "line", "definition"} <= first.keys()


def test_words_that_name_no_indicator_say_what_to_do(svod):
    status, lines, told = svod("indicators", "кощей")
    assert (status, lines) == (2, []) and "“кощей”" in told and "svod indicators" in told


# --- one figure


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("a:t1r1c1", ["310"]),
        ("t1r2c1", ["4 120"]),
        ("a.docx#b1!R1C1", ["310"]),
        ("b1!R2C1", ["4 120"]),
        ("loans.total", ["4 120"]),
        ("книговыдача", ["4 120"]),
        ("Число Пользователей", ["310"]),
        ("2023", []),
    ],
)
def test_a_figure_is_named_by_id_place_code_or_words(svod, tmp_path, what, expected):
    status, lines, told = svod("explain", report(tmp_path / "a.docx", *ROWS), what)
    heads = [line.split("  ") for line in lines if not line.startswith(" ")]
    assert [head[1] for head in heads] == expected
    assert status == (0 if expected else 2) and ("nothing found" in told) is not bool(expected)


def test_why_a_figure_has_its_indicator_is_said_and_what_was_near(svod, tmp_path):
    path = report(tmp_path / "a.docx", *ROWS, ("Кружки вышивки", "3"))
    coded, uncoded = (svod("explain", path, what)[1] for what in ("loans.total", "кружки"))
    assert any(line.startswith("  loans.total: rule ") for line in coded)
    assert any(line.startswith("  no indicator (rule ") for line in uncoded)


@pytest.mark.parametrize(("count", "is_cut"), [(20, False), (21, True)])
def test_of_many_figures_the_first_are_shown_and_the_others_counted(svod, tmp_path, count, is_cut):
    rows = (ROWS[0], *((f"Кружок № {n}", str(n)) for n in range(1, count + 1)))
    _, lines, told = svod("explain", report(tmp_path / "a.docx", *rows), "кружок")
    assert sum(not line.startswith(" ") for line in lines) == 20
    assert ("21" in told) is is_cut


# --- two editions


def editions(tmp_path: Path, *second: tuple[str, str]) -> tuple[Path, Path]:
    return report(tmp_path / "draft.docx", *ROWS), report(tmp_path / "final.docx", *second)


def test_editions_that_say_the_same_are_told_so(svod, tmp_path):
    assert svod("compare-documents", *editions(tmp_path, *ROWS))[:2] == (0, [])


def test_where_two_editions_differ_both_readings_and_places_are_shown(svod, tmp_path):
    pair = editions(tmp_path, ROWS[0], ("Число пользователей", "301"), ROWS[2])
    status, (line,), _ = svod("compare-documents", *pair)
    assert status == 1 and "310 ≠ 301" in line
    assert "draft.docx#b1!R1C1" in line and "final.docx#b1!R1C1" in line
    _, (line,), _ = svod("compare-documents", *pair, "--json")
    found = json.loads(line)
    assert (found["field"], found["left"]["raw"], found["right"]["reading"]) == (
        "value",
        "310",
        "301",
    )


def test_a_figure_that_one_edition_alone_has_is_told_of_that_one(svod, tmp_path):
    more = (*ROWS, ("Посещения, ед.", "77"))
    one, other = editions(tmp_path, *more)
    for pair, side in (((one, other), "right"), ((other, one), "left")):
        status, (line,), _ = svod("compare-documents", *pair)
        assert (status, "77" in line) == (1, True)
        _, (line,), _ = svod("compare-documents", *pair, "--json")
        found = json.loads(line)
        assert (found["field"], found[side]["raw"]) == (f"only_{side}", "77")
        assert found["left" if side == "right" else "right"] is None
