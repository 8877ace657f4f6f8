"""One style sheet for a page: of the theme's rules those that draw something, then ours, and nothing said in vain."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from macros.errors import SecondRoundError
from macros.web.build import joined
from macros.web.build.styles import KEPT, kept, selectors, small
from tests.conftest import ROOT

THEME = [
    path.read_text(encoding="utf-8")
    for path in sorted((files("material") / "templates/assets/stylesheets").iterdir(), key=lambda path: path.name)
    if path.name.endswith(".css")
]
PARTIALS = ("content.html", "logo.html")
OURS = (ROOT / "docs/assets/second-round/second-round.css").read_text(encoding="utf-8")


def test_of_the_theme_stays_what_draws_text_and_tables() -> None:
    """Its head, menu, search and foot go, and so does what draws elements that have a style of ours."""
    text = kept(THEME)
    assert len(text) < 0.2 * sum(map(len, THEME))
    assert text.count("{") == text.count("}")
    for rule in (".md-typeset h2{", ".md-typeset table:not([class]) th{", ".md-typeset img,.md-typeset svg{", "@media"):
        assert rule in text
    for name in (".md-nav", ".md-search", ".md-tabs", ".md-header", ".tabbed", ".emojione", "summary", " kbd"):
        assert name not in text


def test_no_rule_reaches_all_that_follows_something() -> None:
    """A selector that ends in any element after another has a page worked out again whenever a class changes."""
    assert ".md-typeset table:not([class])+*" in "".join(THEME)
    assert "+*" not in kept(THEME)


def test_ours_stands_last_and_nothing_is_declared_in_vain() -> None:
    """The sheet ends with ours; a property that no rule asks for is gone, and with it what only that asked for."""
    text = joined(THEME, ".a { --b: var(--c); --d: red; color: var(--d) } .e { --c: 1px }")
    assert text.endswith(".a{--d:red;color:var(--d)}")
    whole = joined(THEME, OURS)
    used = set(re.findall(r"var\(\s*(--[\w-]+)", whole))
    assert set(re.findall(r"[{;](--[\w-]+)\s*:", whole)) <= used
    assert not re.search(r"\{\s*\}", whole)


def test_the_words_that_a_style_shows_keep_their_spaces() -> None:
    """Comments and white space go, but not within quotes, where people read them; a comment may hold a quote."""
    style = """/* A page's own. */ .a::before { content: "My note: {x}  /* y */" ; color : red }\n.b { --c: "; " }"""
    assert small(style) == """.a::before{content:"My note: {x}  /* y */";color :red}.b{--c:"; "}"""
    assert 'content:"My note: "' in joined(THEME, OURS)


def test_a_list_of_selectors_is_cut_outside_brackets() -> None:
    """The commas in brackets belong to one selector."""
    assert selectors('a:is(b, c), d[e="f,g"] , h') == ["a:is(b, c)", 'd[e="f,g"]', "h"]


WRITTEN = "\n".join(
    path.read_text(encoding="utf-8")
    for path in (
        *(ROOT / "macros/web").rglob("*"),
        *(ROOT / "docs").rglob("*"),
        *(Path(str(files("material"))) / "templates/partials" / name for name in PARTIALS),
    )
    if path.suffix in {".py", ".jinja", ".html", ".md", ".mjs"}
)
"""All that pages are made of: templates, components, words, modules, and what our templates include of the theme's."""

UNWRITTEN = {"aria-pressed": "a module sets it by its other name, ariaPressed", "open": "the browser sets it"}
"""Names in our style that stand in no source, each with its reason."""


def test_no_rule_of_ours_draws_what_is_not_there() -> None:
    """Every class, id and attribute that our style sheet names stands in a template, a page or a module."""
    prelude = " ".join(re.findall(r"[^{};]+(?=\{)", re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", OURS, flags=re.DOTALL)))
    names = set(re.findall(r"(?<![\d\w])[.#]([a-zA-Z_][\w-]*)|\[([\w-]+)", prelude))
    found = {one or other for one, other in names}
    assert len(found) > 150
    # A class that ends in a word of the data is written as far as that word. A tag of the same name is another thing.
    parts = {name: f"{name.rpartition('--')[0]}--{{{{" for name in found if "--" in name}
    missing = [
        name
        for name in sorted(found - UNWRITTEN.keys())
        if not re.search(rf"(?<![\w</-]){re.escape(name)}(?![\w-]|\":)", WRITTEN)
        and not (name in parts and parts[name] in WRITTEN)
    ]
    assert missing == []


@pytest.mark.parametrize("name", sorted(KEPT))
def test_a_theme_that_changed_is_told(name: str) -> None:
    """Where the theme has another name for what our pages are made of, nothing is joined by halves."""
    with pytest.raises(SecondRoundError, match=rf"no rule any more for (.*, )?{name}[,.]"):
        joined([re.sub(rf"\.{name}(?![\w-])", ".other", sheet) for sheet in THEME], OURS)
