"""Three editions beside each other, released from the real data as they will be, and walked as a reader walks them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Page, Route, expect

from macros.guidance import edition_number
from scripts.browser import serve
from tests.browser.axe import AXE
from tests.browser.checklist_page import ChecklistPage
from tests.browser.test_pages import change_scheme, settle, violations_in_both
from tests.browser.test_print import printed, words
from tests.browser.test_weight import LINK, OWN, scripts_of
from tests.conftest import LEFT_OUT, ROOT

DAYS = {"1.0": "1795392000", "1.1": "1803859200", "1.2": "1819756800"}
MEAL = """  - id: meal-follow-the-host
    do: Order after your host does.
    why: It settles the price without a word.
    minutes: 1
    guide: prepare/meals-and-travel.md#meals
    sources: [editors]
"""
PAGE = """---
title: Send a fax
description: A page that only the first edition has, so that an old address has somewhere to lead to afterwards.
reviewed: 2026-11
sources: [editors]
---

# Send a fax

## Next {#next}

- [Start](../index.md)
"""

FEW = """

def render(library, cache, progress=None, workers=None):
    wanted = {"panel-day-letter.pdf", "card-meal-letter.pdf", "people-letter.pdf"}
    pack = PackName("panel-day", "letter")
    sheets = tuple(sheet for sheet in sheets_of(library, pack) if sheet.name in wanted or sheet.kind.part == NOTES)
    with workers:
        bound = _bind(workers, {str(pack): sheets}, cache, None)[str(pack)]
    opened, map_ = bound.opened, bound.map
    made = {sheet.name: fill(opened, [sheet.kind.part]).pdf for sheet in sheets if sheet.name in wanted}
    assert made.keys() == wanted
    names = [sheet.name for sheet in downloads(library)] + [f"{PackName(*each)}.pdf" for each in _every(library)]
    maps = {f"{PackName(*each)}.json": map_ for each in _every(library)}
    return {**dict.fromkeys(names, made["people-letter.pdf"]), **maps, **made, f"{pack}.pdf": opened.pdf}
