"""What a figure measures is told by the words of its labels, its caption and its headings, and
by nothing else.
"""

import re
from dataclasses import replace as replace_verdict
from decimal import Decimal

import pytest
import yaml
from msgspec.structs import replace

from extractor.errors import CalledWrongly
from extractor.indicators import classify_observations, explain_observation, label_key
from extractor.indicators.matching import Verdict
from extractor.indicators.wording import words_of
from extractor.model import (
    Observation,
    Outline,
    Place,
    PlacedTable,
    Section,
    Status,
    Table,
)
from extractor.russian.units import find_unit
from extractor.words.indicators import vocabulary

VOCABULARY = vocabulary()
NAMES = frozenset(
    {"Луговская библиотека", "Заречная библиотека", "Берёзовская библиотека", "Заречье"}
)


def outline_of(heading: str, caption: str = "", chapter: str = "") -> Outline:
    sections = (Section("5", "", 1, chapter, 0), Section("5.1", "5", 2, heading, 1))
    return Outline(
        sections, ("5", "5.1", "5.1"), (PlacedTable(1, Table(2, 9, 9, ()), "5.1", caption),)
    )


def figure(column="", row="", unit="", library=(), area="", line=1) -> Observation:
    paths = [
        tuple(part.strip() for part in each.split("/") if part.strip()) for each in (row, column)
    ]
    return Observation(
        section="5.1",
        table=1,
        row=line,
        column=1,
        row_path=paths[0],
        column_path=paths[1],
        period="2023",
        value=Decimal(5),
        decimals=0,
        unit=unit,
        status=Status.OK,
        raw="5",
        place=Place("a.docx", 2, line, 1),
        library=library,
        area=area,
    )


def code(observation: Observation, outline: Outline, names: frozenset[str] = NAMES) -> str:
    return classify_observations([observation], outline, VOCABULARY, names)[0].indicator


@pytest.mark.parametrize(
    ("heading", "caption", "column", "row", "unit", "expected"),
    [
        # the labels alone
        (
            "",
            "",
            "",
            "Число зарегистрированных пользователей (всего), человек",
            "person",
            "users.registered",
        ),
        (
            "",
            "",
            "",
            "Число зарегистрированных пользователей / обслуженных в стенах библиотеки",
            "person",
            "users.onsite",
        ),
        ("", "", "Пользователи, чел.", "", "", "users.registered"),
        ("", "", "Количество читателей", "", "", "users.registered"),
        ("", "", "из них удалённых пользователей", "", "", "users.remote"),
        ("", "", "Число посещений библиотеки, всего", "", "", "visits.total"),
        ("", "", "Посещения массовых мероприятий", "", "", "visits.events"),
        ("", "", "Документовыдача, экз.", "", "", "loans.total"),
        ("", "", "Выдано (просмотрено) документов, всего", "", "", "loans.total"),
        ("", "", "Книговыдача", "", "", "loans.total"),
        ("", "", "Охват населения библиотечным обслуживанием, %", "", "%", "users.coverage"),
        ("", "", "Читаемость", "", "", "ratios.loans_per_user"),
        (
            "Состав фонда",
            "",
            "Объём показателя",
            "Книгообеспеченность",
            "",
            "ratios.stock_per_user",
        ),
        (
            "",
            "",
            "",
            "Среднее число жителей на одну библиотеку",
            "",
            "network.population_per_library",
        ),
        ("", "", "Финансовые расходы (тыс. руб.) / на 1 посещение", "", "RUB", "finance.per_visit"),
        ("", "", "Средняя заработная плата основного персонала, руб.", "", "RUB", "salary.main"),
        # the same word under another heading is another indicator
        ("Движение фонда", "", "", "Поступило за год", "", "holdings.acquired"),
        ("Краеведческий фонд", "", "", "Поступило за год", "", "local_history.acquired"),
        ("Движение фонда", "", "Книги", "Состоит на конец года", "", "holdings.books"),
        ("Движение фонда", "", "", "Состоит на конец года", "", "holdings.total"),
        (
            "Ресурсы Президентской библиотеки",
            "",
            "Выдано (просмотрено) документов",
            "",
            "",
            "eresources.pb.loans",
        ),
        ("Внестационарное обслуживание", "", "Пользователи", "", "", "users.outreach_points"),
        (
            "Кадры",
            "",
            "имеют образование / высшее / всего",
            "Численность основного персонала",
            "",
            "staff.education.higher",
        ),
        (
            "Читательская аудитория",
            "",
            "пользователей по образованию / высшее",
            "",
            "person",
            "users.education.higher",
        ),
        # counts and their shares
        (
            "Пользователи по возрасту",
            "",
            "дети до 14 лет / чел.",
            "",
            "person",
            "users.age.children",
        ),
        ("Пользователи по возрасту", "", "дети до 14 лет / %", "", "%", "users.share.children"),
        ("Состав фонда", "", "Кол-во", "Худож. литература", "", "holdings.subject.fiction"),
        ("Состав фонда", "", "%", "Худож. литература", "%", "holdings.share.fiction"),
        # the caption says what, the column only when
        ("Платные услуги", "", "", "", "RUB", "finance.paid_services"),
        ("", "План и выполнение: посещения", "Выполнение плана", "", "", ""),
        # a typing slip
        ("", "", "Число зарегестрированных пользователей", "", "", "users.registered"),
        # a label that says more means something else: nothing is claimed
        ("", "", "Пользователи, получившие читательский билет впервые", "", "", ""),
        ("", "", "Посещения музея", "", "", ""),
        ("", "", "Число лесхозов", "", "", ""),
        ("", "", "", "", "", ""),
    ],
)
def test_the_words_around_a_figure_say_what_it_measures(
    heading, caption, column, row, unit, expected
):
    assert code(figure(column, row, unit), outline_of(heading, caption)) == expected


