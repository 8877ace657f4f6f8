"""A copy on paper finds its way back: what it carries, and what was typed and ticked in any viewer since."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect

from macros import paper
from macros.guidance import data, kept_as
from macros.paper import Pack, PackName
from tests.browser.plans_page import PlansPage, plan_of
from tests.conftest import ROOT
from tests.paper.structure import attached
from tests.paper.trips import ITEMS, LIBRARY, MADE, WRITERS, Trip, Wanted, copy_of, edited, printed, trips
from tests.paper.viewers import FILLERS

HERE = Path(__file__).parent
SAVED, NOW = "2026-11-20T08:00:00.000Z", "2026-11-21T08:00:00.000Z"

OPEN = """
async ([scripts, data, saved, now]) => {
  const load = (name) => import(`${scripts}${name}.mjs`);
  const [{ backUpOf, readFilled }, { guidanceOf }, { validate }] =
    await Promise.all(["way-back/brought-back", "plan/agenda", "interviews/back-up"].map(load));
  const guidance = guidanceOf(JSON.parse(data));
  globalThis.bring = async (pdf) => {
    const bytes = Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0));
    const brought = await readFilled(new Blob([bytes]), guidance);
    if (brought.problems.length) return { problems: brought.problems };
    const text = backUpOf(brought, "new", Date.parse(saved), Date.parse(now));
    const { problems, left, incoming } = validate(text, Date.parse(now));
    const [{ id = "", copy = { entries: new Map() } } = {}] = incoming;
    const state = Object.fromEntries([...copy.entries].map(([path, { value }]) => [path, value]));
    return { id, state, problems, left: [...brought.left, ...left], unplaced: brought.unplaced };
  };
}
"""
BRING = "async (pdfs) => { const all = []; for (const pdf of pdfs) all.push(await bring(pdf)); return all; }"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return paper.open_pack(LIBRARY, PackName("panel-day", "letter"), cache=ROOT / ".cache")


@pytest.fixture(scope="module")
def bring(bare: Page, scripts: str) -> Callable[..., list[dict[str, Any]]]:
    """Bring PDFs in, as the page of all interviews does, and return what each says."""
    bare.evaluate(OPEN, [scripts, json.dumps(data.checklists_data(LIBRARY)), SAVED, NOW])

    def bring(*pdfs: bytes) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = bare.evaluate(BRING, [base64.b64encode(pdf).decode() for pdf in pdfs])
        return answers

    return bring


# ----------------------------------------------------------------------------------------------------- copies of plans

COPY = """
async ([scripts, pdf, map, wanted, data]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const load = (name) => import(`${scripts}pdf/${name}.mjs`);
  const [{ Pack }, { fill }] = await Promise.all(["pack", "copy"].map(load));
  globalThis.pack ??= new Pack(bytes(pdf), JSON.parse(map));
  await pack.unpack();
  const [file] = wanted.attached;
  const made = fill(pack, { ...wanted, attached: [{ ...file, data: bytes(data) }] });
  const copy = new Uint8Array(await new Blob(made.pdf).arrayBuffer());
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", copy))];
}
"""


@pytest.fixture(scope="module")
def made_there(bare: Page, scripts: str, pack: Pack) -> Callable[[Wanted], bytes]:
    """Make a copy in the browser, and return its digest."""
    sent = ["", ""]

    def made_there(wanted: Wanted) -> bytes:
        if not bare.evaluate("Boolean(globalThis.pack)"):
            sent[:] = base64.b64encode(pack.pdf).decode(), json.dumps(pack.map)
        file = asdict(wanted.attached)
        asked = {**asdict(wanted), "attached": [file]}
        data = base64.b64encode(file.pop("data")).decode()
        return bytes(bare.evaluate(COPY, [scripts, *sent, asked, data]))

    return made_there


@pytest.fixture(scope="module")
def any_trip(pack: Pack) -> st.SearchStrategy[Trip]:
    return trips(pack)


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=2, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(draw=st.data())
def test_any_plan_comes_back_with_what_was_done_in_any_viewer(
    writer: str,
    pack: Pack,
    any_trip: st.SearchStrategy[Trip],
    bring: Callable[..., list[dict[str, Any]]],
    made_there: Callable[[Wanted], bytes],
    draw: st.DataObject,
) -> None:
    """A copy of a random plan, filled in further and saved by anything, says what the plan said and what was done.

    Python and the browser make that copy alike, byte for byte.
    """
    trip = draw.draw(any_trip)
    wanted = copy_of(pack, trip.parts, trip.state)
    pdf = wanted.made(pack)
    assert made_there(wanted) == hashlib.sha256(pdf).digest()
    for answer, state in zip(bring(pdf, WRITERS[writer](pdf, trip.edits)), (trip.state, trip.then), strict=True):
        assert answer["problems"] == answer["left"] == answer["unplaced"] == []
        assert answer["id"] == "acme"
        assert answer["state"] == state


def test_what_was_printed_to_a_file_says_so(pack: Pack, bring: Callable[..., list[dict[str, Any]]]) -> None:
    """Printing leaves neither fields nor files; where fields were only flattened, the tags still lead to them."""
    state = {"about/name": "Ada", "items/ask-names": "done"}
    pdf = edited(copy_of(pack, ["checklist"], state).made(pack), {"name": "Bo"})
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.flatten_annotations("all")
        for page in opened.pages:
            del page.Annots
        out = io.BytesIO()
        opened.save(out)
    on_paper, flat = bring(printed(pdf), out.getvalue())
    assert "This PDF has no fields any more" in on_paper["problems"][0]
    assert flat["state"] == {**state, "about/name": "Bo"}


@pytest.mark.parametrize("case", yaml.safe_load((HERE / "places.yml").read_text(encoding="utf-8")).items())
def test_a_field_has_one_place(case: tuple[str, list[str] | None], bare: Page, scripts: str) -> None:
    """Python and the browser say alike where a plan keeps what stands in a field."""
    field, place = case
    asked = "async ([scripts, field]) => (await import(`${scripts}plan/places.mjs`)).keptAs(field) ?? null"
    assert bare.evaluate(asked, [scripts, field]) == place
    assert kept_as(field) == (tuple(place) if place else None)


@pytest.mark.parametrize("filler", FILLERS)
def test_a_blank_sheet_that_was_filled_in_comes_in(
    filler: str, pack: Pack, bring: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    """What is typed and clicked in a viewer, into a sheet that nobody made from a plan, goes into a new plan."""
    blank, out = tmp_path / "blank.pdf", tmp_path / "out.pdf"
    blank.write_bytes(paper.fill(pack, ["checklist", "card-meal"], {"centre": "Northbridge"}).pdf)
    FILLERS[filler](blank, out, {"name": "Zoe Smith", "employer": "Acme"}, {"ask-names"})
    (answer,) = bring(edited(out.read_bytes(), {"notes-meal": "No nuts"}))
    first = LIBRARY.cards["meal"].items[0].id
    assert answer["unplaced"] == answer["left"] == []
    typed = {"about/name": "Zoe Smith", "about/employer": "Acme", "items/ask-names": "done"}
    assert answer["state"] == {**typed, f"notes/{first}": "No nuts", "cards/meal": "chosen"}


def test_what_the_sheet_says_otherwise_than_the_plan_comes_back_right(
    pack: Pack, bring: Callable[..., list[dict[str, Any]]]
) -> None:
    """Notes below the words of their items, who heard a story, and what was written where the site keeps nothing."""
    one, two, three = list(ITEMS)[:3]
    state = {f"notes/{one}": "Ada", f"notes/{two}": "Bo", "fields/story-bank.same-story-1.told": "Cleo"}
    told = "story-bank.same-story-1.told"
    pdf = copy_of(pack, ["checklist", "story-bank", "people"], state, {told: "Dana, Eli; Cleo"}).made(pack)
    more = f"Mine\n{ITEMS[one]}\nAda, at two\n\n{ITEMS[three]}\nCleo"
    long = {"people.person-1.name": "long " * 99}
    answers = bring(
        pdf,
        edited(pdf, {told: "Dana, Eli; Cleo, Fay"}),
        edited(pdf, {"more": more, "date": "Friday"}),
        copy_of(pack, ["checklist", "people"], {}, long).made(pack),
    )
    assert answers[0]["state"] == state
    assert answers[1]["state"] == {**state, f"fields/{told}": "Cleo, Fay"}
    notes = {f"notes/{one}": "Ada, at two", f"notes/{two}": "", f"notes/{three}": "Cleo"}
    assert answers[2]["state"] == {**state, **notes}
    assert sorted(each["text"] for each in answers[2]["unplaced"]) == ["Friday", "Mine"]
    assert answers[3]["unplaced"] == []


# ------------------------------------------------------------------------------------------------- what means no good


def hostile(case: dict[str, Any]) -> bytes:
    """Return a file of the table."""
    more = case.get("repeat", "") * case.get("times", 0)
    pdf = str(case.get("pdf", "%PDF-1.7\n1 0 obj<</T(ask-names)/FT/Btn/V/on>>endobj "))
    if "carries" in case:
        text = case["carries"].replace("…", more)
        file = "20 0 obj<</UF(second-round-plan.json)/EF<</F 21 0 R>>>>endobj 21 0 obj"
        pdf += f"{file}<</Length {len(text)}>>stream\n{text}\nendstream endobj"
    return pdf.replace("…", more).encode("latin-1")


def test_nothing_hostile_gets_in(bare: Page, bring: Callable[..., list[dict[str, Any]]]) -> None:
    """Each file of the table ends in a sentence or in what its fields say, and no name of it is more than a name."""
    cases = yaml.safe_load((HERE / "hostile_pdfs.yml").read_text(encoding="utf-8"))
    for case, answer in zip(cases, bring(*map(hostile, cases)), strict=True):
        if "problem" in case:
            assert case["problem"] in answer["problems"][0], case["name"]
            continue
        assert answer["problems"] == [], case["name"]
        assert answer["state"] == case["state"], case["name"]
        assert case.get("left", "") in "".join(answer["left"]), case["name"]
        assert [each["text"] for each in answer["unplaced"]] == case.get("unplaced", []), case["name"]
    assert bare.evaluate("[Object.keys(Object.prototype), ({}).schema]") == [[], None]


def test_what_swells_is_not_read_to_its_end(bring: Callable[..., list[dict[str, Any]]]) -> None:
    """What swells a thousandfold once it is opened costs nobody their memory; with too many fields, none is lost."""
    bomb = zlib.compress(b"5 0 null " + bytes(70_000_000), 1)
    head = b"%%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    many = b"".join(b"1%d 0 obj<</T(a%d)/FT/Tx/V(x)>>endobj " % (at, at) for at in range(20_001))
    for answer in bring(head + bomb + b"\nendstream endobj", b"%PDF-1.7\n" + many):
        assert "far more than a filled sheet" in answer["problems"][0]


PACKED = b"9 0 <</T(ask-names)/FT/Btn/V/on>>".ljust(40)
ROWS = [bytes(8), *(PACKED[at : at + 8] for at in range(0, len(PACKED), 8))]
LINES = [*pairwise(ROWS)]
"""Rows of packed objects, each with the one above it."""


def packed(data: bytes, length: int, more: str = "", end: bytes = b"endstream endobj") -> bytes:
    """Return a file with a stream of packed objects, as long as it says that it is."""
    head = f"%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode{more}/Length {length}>>stream\n"
    return head.encode() + data + end


def test_packed_objects_are_opened_as_far_as_they_go(bring: Callable[..., list[dict[str, Any]]]) -> None:
    """With a line's end or more behind them, a wrong sum at their end, cut off, or in rows beside one another."""
    tick = b"9 0 <</T(ask-names)/FT/Btn/V/on>>" + bytes(range(33, 127)) * 2000
    whole = zlib.compress(tick)
    rows = b"".join(
        b"\2" + bytes((now - was) % 256 for was, now in zip(above, row, strict=True)) for above, row in LINES
    )
    files = {
        "whole": packed(whole, len(whole)),
        "with a line's end": packed(whole + b"\n", len(whole) + 1),
        "with more behind it": packed(whole + b"\r\n\n", len(whole) + 3),
        "with a wrong sum": packed(whole[:-4] + b"none", len(whole)),
        "cut off": packed(whole[:-20], len(whole), end=b""),
        "in rows": packed(zlib.compress(rows), 9, "/DecodeParms<</Predictor 12/Columns 8>>", b"\nendstream"),
    }
    for name, answer in zip(files, bring(*files.values()), strict=True):
        assert answer.get("state") == {"items/ask-names": "done"}, name


