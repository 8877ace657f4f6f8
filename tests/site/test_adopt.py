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

from macros import editions
from macros.reading import load
from macros.reading.menu import sections
from macros.web import Components
from tests.conftest import ROOT
from tests.site.pages import PageReader
from tests.site.small import small
from tests.unit.editions.test_editions import apply

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


NAV = """
nav:
  - index.md
  - Lists:
      - scenarios/panel-day.md
      - conversations/callback.md
      - sectors/school.md
      - worksheets/index.md
      - worksheets/people.md
  - Reading:
      - prepare/reply.md
      - prepare/old.md
"""

OURS = "---\ntitle: Book us\ndescription: Half an hour with one of us.\nsection: Reading\n---\n# Book us\n"


def written(root: Path, *paths: str) -> None:
    """Write one's own words over the sentences of a start."""
    for each in paths:
        text = (root / each).read_text(encoding="utf-8")
        (root / each).write_text(text.replace("Say ", "We say "), encoding="utf-8")


def released(upstream: Centre, edition: str, day: str, changes: list[dict[str, str]]) -> None:
    """Release an edition of the project as its release writes it, but for the site."""
    root = upstream.upstream
    apply(root, changes)
    (root / "checklists/edition.yml").write_text(f'edition: "{edition}"\nreleased: {day}\n', encoding="utf-8")
    text = editions.to_json(editions.freeze(load(root)))
    (root / "checklists/editions").mkdir(exist_ok=True)
    (root / f"checklists/editions/{edition}.json").write_text(text, encoding="utf-8")
    log = root / "CHANGELOG.md"
    log.write_text(
        log.read_text(encoding="utf-8").replace("\n## ", f"\n## {edition}\n\nMuch.\n\n## ", 1), encoding="utf-8"
    )
    upstream.run(f"git add -A && git commit -qm 'Edition {edition}'", root)


