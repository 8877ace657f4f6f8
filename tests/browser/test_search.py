"""The search as people use it: what they type leads where it should, by every way in, and is told to nobody."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import BrowserContext, Locator, Page, expect

from scripts.browser import serve
from tests.browser.axe import SIZE
from tests.browser.test_pages import violations_in_both

SEARCHES = yaml.safe_load((Path(__file__).parent / "searches.yml").read_text(encoding="utf-8"))
TYPED = "dinner with the boss"
"""What nobody but the browser may learn. No page says it so."""

FOUND = "all => all.map(one => [...one.querySelectorAll('a')].map(a => a.pathname.slice(1) + a.hash))"
FOUND_FOR = f"""async (field, many) => {{
    const [found, list] = [[], document.getElementById(field.getAttribute("aria-controls"))];
    const type = words => {{
        field.value = words;
        field.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
    }};
    for (const words of many) {{
        type("");
        type(words);
        while (list.hidden) await new Promise(requestAnimationFrame);
        found.push(({FOUND})([...list.querySelectorAll("[role=group]")]));
    }}
    return found;
}}"""

OpenContext = Callable[..., BrowserContext]


class Search:
    """The search of the page that is open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.button = page.locator("[data-search-open]")
        self.dialog = page.get_by_role("dialog", name="Search")
        self.field = page.get_by_role("combobox", name="What are you looking for?")
        self.options = self.dialog.get_by_role("option")
        self.said = self.dialog.locator("[data-search-said]")

    def open(self) -> None:
        self.button.click()
        expect(self.field).to_be_focused()

    def look_for(self, words: str) -> None:
        """Type words in place of what is there, and wait until something was found."""
        self.field.fill("")
        expect(self.options).to_have_count(0)
        self.field.fill(words)
        expect(self.options.first).to_be_visible()

    def follow(self, words: str, address: str) -> None:
        """Open it, look for words, go to the result that leads to an address, and wait until they are marked there."""
        self.open()
        self.look_for(words)
        self.to(address).click()
        self.page.wait_for_url(f"**/{address}")
        self.page.wait_for_function("() => CSS.highlights.has('second-round-found')")

    def to(self, address: str) -> Locator:
        """The one result that leads to an address of the site."""
        return self.dialog.locator(f'[role=option][href$="{address}"]')

    def found(self) -> list[list[str]]:
        """The addresses of what is shown, those of each page together, as they follow the site's own."""
        addresses: list[list[str]] = self.dialog.get_by_role("group").evaluate_all(FOUND)
        return addresses

    def found_for(self, many: list[str]) -> list[list[list[str]]]:
        """The same for each of many, looked for one after the other, without leaving the page in between."""
        found: list[list[list[str]]] = self.field.evaluate(FOUND_FOR, many)
        return found


@pytest.fixture
def search(site: str, page: Page) -> Search:
    """The search of the first page, not yet open."""
    page.goto(site)
    return Search(page)


def test_what_people_type_leads_to_what_answers_it(search: Search) -> None:
    """Each of the searches in searches.yml has its page, and where it names one its section, in the first three pages.

    Candidates' and counsellors' own words, with their slips, and whole questions.
    """
    assert len(SEARCHES) >= 32
    search.open()
    wrong = {}
    for each, found in zip(SEARCHES, search.found_for([each["typed"] for each in SEARCHES]), strict=True):
        page, wants_section, _ = each["leads_to"].partition("#")
        wanted = each["leads_to"] if wants_section else page
        if not any(group[0] == page and wanted in group for group in found[:3]):
            wrong[each["typed"]] = (each["leads_to"], found[:4])
    assert wrong == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("e-mail", "email"),
        ("follow-up", "followup"),
        ("organisation", "organization"),
        ("behaviour", "behavior"),
        ("résumé", "resume"),
        ("PANEL", "panel"),
        ("panels", "panel"),
        ("the panel", "panel"),
    ],
)
def test_spellings_of_a_word_find_the_same(search: Search, one: str, other: str) -> None:
    """Hyphens, British and American, accents, capitals, plurals, and small words beside it make no difference."""
    search.open()
    search.look_for(f"{one} ")
    found = search.found()
    search.look_for(f"{other} ")
    assert search.found()[:3] == found[:3]