def test_a_damaged_copy_says_something_or_is_refused(pack: Pack, bring: Callable[..., list[dict[str, Any]]]) -> None:
    """Whatever bytes of a copy are lost, doubled or others, what comes in are entries of a plan, and never an error."""
    chance = random.Random(5)
    pdf = edited(copy_of(pack, ["card-meal"], {"about/name": "Zoë"}).made(pack), {}, compress_streams=False)
    damaged = []
    for _ in range(60):
        broken = bytearray(pdf)
        for _ in range(chance.choice([1, 5, 200])):
            at = chance.randrange(len(broken))
            broken[at : at + chance.choice([0, 1, 40])] = chance.randbytes(chance.choice([0, 1, 8])) * chance.choice(
                [1, 9]
            )
        damaged.append(bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])]))
    for answer in bring(*damaged):
        assert answer["problems"] or all(
            path.partition("/")[0] in ("about", "cards", "fields", "items", "notes") for path in answer["state"]
        )


# ------------------------------------------------------------------------------------------------------ on the page

DROP = """
([bytes, name]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0))], name));
  const event = (type) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
  const say = (type) => document.body.dispatchEvent(event(type));
  const isOver = () => document.querySelector("[data-drop]").hasAttribute("data-over");
  return [say("dragover"), isOver(), say("drop"), isOver()];
}
"""
KEEP = """
([plan]) => {
  localStorage.setItem("second-round:plan:acme", plan);
  localStorage.setItem("second-round:current", "acme");
}
"""


