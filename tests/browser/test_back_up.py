"""A back-up goes out whole, and comes in only after a look: whatever is wrong with it costs nobody anything."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.plans_page import PlansPage, back_up_of, plan_of
from tests.browser.test_storage import FILL_STORAGE

GOOD = {"acme": plan_of(about={"employer": "Acme"}, items={"ask-names": "done"}, notes={"ask-names": "Ada"})}
WORD = {"value": "done", "at": "2026-11-01T08:00:00.000Z"}

MARKUP = '<img src=x onerror="document.title=1">'


def with_items(items: object) -> str:
    return back_up_of({"acme": {"schema": 1, "items": items}})


BAD: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "could not be read as JSON"),
    "no JSON": ("BEGIN:VCALENDAR", "could not be read as JSON"),
    "cut off": (back_up_of(GOOD)[:-40], "ends too early"),
    "no UTF-8": (b"\xff\xfe{}", "could not be read as text"),
    "a list": ("[]", "not a back-up of this site"),
    "null": ("null", "not a back-up of this site"),
    "another file": ('{"kind": "bookmarks"}', "not a back-up of this site"),
    "kind by prototype": ('{"__proto__": {"kind": "second-round-back-up"}}', "not a back-up of this site"),
    "newer": (back_up_of(GOOD, schema=2), "made by a newer version"),
    "a newer plan": (back_up_of({"acme": {"schema": 7}}), "made by a newer version"),
    "no schema": (back_up_of(GOOD, schema="1"), "schema: expected 1"),
    "no time": (back_up_of(GOOD, at="soon"), "at: expected the time"),
    "plans as a list": (back_up_of([]), "plans: expected plans by their ids"),
    "nothing in a plan": (back_up_of({f"p{n}": {"schema": 1} for n in range(501)}), "nothing that is newer"),
    "id as a path": (back_up_of({"../x": {"schema": 1}}), "“../x”: expected an id"),
    "id as markup": (back_up_of({MARKUP: {"schema": 1}}), "expected an id"),
    "id of the prototype": (back_up_of({"__proto__": {"schema": 1}}), "“__proto__”: expected an id"),
    "endless id": (back_up_of({"a" * 65: {"schema": 1}}), "expected an id"),
    "a plan as text": (back_up_of({"acme": "done"}), "expected a plan"),
    "a plan as a list": (back_up_of({"acme": []}), "expected a plan"),
    "a plan without schema": (back_up_of({"acme": {}}), "schema: expected a number"),
    "items as a list": (with_items([]), "items: expected entries by their names"),
    "an item as text": (with_items({"ask-names": "done"}), "expected a value and its time"),
    "a value as a list": (with_items({"ask-names": WORD | {"value": ["done"]}}), "value: expected a text"),
    "a time as a number": (with_items({"ask-names": WORD | {"at": 1}}), "at: expected a time"),
    "no time of a word": (with_items({"ask-names": WORD | {"at": "soon"}}), "at: expected a time"),
    "no value but a wrong time": (with_items({"ask-names": {"note": "x", "at": 1}}), "at: expected a time"),
    "many bad items": (with_items({f"i{n}": 0 for n in range(20_001)}), "and 19941 more"),
    "texts set aside as a text": (back_up_of({}, aside="x"), "aside: expected texts by the ids of their plans"),
    "a text set aside as a number": (back_up_of({}, aside={"acme": [1]}), "aside: “acme”: expected a list of texts"),
    "a text set aside for a path": (back_up_of({}, aside={"../x": ["x"]}), "aside: “../x”: expected a list of texts"),
    "too deep": (with_items({"ask-names": WORD | {"value": json.loads("[" * 900 + "]" * 900)}}), "expected a text"),
    "much too deep": (back_up_of(0).replace(": 0", ": " + "[" * 200_000 + "]" * 200_000), "expected plans"),
}


@pytest.fixture
def plans(page: Page, site: str) -> PlansPage:
    return PlansPage(page, site)


def test_nothing_of_a_bad_file_gets_in(plans: PlansPage, faults: list[str]) -> None:
    """Each kind of damage is named, nothing can be brought in, and nothing of what is here has changed."""
    plans.add(employer="Acme")
    before = plans.kept()
    for name, (text, told) in BAD.items():
        dialog = plans.bring_in(text)
        assert told in dialog.inner_text(), name
        expect(dialog.locator('[data-action="take-in"]')).to_be_hidden()
        plans.page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert plans.kept() == before, name
    assert plans.page.evaluate("[document.title === '1', ({}).schema, ({}).kind]") == [False, None, None]


def test_a_file_that_is_too_large_is_not_read(bare: Page, scripts: str) -> None:
    """Nobody waits for a film to be read as a back-up."""
    problems = bare.evaluate(
        """async (address) => {
          const { validateFile } = await import(address);
          return (await validateFile({ size: 30 * 1024 * 1024 + 1 }, Date.now())).problems;
        }""",
        f"{scripts}interviews/back-up.mjs",
    )
    assert problems == ["The file is larger than 30 MB. No back-up of this site is."]


def test_every_problem_is_named_at_once(plans: PlansPage) -> None:
    """A person who mends a file by hand need not come back for each mistake."""
    dialog = plans.bring_in(
        back_up_of({"a b": {}, "c": {"schema": 1, "items": {"x": 1, "y": WORD | {"value": 4}}, "notes": []}}, at=5)
    )
    expect(dialog.locator("li")).to_have_count(5)


def test_random_damage_is_named_or_harmless(bare: Page, scripts: str) -> None:
    """Any value in any place of a file is either refused in words or read as data; never an error, never a change."""
    chance = random.Random(11)
    values: list[Any] = [
        None,
        True,
        0,
        -1,
        1e308,
        "",
        "x",
        [],
        {},
        {"__proto__": {}},
        {"toString": 1},
        "9" * 400,
        [[[]]],
    ]
    texts = []
    for _ in range(300):
        file = json.loads(back_up_of(copy.deepcopy(GOOD)))
        place: Any = file
        while True:
            key = chance.choice(list(place))
            if not isinstance(place[key], dict) or not place[key] or chance.random() < 0.3:
                break
            place = place[key]
        if chance.random() < 0.3:
            place[chance.choice(["__proto__", "constructor", "", "length", "1", "\ud83d"])] = place.pop(key)
        else:
            place[key] = chance.choice(values)
        text = json.dumps(file)
        texts.append(text[: chance.randrange(len(text))] if chance.random() < 0.2 else text)
    found = bare.evaluate(
        """async ([address, texts]) => {
          const {validate} = await import(address);
          const before = JSON.stringify(localStorage);
          const all = texts.map(text => validate(text, Date.now()));
          return [before === JSON.stringify(localStorage), Object.keys(Object.prototype), all];
        }""",
        [f"{scripts}interviews/back-up.mjs", texts],
    )
    assert found[:2] == [True, []]
    for text, answer in zip(texts, found[2], strict=True):
        assert all(isinstance(problem, str) and problem for problem in answer["problems"]), text
        assert answer["problems"] or answer["incoming"] is not None, text


def test_out_and_in_again(plans: PlansPage, site: str, tmp_path: Path) -> None:
    """What is saved, erased and brought in is all there again, the plan in use too; the file's name says the day."""
    plans.add(employer="Müller & Søn", role="<b>Data</b>", day="2026-12-03", time="10:00", scenario="panel-day")
    plans.add(employer="Acme", day="2026-12-10")
    plans.card("Müller & Søn · <b>Data</b>").get_by_role("button", name="Show it on my lists").click()
    before = plans.kept()
    with plans.page.expect_download() as download:
        plans.button("Save a back-up").click()
    today = plans.page.evaluate("new Date().toLocaleDateString('sv-SE')")
    assert download.value.suggested_filename == f"second-round-back-up-{today}.json"
    expect(plans.root.locator("[data-backed-up]")).to_contain_text("Last back-up: ")
    download.value.save_as(tmp_path / "back-up.json")
    plans.button("Erase everything").click()
    plans.root.get_by_role("dialog").get_by_role("button", name="Erase everything").click()
    expect(plans.cards).to_have_count(0)
    dialog = plans.bring_in((tmp_path / "back-up.json").read_bytes())
    expect(dialog).to_contain_text("changes 2 interviews")
    expect(dialog.locator("summary").nth(0)).to_contain_text("added, with")
    dialog.get_by_role("button", name="Bring it in").click()
    expect(plans.cards).to_have_count(2)
    expect(plans.button("Undo")).to_be_focused()
    after = plans.kept()
    del after["second-round:current"], before["second-round:current"]
    assert {key: json.loads(text) for key, text in after.items()} == {
        key: json.loads(text) for key, text in before.items()
    }
    expect(plans.card("Müller & Søn · <b>Data</b>").get_by_text("on your lists now")).to_be_visible()


