"""Whatever figures look like and wherever they stand, no report is lost by them."""

import random
import re
from pathlib import Path

import pytest
import yaml
from checking import checked, report_of

from benchmarks.alarms.reports import invented
from extractor.russian.figures import find_quantities
from extractor.russian.periods import find_periods

ODD = yaml.safe_load((Path(__file__).parent / "odd_figures.yaml").read_text("utf-8"))
FIGURES, PLACES = ODD["figures"], ODD["places"]
PRINTED = re.compile(r"\d[\d ,.]*\d|\d")
SENTENCES = (
    "Число пользователей составило 4 512 человек, что на 120 больше, чем в 2022 году (4 392).",
    "Книговыдача снизилась на 2,3 % и составила 96 540 экз. (2022 г. – 98 813).",
    "На 1 января 2024 года сеть объединяет 19 библиотек, из них 3 детские.",
    "Из 42 специалистов высшее образование имеют 17 (40,5 %), средний возраст – 47 лет.",
    "На комплектование израсходовано 312,5 тыс. руб., в том числе на подписку – 98,2.",
    "Проведено 614 мероприятий, их посетили 11 209 человек, из них 5 030 детей до 14 лет.",
)
REPORTS, TABLES = range(4), 5


def placed(figures: random.Random) -> str:
    place = figures.choice(PLACES)
    return place.format(*(figures.choice(FIGURES) for _ in range(place.count("{}"))))


@pytest.mark.parametrize("place", PLACES)
def test_a_figure_of_any_form_is_read_in_any_place(place):
    for figure in FIGURES:
        text = place.format(*[figure] * place.count("{}"))
        for said in (text, f"Луговская СБ {text} человек", f"Показатель {text}."):
            for found in find_quantities(said):
                assert 0 <= found.start < found.end <= len(said)
            for period in find_periods(said):
                assert said[period.start : period.end]


@pytest.mark.parametrize("seed", REPORTS)
def test_a_report_full_of_odd_figures_is_read_and_checked(seed, tmp_path):
    by_lot = random.Random(seed)  # noqa: S311

    def spoilt(text: str, share: float) -> str:
        return PRINTED.sub(lambda it: placed(by_lot) if by_lot.random() < share else it[0], text)

    sentences = [spoilt(by_lot.choice(SENTENCES), 0.6) for _ in range(40)]
    headings = [f"# {spoilt(by_lot.choice(SENTENCES)[:50], 0.5)}" for _ in range(6)]
    drawn = [piece for piece in invented(seed).text.split("\n\n") if piece.startswith("|")]
    tables = [spoilt(table, 0.1).replace("=", "") for table in drawn[:TABLES]]
    pieces = [*sentences, *headings, *tables]
    by_lot.shuffle(pieces)
    report = report_of("\n\n".join(pieces), name=f"odd-{seed}")
    assert report.observations
    checked(tmp_path, report)
