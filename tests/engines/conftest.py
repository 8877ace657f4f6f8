"""One browser of each engine, open over all walks; a walk fails on any word in a console and any policy that stops."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from macros import paper, reading
from macros.paper import Pack, PackName
from tests.conftest import ROOT, build
from tests.engines.engines import STARTS
from tests.engines.host import Host
from tests.engines.visitor import Engine, Visitor

os.environ |= {"SE_OFFLINE": "true", "SE_AVOID_STATS": "true"}  # selenium asks nobody for a driver, and tells nobody

SILENT = (
    "in a subtree hidden by content-visibility",  # where a check measures what is far below the screen
    "ViewTransition opt-in disabled",  # where one goes from a page to a PDF, which does not fade
    "Skipping view transition",  # where one goes on before the page has faded in
    "Transition was aborted",  # where a browser is too busy to fade, or a walk gives the window another width
    "Transition was skipped",  # the same, in older words
)
"""What an engine says of itself, to nobody but who asks for every word."""


@pytest.fixture(scope="session", params=STARTS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A browser of one engine. Walks are sorted so that there is one at a time."""
    folder = tmp_path_factory.mktemp(request.param)
    with STARTS[request.param](folder) as driver:
        yield Engine(request.param, driver, folder)


@pytest.fixture
def make_host(site_folder: Path) -> Iterator[Callable[..., Host]]:
    """Serve the site anew, with a storage of its own; `folders` says what is served where."""
    hosts: list[Host] = []

    def make_host(folders: dict[str, Path] | None = None, *, keeps: bool = False) -> Host:
        hosts.append(Host(folders or {"/": site_folder}, keeps=keeps))
        return hosts[-1]

    yield make_host
    for host in hosts:
        host.stop()
    assert [each for host in hosts for each in host.missing] == []


@pytest.fixture
def visit(engine: Engine, make_host: Callable[..., Host]) -> Iterator[Callable[[Host], Visitor]]:
    """Send somebody to a host with a browser that knows nothing of it yet; they leave before it is stopped."""
    visitors: list[Visitor] = []

    def visit(host: Host) -> Visitor:
        visitors.append(Visitor(engine, host))
        return visitors[-1]

    yield visit
    faults = [fault for visitor in visitors for fault in visitor.leave()]
    if engine.name == "chromium":  # what it says of the network and of policies stands in no page
        faults += [entry["message"] for entry in engine.driver.get_log("browser")]  # type: ignore[attr-defined]  # Chrome's
    assert [words for words in faults if not any(silent in words for silent in SILENT)] == []


@pytest.fixture
def visitor(visit: Callable[[Host], Visitor], make_host: Callable[..., Host]) -> Visitor:
    """Somebody with a phone, who has never been on the site."""
    return visit(make_host())


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a release builds it, to stand beside other editions."""
    out = tmp_path_factory.mktemp("released") / "site"
    run = build(ROOT, out, MIKE_DOCS_VERSION="1.0")
    assert run.returncode == 0, run.stdout + run.stderr
    return out


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of somebody else's page."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text(
        "<!doctype html><html lang=en><head><title>Elsewhere</title></head><h1>Elsewhere</h1>"
    )
    host = Host({"/": folder})
    yield host.address
    host.stop()


@pytest.fixture(scope="session")
def packs() -> Callable[[str], Pack]:
    """Open the pack of a scenario on US letter, as the command does."""
    library = reading.load(ROOT)
    return cache(lambda scenario: paper.open_pack(library, PackName(scenario, "letter"), cache=ROOT / ".cache"))
