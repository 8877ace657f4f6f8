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
