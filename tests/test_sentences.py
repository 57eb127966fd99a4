"""Where a sentence ends: ``|`` stands where one begins, with nothing known of the figures."""

import pytest

from extractor.russian.sentences import sentence_around, sentence_starts

TEXTS = [
    "Фонд вырос. |Читателей стало больше! |Почему? |Новые книги.",
    "В с. Луговое и д. Заречье тихо. |В пос. Лесной открыт пункт.",
    "Библиотека им. А. С. Пушкина стоит на ул. Лесной. |Там тепло.",
    "В 2023 г. Луговская библиотека переехала. |В 2024 г. 5 комнат.",
    "Выдано 909 экз. |Проведено 12 бесед.",
    "Пришло 12 чел. 24 июля состоялся праздник.",
    "Получено 5 тыс. Луговских газет и 3 млн. рублей.",
    "Утверждено постановлением № 1553-п. |Адрес прежний.",
    "Открылась выставка «Книга…» |«Новинки» ждут читателей.",
    "Работают кружки. |12 из них детские.",
    "Кружки: «Перо». |– Студия «Лист».",
    "Без точки",
    "",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_begin_where_a_reader_sees_them(marked):
    pieces = marked.split("|")
    starts = [sum(map(len, pieces[:place])) for place in range(len(pieces))]
    assert list(sentence_starts(marked.replace("|", ""))) == starts


def test_characters_of_two_sentences_have_both():
    text = "Первая. Вторая. Третья."
    assert text[slice(*sentence_around(text, 9))] == "Вторая. "
    assert text[slice(*sentence_around(text, 9, 18))] == "Вторая. Третья."
    assert text[slice(*sentence_around(text, 20, 22))] == "Третья."


def test_a_row_of_stops_is_read_once():
    assert sentence_starts("." * 100_000 + " А") == (0, 100_001)
