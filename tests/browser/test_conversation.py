"""The call script: whole without a script, a step at a time with one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from macros.reading import load
from tests.browser.test_pages import violations_in_both

CALL = load(Path(__file__).resolve().parents[2]).conversation("callback")
STEPS = {step.id: step for part in CALL.parts for step in part.steps}
FIRST = next(iter(STEPS.values()))
KEY = "second-round:conversation:callback"
BLOCK = """
for (const name of ["getItem", "setItem", "removeItem"]) {
  const real = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("second-round:")) throw new DOMException("The operation is insecure.", "SecurityError");
    return real.call(this, key, ...rest);
  };
}
"""
"""Storage that throws for what is ours; whether it is light or dark is not what is tested."""


@pytest.fixture
def address(site: str) -> str:
    return f"{site}conversations/callback/"


def words(page: Page) -> Locator:
    """What to say at the present step."""
    return page.locator("[data-walk-words]")


def begin(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Walk through the call").click()


def answer(page: Page, number: int) -> None:
    page.locator("[data-walk-answers] button").nth(number).click()


def walk_to_the_end(page: Page) -> list[str]:
    """Take the first answer at each step until the call ends; return what was said."""
    said = [words(page).inner_text()]
    while page.locator("[data-walk-answers] button").count():
        answer(page, 0)
        said.append(words(page).inner_text())
    return said


def test_without_a_script_the_whole_call_is_there(address: str, open_context: Callable[..., BrowserContext]) -> None:
    """Every step, note and answer can be read, each answer leads to its step, and nothing needs a script."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(address)
    for step in STEPS.values():
        row = page.locator(f"#step-{step.id}")
        expect(row.get_by_text(step.say, exact=True)).to_be_visible()
        assert row.locator("a[data-go]").evaluate_all("all => all.map(one => one.hash)") == [
            f"#step-{each.go}" for each in step.answers
        ]
    expect(page.get_by_role("button", name="Walk through the call")).to_be_hidden()
    expect(page.get_by_role("heading", name="When not to ask")).to_be_visible()
    expect(page.get_by_role("heading", name="The same by e-mail")).to_be_visible()


def test_a_call_is_walked_from_the_first_words_to_the_end(page: Page, address: str) -> None:
    """Each answer shows the step that it leads to, and the last says that the call ends."""
    begin(page, address)
    expect(words(page)).to_have_text(FIRST.say)
    walk = [FIRST]
    while walk[-1].answers:
        walk.append(STEPS[walk[-1].answers[0].go])
    assert walk_to_the_end(page) == [step.say for step in walk]
    expect(page.get_by_text("Here the call ends. Write down")).to_be_visible()


def test_back_takes_each_step_back(page: Page, address: str) -> None:
    """After an answer by mistake, Back shows the step before; at the first step there is none."""
    begin(page, address)
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_hidden()
    said = walk_to_the_end(page)
    for expected in reversed(said[:-1]):
        page.get_by_role("button", name="Back", exact=True).click()
        expect(words(page)).to_have_text(expected)
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_hidden()


def test_the_phones_own_back_takes_each_step_back(page: Page, address: str, site: str) -> None:
    """Back and Forward of the browser go through the steps, then out of the call, and only then to the page before.

    After a reload too; and “See it whole” leaves none of the steps behind, so that Back is at the page before.
    """
    page.goto(f"{site}about/privacy/")
    begin(page, address)
    answer(page, 0)
    second = words(page).inner_text()
    answer(page, 0)
    third = words(page).inner_text()
    page.go_back()
    expect(words(page)).to_have_text(second)
    expect(words(page)).to_be_focused()
    page.go_forward()
    expect(words(page)).to_have_text(third)
    page.reload()
    page.go_back()
    expect(words(page)).to_have_text(second)
    answer(page, 0)
    expect(words(page)).to_have_text(third)
    for _ in range(3):
        page.go_back()
    expect(page.locator("[data-walk]")).to_be_hidden()
    expect(page.get_by_role("button", name="Walk through the call")).to_be_focused()
    assert page.url == address
    page.get_by_role("button", name="Walk through the call").click()
    answer(page, 0)
    page.get_by_role("button", name="See it whole").click()
    expect(page.locator("[data-walk]")).to_be_hidden()
    page.go_back()
    page.wait_for_url(f"{site}about/privacy/")


