"""Contradictions inside one sentence that need no indicator, and sentences that only look like
one.
"""

import pytest
from building import observations_of, table_of
from checking import findings
from msgspec.structs import replace

from extractor.check.figures.word_match import nouns_of

WRONG = {
    "text.from_to": [
        "Число кружков выросло с 34 до 29.",
        "Количество выставок снизилось с 120 до 150.",
        "Число мероприятий снизилось с 120 в 2022 году до 150 в 2023 году.",
        "Доля таких книг упала с 8,9 до 9,6 %.",
        "Количество просмотров снизилось с 1,2 тыс. до 1,5 тыс.",
    ],
    "text.out_of": [
        "Компьютеры есть в 30 из 50 библиотек (55 %).",
        "Опрошено 16 из 40 специалистов, то есть многие (45 %).",
    ],
}
RIGHT = [
    "Число кружков выросло с 29 до 34.",
    "Количество выставок снизилось с 1,2 тыс. до 900.",
    "Количество просмотров выросло с 900 до 1,2 тыс.",
    "Количество просмотров выросло со 120 до 150 тыс.",
    "Снизились пороги: скидка с 30 до 50 %.",
    "Не снизилось число кружков: с 100 до 120.",
    "Не снизилось число кружков с 100 до 120.",
    "Прекращено снижение числа подписок с 100 до 120.",
    "Выросло место библиотеки с 12 до 5 в рейтинге.",
    "Библиотека поднялась, её показатель вырос с 12 до 5 места.",
    "Ремонт прошёл в 3 из 5 филиалов (40 % площадей).",
    "Выдано 30 книг из 50 имеющихся (85 % читателям до 14 лет).",
    "Рабочий день сокращён: открыто с 9 до 18 часов.",
    "После роста цен число подписок снизилось с 40 до 31.",
    "Компьютеры есть в 30 из 50 библиотек (60 %).",
    "Опрошено 16 из 47 специалистов (34 %).",
    "Получено 10 книг из 15 издательств (40 % бесплатно).",
    "Из 50 библиотек 30 имеют компьютеры (а 55 % жителей – свои).",
]


def rules(folder, sentence):
    return [
        each.rule
        for each in findings(folder, f"# 4 Показатели\n\n{sentence}")
        if each.rule in WRONG
    ]


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, each) for rule, sentences in WRONG.items() for each in sentences]
)
def test_a_sentence_that_contradicts_itself_is_told_once(tmp_path, rule, sentence):
    assert rules(tmp_path / "out", sentence) == [rule]


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_sentence_that_agrees_with_itself_is_not_told(tmp_path, sentence):
    assert rules(tmp_path / "out", sentence) == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "За 2022 год выдано 11 000 книг. В 2023 году выдано 12 000 книг. "
            "Выдача книг выросла на 500 книг.",
            "1\xa0000",
        ),
        (
            "За 2022 год куплено 110 стульев. В 2023 году число стульев увеличилось на "
            "5 стульев. За 2023 год их куплено 120 стульев.",
            "10",
        ),
        (
            "За 2022 год куплено 110 стульев. В 2023 году число стульев увеличилось на "
            "10 стульев. За 2023 год их куплено 120 стульев.",
            "",
        ),
        (  # a plan is no state
            "За 2022 год куплено 110 стульев. В 2023 году число стульев увеличилось на "
            "5 стульев. На 2023 год планируется купить 120 стульев.",
            "",
        ),
        (  # other things
            "За 2022 год куплено 110 столов. В 2023 году число стульев увеличилось на "
            "5 стульев. За 2023 год куплено 120 столов.",
            "",
        ),
        (  # two figures of one year: nobody knows which is meant
            "За 2022 год куплено 110 стульев. В 2023 году число стульев увеличилось на "
            "5 стульев. За 2023 год куплено 120 стульев, за 2023 год списано 7 стульев.",
            "",
        ),
    ],
)
def test_a_change_is_held_against_the_states_that_its_paragraph_gives(tmp_path, text, made):
    found = [
        each.message
        for each in findings(tmp_path / "out", f"# 4 Показатели\n\n{text}")
        if each.rule == "text.change"
    ]
    assert len(found) == bool(made) and all(f"получается {made}." in each for each in found)


@pytest.mark.parametrize(
    ("label", "nouns"),
    [
        ("Число разделов сайта", {"разде", "сайта"}),
        ("Обучено человек", {"обуче"}),
        ("Выдано экземпляров книг", {"выдан", "книг"}),
        ("Документооборот, единиц", {"докум"}),
        ("Рублёвские чтения, штук", {"рубле", "чтени"}),
        ("Лиц на сайте", {"сайте"}),
    ],
)
def test_units_are_not_what_a_figure_counts(label, nouns):
    (figure, *_) = observations_of(table_of("| Показатель | 2023 |\n| а | 5 |"), 1, "1")
    assert nouns_of(replace(figure, row_path=(label,))) - {"число"} == nouns
