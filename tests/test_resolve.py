"""Names of settlements, slips, lists, registries: the rules of the room one by one."""

from pathlib import Path

import pytest
from checking import report_of as drawn_report
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import CalledWrongly
from extractor.model import Library
from extractor.names import district_name, read_registry, resolve_names
from extractor.names.areas import area_of
from extractor.names.candidates.settlement_keys import settlement_id
from extractor.names.candidates.typos import is_likely_slip

PLACES = (
    "с. Луговое",
    "с. Ново-Луговое",
    "д. Васильки",
    "п. Сухой Лог",
    "с. Заречье",
    "с. Ключи",
    "п. Октябрь",
    "с. Елец",
)
DISTRICT = (
    Library(
        "b-cb",
        "Центральная библиотека",
        "Берёзовский район",
        kind="central",
        settlement="с. Берёзово",
    ),
    *(
        Library(f"b-{n}", f"Библиотека-филиал № {n}", "Берёзовский район", str(n), "rural", p)
        for n, p in enumerate(PLACES, 1)
    ),
)


def meant(text, registry=DISTRICT):
    answer = resolve_names([text], registry)[0]
    return " ".join(answer.libraries) or answer.rule


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("Луговская библиотека", "b-1"),
        ("библиотека с. Лугового", "b-1"),
        ("Новолуговская библиотека", "b-2"),
        ("Н-Луговская библиотека", "b-2"),
        ("библиотека с. Н. Луговое", "b-2"),
        ("Васильковская библиотека", "b-3"),
        ("библиотека деревни Васильков", "b-3"),
        ("Сухоложская библиотека", "b-4"),
        ("С-Ложская библиотека", "b-4"),
        ("Зареченская библиотека", "b-5"),
        ("Ключевская библиотека", "b-6"),
        ("Октябрьская библиотека", "b-7"),
        ("Елецкая библиотека", "b-8"),
        ("библиотека с. Ельца", "b-8"),
    ],
)
def test_a_settlement_is_known_in_every_form(text, library):
    assert meant(text) == library


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("филиалы № 1-3", "b-1 b-2 b-3"),
        ("филиалы №№ 1–3, 6", "b-1 b-2 b-3 b-6"),
        ("Ф1,4", "b-1 b-4"),
        ("№ 1, 4", "b-1 b-4"),
        ("ЦБ, ф. № 2, 5", "b-cb b-2 b-5"),
        ("Луговская и Ключевская библиотеки", "b-1 b-6"),
        ("филиалы - 12", "none"),
        ("Все филиалы, кроме № 2, 3, 4", "b-cb b-1 b-5 b-6 b-7 b-8"),
        ("Все библиотеки, кроме новых", "ambiguous"),
        ("Все библиотеки (кроме ЦБ)", "b-1 b-2 b-3 b-4 b-5 b-6 b-7 b-8"),
        ("библиотеки № 1, 99", "b-1"),
        ("Филиал № 4 и центральная библиотека", "b-4 b-cb"),
        ("Филиалы № 2–4", "b-2 b-3 b-4"),
        ("Филиалы № 7–11", "b-7 b-8"),
        ("Филиалы № 11–13", "none"),
        ("Филиал № 4–12 чел.", "b-4"),
        ("филиалы 1-3, 7-8", "b-1 b-2 b-3 b-7 b-8"),
        ("Филиал № 4, Победы, 5", "b-4"),
        ("Филиал № 1 - 5 чел.", "b-1"),
        ("Луговская/Ключевская с/б", "b-1 b-6"),
        ("филиалы № 1 - 3 открыты", "b-1 b-2 b-3"),
    ],
)
def test_a_list_gives_all_that_it_names(text, libraries):
    assert meant(text) == libraries


NAMESAKES = (
    Library("1", "Ивановская сельская библиотека", kind="rural", settlement="с. Ивановка"),
    Library("2", "Ивановская детская библиотека", kind="children", settlement="с. Ивановка"),
    Library("3", "Никольская библиотека", settlement="п. Никольский"),
    Library("4", "Никольская библиотека", settlement="с. Никольское"),
)


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("Ивановские сельская и детская библиотеки", "1 2"),
        ("библиотека п. Никольский", "3"),
        ("библиотека села Никольского", "4"),
        ("Никольская библиотека", "ambiguous"),
        ("библиотека д. Никольское", "ambiguous"),
    ],
)
def test_a_place_is_shared_where_it_is_said_in_the_plural_and_namesakes_are_told_by_their_mark(
    text, libraries
):
    assert meant(text, NAMESAKES) == libraries