"""

DOWNLOAD = re.compile(r'="((?:\.\./)*(?:latest/)?downloads/[^"#]*)"')

OpenContext = Callable[..., BrowserContext]


class Scratch:
    """A copy of the project under git, to release from. It presses only the sheets that the tests look at."""

    def __init__(self, folder: Path) -> None:
        self.root = Path(shutil.copytree(ROOT, folder, ignore=lambda path, names: {*LEFT_OUT(path, names), ".cache"}))
        (self.root / ".cache").symlink_to(ROOT / ".cache")
        shutil.rmtree(self.root / "checklists/editions")
        for path in (self.root / "checklists").glob("*/*.yml"):  # what speaks of the words of editions that are no more
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"(?m)^ +same_as: .*\n", "", text), encoding="utf-8")
        (self.root / ".gitignore").write_text("/.cache\n__pycache__/\n", encoding="utf-8")
        with (self.root / "macros/paper/printrun.py").open("a", encoding="utf-8") as source:
            source.write(FEW)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Someone")
        self.git("config", "user.email", "someone@centre.example")

    def change(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def cut(self, file: str, pattern: str) -> None:
        path = self.root / file
        text, count = re.subn(pattern, "", path.read_text(encoding="utf-8"), flags=re.IGNORECASE)
        assert count, f"{file} has no {pattern}"
        path.write_text(text, encoding="utf-8")

    def reword(self, file: str, item: str, words: str) -> None:
        path = self.root / "checklists" / file
        text, count = re.subn(
            rf"(  - id: {item}\n    do: ).*", lambda found: found[1] + words, path.read_text(encoding="utf-8")
        )
        assert count == 1
        path.write_text(text, encoding="utf-8")

    def git(self, *words: str) -> bytes:
        return subprocess.run(["git", *words], cwd=self.root, capture_output=True, check=True).stdout

    def release(self, edition: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", f"For {edition}")
        environment = {**os.environ, "PYTHONPATH": str(self.root), "SOURCE_DATE_EPOCH": DAYS[edition]}
        command = [sys.executable, "-m", "scripts.second_round", "release", edition]
        run = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree that is served: 1.1 rewords, renames and adds an item, 1.2 rewords, moves and retires one."""
    scratch = Scratch(tmp_path_factory.mktemp("editions") / "project")
    (scratch.root / "checklists/edition.yml").write_text('edition: "1.0"\nreleased: 2026-11-23\n', encoding="utf-8")
    (scratch.root / "docs/prepare/fax.md").write_text(PAGE, encoding="utf-8")
    scratch.change(
        "mkdocs.yml", "          - prepare/offers.md\n", "          - prepare/offers.md\n          - prepare/fax.md\n"
    )
    scratch.release("1.0")

    scratch.reword(
        "items/night-before.yml", "pack-tonight", "Lay out clothes, papers, ID, water, two pens and this sheet."
    )
    scratch.change(
        "checklists/items/night-before.yml", "- id: set-stop-time", "- id: stop-in-time\n    formerly: [set-stop-time]"
    )
    for scenario in (scratch.root / "checklists/scenarios").glob("*.yml"):
        scenario.write_text(
            scenario.read_text(encoding="utf-8").replace("set-stop-time", "stop-in-time"), encoding="utf-8"
        )
    scratch.change(
        "checklists/cards/meal.yml",
        "  - id: meal-thank-those-who-serve\n",
        MEAL + "  - id: meal-thank-those-who-serve\n",
    )
    (scratch.root / "docs/prepare/fax.md").rename(scratch.root / "docs/prepare/send-fax.md")
    scratch.change("mkdocs.yml", "prepare/fax.md", "prepare/send-fax.md")
    scratch.release("1.1")

    scratch.change("checklists/scenarios/panel-day.yml", "      - thank-by-name\n", "")
    scratch.reword(
        "items/night-before.yml",
        "three-takeaways",
        "Write down the three things that everyone should remember about you.",
    )
    scratch.cut("checklists/cards/meal.yml", r"  - id: meal-eat-before\n(    .*\n)+")
    retired = scratch.root / "checklists/retired.yml"
    retired.write_text(
        '- id: meal-eat-before\n  left: "1.2"\n  because: To order light does the same.\n  instead: meal-order-light\n',
        encoding="utf-8",
    )
    scratch.release("1.2")
    assert len(scratch.git("rev-list", "gh-pages").splitlines()) == 3
    out = tmp_path_factory.mktemp("deployed")
    scratch.git("--work-tree", str(out), "checkout", "gh-pages", "--", ".")
    return out


@pytest.fixture(scope="module")
def site(deployed: Path) -> Iterator[str]:
    """The address of all editions together, as they are served."""
    with serve({"/": deployed, **AXE}) as address:
        yield address


def tick(page: Page, item: str) -> None:
    page.locator(f"[data-item={item}] label").first.click(position={"x": 4, "y": 8})
    expect(page.locator(f"[data-item={item}] input")).to_be_checked()


def expect_accessible(page: Page) -> None:
    assert violations_in_both(page) == {}
    change_scheme(page, "light")


def test_ticks_go_along_from_edition_to_edition(site: str, open_context: OpenContext) -> None:
    """What is ticked in 1.0 is ticked in 1.2: reworded items show how, renamed ones just are, a retired one is past."""
    page = open_context(color_scheme="light", reduced_motion="reduce").new_page()
    page.goto(f"{site}1.0/scenarios/panel-day/")
    for item in ("pack-tonight", "set-stop-time", "three-takeaways", "ask-names"):
        tick(page, item)
    page.goto(f"{site}1.0/cards/")
    tick(page, "meal-eat-before")

    page.goto(f"{site}1.1/scenarios/panel-day/")
    expect(page.locator("[data-item=stop-in-time] input")).to_be_checked()
    expect(page.locator("[data-item=pack-tonight] input")).to_be_checked()
    since = page.locator(".second-round__since")
    expect(since).to_have_count(1)
    expect(since.locator("summary")).to_contain_text("Reworded since, have a look")
    since.locator("summary").press("Enter")
    expect(since.locator("textarea")).to_have_count(0)
    assert since.locator("del").all_text_contents() == ["taken out: a pen"]
    assert since.locator("ins").all_text_contents() == ["put in: two pens"]
    expect_accessible(page)
    since.get_by_role("button", name="My tick still holds").press("Enter")
    expect(since).to_have_count(0)
    expect(page.locator("[data-item=pack-tonight] input")).to_be_focused()
    expect(page.locator("[data-item=pack-tonight] input")).to_be_checked()

    page.goto(f"{site}latest/scenarios/panel-day/")
    expect(page.locator("[data-item=three-takeaways] .second-round__since")).to_be_visible()
    expect(since).to_have_count(1)
    expect(page.locator("[data-progress]")).to_contain_text("4 of ")
    page.locator("[data-item=three-takeaways] label").click(position={"x": 4, "y": 8})
    expect(since).to_have_count(0)

    page.goto(f"{site}latest/cards/")
    past = page.locator(".second-round__past")
    expect(past).to_have_count(1)
    past.locator("summary").click()
    expect(past).to_contain_text("Eat a little before you meet.")
    expect(past).to_contain_text("To order light does the same.")
    kept = page.evaluate("Object.values(localStorage).join()")
    assert all(item in kept for item in ("meal-eat-before", "set-stop-time", "stop-in-time"))
    expect_accessible(page)


