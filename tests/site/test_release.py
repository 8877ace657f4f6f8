"""A release is whole or has not been: real git, mike and build of a small project, stopped at every step."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from macros.errors import ReleaseRefused
from scripts import release
from tests.conftest import ROOT
from tests.unit.editions.test_editions import apply

NOON = "1795604800"
CHANGE = {"file": "items/night-before.yml", "find": "Lay out your", "put": "Lay out tomorrow’s"}
REWORDED = "- The night before · `lay-out-clothes`: Lay out your clothes. → Lay out tomorrow’s clothes."


@dataclass(frozen=True)
class Project:
    """A repository with the small project in it."""

    root: Path

    def git(self, *words: str) -> str:
        return subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, check=True).stdout.strip()

    def commit(self, changes: list[dict[str, str]]) -> None:
        apply(self.root, changes)
        self.git("add", "-A")
        self.git("commit", "-qm", "A change")

    def release(self, edition: str) -> release.Plan:
        plan = release.look(self.root, edition, "gh-pages")
        release.carry_out(plan)
        return plan

    @property
    def state(self) -> tuple[str, str, str]:
        """Where every branch and tag is, what is not committed, and where HEAD stands."""
        return self.git("for-each-ref"), self.git("status", "--porcelain"), self.git("rev-parse", "HEAD")

    def tree(self, path: str = "") -> str:
        return self.git("rev-parse", f"gh-pages:{path}")


def repository(folder: Path) -> Project:
    """Put the small project under git, with what a build needs and nothing more."""
    shutil.copytree(ROOT / "tests/unit/project", folder)
    (folder / "mkdocs.yml").write_text("site_name: Small\ntheme: mkdocs\nplugins: []\n", encoding="utf-8")
    (folder / "docs/index.md").write_text("# Small\n", encoding="utf-8")
    (folder / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    found = Project(folder)
    found.git("init", "-q", "-b", "main")
    found.git("config", "user.name", "Someone")
    found.git("config", "user.email", "someone@centre.example")
    found.git("add", "-A")
    found.git("commit", "-qm", "All of it")
    return found


@pytest.fixture(scope="module", autouse=True)
def _at_noon() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)  # what this machine's owner has set is no part of a test
        yield


@pytest.fixture
def unreleased(tmp_path: Path) -> Project:
    """The small project, of which there is no edition yet."""
    return repository(tmp_path / "small")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with its edition 1.0, for each test to copy: a release takes longer than a copy."""
    project = repository(tmp_path_factory.mktemp("released") / "small")
    assert project.release("1.0").before is None
    return project


@pytest.fixture
def small(released: Project, tmp_path: Path) -> Project:
    """The small project, of which edition 1.0 is released."""
    return copied(released, tmp_path / "small")


def copied(project: Project, folder: Path) -> Project:
    """Copy a repository, with all that git knows of it."""
    return Project(Path(shutil.copytree(project.root, folder, symlinks=True)))


def test_two_editions_stand_beside_each_other(small: Project) -> None:
    """Each is one commit, the older is not touched, latest is the newer, and the project holds what was frozen."""
    older = small.tree("1.0")
    for name in ("one-a4.pdf", "one-a4.docx", "pack-one-a4.pdf", "pack-one-a4.json", "course.imscc", "all-a4.zip"):
        (small.root / "docs/downloads").mkdir(exist_ok=True)
        (small.root / "docs/downloads" / name).write_text(name, encoding="utf-8")
    changelog = small.root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    changelog.write_text(text.replace("\n## 1.0", "\n## Unreleased\n\n- Clothes, sooner.\n\n## 1.0"), encoding="utf-8")
    small.commit([CHANGE])
    second = small.release("1.1")
    assert REWORDED in second.summary()
    assert small.tree("1.0") == older
    missing = small.git("diff", "--name-status", "gh-pages:latest", "gh-pages:1.1").split("\n")
    assert missing == ["D\tdownloads/all-a4.zip"], "the same sheets in one file are there once"
    assert small.git("rev-list", "--count", "gh-pages") == "2"
    versions = json.loads(small.git("show", "gh-pages:versions.json"))
    assert [(each["version"], each["title"], each["aliases"]) for each in versions] == [
        ("1.1", "1.1 (November 2026)", ["latest"]),
        ("1.0", "1.0 (November 2026)", []),
    ]
    assert 'href="latest/"' in small.git("show", "gh-pages:index.html")
    assert 'href="../latest/check/"' in small.git("show", "gh-pages:check/index.html")
    assert small.git("status", "--porcelain") == ""
    assert small.git("rev-parse", "main") == small.git("rev-parse", "edition-1.1")
    assert 'edition: "1.1"\nreleased: 2026-11-25' in small.git("show", "main:checklists/edition.yml")
    frozen = json.loads(small.git("show", "main:checklists/editions/1.1.json"))
    assert frozen["items"]["lay-out-clothes"]["do"] == "Lay out tomorrow’s clothes."
    told = changelog.read_text(encoding="utf-8")
    assert told.startswith(f"{text.partition('## ')[0]}## 1.1, November 2026\n\n- Clothes, sooner.\n\n### Reworded\n\n")
    assert told.index(REWORDED) < told.index("\n\n## 1.0, November")
    assert told.endswith(text[text.index("## 1.0") :])
    assert "Unreleased" not in told


