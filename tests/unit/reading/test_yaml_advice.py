"""What people are told to type who never heard of YAML: in a file of it, and in a brand of theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from macros.brand import Brand
from macros.errors import DataError
from macros.reading.load import read_brand
from macros.reading.yaml_file import read_yaml
from tests.conftest import ROOT

CASES = yaml.safe_load((Path(__file__).parent / "advice.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["wrong"].strip() for case in CASES])
def test_what_is_no_yaml_is_told_with_what_to_type(tmp_path: Path, case: dict[str, str]) -> None:
    """One sentence names the line and what is wrong in it, and shows the line as it would be right."""
    path = tmp_path / "a.yml"
    path.write_text(case["wrong"], encoding="utf-8")
    assert list(map(str, read_yaml(path, tmp_path)[1])) == [f"a.yml:{case['line']}  {case['told']}"]


INSTEAD = {
    "name: yes": 'found "yes" (yes or no). Write name: "yes" instead.',
    "name: 2026-11-12": 'found "2026-11-12" (a date). Write name: "2026-11-12" instead.',
    "name: “Harbour”": 'name  These quotation marks would be printed. Write name: "Harbour" instead.',
    "paper: A4": 'found "A4" (text). Write paper: a4 instead.',
    "paper: lettre": 'found "lettre" (text). Did you mean "letter"?',
    "colour: #12343b": 'found nothing. Write colour: "#12343b" instead.',
    "colour: “#12343b”": 'found "“#12343b”" (text). Write colour: "#12343b" instead.',
    "colour: 12343b": 'found "12343b" (text). Write colour: "#12343b" instead.',
    "colour: 123456": 'found "123456" (a number). Write colour: "#123456" instead.',
    "contact: “Room 12”": 'contact  These quotation marks would be printed. Write contact: "Room 12" instead.',
}


@pytest.mark.parametrize("line", INSTEAD)
def test_a_value_of_another_kind_is_told_as_it_would_be_right(tmp_path: Path, line: str) -> None:
    """A brand with one line written as a person would: one problem, which shows the line to write instead."""
    key = line.partition(":")[0]
    written = (ROOT / "checklists/brand.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "brand.yml"
    path.write_text("".join(f"{line}\n" if each.startswith(f"{key}:") else each for each in written), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_brand(path)
    (problem,) = map(str, caught.value.problems)
    assert problem.endswith(INSTEAD[line])


def test_the_comments_of_the_brand_have_its_limits() -> None:
    """Whoever fills it in reads above each key how long it may be, before anything refuses it."""
    text = (ROOT / "checklists/brand.yml").read_text(encoding="utf-8")
    limits = {key: re.findall(r"at most (\d+)", field.description or "") for key, field in Brand.model_fields.items()}
    limits |= {"links": ["4", "40", "80"]}
    assert limits["name"] == ["60"]
    for key, numbers in limits.items():
        above = re.split(
            r"^(?:# )?[a-z]+:.*$", text.partition(f"{key}: " if key != "links" else "links:")[0], flags=re.M
        )[-1]
        assert not [number for number in numbers if not re.search(rf"\b{number}\b", above)], key
