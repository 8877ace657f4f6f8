"""Every page of the real site, as people meet it: accessible in both schemes, at three widths and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from scripts.browser import chromium
from tests.browser.axe import SIZE, violations
from tests.browser.conftest import PATIENCE
from tests.conftest import ROOT

PAGES = sorted(
    path.relative_to(ROOT / "docs").as_posix().removesuffix(".md").removesuffix("index")
    for path in (ROOT / "docs").rglob("*.md")
)
ADDRESSES = [page if page.endswith("/") or not page else f"{page}/" for page in PAGES]

OpenContext = Callable[..., BrowserContext]


Scheme = Literal["light", "dark"]
SCHEMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}
"""What the theme calls a scheme, by what a person's system calls it."""


def settle(page: Page, scheme: Scheme | None = None) -> None:
    """Wait until what a new width or scheme sets going has ended: a frame is drawn, and every transition is over."""
    page.evaluate(
        """async ([patience, scheme]) => {
            let changes = [];
            const settled = async () => {
                const isSo = () => !scheme || document.body.dataset.mdColorScheme === scheme;
                while (!isSo()) await new Promise(requestAnimationFrame);
                for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
                changes = document.getAnimations().filter(each => each instanceof CSSTransition);
                await Promise.allSettled(changes.map(each => each.finished));
                return true;
            };
            const late = new Promise(resolve => setTimeout(resolve, patience));
            if (await Promise.race([settled(), late])) return;
            const told = changes.map(each => `${each.transitionProperty} ${each.playState} ${each.currentTime}`);
            const at = `Its scheme is ${document.body.dataset.mdColorScheme}.`;
            throw new Error(`The page does not come to rest. ${at} ${told.join(", ") || "No frame is drawn."}`);
        }""",
        [PATIENCE, scheme and SCHEMES[scheme]],
    )


def change_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    settle(page)


def change_scheme(page: Page, scheme: Scheme) -> None:
    """Change the system's scheme, which the page follows while its reader has not chosen another."""
    page.emulate_media(color_scheme=scheme)
    settle(page, scheme)


def violations_in_both(page: Page, within: str = "html", *, also: Sequence[str] = ()) -> dict[Scheme, list[str]]:
    """What axe finds on the page as it is now, in the light and in the dark, which has nothing other than colours."""
    found: dict[Scheme, list[str]] = {}
    for scheme in SCHEMES:
        change_scheme(page, scheme)
        is_dark = scheme == "dark"
        found[scheme] = violations(page, within, also=() if is_dark else also, only_colour=is_dark)
    return {scheme: told for scheme, told in found.items() if told}


Place = Literal["phone", "tablet", "desk", "paper"]
WIDTHS: dict[Place, int] = {"phone": 320, "tablet": 1024, "desk": 1280, "paper": 718}
"""Where pages are looked at, and how wide that is, in pixels: one in each layout of the theme, and A4 less its margins.

320 is the narrowest that WCAG 2.2 asks for, and what a desk shows at 400 %: all is in one column. At 1024 the contents
of the page stand beside it, and the menu opens over it; at 1280 both stand beside it. A phone of 390 or a tablet of 768
has nothing on it that none of these has.
"""


def look_everywhere(page: Page, address: str) -> dict[str, list[str]]:
    """What is wrong with a page, and where: to axe at three widths and printed, light and dark; sideways on a phone.

    The page is loaded once, as a light phone does, and then changed: loading takes longer than looking. In the dark,
    nothing is other than in the light but colours; on paper nothing has a name, a role or a size to touch; on a tablet
    nothing has a name or a role that it has neither on a phone nor at a desk.
    """
    found = {}
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 844})
    page.goto(address)
    page.evaluate(LAID_OUT)
    change_scheme(page, "light")
    schemes: list[Scheme] = ["light", "dark"]
    for place, width in WIDTHS.items():
        page.emulate_media(media="print" if place == "paper" else "screen")
        change_width(page, width)
        for scheme in schemes:
            if scheme != schemes[0]:
                change_scheme(page, scheme)
            sizes = () if scheme == "dark" or place == "paper" else SIZE
            only_colour = not sizes or place == "tablet"
            found[f"{place} {scheme}"] = violations(page, also=sizes, only_colour=only_colour)
        schemes.reverse()  # a place begins as the one before ended: each change takes time
        found[place] = page.evaluate(UNREACHED)
        if place == "phone":
            found[place] += [f"{wide} px wide"] if (wide := page.evaluate(WIDE)) > width else []
            found[f"{place} spaced"] = [f"{wide} px wide"] if (wide := page.evaluate(SPACED_WIDE)) > width else []
    return {where: told for where, told in found.items() if told}


