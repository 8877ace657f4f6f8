"""`second-round release`: freezes an edition and deploys it beside the older ones, locally and whole, or not at all.

Everything is made in a clone that is thrown away. Only then do the branch of the site and a tag move, both at once; and
last, the project itself goes forward to the commit that holds the frozen edition.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from macros.brand import unsettled
from macros.editions import Change, compare, freeze, in_words, to_json
from macros.errors import DataError, ReleaseRefused
from macros.guidance import EDITION, Edition, Frozen, edition_centre, edition_number, next_edition, predecessor
from macros.reading import load
from macros.scaffold import unwritten
from macros.web.build import fingerprint
from scripts import ROOT
from scripts.site import build_pages

LATEST = "latest"
NOBODY = "0" * 40
UNRELEASED = r"(?ims)^## Unreleased[ \t]*\n(.*?)(?:(?=^## )|\Z)"
"""What was written by hand for the next edition: it begins the entry, and what changed word by word follows it."""
GO = "location.replace(document.links[0].getAttribute('href') + location.search + location.hash)"
REDIRECT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{digest}'">
<title>Second Round</title>
<noscript><meta http-equiv="refresh" content="0; url={href}"></noscript>
</head>
<body>
<p><a href="{href}">Go on to the latest edition</a></p>
<script>{script}</script>
</body>
</html>
"""


@dataclass(frozen=True)
class Plan:
    """What a release will do. Commits are full hashes; `base` is None for the first edition of a site."""

    root: Path
    branch: str
    head: str
    head_ref: str
    base: str | None
    local: str | None
    """Where the branch is here; `base` may be further on, where a remote has been."""
    frozen: Frozen
    before: Frozen | None
    changes: tuple[Change, ...]
    unsettled: tuple[str, ...]
    """What is to be settled before anything of it is printed."""
    is_frozen: bool
    deployed: tuple[str, ...]
    again: bool
    """Whether it is on the branch already, and goes there once more."""

    @property
    def tag(self) -> str:
        return f"edition-{self.frozen.edition}"

    @property
    def title(self) -> str:
        """What the selector of editions shows."""
        return f"{self.frozen.edition} ({self.frozen.month})"

    def summary(self) -> str:
        """What it will do and what changed, for the terminal."""
        edition, older = self.frozen.edition, ", ".join(self.deployed) or "none yet"
        steps = [
            f"Edition {edition}, of {self.frozen.released:%Y-%m-%d}.",
            f"Frozen already in checklists/editions/{edition}.json."
            if self.is_frozen
            else f"It is frozen in checklists/editions/{edition}.json, edition.yml and {changelog_of(edition)}, in one "
            "commit.",
            f"The site goes to {edition}/ and {LATEST}/ on the branch {self.branch}; there already: {older}.",
        ]
        steps += ["", *self.unsettled] if self.unsettled else []
        if self.before:
            steps += ["", f"What changed since edition {self.before.edition}:", "", in_words(self.changes)]
        return "\n".join(steps)


@click.command()
@click.argument("edition")
@click.option("--dry-run", is_flag=True, help="Show what it would do and what changed, and do nothing.")
@click.option(
    "--again",
    is_flag=True,
    help="Deploy the newest edition once more in its place, if it is there already: after a change of the brand, or of "
    "a page. What it asks of people must be as it was frozen.",
)
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that holds the site's editions.")
def release(edition: str, dry_run: bool, again: bool, branch: str) -> None:
    """Freeze EDITION and deploy it beside the older ones, on a local branch. Nothing is sent anywhere.

    If anything fails or stops it, everything stays as it was.
    """
    plan = look(ROOT, edition, branch, again)
    click.echo(plan.summary())
    if dry_run:
        click.echo("\nNothing was done.")
        return
    if not carry_out(plan):
        click.echo(
            f"\nNothing to do: {branch} holds just this already. If it is not published: git push origin {branch}"
        )
        return
    refs = branch if plan.again else f"{branch} {plan.tag}"
    click.echo(f"\nReleased. To publish it: git push origin HEAD {refs}")


