"""What continuous integration promises: a check that did not run is not a check that passed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

SKIPS = {
    "test_it.py": "import pytest\ndef test_it():\n    pytest.skip('not here')\n",
    "test_all_of_it.py": "import pytest\npytest.importorskip('no_such_module')\ndef test_it():\n    pass\n",
}


@pytest.mark.parametrize(("ci", "ends"), [("true", "1 failed, 1 error"), ("", "2 skipped")])
def test_a_skipped_check_fails_under_ci(tmp_path: Path, ci: str, ends: str) -> None:
    """With CI=true a skip is a failure, of a test and of a whole file; at a desk it is a skip."""
    for name, text in SKIPS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = ["-q", "-p", "tests.conftest", "-c", os.devnull, "--continue-on-collection-errors"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == bool(ci), run.stdout
    assert run.stdout.splitlines()[-1].startswith(ends)


FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_can_be_filled_in(form: Path) -> None:
    """It has a name, says when to take it, and asks questions that each have an id and a label, one of them needed."""
    written = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert written["name"]
    assert written["description"]
    ids = [question["id"] for question in written["body"]]
    assert len(ids) == len(set(ids)) <= 5
    assert all(question["attributes"]["label"] for question in written["body"])
    assert any(question.get("validations", {}).get("required") for question in written["body"])


WORKFLOWS = ROOT / ".github/workflows"


def test_workflows_run_only_what_they_name(tmp_path: Path) -> None:
    """zizmor finds nothing unsafe in them: every action by its hash, no right or secret that a job does not need.

    It does find a token that stays behind for every later step.
    """

    def findings(folder: Path) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", str(folder)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    spoilt = tmp_path / ".github/workflows"
    spoilt.mkdir(parents=True)
    found = findings(WORKFLOWS)
    assert found.returncode == 0, found.stdout
    for path in WORKFLOWS.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        uses = re.findall(r"uses: \S+@(\S+)", text)
        assert uses
        assert all(re.fullmatch(r"[0-9a-f]{40}", version) for version in uses)
        (spoilt / path.name).write_text(text.replace("persist-credentials: false", ""), encoding="utf-8")
    assert "artipacked" in findings(spoilt).stdout


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.stem)
def test_a_job_ends(path: Path) -> None:
    """A job that hangs is stopped after an hour at most: runners cost money."""
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    assert all(job["timeout-minutes"] <= 60 for job in jobs.values())