HONOURED = tuple(
    Library(str(place), name)
    for place, name in enumerate(
        (
            "Луговская сельская библиотека им. С. Есенина",
            "Горская сельская библиотека имени П. П. Ершова",
            "Дольская сельская библиотека имени Героя Советского Союза Д. М. Карбышева",
            "Районная библиотека",
            "Полянская сельская библиотека № 1",
            "Полянская сельская библиотека № 2",
        ),
        1,
    )
)


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("Луговская библиотека", "1"),
        ("Горская СБ", "2"),
        ("Дольская с. б-ка", "3"),
        ("Дольская СБ им. Д.М. Карбышева", "3"),
        ("библиотека им. Героя Советского Союза Карбышева", "3"),
        ("с. Есенино", "none"),
        ("РБ", "4"),
        ("По району", "system"),
        ("Полянская № 2", "6"),
        ("Полянская № 3", "ambiguous"),
    ],
)
def test_initials_are_no_settlements_and_a_place_with_a_number_needs_no_word_for_a_library(
    text, library
):
    assert meant(text, HONOURED) == library


PARTS = (
    Library(
        "l",
        "Структурное подразделение «Луговская сельская библиотека» МБУК «ЦБС» Берёзовского района",
    ),
    Library(
        "g",
        "Структурное подразделение «Горская сельская библиотека» МБУК «ЦБС» Берёзовского района",
    ),
    Library("n", "Библиотека имени Н. А. Островского", settlement="г. Приморск"),
    Library("a", "Библиотека имени А. Н. Островского", settlement="г. Приморск"),
    Library("k", "Сельская библиотека", settlement="д. Красноярка"),
)


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("Луговская библиотека МБУК «ЦБС» Берёзовского района", "l"),
        ("МБУК «ЦБС» Берёзовского района", "system"),
        ("Структурное подразделение «Горская сельская библиотека»", "g"),
        ("библиотека им. Островского", "ambiguous"),
        ("библиотека имени Николая Островского", "n"),
        ("библиотека имени Александра Островского", "a"),
        ("библиотека им. Островскова", "ambiguous"),
        ("с. Красный Яр", "none"),
        ("д. Красноярка", "k"),
        ("с. Красноярское", "none"),
    ],
)
def test_what_stands_around_a_name_neither_hides_nor_makes_it(text, library):
    assert meant(text, PARTS) == library


def test_a_rural_library_is_not_the_childrens_one_of_its_village():
    registry = (
        Library("family", "Библиотека семейного чтения", settlement="с. Луговое"),
        Library("children", "Детская сельская библиотека", settlement="с. Луговое"),
    )
    texts = (
        "Луговская сельская библиотека",
        "Луговская детская библиотека",
        "Луговская библиотека семейного чтения",
    )
    assert [meant(text, registry) for text in texts] == ["ambiguous", "children", "family"]


@pytest.mark.parametrize(
    "text",
    [
        "Школа № 1",
        "Медсанчасть № 2",
        "Луговской СДК",
        "отдел обслуживания ЦБ",
        "Филиал № 1 Сбербанка",
        "Приложение № 4",
        "Сосновская ЦБС",
        "библиотека № 1 Сосновского района",
        "Областная библиотека",
        "",
        "  ",
        "—",
        "2023",
        "https://a.example/1",
    ],
)
def test_what_is_of_nobody_here_is_nobody(text):
    assert meant(text) == "none"


@pytest.mark.parametrize(
    "text", ["Библиотека-филиал № 1 с. Ключи", "филиал № 2 (Васильки)", "Библиотека № 3 д. Дальняя"]
)
def test_evidence_that_conflicts_decides_nothing(text):
    assert meant(text) == "ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        "Библиoтека-филиал № 1",
        "Ббиблиотека-филиал №1",
        "библиотекафилиал№1",
        "БИБЛИОТЕКА – ФИЛИАЛ № 01",
    ],
)
def test_a_slip_in_the_word_for_a_library_changes_nothing(text):
    assert meant(text) == "b-1"


@pytest.mark.parametrize(
    ("word", "name", "likely"),
    [
        ("лугвое", "луговое", True),
        ("лугоовое", "луговое", True),
        ("лугавое", "луговое", True),
        ("луогвое", "луговое", True),
        ("лугмовое", "луговое", False),
        ("лузовое", "луговое", False),
    ],
)
def test_a_slip_is_told_from_another_name(word, name, likely):
    assert is_likely_slip(word, name) == likely


def test_two_edits_away_from_a_known_village_is_another_village():
    assert meant("Лугминская библиотека") == "none"