def test_back_before_the_script_is_there_takes_a_step_back(page: Page, address: str) -> None:
    """Whoever reloads on a slow phone and presses Back at once is where Back leads, and not where they were."""
    begin(page, address)
    first = words(page).inner_text()
    answer(page, 0)
    second = words(page).inner_text()
    held: list[Route] = []
    page.route("**/conversation-element.mjs", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.wait_for_function("() => document.readyState !== 'loading'")
    page.evaluate("history.back()")
    page.wait_for_function("() => history.state.step === 1")
    for each in held:
        each.continue_()
    expect(words(page)).to_have_text(first)
    page.go_forward()
    expect(words(page)).to_have_text(second)


def test_a_walk_that_was_kept_goes_back_all_the_same(page: Page, address: str) -> None:
    """A phone that dropped the page has dropped its history as well: the button goes back through what was kept."""
    page.goto(address)
    first, second = FIRST, STEPS[FIRST.answers[0].go]
    page.evaluate(
        "([key, walk]) => localStorage.setItem(key, JSON.stringify({schema: 1, walk}))", [KEY, [first.id, second.id]]
    )
    page.reload()
    expect(words(page)).to_have_text(second.say)
    answer(page, 0)
    page.go_back()
    expect(words(page)).to_have_text(second.say)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(words(page)).to_have_text(first.say)
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_hidden()


def test_while_one_walks_nothing_but_the_step_is_there(page: Page, address: str) -> None:
    """The script is away on the screen, and on paper it is whole; what stands below it on the page stays."""
    begin(page, address)
    script = page.locator("second-round-conversation [data-step]").first
    expect(script).to_be_hidden()
    expect(page.get_by_role("heading", name="Before you call")).to_be_hidden()
    expect(page.get_by_role("heading", name="Who to call")).to_be_visible()
    page.emulate_media(media="print")
    expect(script).to_be_visible()
    expect(page.locator("[data-walk]")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="See it whole").click()
    expect(script).to_be_visible()


@pytest.mark.parametrize("branch", [answer for step in STEPS.values() for answer in step.answers], ids=lambda b: b.go)
def test_every_branch_can_be_walked(branch: object) -> None:
    """Each answer of the data leads to a step that stands further down."""
    order = list(STEPS)
    source = next(step for step in STEPS.values() if branch in step.answers)
    assert order.index(branch.go) > order.index(source.id)  # type: ignore[attr-defined]  # an Answer


def test_a_keyboard_walks_it(page: Page, address: str) -> None:
    """Enter begins; the words to say have the focus, so that they are read out; Tab reaches the answers."""
    page.goto(address)
    page.get_by_role("button", name="Walk through the call").focus()
    page.keyboard.press("Enter")
    expect(words(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-walk-answers] button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(words(page)).to_be_focused()
    expect(words(page)).to_have_text(STEPS[FIRST.answers[0].go].say)


def test_a_phone_that_dropped_the_page_goes_on_where_it_was(page: Page, address: str) -> None:
    """After a reload the same step is there; Start again and See it whole leave it."""
    begin(page, address)
    answer(page, 0)
    second = words(page).inner_text()
    page.reload()
    expect(words(page)).to_have_text(second)
    page.get_by_role("button", name="Start again").click()
    expect(words(page)).to_have_text(FIRST.say)
    page.get_by_role("button", name="See it whole").click()
    expect(page.locator("[data-walk]")).to_be_hidden()
    expect(page.get_by_role("button", name="Walk through the call")).to_be_focused()
    page.reload()
    expect(page.locator("[data-walk]")).to_be_hidden()


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "null",
        "[]",
        '{"schema": 2, "walk": ["nowhere"]}',
        '{"schema": 1, "walk": "all of it"}',
        '{"schema": 1, "walk": [{"__proto__": 1}, 7, null]}',
        json.dumps({"schema": 1, "walk": list(reversed(STEPS))}),
    ],
)
def test_a_kept_walk_that_cannot_be_is_not_taken(page: Page, address: str, kept: str) -> None:
    """What others wrote under our key, or an edition with other steps, begins the walk anew."""
    page.goto(address)
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    page.reload()
    expect(page.locator("[data-walk]")).to_be_hidden()
    begin(page, address)
    expect(words(page)).to_have_text(FIRST.say)


def test_where_nothing_can_be_kept_the_walk_works(page: Page, address: str) -> None:
    """Storage that throws costs the place after a reload, and nothing else."""
    page.add_init_script(BLOCK)
    begin(page, address)
    walk_to_the_end(page)
    expect(page.get_by_text("Here the call ends. Write down")).to_be_visible()


def test_it_still_works_after_another_page_and_back(page: Page, address: str) -> None:
    """Another page, and back: the walk is where it was, and buttons answer once each."""
    begin(page, address)
    page.locator(".second-round-tabs a", has_text="Understand").click()
    expect(page.locator("h1")).to_contain_text("What changes")
    page.go_back()
    expect(words(page)).to_have_text(FIRST.say)
    answer(page, 0)
    expect(words(page)).to_have_text(STEPS[FIRST.answers[0].go].say)


def test_axe_finds_nothing_on_the_way(address: str, open_context: Callable[..., BrowserContext]) -> None:
    """At the first step, in the middle and at the end."""
    page = open_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    begin(page, address)
    for _ in range(2):
        assert violations_in_both(page, "second-round-conversation") == {}
        walk_to_the_end(page)