def drop(plans: PlansPage, pdf: bytes) -> Locator:
    """Drop a PDF on the page; return what it would change."""
    assert plans.page.evaluate(DROP, [base64.b64encode(pdf).decode(), "sheet.pdf"]) == [False, True, False, False]
    dialog = plans.root.get_by_role("dialog", name="What this PDF changes")
    expect(dialog).to_be_visible()
    return dialog


def test_a_copy_goes_out_and_comes_back(page: Page, site: str, tmp_path: Path) -> None:
    """What was ticked and typed in a copy is shown, brought in, and taken back; what is not on it stays at home."""
    about = {"employer": "Müller & Søn", "day": "2031-12-03"}
    typed = {"people.person-1.name": "Ada"}
    secret = {"asked-figures@next": "secret"}
    plan = plan_of(MADE, about=about, fields=typed | {"pay-and-needs.least": "secret"}, rehearsals=secret)
    page.goto(f"{site}worksheets/people/")
    page.evaluate(KEEP, [json.dumps(plan)])
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="My copy (PDF)").click()
    download.value.save_as(tmp_path / "copy.pdf")
    copy = (tmp_path / "copy.pdf").read_bytes()
    (file,) = attached(copy)
    carried = zlib.decompress(file.data).decode()
    assert json.loads(carried)["plans"]["acme"] == plan_of(MADE, about=about, fields=typed)
    assert "secret" not in carried

    plans = PlansPage(page, site)
    before = plans.kept()
    edits: dict[str, str | bool] = {
        "people.person-1.name": "Ada L.",
        "people.person-2.thanked": True,
        "date": "Friday, early",
    }
    dialog = drop(plans, edited(copy, edits))
    expect(dialog).to_contain_text("changes 1 interview")
    dialog.locator("summary").click()
    expect(dialog).to_contain_text("Field “Person 1: Name”: “Ada”, becomes “Ada L.”")
    expect(dialog.get_by_text("Friday, early")).to_be_visible()
    assert plans.kept() == before
    dialog.get_by_role("button", name="Bring it in").click()

    def kept() -> dict[str, str]:
        fields = json.loads(plans.kept()["second-round:plan:acme"])["fields"]
        return {name: each["value"] for name, each in fields.items() if name.startswith("people.")}

    assert kept() == {"people.person-1.name": "Ada L.", "people.person-2.thanked": "done"}
    plans.button("Undo").click()
    assert kept()["people.person-1.name"] == "Ada"


