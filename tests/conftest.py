"""The real thing, built once for all tests: the project's own site, and copies of the project to change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", ".cache", "site", "tests", "__pycache__", "*.egg-info", ".*_cache", ".site.*")
)

# A busy machine is no fault of ours, and no test asserts a time. Where CI=true the same cases are tried each time, so
# that nobody is stopped by what somebody else left; everywhere else chance goes on looking.
settings.register_profile("untimed", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("untimed")

KEEP_NOTHING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });\n"
"""A script for whoever saves data: then no site is kept for when there is no network, which each visit would fetch."""

Run = subprocess.CompletedProcess[str]


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def not_skipped(report: Report) -> Report:
    """A check that is skipped where CI=true is a failure."""
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped where CI=true, which is a failure: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return not_skipped((yield))


def build(project: Path, out: Path, **more: str) -> Run:
    """Build the site of `project` as `make site` does, in an environment that has `more`; return what was printed."""
    environment = {**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1", **more}
    command = [sys.executable, "-m", "scripts.second_round", "site", "--out", str(out)]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The project's own site, as it was built just now, and what the build printed."""
    out = tmp_path_factory.mktemp("built") / "site"
    run = build(ROOT, out)
    assert run.returncode == 0, run.stdout + run.stderr
    return out, run


@pytest.fixture(scope="session")
def site_folder(request: pytest.FixtureRequest) -> Path:
    """The folder of the project's own site. `make test` builds it once for all groups, and says where in BUILT_SITE."""
    if "BUILT_SITE" in os.environ:
        return ROOT / os.environ["BUILT_SITE"]
    return Path(request.getfixturevalue("built")[0])


def _second_name(file: str, other: str) -> None:
    try:
        os.link(file, other)
    except OSError:  # on another disk
        shutil.copyfile(file, other)


@pytest.fixture
def copy_project(tmp_path: Path) -> Callable[[], Path]:
    """Copy the project, with what it has cached, to a folder of its own."""

    def copy_project() -> Path:
        project = Path(shutil.copytree(ROOT, tmp_path / "project", ignore=LEFT_OUT))
        # Kept files are never written again, so a second name is a copy.
        kept = shutil.ignore_patterns("site", "lighthouse")
        shutil.copytree(ROOT / ".cache", project / ".cache", ignore=kept, copy_function=_second_name)
        return project

    return copy_project
