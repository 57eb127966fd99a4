"""Lines of a page gathered to rows of a table without rules: the lines of a label that is broken
belong to the line of its figures.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.read.pdf.head_spans import Columns, covered, heads_in, spans_in
from extractor.read.pdf.text_rows import Region, Row, has_figures, is_figure
from extractor.rules import Rule, first_match

LINE = 0.9  # of the letter size: closer baselines are no lines of their own
BROKEN = 1.45  # of the letter size: the lines of one cell are not further apart
NEARER = 0.8  # of the distance to the next line: a line so close belongs to the one above
TIGHT = 0.9  # of the usual distance of rows: lines so close go on with each other


class Follow(NamedTuple):
    """A line below those of a row, the line after it, and what the table's rows are like."""

    band: Sequence[Row]
    row: Row
    below: Row | None
    region: Region
    usual: float

    @property
    def above(self) -> Row:
        return self.band[-1]

    @property
    def step(self) -> float:
        return self.row.base - self.above.base


def bands_of(region: Region) -> list[list[Row]]:
    """Rows of the page gathered to rows of the table, from the top down."""
    usual = _usual_step(region)
    bands: list[list[Row]] = []
    for row, below in pairwise([*region.rows, None]):
        if row is None:
            break
        if bands and _goes_on(Follow(bands[-1], row, below, region, usual)):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _goes_on(follow: Follow) -> bool:
    if _ruled_between(follow.above, follow.row, follow.region):
        return False
    if follow.step > BROKEN * follow.row.size or _shares_a_column(follow):
        return False
    found = first_match(JOINED, follow)
    return found is not None and found[1]


def _shares_a_column(follow: Follow) -> bool:
    """Whether figures stand below figures of the same column: those are two rows."""
    columns = follow.region.columns
    return bool(_figured(follow.band, columns) & _figured([follow.row], columns))


def _figured(rows: Iterable[Row], columns: Columns) -> set[int]:
    """The columns behind the first in which figures with a digit stand."""
    return {
        covered(piece, columns)[0]
        for row in rows
        for piece in row.pieces
        if is_figure(piece.text) and any(map(str.isdigit, piece.text))
    } - {0}


def is_label_of_both(band: Sequence[Row], below: Sequence[Row], region: Region) -> bool:
    """Whether the first column holds one label for two rows: it stands half way between them."""
    row, next_row = band[-1], below[0]
    alone = len(band) > 1 and len(row.pieces) == 1 and _in_stub(row, region)
    bare = not any(_in_stub(line, region) for line in (*band[:-1], *below))
    both = has_figures(band[0]) and has_figures(next_row)
    return alone and bare and both and next_row.base - row.base < LINE * row.size


def _usual_step(region: Region) -> float:
    """The distance of parted rows that follow each other."""
    steps = [
        below.base - above.base
        for above, below in pairwise(region.rows)
        if len(above.pieces) > 1 and len(below.pieces) > 1
    ]
    return median(steps) if steps else 0.0


def _ruled_between(above: Row, below: Row, region: Region) -> bool:
    width = region.columns[-1][1] - region.columns[0][0]
    return any(
        above.base < rule.at < below.base and rule.end - rule.start > 0.3 * width
        for rule in region.rules
    )


def half_line(follow: Follow) -> bool | None:
    """Figures half way between the two lines of their label."""
    return True if follow.step < LINE * follow.row.size else None


def small_letter(follow: Follow) -> bool | None:
    """A line that begins with a small letter goes on with the one above."""
    row, above = follow.row, follow.above
    has_row = any(len(line.pieces) > 1 for line in follow.band)
    small = len(row.pieces) == 1 and row.pieces[0].text[:1].islower()
    return True if small and has_row and len(above.pieces) else None


def figures_below(follow: Follow) -> bool | None:
    """The figures stand beside the last line of their label."""
    row, above = follow.row, follow.above
    is_label = all(len(line.pieces) == 1 and _in_stub(line, follow.region) for line in follow.band)
    if not is_label or len(row.pieces) < 2:
        return None
    if not _in_stub(row, follow.region):
        return True if has_figures(row) or len(row.pieces) > 1 else None
    return True if row.pieces[0].text[:1].islower() and above.pieces[0].words > 0 else None


def close_line(follow: Follow) -> bool | None:
    """A label's second line, closer than the rows of the table are or than the next line is."""
    row, below = follow.row, follow.below
    if len(row.pieces) > 1 or len(follow.above.pieces) < 2:
        return None
    near = follow.step < TIGHT * follow.usual
    if below is not None and has_figures(follow.above) and _in_stub(row, follow.region):
        near = near or follow.step < NEARER * (below.base - row.base)
    return True if near and row.pieces[0].x1 <= follow.region.columns[-1][1] else None


def texts_go_on(follow: Follow) -> bool | None:
    """Further lines of texts in the columns behind an empty stub."""
    row = follow.row
    if _in_stub(row, follow.region) or has_figures(row) or _is_head([row], follow.region):
        return None
    own = all(piece.text[:1].islower() for piece in row.pieces)
    return True if own or follow.step < TIGHT * follow.usual else None


def head_goes_on(follow: Follow) -> bool | None:
    """The second line of column headings; none of several columns has headings below it."""
    region = follow.region
    heads = _is_head(follow.band, region) and _is_head([follow.row], region)
    return True if heads and not _has_subheading(follow) else None


JOINED: tuple[Rule[Follow, bool], ...] = (
    Rule(
        "half_line",
        half_line,
        """
Газеты           15        12      Почта
        Книги для                          Магазин
        ½             1 200     1 250
        ½ Детей                            Города
        Журналы          40        41      Почта
        Ноты              7         8      Магазин
        """,
    ),
    Rule(
        "small_letter",
        small_letter,
        """
        Книги для детей         1 200     1 250
        и подростков
        Газеты                     15        12
        Журналы                    40        41
        Ноты                        7         8
        """,
    ),
    Rule(
        "figures_below",
        figures_below,
        """
        Книги для детей
                                1 200     1 250
        Газеты                     15        12
        Журналы                    40        41
        Ноты                        7         8
        """,
    ),
    Rule(
        "close_line",
        close_line,
        """
        Книги Детской           1 200     1 250
        ¾ Библиотеки
        Газеты                     15        12
        Журналы                    40        41
        Ноты                        7         8
        """,
    ),
    Rule(
        "texts_go_on",
        texts_go_on,
        """
        Книги         1 200     Магазин       Сельская сеть
        ¾                       Города        Района
        Газеты           15     Почта         Районная сеть
        Журналы          40     Почта         Районная сеть
        Ноты              7     Магазин       Сельская сеть
        """,
    ),
    Rule(
        "head_goes_on",
        head_goes_on,
        """
        Вид                     Число     Число
        издания                 книг      газет
        Взрослым                   15        12
        Детям                      40        41
        Школам                      7         8
        """,
    ),
)


def _has_subheading(follow: Follow) -> bool:
    """Whether a heading of a line stands below one of several columns that heads others, too."""
    groups = {
        span for row in follow.band for span in spans_in(row, follow.region) if span[0] != span[1]
    }
    return any(
        (first, last) != group and first <= group[1] and group[0] <= last
        for first, last in spans_in(follow.row, follow.region)
        for group in groups
    )


def _in_stub(row: Row, region: Region) -> bool:
    """Whether a line has text in the first column."""
    return row.pieces[0].x0 < region.columns[0][1]


def _is_head(rows: Iterable[Row], region: Region) -> bool:
    heads = {id(row) for row in heads_in(region)}
    return all(id(row) in heads for row in rows)
