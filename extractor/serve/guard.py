"""What stands before every page: whose host, whose origin, whose token, how large."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import SimpleCookie
from secrets import compare_digest
from typing import Any
from urllib.parse import parse_qs, urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

COOKIE = "svod_token"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-store"),
)


class TooLarge(Exception):
    """More bytes came in than may."""


class Guard:
    """An ASGI application around another. ``hosts`` are the names under which it may be asked for;
    with a ``token`` nobody is let in without it; ``largest`` bytes may be sent to it at once.
    """

    def __init__(self, app: App, hosts: Iterable[str], token: str, largest: int) -> None:
        self.app, self.hosts = app, frozenset(hosts) | LOOPBACK
        self.token, self.largest = token, largest

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refusal = self._refusal(scope, headers)
        if refusal:
            await _answer(send, *refusal)
            return
        sent = self._sending(scope, send)
        try:
            await self.app(scope, self._counted(receive), sent)
        except TooLarge:
            await _answer(send, 413, "413: слишком большой файл / too large")

    def _refusal(self, scope: Message, headers: dict[str, str]) -> tuple[int, str] | None:
        """Status and text where a request is not let in."""
        if host_of(headers.get("host", "")) not in self.hosts:
            return 421, "421: другое имя узла / another host name"
        if scope["method"] not in SAFE_METHODS and not _is_own(headers):
            return 403, "403: запрос с другого сайта / a request of another site"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.largest:
            return 413, "413: слишком большой файл / too large"
        if self.token and not self._is_known(scope, headers):
            return 403, "403: откройте адрес с ключом (token) / open the address with its token"
        return None

    def _is_known(self, scope: Message, headers: dict[str, str]) -> bool:
        given = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
        known = (given.value if given else "", *asked)
        return any(compare_digest(one.encode(), self.token.encode()) for one in known)

    def _sending(self, scope: Message, send: Send) -> Send:
        """Send with the headers that every answer has; the token is kept as a cookie."""
        more = [(name.encode(), value.encode()) for name, value in HEADERS]
        if self.token:
            cookie = f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict; Path=/"
            more.append((b"set-cookie", cookie.encode()))

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *more]}
            await send(message)

        return sent

    def _counted(self, receive: Receive) -> Receive:
        """Receive no more bytes than may be sent. Raises TooLarge."""
        came: list[int] = []

        async def counted() -> Message:
            message = await receive()
            came.append(len(message.get("body", b"")))
            if sum(came) > self.largest:
                raise TooLarge
            return message

        return counted


def host_of(header: str) -> str:
    """The name of a host without its port.

    >>> host_of("127.0.0.1:8000"), host_of("[::1]:80"), host_of("a b")
    ('127.0.0.1', '::1', '')
    """
    try:
        return urlsplit(f"//{header}").hostname or "" if " " not in header else ""
    except ValueError:
        return ""


def _is_own(headers: dict[str, str]) -> bool:
    """Whether a request that changes something comes from our own pages."""
    site, origin = headers.get("sec-fetch-site", ""), headers.get("origin", "")
    if site and site not in ("same-origin", "none"):
        return False
    return not origin or urlsplit(origin).netloc == headers.get("host", "")


async def _answer(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
