"""When things are, over time zones and clock changes: the browser's answer against the system's time zones."""

from __future__ import annotations

import datetime
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

UTC = datetime.UTC
ZONES = [
    *("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati"),
    *("America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC"),
]


def moment(day: datetime.date, time: datetime.time, zone: str) -> datetime.datetime:
    """Return when clocks in a zone show this; the first of two, and of none as much later as the clocks jump."""
    return datetime.datetime.combine(day, time, ZoneInfo(zone)).astimezone(UTC)


def instants(bare: Page, scripts: str, asked: list[tuple[str, str, str]]) -> list[str | None]:
    """Return the browser's answers as ISO texts."""
    answers: list[str | None] = bare.evaluate(
        """async ([address, asked]) => {
          const {instantOf} = await import(address);
          return asked.map(([day, time, zone]) => instantOf(day, time, zone)?.toISOString() ?? null);
        }""",
        [f"{scripts}plan/dates.mjs", asked],
    )
    return answers


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.dates(datetime.date(2025, 1, 1), datetime.date(2030, 12, 31)),
            st.times().map(lambda time: time.replace(second=0, microsecond=0, fold=0)),
            st.sampled_from(ZONES),
        ),
        min_size=200,
        max_size=200,
    )
)
def test_moments_are_those_of_the_zone(
    bare: Page, scripts: str, asked: list[tuple[datetime.date, datetime.time, str]]
) -> None:
    """Any day, any minute, any zone."""
    found = instants(bare, scripts, [(day.isoformat(), time.isoformat("minutes"), zone) for day, time, zone in asked])
    expected = [moment(*each).strftime("%Y-%m-%dT%H:%M:%S.000Z") for each in asked]
    assert found == expected


@pytest.mark.parametrize(
    ("day", "time", "zone", "expected"),
    [
        ("2026-03-29", "01:30", "Europe/London", "2026-03-29T01:30:00.000Z"),  # left out: an hour later
        ("2026-10-25", "01:30", "Europe/London", "2026-10-25T00:30:00.000Z"),  # twice: the first
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00.000Z"),
        ("2026-12-03", "10:00", "Nowhere/At_All", "2026-12-03T10:00:00.000Z"),  # this browser's own
        ("2026-02-30", "10:00", "UTC", None),
        ("soon", "10:00", "UTC", None),
        ("", "", "UTC", None),
    ],
)
def test_moments_that_are_special(
    bare: Page, scripts: str, day: str, time: str, zone: str, expected: str | None
) -> None:
    """Times that a clock change leaves out or repeats, zones and days that don't exist."""
    if zone.startswith("Nowhere"):
        offset = bare.evaluate("new Date('2026-12-03T10:00').toISOString()")
        expected = offset
    assert instants(bare, scripts, [(day, time, zone)]) == [expected]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("7 days before, 18:00", "2026-10-22T22:00:00.000Z"),  # still summer time
        ("1 day before, 19:00", "2026-10-28T23:00:00.000Z"),
        ("10 minutes before", "2026-10-29T13:50:00.000Z"),
        ("at the start", "2026-10-29T14:00:00.000Z"),
        ("5 minutes before the end", "2026-10-29T20:25:00.000Z"),
        ("10 minutes after the end", "2026-10-29T20:40:00.000Z"),
        ("4 days after, 09:00", "2026-11-02T14:00:00.000Z"),  # winter time
    ],
)
def test_what_is_due_is_counted_on_the_clocks_of_the_place(bare: Page, scripts: str, due: str, expected: str) -> None:
    """Days are days there, whatever the clocks do in between; minutes are minutes."""
    when = {"day": "2026-10-29", "time": "10:00", "ends": "16:30", "zone": "America/New_York"}
    found = bare.evaluate(
        "async ([address, due, when]) => (await import(address)).dueAt(due, when).toISOString()",
        [f"{scripts}plan/dates.mjs", due, when],
    )
    assert found == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"day": "2026-12-03"}, ["2026-12-03T09:00:00.000Z", "2026-12-04T00:00:00.000Z", False]),
        (
            {"day": "2026-12-03", "time": "22:00", "ends": "01:00"},
            ["2026-12-03T22:00:00.000Z", "2026-12-04T01:00:00.000Z", True],
        ),
        (
            {"day": "2026-12-03", "time": "25:00", "ends": "x"},
            ["2026-12-03T09:00:00.000Z", "2026-12-04T00:00:00.000Z", False],
        ),
        # At its start an end says nothing, and nor does one that a clock change puts there.
        (
            {"day": "2026-12-03", "time": "10:00", "ends": "10:00"},
            ["2026-12-03T10:00:00.000Z", "2026-12-03T11:00:00.000Z", True],
        ),
        (
            {"day": "2026-03-29", "time": "01:30", "ends": "02:00", "zone": "Europe/London"},
            ["2026-03-29T01:30:00.000Z", "2026-03-29T02:30:00.000Z", True],
        ),
        ({}, None),
    ],
)
def test_how_long_an_interview_is(bare: Page, scripts: str, when: dict[str, str], expected: object) -> None:
    """An hour unless it says when it ends; an end before the start is tomorrow's; without a time it lasts all day."""
    found = bare.evaluate(
        """async ([address, when]) => {
          const span = (await import(address)).spanOf({zone: "UTC", ...when});
          return JSON.stringify(span ? [span.start, span.end, span.timed] : null);
        }""",
        [f"{scripts}plan/dates.mjs", when],
    )
    assert json.loads(found) == expected
