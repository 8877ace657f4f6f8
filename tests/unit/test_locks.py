"""Everything is pinned once: what a site needs in one lock, what the tests need besides in the other."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from macros.errors import SecondRoundError
from scripts.licences import licence
from tests.conftest import ROOT

NAMES = ("requirements.lock", "requirements-test.lock")
LOCKS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def packages(name: str) -> set[str]:
    """Return the names of the packages of a lock."""
    return set(re.findall(r"^([\w.-]+)==", LOCKS[name], re.MULTILINE))


def asked(requirements: list[str]) -> set[str]:
    """Return the names of packages as a lock writes them."""
    return {re.split(r"[\[<>=]", each)[0].lower() for each in requirements}


def test_no_package_stands_in_both_locks() -> None:
    """The lock of the tests holds only what is more, so that no version is written twice and can differ."""
    assert packages(NAMES[0]) & packages(NAMES[1]) == set()


def test_what_is_asked_for_is_locked_where_it_is_needed() -> None:
    """A site is built from the first lock alone; with the second, the tests have all they ask for."""
    assert asked(PROJECT["project"]["dependencies"]) <= packages(NAMES[0])
    assert asked(PROJECT["dependency-groups"]["test"]) <= packages(NAMES[0]) | packages(NAMES[1])
    assert "pip-audit" in packages(NAMES[1])


@pytest.mark.parametrize("name", NAMES)
def test_each_package_is_locked_by_its_content_and_by_no_address(name: str) -> None:
    """Every package has an exact version and a hash, and no index or host is named."""
    entries = re.split(r"\n(?=\S)", LOCKS[name].strip())
    pinned = re.compile(r"[\w.-]+==\S+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+")
    assert [entry.splitlines()[0] for entry in entries if not pinned.fullmatch(entry)] == []


@pytest.mark.parametrize(("what", "locks"), [("site", NAMES[:1]), ("test", NAMES)])
def test_a_machine_is_set_up_from_the_locks(tmp_path: Path, what: str, locks: tuple[str, ...]) -> None:
    """`scripts/set-up site` installs from the first lock, `test` from both, and neither without its hashes."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "set-up", tmp_path / "scripts")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" >> called\n', encoding="utf-8")
    python.chmod(0o755)
    subprocess.run([tmp_path / "scripts" / "set-up", what], check=True, capture_output=True)
    (install,) = re.findall(
        r"^-m pip install .*--require-hashes (.+)$", (tmp_path / "called").read_text(), re.MULTILINE
    )
    assert install == " ".join(f"-r {lock}" for lock in locks)


def test_a_licence_that_is_not_known_is_asked_for_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked package that declares no licence, or is not installed, is named, with what to do."""
    with pytest.raises(SecondRoundError, match=r"^no-such-package is not installed, .*: scripts/set-up test$"):
        licence("no-such-package")
    (tmp_path / "silent-1.0.dist-info").mkdir()
    (tmp_path / "silent-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: silent\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SecondRoundError, match=r"^silent declares no licence: look it up, and put it into \S+\.py\.$"):
        licence("silent")
