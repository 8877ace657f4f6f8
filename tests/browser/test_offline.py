"""What a browser keeps: the site goes on without a network, and a new build never meets an old one in a page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from macros.web.build import worker
from scripts.browser import serve
from tests.browser.plans_page import PlansPage
from tests.conftest import KEEP_NOTHING, build

EDITIONS = ("latest", "1.0")
NEVER_OPENED = "prepare/visa/"
VISITED = "prepare/offers/"
PDF = "downloads/people-a4.pdf"
VERSIONS = [{"version": "1.0", "title": "1.0", "aliases": ["latest"]}]


class Host:
    """A server with an edition in each folder, which can be given another build, and stopped."""

    def __init__(self, site: Path, root: Path) -> None:
        (root / "versions.json").write_text(json.dumps(VERSIONS), encoding="utf-8")
        self.folders = {"/": root, **{f"/{edition}/": site for edition in EDITIONS}}
        self._open = ExitStack()
        self.address = self._open.enter_context(serve(self.folders))
        self.latest, self.first = (f"{self.address}{edition}/" for edition in EDITIONS)

    def stop(self) -> None:
        self._open.close()


@pytest.fixture
def host(site_folder: Path, tmp_path: Path, own: set[str]) -> Iterator[Host]:
    (tmp_path / "root").mkdir()
    host = Host(site_folder, tmp_path / "root")
    own.add(urlsplit(host.address).netloc)
    yield host
    host.stop()


@pytest.fixture
def page(host: Host, open_context: Callable[..., BrowserContext]) -> Page:
    """A page that keeps the site. It closes before its host does: what it still fetches then would be refused."""
    return open_context(keeps=True).new_page()


def open_kept(page: Page, address: str) -> None:
    """Open a page, and wait until all that is kept at once is kept, and the page too."""
    page.goto(address)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function("() => caches.match(location.href)")


def kept(page: Page) -> dict[str, list[str]]:
    """The addresses in each cache of this browser."""
    asked = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
        async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => url).sort()])))"""
    found: dict[str, list[str]] = page.evaluate(asked)
    return found


def take(page: Page) -> None:
    """Have the browser look for a new build, and wait until it has it."""
    page.evaluate(
        """async () => {
            globalThis.taken = false;
            navigator.serviceWorker.oncontrollerchange = () => { globalThis.taken = true; };
            await (await navigator.serviceWorker.ready).update();
        }"""
    )
    page.wait_for_function("() => globalThis.taken")


def forget_the_network(faults: list[str]) -> None:
    """Take out that nobody answered, which is what these tests are about."""
    faults[:] = [fault for fault in faults if "net::ERR_" not in fault]


def test_the_site_goes_on_without_a_network(page: Page, host: Host, faults: list[str]) -> None:
    """With the server gone: ticks, scenarios never opened, what was visited, PDFs whole and in part, and a way on."""
    open_kept(page, host.latest + VISITED)
    page.goto(f"{host.latest}scenarios/panel-day/?h=words#week-before")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    whole = page.evaluate("async (address) => (await (await fetch(address)).text()).length", host.latest + PDF)
    assert page.evaluate("async () => (await fetch('../../../versions.json')).status") == 200
    page.wait_for_function("(address) => caches.match(address)", arg=host.latest + PDF)
    host.stop()
    page.reload()
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()
    page.locator("[data-item=ask-format] label").click(position={"x": 4, "y": 8})
    expect(page.locator("[data-progress]").first).to_have_text(re.compile("^2 of"))
    page.goto(f"{host.latest}scenarios/same-interviewer/?h=names")
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()
    page.goto(host.latest + VISITED)
    expect(page.locator(".md-content h1")).to_have_text("An offer, silence or a no")
    assert page.evaluate("getComputedStyle(document.querySelector('.second-round-header')).position") == "sticky"
    assert page.evaluate("async (address) => (await (await fetch(address)).text()).length", host.latest + PDF) == whole
    part = """async (address) => {
        const answer = await fetch(address, { headers: { Range: "bytes=1-3" } });
        return [answer.status, await answer.text(), answer.headers.get("Content-Range").split("/")[0]];
    }"""
    assert page.evaluate(part, host.latest + PDF) == [206, "PDF", "bytes 1-3"]
    assert page.evaluate("async () => (await (await fetch('../../../versions.json')).json())") == VERSIONS
    page.goto(host.latest + NEVER_OPENED)
    expect(page.locator(".md-content h1")).to_have_text("No connection")
    page.get_by_role("link", name="Several people").last.click()
    expect(page.locator("[data-item=ask-format] input")).to_be_checked()
    forget_the_network(faults)


