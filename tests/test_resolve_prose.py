"""Libraries in running text, and what observations and mentions of a report get from the names
around them.
"""

import json

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from extractor.commands.name import name as name_command
from extractor.model import Outline, Paragraph, PlacedTable, Section
from extractor.names import (
    attach_names,
    learn_honours,
    learn_registry,
    list_mentions,
    read_registry,
)
from extractor.names.candidates.index import index_of
from extractor.names.text_mentions import find_mentions
from extractor.prose import quote_figures
from tests.building import FILE, observations_of, report_of, table_of
from tests.names.labels import HERE, passages

BERYOZOVO = read_registry(HERE / "beryozovo.csv")
PASSAGES = list(passages())


def found_in(text):
    return {
        (each.place.start, each.place.end): frozenset(each.libraries)
        for each in find_mentions([Paragraph(0, text)], FILE, index_of(BERYOZOVO))
        if each.libraries
    }


def test_every_mention_in_running_text_is_found_and_none_is_wrong():
    wanted = {
        (at, span): ids for at, each in enumerate(PASSAGES) for span, ids in each.mentions.items()
    }
    found = {
        (at, span): ids
        for at, each in enumerate(PASSAGES)
        for span, ids in found_in(each.text).items()
    }
    wrong = [
        (PASSAGES[at].text[slice(*span)], ids)
        for (at, span), ids in found.items()
        if wanted.get((at, span)) != ids
    ]
    missed = [PASSAGES[at].text[slice(*span)] for at, span in wanted if (at, span) not in found]
    assert not wrong
    assert not missed


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("В [филиале № 4], как и в 2022 году, тепло.", ["ber-4"]),
        ("Проведено 4 встречи в [филиале №4] и 5 встреч в школе №4.", ["ber-4"]),
        ("[Луговская библиотека].", ["ber-1"]),
        ("Открыты «История [библиотеки с. Луговое]» и музей.", ["ber-1"]),
    ],
)
def test_a_phrase_begins_and_ends_with_the_name(text, phrases):
    plain = text.replace("[", "").replace("]", "")
    span = (text.index("["), text.index("]") - 1)
    assert found_in(plain) == {span: frozenset(phrases)}


@pytest.mark.parametrize(
    ("text", "is_library"),
    [
        ("МБ посетили 3 раза", True),
        ("МБ работает с 9 до 18, воскресенье 12", True),
        ("В МБ прошло 5 встреч.", True),
        ("Загружен файл в 2 МБ.", False),
        ("2 МБ", False),
        ("ФБ – 402,1; МБ – 480,0 тыс. руб.", False),
        ("Из МБ и РБ получено 3 тыс. руб.", False),
    ],
)
def test_a_size_and_a_budget_are_no_library(text, is_library):
    """A library's kind in capitals is a mention; behind a figure or beside budgets it is none."""
    at = text.index("МБ")
    assert found_in(text) == ({(at, at + 2): frozenset({"ber-tsb"})} if is_library else {})


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("[Луговская с/б] получила 5 книг.", ["ber-1"]),
        ("Книги получила [с/б № 4].", ["ber-4"]),
        ("[С/б №4] получила 5 книг.", ["ber-4"]),
        ("Книги получила луговая с/б.", []),
        ("с/б получила 5 книг, среди них Луговская", []),
    ],
)
def test_a_kind_with_a_stroke_is_a_library_where_a_name_or_a_number_is_beside_it(text, phrases):
    plain = text.replace("[", "").replace("]", "")
    span = (text.find("["), text.find("]") - 1)
    assert found_in(plain) == ({span: frozenset(phrases)} if phrases else {})


# --- tables


def outline_of(*drawings, caption="", title="Фонд"):
    placed = tuple(
        PlacedTable(n, table_of(each, n + 1), "1", caption) for n, each in enumerate(drawings, 1)
    )
    return Outline((Section("1", "", 1, title, 0),), ("1",) * (len(drawings) + 2), placed)


def attached(drawing, caption="", title="Фонд", district="Берёзовский район"):
    outline = outline_of(drawing, caption=caption, title=title)
    observations = observations_of(outline.tables[0].table, 1, "1")
    return attach_names(observations, report_of().document, outline, BERYOZOVO, district)


@pytest.mark.parametrize(
    ("label", "library"),
    [
        ("Библиотека-филиал № 4", "ber-4"),
        ("Луговская библиотека", "ber-1"),
        ("Филиалы № 1, 2", "ber-1 ber-2"),
        ("Книги", ""),
        ("МБУК «Берёзовская МЦБС»", ""),
        ("Библиотека с. Песчаное", ""),
        ("с. Луговое", ""),
    ],
)
def test_a_row_speaks_of_the_library_that_its_label_names(label, library):
    observation = attached(f"| Показатель | 2023 |\n| {label} | 5 |")[0]
    assert " ".join(observation.library) == library


