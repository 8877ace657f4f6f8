"""Commands and what is said of them: each is documented, each that is documented is there and runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scripts.second_round import main
from tests.conftest import ROOT

PAGE = (ROOT / "docs/contribute/commands.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):.*?## ", MAKEFILE, re.MULTILINE)
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.*"))
    if path.is_file()
}


def code(text: str) -> list[str]:
    """Return each line of code in a text: those of its blocks, and what stands between backticks."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [*re.findall(r"`([^`\n]+)`", text), *(line for block in blocks for line in block.splitlines())]


def options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts} | {"--help", "-h"}


@pytest.mark.parametrize("name", main.commands)
def test_a_command_has_help_and_is_documented_with_every_option(name: str) -> None:
    """`--help` says what it does and what each option is for; the page of commands names it and each of them."""
    help_of = CliRunner().invoke(main, [name, "--help"])
    assert help_of.exit_code == 0
    command = main.commands[name]
    assert command.help
    assert all(each.help for each in command.params if isinstance(each, click.Option))
    told = "\n".join(code(PAGE))
    assert f"second-round {name}" in told
    assert {option for option in options(command) - {"--help", "-h"} if option not in told} == set()


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
            known = main.commands.get(command)
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
    assert "--fast" not in options(main.commands["site"])
    assert "sute" not in TARGETS
