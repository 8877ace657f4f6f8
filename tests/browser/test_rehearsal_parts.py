"""What stands behind the page on which answers are said aloud, without a page: clock, draw, what is kept, estimates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

CASES: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_name("rehearsals.yml").read_text(encoding="utf-8"))

DAY = 24 * 60 * 60 * 1000
NOON = 1_796_040_000_000
"""A noon in UTC, and a day at which no clock changes near it."""


def named(kind: str) -> list[Any]:
    """Return the cases of a kind, each called by its name."""
    return [pytest.param(case, id=case["name"]) for case in CASES[kind]]


@pytest.mark.parametrize("case", named("clock"))
def test_a_clock_is_reckoned_from_moments(bare: Page, scripts: str, case: dict[str, Any]) -> None:
    """However seldom somebody looks: thinking, each part, and beyond; a pause counts for nothing."""
    read = bare.evaluate(
        """async ([address, done, at]) => {
          const {startClock, stopClock, goOn, speakNow, readClock} = await import(address);
          const parts = [30, 60, 30].map((seconds) => ({name: "", seconds}));
          const ways = {stop: stopClock, go: goOn, speak: speakNow};
          let clock = startClock(parts, 30, 1e12);
          for (const [way, second] of done) clock = ways[way](clock, 1e12 + second * 1000);
          const {phase, part, left, spoken} = readClock(clock, 1e12 + at * 1000);
          return [phase, part, left, spoken];
        }""",
        [f"{scripts}rehearse/clock.mjs", case["do"], case["at"]],
    )
    assert read == case["reads"]


def test_what_is_left_is_said_in_coarse_steps(bare: Page, scripts: str) -> None:
    """Nobody should watch it run."""
    said = bare.evaluate(
        "async ([address, all]) => all.map((await import(address)).leftInWords)",
        [f"{scripts}rehearse/clock.mjs", [seconds for seconds, _ in CASES["left"]]],
    )
    assert said == [words for _, words in CASES["left"]]


@pytest.mark.parametrize("case", named("draw"))
def test_the_next_one_is_what_needs_it(bare: Page, scripts: str, case: dict[str, Any]) -> None:
    """What was hard or is wanted again comes first, on another day; then what is new; then what is longest ago."""
    said = {
        what: [
            {"at": NOON - days * DAY, "well": [], "felt": "" if how == "again" else how, "again": how == "again"}
            for days, how in sayings
        ]
        for what, sayings in case["said"].items()
    }
    drawn = bare.evaluate(
        """async ([address, all, said, now, last]) => {
          const {nextOf, turnOf, rowOf} = await import(address);
          const map = new Map(Object.entries(said));
          const next = nextOf(all, map, now, last, () => 0);
          return [next ?? null, turnOf(map.get(next), now), rowOf(all, map, now, 5, () => 0.99)];
        }""",
        [f"{scripts}rehearse/draw.mjs", case["all"], said, NOON, case.get("last", "")],
    )
    assert drawn[:2] == [case["next"], case["why"]]
    assert sorted(drawn[2]) == sorted(case["all"]), "several in a row are each of them once"


@pytest.mark.parametrize("case", named("kept"))
def test_what_a_plan_has_is_read(bare: Page, scripts: str, case: dict[str, Any]) -> None:
    """Of any text, whoever wrote it; what is written now is read as it was meant."""
    name, value = case["entry"]
    read = bare.evaluate(
        """async ([address, name, value]) => {
          const {sayingsIn, entryOf} = await import(address);
          const said = [...sayingsIn(new Map([[name, {value, at: 0}]]))];
          if (!said.length) return null;
          const [[what, [one]]] = said;
          const again = entryOf(what, one);
          const [[, [twice]]] = [...sayingsIn(new Map([[again.name, {value: again.value, at: 0}]]))];
          const same = again.name === name && JSON.stringify(twice) === JSON.stringify(one);
          return [said.length, one.well, one.felt, one.again, one.seconds, same];
        }""",
        [f"{scripts}plan/said.mjs", name, value],
    )
    assert read == (case["says"] and [*case["says"], True])


def test_how_long_words_take_is_an_estimate(bare: Page, scripts: str) -> None:
    """At 130 words a minute, in steps of five seconds; signs are no words."""
    cases = [
        (case["repeat"] * case["times"], case["takes"]) if isinstance(case, dict) else tuple(case)
        for case in CASES["aloud"]
    ]
    said = bare.evaluate(
        "async ([address, all]) => all.map((await import(address)).secondsAloud)",
        [f"{scripts}worksheet/aloud.mjs", [words for words, _ in cases]],
    )
    assert said == [seconds for _, seconds in cases]
