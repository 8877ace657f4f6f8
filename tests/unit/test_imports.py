"""What is loaded with a room, and what only when somebody asks for it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT

HEAVY = {
    "macros.brand": {"fontTools", "pyexpat", "macros.brand.fonts", "macros.brand.logo"},
    "macros.guidance": {
        *("yaml", "babel", "fontTools", "pyexpat", "macros.brand.fonts", "macros.brand.logo"),
        *("macros.reading", "macros.reading.checks", "macros.reading.promises"),
    },
    "macros.word": {"docx", "lxml", "resvg_py", "fontTools", "yaml"},
    "macros.paper": {
        *("weasyprint", "pikepdf", "uharfbuzz", "fontTools", "deflate", "jinja2", "yaml"),
        *("macros.paper.press.finish", "macros.paper.pack.typeface", "macros.brand.logo"),
    },
}
"""What a room must not load: libraries, and modules of ours that read files or need such a library."""


@pytest.mark.parametrize("room", HEAVY)
def test_a_room_is_light_to_enter(room: str) -> None:
    """Whoever imports a room gets values and functions at once; parsers, fonts and printers wait till they are used."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys, {room}; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    ours = {name for name in HEAVY[room] if name.startswith("macros.")}
    assert all(find_spec(name) for name in ours), "a name that nothing has proves nothing"
    loaded = set(run.stdout.split())
    assert room in loaded
    assert HEAVY[room] & loaded == set()