@pytest.mark.parametrize("kept", ["without changes", "of another edition"])
def test_old_words_are_shown_whatever_data_a_page_meets(site: str, page: Page, kept: str) -> None:
    """Data that knows the old words but not how they became those of the page: all of the old, then all of the new."""

    def older(route: Route) -> None:
        answer = route.fetch()
        data = answer.json()
        assert data["changes"]
        data["changes"] = {"00000000": {}}
        if kept == "without changes":
            del data["changes"]
        route.fulfill(response=answer, body=json.dumps(data))

    page.goto(f"{site}1.0/scenarios/panel-day/")
    tick(page, "pack-tonight")
    page.route("**/data/editions.json", older)
    page.route("**/files.json", lambda route: route.fulfill(json={}))
    page.goto(f"{site}1.1/scenarios/panel-day/")
    since = page.locator("[data-item=pack-tonight] .second-round__since")
    since.locator("summary").click()
    (old,), (new,) = since.locator("del").all_text_contents(), since.locator("ins").all_text_contents()
    assert old.startswith("taken out: Lay out")
    assert new == "put in: Lay out clothes, papers, ID, water, two pens and this sheet."
    expect(since.locator("p")).to_have_text(f"{old} {new}")


def test_a_reader_finds_the_way_between_editions(site: str, open_context: OpenContext) -> None:
    """The selector names editions and months, an old page leads to itself in the latest, and dark stays dark."""
    page = open_context(color_scheme="light", reduced_motion="reduce").new_page()
    page.goto(site)
    expect(page).to_have_url(f"{site}latest/")
    change_scheme(page, "dark")
    page.goto(f"{site}1.0/scenarios/panel-day/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.locator("link[rel=canonical]").get_attribute("href") == (
        "https://second-round.example/latest/scenarios/panel-day/"
    )
    banner = page.get_by_role("complementary", name="Edition")
    expect(banner).to_contain_text("This is edition 1.0. A newer one is out.")
    expect_accessible(page)
    page.get_by_role("button", name="Edition 1.0 (November 2026)", exact=True).click()
    editions = page.locator("second-round-editions").get_by_role("link")
    expect(editions).to_have_text(["1.2 (September 2027)", "1.1 (March 2027)", "1.0 (November 2026)"])
    expect(editions.last).to_have_attribute("aria-current", "true")
    expect(editions.last).to_be_in_viewport(ratio=1)
    expect_accessible(page)
    page.keyboard.press("Escape")
    expect(editions.last).to_be_hidden()
    banner.get_by_role("link", name="See this page in the latest edition").click()
    expect(page).to_have_url(f"{site}latest/scenarios/panel-day/")
    expect(page.locator("h1")).to_be_visible()
    expect(banner).to_be_hidden()
    expect(page.get_by_role("button", name="Edition 1.2 (September 2027)", exact=True)).to_be_visible()


