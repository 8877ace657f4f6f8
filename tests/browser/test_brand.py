"""A centre without a site of its own gets its name on the desk's handouts: the same bytes as the command's."""

from __future__ import annotations

import base64
import json
import random
import re
import zlib
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Locator, Page, expect

from macros import paper, reading
from macros.brand import Logo, contrast, logo, readable, tables
from macros.guidance import Library
from macros.paper import Download, PackName
from macros.paper.mark import drawn_logo
from tests.browser.axe import violations
from tests.conftest import ROOT
from tests.paper.structure import problems
from tests.unit.brand.logos import (
    BAD_PICTURES,
    DRAWN,
    FOR_EVER,
    NO_DRAWING,
    PICTURES,
    REFUSED,
    SVG,
    UNSAFE,
    damaged,
    drawn_by_chance,
    file_of,
    misspelled,
    png,
    spelled,
)

NAME = "Đại học Careers (Łódź)"
CONTACT = "Room 214, or 555 0100. Κέντρο"
APPOINTMENT = "https://careers.example/book?from=(handout)"
COLOUR = "#4a1942"
MARK = PICTURES["more-pixels-than-are-printed"]
DRAWING = file_of("gradient-that-fades")


@pytest.fixture
def desk(page: Page, site: str) -> Locator:
    """The desk, with the fields of a centre open."""
    page.goto(f"{site}handouts/")
    desk = page.locator("second-round-desk")
    desk.locator("[data-centre] summary").click()
    return desk


def command(library: Library, parts: list[str], mark: Logo) -> bytes:
    """Return the handout that the command makes for the same brand."""
    facts = {"name": NAME, "contact": CONTACT, "appointment": APPOINTMENT, "colour": COLOUR, "logo": mark}
    sheets = [
        Download(each.subject, each.paper, library.brand.model_copy(update=facts), each.edition, each.opens_at)
        for each in paper.sheets_of(library, PackName("same-interviewer", "letter"))
    ]
    pack = paper.bind({"pack-same-interviewer-letter": tuple(sheets)}, ROOT / ".cache")
    return paper.fill(pack["pack-same-interviewer-letter"], parts, both_sides=True).pdf


def test_a_centre_types_its_name(page: Page, desk: Locator, tmp_path: Path) -> None:
    """The first page can be looked at, the handout is sound and the command's, and it is kept only if they like."""
    desk.get_by_label("Name of the centre").fill(NAME)
    desk.get_by_role("button", name="Make the handout").click()
    expect(desk.locator("[data-refused]")).to_have_text(re.compile("^The contact is missing"))
    expect(desk.get_by_label("Whom to turn to")).to_be_focused()
    desk.get_by_label("Whom to turn to").fill(CONTACT)
    desk.get_by_label("Where to book").fill(APPOINTMENT)
    desk.get_by_label("Colour").fill("#ffcc00")
    pale = f"on white its contrast is {contrast('#ffcc00'):.1f} to 1, and people need 4.5 to 1 to read it."
    words = f"It is too pale: {pale} The nearest that works is {readable('#ffcc00')}."
    expect(desk.locator("[data-colour]")).to_have_text(words)
    desk.get_by_label("Colour").fill(COLOUR)
    expect(desk.locator("[data-colour]")).to_have_text(re.compile(r"^It reads well"))
    choose(desk, "logo.svg", DRAWING)
    expect(desk.locator('[data-logo="words"]')).to_have_text(re.compile("^It shows well on white paper: a contrast of"))
    expect(desk.get_by_role("img", name=f"Logo of {NAME}")).to_be_visible()
    assert violations(page) == []
    desk.get_by_label("A cover").check()
    desk.get_by_role("button", name="See the first page").click()
    first = desk.get_by_role("link", name="Open the first sheet")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("href", re.compile("^blob:"))
    desk.get_by_role("button", name="Make the handout").click()
    with page.expect_download() as download:
        desk.locator("[data-made] a").click()
    download.value.save_as(tmp_path / "out.pdf")
    assert problems(tmp_path / "out.pdf") == []
    (tmp_path / "logo.svg").write_bytes(DRAWING)
    mark = logo.read("logo.svg", tmp_path)
    assert (tmp_path / "out.pdf").read_bytes() == command(reading.load(ROOT), ["cover", "checklist"], mark)
    assert page.evaluate("localStorage.getItem('second-round:centre')") is None
    desk.get_by_label("Keep this in this browser").check()
    page.reload()
    expect(desk.get_by_label("Name of the centre")).to_have_value(NAME)
    expect(desk.get_by_role("img", name=f"Logo of {NAME}")).to_be_visible()
    desk.get_by_label("Keep this in this browser").uncheck()
    assert page.evaluate("localStorage.getItem('second-round:centre')") is None


