"""Letters of symbol fonts: the same codes mean other signs there, and ``w:sym`` names the font
and the code.
"""

PRIVATE = range(0xE000, 0xF900)
UNKNOWN = "•"

# Adobe's Symbol encoding, the part that is met beside figures; its digits and most of its
# punctuation are those of ASCII.
SYMBOL = dict(
    zip(
        bytes.fromhex("2A 2D A3 A5 AB AC AD AE AF B0 B1 B3 B4 B7 B8 B9 BB BC D6 D7 E5"),
        "∗−≤∞↔←↑→↓°±≥×•÷≠≈…√⋅∑",
        strict=True,
    )
)
SYMBOL |= {code: chr(code) for code in (*range(0x30, 0x3A), *b" %(),.+/:;<=>[]")}
# Wingdings: boxes and ticks of forms.
WINGDINGS = {
    0x6F: "☐",
    0xA8: "☐",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0xE0: "→",
    0x9F: "•",
    0xA7: "▪",
}
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def symbol(font: str, code: str) -> str:
    """The sign of ``w:sym``: a font and a hexadecimal code, empty where the code is none.

    >>> (symbol("Symbol", "F0A3"), symbol("Wingdings", "F04A"), symbol("Arial", "2116"),
    ...  symbol("Arial", "x"))
    ('≤', '•', '№', '')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = FONTS.get(font.lower())
    if known is not None:
        return known.get(number & 0xFF, UNKNOWN)
    return (
        UNKNOWN
        if number in PRIVATE or not 0x20 <= number < 0x110000 or 0xD800 <= number < 0xE000
        else chr(number)
    )