def test_a_centre_releases_its_own_edition_between_two_of_the_project(small: Project) -> None:
    """It has a number and a changelog of its own, which the project's next ones never meet, and stands beside them."""
    changelog = (small.root / "CHANGELOG.md").read_bytes()
    small.commit([CHANGE])
    with pytest.raises(ReleaseRefused, match=r"for a centre’s own, 1\.0-leeds\.1"):
        release.look(small.root, "1.0", "gh-pages", again=True)
    small.release("1.0-leeds.1")
    assert (small.root / "CHANGELOG.md").read_bytes() == changelog
    told = (small.root / "CHANGELOG.leeds.md").read_text(encoding="utf-8")
    assert told.index("## 1.0-leeds.1, November 2026") < told.index(REWORDED)
    versions = json.loads(small.git("show", "gh-pages:versions.json"))
    assert [(each["version"], each["aliases"]) for each in versions] == [("1.0-leeds.1", ["latest"]), ("1.0", [])]
    assert "edition-1.0-leeds.1" in small.git("tag").splitlines()
    small.commit([{"file": "items/night-before.yml", "find": "tomorrow’s", "put": "your best"}])
    with pytest.raises(ReleaseRefused, match=r"something else by now. The next is 1\.0-leeds\.2\."):
        release.look(small.root, "1.0-leeds.1", "gh-pages", again=True)
    plan = release.look(small.root, "1.1-leeds.1", "gh-pages")
    assert plan.before
    assert plan.before.edition == "1.0-leeds.1"
    assert plan.deployed == ("1.0", "1.0-leeds.1")


def test_what_is_frozen_but_nowhere_deployed_is_deployed(small: Project) -> None:
    """A centre that takes the project over deploys its edition as it was frozen, and freezes nothing anew."""
    small.git("branch", "-D", "gh-pages")
    before = small.git("rev-parse", "main")
    assert small.release("1.0").is_frozen
    assert small.git("rev-parse", "main") == before
    assert small.tree("1.0") == small.tree("latest")


def test_the_newest_edition_is_deployed_again_under_another_brand(small: Project) -> None:
    """Words that are as they were frozen may get another dress in their place; new words need a new number."""
    tag = small.git("rev-parse", "edition-1.0")
    (small.root / "docs/index.md").write_text("# Another centre\n", encoding="utf-8")
    small.commit([])
    with pytest.raises(ReleaseRefused, match="on gh-pages already"):
        release.look(small.root, "1.0", "gh-pages")
    before = small.tree("1.0")
    release.carry_out(release.look(small.root, "1.0", "gh-pages", again=True))
    assert small.tree("1.0") == small.tree("latest") != before
    assert small.git("rev-parse", "edition-1.0") == tag
    small.commit([CHANGE])
    with pytest.raises(ReleaseRefused, match="frozen, and checklists/ says something else by now"):
        release.look(small.root, "1.0", "gh-pages", again=True)
    small.release("1.1")
    with pytest.raises(ReleaseRefused, match="on gh-pages already"):
        release.look(small.root, "1.0", "gh-pages", again=True)


def test_a_site_that_was_published_goes_on_from_there(small: Project, tmp_path: Path) -> None:
    """In a fresh clone, where the branch of the site is only at its origin, older editions are kept."""
    clone = Project(tmp_path / "clone")
    subprocess.run(["git", "clone", "-q", str(small.root), str(clone.root)], check=True)
    clone.git("config", "user.name", "Someone else")
    clone.git("config", "user.email", "else@centre.example")
    clone.commit([CHANGE])
    clone.release("1.1")
    assert clone.tree("1.0") == small.tree("1.0")


