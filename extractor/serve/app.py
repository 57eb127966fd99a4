"""The pages of the desk and what can be sent to them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from extractor.decisions.store import log_of
from extractor.errors import SvodError
from extractor.export.pages.environment import ASSETS, asset, rendered
from extractor.model import DecisionKind
from extractor.serve import pages
from extractor.serve.answers import decision_of, last_on, rival_of
from extractor.serve.desk import Desk, View
from extractor.serve.doubts import Doubt
from extractor.serve.forms import WHO, Sent, sent, who_asks
from extractor.serve.removing import remove
from extractor.serve.sources import page_picture
from extractor.words import words

SEE_OTHER = HTTPStatus.SEE_OTHER
LONGEST_NAME = 80
YEAR_OF_SECONDS = 31_536_000
MOST_BOXES = 40


class Pages:
    """Handlers of requests; each gives a whole page or sends the browser on to one."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.lang = desk, desk.setup.lang

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> Response:  # noqa: ANN401
        """A page of a template with what all pages show."""
        jobs = self.desk.jobs
        about = {
            "who": who_asks(request),
            "path": request.url.path,
            "is_checking": jobs.is_checking,
            "job": jobs.jobs[-1] if jobs.jobs else None,
            "live": True,
            "asked": request.query_params.get("q", ""),
        }
        return HTMLResponse(rendered(name, self.lang, **about, **context), status)

    def refused(self, request: Request, error: SvodError, status: int = 400) -> Response:
        """A page that says what went wrong, in the user's language."""
        known = words("messages").get(error.key)
        parts = {name: str(part) for name, part in error.parts.items()}
        text = known[self.lang].format_map(_Parts(parts)) if known else str(error)
        return self.page(request, "refused.html", status, text=text)

    def view(self) -> View:
        return self.desk.view()

    # --- pages

    def home(self, request: Request) -> Response:
        if self.desk.is_empty:
            return self.page(request, "empty.html")
        context = pages.region_context(self.view(), self.lang)
        return self.page(request, "region.html", **context)

    def queue(self, request: Request) -> Response:
        if self.desk.is_empty:
            return self.page(request, "empty.html")
        doubts = self.desk.queue(who_asks(request))
        context = pages.queue_context(self.view(), doubts, request.query_params)
        return self.page(request, "queue.html", **context)

    def next(self, request: Request) -> Response:
        """Send on to the weightiest question under the asked conditions."""
        following = self._next(request, request.query_params.get("after", ""))
        return RedirectResponse(following, SEE_OTHER)

    def _next(self, request: Request, after: str = "") -> str:
        reports = {row.report: row for row in self.view().shelf.reports}
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
            return self.page(request, "gone.html", 404, conditions=request.url.query)
        return self._doubt(request, view, found)

    def _doubt(self, request: Request, view: View, doubt: Doubt) -> Response:
        context = pages.doubt_context(view, doubt, self.desk.sources, self.lang)
        shelf, report = view.shelf, context["report"]
        known = shelf.known.indicators
        left = len(self.desk.queue(who_asks(request)))
        lists = {
            "indicators": [(one.code, one.ru) for one in known.values()],
            "libraries": [
                (one.library, pages.library_words(one))
                for one in pages.district_libraries(shelf, report)
            ],
        }
        return self.page(
            request, "doubt.html", left=left, conditions=request.url.query, **lists, **context
        )

    def district(self, request: Request) -> Response:
        name = request.query_params.get("name", "")
        context = pages.district_context(self.view(), name, self.lang)
        if not context["reports"]:
            return self.absent(request)
        return self.page(request, "district.html", **context)

    def library(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.view().shelf.libraries:
            return self.absent(request)
        context = pages.library_context(self.view(), name, self.lang)
        return self.page(request, "library.html", **context)

    def indicators(self, request: Request) -> Response:
        return self.page(
            request, "indicators.html", **pages.indicators_context(self.view(), self.lang)
        )

    def indicator(self, request: Request) -> Response:
        code = request.path_params["code"]
        if code not in self.view().shelf.known.indicators:
            return self.absent(request)
        context = pages.indicator_context(self.view(), code, self.lang)
        charts = {name: Markup(context.pop(name)) for name in ("bars", "lines")}  # noqa: S704 - SVG of ours
        return self.page(request, "indicator.html", **charts, **context)

    def report(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.view().shelf.editions:
            return self.absent(request)
        return self.page(request, "report.html", **pages.report_context(self.view(), name))

    def search(self, request: Request) -> Response:
        asked = request.query_params.get("q", "")[:200]
        found = self.view().index.find(asked) if asked.strip() else []
        return self.page(request, "search.html", found=found)

    def decisions(self, request: Request) -> Response:
        log = {one.decision: one for one in log_of(self.desk.setup.store)}
        return self.page(request, "decisions.html", log=list(reversed(log.values())))

    def picture(self, request: Request) -> Response:
        """A page of a report's file, the asked boxes framed."""
        name, page = request.path_params["name"], request.path_params["page"]
        row = next((one for one in self.view().shelf.reports if one.report == name), None)
        path = self.desk.sources.find(row.file, row.sha256) if row else None
        if path is None or path.suffix.lower() != ".pdf":
            return self.absent(request)
        boxes = _boxes(request.query_params.get("box", ""))
        try:
            content = page_picture(path, page, boxes)
        except (IndexError, RuntimeError):
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
            request, "refused.html", 404, text=words("desk")["serve_absent"][self.lang]
        )

    # --- what is sent

    def decide(self, request: Request, form: Sent) -> Response:
        """Keep a decision, unless somebody else decided about the same meanwhile."""
        texts, who = form.texts, who_asks(request)
        store = self.desk.setup.store
        decision = decision_of(store, texts, who)
        rival = rival_of(store, decision, texts.get("seen", ""))
        if rival is not None and rival.to != decision.to:
            return self.page(
                request, "conflict.html", 409, rival=rival, mine=decision.to, form=texts
            )
        following = self._next(request, texts.get("doubt", ""))
        self.desk.decide([decision], texts.get("doubt", ""))
        if decision.kind in (DecisionKind.DISTRICT, DecisionKind.YEAR):
            self._read_again(decision.target[0][1], decision.target[1][1])
        made = last_on(log_of(store), decision.kind, decision.target)
        return self._sent_on(following, made.decision if made else "", texts.get("doubt", ""))

    def _read_again(self, file: str, sha256: str) -> None:
        path = self.desk.sources.find(file, sha256)
        if path is not None:
            self.desk.jobs.extract([path])

    def _sent_on(self, following: str, decision: str, doubt: str) -> Response:
        """Go on; what was decided last can be taken back from there."""
        answer = RedirectResponse(following, SEE_OTHER)
        answer.set_cookie("svod_last", f"{decision}.{doubt}", httponly=True, samesite="strict")
        return answer

    def undo(self, request: Request, form: Sent) -> Response:
        """Take back the named decision, else the last one made from this browser."""
        last, _, doubt = request.cookies.get("svod_last", "").partition(".")
        name = form.texts.get("decision", "") or last
        if not name:
            return RedirectResponse("/queue", SEE_OTHER)
        self.desk.undo([name], who_asks(request))
        self.desk.view(fresh=True)
        back = "/decisions" if "decision" in form.texts else f"/queue/{doubt}"
        answer = RedirectResponse(back, SEE_OTHER)
        answer.delete_cookie("svod_last")
        return answer

    def skip(self, request: Request, form: Sent) -> Response:
        key = form.texts.get("doubt", "")
        following = self._next(request, key)
        self.desk.skip(who_asks(request), key)
        return RedirectResponse(following, SEE_OTHER)

    def name_oneself(self, request: Request, form: Sent) -> Response:
        answer = RedirectResponse("/queue", SEE_OTHER)
        name = " ".join(form.texts.get("who", "").split())[:LONGEST_NAME]
        hexed = name.encode("utf-8").hex()
        answer.set_cookie(WHO, hexed, max_age=YEAR_OF_SECONDS, httponly=True, samesite="strict")
        return answer

    def upload(self, request: Request, form: Sent) -> Response:
        """Keep the files that were sent and read them behind the page."""
        kept, refused = [], []
        for name, content in form.files:
            try:
                kept.append(self.desk.sources.keep(name, content))
            except ValueError:
                refused.append(name)
        if kept:
            self.desk.jobs.extract(kept)
        status = 200 if kept else 400
        said = words("desk")["drop_none" if not form.files else "drop_refused"][self.lang]
        text = said.format(files=", ".join(refused)) if refused or not form.files else ""
        return self.page(request, "reading.html", status, text=text)

    def take_out(self, request: Request, form: Sent) -> Response:
        remove(self.desk, form.texts.get("report", ""))
        return RedirectResponse(self._next(request), SEE_OTHER)


def _boxes(text: str) -> tuple[tuple[float, float, float, float], ...]:
    """Boxes of «1,2,3,4;5,6,7,8»; what is none is left out."""
    boxes = []
    for part in text.split(";")[:MOST_BOXES]:
        edges = part.split(",")
        try:
            left, top, right, bottom = map(float, edges)
        except ValueError:
            continue
        boxes.append((left, top, right, bottom))
    return tuple(boxes)


class _Parts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def application(desk: Desk) -> Starlette:
    """The desk as an ASGI application, without the guard before it."""
    made = Pages(desk)
    shown: dict[str, Callable[[Request], Response]] = {
        "/": made.home,
        "/queue": made.queue,
        "/queue/{key}": made.doubt,
        "/next": made.next,
        "/district": made.district,
        "/library/{name}": made.library,
        "/indicators": made.indicators,
        "/indicator/{code}": made.indicator,
        "/report/{name}": made.report,
        "/search": made.search,
        "/decisions": made.decisions,
        "/status": made.status,
        "/page/{name}/{page:int}.png": made.picture,
        "/assets/{name}": made.asset,
    }
    taken = {
        "/decide": made.decide,
        "/undo": made.undo,
        "/skip": made.skip,
        "/who": made.name_oneself,
        "/upload": made.upload,
        "/remove": made.take_out,
    }
    routes = [Route(path, _showing(made, show)) for path, show in shown.items()]
    routes += [Route(path, _taking(made, take), methods=["POST"]) for path, take in taken.items()]
    return Starlette(routes=routes)


def _showing(made: Pages, show: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A handler that tells an error of ours as a page."""

    def shown(request: Request) -> Response:
        try:
            return show(request)
        except SvodError as error:
            return made.refused(request, error)

    return shown


def _taking(made: Pages, take: Callable[[Request, Sent], Response]) -> Callable[[Request], Any]:
    """A handler of a form, which works in a thread of its own."""

    async def taken(request: Request) -> Response:
        form = await sent(request)

        def answered() -> Response:
            try:
                return take(request, form)
            except SvodError as error:
                return made.refused(request, error)

        return await run_in_threadpool(answered)

    return taken