WIDE = "document.scrollingElement.scrollWidth"
SPACED_WIDE = """() => {
    const style = new CSSStyleSheet();
    style.replaceSync(`
        * { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }
    `);
    document.adoptedStyleSheets.push(style);
    const wide = document.scrollingElement.scrollWidth;
    document.adoptedStyleSheets.pop();
    return wide;
}"""
"""How wide it is for somebody who spaces text as far as WCAG 2.2 says that they may (1.4.12)."""

UNREACHED = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
    .filter(one => /auto|scroll/.test(getComputedStyle(one).overflowX))
    .filter(one => one.tabIndex < 0 && !one.querySelector("a, button, input, textarea"))
    .map(one => `not scrolled by keyboard: ${one.outerHTML.slice(0, 90)}`)"""
"""What is wider than its place and can't be scrolled by keyboard, which not every browser lets it by itself."""

LAID_OUT = """() => {
    const style = new CSSStyleSheet();
    style.replaceSync(`
        .second-round__bar { position: static !important }
        .second-round__block, .second-round__interview { content-visibility: visible !important }
    `);
    document.adoptedStyleSheets.push(style);
}"""
"""Lays out what is far below the screen, which axe would not see, and keeps a checklist's bar at its place: what
scrolls by under it would seem too small to touch."""


def test_no_page_has_a_violation_or_scrolls_sideways(site: str, open_context: OpenContext) -> None:
    """Every page, and what no page links to, breaks no rule of axe, printed or not; on a phone nothing sticks out."""
    page = open_context(reduced_motion="reduce").new_page()
    found = {address: look_everywhere(page, site + address) for address in [*ADDRESSES, "404.html"]}
    assert {address: told for address, told in found.items() if told} == {}


def test_a_violation_in_one_place_alone_is_found(site: str, open_context: OpenContext) -> None:
    """The test above fails on what is wrong in one place or scheme only, after pages that are right, and says where."""
    page = open_context(reduced_motion="reduce").new_page()
    wrong = """
        [data-md-color-scheme=slate] h1 { color: #333; }
        .phone, .tablet, .desk, .paper { display: none; }
        @media (max-width: 330px) { article { min-width: 400px; } .phone { display: block; color: #888; } }
        @media (min-width: 1000px) and (max-width: 1100px) {
            .tablet { display: block; }
            .tablet a { display: block; height: 9px; overflow: hidden; }
        }
        @media (min-width: 1200px) { .desk { display: block; } .second-round-tabs a { color: #333; background: #444; } }
        @media print {
            .paper { display: block; color: #999; }
            [data-md-color-scheme=default] .paper { color: #aaa; } /* else it would look as from the dark */
            [data-md-color-scheme=slate] h1 { background: #222; }
        }
    """
    added = """<p class="phone">On a phone</p><div class="tablet"><a href="#a">A</a><a href="#b">B</a></div>
        <input class="desk"><p class="paper">On paper</p>"""

    def spoil(route: Route) -> None:
        answer = route.fetch()
        # What spoils the page is style in the page itself, which its policy would stop.
        text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", answer.text())
        route.fulfill(response=answer, body=text.replace("</h1>", f"</h1><style>{wrong}</style>{added}", 1))

    assert look_everywhere(page, f"{site}about/privacy/") == {}
    page.route("**/about/privacy/", spoil)
    found = look_everywhere(page, f"{site}about/privacy/")
    rules = {where: sorted(each.partition(":")[0] for each in told) for where, told in found.items()}
    assert rules == {
        "phone light": ["color-contrast"],
        "phone": ["416 px wide"],
        "phone spaced": ["416 px wide"],
        "phone dark": ["color-contrast"],
        "tablet light": ["target-size"],
        "tablet dark": ["color-contrast"],
        "desk dark": ["color-contrast"],
        "desk light": ["color-contrast", "label"],
        "paper light": ["color-contrast"],
        "paper dark": ["color-contrast"],
    }
    page.emulate_media(media="screen")
    change_width(page, WIDTHS["desk"])
    in_both = {
        scheme: sorted(each.partition(":")[0] for each in told) for scheme, told in violations_in_both(page).items()
    }
    assert in_both == {"light": ["color-contrast", "label"], "dark": ["color-contrast"]}


def test_axe_finds_nothing_with_everything_open(site: str, open_context: OpenContext) -> None:
    """The menu, the reasons of items, and a status line with its button are accessible too."""
    page = open_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("article summary").first.click()
    page.locator("[data-item] label").first.click(position={"x": 4, "y": 8})
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()
    assert violations_in_both(page) == {}
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox").press_sequentially("timetable")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations_in_both(page) == {}
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="My interviews")).to_be_visible()
    assert violations_in_both(page) == {}


