"""Figures of running text: what each counts, when, what it does in its sentence, where it
stands; and what states nothing.
"""

from decimal import Decimal

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prose import YEAR, document_of, figure_of, found_in, labelled, quoted

from extractor.model import Aside, Document, Note, Outline, Paragraph, Section, Status, Table
from extractor.prose import quote_figures, reading
from extractor.russian import find_quantities

NO_OUTLINE = Outline((), (), ())


def extra(each):
    fields = {name: getattr(each, name) for name in ("role", "direction", "op", "claim")}
    return {name: value for name, value in fields.items() if value} | dict(each.extra)


def said(text, **about):
    """The figures of one sentence as «raw: label»."""
    return [f"{each.raw}: {' / '.join(each.row_path)}" for each in quoted(text, **about)]


def asides(*paragraphs):
    return [
        f"{each.text}: {each.kind}"
        for each in quote_figures(document_of(*paragraphs), NO_OUTLINE, YEAR)[1]
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    list(labelled()),
    ids=lambda each: each[:40] if isinstance(each, str) else "",
)
def test_each_figure_that_states_something_is_found_with_its_period_and_role(text, figures):
    assert found_in(text) == figures


def test_a_figure_keeps_its_printed_form_value_multiplier_and_unit():
    (each,) = quoted("Выделено 1 250,5 тыс. рублей на ремонт.")
    kept = each
    assert (kept.raw, kept.value, kept.decimals, kept.multiplier, kept.unit) == (
        "1 250,5 тыс.",
        Decimal("1250.5"),
        1,
        1000,
        "RUB",
    )
    assert kept.status is Status.OK
    assert (each.table, each.row, each.column, each.column_path) == (None, None, None, ())
    assert str(each.place) == "a.docx#b0:c9-21"


def test_a_range_has_no_single_value_but_both_bounds():
    (each,) = quoted("Норма – 17–22 книги.")
    assert (each.value, each.status) == (None, Status.TEXT)
    assert (extra(each)["op"], extra(each)["low"], extra(each)["high"]) == ("range", "17", "22")


LABELS = """
В районе работает 20 сельских библиотек. | 20: сельская библиотека
Поступило 130 экземпляров электронных документов. | 130: электронный документ
Объём электронного каталога – 102 записи. | 102: объём электронного каталога
Книговыдача составила 5 100 экз. | 5 100: книговыдача
- среднее число жителей на одну библиотеку – 1 240 человек; | 1 240: среднее число жителей на одну библиотеку
Охват населения услугами в 2023 году составил 60 %. | 60: охват населения услугами
В акции приняли участие 266 человек. | 266: человек
Группы («Заря» – 1 024, «Родник» – 640). | 1 024: Заря; 640: Родник
Довольны 94 % опрошенных. | 94: опрошенные
Продано билетов на 27 300 рублей. | 27 300: билет
Население: 2 469 – город, 882 – село. | 2 469: город; 882: село
Дано 280 индивидуальных и групповых консультаций. | 280: индивидуальная и групповая консультация
Среди читателей преобладают женщины (63 %). | 63: женщина
Открыты 5 (25 %) библиотек. | 5: библиотека; 25: библиотека
Число библиотек, имеющих свой сайт, __3__. | 3: число библиотек, имеющих свой сайт
Поступило: книг – 1200 экз., брошюр – 50 экз., электронных изданий – 5. | 1200: книга; 50: брошюра; 5: электронное издание
Из местного бюджета получено 120 руб., из областного – 180 руб. | 120: местный бюджет; 180: областной бюджет
Объём фонда – 198 экз., в том числе книг – 180, журналов – 18. | 198: объём фонда; 180: книга; 18: журнал
Библиотек – 21, из них модельных – 3, детских – 1. | 21: библиотека; 3: библиотека, модельных; 1: библиотека, детских
Посещений – 512 (+15), в том числе детьми – 148 (–2). | 512: посещение; 15: посещение; 148: ребёнок; 2: ребёнок
Выдача на жителя – 19 экз., на читателя – 38 экз. | 19: выдача на жителя; 38: читатель
План по посещениям – 41 000, выполнено 42 000. | 41 000: план по посещениям; 42 000: выполнение плана по посещениям
Стаж до 3 лет имеют 4 работника, от 3 до 10 лет – 11, свыше 10 лет – 21. | 4: работник; 11: работник; 21: работник
Число читателей составило 415 человек, посещений – 9 300. | 415: число читателей; 9 300: число посещений
Число читателей школы составило 415 человек, посещений – 9 300. | 415: число читателей школы; 9 300: посещение
Число библиотек – 12, в городе – 2. | 12: число библиотек; 2: город
Читателей до 14 лет – 832, старше 60 лет – 415. | 832: читатель; 415: читатель
"""  # noqa: E501


