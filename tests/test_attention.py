"""Reports that were read and need a person: which, what is said of them, and that the others are
published.
"""

import csv

import pytest
from building import report_of, with_library
from docx import Document as Word
from msgspec.structs import replace

from extractor.batch import uniting
from extractor.batch.uniting import unite_or_doubt
from extractor.commands import svod as program
from extractor.dataset import attention as judging
from extractor.dataset import publish_dataset, write
from extractor.dataset.attention import About, attention, report_rows, told_reports
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.damage import damages_of
from extractor.dataset.faults import first_fault
from extractor.dataset.read import load_dataset
from extractor.dataset.write import remove_reports
from extractor.errors import InvalidDataset
from extractor.identify import is_of_something_else
from extractor.model import Document, Library, Paragraph
from extractor.model.records import Failure, Read, ReportRow
from extractor.options import PublishOptions, ReportOptions
from extractor.pipeline import extract_report

OTHER = "Луговской район"


def made(name, district="Берёзовский район", year=2023, **change):
    return report_of(
        report=name, file=f"{name}.docx", sha256=name, district=district, year=year, **change
    )


def publish(out, *reports, **options):
    return publish_dataset(reports, [], out, PublishOptions(**options))


def lines(out):
    with (out / "reports.csv").open(encoding="utf-8", newline="") as file:
        return {row["report"]: row for row in csv.DictReader(file)}


def looked_at(out):
    return {name for name, row in lines(out).items() if row["status"] == "attention"}


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([About("a", "a.docx", "Б", "2023", ()), About("b", "b.docx", "Б", "2022", ())], {}),
        ([About("a", "a.docx", "Б", "", ())], {"a": "The year"}),
        (
            [About("a", "a.docx", "Б", "2023", ()), About("b", "b.docx", " б ", "2023", ())],
            {"a": "(b.docx)", "b": "(a.docx)"},
        ),
        ([About("a", "a.docx", "", "2023", ()), About("b", "b.docx", "Б", "2023", ())], {}),
        ([About("a", "a.docx", "", "2023", ()), About("b", "b.docx", "", "2023", ())], {}),
        (
            [
                About("a", "a.docx", "", "2023", ()),
                About("b", "b.docx", "Б", "2023", ()),
                About("c", "c.docx", "Л", "2023", ()),
            ],
            {"a": "The district"},
        ),
        (
            [About("a", "a.docx", "Б", "2023", ("not_library",))],
            {"a": "This does not look like"},
        ),
        ([About("a", "a.docx", "Б", "", ("not_library",))], {"a": "The year"}),
    ],
)
def test_what_needs_a_person_is_told_with_what_to_do(reports, expected):
    told = attention(reports, "en")
    assert told.keys() == expected.keys()
    assert all(words in told[name].message for name, words in expected.items())
    assert attention(reports, "ru").keys() == expected.keys()


def test_others_of_the_same_year_are_named_as_people_know_them():
    """By their files; by ids where the files have one name."""
    told = attention(
        [
            About("b-2023", "Берёзовский.docx", "Б", "2023", ()),
            About("b-2023-2", "скан.pdf", "Б", "2023", ()),
            About("l-2022", "Отчёт.docx", "Л", "2022", ()),
            About("l-2022-2", "Отчёт.docx", "Л", "2022", ()),
        ],
        "ru",
    )
    assert "(скан.pdf)" in told["b-2023"].message
    assert "(Берёзовский.docx)" in told["b-2023-2"].message
    assert "(l-2022-2)" in told["l-2022"].message


def test_the_kinds_stand_in_the_order_of_the_sentences():
    both = attention([About("a", "a.docx", "Б", "", ("not_library",))], "en")["a"]
    assert both.kinds == ("no_year", "not_library")
    assert both.message.index("The year") < both.message.index("This does not look like")


