"""Without a network, and when a new build is out: what a browser keeps of the site is whole and goes on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from macros.web.build import SCRIPT, worker
from tests.engines.host import Host
from tests.engines.test_list_walk import FIRST, LIST, SECOND, shows, tick
from tests.engines.visitor import Visitor

VERSIONS = [{"version": "1.0", "title": "1.0", "aliases": ["latest"]}]
KEPT = "return caches.match(location.href).then(Boolean)"
PEOPLE = "downloads/people-a4.pdf"


def second_build(site: Path, out: Path, pages: list[str]) -> Path:
    """Return the site with other words on a page, and the worker that a build gives it."""
    shutil.copytree(site, out, copy_function=os.link)
    page = out / LIST / "index.html"
    words = page.read_text(encoding="utf-8")
    page.unlink()
    page.write_text(words.replace("</h1>", "</h1><p>A line of the second build.</p>", 1), encoding="utf-8")
    (out / SCRIPT).unlink()
    (out / SCRIPT).write_text(worker(out, pages), encoding="utf-8")
    return out


def test_the_site_goes_on_without_a_network_and_with_a_new_build(
    visit: Callable[[Host], Visitor], make_host: Callable[..., Host], site_folder: Path, tmp_path: Path
) -> None:
    """The server stops: lists, ticks, a visited page, a PDF and a way on. Back with a new build, a reload has that."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "versions.json").write_text(json.dumps(VERSIONS), encoding="utf-8")
    host = make_host({"/": root, "/latest/": site_folder}, keeps=True)
    visitor = visit(host)
    visitor.open("latest/prepare/offers/")
    visitor.until("return Boolean(navigator.serviceWorker.controller)")
    visitor.until(KEPT)
    visitor.open(f"latest/{LIST}")
    visitor.until(KEPT)
    tick(visitor, FIRST)
    visitor.until(
        """return fetch(arguments[0]).then((answer) => answer.arrayBuffer()).then(() => caches.match(arguments[0]))
             .then(Boolean)""",
        f"{host.address}latest/{PEOPLE}",
    )

    host.stop()
    visitor.reload()
    shows(visitor, FIRST)
    tick(visitor, SECOND)
    shows(visitor, FIRST, SECOND)
    visitor.open("latest/scenarios/same-interviewer/")
    visitor.sees("second-round-checklist", "Your list is")
    visitor.open("latest/prepare/offers/")
    visitor.sees("h1", "An offer, silence or a no")
    visitor.open("latest/prepare/visa/")
    visitor.sees("h1", "No connection")
    visitor.press("main a", "Several people, together or in turn")
    visitor.at(f"latest/{LIST}")
    shows(visitor, FIRST, SECOND)
    assert visitor.run("return fetch(arguments[0]).then((answer) => answer.ok)", f"{host.address}latest/{PEOPLE}")

    pages = visitor.run(
        """return caches.keys().then((names) => caches.open(names.at(-1))).then((cache) => cache.keys())
             .then((all) => all.map(({ url }) => url))"""
    )
    own = [url.removeprefix(f"{host.address}latest/") for url in pages if url.endswith("/")]
    host.folders["/latest/"] = second_build(site_folder, tmp_path / "second", own)
    host.start()
    visitor.run("return navigator.serviceWorker.ready.then((ready) => ready.update()).then(() => null)")
    visitor.until("return caches.keys().then((names) => names.length === 2)")
    visitor.until(
        """return navigator.serviceWorker.ready.then(({ installing, waiting, active }) =>
             !installing && !waiting && active.state === "activated")"""
    )
    shows(visitor, FIRST, SECOND)
    host.stop()
    visitor.reload()
    visitor.sees("main p", "A line of the second build.")
    shows(visitor, FIRST, SECOND)
    host.start()