def test_it_finds_while_a_word_is_typed(search: Search) -> None:
    """From the second letter to the last, slips included, the page is there, and what is found stays in bounds."""
    search.open()
    search.field.press_sequentially("accomod")
    for letter in "ation":
        search.field.press(letter)
        expect(search.to("prepare/ask-for-adjustments/")).to_be_visible()
    search.look_for("in")
    assert len(search.found()) <= 8
    assert max(map(len, search.found())) <= 4
    expect(search.said).to_have_text(re.compile(r"^\d+ pages\. Here are the 8 that fit best\.$"))


def test_a_page_with_all_words_comes_before_those_with_some(search: Search) -> None:
    """Each word narrows it down; a word that no page has does not take away what the others find."""
    search.open()
    search.look_for("offer deadline")
    assert search.found()[0][:2] == ["cards/", "cards/#card-offer-call"]
    search.look_for("visa xyzzy")
    assert search.found()[0][0] == "prepare/visa/"


def test_what_is_for_contributors_comes_last(search: Search) -> None:
    """Where a page for candidates has the words, none for those who change the project stands before it."""
    search.open()
    for words in ("card", "check", "worksheet", "handout", "checklist", "question"):
        search.look_for(words)
        is_ours = [group[0].startswith("contribute/") for group in search.found()]
        assert is_ours == sorted(is_ours), words


def test_the_words_around_are_shown(search: Search) -> None:
    """A result has its title and the words around, with what was found set apart, be it another word for it."""
    search.open()
    search.look_for("clothing")
    place = search.to("prepare/on-the-day/#wear")
    expect(place).to_contain_text("What to wear")
    expect(place.locator("mark").first).to_have_text("wear")
    words = place.locator(".second-round-search__around").inner_text()
    assert 20 < len(words) <= 170


def test_it_is_a_combobox_by_keyboard(search: Search, site: str) -> None:
    """Opened by Ctrl and K, walked through by arrows, Home and End, closed by Escape; Enter goes where the keys are.

    The focus stays in the field, and comes back to where it was.
    """
    page, field = search.page, search.field
    search.button.focus()
    page.keyboard.press("Control+k")
    expect(search.dialog).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("salary")
    expect(field).to_have_attribute("aria-expanded", "true")
    active = search.dialog.locator("[aria-selected=true]")

    def is_at(option: Locator | None) -> None:
        """Whether the keys have got to an option, which a screen reader is told of by its id; None for the field."""
        expect(active).to_have_count(1 if option else 0)
        if option:
            expect(option).to_have_attribute("aria-selected", "true")
            expect(option).to_be_in_viewport()
            expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "none")
        expect(field).to_be_focused()

    is_at(None)
    for key, option in {
        "ArrowDown": search.options.first,
        "End": search.options.last,
        "ArrowUp": search.options.nth(search.options.count() - 2),
        "Home": search.options.first,
    }.items():
        page.keyboard.press(key)
        is_at(option)
    page.keyboard.press("ArrowUp")
    is_at(None)
    page.keyboard.press("ArrowUp")
    is_at(search.options.last)
    page.keyboard.press("ArrowDown")
    is_at(None)
    page.keyboard.press("Home")
    page.keyboard.type("my ")
    expect(field).to_have_value("my salary")

    page.keyboard.press("Escape")
    expect(search.dialog).to_be_hidden()
    expect(search.button).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type("salary")  # what was there is selected, and so replaced
    expect(field).to_have_value("salary")
    expect(search.to("prepare/raise-pay/")).to_be_visible()
    page.keyboard.press("ArrowDown")
    address = search.options.first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)


def test_enter_alone_leads_to_what_fits_best(search: Search, site: str) -> None:
    """Even where it is pressed before there is an answer, and that of what was typed before still stands there."""
    search.open()
    search.look_for("visa")
    search.field.evaluate(
        """field => {
            field.value = "ghosted";
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }"""
    )
    expect(search.page).to_have_url(f"{site}prepare/offers/#silence")


def test_keys_that_belong_to_others_are_left_alone(open_context: OpenContext, site: str) -> None:
    """On Apple's keyboards Ctrl with K is for whoever writes; there it is Cmd. A letter by itself opens nothing."""
    context = open_context()
    context.add_init_script("Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })")
    search = Search(context.new_page())
    search.page.goto(site)
    expect(search.button).to_be_visible()
    for keys in ("Control+k", "k", "/", "s", "Meta+Shift+k"):
        search.page.keyboard.press(keys)
    expect(search.dialog).to_be_hidden()
    search.page.keyboard.press("Meta+k")
    expect(search.dialog).to_be_visible()


