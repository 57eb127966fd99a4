"""Pages of scans in a site: pictures beside what was recognised on them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from extractor.export.pages.scanned import Scanned
from extractor.export.site.changed import Made
from extractor.model.place import Box
from extractor.model.records import ReportRow


class Drawing(NamedTuple):
    """What draws pages: whether the file of a report is there, and a page of it as JPEG with some
    boxes framed, None where it cannot be drawn.
    """

    is_there: Callable[[ReportRow], bool]
    page: Callable[[ReportRow, int, Sequence[Box]], bytes | None]


NO_DRAWING = Drawing(lambda _: False, lambda _row, _page, _boxes: None)


class Pictures:
    """The pictures of a site that is being written."""

    def __init__(self, made: Made, drawing: Drawing) -> None:
        self.made, self.drawing = made, drawing

    def print_of(self, row: ReportRow) -> bytes:
        """What changes where pictures that the page of a report shows could come or go."""
        return b"drawn" if row.format == "pdf" and self.drawing.is_there(row) else b""

    def take_over(self, report: str) -> None:
        """Keep the pictures of a report whose page stays."""
        self.made.keep(f"pages/{report}/")

    def draw(self, row: ReportRow, pages: Scanned) -> set[int]:
        """Draw the pages of a report that are not there yet; answers which there are."""
        if not pages or not self.drawing.is_there(row):
            return set()
        return {page for page, boxes in pages.items() if self._draw(row, page, boxes)}

    def _draw(self, row: ReportRow, page: int, boxes: Sequence[Box]) -> bool:
        name = picture_name(row.report, page)
        if self.made.stays(name, (row.sha256.encode(), msgspec.json.encode((page, boxes)))):
            return True
        content = self.drawing.page(row, page, boxes)
        if content is None:
            self.made.forget(name)
            return False
        self.made.put_bytes(name, content)
        return True


def picture_name(report: str, page: int) -> str:
    """Where the picture of a page stands, from the root of the site."""
    return f"pages/{report}/{page}.jpg"
