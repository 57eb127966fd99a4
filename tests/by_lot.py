"""Reports put together by lot, each lot the same for ever: a system of libraries, tables that add
up or not, sentences that repeat figures or slip; drawn tables and sentences of other tests; pages
of a PDF with rules or without.
"""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from checking import report_of

from extractor.model import Report
from tests.pdf_writer import Page

HERE = Path(__file__).parent
DRAWN = [
    [line for line in case.splitlines() if line.startswith(("|", "caption: "))]
    for case in (HERE / "drawn_tables.txt").read_text("utf-8").split("\n\n# ")[1:]
]
SENTENCES = [
    re.sub(r"\{([^|}]*)[^}]*\}", r"\1", line)
    for line in (HERE / "prose.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PLACES = "Кедровка", "Луговое", "Ольховка", "Приморск", "Ивановка", "Сосновый Бор", "Ключи", "Ручьи"
NAMES = (
    "Центральная районная библиотека",
    "Центральная детская библиотека",
    "Библиотека-филиал № {n}",
    "{place_}ская сельская библиотека",
    "Сельская библиотека № {n}",
    "Модельная библиотека с. {place}",
    "Библиотека им. А. П. Ветрова",
    "Филиал № {n} «Истоки»",
    "Городская библиотека семейного чтения",
)
MEASURES = (
    ("Число пользователей, чел.", "Пользователи", "Число пользователей составило {v} человек"),
    ("Число посещений, ед.", "Посещения", "Библиотеки посетили {v} раз"),
    ("Книговыдача, экз.", "Выдача", "Выдано {v} экземпляров"),
    ("Книжный фонд, экз.", "Фонд", "Совокупный фонд насчитывает {v} экземпляров"),
    ("Поступило, экз.", "Поступило", "За год поступило {v} экземпляров"),
    ("Выбыло, экз.", "Выбыло", "Выбыло {v} экз. документов"),
    ("Число мероприятий, ед.", "Мероприятия", "Проведено {v} мероприятий"),
    ("Компьютеры, ед.", "ПК", "Библиотеки имеют {v} компьютеров"),
    ("Штат, чел.", "Работники", "В библиотеках работают {v} человек"),
    ("Расходы, тыс. руб.", "Расходы", "Израсходовано {v} тыс. рублей"),
)
PARTS = (
    ("до 14 лет", "15–30 лет", "старше 30 лет"),
    ("книги", "периодические издания", "электронные документы"),
    ("на дому", "в стационаре"),
    ("из местного бюджета", "из областного бюджета", "внебюджетные"),
)
HEADINGS = (
    "1. Общие сведения",
    "3.1. Сеть библиотек",
    "4.2. Основные показатели",
    "5.1. Библиотечные фонды",
    "6. Мероприятия",
    "8.3. Обслуживание детей",
    "12. Материально-техническая база",
)
T = TypeVar("T")


class Lot:
    """Draws that are the same with every version of Python: only ``random()`` promises that."""

    def __init__(self, name: str) -> None:
        self._next = random.Random(name).random  # noqa: S311 - no secret

    def below(self, count: int) -> int:
        return int(self._next() * count)

    def one(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def is_so(self, chance: float) -> bool:
        return self._next() < chance


def printed(value: int, lot: Lot) -> str:
    """A figure as people print it; now and then with a slip: a digit too many, another digit, two
    digits exchanged.
    """
    text = str(value)
    if lot.is_so(0.04) and len(text) > 2:
        at = lot.below(len(text) - 1)
        text = lot.one(
            [
                text + "0",
                text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            ]
        )
    if lot.is_so(0.04):
        return lot.one(["-", "", "нет", f"{text}*", f"около {text}", f"{text},5", f"{text} ед."])
    return f"{int(text):,}".replace(",", " ") if lot.is_so(0.5) else text


def drawn(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


class System:
    """Libraries of a district and what they count, as its reports of two years tell it."""

    def __init__(self, lot: Lot, number: int) -> None:
        self.lot, self.district = lot, f"{lot.one(('Кедр', 'Луг', 'Ольх'))}овский {number}-й район"
        self.libraries = [
            name.format(n=at + 1, place=place, place_=place[:-1].replace(" ", "").capitalize())
            for at, (name, place) in enumerate(
                zip(lot.some(NAMES, 3 + lot.below(4)), lot.some(PLACES, 8), strict=False)
            )
        ]
        self.values = {
            (library, measure[0], year): 3 + lot.below(10 ** (2 + lot.below(4)))
            for library in self.libraries
            for measure in MEASURES
            for year in (2021, 2022, 2023)
        }

    def total(self, measure: str, year: int) -> int:
        return sum(self.values[library, measure, year] for library in self.libraries)

    def blocks(self, year: int) -> Iterator[str]:
        makers = (
            *(self.by_year, self.by_library, self.with_parts, self.shares, self.listed),
            *(self.two_marks, self.by_group, self.quarters),
        )
        yield f"Отчёт о работе библиотек: {self.district}, {year} год"
        for number, heading in enumerate(self.lot.some(HEADINGS, 5), 1):
            yield f"# {heading}"
            yield self.caption(number, year)
            yield self.lot.one(makers)(year)
            yield " ".join(self.sentences(year))
            if self.lot.is_so(0.7):
                yield from self.of_other_tests(number)

    def caption(self, number: int, year: int) -> str:
        title = self.lot.one(("Основные показатели", "Фонд", "Показатели за", "Сведения за"))
        return f"Таблица {number}. {title} {year} год"

    def by_year(self, year: int) -> str:
        """Measures below each other, years beside each other, a change or per cents at the end."""
        years, end = [year - 1, year], self.lot.one(["", "+/-", "%", "Рост, %"])
        rows = [["Показатель", *map(str, years), *filter(None, [end])]]
        for label, *_ in self.lot.some(MEASURES, 5):
            before, now = (self.total(label, each) for each in years)
            change = now - before if end == "+/-" else 100 * now // max(1, before)
            figures = [printed(before, self.lot), printed(now, self.lot)]
            rows.append([label, *figures, *([str(change)] if end else [])])
        return drawn(rows)

    def by_library(self, year: int) -> str:
        """Libraries below each other with measures beside, a total, now and then ordinals."""
        measures, numbered = self.lot.some(MEASURES, 3), self.lot.is_so(0.5)
        rows = [["№"] * numbered + ["Библиотека", *(self.lot.one(m[:2]) for m in measures)]]
        for at, library in enumerate(self.libraries, 1):
            figures = (printed(self.values[library, m[0], year], self.lot) for m in measures)
            rows.append([str(at)] * numbered + [library, *figures])
        totals = (printed(self.total(m[0], year), self.lot) for m in measures)
        whole = [""] * numbered + [self.lot.one(["Итого", "Всего по району", "ВСЕГО:"]), *totals]
        rows[len(rows) if self.lot.is_so(0.8) else 1 : 0] = [whole] if self.lot.is_so(0.9) else []
        return drawn(rows)

    def with_parts(self, year: int) -> str:
        """A whole with its parts below or beside it."""
        (label, *_), parts = self.lot.one(MEASURES), self.lot.one(PARTS)
        figures = []
        for each in (year - 1, year):
            left, shares = self.total(label, each), []
            for _ in parts[1:]:
                shares.append(left // 3)
                left -= left // 3
            figures.append([self.total(label, each), left, *shares])
        mark = self.lot.one(["из них ", "в т. ч. ", "в том числе: "])
        lines = [label, *(mark * (not at) + part for at, part in enumerate(parts))]
        if self.lot.is_so(0.5):
            rows = [["Показатель", str(year - 1), str(year)]]
            columns = zip(lines, *figures, strict=True)
            rows += [[line, *(printed(v, self.lot) for v in values)] for line, *values in columns]
            return drawn(rows)
        rows = [["Год", label, mark.strip(" :"), *"<" * (len(parts) - 1)], ["^", "^", *parts]]
        for each, values in zip((year - 1, year), figures, strict=True):
            rows.append([str(each), *(printed(value, self.lot) for value in values)])
        return drawn(rows)

    def shares(self, year: int) -> str:
        """Figures with their per cents of the whole, two years over them."""
        label, parts = self.lot.one(MEASURES)[0], self.lot.one(PARTS)
        rows = [["", str(year - 1), "<", str(year), "<"], ["^", "всего", "%", "всего", "%"]]
        wholes = [self.total(label, each) for each in (year - 1, year)]
        for at, part in enumerate(parts):
            row = [part]
            for whole in wholes:
                value = whole * (at + 1) // (len(parts) * (len(parts) + 1) // 2)
                share = f"{100 * value / max(1, whole):.1f}".replace(".", ",")
                row += [printed(value, self.lot), share]
            rows.append(row)
        ends = [text for whole in wholes for text in (printed(whole, self.lot), "100")]
        return drawn([*rows, [label, *ends]])

    def two_marks(self, year: int) -> str:
        """A whole beside which two groups of its parts stand, each with a whole of its own."""
        label, groups = self.lot.one(MEASURES)[0], self.lot.some(PARTS, 2)
        heads, names = ["Библиотека", label], ["^", "^"]
        for mark, parts in zip(("из них по видам", "в том числе"), groups, strict=True):
            heads += [mark, *"<" * len(parts)]
            names += ["всего", *parts]
        rows = [heads, names]
        for library in self.libraries:
            whole = self.values[library, label, year]
            row = [library, printed(whole, self.lot)]
            for parts in groups:
                first = whole // 2
                shares = [first, *(whole // 9 for _ in parts[2:]), 0]
                shares[-1] = whole - sum(shares)
                row += [printed(value, self.lot) for value in (whole, *shares[: len(parts)])]
            rows.append(row)
        return drawn(rows)

    def by_group(self, year: int) -> str:
        """Libraries below headings of their groups, each with its own total, all with another."""
        measures = self.lot.some(MEASURES, 2)
        rows = [["Библиотеки", *(label for label, *_ in measures)]]
        half = len(self.libraries) // 2
        for name, group in (
            ("Городские библиотеки", self.libraries[:half]),
            ("Сельские библиотеки", self.libraries[half:]),
        ):
            rows.append([name, *"<" * len(measures)])
            values = [[self.values[each, m[0], year] for m in measures] for each in group]
            for library, figures in zip(group, values, strict=True):
                rows.append([library, *(printed(value, self.lot) for value in figures)])
            sums = (printed(sum(column), self.lot) for column in zip(*values, strict=True))
            rows.append([self.lot.one(["Итого", "Всего"]), *sums])
        totals = (printed(self.total(m[0], year), self.lot) for m in measures)
        return drawn([*rows, [self.lot.one(["Всего по району", "ИТОГО"]), *totals]])

    def quarters(self, year: int) -> str:
        """Parts of the year beside each other and the year at the end; or below each other."""
        head = [f"{n} кв." for n in ("I", "II", "III", "IV")] + [self.lot.one(["Год", "Итого"])]
        rows = [["Показатель", *head]]
        for label, *_ in self.lot.some(MEASURES, 4):
            whole = self.total(label, year)
            parts = [whole // 4, whole // 3, whole // 6]
            parts.append(whole - sum(parts))
            rows.append([label, *(printed(value, self.lot) for value in (*parts, whole))])
        if self.lot.is_so(0.4):
            rows = [list(row) for row in zip(*rows, strict=True)]
        return drawn(rows)

    def listed(self, _: int) -> str:
        """The libraries with their places, and who they were before."""
        rows = [["№ п/п", "Наименование библиотеки", "Населённый пункт", "Площадь, кв. м"]]
        for at, library in enumerate(self.libraries, 1):
            place, area = self.lot.one(PLACES), printed(20 + self.lot.below(300), self.lot)
            rows.append([str(at), library, f"с. {place}", area])
        return drawn(rows)

    def sentences(self, year: int) -> Iterator[str]:
        for label, _, said in self.lot.some(MEASURES, 3):
            now, before = self.total(label, year), self.total(label, year - 1)
            library = self.lot.one(self.libraries)
            more = self.lot.one(
                [
                    ".",
                    f", в {year - 1} году – {before}.",
                    f" ({'+' * (now > before)}{now - before} к {year - 1} г.).",
                    f", что на {abs(now - before)} {'больше' if now > before else 'меньше'},"
                    f" чем в {year - 1} году.",
                    f", из них {library} – {printed(self.values[library, label, year], self.lot)}.",
                    f" (в среднем {now // len(self.libraries)} на библиотеку).",
                ]
            )
            yield said.format(v=printed(now, self.lot)) + more
        few = self.lot.some(SENTENCES, 4)
        yield few[0].rstrip(".") + "; " + few[1][:1].lower() + few[1][1:].rstrip(".") + ": "
        yield from few[2:]

    def of_other_tests(self, number: int) -> Iterator[str]:
        lines = self.lot.one(DRAWN)
        captions = [line.removeprefix("caption: ") for line in lines if line[0] != "|"]
        yield f"Таблица {number}.1. {(captions or ['Сведения'])[0]}"
        yield "\n".join(line for line in lines if line[0] == "|")


def reports_of(number: int) -> Iterator[Report]:
    """The reports of two years of one system."""
    system = System(Lot(f"system {number}"), number)
    for year in (2022, 2023):
        text = "\n\n".join(filter(None, system.blocks(year)))
        yield report_of(text, year, system.district, f"lot{number}-{year}")


def pages_of(number: int) -> list[Page]:
    """Pages with headings, running text in one column or two, and tables with rules, with few or
    with none.
    """
    lot = Lot(f"pages {number}")
    pages = []
    for at in range(2):
        page, y = Page(), 60.0
        page.text(60, 30, f"Отчёт за 2023 год {at + 1}", 8)
        while y < 640:
            y = lot.one((_running, _ruled, _unruled, _heading, _two_columns))(page, y, lot)
        page.text(290, 815, str(at + 1), 9)
        pages.append(page)
    return pages


def _heading(page: Page, y: float, lot: Lot) -> float:
    page.text(60, y + 14, lot.one(HEADINGS), 13, lot.one(("bold", "plain")))
    return y + 30


def _running(page: Page, y: float, lot: Lot) -> float:
    words = " ".join(lot.some(SENTENCES, 4)).split()
    lines, indent = [""], lot.one((0, 20))
    for word in words:
        if len(lines[-1]) + len(word) > 88:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    for at, line in enumerate(lines):
        page.text(60 + indent * (not at), y + 12 * at + 10, line, 10)
    return y + 12 * len(lines) + 12


def _two_columns(page: Page, y: float, lot: Lot) -> float:
    for x in (60, 320):
        for at, sentence in enumerate(lot.some(SENTENCES, 5)):
            page.text(x, y + 12 * at + 10, sentence[:44], 10)
    return y + 80


def _rows(lot: Lot) -> list[list[str]]:
    measures = lot.some(MEASURES, 3 + lot.below(4))
    years = [["Показатель", "2021", "2022", "2023"][: 3 + lot.below(2)]]
    return years + [
        [label, *(printed(lot.below(10 ** (2 + lot.below(4))), lot) for _ in years[0][1:])]
        for label, *_ in measures
    ]


def _ruled(page: Page, y: float, lot: Lot) -> float:
    rows = _rows(lot)
    page.text(60, y + 10, f"Таблица {1 + lot.below(9)}. {lot.one(MEASURES)[1]}", 10)
    page.table(drawn(rows), 60, y + 16, (150, *[70] * (len(rows[0]) - 1)))
    return y + 30 + 22 * len(rows)


def _unruled(page: Page, y: float, lot: Lot) -> float:
    rows, gap, aligned = _rows(lot), lot.one((12, 14, 18)), lot.is_so(0.6)
    if lot.is_so(0.5):
        for line in (y, y + gap, y + gap * len(rows)):
            page.stroke(60, line, 60 + 150 + 70 * (len(rows[0]) - 1), line)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            right = 60 + 150 + 70 * column - 6
            x = right - 5 * len(text) if aligned and column else 62 + (column and 80 + 70 * column)
            page.text(x, y + gap * at + gap - 3, text, 10)
    return y + gap * len(rows) + 18
