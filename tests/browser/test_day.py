"""What day it is for an interview: how far away, which pause point is now and when each comes, what is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

DUES = [
    *("", "7 days before, 18:00", "1 day before, 19:00", "10 minutes before", "at the start"),
    *("5 minutes before the end", "10 minutes after the end", "1 day after, 09:00"),
]
CALL, WEEK, NIGHT, DOOR, BETWEEN, LEAVE, HOUR, NEXT = range(len(DUES))

Case = tuple[str, dict[str, str], str, Any]
"""What the case is about, when the interview is, what the time is (UTC), what is expected."""

AT_TEN = {"day": "2026-12-03", "time": "10:00", "ends": "11:00"}
NO_TIME = {"day": "2026-12-03"}
MIDNIGHT = {"day": "2026-12-03", "time": "23:00", "ends": "01:00"}
TOKYO = {"day": "2026-12-03", "time": "09:00", "zone": "Asia/Tokyo"}

PHASES: list[Case] = [
    ("no day", {}, "2026-12-01T08:00", ["none", "No day yet"]),
    ("two days and an hour", AT_TEN, "2026-12-01T09:00", ["far", "In 2 days"]),
    ("two days", AT_TEN, "2026-12-01T10:00", ["soon", "In 2 days"]),
    ("the evening before", AT_TEN, "2026-12-02T19:00", ["last", "Tomorrow"]),
    ("that morning", AT_TEN, "2026-12-03T08:00", ["last", "Today"]),
    ("during it", AT_TEN, "2026-12-03T10:30", ["on", "Now"]),
    ("after it", AT_TEN, "2026-12-03T11:00", ["over", "Over"]),
    ("without a time, at ten", NO_TIME, "2026-12-03T10:30", ["on", "Today"]),
    ("without a time, late", NO_TIME, "2026-12-03T23:59", ["on", "Today"]),
    ("without a time, the day after", NO_TIME, "2026-12-04T00:00", ["over", "Over"]),
    ("across midnight, after it", MIDNIGHT, "2026-12-04T00:30", ["on", "Now"]),
    ("across midnight, over", MIDNIGHT, "2026-12-04T01:00", ["over", "Over"]),
    ("tomorrow there, today here", TOKYO, "2026-12-02T14:00", ["last", "Tomorrow"]),
    ("today there, yesterday here", TOKYO, "2026-12-02T23:00", ["last", "Today"]),
]

NOWS: list[Case] = [
    ("no day", {}, "2026-12-01T08:00", -1),
    ("a month before", AT_TEN, "2026-11-03T08:00", -1),
    ("within the week", AT_TEN, "2026-11-29T08:00", WEEK),
    ("the night before", AT_TEN, "2026-12-02T19:00", NIGHT),
    ("at the door", AT_TEN, "2026-12-03T09:55", DOOR),
    ("before it ends", AT_TEN, "2026-12-03T10:57", LEAVE),
    ("within the hour", AT_TEN, "2026-12-03T11:20", HOUR),
    ("the next day", AT_TEN, "2026-12-04T09:00", NEXT),
    ("without a time, that day", NO_TIME, "2026-12-03T15:00", DOOR),
    ("without a time, that night", NO_TIME, "2026-12-04T02:00", HOUR),
    ("without a time, the next day", NO_TIME, "2026-12-04T09:30", NEXT),
]

WEEKS: list[Case] = [
    ("in time", AT_TEN, "2026-11-20T08:00", "Thu 26 Nov, 18:00"),
    ("that very day, later", AT_TEN, "2026-11-26T20:00", "Thu 26 Nov, 18:00"),
    ("in three days, at noon", AT_TEN, "2026-11-30T12:00", "this evening, 18:00"),
    ("in three days, at ten past eight", AT_TEN, "2026-11-30T20:10", "this evening, 20:30"),
    ("in three days, late", AT_TEN, "2026-11-30T21:30", "tomorrow evening, 18:00"),
    ("tomorrow, at noon", AT_TEN, "2026-12-02T12:00", "this evening, 18:00"),
    ("tomorrow, at eight", AT_TEN, "2026-12-02T20:00", "this evening, 18:00"),
    ("today", AT_TEN, "2026-12-03T08:00", "Thu 26 Nov, 18:00"),
    ("over", AT_TEN, "2026-12-05T08:00", "Thu 26 Nov, 18:00"),
    ("far from here, in time", TOKYO, "2026-11-20T08:00", "Thu 26 Nov, 18:00, Tokyo time"),
    ("far from here, in three days", TOKYO, "2026-11-30T12:00", "this evening, 18:00"),
]
"""When the week before is, in words."""

STRANGE: list[Case] = [
    ("all well", AT_TEN, "2026-12-01T08:00", {}),
    ("a day that is over", NO_TIME, "2026-12-04T08:00", {"day": "This day is over."}),
    ("today", NO_TIME, "2026-12-03T20:00", {}),
    ("a time without a day", {"time": "10:00"}, "2026-12-01T08:00", {"time": "It counts once there is a day."}),
    (
        "an end without a begin",
        NO_TIME | {"ends": "10:00"},
        "2026-12-01T08:00",
        {"ends": "It counts once there is a start."},
    ),
    ("an evening across midnight", MIDNIGHT, "2026-12-01T08:00", {"ends": "That is on the next day."}),
    (
        "half a clock",
        AT_TEN | {"ends": "02:00"},
        "2026-12-01T08:00",
        {"ends": "That is on the next day, 16 hours later. Did you mean 14:00?"},
    ),
    (
        "equal times",
        AT_TEN | {"ends": "10:00"},
        "2026-12-01T08:00",
        {"ends": "That is when it begins. Leave this empty if you don’t know when it ends: it then counts as an hour."},
    ),
    (
        "a very long day",
        AT_TEN | {"time": "07:00", "ends": "19:00"},
        "2026-12-01T08:00",
        {"ends": "That is 12 hours later."},
    ),
    (
        "a time that clocks leave out",
        {"day": "2026-03-29", "time": "01:30", "zone": "Europe/London"},
        "2026-03-01T08:00",
        {"time": "There is no 01:30 on that day: clocks in London go forward then. It counts as 02:30."},
    ),
]

ANSWERS = [("2026-12-11", "Fri 11 Dec", "2026-12-15"), ("2026-12-08", "Tue 8 Dec", "2026-12-10"), ("soon", "", "")]
"""The day by which they will answer, how it reads, and the day to ask: two working days later."""

ASK = """async ([address, name, dues, cases]) => {
  const day = await import(address);
  const tell = {
    phases: (when, now) => [day.phaseOf(when, now), day.awayWords(when, now)],
    nows: (when, now) => day.placeOfNow(dues, when, now),
    weeks: (when, now) => day.momentWords(day.momentsOf(dues, when, now)[1], when, now),
    strange: (when, now) => Object.fromEntries(Object.entries(day.strangeIn(when, now)).filter(each => each[1])),
  }[name];
  return Object.fromEntries(cases.map(([about, when, now]) => [about, tell(when, Date.parse(now + "Z"))]));
}"""


@pytest.fixture(scope="module")
def here(browser: Browser, handmade: str) -> Iterator[Page]:
    """A page that does nothing by itself, where clocks show UTC."""
    page = browser.new_page(timezone_id="UTC")
    page.goto(f"{handmade}page.css")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("name", "cases"), [("phases", PHASES), ("nows", NOWS), ("weeks", WEEKS), ("strange", STRANGE)], ids=str
)
def test_what_day_it_is(here: Page, scripts: str, name: str, cases: list[Case]) -> None:
    """Each case as it is expected."""
    found = here.evaluate(ASK, [f"{scripts}plan/day.mjs", name, DUES, [case[:3] for case in cases]])
    assert found == {about: expected for about, _, _, expected in cases}


def test_when_to_ask_for_news(here: Page, scripts: str) -> None:
    """Two working days after the day that they named; what is no day is none."""
    found = here.evaluate(
        """async ([address, days]) => {
          const {askDay, dayWords} = await import(address);
          return days.map(day => [day, dayWords(day), askDay(day)]);
        }""",
        [f"{scripts}plan/day.mjs", [day for day, *_ in ANSWERS]],
    )
    assert [tuple(each) for each in found] == ANSWERS
