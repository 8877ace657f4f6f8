"""What a person kept always comes back: whatever storage holds, backed up, erased and brought in, is there again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from tests.browser.checklist_page import DAMAGED, PLAN
from tests.browser.plans_page import PlansPage, back_up_of, plan_of

AT = "2026-11-01T08:00:00.000Z"
WORD = {"value": "done", "at": AT}
LONG = "x" * 50_001
SECTIONS = ("about", "cards", "cleared", "fields", "items", "notes", "told", "worksheets")

ROUND = """async ([folder, given]) => {
  const load = (name) => import(`${folder}${name}.mjs`);
  const { shelf, eraseAll, unreadOf } = await load("plan/shelf");
  const { asideHere, backUp, isOfUse, restore, validateFile } = await load("interviews/back-up");
  const hear = () => dispatchEvent(new StorageEvent("storage", { key: null, newValue: null }));
  const made = new Date();
  // What was dated after the back-up was made is taken as of that moment.
  const timed = (key, value) => key === "at" && Date.parse(value) > made.getTime() ? made.toISOString() : value;
  const state = () => {
    const aside = asideHere();
    const own = shelf().filter(({ problem }) => problem !== "newer");
    for (const plan of own) {
      const unread = unreadOf(plan);
      if (unread !== null) aside.set(plan.id, (aside.get(plan.id) ?? new Set()).add(unread));
    }
    // Wherever a plan began, it is of the site that it was brought to.
    const read = own.map(({ id, text }) => [id, (({ site, ...plan }) => plan)(JSON.parse(text, timed))]);
    return {
      plans: Object.fromEntries(read.filter(([, plan]) => Object.keys(plan).length > 1)),
      aside: Object.fromEntries([...aside].map(([id, texts]) => [id, [...texts].sort()])),
    };
  };
  localStorage.clear();
  for (const [key, text] of JSON.parse(given)) localStorage.setItem(key, text);
  hear();
  const before = state();
  const newer = shelf().filter(({ problem }) => problem === "newer").map(({ id }) => id);
  const { text, left } = backUp(made);
  await eraseAll();
  const erased = Object.keys(localStorage).length;
  hear();
  const validated = await validateFile(new Blob([text]), Date.now());
  const isRestored = !isOfUse(validated) || Boolean(restore(validated));
  const problems = [...validated.problems, ...validated.left];
  return JSON.stringify([before, state(), { isRestored, erased, problems, newer, left: left.map(({ id }) => id) }]);
}"""

Texts = list[tuple[str, str]]


def key(plan: str) -> str:
    return f"second-round:plan:{plan}"


def comes_back(bare: Page, scripts: str, texts: Texts) -> dict[str, Any]:
    """Put texts into storage, back up, erase, bring in: all is as before, what is left out is named. Return it."""
    before, after, outcome = json.loads(bare.evaluate(ROUND, [scripts, json.dumps(texts)]))
    assert outcome == {
        "isRestored": True,
        "erased": 0,
        "problems": [],
        "newer": outcome["left"],
        "left": outcome["left"],
    }
    assert after == before
    state: dict[str, Any] = after
    return state | {"left": outcome["left"]}


names = st.sampled_from(["ask-names", "was", "person-1.story-2", "__proto__", "constructor", "7"]) | st.text(max_size=9)
unknown = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
    max_leaves=4,
)
times = st.sampled_from([AT, "2026-11-02T08:00:00+02:00", "1969-01-01", "9999-12-31T23:59:59.999Z", "soon", ""])
values = st.sampled_from(["done", "to-do", "not-for-me", "chosen", "told", "", "later"]) | st.text(max_size=30)
entries = st.fixed_dictionaries(
    {},
    optional={
        "value": values,
        "at": times,
        "digest": st.sampled_from(["0123abcd", "no digest"]) | unknown,
        "note": unknown,
        "__proto__": unknown,
    },
)
sections = st.dictionaries(names, entries, max_size=4)
good = st.fixed_dictionaries(
    {"schema": st.sampled_from([1, 0, 0.5])},
    optional={**dict.fromkeys(SECTIONS, sections), "people": unknown, "__proto__": unknown},
)
odd = st.fixed_dictionaries(
    {"schema": st.sampled_from([1, "1", None])},
    optional=dict.fromkeys(SECTIONS, st.dictionaries(names, entries | unknown, max_size=3) | unknown),
)
newer = st.builds(lambda plan: plan | {"schema": 2}, odd)
plan_texts = (good | odd | newer | unknown).map(json.dumps) | st.text(max_size=20)
plan_ids = st.sampled_from(["unnamed", "acme", "0" * 32, "a" * 64, "7"])
states = st.tuples(
    st.dictionaries(plan_ids.map(key), plan_texts, max_size=4),
    st.dictionaries(st.sampled_from([DAMAGED, f"{DAMAGED}:2", "second-round:damaged:7"]), st.text(max_size=9)),
    st.dictionaries(st.just("second-round:current"), plan_ids),
).map(lambda each: [pair for texts in each for pair in texts.items()])


@settings(max_examples=80, derandomize=True)
@given(texts=states)
def test_any_state_comes_back(bare: Page, scripts: str, texts: Texts) -> None:
    """Plans good, damaged and newer, texts set aside, whatever names, values, times and unknown keys they hold."""
    comes_back(bare, scripts, texts)


LARGE: dict[str, Texts] = {
    "a field of 50,001 characters": [(PLAN, json.dumps(plan_of(fields={"story-bank.story-1.title": "x" * 50_001})))],
    "more bytes than characters": [
        (key(f"p{number}"), json.dumps(plan_of(notes={"ask-names": "备" * 45_000}), ensure_ascii=False))
        for number in range(45)
    ],
    "signs that take six bytes": [(PLAN, json.dumps(plan_of(notes={"ask-names": "\x01" * 800_000})))],
    "501 plans": [(key(f"p{number}"), json.dumps(plan_of(about={"employer": f"E{number}"}))) for number in range(501)],
    "20,001 items": [(PLAN, json.dumps(plan_of(items={f"item-{number}": "done" for number in range(20_001)})))],
    "a name of 300 characters": [(PLAN, json.dumps(plan_of(items={"a" * 300: "done", "a\x00": "done"})))],
}


@pytest.mark.parametrize("texts", LARGE.values(), ids=LARGE)
def test_what_fits_into_storage_fits_into_a_back_up(bare: Page, scripts: str, texts: Texts) -> None:
    """No limit of the file is lower than what a browser keeps."""
    assert len(comes_back(bare, scripts, texts)["plans"]) == len(texts)


def test_a_damaged_plan_costs_no_good_one(bare: Page, scripts: str) -> None:
    """What can be read of it comes back with the rest, and its text is set aside again, as are earlier ones."""
    damaged = json.dumps({"schema": 1, "items": {"ask-names": WORD, "ask-format": 5}, "notes": []})
    texts = [(key("good"), json.dumps(plan_of(about={"employer": "Acme"}))), (key("bad"), damaged), (DAMAGED, "{")]
    state = comes_back(bare, scripts, texts)
    assert state["plans"]["good"]["about"]["employer"]["value"] == "Acme"
    assert state["plans"]["bad"] == {"schema": 1, "items": {"ask-names": WORD}}
    assert state["aside"] == {"bad": [damaged], "unnamed": ["{"]}


def test_what_has_no_value_yet_comes_back(bare: Page, scripts: str) -> None:
    """An entry, and a value, that a later step of this site will know are carried along, out and in."""
    plan = {"schema": 1, "items": {"a": {"note": "no word yet"}, "b": {**WORD, "value": "later", "x": [1]}}, "y": {}}
    assert comes_back(bare, scripts, [(PLAN, json.dumps(plan))])["plans"] == {"unnamed": plan}


ROOM = """async ([folder, filled, here, file]) => {
  const [{ plans }, { restore, validate }] = await Promise.all(
    ["plan/store", "interviews/back-up"].map((name) => import(`${folder}${name}.mjs`)));
  localStorage.clear();
  localStorage.setItem("filled", "x".repeat(filled));
  localStorage.setItem("second-round:plan:acme", here);
  dispatchEvent(new StorageEvent("storage", { key: null, newValue: null }));
  const before = JSON.stringify(localStorage);
  const undo = restore(validate(file, Date.now()));
  const found = [Boolean(undo), plans.open("acme").value("notes", "b") ?? "", before === JSON.stringify(localStorage)];
  localStorage.clear();
  return found;
}"""


@pytest.mark.parametrize(
    ("filled", "new", "found"),
    [(3_100_000, 10, [True, "xxxxxxxxxx", False]), (4_000_000, 300_000, [False, "", True])],
    ids=["a word for a plan that is here", "more than there is room for"],
)
def test_a_back_up_needs_no_more_room_than_what_is_new(
    bare: Page, scripts: str, filled: int, new: int, found: list[object]
) -> None:
    """Where storage is well filled, what is here already is not counted again; what doesn't fit changes nothing."""
    here = plan_of(notes={"a": "x" * 1_000_000})
    file = back_up_of({"acme": {**here, "notes": {**here["notes"], "b": {"value": "x" * new, "at": AT}}}})
    assert bare.evaluate(ROOM, [scripts, filled, json.dumps(here), file]) == found


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(page: Page, site: str) -> None:
    """Of a file that somebody damaged, good plans and good entries are taken in, and the bad ones told."""
    plans = PlansPage(page, site)
    bad = plan_of(about={"employer": "Bolt"}, items={"ask-names": "done"}) | {"notes": 5}
    bad["items"]["ask-format"] = {"value": 7, "at": AT}
    file = {"good": plan_of(about={"employer": "Acme"}), "bad": bad, "newer": {"schema": 9}}
    dialog = plans.bring_in(back_up_of(file))
    for words in ("notes: expected entries", "“ask-format”: value: expected a text", "“newer”: It was made by a newer"):
        expect(dialog.locator("li", has_text=words)).to_have_count(1)
    expect(dialog).to_contain_text("changes 2 interviews")
    dialog.get_by_role("button", name="Bring it in").click()
    expect(plans.card("Acme")).to_be_visible()
    expect(plans.card("Bolt")).to_be_visible()
    assert json.loads(plans.kept()[key("bad")])["items"].keys() == {"ask-names"}


