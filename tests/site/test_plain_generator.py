"""Any generator can stand between *before* and *after*: here one that is a short loop, and knows no other."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.pages import PageReader
from tests.site.test_policy import policy_of, scripts_of


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """The whole site as the small generator makes it, and the names of all packages that were imported for it."""
    out = tmp_path_factory.mktemp("plain")
    command = [sys.executable, "-m", "tests.site.plain_generator", str(ROOT), str(out)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return out, set(ast.literal_eval(run.stdout))


def test_a_site_is_made_without_the_generator_that_we_use(plain: tuple[Path, set[str]]) -> None:
    """Nothing of it is loaded: not MkDocs, not its fork, not the plugin for macros, not the theme."""
    assert plain[1] & {"mkdocs", "properdocs", "mkdocs_macros", "material", "mike"} == set()


def test_it_has_every_page_pdf_and_fact_of_ours(plain: tuple[Path, set[str]], site_folder: Path) -> None:
    """Each page of ours stands at its address, with its items; PDFs, packs, facts and the feed are the same bytes."""
    out = plain[0]
    ours, theirs = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} for folder in (site_folder, out)
    )
    assert ours - theirs == {"404.html"}
    assert theirs - ours == set()
    for name in theirs:
        found = [PageReader(folder / name).all("data-item") for folder in (site_folder, out)]
        items = [[each.attributes["data-item"] for each in page] for page in found]
        assert items[0] == items[1], name
    made = [path for where in ("downloads/*", "data/*", "feed.xml") for path in sorted(site_folder.glob(where))]
    assert len([path for path in made if path.suffix == ".pdf"]) > 70
    for path in made:
        assert (out / path.relative_to(site_folder)).read_bytes() == path.read_bytes(), path


def test_its_pages_are_finished(plain: tuple[Path, set[str]]) -> None:
    """Each has the policy of its own scripts and asks for its modules at once; what it asks for is there."""
    out = plain[0]
    for path in sorted(out.rglob("*.html")):
        page = PageReader(path)
        assert policy_of(page)["script-src"].split() == ["'self'", *sorted(f"'{each}'" for each in scripts_of(page))]
        asked = [
            *(each.attributes["href"] for each in page.elements if each.tag == "link"),
            *(each.attributes["src"] for each in page.elements if each.tag == "script" and "src" in each.attributes),
        ]
        assert len(asked) > 3
        for address in asked:
            assert (path.parent / address).is_file(), f"{path}: {address}"


def test_a_browser_keeps_it(plain: tuple[Path, set[str]], site_folder: Path) -> None:
    """The worker lists the same pages as ours, by their front matter, and scripts from a folder named by content."""
    listed = [
        set(re.findall(r'\["([^"]*)", "sha256-', (folder / "service-worker.js").read_text(encoding="utf-8")))
        for folder in (site_folder, plain[0])
    ]
    ours, theirs = ({each for each in names if not each or each.endswith("/")} for names in listed)
    assert ours == theirs
    assert "scenarios/panel-day/" in theirs
    assert [each for each in listed[1] if each.startswith("assets/second-round-") and each.endswith("/plan/store.mjs")]
