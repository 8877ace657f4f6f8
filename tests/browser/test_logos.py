"""A logo looks on paper as it does in a browser: all of them in one PDF beside one page, pixel by pixel."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser

from macros.brand import Logo, logo
from macros.paper.mark import drawn_logo
from tests.unit.brand.logos import DRAWN, PICTURES, file_of

COLUMNS, WIDTH, HEIGHT, MARGIN = 6, 150, 110, 12
SCALE = 2
"""How many pixels of both pictures there are for one of CSS."""

FAR = 60
"""How far apart, of 255, the same place of both pictures may be once it is smoothed: edges are drawn by other rules."""

FEW = 10
"""How many pixels of a logo may be further apart: pictures begin at a whole pixel on a screen."""

IN_STEPS = {"gradient-with-edges": 600}
"""How many may be where PDFium, which has 256 steps from one end of a gradient to the other, sets an edge beside it."""

SMALLER_ON_PAPER = (PICTURES["more-pixels-than-are-printed"],)
"""Pictures that a browser makes smaller as we do; of others, each pixel is a square on paper."""


def place(at: int, wide: float) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a logo in the table of all."""
    width, height = (
        min(WIDTH - 2 * MARGIN, (HEIGHT - 2 * MARGIN) * wide),
        min(HEIGHT - 2 * MARGIN, (WIDTH - 2 * MARGIN) / wide),
    )
    row, column = divmod(at, COLUMNS)
    return column * WIDTH + MARGIN, row * HEIGHT + MARGIN, width, height


def on_paper(logos: list[Logo], size: tuple[int, int]) -> Image.Image:
    """Return the logos as they are put on sheets and PDFium shows them."""
    bodies, shown, names = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"", b""], "", ""
    for at, each in enumerate(logos):
        left, top, width, height = place(at, each.wide)
        first = len(bodies) + 1
        for body in drawn_logo(each):
            head, stream, data = body.partition(b"stream\n")
            head = re.sub(rb"\{m(\d+)\}", lambda found: b"%d" % (first + int(found[1])), head)  # noqa: B023
            bodies.append(head + stream + data)
        shown += f"q {width:.4f} 0 0 {height:.4f} {left:.4f} {size[1] - top - height:.4f} cm /L{at} Do Q\n"
        names += f"/L{at} {first} 0 R"
    page = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents 4 0 R/Resources<</XObject<<{names}>>>>>>"
    )
    bodies[2:4] = page.encode(), f"<</Length {len(shown)}>>stream\n{shown}\nendstream".encode()
    # It has no table of its objects, which PDFium looks for itself then.
    objects = b"".join(b"%d 0 obj\n%b\nendobj\n" % each for each in enumerate(bodies, 1))
    document = pypdfium2.PdfDocument(b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF")
    image: Image.Image = document[0].render(scale=SCALE).to_pil().convert("RGB")
    document.close()
    return image


def in_chromium(
    browser: Browser, files: list[tuple[str, bytes]], logos: list[Logo], size: tuple[int, int]
) -> Image.Image:
    """Return the files themselves as Chromium shows them."""
    marks = ""
    for at, ((kind, data), each) in enumerate(zip(files, logos, strict=True)):
        left, top, width, height = place(at, each.wide)
        address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        shown = "auto" if data in SMALLER_ON_PAPER else "pixelated"
        style = f"left:{left}px;top:{top}px;width:{width}px;height:{height}px;image-rendering:{shown}"
        marks += f'<img src="{address}" style="{style}">'
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=SCALE)
    page = context.new_page()
    page.set_content(f"<style>body{{margin:0}}img{{position:absolute}}</style>{marks}")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return image


def differing(paper: Image.Image, screen: Image.Image, names: list[str]) -> dict[str, int]:
    """Return for each logo that looks otherwise how many pixels do."""
    soft = [each.filter(ImageFilter.BoxBlur(2)) for each in (paper, screen)]
    apart = ImageChops.difference(*soft)
    found = {}
    for at, name in enumerate(names):
        row, column = divmod(at, COLUMNS)
        left, top = column * WIDTH * SCALE, row * HEIGHT * SCALE
        cell = apart.crop((left, top, left + WIDTH * SCALE, top + HEIGHT * SCALE))
        red, green, blue = cell.split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        wrong = sum(most.histogram()[FAR:])
        if wrong > IN_STEPS.get(name, FEW):
            found[name] = wrong
    return found


def test_a_logo_looks_as_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    """Units, variables, the order of painting, gradients, cutting and clear colours are what Chromium makes of them."""
    files = [("svg+xml", file_of(name)) for name in DRAWN] + [("png", data) for data in PICTURES.values()]
    names, logos = [*DRAWN, *PICTURES], []
    for kind, data in files:
        name = f"logo.{kind[:3]}"
        (tmp_path / name).write_bytes(data)
        logos.append(logo.read(name, tmp_path))
    size = COLUMNS * WIDTH, (len(names) + COLUMNS - 1) // COLUMNS * HEIGHT
    paper, screen = on_paper(logos, size), in_chromium(browser, files, logos, size)
    paper.save(tmp_path / "paper.png")
    screen.save(tmp_path / "screen.png")
    assert paper.size == screen.size
    assert differing(paper, screen, names) == {}
