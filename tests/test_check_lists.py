"""Lists against each other and against the text: lost libraries, links, houses, places counted;
norms, trends, lists of shares.
"""

import pytest
from checking import findings, grave

from extractor.check.checks.labels import is_instruction

NAMES = [f"Филиал № {n}" for n in range(1, 7)]


def listing(caption: str, names: list[str], start: int = 10) -> str:
    rows = "\n".join(f"| {name} | {start + 7 * n} |" for n, name in enumerate(names))
    return f"{caption}\n\n| Библиотека | Число, ед. |\n{rows}"


def rules(folder, text: str) -> list[str]:
    return [finding.rule for finding in grave(findings(folder / "out", text))]


@pytest.mark.parametrize(
    ("second", "third", "caption", "found"),
    [
        (NAMES, NAMES, "Мебель", []),
        (NAMES, NAMES[:-1], "Мебель", ["list.library"]),  # two full lists, one lacks a library
        (NAMES[:-1], NAMES[:-1], "Мебель", []),  # one full list proves nothing
        (NAMES, NAMES[:-2], "Мебель", []),  # two are missing: a choice
        (NAMES, NAMES[:-1], "Некоторые библиотеки", []),  # the caption says that it is a choice
    ],
)
def test_a_library_that_one_full_list_has_lost(tmp_path, second, third, caption, found):
    parts = [listing("Таблица 1. Пользователи", NAMES), listing("Таблица 2. Компьютеры", second, 3)]
    text = "# 4.3 Сеть\n\n" + "\n\n".join([*parts, listing(f"Таблица 3. {caption}", third, 5)])
    assert [rule for rule in rules(tmp_path, text) if rule == "list.library"] == found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Группа «Книги» https://vk.com/knigi_les", "Клуб чтения https://vk.com/klub_les"], []),
        (
            ["Группа «Книги» https://vk.com/knigi_les", "Клуб чтения http://vk.com/knigi_les/"],
            ["list.link"],
        ),
        (
            ["Группа «Книги» vk.com/ab", "Клуб чтения vk.com/ab"],
            [],
        ),  # too short to be a page of one's own
    ],
)
def test_one_link_with_two_figures(tmp_path, names, found):
    rows = "\n".join(
        f"| {name} | {figure} |" for name, figure in zip(names, (120, 340), strict=True)
    )
    text = f"# 7.5 Социальные сети\n\n| Страница | Подписчики, чел. |\n{rows}"
    assert rules(tmp_path, text) == found


def test_one_link_with_the_same_figures_is_one_page_listed_twice(tmp_path):
    rows = "| Группа vk.com/knigi_les | 120 |\n| Клуб vk.com/knigi_les | 120 |"
    assert not rules(tmp_path, f"# 7.5 Социальные сети\n\n| Страница | Подписчики, чел. |\n{rows}")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("В районе 3 сельских – с. Ольха, с. Заречное, д. Лог.", []),
        ("В районе 4 сельских – с. Ольха, с. Заречное, д. Лог.", ["list.text"]),
        ("В районе 2 сельских – с. Ольха, с. Заречное и д. Лог.", ["list.text"]),
        ("В районе 3 сельских – с. Ольха и с. Заречное.", []),  # two places are no list
        ("В районе 4 малых – тихое, светлое, тёплое.", []),  # no places at all
        ("В районе 3 сельских – с. Ольха, с. Заречное, д. Лог, 2 детских – с. Ольха, д. Лог.", []),
    ],
)
def test_places_named_are_as_many_as_stated(tmp_path, sentence, found):
    assert [
        rule for rule in rules(tmp_path, f"# 3.1 Сеть\n\n{sentence}") if rule == "list.text"
    ] == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1975 г. постройки, библиотека с 1980 г.", []),
        ("1985 г. постройки, библиотека с 1980 г.", ["list.house"]),
        ("1980 г. постройки, библиотека с 1980 г.", []),
        ("1985 г. постройки", []),
        ("библиотека с 1980 г.", []),
    ],
)
@pytest.mark.parametrize(
    ("head", "speaks"), [("Год постройки здания", True), ("Примечание", False)]
)
def test_nobody_moves_into_a_house_before_it_is_built(tmp_path, cell, found, head, speaks):
    text = (
        f"# 12.1 Здания\n\n| Библиотека | {head} |\n| Филиал № 1 | {cell} |\n| Филиал № 2 | {cell} "
        "|"
    )
    assert set(rules(tmp_path, text)) == set(found if speaks else [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Обращаемость составила 2,5 – ниже нормы (при норме 1,4–3).", True),
        ("Обращаемость составила 1,2 – ниже нормы (при норме 1,4–3).", False),
        ("Обращаемость составила 1,4 – ниже нормы (при норме 1,4–3).", True),
        ("Обращаемость составила 3,1 – выше нормы (при норме 1,4–3).", False),
        ("Обращаемость составила 3 – выше нормы (при норме 1,4–3).", True),
        ("Обращаемость составила 3,1 – ниже нормы (при норме 3–1,4).", True),
        ("Обращаемость составила 1,2, больше норматива от 1,4 до 3.", True),
    ],
)
def test_a_figure_is_on_the_side_of_the_norm_that_is_said(tmp_path, sentence, found):
    assert ("text.norm" in rules(tmp_path, f"# 5.4 Использование фонда\n\n{sentence}")) is found


