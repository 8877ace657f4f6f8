"""Answers that are said aloud: drawn, timed, heard once, kept in the plan, asked by somebody; nothing is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from macros.reading import load
from tests.browser.plans_page import PlansPage, back_up_of, plan_of
from tests.browser.test_pages import violations_in_both
from tests.conftest import ROOT

LIBRARY = load(ROOT)
QUESTIONS = {each.id: each for bank in LIBRARY.questions.values() for each in bank.questions if each.good}
FIRST, SECOND = "asked-figures", "asked-your-own-part"
OWN = {
    "story-bank.story-1.title": "Late vans",
    "story-bank.story-1.challenge": "Vans left late on 9 of 20 days.",
    "concerns.doubt-1.doubt": "Only 14 people so far",
}
EVENING = "2026-12-01T19:00:00Z"

OpenContext = Callable[..., BrowserContext]

WATCH_STREAMS = """
const media = navigator.mediaDevices;
if (media) {
  const ask = media.getUserMedia.bind(media);
  globalThis.streams = [];
  media.getUserMedia = async (...wanted) => {
    const stream = await ask(...wanted);
    globalThis.streams.push(stream);
    return stream;
  };
}
"""
"""Lets a test see which microphones a page has had."""

OPEN_TRACKS = "() => streams.flatMap((one) => one.getTracks()).filter((track) => track.readyState === 'live').length"
SAID = """() => Object.entries(localStorage).filter(([key]) => key.startsWith('second-round:plan:'))
  .flatMap(([, text]) => Object.entries(JSON.parse(text).rehearsals ?? {})).map(([name, {value}]) => [name, value])"""


class Evening:
    """The page on which answers are said aloud, open, with a clock that only a test moves."""

    def __init__(self, page: Page, site: str, *, moved: bool = True, fragment: str = "") -> None:
        self.page = page
        if moved:
            page.clock.install(time=EVENING)
        page.goto(f"{site}rehearse/{fragment}")
        self.root = page.locator("second-round-rehearsal")
        expect(self.root.locator("[data-with]")).to_be_visible()
        self.ask = self.root.locator("#rehearsal-ask")
        self.say = self.root.locator("[data-say]")
        self.told = self.root.locator("[data-aloud]")

    def press(self, action: str) -> None:
        self.root.locator(f"[data-action={action}]:visible").first.click()

    def draw(self, group: str = "") -> None:
        if group:
            if not self.root.locator("#rehearsal-from").is_visible():
                self.root.locator("summary", has_text="Which questions").click()
            self.root.locator("#rehearsal-from").select_option(group)
        self.press("draw")
        expect(self.ask).to_be_focused()

    def answer(self, seconds: int, *, record: bool = False) -> None:
        """Start the clock, speak at once, and say it is done."""
        self.root.locator("#rehearsal-record").set_checked(record)
        self.press("start")
        expect(self.root.locator("[data-step=clock]")).to_be_visible()
        self.press("speak")
        self.page.clock.run_for(seconds * 1000)
        self.press("done")
        expect(self.root.locator("[data-step=after]")).to_be_visible()

    def keep(self, *boxes: str, next_word: str = "", action: str = "keep-stop") -> None:
        for box in boxes:
            self.root.locator(f"#rehearsal-{box}").check()
        self.root.locator("#rehearsal-next").fill(next_word)
        self.press(action)

    def said(self) -> dict[str, str]:
        """All that the plan keeps of it."""
        return dict(self.page.evaluate(SAID))


@pytest.fixture
def heard(remembering: BrowserContext) -> BrowserContext:
    """A browser with a microphone, which it lets every page use; pages that were left sleep, and wake."""
    remembering.add_init_script(WATCH_STREAMS)
    return remembering


def test_an_answer_is_heard_once_and_nothing_is_left(
    heard: BrowserContext, site: str, log: list[str], faults: list[str]
) -> None:
    """Recorded, played and gone: with the next question, and with the page, even where a browser wakes it as it was.

    The microphone is open while the clock runs and no longer, and not one request is made.
    """
    page = heard.new_page()
    evening = Evening(page, site)
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if request.url.startswith("http") else None)
    log.clear()
    evening.draw()
    evening.root.locator("#rehearsal-record").check()
    evening.press("start")
    expect(evening.root.locator("[data-level]")).to_be_visible()
    assert page.evaluate(OPEN_TRACKS) == 1
    evening.press("speak")

    def level() -> bool:
        page.clock.run_for(300)
        return evening.root.locator("[data-level-words]").text_content() == "It hears you"

    for _ in range(60):
        if level():
            break
        page.wait_for_timeout(50)
    assert level(), "the microphone of this browser beeps every second"
    evening.press("done")
    audio = evening.root.locator("audio")
    expect(audio).to_be_visible()
    assert page.evaluate(OPEN_TRACKS) == 0
    address = audio.get_attribute("src") or ""
    assert address.startswith("blob:")
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    with page.expect_download() as download:
        evening.press("save")
    assert re.fullmatch(r"my-answer\.(webm|mp4|ogg)", download.value.suggested_filename)
    evening.keep("figures", action="keep")
    expect(audio).to_be_hidden()
    assert audio.get_attribute("src") is None
    assert faults == []
    gone = """(address) => new Promise((resolve) => {
      const audio = new Audio(address);
      audio.onerror = () => resolve(true);
      audio.onloadedmetadata = () => resolve(false);
    })"""
    assert page.evaluate(gone, address), "what was recorded has no address any more"

    evening.answer(3, record=True)
    expect(audio).to_be_visible()
    asked = evening.ask.text_content()
    kept = page.evaluate("() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "blob" not in kept
    assert requests == []
    assert log == []

    page.goto(f"{site}about/privacy/")
    page.go_back(wait_until="commit")
    expect(evening.root.locator("[data-with]")).to_be_visible()
    expect(audio).to_be_hidden()
    if evening.ask.is_visible():  # it woke as it was
        expect(evening.ask).to_have_text(asked or "")
    assert not page.locator("audio[src]").count()
    # What the browser says, sooner or later, of the address that is no more, which this test itself has asked for.
    faults[:] = [fault for fault in faults if "net::ERR_FILE_NOT_FOUND" not in fault]


TROUBLES: dict[str, tuple[str, list[str], str]] = {
    "refused": ("NotAllowedError", [], "The microphone was not allowed"),
    "missing": ("", ["microphone"], "There is no microphone here"),
    "taken": ("NotReadableError", [], "The microphone is taken"),
    "forbidden": ("SecurityError", [], "This browser lets no page record"),
    "odd": ("SomethingElseError", [], "This browser can’t record on this page"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_without_a_microphone_all_else_works(site: str, open_context: OpenContext, trouble: str) -> None:
    """Refused, missing or taken: it is said in words, the clock runs, and the answer is kept."""
    name, granted, words = TROUBLES[trouble]
    context = open_context()
    if granted:
        context.grant_permissions(granted)
    page = context.new_page()
    if name:
        page.add_init_script(
            f"navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('no', '{name}') }}"
        )
    evening = Evening(page, site)
    evening.draw()
    evening.answer(45, record=True)
    expect(evening.say).to_contain_text(words)
    expect(evening.say).to_contain_text("Everything else here works without it")
    expect(evening.root.locator("audio")).to_be_hidden()
    evening.keep("part")
    assert len(evening.said()) == 1


def test_where_nothing_can_be_recorded_nobody_is_asked(site: str, page: Page) -> None:
    """A browser without a recorder says so in place of the box, which can’t be ticked."""
    page.add_init_script("delete globalThis.MediaRecorder")
    evening = Evening(page, site)
    evening.draw()
    expect(evening.root.locator("#rehearsal-record")).to_be_disabled()
    expect(evening.root.get_by_text("This browser can’t record you here. All else works.")).to_be_visible()


def test_a_device_that_goes_away_costs_no_answer(heard: BrowserContext, site: str) -> None:
    """What was said until then can be heard, the clock goes on, and a second answer records anew."""
    page = heard.new_page()
    evening = Evening(page, site)
    evening.draw()
    evening.root.locator("#rehearsal-record").check()
    evening.press("start")
    expect(evening.root.locator("[data-level]")).to_be_visible()
    page.wait_for_timeout(300)  # so that there is something to hear
    page.evaluate(
        "() => { const [track] = streams[0].getTracks(); track.stop(); track.dispatchEvent(new Event('ended')) }"
    )
    expect(evening.say).to_contain_text("The microphone is gone")
    expect(evening.root.locator("[data-step=clock]")).to_be_visible()
    evening.press("speak")
    page.clock.run_for(20_000)
    evening.press("done")
    expect(evening.root.locator("audio")).to_be_visible()
    evening.press("forget")
    expect(evening.root.locator("audio")).to_be_hidden()
    expect(evening.ask).to_be_focused()


def test_a_microphone_that_is_allowed_too_late_is_closed(heard: BrowserContext, site: str) -> None:
    """Whoever has drawn another question meanwhile is not listened to."""
    page = heard.new_page()
    page.add_init_script("""
      const late = navigator.mediaDevices.getUserMedia;
      navigator.mediaDevices.getUserMedia = async (...wanted) => {
        await new Promise((resolve) => { globalThis.allow = resolve });
        return late(...wanted);
      };
    """)
    evening = Evening(page, site)
    evening.draw()
    evening.root.locator("#rehearsal-record").check()
    evening.press("start")
    page.wait_for_function("() => globalThis.allow")
    evening.press("draw")
    page.evaluate("() => allow()")
    page.wait_for_function("() => streams.length === 1")
    page.wait_for_function(f"() => ({OPEN_TRACKS})() === 0")
    expect(evening.root.locator("[data-step=ready]")).to_be_visible()


def test_the_clock_says_only_what_matters(site: str, page: Page) -> None:
    """To whoever listens: think, speak, each part, time. It stands still when asked, and after sleep it is right."""
    evening = Evening(page, site)
    evening.draw("stories")
    evening.press("start")
    expect(evening.told).to_have_text("Think. 30 seconds left.")
    expect(evening.root.locator("[data-action=speak]")).to_be_focused()
    page.clock.run_for(31_000)
    expect(evening.told).to_have_text("Speak now. Challenge.")
    page.clock.run_for(10_000)
    expect(evening.told).to_have_text("Speak now. Challenge.")
    page.clock.run_for(20_000)
    expect(evening.told).to_have_text("Actions.")
    expect(evening.root.locator("[data-part]")).to_have_text("Actions")
    expect(evening.root.locator("[data-left]")).to_have_text("1:30 left")
    evening.press("pause")
    expect(evening.told).to_have_text("The clock stands still.")
    page.clock.run_for(3_600_000)
    expect(evening.root.locator("[data-left]")).to_have_text("Paused, 1:30 left")
    evening.press("pause")
    page.clock.run_for(60_000)
    expect(evening.told).to_have_text("Result.")
    page.clock.fast_forward(600_000)  # the phone slept
    expect(evening.told).to_have_text("Time. Come to an end.")
    evening.press("done")
    expect(evening.told).to_contain_text("The clock was set to 2 minutes.")
    assert not evening.root.locator("#rehearsal-stopped").is_checked()


def test_follow_ups_come_one_at_a_time(site: str, page: Page) -> None:
    """Each in place of the question, with a minute; then the question is back, and what is kept is of it."""
    evening = Evening(page, site)
    evening.draw("depth")
    asked = evening.ask.text_content() or ""
    question = next(each for each in QUESTIONS.values() if each.ask == asked)
    evening.answer(100)
    for follow in question.follow_ups:
        evening.press("follow")
        expect(evening.ask).to_have_text(follow)
        expect(evening.told).to_have_text(f"{follow} Speak now.")
        page.clock.run_for(20_000)
        evening.press("done")
        expect(evening.ask).to_have_text(asked)
    expect(evening.root.locator("[data-action=follow]")).to_be_hidden()
    evening.keep("figures")
    assert [name.partition("@")[0] for name in evening.said()] == [question.id]
    assert "100s" in next(iter(evening.said().values()))


def test_a_line_of_work_has_its_own_questions(site: str, page: Page) -> None:
    """With one chosen, only what it asks most is drawn; what fits no choice is said, and all comes back."""
    evening = Evening(page, site, moved=False)
    evening.root.locator("summary", has_text="Which questions").click()
    sector = next(iter(LIBRARY.sectors))
    fits = {each.ask for each in QUESTIONS.values() if sector in each.sectors}
    evening.root.locator("#rehearsal-sector").select_option(sector)
    expect(evening.root.locator("[data-tonight]")).to_have_text(f"{len(fits)} not said yet")
    evening.press("draw")
    assert evening.ask.text_content() in fits
    evening.press("leave")
    evening.root.locator("#rehearsal-from").select_option("plan")
    evening.root.locator("#rehearsal-by").select_option("hr")
    evening.press("draw")
    expect(evening.root.locator("[data-none]")).to_be_visible()


def test_three_evenings(site: str, page: Page) -> None:
    """What felt hard begins the next evening with the word that was left for it; Undo takes an answer back.

    Two answers are enough for the line of the checklist, which can be ticked from here, and which tells of them.
    """
    evening = Evening(page, site)
    tonight = evening.root.locator("[data-tonight]")
    evening.draw("depth")
    hard = evening.ask.text_content() or ""
    evening.answer(50)
    evening.keep("figures", "hard", next_word="Begin with <b>the</b> number.", action="keep")
    expect(evening.say).to_contain_text(f"Kept: {hard}")
    expect(evening.ask).not_to_have_text(hard)
    evening.answer(50)
    evening.keep("easy")
    expect(tonight).to_contain_text("2 said today")
    evening.press("tick")
    expect(evening.say).to_contain_text("It is ticked on your checklist.")
    expect(evening.root.locator("[data-offer]")).to_be_hidden()

    page.clock.run_for(24 * 3600 * 1000)
    page.reload()
    expect(tonight).to_contain_text("1 answer to say again")
    evening.draw()
    expect(evening.ask).to_have_text(hard)
    expect(evening.root.locator("[data-last]")).to_contain_text(
        "For this time, you wrote: Begin with <b>the</b> number."
    )
    evening.answer(50)
    evening.keep("easy")
    before = evening.said()
    evening.root.get_by_role("button", name="Undo").click()
    expect(evening.say).to_contain_text("Undone.")
    assert [value for value in evening.said().values() if value] != [value for value in before.values() if value]

    page.clock.run_for(24 * 3600 * 1000)
    page.reload()
    evening.draw()
    expect(evening.ask).to_have_text(hard)
    history = evening.root.locator("[data-history]")
    history.locator("summary").click()
    expect(history).to_contain_text(f"{hard}1 time")

    page.goto(f"{site}scenarios/panel-day/")
    line = page.locator('[data-item="practise-aloud"]')
    expect(line.locator("input")).to_be_checked()
    line.locator("summary").click()
    expect(line).to_contain_text("You have said 2 answers aloud, last on Tue 1 Dec")


def test_ones_own_stories_and_doubts_are_drawn(site: str, page: Page) -> None:
    """With the notes on them folded, in the time that each takes; what was typed is text."""
    page.goto(f"{site}about/privacy/")
    plan = plan_of(fields=OWN | {"story-bank.story-2.title": "<img src=x>"})
    page.evaluate("(plan) => localStorage.setItem('second-round:plan:unnamed', JSON.stringify(plan))", plan)
    evening = Evening(page, site)
    seen: set[str] = set()
    evening.draw("own")
    for _ in range(40):
        seen.add(evening.ask.text_content() or "")
        if "Late vans" in (evening.ask.text_content() or ""):
            notes = evening.root.locator("[data-notes]")
            expect(notes.locator("dd").first).to_be_hidden()
            notes.locator("summary").click()
            expect(notes).to_contain_text("Vans left late on 9 of 20 days.")
            assert evening.root.locator("[data-parts] li").all_text_contents()[1] == "Actions, 60 s"
        evening.press("draw")
    assert "Tell your story “<img src=x>”." in seen
    assert any("Only 14 people so far" in each for each in seen)
    assert len(seen) == 4
    assert not evening.root.locator("img").count()


def test_somebody_asks(site: str, page: Page, other_page: Page, open_context: OpenContext) -> None:
    """Five questions in order, nothing of one's own among them; marks go to the score sheet; a link opens the same."""
    page.goto(f"{site}about/privacy/")
    plan = plan_of(fields=OWN | {"score-sheet.answer-1.asked": "Before"})
    page.evaluate("(plan) => localStorage.setItem('second-round:plan:unnamed', JSON.stringify(plan))", plan)
    evening = Evening(page, site, moved=False)
    evening.press("listen")
    asks = evening.root.locator("[data-asks] > li")
    expect(asks).to_have_count(5)
    shown = asks.locator("h3").all_text_contents()
    assert {*shown} <= {each.ask for each in QUESTIONS.values()}
    expect(evening.root.locator("[data-history]")).to_be_hidden()
    evening.press("keep-marks")
    expect(evening.say).to_contain_text("There is nothing to keep yet")
    second = asks.nth(1)
    second.locator("summary").click()
    for mark in second.locator("[data-mark]").all():
        mark.get_by_role("radio").nth(2).check()
    second.locator("[data-change]").fill('Say "I" & mean it')
    evening.press("keep-marks")
    expect(evening.say).to_contain_text("The marks are on your score sheet.")

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    evening.press("copy-link")
    expect(evening.say).to_contain_text("The link is copied.")
    link = str(page.evaluate("() => navigator.clipboard.readText()"))
    assert re.fullmatch(rf"{re.escape(site)}rehearse/#ask=[a-z0-9,-]+", link)
    friend = open_context().new_page()
    friend.goto(link)
    expect(friend.locator("[data-asks] > li h3")).to_have_text(shown)
    friend.goto(f"{site}rehearse/#ask=nothing,of,this")
    friend.reload()
    expect(friend.locator("[data-panel=begin]")).to_be_visible()

    other_page.goto(f"{site}worksheets/score-sheet/")
    row = other_page.locator('[name^="score-sheet.answer-2."]')
    expect(other_page.locator('[name="score-sheet.answer-1.asked"]')).to_have_value("Before")
    expect(row.first).to_have_value(shown[1])
    assert [field.input_value() for field in row.all()][1:] == ["3", "3", "3", "3", 'Say "I" & mean it']


