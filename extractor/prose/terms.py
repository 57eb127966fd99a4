"""Terms, durations, ages, numbers of lists and signs: further figures that state nothing."""

import re

from extractor.model import Op
from extractor.prose.sentence import WHOLE, Sentence, first_of, last_of, words_in
from extractor.russian import FoundQuantity
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
SHORTEST_LEGEND = 2


def duration(figure: FoundQuantity, sentence: Sentence) -> str:
    """«закрыта на 21 день», «курсы объёмом 36 часов», «клубу 25 лет»: how long, not how many;
    «62 часа в неделю» and an average age are told of something.
    """
    if figure.unit not in (*DURATIONS, "hour") or EACH.match(sentence.text, last_of(figure)):
        return ""
    near = words_in(sentence.before(first_of(figure), WHOLE))
    measured = any(each.startswith(tuple(words("claims")["lasting"])) for each in near)
    return "" if measured else "duration"


def ratio_sign(figure: FoundQuantity, sentence: Sentence) -> str:
    """«(3:1)»: two numbers of one sign."""
    near = sentence.text[max(figure.start - 4, 0) : figure.end + 4]
    return "ratio" if ":" in near and _covers(RATIO, figure, sentence) else ""


def _covers(shape: re.Pattern[str], figure: FoundQuantity, sentence: Sentence) -> bool:
    found = shape.finditer(sentence.text, max(figure.start - 6, sentence.start), figure.end + 6)
    return any(each.start() <= figure.start and figure.end <= each.end() for each in found)


def age_and_over(figure: FoundQuantity, sentence: Sentence) -> str:
    """«55+»: a class of people."""
    alone = figure.unit in ("", "year") and PLUS_AGE.match(sentence.text, figure.end)
    return "age" if alone else ""


def branch_number(figure: FoundQuantity, sentence: Sentence) -> str:
    """«ф. 3, ф. 5»: the number of a branch."""
    return "number" if BRANCH.search(sentence.text[max(figure.start - 8, 0) : figure.start]) else ""


def legend(figure: FoundQuantity, sentence: Sentence) -> str:
    """«(1 – бюджет, 2 – дары, 3 – обмен)»: numbers of a list in one line, counted up from one."""
    if not figure.raw.isdigit() or figure.unit or not LEGEND.match(sentence.text, figure.start):
        return ""
    listed = [int(each[1]) for each in LEGEND.finditer(sentence.text, sentence.start, sentence.end)]
    counted = listed == list(range(1, len(listed) + 1)) and len(listed) > SHORTEST_LEGEND
    return "section" if counted else ""


def one_of_each(figure: FoundQuantity, sentence: Sentence) -> str:
    """«Стоимость 1 посещения – 194,7 руб.»: what a ratio is counted by."""
    found = ONE_OF.match(sentence.text, figure.end) if figure.raw == "1" else None
    if found is None:
        return ""
    noun = next((each for each in sentence.words if each.start == found.start(1)), None)
    form = noun.reads("NOUN", "gent") if noun is not None else None
    return "denominator" if form is not None and form.number == "sing" else ""


def older_than(figure: FoundQuantity, sentence: Sentence) -> str:
    """«До 30 – 4, старше 55 – 17»: an age whose unit nobody prints."""
    found = OLDER.search(sentence.before(figure.start)) if not figure.unit else None
    return "age" if found and COUNTED.match(sentence.text, figure.end) else ""


def class_again(figure: FoundQuantity, sentence: Sentence) -> str:
    """«стаж до 3 лет – у 4, от 3 до 10 – у 6», «на 0,5 ставки – 8, на 0,25 – 2»: a class whose
    unit the one before it names.
    """
    if figure.unit or not COUNTED.match(sentence.text, figure.end):
        return ""
    units = {each.unit for each in sentence.figures if each.start < figure.start}
    if figure.op is Op.RANGE and "year" in units:
        return "age"
    half = figure.value is not None and 0 < figure.value < 1
    return "class" if half and figure.lead == "на" and "FTE" in units else ""


RULES = (
    duration,
    ratio_sign,
    age_and_over,
    branch_number,
    legend,
    one_of_each,
    older_than,
    class_again,
)
