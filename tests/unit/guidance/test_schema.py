"""What editors know of checklists/: fresh, true of every file, found by its first line, and of some use."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from macros.guidance import schema
from macros.reading.yaml_file import read_yaml
from macros.scaffold import StartKind, begin
from scripts.refresh import files
from tests.conftest import ROOT

MADE = files()
"""What `second-round refresh` would write now: the text of each file by its path."""

FILES = sorted(path.relative_to(ROOT / "checklists").as_posix() for path in (ROOT / "checklists").rglob("*.yml"))


def as_editors_see(data: Any) -> Any:
    """JSON has no dates."""
    if isinstance(data, dict):
        return {key: as_editors_see(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_editors_see(entry) for entry in data]
    return data.isoformat() if isinstance(data, datetime.date) else data


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_and_kept_is_fresh(name: str) -> None:
    """Each file is what `second-round refresh` would write now."""
    assert (ROOT / name).read_text(encoding="utf-8") == MADE[name], "run .venv/bin/second-round refresh"


def named(path: Path) -> str:
    """Return the schema that the first line of a file names, as a path in the file's project."""
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+\.json)", line)
    assert found, line
    project = next(each.parent for each in path.parents if each.name == "checklists")
    return (path.parent / found[1]).resolve().relative_to(project.resolve()).as_posix()


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_right_by_the_schema_an_editor_takes_for_it(name: str) -> None:
    """What the library reads, no editor underlines; each file has just one schema, and names it in its first line."""
    settings = json.loads(MADE[".vscode/settings.json"])["yaml.schemas"]
    found = [file for file, pattern in settings.items() if fnmatch(f"checklists/{name}", pattern)]
    assert len(found) == 1
    path = ROOT / "checklists" / name
    assert found == [f"./{named(path)}"]
    written, problems = read_yaml(path)
    assert written
    assert problems == []
    fastjsonschema.compile(json.loads((ROOT / named(path)).read_text("utf-8")))(as_editors_see(written.data))


def test_only_schemas_lie_in_their_folder() -> None:
    """One for each kind of file and none left over, so that no first line leads to what is no longer made."""
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checklists/schema").iterdir()}
    assert kept == {name for name in MADE if name.startswith("checklists/schema/")}
    assert {named(ROOT / "checklists" / name) for name in FILES} == kept


@pytest.mark.parametrize("kind", ["card", "scenario", "worksheet"])
def test_a_new_file_names_its_schema_too(tmp_path: Path, kind: StartKind) -> None:
    """What `second-round new` begins is known to editors at once."""
    project = tmp_path / "project"
    for folder in ("checklists", "docs"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "mkdocs.yml", project)
    begin(project, kind, "nobody-has-this", "", ())
    path = project / "checklists" / f"{kind}s" / "nobody-has-this.yml"
    written, _ = read_yaml(path)
    assert written
    assert named(path) == f"checklists/schema/{kind}s.json"
    fastjsonschema.compile(json.loads((project / named(path)).read_text("utf-8")))(as_editors_see(written.data))


WRONG: dict[str, tuple[str, Any]] = {
    "a key that is not known": ("brand.yml", {"logos": "x"}),
    "a colour without its sign": ("brand.yml", {"colour": "12343b"}),
    "an order that is no number": ("scenarios/*.yml", {"order": "first"}),
    "a way that is none": ("cards/*.yml", {"way": "do-read"}),
    "a title too long": ("worksheets/*.yml", {"title": "x" * 41}),
    "blank at the end": ("cards/*.yml", {"title": "Meal "}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_slip_is_underlined(case: str) -> None:
    """The schemas can fail: each of these slips is seen while it is typed."""
    pattern, slip = WRONG[case]
    path = next(iter(sorted((ROOT / "checklists").glob(pattern))))
    written, _ = read_yaml(path)
    assert written
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        fastjsonschema.compile(schema.schema(schema.FILES[pattern]))(as_editors_see(written.data | slip))
