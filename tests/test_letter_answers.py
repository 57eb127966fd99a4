"""What a district writes into the last column of its letter: which figure it corrects, what
explains, what only promises.
"""

from decimal import Decimal

import pytest

from extractor.decisions.letters import corrected_figure, figure_in, is_promise
from extractor.model.finding import Finding, Severity, Suggestion


def finding(left, right, observations, suspect="", suggestions=()):
    return Finding(
        "r:1",
        "r",
        "R",
        Severity.ERROR,
        "sum",
        "1",
        "",
        left,
        right,
        None,
        tuple(Suggestion(name, "", Decimal(meant), "", Decimal(1)) for name, meant in suggestions),
        None,
        tuple(observations),
        "",
        suspect=suspect,
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234", "1234"),
        ("1 234,50", "1234.50"),
        ("12\u00a0345", "12345"),
        ("909 чел.", "909"),
        ("3,5 %", "3.5"),
        ("12 тыс. руб.", "12"),
        ("Верно: 909", "909"),
        ("Должно быть – 909 экз.", "909"),
        ("исправлено на 16,3", "16.3"),
        ("-5", "-5"),
        ("0", "0"),
        ("в 2022 году считали иначе", ""),
        ("См. таблицу 5", ""),
        ("909 с учётом филиала № 3", ""),
        ("909 и 910", ""),
        ("12.01.2024", ""),
        ("число верно", ""),
        ("филиал № 2", ""),
        ("", ""),
    ],
)
def test_the_figure_of_an_answer(text, number):
    assert figure_in(text) == number


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Исправим", True),
        ("ИСПРАВЛЕНО.", True),
        ("опечатка", True),
        ("Учтём!", True),
        ("да, опечатка", True),
        ("Согласны, исправим в новой редакции отчёта", True),
        ("Строку из шаблона удалили", True),
        ("Допущена техническая ошибка при вводе данных, исправлено в таблице 15", True),
        ("Исправленный отчёт направим. Спасибо!", True),
        ("Замечание принято", True),
        ("уточним и внесём изменения", True),
        ("We will check it", True),
        ("A typo, corrected in the new report", True),
        ("Ошибка: в прошлом году не учли филиал № 3", False),
        ("Проверили: верно, с учётом сайта", False),
        ("Принято 12 человек из Лесной школы", False),
        ("Не согласны", False),
        ("Это не ошибка", False),
        ("Данные уточнены в статистике", False),
        ("The figure is correct", False),
        ("в отчёте", False),
        ("", False),
        ("Исправлено: 5", False),
        ("Ошибки нет, считали вместе с сайтом", False),
        ("Верно", False),
    ],
)
def test_a_promise_explains_nothing(text, is_one):
    assert is_promise(text) is is_one


PARTS = {f"part{number}": Decimal(100 * number) for number in range(1, 10)}
TOTAL = {"total": Decimal(4400), **PARTS}  # the parts add up to 4 500
SAME = {"a": Decimal(543), "b": Decimal(453)}


@pytest.mark.parametrize(
    ("answer", "asked", "values", "meant"),
    [
        # the suggested value corrects the suggested cell, whatever else is near
        ("1000", finding("4400", "4500", TOTAL, suggestions=[("part9", "1000")]), TOTAL, "part9"),
        # a total answered, although a part was suspected
        ("4500", finding("4400", "4500", TOTAL, "part1", [("part1", "0")]), TOTAL, "total"),
        # a part answered: nearest to none but itself
        ("905", finding("4400", "4500", TOTAL), TOTAL, "part9"),
        # half-way between two figures: nobody can know
        ("850", finding("4400", "4500", TOTAL), TOTAL, None),
        # of two that should be one the answer is one: the other is corrected
        ("543", finding("543", "453", SAME), SAME, "b"),
        ("453", finding("543", "453", SAME), SAME, "a"),
        # a per cent confirmed, beside the figure that it was counted of: nothing is corrected
        ("4.9", finding("4,9", "3,46", ["p", "n"]), {"p": Decimal("4.9"), "n": Decimal(16141)}, ""),
        # the only figure of the remark, whatever its size
        ("16.3", finding("163", "16.34", ["x"]), {"x": Decimal(163)}, "x"),
        ("0", finding("5", "0", ["x"]), {"x": Decimal(5)}, "x"),
        # no figure at all, and figures of another sign or none
        ("5", finding("", "", []), {}, None),
        ("-5", finding("", "", ["a", "b"]), {"a": Decimal(4), "b": Decimal(100)}, None),
        ("5", finding("", "", ["a", "b"]), {"a": Decimal(0), "b": Decimal(100)}, None),
    ],
)
def test_which_figure_a_bare_number_corrects(answer, asked, values, meant):
    assert corrected_figure(Decimal(answer), asked, values) == meant
