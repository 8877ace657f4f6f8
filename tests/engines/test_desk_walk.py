"""The desk with a class of two hundred: what an engine makes of it is what the command makes, to the byte."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from macros import paper, reading
from macros.brand import logo
from macros.paper import Pack
from macros.paper.mark import drawn_logo
from tests.conftest import ROOT
from tests.engines.test_letters_walk import LETTERS, fonts_with
from tests.engines.visitor import Visitor
from tests.unit.brand.logos import BAD_PICTURES, DRAWN, PICTURES, REFUSED, drawn_by_chance, file_of, misspelled

NAMES = [f"Zoë Łukasz {number}" for number in range(200)]
STEM = "panel-day-letter"
MADE = f"{reading.load(ROOT).edition.edition}-{datetime.date.today()}"
"""How the desk says in a file's name of which edition and day it is."""
DIGESTS: dict[str, str] = {}
"""What the engines before this one made."""


LOGOS = {
    **{f"{name}.png": data for name, data in PICTURES.items()},
    **{f"{name}.png": data for name, (data, _) in BAD_PICTURES.items()},
    **{f"{name}.svg": file_of(name) for name in DRAWN},
    **{f"{name}.svg": drawing.encode() for name, (drawing, _) in REFUSED.items()},
    **{f"{number}.svg": drawn_by_chance(random.Random(number)).encode() for number in range(150)},
    **{f"misspelled-{number}.svg": misspelled(random.Random(number)) for number in range(150)},
}

READ_LOGOS = """
const [files, folder] = [arguments[0], document.querySelector('script[src*="second-round.mjs"]').src];
import(new URL("desk/logo.mjs", folder).href).then(async ({ readLogo }) => {
  const found = {};
  for (const [name, text] of Object.entries(files)) {
    const data = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
    const read = readLogo(data, name.endsWith(".svg"));
    found[name] = await read.then(({ mark }) => mark.objects.map(btoa), ({ message }) => message);
  }
  document.documentElement.logos = JSON.stringify(found);
});
"""


def roster(visitor: Visitor, names: list[str]) -> None:
    visitor.put("#desk-roster", "\n".join(["name", *names]))


def made(visitor: Visitor, words: str) -> None:
    """Press the button that makes handouts, and save what it makes."""
    visitor.press("[data-action=make]", words)
    visitor.press("[data-made] a")


def test_a_class_is_the_same_bytes_in_every_engine(visitor: Visitor, packs: Callable[[str], Pack]) -> None:
    """Two hundred people, and one with a letter that no font has: as one ZIP, and as one PDF for the printer."""
    pack, letter = packs("panel-day"), next(each for each in LETTERS if not fonts_with(each))
    visitor.open("handouts/")
    visitor.press("label[for=desk-scenario-panel-day]")
    roster(visitor, [*NAMES, letter])
    visitor.sees("[data-read]", "201 people.")
    made(visitor, "Make 201 handouts")
    visitor.sees("[data-said]", "200 handouts are ready.")
    visitor.sees("[data-said]", "Row 202")
    visitor.sees("[data-said]", f"(U+{ord(letter):04X})")
    made_zip = visitor.engine.downloaded(f"{STEM}-handouts-{MADE}.zip")
    with zipfile.ZipFile(io.BytesIO(made_zip)) as found:
        assert found.testzip() is None
        assert len(found.namelist()) == len(NAMES)
        last = paper.fill(pack, ["checklist"], {"name": NAMES[-1]})
        assert found.read(found.namelist()[-1]) == last.pdf
    digest = hashlib.sha256(made_zip).hexdigest()
    assert DIGESTS.setdefault("zip", digest) == digest

    roster(visitor, NAMES)
    visitor.sees("[data-read]", "200 people.")
    visitor.press("label[for=desk-how-merged]")
    made(visitor, "Make 200 handouts")
    theirs = paper.merge(pack, [({"name": name}, []) for name in NAMES], ["checklist"])
    assert visitor.engine.downloaded(f"{STEM}-all-{MADE}.pdf") == theirs.pdf


def test_a_logo_is_the_same_bytes_in_every_engine(visitor: Visitor, tmp_path: Path) -> None:
    """Every engine reads a logo as the command does, and refuses what the command refuses, in the same words."""
    visitor.open("handouts/")
    visitor.run(READ_LOGOS, {name: base64.b64encode(data).decode() for name, data in LOGOS.items()})
    visitor.until("return Boolean(document.documentElement.logos)")
    found = json.loads(visitor.run("return document.documentElement.logos"))
    for name, data in LOGOS.items():
        path = tmp_path / f"logo{name[-4:]}"
        path.write_bytes(data)
        theirs: list[str] | str
        try:
            theirs = [base64.b64encode(each).decode() for each in drawn_logo(logo.read(path.name, tmp_path))]
        except logo.Unfit as error:
            theirs = str(error)
        assert found[name] == theirs, name
    visitor.press("[data-centre] summary")
    visitor.choose_file("#desk-logo", "logo.svg", file_of("classes"))
    visitor.sees('[data-logo="words"]', "It shows well on white paper")
    visitor.sees('[data-logo="shown"] canvas')
