"""The house as it is drawn: who may know whom."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

import macros
from macros.web import Components

MACROS = Path(__file__).resolve().parents[2] / "macros"
MODULES = sorted(path.relative_to(MACROS).as_posix() for path in MACROS.rglob("*.py"))
DOORS = {"__init__.py", "hooks.py"}


def imports(module: str) -> set[str]:
    """Return what a module imports anywhere in it, its functions included; types alone don't count."""
    tree = ast.parse((MACROS / module).read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def knows(module: str, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imports(module))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_knows_only_whom_it_may(module: str) -> None:
    """Only the doors know MkDocs, only the press WeasyPrint; web and paper are strangers; the model knows nobody."""
    assert module in DOORS or not (knows(module, "mkdocs") or knows(module, "mkdocs_macros"))
    assert module == "paper/press.py" or not knows(module, "weasyprint")
    if module.startswith("web/"):
        assert not knows(module, "macros.paper")
    if module.startswith("paper/"):
        assert not knows(module, "macros.web")
    if module == "model.py":
        assert not any(name.startswith("macros") for name in imports(module))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_by_saying_what_it_owns(module: str) -> None:
    """The first line of every module is a sentence."""
    docstring = ast.get_docstring(ast.parse((MACROS / module).read_text(encoding="utf-8")))
    assert docstring
    assert docstring.split("\n\n")[0].rstrip().endswith(".")


def test_each_module_says_why_it_is_ours() -> None:
    """The page on what we write and what a library does has every module of the engine, with its reason."""
    page = (MACROS.parent / "docs/contribute/libraries.md").read_text(encoding="utf-8")
    named = {Path(module).parent.name if module.endswith("/__init__.py") else Path(module).stem for module in MODULES}
    assert {name for name in named - {"paper"} if f"`{name}`" not in page} == set()


def test_the_first_door_names_all_that_a_page_can_call() -> None:
    """What a page can call is what the components offer, and the door's own words list each."""
    methods = {name for name, each in vars(Components).items() if inspect.isfunction(each) and name[0] != "_"}
    offered = methods - {"feed"}
    assert set(macros.COMPONENTS) == offered
    assert set(re.findall(r"^\{\{ (\w+)\(", str(macros.__doc__), re.MULTILINE)) == offered