def test_another_edition_opens_at_the_same_page_or_at_its_first(
    site: str, open_context: OpenContext, faults: list[str]
) -> None:
    """On a phone, by keyboard: the other edition of a page, and where it has none, the first page of that edition."""
    page = open_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce").new_page()
    page.goto(f"{site}1.0/prepare/video/")
    opener = page.get_by_role("button", name="Edition 1.0")
    expect(opener).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    edges: list[list[float]] = page.locator(".second-round-header :is(a, button):visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    assert all(left[1] <= right[0] for left, right in pairwise(edges)), "nothing in the head lies under anything"
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="1.2 (September 2027)")).to_be_focused()
    expect(page.get_by_role("link", name="1.2 (September 2027)")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}1.2/prepare/video/")
    page.goto(f"{site}1.0/prepare/fax/")
    page.get_by_role("button", name="Edition 1.0").click()
    page.get_by_role("link", name="1.1 (March 2027)").click()
    expect(page).to_have_url(f"{site}1.1/")
    # The browser itself says that what was asked for is missing.
    faults[:] = [fault for fault in faults if "404" not in fault]


def test_the_scripts_of_a_released_page_wait_for_none(site: str, page: Page) -> None:
    """A page that has editions to choose from names every script that it begins with."""
    address = f"{site}1.0/prepare/video/"
    asked = scripts_of(page, address, "second-round-editions")
    html = page.request.get(address).text()
    named = [urlsplit(urljoin(address, path)).path for path in [*LINK.findall(html), *OWN.findall(html)]]
    assert set(named) == asked
    assert any(path.endswith("/page/editions.mjs") for path in named)


def test_without_scripts_the_editions_are_a_link_away(site: str, open_context: OpenContext) -> None:
    """The head names the edition, and leads to the page that has all of them."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site}1.0/prepare/video/")
    page.get_by_role("link", name="Edition 1.0", exact=True).click()
    expect(page).to_have_url(f"{site}1.0/editions/")


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ("latest/prepare/fax/", "latest/prepare/send-fax/"),
        ("1.1/prepare/fax/", "latest/prepare/send-fax/"),
        ("1.0/prepare/send-fax/index.html", "latest/prepare/send-fax/"),
        ("prepare/video/", "latest/prepare/video/"),
        ("1.0/downloads/fax-letter.pdf", "latest/handouts/"),
        ("1.0-leeds.2/downloads/fax-letter.pdf", "latest/handouts/"),
        ("nothing-like-it/", ""),
        # What mail programs, and people who copy, make of an address.
        ("check/%231.0/people", "latest/check/#1.0/people"),
        ("1.0/check/%231.0%2Fpeople", "latest/check/#1.0/people"),
        ("scenarios/panel-day/%23cards=meal,travel.", "latest/scenarios/panel-day/#cards=meal,travel"),
        ("scenarios/panel-day/&utm_source=mail", "latest/scenarios/panel-day/"),
        ("prepare/video.", "latest/prepare/video/"),
        ("prepare/video/%3E", "latest/prepare/video/"),
    ],
)
def test_a_page_that_is_gone_leads_somewhere(
    site: str, page: Page, faults: list[str], missing: str, found: str
) -> None:
    """It names the page that was likely meant, and always the ways that everybody needs."""
    page.goto(site + missing)
    expect(page.locator("h1")).to_have_text("This page is not here")
    page.get_by_role("link", name="Who will be in the room?").first.wait_for()
    link = page.locator("[data-found] a")
    if found:
        expect(link).to_have_attribute("href", site + found)
        link.click()
        # A list takes what it is asked for, and its address is its own again.
        expect(page).to_have_url(site + found.partition("#cards=")[0])
    else:
        expect(link).to_have_count(0)
    # The browser itself says that what was asked for is missing.
    faults[:] = [fault for fault in faults if "404" not in fault]


def code_on(pdf: Path) -> str:
    """What a phone reads on the last page, where a sheet has its code; from the page's picture alone."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1]
    (code,) = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
    document.close()
    return str(code.text)


