"""Whoever wants the theme's own pages and script back sets one line, and has them beside all that is ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from scripts.browser import serve
from tests.conftest import build

ALIASES = {"1.1": ["latest"], "1.0": []}


def test_the_themes_script_comes_back_by_one_line(
    copy_project: Callable[[], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    own: set[str],
    open_context: Callable[..., BrowserContext],
) -> None:
    """In an older edition: its header, its choice of editions and its banner work, a tick is kept, and nothing is said
    in the console.
    """
    project = copy_project()
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "theme_script: false" in text
    settings.write_text(text.replace("theme_script: false", "theme_script: true"), encoding="utf-8")
    monkeypatch.setenv("MIKE_DOCS_VERSION", "1.0")
    run = build(project, tmp_path / "site")
    assert run.returncode == 0, run.stdout + run.stderr
    (tmp_path / "root").mkdir()
    versions = [{"version": version, "title": version, "aliases": aliases} for version, aliases in ALIASES.items()]
    (tmp_path / "root/versions.json").write_text(json.dumps(versions), encoding="utf-8")
    with serve({"/": tmp_path / "root", "/1.0/": tmp_path / "site"}) as address:
        own.add(urlsplit(address).netloc)
        page = open_context().new_page()
        page.goto(f"{address}1.0/scenarios/panel-day/", wait_until="networkidle")
        expect(page.locator(".md-version__current")).to_have_text("1.0")
        expect(page.locator(".md-banner")).to_contain_text("A newer one is out.")
        expect(page.locator(".second-round-header")).to_have_count(0)
        page.locator("[data-item=ask-names] label").click(position={"x": 4, "y": 8})
        page.reload(wait_until="networkidle")
        expect(page.locator("[data-item=ask-names] input")).to_be_checked()
        # Firefox takes the one for a wish to fetch it, which the policy forbids.
        expect(page.locator("link:is([rel=next], [rel=prev])")).to_have_count(0)
        page.close()
