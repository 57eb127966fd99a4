"""A PDF writer of few lines, for tests: letters all half as wide as they are high, lines,
rectangles, nothing compressed.

Coordinates are points from the upper left corner of the page, as in what is read.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.model import Document
from extractor.options import ReadOptions
from extractor.read import read_document
from tests.building import cells_of

A4 = (595.0, 842.0)
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
# characters that nobody sees and marks over letters have no width
UNSEEN = (
    "/W [173 [0] 774 776 0 847 [0] 6158 [0] 8203 8207 0 8234 8238 0 8288 8303 0 65024 65039 0 "
    "65279 [0]]"
)
FONTS = {"plain": "Berezovo", "bold": "Berezovo-Bold", "blind": "Nowhere", "other": "Zarechye"}


@dataclass
class Page:
    """What is written on one page, and how it is turned when shown."""

    width: float = A4[0]
    height: float = A4[1]
    rotate: int = 0
    form: bool = False
    crop: tuple[float, float, float, float] | None = None
    fields: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 10, font: str = "plain", turn: int = 0
    ) -> "Page":
        """A line of letters with its baseline at y; turned text starts there and runs upwards
        (90) or downwards (270).
        """
        a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
        codes = "".join(f"{ord(letter):04x}" for letter in text)
        self.ops.append(
            f"BT /{font} {size} Tf {a} {b} {-b} {a} {x} {self.height - y} Tm <{codes}> Tj ET"
        )
        return self

    def typed(self, x0: float, y0: float, x1: float, y1: float, value: str) -> "Page":
        """A field of a form with a value that somebody typed; ``/Yes`` ticks a box."""
        self.fields.append((x0, self.height - y1, x1, self.height - y0, value))
        return self

    def lines(
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        size: float = 10,
        step: float = 13,
        font: str = "plain",
    ) -> "Page":
        for index, text in enumerate(texts):
            self.text(x, y + index * step, text, size, font)
        return self

    def stroke(
        self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, grey: float = 0
    ) -> "Page":
        self.ops.append(f"{grey} G {width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0) -> "Page":
        self.ops.append(f"{grey} g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f 0 g")
        return self

    def frame(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        self.ops.append(f"0 G 0.5 w {x0} {self.height - y1} {x1 - x0} {y1 - y0} re S")
        return self

    def circle(self, x: float, y: float, radius: float) -> "Page":
        r, k, h = radius, radius * 0.55, self.height - y
        self.ops.append(
            f"0.4 g {x + r} {h} m {x + r} {h + k} {x + k} {h + r} {x} {h + r} c {x - k} {h + r} "
            f"{x - r} {h + k} {x - r} {h} c f 0 g"
        )
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        self.ops.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /Dot Do Q")
        return self

    def table(
        self,
        drawing: str,
        x: float,
        y: float,
        widths: Sequence[float],
        step: float = 20,
        pen: str = "stroke",
    ) -> float:
        """A drawn table (see tests.building) with a text line in each cell; gives the y of its
        lower edge.
        """
        cells = cells_of(drawing)
        xs = [x + sum(widths[:index]) for index in range(len(widths) + 1)]
        rows = max(cell.row + cell.row_span for cell in cells)
        for cell in cells:
            left, right = xs[cell.column], xs[cell.column + cell.column_span]
            top, bottom = y + step * cell.row, y + step * (cell.row + cell.row_span)
            self._box(left, top, right, bottom, pen)
            self.lines(
                left + 4, top + 12, [line for line in cell.text.split("\n") if line], step=11
            )
        return y + step * rows

    def _box(self, x0: float, y0: float, x1: float, y1: float, pen: str) -> None:
        if pen == "frame":
            self.frame(x0, y0, x1, y1)
            return
        draw = self.stroke if pen == "stroke" else self._thin
        for side in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            draw(*side)

    def _thin(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A border as Word draws it: a filled rectangle half a point wide."""
        self.fill(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25)

    def turned(self, rotate: int) -> "Page":
        """The same sight on a page that the file stores turned."""
        width, height = (
            (self.height, self.width) if rotate in (90, 270) else (self.width, self.height)
        )
        # what is shown upright must be stored so that a clockwise turn brings it back
        matrix = {
            90: f"0 1 -1 0 {self.height} 0",
            180: f"-1 0 0 -1 {self.width} {self.height}",
            270: f"0 -1 1 0 0 {self.width}",
        }[rotate]
        return Page(width, height, rotate, ops=[f"q {matrix} cm", *self.ops, "Q"])


def read_pages(folder: Path, *pages: Page, engine: str = "pypdfium2") -> Document:
    """Return what is read of a PDF of these pages, written into a folder."""
    path = folder / "beryozovo-2023.pdf"
    path.write_bytes(pdf_of(*pages))
    return read_document(path, ReadOptions(engine=engine))


