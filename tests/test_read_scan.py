"""Pages that are pictures come back as the tables that a reader sees on them, each figure with
its confidence.
"""

from pathlib import Path

import numpy as np
import pytest
from msgspec import structs
from PIL import Image, ImageDraw, ImageFont

from extractor.errors import UnreadableFile
from extractor.model import Cell, Document, PlacedTable, Status, Table
from extractor.options import ReadOptions
from extractor.read import read_document
from extractor.read.pdf.grid import grids_of
from extractor.read.pdf.ink import Face, Ink, Rule, Word, is_picture
from extractor.read.scan import images, orientation, pages, sheet
from extractor.read.scan.cell_figures import Reading, figure_of, fits, learn_digits
from extractor.read.scan.confusions import mended
from extractor.read.scan.fills import areas_of
from extractor.read.scan.glyphs import Samples
from extractor.read.scan.ink_lines import (
    Blob,
    Piece,
    is_dash,
    pieces_in,
    shape_of,
    tokens_of,
    with_digits_apart,
    with_hidden_point,
    with_last_mark,
)
from extractor.read.scan.page_cache import Memory
from extractor.read.scan.paper import angle_of, ink_of, sheet_of
from extractor.read.scan.spots import Spot, leaves_out
from extractor.read.scan.strokes import strokes_of
from extractor.read.scan.tesseract import Heard
from extractor.tables import interpret_table
from tests.building import cells_of

FUND = """
| 1 | 2022 | < |
| ^ | 120 | 45 |
| 2 | 1 204 | 37,5 |
| 3 | – | 906 |
"""
PAGE = (2480, 3508)
LEFT, TOP, WIDE, HIGH = 300, 400, 400, 90
needs_tesseract = pytest.mark.skipif(
    not pages.can_recognise(), reason="tesseract with Russian is not installed"
)


def font(size: int = 48) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def picture_of(drawing: str, turned: float = 0.0, shift: int = 0) -> Image.Image:
    """A white page at 300 dots an inch with a drawn table, turned counter-clockwise."""
    page = Image.new("L", PAGE, 255)
    draw = ImageDraw.Draw(page)
    for cell in cells_of(drawing):
        x, y = LEFT + WIDE * cell.column, TOP + shift + HIGH * cell.row
        draw.rectangle(
            (x, y, x + WIDE * cell.column_span, y + HIGH * cell.row_span), outline=0, width=4
        )
        if cell.text == "–":
            draw.rectangle((x + 30, y + 48, x + 54, y + 51), fill=0)
        else:
            draw.text((x + 30, y + 18), cell.text, font=font(), fill=0)
    return page.rotate(turned, Image.Resampling.BICUBIC, fillcolor=255)


def array(page: Image.Image) -> np.ndarray:
    return np.asarray(page)


def line_of(text: str, size: int = 48):
    """The one line of ink of a text, and its picture."""
    page = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(page).text((20, 20), text, font=font(size), fill=0)
    picture = array(page)
    return pieces_in(ink_of(picture), (0, 0, 900, 120))[0], picture


def slots_in(page: Image.Image) -> list[tuple[int, int, int, int]]:
    strokes = strokes_of(sheet_of(array(page)).mask)
    across, down = (
        [Rule(each.at * 0.24, each.start * 0.24, each.end * 0.24) for each in part]
        for part in strokes
    )
    return [tuple(slot) for grid in grids_of(across, down) for slot in grid.slots]


# --- the picture


@pytest.mark.parametrize("turned", [-0.9, -0.3, 0.0, 0.5, 2.0])
def test_a_turned_page_tells_its_angle(turned):
    assert angle_of(ink_of(array(picture_of(FUND, turned)))) == pytest.approx(-turned, abs=0.06)


@pytest.mark.parametrize("turned", [0.0, 0.7])
def test_the_rules_of_a_picture_give_the_grid_with_its_spans(turned):
    assert slots_in(picture_of(FUND, turned)) == [
        (c.row, c.column, c.row_span, c.column_span) for c in cells_of(FUND)
    ]


