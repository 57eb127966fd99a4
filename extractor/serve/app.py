"""The addresses of the desk."""

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from extractor.errors import SvodError
from extractor.serve.desk import Desk
from extractor.serve.forms import Sent, sent
from extractor.serve.taken import Taken


def application(desk: Desk) -> Starlette:
    """The desk as an ASGI application, without the guard before it."""
    made = Taken(desk)
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


def _showing(made: Taken, show: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A handler that tells an error of ours as a page."""

    def shown(request: Request) -> Response:
        try:
            return show(request)
        except SvodError as error:
            return made.refused(request, error)

    return shown


def _taking(made: Taken, take: Callable[[Request, Sent], Response]) -> Callable[[Request], Any]:
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