def test_a_registry_with_names_alone_is_enough():
    registry = (
        Library("a", "Ключевская сельская библиотека"),
        Library("b", "Верхнереченская сельская библиотека"),
    )
    texts = ("библиотека с. Ключи", "В-Реченская СБ", "библиотека с. Верхняя Речка")
    assert [meant(text, registry) for text in texts] == ["a", "b", "b"]


def test_a_settlement_whose_name_begins_like_an_institution_is_a_settlement():
    registry = (Library("a", "Библиотека-филиал № 1", number="1", settlement="п. Советский"),)
    texts = ("Советская библиотека", "Совет ветеранов п. Советский", "Советская школа")
    assert [meant(text, registry) for text in texts] == ["a", "none", "none"]


NAMES = """
Ольховатка Ольховатская, Кудиново Кудиновская, Ключи Ключевская, Горки Горковская, Броды Бродовская, Озёрки Озерковская,
Победа Победенская, Маяк Маякская, Октябрьский Октябрьская, Степной Степная, Дальнее Дальненская, Медвежье Медвеженская,
Соловьи Соловьёвская, Журавли Журавлёвская, Каменка Каменская, Роща Рощинская, Новая Жизнь Новожизненская,
Зелёный Мыс Зеленомысская, Белая Гора Белогорская, Чистые Пруды Чистопрудненская, Мокрый Лог Мокроложская,
Верх-Талица Верх-Талицкая, Погорелец Погорелецкая, Столбцы Столбцовская, Бор Борская, Яр Ярская, Чулок Чулковская,
Городок Городковская, Заозёрье Заозерская, Приречье Приреченская, Раздолье Раздольевская, Мельница Мельничная,
Ильичёвка Ильичёвская, Гоголево Гоголевская, Лисьи Норы Лисьенорская, Терновка Терновская, Вишнёвое Вишнёвская
"""  # noqa: E501
PAIRS = [each.strip().rpartition(" ")[::2] for each in NAMES.replace("\n", " ").split(",")]
VILLAGES = tuple(
    Library(place, "Сельская библиотека", settlement=f"с. {place}") for place, _ in PAIRS
)


@pytest.mark.parametrize(("place", "adjective"), PAIRS)
def test_an_adjective_leads_to_its_village_among_many(place, adjective):
    assert meant(f"{adjective} библиотека", VILLAGES) == place


def test_an_abbreviation_comes_from_the_registry_itself():
    registry = (*DISTRICT, Library("b-bec", "Библиотечно-эстетический центр"))
    assert [meant("БЭЦ", registry), meant("БЭЦ")] == ["b-bec", "none"]


def test_a_first_name_shared_with_another_person_is_no_evidence():
    registry = (
        Library("a", "Библиотека имени Николая Берёзкина"),
        Library("b", "Библиотека им. П. П. Луговского"),
    )
    texts = (
        "библиотека им. Берёзкина",
        "Библиотека имени Николая Дубова",
        "Берёзкинская библиотека",
        "Николаевская библиотека",
    )
    assert [meant(text, registry) for text in texts] == ["a", "none", "a", "none"]


BY_NAME_AND_NUMBER = (
    Library("4", "Библиотека-филиал № 4 «Родник знаний юного читателя»"),
    Library("5", "Библиотека-филиал № 5 «Истоки»"),
    Library("6", "Библиотека-филиал № 6"),
)


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("Филиал № 4 «Родник»", "4"),
        ("Филиал № 4 «Родник знаний»", "4"),
        ("Филиал № 5 «Истоки»", "5"),
        ("Филиал № 4 «Истоки»", "ambiguous"),
        ("Филиал № 5 «Родник знаний»", "ambiguous"),
        ("Филиал № 6 «Истоки»", "ambiguous"),
    ],
)
def test_a_part_of_a_name_does_not_contradict_its_number_and_another_name_does(text, library):
    assert meant(text, BY_NAME_AND_NUMBER) == library


def test_an_empty_registry_knows_nobody_and_its_system():
    assert [meant("Библиотека № 1", ()), meant("по системе", ())] == ["none", "system"]


SPELLINGS = ("{}", "{}.", " {} ", "«{}»", "1. {}", "МБУК «Берёзовская ЦБС» {}")


@given(st.sampled_from(DISTRICT[1:]), st.sampled_from(SPELLINGS), st.booleans())
def test_a_number_is_found_whatever_stands_around_it(library, spelling, upper):
    text = spelling.format(f"библиотека-филиал № {library.number}")
    assert meant(text.upper() if upper else text) == library.library


