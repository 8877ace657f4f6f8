"""`second-round pictures`: the pictures of the README and the docs, from the real page and the real PDF."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scripts import ROOT
from scripts.browser import chromium, serve

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Page

PICTURES = ROOT / "docs" / "assets" / "pictures"
BRAND_PAGE = "docs/career-centers/publish.md"
EVENING = "2026-11-24T18:00:00Z"
"""When each picture is taken, so that the same page gives the same picture on any day."""
INTERVIEW = {"employer": "Harbour Works", "role": "Planner", "day": "2026-11-30", "time": "10:00", "ends": "15:30"}


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default="site")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=PICTURES, help="Another folder for them."
)
def pictures(site: Path, out: Path) -> None:
    """Take the pictures of the built site in SITE again (site/, unless you name it). Needs what `make test` sets up."""
    out.mkdir(parents=True, exist_ok=True)
    _pages(site, out)
    _spread(site / "downloads" / "panel-day-letter.pdf", out / "handout.png")
    _spread(site / "downloads" / "conversation-callback-letter.pdf", out / "call.png")
    _brands(site / "downloads" / "same-interviewer-a4.pdf", out / "brand.png")
    for picture in sorted(out.glob("*.png")):
        click.echo(f"{picture.name}  {picture.stat().st_size:,} bytes")


def _save(image: bytes, path: Path) -> None:
    from PIL import Image

    # Flat colours: 64 of them look the same and weigh a third.
    with Image.open(io.BytesIO(image)) as picture:
        picture.convert("RGB").quantize(64).save(path, optimize=True)


def _pages(site: Path, out: Path) -> None:
    from playwright.sync_api import sync_playwright

    with (
        serve({"/": site}) as address,
        sync_playwright() as playwright,
        playwright.chromium.launch(**chromium()) as browser,
    ):

        def open_page(path: str, width: int = 390, height: int = 760, **options: Any) -> Page:
            page = browser.new_page(
                viewport={"width": width, "height": height},
                reduced_motion="reduce",
                timezone_id="Europe/London",
                **options,
            )
            page.clock.set_fixed_time(EVENING)
            page.goto(address + path)
            page.evaluate("document.fonts.ready")
            return page

        def take(page: Page, name: str) -> None:
            page.mouse.move(0, 0)
            _save(page.screenshot(animations="disabled"), out / name)

        take(open_page("", 1280, 730), "home.png")
        for name, scheme in (("checklist-phone.png", "light"), ("checklist-phone-dark.png", "dark")):
            page = open_page("scenarios/panel-day/", color_scheme=scheme)
            _tick(page, 3)
            page.evaluate("scrollTo(0, 0)")
            take(page, name)
        page = open_page("conversations/callback/")
        page.get_by_role("button", name="Walk through the call").click()
        page.get_by_role("button", name="“Yes, go ahead.”").click()
        page.mouse.wheel(0, 16)  # past the edge of what is above
        take(page, "call-phone.png")
        page = open_page("plan/")
        _plan(page)
        page.goto(f"{address}scenarios/panel-day/")
        _tick(page, 8)
        page.get_by_role("button", name="Tools").click()
        take(page, "tools-phone.png")
        page.goto(f"{address}plan/")
        page.locator("[data-next] a").first.wait_for()
        take(page, "plan-phone.png")


def _tick(page: Page, many: int) -> None:
    """Tick the first items of a list."""
    for label in page.locator("[data-item] label").all()[:many]:
        label.click(position={"x": 4, "y": 8})


def _plan(page: Page) -> None:
    """Add an interview that is six days away."""
    page.get_by_role("button", name="Add an interview", exact=True).click()
    form = page.get_by_role("dialog", name="An interview")
    for name, value in INTERVIEW.items():
        form.locator(f'[name="{name}"]').fill(value)
    form.locator("[name=scenario]").select_option("panel-day")
    form.get_by_role("button", name="Keep it").click()


def _spread(sheet: Path, path: Path) -> None:
    """Both sides of a sheet, side by side."""
    _save(_beside(_sides(sheet)), path)


def _brands(ours: Path, path: Path) -> None:
    """The head of a sheet as it comes, and under the brand that the page for career centres shows."""
    text = (ROOT / BRAND_PAGE).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        brand, out = Path(folder) / "brand.yml", Path(folder) / "out"
        brand.write_text(text.split("```yaml\n", 1)[1].split("```", 1)[0], encoding="utf-8")
        order = ["same-interviewer", "--paper", "a4", "--brand", str(brand), "--out", str(out)]
        subprocess.run([sys.executable, "-m", "scripts.second_round", "handouts", *order], cwd=ROOT, check=True)
        fronts = [_sides(sheet)[0] for sheet in (ours, *out.glob("*.pdf"))]
    _save(_beside([front.crop((0, 0, front.width, front.height * 30 // 100)) for front in fronts]), path)


def _sides(path: Path) -> list[Image]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return [page.render(scale=1.1).to_pil().convert("RGB") for page in pdf]


def _beside(sides: list[Image]) -> bytes:
    """Return a PNG of pictures of one size, side by side on a grey ground."""
    from PIL import Image

    width, height = sides[0].size
    ground = Image.new("RGB", (2 * width + 60, height + 40), "#d9dedd")
    for number, side in enumerate(sides):
        ground.paste(side, (20 + number * (width + 20), 20))
    out = io.BytesIO()
    ground.save(out, "PNG")
    return out.getvalue()
