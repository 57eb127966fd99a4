"""What sentences claim: the clause says what a figure measures; each wording finds its sample."""

import re

import pytest
from prose import document_of

from extractor.indicators import classify_observations
from extractor.model import Outline, Section
from extractor.prose import claims_of, quote_figures
from extractor.words import words
from extractor.words.indicators import vocabulary

BRACES = re.compile(r"\{([^{}]*)\}")
YEAR = 2023
EMPTY = Outline((), ("",), ())


def coded(*paragraphs):
    """(place of the first character, code) of each figure of the last paragraph."""
    outline = Outline((), ("",) * len(paragraphs), ())
    found, _ = quote_figures(document_of(*paragraphs), outline, YEAR)
    codes = classify_observations(found, outline, vocabulary(), frozenset())
    last = len(paragraphs) - 1
    return [(each.place.start, each.indicator) for each in codes if each.place.block == last]


def samples():
    return [
        pytest.param(each["code"], each["sample"], id=f"{each['code']} {each['sample'][:30]}")
        for each in words("claims")["means"]
        if each["sample"]
    ]


@pytest.mark.parametrize(("code", "sample"), samples())
def test_each_wording_of_a_sentence_finds_the_figure_of_its_sample(code, sample):
    marked = BRACES.search(sample)
    text = BRACES.sub(r"\1", sample)
    figures = coded(text)
    at = marked.start() if marked else figures[0][0]
    assert dict(figures).get(at) == code


def test_each_wording_has_a_known_code():
    assert {each["code"] for each in words("claims")["means"]} <= set(vocabulary().indicators)