RATIOS = """
# 4.5 Показатели

| Показатель | 2022 г. | 2023 г. |
| Читаемость | {before} | {now} |
"""


@pytest.mark.parametrize(
    ("before", "now", "sentence", "found"),
    [
        ("20,1", "21,4", "Показатель читаемости снизился.", True),
        ("20,1", "21,4", "Показатель читаемости вырос.", False),
        ("21,4", "20,1", "Показатель читаемости вырос.", True),
        ("21,4", "20,1", "Читаемость увеличилась.", True),
        ("21,4", "20,1", "Показатель читаемости не вырос.", False),
        (
            "21,4",
            "20,1",
            "Показатель читаемости вырос, а затем снизился.",
            True,
        ),  # the first half is wrong alone
        ("21,4", "20,1", "Показатель читаемости вырос и снизился.", False),
        (
            "20,1",
            "20,1",
            "Показатель читаемости вырос.",
            False,
        ),  # may differ in a digit not printed
        ("21,4", "20,1", "Выросла посещаемость.", False),  # another indicator
        (
            "21,4",
            "20,1",
            "Показатель читаемости вырос на 2.",
            False,
        ),  # has a figure: others check it
    ],
)
def test_what_is_said_to_grow_grows_in_the_table(tmp_path, before, now, sentence, found):
    text = f"{RATIOS.format(before=before, now=now)}\n\n{sentence}"
    assert ("text.trend" in rules(tmp_path, text)) is found


SUMS = (
    "В 2021 году куплено {a} книг, в 2022 году – {b} книг, в 2023 году – {c} книг. Всего за три "
    "года куплено {sum} книг."
)


@pytest.mark.parametrize(
    ("a", "b", "c", "total", "found"),
    [
        (120, 135, 142, 397, False),
        (120, 135, 142, 379, True),
        (120, 135, 142, 277, False),
    ],  # 277: the last two
)
def test_a_total_in_the_text_is_the_sum_of_what_is_told_before(tmp_path, a, b, c, total, found):
    text = f"# 5.3 Поступления\n\n{SUMS.format(a=a, b=b, c=c, sum=total)}"
    assert ("text.sum" in rules(tmp_path, text)) is found


STAFF = """
# 11.2 Персонал

| Всего работников, чел. | из них: | < | < | < |
| ^ | на 1,0 ставки | на 0,75 ставки | на 0,5 ставки | на 0,25 ставки |
| 200 | 100 | 60 | 30 | 10 |
"""


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ("50 % на полной ставке, 30 % на 0,75 ставки, 15 % на полставки, 5 % на четверти", []),
        ("50 % на полной ставке, 30 % на 0,75 ставки, 15 % на полставки, 8 % на четверти", ["8"]),
        (
            "50 % на полной ставке, 30 % на 0,75 ставки, 20 % на полставки",
            [],
        ),  # three shares of four parts
        (
            "51 % на полной ставке, 31 % на 0,75 ставки, 16 % на полставки, 6 % на четверти",
            [],
        ),  # of something else
    ],
)
def test_a_list_of_shares_in_the_text_is_that_of_the_table(tmp_path, shares, found):
    told = [
        f
        for f in grave(findings(tmp_path / "out", f"{STAFF}\n\nРаботают {shares}."))
        if f.rule == "text.share"
    ]
    assert [finding.left for finding in told] == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Здесь следует привести данные о заработке за два года.)", True),
        ("Необходимо представить перечень кружков.", True),
        ("[указывается число договоров с приложением копий]", True),
        ("(не более двух страниц)", True),
        ("Нужно привести крышу в порядок до осени.", False),
        ("Необходимо дать детям место для игр.", False),
        ("(не более двух экземпляров в одни руки)", False),
        ("В таблице указывается число участников.", False),
    ],
)
def test_what_a_template_asks_is_known_by_its_form(text, expected):
    assert is_instruction(text) is expected
