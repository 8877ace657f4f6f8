"""What a browser must have: the oldest that get everything are those that are promised, and older ones are told."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import playwright
import pytest
import tinycss2
import yaml
from playwright.sync_api import BrowserContext, Page, Route, expect

from macros.web.build.policy import inline_scripts
from tests.browser.checklist_page import Place
from tests.browser.plans_page import PlansPage
from tests.browser.test_weight import PLACES
from tests.conftest import ROOT

HERE = Path(__file__).parent
TABLE: dict[str, Any] = yaml.safe_load((HERE / "floor.yml").read_text(encoding="utf-8"))
KINDS = ("scripts", "styles", "pages")
BROWSERS = ("Chrome", "Firefox", "Safari")
OURS = ROOT / "docs/assets/second-round"

OpenContext = Callable[..., BrowserContext]
Since = list[float]


def of_scripts(site: Path, pages: Iterable[str]) -> set[str]:
    """Return what scripts have from the browser: globals, properties that are no script's own, some of the language."""
    files = [path for path in OURS.rglob("*.*js") if path.name != "lunr.js"]
    scripts = [[path.read_text(encoding="utf-8"), "module" if path.suffix == ".mjs" else "script"] for path in files]
    inline = {text for page in pages for text in inline_scripts(page) if not text.startswith("{")}
    scripts += [[text, "script"] for text in [(site / "service-worker.js").read_text(encoding="utf-8"), *inline]]
    node = Path(str(playwright.__file__)).parent / "driver" / "node"
    command = [str(node), "--expose-internals", "-e", (HERE / "names.cjs").read_text(encoding="utf-8")]
    run = subprocess.run(command, input=json.dumps(scripts), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def of_styles(site: Path) -> set[str]:
    """Return what the style sheet is made of: `color:`, `calc()`, `1rem`, `:hover`, `@media`."""
    (sheet,) = site.glob("assets/second-round-*/second-round.css")
    return set(_words(tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), True, True)))


def _words(nodes: Iterable[Any]) -> Iterator[str]:
    """Yield the names in a sheet, without ours, those of one browser alone, and the words of values."""
    before = ""
    for node in nodes:
        if node.type == "at-rule":
            yield f"@{node.lower_at_keyword}"
        elif node.type == "declaration" and not node.name.startswith("-"):
            yield f"{node.lower_name}:"
        elif node.type == "dimension":
            yield f"1{node.lower_unit}"
        elif node.type in ("ident", "function"):
            name = node.lower_value if node.type == "ident" else f"{node.lower_name}()"
            if before == ":" and not name.startswith("-"):
                yield f":{name}"
            elif node.type == "function":
                yield name
        before = node.value if node.type == "literal" else ""
        for part in ("prelude", "value", "arguments"):
            if isinstance(inner := getattr(node, part, None), list):
                yield from _words(inner)
        if node.type in ("qualified-rule", "at-rule") and node.content:
            yield from _words(tinycss2.parse_blocks_contents(node.content, True, True))