def test_a_sheet_that_nobody_made_goes_into_an_interview_that_is_chosen(page: Page, site: str, pack: Pack) -> None:
    """Into that of its employer, the one in use or a new one; one with nothing in it, or that is locked, says so.

    What was heard in a call is shown, and goes nowhere.
    """
    plans = PlansPage(page, site)
    plans.add(employer="Müller & Søn")
    blank = paper.fill(pack, ["checklist"]).pdf
    for pdf, said in (
        (edited(blank, {}, encryption=pikepdf.Encryption(owner="owner", user="")), "This PDF is locked"),
        (blank, "Nothing is filled in"),
    ):
        dialog = drop(plans, pdf)
        expect(dialog).to_contain_text(said)
        expect(dialog.get_by_role("button", name="Bring it in")).to_be_hidden()
        expect(dialog.get_by_label("Into which interview?")).to_have_count(0)
        page.keyboard.press("Escape")
    heard = {"callback.ask-who": "Ada, head of sales", "callback.notes": "By bus"}
    dialog = drop(plans, edited(paper.fill(pack, ["conversation-callback"]).pdf, heard))
    for words in ("There is no place here", *heard.values()):
        expect(dialog).to_contain_text(words)
    expect(dialog).not_to_contain_text("left out")
    expect(dialog.get_by_role("button", name="Bring it in")).to_be_hidden()
    page.keyboard.press("Escape")
    dialog = drop(plans, edited(blank, {"employer": "müller & søn", "ask-format": True}))
    into = dialog.get_by_label("Into which interview?")
    expect(into.locator("option:checked")).to_have_text("Müller & Søn")
    page.keyboard.press("Escape")
    dialog = drop(plans, edited(blank, {"employer": "Acme", "ask-format": True}))
    expect(into.locator("option:checked")).to_have_text("A new one")
    into.select_option(label="Müller & Søn")
    dialog.locator("summary").click()
    expect(dialog).to_contain_text("“Müller & Søn”, becomes “Acme”")
    into.select_option(label="A new one")
    dialog.get_by_role("button", name="Bring it in").click()
    expect(plans.card("Acme")).to_be_visible()
    expect(plans.card("Müller & Søn")).to_be_visible()
