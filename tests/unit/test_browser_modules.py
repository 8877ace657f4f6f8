"""The browser's modules as they are drawn: a folder a feature, who may know whom, one meaning for each name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest

from tests.conftest import ROOT

SCRIPTS = ROOT / "docs" / "assets" / "second-round"
TEXTS = {path.relative_to(SCRIPTS).as_posix(): path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.*js")}
MODULES = sorted(TEXTS)
LONGEST = 500
"""Lines of a module that can be held in mind."""

START = "second-round.mjs"
"""The module that every page loads. It stands above the folders, and nobody knows it."""

KNOWS: dict[str, set[str]] = {
    "page": set(),
    "pdf": set(),
    "plan": {"page"},
    "list": {"page", "plan"},
    "worksheet": {"page", "plan"},
    "interviews": {"page", "plan", "way-back"},
    "way-back": {"pdf", "plan"},
    "conversation": {"page"},
    "questions": {"page"},
    "check": {"page"},
    "rehearse": {"page", "plan"},
    "desk": {"page", "pdf"},
    "search": {"page"},
    START: {
        "page",
        "list",
        "worksheet",
        "interviews",
        "conversation",
        "questions",
        "check",
        "rehearse",
        "desk",
        "search",
    },
}
"""Who may know whom: the folders that the modules of each folder import, types included, and no others."""

KNOW_MORE = {"plan/my-copy.mjs": {"pdf"}, "pdf/pack-file.mjs": {"page"}}
"""Modules that know more than their folder does. A person's own copy is the one place where plans meet PDFs, and a pack
is fetched as everything of a page is.
"""

_STATIC = re.compile(
    r"""^(?:import\s+(?:[^;"']*?\bfrom\s+)?|export\s+(?:\*|\{[^}]*\})[^;"']*?\bfrom\s+)["']([^"']*)["']""", re.MULTILINE
)
_LATER = re.compile(r"""\b(?:import|new URL)\(\s*["']([^"']+\.m?js)["']""")
"""What is imported when it is needed, or in a comment for its types, and the address of a worker."""

_PLACE = re.compile(r"(?<![\w./-])(?:checklists|docs|macros|scripts|tests)/[\w./-]*\w")
_EXPORT = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
_EXPORTS = re.compile(r"^export \{([^}]*)\}", re.MULTILINE)
_ALIAS = re.compile(r"import\([^)]*\)\.(\w+)")


def known(module: str) -> set[str]:
    """Return the paths of what a module imports: at once, later, for a type, or as a worker."""
    found = {*_STATIC.findall(TEXTS[module]), *_LATER.findall(TEXTS[module])}
    return {(SCRIPTS / module).parent.joinpath(address).resolve().as_posix() for address in found}


def imports(module: str) -> set[str]:
    """Return the same, as they are called here; whatever lies elsewhere is left out."""
    root = f"{SCRIPTS.as_posix()}/"
    return {path.removeprefix(root) for path in known(module) if path.startswith(root)}


def folder(module: str) -> str:
    """Return the folder of a module; the one above them stands for itself."""
    return module.partition("/")[0]


def defined_types(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each type that a module's comments define, and what it is said to be."""
    for found in re.finditer(r"@(?:typedef|callback)\s*", text):
        end = found.end()
        depth = 0
        while text[end] == "{" or depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        name = re.match(r"\s*(\w+)", text[end:])
        assert name, text[found.start() : end]
        yield name[1], text[found.end() : end].strip("{}")


def names(module: str) -> Iterator[str]:
    """Yield every name that a module has for others: its exports, and its types but those that it has from others."""
    text = TEXTS[module]
    yield from _EXPORT.findall(text)
    for several in _EXPORTS.findall(text):
        yield from (each.split()[-1] for each in several.split(",") if each.strip())
    yield from (name for name, said in defined_types(text) if not _ALIAS.fullmatch(said))


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return a way through the graph that leads back to where it begins; empty where there is none."""
    done: set[str] = set()

    def walk(node: str, way: list[str]) -> list[str]:
        if node in way:
            return [*way[way.index(node) :], node]
        found = next((found for to in sorted(graph.get(node, ())) if (found := walk(to, [*way, node]))), [])
        done.add(node)
        return found

    return next((found for node in sorted(graph) if node not in done and (found := walk(node, []))), [])


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_by_saying_what_it_owns(module: str) -> None:
    """The first lines of every module are a sentence: what it owns, and what it leaves to others."""
    opening = re.match(r"(?://[^\n]*\n)+", TEXTS[module])
    assert opening
    lines = [line.removeprefix("//").strip() for line in opening[0].splitlines()]
    sentence = " ".join(lines[: lines.index("")] if "" in lines else lines)
    assert re.fullmatch(r"Owns \S[^;]*; \S.*\.", sentence), sentence


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short(module: str) -> None:
    """No module is longer than a person can hold in mind."""
    assert len(TEXTS[module].splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_names_in_this_tree_is_there(module: str) -> None:
    """A comment that sends a reader to another file of the project sends them to one that exists."""
    assert [place for place in _PLACE.findall(TEXTS[module]) if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_imports_is_there(module: str) -> None:
    """Every address that a module imports is one of our modules; there are no packages."""
    assert known(module) == {(SCRIPTS / other).as_posix() for other in imports(module) & set(MODULES)}
    assert all(address.startswith(("./", "../")) for address in _STATIC.findall(TEXTS[module]))


def test_the_folders_are_those_that_are_drawn() -> None:
    """A folder a feature, and one module above them."""
    assert {folder(module) for module in MODULES} == set(KNOWS)


@pytest.mark.parametrize("place", KNOWS)
def test_a_folder_knows_only_whom_it_may(place: str) -> None:
    """The modules of a folder import from the folders that are drawn, from each of them, and from no other."""
    found: set[str] = set()
    for module in MODULES:
        if folder(module) == place:
            others = {folder(other) for other in imports(module)} - {place}
            more = KNOW_MORE.get(module, set())
            assert others <= KNOWS[place] | more, module
            assert more <= others, module
            found |= others - more
    assert found == KNOWS[place]


def test_no_module_leads_back_to_itself() -> None:
    """Whoever follows the imports of a module never comes back to it, not by a type and not by what is loaded late."""
    assert circle({module: imports(module) for module in MODULES}) == []


def test_no_folder_leads_back_to_itself() -> None:
    """The same is true of folders."""
    graph: dict[str, set[str]] = {folder(module): set() for module in MODULES}
    for module in MODULES:
        graph[folder(module)] |= {folder(other) for other in imports(module)} - {folder(module)}
    assert circle(graph) == []


def test_no_name_stands_twice() -> None:
    """What a module has for others, a function, a class, a constant or a type, is called like nothing else."""
    where: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for name in names(module):
            where[name].append(module)
    assert {name: modules for name, modules in where.items() if len(modules) > 1} == {}


@pytest.mark.parametrize("module", MODULES)
def test_a_type_keeps_its_name(module: str) -> None:
    """A type that a module has from another one goes by the same name in both."""
    for name, said in defined_types(TEXTS[module]):
        if alias := _ALIAS.fullmatch(said):
            assert alias[1] == name


@pytest.mark.parametrize("module", MODULES)
def test_a_name_that_is_imported_is_exported(module: str) -> None:
    """Every function, class, constant or type that a module imports is one that the other module has for others."""
    text = TEXTS[module]
    wanted = re.findall(r"""^import \{([^}]*)\} from ["']([^"']+)["']""", text, re.MULTILINE)
    wanted += [(name, address) for address, name in re.findall(r"""\bimport\(["']([^"']+)["']\)+\.(\w+)""", text)]
    for several, address in wanted:
        other = (SCRIPTS / module).parent.joinpath(address).resolve().relative_to(SCRIPTS).as_posix()
        for name in (each.split()[0] for each in several.split(",") if each.strip()):
            assert name in set(names(other)), f"{name} of {other}"
