"""Whatever can go wrong is in the drawn tree of `macros.errors`, so that a person always meets words."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

from macros import errors
from tests.conftest import ROOT

SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for room in ("macros", "scripts")
    for path in sorted((ROOT / room).rglob("*.py"))
}

OURS = {name for name, each in vars(errors).items() if inspect.isclass(each) and issubclass(each, Exception)}

OTHERS = {
    "click.UsageError": {"scripts/": "click shows it, with how the command is called"},
    "PluginError": {"macros/hooks.py": "MkDocs shows it, and the build stops"},
    "UnfitRoster": {
        "macros/orders/decoding.py": "caught where a roster is read: it becomes a problem of the roster",
        "macros/orders/headings.py": "so is this",
        "macros/orders/roster.py": "caught in the module",
    },
    "_Unsafe": {"macros/reading/yaml_file.py": "caught in the module: it becomes a problem of the file"},
    "Unfit": {
        "macros/brand/unfit.py": "caught by whoever reads a logo: it becomes a problem of the brand",
        **dict.fromkeys(
            [
                f"macros/brand/{module}.py"
                for module in ("colours", "drawing", "gradients", "logo", "look", "outlines", "paint")
            ],
            "so is this",
        ),
        "macros/brand/picture.py": "so is this",
    },
    "TypeError": {"scripts/tables.py": "a programmer's: a table of ours holds what has no word in the browser"},
    "ValueError": {
        "macros/brand/brand.py": "caught by pydantic: it becomes a problem of the file",
        "macros/editions/frozen.py": "caught where editions are read: it becomes a problem of the file",
        "macros/guidance/words.py": "caught where a brand is checked: it becomes a problem of the brand",
        "macros/paper/fill/copy.py": "a programmer's: copies were asked for, and nobody given to make them for",
        "macros/paper/pack/pack.py": "a programmer's: a map of another pack, or a part that the pack has not",
        "macros/reading/promises.py": "caught where it is raised: it becomes a problem of the file",
        "macros/reading/yaml_file.py": "caught where it is raised: it becomes a problem of the file",
    },
}
"""What else is raised, by the module or folder that may, and why no person meets a traceback by it."""


def drawn(text: str) -> dict[str, str]:
    """Return the parent of each error in a drawn tree, by its name; the first has none."""
    parents: dict[str, str] = {}
    above: list[str] = []
    for branches, name in re.findall(r"^([│├└─ ]*)([A-Z]\w*)(?:  +\S.*)?$", text, re.MULTILINE):
        above[len(branches) // 4 :] = [name]
        parents[name] = above[-2] if len(above) > 1 else ""
    return parents


def test_the_drawing_is_the_tree() -> None:
    """Each error of the module is drawn below what it is a kind of, and nothing is drawn that is not there."""
    text = errors.__doc__ or ""
    classes = {name: getattr(errors, name) for name in OURS}
    assert drawn(text) == {
        name: each.__base__.__name__ if each.__base__ is not Exception else "" for name, each in classes.items()
    }
    named = re.findall(r"── (\w+)  +\S", text)
    assert set(named) == OURS - {"SecondRoundError"}, "each is said in a few words"
    assert all(inspect.getdoc(each) for each in classes.values())


def test_a_wrong_drawing_is_seen() -> None:
    """The look at the drawing can fail: it knows a grandchild from a child."""
    assert drawn("Not this.\n\nA\n├── B   words\n│   └── C   words\n└── D   words\n") == {
        "A": "",
        "B": "A",
        "C": "B",
        "D": "A",
    }


def test_every_error_that_is_raised_is_known() -> None:
    """What macros/ and scripts/ raise is in the tree, or is listed here with why no person meets it as a traceback."""
    raised = {
        (file, ast.unparse(node.exc.func if isinstance(node.exc, ast.Call) else node.exc))
        for file, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and node.exc
    }
    others = {(file, name) for file, name in raised if name not in OURS}
    known = {(where, name) for name, reasons in OTHERS.items() for where in reasons}
    assert {each for each in others if not {each, (f"{Path(each[0]).parts[0]}/", each[1])} & known} == set()
    assert {
        (where, name) for where, name in known if not any(f.startswith(where) and n == name for f, n in others)
    } == set()
    assert all(reason for reasons in OTHERS.values() for reason in reasons.values())


def test_an_error_of_our_own_is_defined_in_the_tree() -> None:
    """No module hides an error of its own that a person could meet: what it defines is caught, and listed above."""
    defined = {
        (file, node.name)
        for file, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(re.search(r"(Error|Exception)$", ast.unparse(base)) or ast.unparse(base) in OURS for base in node.bases)
    }
    own = {(file, name) for file, name in defined if file != "macros/errors.py"}
    listed = {name for name in OTHERS if name.endswith(("Unfit", "Unsafe", "UnfitRoster"))}
    assert sorted(name for _, name in own) == sorted(listed)
    assert {(file, name) for file, name in own if file not in OTHERS[name]} == set()