@pytest.mark.parametrize(
    ("sheet", "says", "more"),
    [
        ("1.0/downloads/panel-day-letter.pdf", "Three things changed since your sheet", "“Several people”"),
        (
            "1.0/downloads/pack-panel-day-letter.pdf",
            "Five things changed since your pack",
            "To order light does the same.",
        ),
        ("1.1/downloads/card-meal-letter.pdf", "One thing changed since your sheet", "To order light does the same."),
        ("1.0/downloads/people-letter.pdf", "Still good", "the current edition is 1.2"),
        ("latest/downloads/panel-day-letter.pdf", "Current", "of edition 1.2, the current one"),
    ],
)
def test_the_code_on_a_sheet_tells_whether_it_is_current(
    site: str, deployed: Path, page: Page, sheet: str, says: str, more: str
) -> None:
    """Read off the picture of the page, it leads to what changed on just this sheet, and to a fresh one."""
    address = code_on(deployed / sheet)
    assert address.startswith("https://second-round.example/check/#")
    page.goto(site + address.removeprefix("https://second-round.example/"))
    expect(page).to_have_url(re.compile(r"/latest/check/#1\.\d/"))
    verdict = page.locator("[data-verdict]")
    expect(verdict.locator("h2")).to_have_text(says)
    expect(verdict).to_contain_text(more)
    fresh = verdict.locator("a[href$='.pdf']")
    if "changed since" in says:
        name = Path(sheet).name
        addresses = [f"{site}latest/downloads/{each}" for each in (name, name.replace("-letter", "-a4"))]
        assert fresh.evaluate_all("all => all.map(one => one.href)") == addresses
        assert page.request.get(f"{site}latest/downloads/{name}").body().startswith(b"%PDF-")
    else:
        expect(fresh).to_have_count(0)


FRAGMENTS = {
    "9.9/panel-day": "Newer than this page",
    "1.10/panel-day": "Newer than this page",
    "9.9-leeds.1/panel-day": "Newer than this page",
    "0.3/panel-day": "An edition this page does not know",
    "1.0-leeds.2/panel-day": "An edition this page does not know",
    "1.0-leeds/panel-day": "The code could not be read",
    "1.2/panel-dya": "Current",
    "1.0/panel-dya": "Five things changed since your sheet",
    "1.0": "Five things changed since your sheet",
    "1.1/pack-panel-day": "Three things changed since your pack",
    "1.1/pack-new-interviewer": "One thing changed since your pack",
    "1.0/people": "Still good",
    "1.2/pack-panel-day": "Current",
    "1.O/panel-day": "The code could not be read",
    "1.0/panel-day/more": "The code could not be read",
    "1.0/__proto__": "Five things changed since your sheet",
    "1.0/<img src=x onerror=alert(1)>": "Five things changed since your sheet",
    "<script>alert(1)</script>/x": "The code could not be read",
    "99999999999999999999.1/x": "The code could not be read",
    "1.0/" + "a" * 20_000: "Five things changed since your sheet",
    "%E0%A4%A/panel-day": "The code could not be read",
    # What mail programs, and people who copy, make of an address.
    "1.0%2Fpeople": "Still good",
    "1.0%252Fpeople": "Still good",
    "%231.0/people": "Still good",
    "1.0/people&utm_source=mail&utm_medium=x.y/z": "Still good",
    "1.0/people&amp;utm_source=mail": "Still good",
    "1.0/people?utm_source=mail#top": "Still good",
    "1.0/people.": "Still good",
    "1.0/people%3E).": "Still good",
    "%3C1.0/people%3E": "Still good",
    "1.0/people/": "Still good",
    "1.0/People": "Still good",
    "1.0/peo%0D%0Aple%20": "Still good",
    "1.0/people%E2%80%8B": "Still good",
    "1.0/pack%E2%80%91panel%E2%80%93day": "Five things changed since your pack",
}


def test_any_fragment_gets_an_answer_without_a_network(site: str, context: BrowserContext, page: Page) -> None:
    """Newer, unknown, mistyped or hostile: each is answered in words, with no markup of its own, and offline."""
    page.goto(f"{site}latest/check/#1.2/panel-day")
    expect(page.locator("[data-verdict] h2")).to_have_text("Current")
    context.set_offline(True)
    for fragment, says in FRAGMENTS.items():
        page.evaluate("fragment => { location.hash = fragment; }", fragment)
        expect(page.locator("[data-verdict] h2")).to_have_text(says)
        assert page.locator("[data-verdict] :is(img, script)").count() == 0
    page.evaluate("location.hash = 'next'")
    expect(page.locator("[data-verdict] h2")).to_have_count(0)