@pytest.mark.parametrize("each", VOCABULARY.indicators.values(), ids=lambda each: each.code)
def test_no_other_indicator_takes_the_label_of_an_indicator(each):
    found = code(figure(each.ru, unit=each.unit if each.unit == "%" else ""), outline_of(" "))
    related = {
        each.part_of,
        *(other.code for other in VOCABULARY.indicators.values() if other.part_of == each.code),
    }
    assert found in ("", each.code) or found in related, f"«{each.ru}» is taken for {found}"


@pytest.mark.parametrize(
    ("row", "library", "area"),
    [
        ("Луговская библиотека", ("b1",), ""),
        ("Заречье", (), "Заречье"),
        ("Заречье / Заречная библиотека / в здании школы", ("b2",), "Заречье"),
    ],
)
def test_in_a_row_that_names_somebody_the_column_alone_says_what_is_measured(row, library, area):
    assert (
        code(figure("Пользователи", row, library=library, area=area), outline_of("Сеть"))
        == "users.registered"
    )


def test_the_label_over_the_whole_table_is_its_caption():
    columns = ("Основные показатели / Пользователи", "Основные показатели / Посещения")
    found = [figure(each, "Луговская библиотека", library=("b1",)) for each in columns]
    codes = [
        each.indicator
        for each in classify_observations(found, outline_of("Сеть"), VOCABULARY, NAMES)
    ]
    assert codes == ["users.registered", "visits.total"]


def test_in_a_list_of_libraries_an_unknown_name_is_a_name_too():
    rows = [
        "Луговская библиотека",
        "Заречная библиотека",
        "Берёзовская библиотека",
        "Лесная, дом у реки",
    ]
    found = [figure("Пользователи", each, line=line) for line, each in enumerate(rows)]
    assert {
        each.indicator
        for each in classify_observations(found, outline_of("Сеть"), VOCABULARY, NAMES)
    } == {"users.registered"}


