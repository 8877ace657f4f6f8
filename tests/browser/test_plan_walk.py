"""Two tabs, many plans, and storage that fails in between: what was acknowledged is there at the end."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.checklist_page import Place, store_address

SEEDS = 3
STEPS = 60

PREPARE = """async store => {
  const shelf = await import(new URL("shelf.mjs", store));
  const {plans} = await import(store);
  const setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...words) {
    if (window.isFailing) throw new DOMException("full", "QuotaExceededError");
    setItem.apply(this, words);
  };
  const told = plan => ({id: plan.id, kept: !plan.problem});
  window.walk = {
    write({section, name, value}) {
      const plan = plans.current;
      plan.set([{section, name, value}]);
      return told(plan);
    },
    name({employer}) {
      const id = plans.current.id;
      if (id !== "unnamed") return {};
      return told(shelf.namePlan([{section: "about", name: "employer", value: employer}]));
    },
    add({employer}) { return told(shelf.addPlan([{section: "about", name: "employer", value: employer}])); },
    choose({place}) {
      const ids = shelf.shelf().map(({ id }) => id).sort();
      if (ids.length) plans.choose(ids[place % ids.length]);
    },
    remove({place}) {
      const ids = shelf.shelf().map(({ id }) => id).sort();
      if (!ids.length) return {};
      const plan = plans.open(ids[place % ids.length]);
      const words = this.words()[plan.id];
      window.undo = shelf.removePlan(plan);
      window.undone = plan;
      return {id: plan.id, words};
    },
    undo() {
      const {undo, undone} = window;
      window.undo = undefined;
      undo?.();
      return undo ? told(undone) : {};
    },
    tidy() { shelf.tidy(); },
    fresh() { return shelf.eraseAll(); },
    forget() { window.undo = undefined; },
    fail({failing}) { window.isFailing = failing; },
    words() {
      const sections = ["about", "items", "notes", "fields"];
      return Object.fromEntries(shelf.shelf().map(({ id }) => [id, Object.fromEntries(sections.flatMap(
        section => [...plans.open(id).section(section)].map(([name, {value}]) => [`${section}/${name}`, value])
      ))]));
    },
  };
}"""

AT_ONE_MOMENT = """([moment, step, details]) => new Promise(done => setTimeout(() => {
  while (Date.now() < moment);
  done(walk[step](details));
}, moment - Date.now() - 20))"""

Word = tuple[str, str]
"""The id of a plan, and "<section>/<name>" in it."""


class Walk:
    """Two tabs, and every word that one of them acknowledged."""

    def __init__(self, tabs: list[Page], seed: int) -> None:
        self.tabs = tabs
        self.chance = random.Random(seed)
        self.count = 0
        self.expected: dict[Word, str] = {}
        self.removed: list[dict[Word, str]] = [{}, {}]
        self.steps: list[str] = []

    def prepare(self, tab: int) -> None:
        self.tabs[tab].evaluate(PREPARE, store_address(self.tabs[tab]))
        self.removed[tab] = {}

    def details(self, step: str) -> dict[str, Any]:
        self.count += 1
        if step == "write":
            section = self.chance.choice(["items", "notes", "fields"])
            return {"section": section, "name": f"n{self.count}", "value": "done" if section == "items" else "words"}
        if step == "fail":
            return {"failing": int(self.chance.random() < 0.5)}
        return {"employer": f"employer {self.count}", "place": self.chance.randrange(100)}

    def do(self, tab: int, step: str) -> None:
        """Do something in one tab, the other having heard of all before or not."""
        if step == "reload":
            self.steps.append(f"{tab} reload")
            self.tabs[tab].reload()
            self.prepare(tab)
            return
        if step == "fresh":
            self.begin_again(tab)
            return
        if step == "remove":
            # A word that another tab wrote to it at this very moment may go or stay.
            self.tabs[tab].wait_for_timeout(50)
        details = self.details(step)
        self.learn(tab, step, details, self.tabs[tab].evaluate(f"details => walk.{step}(details)", details))

    def begin_again(self, tab: int) -> None:
        """Erase everything, write without a name, and name it at the moment at which the other tab writes on."""
        self.steps.append(f"{tab} fresh")
        for each in self.tabs:
            each.evaluate("walk.forget()")
        self.tabs[tab].evaluate("walk.fresh()")
        self.tabs[tab].wait_for_timeout(50)
        self.expected.clear()
        self.removed = [{}, {}]
        self.do(self.chance.randrange(2), "write")
        self.both("name")

    def both(self, other: str) -> None:
        """In one moment, one tab writes and the other does something else."""
        moment = self.tabs[0].evaluate("Date.now()") + 60
        steps = ["write", other]
        self.chance.shuffle(steps)
        wanted = [(step, self.details(step)) for step in steps]
        for tab, (step, details) in zip(self.tabs, wanted, strict=True):
            tab.evaluate(f"step => {{ window.answer = ({AT_ONE_MOMENT})(step); }}", [moment, step, details])
        for number, (step, details) in enumerate(wanted):
            self.learn(number, step, details, self.tabs[number].evaluate("window.answer"))

    def learn(self, tab: int, step: str, details: dict[str, Any], answer: dict[str, Any] | None) -> None:
        """Note what was acknowledged."""
        self.steps.append(f"{tab} {step} {details} -> {answer}")
        plan = (answer or {}).get("id", "")
        if step == "remove":
            gone = {word for word in self.expected if word[0] == plan}
            gone |= {("unnamed", path) for path in (answer or {}).get("words", {})}
            self.removed[tab] = {word: self.expected.pop(word) for word in gone if word in self.expected}
        if not answer or not answer.get("kept"):
            return
        if step == "write":
            self.expected[plan, f"{details['section']}/{details['name']}"] = details["value"]
        if step in ("name", "add"):
            self.expected[plan, "about/employer"] = details["employer"]
        if step == "undo":
            self.expected |= self.removed[tab]

    def lost(self, tab: int) -> dict[Word, str]:
        """What was acknowledged and is not there. What the unnamed plan was told may have a name by now."""
        found: dict[str, dict[str, str]] = self.tabs[tab].evaluate("walk.words()")
        return {
            (plan, path): value
            for (plan, path), value in self.expected.items()
            if not any(words.get(path) == value for id, words in found.items() if plan in (id, "unnamed"))
        }


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_was_acknowledged_is_there_at_the_end(page: Page, other_page: Page, panel_day: Place, seed: int) -> None:
    """Create, name, choose, write, remove, undo, reload, in either tab or both at once, with storage failing."""
    walk = Walk([page, other_page], seed)
    for number in (0, 1):
        panel_day.open(walk.tabs[number])
        walk.prepare(number)
    weights = {
        "write": 30,
        "name": 6,
        "add": 2,
        "choose": 4,
        "remove": 2,
        "undo": 3,
        "tidy": 3,
        "fail": 4,
        "fresh": 5,
        "reload": 1,
    }
    for _ in range(STEPS):
        if walk.chance.random() < 0.15:
            walk.both(walk.chance.choice(["name", "add", "write", "tidy"]))
        else:
            walk.do(walk.chance.randrange(2), walk.chance.choices([*weights], [*weights.values()])[0])
    for number in (0, 1):
        walk.tabs[number].evaluate("walk.fail({failing: false})")
    page.wait_for_timeout(200)
    for number in (0, 1):
        walk.do(number, "reload")
    lost = walk.lost(0) | walk.lost(1)
    assert not lost, "\n".join([f"seed {seed}", *walk.steps, f"lost: {lost}"])
