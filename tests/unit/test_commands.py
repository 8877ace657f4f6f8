"""Commands and what is said of them: each is documented, each that is documented is there and runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from macros.guidance import Edition
from scripts import site
from scripts.second_round import SECTIONS, main
from tests.conftest import ROOT

PAGE = (ROOT / "docs/contribute/commands.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):.*?## ", MAKEFILE, re.MULTILINE)
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.*"))
    if path.is_file()
}


COMMANDS = {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}


def code(text: str) -> list[str]:
    """Return each line of code in a text: those of its blocks, and what stands between backticks."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [*re.findall(r"`([^`\n]+)`", text), *(line for block in blocks for line in block.splitlines())]


def options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts} | {"--help", "-h"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_is_documented_with_every_option(name: str) -> None:
    """`--help` says what it does and what each option is for; the page of commands names it and each of them."""
    help_of = CliRunner().invoke(main, [name, "--help"])
    assert help_of.exit_code == 0
    command = COMMANDS[name]
    assert command
    assert command.help
    assert all(each.help for each in command.params if isinstance(each, click.Option))
    documented = "\n".join(code(PAGE))
    assert f"second-round {name}" in documented
    assert {option for option in options(command) - {"--help", "-h"} if option not in documented} == set()


def test_help_shows_first_what_a_centre_uses() -> None:
    """Each command stands with a sentence of one line under its heading: a centre's first, then the project's own."""
    said = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    blocks = {
        heading: re.findall(r"^  ([a-z]+)  +(\S.*\.)$", block, re.MULTILINE)
        for heading, block in re.findall(r"^([^\n]+):\n((?:  .+\n?)+)", said, re.MULTILINE)
    }
    assert list(blocks) == ["Options", "For a career centre", "For those who build Second Round itself"]
    assert [name for name, _ in blocks["For a career centre"]] == ["site", "check", "handouts", "new", "release"]
    assert {heading: dict(block) for heading, block in blocks.items() if block} == SECTIONS
    modules = {path.stem for path in (ROOT / "scripts").iterdir() if "@click.command()" in source(path)}
    assert modules == set(COMMANDS)


def source(path: Path) -> str:
    """Return the text of a module or package."""
    file = path / "__init__.py" if path.is_dir() else path
    return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.mark.parametrize(
    ("arguments", "imported"), [(["--help"], set()), (["no-such-command"], set()), (["check", "--help"], {"check"})]
)
def test_only_the_command_that_is_called_is_imported(arguments: list[str], imported: set[str]) -> None:
    """`--help` answers at once: neither the press nor a reader of data is imported to print a list of names."""
    say = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from scripts.second_round import main"
    run = subprocess.run(
        [sys.executable, "-c", f"{say}; main({arguments})"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    modules = set(run.stdout.splitlines()[-1].split())
    assert "scripts.second_round" in modules
    assert {name for name in COMMANDS if f"scripts.{name}" in modules} == imported
    assert ("macros.reading" in modules) == bool(imported)


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_is_documented(target: str) -> None:
    """Each target that says what it does in the Makefile is on the page of commands."""
    assert f"make {target}" in code(PAGE)


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_documented_is_there(name: str) -> None:
    """Each command, option and target that any text shows exists, so nobody types what does not run."""
    wrong = []
    for line in code(TEXTS[name]):
        for command, rest in re.findall(r"second-round ([a-z]+)\b([^|#&]*)", line):
            known = COMMANDS.get(command)
            wrong += [f"second-round {command}"] if known is None else []
            used = set(re.findall(r"(?<!\S)--[a-z-]+", rest))
            wrong += [f"{command} {each}" for each in used - options(known)] if known else []
        wrong += [f"make {each}" for each in re.findall(r"(?:^|[&;] *)make ([a-z]+)", line) if each not in TARGETS]
    assert wrong == []


@pytest.mark.parametrize("name", TEXTS)
def test_each_test_that_a_text_names_is_there(name: str) -> None:
    """A command for pytest names files that are there, and with -k the words of at least one test in them."""
    wrong = []
    for line in code(TEXTS[name]):
        files = re.findall(r"\btests/[\w/]+\.py\b", line)
        wrong += [file for file in files if not (ROOT / file).is_file()]
        wanted = re.search(r"-k (\w+)", line)
        if wanted and files and not wrong:
            tests = "".join(re.findall(r"def (test_\w+)", "".join((ROOT / f).read_text("utf-8") for f in files)))
            wrong += [] if wanted[1] in tests else [line]
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in TEXTS if "/" not in name])
def test_a_link_of_a_text_beside_the_project_leads_to_a_file(name: str) -> None:
    """README and its like are read where no build checks their links."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXTS[name])
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_target_runs_as_far_as_make_can_tell() -> None:
    """`make -n` goes through each target, so none names a file or target that is not there."""
    run = subprocess.run(["make", "-n", *TARGETS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_folder_with_other_things_in_it_is_never_replaced(tmp_path: Path) -> None:
    """A site goes into a folder of its own: what a person keeps there would be lost."""
    (tmp_path / "letter.txt").write_text("Dear Dana", encoding="utf-8")
    result = CliRunner().invoke(main, ["site", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "is no site of ours" in result.output
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear Dana"


def test_a_wrong_command_in_a_text_is_seen() -> None:
    """The look at texts can fail: a command, an option and a target that are not there are each found."""
    assert code("Run `make sute` or:\n\n```sh\nsecond-round sight --fast\n```\n") == [
        "make sute",
        "second-round sight --fast",
    ]
    site = COMMANDS["site"]
    assert site
    assert "--fast" not in options(site)
    assert "sute" not in TARGETS


def test_two_builds_into_one_folder_never_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that begins and ends while another goes on leaves nothing of its own in it, and nothing is left aside."""
    pages = iter(["mine", "other"])

    def build(root: Path, out: Path, edition: Edition) -> bool:
        page = next(pages)
        (out / "data").mkdir(parents=True, exist_ok=True)
        (out / "data" / "checklists.json").touch()
        if page == "mine":
            assert CliRunner().invoke(main, ["site", "--out", str(tmp_path / "site")]).exit_code == 0
        (out / page).touch()
        return True

    monkeypatch.setattr(site, "build_pages", build)
    assert CliRunner().invoke(main, ["site", "--out", str(tmp_path / "site")]).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["data", "mine"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_release_runs_what_holds_for_anybodys_words() -> None:
    """It checks the data and releases. No test of ours runs, and nothing that tests need is set up."""
    plan = ["make", "-n", "--no-print-directory", "release", "EDITION=1.2"]
    run = subprocess.run(plan, cwd=ROOT, capture_output=True, text=True, check=True)
    said = [line for line in run.stdout.splitlines() if "set-up site" not in line]
    assert said == [".venv/bin/second-round check", ".venv/bin/second-round release 1.2"]
