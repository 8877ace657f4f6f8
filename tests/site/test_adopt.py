"""A career centre takes the project over: what the workflow and the pages say, done with real git and a real build."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
import yaml

from macros.reading import load
from tests.conftest import ROOT
from tests.site.pages import PageReader
from tests.site.small import small

PAGES = ROOT / "docs/career-centers"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def blocks(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def steps() -> dict[str, str]:
    """Return what the workflow that publishes runs once the project is checked out, by the name of each step."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    return {step["name"]: step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step}


class Centre:
    """A fork of the project, with where it was forked from and where it is published."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.upstream, self.root, self.origin = project, folder / "centre", folder / "origin.git"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **{
                f"GIT_{who}_{what}": "someone@centre.example"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
            **{"PYTHONPATH": str(self.root), "GITHUB_REF_NAME": "main", "EDITION": "", "GIT_CONFIG_GLOBAL": os.devnull},
        }
        self.run("git init -q -b main && git add -A && git commit -qm 'All of it'", project)
        self.run(f"git clone -q {project} {self.root} && git clone -q --bare {project} {self.origin}", folder)
        self.run(f"git remote set-url origin {self.origin}", self.root)
        # Set up already, and not to be set up again: what is installed belongs to the project that is tested.
        (self.root / ".venv").mkdir()
        (self.root / ".venv/bin").symlink_to(ROOT / ".venv/bin")
        (self.root / ".venv/site.ready").touch()
        (self.root / ".cache").symlink_to(project / ".cache")
        (self.root / ".git/info/exclude").write_text(".cache\n", encoding="utf-8")  # a link, where a folder belongs

    def run(self, script: str, folder: Path | None = None, fails: bool = False) -> str:
        """Run a script of bash; return what it printed."""
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=folder or self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert bool(run.returncode) == fails, script + run.stdout + run.stderr
        return run.stdout + run.stderr

    def published(self, path: str, out: Path) -> Path:
        """Return a file that is published."""
        self.run(f"git --git-dir {self.origin} show gh-pages:{path} > {out}")
        return out


def check_whose_it_is(page: PageReader) -> None:
    """Hold that name and mark of the centre are at the head of a page and on its tab, and its links in the foot.

    The guidance has its own name in the foot, with the edition.
    """
    (head,) = (each for each in page.elements if "second-round-header--theirs" in each.attributes.get("class", ""))
    assert "Harbour College Careers" in head.text
    assert "Second Round" not in head.text
    assert [each.attributes["src"].rpartition("/")[2] for each in head.inside if each.tag == "img"] == ["letter.svg"]
    named = [
        each.attributes["aria-label"] for each in head.inside if each.tag == "a" and "aria-label" in each.attributes
    ]
    assert named == ["Harbour College Careers, home"]
    assert [each.text for each in page.elements if each.tag == "title"] == ["Small - Harbour College Careers"]
    icons = [each.attributes["href"] for each in page.elements if each.attributes.get("rel") == "icon"]
    assert icons[0].endswith("/letter.svg")
    (foot,) = (each for each in page.elements if each.tag == "footer")
    assert "The guidance: Second Round, edition 1.0" in foot.text
    linked = {each.text: each.attributes["href"] for each in foot.inside if each.tag == "a"}
    assert linked["Practice interviews"] == "https://harbour-careers.example.edu/practice"
    assert linked["Book an appointment"] == "https://harbour-careers.example.edu/book"


def test_a_centre_makes_it_theirs_and_takes_a_new_edition(copy_project: Callable[[], Path], tmp_path: Path) -> None:
    """Its brand is on site and sheets by one push; then an upstream edition comes in, and nothing is lost."""
    centre = Centre(tmp_path, small(copy_project()))
    brand = centre.root / "checklists/brand.yml"
    assert "Put your own address" in centre.run(steps()["Is it yours?"], fails=True)
    made_up = blocks("publish.md", "yaml")[0]
    brand.write_text(made_up, encoding="utf-8")
    assert "Put your own address" in centre.run(steps()["Is it yours?"], fails=True)
    ours = made_up.replace("harbour-careers.example/", "harbour-careers.example.edu/")
    brand.write_text(ours, encoding="utf-8")
    centre.run("git commit -qam 'Our brand'")
    for script in steps().values():
        centre.run(script)
    sheet = centre.published("1.0/downloads/panel-day-a4.pdf", tmp_path / "sheet.pdf")
    assert "Harbour College Careers" in pypdf.PdfReader(sheet).pages[0].extract_text()
    page = centre.published("latest/index.html", tmp_path / "page.html")
    check_whose_it_is(PageReader(page))
    (style,) = re.findall(r'href="(assets/second-round-\w+/second-round\.css)"', page.read_text(encoding="utf-8"))
    looks = centre.published(f"latest/{style}", tmp_path / "style.css").read_text(encoding="utf-8")
    assert f"--sr-deep:{yaml.safe_load(ours)['colour']}" in looks

    centre.run(".venv/bin/second-round new card our-town-hall && git add -A && git commit -qm 'A card of ours'")
    for file, find, put in (
        ("items/when-they-call.yml", "Ask what form it takes.", "Ask which form it takes."),
        ("brand.yml", "contact: Bring this sheet along", "contact: Bring this sheet"),
    ):
        path = centre.upstream / "checklists" / file
        text = path.read_text(encoding="utf-8")
        assert find in text
        path.write_text(text.replace(find, put), encoding="utf-8")
    centre.run("git commit -qam 'Other words'", centre.upstream)
    once, every = blocks("stay-current.md", "text")
    centre.run(once.replace("https://git.example/second-round.git", str(centre.upstream)) + every)
    assert brand.read_text(encoding="utf-8") == ours
    library = load(centre.root)
    assert library.items["ask-format"].do == "Ask which form it takes."
    assert "our-town-hall" in library.cards


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_asks_for_little_and_runs_what_is_there(path: Path) -> None:
    """It says what it may do, takes actions of GitHub alone, and each command of ours in it exists."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(workflow["permissions"]) == {"contents"}
    for job in workflow["jobs"].values():
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        assert {each.partition("@")[0] for each in used} <= {"actions/checkout"}
        scripts = "\n".join(step.get("run", "") for step in job["steps"])
        assert "${{" not in scripts, "what somebody typed is never part of a script"


def test_the_file_for_gitlab_builds_and_publishes_one_folder() -> None:
    """It is YAML, publishes `public`, and runs on the main branch alone."""
    job = yaml.safe_load(blocks("publish.md", "yaml")[1])["pages"]
    assert job["artifacts"]["paths"] == ["public"]
    assert job["script"][-2:] == ["make site", "mv site public"]
    assert job["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
