"""A letter with a full stop before the name of a settlement: «Б. Сосновская» is Большая Сосновка
and never the Сосновка beside it.
"""

import pytest

from extractor.model import Library
from extractor.names import resolve_names

PLACES = {
    1: "Сосновка",
    2: "Сосновый Бор",
    3: "Большая Сосновка",
    4: "Берёзово",
    5: "Нижняя Ивановка",
    6: "Ивановка",
    7: "Старая Мельница",
    8: "Красный Лог",
    9: "Верхние Ключи",
    10: "Усть-Каменка",
    11: "Каменка",
}
REGISTRY = tuple(
    Library(f"f{number}", f"Библиотека-филиал № {number}", "", str(number), "", place)
    for number, place in PLACES.items()
)


@pytest.mark.parametrize(
    ("text", "library"),
    [
        ("Б. Сосновская библиотека", "f3"),
        ("Б.Сосновская СБ", "f3"),
        ("Большая Сосновская библиотека", "f3"),
        ("Сосновская библиотека", "f1"),
        ("Н. Ивановская СБ", "f5"),
        ("Н.Ивановская сельская библиотека", "f5"),
        ("Нижняя Ивановская библиотека", "f5"),
        ("Ивановская СБ", "f6"),
        ("Ст. Мельничная библиотека", "f7"),
        ("К. Ложская библиотека", "f8"),
        ("В. Ключевская СБ", "f9"),
        ("В.Ключевской библиотекой", "f9"),
        ("У. Каменская библиотека", "f10"),
        ("Усть Каменская библиотека", "f10"),
        ("Каменская библиотека", "f11"),
        # the letter is of a place that the list does not have
        ("В. Ивановская СБ", "none"),
        ("М. Сосновская библиотека", "none"),
        ("Н. Каменская библиотека", "none"),
        # here it stands for the library
        ("Б. Берёзовская", "f4"),
    ],
)
def test_a_letter_is_the_first_part_of_a_name(text, library):
    answer = resolve_names([text], REGISTRY)[0]
    assert (" ".join(answer.libraries) or answer.rule) == library
