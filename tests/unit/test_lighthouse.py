"""Lighthouse is locked as everything is, and what is missing for it is said in a line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts import lighthouse
from scripts.second_round import main

HERE = Path(lighthouse.__file__).parent
LOCK = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))


def test_each_package_is_locked_by_its_content_and_by_no_address() -> None:
    """Every package has a version and a digest, what is asked for is exact, and no registry is named."""
    packages = {name: each for name, each in LOCK["packages"].items() if name}
    assert packages
    assert [name for name, each in packages.items() if not each["integrity"].startswith("sha512-")] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []
    asked = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    assert LOCK["packages"][""]["dependencies"] == asked["dependencies"]
    assert all(
        re.fullmatch(r"[\d.]+", version) for part in ("dependencies", "overrides") for version in asked[part].values()
    )


def test_without_node_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without Node.js one line says what to install, and nothing is opened."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(main, ["lighthouse", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output == "Lighthouse needs Node.js 18.20 or newer, and npm: sudo apt-get install nodejs npm\n"


def test_it_fails_under_what_is_promised() -> None:
    """The median of each figure counts: one point under is named by page and name, at the promise nothing is."""
    good, bad = scored(0.99), scored(0.98)
    assert lighthouse.under({"": [good, bad, good]}) == []
    assert lighthouse.under({"": [good, bad, bad], "plan/": [good]}) == ["/: performance 98, not 99"]
    bad["categories"]["seo"]["score"] = None
    assert lighthouse.under({"plan/": [bad]}) == ["/plan/: performance 98, not 99", "/plan/: seo 0, not 100"]


def scored(performance: float) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return a report with full marks for the rest."""
    rest: dict[str, dict[str, float | None]] = {name: {"score": 1} for name in lighthouse.LEAST}
    return {"categories": {**rest, "performance": {"score": performance}}}
