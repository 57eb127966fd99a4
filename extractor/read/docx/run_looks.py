"""How a run looks: what its own properties, its character style and its paragraph's style say."""

from typing import NamedTuple

from lxml import etree

from extractor.read.docx.left_out import HIDDEN, STRUCK
from extractor.read.docx.ooxml import VAL, W, whole
from extractor.read.docx.styles import FACES, PLAIN, Style, Styles, font_of, is_on
from extractor.read.docx.symbols import RAISED
from extractor.text import visible

BOLD, VANISH, NAMED, ALIGNED, POSITION = (
    W + name for name in ("b", "vanish", "rStyle", "vertAlign", "position")
)
STRIKES = (W + "strike", W + "dstrike")
SIGNS = frozenset("0123456789 ,;)")
LIFTED = 4  # half-points: text set higher by this much is a sign of a note or a power


class Look(NamedTuple):
    """``raised``: higher than its line; ``font``: that of signs (Wingdings), empty for letters."""

    raised: bool = False
    font: str = ""


PLAIN_LOOK = Look()


def look_of(styles: Styles, properties: etree._Element, style: Style) -> tuple[bool, str, Look]:
    """Bold, why its text is no part of the report (empty where it is) and the look of a run: its
    own word first, then its character style, then the paragraph's.
    """
    bold: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    named, font = PLAIN, None
    for switch in properties:
        name = switch.tag
        if name == BOLD:
            bold = is_on(switch)
        elif name == FACES:
            font = font_of(switch)
        elif name == NAMED:
            named = styles.get(switch.get(VAL, ""))
        elif name in STRIKES:
            struck = struck or is_on(switch)
        elif name == VANISH:
            hidden = is_on(switch)
        elif name == ALIGNED:
            raised = switch.get(VAL) == "superscript"
        elif name == POSITION and raised is None and whole(switch.get(VAL)) >= LIFTED:
            raised = True
    if style.hidden or named.hidden if hidden is None else hidden:
        unseen = HIDDEN
    else:
        is_struck = style.struck or named.struck if struck is None else struck
        unseen = STRUCK if is_struck else ""
    raised = named.raised if raised is None else raised
    font = named.font if font is None else font
    bold = style.bold or named.bold if bold is None else bold
    return bold, unseen, Look(raised, font) if raised or font else PLAIN_LOOK


def raised_sign(text: str, before: list[str]) -> str:
    """Raised digits that touch what stands before them: «м²», and the typed sign of a note,
    «1234²», which is not 12342.
    """
    last = next((seen for piece in reversed(before) if (seen := visible(piece))), "")
    is_touching = bool(before) and not last[-1:].isspace()
    return text.translate(RAISED) if is_touching and SIGNS.issuperset(visible(text)) else text
