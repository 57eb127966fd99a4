"""Where the words of a PDF's header row stand over its columns, and what of its drawings is a
chart: points on paper, the answer as a person with a ruler gives it.
"""

import pytest

from extractor.read.pdf.chart_areas import around, gathered, inside, overlap, regions_of
from extractor.read.pdf.grid import grids_of
from extractor.read.pdf.head_spans import spans_in, spans_of, with_own_pieces
from extractor.read.pdf.ink import Face, Ink, Rule, Word
from extractor.read.pdf.text_rows import Piece, Region, Row

# A column of names and four of figures, each 40 points wide, 20 apart.
COLUMNS = [(0.0, 60.0), (100.0, 140.0), (160.0, 200.0), (220.0, 260.0), (280.0, 320.0)]
ALL_NAMED = frozenset({1, 2, 3, 4})


def piece(x0: float, x1: float, text: str = "слово") -> Piece:
    return Piece(x0, x1, text, 1)


def row(base: float, *pieces: Piece) -> Row:
    return Row(base, 10.0, base - 8, base + 2, list(pieces))


@pytest.mark.parametrize(
    ("pieces", "rules", "named", "expected"),
    [
        # each over its own column
        ([(0, 50), (102, 138), (165, 195), (222, 258), (280, 320)], [], [], [0, 1, 2, 3, 4]),
        # no heading over the names
        ([(102, 138), (165, 195), (222, 258), (280, 320)], [], [], [1, 2, 3, 4]),
        # two groups, each in the middle over its two columns
        ([(130, 170), (250, 290)], [], ALL_NAMED, [(1, 2), (3, 4)]),
        # one group over all four
        ([(110, 310)], [], ALL_NAMED, [(1, 4)]),
        # it reaches over both of its columns though it is not in their middle
        ([(120, 200), (250, 290)], [], ALL_NAMED, [(1, 2), (3, 4)]),
        # the line below says how far a group goes, wherever its words stand
        ([(102, 130), (222, 250)], [(100, 200), (220, 320)], [], [(1, 2), (3, 4)]),
        ([(102, 130), (222, 250)], [(96, 205), (216, 325)], [], [(1, 2), (3, 4)]),
        # the line below belongs to another group
        ([(102, 138), (250, 290)], [(220, 320)], [], [1, (3, 4)]),
        # without lines and names below them, words over one column are of it
        ([(102, 138), (222, 258)], [], [], [1, 3]),
        # a group ends where no column below has a heading of its own
        ([(130, 170), (222, 258)], [], {1, 2}, [(1, 2), 3]),
        # beside the names: over the first column of figures at the nearest
        ([(5, 45), (130, 170)], [], {1, 2}, [0, (1, 2)]),
        # words that reach between two columns are of the one with their edge
        ([(100, 150)], [], [], [1]),
        ([(150, 200)], [], [], [2]),
    ],
)
def test_what_a_heading_stands_over(pieces, rules, named, expected):
    found = spans_of(
        [piece(*ends) for ends in pieces],
        COLUMNS,
        [Rule(14.0, *ends) for ends in rules],
        frozenset(named),
    )
    assert found == [(one, one) if isinstance(one, int) else one for one in expected]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # «Пользователи» set to the left over «всего» and «из них дети»
        ({1}, [(1, 2)]),
        ((), [(1, 1)]),
    ],
)
def test_a_heading_that_begins_with_its_total_is_over_its_parts(parts, expected):
    assert spans_of([piece(100, 130)], COLUMNS[:3], (), frozenset({1, 2}), parts) == expected


def test_more_words_than_columns_each_stand_at_the_nearest():
    found = spans_of([piece(0, 20), piece(30, 50), piece(105, 115)], COLUMNS[:2], ())
    assert found == [(0, 0), (0, 0), (1, 1)]


