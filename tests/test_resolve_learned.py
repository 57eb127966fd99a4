"""A registry learned from a printed list answers the labelled names of ``tests/names`` as well
as the one that was given.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from extractor.model import Library, Outline, PlacedTable, Section
from extractor.names import learn_registry, read_registry, resolve_names
from tests.building import table_of
from tests.names.labels import labels_of, systems

FLOORS = {
    "beryozovo": (12, 150, 0),
    "dubravinsk": (14, 96, 0),
    "gornyy": (8, 71, 0),
    "lugovoy": (12, 70, 0),
    "ozernoe": (6, 43, 3),
    "ozerny": (10, 48, 0),
    "polesskiy": (10, 70, 0),
    "pribrezhinsk": (11, 72, 0),
    "primorsk": (8, 48, 0),
    "rodniki": (8, 43, 2),
    "snezhny": (13, 85, 0),
    "sosnovy": (12, 75, 0),
    "stepnaya": (11, 54, 6),
    "taezhny": (11, 52, 0),
    "ust": (11, 56, 0),
    "zarechensk": (11, 85, 0),
    "hold-lesnoy": (10, 61, 0),
}
"""System → (libraries learned, labels answered rightly, wrongly)."""


def learned(registry: tuple[Library, ...]) -> tuple[Library, ...]:
    """The libraries that the room finds in a printed list of a registry, under the ids that the
    registry gives them.
    """
    rows = "\n".join(
        f"| {n} | {library.name} | {library.settlement} | {library.address} |"
        for n, library in enumerate(registry, 1)
    )
    head = "| № п/п | Наименование библиотеки | Населённый пункт | Адрес |"
    placed = PlacedTable(1, table_of(f"{head}\n{rows}", 1), "1", "Список библиотек")
    found = learn_registry(
        Outline((Section("1", "", 1, "Сеть", 0),), ("1",) * 3, (placed,)), registry[0].district, "x"
    )
    return tuple(named(library, registry) for library in found)


def named(library: Library, registry: tuple[Library, ...]) -> Library:
    """The same with the id that the given registry answers for its name and settlement."""
    (answer,) = resolve_names([f"{library.name} {library.settlement}".strip()], registry)
    return replace(library, library=" ".join(answer.libraries) or library.library)


def figures(path: Path) -> tuple[int, int, int]:
    """(libraries learned under an id of the registry, labels answered rightly, labels given a
    library that is not meant).
    """
    registry = tuple(read_registry(path))
    found = learned(registry)
    labels = list(labels_of(path))
    answers = resolve_names([label.text for label in labels], found)
    right = sum(label.agrees(answer) for label, answer in zip(labels, answers, strict=True))
    wrong = sum(
        bool(answer.libraries) and not label.agrees(answer)
        for label, answer in zip(labels, answers, strict=True)
    )
    return len({each.library for each in found} & {each.library for each in registry}), right, wrong


@pytest.mark.parametrize("path", systems(), ids=lambda path: path.stem)
def test_a_learned_registry_answers_as_well_as_it_did(path):
    libraries, right, wrong = figures(path)
    least, rightly, wrongly = FLOORS[path.stem]
    assert (libraries >= least, right >= rightly, wrong <= wrongly) == (True, True, True), (
        libraries,
        right,
        wrong,
    )


def named_in(table: str) -> tuple[str, ...]:
    """The names of the libraries learned from one table of figures."""
    placed = PlacedTable(1, table_of(table, 1), "1", "Показатели")
    outline = Outline((Section("1", "", 1, "Сеть", 0),), ("1",) * 3, (placed,))
    return tuple(each.name for each in learn_registry(outline, "Зареченский район", "z"))


LEFT_OUT = {
    "an adjective under the word for a library": (
        """
        | Зона   | Библиотека      | Читатели |
        | Первая | ЦБ              | 900      |
        |        | Ореховская      | 300      |
        |        | Сухоборская*    | 200      |
        |        | Верхне-Гарская  | 100      |
        |        | Детская         | 100      |
        | Всего  | Итого           | 1600     |
        """,
        (
            "ЦБ",
            "Ореховская библиотека",
            "Сухоборская библиотека",
            "Верхне-Гарская библиотека",
            "Детская библиотека",
        ),
    ),
    "with its kind, of two words, of no place": (
        """
        | Библиотеки округа     | Читатели |
        | 1. Ореховская сельская | 300      |
        | 2. Большая Сухоборская | 200      |
        | 3. Степная             | 100      |
        | 4. Гришинская          | 50       |
        """,
        (
            "Ореховская сельская библиотека",
            "Большая Сухоборская библиотека",
            "Степная библиотека",
            "Гришинская библиотека",
        ),
    ),
    "branches": (
        """
        | № | Сельские филиалы | Читатели |
        | 1 | Ореховский       | 300      |
        | 2 | Сухоборский      | 200      |
        | 3 | Гарской          | 100      |
        | 4 | Лучинский        | 100      |
        """,
        ("Ореховский филиал", "Сухоборский филиал", "Гарской филиал", "Лучинский филиал"),
    ),
    "numbers": (
        """
        | Филиал | Читатели |
        | № 1    | 300      |
        | № 2    | 200      |
        | № 14   | 100      |
        """,
        ("Филиал № 1", "Филиал № 2", "Филиал № 14"),
    ),
    "settlements": (
        """
        | Структурное подразделение | Читатели |
        | с. Орехово                | 300      |
        | д. Сухой Бор              | 200      |
        | п. Лучинский              | 100      |
        """,
        ("Библиотека с. Орехово", "Библиотека д. Сухой Бор", "Библиотека п. Лучинский"),
    ),
    "kinds are none": (
        """
        | Библиотеки | 2021 | 2022 |
        | Сельские   | 30   | 30   |
        | Городские  | 2    | 2    |
        | Районная   | 1    | 1    |
        | Модельная  | 1    | 1    |
        """,
        (),
    ),
    "other things have their own heading": (
        """
        | Волость    | Жители |
        | Ореховская | 300    |
        | Гарская    | 200    |
        | Лучинская  | 100    |
        """,
        (),
    ),
    "two alike may be anything": (
        """
        | Библиотека | Читатели |
        | Ореховская | 300      |
        | Гарская    | 200      |
        """,
        (),
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_the_heading_says_the_noun_that_labels_leave_out(name):
    table, names = LEFT_OUT[name]
    assert named_in(table) == names