def test_the_same_release_on_two_machines_is_one_tree(unreleased: Project, tmp_path: Path) -> None:
    """In another folder, with the same day in SOURCE_DATE_EPOCH, every byte is the same, the commit's own included."""
    other = Project(tmp_path / "elsewhere" / "project")
    subprocess.run(["git", "clone", "-q", str(unreleased.root), str(other.root)], check=True)
    other.git("remote", "remove", "origin")  # or else it would have to go on from what is there
    other.git("config", "user.name", "Someone")
    other.git("config", "user.email", "someone@centre.example")
    unreleased.release("1.0")
    other.release("1.0")
    assert other.git("rev-parse", "gh-pages", "main") == unreleased.git("rev-parse", "gh-pages", "main")


@pytest.mark.parametrize(
    ("edition", "changes", "told"),
    [
        ("1.1", ["dirty"], "These files are changed, or new. Commit or stash them:\n M docs/index.md"),
        ("1.1", ["new"], "These files are changed, or new. Commit or stash them:\n?? notes.txt"),
        (
            "1.0",
            [],
            "Edition 1.0 is on gh-pages already, and is never changed. The next is 1.1, or 2.0; for a centre’s own, "
            "1.0-leeds.1, with its own short name.",
        ),
        (
            "0.9",
            [],
            "Edition 1.0 is released already, and editions only go forward. The next is 1.1, or 2.0; for a centre’s "
            "own, 1.0-leeds.1, with its own short name.",
        ),
        ("1", [], 'Expected an edition such as 1.1; found "1".'),
        ("1.01", [], 'Expected an edition such as 1.1; found "1.01".'),
        ("latest", [], 'Expected an edition such as 1.1; found "latest".'),
        ("1.0", ["unpublish", "reword"], "Edition 1.0 is frozen, and checklists/ says something else by now."),
        ("1.1", ["nobody"], "git does not know who you are: git config user.name, and user.email."),
        ("1.1", ["past"], "Edition 1.0 was released on 2026-11-23, and this one would be older: 2026-10-01."),
        ("1.1", ["fork"], "The branch gh-pages and origin/gh-pages have diverged."),
        ("1.1", ["break"], "The site could not be built. Nothing has changed."),
    ],
)
def test_what_cannot_be_released_is_refused(small: Project, edition: str, changes: list[str], told: str) -> None:
    """Each reason is told in words, and everything is as it was."""
    if "dirty" in changes:
        (small.root / "docs/index.md").write_text("# Smaller\n", encoding="utf-8")
    if "new" in changes:
        (small.root / "notes.txt").write_text("Mine\n", encoding="utf-8")
    if "unpublish" in changes:
        small.git("branch", "-D", "gh-pages")
    if "reword" in changes:
        small.commit([CHANGE])
    if "nobody" in changes:
        small.git("config", "--unset", "user.email")
        small.git("config", "user.useConfigOnly", "true")
    if "past" in changes:
        small.commit([{"file": "edition.yml", "write": 'edition: "1.1"\nreleased: 2026-10-01\n'}])
    if "fork" in changes:
        away = small.git("commit-tree", "gh-pages^{tree}", "-m", "Something else")
        small.git("update-ref", "refs/remotes/origin/gh-pages", away)
    if "break" in changes:
        (small.root / "docs/index.md").write_text("[nowhere](nowhere.txt)\n", encoding="utf-8")
        small.commit([])
    before = small.state
    with pytest.raises(ReleaseRefused) as caught:
        small.release(edition)
    assert str(caught.value).startswith(told)
    assert small.state == before