def test_the_checklist_begins_on_the_first_screen_of_a_phone(site: str, open_context: OpenContext) -> None:
    """On a small phone the first item can be ticked without scrolling."""
    page = open_context(viewport={"width": 375, "height": 667}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    box = page.locator("[data-item] input").first
    assert box.is_visible()
    assert (box.bounding_box() or {"y": 9999})["y"] < 600


def test_each_pause_point_has_its_name_on_a_phone(site: str, open_context: OpenContext) -> None:
    """The eight pills above a list say which moment each is for, not only a number; none is wider than its place."""
    page = open_context(viewport={"width": 360, "height": 780}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    names = page.locator(".second-round__stop")
    assert "Between conversations" in names.all_inner_texts()
    sizes = names.evaluate_all("all => all.map(one => [one.clientWidth || one.offsetWidth, one.scrollWidth])")
    assert all(shown > 40 and wide <= shown for shown, wide in sizes)


BROKEN = """() => [...document.querySelectorAll(".second-round__table th")].flatMap(({ childNodes }) =>
    [...childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).flatMap(node =>
        [...node.data.matchAll(/[^\\s-]+/g)].filter(({ 0: word, index }) => {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            return range.getClientRects().length > 1;
        }).map(([word]) => word)))"""


def test_a_phone_has_the_names_of_sheets_and_papers_whole(site: str, open_context: OpenContext) -> None:
    """No word of the table of handouts is broken beside a picture; a button for A4 says of what, alone in its row."""
    page = open_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}handouts/")
    expect(page.locator(".second-round__thumbnail").first).to_be_visible()
    assert page.evaluate(BROKEN) == []
    page.goto(f"{site}conversations/callback/")
    expect(page.locator("[data-paper=a4]")).to_have_text("Blank PDF, A4", use_inner_text=True)


def test_one_name_for_a_scenario(site: str, page: Page) -> None:
    """The answer to the first question begins with the title of the list that it leads to, as the menu does."""
    page.goto(site)
    answers = page.locator(".second-round__answer:not(.second-round__answer--unknown) a")
    found = {str(each.get_attribute("href")): each.inner_text() for each in answers.all()}
    assert any(answer == "Several people, together or in turn" for answer in found.values())
    for address, answer in found.items():
        page.goto(site + address)
        assert answer.startswith(page.locator("h1").inner_text())


def test_what_is_touched_is_large_enough(site: str, open_context: OpenContext) -> None:
    """On a phone every item, reason and button of a checklist is at least 44 px high."""
    page = open_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    for selector in (".second-round__item label", "summary", ".second-round__button", ".second-round__stops a"):
        heights = page.locator(selector).evaluate_all(
            "all => all.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)"
        )
        assert heights
        assert min(heights) >= 43, selector


def test_a_checklist_prints_without_what_paper_cannot_use(site: str, page: Page) -> None:
    """Printed from the browser, the items stay and buttons, menus and reasons go."""
    page.goto(f"{site}scenarios/panel-day/")
    page.emulate_media(media="print")
    expect(page.locator("[data-item=ask-names] label")).to_be_visible()
    for gone in (
        ".second-round__bar",
        ".second-round-header",
        ".second-round-tabs",
        ".second-round__stops",
        "article summary >> nth=0",
    ):
        expect(page.locator(gone)).to_be_hidden()


def test_forced_colours_keep_boxes_and_ways(site: str, open_context: OpenContext) -> None:
    """With the system's own colours a box is a box, and a ticked one shows it."""
    page = open_context(forced_colors="active").new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
    style = page.locator("[data-item=ask-names] input").evaluate("one => getComputedStyle(one).appearance")
    assert style == "auto"


def test_the_downloads_answer(site: str, page: Page) -> None:
    """Every PDF that the handouts page links to is served, and is a PDF."""
    page.goto(f"{site}handouts/")
    links = page.locator("a[href$='.pdf']").evaluate_all("all => all.map(one => one.href)")
    assert len(links) > 20
    for link in links:
        answer = page.request.get(link)
        assert answer.ok
        assert answer.body().startswith(b"%PDF-")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_is_never_covered(site: str, open_context: OpenContext, width: int) -> None:
    """Tabbing through a checklist, each control is clear of the bar and below the header."""
    page = open_context(viewport={"width": width, "height": 844}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item] input").first.focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector(".second-round__bar").getBoundingClientRect();
                const header = document.querySelector(".second-round-header").getBoundingClientRect();
                const inBar = document.activeElement.closest(".second-round__bar");
                const underBar = box.bottom > bar.top + 1 && box.top < bar.bottom - 1;
                return !inBar && (underBar || box.top < header.bottom - 1);
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")


COVERED = """() => {
    const one = document.activeElement;
    const [box] = one.getClientRects();
    // What is for the ear alone is as small as can be.
    if (!box || box.width < 2 || !one.closest("main")) return "";
    const isThere = (x, y) => {
        const top = document.elementFromPoint(x, y);
        return one.contains(top) || Boolean(top?.contains(one));
    };
    const parts = [0.02, 0.25, 0.5, 0.75, 0.98];
    const isShown = parts.some(x => parts.some(y => isThere(box.left + x * box.width, box.top + y * box.height)));
    return isShown ? "" : one.outerHTML.slice(0, 120);
}"""
"""What has the focus and can't be seen, not even a part of it."""


WALKS = {
    "handouts/": "Shift+Tab",
    "reference/question-bank/": "Shift+Tab",
    "conversations/callback/": "Shift+Tab",
    "scenarios/panel-day/": "Shift+Tab",
    "worksheets/day-log/": "Tab",
}
"""Pages on which something stays in its place while the rest scrolls, and the key by which it would cover the focus."""


@pytest.mark.parametrize(
    ("width", "is_hidden"), [(390, False), (1280, False), (390, True)], ids=["phone", "desk", "what is mine is hidden"]
)
def test_whichever_way_one_goes_the_focus_is_seen(
    site: str, open_context: OpenContext, width: int, is_hidden: bool
) -> None:
    """By Shift and Tab from the end, as by Tab, what has the focus is never wholly below what stays in its place."""
    context = open_context(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    if is_hidden:
        context.add_init_script("try { localStorage.setItem('second-round:hidden', 'yes'); } catch {}")
    page, covered = context.new_page(), {}
    for address, key in [("handouts/", "Tab")] if is_hidden else WALKS.items():
        page.goto(site + address)
        page.evaluate(
            """place => [...document.querySelectorAll("main :is(a[href], summary, textarea)")]
                .filter(one => one.checkVisibility()).at(place).focus()""",
            0 if key == "Tab" else -1,
        )
        for _ in range(40):
            page.keyboard.press(key)
            if found := page.evaluate(COVERED):
                covered[address] = found
    assert covered == {}


def test_the_systems_own_colours_show_where_one_is(site: str, open_context: OpenContext) -> None:
    """In forced colours the pause point that is next, and the step of the call that one is at, look unlike the rest."""
    page = open_context(forced_colors="active", viewport={"width": 390, "height": 844}).new_page()
    grounds = "all => all.map(one => getComputedStyle(one).backgroundColor)"
    page.goto(f"{site}scenarios/panel-day/")
    expect(page.locator(".second-round__stops [aria-current]")).to_have_count(1)
    stops = page.locator(".second-round__stops .second-round__number").evaluate_all(grounds)
    assert stops[0] not in stops[1:]
    page.goto(f"{site}conversations/callback/")
    page.get_by_role("button", name="Walk through the call").click()
    steps = page.locator("[data-step] > .second-round__number").evaluate_all(grounds)
    assert steps[0] not in steps[1:]


def test_a_list_has_the_rail_of_its_sheet_where_there_is_room(site: str, page: Page) -> None:
    """On a wide window the head of each moment stands left of its items, as on paper; on a phone it stands above."""
    page.goto(f"{site}scenarios/panel-day/")
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        first = page.locator(".second-round__block").first
        head, items = (first.locator(part).bounding_box() for part in (".second-round__head", ".second-round__items"))
        assert head
        assert items
        assert (head["x"] + head["width"] <= items["x"] and abs(head["y"] - items["y"]) < 2) == beside
        assert (head["y"] + head["height"] <= items["y"]) != beside


def test_text_twice_as_large_fits_a_phone(site: str, playwright: Playwright) -> None:
    """Whoever has told the browser to begin with letters of twice the size has to scroll no page sideways."""
    options = chromium()
    options["args"] = [*options["args"], "--blink-settings=defaultFontSize=32"]
    wide = {}
    with playwright.chromium.launch(**options) as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844}, service_workers="block")
        for address in ("", *WALKS, "plan/", "cards/", "prepare/raise-pay/"):
            page.goto(site + address)
            page.evaluate(LAID_OUT)
            if (found := page.evaluate(WIDE)) > 390:
                wide[address] = found
    assert wide == {}


def test_at_a_desk_what_a_list_says_is_seen(site: str, open_context: OpenContext) -> None:
    """Though nobody has named the interview yet, the bar stands at the foot of the window, and what it says is seen."""
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{site}scenarios/panel-day/")
    bar = page.locator(".second-round__bar")
    expect(bar.get_by_role("button", name="Tools")).to_be_visible()
    box = bar.bounding_box() or {"y": 0, "height": 0}
    assert abs(box["y"] + box["height"] - 800) < 1
    bar.get_by_role("button", name="Tools").click()
    page.get_by_role("button", name="Only what is open").click()
    page.evaluate("scrollTo(0, document.querySelector('[data-block=at-the-door]').offsetTop)")
    every = page.get_by_role("button", name="Show everything")
    expect(every).to_be_in_viewport(ratio=1)
    every.click(timeout=5000)  # which it is not, where something lies over it
    expect(every).to_be_hidden()