@pytest.mark.parametrize(
    ("text", "labels"), [line.split(" | ") for line in LABELS.strip().splitlines()]
)
def test_a_figure_is_told_of_what_it_counts_in_dictionary_form(text, labels):
    assert "; ".join(said(text)) == labels


def test_parts_of_one_claim_of_change_share_its_name():
    amount, percent, result = quoted(
        "Число посещений увеличилось на 120 (+1,2 %) и составило 10 135."
    )
    assert extra(amount)["claim"] == extra(percent)["claim"] == extra(result)["claim"]
    assert [extra(each)["role"] for each in (amount, percent, result)] == [
        "change",
        "change",
        "fact",
    ]
    assert [extra(each).get("direction") for each in (amount, percent, result)] == [
        "up",
        "up",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Фонд сократился на 799 экземпляров: выбытие превысило поступления.", "down"),
        ("Число посещений выросло на 1 200: снизилась только книговыдача.", "up"),
        ("Штат уменьшился на 3 человека; больше стало лишь волонтёров.", "down"),
        ("Читателей на 40 больше: закрытие одного филиала убыли не дало.", "up"),
    ],
)
def test_what_a_colon_opens_turns_no_change(text, way):
    assert extra(quoted(text)[0])["direction"] == way


def test_two_claims_have_two_names_and_a_lone_fact_has_none():
    first, _, second, _, alone = quoted(
        "Фонд уменьшился на 5 экз. и составил 90.",
        "Каталог вырос на 7 записей и насчитывает 80.",
        "Работают 3 клуба.",
    )
    assert extra(first)["claim"] != extra(second)["claim"]
    assert "claim" not in extra(alone)


def test_a_base_belongs_to_the_claim():
    base, result = quoted("Посещений стало больше: рост с 120 до 135.")
    assert (extra(base)["role"], base.period, extra(base)["dated"]) == (
        "base",
        "2022",
        "year_before",
    )
    assert extra(base)["claim"] == extra(result)["claim"]


def test_a_change_told_of_the_sentence_before_joins_its_fact():
    fact, change = quoted(
        "Фонд составляет 11 056 экземпляров. Это на 712 экземпляров меньше, чем в 2022 году."
    )
    assert extra(fact)["claim"] == extra(change)["claim"]
    assert extra(change)["direction"] == "down"


ASIDES = """
Приказ от 08.10.2012 № 1077. | 08.10.2012: date; № 1077: number
Команда заняла 2 место в 13-й раз. | 2: ordinal; 13-й: ordinal
На 1 жителя приходится 6 книг. | 1 жителя: denominator
Стоимость 1 посещения – 194,7 руб. | 1 посещения: denominator
Стоимость 1 книги: 350 руб. | 1 книги: denominator
Встречи идут 2 раза в месяц. | 2 раза: frequency
Дети до 14 лет пришли. | до 14 лет: age
Прошла викторина «100 вопросов». | 100: name
Показатель на одном уровне. | одном: pronoun
Курсы 1,5-годичные. | 1,5-годичные: adjective
В 2023 году сеть сохранена. | 2023 году: period
Прошло 50 лет со дня рождения писателя. | 50 лет: anniversary
Работает на 0,5 ставки. | 0,5 ставки: class
Хронограф / сост. А. Луговой. – Заречье, 2023. – 20 с. | 2023: period; 20: bibliography
Клуб работает не один год. | один год: pronoun
Согласно пункту 2.3 положения. | 2.3: reference
Кадры библиотек ....... 41 | 41: reference
Класс из сотрудников от 30 до 55 лет. | от 30 до 55 лет: age
В филиалах № 1, 2, 25 тихо. | № 1, 2: number; 25: number
Библиотека закрыта на 21 день. | 21 день: duration
Модельных больше (3:1). | 3: ratio; 1: ratio
Открыты ф. 3 и ф. 5. | 3: number; 5: number
Источники: 1 – бюджет, 2 – дары, 3 – обмен. | 1: section; 2: section; 3: section
"""


@pytest.mark.parametrize(
    ("text", "kinds"), [line.split(" | ") for line in ASIDES.strip().splitlines()]
)
def test_numbers_that_state_nothing_are_named_and_not_lost(text, kinds):
    assert asides(text) == kinds.split("; ")


def test_an_aside_has_its_kind_and_its_place():
    (found,) = quote_figures(document_of("Ученики 5 класса."), NO_OUTLINE, YEAR)[1]
    assert isinstance(found, Aside)
    assert (found.kind, found.place.block, found.place.start) == ("grade", 0, 8)