def test_interviews_are_planned_without_a_network(page: Page, host: Host, faults: list[str]) -> None:
    """Under the page's own policy: one is added, and after the server is gone it is there, another is added, and a
    back-up with both comes out. Nothing in it breaks the policy, which would be said in the console.
    """
    open_kept(page, f"{host.latest}plan/")
    plans = PlansPage(page, host.latest)
    assert "connect-src 'self'" in (page.locator("meta[http-equiv]").first.get_attribute("content") or "")
    plans.add(employer="Acme", day="2031-12-03", time="10:00", scenario="panel-day")
    expect(plans.card("Acme")).to_contain_text("Next:")
    host.stop()
    page.reload()
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")
    expect(plans.card("Acme")).to_contain_text("Next:")
    plans.add(employer="Bolt")
    expect(plans.cards).to_have_count(2)
    with page.expect_download() as download:
        plans.button("Save a back-up").click()
    kept = json.loads(download.value.path().read_text(encoding="utf-8"))["plans"].values()
    assert sorted(plan["about"]["employer"]["value"] for plan in kept) == ["Acme", "Bolt"]
    forget_the_network(faults)


def changed(copy_project: Callable[[], Path], out: Path) -> Path:
    """Build the site again with other words, another script and another style."""
    project = copy_project()
    page = project / "docs/scenarios/panel-day.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA line of the second build.\n", encoding="utf-8")
    scripts = project / "docs/assets/second-round"
    for name in ("list/checklist-tools.mjs", "list/checklist-element.mjs"):
        text = (scripts / name).read_text(encoding="utf-8")
        (scripts / name).write_text(f"{text}\n(globalThis.builds ??= []).push('second');\n", encoding="utf-8")
    run = build(project, out)
    assert run.returncode == 0, run.stdout + run.stderr
    return out


def test_a_new_build_is_taken_whole(
    page: Page, host: Host, site_folder: Path, copy_project: Callable[[], Path], tmp_path: Path, faults: list[str]
) -> None:
    """An open page goes on with its own scripts; a reload has the new ones; half a build is not taken, nor is another
    edition touched, and of the builds before the last nothing stays.
    """
    open_kept(page, f"{host.first}cards/")
    open_kept(page, f"{host.latest}scenarios/panel-day/")
    before = kept(page)
    first = {name for name in before if host.first in name}
    (old,) = before.keys() - first
    new = changed(copy_project, tmp_path / "new")

    half = shutil.copytree(new, tmp_path / "half")
    shutil.copy(site_folder / "plan/index.html", half / "plan/index.html")
    (half / "plan/index.html").write_bytes((half / "plan/index.html").read_bytes() + b"<!-- half -->")
    update = "async () => { await (await navigator.serviceWorker.ready).update().catch(() => {}); }"
    host.folders["/latest/"] = half
    page.evaluate(update)
    gone = """async () => { const { installing } = await navigator.serviceWorker.ready;
        if (installing) await new Promise((done) => installing.addEventListener("statechange", done)); }"""
    page.evaluate(gone)
    forget_the_network(faults)

    host.folders["/latest/"] = new
    take(page)
    tools = page.locator("[data-action=tools]").first
    tools.click()
    expect(page.get_by_role("dialog").first).to_be_visible()
    assert page.evaluate("globalThis.builds") is None, "an open page has its own scripts"
    page.reload()
    expect(page.get_by_text("A line of the second build.")).to_be_visible()
    page.wait_for_function("() => globalThis.builds")
    folders = page.evaluate(
        "[...new Set(performance.getEntriesByType('resource').map(each => /second-round-\\w+/.exec(each.name)?.[0]))]"
    )
    assert [each for each in folders if each] == [path.name for path in new.glob("assets/second-round-*")]
    assert first <= kept(page).keys()
    assert old in kept(page), "until the build after this one"

    third = shutil.copytree(new, tmp_path / "third")
    (third / "offline/index.html").write_bytes((third / "offline/index.html").read_bytes() + b"<!-- third -->")
    pages = [name.removeprefix(host.latest) for name in before[old] if name.endswith("/")]
    (third / "service-worker.js").write_text(worker(third, pages), encoding="utf-8")
    host.folders["/latest/"] = third
    take(page)
    page.wait_for_function("async (name) => !(await caches.has(name))", arg=old)
    after = kept(page)
    assert {name: after[name] for name in first} == {name: before[name] for name in first}
    host.stop()
    page.reload()
    expect(page.get_by_text("A line of the second build.")).to_be_visible()
    forget_the_network(faults)


