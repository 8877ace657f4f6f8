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
from playwright.sync_api import BrowserContext, Page, expect

from macros.web.build import worker
from scripts.browser import serve
from tests.browser.conftest import KEEP_NOTHING
from tests.browser.plans_page import PlansPage
from tests.conftest import build

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
    page.get_by_role("link", name="A day of many").last.click()
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