def test_a_code_tells_how_sure_it_is_where_it_is_not():
    doubted = Verdict("users.registered", "meaning", chance=0.926)
    assert doubted.confidence_in("users.registered") == 93
    assert doubted.confidence_in("visits.total") is None  # another reading confirmed that one
    assert replace_verdict(doubted, chance=0.95).confidence_in("users.registered") is None
    found = [figure("Пользователи"), figure("Число обратившихся в библиотеку за справкой лиц")]
    told = classify_observations(found, outline_of("Сеть"), VOCABULARY, NAMES)
    for before, after in zip(found, told, strict=True):
        verdict = explain_observation(before, found, outline_of("Сеть"), VOCABULARY, NAMES)
        assert after.indicator_confidence == verdict.confidence_in(after.indicator)


def test_an_explanation_names_the_wording_or_what_spoke_against_the_near_ones():
    yes = explain_observation(figure("Читаемость"), [], outline_of(""), VOCABULARY, NAMES)
    assert (yes.code, yes.rule) == ("ratios.loans_per_user", "meaning")
    assert "читаемость" in yes.wording
    no = explain_observation(figure("Пользователи портала"), [], outline_of(""), VOCABULARY, NAMES)
    assert no.code == ""
    assert "users.registered" in dict(no.near)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("1) Удобный режим работы", "удобный режим работы"),
        ("Показатели 2023 года", "показатели года"),
        ("Соц.-экон. литература", "соц. экон. литература"),
        ("Группа https://example.org/club", "группа"),
        ("Библиотеки Луговской области", "библиотеки"),
        ("до 14 лет (0,5)", "до 14 лет 0,5"),
        ("в динамике за период.", "в динамике за период"),
    ],
)
def test_words_of_a_label_leave_out_what_measures_nothing(label, words):
    assert " ".join(words_of(label)) == words


# --- what users add


def catalogue(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(
            yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
        )
    return folder


def test_a_user_adds_indicators_and_maps_a_label_once(tmp_path):
    bees = {
        "code": "x.bees",
        "ru": "Ульи",
        "unit": "item",
        "kind": "stock",
        "over": "sum",
        "says": ["уль"],
    }
    more = vocabulary(
        catalogue(tmp_path, more={"indicators": [bees]}, learned={"пчелы у входа": "x.bees"})
    )
    found = classify_observations(
        [figure("Ульи"), figure("Пчёлы у входа")], outline_of(""), more, NAMES
    )
    assert [each.indicator for each in found] == ["x.bees", "x.bees"]


def test_a_label_is_remembered_without_the_names_in_it():
    observation = figure("Ульи", "Луговская библиотека")
    assert (
        label_key(observation, NAMES)
        == label_key(replace(observation, row_path=("Заречная библиотека",)), NAMES)
        == "ульи"
    )


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ({"more": {"indicators": [{"code": "x"}]}}, "yaml_lacks"),
        ({"more": ["x"]}, "yaml_no_mapping"),
        ({"learned": {"a": "no.such"}}, "catalogue_code_unknown_at"),
    ],
)
def test_a_catalogue_of_another_form_is_refused_with_its_reason(content, key, tmp_path):
    with pytest.raises(CalledWrongly) as refused:
        vocabulary(catalogue(tmp_path, **content))
    assert refused.value.key == key


def test_the_catalogue_is_whole():
    codes = VOCABULARY.indicators
    for each in codes.values():
        assert not each.part_of or each.part_of in codes, each.code
        assert each.kind in {"stock", "flow", "ratio", "share", "score", "money", "yesno"}, (
            each.code
        )
        assert each.over in {"sum", "weighted", "none"}, each.code
        assert each.says, each.code
        assert set(re.findall(r"[a-z][a-z_.0-9]+", each.formula)) <= codes.keys(), each.formula


def test_the_usual_units_are_units_of_the_language():
    known = {
        found.unit
        for text in ("чел.", "ед.", "экз.", "%", "руб.", "кв. м", "подшивка")
        if (found := find_unit(text))
    }
    assert known <= {each.unit for each in VOCABULARY.indicators.values()} | {"item"}


