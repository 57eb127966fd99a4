"""Terms, durations, ages, numbers of lists and signs: further figures that state nothing."""

import re
from functools import cache

from extractor.model import Op
from extractor.prose.sentence import WHOLE, InSentence, Sentence, first_of, last_of, words_in
from extractor.rules import Rule
from extractor.russian import FoundQuantity
from extractor.russian.unit_forms import form_pattern
from extractor.words import words

DURATIONS = ("year", "month", "week", "day", "minute", "decade", "century")
RATIO = re.compile(r"(?<![\d:])\d{1,2}\s?:\s?\d{1,2}(?![\d:])")
PLUS_AGE = re.compile(r"\+(?=\s*(?:[,;)–—-]|лет|$))")
BRANCH = re.compile(r"(?<![А-Яа-яё])(?:ф|фил|б-?ф|с/?ф)\.\s*(?:№\s*)?$", re.IGNORECASE)
LEGEND = re.compile(r"(\d{1,2})\s*[–—-]\s+[а-яё]", re.IGNORECASE)
ONE_OF = re.compile(r"\s+([а-яё]+)\s*[–—:-]\s*\d", re.IGNORECASE)
COUNTED = re.compile(r"\s*[–—-]\s*(?:[ву]\s+)?\d")
OLDER = re.compile(r"(?:старше|моложе|младше)\s+$", re.IGNORECASE)
EACH = re.compile(r"\s*(?:в|за)\s+(?:день|сутки|недел|месяц|год)", re.IGNORECASE)
AND_OLDER = re.compile(r"(?<![а-яё])и\s+(?:старше|младше|более|больше)", re.IGNORECASE)
AT = re.compile(r"(?<![а-яё])(?:в|к|после)\s+$", re.IGNORECASE)
A_DAY = re.compile(r"\s*в\s+(?:день|сутки|недел|месяц)", re.IGNORECASE)
SHORTEST_LEGEND = 2


def anniversary(met: InSentence) -> str | None:
    """«85 лет назад», «50 лет со дня рождения»."""
    figure, sentence = met
    behind = sentence.text[last_of(figure) : last_of(figure) + 30]
    before = sentence.before(first_of(figure))
    said = re.match(rf"\s*(?:{_forms('anniversary')})", behind, re.IGNORECASE) or _ends(
        "anniversary", before
    )
    return "anniversary" if said and figure.unit in ("year", "month", "day") else None


def age(met: InSentence) -> str | None:
    """«до 14 лет», «15–30 лет», «55 лет и старше»: a class of people, not a fact about them."""
    figure, sentence = met
    before = sentence.before(figure.start)
    behind = sentence.text[last_of(figure) : min(last_of(figure) + 30, sentence.end)]
    if (
        figure.unit != "year"
        or _matches("age_no", sentence.before(first_of(figure))[-30:])
        or _matches("age_no", behind)
    ):
        return None
    bounded = (
        figure.op is Op.RANGE
        or _ends("age_before", before)
        or AND_OLDER.search(sentence.text[figure.end : last_of(figure)])
    )
    return "age" if bounded or re.match(rf"\s*(?:{_forms('age_behind')})", behind) else None


def clock(met: InSentence) -> str | None:
    """«9 мая в 11 часов»: when something began; «2 часа в день» is how long."""
    figure, sentence = met
    on_clock = (
        figure.unit in ("hour", "minute")
        and AT.search(sentence.before(first_of(figure))) is not None
    )
    return "time" if on_clock and not A_DAY.match(sentence.text, last_of(figure)) else None


def duration(met: InSentence) -> str | None:
    """«закрыта на 21 день», «курсы объёмом 36 часов», «клубу 25 лет»: how long, not how many;
    «62 часа в неделю» and an average age are told of something.
    """
    figure, sentence = met
    if figure.unit not in (*DURATIONS, "hour") or EACH.match(sentence.text, last_of(figure)):
        return None
    near = words_in(sentence.before(first_of(figure), WHOLE))
    measured = any(each.startswith(tuple(words("claims")["lasting"])) for each in near)
    return None if measured else "duration"


def ratio_sign(met: InSentence) -> str | None:
    """«(3:1)»: two numbers of one sign."""
    figure, sentence = met
    near = sentence.text[max(figure.start - 4, 0) : figure.end + 4]
    return "ratio" if ":" in near and _covers(RATIO, figure, sentence) else None


