"""Figures that mean something else than they are held against: nobody is accused of them."""

import pytest
from checking import findings, grave

KEY = """
# 4 Основные показатели

| Показатель | 2021 | 2022 | 2023 |
| Число посещений, ед. | 76757 | 44613 | 65338 |
| Выдано документов, экз. | 155819 | 108134 | 145102 |

| Показатель | План | Факт | Отклонение |
| Число посещений, ед. | 53800 | 65338 | 11538 |

# 7 Сайт и группа «ВКонтакте»

| Показатель | I полугодие | II полугодие | Год |
| Публикации в группе | 318 | 296 | 614 |

| Показатель | 2022 | 2023 |
| Доходы от платных услуг, тыс. руб. | 81,9 | 138,5 |

"""


def told(tmp_path, text):
    found = grave(findings(tmp_path / "out", KEY + text))
    return [one.rule for one in found if one.kind == "text"]


@pytest.mark.parametrize(
    "text",
    [
        "В 2023 году посещения выросли, но до уровня 2021 года (76 757) не хватило 11 419.",
        "До планки 2021 года – 76 757 посещений – библиотекам пока недостаёт 11 419 посещений.",
        "На 2024 год задано 76 400 посещений. По посещениям это на 11 062 больше факта 2023 года.",
        "Задание следующего года – 150 900 книговыдач, на 5 798 больше, чем выдано документов.",
    ],
)
def test_a_difference_to_another_base_is_no_figure_of_a_table(tmp_path, text):
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "В группе 2904 подписчика; размещено 614 публикаций, из них 296 во втором полугодии.",
        "Размещено 614 публикаций в группе, 296 во втором полугодии.",
        "Опубликовано 614 записей; во втором полугодии число публикаций в группе составило 296.",
        "Из 614 публикаций в группе 318 вышло в первом полугодии.",
    ],
)
def test_a_figure_beside_the_one_that_repeats_a_cell_is_not_that_cell(tmp_path, text):
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Платные услуги дали 138,5 тыс. рублей, в 2022 году – 81,9 тыс. Больше дали экскурсии.",
        "От платных услуг получено 138,5 тыс. рублей (81,9 тыс. в 2022 году, меньше нормы).",
    ],
)
def test_what_was_before_is_no_change(tmp_path, text):
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Число посещений в 2023 году – 65 383.",
        "Число посещений выросло на 20 752 и составило 65 338.",
    ],
)
def test_a_figure_that_nothing_else_explains_accuses(tmp_path, text):
    assert told(tmp_path, text)


CARD = """
# 4 Сеть

| Показатель | 2023 |
| Зарегистрировано пользователей | 6947 |
| Число посещений | 65338 |
| Выдано документов | 145102 |
| Фонд на начало года | 123960 |
| Выбыло | 2572 |
| Фонд на конец года | 123537 |

# 11 Паспорт {n}

| Зарегистрировано пользователей | 825 |
| Число посещений | 7855 |
| Выдано документов | 16185 |
| Поступило в фонд | {came} |
| Выбыло | 198 |
| Фонд на конец года | 14129 |
"""


@pytest.mark.parametrize(("n", "came"), [(3, 179), (7, 2149), (1, 2194)])
def test_a_card_of_which_all_is_less_is_that_of_a_part(tmp_path, n, came):
    found = grave(findings(tmp_path / "out", CARD.format(n=n, came=came)))
    assert [one.rule for one in found] == []
