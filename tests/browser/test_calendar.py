"""The calendar file of a plan, read back by a library: right moments in every zone, and words that stay words."""

from __future__ import annotations

import datetime
import random
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

UTC = datetime.UTC
CHANGES = ("2026-03-29", "2026-04-05", "2026-10-25", "2026-11-01", "2027-03-14", "2026-12-31")
"""Days on which clocks change in Europe, in Australia, in Europe, in America twice; and one that ends a year."""

ODD = ("Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati", "Africa/Cairo", "UTC")
"""Clocks that change by half an hour, that are off by a part of an hour, that are a day ahead."""

MAKE = """async ([scripts, interviews]) => {
  const {calendarOf} = await import(`${scripts}plan/calendar.mjs`);
  const {spanOf, dueAt} = await import(`${scripts}plan/dates.mjs`);
  return interviews.map(({title, words, when, changed}) => {
    const pausePoints = Object.entries({
      evening: "1 day before, 19:00",
      door: "10 minutes before",
      leave: "5 minutes before the end",
      next: "1 day after, 02:30",
    }).map(([id, due]) => ({id, title: id, at: dueAt(due, when), items: [{do: words, minutes: 10}]}));
    return calendarOf({
      id: "0123", title, day: when.day, span: spanOf(when), pausePoints, changed,
      address: "https://example.test/scenarios/panel-day/",
    }, 0);
  });
}"""

CHANGED = int(datetime.datetime(2026, 11, 25, 9, tzinfo=UTC).timestamp() * 1000)


def calendars(bare: Page, scripts: str, *interviews: dict[str, Any]) -> list[str]:
    """Return the calendar file of each interview."""
    plain = {"title": "Acme", "words": "Ask.", "changed": CHANGED}
    made: list[str] = bare.evaluate(MAKE, [scripts, [plain | each for each in interviews]])
    return made


def events(text: str) -> dict[str, Any]:
    """Read a file back; return its events by the part of their UID that names them."""
    calendar = Calendar.from_ical(text)
    assert [str(calendar[name]) for name in ("VERSION", "PRODID")] == ["2.0", "-//Second Round//Plan//EN"]
    return {str(event["UID"]).removeprefix("0123-").removesuffix("@second-round"): event for event in calendar.events}


def moment(day: str, time: str, zone: str, days: int = 0) -> datetime.datetime:
    """Return the moment at which clocks of a zone show a time; the first, or one that a clock change moves on."""
    date = datetime.date.fromisoformat(day) + datetime.timedelta(days)
    local = datetime.datetime.combine(date, datetime.time.fromisoformat(time), ZoneInfo(zone))
    return local.astimezone(UTC)