def test_an_old_page_knows_that_a_newer_edition_is_out(site: str, page: Page, faults: list[str]) -> None:
    """The check page of an old edition calls no sheet current: it leads to the same question in the newest. Without a
    network it says that it couldn't ask.
    """
    verdict = page.locator("[data-verdict]")
    for fragment, leads in (("1.0/panel-day", "1.0/panel-day"), ("1.2%2Fpeople.", "1.2/people")):
        page.goto(f"{site}latest/offline/")
        page.goto(f"{site}1.0/check/#{fragment}")
        expect(verdict.locator("h2")).to_have_text("Edition 1.2 is out")
        expect(verdict.get_by_role("link")).to_have_attribute("href", f"{site}latest/check/#{leads}")
    page.goto(f"{site}1.1/check/#1.0/panel-day")
    verdict.get_by_role("link").click()
    expect(verdict.locator("h2")).to_have_text("Three things changed since your sheet")
    page.route("**/versions.json", lambda route: route.abort())
    page.goto(f"{site}1.0/check/#1.0/panel-day")
    expect(verdict.locator("h2")).to_have_text("Current")
    expect(verdict).to_contain_text("can’t ask whether a newer edition is out")
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault and "404" not in fault]


@pytest.mark.parametrize(
    ("sheet", "says"),
    [("people", "Still good"), ("card-meal", "Still good"), ("pack-panel-day", "Two things changed since your pack")],
)
def test_what_no_sheet_prints_leaves_every_sheet_still_good(site: str, page: Page, sheet: str, says: str) -> None:
    """A change that names no list, such as another reason for an item of a checklist, is none of any one sheet. Nor is
    a sheet that is new: that there is one is told beside the answer.
    """

    def unprinted(route: Route) -> None:
        answer = route.fetch()
        parts = answer.text().split('data-change="meal-eat-before" data-lists="card-meal"')
        assert len(parts) == 3, "it is told since each of two editions"
        body, since = 'data-change="meal-eat-before" data-lists=""'.join(parts), '<li data-edition="1.1">'
        assert body.count(since) == 1
        route.fulfill(
            response=answer, body=body.replace(since, f"{since}<p data-new>New since edition 1.1: 1 card.</p>")
        )

    page.route(re.compile("/latest/check/$"), unprinted)
    page.goto(f"{site}latest/check/#1.1/{sheet}")
    expect(page.locator("[data-verdict] h2")).to_have_text(says)
    expect(page.locator("[data-verdict] [data-new]")).to_have_text("New since edition 1.1: 1 card.")


