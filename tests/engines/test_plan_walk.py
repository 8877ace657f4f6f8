"""All interviews of a person: planned, dated, carried to a calendar, backed up, hidden and erased."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

from icalendar import Calendar
from selenium.webdriver.common.keys import Keys

from tests.engines.test_list_walk import FIRST, LIST, shows, tick
from tests.engines.visitor import Visitor

ACME = {
    "employer": "Müller & <b>Søn</b>",
    "role": "Lead",
    "day": "2031-12-03",
    "time": "10:00",
    "zone": "America/New_York",
    "scenario": "panel-day",
}
TITLE = "Müller & <b>Søn</b> · Lead"
FORM = "dialog[data-dialog=form]"


def add(visitor: Visitor, details: Mapping[str, str]) -> None:
    """Add an interview and keep it."""
    visitor.press("[data-action=add]")
    for name, value in details.items():
        visitor.put(f"{FORM} [name={name}]", value)
    visitor.press(f"{FORM} button", "Keep it")
    visitor.sees_no(FORM)


def test_an_interview_is_planned(visitor: Visitor) -> None:
    """Its dates stand at the list, its calendar file is right, what is ticked there counts here, and it can go."""
    visitor.open("plan/")
    add(visitor, ACME)
    visitor.sees(".second-round__interview h2", TITLE)
    visitor.sees(".second-round__interview [data-next]", "Next: ")
    visitor.press(".second-round__interview [data-action=calendar]")
    calendar = Calendar.from_ical(visitor.engine.downloaded("*.ics"))
    starts = {str(event["SUMMARY"]): event.start for event in calendar.events}
    assert datetime.datetime(2031, 12, 3, 15, tzinfo=datetime.UTC) in starts.values()
    assert any("Müller & <b>Søn</b>" in words for words in starts)

    visitor.press(".second-round__interview .second-round__tools a")
    visitor.reads("[data-plan-words]", f"{TITLE} · Wed 3 Dec, 10:00, New York time")
    visitor.reads('[data-block="night-before"] .second-round__date', "· Tue 2 Dec, 19:00, New York time")
    tick(visitor, FIRST)
    visitor.back()
    visitor.at("plan/")
    visitor.sees(".second-round__interview [data-count]", "1 of ")
    visitor.stays("return document.querySelector('.second-round__interview progress').value === 1")

    visitor.press(".second-round__interview [data-action=edit]")
    assert visitor.value(f"{FORM} [name=time]") == "10:00"
    visitor.put(f"{FORM} [name=employer]", "Bolt")
    visitor.press(f"{FORM} button", "Keep it")
    visitor.sees(".second-round__interview h2", "Bolt · Lead")
    visitor.press(".second-round__interview [data-action=remove]")
    visitor.sees_no(".second-round__interview")
    visitor.press("[data-say] button", "Undo")
    visitor.sees(".second-round__interview h2", "Bolt · Lead")


def test_a_back_up_brings_back_what_was_erased(visitor: Visitor) -> None:
    """Out, erased to the last key, and in again after a look at what would change; a bad file is refused in words."""
    visitor.open("plan/")
    add(visitor, ACME)
    add(visitor, {"employer": "Bolt"})
    before = visitor.kept()
    visitor.press("[data-action=back-up]")
    saved = visitor.engine.downloaded("second-round-back-up-*.json").decode()
    assert len(json.loads(saved)["plans"]) == 2
    visitor.sees("[data-backed-up]", "Last back-up: ")

    visitor.press("section [data-action=erase]")
    visitor.press("[data-dialog=erase] button", "Erase everything")
    visitor.sees("[data-say]", "Everything is erased.")
    visitor.sees_no(".second-round__interview")
    assert visitor.kept() == {}
    visitor.reload()
    visitor.sees("[data-none]")
    assert visitor.kept() == {}

    visitor.choose_file("#plan-file", "back-up.json", saved[:-40])
    visitor.sees("[data-dialog=coming]", "ends too early")
    visitor.sees_no("[data-action=take-in]")
    visitor.keys(Keys.ESCAPE)
    visitor.sees_no("[data-dialog=coming]")
    visitor.choose_file("#plan-file", "back-up.json", saved)
    visitor.sees("[data-dialog=coming]", "changes 2 interviews")
    visitor.press("[data-action=take-in]")
    visitor.until("return document.querySelectorAll('.second-round__interview').length === 2")
    after = visitor.kept()
    plans = {key for key in before if key.startswith("second-round:plan:")}
    assert {key: after[key] for key in plans} == {key: before[key] for key in plans}


def test_what_is_mine_is_hidden_on_every_page(visitor: Visitor) -> None:
    """Covered here, on a page that is opened after, and on one that sleeps; shown again everywhere by one button."""
    visitor.open(LIST)
    tick(visitor, FIRST)
    visitor.open("plan/")
    visitor.press("[data-with] [data-hide]")
    visitor.sees(".second-round-cover", "What is yours is hidden")
    visitor.has_focus("[data-show-again]")
    visitor.sees_no("second-round-plans > *")
    visitor.back()
    visitor.at(LIST)
    visitor.sees(".second-round-cover")
    visitor.sees_no("second-round-checklist > *")
    visitor.press("[data-show-again]")
    shows(visitor, FIRST)
    visitor.forward()
    visitor.at("plan/")
    visitor.sees("second-round-plans .second-round__interview")
    visitor.sees_no(".second-round-cover")