def test_a_release_that_has_nothing_to_do_says_so(
    small: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a workflow runs on every push changes nothing where nothing is new, and the branch is there to be pushed."""
    before = small.state
    monkeypatch.setattr(release, "ROOT", small.root)
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            release.release(["1.0", "--again"])
        assert ended.value.code == 0
        assert "\nNothing to do: gh-pages holds just this already." in capsys.readouterr().out
        assert small.state == before
    clone = Project(tmp_path / "clone")
    subprocess.run(["git", "clone", "-q", str(small.root), str(clone.root)], check=True)
    clone.git("config", "user.name", "Someone else")
    clone.git("config", "user.email", "else@centre.example")
    assert release.carry_out(release.look(clone.root, "1.0", "gh-pages", again=True)) is False
    assert clone.git("rev-parse", "gh-pages") == small.git("rev-parse", "gh-pages")


@pytest.mark.parametrize(
    ("away", "message"),
    [(False, "Fetch it, then run this again: git fetch origin gh-pages:"), (True, "and it can't be asked.")],
)
def test_a_clone_that_does_not_know_the_site_begins_no_second_one(
    small: Project, tmp_path: Path, away: bool, message: str
) -> None:
    """A clone of one branch says how to fetch the other, and goes on then; it says where its origin can't be asked."""
    clone = Project(tmp_path / "clone")
    words = ["git", "clone", "-q", "--single-branch", f"file://{small.root}", str(clone.root)]
    subprocess.run(words, check=True)
    if away:
        clone.git("remote", "set-url", "origin", str(tmp_path / "gone"))
    before = clone.state
    with pytest.raises(ReleaseRefused) as caught:
        release.look(clone.root, "1.0", "gh-pages")
    assert message in str(caught.value)
    assert clone.state == before
    if not away:
        clone.git(*str(caught.value).rsplit(": git ", 1)[1].split())
        with pytest.raises(ReleaseRefused, match="on gh-pages already"):
            release.look(clone.root, "1.0", "gh-pages")


def test_a_clone_without_its_history_says_how_to_fetch_it(small: Project, tmp_path: Path) -> None:
    """Such a clone could not take over what was made, and git would say so in words for nobody. Fetched, it goes on."""
    clone = Project(tmp_path / "clone")
    shallow = ["git", "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{small.root}", str(clone.root)]
    subprocess.run(shallow, check=True)
    with pytest.raises(ReleaseRefused) as caught:
        release.look(clone.root, "1.1", "gh-pages")
    clone.git(*str(caught.value).rsplit(": git ", 1)[1].split())
    assert release.look(clone.root, "1.1", "gh-pages").deployed == ("1.0",)


@pytest.mark.parametrize("branch", ["", "-q", "gh pages", "a..b", "x.lock", "@{-1}", "HEAD", "*", "é\x07"])
def test_what_is_no_name_of_a_branch_is_refused(unreleased: Project, branch: str) -> None:
    """Before anything is built, in words and not in git's."""
    with pytest.raises(ReleaseRefused) as caught:
        release.look(unreleased.root, "1.0", branch)
    shown = branch.replace("\x07", "\ufffd")
    assert str(caught.value) == f'A branch can\'t be called "{shown}". Expected a name such as gh-pages.'


def test_a_site_is_not_put_among_the_sources(unreleased: Project) -> None:
    """The branch of the project itself is refused, and one whose name only begins alike is another."""
    with pytest.raises(ReleaseRefused, match="The branch main holds the project itself"):
        release.look(unreleased.root, "1.0", "main")
    unreleased.git("branch", "site/old")
    assert release.look(unreleased.root, "1.0", "site").base is None


@pytest.mark.parametrize("text", ["{", "", "[1]", "{}", '[{"version": "1.0"}]', '["1.0"]', "null", "\xff"])
def test_a_list_of_editions_that_cannot_be_read_is_said(unreleased: Project, text: str) -> None:
    """Whatever is in versions.json, the file and its branch are named, and how to find the one before."""
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=unreleased.root,
        input=text.encode("latin-1"),
        capture_output=True,
        check=True,
    )
    tree = subprocess.run(
        ["git", "mktree"],
        cwd=unreleased.root,
        input=b"100644 blob %b\tversions.json\n" % blob.stdout.strip(),
        capture_output=True,
        check=True,
    )
    unreleased.git(
        "update-ref", "refs/heads/gh-pages", unreleased.git("commit-tree", tree.stdout.decode().strip(), "-m", "Broken")
    )
    if text == "{}":  # is no edition
        assert release.look(unreleased.root, "1.0", "gh-pages").deployed == ()
        return
    with pytest.raises(ReleaseRefused) as caught:
        release.look(unreleased.root, "1.0", "gh-pages")
    assert str(caught.value).startswith(
        "versions.json on the branch gh-pages should list its editions, and can't be read."
    )