def test_a_village_in_a_list_of_libraries_is_a_library_and_elsewhere_a_territory():
    listed = attached("| Наименование библиотеки | 2023 |\n| с. Луговое | 5 |")[0]
    village = attached("| Населённый пункт | 2023 |\n| с. Луговое | 5 |")[0]
    assert (listed.library, listed.area) == (("ber-1",), "")
    assert (village.library, village.area) == ((), "с. Луговое")


@pytest.mark.parametrize(
    ("caption", "title", "library"),
    [
        ("Фонд библиотеки-филиала № 4", "Филиал № 7", "ber-4"),
        ("Фонд", "Филиал № 7", "ber-7"),
        ("Фонд филиалов № 1, 2", "", ""),
    ],
)
def test_a_caption_stands_nearer_than_a_heading_and_a_list_of_several_says_nothing(
    caption, title, library
):
    assert (
        " ".join(attached("| Показатель | 2023 |\n| Всего | 5 |", caption, title)[0].library)
        == library
    )


def test_the_system_in_a_row_stands_above_the_library_of_the_caption():
    assert (
        attached("| Показатель | 2023 |\n| По системе | 5 |", "Фонд филиала № 4")[0].library == ()
    )


def test_a_group_heading_gives_its_library_to_the_rows_under_it():
    table = observations_of(table_of("| Показатель | 2023 |\n| Книги | 5 |"), None, "1")
    grouped = [replace(each, row_path=("Библиотека-филиал № 4", *each.row_path)) for each in table]
    assert attach_names(grouped, report_of().document, outline_of(), BERYOZOVO, "")[0].library == (
        "ber-4",
    )


def test_a_farther_label_decides_among_the_candidates_of_a_nearer_one():
    observations = observations_of(table_of("| Показатель | 2023 |\n| Книги | 5 |"), None, "1")
    paths = (("Филиал № 17", "Библиотека с. Песчаное"), ("Филиал № 4", "Библиотека с. Песчаное"))
    rows = [replace(observations[0], row_path=path) for path in paths]
    assert [
        each.library
        for each in attach_names(rows, report_of().document, outline_of(), BERYOZOVO, "")
    ] == [("ber-17",), ()]


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("В филиале № 4 — *320 читателей, в филиале № 7 — 280.", "ber-4"),
        ("В филиале № 4 — 320 читателей, в филиале № 7 записано *280.", "ber-7"),
        ("Записано *320 читателей в филиале № 7.", "ber-7"),
        ("Филиал № 4 открыт. В районе *320 читателей.", ""),
        ("В филиале № 4 тихо, а по ЦБС записано *320 читателей.", ""),
        ("В библиотеке с. Луговое, ул. Школьная, 3, *320 читателей.", "ber-1"),
        ("В филиале № 4 (320 чел., 20 %); в двух детских библиотеках читателей *280.", ""),
        ("Филиал № 4 принял 320 человек; остальные филиалы вместе – *280.", ""),
        ("У филиала № 4 320 читателей; в сельских библиотеках *280.", ""),
        ("В филиале № 4 320 читателей; из них детей *280.", "ber-4"),
        ("Филиал № 4 переехал. За месяц там записано *320 читателей.", "ber-4"),
        ("Филиал № 4 переехал, филиал № 7 закрыт. За месяц там записано *320.", ""),
        ("Самый маленький филиал района, Луговской, принял *320 человек.", "ber-1"),
        ("Филиал № 4 и село, Луговое, приняли *320 человек.", "ber-4"),
        ("Меньше всего – у Луговского филиала: *5,2.", "ber-1"),
        ("Филиал № 4 принял 48 человек, а Луговской, напротив, *31.", "ber-1"),
    ],
)
def test_a_figure_of_running_text_speaks_of_the_library_of_its_sentence(text, library):
    document = replace(report_of().document, blocks=(Paragraph(0, text.replace("*", "")),))
    told, _ = quote_figures(document, outline_of(), 2023)
    figures = attach_names(told, document, outline_of(), BERYOZOVO, "")
    figure = next(each for each in figures if each.place.start == text.index("*"))
    assert " ".join(figure.library) == library


