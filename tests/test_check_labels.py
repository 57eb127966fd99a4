"""Which lines of a table are parts of which by their labels alone, and how a place is cited."""

import pytest
from checking import checked, findings
from checking import report_of as report_by_hand
from msgspec.structs import replace
from test_check_parts import figure

from extractor.check.figures.sentences import short
from extractor.check.figures.word_match import begins
from extractor.check.relations.label_parts import relations
from extractor.check.remarks.phrasing import where
from extractor.dataset import publish_dataset
from extractor.dataset.damage import damages_of
from extractor.options import PublishOptions
from tests.building import report_of

NESTED = (
    ("Фонд | Фонд / книги | Фонд / газеты", ["nested Фонд = Фонд/книги + Фонд/газеты"]),
    (
        "Фонд | Фонд / книги | Фонд / книги / русские | Фонд / газеты",
        ["nested Фонд = Фонд/книги + Фонд/газеты", "nested Фонд/книги = Фонд/книги/русские"],
    ),
    ("Фонд / книги | Фонд / газеты", []),
)
MARKED = (
    ("Фонд | из них книги", ["marked Фонд = из них книги"]),
    ("из них: / дети | из них: / взрослые", []),
    (
        "Фонд | +/- | % | из них: / книги | из них: / газеты",
        ["marked Фонд = из них:/книги + из них:/газеты"],
    ),
    (
        "Фонд | из них: / книги | Штат | в том числе: / высшее | в том числе: / среднее",
        [
            "marked Фонд = из них:/книги",
            "marked Штат = в том числе:/высшее + в том числе:/среднее",
        ],
    ),
    (  # of what stands below one label only the first counts
        "Штат | из них / высшее / всего | из них / высшее / из них библиотечное | из них / среднее",
        ["marked Штат = из них/высшее/всего + из них/среднее"],
    ),
    (
        "Штат | из них / высшее / мужчины | из них / высшее / женщины | из них / среднее",
        ["marked Штат = из них/высшее/мужчины + из них/высшее/женщины + из них/среднее"],
    ),
    (  # the whole of one marked group is no whole of the next
        "Ф / фонд | Ф / из них книги / всего | Ф / из них книги / русские | Ф / из них газеты / ц",
        [
            "marked Ф/фонд = Ф/из них книги/всего + Ф/из них книги/русские",
            "marked Ф/фонд = Ф/из них газеты/ц",
        ],
    ),
)
TOTALLED = (
    ("Книги | Газеты | Итого", ["total! Итого = Книги + Газеты"]),
    ("Книги | Газеты", []),
    ("Всего | Книги | Газеты", []),
    (
        "Книги | из них детские | Газеты | Итого",
        ["marked Книги = из них детские", "total! Итого = Книги + Газеты"],
    ),
    ("в т. ч. дети | взрослые | Итого", ["total! Итого = в т. ч. дети + взрослые"]),
    (
        "Книги | Газеты | Итого | Диски | Итого | Всего",
        ["total! Итого = Книги + Газеты", "total! Итого = Диски", "grand! Всего = Итого + Итого"],
    ),
    ("Книги | Итого | Всего", ["total! Итого = Книги"]),
    (
        "Фонд / всего | Фонд / книги | Фонд / газеты | Выдача / всего | Выдача / книги",
        [
            "first Фонд/всего = Фонд/книги + Фонд/газеты",
            "first Выдача/всего = Выдача/книги",
        ],
    ),
    ("Книги | Фонд / газеты | Фонд / всего", ["total! Фонд/всего = Фонд/газеты"]),
    (
        "Книги | из них детские | Итого | Диски | из них новые | Всего",
        [
            "marked Книги = из них детские + из них новые",
            "total! Итого = Книги",
            "total! Всего = Диски",
        ],
    ),
)


@pytest.mark.parametrize(("labels", "expected"), [*NESTED, *MARKED, *TOTALLED])
def test_what_is_part_of_what_by_the_labels(labels, expected):
    paths = [tuple(part.strip() for part in each.split("/", 9)) for each in labels.split(" | ")]
    paths = [("+/-",) if path == ("+", "-") else path for path in paths]
    totals = [begins(path[-1], "wholes") and len(path) < 3 for path in paths]
    names = ["/".join(path) for path in paths]
    assert [
        f"{one.rule}{'!' * one.must} {names[one.whole]} = {' + '.join(names[m] for m in one.parts)}"
        for one in relations(paths, totals)
    ] == expected