def test_a_back_up_brings_what_was_said(site: str, page: Page) -> None:
    """Out, erased and in again; what comes is shown in words before it does."""
    evening = Evening(page, site, moved=False)
    evening.draw("stories")
    evening.press("start")
    evening.press("speak")
    evening.press("done")
    asked = evening.ask.text_content()
    evening.keep("figures", "hard", next_word="Slower")
    said = evening.said()
    assert len(said) == 2
    plans = PlansPage(page, site)
    with page.expect_download() as download:
        plans.button("Save a back-up").click()
    text = download.value.path().read_text(encoding="utf-8")
    plans.button("Erase everything").click()
    page.get_by_role("dialog", name="Erase everything?").get_by_role("button", name="Erase everything").click()
    expect(plans.say).to_contain_text("Everything is erased.")
    assert plans.kept() == {}
    dialog = plans.bring_in(text)
    expect(dialog).to_contain_text("2 rehearsals")
    expect(dialog).to_contain_text(f"Rehearsal of {asked}, the word for next time: “Slower”")
    dialog.get_by_role("button", name="Bring it in").click()
    assert dict(page.evaluate(SAID)) == said


def test_an_older_page_leaves_it_whole(site: str, page: Page) -> None:
    """A page of an edition that knew nothing of it ticks and writes beside it, word for word as it was."""
    page.goto(f"{site}about/privacy/")
    plan = plan_of(rehearsals={"asked-figures@20261129T190512000Z": "figures hard 60s"})
    page.evaluate("(plan) => localStorage.setItem('second-round:plan:unnamed', JSON.stringify(plan))", plan)
    page.route(
        "**/plan/plan-text.mjs",
        lambda route: route.fulfill(response=(came := route.fetch()), body=came.text().replace('"rehearsals", ', "")),
    )
    page.goto(f"{site}scenarios/panel-day/")
    page.locator("[data-item] input").first.check()
    kept = json.loads(str(page.evaluate("() => localStorage.getItem('second-round:plan:unnamed')")))
    assert kept["rehearsals"] == plan["rehearsals"]
    assert kept["items"]