def test_a_listener_hears_what_it_is(search: Search) -> None:
    """A field that must not be filled and is not wrong, a list in groups that are named by their pages, a status."""
    search.open()
    for attribute in ("required", "aria-required", "aria-invalid"):
        assert search.field.get_attribute(attribute) is None
    expect(search.field).to_have_attribute("aria-autocomplete", "list")
    expect(search.button).to_have_attribute("aria-haspopup", "dialog")
    search.look_for("visa")
    listed = search.dialog.get_by_role("listbox", name="What was found")
    expect(search.field).to_have_attribute("aria-controls", listed.get_attribute("id") or "none")
    group = listed.get_by_role("group", name="If you need a visa")
    expect(group.get_by_role("option").first).to_have_accessible_name(re.compile("^If you need a visa "))
    expect(search.said).to_have_text(re.compile(r"^\d+ pages\."))
    assert search.said.get_attribute("aria-live") == "polite"
    assert all(
        tabindex == "-1" for tabindex in search.options.evaluate_all("all => all.map(a => a.getAttribute('tabindex'))")
    )


def test_a_pointer_has_every_way_too(search: Search) -> None:
    """Clear, close, a click beside it, and a result in another window, which leaves this one as it is."""
    page = search.page
    search.open()
    search.look_for("visa")
    search.dialog.get_by_role("button", name="Clear").click()
    expect(search.field).to_have_value("")
    expect(search.field).to_be_focused()
    expect(search.options).to_have_count(0)
    expect(search.dialog.get_by_role("button", name="Clear")).to_be_hidden()
    search.look_for("visa")
    with page.context.expect_page() as opened:
        search.to("prepare/visa/").click(button="middle")
    expect(opened.value.locator("h1")).to_have_text("If you need a visa")
    expect(search.dialog).to_be_visible()
    opened.value.close()
    with page.context.expect_page() as opened:
        search.to("prepare/visa/").click(modifiers=["ControlOrMeta"])
    expect(search.dialog).to_be_visible()
    opened.value.close()
    assert page.evaluate("sessionStorage.length") == 0
    search.dialog.get_by_role("button", name="Close").click()
    expect(search.dialog).to_be_hidden()
    expect(search.button).to_be_focused()
    search.open()
    page.mouse.click(5, 400)
    expect(search.dialog).to_be_hidden()


def test_nothing_found_says_what_to_try(search: Search) -> None:
    """It says so, and what to do; what people often look for is there to choose, as it is before anything is typed."""
    search.open()
    often = search.dialog.get_by_role("button", name="what to wear")
    expect(often).to_be_visible()
    search.field.fill("xyzzy")
    expect(search.said).to_contain_text("Nothing found. Check the spelling")
    expect(search.field).to_have_attribute("aria-expanded", "false")
    often.click()
    expect(search.field).to_have_value("what to wear")
    expect(search.field).to_be_focused()
    expect(search.to("prepare/on-the-day/#wear")).to_be_visible()
    expect(search.said).not_to_contain_text("Nothing")


def test_small_words_alone_find_nothing_and_harm_nothing(search: Search) -> None:
    """“The” says nothing about a page; nor does a letter or a sign, which are not even looked for."""
    search.open()
    search.field.fill("to the ")
    expect(search.said).to_contain_text("Nothing found")
    search.field.fill("?")
    expect(search.said).to_contain_text("Type a word or a question")
    for strange in ("((", "visa:* +x -y ~3 ^2", "<b>visa</b>", "\\\\", "🎉🎉", "constructor", "__proto__"):
        search.field.fill(strange)
        expect(search.said).to_have_text(re.compile("^(Nothing found|[0-9]+ page)"))


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong_with_it(open_context: OpenContext, site: str, width: int) -> None:
    """Open and empty, with results and one of them chosen by key, and where nothing was found."""
    context = open_context(viewport={"width": width, "height": 844}, reduced_motion="reduce")
    search = Search(context.new_page())
    search.page.goto(f"{site}scenarios/panel-day/")
    search.open()
    expect(search.dialog.get_by_role("button", name="what to wear")).to_be_visible()
    assert violations_in_both(search.page, also=SIZE) == {}
    search.look_for("thank you email")
    search.field.press("ArrowDown")
    assert violations_in_both(search.page, also=SIZE) == {}
    search.field.fill("xyzzy")
    expect(search.said).to_contain_text("Nothing found")
    assert violations_in_both(search.page, also=SIZE) == {}