def pdf_of(*pages: Page, password: bytes | None = None) -> bytes:
    """The bytes of a file; with a password (empty: none is asked for) encrypted by the oldest
    standard method.
    """
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    names = {name: 3 + 4 * index for index, name in enumerate(FONTS)}
    for name, number in names.items():
        objects |= _font(number, FONTS[name], name != "blind")
    dot = 3 + 4 * len(FONTS)
    objects[dot] = stream_of(
        b"\x80", "/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    kids, number = [], dot + 1
    form_fields: list[str] = []
    fonts = " ".join(f"/{name} {at} 0 R" for name, at in names.items())
    resources = f"/Resources << /Font << {fonts} >> /XObject << /Dot {dot} 0 R %s>> >>"
    for page in pages:
        content = "\n".join(page.ops).encode("ascii")
        form = ""
        if page.form:
            objects[number + 2] = stream_of(
                content,
                f"/Type /XObject /Subtype /Form /BBox [0 0 {page.width} {page.height}] "
                f"{resources % ''}",
            )
            content, form = b"/Inner Do", f"/Inner {number + 2} 0 R "
        crop = "/CropBox [{} {} {} {}] ".format(*page.crop) if page.crop else ""
        widgets = [_field(index, *each) for index, each in enumerate(page.fields, len(form_fields))]
        form_fields += widgets
        notes = f"/Annots [{' '.join(widgets)}] " if widgets else ""
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate "
            f"{page.rotate} {crop}{notes}"
            f"{resources % form} /Contents {number + 1} 0 R >>"
        ).encode("ascii")
        objects[number + 1] = stream_of(content)
        kids.append(number)
        number += 3
    if form_fields:
        fields = f"/AcroForm << /Fields [{' '.join(form_fields)}] >>"
        objects[1] = f"<< /Type /Catalog /Pages 2 0 R {fields} >>".encode("ascii")
    objects[2] = (
        f"<< /Type /Pages /Count {len(kids)} /Kids "
        f"[{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode("ascii")
    )
    return file_of(objects, b"" if password is None else _lock(objects, password, number))


def _field(index: int, x0: float, y0: float, x1: float, y1: float, value: str) -> str:
    """A field as a dictionary: a box to tick where the value is a name, else a line of text."""
    if value.startswith("/"):
        kind = f"/FT /Btn /V {value} /AS {value} "
    else:
        kind = f"/FT /Tx /V <feff{value.encode('utf-16-be').hex()}> "
    return (
        f"<< /Type /Annot /Subtype /Widget /F 4 /T (f{index}) {kind}/Rect [{x0} {y0} {x1} {y1}] >>"
    )


def _font(number: int, name: str, mapped: bool) -> dict[int, bytes]:
    """A composite font whose codes are code points; without its map to Unicode nobody can know
    that.
    """
    blocks = (0, 3, 4, 0x18, 0x20, 0x22, 0x25, 0xFE, 0xFF)
    ranges = "\n".join(f"<{block:02x}00> <{block:02x}ff> <{block:02x}00>" for block in blocks)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 "
        "def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n9 beginbfrange\n{ranges}\n"
        "endbfrange\nendcmap end end"
    )
    to_unicode = f"/ToUnicode {number + 2} 0 R " if mapped else ""
    descriptor = (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [0 -200 500 800] "
        "/ItalicAngle 0 "
        "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    inner = (
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 500 {UNSEEN} /FontDescriptor "
        f"{number + 3} 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    outer = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"{to_unicode}/DescendantFonts [{number + 1} 0 R] >>"
    )
    bodies = (outer.encode(), inner.encode(), stream_of(cmap.encode()), descriptor.encode())
    return dict(enumerate(bodies, number))


def stream_of(content: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def file_of(objects: dict[int, bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += (
            f"{places[number]:010d} 00000 n \n".encode()
            if number in places
            else b"0000000000 65535 f \n"
        )
    return bytes(
        out
        + f"trailer\n<< /Size {size} /Root 1 0 R ".encode()
        + trailer
        + f">>\nstartxref\n{start}\n%%EOF".encode()
    )


def _lock(objects: dict[int, bytes], password: bytes, number: int) -> bytes:
    """Encrypt every stream with RC4 and 40 bits; gives the trailer's entries."""
    padded = (password + PADDING)[:32]
    owner = _rc4(_md5(padded)[:5], padded)
    key = _md5(padded + owner + b"\xfc\xff\xff\xff" + b"0123456789abcdef")[:5]
    for at, body in objects.items():
        head, mark, rest = body.partition(b"\nstream\n")
        if mark:
            content = rest.removesuffix(b"\nendstream")
            own = _md5(key + at.to_bytes(3, "little") + b"\0\0")[:10]
            objects[at] = head + mark + _rc4(own, content) + b"\nendstream"
    user = _rc4(key, PADDING)
    objects[number] = (
        f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>".encode()
    )
    # the strings of font descriptions are encrypted in form only: no reader looks at their values
    # here
    return (
        f"/Encrypt {number} 0 R /ID [<{b'0123456789abcdef'.hex()}> <{b'0123456789abcdef'.hex()}>] "
    ).encode()


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
