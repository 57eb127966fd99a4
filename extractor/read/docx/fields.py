"""Fields: what a complex field shows is its result; its code, and what stands in the code, is
not part of the text.
"""

import re
from dataclasses import dataclass

from lxml import etree

from extractor.read.docx.ooxml import OFF, VAL, W, whole

FIELD_MARK = W + "fldChar"
KIND = W + "fldCharType"
GONE = (W + "del", W + "moveFrom")
CODE = re.compile(r'\\(\w)|"([^"]*)"|(\S+)')
LONGEST_CODE = 4096
DEEPEST = 256  # fields in fields beyond this are a trick, not a document
BOX, TICKED = "☐", "☒"


@dataclass(slots=True)
class Field:
    """An open complex field. ``result``: what follows is its result; ``start`` is where that begins
    in the line it began in.

    ``shown`` is what a form field displays that is no text of the file: the choice of a list, a
    tick.
    """

    code: str = ""
    result: bool = False
    line: object = None
    start: int = 0
    shown: str = ""

    @property
    def is_contents(self) -> bool:
        return self.code.startswith("TOC")


def fields_left_open(root: etree._Element) -> frozenset[etree._Element]:
    """The marks that begin a field without any end (a damaged file): taken seriously they would
    swallow all that follows.

    Those that stand in too many other fields are not taken seriously either.
    """
    opened: list[etree._Element] = []
    too_deep: list[etree._Element] = []
    for mark in root.iter(FIELD_MARK):
        kind = mark.get(KIND)
        if kind != "separate" and next(mark.iterancestors(*GONE), None) is None:
            if kind == "begin":
                opened.append(mark)
                too_deep += [mark] if len(opened) > DEEPEST else []
            elif opened:
                opened.pop()
    return frozenset((*opened, *too_deep))


def address_of(code: str) -> str:
    """The address in the code of a hyperlink field, empty where the field is another.

    >>> (address_of('HYPERLINK "http://lib.example/" \\\\o "сайт"'),
    ...  address_of('HYPERLINK \\\\l "_Toc1"'), address_of("PAGE"))
    ('http://lib.example/', '#_Toc1', '')
    """
    tokens = CODE.findall(code)
    if not tokens or tokens[0][2].upper() != "HYPERLINK":
        return ""
    address, switch = "", ""
    for option, quoted, bare in tokens[1:]:
        if not option and switch == "l":
            address += f"#{quoted or bare}"
        elif not option and not switch:
            address += quoted or bare
        switch = option
    return address


def form_value(mark: etree._Element) -> str:
    """What a form field displays: the chosen line of a list, a ticked or an empty box; empty for
    every other field.

    Word displays the words of a text field from the field's result, as of any other.
    """
    form = mark.find(W + "ffData")
    if form is None:
        return ""
    box, choice = form.find(W + "checkBox"), form.find(W + "ddList")
    if choice is not None:
        lines = [child.get(VAL, "") for child in choice.iterchildren(W + "listEntry")]
        index = next(
            (
                whole(found.get(VAL))
                for name in ("result", "default")
                if (found := choice.find(W + name)) is not None
            ),
            0,
        )
        return lines[index] if 0 <= index < len(lines) else ""
    return "" if box is None else _tick(box)


def _tick(box: etree._Element) -> str:
    found = next(
        (each for name in ("checked", "default") if (each := box.find(W + name)) is not None), None
    )
    return TICKED if found is not None and found.get(VAL, "1") not in OFF else BOX
