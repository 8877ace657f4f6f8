"""Templates are compiled once, for as long as nothing changes that decides what they are compiled to."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from macros.web.build import Compiled


class Counting(Environment):
    """Counts what it compiles."""

    compiled = 0

    def _generate(self, *given: object, **named: object) -> str:
        type(self).compiled += 1
        return super()._generate(*given, **named)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def from_none() -> None:
    Counting.compiled = 0


def said(cache: Path, words: str, *, autoescape: bool = True) -> str:
    """Return what a template with these words says, in an environment of its own, as a build has it."""
    loader = DictLoader({"one": words})
    read = Counting(loader=loader, autoescape=autoescape, bytecode_cache=Compiled(cache))
    return read.get_template("one").render(it="<")


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """A second build finds what the first has compiled, and says the same."""
    assert said(tmp_path, "It is {{ it }}.") == said(tmp_path, "It is {{ it }}.") == "It is &lt;."
    assert Counting.compiled == 1


def test_other_words_or_settings_are_compiled_anew(tmp_path: Path) -> None:
    """A template is another one with other words, and where what it shows is escaped or isn't."""
    assert said(tmp_path, "{{ it }}") == "&lt;"
    assert said(tmp_path, "{{ it }}", autoescape=False) == "<"
    assert said(tmp_path, "{{ it }}!") == "&lt;!"
    assert Counting.compiled == 3


@pytest.mark.parametrize("damage", [b"", b"half"])
def test_what_is_damaged_or_cannot_be_kept_is_compiled_again(tmp_path: Path, damage: bytes) -> None:
    """A file that was cut short is mended, and a folder that can't be written to stops nobody."""
    said(tmp_path, "{{ it }}")
    (kept,) = (tmp_path / "templates").iterdir()
    kept.write_bytes(damage)
    assert said(tmp_path, "{{ it }}") == "&lt;"
    assert len(kept.read_bytes()) > 100
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file, and no folder")
    assert said(blocked, "{{ it }}") == "&lt;"