def test_a_dash_in_a_cell_and_a_mark_below_a_table_are_no_rules():
    page = picture_of(FUND)
    before = strokes_of(sheet_of(array(page)).mask)
    draw, below = ImageDraw.Draw(page), TOP + 4 * HIGH + 60
    draw.rectangle((LEFT + 100, TOP + 30, LEFT + 200, TOP + 33), fill=0)
    draw.rectangle((LEFT + 150, below, LEFT + 153, below + 100), fill=0)
    assert strokes_of(sheet_of(array(page)).mask) == before


def test_letters_of_a_title_are_no_rules():
    page = Image.new("L", PAGE, 255)
    ImageDraw.Draw(page).text((300, 300), "HTEHL HIT TIN", font=font(110), fill=0)
    assert strokes_of(ink_of(array(page))) == ([], [])


def test_faded_grey_paper_becomes_white_and_its_ink_stays():
    faded = (np.asarray(picture_of(FUND), np.float32) * 0.5 + 90).astype(np.uint8)
    level = sheet_of(faded)
    assert (
        level.picture[100, 100] == 255
        and (level.mask == ink_of(array(picture_of(FUND)))).mean() > 0.999
    )


def test_bars_are_areas_and_text_is_none():
    page = picture_of(FUND)
    ImageDraw.Draw(page).rectangle((640, 2000, 800, 2400), fill=120)
    assert [len(part) for part in areas_of(array(page))] == [1, 0]


# --- lines of ink


@pytest.mark.parametrize(
    ("text", "shape"),
    [("12", "99"), ("37,5", "99,9"), ("14.", "99."), ("1 204", "9999"), ("-5", "-9")],
)
def test_a_line_of_figures_has_a_shape(text, shape):
    assert shape_of(line_of(text)[0]) == shape


def test_a_stroke_of_a_pixel_is_cut_into_nothing_and_stays_whole():
    mask = np.zeros((20, 200), dtype=bool)
    mask[9, 10:190] = True
    piece = Piece(10, 9, 190, 10, (Blob(10, 9, 190, 10, 180),))
    assert with_digits_apart(piece, mask).blobs


def test_a_line_of_specks_has_no_shape_and_no_figure():
    piece, nothing = Piece(0, 0, 9, 9, ()), Reading("", 0)
    samples = Samples(np.zeros((9, 9), dtype=np.uint8))
    learn_digits([(piece, nothing, nothing)], samples)
    assert shape_of(piece) == "" and figure_of(piece, nothing, nothing, samples).text == ""


def test_spaces_stand_where_the_ink_leaves_room():
    assert [word for word, *_ in tokens_of("1204", line_of("1 204")[0])] == ["1", "204"]


@pytest.mark.parametrize(
    ("box", "answer"),
    [((20, 40, 44, 43), True), ((20, 20, 26, 54), False), ((20, 40, 200, 43), False)],
)
def test_a_lone_flat_stroke_is_a_dash_unless_it_is_a_rule(box, answer):
    page = Image.new("L", (300, 120), 255)
    ImageDraw.Draw(page).rectangle(box, fill=0)
    assert is_dash(pieces_in(ink_of(array(page)), (0, 0, 300, 120))[0], 34) is answer


@pytest.mark.parametrize(
    ("text", "shape", "answer"), [("12,5", "99,9", True), ("125", "99,9", False), ("", "9", False)]
)
def test_a_reading_fits_the_shape_of_its_ink_or_not(text, shape, answer):
    assert fits(text, shape) is answer


# The ink shows 37,5: what the page's reading says, what the line by itself reads as, what it is.
@pytest.mark.parametrize(
    ("page", "alone", "answer"),
    [
        ("37,5", "37,5", "37,5"),
        ("375", "37,5", "37,5"),
        ("37.5", "37.5", "37,5"),
        ("З7,5", "37.5", "37,5"),
        ("", "37.5—", "37,5"),
        ("37,5", "57", "37,5"),
        ("", "", ""),
    ],
)
def test_two_readings_and_the_ink_make_one_figure(page, alone, answer):
    piece, picture = line_of("37,5")
    assert figure_of(piece, Reading(page, 90), Reading(alone, 80), Samples(picture)).text == answer


