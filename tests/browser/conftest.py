"""Real Chromium on a served site. A test fails on any word in the console, error in a page or request to others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    WebError,
    expect,
    sync_playwright,
)

from scripts.browser import Folders, chromium, serve
from tests.browser.axe import AXE
from tests.browser.checklist_page import Place
from tests.conftest import KEEP_NOTHING

HERE = Path(__file__).parent
PATIENCE = 120_000
"""How long a test waits for what must come, in milliseconds: long, because a busy machine is no fault of ours."""

SCRIPTS = HERE.parents[1] / "docs" / "assets" / "second-round"

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def handmade() -> Iterator[str]:
    """The address of small pages with the contract's markup and the real scripts: for what no real page shows."""
    with serve({"/": HERE / "pages", "/assets/second-round/": SCRIPTS, **AXE}) as address:
        yield address


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the project's own site, built and served."""
    with serve({"/": site_folder, **AXE}) as address:
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
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(**chromium()) as browser:
        yield browser


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in any page. A test that provokes something takes it out, and by that says what it expects."""
    faults: list[str] = []
    yield faults
    assert faults == []


@pytest.fixture
def own(site: str, handmade: str) -> set[str]:
    """The hosts that a page may ask."""
    return {urlsplit(address).netloc for address in (site, handmade)}


@pytest.fixture
def watch(own: set[str], faults: list[str]) -> Callable[[BrowserContext], None]:
    """Note every word in a context's console, every error and every request to others."""

    def note(message: ConsoleMessage) -> None:
        # Said, to nobody but who asks for every word, where a check measures what is far below the screen.
        if "in a subtree hidden by content-visibility" not in message.text:
            faults.append(f"{message.type}: {message.text}")

    def fail(error: WebError) -> None:
        # What a busy browser says of a fade between pages for which it was too late.
        if "Transition was aborted" not in str(error.error):
            faults.append(f"error: {error.error.stack or error.error}")

    def watch(context: BrowserContext) -> None:
        context.on("console", note)
        context.on("weberror", fail)
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
    """Open a fresh browser profile, with Playwright's options; it is watched.

    Unless it `keeps` the site for when there is no network, it is told not to: each profile would fetch all of it anew.
    """
    contexts: list[BrowserContext] = []

    def open_context(*, keeps: bool = False, **options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        if not keeps:
            context.add_init_script(KEEP_NOTHING)
        watch(context)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        for page in context.pages:  # what a test changes on the way may still be on its way
            page.unroute_all(behavior="ignoreErrors")
        context.close()


@pytest.fixture
def context(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    return open_context()


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser with its windows, which alone keeps pages that were left; it has a microphone, for every page."""
    options = {**chromium(whole=True), "ignore_default_args": ["--disable-back-forward-cache"]}
    options["args"] = [*options["args"], "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    with playwright.chromium.launch(**options) as browser:
        yield browser


@pytest.fixture
def remembering(whole_browser: Browser, watch: Callable[[BrowserContext], None]) -> Iterator[BrowserContext]:
    """A browser profile in which pages that were left sleep, and wake when one goes back to them."""
    with whole_browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        context.add_init_script(KEEP_NOTHING)
        watch(context)
        yield context


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


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a server hears from now on: each request's address, and every line of its head."""
    heard: list[str] = []

    def hear(request: Any, *_: object) -> None:
        heard.append(unquote_plus(f"{request.command} {request.path} {request.headers}").lower())

    monkeypatch.setattr(Folders, "log_message", hear)
    return heard