def test_what_changed_is_read_without_javascript(site: str, deployed: Path, open_context: OpenContext) -> None:
    """Each edition, any two of them, and the check page say it all as plain pages; the feed says it to readers."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site}latest/editions/")
    expect(page.locator(".second-round__edition > h2")).to_have_text(
        ["Edition 1.2, September 2027", "Edition 1.1, March 2027", "Edition 1.0, November 2026"]
    )
    newest = page.locator("[id='edition-1.2']")
    expect(newest.locator("[data-change]")).to_have_count(3)
    expect(newest.locator("[data-change=thank-by-name]")).to_contain_text("It is no longer in Several people.")
    expect(newest.locator("[data-change=three-takeaways] ins").first).to_contain_text("put in: the")
    retired = newest.locator("[data-change=meal-eat-before]")
    expect(retired.locator("del")).to_contain_text("Eat a little before you meet.")
    expect(retired).to_contain_text("Instead: Order something light that is easy to eat.")
    page.get_by_role("link", name="1.0 to 1.2").click()
    expect(page.locator("h1")).to_have_text("From edition 1.0 to 1.2")
    expect(page.locator("[data-change]")).to_have_count(5)
    page.goto(f"{site}latest/check/#1.0/panel-day")
    expect(page.locator(".second-round__compare > li")).to_have_count(4)
    paper = words(printed(page))
    assert "5 things changed since, on all sheets together" in paper
    assert paper.count("Instead: Order something light that is easy to eat.") == 2, "once since 1.0, once since 1.1"
    page.locator("[data-edition='1.0'] summary").click()
    expect(page.locator("[data-edition='1.0'] [data-change]")).to_have_count(5)

    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.parse(deployed / "latest/feed.xml").getroot()
    assert [each.findtext(f"{atom}title") for each in feed.iter(f"{atom}entry")] == [
        "Edition 1.2, September 2027",
        "Edition 1.1, March 2027",
        "Edition 1.0, November 2026",
    ]
    assert "To order light does the same." in (feed.findtext(f"{atom}entry/{atom}content") or "")
    told = "".join(each.text or "" for each in feed.iter(f"{atom}content"))
    leads = set(re.findall(r'href="([^"]*)"', told))
    page.goto(f"{site}latest/editions/")
    there = page.locator("[data-change][id]").evaluate_all("all => all.map(one => one.id)")
    assert leads
    assert leads <= {f"https://second-round.example/latest/editions/#{each}" for each in there}
    links = [each.get("href") or "" for each in feed.iter(f"{atom}link")]
    assert all(re.match("https://second-round.example/latest/(feed.xml|editions/)", link) for link in links)


def test_the_new_pages_are_accessible(site: str, open_context: OpenContext) -> None:
    """axe finds nothing on what changed, nor on the check page with an answer, on a phone and at a desk."""
    page = open_context(reduced_motion="reduce").new_page()
    for address in ("editions/", "editions/1.0-1.2/", "check/#1.0/panel-day"):
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(f"{site}latest/{address}")
        settle(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320
        expect_accessible(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        expect_accessible(page)


def test_every_sheet_answers_under_each_edition_and_latest(deployed: Path) -> None:
    """Sheets that were linked to stay where they were; the latest are those of the newest edition.

    The ZIPs are in the latest alone, where the pages of every edition look for them.
    """
    names = {path.name: {each.name for each in path.glob("downloads/*")} for path in deployed.glob("*/")}
    assert names["1.0"] == names["1.1"] == names["1.2"]
    assert len(names["1.0"]) > 30
    assert {name.rpartition(".")[2] for name in names["latest"]} == {"pdf", "json", "docx", "imscc", "zip"}
    assert names["1.2"] == {name for name in names["latest"] if not name.endswith(".zip")}
    for path in deployed.glob("[0-9l]*/**/*.html"):
        for address in DOWNLOAD.findall(path.read_text(encoding="utf-8")):
            assert (path.parent / address).exists(), f"{path.relative_to(deployed)} leads to {address}"
    for name in names["1.2"]:
        latest = (deployed / "latest/downloads" / name).read_bytes()
        assert latest == (deployed / "1.2/downloads" / name).read_bytes()
        assert latest != (deployed / "1.0/downloads" / name).read_bytes()


def test_a_copy_is_made_in_each_edition(site: str, page: Page) -> None:
    """Under its number as under its name; what was ticked in one is in the others too."""
    page.goto(f"{site}1.1/scenarios/panel-day/")
    tick(page, "pack-tonight")
    checklist = ChecklistPage(page, "body")
    for folder in ("1.1", "1.2", "latest"):
        page.goto(f"{site}{folder}/scenarios/panel-day/")
        expect(page.locator("[data-item=pack-tonight] input")).to_be_checked()
        checklist.button("Tools").click()
        with page.expect_download():
            checklist.button("Download with my ticks and notes").click()


def test_editions_compare_alike_in_both_languages(bare: Page, scripts: str) -> None:
    """Which of two editions is the later one, the check page and the engine say alike: 1.10 comes after 1.9.

    A centre's own come after the one that they were made of, and an address ends in one as in any other.
    """
    names = ["0.9", "1.0", "1.0-leeds.2", "1.0-leeds.10", "1.2", "1.9", "1.10", "2.0", "10.1"]
    pairs = [[one, other] for one in names for other in names]
    there = bare.evaluate(
        """async ([folder, pairs]) => {
          const { isLaterEdition } = await import(`${folder}check/check.mjs`);
          const { EDITION } = await import(`${folder}plan/site.mjs`);
          const ends = ["1.0-leeds.2/", "1.0/", "latest/", "1.0-leeds/"].map((end) => EDITION.test(`/a/${end}`));
          if (ends.join() !== "true,true,true,false") throw new Error(ends.join());
          return pairs.map(([one, other]) => isLaterEdition(one, other));
        }""",
        [scripts, pairs],
    )
    assert there == [edition_number(one) > edition_number(other) for one, other in pairs]