def test_on_a_phone_it_fills_the_screen_and_suits_a_thumb(open_context: OpenContext, site: str) -> None:
    """From edge to edge, nothing sticks out sideways, and all that is touched is at least 44 px high and wide."""
    search = Search(open_context(viewport={"width": 320, "height": 640}, has_touch=True).new_page())
    search.page.goto(site)
    search.button.tap()
    expect(search.field).to_be_focused()
    box = search.dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 640}
    search.look_for("questions")
    assert search.dialog.evaluate("one => one.scrollWidth") <= 320
    for touched in (search.options, search.dialog.get_by_role("button"), search.button):
        for size in touched.evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())"
            ".map(({ width, height }) => Math.min(width, height))"
        ):
            assert size >= 43.9


LOADED = re.compile(r"/search/(?!search-door)")
"""What belongs to the search but its door, which says when to bring the rest."""


def test_it_is_brought_when_somebody_opens_it(search: Search, site_folder: Path) -> None:
    """Before that no page asks for its scripts or for its words, which are at most 112 kB as they are sent."""
    page = search.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{page.url}prepare/visa/", wait_until="networkidle")
    assert asked
    assert [path for path in asked if LOADED.search(path)] == []
    search.open()
    expect(search.dialog.get_by_role("button", name="what to wear")).to_be_visible()
    names = {path.rpartition("/")[2] for path in asked if LOADED.search(path)}
    assert names == {"search.mjs", "results.mjs", "search-worker.js", "words.js", "lunr.js", "index.json"}
    sent = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in site_folder.glob("**/search/*")}
    assert sent["index.json"] <= 112_000
    assert sum(size for name, size in sent.items() if name != "index.json") <= 30_000


def test_what_was_typed_is_told_to_nobody(search: Search, site: str, log: list[str]) -> None:
    """It is in no request, address, title, history or cookie, and in no store once the page that was chosen is there;
    that page marks it all the same.
    """
    page = search.page
    page.goto(f"{site}prepare/visa/")
    search.follow(TYPED, "prepare/meals-and-travel/#meals")
    expect(page).to_have_url(f"{site}prepare/meals-and-travel/#meals")
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        """async () => JSON.stringify([document.title, history.state, document.cookie, document.referrer,
            { ...sessionStorage }, { ...localStorage }, (await indexedDB.databases()),
            performance.getEntries().map(each => each.name)])"""
    ).lower()
    assert any("/search/index.json" in line for line in log)
    assert any("/prepare/meals-and-travel/" in line for line in log)
    for words in ("dinner", "boss", TYPED):
        assert [line for line in log if words in line] == []
        assert words not in kept
    page.go_back()
    assert page.url == f"{site}prepare/visa/"


def marked(page: Page) -> list[str]:
    """What is marked on the page."""
    words: list[str] = page.evaluate(
        """() => [...(CSS.highlights.get('second-round-found') ?? [])].map(each =>
            each.startContainer.data.slice(each.startOffset, each.endOffset).toLowerCase())"""
    )
    return words


def test_the_page_marks_what_was_found_and_nothing_else(search: Search, site: str) -> None:
    """Whole words and phrases in its content, painted over the text as it is: not in the menu, which has them too."""
    page = search.page
    search.follow("what to wear", "prepare/on-the-day/#wear")
    expect(page).to_have_url(f"{site}prepare/on-the-day/#wear")
    assert set(marked(page)) == {"clothes", "wear"}
    search.follow("visa", "prepare/visa/")
    expect(page).to_have_url(f"{site}prepare/visa/")
    assert "visa" in marked(page)
    assert page.locator("nav").get_by_text("visa").count() > 0
    assert page.evaluate(
        """() => [...CSS.highlights.get('second-round-found')].every(
            each => each.startContainer.parentElement.closest('article'))"""
    )
    assert page.locator("article mark").count() == 0


def test_what_was_found_is_marked_once(search: Search, site: str) -> None:
    """Not when the page is loaded again, not on a page that was reached otherwise, nor on another than was chosen."""
    page = search.page
    search.follow("visa", "prepare/visa/")
    expect(page).to_have_url(f"{site}prepare/visa/")
    page.reload(wait_until="networkidle")
    assert marked(page) == []
    search.open()
    search.look_for("visa")
    page.goto(f"{site}reference/glossary/", wait_until="networkidle")
    assert marked(page) == []
    search.open()
    search.look_for("visa")
    search.to("prepare/visa/").evaluate("one => one.addEventListener('click', event => event.preventDefault())")
    search.to("prepare/visa/").click()
    assert page.evaluate("sessionStorage.length") == 1
    page.goto(f"{site}reference/glossary/", wait_until="networkidle")
    assert marked(page) == []
    assert page.evaluate("sessionStorage.length") == 0


