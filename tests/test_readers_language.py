"""Findings are told in the language of who reads them, whatever language the check ran in."""

import re
from pathlib import Path

import pytest
from checking import report_of
from click.testing import CliRunner
from docx import Document
from msgspec.structs import replace

from extractor.check import check_dataset
from extractor.commands import Commands, svod
from extractor.dataset import publish_dataset
from extractor.dataset.attention import told_reports
from extractor.dataset.earlier import earlier_records
from extractor.dataset.findings import findings_in, told_in, write_findings
from extractor.dataset.read import load_dataset
from extractor.export.letter_fields import Sender
from extractor.export.letters import write_letters
from extractor.model.records import ReportRow
from extractor.model.region import Region
from extractor.options import CheckOptions, PublishOptions

BEFORE = """
# 4.3 Посещения

| Показатель | 2021 | 2022 |
| Число посещений, всего | 21 300 | 22 400 |

# 8.3 Состав читателей

| Год | Число зарегистрированных пользователей | из них по возрасту: | < |
| ^ | ^ | дети до 14 лет | молодёжь 15–30 лет |
| 2021 | 1000 | 400 | 600 |
| 2022 | 1150 | 450 | 700 |
"""
NOW = """
# 4.3 Посещения

| Показатель | 2022 | 2023 |
| Число посещений, всего | 22 400 | 223 000,5 |

Число посещений выросло на 3,5 % и составило 22 300.

# 8.3 Состав читателей

| Год | Число зарегистрированных пользователей | из них по возрасту: | < |
| ^ | ^ | дети до 14 лет | молодёжь 15–30 лет |
| 2021 | 1000 | 400 | 600 |
| 2022 | 1100 | 450 | 650 |
| 2023 | 1210 | 5000 | 710 |
"""
MARKS = re.compile("[\ufdd0-\ufdef]")
LANGUAGES = ("ru", "en")
RUSSIAN_PHRASE = re.compile(
    r"[Тт]аблиц[аеы] \d|а напечатано|разница|в другом месте|в прошлом отчёте"
)
ENGLISH_PHRASE = re.compile(r"[Tt]able \d|is printed|the difference|elsewhere|last year's report")


def data_set(folder: Path, lang: str) -> Path:
    """Two reports with contradictions of several kinds, checked in a language."""
    reports = [report_of(BEFORE, 2022), report_of(NOW, 2023)]
    publish_dataset(reports, [], folder, PublishOptions())
    write_findings(folder, check_dataset(load_dataset(folder), CheckOptions(lang=lang)))
    return folder


@pytest.fixture(scope="module", params=LANGUAGES)
def written_in(request, tmp_path_factory) -> tuple[str, Path]:
    return request.param, data_set(tmp_path_factory.mktemp(request.param) / "out", request.param)


def test_there_are_findings_of_several_kinds_with_numbers_that_languages_write_apart(written_in):
    _, out = written_in
    told = findings_in(out, "ru")
    assert len({row.kind for row in told}) >= 3
    assert any(re.search(r"\d,\d", row.message) for row in told)


def test_each_reader_reads_one_language(written_in):
    _, out = written_in
    for row in findings_in(out, "ru"):
        assert not ENGLISH_PHRASE.search(row.message)
    for row in findings_in(out, "en"):
        assert not RUSSIAN_PHRASE.search(row.message)
    russian = {row.finding: row.message for row in findings_in(out, "ru")}
    english = {row.finding: row.message for row in findings_in(out, "en")}
    assert russian.keys() == english.keys()
    assert all(russian[name] != english[name] for name in russian)


def test_what_is_read_depends_on_the_reader_alone(tmp_path):
    first, second = (data_set(tmp_path / lang, lang) for lang in LANGUAGES)
    for lang in LANGUAGES:
        one, other = (
            {row.finding: row.message for row in findings_in(out, lang)} for out in (first, second)
        )
        assert one == other


def test_the_file_keeps_the_language_that_it_was_written_in(written_in):
    lang, out = written_in
    text = (out / "findings.csv").read_text(encoding="utf-8")
    assert bool(RUSSIAN_PHRASE.search(text)) == (lang == "ru")
    assert bool(ENGLISH_PHRASE.search(text)) == (lang == "en")


def test_no_mark_between_the_languages_is_ever_written(written_in):
    _, out = written_in
    assert not MARKS.search((out / "findings.csv").read_text(encoding="utf-8"))
    assert not MARKS.search((out / "findings.json").read_text(encoding="utf-8"))


def test_findings_of_an_earlier_version_stay_as_they_were_written(tmp_path):
    out = data_set(tmp_path / "out", "en")
    (out / "findings.json").write_text("[]", encoding="utf-8")
    assert all(ENGLISH_PHRASE.search(row.message) for row in findings_in(out, "ru")[:1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_speaks_the_language_of_its_region(written_in, tmp_path, lang):
    _, out = written_in
    dataset = load_dataset(out)
    checked = check_dataset(dataset, CheckOptions(lang=written_in[0]))
    write_letters(dataset, checked, tmp_path, None, Sender(Region(), "01.02.2024", lang))
    (letter,) = (path for path in tmp_path.glob("*.docx") if path.name != "template.docx")
    text = "\n".join(
        cell.text
        for table in Document(str(letter)).tables
        for row in table.rows
        for cell in row.cells
    )
    foreign, own = (
        (ENGLISH_PHRASE, RUSSIAN_PHRASE) if lang == "ru" else (RUSSIAN_PHRASE, ENGLISH_PHRASE)
    )
    assert own.search(text) and not foreign.search(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_site_and_the_terminal_speak_the_language_of_the_call(
    written_in, tmp_path, monkeypatch, lang
):
    _, out = written_in
    monkeypatch.setattr(Commands, "lang", lang)
    runner = CliRunner()
    made = runner.invoke(svod, ["site", str(out), "-o", str(tmp_path / "site")])
    assert made.exit_code == 0
    page = (tmp_path / "site" / "findings.html").read_text(encoding="utf-8")
    told = runner.invoke(svod, ["check", str(out)]).stdout
    for text in (page, told):
        assert bool(RUSSIAN_PHRASE.search(text)) == (lang == "ru")
        assert bool(ENGLISH_PHRASE.search(text)) == (lang == "en")


def test_what_was_found_is_told_in_another_language_without_another_check(written_in):
    lang, out = written_in
    checked = check_dataset(load_dataset(out), CheckOptions(lang=lang))
    for reader in LANGUAGES:
        told = told_in(checked, reader).findings
        said = {row.finding: row.message for row in findings_in(out, reader)}
        assert {one.finding: one.message for one in told} == said


@pytest.mark.parametrize("ran_in", LANGUAGES)
@pytest.mark.parametrize(("lang", "says"), [("ru", "Год отчёта не найден"), ("en", "The year of")])
def test_what_to_do_with_a_report_is_told_in_the_language_of_the_reader(
    tmp_path, ran_in, lang, says
):
    reports = [replace(report_of(NOW), year=None), report_of(BEFORE, 2022)]
    publish_dataset(reports, [], tmp_path / "out", PublishOptions(lang=ran_in))
    rows = list(earlier_records(tmp_path / "out", ReportRow))
    told = {row.report: row.message for row in told_reports(rows, lang)}
    assert told.pop(
        reports[0].name if hasattr(reports[0], "name") else "beryozovo-2023"
    ).startswith(says)
    assert set(told.values()) == {""}
