"""``svod check`` writes what it found, keeps the districts' answers, and sends letters that tell
what is gone.
"""

import csv
import json

import pytest
from checking import report_of
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from extractor.commands import svod
from extractor.commands.check import lines
from extractor.dataset import publish_dataset
from extractor.dataset.earlier import earlier_lines
from extractor.model.finding import Checked, Examined, Finding, Severity
from extractor.model.records import FindingRow
from extractor.options import PublishOptions

WRONG = """
# 8.3 Состав читателей

| Год | Число зарегистрированных пользователей | из них по возрасту: | < |
| ^ | ^ | дети до 14 лет | молодёжь 15–30 лет |
| 2021 | 1000 | 400 | 600 |
| 2022 | 1100 | 450 | 650 |
| 2023 | 1210 | {children} | 710 |
"""


@pytest.fixture
def out(tmp_path):
    """A data set of two districts, one of them with a mistake."""
    folder = tmp_path / "out"
    put(folder, "5000")
    return folder


def put(folder, children):
    right = report_of(
        WRONG.format(children="500"), district="Луговской район", name="lugovskoe-2023"
    )
    publish_dataset(
        [report_of(WRONG.format(children=children)), right], [], folder, PublishOptions()
    )


def run(*arguments):
    return CliRunner().invoke(svod, ["check", *map(str, arguments)], catch_exceptions=False)