def test_districts_in_rows_are_areas_in_one_spelling_and_the_own_one_is_none():
    labels = ("Сосновский", "МО «Сосновский район»", "Берёзовский район", "г. Сосновск")
    rows = attached("| Район | 2023 |\n" + "\n".join(f"| {each} | 5 |" for each in labels))
    assert [each.area for each in rows] == [
        "Сосновский район",
        "Сосновский район",
        "",
        "г. Сосновск",
    ]


def test_a_territory_in_another_case_has_the_spelling_of_the_nominative_where_that_is_printed():
    rows = attached(
        "| Район | 2023 |\n| Сосновского муниципального района | 5 |\n| Сосновский МО | 5 |"
    )
    assert [each.area for each in rows] == ["Сосновский МО", "Сосновский МО"]


BY_DISTRICT = """
| Территория                | 2023 |
| Городские библиотеки      |      |
| г. Сосновск               | 5    |
| Приморский МО             | 5    |
| Сельские библиотеки       |      |
| Сосновский район          | 5    |
| Озёрный куст              | 5    |
| Заречный лог (отдалённый) | 5    |
| Филиал № 4                | 5    |
| Итого                     | 5    |
"""


def test_among_territories_the_other_rows_are_territories_but_no_groups_libraries_and_sums():
    known = [
        "г. Сосновск",
        "Приморский МО",
        "Сосновский район",
        "Озёрный куст",
        "Заречный лог (отдалённый)",
        "",
        "",
    ]
    rows = attached(BY_DISTRICT.replace("Территория", "Название").strip())
    assert [each.area for each in rows if each.value is not None] == known


def test_one_territory_among_other_rows_makes_no_territories_of_them():
    rows = attached(
        "| Показатель | 2023 |\n| Сосновский район | 5 |\n| Книги | 5 |\n| Газеты | 5 |"
    )
    assert [each.area for each in rows] == ["Сосновский район", "", ""]


@pytest.mark.parametrize(
    ("texts", "aliases"),
    [
        (
            ["В филиале № 4 имени Н. П. Звягина тепло.", "Филиал № 4 им. Н.П. Звягина открыт."],
            ("имени Н. П. Звягина",),
        ),
        (["Филиал № 4 им. Звягина и филиал № 7 им. Звягина."], ()),
        (["Филиал № 4 им. Звягина.", "Филиал № 4 им. Дроздова."], ()),
        (["Филиал № 4 имеет читателей."], ()),
        (["В филиале № 44 имени Н. П. Звягина тепло."], ()),
    ],
)
def test_an_honour_of_the_text_is_learned_where_it_is_that_of_one_library(texts, aliases):
    document = replace(
        report_of().document, blocks=tuple(Paragraph(at, text) for at, text in enumerate(texts))
    )
    numbered = tuple(
        replace(each, aliases=()) for each in BERYOZOVO if each.library in ("ber-4", "ber-7")
    )
    learned = {each.library: each.aliases for each in learn_honours(document, numbered)}
    assert learned == {"ber-4": aliases, "ber-7": ()}


def test_mentions_stand_in_order_with_their_places_and_sums_are_none():
    report = report_of(["| Библиотека | 2023 |\n| Филиал № 4 | 5 |\n| Итого | 5 |"])
    paragraph = Paragraph(1, "В филиале № 7 и в ЦБ тепло.")
    document = replace(
        report.document, blocks=(report.document.blocks[0], paragraph, *report.document.blocks[2:])
    )
    found = list_mentions(document, report.outline, BERYOZOVO)
    assert [(each.text, each.libraries, str(each.place)) for each in found] == [
        ("филиале № 7", ("ber-7",), f"{FILE}#b1:c2-13"),
        ("ЦБ", ("ber-tsb",), f"{FILE}#b1:c18-20"),
        ("Филиал № 4", ("ber-4",), f"{FILE}#b2!R1C0"),
    ]


LONG = "В течение года продолжался ремонт: крыша и крыльцо, отопление, окна и двери, пожарный выход"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Филиал № 4", [("Филиал № 4", ("ber-4",))]),
        ("Филиал № 99", []),
        ("Все библиотеки, кроме новых", [("Все библиотеки, кроме новых", ())]),
        (f"{LONG}. Все библиотеки, кроме новых, ждут.", []),
        (f"{LONG} – филиал № 99 уже открыт для читателей.", []),
        (f"{LONG} закончен, и читатели довольны.", []),
    ],
)
def test_a_short_cell_names_as_a_whole_and_a_long_one_is_running_text(cell, names):
    report = report_of([f"| Примечание | 2023 |\n| {cell} | 5 |"])
    found = list_mentions(report.document, report.outline, BERYOZOVO)
    assert [(each.text, each.libraries) for each in found] == names