def test_two_tabs_keep_what_both_said(site: str, page: Page, other_page: Page) -> None:
    """Two evenings at once, on two tabs, or on two devices whose plans meet in a back-up, are two evenings."""
    one, two = Evening(page, site, moved=False), Evening(other_page, site, moved=False)
    for evening in (one, two):
        evening.draw()
        evening.press("start")
        evening.press("speak")
        evening.press("done")
    one.keep("figures")
    two.keep("part")
    page.wait_for_function(f"() => ({SAID})().length === 2")
    expect(one.root.locator("[data-history] li")).to_have_count(len({name.partition("@")[0] for name in one.said()}))
    there = plan_of(rehearsals={"asked-pay-now@20261129T190512000Z": "easy 60s"})
    plans = PlansPage(page, site)
    plans.bring_in(back_up_of({"unnamed": there})).get_by_role("button", name="Bring it in").click()
    assert len(dict(page.evaluate(SAID))) == 3


def test_what_was_said_can_be_hidden(site: str, page: Page) -> None:
    """With everything else that is one's own, on every page; the questions, which are everybody's, stay."""
    evening = Evening(page, site, moved=False)
    page.locator("[data-hide]").last.click()
    expect(evening.root.locator("[data-with]")).to_be_hidden()
    expect(page.locator("summary", has_text="How, exactly?")).to_be_visible()