def rows(out):
    with (out / "findings.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_findings_are_printed_and_written_and_an_error_is_exit_status_one(out):
    done = run(out)
    assert done.exit_code == 1
    assert "lugovskoe-2023: замечаний нет" in done.stdout
    assert "5000" in done.stdout
    (row,) = rows(out)
    assert list(row) == list(FindingRow.__struct_fields__)
    assert (row["report"], row["severity"], row["observations"].split()[0]) == (
        "beryozovo-2023",
        "error",
        "beryozovo-2023:t1r4c2",
    )
    assert row["suggestion"].startswith("5000 → 500")
    whole = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert whole["findings"][0]["suggestions"][0]["meant"] == "500"
    assert {each["report"] for each in whole["examined"]} == {"beryozovo-2023", "lugovskoe-2023"}


def test_the_same_data_give_the_same_files(out):
    run(out)
    before = [(out / name).read_bytes() for name in ("findings.csv", "findings.json")]
    run(out)
    assert before == [(out / name).read_bytes() for name in ("findings.csv", "findings.json")]


def test_an_answer_closes_a_finding_until_its_figures_change(out):
    run(out)
    name = rows(out)[0]["finding"]
    assert run(out, "--explain", name, "изменение методики").exit_code == 0
    assert "Объяснено: изменение методики" in run(out).stdout
    assert rows(out)[0]["status"] == "explained"
    put(out, "5001")
    again = run(out)
    assert rows(out)[0]["status"] == "stale"
    assert again.exit_code == 1
    assert "Объяснение устарело" in again.stdout


def test_a_corrected_figure_closes_its_finding_and_undo_opens_it_again(out):
    assert run(out).exit_code == 1
    decide = ["decide", str(out), "--lang", "ru"]
    assert CliRunner().invoke(svod, [*decide, "beryozovo-2023:t1r4c2", "500"]).exit_code == 0
    assert run(out).exit_code == 0
    assert rows(out) == []
    assert CliRunner().invoke(svod, [*decide, "--undo", "d1"]).exit_code == 0
    assert run(out).exit_code == 1


def test_the_end_says_what_needs_a_person_and_what_to_do_next(out):
    told = run(out).stderr
    assert "Требует внимания:\n  ошибок: 1, предупреждений: 0" in told
    assert f"svod serve {out}" in told and f"svod check {out} --remarks" in told
    after = run(out, "--remarks", out.parent / "письма").stderr
    assert "--remarks" not in after and f"svod check {out} --answers" in after
    put(out, "500")
    assert "Требует внимания" not in run(out).stderr


def test_an_answer_to_nothing_is_refused(out):
    done = run(out, "--explain", "no:such", "text")
    assert (done.exit_code, "Замечания no:such нет" in done.stderr) == (2, True)


def test_letters_go_to_each_district_and_tell_what_is_gone(out, tmp_path):
    letters = tmp_path / "letters"
    run(out, "--remarks", letters)
    text, table = read(letters / "berezovskiy-rayon.docx")
    assert "5000" in table
    assert "Замечаний нет." in read(letters / "lugovskoy-rayon.docx")[0]
    put(out, "500")
    assert run(out, "--remarks", letters).exit_code == 0
    text, table = read(letters / "berezovskiy-rayon.docx")
    assert "Исправлено со времени прошлого письма" in text
    assert "5000" in text
    sheet = load_workbook(letters / "summary.xlsx").worksheets[0]
    assert [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [1, 0]


REGION = """
institution: Областная библиотека
signature: Главный методист
deadline: 15 февраля
districts:
  - {name: Берёзовский район, addressee: Директору И. И. Ивановой}
  - {name: Горный район}
"""


def test_a_letter_says_who_writes_to_whom_and_by_when(out, tmp_path):
    (tmp_path / "region.yaml").write_text(REGION, encoding="utf-8")
    run(out, "--remarks", tmp_path / "letters")
    text, table = read(tmp_path / "letters" / "berezovskiy-rayon.docx")
    said = ("Областная библиотека", "Главный методист", "до 15 февраля", "Директору И. И. Ивановой")
    assert all(words in text for words in said)
    assert "дети до 14 лет: 5000 → 500" in table
    sheet = load_workbook(tmp_path / "letters" / "summary.xlsx").worksheets[0]
    submitted = {row[0]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert submitted["Горный район"] == "нет"


def test_a_letter_is_of_a4_with_columns_that_both_word_and_libreoffice_keep(out, tmp_path):
    run(out, "--remarks", tmp_path / "letters")
    letter = Document(str(tmp_path / "letters" / "berezovskiy-rayon.docx"))
    page, table = letter.sections[0], letter.tables[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    widths = [column.width for column in table.columns]
    cells = zip(table.rows[0].cells, widths, strict=True)
    assert all(abs(cell.width - width) < 10_000 for cell, width in cells)
    assert sum(widths) <= page.page_width - page.left_margin - page.right_margin + 10_000


def answered(path, text):
    letter = Document(str(path))
    row = letter.tables[0].rows[-1]
    row.cells[-1].text = text
    letter.save(str(path))


@pytest.mark.parametrize(
    ("text", "kind", "status"), [("500", "value", 0), ("Считаем иначе", "finding", 0)]
)
def test_an_answered_letter_is_read_back_once(out, tmp_path, text, kind, status):
    letters = tmp_path / "letters"
    run(out, "--remarks", letters)
    letter = letters / "berezovskiy-rayon.docx"
    answered(letter, text)
    done = run(out, "--answers", letter)
    assert (done.exit_code, "принято ответов: 1" in done.stderr) == (status, True)
    (line,) = earlier_lines(out, "decisions")
    assert (line["kind"], line["who"]) == (kind, "Берёзовский район")
    run(out, "--answers", letter)
    assert len(earlier_lines(out, "decisions")) == 1


def test_an_unanswered_letter_and_no_letter_at_all(out, tmp_path):
    letters = tmp_path / "letters"
    run(out, "--remarks", letters)
    assert "принято ответов: 0" in run(out, "--answers", letters / "berezovskiy-rayon.docx").stderr
    (tmp_path / "a.docx").write_bytes(b"x")
    other = Document()
    other.save(str(tmp_path / "b.docx"))
    assert [run(out, "--answers", tmp_path / name).exit_code for name in ("a.docx", "b.docx")] == [
        2,
        2,
    ]


def on_another_day(letters):
    """As if the letters that are there had been written on an earlier day."""
    memory = letters / "remarks.json"
    content = json.loads(memory.read_text(encoding="utf-8"))
    memory.write_text(json.dumps(content | {"date": "01.02.2024"}), encoding="utf-8")


def test_a_second_letter_says_what_stands_again_and_what_is_new(out, tmp_path):
    letters = tmp_path / "letters"
    run(out, "--remarks", letters)
    on_another_day(letters)
    run(out, "--remarks", letters)
    text, table = read(letters / "berezovskiy-rayon.docx")
    assert "повторно" in table
    assert "повторных: 1, новых: 0" in text
    put(out, "50001")
    run(out, "--remarks", letters)
    text, table = read(letters / "berezovskiy-rayon.docx")
    assert "Исправлено" in text or "новых: 1" in text or "повторно" in table


def test_a_letter_written_once_more_on_one_day_is_no_second_letter(out, tmp_path):
    letters = tmp_path / "letters"
    for _ in range(3):
        run(out, "--remarks", letters)
        text, table = read(letters / "berezovskiy-rayon.docx")
        assert "повторно" not in table
        assert "повторных" not in text


def test_a_second_letter_thanks_for_an_explanation_and_takes_it_for_no_correction(out, tmp_path):
    letters = tmp_path / "letters"
    run(out, "--remarks", letters)
    letter = letters / "berezovskiy-rayon.docx"
    answered(letter, "Считаем вместе с отделом")
    run(out, "--answers", letter)
    run(out, "--remarks", letters)
    text, _ = read(letters / "berezovskiy-rayon (2).docx")
    assert "Приняты ваши объяснения" in text
    assert "Исправлено" not in text


def test_a_report_of_no_district_gets_no_letter_and_that_is_said(out, tmp_path):
    publish_dataset(
        [report_of(WRONG.format(children="5"), district="", name="x-2023")],
        [],
        out,
        PublishOptions(fresh=True),
    )
    done = run(out, "--remarks", tmp_path / "letters")
    assert "район не найден" in done.stderr
    assert not list((tmp_path / "letters").glob("*rayon*"))


def read(path):
    letter = Document(str(path))
    cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
    return "\n".join(each.text for each in letter.paragraphs), "\n".join(cells)


def test_a_region_may_write_its_own_template(out, tmp_path):
    own = Document()
    own.add_paragraph(
        "{% for report in reports %}{{ district }}: {{ report.remarks|length }}{% endfor %}"
    )
    own.save(str(tmp_path / "own.docx"))
    run(out, "--remarks", tmp_path / "letters", "--template", tmp_path / "own.docx")
    assert read(tmp_path / "letters" / "berezovskiy-rayon.docx")[0] == "Берёзовский район: 1"


def test_a_template_that_cannot_be_filled_is_named(out, tmp_path):
    bad = Document()
    bad.add_paragraph("{% for report in %}")
    bad.save(str(tmp_path / "bad.docx"))
    done = run(out, "--remarks", tmp_path / "letters", "--template", tmp_path / "bad.docx")
    assert (done.exit_code, "bad.docx" in done.stderr) == (2, True)


def test_a_users_rule_is_applied_and_its_faults_are_told(out, tmp_path):
    own = tmp_path / "own.yaml"
    rules = (
        "- {id: Z1, check: users.age.youth <= 600, why: так}\n- {id: Z2, check: no.such = "
        "users.registered}"
    )
    own.write_text(rules, encoding="utf-8")
    done = run(out, "--rules", own)
    assert {"Z1"} <= {each["rule"] for each in rows(out)}
    assert "no.such" in done.stderr


def test_a_hostile_rule_file_is_refused_with_line_and_column(out, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("- id: Z1\n  check: users.registered = __import__('os')", encoding="utf-8")
    done = run(out, "--rules", own)
    assert (done.exit_code, "строка 2, столбец 29" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("section", "message", "place", "told"),
    [
        ("4.3", "В тексте «…»: 12 вместо 15.", "a.docx#b3:c1-3", ", раздел 4.3"),
        ("4.3", "Таблица 1 (4.3), «Фонд»: 12 вместо 15.", "a.docx#b3!R1C1", ""),
        ("4.3", "Таблица 1 (4.3), «Фонд»: 12 вместо 15.", "a.pdf#p31@1,2,3,4", ", с. 31"),
        ("", "Не назван год.", "", ""),
    ],
)
def test_a_line_names_the_section_that_its_sentence_does_not_and_the_page(
    section, message, place, told
):
    found = Finding(
        "x",
        "a-2023",
        "sum",
        Severity.ERROR,
        "sum",
        section,
        message,
        "12",
        "15",
        None,
        (),
        None,
        (),
        place,
    )
    (_, line, *_) = lines(Checked((found,), (Examined("a-2023", 1, 1, (), ()),)), "ru")
    assert line.startswith(f"  Ошибка{told}: {message}")