@pytest.mark.parametrize(
    ("heading", "caption", "column", "row", "unit", "area", "expected"),
    [
        # a territory in another form of its name says nothing of what is measured
        (
            "",
            "",
            "Число пользователей, чел.",
            "Луговской МР",
            "person",
            "Луговской район",
            "users.registered",
        ),
        (
            "",
            "Сеть библиотек",
            "Всего библиотек",
            "Луговской район",
            "",
            "Луговской район",
            "network.libraries.total",
        ),
        # sums and groups of some libraries are not the network
        (
            "",
            "",
            "Посещения всего",
            "Сельские библиотеки / Луговской район",
            "",
            "Луговской район",
            "",
        ),
        ("", "", "Посещения", "Итого по сельским", "", "", ""),
        ("", "", "Посещения", "Итого: Село", "", "", ""),
        ("", "", "Посещения", "ВСЕГО ПО СЕЛУ", "", "", ""),
        (
            "",
            "",
            "Посещения",
            "Муниципальные районы / Луговской район",
            "",
            "Луговской район",
            "visits.total",
        ),
        # ratios and parts of acquisitions
        (
            "",
            "",
            "Число пользователей на 1 библиотеку",
            "Луговской район",
            "",
            "Луговской район",
            "network.users_per_library",
        ),
        (
            "",
            "",
            "Поступило новых изданий на 1000 жителей, экз.",
            "Луговской район",
            "copy",
            "Луговской район",
            "",
        ),
        ("", "", "Посещений на 1 жителя", "Луговской район", "", "Луговской район", ""),
        (
            "",
            "",
            "Книговыдача, тыс. экз.",
            "Луговской район",
            "copy",
            "Луговской район",
            "loans.total",
        ),
        # a change is not the quantity
        ("", "", "Прирост", "Количество записей в ЭК, всего", "record", "", ""),
        (
            "",
            "",
            "Число пользователей, чел. / откл.",
            "Луговской район",
            "person",
            "Луговской район",
            "",
        ),
        ("", "", "Динамика (+,-)", "Всего пользователей", "", "", ""),
        ("", "", "Рост (+), снижение (-) к 2022 году", "Книговыдача, экз.", "copy", "", ""),
        ("", "", "К прошлому году (+; –)", "Число посещений", "visit", "", ""),
        ("", "", "Увеличение / уменьшение", "Число посещений", "visit", "", ""),
        ("", "", "Снижение", "Всего пользователей", "person", "", ""),
        ("", "", "больше (+), меньше (-)", "Всего пользователей", "person", "", ""),
        # parts of a territory, titles of a library
        ("", "", "Штат", "Луговской район / село", "", "Луговской район", ""),
        ("Библиотеки", "", "1 полугодие / названий", "Центральная", "title", "", ""),
        # posts are no persons
        ("Кадры", "", "", "Штатная численность", "", "", ""),
        ("Кадры", "", "", "Фактическая численность", "", "", "staff.total"),
        # a number of services is no money, a place for readers is no reader
        ("", "Платные услуги", "", "Итого / Кол-во", "", "", ""),
        ("", "Платные услуги", "Сумма, руб.", "Итого", "RUB", "", "finance.paid_services"),
        ("", "Компьютеризация", "Из них / для читателей", "Заречная библиотека", "", "", ""),
        # a section of children speaks of children
        ("Обслуживание детей", "", "", "Посещений", "visit", "", ""),
        # the way of the loans stands in the heading alone, and nothing beside confirms it
        ("Нестационарное обслуживание", "", "Выдано", "Всего", "", "", ""),
        ("Кадры", "", "Возраст / свыше 55 лет", "", "", "", "staff.age.55_plus"),
    ],
)
def test_a_regional_table_is_coded_only_where_its_labels_say_the_whole(
    heading, caption, column, row, unit, area, expected
):
    names = NAMES | {"Всего библиотек"}
    assert (
        code(figure(column, row, unit, area=area), outline_of(heading, caption), names) == expected
    )


