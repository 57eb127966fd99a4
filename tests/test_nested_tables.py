"""Tables in the cells of a table: their figures speak of the row in which they stand."""

import pytest

from extractor.options import ReportOptions
from extractor.pipeline import extract_report
from tests.wordfiles import p, tbl, tc, tr, word_parts, zipped

TITLE = p("Отчёт МБУК «ЦБС» Липовского района за 2023 год")


def inner(value: str) -> str:
    return tbl(tr("Показатель", "2023"), tr("Книговыдача, экз.", value))


@pytest.mark.parametrize(
    ("head", "rows", "ids"),
    [
        (("Библиотека", "Показатели"), ("Ольховская сельская библиотека",), ["olkhovskaya"]),
        (
            ("Библиотека", "Показатели"),
            ("Ольховская сельская библиотека", "Сосновская сельская библиотека"),
            ["olkhovskaya", "sosnovskaya"],
        ),
        (
            ("№", "Библиотека", "Показатели"),
            ("1|Ольховская сельская библиотека", "2|Сосновская сельская библиотека"),
            ["olkhovskaya", "sosnovskaya"],
        ),
        (("Филиал", "Показатели"), ("Детская библиотека", "Сводный раздел"), ["detskaya", ""]),
    ],
)
def test_a_nested_table_speaks_of_the_library_of_its_row(head, rows, ids, tmp_path):
    body = [
        tr(*row.split("|"), tc(inner(f"{70 + number} 00"), p())) for number, row in enumerate(rows)
    ]
    path = tmp_path / "report.docx"
    path.write_bytes(zipped(word_parts(TITLE + tbl(tr(*head), *body))))
    report = extract_report(path, ReportOptions())
    figures = [figure for figure in report.observations if figure.indicator == "loans.total"]
    assert len(figures) == len(rows)
    for figure, name in zip(figures, ids, strict=True):
        assert name in "".join(figure.library) and bool(name) == bool(figure.library)
    assert not [figure for figure in report.observations if figure.status == "missing"]


@pytest.mark.parametrize(
    ("heads", "places"),
    [
        (("Район", "Расходы"), ("Луговской", "Заречный")),
        (("Муниципальный район", "Расходы"), ("Луговской район", "Заречный район")),
    ],
)
def test_a_nested_table_shares_caption_and_territory_of_its_row(heads, places, tmp_path):
    body = [
        tr(place, tc(tbl(tr("Всего", f"{number}4 205,7"), tr("Прочие", "12,5")), p()))
        for number, place in enumerate(places, 1)
    ]
    outer = p("Таблица 4. Расходы, тыс. руб.") + tbl(tr(*heads), *body)
    path = tmp_path / "report.docx"
    path.write_bytes(zipped(word_parts(TITLE + outer)))
    figures = extract_report(path, ReportOptions()).observations
    told = [(str(one.value), one.unit, one.multiplier, one.area.split()[0]) for one in figures]
    assert told == [
        (value, "RUB", 1000, place.split()[0])
        for number, place in enumerate(places, 1)
        for value in (f"{number}4205.7", "12.5")
    ]