def look(root: Path, edition: str, branch: str, again: bool = False) -> Plan:
    """Return what a release of `edition` would do; `again` lets the newest one be deployed once more.

    Raises ReleaseRefused, or DataError where the data is wrong.
    """
    if not re.fullmatch(EDITION, edition):
        raise ReleaseRefused(f'Expected an edition such as 1.1; found "{edition}".')
    top = git(root, "rev-parse", "--show-toplevel")
    if Path(top).resolve() != root.resolve():
        raise ReleaseRefused(f"Expected {root} to be the top of a git repository; that is {top}.")
    _check_name(root, branch)
    if git(root, "rev-parse", "--is-shallow-repository") == "true":
        raise ReleaseRefused("This clone has only the newest commits. Fetch the others: git fetch --unshallow")
    if dirty := git(root, "status", "--porcelain"):
        raise ReleaseRefused(f"These files are changed, or new. Commit or stash them:\n{dirty}")
    head = git(root, "rev-parse", "HEAD")
    head_ref = git(root, "rev-parse", "--symbolic-full-name", "HEAD")
    base, local = _base(root, branch)
    deployed = _deployed(root, branch, base)
    library = load(root)
    if left := unwritten(root):
        raise DataError(left)
    same = next((each for each in library.editions if each.edition == edition), None)
    known = {*deployed, *(each.edition for each in library.editions)}
    newest, following = max(known, key=edition_number, default=None), next_edition(known)
    if edition in deployed and not (again and edition == newest):
        raise ReleaseRefused(f"Edition {edition} is on {branch} already, and is never changed. {following}")
    if newest and edition_number(edition) < edition_number(newest):
        raise ReleaseRefused(f"Edition {newest} is released already, and editions only go forward. {following}")
    if same:
        day = same.released
    elif library.edition.edition == edition:
        day = library.edition.released
    else:
        day = _today()
    frozen = freeze(replace(library, edition=Edition(edition=edition, released=day)))
    if same and (frozen != same or library.edition.edition != edition):
        message = f"Edition {edition} is frozen, and checklists/ says something else by now."
        raise ReleaseRefused(f"{message} {following}")
    before = predecessor(edition, library.editions)
    if before and frozen.released < before.released:
        message = f"Edition {before.edition} was released on {before.released}, and this one would be older: {day}."
        raise ReleaseRefused(f"{message} Correct the day in checklists/edition.yml.")
    changes = compare(before, frozen) if before else ()
    return Plan(
        root,
        branch,
        head,
        head_ref,
        base,
        local,
        frozen,
        before,
        changes,
        unsettled(library.brand),
        same is not None,
        deployed,
        edition in deployed,
    )


def carry_out(plan: Plan) -> bool:
    """Do it. Returns whether there was anything to do. Raises ReleaseRefused where anything fails.

    Then nothing has changed. Hooks of git run where the project itself changes, and not in the clone.
    """
    with tempfile.TemporaryDirectory(prefix="second-round-release-") as folder:
        aside = Path(folder) / "project"
        with _environment(plan):
            git(
                plan.root,
                "-c",
                "core.hooksPath=/dev/null",
                "clone",
                "--quiet",
                "--shared",
                "--no-checkout",
                str(plan.root),
                str(aside),
            )
            git(aside, "config", "core.hooksPath", "/dev/null")
            git(aside, "checkout", "--quiet", "--detach", plan.head)
            source = plan.head if plan.is_frozen else _freeze(plan, aside)
            site = _build(plan, aside)
            deployed = _deploy(plan, aside, site)
            _move(plan, aside, source, deployed)
    if source != plan.head:
        try:
            git(plan.root, "merge", "--ff-only", "--quiet", source)
        except ReleaseRefused as error:
            message = (
                f"Edition {plan.frozen.edition} is released, but your branch or your files have changed meanwhile."
            )
            raise ReleaseRefused(f"{message} Take it in yourself: git merge {plan.tag}\n{error}") from error
    return source != plan.head or deployed != plan.base


def _freeze(plan: Plan, aside: Path) -> str:
    """Write the edition in the clone. Returns the commit that holds it."""
    checklists, edition = aside / "checklists", plan.frozen.edition
    (checklists / "editions").mkdir(exist_ok=True)
    (checklists / "editions" / f"{edition}.json").write_text(to_json(plan.frozen), encoding="utf-8")
    written = (checklists / "edition.yml").read_text(encoding="utf-8")
    written = re.sub(r"(?m)^edition:.*$", f'edition: "{edition}"', written)
    written = re.sub(r"(?m)^released:.*$", f"released: {plan.frozen.released}", written)
    (checklists / "edition.yml").write_text(written, encoding="utf-8")
    changelog = aside / changelog_of(edition)
    known = _changelog(changelog)
    by_hand = re.search(UNRELEASED, known)
    intro, heading, rest = re.sub(UNRELEASED, "", known).partition("\n## ")
    told = in_words(plan.changes) if plan.before else "The first edition."
    said = "\n\n".join(filter(None, (by_hand[1].strip() if by_hand else "", told)))
    entry = f"\n## {edition}, {plan.frozen.month}\n\n{said}\n"
    changelog.write_text(f"{intro.rstrip()}\n{entry}{heading}{rest}", encoding="utf-8")
    if freeze(load(aside)) != plan.frozen:
        raise ReleaseRefused("checklists/edition.yml could not be written. Expected the keys edition and released.")
    git(aside, "add", "--", "checklists", changelog.name)
    git(aside, "commit", "--quiet", "--no-verify", "-m", f"Edition {edition}")
    return git(aside, "rev-parse", "HEAD")


