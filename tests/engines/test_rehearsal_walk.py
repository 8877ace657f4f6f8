"""Answers said aloud in three engines: with a microphone where the engine has one, without it where it is refused."""

from __future__ import annotations

import time

from selenium.webdriver.common.keys import Keys

from tests.engines.visitor import Visitor

PAGE = "rehearse/"
HAVE_MICROPHONES = ("chromium", "firefox")
"""Engines that bring a microphone for tests; WebKitGTK has none, and says so."""

REFUSE = """
if (navigator.mediaDevices) {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError") };
}
"""
WATCH = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (...wanted) => (window.stream = await ask(...wanted));
"""
GO_AWAY = "const [track] = window.stream.getTracks(); track.stop(); track.dispatchEvent(new Event('ended'));"
OPEN = "return window.stream.getTracks().every((track) => track.readyState === 'live')"
ASKED = "return performance.getEntriesByType('resource').length"


def begin(visitor: Visitor) -> None:
    visitor.open(PAGE)
    visitor.press("[data-action=draw]")
    visitor.has_focus("#rehearsal-ask")


def test_an_answer_is_said_and_kept(visitor: Visitor) -> None:
    """By keyboard: drawn, said against the clock, paused, a follow-up, kept, and there again on the next visit."""
    begin(visitor)
    asked = visitor.text("#rehearsal-ask")
    visitor.focus("[data-action=start]")
    visitor.keys(Keys.ENTER)
    visitor.has_focus("[data-action=speak]")
    visitor.reads("[data-aloud]", "Think. 30 seconds left.")
    visitor.keys(Keys.ENTER)
    visitor.has_focus("[data-action=done]")
    visitor.sees("[data-left]", "left")
    visitor.press("[data-action=pause]")
    visitor.sees("[data-left]", "Paused")
    visitor.press("[data-action=pause]")
    visitor.focus("[data-action=done]")
    visitor.keys(Keys.ENTER)
    visitor.sees("[data-took]", "You spoke for 0:0")
    visitor.press("[data-action=follow]")
    visitor.press("[data-action=done]")
    visitor.press("label[for=rehearsal-figures]")
    visitor.press("label[for=rehearsal-hard]")
    visitor.type("#rehearsal-next", "Slower")
    visitor.press("[data-action=keep-stop]")
    visitor.sees("[data-say]", "Kept: ")
    visitor.sees("[data-tonight]", "1 said today")
    visitor.reload()
    visitor.press("[data-history] summary")
    visitor.sees("[data-history] li", asked)
    visitor.sees("[data-history] li", "for next time: Slower")


def test_what_is_recorded_goes_with_the_page(visitor: Visitor) -> None:
    """Where there is a microphone: heard back, thrown away, and never sent; else it is said, and the clock runs."""
    begin(visitor)
    visitor.run(f"if (navigator.mediaDevices) {{ {WATCH} }}")
    if not visitor.run("return document.querySelector('#rehearsal-record').disabled"):
        visitor.press("label[for=rehearsal-record]")
    before = visitor.run(ASKED)
    visitor.press("[data-action=start]")
    if visitor.engine.name not in HAVE_MICROPHONES:
        visitor.sees("[data-action=speak]")
        visitor.press("[data-action=speak]")
        visitor.press("[data-action=done]")
        visitor.sees("[data-took]", "You spoke for")
        visitor.sees_no("audio")
        return
    visitor.sees("[data-level]")
    assert visitor.run(OPEN)
    visitor.press("[data-action=speak]")
    if visitor.engine.name == "chromium":  # Firefox hums too quietly to be told from silence
        visitor.sees("[data-level-words]", "It hears you")
    visitor.press("[data-action=done]")
    visitor.until("return document.querySelector('audio').readyState > 0")
    assert not visitor.run(OPEN)
    visitor.press("[data-action=forget]")
    visitor.sees_no("audio")
    assert visitor.run(ASKED) == before
    visitor.press("[data-action=keep]")
    visitor.press("[data-action=start]")
    visitor.sees("[data-level]")
    if visitor.engine.name == "chromium":  # a driver of Firefox cannot take a device away
        time.sleep(1)  # so that there is something to hear
        visitor.run(GO_AWAY)
        visitor.sees("[data-say]", "The microphone is gone")
    visitor.press("[data-action=speak]")
    visitor.press("[data-action=done]")
    visitor.sees("[data-took]", "You spoke for")
    visitor.open("about/privacy/")
    visitor.back()
    visitor.at(PAGE)
    visitor.stays("return !document.querySelector('audio')?.hasAttribute('src')")


def test_a_microphone_that_is_refused_is_told(visitor: Visitor) -> None:
    """In words that say what to do; the clock runs, and the answer is kept."""
    begin(visitor)
    if visitor.run("return document.querySelector('#rehearsal-record').disabled"):
        visitor.sees("label", "This browser can’t record you here.")
    else:
        visitor.run(REFUSE)
        visitor.press("label[for=rehearsal-record]")
        visitor.press("[data-action=start]")
        visitor.sees("[data-say]", "The microphone was not allowed")
        visitor.press("[data-action=speak]")
        visitor.press("[data-action=done]")
        visitor.press("[data-action=keep-stop]")
        visitor.sees("[data-say]", "Kept: ")


def test_somebody_else_asks(visitor: Visitor) -> None:
    """Five questions, marks that go to the score sheet, and a link that opens the same."""
    visitor.open(PAGE)
    visitor.press("[data-action=listen]")
    visitor.has_focus("#rehearsal-listen")
    first = visitor.text("[data-asks] > li:first-child h3")
    visitor.press("[data-asks] > li:first-child summary")
    visitor.press("[data-asks] > li:first-child label[for=mark-0-figures-3]")
    visitor.press("[data-action=keep-marks]")
    visitor.sees("[data-say]", "The marks are on your score sheet.")
    ids = visitor.run("return [...document.querySelectorAll('[data-asked]')].map((one) => one.dataset.asked).join()")
    visitor.open("worksheets/score-sheet/")
    visitor.until("return document.querySelector('[name=\"score-sheet.answer-1.figures\"]').value === '3'")
    assert visitor.value('[name="score-sheet.answer-1.asked"]') == first
    visitor.open(f"{PAGE}#ask={ids}")
    visitor.sees("[data-asks] > li:first-child h3", first)
