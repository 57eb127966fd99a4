"""Work grows as what it is given: lines of Python that run are counted, since seconds would tell
of the machine.
"""

import random
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest
from building import table_of

from extractor.check.figures.interval import Interval, Print
from extractor.check.relations.repeated_figures import agreed
from extractor.errors import CalledWrongly
from extractor.model import Document, Library, Outline, Paragraph, PlacedTable
from extractor.names import learn_registry, read_registry, resolve_names
from extractor.names.candidates.features import Profile, profile_of
from extractor.names.registry.history import merge_registries
from extractor.options import Limits, ReportOptions
from extractor.pipeline import extract_report
from extractor.prose import quote_figures
from extractor.russian.sentences import sentence_around
from extractor.russian.units import find_unit, unit_at
from tests.pdf_writer import Page, pdf_of

MOST = 2.5  # times the steps for twice the input
PIECES = (
    "1 ",
    "5 книг, ",
    "увеличилось на 5 % ",
    "с 12 до 15 ",
    "с 5 ",
    "в 2022 году (5), ",
    "больше, чем в 2022 году (5), ",
    "(5 ",
    "Поступило 5 книг. ",
    "№ 1, ",
    "1/",
)
LABELS = "№ 1, ", "филиал № 1, ", "с. Луговое, ", "Луговская и ", "1, ", "1.1.", "а-", "слово "
REGISTRY = tuple(Library(f"b-{n}", f"Библиотека-филиал № {n}", number=str(n)) for n in range(9))


def steps(work: Callable[[], object]) -> int:
    """How many lines of the package run."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times the steps of twice the size; the first call makes what is made once."""
    work(size // 3)
    return steps(lambda: work(2 * size)) / steps(lambda: work(size))


def quoted(text: str) -> object:
    document = Document("report.docx", "", "docx", (Paragraph(0, text),))
    return quote_figures(document, Outline((), (), ()), 2023)


def named(n: int) -> str:
    return "".join("бвгдзклмнр"[int(digit)] + "оа"[n % 2] for digit in str(n))


def learned(size: int, row: str) -> tuple[Library, ...]:
    rows = (row.replace("{w}", named(n)).replace("{n}", str(n)) for n in range(1, size))
    table = table_of("\n".join(("| № | Наименование библиотеки | Населённый пункт |", *rows)))
    outline = Outline((), (), (PlacedTable(1, table, "", ""),))
    return learn_registry(outline, "Луговский район", "lugovskiy")


@pytest.mark.parametrize("piece", PIECES)
def test_running_text(piece: str) -> None:
    assert growth(lambda size: quoted((piece * size)[:size]), 500) < MOST


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    """A report of running text: figures, sentences and names on each page."""

    def read(pages: int) -> object:
        lines = [f"В филиале № {at} выдано {at * 7} книг, читателей {at * 3}." for at in range(12)]
        path = tmp_path / f"{pages}.pdf"
        path.write_bytes(pdf_of(*(Page().lines(60, 60, lines) for _ in range(pages))))
        return extract_report(path, ReportOptions())

    assert growth(read, 6) < MOST


@pytest.mark.parametrize("piece", LABELS)
def test_labels(piece: str) -> None:
    assert (
        growth(lambda size: resolve_names([f"Филиалы {piece * size}"[:size]], REGISTRY), 500) < MOST
    )


def test_a_unit_in_a_long_label() -> None:
    assert growth(lambda size: find_unit("Число книг, экз., " * size), 40) < MOST
    text = "5 тыс. руб., " * 300
    near, far = unit_at(text, 1), unit_at(text, 13 * 200 + 1)
    assert near is not None and far is not None
    assert (far.unit, far.multiplier, far.start, far.end) == (
        "RUB",
        1000,
        near.start + 2600,
        near.end + 2600,
    )


@pytest.mark.parametrize(
    "row",
    (
        "| {n} | Ку{w}ская сельская библиотека | с. Ку{w}ское |",
        "| {n} | Библиотека им. А. Ку{w}ова | с. Луговое |",
        "| {n} | Библиотека-филиал № {n} | с. Ку{w}ное |",
    ),
)
def test_learning_libraries(row: str) -> None:
    """A list that no district has (more than two hundred) is learned in few rounds, and no
    library of it is lost.
    """
    assert len({library.name + library.settlement for library in learned(450, row)}) == 449
    assert growth(lambda size: learned(size, row), 250) < MOST


def test_what_became_of_libraries() -> None:
    def history(size: int) -> object:
        registry = tuple(Library(f"b-{n}", f"Филиал № {n}", number=str(n)) for n in range(size))
        return merge_registries((year, registry[year - 2020 :]) for year in (2021, 2022, 2023))

    history(300)  # what libraries of a name are is remembered
    assert growth(history, 150) < MOST


def test_what_a_row_of_a_list_says_is_read_once_however_many_years_repeat_it(monkeypatch) -> None:
    """The memory of single rows holds some thousands: beyond, each year read all rows anew."""
    read = list[str]()

    def noted(library: Library) -> Profile:
        read.append(library.name)
        return profile_of.__wrapped__(library)

    monkeypatch.setattr("extractor.names.registry.history.profile_of", noted)
    registry = tuple(Library(f"b-{n}", f"Филиал № {n}", number=str(n)) for n in range(20))
    merge_registries((year, registry) for year in (2021, 2022, 2023))
    assert sorted(read) == sorted(library.name for library in registry)


@pytest.mark.parametrize(("stops", "sentences"), ((".", 2), ("...", 2), ("?!", 2), (". . .", 2)))
def test_several_stops_end_one_sentence(stops: str, sentences: int) -> None:
    text = f"В филиале № 4 тепло{stops} В филиале № 5 тихо"
    found = {sentence_around(text, at) for at in range(len(text))}
    assert len(found) == sentences


def figure(value: int, step: str) -> SimpleNamespace:
    bounds = Interval.printed(Fraction(value), Fraction(step), Print.ROUNDED)
    return SimpleNamespace(interval=lambda how: bounds, step=Fraction(step), value=value)


@pytest.mark.parametrize("seed", range(20))
def test_the_figure_that_most_agree_with(seed: int) -> None:
    """Found by sorted bounds as by every pair."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    figures = [figure(chance.randrange(9), chance.choice(("0", "1", "3"))) for _ in range(12)]
    votes = [
        sum(one.interval("").meets(other.interval("")) for other in figures) for one in figures
    ]
    places = range(len(figures))
    expected = max(places, key=lambda place: (votes[place], -figures[place].step))
    assert agreed(figures) is figures[expected]  # type: ignore[arg-type]


def test_a_list_of_libraries_has_a_limit_that_can_be_lifted(tmp_path: Path) -> None:
    path = tmp_path / "libraries.csv"
    path.write_text("library,name\n\na,Филиал № 1\n,\nb,Филиал № 2\n", encoding="utf-8")
    assert len(read_registry(path, Limits(registry_rows=2))) == 2
    with pytest.raises(CalledWrongly) as refused:
        read_registry(path, Limits(registry_rows=1))
    assert refused.value.key == "limit_registry_rows"
    with pytest.raises(CalledWrongly):
        read_registry(path, Limits(file_bytes=10))