def test_why_a_report_needs_a_person_is_a_column_and_no_reading_of_words(tmp_path, monkeypatch):
    """A message worded anew changes nothing of what is known of the reports that stay."""
    out = tmp_path / "out"
    doubtful = replace(made("c", year=2021), doubts=("attention_not_library",))
    publish(out, made("a"), made("b"), doubtful)
    kinds = {"a": "rival", "b": "rival", "c": "not_library"}
    assert {name: row["attention"] for name, row in lines(out).items()} == kinds
    monkeypatch.setattr(judging, "worded", lambda key, lang, **parts: f"{key} anew")
    publish(out, made("d", OTHER))
    assert {name: row["attention"] for name, row in lines(out).items()} == {**kinds, "d": ""}
    assert lines(out)["c"]["message"] == "attention_not_library anew"


def test_a_data_set_from_before_the_column_keeps_what_reading_showed():
    old = ReportRow("c", "c.docx", "", "", "Б", "", 2021, *[None] * 4, Read.ATTENTION, "Не отчёт.")
    assert report_rows([], {}, [old], "ru") == [old]
    assert told_reports([old], "en") == [old]


def test_a_report_that_comes_later_makes_the_one_there_a_rival_and_its_removal_ends_that(tmp_path):
    publish(tmp_path / "out", made("a"))
    publish(tmp_path / "out", made("b"), lang="en")
    assert looked_at(tmp_path / "out") == {"a", "b"}
    remove_reports(["b"], tmp_path / "out", PublishOptions())
    assert (looked_at(tmp_path / "out"), lines(tmp_path / "out")["a"]["message"]) == (set(), "")


def test_reports_one_after_another_and_at_once_make_the_same_data_set(tmp_path):
    doubtful = replace(made("c", year=2021), doubts=("attention_not_library",))
    reports = (made("a"), made("b"), doubtful, made("d", district="", year=None), made("e", OTHER))
    publish(tmp_path / "once", *reports)
    for report in reports:
        publish(tmp_path / "out", report)
    assert looked_at(tmp_path / "out") == {"a", "b", "c", "d"}
    once, out = ((tmp_path / name / "reports.csv").read_bytes() for name in ("once", "out"))
    assert once == out


def test_a_report_that_needs_a_person_is_read_by_all_and_one_that_failed_by_none(tmp_path):
    broken = Failure("рваный.docx", "ff", "docx", "файл оборван")
    publish_dataset([made("a"), made("b")], [broken], tmp_path / "out", PublishOptions(("csv",)))
    assert [edition.report for edition in load_dataset(tmp_path / "out").editions] == ["a", "b"]
    panel = load_panel(tmp_path / "out")
    assert ([edition.report for edition in panel.editions], panel.failed) == (
        ["a", "b"],
        ("рваный.docx",),
    )
    with (tmp_path / "out" / "observations.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in file) == 7


# --- what is no report of libraries


def text(*paragraphs, file="otchet.docx"):
    return Document(
        file, "0", "docx", tuple(Paragraph(at, each) for at, each in enumerate(paragraphs))
    )


LONG = (
    "За год в музее прошло двадцать выставок, их посетили жители района и гости, для школ "
    "проведены занятия о природе края. " * 2
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (text(LONG), True),
        (text(LONG, "Выставку открыли в читальном зале."), False),
        (text(LONG, file="Отчёт ЦБС.docx"), False),
        (text("Счёт № 5"), False),
        (text(), False),
        (text("Работа БИБЛИОТЕК района", LONG), False),
    ],
)
def test_a_document_without_a_word_of_libraries_is_of_something_else_where_it_has_words_enough(
    document, expected
):
    assert is_of_something_else(document) is expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [("", ("attention_not_library",)), ("Документовыдача составила 5 экз.", ())],
)
def test_one_known_indicator_is_enough_to_leave_a_report_in_peace(more, expected, tmp_path):
    word = Word()
    word.add_paragraph(LONG)
    word.add_paragraph(more)
    word.save(tmp_path / "a.docx")
    assert extract_report(tmp_path / "a.docx", ReportOptions()).doubts == expected


# --- reports in conflict with each other