def changelog_of(edition: str) -> str:
    """Return the name of the file that tells what changed. A centre's is its own, so that no merge ever stops at it."""
    centre = edition_centre(edition)
    return f"CHANGELOG.{centre}.md" if centre else "CHANGELOG.md"


def _changelog(path: Path) -> str:
    if path.exists():
        return path.read_text(encoding="utf-8")
    return "# Changelog\n\nWhat changed in the guidance, edition by edition.\n"


def _build(plan: Plan, aside: Path) -> Path:
    """Build the site of the clone. Returns its folder."""
    cache, site = plan.root / ".cache", aside.parent / "site"
    cache.mkdir(exist_ok=True)
    (aside / ".cache").symlink_to(cache.resolve())
    edition = Edition(edition=plan.frozen.edition, released=plan.frozen.released)
    if not build_pages(aside, site, edition, PYTHONPATH=str(aside), MIKE_DOCS_VERSION=edition.edition):
        raise ReleaseRefused("The site could not be built. Nothing has changed.")
    return site


def _deploy(plan: Plan, aside: Path, site: Path) -> str:
    """Put the site beside the older ones in the clone. Returns the one commit that does: the base, if it does already.

    Raises ReleaseRefused.
    """
    from mike import commands, git_utils

    message = f"Edition {plan.frozen.edition}"
    if plan.base:
        git(aside, "update-ref", f"refs/heads/{plan.branch}", plan.base)
    with contextlib.chdir(aside), _mike_in_words():  # mike asks git where it stands
        config = {"site_dir": str(site), "use_directory_urls": True}
        edition, copy = plan.frozen.edition, commands.AliasType.copy
        how = {"branch": plan.branch, "message": message, "allow_empty": True}
        with commands.deploy(config, edition, plan.title, [LATEST], True, copy, **how):
            pass  # it is built already
        with git_utils.Commit(plan.branch, message, allow_empty=True) as commit:
            commit.delete_files(f"{edition}/downloads/{path.name}" for path in sorted(site.glob("downloads/*.zip")))
            for name, content in _at_the_root(site).items():
                commit.add_file(git_utils.FileInfo(name, content))
    tree = git(aside, "rev-parse", f"refs/heads/{plan.branch}^{{tree}}")
    if plan.base and tree == git(aside, "rev-parse", f"{plan.base}^{{tree}}"):
        return plan.base
    parent = ["-p", plan.base] if plan.base else []
    deployed = git(aside, "commit-tree", tree, *parent, "-m", message)
    if plan.base:
        touched = git(aside, "diff-tree", "-r", "--name-only", plan.base, deployed).splitlines()
        ours = {*_at_the_root(site), "versions.json", ".nojekyll"}
        if older := [each for each in touched if each.split("/")[0] not in (edition, LATEST) and each not in ours]:
            raise ReleaseRefused(f"Older editions would be touched: {', '.join(older[:3])}. Nothing has changed.")
    return deployed


@contextlib.contextmanager
def _mike_in_words() -> Iterator[None]:
    from mike import git_utils

    try:
        yield
    except git_utils.GitError as error:
        raise ReleaseRefused(f"The site could not be put beside the older editions: {error}") from error


def _at_the_root(site: Path) -> dict[str, str]:
    """Return what stands beside the editions: the ways to the latest, and what answers for a page that is not there."""
    missing = site / "404.html"
    return {
        "index.html": _redirect(f"{LATEST}/"),
        "check/index.html": _redirect(f"../{LATEST}/check/"),
        **({"404.html": missing.read_text(encoding="utf-8")} if missing.exists() else {}),
    }


def _redirect(href: str) -> str:
    return REDIRECT.format(href=href, script=GO, digest=fingerprint(GO.encode()))


def _move(plan: Plan, aside: Path, source: str, deployed: str) -> None:
    """Take over what was made: first what nobody sees yet, then the branch and the tag in one transaction."""
    git(aside, "update-ref", "refs/release/source", source)
    git(aside, "update-ref", "refs/release/site", deployed)
    quiet = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")
    made = ("refs/release/source", "refs/release/site")
    git(plan.root, *quiet, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", str(aside), *made)
    orders = ["start"]
    if plan.head_ref.startswith("refs/"):
        orders.append(f"verify {plan.head_ref} {plan.head}")
    # A tag without its edition is what a release left that was stopped between the two.
    if not plan.again:
        orders.append(f"update refs/tags/{plan.tag} {source}")
    orders.append(f"update refs/heads/{plan.branch} {deployed} {plan.local or NOBODY}")
    git(plan.root, "update-ref", "--stdin", stdin="\n".join([*orders, "prepare", "commit", ""]))


def _check_name(root: Path, branch: str) -> None:
    """Raise ReleaseRefused where no branch can have this name."""
    if branch.startswith("-") or branch == "HEAD" or not _says_yes(root, "check-ref-format", f"refs/heads/{branch}"):
        shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in branch)
        raise ReleaseRefused(f'A branch can\'t be called "{shown}". Expected a name such as gh-pages.')