@pytest.mark.parametrize("whose", ["everybody's", "the project's"])
def test_a_hook_that_fails_is_said(
    unreleased: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    """One that is set for all of a person's repositories does not stop the clone, and one of the project is obeyed."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("prepare-commit-msg", "post-checkout", "post-merge", "reference-transaction"):
        if whose == "everybody's" and name == "reference-transaction":
            continue  # it would stop the project's own branch, and rightly
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    if whose == "everybody's":
        (tmp_path / "config").write_text(f"[core]\nhooksPath = {hooks}\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
        unreleased.release("1.0")
        assert unreleased.tree("1.0") == unreleased.tree("latest")
        return
    unreleased.git("config", "core.hooksPath", str(hooks))
    before = unreleased.state
    with pytest.raises(ReleaseRefused, match=r"git [a-z-]+ failed: .*hook"):
        unreleased.release("1.0")
    assert unreleased.state == before


def test_a_folder_inside_a_repository_is_refused(unreleased: Project) -> None:
    """A project that somebody put into a repository of theirs would be released with all that is theirs."""
    with pytest.raises(ReleaseRefused, match="docs to be the top of a git repository"):
        release.look(unreleased.root / "docs", "1.0", "gh-pages")


def test_a_dry_run_tells_all_and_does_nothing(small: Project) -> None:
    """It says where the edition goes and what changed, and no file, branch or object is new."""
    small.commit([CHANGE])
    before = small.state, small.git("count-objects")
    environment = {**os.environ, "PYTHONPATH": str(small.root)}
    for name in ("macros", "scripts"):
        (small.root / name).symlink_to(ROOT / name)
    (small.root / ".git/info/exclude").write_text("/macros\n/scripts\n", encoding="utf-8")
    command = "from pathlib import Path; from scripts import release; release.ROOT = Path(); release.release()"
    run = subprocess.run(
        [sys.executable, "-c", command, "1.1", "--dry-run"],
        cwd=small.root,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "on the branch gh-pages; there already: 1.0." in run.stdout
    assert REWORDED in run.stdout
    assert run.stdout.endswith("Nothing was done.\n")
    assert (small.state, small.git("count-objects")) == before


SHIM = """#!/bin/sh
if [ "$PPID" = "$(cat "$COUNT.of" 2>/dev/null)" ]; then
  n=0
  until mkdir "$COUNT.$n" 2>/dev/null; do n=$((n + 1)); done
  [ "$n" = "$STOP" ] && kill -9 $PPID && exit 1
fi
exec {git} "$@"
"""


def release_aside(root: Path, folder: Path, step: int, site: Path | None) -> None:
    """Release 1.1, with a git that counts in `folder` how often it is called, and kills us at the `step`th time.

    The site is built, or it is the copy of one that was built before.
    """
    os.environ |= {"PATH": f"{folder}:{os.environ['PATH']}", "COUNT": str(folder / "count"), "STOP": str(step)}
    tempfile.tempdir = str(folder)  # where a release that is killed leaves what it made
    if site:
        release._build = lambda plan, aside: Path(shutil.copytree(site, aside.parent / "site"))
    else:
        build = release._build
        release._build = lambda plan, aside: Path(shutil.copytree(build(plan, aside), folder / "site"))
    plan = release.look(root, "1.1", "gh-pages")
    (folder / "count.of").write_text(str(os.getpid()))
    release.carry_out(plan)


def killed_at(small: Project, folder: Path, step: int, site: Path | None = None) -> int:
    """Release 1.1 in a process of its own, killed as it acts for the `step`th time. Returns how often it acts."""
    folder.mkdir()
    shim = folder / "git"
    shim.write_text(SHIM.format(git=shutil.which("git")))
    shim.chmod(0o755)
    process = get_context("fork").Process(target=release_aside, args=(small.root, folder, step, site))
    process.start()
    process.join()
    assert process.exitcode == (0 if step < 0 else -signal.SIGKILL)
    return len(list(folder.glob("count.[0-9]*")))


def test_a_kill_at_any_step_leaves_everything_as_it_was_or_the_release_whole(small: Project, tmp_path: Path) -> None:
    """Killed as it calls git, whichever call it is, no branch, tag or file has changed until all of them have."""
    small.commit([CHANGE])
    before, older = small.state, small.tree("1.0")
    calls = killed_at(whole := copied(small, tmp_path / "whole"), tmp_path / "shim", -1)
    after = whole.state
    assert calls > 12
    assert after != before

    def end(step: int) -> str:
        stopped = copied(small, tmp_path / f"copy-{step}")
        killed_at(stopped, tmp_path / f"shim-{step}", step, tmp_path / "shim" / "site")
        if stopped.state == before:
            return "as it was"
        # The edition is out. The project has not gone forward yet, and one command takes it there.
        assert stopped.tree() == whole.tree()
        assert stopped.tree("1.0") == older
        assert stopped.state[1:] == before[1:]
        stopped.git("merge", "--ff-only", "-q", "edition-1.1")
        assert stopped.state[1] == ""
        assert (stopped.root / "checklists/editions/1.1.json").exists()
        return "released"

    assert [end(step) for step in range(calls)] == ["as it was"] * (calls - 1) + ["released"]