def test_the_page_s_own_digits_overrule_two_wrong_readings():
    sample, picture = line_of("0123456789")
    samples = Samples(picture)
    for blob, digit in zip(sample.blobs, "0123456789", strict=True):
        samples.learn(blob, digit)
    piece, _ = line_of("0123456789")
    assert (
        figure_of(piece, Reading("0123496789", 96), Reading("0123496789", 96), samples).text
        == "0123456789"
    )


def test_samples_that_most_others_contradict_are_forgotten():
    piece, picture = line_of("5555588888")
    samples = Samples(picture)
    for blob, digit in zip(piece.blobs, "5595588888", strict=True):
        samples.learn(blob, digit)
    samples.settle()
    assert sorted(samples.known) == ["5", "8"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("202З", "2023"),
        ("2022r.", "2022г."),
        ("1О,5", "10,5"),
        ("Здание", "Здание"),
        ("том", "том"),
    ],
)
def test_known_confusions_are_undone(seen, meant):
    assert mended(seen) == meant


# --- which pages


def word(hidden: bool) -> Word:
    return Word("Книги", 10, 10, 50, 20, 18, Face("", 12, False, 0, hidden=hidden), False, 0)


LARGE = (0, 0, 500, 700)


@pytest.mark.parametrize(
    ("words", "pictures", "answer"),
    [
        ([], [LARGE], True),
        ([word(True)] * 9, [LARGE], True),
        ([word(False)] * 9, [LARGE], False),
        ([], [], False),
        ([], [(0, 0, 50, 50)], False),
    ],
    ids=[
        "a scan",
        "a scan with a hidden layer of text",
        "text over a picture",
        "an empty page",
        "a logo",
    ],
)
def test_a_page_is_a_picture_where_nothing_else_can_be_read(words, pictures, answer):
    assert is_picture(Ink(1, 595, 842, words=words, pictures=pictures)) is answer


# --- memory


def test_a_recognised_page_is_recalled_as_it_was(tmp_path):
    picture = array(picture_of(FUND))
    ink = Ink(
        3,
        595,
        842,
        words=[structs.replace(word(False), confidence=88)],
        across=[Rule(1, 2, 3)],
        unreadable={"scan": [(1, 2, 3, 4)]},
    )
    Memory(tmp_path / "kept").keep(picture, ink)
    found = Memory(tmp_path / "kept").recall(picture, 3)
    assert (found.words, found.across, found.unreadable) == (ink.words, ink.across, ink.unreadable)
    assert (
        Memory(tmp_path / "kept").recall(255 - picture, 3) is None
        and Memory(None).recall(picture, 3) is None
    )


def test_a_damaged_memory_is_none(tmp_path):
    picture = array(picture_of(FUND))
    Memory(tmp_path).keep(picture, Ink(1, 1, 1))
    next(tmp_path.iterdir()).write_text("{")
    assert Memory(tmp_path).recall(picture, 1) is None


# --- whole reports


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "lugovoe-2023.pdf"
    picture_of(FUND, 0.4).save(
        path, resolution=300, save_all=True, append_images=[picture_of(FUND, shift=500)]
    )
    return path