def test_the_newest_word_stays(plans: PlansPage) -> None:
    """A preview says what changes and what is older; nothing happens before it is agreed to, and Undo takes it back."""
    early, late = "2026-11-01T08:00:00.000Z", "2026-11-03T08:00:00.000Z"
    here = plan_of(
        "2026-11-02T08:00:00.000Z", about={"employer": "Acme"}, notes={"ask-names": "mine", "ask-format": "mine"}
    )
    plans.page.evaluate("text => localStorage.setItem('second-round:plan:acme', text)", json.dumps(here))
    plans.page.reload()
    theirs = plan_of(early, notes={"ask-names": "old"}) | {"unknown": {"a": 1}}
    theirs["notes"]["ask-format"] = {"value": MARKUP, "at": late}
    theirs["items"] = {"ask-format": {"value": "done", "at": "9999-01-01T00:00:00.000Z", "digest": "0123abcd", "x": {}}}
    dialog = plans.bring_in(back_up_of({"acme": theirs}))
    expect(dialog.locator("summary")).to_have_text("Acme: changed in 1 item, 1 note")
    dialog.locator("summary").click()
    expect(dialog).to_contain_text(f"“mine”, becomes “{MARKUP}”")
    expect(dialog).to_contain_text("1 entry of the file: older")
    dialog.get_by_role("button", name="Leave things as they are").click()
    assert json.loads(plans.kept()["second-round:plan:acme"]) == here
    plans.bring_in(back_up_of({"acme": theirs})).get_by_role("button", name="Bring it in").click()
    expect(plans.say).to_contain_text("The back-up is in.")
    found = json.loads(plans.kept()["second-round:plan:acme"])
    assert [found["notes"][name]["value"] for name in ("ask-names", "ask-format")] == ["mine", MARKUP]
    assert found["items"]["ask-format"].keys() == {"value", "at", "digest"}
    assert found["items"]["ask-format"]["at"] < "9999"
    assert "unknown" not in found
    plans.button("Undo").click()
    expect(plans.say).to_have_text("Undone.")
    found = json.loads(plans.kept()["second-round:plan:acme"])
    assert [found["notes"][name]["value"] for name in ("ask-names", "ask-format")] == ["mine", "mine"]
    assert found["items"]["ask-format"]["value"] == "to-do"
    dialog = plans.bring_in(back_up_of({"acme": here}))
    expect(dialog).to_contain_text("nothing that is newer")


def test_an_unnamed_plan_of_a_back_up_finds_the_plan_that_was_named(plans: PlansPage) -> None:
    """Ticked, saved, named: the old file brings nothing twice."""
    unnamed = plan_of(items={"ask-names": "done"})
    plans.page.evaluate("text => localStorage.setItem('second-round:plan:unnamed', text)", json.dumps(unnamed))
    plans.page.reload()
    plans.root.get_by_role("button", name="Name it").click()
    plans.fill(employer="Acme")
    plans.keep()
    expect(plans.card("Acme")).to_be_visible()
    expect(plans.bring_in(back_up_of({"unnamed": unnamed}))).to_contain_text("nothing that is newer")


def test_a_back_up_that_does_not_fit_changes_nothing(plans: PlansPage) -> None:
    """In a full browser it is said, and nothing of it is taken in."""
    plans.page.evaluate(FILL_STORAGE)
    before = plans.kept()
    many = {f"note-{number}": "x" * 10_000 for number in range(20)}
    plans.bring_in(back_up_of({"acme": plan_of(notes=many)})).get_by_role("button", name="Bring it in").click()
    expect(plans.say).to_contain_text("not enough room")
    assert plans.kept() == before
    expect(plans.cards).to_have_count(0)
