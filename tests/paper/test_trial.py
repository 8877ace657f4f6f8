"""A logo is drawn once before any sheet is pressed with it, and a drawing without end comes to one."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.brand import Logo, logo
from macros.paper import try_logo
from macros.paper.press import trial
from scripts import check
from scripts.second_round import main
from tests.conftest import ROOT
from tests.paper.conftest import CACHE
from tests.unit.brand.logos import DRAWN, REFUSED


def as_it_is(drawing: str) -> Logo:
    """Return a logo that nobody has read: what a reader with a fault could let through."""
    return Logo(kind="svg", data=base64.b64encode(drawing.encode()).decode(), wide=2)


def test_a_logo_that_can_be_drawn_passes_and_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found is kept, so that a check takes no time when nothing has changed."""
    (tmp_path / "logo.svg").write_text(DRAWN["see-through"], encoding="utf-8")
    taken = logo.read("logo.svg", tmp_path)
    assert try_logo(taken, CACHE) == ""
    monkeypatch.setattr(trial, "tried", lambda *_: pytest.fail("It was drawn again."))
    assert try_logo(taken, CACHE) == ""


@pytest.mark.parametrize(
    ("drawing", "seconds", "says"),
    [
        (REFUSED["gradient-again-and-again"][0], 4, trial.TOO_MUCH),
        ("<svg", 20, trial.FAILED),
        (REFUSED["box-of-no-numbers"][0], 20, trial.FAILED),
    ],
)
def test_a_drawing_that_never_ends_or_fails_is_a_sentence(drawing: str, seconds: int, says: str) -> None:
    """Its process is ended, by time or by memory, and nothing of the file is quoted."""
    assert trial.tried(as_it_is(drawing), CACHE, seconds, 1_500_000_000) == says


def test_check_draws_the_logo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with drawing it stands in the line of the brand that names the file."""
    project = Path(shutil.copytree(ROOT / "tests/unit/project", tmp_path / "project"))
    brand = project / "checklists/brand.yml"
    brand.write_text(f"{brand.read_text('utf-8')}logo: logo.svg\n", encoding="utf-8")
    (project / "checklists/logo.svg").write_text(DRAWN["plain"], encoding="utf-8")
    monkeypatch.setattr(check, "try_logo", lambda *_, **__: trial.TOO_MUCH)
    result = CliRunner().invoke(main, ["check", str(project)])
    assert result.exit_code == 1
    assert f"checklists/brand.yml:7  logo  logo.svg: {trial.TOO_MUCH}\n" in result.output
