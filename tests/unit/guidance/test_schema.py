"""What editors are told of checklists/: fresh, true of every file, and of some use."""

from __future__ import annotations

import datetime
import json
from fnmatch import fnmatch
from typing import Any

import fastjsonschema
import pytest

from macros.guidance import schema
from macros.reading.yaml_file import read_yaml
from scripts.refresh import files
from tests.conftest import ROOT

FILES = sorted(path.relative_to(ROOT / "checklists").as_posix() for path in (ROOT / "checklists").rglob("*.yml"))


def as_editors_see(data: Any) -> Any:
    """JSON has no dates."""
    if isinstance(data, dict):
        return {key: as_editors_see(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_editors_see(entry) for entry in data]
    return data.isoformat() if isinstance(data, datetime.date) else data


@pytest.mark.parametrize("name", files())
def test_what_is_made_and_kept_is_fresh(name: str) -> None:
    """Each file is what `second-round refresh` would write now."""
    assert (ROOT / name).read_text(encoding="utf-8") == files()[name], "run .venv/bin/second-round refresh"


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_right_by_the_schema_an_editor_takes_for_it(name: str) -> None:
    """What the library reads, no editor underlines; and each file has just one schema."""
    settings = json.loads(files()[".vscode/settings.json"])["yaml.schemas"]
    found = [file for file, pattern in settings.items() if fnmatch(f"checklists/{name}", pattern)]
    assert len(found) == 1
    written, problems = read_yaml(ROOT / "checklists" / name)
    assert written
    assert problems == []
    fastjsonschema.compile(json.loads(files()[found[0].removeprefix("./")]))(as_editors_see(written.data))


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