def test_a_newer_plan_is_told_when_it_is_left_out(page: Page, site: str) -> None:
    """A back-up can't hold what a newer version of the site keeps, nor write over it: both are said."""
    page.goto(f"{site}offline/")
    newer = plan_of(about={"employer": "Later"}) | {"schema": 2}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key("late"), json.dumps(newer)])
    plans = PlansPage(page, site)
    plans.add(employer="Acme")
    with page.expect_download() as download:
        plans.button("Save a back-up").click()
    assert "Later" not in download.value.path().read_text(encoding="utf-8")
    expect(plans.say).to_contain_text("Not in it: Later, which a newer version of this site keeps.")
    dialog = plans.bring_in(back_up_of({"late": plan_of(about={"employer": "Older"})}))
    expect(dialog).to_contain_text("plan “late”: A newer version of this site keeps it here.")
    expect(dialog.locator('[data-action="take-in"]')).to_be_hidden()


def test_a_time_to_come_is_told_and_beats_nothing_later(page: Page, site: str) -> None:
    """An entry dated after its file was made counts as of that moment; where the file's clock was ahead, it is told."""
    page.goto(f"{site}offline/")
    here = plan_of("2026-11-21T08:00:00.000Z", notes={"ask-names": "mine"})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key("acme"), json.dumps(here)])
    plans = PlansPage(page, site)
    future = plan_of("2099-01-01T00:00:00.000Z", notes={"ask-names": "theirs"})
    dialog = plans.bring_in(back_up_of({"acme": future}, at="2026-11-20T08:00:00.000Z"))
    expect(dialog).to_contain_text("nothing that is newer")
    page.keyboard.press("Escape")
    dialog = plans.bring_in(back_up_of({"acme": future}, at="2098-01-01T00:00:00.000Z"))
    expect(dialog).to_contain_text("The clock was ahead where it was made.")
    dialog.locator("summary").click()
    expect(dialog).to_contain_text("1 entry of the file: dated after it was made")
    dialog.get_by_role("button", name="Bring it in").click()
    expect(plans.say).to_contain_text("The back-up is in.")
    kept = json.loads(plans.kept()[key("acme")])["notes"]["ask-names"]
    assert kept["value"] == "theirs"
    assert kept["at"] < "2098"


def test_where_a_text_ends_is_told(page: Page, site: str) -> None:
    """A novel that is pasted is cut at the limit of its field, and the page says so; what was kept is never cut."""
    page.goto(f"{site}worksheets/story-bank/")
    field = page.locator("second-round-worksheet textarea").first
    say = page.locator("second-round-worksheet [data-say]").first
    field.fill("x" * 19_990)
    expect(say).not_to_contain_text("full")
    field.press("End")
    page.keyboard.insert_text("y" * 50)
    expect(say).to_contain_text("This field is full: it holds 20,000 characters.")
    expect(field).to_have_value("x" * 19_990 + "y" * 10)
    name = field.get_attribute("name") or ""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [PLAN, json.dumps(plan_of(fields={name: LONG}))])
    page.reload()
    expect(field).to_have_value(LONG)
    page.goto(f"{site}scenarios/panel-day/")
    page.locator(".second-round__why summary").first.click()
    note = page.get_by_label("My note").first
    note.fill("x" * 1_999)
    note.press("End")
    page.keyboard.insert_text("yy")
    expect(page.locator("[data-say]").first).to_contain_text("This field is full: it holds 2,000 characters.")
    expect(note).to_have_value("x" * 1_999 + "y")
