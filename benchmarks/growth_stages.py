"""Work beside reading a document, at any size: labels, lists of libraries, numbers, tricks of
Word files, publishing, checking.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import test_read_bad_input as bad
from drawing import drawn
from msgspec.structs import replace

from benchmarks.growth_shapes import (
    DOCUMENTS,
    Shape,
    filled,
    long_table,
    named,
    paragraphs_of,
    spelled,
    tables_of,
)
from extractor.check import check_dataset
from extractor.compare import compare_panel
from extractor.dataset import publish_dataset
from extractor.dataset.comparison_panel import load_panel
from extractor.dataset.read import load_dataset
from extractor.memory import unsearched
from extractor.model import Library, Report
from extractor.model.comparison import Request
from extractor.names import learn_registry, read_registry, resolve_names, unite_reports
from extractor.names.candidates.features import profile_of
from extractor.names.candidates.index import index_of
from extractor.options import PublishOptions, ReadOptions, ReportOptions
from extractor.outline import outline_document
from extractor.pipeline import extract_report, outline_file
from extractor.read import read_document
from extractor.russian import find_quantities, read_number
from extractor.words.indicators import vocabulary
from tests.wordfiles import p, tbl, tc, tr, word_parts, zipped

WORKSHOP = mkdtemp(prefix="growth-")
Work = Callable[[int], Callable[[], object]]
"""A size → the prepared work, of which only the call is measured."""
LIBRARIES = "Библиотека-филиал № {n}", "Ку{w}ская сельская библиотека", "Библиотека «Ку{w}»"
LABELS = {
    "ones": "1, ",
    "numbers": "№ 1, ",
    "branches": "филиал № {n}, ",
    "villages": "с. Луговое, ",
    "adjectives": "Луговская и ",
    "quotes": "«Заря» ",
    "quotes open": "«",
    "brackets": "(с. Луговое) ",
    "hyphens": "а-",
    "points": "с. ",
    "exceptions": "кроме ",
    "streets": "ул. Лесная, 5, ",
    "honours": "им. А. С. Пушкина ",
    "heads": "библиотека ",
    "words": "слово ",
}
NUMBERS = (
    "1 ",
    "5,",
    "1-",
    "1 000 ",
    "пятьдесят ",
    "двадцати",
    "a.",
    "№",
    "1/",
    "от 5 до ",
    "более ",
)
LISTS = {
    "adjectives": (
        "№|Наименование библиотеки|Населённый пункт",
        "{n}|Ку{w}ская сельская библиотека|с. Ку{w}ское",
    ),
    "without places": ("№|Наименование библиотеки|Книги", "{n}|Ку{w}ская сельская библиотека|5"),
    "of one place": (
        "№|Наименование библиотеки|Населённый пункт",
        "{n}|Библиотека «Ку{w}»|с. Луговое",
    ),
    "of places": (
        "№|Наименование библиотеки|Населённый пункт",
        "{n}|Сельская библиотека|с. Ку{w}ное",
    ),
    "honours": (
        "№|Наименование библиотеки|Населённый пункт",
        "{n}|Библиотека им. А. Ку{w}ова|с. Луговое",
    ),
    "numbered": (
        "№|Наименование библиотеки|Населённый пункт",
        "{n}|Библиотека-филиал № {n}|с. Ку{w}ное",
    ),
    "of one number": (
        "№|Наименование библиотеки|Населённый пункт",
        "{n}|Библиотека № 5 Ку{w}ка|с. Ку{w}ное",
    ),
}
TRICKS: dict[str, Callable[[int], str]] = {
    "page breaks": lambda n: p(*['<w:r><w:t/><w:br w:type="page"/></w:r>'] * n),
    "fields": lambda n: p(*[bad.OPEN] * n, "текст", *[bad.CLOSE] * n),
    "field codes": lambda n: p(
        bad.OPEN, *["<w:r><w:instrText>TOC </w:instrText></w:r>"] * n, bad.CLOSE
    ),
    "wide cells": lambda n: tbl(tr(tc("а", properties=bad.span(200_000)))) * (n // 2),
    "marks": lambda n: p("а", properties='<w:rPr><w:del w:id="1"/></w:rPr>') * n,
}
SECTION = "**{n}. Раздел**\nТекст.\n{n}.1. Состав\nТекст.\nТаблица {n}. Фонд\n| Ноты | 3 | 4 |\n"
REPORTS: dict[str, tuple[Shape, int]] = {
    "table rows": (long_table("Показатель|2022|2023", "Книги {n}|{n}|1{n}"), 300),
    "table rows of one label": (long_table("Показатель|2022|2023", "Число книг|5|6"), 300),
    "parts": (long_table("Показатель|2022|2023", "из них {w}|{n}|{n}"), 300),
    "libraries": (
        long_table("Библиотека|Число книг|Число посещений", "Филиал № {n}|{n}|1{n}"),
        200,
    ),
    "tables": (
        tables_of(
            "Показатель|2022|2023",
            "Число книг|{n}|5",
            "Посещений|5|5",
            caption="Таблица {n} – Книги",
        ),
        100,
    ),
    "sentences": (paragraphs_of("Поступило {n} книг, что на 5 больше, чем в 2022 году."), 200),
    "sentences alike": (paragraphs_of("Число посещений составило 1200, рост на 5 %."), 200),
}


def registry_of(size: int) -> tuple[Library, ...]:
    kinds = len(LIBRARIES)
    return tuple(
        Library(
            f"b-{n}",
            filled(LIBRARIES[n % kinds], n),
            "Луговский район",
            str(n % 60),
            "",
            f"с. Ку{named(n)}ское",
        )
        for n in range(size)
    )


def label(unit: str) -> Work:
    registry = registry_of(60)
    return lambda size: lambda: resolve_names([f"Филиалы {spelled(unit, size)}".strip()], registry)


def indexing(size: int) -> Callable[[], object]:
    registry = registry_of(size)
    return lambda: index_of(registry)


def listing(size: int) -> Callable[[], object]:
    file = _folder() / "libraries.csv"
    rows = (
        f"b-{n},{filled(LIBRARIES[n % 3], n)},Луговский район,{n % 60},с. Луговое"
        for n in range(size)
    )
    file.write_text("\n".join(("library,name,district,number,settlement", *rows)), encoding="utf-8")
    return lambda: read_registry(file)


def number(unit: str) -> Work:
    def prepared(size: int) -> Callable[[], object]:
        text = (unit * (size // len(unit) + 1))[:size]
        return lambda: (read_number(text), find_quantities(text))

    return prepared


def learning(head: str, row: str) -> Work:
    def prepared(size: int) -> Callable[[], object]:
        _, outline = outline_file(_written(long_table(head, row), size), ReadOptions())
        return lambda: learn_registry(outline, "Луговский район", "lugovskiy")

    return prepared


def opening(body: Callable[[int], str]) -> Work:
    def prepared(size: int) -> Callable[[], object]:
        path = _folder() / "report.docx"
        path.write_bytes(zipped(word_parts(body(size))))
        return lambda: read_document(path)

    return prepared


def outlining(size: int) -> Callable[[], object]:
    document = drawn("\n".join(SECTION.format(n=n) for n in range(1, size)))
    return lambda: outline_document(document)


def report(shape: Shape, size: int) -> Report:
    with unsearched():
        return extract_report(
            _written(shape, size), ReportOptions(district="Луговский район", year=2023)
        )


def publishing(shape: Shape) -> Work:
    def prepared(size: int) -> Callable[[], object]:
        made, out = report(shape, size), _folder() / "out"
        return lambda: publish_dataset([made], [], out, PublishOptions(("json", "csv")))

    return prepared


def checking(shape: Shape) -> Work:
    def prepared(size: int) -> Callable[[], object]:
        out = _folder() / "out"
        publish_dataset([report(shape, size)], [], out, PublishOptions(("json", "csv")))
        dataset = load_dataset(out)
        return lambda: check_dataset(dataset)

    return prepared


def comparing(shape: Shape) -> Work:
    def prepared(size: int) -> Callable[[], object]:
        out, known = _folder() / "out", vocabulary(None).indicators
        publish_dataset([report(shape, size)], [], out, PublishOptions(("json", "csv")))
        request = Request((), "library", "", (0, 9999), "", latest=True)
        return lambda: compare_panel(load_panel(out, (), True), request, known)

    return prepared


def uniting(size: int) -> Callable[[], object]:
    made = report(DOCUMENTS["libraries numbered"][0], size)
    years = [replace(made, year=2023 - n, report=f"{made.report}-{n}") for n in range(3)]
    profile_of.cache_clear()  # it holds 4,096: small sizes would find all in it, large ones none
    return lambda: unite_reports(years)


def _written(shape: Shape, size: int) -> Path:
    suffix, content = shape(size)
    path = _folder() / f"report{suffix}"
    path.write_bytes(content)
    return path


def _folder() -> Path:
    """A new folder, which the run removes at its end."""
    return Path(mkdtemp(dir=WORKSHOP))


STAGES: dict[str, tuple[Work, int]] = {
    **{f"label of {name}": (label(unit), 8000) for name, unit in LABELS.items()},
    **{f"number «{unit}»": (number(unit), 24_000) for unit in NUMBERS},
    **{f"learning libraries {name}": (learning(*rows), 500) for name, rows in LISTS.items()},
    **{f"opening {name}": (opening(body), 7500) for name, body in TRICKS.items()},
    **{f"publishing {name}": (publishing(*made[:1]), made[1]) for name, made in REPORTS.items()},
    **{f"checking {name}": (checking(*made[:1]), made[1]) for name, made in REPORTS.items()},
    **{
        f"comparing {name}": (comparing(*made[:1]), made[1])
        for name, made in REPORTS.items()
        if "librar" in name
    },
    "outline": (outlining, 150),
    "uniting years": (uniting, 2_500),
    "reading a list of libraries": (listing, 10_000),
    "indexing a list of libraries": (indexing, 2_000),
}
