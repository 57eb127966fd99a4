"""Whose report it is and of which year, found by vote."""

import pytest
from building import table_of

from extractor.identify import identify_report
from extractor.identify.institution import is_abbreviation
from extractor.identify.territory import districts_of, regions_of, towns_of
from extractor.identify.years import years_of
from extractor.model import Document, Outline, Paragraph, PlacedTable, Section


def identity(*lines, file="report.docx", title="", heading="", tables=()):
    blocks = [Paragraph(index, text) for index, text in enumerate(lines)]
    sections = (Section("1", "", 1, heading, len(blocks)),) if heading else ()
    blocks += [Paragraph(len(blocks), heading)] if heading else []
    placed = tuple(
        PlacedTable(n, table_of(drawing, len(blocks)), "", "")
        for n, drawing in enumerate(tables, 1)
    )
    return identify_report(
        Document(file, "0", "docx", tuple(blocks), title=title), Outline(sections, (), placed)
    )


DISTRICTS = """
Отчёт библиотек Берёзовского района | Берёзовский район
в Берёзовском муниципальном районе | Берёзовский район
муниципального образования «Берёзовский район» | Берёзовский район
Луговской район | Луговской район
Берёзовский муниципальный округ | Берёзовский муниципальный округ
Заречного городского округа | Заречный городской округ
ОТЧЁТ УСТЬ-ЛУГОВСКОГО РАЙОНА | Усть-Луговский район
Приозёрного р-на | Приозёрный район
Берёзовского улуса | Берёзовский улус
Заречного аймака | Заречный аймак
ЦБС Лесногорского МО | Лесногорский муниципальный округ
Луговского МР | Луговский район
"""

TOWNS = """
библиотек города Луговска | город Луговск
г. Заречный | город Заречный
ЗАТО г. Заречный | ЗАТО Заречный
городского округа «Город Луговск» | городской округ Луговск
городской округ Луговск | городской округ Луговск
ОТЧЁТ БИБЛИОТЕК ГОРОДА ЛУГОВСКА | город Луговск
"""

REGIONS = """
библиотеки Луговской области | Луговская область
в Заречном крае | -
библиотеки Берёзовского края | Берёзовский край
Республика Заречье | Республика Заречье
Библиотеки Великорецкой области | Великорецкая область
Елецкого края | Елецкий край
"""


def rows(table):
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "name"), rows(DISTRICTS))
def test_a_district_is_read_in_any_case(text, name):
    assert districts_of(text) == [name]


@pytest.mark.parametrize(("text", "name"), rows(TOWNS))
def test_a_town_is_read_with_its_kind(text, name):
    assert towns_of(text) == [name]


@pytest.mark.parametrize(("text", "name"), rows(REGIONS))
def test_a_region_is_read_in_any_case(text, name):
    assert (regions_of(text) or ["-"]) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "каждого района",
        "муниципального района",
        "в нашем районе",
        "Сельского района",
        "2023 г. Отчёт",
    ],
)
def test_what_names_no_territory_is_none(text):
    assert districts_of(text) + towns_of(text) == []


YEARS = """
Отчёт за 2022 год | 2022
Отчёт за 2022 год и план на 2023 год | 2022
Программа на 2019-2024 годы | -
Сведения на 01.01.2023 | 2022
Приказ от 03.02.2021 № 5 | -
"""


@pytest.mark.parametrize(("text", "years"), rows(YEARS))
def test_plans_programmes_and_papers_do_not_name_the_year_of_a_report(text, years):
    assert (" ".join(years_of(text)) or "-") == years


def test_the_title_names_year_and_district():
    found = identity("Отчёт о работе библиотек Берёзовского района", "за 2022 год", "Фонд вырос.")
    assert (found.year, found.district) == (2022, "Берёзовский район")
    assert ("year", "2022", "title", 12) in found.votes


def test_the_imprint_below_a_title_is_the_year_of_writing_only():
    assert identity("Отчёт за 2022 год", "Заречье, 2023").year == 2022


def test_a_span_of_years_in_a_title_ends_with_that_of_the_report():
    assert identity("Динамика показателей за 2020–2022 годы").year == 2022


def test_tables_and_file_decide_where_the_title_is_silent():
    tables = ["| Показатель | 2020 | 2021 | 2022 |\n| Фонд | 1 | 2 | 3 |"] * 2
    found = identity("Отчёт библиотек", tables=tables, file="zarechie-2022.docx")
    assert (found.year, [vote[2:] for vote in found.votes if vote[0] == "year"]) == (
        2022,
        [("file", 8), ("table", 2)],
    )


def test_a_title_left_from_last_year_is_outvoted():
    tables = ["| Показатель | 2021 | 2022 | 2023 |\n| Фонд | 1 | 2 | 3 |"] * 20
    assert identity("Отчёт за 2022 год", "В 2023 году стало лучше.", tables=tables).year == 2023


def test_a_report_of_a_region_takes_no_district_from_its_text():
    text = ["В Берёзовском районе открыт клуб.", "В Луговском районе закрыт."] * 4
    assert (
        identity("Отчёт библиотек Заречинской области", *[""] * 14, *text).district
        == "Заречинская область"
    )


def test_a_district_that_the_text_names_again_and_again_is_the_reports():
    assert (
        identity("Годовой отчёт", *["Библиотеки Берёзовского района работали."] * 20).district
        == "Берёзовский район"
    )


def test_the_nominative_in_the_text_decides_between_two_forms_of_a_name():
    found = identity("Отчёт библиотек Луговского района", "Луговской район расположен на юге.")
    assert found.district == "Луговской район"


def test_the_institution_is_told_under_its_full_name():
    full = (
        "Муниципальное бюджетное учреждение «Берёзовская межпоселенческая централизованная "
        "библиотечная система»"
    )
    text = ["МБУ «БМЦБС» работает ежедневно."] * 5
    assert (
        identity(
            "Отчёт", f"Библиотеки объединены в {full[0].lower()}{full[1:]}.", *text
        ).organisation
        == full
    )


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("отчёт МБУК «Берёзовская ЦБС»", "МБУК «Берёзовская ЦБС»"),
        ('отчёт МКУК "Библиотека имени А. Лугового"', "МКУК «Библиотека имени А. Лугового»"),
        (
            "муниципального казённого учреждения «Заречная библиотека»",
            "Муниципальное казённое учреждение «Заречная библиотека»",
        ),
        ("МБУ «Дом культуры»", ""),
        ("ГБУК «Областная библиотека»", "ГБУК «Областная библиотека»"),
        ("МБУ «Заречная ЦБС» и ГБУК «Областная библиотека»", "МБУ «Заречная ЦБС»"),
    ],
)
def test_an_institution_of_libraries_is_found_a_municipal_one_first(text, organisation):
    assert identity(text).organisation == organisation


def test_an_abbreviation_is_that_of_a_name_only_by_its_initials():
    assert is_abbreviation("ЗЦБ", "Заречная центральная библиотека")
    assert not is_abbreviation("ЗЦБ", "Заречная библиотека")


def test_an_empty_document_says_nothing():
    found = identity()
    assert (found.year, found.district, found.organisation, found.votes) == (None, "", "", ())