def test_without_room_the_site_works_as_ever(page: Page, host: Host, faults: list[str]) -> None:
    """Where the browser has no room for it, nothing is kept, nothing is said, and the pages open."""
    page.goto(host.latest)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.address.rstrip("/"), "quotaSize": 2_000})
    page.goto(f"{host.latest}scenarios/panel-day/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    page.reload()
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()


def test_who_saves_data_is_not_made_to_keep_the_site(page: Page, host: Host) -> None:
    """A browser that is told to save data fetches nothing that the page at hand does not need."""
    page.add_init_script(KEEP_NOTHING)
    page.goto(f"{host.latest}scenarios/panel-day/", wait_until="networkidle")
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def erase(page: Page, host: Host) -> None:
    """Erase everything on the page of all interviews."""
    plans = PlansPage(page, host.latest)
    plans.button("Erase everything").click()
    plans.root.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(plans.say).to_contain_text("Everything is erased.")


def test_what_is_erased_is_kept_anew_and_works_without_a_network(page: Page, host: Host, faults: list[str]) -> None:
    """With another tab open: no worker and no cache is left, what goes on in either tab is not kept, and the next page
    begins afresh: with the server gone, lists open as ever.
    """
    open_kept(page, f"{host.latest}scenarios/panel-day/")
    (first,) = kept(page).values()
    tab = page.context.new_page()
    open_kept(tab, f"{host.latest}cards/")
    erase(page, host)
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert tab.evaluate("async (address) => (await fetch(address)).status", host.latest + PDF) == 200
    assert kept(page) == {}
    page.goto(f"{host.latest}scenarios/panel-day/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    all_kept = "async (all) => (await Promise.all(all.map((each) => caches.match(each)))).every(Boolean)"
    page.wait_for_function(all_kept, arg=first)
    host.stop()
    page.goto(f"{host.latest}scenarios/same-interviewer/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    page.reload()
    expect(page.locator("[data-item=ask-names] input")).to_be_checked()
    forget_the_network(faults)


def test_a_page_that_is_not_kept_leads_nowhere_for_ever(page: Page, host: Host, faults: list[str]) -> None:
    """Where the browser threw away what was kept, the page for no connection does not send to itself."""
    open_kept(page, f"{host.latest}scenarios/panel-day/")
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    host.stop()
    with pytest.raises(Error, match="net::ERR_FAILED"):
        page.goto(f"{host.latest}scenarios/panel-day/")
    forget_the_network(faults)


LOG_IN = "<!doctype html><title>Harbour Hotel</title><p>Room number, please</p>"
TAKEN_OVER = {
    "a page that was kept at once": "cards/",
    "a page that is kept once it was opened": NEVER_OPENED,
    "a PDF": PDF,
    "the map of a pack": "downloads/pack-panel-day-a4.json",
    "data": "data/checklists.json",
    "a script": "",
}


def test_only_what_is_what_it_says_is_kept(page: Page, host: Host, site_folder: Path, tmp_path: Path) -> None:
    """A network that answers everything with its own page, and says that all is well, does not get into what is kept;
    nor does a file of another kind under the right name, nor another text where the digest is known.
    """
    script = next(site_folder.glob("assets/second-round-*/list/since.mjs")).relative_to(site_folder).as_posix()
    paths = [path or script for path in TAKEN_OVER.values()]
    open_kept(page, f"{host.latest}scenarios/panel-day/")
    of = "async (address) => await (await caches.match(address))?.text()"
    asked = "async (address) => (await fetch(address, { cache: 'reload' })).text()"
    before = {path: page.evaluate(of, host.latest + path) for path in paths}
    assert [path for path in paths if before[path] is None] == [NEVER_OPENED, PDF, "downloads/pack-panel-day-a4.json"]
    for name in ("log-in.html", "log-in.pdf", "log-in.json"):
        (tmp_path / name).write_text(LOG_IN, encoding="utf-8")
        for path in paths:
            host.folders[f"/latest/{path}"] = tmp_path / name
        for path in paths:
            said = page.evaluate(asked, host.latest + path)
            assert said == LOG_IN or path == script, "whoever is asked to log in must see it"
    for path in paths:
        del host.folders[f"/latest/{path}"]
    assert {path: page.evaluate(of, host.latest + path) for path in paths} == before
    page.goto(f"{host.latest}{NEVER_OPENED}")
    for path in paths:
        page.evaluate("async (address) => (await fetch(address)).text()", host.latest + path)
        page.wait_for_function("(address) => caches.match(address)", arg=host.latest + path)


RANGES: dict[str, tuple[int, str | None, str | None]] = {
    "bytes=1-3": (206, "PDF", "bytes 1-3/SIZE"),
    "bytes=-3": (206, None, "bytes LAST-END/SIZE"),
    "bytes=0-999999999": (206, None, "bytes 0-END/SIZE"),
    "bytes=SIZE-": (416, "", "bytes */SIZE"),
    "bytes=999999999-": (416, "", "bytes */SIZE"),
    "bytes=-0": (416, "", "bytes */SIZE"),
    "bytes=3-1": (200, None, None),
    "bytes=0-1,4-5": (200, None, None),
    "lines=1-2": (200, None, None),
}


def test_a_part_of_what_is_kept_is_the_part_that_was_asked_for(
    page: Page, host: Host, site_folder: Path, faults: list[str]
) -> None:
    """Viewers of PDFs ask for parts. One beyond the end is none, and what is no range is all of it."""
    whole = (site_folder / PDF).read_bytes()
    size = len(whole)
    open_kept(page, f"{host.latest}offline/")
    page.evaluate("async (address) => (await fetch(address)).text()", host.latest + PDF)
    page.wait_for_function("(address) => caches.match(address)", arg=host.latest + PDF)
    host.stop()
    asked = """async ([address, range]) => {
        const answer = await fetch(address, { headers: { Range: range }, cache: "no-store" });
        const text = await answer.text();
        return [answer.status, text.length > 9 ? null : text, answer.headers.get("Content-Range")];
    }"""
    words = {"SIZE": str(size), "END": str(size - 1), "LAST": str(size - 3)}
    for wanted, (status, text, told) in RANGES.items():
        for name, value in words.items():
            wanted, told = wanted.replace(name, value), told and told.replace(name, value)
        found = page.evaluate(asked, [host.latest + PDF, wanted])
        assert [found[0], found[2]] == [status, told], wanted
        assert text in (None, found[1]), wanted
    faults[:] = [fault for fault in faults if "net::ERR_" not in fault and "status of 416" not in fault]
