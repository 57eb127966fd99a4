"""Names that the registry spells out with words of other bodies, or with signs of a place that
nobody knows, in running text, captions and before figures.
"""

import pytest

from extractor.model import Library
from extractor.names.candidates.index import index_of
from extractor.names.lookup import asked_of
from extractor.names.text_mentions import named_in

REGISTRY = (
    Library("s4", "Библиотека МБОУ СОШ № 4", "", "4", "", "г. Дубки"),
    Library("s8", "Библиотека МБОУ СОШ № 8", "", "8", "", "г. Дубки"),
    Library("dk", "Библиотека Дворца культуры железнодорожников", "", "", "", "г. Дубки"),
    Library(
        "za",
        "Залужская сельская библиотека",
        settlement="аг. Залужье",
        aliases=("Библиотека аг. Залужье",),
    ),
    Library("t1", "Детская модельная библиотека № 1 «Теремок»", "", "1", "", "г. Дубки"),
    Library("t3", "Детская библиотека № 3", "", "3", "", "пос. Рудный"),
)


def told(text: str) -> list[tuple[str, ...]]:
    return [mention.libraries for _, _, mention in named_in(text, index_of(REGISTRY))]


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("В библиотеке МБОУ СОШ № 8 прошли чтения.", [("s8",)]),
        ("Ремонт ждёт библиотеку МБОУ СОШ № 4, а в школе № 9 открыт зал.", [("s4",)]),
        ("Библиотеки МБОУ СОШ № 4 и школы № 9 закрыты.", [("s4",)]),
        ("Для библиотеки Дворца культуры железнодорожников куплены столы.", [("dk",)]),
        ("Норму выполнила библиотека аг. Залужье: 2 115 посещений.", [("za",)]),
        ("«Теремок» привлёк 914 читателей, Детская библиотека № 3 – 608.", [("t1",), ("t3",)]),
        ("«Теремок» помог 40 семьям.", [("t1",)]),
        ("Детская библиотека № 3 — 120 книг.", [("t3",)]),
        ("Кружок «Теремок» посетили 14 детей.", []),
        ("Библиотека МБОУ СОШ № 9 закрыта.", []),
        ("Библиотека Дворца спорта закрыта.", []),
    ],
)
def test_a_name_of_the_registry_is_found_as_it_is_spelled(text, libraries):
    assert told(text) == libraries


@pytest.mark.parametrize(
    ("caption", "library"),
    [
        ("Библиотека МБОУ СОШ № 4. Статистика за 2024 год", ("s4",)),
        ("Показатели библиотеки МБОУ СОШ № 8, 2024 год", ("s8",)),
        ("Посещения (библиотека аг. Залужье)", ("za",)),
        ("Фонд библиотек МБОУ СОШ № 4 и МБОУ СОШ № 8", ()),
    ],
)
def test_a_caption_is_about_the_library_that_it_spells_out(caption, library):
    assert asked_of(REGISTRY).sentence(caption).libraries == library