def tables_in(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@needs_tesseract
def test_a_scanned_table_is_read_cell_by_cell_and_once(scan, tmp_path, monkeypatch):
    told: list[tuple[str, int, int]] = []
    options = ReadOptions(
        jobs=2, memory=tmp_path / "kept", progress=lambda *done: told.append(done)
    )
    first = read_document(scan, options)
    for table in tables_in(first):
        assert [(c.row, c.column, c.text) for c in table.cells] == [
            (c.row, c.column, c.text) for c in cells_of(FUND)
        ]
        assert all(c.confidence and c.confidence >= 60 for c in table.cells)
    assert len(tables_in(first)) == 2
    assert [notice.key for notice in first.notices] == ["page_recognised"] and told == [
        (scan.name, 1, 2),
        (scan.name, 2, 2),
    ]
    monkeypatch.setattr(sheet, "heard", None)
    assert read_document(scan, options).blocks == first.blocks


@needs_tesseract
def test_a_picture_is_a_report_of_as_many_pages_as_it_has_frames(tmp_path):
    path = tmp_path / "lugovoe-2023.tif"
    picture_of(FUND).save(path, save_all=True, append_images=[picture_of(FUND, shift=500)])
    document = read_document(path)
    assert (document.format, document.pages, len(tables_in(document))) == ("tif", 2, 2)


def test_what_is_no_picture_says_so(tmp_path, monkeypatch):
    path = tmp_path / "lugovoe-2023.png"
    path.write_bytes(b"no picture")
    monkeypatch.setattr(images, "can_recognise", lambda: True)
    with pytest.raises(UnreadableFile, match="picture_damaged"):
        read_document(path)


def test_without_tesseract_the_report_is_read_and_says_what_is_missing(scan, monkeypatch):
    monkeypatch.setattr(pages, "can_recognise", lambda: False)
    said = {(notice.key, notice.detail) for notice in read_document(scan, ReadOptions()).notices}
    assert said == {("page_without_text", "1–2"), ("tesseract_absent", "1–2")}


def test_ink_that_could_not_be_read_is_uncertain_and_a_figure_says_how_sure_it_is():
    grid = (("Фонд", "2022", "2023"), ("Книги", "120", ""), ("Газеты", "15", "7"))
    cells = tuple(
        Cell(row, column, 1, 1, text, confidence=77 if text else None, ink=not text)
        for row, line in enumerate(grid)
        for column, text in enumerate(line)
    )
    _, found = interpret_table(PlacedTable(1, Table(0, 3, 3, cells), "1", ""), "a.pdf", (), 2023)
    by_place = {(each.row, each.column): each for each in found}
    assert by_place[1, 2].status == Status.UNCERTAIN and ("note", "ink") in by_place[1, 2].extra
    assert by_place[1, 1].confidence == 77 and by_place[1, 2].confidence is None


UNREAD = (
    # a cell whose label left ink unread, the figures that are uncertain then
    ((1, 0), {(1, 1), (1, 2)}),
    ((0, 1), {(1, 1), (2, 1)}),
    ((0, 0), set()),
    ((2, 2), {(2, 2)}),
)


@pytest.mark.parametrize(("unread", "uncertain"), UNREAD)
def test_figures_of_a_label_that_was_read_in_part_are_uncertain(unread, uncertain):
    grid = (("Показатель", "2022", "2023"), ("Фонд книг", "120", "130"), ("Фонд нот", "15", "7"))
    cells = tuple(
        Cell(row, column, 1, 1, text, confidence=90, ink=(row, column) == unread)
        for row, line in enumerate(grid)
        for column, text in enumerate(line)
    )
    _, found = interpret_table(PlacedTable(1, Table(0, 3, 3, cells), "1", ""), "a.pdf", (), 2023)
    doubtful = {(one.row, one.column) for one in found if one.status == Status.UNCERTAIN}
    assert doubtful == uncertain
    assert all(one.value is not None for one in found)


@pytest.mark.parametrize(
    ("blobs", "text", "answer"),
    [
        (8, "Фонд книг", False),
        (8, "Фонд", True),
        (8, "Фонд кни", False),
        (27, "Число посещений библиотек", False),
        (45, "Число посещений библиотек", True),
        (3, "", True),
    ],
)
def test_ink_that_the_letters_do_not_explain_is_a_word_left_out(blobs, text, answer):
    ink = tuple(Blob(10 * at, 0, 10 * at + 8, 20, 100) for at in range(blobs))
    heard = [[Heard(text, 0, 0, 40, 20, 96, 0)] if text else []]
    spot = Spot((0, 0, 400, 30), [Piece(0, 0, 10 * blobs, 20, ink)], (0, 0, 1), heard)
    assert leaves_out(spot) is answer


# --- which way up


def lying(turns: int) -> Image.Image:
    """The upper part of a page of words and a table, turned clockwise by quarters."""
    page = picture_of(FUND, shift=900)
    draw = ImageDraw.Draw(page)
    for index in range(4):
        text = "The library lends books and journals to readers of the district"
        draw.text((300, 300 + 90 * index), text, font=font(52), fill=0)
    return page.crop((0, 0, 2200, 2300)).rotate(-90 * turns, expand=True, fillcolor=255)


@needs_tesseract
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_on_its_side_or_upside_down_is_read_upright(turns):
    ink = sheet.ink_of_picture(array(lying(turns)), 1, "eng")
    texts = [word.text for word in ink.words]
    assert "library" in texts and "1" in texts and ink.height > ink.width
    assert {word.face.turn for word in ink.words} == {0}


@pytest.mark.parametrize(
    ("read", "guess", "readings", "answer"),
    [
        (90, 2, {}, 0),
        (30, 2, {2: 88}, 2),
        (30, 0, {1: 99}, 0),
        (30, None, {1: 20, 2: 35, 3: 91}, 3),
        (30, 1, {1: 38}, 0),
    ],
    ids=["reads well", "guessed", "guessed upright", "no guess", "no better"],
)
def test_a_page_is_turned_only_where_it_then_reads_better(
    monkeypatch, read, guess, readings, answer
):
    def words(sure: int) -> list[Heard]:
        return [Heard("книга", 0, 0, 90, 20, sure, line) for line in range(6)]

    marked = np.zeros((40, 30), np.uint8)
    marked[0, 0] = 1

    def heard(picture: np.ndarray, *_: object) -> list[Heard]:
        at = tuple(int(index[0]) for index in np.nonzero(picture))
        turns = {(0, 39): 1, (39, 29): 2, (29, 0): 3}[at]
        return words(readings.get(turns, 0))

    monkeypatch.setattr(orientation, "quarters", lambda _: guess)
    monkeypatch.setattr(orientation, "heard", heard)
    assert orientation.clockwise_turns(marked, words(read), "rus") == answer


def test_words_on_their_side_are_not_clear():
    level, upright = Heard("книга", 0, 0, 90, 20, 90, 0), Heard("книга", 0, 0, 20, 90, 90, 1)
    assert orientation.clearness([level, upright]) == (45.0, 2)
    assert orientation.clearness([]) == (0.0, 0)


# --- a point behind the last letter


def inked(*strokes: tuple[int, int, int, int]) -> np.ndarray:
    """A mask of 24 × 60 pixels with boxes of ink: left, top, right, bottom."""
    mask = np.zeros((24, 60), dtype=bool)
    for x0, top, x1, bottom in strokes:
        mask[top:bottom, x0:x1] = True
    return mask


ARM, FOOT = (10, 2, 26, 5), (10, 2, 13, 22)  # of a letter «г», 20 high


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        ("г", [(20, 19, 23, 22)], "г."),
        ("2023 г", [(20, 19, 23, 22)], "2023 г."),
        ("г", [], "г"),
        ("п", [(20, 19, 23, 22)], "п"),  # two feet of its own
        ("г", [(16, 19, 25, 22)], "г"),  # wider than a point: a stroke of the letter
        ("г", [(20, 12, 23, 17)], "г"),  # above the line
        ("г", [(16, 19, 18, 22), (20, 19, 23, 22)], "г"),  # a letter of three feet
    ],
)
def test_a_point_under_the_arm_of_the_last_letter_is_seen(text, others, expected):
    mask = inked(ARM, FOOT, *others)
    piece = Piece(10, 2, 26, 22, (Blob(10, 2, 26, 22, int(mask.sum())),))
    assert with_hidden_point(text, piece, mask) == expected


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("год", [(32, 15, 35, 18, 9)], "год."),
        ("год", [], "год"),
        ("го", [], "го"),
        ("год.", [], "год."),
        ("ыод", [(32, 15, 35, 18, 9)], "ыод"),  # «ы» is two blobs
        ("год", [(32, 2, 40, 18, 60)], "год"),  # a letter that was not read
    ],
)
def test_a_point_that_the_reading_left_out_is_seen(text, marks, expected):
    letters = (Blob(10 * at, 2, 10 * at + 8, 18, 60) for at in range(3))
    ink = (*letters, *(Blob(*mark) for mark in marks))
    assert with_last_mark(text, Piece(0, 2, ink[-1].x1, 18, ink)) == expected
