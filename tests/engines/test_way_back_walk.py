"""A copy of a plan, filled in further in Firefox's own viewer of PDFs, is brought in where the plan is kept."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from selenium.webdriver.common.keys import Keys

from macros.paper import Pack
from tests.engines.host import Host
from tests.engines.visitor import Visitor
from tests.paper.trips import Edits, Trip, copy_of, trips

ALL_PAGES = """
const { pdfViewer } = window.PDFViewerApplication ?? {};
if (!pdfViewer?.pagesCount) return false;
if (pdfViewer.currentScale > 0.2) pdfViewer.currentScale = 0.15;
const there = new Set([...document.querySelectorAll(".annotationLayer [name]")].map(({ name }) => name));
return arguments[0].every((name) => there.has(name));
"""
"""Whether all pages are drawn, as small as they may be, and have the fields of these names."""

FIELD = "return document.querySelector(`.annotationLayer [name=${CSS.escape(arguments[0])}]`)"

LEAVE = "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })"
"""Lets go of the page without the viewer's question whether to leave what was typed."""

SAVED = "return window.PDFViewerApplication.pdfDocument.saveDocument().then((bytes) => bytes.toBase64())"
"""What the viewer saves: its button would open a dialogue that no driver can work."""


def fill_in(visitor: Visitor, address: str, edits: Edits) -> None:
    """Open a PDF as it is opened from a page, type over what stands in fields, and tick or untick boxes."""
    visitor.driver.get(address)
    visitor.until(ALL_PAGES, list(edits))
    visitor.run(LEAVE)
    for name, value in edits.items():
        field = visitor.run(FIELD, name)
        if isinstance(value, str):
            field.send_keys(Keys.CONTROL, "a")
            field.send_keys(Keys.DELETE, value)
        elif value != field.is_selected():
            field.click()


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)  # the others show PDFs where no driver gets in
@settings(
    max_examples=2,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(draw=st.data())
def test_any_plan_comes_back_from_firefoxs_viewer(
    visit: Callable[[Host], Visitor],
    make_host: Callable[..., Host],
    site_folder: Path,
    packs: Callable[[str], Pack],
    tmp_path: Path,
    draw: st.DataObject,
) -> None:
    """Typed and ticked there, and saved, a copy of a random plan comes in at My interviews as it was left."""
    trip: Trip = draw.draw(trips(packs("panel-day")))
    copy = copy_of(packs("panel-day"), trip.parts, trip.state).made(packs("panel-day"))
    (tmp_path / "copy.pdf").write_bytes(copy)
    visitor = visit(make_host({"/": site_folder, "/copies/": tmp_path}))
    fill_in(visitor, f"{visitor.host.address}copies/copy.pdf", trip.edits)
    saved = base64.b64decode(visitor.run(SAVED))
    visitor.open("plan/")
    visitor.choose_file("#plan-file", "copy.pdf", saved)
    visitor.press("[data-action=take-in]")
    visitor.sees(".second-round__interview")
    assert says(visitor.kept()["second-round:plan:acme"]) == trip.then


def says(plan: Mapping[str, object]) -> dict[str, str]:
    """Return what a plan says, by section and name."""
    sections = {section: names for section, names in plan.items() if isinstance(names, dict)}
    return {f"{section}/{name}": each["value"] for section, names in sections.items() for name, each in names.items()}