# --- a registry learned from the report

LIST = """
| № | Наименование библиотеки | Адрес |
| 1 | Центральная библиотека | г. Заречье, ул. Ленина, 1 |
| 2 | Библиотека-филиал № 3 с. Луговое | ул. Школьная, 5 |
| 3 | Библиотека-филиал № 5 | п. Сухой Лог, ул. Мира, 2 |
| 4 | Детская библиотека | г. Заречье, ул. Ленина, 3 |
"""
OTHER = """
| Библиотека | Книговыдача |
| Ф№ 5 (Сухой Лог) | 10 |
| Ббиблиотека-филиал № 3 | 20 |
| Библиотека-филиал № 8 д. Ключи | 30 |
| МБУ «Заречная ЦБС» | 60 |
| Итого | 60 |
"""


def learned():
    return learn_registry(outline_of(LIST, OTHER), "Зареченский район", "zarechenskiy")


def test_a_registry_is_learned_from_the_lists_of_the_report():
    assert [(each.library, each.number, each.settlement) for each in learned()] == [
        ("zarechenskiy-tsb", "", "г. Заречье"),
        ("zarechenskiy-3", "3", "с. Луговое"),
        ("zarechenskiy-5", "5", "п. Сухой Лог"),
        ("zarechenskiy-detskaya", "", "г. Заречье"),
        ("zarechenskiy-8", "8", "д. Ключи"),
    ]


LISTED = """
| Наименование библиотеки | Населённый пункт | Книговыдача |
| Филиал № 3 | с. Луговое | 20 |
| Филиал № 5 | п. Сухой Лог | 10 |
| Филиал № 8 | д. Ключи | 30 |
{}
"""


@pytest.mark.parametrize(
    "row",
    [
        "| Все филиалы, кроме № 3 и № 5 | д. Ключи | 30 |",
        "| МБУК «Заречная ЦБС», кроме детской библиотеки | д. Ключи | 30 |",
        "| ЦБС (за исключением детской библиотеки) | | 30 |",
        "| с. Дальнее | < | < |",
        "| Ремонт крыши | | 5 |",
        "| Итого | с. Луговое | 60 |",
        "| в том числе детям | с. Луговое | 6 |",
        "| Библиотеки | | 60 |",
        "| Филиалы | | 60 |",
    ],
)
def test_what_names_no_single_library_in_a_list_adds_none(row):
    def told(text):
        return learn_registry(outline_of(LISTED.format(text)), "Зареченский район", "z")

    assert [each.library for each in told("")] == ["z-3", "z-5", "z-8"]
    assert told(row) == told("")


def test_every_row_of_every_list_resolves_against_what_was_learned():
    outline = outline_of(LIST, OTHER)
    names = [
        cell.text
        for placed in outline.tables
        for cell in placed.table.cells
        if "иблиотека" in cell.text and cell.row
    ]
    found = list_mentions(report_of([LIST, OTHER]).document, outline, learned())
    assert {each.text for each in found if each.libraries} >= set(names)


def test_a_written_registry_that_a_person_corrected_is_read_again(tmp_path):
    path, branch = tmp_path / "libraries.csv", learned()[1]
    row = (
        f'{branch.library},{branch.district},{branch.number},"{branch.name}",,'
        f'"{branch.settlement}",,Сельский уют'
    )
    path.write_text(
        f"library,district,number,name,kind,settlement,address,aliases\n{row}\n", encoding="utf-8"
    )
    registry = read_registry(path)
    texts = ("В Луговской библиотеке", "Библиотека «Сельский уют»")
    found = [
        next(find_mentions([Paragraph(0, text)], FILE, index_of(registry))).libraries
        for text in texts
    ]
    assert found == [("zarechenskiy-3",), ("zarechenskiy-3",)]


# --- the command


def run(*arguments, **options):
    return CliRunner().invoke(
        name_command, ["--libraries", str(HERE / "beryozovo.csv"), *arguments], **options
    )


def test_the_command_answers_one_line_for_each_line():
    lines = run(input="Ф№ 4\n\nСОШ № 4\r\nБиблиотека с. Песчаное").stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [each["rule"] for each in answers] == ["number", "none", "none", "ambiguous"]
    assert [set(each) for each in answers] == [
        {"text", "libraries", "score", "rule", "candidates"}
    ] * 4
    assert [each["library"] for each in answers[3]["candidates"]] == ["ber-14", "ber-17"]


def test_the_command_takes_texts_as_arguments():
    assert json.loads(run("Библиотеки-филиалы: №1, 4").stdout)["libraries"] == ["ber-1", "ber-4"]