def _covers(shape: re.Pattern[str], figure: FoundQuantity, sentence: Sentence) -> bool:
    found = shape.finditer(sentence.text, max(figure.start - 6, sentence.start), figure.end + 6)
    return any(each.start() <= figure.start and figure.end <= each.end() for each in found)


def age_and_over(met: InSentence) -> str | None:
    """«55+»: a class of people."""
    figure, sentence = met
    alone = figure.unit in ("", "year") and PLUS_AGE.match(sentence.text, figure.end)
    return "age" if alone else None


def branch_number(met: InSentence) -> str | None:
    """«ф. 3, ф. 5»: the number of a branch."""
    figure, sentence = met
    return (
        "number" if BRANCH.search(sentence.text[max(figure.start - 8, 0) : figure.start]) else None
    )


def legend(met: InSentence) -> str | None:
    """«(1 – бюджет, 2 – дары, 3 – обмен)»: numbers of a list in one line, counted up from one."""
    figure, sentence = met
    if not figure.raw.isdigit() or figure.unit or not LEGEND.match(sentence.text, figure.start):
        return None
    listed = [int(each[1]) for each in LEGEND.finditer(sentence.text, sentence.start, sentence.end)]
    counted = listed == list(range(1, len(listed) + 1)) and len(listed) > SHORTEST_LEGEND
    return "section" if counted else None


def one_of_each(met: InSentence) -> str | None:
    """«Стоимость 1 посещения – 194,7 руб.»: what a ratio is counted by."""
    figure, sentence = met
    found = ONE_OF.match(sentence.text, figure.end) if figure.raw == "1" else None
    if found is None:
        return None
    noun = next((each for each in sentence.words if each.start == found.start(1)), None)
    form = noun.reads("NOUN", "gent") if noun is not None else None
    return "denominator" if form is not None and form.number == "sing" else None


def older_than(met: InSentence) -> str | None:
    """«До 30 – 4, старше 55 – 17»: an age whose unit nobody prints."""
    figure, sentence = met
    found = OLDER.search(sentence.before(figure.start)) if not figure.unit else None
    return "age" if found and COUNTED.match(sentence.text, figure.end) else None


def class_again(met: InSentence) -> str | None:
    """«стаж до 3 лет – у 4, от 3 до 10 – у 6», «на 0,5 ставки – 8, на 0,25 – 2»: a class whose
    unit the one before it names.
    """
    figure, sentence = met
    if figure.unit or not COUNTED.match(sentence.text, figure.end):
        return None
    units = {each.unit for each in sentence.figures if each.start < figure.start}
    if figure.op is Op.RANGE and "year" in units:
        return "age"
    half = figure.value is not None and 0 < figure.value < 1
    return "class" if half and figure.lead == "на" and "FTE" in units else None


@cache
def _forms(name: str) -> str:
    return "|".join(form_pattern(each) for each in words("quote")[name])


def _ends(name: str, text: str) -> bool:
    return bool(
        re.search(rf"(?<![а-яё])(?:{_forms(name)})\s+(?:от|с|до)?\s*$", text, re.IGNORECASE)
    )


def _matches(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![а-яё])(?:{_forms(name)})", text, re.IGNORECASE))


RULES: tuple[Rule[InSentence, str], ...] = (
    Rule("anniversary", anniversary, "Библиотеке 85 лет со дня основания."),
    Rule("age", age, "Дети до 14 лет взяли 40 книг."),
    Rule("clock", clock, "Праздник начался в 11 часов."),
    Rule("duration", duration, "Библиотека закрыта на 21 день."),
    Rule("ratio_sign", ratio_sign, "Книги и журналы выданы в отношении 3:1."),
    Rule("age_and_over", age_and_over, "Клуб «Сударушка» (55+) посетили 40 человек."),
    Rule("branch_number", branch_number, "Поступило 40 книг в ф. 3."),
    Rule("legend", legend, "Источники: 1 – бюджет, 2 – дары, 3 – обмен."),
    Rule("one_of_each", one_of_each, "Стоимость 1 посещения – 194,7 руб."),
    Rule("older_than", older_than, "До 30 лет – 4 человека, старше 55 – 17."),
    Rule("class_again", class_again, "Работают на 0,5 ставки – 8 человек, на 0,25 – 2."),
)