def choose(desk: Locator, name: str, data: bytes) -> None:
    """Choose a file as the logo."""
    desk.locator("#desk-logo").set_input_files({"name": name, "mimeType": "image/png", "buffer": data})


DARK = """() => {
  const canvas = document.querySelector('[data-logo="shown"] canvas');
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  return data.filter((value, at) => at % 4 === 3 && value > 128).length / (width * height);
}"""
"""How much of the canvas on which a logo is shown has something on it."""


def test_a_logo_is_spoken_of_and_can_go_again(page: Page, desk: Locator) -> None:
    """What is no logo is refused in words, and so is it said how one is seen on paper; without it, nothing is kept."""
    words = desk.locator('[data-logo="words"]')
    hint = words.text_content() or ""
    picture = desk.get_by_role("img", name="The logo")
    desk.get_by_label("Keep this in this browser").check()
    choose(desk, "logo.svg", SVG.format("<text>Careers</text>").encode())
    expect(words).to_have_text(re.compile("^It holds “text”, which is not printed. Turn the text into paths first"))
    expect(picture).to_be_hidden()
    choose(desk, "logo.svg", file_of("in-millimetres"))
    expect(words).to_have_text("It shows well on white paper: a contrast of 21.0 to 1 where it is dark.")
    expect(picture).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage.getItem('second-round:centre')).logo")
    assert base64.b64decode(kept) == file_of("in-millimetres")
    dark = page.evaluate(DARK)
    assert dark == pytest.approx(0.19, abs=0.02), "the disc, and nothing around it"
    choose(desk, "logo.png", png(2, 8, [bytes([255, 230, 150] * 40)] * 20, 40))
    expect(words).to_have_text(re.compile(r"^It is pale: where it is dark, its contrast with white is 1\.2 to 1"))
    expect(picture).to_be_visible()
    assert len(page.evaluate("JSON.parse(localStorage.getItem('second-round:centre')).logo")) > 80
    page.reload()
    expect(words).to_have_text(re.compile(r"^It is pale"))
    expect(picture).to_be_visible()
    desk.get_by_role("button", name="Remove the logo").click()
    expect(desk.get_by_role("button", name="Choose a logo")).to_be_focused()
    expect(picture).to_be_hidden()
    expect(words).to_have_text(hint)
    assert page.evaluate("localStorage.getItem('second-round:centre')") is None


