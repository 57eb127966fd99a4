"""Labels of tables that are short for libraries which another table of the report names in full."""

import pytest

from extractor.options import ReportOptions
from extractor.pipeline import extract_report
from tests.wordfiles import p, tbl, tr, word_parts, zipped

TITLE = p("Отчёт МБУК «ЦБС» Липовского района за 2023 год")
LISTS = {
    "villages": ["Центральная библиотека", "Ольховская СБ", "Сосновская СБ", "Детская библиотека"],
    "numbers": ["Библиотека № 1 п. Дюнное", "Библиотека № 2 с. Мыс", "Библиотека № 3 п. Морское"],
    "culture": ["Центральная библиотека", "Библиотека Горского СДК", "Библиотека Лукинского клуба"],
    "former": ["ЦБ", "Дубовская СБ", "Ясенская СБ", "Библиотека «Кленовая» (бывшая Садовская)"],
    "honoured": ["ЦБ им. А. Ветрова", "Ольховская СБ", "Сосновская СБ"],
}
ROWS = [
    ("villages", "Библиотеки", "Ольховская|Сосновская|Детская", "1 2 3"),
    ("villages", "Наименование СБ", "Ольховская|Сосновская", "1 2"),
    ("villages", "Библиотеки поселений", "Сосновская|Ольховская|Липовая", "2 1 -"),
    ("villages", "Литература", "Детская|Учебная|Справочная", "- - -"),
    ("villages", "Волость", "Ольховская|Рябая|Тихая", "- - -"),
    ("villages", "Библиотека", "ЦМБ|Ольховская СБ", "0 1"),
    ("numbers", "№ библиотеки", "1|2|3", "0 1 2"),
    ("numbers", "№ п/п", "1|2|3", "- - -"),
    ("culture", "Библиотека", "Горская библиотека|Лукинская библиотека", "1 2"),
    ("former", "Библиотека", "Дубовская (бывший филиал № 3)|Ясенская СБ (до 2022 г. № 9)", "1 2"),
    ("former", "Библиотека", "Библиотека «Кленовая»|Ясенская СБ", "3 2"),
    ("honoured", "Библиотека", "Центральная библиотека|Сосновская СБ", "0 2"),
]


@pytest.fixture
def libraries_of(tmp_path):
    def of(names: list[str], table: str) -> list[str]:
        full = [
            tr("Библиотека", "Фонд"),
            *(tr(name, f"{at}5{at}0") for at, name in enumerate(names, 1)),
        ]
        path = tmp_path / "report.docx"
        path.write_bytes(zipped(word_parts(TITLE + tbl(*full) + p("Другая таблица.") + table)))
        report = extract_report(path, ReportOptions())
        return [" ".join(one.library) for one in report.observations if one.value is not None]

    return of


@pytest.mark.parametrize(("names", "head", "labels", "meant"), ROWS)
def test_short_labels_of_rows(libraries_of, names, head, labels, meant):
    rows = [tr(label, "Газеты", f"{at}7") for at, label in enumerate(labels.split("|"), 1)]
    found = libraries_of(LISTS[names], tbl(tr(head, "Вид", "Экз."), *rows))
    first, second = found[: len(LISTS[names])], found[len(LISTS[names]) :]
    assert len(set(first)) == len(first) and all(first)
    assert second == ["" if at == "-" else first[int(at)] for at in meant.split()]


@pytest.mark.parametrize(
    ("heads", "meant"),
    [
        ("Ольховская|Сосновская", [1, 2]),
        ("Сосновская|Ольховская|Детская", [2, 1, 3]),
        ("Ольховская|Всего", [None, None]),
        ("Детская|Учебная", [None, None]),
    ],
)
def test_short_labels_over_columns(libraries_of, heads, meant):
    labels = heads.split("|")
    table = tbl(tr("Вид", *labels), tr("Газеты", *(f"{at}7" for at, _ in enumerate(labels, 1))))
    found = libraries_of(LISTS["villages"], table)
    assert found[4:] == ["" if at is None else found[at] for at in meant]
