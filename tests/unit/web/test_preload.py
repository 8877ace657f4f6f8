"""Scripts that a page asks for at once: all that is imported before its elements can begin, and nothing else."""

from __future__ import annotations

from macros.web.build import with_preloads
from macros.web.build.preload import chains
from tests.conftest import ROOT

MODULES = {
    "second-round.mjs": """
import { hide } from "./page/hiding.mjs";
const ELEMENTS = {
  "second-round-list": async () => (await import("./list/list.mjs")).List,
  "second-round-desk": async () => onDemand(async () => (await import("./desk/desk.mjs")).openDesk),
};
""",
    "page/hiding.mjs": 'import { button } from "./markup.mjs";\n',
    "page/markup.mjs": "// import { nothing } from './nothing.mjs';\n",
    "list/list.mjs": """/** @typedef {import("../plan/types.mjs").Type} Type */
import {
  one,
  other,
} from "../plan/store.mjs";
import { button } from "../page/markup.mjs";
import "../plan/side.mjs";
export * from './lines.mjs';
const later = () => import("./tools.mjs");
""",
    "list/lines.mjs": 'export { one } from "../plan/store.mjs";\n',
    "list/tools.mjs": "",
    "plan/store.mjs": "",
    "plan/side.mjs": 'import { store } from "./store.mjs";\n',
    "plan/types.mjs": "",
    "desk/desk.mjs": 'new Worker(new URL("worker.mjs", import.meta.url));\n',
    "desk/worker.mjs": "",
}


def page(*inside: str, script: str = "../assets/second-round-1/second-round.mjs") -> str:
    """Return a page that loads our script, with these elements in it."""
    elements = "".join(f'<{tag} x="y"></{tag}>' for tag in inside)
    return f'<head><title>A</title></head><body>{elements}<script type="module" src="{script}"></script></body>'


def link(module: str, folder: str = "../assets/second-round-1/") -> str:
    return f'<link rel="modulepreload" href="{folder}{module}">'


def test_a_chain_is_what_is_imported_at_once() -> None:
    """Of every page and of each element, the nearest first; nothing for a type, and nothing that comes later."""
    assert chains(MODULES) == {
        "": ("page/hiding.mjs", "page/markup.mjs"),
        "second-round-list": ("list/list.mjs", "plan/store.mjs", "plan/side.mjs", "list/lines.mjs"),
        "second-round-desk": ("desk/desk.mjs",),
    }


def test_a_page_has_a_link_for_each_module_that_it_needs() -> None:
    """They stand at the end of its head, beside its own script's folder, each once, whatever the folder is called."""
    every = link("page/hiding.mjs") + link("page/markup.mjs")
    by_tag = chains(MODULES)
    assert with_preloads(page(), by_tag) == page().replace("</head>", f"{every}</head>")
    both = page("second-round-desk", "second-round-desk", "second-round-unknown")
    assert with_preloads(both, by_tag) == both.replace("</head>", f"{every}{link('desk/desk.mjs')}</head>")
    preview = page(script="/assets/second-round/second-round.mjs")
    assert link("page/hiding.mjs", "/assets/second-round/") in with_preloads(preview, by_tag)


def test_a_page_without_our_script_stays_as_it_is() -> None:
    """What another generator makes of it is its own business."""
    alone = page("second-round-list", script="other.mjs")
    assert with_preloads(alone, chains(MODULES)) == alone


def test_every_element_of_ours_has_a_chain() -> None:
    """The table of elements is read as it stands in the real script: none is left out, and each begins with its own."""
    folder = ROOT / "docs" / "assets" / "second-round"
    modules = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.mjs")}
    by_tag = chains(modules)
    named = {line.split('"')[1] for line in modules["second-round.mjs"].splitlines() if line.startswith('  "second-')}
    assert set(by_tag) == {"", *named}
    assert by_tag["second-round-checklist"][0] == "list/checklist-element.mjs"
    assert "plan/store.mjs" in by_tag["second-round-checklist"]
    assert all(by_tag.values())
