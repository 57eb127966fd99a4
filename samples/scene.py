"""One district in one year: how its figures are printed, and what the placeholders of the
template stand for.
"""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from samples.blocks import Fact
from samples.districts import District
from samples.figures import Ledger

UNITS = {
    "экз.": ("copy", 1),
    "экземпляров": ("copy", 1),
    "тыс. экз.": ("copy", 1000),
    "чел.": ("person", 1),
    "ед.": ("item", 1),
    "руб.": ("RUB", 1),
    "тыс. руб.": ("RUB", 1000),
    "%": ("%", 1),
    "кв. м": ("m2", 1),
    "час.": ("hour", 1),
    "км": ("km", 1),
    "назв.": ("title", 1),
    "наименований": ("title", 1),
    "подшивок": ("file", 1),
    "балл": ("point", 1),
    "Мбит/с": ("Mbit/s", 1),
}
_ANY = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_DECLARED = re.compile(rf"(?:, |\(|^)({_ANY})\)?:?$")
_IN_CELL = re.compile(rf"\d ({_ANY})")
_NUMBER = re.compile(r"\d+(,\d+)?")
_NAME = re.compile(r"\{([a-z]+)([+-]\d+)?\}")
ABSENT = {"": "missing", "нет данных": "missing", "-": "nil"}


@dataclass(frozen=True, slots=True)
class Scene:
    district: District
    year: int
    book: Ledger

    def label(self, text: str) -> str:
        """A label of the template in the district's own words."""
        return self.fill(dict(self.district.dialect).get(text, text))

    def broken(self, label: str) -> str:
        """A long head in two paragraphs, where the district writes so."""
        at = label.find(" ", len(label) // 2)
        return (
            f"{label[:at]}\n{label[at + 1 :]}"
            if self.district.broken_labels and len(label) > 24 and at > 0
            else label
        )

    def fill(self, text: str) -> str:
        """Replace ``{y}``, ``{y-1}``, ``{name}``, ``{genitive}``, ``{organisation}``, ``{seat}``
        …
        """
        return _NAME.sub(lambda found: self._word(found[1], int(found[2] or 0)), text)

    def _word(self, name: str, shift: int) -> str:
        return str(self.year + shift) if name == "y" else str(getattr(self.district, name))

    def year_label(self, year: int) -> str:
        """A year over a column, in the forms that the district uses in turn."""
        forms = self.district.year_forms
        return forms[year % len(forms)].format(year)

    def number(
        self, value: Decimal, decimals: int = 0, *, signed: bool = False, code: str = ""
    ) -> str:
        """As this district prints it: decimal comma, its own thousands separator, rounded half
        up (ratios cut off by some).
        """
        cut = self.district.truncates and code.startswith("ratios.")
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if cut else ROUND_HALF_UP)
        text = f"{rounded:,.{decimals}f}".replace(",", self.district.grouping).replace(".", ",")
        return f"+{text}" if signed and rounded > 0 else text

    def value(self, code: str, year: int, library: str = "") -> Decimal | None:
        """The exact figure; ``a/b`` is the share of a in b in per cent, ``a*3`` its multiple,
        ``a^`` the change on last year.
        """
        if "/" in code:
            part, whole = (self.value(each, year, library) for each in code.split("/"))
            return part * 100 / whole if part is not None and whole else None
        if code.endswith("^"):
            now, before = (
                self.value(code[:-1], year, library),
                self.value(code[:-1], year - 1, library),
            )
            return now - before if now is not None and before is not None else None
        return self.book.find(code, year, library)

    def cell(
        self, spec: str, year: int, library: str = "", unit: tuple[str, int] = ("", 1)
    ) -> tuple[str, Fact]:
        """What a data cell prints and means.

        ``spec`` is a code in braces with its decimals («{users.coverage:1}»), a mark of absence, a
        text, or a text with its main figure told («более 60 => 60»); «~60» is a number near 60,
        another one each year; « @code» after such a text is its code.
        """
        if not spec.startswith("{"):
            return self._literal(spec, year, library, unit)
        code, _, form = spec.strip("{}").partition(":")
        if "&" in code:
            base, more = code.split("&")
            return self._sum(base, more, year, unit)
        value = self.value(code, year, library)
        if value is None:
            return "", Fact(
                code, library, str(year), status="missing", unit=unit[0], multiplier=unit[1]
            )
        decimals = int(form.strip("+") or 0)
        text = self.number(value, decimals, signed="+" in form, code=code)
        return text, Fact(code, library, str(year), read(text), decimals, "ok", *unit)

    def _sum(self, base: str, more: str, year: int, unit: tuple[str, int]) -> tuple[str, Fact]:
        """«120450 (+3200) =123650»: what the cell is asked for, what is added, and both
        together.
        """
        first, second = self.book.get(base, year), self.book.get(more, year)
        extra = (("more", str(second)), ("total", str(first + second)))
        return f"{first} (+{second}) ={first + second}", Fact(
            base, "", str(year), first, 0, "ok", *unit, extra
        )

    def _literal(
        self, spec: str, year: int, library: str, unit: tuple[str, int]
    ) -> tuple[str, Fact]:
        """A cell written out in the template, with its code after « @»."""
        spec, _, code = spec.partition(" @")
        if spec.startswith("~"):
            spec = str(self.book.around(int(spec[1:]), 0.3, spec, year))
        text, _, told = self.fill(spec).partition(" => ")
        own = _IN_CELL.search(text) if told else None
        unit = UNITS[own[1]] if own else unit
        number = told or (text if _NUMBER.fullmatch(text) else "")
        if number:
            return text, Fact(
                code, library, str(year), read(number), len(number.partition(",")[2]), "ok", *unit
            )
        status = ABSENT.get(text.lower(), "text")
        absent = Fact(code, library, str(year), status=status)
        if status == "text":
            return text, absent
        return (self.district.dash if text == "-" else text), replace(
            absent, unit=unit[0], multiplier=unit[1]
        )


def read(text: str) -> Decimal:
    """The value of a number printed by this program.

    >>> read("1\\u00a0234,50")
    Decimal('1234.50')
    """
    return Decimal(re.sub(r"[^\d,−-]", "", text).replace(",", ".").replace("−", "-"))


def declared_unit(*labels: str) -> tuple[str, int]:
    """The unit that the nearest label declares after its last comma or in brackets at its end.

    >>> (declared_unit("всего", "Книги, экз."), declared_unit("Расходы (тыс. руб.)"),
    ...  declared_unit("Штат"))
    (('copy', 1), ('RUB', 1000), ('', 1))
    """
    found = (_DECLARED.search(each) for each in labels)
    return next((UNITS[each[1]] for each in found if each), ("", 1))