def zones_known_alike(bare: Page) -> list[str]:
    """Return the zones for which this browser and this Python have the same rules: governments change them often."""
    moments = [datetime.datetime(2026, 3, 1, tzinfo=UTC) + datetime.timedelta(days) for days in range(0, 400, 20)]
    shown: dict[str, list[str]] = bare.evaluate(
        """moments => Object.fromEntries(Intl.supportedValuesOf("timeZone").map(zone => {
          const clock = new Intl.DateTimeFormat("sv-SE", {timeZone: zone, dateStyle: "short", timeStyle: "medium"});
          return [zone, moments.map(moment => clock.format(moment))];
        }))""",
        [each.timestamp() * 1000 for each in moments],
    )
    return sorted(
        zone
        for zone in set(shown) & available_timezones()
        if shown[zone] == [each.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S") for each in moments]
    )


def test_moments_are_right_in_every_zone(bare: Page, scripts: str) -> None:
    """Around clock changes too, the interview and its pause points are when clocks there show them."""
    known = zones_known_alike(bare)
    zones = [*set(ODD) & {*known, "UTC"}, *random.Random(5).sample(known, 20)]
    assert len(known) > 300
    cases = [
        {"day": day, "time": time, "ends": ends, "zone": zone}
        for zone in zones
        for day in CHANGES
        for time, ends in (("02:30", "15:00"), ("23:30", "01:15"))
    ]
    for when, text in zip(cases, calendars(bare, scripts, *({"when": case} for case in cases)), strict=True):
        day, time, ends, zone = when.values()
        found = events(text)
        start, end = moment(day, time, zone), moment(day, ends, zone, days=int(ends < time))
        assert {name: event.start for name, event in found.items()} == {
            "interview": start,
            "evening": moment(day, "19:00", zone, days=-1),
            "door": start - datetime.timedelta(minutes=10),
            "leave": end - datetime.timedelta(minutes=5),
            "next": moment(day, "02:30", zone, days=1),
        }, when
        assert found["interview"].end == end, when


def test_a_day_without_a_time_is_a_whole_day(bare: Page, scripts: str) -> None:
    """What is counted from a time is left out then."""
    [text] = calendars(bare, scripts, {"when": {"day": "2026-12-31", "time": "", "ends": "", "zone": "Asia/Tokyo"}})
    found = events(text)
    assert (found["interview"].start, found["interview"].end) == (
        datetime.date(2026, 12, 31),
        datetime.date(2027, 1, 1),
    )
    assert list(found) == ["interview", "evening", "next"]


def test_each_event_rings_and_a_second_import_updates(bare: Page, scripts: str) -> None:
    """The interview an hour before, a pause point when it is due; the ids stay, and the number rises with a change."""
    when = {"day": "2026-12-03", "time": "10:00", "ends": "", "zone": "Europe/London"}
    first, second = (
        events(text)
        for text in calendars(
            bare, scripts, {"when": when}, {"when": when | {"day": "2026-12-04"}, "changed": CHANGED + 1000}
        )
    )
    assert list(first) == list(second)
    for name, event in first.items():
        [alarm] = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == datetime.timedelta(hours=-1 if name == "interview" else 0)
        assert alarm["ACTION"] == "DISPLAY"
        assert second[name]["SEQUENCE"] == event["SEQUENCE"] + 1
        assert second[name]["DTSTAMP"].dt == event["DTSTAMP"].dt + datetime.timedelta(seconds=1)
    assert first["door"]["URL"] == "https://example.test/scenarios/panel-day/#door"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("a, b; c: d \\ e \\n f", "a, b; c: d \\ e \\n f"),
        ("one\r\ntwo\rthree\nfour\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR", "x\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("\N{GRINNING FACE}" * 60, "\N{GRINNING FACE}" * 60),
        ("é" * 37 + "漢字" * 50, "é" * 37 + "漢字" * 50),
        ("שלום, مرحبا " * 20, ("שלום, مرحبا " * 20)),
        ("<b onclick=x>&amp;</b> \" ' ^n", "<b onclick=x>&amp;</b> \" ' ^n"),
        ("x" * 5000, "x" * 5000),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_words_are_data(bare: Page, scripts: str, words: str, read: str) -> None:
    """Whatever a person wrote comes back as it was, in lines of at most 75 octets that are whole characters."""
    when = {"day": "2026-12-03", "time": "10:00", "ends": "", "zone": "UTC"}
    [text] = calendars(bare, scripts, {"title": words, "words": words, "when": when})
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any(mark in line for line in lines for mark in "\r\n\0")
    found = events(text)
    assert str(found["interview"]["SUMMARY"]) == f"Interview: {read}"
    assert str(found["door"]["DESCRIPTION"]) == f"• {read}"
    assert len(found) == 5


def test_half_a_character_is_left_out(bare: Page, scripts: str) -> None:
    """Half of a pair, which no file can hold, takes nothing else with it."""
    text = bare.evaluate(
        """async scripts => {
          const {calendarOf} = await import(`${scripts}plan/calendar.mjs`);
          const span = {start: new Date(0), end: new Date(1), timed: true};
          const none = {pausePoints: [], changed: 0, address: "x:"};
          return calendarOf({id: "0123", title: "a\\ud83db", day: "", span, ...none}, 0);
        }""",
        scripts,
    )
    assert "SUMMARY:Interview: ab" in text