def _base(root: Path, branch: str) -> tuple[str | None, str | None]:
    """Return the newest commit of the site's branch that is known here, and where the branch itself is."""
    local, remote = (
        git(root, "rev-parse", "--verify", "--quiet", f"refs/{place}/{branch}", fine=(0, 1)) or None
        for place in ("heads", "remotes/origin")
    )
    if not (local or remote):
        _check_is_new(root, branch)
    if not (local and remote):
        return local or remote, local
    ancestor = git(root, "merge-base", local, remote, fine=(0, 1))
    if ancestor not in (local, remote):
        message = f"The branch {branch} and origin/{branch} have diverged."
        raise ReleaseRefused(f"{message} Take over what is published: git branch -f {branch} origin/{branch}")
    return (remote if ancestor == local else local), local


def _check_is_new(root: Path, branch: str) -> None:
    """Ask origin, if there is one, for a branch that is not known here: a second one would lose what is published.

    Raises ReleaseRefused where it is there, or where origin can't be asked.
    """
    if not _says_yes(root, "remote", "get-url", "origin"):
        return
    fetch = f"git fetch origin {branch}:refs/remotes/origin/{branch}"
    try:
        there = git(root, "ls-remote", "origin", f"refs/heads/{branch}")
    except ReleaseRefused as error:
        message = f"origin may have a branch {branch} that is not known here, and it can't be asked."
        advice = f"Go online and run this again. If origin is no more: git remote remove origin\n{error}"
        raise ReleaseRefused(f"{message} {advice}") from error
    if there:
        message = f"origin has a branch {branch} that is not known here. Without it, its editions would be lost."
        raise ReleaseRefused(f"{message} Fetch it, then run this again: {fetch}")


def _deployed(root: Path, branch: str, base: str | None) -> tuple[str, ...]:
    """Return the editions that are on the branch of the site, the oldest first. Raises ReleaseRefused."""
    if not base:
        return ()
    if git(root, "ls-tree", base, "mkdocs.yml"):
        message = f"The branch {branch} holds the project itself, and a site must have a branch of its own."
        raise ReleaseRefused(f"{message} Name another with --branch, such as gh-pages.")
    if not git(root, "ls-tree", base, "versions.json"):
        return ()
    from mike.versions import Versions

    try:
        versions = [str(each.version) for each in Versions.loads(git(root, "show", f"{base}:versions.json"))]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"versions.json on the branch {branch} should list its editions, and can't be read."
        raise ReleaseRefused(
            f"{message} Put back the file that was there before: git log {branch} -- versions.json"
        ) from (error)
    return tuple(sorted((each for each in versions if re.fullmatch(EDITION, each)), key=edition_number))


def _today() -> datetime.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else datetime.date.today()


@contextlib.contextmanager
def _environment(plan: Plan) -> Iterator[None]:
    """Make git in the clone use the project's own user, and the time SOURCE_DATE_EPOCH where that is set."""
    try:
        name, email, now = re.split(" <|> ", git(plan.root, "var", "GIT_COMMITTER_IDENT"))
    except ReleaseRefused as error:
        raise ReleaseRefused("git does not know who you are: git config user.name, and user.email.") from error
    when = f"{os.environ.get('SOURCE_DATE_EPOCH', now.split()[0])} +0000"
    before = dict(os.environ)
    for who in ("AUTHOR", "COMMITTER"):
        os.environ.update({f"GIT_{who}_NAME": name, f"GIT_{who}_EMAIL": email, f"GIT_{who}_DATE": when})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def git(folder: Path, *words: str, stdin: str | None = None, fine: Sequence[int] = (0,)) -> str:
    """Return what git prints. Raises ReleaseRefused with git's own message where it fails."""
    environment: Mapping[str, str] = {**os.environ, "LC_ALL": "C"}
    run = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=environment,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode not in fine:
        said = run.stderr.strip() or run.stdout.strip() or "It gave no reason; a hook may have stopped it."
        command = next(word for word in words if word[0] != "-" and "=" not in word)
        raise ReleaseRefused(f"git {command} failed: {said}")
    return run.stdout.rstrip()


def _says_yes(folder: Path, *words: str) -> bool:
    """Return whether a git command succeeds."""
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False).returncode == 0
