"""The pages of the desk: requests that change nothing."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from extractor.decisions.log import latest
from extractor.decisions.store import log_of
from extractor.errors import SvodError
from extractor.export.pages.addresses import Addresses
from extractor.export.pages.environment import ASSETS, asset, rendered
from extractor.export.pages.report_page import report_context
from extractor.export.pages.scanned import scanned_pages
from extractor.serve import pages
from extractor.serve.desk import Desk, View
from extractor.serve.doubts import Doubt
from extractor.serve.forms import who_asks
from extractor.words import words
from extractor.words.phrase import filled

SEE_OTHER = HTTPStatus.SEE_OTHER
MOST_BOXES = 40
FARTHEST = 100_000.0  # points: an edge of a box beyond is on no page
LONGEST_SEARCH = 200
ON_DESK = Addresses(
    lambda report: f"/report/{report}",
    lambda code: f"/indicator/{code}",
    lambda report, page: f"/page/{report}/{page}.png?unsure=1",
)


class Shown:
    """Handlers of requests; each gives a whole page or sends the browser on to one."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.lang = desk, desk.setup.lang

    def page(
        self, request: Request, name: str, context: Mapping[str, Any], status: int = 200
    ) -> Response:
        """A page of a template with what all pages show."""
        jobs = self.desk.jobs
        about = {
            "who": who_asks(request),
            "path": request.url.path,
            "is_checking": jobs.is_checking,
            "job": jobs.jobs[-1] if jobs.jobs else None,
            "live": True,
            "asked": request.query_params.get("q", ""),
            "layout": "base.html",
            "name_of": self._called,
        }
        return HTMLResponse(rendered(name, self.lang, {**about, **context}), status)

    def _called(self, report: str) -> str:
        """The district and year of a report."""
        row = self.view().shelf.by_report.get(report)
        return f"{row.district} {row.year or ''}".strip() or row.file if row else report

    def refused(self, request: Request, error: SvodError, status: int = 400) -> Response:
        """A page that says what went wrong, in the user's language."""
        known = words("messages").get(error.key)
        parts = {name: str(part) for name, part in error.parts.items()}
        text = filled(known[self.lang], parts, "?") if known else str(error)
        return self.page(request, "refused.html", {"text": text}, status)

    def view(self) -> View:
        return self.desk.view()

    # --- pages

    def home(self, request: Request) -> Response:
        if self.desk.is_empty:
            return self.page(request, "empty.html", {})
        context = pages.region_context(self.view(), self.lang)
        return self.page(request, "region.html", context)

    def queue(self, request: Request) -> Response:
        if self.desk.is_empty:
            return self.page(request, "empty.html", {})
        doubts = self.desk.queue(who_asks(request))
        context = pages.queue_context(self.view(), doubts, request.query_params)
        return self.page(request, "queue.html", context)

    def next(self, request: Request) -> Response:
        """Send on to the weightiest question under the asked conditions."""
        following = self._next(request, request.query_params.get("after", ""))
        return RedirectResponse(following, SEE_OTHER)

    def _next(self, request: Request, after: str = "") -> str:
        reports = self.view().shelf.by_report
        asked = {name: request.query_params.get(name, "") for name in pages.FILTERS}
        doubts = [
            one
            for one in self.desk.queue(who_asks(request))
            if pages.is_asked_for(one, reports, asked)
        ]
        keys = [one.key for one in doubts]
        at = keys.index(after) + 1 if after in keys else 0
        conditions = urlencode({name: text for name, text in asked.items() if text})
        ending = f"?{conditions}" if conditions else ""
        return f"/queue/{keys[at]}{ending}" if at < len(keys) else f"/queue{ending}"

    def doubt(self, request: Request) -> Response:
        view, key = self.view(), request.path_params["key"]
        found = next((one for one in view.doubts if one.key == key), None)
        if found is None or key in self.desk.handled:
            return self.page(request, "gone.html", {"conditions": request.url.query}, 404)
        return self._doubt(request, view, found)

    def _doubt(self, request: Request, view: View, doubt: Doubt) -> Response:
        context = pages.doubt_context(view, doubt, self.desk.sources, self.lang)
        shelf, report = view.shelf, context["report"]
        known = shelf.known.indicators
        left = len(self.desk.queue(who_asks(request)))
        lists = {
            "left": left,
            "conditions": request.url.query,
            "indicators": [(one.code, one.ru) for one in known.values()],
            "libraries": [
                (one.library, pages.library_words(one))
                for one in pages.district_libraries(shelf, report.district if report else "")
            ],
        }
        return self.page(request, "doubt.html", {**context, **lists})

    def district(self, request: Request) -> Response:
        name = request.query_params.get("name", "")
        context = pages.district_context(self.view(), name, self.lang)
        if not context["reports"]:
            return self.absent(request)
        return self.page(request, "district.html", context)

    def library(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.view().shelf.libraries:
            return self.absent(request)
        context = pages.library_context(self.view(), name, self.lang)
        return self.page(request, "library.html", context)

    def indicators(self, request: Request) -> Response:
        context = pages.indicators_context(self.view(), self.lang)
        links = {"indicator_page": ON_DESK.indicator}
        return self.page(request, "indicators.html", {**context, **links})

    def indicator(self, request: Request) -> Response:
        code = request.path_params["code"]
        if code not in self.view().shelf.known.indicators:
            return self.absent(request)
        context = pages.indicator_context(self.view(), code, self.lang)
        return self.page(request, "indicator.html", context)

    def report(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.view().shelf.editions:
            return self.absent(request)
        printed = pages.printed_report(self.view(), name)
        return self.page(request, "report.html", report_context(printed, ON_DESK))

    def search(self, request: Request) -> Response:
        asked = request.query_params.get("q", "")[:LONGEST_SEARCH]
        found = self.view().index.find(asked) if asked.strip() else []
        return self.page(request, "search.html", {"found": found})

    def decisions(self, request: Request) -> Response:
        log = latest(log_of(self.desk.setup.store))
        return self.page(request, "decisions.html", {"log": log[::-1]})

    def picture(self, request: Request) -> Response:
        """A page of a report's file, the asked boxes framed."""
        name, page = request.path_params["name"], request.path_params["page"]
        row = self.view().shelf.by_report.get(name)
        path = self.desk.sources.find(row.file, row.sha256) if row else None
        if path is None or path.suffix.lower() != ".pdf":
            return self.absent(request)
        boxes = _boxes(request.query_params.get("box", ""))
        is_whole = "whole" in request.query_params
        if "unsure" in request.query_params:
            edition, is_whole = self.view().shelf.editions.get(name), True
            boxes = tuple(scanned_pages(edition.facts).get(page, ())) if edition else ()
        content = self.desk.painter.page(path, page, boxes, is_whole)
        if content is None:
            return self.absent(request)
        return Response(content, media_type="image/png")

    def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return self.absent(request)
        return Response(asset(name), media_type=f"{ASSETS[name]}; charset=utf-8")

    def status(self, request: Request) -> Response:
        """How the work behind the pages goes."""
        jobs = self.desk.jobs
        job = jobs.jobs[-1] if jobs.jobs else None
        about = {
            "files": job.files if job else (),
            "done": len(job.done) if job else 0,
            "lines": job.lines if job else [],
            "page": job.page if job else "",
            "running": any(one.is_running for one in jobs.jobs),
            "checking": jobs.is_checking,
        }
        return JSONResponse(about)

    def absent(self, request: Request) -> Response:
        return self.page(
            request, "refused.html", {"text": words("desk")["serve_absent"][self.lang]}, 404
        )


def _boxes(text: str) -> tuple[tuple[float, float, float, float], ...]:
    """Boxes of «1,2,3,4;5,6,7,8»; what is none is left out, also what lies on no page.

    >>> _boxes("1,2,3,4;1,2,nan,inf;1,2,3;0,0,1,9999999")
    ((1.0, 2.0, 3.0, 4.0),)
    """
    boxes = []
    for part in text.split(";")[:MOST_BOXES]:
        edges = part.split(",")
        try:
            left, top, right, bottom = map(float, edges)
        except ValueError:
            continue
        box = (left, top, right, bottom)
        if all(abs(edge) <= FARTHEST for edge in box):  # no number is none of these, either
            boxes.append(box)
    return tuple(boxes)