LOOK_ALIKES = str.maketrans("аеорсху", "aeopcxy")
SLIPS = {
    "no dots": lambda text: text.replace("ё", "е").replace("Ё", "Е"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "no commas": lambda text: re.sub(r"(?<!\d)(?<!чел\.),(?= )", "", text),
    "Latin letters": lambda text: re.sub(
        r"[А-Яа-яё]{6,}", lambda word: word[0][:3] + word[0][3:].translate(LOOK_ALIKES), text
    ),
    "glued units": lambda text: re.sub(r"(экз\.|чел\.|руб\.) ", r"\1", text),
    "glued dashes": lambda text: text.replace(" – ", "-"),
    "hyphens for dashes": lambda text: text.replace(" – ", " - "),
    "wrong case": lambda text: re.sub(r"ых\b(?= )", "ые", text),
}


def by_digits(text):
    """The codes of the figures of a text, by their digits."""
    found, _ = quote_figures(document_of(text), EMPTY, YEAR)
    codes = classify_observations(found, EMPTY, vocabulary(), frozenset())
    return [(re.sub(r"\D", "", each.raw), each.indicator) for each in codes]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_language_may_lose_a_code_and_changes_none(slip):
    texts = [BRACES.sub(r"\1", each["sample"]) for each in words("claims")["means"]]
    for text in filter(None, texts[::2]):
        right = set(by_digits(text))
        told = {(digits, code) for digits, code in by_digits(SLIPS[slip](text)) if code}
        assert told <= right, SLIPS[slip](text)


MEANT = """
Поступило 520 экз выбыло 910. | holdings.acquired, holdings.withdrawn
Библиотек в округе 8 из них сельских 7. | network.libraries.total, network.libraries.rural
Кол-во посещений 27 400 книговыдача 61 880. | visits.total, loans.total
Проведено 310 мероприятий их посетило 6 440 чел. | events.total, visits.events
Пользователей старше 55 лет – 1 020. | users.age.senior
План посещений – 39 500, фактически 40 118. | visits.plan, visits.plan_fact
Пункты выдачи – 5, выдано 1 310 экз. | network.outreach.points, loans.outreach_points
Читателей в округе 5 204. Женщин – 3 640. | users.registered, users.gender.women
Штат – 21 человек. Основной персонал – 17. | staff.total, staff.main
Средства на комплектование: всего 120 тыс. руб., федеральные – 60. | finance.acquisitions.total, \
finance.acquisitions.federal
Общий объём финансирования учреждения – 34 127,7 тыс. руб. | finance.total
Выдано 12 400 экз. газет, книг – 80 100. | -, -
Посещений – 9 206, что на 120 посещений больше прошлогоднего. | visits.total, visits.total
Посещений – 9 206 (число посещений выросло на 120). | visits.total, visits.total
Посещений – 9 206, число читателей выросло на 12. | visits.total, users.registered
Рост числа читателей отмечен в 6 библиотеках. | -
Показатели снизились в 3 филиалах. | -
В рамках проекта состоялось 18 мероприятий. | -
Фонды сократились в 9 районах. | -
Штат неполный, не хватает 2 сотрудников. | -
На ремонт направлено 300 тыс. руб., всего 400 тыс. руб. | finance.mtb.repair, -
"""


@pytest.mark.parametrize(
    ("text", "codes"),
    [line.split(" | ") for line in MEANT.replace("\\\n", "").strip().splitlines()],
)
def test_figures_have_the_indicator_that_all_words_of_their_clause_say(text, codes):
    assert [code or "-" for _, code in coded(text)] == codes.split(", ")


CLAIMS = """
Число кружков сократилось: 38 против 51 в 2022 году. | change down: now, base
Каждый житель пришёл в библиотеку 4,1 раза. | ratio: ratio
Посещаемость прибавила 1,7 и равна 8,9. | change up: difference, now
Каталог вырос на 3 112 записей и содержит 58 640. | change up: difference, now
Рост объёма фонда достиг 1,2 %. | change up: percent_change
Отмечено снижение: по посещениям – 1 980. | change down: difference
Лайков стало больше в 1,5 раза. | change up: percent_change
Было 14 библиотек, стало 12. | change: base, now
Фонд уменьшился с 121 504 экз. до 118 996 экз. | change down: base, now
План посещений – 39 500, факт – 40 118. | plan: plan, now
Открыты 3 филиала: Боровой, Лесной и Озёрный. | list_count: count
Число кружков не снизилось: с 34 до 29. | comparison: base, now
Фонд вырос на 540 и составил 16 141 (3,5 %). | change up: difference, now, percent_change
Из 23 библиотек 21 подключена к Интернету. | share: whole, part
Охват населения – 60,1 %, в 2022 году – 57,8 %. | comparison: now, base
План посещений – 195 900. | plan: plan
Читаемость – 21,6. | ratio: ratio
Выдано 348 531 экз. | flow: now
Фонд насчитывает 118 996 экз. | state: now
"""


def drawn(text):
    outline = Outline((), ("",), ())
    found, _ = quote_figures(document_of(text), outline, YEAR)
    codes = classify_observations(found, outline, vocabulary(), frozenset())
    return [
        f"{each.kind}{f' {each.direction}' if each.direction else ''}: "
        + ", ".join(figure.role for figure in each.figures)
        for each in claims_of(codes, vocabulary().indicators)
    ]


@pytest.mark.parametrize(
    ("text", "claim"), [line.split(" | ") for line in CLAIMS.strip().splitlines()]
)
def test_a_sentence_is_one_claim_with_the_roles_of_its_figures(text, claim):
    assert drawn(text) == [claim]


SEVERAL = """
Показатели выросли: читатели – на 642, посещения – на 8 082. | change up: difference \
/ change up: difference
Сеть выросла: залов – 12, кружков – 15. | change: now / change: now
Фонд – 48 316 экз., доля детской литературы – 31 %. | state: now / share: share
Читателей 5 204, дети составляют 38 %. | flow: now / share: share
Модельных библиотек – 9 (45 %), сельских – 11 (55 %). | share: part, share / share: part, share
Из 20 библиотек 18 имеют выход в Интернет (90 %). | share: whole, part, share
Посещений – 9 206, к прошлому году – минус 1 840 (–16,7 %). | change down: now, difference, \
percent_change
Выбыло 3 051 экз. (в 2022 г. – 1 120). | comparison: now, base
Выбыло 3 051 экз. (списано по ветхости 1 120). | flow: now / flow: part
В читальном зале было 14 столов, закуплено 12 стульев. | flow: now / flow: now
Было проведено 14 встреч, посетили 120 человек. | flow: now / flow: now
Мероприятий было проведено 40, посещений – 900. | flow: now / flow: now
Книг выдано 80 100, журналов – 12 400. | flow: now / flow: now
Читаемость: 20,9 в 2022 году, 20,8 – в 2021. | comparison: now, base
Выдано 4 870 (план – 4 800). | plan: now, plan
План – 62 000, факт – 64 210, выполнение 103,6 %. | plan: plan, now, plan
Из них в мае 40; к 2022 году плюс 3 %. | flow: part / change up: percent_change
Выбыло 3 051 (план 1 000, 102 %). | plan: now, plan, plan
Выдано 9 206 экз., на 38 % больше плана. | plan up: now, plan
Охват населения – 45 % (план – 40 %). | plan: share, plan
Доля детей выросла с 40 % до 45 %. | change up: base, now
Доля детей – 45 % от общего числа, или 18 из 40. | share: share, part, whole
Охват населения составил 45 % вместо 40 %. | comparison: now, base
Выдано 80 100 экз. документов, в том числе детям 1 120 (38 %). | flow: now / share: part, share
Было 14 кружков, в 2023 году их стало 12. | change: base, now
Филиалов в 2022 году было 14, в 2023 году 12. | comparison: base, now
Посещений было 900, в 2022 году – 850. | comparison: now, base
Посещений 64 210. Годом ранее – 51 877. | comparison: now, base
Зарегистрировано 818 человек – на 12 больше, чем в 2022 году. | change up: now, difference
"""


@pytest.mark.parametrize(
    ("text", "claims"),
    [line.split(" | ") for line in SEVERAL.replace("\\\n", "").strip().splitlines()],
)
def test_figures_of_one_subject_are_one_claim_and_others_are_claims_of_their_own(text, claims):
    assert drawn(text) == claims.split(" / ")


PARTS = """
Выдано 500 экз. краеведческих изданий о войне.
В библиотеке прошло 5 мероприятий.
На мероприятии присутствовало 38 человек.
9 мая проведено 12 массовых мероприятий.
По ветхости списано 25 экз. книг о спорте.
Обслужено на дому 87 человек.
"""


@pytest.mark.parametrize("text", PARTS.strip().splitlines())
def test_a_figure_of_a_part_has_no_code_of_the_whole(text):
    codes = {code for _, code in coded(text)}
    assert codes.isdisjoint({"loans.total", "events.total", "visits.events", "holdings.withdrawn"})
    assert "users.registered" not in codes


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("1. Читатели", "users.registered"),
        ("3. Итоги", "users.registered"),
        ("4. Работа с молодёжью", ""),
    ],
)
def test_a_heading_that_names_the_subject_restricts_nothing(heading, code):
    text = "Число пользователей составило 818 человек."
    outline = Outline((Section("1", "", 1, heading.partition(" ")[2], 0),), ("1", "1"), ())
    found, _ = quote_figures(document_of(heading, text), outline, YEAR)
    (figure,) = classify_observations(found, outline, vocabulary(), frozenset())[-1:]
    assert figure.indicator == code
