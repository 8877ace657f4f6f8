"""Real Chromium on a served site. A test fails on any word in the console, error in a page or request to others."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests.browser.checklist_page import Place

HERE = Path(__file__).parent
PATIENCE = 20_000
"""How long a test waits for what must come, in milliseconds: long, because a busy machine is no fault of ours."""

SCRIPTS = HERE.parents[1] / "docs" / "assets" / "second-round"

expect.set_options(timeout=PATIENCE)


class _Folders(SimpleHTTPRequestHandler):
    """Serves each folder at its path, the longest path first."""

    def __init__(self, *args: Any, folders: Mapping[str, Path], **kwargs: Any) -> None:
        self.folders = folders
        self.extensions_map = {**self.extensions_map, ".mjs": "text/javascript"}
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        start = max((start for start in self.folders if path.startswith(start)), key=len)
        self.directory = str(self.folders[start])
        return super().translate_path("/" + path.removeprefix(start))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page for what is missing, where there is one, as hosts of static pages do."""
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.exists():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(missing.read_bytes())
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what matters is seen in the browser."""


@contextmanager
def serve(folders: Mapping[str, Path]) -> Iterator[str]:
    """Serve folders by their paths ("/": site) on a free port; yield the address, which ends with a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Folders, folders=folders)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def handmade() -> Iterator[str]:
    """The address of small pages with the contract's markup and the real scripts: for what no real page shows."""
    with serve({"/": HERE / "pages", "/assets/second-round/": SCRIPTS}) as address:
        yield address


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the project's own site, built and served."""
    with serve({"/": site_folder}) as address:
        yield address


@pytest.fixture(scope="session")
def panel_day(site: str) -> Place:
    """A scenario: pause points, each with its items."""
    return Place(f"{site}scenarios/panel-day/", 'second-round-checklist[scenario="panel-day"]')


@pytest.fixture(scope="session")
def video_call(site: str) -> Place:
    """A card, on a page with others."""
    return Place(f"{site}cards/", 'second-round-checklist[card="video-call"]')


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium() -> Mapping[str, Any]:
    """How Chromium is launched: the system's own, which asks nobody anything."""
    return {
        "executable_path": next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: Mapping[str, Any]) -> Iterator[Browser]:
    with playwright.chromium.launch(**chromium) as browser:
        yield browser


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in any page. A test that provokes something takes it out, and by that says what it expects."""
    faults: list[str] = []
    yield faults
    assert faults == []


@pytest.fixture
def watch(site: str, handmade: str, faults: list[str]) -> Callable[[BrowserContext], None]:
    """Note every word in a context's console, every error and every request to others."""
    own = {urlsplit(address).netloc for address in (site, handmade)}

    def note(message: ConsoleMessage) -> None:
        faults.append(f"{message.type}: {message.text}")

    def watch(context: BrowserContext) -> None:
        context.on("console", note)
        context.on("weberror", lambda error: faults.append(f"error: {error.error.stack or error.error}"))
        context.on(
            "request",
            lambda request: (
                faults.append(f"request: {request.url}")
                if urlsplit(request.url).scheme not in ("data", "blob") and urlsplit(request.url).netloc not in own
                else None
            ),
        )

    return watch


@pytest.fixture
def open_context(browser: Browser, watch: Callable[[BrowserContext], None]) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh browser profile, with Playwright's options; it is watched."""
    contexts: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        watch(context)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


@pytest.fixture
def context(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    return open_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def other_page(context: BrowserContext) -> Page:
    """A second tab of the same person."""
    return context.new_page()


@pytest.fixture(scope="module")
def scripts(handmade: str) -> str:
    """The address of our scripts."""
    return f"{handmade}assets/second-round/"


@pytest.fixture(scope="module")
def bare(browser: Browser, handmade: str) -> Iterator[Page]:
    """A page that does nothing by itself, for the modules that it imports."""
    page = browser.new_page()
    page.goto(f"{handmade}page.css")
    yield page
    page.close()