@given(st.text(max_size=40))
def test_any_text_gets_an_answer_that_keeps_the_text(text):
    answer = resolve_names([text], DISTRICT)[0]
    assert answer.text == text
    assert 0 <= answer.score <= 100
    assert bool(answer.libraries) == (answer.rule not in ("none", "ambiguous", "system"))


@given(st.sampled_from(PLACES), st.sampled_from(("с. {}", "село {}", "{}", "д. {} (центр)")))
def test_the_key_of_a_settlement_does_not_depend_on_its_mark(place, form):
    assert settlement_id(form.format(place.partition(". ")[2])) == settlement_id(place)


# --- registries as files


@pytest.mark.parametrize(
    "text",
    [
        "library,name,number\nx,Библиотека № 4,4\n",
        "\ufefflibrary;name;number\nx;Библиотека № 4;4\n",
        "код;Наименование;№\nx;Библиотека № 4;4.0\n",
    ],
)
def test_a_registry_is_read_with_either_comma_and_either_language(tmp_path, text):
    path = tmp_path / "l.csv"
    path.write_text(text, encoding="utf-8")
    assert read_registry(path) == (Library("x", "Библиотека № 4", number="4"),)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("name\nБиблиотека\n", "registry_columns"),
        ("library,name\nx,А\nx,Б\n", "registry_duplicate"),
        (None, "registry_missing"),
        ("", "registry_columns"),
    ],
)
def test_a_registry_that_cannot_be_used_says_why(tmp_path, text, key):
    path = tmp_path / "l.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CalledWrongly) as caught:
        read_registry(Path(path))
    assert caught.value.key == key


# --- territories


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Луговской район", "district:лугов"),
        ("МО «Луговской район»", "district:лугов"),
        ("Муниципальное образование Луговской р-н", "district:лугов"),
        ("г. Луговск", "city:луговск"),
        ("город Луговск", "city:луговск"),
        ("ГО «город Луговск»", "city:луговск"),
        ("с. Большая Елань", "place:большеелан"),
        ("с. Больше-Елань", "place:большеелан"),
        ("Луговское сельское поселение", "rural:лугов"),
        ("Заречная область", "region:заречн"),
        ("1. Луговской район", "district:лугов"),
        ("Верхнеозёрский МО", "district:верхнеозер"),
        ("МР «Луговской район»", "district:лугов"),
        ("Луговского муниципального района", "district:лугов"),
        ("по Луговскому району", "district:лугов"),
        ("Луговской округ Заречной области", "district:лугов"),
        ("Северный район", "district:северн"),
        ("г.о. Луговск", "city:луговск"),
        ("Луговской наслег", "rural:лугов"),
        ("Усть-Луговской наслег", "rural:усть-лугов"),
        ("Луговской улус", "district:лугов"),
        ("Луговского кожууна", "district:лугов"),
    ],
)
def test_spellings_of_a_territory_share_a_key(label, key):
    area = area_of(label)
    assert area is not None
    assert area.key == key


@pytest.mark.parametrize(
    "label",
    [
        "Книги",
        "Городской округ",
        "Муниципальные районы",
        "Луговская библиотека",
        "Всего по району",
        "Село",
        "",
    ],
)
def test_what_names_no_territory_is_none(label):
    assert area_of(label) is None


@pytest.mark.parametrize(
    "label",
    [
        "Сельские библиотеки",
        "Городские библиотеки",
        "Казённые учреждения",
        "Каждый район",
        "Прочие",
    ],
)
def test_a_category_is_no_territory_even_where_territories_are_listed(label):
    assert area_of(label, listed=True) is None


def test_a_bare_adjective_is_a_district_only_in_a_list_of_them():
    assert area_of("Луговской") is None
    assert area_of("Луговской", listed=True) == area_of("Луговской", True)
    assert area_of("Луговской", listed=True).key == area_of("Луговской район").key


@pytest.mark.parametrize("text", ["Луговской", "МО «Луговской район»", "Луговской район"])
def test_a_district_has_one_name_however_it_is_given(text):
    assert district_name(text) == "Луговской район"


@pytest.mark.parametrize(
    ("headings", "area"),
    [
        ("# Луговское сельское поселение", "Луговское сельское поселение"),
        ("# Луговское сельское поселение\n\n# Итоги года", ""),
        ("# Итоги года", ""),
    ],
)
def test_a_heading_names_the_territory_of_the_figures_below_it(headings, area):
    table = "| Показатель | 2022 | 2023 |\n| Число пользователей | 10 | 12 |"
    found = drawn_report(f"{headings}\n\n{table}").observations
    assert {one.area for one in found} == {area} and len(found) == 2