def test_items_of_a_list_take_the_period_and_the_noun_of_the_paragraph_that_opens_it():
    item = Paragraph(1, "муниципальных – 20", listed=0)
    _, own, other = quoted("В 2022 году работало 25 библиотек. Из них:", item, "- школьных – 5")
    assert (own.period, extra(own)["dated"], own.row_path) == (
        "2022",
        "lead_paragraph",
        ("библиотека", "муниципальных"),
    )
    assert (other.period, other.row_path) == ("2022", ("библиотека", "школьных"))


def test_a_paragraph_that_is_no_item_ends_the_list():
    _, item, after = quoted(
        "В 2022 году работало 25 библиотек. Из них:", "- школьных – 5;", "Фонд составил 300 экз."
    )
    assert (item.period, after.period) == ("2022", "2023")


def test_a_heading_dates_the_figures_below_it():
    document = document_of("План на 2024 год", "Откроется 2 клуба.")
    outline = Outline((Section("1", "", 1, "План на 2024 год", 0),), ("1", "1"), ())
    (each,), _ = quote_figures(document, outline, YEAR)
    assert (each.section, each.period, extra(each)["dated"]) == ("1", "2024", "heading")


def test_the_sentence_goes_before_heading_and_report():
    document = document_of("Итоги 2022 года", "В 2021 году было 2 клуба, в районе их 5.")
    outline = Outline((Section("1", "", 1, "Итоги 2022 года", 0),), ("1", "1"), ())
    assert [each.period for each in quote_figures(document, outline, YEAR)[0]] == ["2021", "2021"]


def test_without_any_year_a_figure_has_no_period():
    (each,) = quoted("Открыто 5 клубов.", year=None)
    assert each.period == ""


def test_text_boxes_and_notes_are_read_and_tables_of_contents_are_not():
    blocks = (
        Paragraph(0, "Фонд 5 страниц … 12", origin="contents"),
        Paragraph(1, "Работает 7 клубов.", origin="textbox", notes=("1",)),
        Table(2, 1, 1, ()),
    )
    notes = (Note("1", "Из них 3 клуба детских.", 1), Note("2", "Учтено 9 кружков.", 2))
    found, _ = quote_figures(Document("a.docx", "0", "docx", blocks, notes), NO_OUTLINE, YEAR)
    assert [each.raw for each in found] == ["7", "3", "9"]
    assert [str(each.place) for each in found] == ["a.docx#b1:c9-10", "a.docx#b1", "a.docx#b2"]
    assert [extra(each).get("note") for each in found] == [None, "1", "2"]


def test_a_full_stop_inside_a_figure_ends_no_sentence():
    found = quoted("Приобретено: 2021 г. – 390 экз., 2022 г. – 422 экз. Книг мало. Их 7.")
    assert [each.period for each in found] == ["2021", "2022", "2023"]


def test_figures_stand_in_document_order():
    found = quoted("В 2 залах 5 столов (3 новых).", "Есть 8 ламп.")
    assert [(each.place.block, each.raw) for each in found] == [
        (0, "2"),
        (0, "5"),
        (0, "3"),
        (1, "8"),
    ]


class Tagger:
    """A model that takes every word for a noun."""

    vocab = spacy.blank("ru").vocab

    def __call__(self, doc):
        for token in doc:
            token.pos_ = "NOUN"
        return doc


def test_a_statistical_model_chooses_between_readings_and_adds_none(monkeypatch):
    text = "Осталось 15 сел."

    def forms():
        (sentence,) = reading.read_sentences(text, find_quantities(text), ())
        return next(each.forms for each in sentence.words if each.text == "сел")

    without = forms()
    monkeypatch.setattr(reading, "tagger", Tagger)
    assert [without[0].pos, forms()[0].pos] == ["VERB", "NOUN"]
    assert set(forms()) == set(without)


def test_the_same_text_is_quoted_the_same_way_twice():
    text = "Фонд вырос на 5 % и составил 900 экз."
    assert quoted(text) == quoted(text)


@given(st.text(alphabet="0123456789 ,.()«»-–%№абвгдо\nВ") | st.text())
@settings(deadline=None)  # the first text loads the pipeline
@example("5 \U00017000")  # a letter that Unicode gives no name
def test_any_text_is_answered_and_every_figure_stands_where_it_is_printed(text):
    document = document_of(text)
    found, left = quote_figures(document, NO_OUTLINE, YEAR)
    assert all(text[each.place.start : each.place.end] == each.raw for each in found)
    assert all(figure_of(each).end <= len(text) for each in found)
    assert all(0 <= each.place.start < each.place.end <= len(text) for each in left)


def test_a_part_is_no_value_of_the_whole():
    whole, part = quoted("Число пользователей составило 512, из них 40 приходят каждую неделю.")
    assert (extra(whole)["counted"], extra(part)["counted"]) == ("measured", "part")
    assert whole.row_path == part.row_path == ("число пользователей",)
