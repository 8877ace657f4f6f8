"""A transcript reads back as it was written, and a change of what is heard is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.heard.transcript import Step, Transcript, again, difference, read

WALK = Transcript(
    "Orca 43 and Firefox 153",
    (
        Step("open plan/", before=("# First.",)),
        Step("h", ("My interviews <heading level 1>",)),
        Step("x", ("<leaving list>", "Ask [day] < 9 o’clock. must <check box not checked>"), ("", "# Then.")),
        Step("type a b"),
    ),
)


def heard(line: str, versions: str = WALK.versions) -> Transcript:
    """The same walk, on which a heading was heard as `line`."""
    steps = (WALK.steps[0], replace(WALK.steps[1], said=(line,)), *WALK.steps[2:])
    return Transcript(versions, steps)


def test_a_transcript_reads_back() -> None:
    """Steps, what was said, comments and empty lines: all of it stays when it is written again."""
    assert read(str(WALK)) == WALK


def test_a_walk_may_have_been_heard_by_nobody_yet() -> None:
    """Somebody writes the keys; the rest is written by the walk."""
    assert read("open plan/\nh\n") == Transcript("", (Step("open plan/"), Step("h")))


@pytest.mark.parametrize("line", ["Interviews <heading level 1>", "My interviews <heading level 2>", "My interviews"])
def test_with_the_same_versions_every_word_counts(line: str) -> None:
    """What a thing is called is as much of a change as what it is."""
    assert f"+    {line}" in difference(WALK, heard(line), "plan.txt")


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("<heading> My interviews <one>", False),
        ("My Interviews, <heading level 1>", False),
        ("Second Round <document web> My interviews <heading>", False),
        ("Interviews <heading>", True),
        ("Interviews, my <heading>", True),
    ],
)
def test_with_other_versions_the_words_of_the_page_count(line: str, is_found: bool) -> None:
    """How another Orca names a heading, or what it says before, is no fault of the page."""
    assert bool(difference(WALK, heard(line, "Orca 48 and Firefox 153"), "plan.txt")) == is_found


def test_the_same_is_no_difference() -> None:
    assert difference(WALK, WALK, "plan.txt") == ""


def test_a_word_that_was_missed_once_is_heard_the_next_time() -> None:
    """Each step counts as it was heard the first time that it was as it is written; what never was, is a difference."""
    missed, other = heard("My"), heard("Ours <heading level 1>")
    assert difference(WALK, again(WALK, missed, WALK), "plan.txt") == ""
    assert difference(WALK, again(WALK, WALK, missed), "plan.txt") == ""
    assert "+    Ours" in difference(WALK, again(WALK, missed, other), "plan.txt")
