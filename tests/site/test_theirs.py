"""A centre's site: what it hides is nowhere, its own pages are in the menu, and its law stands in for ours."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.site.pages import PageReader

TOP = "http://127.0.0.1:8000/"
"""Where a preview stands. One is built here, because it makes no PDF."""

HIDE = """\
hide:
  pages: [contribute, about/quality.md]
  sections: [Career centres]
  cards: [meal, school, closing-an-appointment, mock-manager, mock-peer, mock-panel, mock-top]
"""
GONE = ("contribute/", "career-centers/", "about/quality/", "sectors/school/")


@pytest.fixture
def theirs(copy_project: Callable[[], Path], tmp_path: Path) -> Path:
    """The whole site of a centre that hides what is not for students, and has two pages of its own."""
    project = copy_project()
    brand = project / "checklists/brand.yml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("Second Round\n", "A & B\n", 1) + HIDE, encoding="utf-8")
    (project / "docs/ours").mkdir()
    (project / "docs/ours/mock.md").write_text(
        "---\ntitle: Book us\nsection: Your answers\n---\n# Book us\n\nSee [law](../reference/law.md#official).\n",
        encoding="utf-8",
    )
    (project / "docs/ours/law.md").write_text(
        "---\ntitle: Our law\nstands_in_for: reference/law.md\n---\n# Our law\n\n[Video](../prepare/video.md)\n",
        encoding="utf-8",
    )
    (project / "docs/ours/away.md").write_text(
        "---\ntitle: Away\nstands_in_for: offline.md\n---\n# Away\n", encoding="utf-8"
    )
    (project / "preview.yml").write_text(f"INHERIT: mkdocs.yml\nsite_url: {TOP}\n", encoding="utf-8")
    out = tmp_path / "site"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", "preview.yml", "-d", str(out)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "excluded" not in run.stdout + run.stderr, "there is no line for each link"
    return out


def test_a_centre_hides_and_adds_without_a_change_of_ours(theirs: Path) -> None:
    """In one build, strict: no page, link, anchor, search entry, download or line of the sitemap is left of what is
    hidden; own pages stand in the menu, and one has the address of ours.
    """
    pages = {path.relative_to(theirs).as_posix(): PageReader(path) for path in sorted(theirs.rglob("*.html"))}
    assert not [name for name in pages if name.startswith(GONE)]
    ids = {name: {element.attributes["id"] for element in page.all("id")} for name, page in pages.items()}
    for name, page in pages.items():
        assert "\0" not in (theirs / name).read_text(encoding="utf-8"), name
        for element in page.all("href"):
            path, _, anchor = urljoin(TOP + name, element.attributes["href"]).partition("#")
            path = path.removeprefix(TOP) + ("index.html" if path.endswith("/") else "")
            assert not path.startswith((*GONE, "downloads/card-meal", "downloads/card-mock")), f"{name}: {path}"
            if path.endswith(".html") and not path.startswith("http"):
                assert path in pages, f"{name}: {path}"
                assert not anchor or "=" in anchor or anchor in ids[path], f"{name}: {path}#{anchor}"
    assert not [
        path for path in theirs.glob("downloads/card-*") if re.match(r"card-(meal|mock|school|clos)", path.name)
    ]
    data = json.loads((theirs / "data/checklists.json").read_text(encoding="utf-8"))
    assert {"meal", "school", "mock-top"} & data["cards"].keys() == set()
    found = json.loads((theirs / "search/index.json").read_text(encoding="utf-8"))
    assert not [page["address"] for page in found["pages"] if page["address"].startswith(GONE)]
    sitemap = (theirs / "sitemap.xml").read_text(encoding="utf-8")
    assert not re.search(rf"{TOP}(?:{'|'.join(GONE)}|ours/law)", sitemap)
    assert f"{TOP}ours/mock/" in sitemap
    assert f"{TOP}reference/law/" in sitemap

    home = pages["index.html"]
    menu = next(each for each in home.elements if each.attributes.get("id") == "second-round-menu")
    led = {each.attributes["href"]: each.text for each in menu.inside if each.tag == "a"}
    assert led["ours/mock/"] == "Book us"
    assert led["reference/law/"] == "Our law"
    assert "Career centres" not in home.text_of("nav")
    assert "For career centres" not in home.text_of("main")
    assert "A & B" in home.text_of("header")
    assert pages["offline/index.html"].text_of("h1") == "Away", "in place of one that the menu lacks"
    law = pages["reference/law/index.html"]
    assert "Our law" in law.text_of("h1")
    assert "../../prepare/video/" in {each.attributes["href"] for each in law.all("href")}
    assert "from this page" in law.text_of("details"), "what it explains is still said there"
    assert "../../reference/law/" in {each.attributes["href"] for each in pages["ours/mock/index.html"].all("href")}