class _Tags(HTMLParser):
    """Notes each attribute that is none of ours; of links, scripts and fields, of what kind they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("dialog", "details", "template", "progress", "datalist"):
            self.found.add(f"<{tag}>")
        for name, value in attrs:
            if not name.startswith(("data-", "aria-")) and not tag.startswith("second-round"):
                self.found.add(name)
            if name in ("rel", "type") and tag in ("link", "script", "input"):
                self.found.add(f"{name}={value}")


def of_pages(pages: Iterable[str]) -> set[str]:
    """Return what pages do by their markup alone."""
    tags = _Tags()
    for page in pages:
        tags.feed(page)
    return tags.found


@pytest.fixture(scope="module")
def used(site_folder: Path) -> dict[str, set[str]]:
    """All that is used of a browser. Pages are one with each element of ours."""
    paths = [address if address.endswith(".html") else f"{address}index.html" for address in PLACES.values()]
    pages = [(site_folder / path).read_text(encoding="utf-8") for path in paths]
    return {"scripts": of_scripts(site_folder, pages), "styles": of_styles(site_folder), "pages": of_pages(pages)}


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_used_of_a_browser_is_in_the_table(used: dict[str, set[str]], kind: str) -> None:
    """Whoever uses something new looks up since when browsers have it, and says what those get that lack it.

    What is newer and used no more leaves the table, so that it holds nobody back.
    """
    table = TABLE[kind]
    newer = {*table["needed"], *table["more"]}
    assert used[kind] - newer - {*table["old"].split(), *table.get("ours", "").split()} == set(), "not in floor.yml"
    assert newer - used[kind] == set(), "in floor.yml, and used no more"


def floor(least: Since) -> list[str]:
    """Return the oldest browsers that have all that is needed, as they are written."""
    needed = [name["since"] for kind in KINDS for name in TABLE[kind]["needed"].values()]
    oldest = [max(versions) for versions in zip(least, *needed, strict=True)]
    return [f"{browser} {version:g}" for browser, version in zip(BROWSERS, oldest, strict=True)]


def test_the_floor_is_the_one_that_is_promised() -> None:
    """The page on accessibility names the oldest browsers that get everything, and those in which scripts begin."""
    page = (ROOT / "docs/about/accessibility.md").read_text(encoding="utf-8")
    begins = TABLE["begins"]["since"]
    said = re.findall(r"(?:Chrome|Firefox|Safari) [\d.]*\d", page.partition("{#browsers}")[2].partition("\n## ")[0])
    assert said == [
        *floor(begins),
        *(f"{browser} {version:g}" for browser, version in zip(BROWSERS, begins, strict=True)),
    ]


def test_scripts_begin_where_what_they_begin_by_is_there() -> None:
    """The one question that the first script asks is the one of the table; nothing that is old there is newer."""
    text = (OURS / "second-round.mjs").read_text(encoding="utf-8")
    assert re.findall(r'^if \("(\w+)" in Array\.prototype\) begin\(\);$', text, re.MULTILINE) == [
        TABLE["begins"]["name"]
    ]


def removed(names: dict[str, dict[str, Any]]) -> str:
    """Return a script that takes away what has a place in the table."""
    return "".join(f"delete {name['of']}.{each};" for each, name in names.items() if "of" in name)


LACKING = {name: each for name, each in TABLE["scripts"]["needed"].items() if "of" in each}


@pytest.mark.parametrize("name", LACKING)
def test_what_cannot_be_done_is_said(name: str, site: str, open_context: OpenContext) -> None:
    """Where a browser lacks what a PDF takes, the worksheet and the desk say so in words; all else goes on."""
    said = TABLE["scripts"]["needed"][name]["said"]
    without = removed({name: LACKING[name]})
    context = open_context()
    context.add_init_script(without)
    page = context.new_page()
    page.goto(f"{site}worksheets/people/")
    page.locator('[name="people.person-1.name"]').fill("דן")
    page.get_by_role("button", name="My copy (PDF)").click()
    expect(page.locator("second-round-worksheet [data-say]")).to_contain_text(said)

    def older(route: Route) -> None:
        route.fulfill(body=without + route.fetch().text(), content_type="text/javascript")

    page.route("**/desk/desk-worker.mjs", older)
    page.goto(f"{site}handouts/")
    page.get_by_label("The class").fill("name\nדן")
    page.get_by_role("button", name="Make the handout").click()
    expect(page.locator("second-round-desk [data-said]")).to_contain_text(said)


def test_a_desk_whose_worker_cannot_start_says_so(site: str, page: Page, faults: list[str]) -> None:
    """A browser that knows no workers of modules takes the desk's for one of the old kind, and can't read it."""
    page.route("**/desk/desk-worker.mjs", lambda route: route.fulfill(body="import", content_type="text/javascript"))
    page.goto(f"{site}handouts/")
    page.get_by_role("button", name="Make the handout").click()
    expect(page.locator("second-round-desk [data-said]")).to_contain_text("use a newer browser")
    expect(page.get_by_role("button", name="Make the handout")).to_be_visible()
    faults[:] = [fault for fault in faults if "SyntaxError" not in fault]


def test_what_is_more_is_not_missed(site: str, panel_day: Place, open_context: OpenContext) -> None:
    """A browser without any of it, on a connection that is not secure: everything there is to do can be done.

    Nothing is said in the console. Where something can't be had, such as the clipboard, words lead on.
    """
    context = open_context()
    context.add_init_script(
        removed(TABLE["scripts"]["more"])
        + removed(TABLE["secure"])
        + "Object.defineProperty(globalThis, 'isSecureContext', { value: false });"
    )
    page = context.new_page()
    checklist = panel_day.open(page)
    first = checklist.items[0]
    checklist.tick(first)
    page.reload()
    checklist.expect_ticked(first)
    checklist.button("Tools").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("[data-linked]")).to_contain_text("It is selected")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("salary")
    page.get_by_role("option").first.click()
    expect(page.locator("[data-search]")).to_be_hidden()
    plan = PlansPage(page, site)
    plan.add(employer="Harbour", day="2027-03-01", time="10:00")
    expect(plan.say).to_contain_text("Harbour is added")
    with page.expect_download():
        plan.button("Save a back-up").click()
    plan.button("Erase everything").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(plan.say).to_contain_text("Everything is erased.")


def test_a_browser_that_is_too_old_shows_the_page_as_it_was_served(panel_day: Place, open_context: OpenContext) -> None:
    """Nothing is there that would need a script: the page is the same as without any."""
    context = open_context()
    context.add_init_script(f"delete Array.prototype.{TABLE['begins']['name']};")

    def shown(page: Page) -> str:
        page.goto(panel_day.url, wait_until="networkidle")
        return page.locator("main").inner_text()

    without = open_context(java_script_enabled=False).new_page()
    assert shown(context.new_page()) == shown(without)