def test_a_centre_makes_it_theirs_and_takes_two_editions(copy_project: Callable[[], Path], tmp_path: Path) -> None:
    """Its brand, scenario, card and page are online by one push, under a number of its own, and what it hides is not.

    Two editions of the project come in by the lines on the page. Nothing stops git, nothing of theirs is lost, and
    where the project renamed what they use, they read what it is called now.
    """
    project = small(copy_project())
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as site:
        site.write(NAV)
    (project / "docs/prepare/old.md").write_text("# Old\n", encoding="utf-8")
    centre = Centre(tmp_path, project)
    released(centre, "1.0", "2026-11-20", [])
    centre.run(f"git pull -q {project} main && git push -q origin main")
    brand = centre.root / "checklists/brand.yml"
    assert "Put your own address" in centre.run(steps()["Is it yours?"], fails=True)
    made_up = blocks("publish.md", "yaml")[0]
    brand.write_text(made_up, encoding="utf-8")
    assert "Put your own address" in centre.run(steps()["Is it yours?"], fails=True)
    ours = made_up.replace("harbour-careers.example/", "harbour-careers.example.edu/")
    ours += "hide:\n  pages: [prepare/old.md]\n"
    brand.write_text(ours, encoding="utf-8")
    centre.run(".venv/bin/second-round new scenario our-call && .venv/bin/second-round new card our-town-hall")
    (centre.root / "docs/ours").mkdir()
    (centre.root / "docs/ours/book.md").write_text(OURS, encoding="utf-8")
    centre.run("git add -A && git commit -qm Ours")
    publish = steps()["Check, build and put it beside older editions"]
    assert "scenarios/our-call.yml:11  expect  This sentence came with" in centre.run(publish, fails=True)
    written(
        centre.root,
        "checklists/scenarios/our-call.yml",
        "checklists/cards/our-town-hall.yml",
        "docs/scenarios/our-call.md",
    )
    centre.run("git commit -qam 'Our words'")
    assert "1.0-leeds.1, with its own short name" in centre.run(publish, fails=True)

    centre.environment |= {"EDITION": "1.0-harbour.1", "SOURCE_DATE_EPOCH": "1795604800"}
    for script in steps().values():
        centre.run(script)
    sheet = centre.published("1.0-harbour.1/downloads/our-call-a4.pdf", tmp_path / "sheet.pdf")
    assert "Harbour College Careers" in pypdf.PdfReader(sheet).pages[0].extract_text()
    assert "Edition 1.0-harbour.1" in pypdf.PdfReader(sheet).pages[0].extract_text()
    home = centre.published("latest/index.html", tmp_path / "page.html")
    check_whose_it_is(PageReader(home))
    page = home.read_text(encoding="utf-8")
    assert "scenarios/our-call/" in page
    assert "ours/book/" in page
    assert "prepare/old/" not in page
    (style,) = re.findall(r'href="(assets/second-round-\w+/second-round\.css)"', page)
    looks = centre.published(f"latest/{style}", tmp_path / "style.css").read_text(encoding="utf-8")
    assert f"--sr-deep:{yaml.safe_load(ours)['colour']}" in looks

    once, every = blocks("stay-current.md", "text")
    centre.run(once.replace("https://git.example/second-round.git", str(centre.upstream)))
    rewords = {"file": "items/when-they-call.yml", "find": "Ask what form it takes.", "put": "Ask which form it takes."}
    another = {"file": "brand.yml", "find": "contact: Bring this sheet along", "put": "contact: Bring this sheet"}
    released(centre, "1.1", "2026-12-01", [rewords, another])
    centre.run(every)
    library = load(centre.root)
    assert (library.edition.edition, library.items["ask-format"].do) == ("1.0-harbour.1", "Ask which form it takes.")

    meal = (centre.upstream / "checklists/cards/meal.yml").read_text(encoding="utf-8")
    names = {
        "file": "items/when-they-call.yml",
        "find": "  - id: ask-names",
        "put": "  - id: ask-whom\n    formerly: [ask-names]",
    }
    lists = {"file": "scenarios/panel-day.yml", "find": "item: ask-names", "put": "item: ask-whom"}
    (centre.upstream / "docs/prepare/new.md").write_text("# New\n", encoding="utf-8")
    text = (centre.upstream / "mkdocs.yml").read_text(encoding="utf-8")
    after = "      - scenarios/panel-day.md\n"  # where the centre's own scenario has its line
    lines = text.replace(after, f"{after}      - prepare/new.md\n")
    (centre.upstream / "mkdocs.yml").write_text(lines, encoding="utf-8")
    left = {
        "file": "retired.yml",
        "write": '- id: meal\n  kind: card\n  left: "1.2"\n  because: Nobody eats.\n  instead: tea\n',
    }
    tea = {"file": "cards/tea.yml", "write": meal.replace("meal", "tea").replace("order-light", "pour")}
    released(centre, "1.2", "2026-12-20", [names, lists, {"file": "cards/meal.yml", "remove": "yes"}, left, tea])
    centre.run(every)
    assert "ours/book.md" in centre.run("git ls-files docs")
    assert brand.read_text(encoding="utf-8") == ours
    menu = dict(sections(yaml.safe_load((centre.root / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]))["Lists"]
    assert {"scenarios/panel-day.md", "scenarios/our-call.md", "prepare/new.md"} <= set(menu)
    told = centre.run(".venv/bin/second-round check", fails=True)
    assert re.findall(r"  (There is no .*)", told) == [
        'There is no item "ask-names". It is called "ask-whom" now.',
    ]
    call = centre.root / "checklists/scenarios/our-call.yml"
    call.write_text(call.read_text(encoding="utf-8").replace("- ask-names\n", "- ask-whom\n"), encoding="utf-8")
    centre.run("git commit -qam 'As it is called now'")
    assert "The next is 1.2-harbour.1." in centre.run(
        ".venv/bin/second-round release 1.0-harbour.1 --again", fails=True
    )
    centre.environment["SOURCE_DATE_EPOCH"] = "1798000000"  # three days later
    plan = centre.run("make -s release EDITION='1.2-harbour.1 --dry-run'")
    assert "CHANGELOG.harbour.md" in plan
    assert "What changed since edition 1.0-harbour.1:" in plan
    assert "1 card" not in plan
    assert "### Retired\n\n- A meal · `meal`: When they take you out to eat. Nobody eats." in plan
    library = load(centre.root)
    assert {"our-call", "panel-day"} <= library.scenarios.keys()
    assert {"our-town-hall", "tea"} <= library.cards.keys()
    assert "our-call" in library.question_bank("to-ask").questions[0].scenarios
    draft = Components(library, link=str, title=str)
    assert re.findall(r"since edition ([\w.-]+)\.</p>", draft.editions()) == [*("1.0-harbour.1", "1.1", "1.0", "1.0")]
    assert centre.run("git status --porcelain") == ""


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