def test_a_result_on_the_same_page_is_scrolled_to_and_marked(search: Search, site: str) -> None:
    """The search closes, the section is in view, what is folded there is open, and nothing is kept for a later page."""
    page = search.page
    page.goto(f"{site}reference/question-bank/")
    page.evaluate("window.same = true")
    search.open()
    search.look_for("take me through it step by step")
    search.to("#question-asked-step-by-step").click()
    expect(search.dialog).to_be_hidden()
    question = page.locator("#question-asked-step-by-step")
    expect(question).to_be_in_viewport()
    expect(question.locator("details")).to_have_attribute("open", "")
    page.wait_for_function("() => CSS.highlights.has('second-round-found')")
    assert page.evaluate("window.same")
    assert page.evaluate("sessionStorage.length") == 0
    assert "step" in marked(page)
    expect(page.locator(":target")).to_be_focused()  # and so read on from there, not from the button that opened it


@pytest.mark.parametrize("broken", ["**/search/index.json", "**/search/search-worker.js", "**/search/lunr.js"])
def test_where_it_cannot_be_loaded_it_says_so(search: Search, broken: str, faults: list[str]) -> None:
    """In words, with a way to try again, which works as soon as the network does, with what was typed meanwhile."""
    page = search.page
    page.route(broken, lambda route: route.abort())
    search.open()
    expect(search.said).to_contain_text("The search did not load.")
    search.field.fill("visa")
    page.wait_for_timeout(700)  # as long as it takes before it says to wait
    expect(search.said).to_contain_text("The search did not load.")
    page.unroute(broken)
    search.dialog.get_by_role("button", name="Try again").click()
    expect(search.to("prepare/visa/")).to_be_visible()
    expect(search.said).not_to_contain_text("did not load")
    faults[:] = [fault for fault in faults if "net::ERR_FAILED" not in fault]


def test_where_its_script_cannot_be_loaded_it_says_so_too(search: Search, faults: list[str]) -> None:
    """And it closes all the same."""
    search.page.route("**/search/search.mjs", lambda route: route.abort())
    search.open()
    expect(search.said).to_contain_text("The search did not load.")
    search.dialog.get_by_role("button", name="Close").click()
    expect(search.dialog).to_be_hidden()
    faults[:] = [fault for fault in faults if "net::ERR_FAILED" not in fault]


def test_without_scripts_there_is_no_button(open_context: OpenContext, site: str) -> None:
    """Nothing is there to press that would do nothing, for the eye or for the keyboard."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(site)
    expect(page.locator("[data-search-open]")).to_be_hidden()
    expect(page.locator("[data-search]")).to_be_hidden()
    assert page.get_by_role("button", name="Search").count() == 0


@pytest.fixture
def editions(site_folder: Path, tmp_path: Path, own: set[str]) -> Iterator[tuple[str, ExitStack]]:
    """A server with an edition in each of two folders, and what stops it."""
    with ExitStack() as server:
        (tmp_path / "root").mkdir()
        folders = {"/": tmp_path / "root", "/latest/": site_folder, "/1.0/": site_folder}
        (tmp_path / "root/versions.json").write_text("[]", encoding="utf-8")
        address = server.enter_context(serve(folders))
        own.add(urlsplit(address).netloc)
        yield address, server


def test_it_works_in_its_edition_without_a_network(
    editions: tuple[str, ExitStack], open_context: OpenContext, faults: list[str]
) -> None:
    """With the server gone, an edition whose search nobody has opened finds, and leads to pages of its own."""
    address, server = editions
    page = open_context(keeps=True).new_page()
    page.goto(f"{address}1.0/cards/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function("() => caches.match(location.href)")
    server.close()
    page.reload()
    search = Search(page)
    search.open()
    search.look_for("timetable")
    addresses = search.options.evaluate_all("all => all.map(one => one.href)")
    assert addresses
    assert all(each.startswith(f"{address}1.0/") for each in addresses)
    search.to("1.0/scenarios/panel-day/").click()
    expect(page).to_have_url(f"{address}1.0/scenarios/panel-day/")
    expect(page.locator(".md-content h1")).to_have_text("Several people")
    faults[:] = [fault for fault in faults if "net::ERR_" not in fault]
