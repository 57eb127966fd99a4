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
WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x72: "✗"}
# What the Latin letters of Symbol are.
SYMBOL |= dict(
    zip(
        (*range(0x41, 0x5B), *range(0x61, 0x7B)),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
FONTS = {
    "symbol": SYMBOL,
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "webdings": WEBDINGS,
}

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


def in_font(font: str, text: str) -> str:
    """The text of a run of a symbol font, as it is printed there.

    Its letters are codes of one byte, kept as such, as the letter that stands for the byte in
    Western or in Russian Windows, or in the area of private use. A letter that is no code is
    printed in another font.

    >>> (in_font("wingdings", "þ"), in_font("wingdings", "ю"), in_font("wingdings", "\uf0a8"),
    ...  in_font("symbol", "5 \u00a3 x"), in_font("symbol", "Фонд"))
    ('☑', '☑', '☐', '5 ≤ ξ', 'Фонд')
    """
    known = FONTS[font]
    return "".join(_signed(letter, font, known) for letter in text)


def _signed(letter: str, font: str, known: dict[int, str]) -> str:
    code = _code_of(letter, font)
    return letter if code is None or letter.isspace() else known.get(code, UNKNOWN)


def _code_of(letter: str, font: str) -> int | None:
    if ord(letter) in PRIVATE or ord(letter) < 0x100:
        return ord(letter) & 0xFF
    for page in ("cp1252", "cp1251") if font != "symbol" else ("cp1252",):
        try:
            return letter.encode(page)[0]
        except UnicodeEncodeError:
            continue
    return None