LONG = f"{'Слово ' * 20}и 37 выставок, {'их было больше, чем прежде, ' * 8}".strip()


@pytest.mark.parametrize(
    ("text", "near", "begins_with", "ends_with"),
    [
        ("Короткое  предложение.", "пред", "Короткое предложение.", "предложение."),
        ("а" * 140, "а", "ааа", "ааа"),
        ("а" * 141, "а", "ааа", "аа…"),
        (LONG, "Слово", "Слово Слово", "…"),
        (LONG, "37", "…Слово", "…"),
        (LONG, "прежде, их было больше, чем прежде,", "…", "…"),
    ],
)
def test_a_long_text_is_cut_around_what_is_cited(text, near, begins_with, ends_with):
    cited = short(text, text.index(near))
    assert cited.startswith(begins_with) and cited.endswith(ends_with)
    assert near in cited and len(cited) <= 140


def test_the_end_of_a_long_text_is_cited_to_its_end():
    assert short(f"{LONG} Конец.", len(LONG) + 1).endswith("прежде, Конец.")


@pytest.mark.parametrize(
    ("labels", "period", "expected"),
    [
        ({}, "2023", "таблица 1, раздел 1, «Всего», 2023"),
        ({"row_path": (), "column_path": ()}, "2023", "таблица 1, раздел 1, 2023"),
        ({}, "", "таблица 1, раздел 1, «Всего»"),
        ({}, "2023-01-01/2023-03-31", "таблица 1, раздел 1, «Всего», 01.01–31.03.2023"),
        ({}, "2022-09-01/2023-05-31", "таблица 1, раздел 1, «Всего», 01.09.2022–31.05.2023"),
    ],
)
def test_a_figure_of_a_table_is_cited_by_what_is_known_of_its_place(labels, period, expected):
    cited = where(figure(period=period, **({"column_path": ()} | labels)), "ru")
    assert cited.replace(" (1)", ", раздел 1").casefold() == expected.casefold()


def test_a_norm_that_is_missed_is_told_at_its_figure(tmp_path):
    text = "Посетили 40 раз. Обращаемость составила 2,5 – ниже нормы (при норме 1,4–3), 2,5."
    (told,) = (f for f in findings(tmp_path, f"# 5.4 Фонд\n\n{text}") if f.rule == "text.norm")
    assert len(told.observations) == 1 and told.left == "2,5"


@pytest.mark.parametrize("parts", [False, True])
def test_damage_stays_visible_when_another_report_is_added(tmp_path, parts):
    """What stands as it was keeps its seal: a new version does not seal the damage."""
    out = tmp_path / "out"
    publish_dataset([report_of()], [], out, PublishOptions(parts=parts))
    (document,) = out.rglob("beryozovo-2023.json")
    document.write_text(document.read_text("utf-8").replace("2023", "2032"), "utf-8")
    seen = [str(one) for one in damages_of(out)]
    other = report_of(report="lug-2022", file="l.docx", sha256="77", year=2022)
    publish_dataset([other], [], out, PublishOptions(parts=parts))
    assert [str(one) for one in damages_of(out)] == seen != []


@pytest.mark.parametrize(
    ("heading", "found"), [("", True), ("# Читаемость выше, чем в 2023 году\n\n", False)]
)
def test_a_text_that_compares_with_its_own_year_is_told_and_a_heading_is_not(
    tmp_path, heading, found
):
    text = "Читаемость выше, чем в 2023 году." if not heading else "Читаемость высокая."
    told = findings(tmp_path, f"{heading}# 5.4 Фонд\n\n{text}")
    assert ("label.text_year" in {one.rule for one in told}) is found


@pytest.mark.parametrize(("organisation", "compared"), [("ЦБС", True), ("Другая", False)])
def test_two_years_of_an_organisation_without_a_district_are_held_together(
    tmp_path, organisation, compared
):
    table = "| Показатель | {0} | {1} |\n| Число пользователей, чел. | {2} | {3} |"
    now, before = table.format(2022, 2023, 640, 650), table.format(2021, 2022, 600, 620)
    reports = [
        replace(report_by_hand(text, year), district="", organisation=name)
        for text, year, name in ((now, 2023, "ЦБС"), (before, 2022, organisation))
    ]
    told = checked(tmp_path, *reports).findings
    assert bool([one for one in told if "640" in (one.left, one.right)]) is compared
