"""A browser without a screen: cookies, forms and nothing else. For many people at once."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import IO


class _Forms(HTMLParser):
    """Reads what each form of a page would send, and which start times can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.starts: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "input":
            self._read_input(given)
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and "selected" in given and self.forms:
            self.forms[-1][self._select] = given.get("value", "")

    def _read_input(self, given: dict[str, str]) -> None:
        name, kind, value = given.get("name", ""), given.get("type", "text"), given.get("value", "")
        if name == "start" and kind == "radio" and "disabled" not in given:
            self.starts.append(value)
        is_sent = kind not in {"radio", "checkbox"} or "checked" in given
        if name and is_sent and self.forms:
            self.forms[-1][name] = value


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers that a test wants to see."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


@dataclass
class Answer:
    """What the site said."""

    status: int
    page: str
    location: str


@dataclass
class Web:
    """One person's session with the site at `url`."""

    url: str
    _opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(
            _Stay, urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        )

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        body = urllib.parse.urlencode(fields).encode()
        return self._ask(urllib.request.Request(self.url + path, data=body))

    def hold_form(self, path: str) -> dict[str, str]:
        """Open a builder; give the fields of its form with the first free start, or none at all."""
        page = _Forms()
        page.feed(self.get(path).page)
        form = next((form for form in page.forms if "token" in form), None)
        return {**form, "start": page.starts[0]} if form and page.starts else {}

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=120) as response:
                return Answer(response.status, response.read().decode(), "")
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.read().decode(), answer.headers.get("Location", ""))