def test_words_in_a_cell_measure_nothing():
    read = figure("Читатели", "Луговская библиотека", "person")
    for raw, expected in (("автобус", ""), ("70 00", "users.registered")):
        assert code(replace(read, raw=raw, status=Status.TEXT), outline_of("")) == expected


def test_a_column_of_dynamics_among_years_is_a_change():
    years = [replace(figure("", "Посещения", line=line), period="2023") for line in (1, 2)]
    among = replace(figure("Динамика", "Посещения"), column=3)
    found = classify_observations([*years, among], outline_of(""), VOCABULARY, NAMES)
    assert [each.indicator for each in found] == ["visits.total", "visits.total", ""]
    alone = figure("Динамика", "Посещения")
    assert code(alone, outline_of("")) == "visits.total"


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        (
            ["Поступило, экз.", "в т. ч. книг", "Выбыло, экз.", "из них / книги"],
            ["acquired", "acquired.books", "withdrawn", "withdrawn.books"],
        ),
        (
            ["Состоит на конец года, экз.", "в том числе / книги"],
            ["total", "books"],
        ),
        (
            ["Выбыло, экз.", "в т. ч. по ветхости", "в том числе: / книги"],
            ["withdrawn", "withdrawn.worn", "withdrawn.books"],
        ),
        # no part, and a part of nothing
        (["Поступило, экз.", "Книги, экз."], ["acquired", ""]),
    ],
)
def test_a_column_that_is_a_part_is_one_of_the_column_before_it(heads, codes):
    row = [
        replace(figure(head, "Луговская библиотека", "copy", library=("b1",)), column=at)
        for at, head in enumerate(heads)
    ]
    found = classify_observations(row, outline_of(""), VOCABULARY, NAMES)
    assert [each.indicator for each in found] == [each and f"holdings.{each}" for each in codes]


def test_a_printed_plus_is_a_change():
    seen = figure("", "Читателей, чел.", "person")
    plus = replace(seen, raw="+24")
    assert (code(seen, outline_of("")), code(plus, outline_of(""))) == ("users.registered", "")


def test_an_abbreviation_beside_the_whole_word_means_something_else():
    heads = ("Читателей", "Посещений", "Чит.", "Посещ.")
    row = [
        replace(figure(head, "Луговская библиотека"), column=at) for at, head in enumerate(heads)
    ]
    found = [
        each.indicator for each in classify_observations(row, outline_of(""), VOCABULARY, NAMES)
    ]
    assert found == ["users.registered", "visits.total", "", ""]
    assert [
        explain_observation(each, row, outline_of(""), VOCABULARY, NAMES).code for each in row
    ] == found
    alone = classify_observations(
        [figure("Посещ.", "Луговская библиотека")], outline_of(""), VOCABULARY, NAMES
    )
    assert alone[0].indicator == "visits.total"


def test_a_plan_over_all_figures_is_no_title_that_may_be_lost():
    assert code(figure("План", "Книговыдача"), outline_of("")) == ""
    assert code(figure("Сведения о работе", "Книговыдача"), outline_of("")) == "loans.total"


@pytest.mark.parametrize(
    ("heading", "row", "unit", "expected"),
    [
        ("", "Число пользователей / в т. ч. дети", "person", "users.age.children"),
        ("", "Ср. читаемость", "", "ratios.loans_per_user"),
        ("Комплектование", "Поступило новых документов", "copy", "holdings.acquired"),
        ("Кадры", "имеют высшее образование", "person", "staff.education.higher"),
        ("Массовая работа", "Проведено мероприятий", "item", "events.total"),
        ("", "Количество посещений на одного работника", "", "staff.load.visits"),
        (
            "Внестационарное обслуживание",
            "Число пользователей пунктов выдачи",
            "person",
            "users.outreach_points",
        ),
    ],
)
def test_other_regions_say_the_same_in_other_words(heading, row, unit, expected):
    assert code(figure("", row, unit), outline_of(heading)) == expected
