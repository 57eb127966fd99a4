"""Names of the elements and attributes of WordprocessingML that the reader looks at."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
V = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

STYLES_KIND = "styles"
VAL = W + "val"
PPR, RPR, TRPR, TCPR = (W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
P, RUN, TBL, TR, TC, SDT, SDT_CONTENT = (
    W + name for name in ("p", "r", "tbl", "tr", "tc", "sdt", "sdtContent")
)
TEXT, TXBX_CONTENT = W + "t", W + "txbxContent"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

# ISO/IEC 29500 Strict gives the same elements other namespaces; a file in Strict is read as if it
# were Transitional.
STRICT_TO_TRANSITIONAL = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), transitional.strip("{}").encode())
    for strict, transitional in (
        ("wordprocessingml/main", W),
        ("officeDocument/relationships", R),
        ("officeDocument/math", M),
        ("officeDocument/extendedProperties", PROPERTIES),
        ("drawingml/chart", C),
        ("drawingml/diagram", DGM),
        ("drawingml/main", A),
    )
)

OFF = frozenset({"0", "false", "off", "none"})


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one of several versions of the same thing that is read: the first choice, else the
    fallback.
    """
    choice = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if choice is None else choice


def shows_prompt(control: etree._Element) -> bool:
    """Whether a content control shows its prompt: nothing was typed into it."""
    prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return prompt is not None and prompt.get(VAL, "1") not in OFF


def properties_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The properties of a paragraph, row or cell, which always stand first in it. Far quicker
    than a search.
    """
    if not len(element):
        return None
    first = element[0]
    return first if first.tag == tag else None


def whole(text: str | None, otherwise: int = 0) -> int:
    """An attribute as a whole number; ``otherwise`` where it is absent or is none.

    >>> whole("3"), whole("3.0"), whole(None, 1), whole("x", 1)
    (3, 3, 1, 1)
    """
    try:
        return int(float(text)) if text else otherwise
    except (ValueError, OverflowError):
        return otherwise
