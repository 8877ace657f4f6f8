"""What continuous integration promises: a check that did not run is not a check that passed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

SKIPS = {
    "a test": "import pytest\ndef test_it():\n    pytest.skip('not here')\n",
    "a file": "import pytest\npytest.importorskip('no_such_module')\ndef test_it():\n    pass\n",
}


@pytest.mark.parametrize("ci", ["true", ""])
@pytest.mark.parametrize("skipped", SKIPS)
def test_a_skipped_check_fails_under_ci(tmp_path: Path, skipped: str, ci: str) -> None:
    """With CI=true a skip is a failure, of a test and of a whole file; at a desk it is a skip."""
    (tmp_path / "test_it.py").write_text(SKIPS[skipped], encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", str(tmp_path), "-c", os.devnull],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode in (1, 2)) == bool(ci), run.stdout
    assert ("1 skipped" in run.stdout) != bool(ci)


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