def test_a_story_tells_how_long_it_takes(site: str, page: Page) -> None:
    """Said to be an estimate, and only where something is written."""
    page.goto(f"{site}worksheets/story-bank/")
    story = page.get_by_role("group", name="Story 1").first
    expect(story).not_to_contain_text("Read out as it stands")
    story.locator("textarea").nth(2).fill("word " * 65)
    expect(story).to_contain_text("Read out as it stands: about 30 seconds. An estimate, at 130 words a minute")
    page.reload()
    expect(story).to_contain_text("about 30 seconds")


def test_by_keyboard_on_a_small_phone(site: str, open_context: OpenContext) -> None:
    """From the first question to what is kept with keys alone, at 320 px: nothing is wider, and axe finds nothing."""
    page = open_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce").new_page()
    evening = Evening(page, site, moved=False)

    def fine() -> None:
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert violations_in_both(page, "second-round-rehearsal") == {}

    def go(action: str) -> None:
        """Tab to a button from where one stands, and press it."""
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("() => document.activeElement.dataset.action ?? ''") == action:
                page.keyboard.press("Enter")
                return
        raise AssertionError(action)

    evening.root.locator("#rehearsal-begin").focus()
    fine()
    go("draw")
    expect(evening.ask).to_be_focused()
    fine()
    go("start")
    expect(evening.root.locator("[data-action=speak]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(evening.root.locator("[data-action=done]")).to_be_focused()
    fine()
    page.keyboard.press("Enter")
    expect(evening.ask).to_be_focused()
    fine()
    go("keep-stop")
    expect(evening.root.locator("#rehearsal-begin")).to_be_focused()
    evening.root.locator("[data-history] summary").click()
    fine()
    evening.root.locator("#rehearsal-begin").focus()
    go("listen")
    expect(evening.root.locator("#rehearsal-listen")).to_be_focused()
    for fold in evening.root.locator("[data-asks] summary").all():
        fold.click()
    fine()
    go("leave")
    expect(evening.root.locator("#rehearsal-begin")).to_be_focused()


def test_without_a_script_it_is_all_there(site: str, open_context: OpenContext) -> None:
    """How to do it with a kitchen clock, the shapes, and every question with what a good answer has; no dead button."""
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{site}rehearse/")
    expect(page.get_by_role("heading", name="With a kitchen clock")).to_be_visible()
    expect(page.locator("[data-shape-parts=story]")).to_contain_text("Challenge (30 s), Actions (60 s), Result (30 s)")
    assert page.locator("second-round-rehearsal button:visible").count() == 0
    rows = page.locator("[data-rehearse]")
    assert [row.get_attribute("data-rehearse") for row in rows.all()] == [*QUESTIONS]
    page.locator("summary", has_text="How, exactly?").click()
    expect(page.locator(f'[data-rehearse="{FIRST}"]')).to_contain_text(QUESTIONS[FIRST].good[0])


def test_only_this_page_may_play_what_is_in_its_memory(site: str, page: Page) -> None:
    """The policy of no other page lets it play anything."""

    def policy(address: str) -> str:
        html = page.request.get(site + address).text()
        found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        assert found
        return found[1]

    assert "media-src blob:;" in policy("rehearse/")
    for other in ("", "plan/", "scenarios/panel-day/", "worksheets/score-sheet/", "reference/question-bank/"):
        assert "media-src" not in policy(other)
        assert "blob:" not in policy(other)