HEAD = row(10, piece(130, 170, "Пользователи"), piece(250, 290, "Посещения"))
LOWER = row(
    30, piece(102, 138, "2022"), piece(162, 198, "2023"), piece(222, 258, "2022"), piece(282, 318)
)
BODY = row(
    50,
    piece(0, 60, "Луговое"),
    piece(120, 140, "12"),
    piece(180, 200, "15"),
    piece(240, 260, "3"),
    piece(300, 320, "5"),
)
SHORT, WIDE = [Rule(14.0, 100.0, 200.0)], [Rule(14.0, 0.0, 320.0)]


@pytest.mark.parametrize(
    ("rows", "rules", "at", "expected"),
    [
        ([HEAD, LOWER, BODY], [], 0, [(1, 2), (3, 4)]),
        ([HEAD, LOWER, BODY], SHORT, 0, [(1, 2), (3, 4)]),
        # a line under the whole table groups nothing
        ([HEAD, LOWER, BODY], WIDE, 0, [(1, 2), (3, 4)]),
        ([HEAD, LOWER, BODY], [], 1, [(1, 1), (2, 2), (3, 3), (4, 4)]),
        ([HEAD, LOWER, BODY], [], 2, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]),
        # a row of the body covers what it lies over, and is no group
        ([HEAD, LOWER, BODY, row(70, piece(0, 130, "Всего по району"))], [], 3, [(0, 1)]),
    ],
)
def test_rows_of_a_table_stand_over_its_columns(rows, rules, at, expected):
    region = Region(rows, COLUMNS, rules)
    assert spans_in(rows[at], region) == expected


def test_a_column_is_as_wide_as_what_stands_in_it_alone():
    wide = row(60, piece(0, 75, "Верхнее Луговое"), piece(95, 140, "12 000"), piece(190, 230))
    found = with_own_pieces(Region([HEAD, LOWER, BODY, wide], COLUMNS, []))
    assert found == [(0, 75), (95, 140), (160, 200), (220, 260), (280, 320)]


# --- boxes


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        ((112, 0, 140, 40), True),  # twelve points to the right
        ((113, 0, 140, 40), False),
        ((-40, 0, -12, 40), True),  # to the left
        ((-40, 0, -13, 40), False),
        ((0, 52, 100, 80), True),  # below
        ((0, 53, 100, 80), False),
        ((0, -40, 100, -12), True),  # above
        ((0, -40, 100, -13), False),
        ((300, 300, 340, 340), False),
        ((20, 10, 40, 30), True),
    ],
)
def test_parts_of_drawings_near_each_other_are_one(other, is_one):
    one = (0, 0, 100, 40)
    assert gathered([one, other]) == ([around([one, other])] if is_one else [one, other])


def test_a_part_between_two_drawings_makes_them_one():
    assert gathered([(0, 0, 10, 10), (40, 0, 50, 10), (20, 0, 30, 10)]) == [(0, 0, 50, 10)]


@pytest.mark.parametrize(
    ("small", "is_inside", "share"),
    [
        ((10, 10, 20, 20), True, 1.0),
        ((90, 10, 110, 20), True, 0.5),
        ((95, 10, 115, 20), False, 0.25),
        ((10, -15, 20, 5), False, 0.25),
        ((10, 35, 20, 55), False, 0.25),
        ((-15, 10, 5, 20), False, 0.25),
        ((200, 200, 210, 210), False, 0.0),
    ],
)
def test_what_lies_in_a_box(small, is_inside, share):
    large = (0, 0, 100, 40)
    assert inside(small, large) is is_inside and overlap(small, large) == pytest.approx(share)


# --- charts


def word(text: str, x0: float, top: float, x1: float) -> Word:
    return Word(text, x0, top, x1, top + 10, top + 8, Face("plain", 10.0, False, 0), False, 0)


def ink(**held: list) -> Ink:
    return Ink(1, 600.0, 800.0, **held)


def crossed(xs: list[float], ys: list[float]) -> list:
    """The grid that lines through these places draw."""
    across = [Rule(y, xs[0], xs[-1]) for y in ys]
    return grids_of(across, [Rule(x, ys[0], ys[-1]) for x in xs])