def test_a_logo_is_read_as_by_the_command(bare: Page, scripts: str, tmp_path: Path) -> None:
    """Of every kind of logo the same objects are made, and what is refused is refused in the same words.

    Drawings and pictures as people have them, damaged ones, and drawings that nobody would think of.
    """
    pictures = {
        **PICTURES,
        **{name: data for name, (data, _) in BAD_PICTURES.items()},
        **{f"damaged-{number}": spoiled(random.Random(number), [*PICTURES.values()]) for number in range(60)},
        **{"other": b"GIF89a", "nothing": b"", "large": b"\x89PNG" + bytes(tables.LARGEST_LOGO)},
    }
    drawings = {
        **{name: file_of(name) for name in DRAWN},
        **{name: drawing.encode() for name, (drawing, _) in REFUSED.items()},
        **{f"unsafe-{at}": SVG.format(inside).encode() for at, (inside, _) in enumerate(UNSAFE)},
        **{f"none-{at}": file.encode() for at, (file, _) in enumerate(NO_DRAWING)},
        **{name: SVG.format(inside).encode() for name, (inside, _) in FOR_EVER.items()},
        **{f"spelled-{at}": data for at, data in enumerate(spelled())},
        **{f"wrong-value-{number}": damaged(random.Random(number)).encode() for number in range(150)},
        **{f"by-chance-{number}": drawn_by_chance(random.Random(number)).encode() for number in range(120)},
        **{f"misspelled-{number}": misspelled(random.Random(number)) for number in range(250)},
        "picture-called-drawing": MARK,
    }
    script = """async ([scripts, cases]) => {
      const { readLogo } = await import(`${scripts}desk/logo.mjs`);
      const { Unfit } = await import(`${scripts}desk/unfit.mjs`);
      const found = {};
      for (const [name, text] of Object.entries(cases)) {
        const data = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
        const wrong = (error) => (error instanceof Unfit ? error.message : String(error));
        const read = readLogo(data, name.endsWith(".svg"));
        found[name] = await read.then(({ mark, plain }) => [mark.wide, ...mark.objects.map(btoa), plain], wrong);
      }
      return found;
    }"""
    cases = {f"{name}.png": data for name, data in pictures.items()}
    cases |= {f"{name}.svg": data for name, data in drawings.items()}
    found = bare.evaluate(script, [scripts, {name: base64.b64encode(data).decode() for name, data in cases.items()}])
    for name, data in cases.items():
        path = tmp_path / f"logo{name[-4:]}"
        path.write_bytes(data)
        taken: list[str | int] | str
        try:
            read = logo.read(path.name, tmp_path)
            objects = [base64.b64encode(each).decode() for each in drawn_logo(read)]
            taken = [int(read.wide * 1000 + 1e-6), *objects, read.file.decode() if read.kind == "svg" else ""]
        except logo.Unfit as error:
            taken = str(error)
        assert found[name] == taken, (name, data)


def spoiled(chance: random.Random, files: list[bytes]) -> bytes:
    """Return a PNG file in which a few bytes are others now, most of them with sums that are right again."""
    data = bytearray(chance.choice(files))
    for _ in range(chance.randint(1, 3)):
        at = chance.choice((chance.randrange(8, 60), chance.randrange(8, len(data))))
        data[at % len(data)] = chance.choice((0, 1, 2, 3, 4, 5, 16, 255))
    at, whole = 8, bytes(data[:8])
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        whole += data[at:end] + zlib.crc32(data[at + 4 : end]).to_bytes(4, "big")
        at = end + 4
    return whole if chance.random() < 0.8 else bytes(data)


def test_what_no_font_has_is_said(desk: Locator) -> None:
    """A name that can't be printed is named with its characters, and nothing is made."""
    desk.get_by_label("Name of the centre").fill("Careers 😀")
    desk.get_by_label("Whom to turn to").fill("Room 5")
    desk.get_by_role("button", name="See the first page").click()
    expect(desk.locator("[data-refused]")).to_have_text(re.compile(r"Name: 😀 \(U\+1F600\)"))


def test_what_was_kept_is_only_text(page: Page, site: str) -> None:
    """Whatever stands in the browser's storage is no more than words in the fields."""
    page.goto(f"{site}handouts/")
    kept = {"name": "<img src=x onerror=alert(1)>", "contact": {"a": 1}, "colour": "red", "more": "x", "logo": "a<b"}
    page.evaluate("(kept) => localStorage.setItem('second-round:centre', kept)", json.dumps(kept))
    page.reload()
    desk = page.locator("second-round-desk")
    expect(desk.get_by_label("Name of the centre")).to_have_value(kept["name"])  # type: ignore[arg-type]
    expect(desk.get_by_label("Whom to turn to")).to_have_value("")
    expect(desk.get_by_label("Colour")).to_have_value(reading.load(ROOT).brand.colour)


def test_codes_are_those_of_the_library(bare: Page, scripts: str) -> None:
    """The browser's QR codes have the squares that segno's have, at every length that an address may have."""
    signs = random.Random(4)
    addresses = ["https://a.example/" + "".join(signs.choices("abc/-_%0129?", k=length)) for length in range(0, 400, 9)]
    script = """async ([scripts, addresses]) => {
      const { modules } = await import(`${scripts}pdf/qr.mjs`);
      return addresses.map((each) => modules(each).map((row) => row.map(Number).join("")));
    }"""
    found = bare.evaluate(script, [scripts, addresses])
    for address, rows in zip(addresses, found, strict=True):
        code = segno.make_qr(address, error="m", mode="byte", mask=6, boost_error=False)
        assert rows == ["".join("1" if dark else "0" for dark in row) for row in code.matrix], len(address)
