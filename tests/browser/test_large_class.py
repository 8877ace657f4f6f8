"""A class of any size is made piece by piece: in volumes that a printer can take, and never all of it in one place."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros import orders, paper, reading
from macros.orders import Folder, Given, Handout, Print, Tally, make_merged
from macros.orders.roster import RosterRow
from macros.paper import Pack, PackName
from tests.browser.conftest import SCRIPTS
from tests.conftest import ROOT
from tests.paper.structure import problems

STEM, MADE = "panel-day-letter", "1.0-2026-11-29"
MAKE = """
async ([folder, pdf, map, which, parts, names, refused]) => {
  const { Pack } = await import(`${folder}pdf/pack.mjs`);
  const handouts = await import(`${folder}desk/handouts.mjs`);
  const pack = new Pack(Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0)), JSON.parse(map));
  await pack.unpack(parts);
  const rows = names.map((name, at) => ({ number: at + 2, values: { name }, ticks: ["ask-format"] }));
  const { Blob, Uint8Array: Bytes } = globalThis;
  const events = [];
  let largest = 0;
  globalThis.Uint8Array = new Proxy(Bytes, {
    construct(target, given) {
      const made = Reflect.construct(target, given);
      largest = Math.max(largest, made.length);
      return made;
    },
  });
  globalThis.Blob = new Proxy(Blob, {
    construct(target, [parts, about]) {
      const bytes = parts.filter((part) => part instanceof Bytes).reduce((sum, part) => sum + part.length, 0);
      events.push([about?.type ?? "", bytes]);
      return new target(parts, about);
    },
  });
  try {
    const handout = { bothSides: true, made: "1.0-2026-11-29", last: names.length + 1, when: new Date(0) };
    const groups = [{ pack, parts, stem: "panel-day-letter", rows }];
    const made = await handouts[which](groups, handout, (done) => events.push(["copy", done]));
    const signs = Array.from(new Bytes(await made.blob.arrayBuffer()), (byte) => String.fromCharCode(byte));
    return { ...made, blob: btoa(signs.join("")), events, largest };
  } finally {
    Object.assign(globalThis, { Blob, Uint8Array: Bytes });
  }
}
"""

Made = dict[str, Any]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """A pack of the project's own."""
    return paper.open_pack(reading.load(ROOT), PackName("panel-day", "letter"), cache=ROOT / ".cache")


@pytest.fixture(scope="module")
def thin(browser: Browser, handmade: str) -> Iterator[Page]:
    """A page in which a PDF for the printer has at most 20 pages."""
    page = browser.new_page()
    tables = (SCRIPTS / "desk" / "tables.mjs").read_text(encoding="utf-8")
    fewer = tables.replace("MOST_PAGES = 2_000;", "MOST_PAGES = 20;")
    assert fewer != tables
    page.route("**/desk/tables.mjs", lambda route: route.fulfill(body=fewer, content_type="text/javascript"))
    page.goto(f"{handmade}page.css")
    yield page
    page.close()


def made(page: Page, scripts: str, pack: Pack, which: str, names: list[str]) -> Made:
    """Return what the desk makes of people's names, each with a checklist, and what it did on the way."""
    sent = [scripts, base64.b64encode(pack.pdf).decode(), json.dumps(pack.map), which, ["checklist"], names]
    answer: Made = page.evaluate(MAKE, sent)
    return {**answer, "blob": base64.b64decode(answer["blob"])}


def test_volumes_are_those_of_the_command(
    thin: Page, scripts: str, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is too long for a printer is several PDFs, as many as there, with the same names and bytes."""
    names = [f"Zoë {number}" for number in range(33)]
    answer = made(thin, scripts, pack, "makeMerged", [*names[:12], "\ue123", *names[12:]])
    assert (answer["name"], answer["people"], answer["volumes"]) == (f"{STEM}-all-{MADE}.zip", 33, 4)
    assert [notice.partition(":")[0] for notice in answer["notices"]] == ["Row 14, \ue123"]
    monkeypatch.setattr(orders.tables, "MOST_PAGES", 20)
    handout = Handout(PackName("panel-day", "letter"), ("checklist",), STEM)
    rows = [RosterRow(number, {"name": name}, ("ask-format",)) for number, name in enumerate(names, 2)]
    make_merged(pack, handout, rows, Given(), Print(MADE), Folder(tmp_path), Tally(), lambda: None)
    with zipfile.ZipFile(io.BytesIO(answer["blob"])) as found:
        there = {name: found.read(name) for name in found.namelist()}
    assert list(there) == [f"{STEM}-all-{number}-{MADE}.pdf" for number in (1, 2, 3, 4)]
    assert there == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert problems(tmp_path / f"{STEM}-all-4-{MADE}.pdf") == []


def test_one_volume_is_a_pdf(thin: Page, scripts: str, pack: Pack) -> None:
    """As long as one is enough, there is no ZIP to unpack."""
    names = [f"Zoë {number}" for number in range(10)]
    answer = made(thin, scripts, pack, "makeMerged", names)
    assert (answer["name"], answer["people"], answer["volumes"]) == (f"{STEM}-all-{MADE}.pdf", 10, 0)
    assert answer["blob"] == paper.merge(pack, [({"name": name}, ["ask-format"]) for name in names], ["checklist"]).pdf


def test_a_volume_is_handed_over_before_the_next_begins(thin: Page, scripts: str, pack: Pack) -> None:
    """What is written already is out of the script's hands, so that its memory does not grow with the class."""
    answer = made(thin, scripts, pack, "makeMerged", [f"Zoë {number}" for number in range(60)])
    volumes = 0
    for kind, number in answer["events"]:
        volumes += kind == "application/pdf"
        if kind == "copy":
            assert volumes == (number - 1) // 10
    assert volumes == 6


def test_no_string_and_no_array_holds_a_whole_volume(bare: Page, scripts: str, pack: Pack) -> None:
    """A PDF of hundreds is written in pieces: in one, thousands would be longer than a string may be."""
    answer = made(bare, scripts, pack, "makeMerged", [f"Zoë {number}" for number in range(400)])
    assert len(answer["blob"]) > 2_500_000
    assert answer["largest"] < 1_000_000


def test_a_zip_is_handed_over_as_it_grows(bare: Page, scripts: str, pack: Pack) -> None:
    """Of the copies that are made already, only their names are kept; they come out whole."""
    names = [f"Zoë {number}" for number in range(500)]
    answer = made(bare, scripts, pack, "makeCopies", names)
    assert len(answer["blob"]) > 20_000_000
    assert max(number for kind, number in answer["events"] if kind != "copy") < 9_000_000
    with zipfile.ZipFile(io.BytesIO(answer["blob"])) as found:
        assert found.testzip() is None
        assert len(found.namelist()) == 500
        last = paper.fill(pack, ["checklist"], {"name": names[-1]}, ["ask-format"])
        assert found.read(f"501-Zoë-499-{MADE}.pdf") == last.pdf
