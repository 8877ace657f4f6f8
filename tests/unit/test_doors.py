"""The first door: what a page can call, from whatever generator, and how a wrong call is reported."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from mkdocs_macros.errors import format_error

from macros import COMPONENTS, define_env, hooks, site
from macros.errors import SiteError
from macros.guidance import Library
from macros.reading import load
from macros.site import read_site


class Environment:
    """What a generator gives for a page: its settings, as a mapping and nothing more, and where the page stands."""

    def __init__(self, root: Path, **extra: object) -> None:
        self.conf = {"extra": extra, "docs_dir": "docs"}
        self.project_dir = str(root)
        self.page = SimpleNamespace(url="scenarios/panel-day/")
        self.variables: dict[str, object] = {}
        self.macros: dict[str, Callable[..., str]] = {}

    def macro(self, component: Callable[..., str], name: str) -> None:
        self.macros[name] = component


def opened(root: Path, **extra: object) -> Environment:
    environment: Any = Environment(root, **extra)
    define_env(environment)
    return environment  # type: ignore[no-any-return]  # the macros plugin's own type is another


def test_a_generator_that_opens_no_other_door_has_every_component(project: Path) -> None:
    """Settings may be a plain mapping, with no library in it: then it is read from the project."""
    environment = opened(project)
    assert tuple(environment.macros) == COMPONENTS
    assert 'href="../../downloads/panel-day-a4.pdf"' in environment.macros["downloads"]("panel-day")
    assert environment.variables.keys() == {"brand", "edition"}


def test_the_library_is_read_once_for_all_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page may ask, and the files are read for the first; where the other door was opened, for none."""
    made = read_site(project)
    reads: list[Path] = []

    def counted(root: Path) -> Library:
        reads.append(root)
        return load(root)

    monkeypatch.setattr(site, "load", counted)
    opened(project, second_round=made)
    assert reads == []
    for _ in range(3):
        opened(project)
    assert len(reads) == 1


def test_a_preview_goes_on_after_a_build_that_fails() -> None:
    """What a build leaves off to be quick, looking for rubbish in memory, is on again however it ends."""
    gc.disable()
    hooks.on_build_error(error=SiteError("It cannot be built."))
    assert gc.isenabled()


def test_the_engine_is_loaded_again_when_it_was_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview takes in an edit of its Python or of a template; an edit of an item reloads no module."""
    modules: dict[str, object] = {}
    monkeypatch.setattr(hooks, "sys", SimpleNamespace(modules=modules))
    monkeypatch.setattr(hooks, "__file__", str(tmp_path / "hooks.py"))
    monkeypatch.setattr(hooks, "_seen", ())
    files = [tmp_path / "site.py", tmp_path / "web/templates/card.html.jinja"]
    files[1].parent.mkdir(parents=True)

    def is_forgotten() -> bool:
        modules.update({"macros.site": None, "macros_of_others": None})
        hooks._see_edits()
        return modules.keys() == {"macros_of_others"}

    for number, file in enumerate(files):
        file.write_text("")
        assert [is_forgotten(), is_forgotten()] == [True, False]
        os.utime(file, (number, number))
        assert [is_forgotten(), is_forgotten()] == [True, False]


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (
            'checklist("panel-days")',
            '"panel-days"  There is no scenario with this id. Did you mean "panel-day"?',
        ),
        ('downloads("peopel")', 'downloads("peopel")  There is no sheet with this id. Did you mean "people"?'),
        ('chekclist("a")', 'chekclist  There is nothing of this name that a page can call. Did you mean "checklist"?'),
        ("checklist()", 'checklist(  Expected checklist("scenario").'),
        ('checklist("panel-day", "panel-day")', 'checklist(  Expected checklist("scenario").'),
        ('checklist(["panel-day"])', 'checklist(  Expected checklist("scenario").'),
        ("changes(1.0, 1.1)", 'changes(  Expected changes("old", "new").'),
        ('cards("meal")', "cards(  Expected cards()."),
        ("brand.nmae", "{{  'macros.brand.brand.Brand object' has no attribute 'nmae'."),
    ],
)
def test_a_wrong_call_is_told_by_its_page_and_line(project: Path, call: str, problem: str) -> None:
    """What the macros plugin says of it is one line, with what would be right, and no traceback."""
    environment = opened(project)
    text = f"---\ntitle: A\n---\n\n{{{{ {call} }}}}\n"
    file = SimpleNamespace(src_uri="a.md", content_string=text)
    template = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(text)
    with pytest.raises(Exception) as error:  # noqa: PT011  # whatever it is, the plugin has words for it
        template.render(environment.macros, **environment.variables)
    page: Any = SimpleNamespace(file=file)
    said = format_error(error.value, markdown=text, page=page)
    assert said == f"docs/a.md:5  {problem}"