PIE = (100.0, 100.0, 200.0, 200.0)
BARS = [(100.0, 150.0, 120.0, 200.0), (130.0, 120.0, 150.0, 200.0), (160.0, 170.0, 180.0, 200.0)]
LEGEND = [word("дети", 210, 140, 230)]
CELLS = crossed([50, 150, 250, 350], [100, 120, 140, 160])
IN_CELLS = [
    word(f"{at}", 60 + 100 * column, 105 + 20 * line, 80 + 100 * column)
    for at, (line, column) in enumerate((line, column) for line in range(3) for column in range(3))
]


@pytest.mark.parametrize(
    ("drawn", "grids", "charts"),
    [
        ({"drawings": [PIE]}, [], [PIE]),
        # a logo; a stroke of the pen
        ({"drawings": [(100, 100, 130, 120)]}, [], []),
        ({"drawings": [(100, 100, 300, 110)]}, [], []),
        ({"drawings": [(100, 100, 120, 300)]}, [], []),
        # the frame of the page is no chart
        ({"drawings": [(10, 10, 590, 790)]}, [], []),
        # bars: three are a chart, two are not
        ({"fills": BARS}, [], [(100, 120, 180, 200)]),
        ({"fills": BARS[:2]}, [], []),
        # its frame is part of it; a frame elsewhere is not
        ({"drawings": [PIE], "frames": [(90, 90, 260, 220)]}, [], [(90, 90, 260, 220)]),
        ({"drawings": [PIE], "frames": [(90, 400, 260, 520)]}, [], [PIE]),
        ({"fills": BARS, "frames": [(90, 90, 260, 220)]}, [], [(90, 90, 260, 220)]),
        # two charts far from each other
        ({"drawings": [PIE, (100, 400, 200, 500)]}, [], [PIE, (100, 400, 200, 500)]),
        # shaded cells of a ruled table with words
        (
            {"fills": [(50, 100, 150, 120), (150, 100, 250, 120), (250, 100, 350, 120)]}
            | {"words": IN_CELLS},
            CELLS,
            [],
        ),
        # bars before the lines of a scale: they stand in no cell
        (
            {"fills": [(60, 110, 80, 160), (110, 105, 130, 160), (210, 131, 230, 160)]},
            CELLS,
            [(50, 100, 350, 160)],
        ),
        # a broad band with words from end to end is a shaded row
        (
            {"fills": [(50, y, 350, y + 20) for y in (100, 130, 160)]}
            | {"words": [word("Фонд", 55, y + 5, 90) for y in (100, 130, 160)]}
            | {
                "words": [w for y in (100, 130, 160) for w in (word("Фонд", 55, y + 5, 90),)]
                + [word("1200", 320, y + 5, 345) for y in (100, 130, 160)]
            },
            [],
            [],
        ),
        # the same areas with one short word each are the bars of a chart
        (
            {"fills": [(50, y, 350, y + 20) for y in (100, 130, 160)]}
            | {"words": [word("Фонд", 55, y + 5, 90) for y in (100, 130, 160)]},
            [],
            [(50, 100, 350, 180)],
        ),
        # too high for a row of text
        (
            {"fills": [(50, y, 350, y + 60) for y in (100, 170, 240)]}
            | {
                "words": [word("Фонд", 55, y + 5, 90) for y in (100, 170, 240)]
                + [word("1200", 320, y + 5, 345) for y in (100, 170, 240)]
            },
            [],
            [(50, 100, 350, 300)],
        ),
        # cells without lines: the same edges row by row, with words
        (
            {"fills": [(x, y, x + 78, y + 18) for y in (100, 120) for x in (50, 130, 210)]}
            | {
                "words": [
                    word("12", x + 5, y + 3, x + 15) for y in (100, 120) for x in (50, 130, 210)
                ]
            },
            [],
            [],
        ),
        # nothing drawn
        ({"words": LEGEND}, CELLS, []),
    ],
)
def test_which_drawings_are_charts(drawn, grids, charts):
    assert regions_of(ink(**drawn), grids) == [tuple(map(float, box)) for box in charts]