@pytest.mark.parametrize(
    ("items", "expected"),
    [([1, 2, 3], None), ([1, 9, 3], 1), ([9], 0), ([1, 2, 3, 9], 3), ([], None)],
)
def test_the_first_report_at_fault_is_found(items, expected):
    assert first_fault(items, lambda some: [1 // (item != 9) for item in some]) == expected


def test_where_the_work_fails_without_any_report_none_is_at_fault():
    assert first_fault([1, 2], lambda some: 1 // 0) is None


def test_a_report_that_cannot_be_united_keeps_its_ids_and_needs_a_person(monkeypatch):
    def contrary(reports, rolls):
        if any(report.report == "b" for report in reports):
            raise KeyError("b")
        return tuple(
            replace(report, organisation="united") for report in reports
        ), uniting.Chronicle()

    monkeypatch.setattr(uniting, "unite_reports", contrary)
    a, b, c = unite_or_doubt([made("a"), made("b", year=2022), made("c", year=2021)])[0]
    assert (a.organisation, c.organisation, b.doubts) == (
        "united",
        "united",
        ("attention_not_united",),
    )
    assert b == replace(made("b", year=2022), doubts=b.doubts)


DISTRICT = (
    Library("b-1", "Филиал № 1", number="1", settlement="с. Луговое"),
    Library("b-2", "Филиал № 2", number="2"),
)
TOWN = (
    Library("b-1", "Городская библиотека"),
    Library("b-3", "Филиал № 2", number="2", settlement="г. Луговск"),
)


def test_a_report_whose_data_cannot_be_written_is_told_and_the_others_are_published(
    tmp_path, monkeypatch
):
    sound = write.check_rows

    def checked(cells):
        if any("b.docx" in row for row in cells["editions"]):
            raise InvalidDataset("invalid_dataset", reason="?")
        sound(cells)

    monkeypatch.setattr(write, "check_rows", checked)
    reports = [made("a"), made("b", year=2022), made("c", year=2021)]
    arrivals = publish_dataset(reports, [], tmp_path / "out", PublishOptions())
    assert [(one.file, one.what) for one in arrivals if one.what == "refused"] == [
        ("b.docx", "refused")
    ]
    failed = [row for row in lines(tmp_path / "out").values() if row["status"] == "failed"]
    assert len(lines(tmp_path / "out")) == 3
    assert [row["file"] for row in failed if row["message"]] == ["b.docx"]
    assert not damages_of(tmp_path / "out")


def test_two_systems_of_one_district_and_year_are_both_published_and_both_told(tmp_path):
    """Lists that differ, ids that clash, the data set read again: nothing is lost and everything
    else stays as it was.
    """
    reports = [
        with_library(made("a", libraries=DISTRICT), "b-2"),
        with_library(made("b", libraries=TOWN), "b-1"),
        with_library(made("c", libraries=DISTRICT, year=2022), "b-1"),
        made("d", OTHER, libraries=DISTRICT),
    ]
    for _ in range(2):
        united, chronicle = unite_or_doubt(reports)
        publish_dataset(united, [], tmp_path / "out", PublishOptions(), chronicle)
        assert looked_at(tmp_path / "out") == {"a", "b"}
        assert set(lines(tmp_path / "out")) == {"a", "b", "c", "d"}
        assert [len(report.libraries) for report in united] == [2, 2, 2, 2]


def test_the_command_ends_with_1_and_names_each_report_that_needs_a_person(
    tmp_path, capsys, monkeypatch
):
    for name, year in (("a", 2023), ("b", 2023), ("c", 2022)):
        word = Word()
        word.add_paragraph(f"Отчёт о работе библиотек Берёзовского района за {year} год")
        word.add_paragraph(f"Число пользователей составило {len(name) + year} человек. {name}")
        word.save(tmp_path / f"{name}.docx")
    files = [str(tmp_path / f"{name}.docx") for name in "abc"]

    def ended(*arguments):
        with pytest.raises(SystemExit) as stop:
            program.main(
                ["extract", *arguments, "-o", str(tmp_path / "out")], "svod", standalone_mode=False
            )
            raise SystemExit(0)
        return stop.value.code, capsys.readouterr().err

    status, told = ended(*files)
    assert status == 1
    assert "a.docx, b.docx: за один район и год (Берёзовский район, 2023)" in told
    assert "c.docx: за" not in told and "c.docx: прочитан" not in told
    assert ended(*files, "--resume")[0] == 1
    assert ended(files[2])[0] == 0
