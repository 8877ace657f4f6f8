"""The desk with a class of two hundred: what an engine makes of it is what the command makes, to the byte."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import resvg_py
from PIL import Image, ImageChops

from macros import paper, reading
from macros.brand import logo
from macros.paper import Pack
from macros.paper.imprints import mark_of
from tests.conftest import ROOT
from tests.engines.test_letters_walk import LETTERS, fonts_with
from tests.engines.visitor import Visitor
from tests.unit.brand.logos import BAD_PICTURES, PICTURES, file_of

NAMES = [f"Zoë Łukasz {number}" for number in range(200)]
STEM = "panel-day-letter"
MADE = f"{reading.load(ROOT).edition.edition}-{datetime.date.today()}"
"""How the desk says in a file's name of which edition and day it is."""
DIGESTS: dict[str, str] = {}
"""What the engines before this one made."""


LOGOS = {**PICTURES, **{name: data for name, (data, _) in BAD_PICTURES.items()}}

READ_LOGOS = """
const [files, folder] = [arguments[0], document.querySelector('script[src*="second-round.mjs"]').src];
import(new URL("desk/logo.mjs", folder).href).then(async ({ readLogo }) => {
  const found = {};
  for (const [name, text] of Object.entries(files)) {
    const data = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
    found[name] = await readLogo(data).then(({ mark }) => btoa(mark.objects[0]), ({ message }) => message);
  }
  document.documentElement.logos = JSON.stringify(found);
});
"""


DRAW_LOGOS = """
const [files, folder] = [arguments[0], document.querySelector('script[src*="second-round.mjs"]').src];
import(new URL("desk/drawn-logo.mjs", folder).href).then(async ({ drawnLogo }) => {
  const found = {};
  for (const [name, text] of Object.entries(files)) {
    const data = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
    const { png } = await drawnLogo(data).catch(({ message }) => ({ png: message }));
    found[name] = typeof png === "string" ? png : btoa(Array.from(png, (each) => String.fromCharCode(each)).join(""));
  }
  document.documentElement.drawn = JSON.stringify(found);
});
"""

DRAWINGS = (
    *("plain", "in-millimetres", "as-high-as-a-letter", "box-and-other-size", "box-sliced", "in-utf-16"),
    *("classes", "variables", "line-below-the-fill", "turns"),
)
"""Drawings whose size, encoding or style an engine could understand in a way of its own."""

COARSE = (100, 50)
"""The size in which two pictures are compared: edges are drawn by other rules."""


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
    """Every engine unpacks a PNG as the command does, and refuses what the command refuses, in the same words."""
    visitor.open("handouts/")
    visitor.run(READ_LOGOS, {name: base64.b64encode(data).decode() for name, data in LOGOS.items()})
    visitor.until("return Boolean(document.documentElement.logos)")
    found = json.loads(visitor.run("return document.documentElement.logos"))
    for name, data in LOGOS.items():
        (tmp_path / "logo.png").write_bytes(data)
        try:
            (made,) = mark_of(logo.read("logo.png", tmp_path), ROOT / ".cache").objects
            theirs = base64.b64encode(made).decode()
        except logo.Unfit as error:
            theirs = str(error)
        assert found[name] == theirs, name


def test_a_drawing_is_drawn_as_the_command_prints_it(visitor: Visitor, tmp_path: Path) -> None:
    """Every engine makes a picture of it that looks as the command's lines do, edges apart, and takes it for a logo."""
    visitor.open("handouts/")
    visitor.run(DRAW_LOGOS, {name: base64.b64encode(file_of(name)).decode() for name in DRAWINGS})
    visitor.until("return Boolean(document.documentElement.drawn)")
    found = json.loads(visitor.run("return document.documentElement.drawn"))
    for name in DRAWINGS:
        (tmp_path / "logo.svg").write_bytes(file_of(name))
        lines = logo.read("logo.svg", tmp_path).file.decode()
        printed = bytes(resvg_py.svg_to_bytes(svg_string=lines, background="#fff"))
        both = (Image.open(io.BytesIO(each)).convert("L") for each in (base64.b64decode(found[name]), printed))
        apart = ImageChops.difference(*(each.resize(COARSE, Image.Resampling.BOX) for each in both))
        assert sum(apart.histogram()[60:]) < 10, name
    visitor.press("[data-centre] summary")
    visitor.choose_file("#desk-logo", "logo.svg", file_of("classes"))
    visitor.sees('[data-logo="words"]', "This browser drew it as a picture of 612 by 306 pixels")
    visitor.sees('[data-logo="shown"] canvas')
