"""The content policy of every page: it stands first, lets only that page's own code run, and nothing go elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.web.build import code_in
from tests.conftest import build
from tests.site.pages import PageReader


def policy_of(page: PageReader) -> dict[str, str]:
    """Return what the one policy of a page says, by its rule; it stands before all that it rules."""
    metas = [each for each in page.elements if each.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert len(metas) == 1
    first = next(each for each in page.elements if each.tag in ("script", "link", "style"))
    assert page.elements.index(metas[0]) < page.elements.index(first)
    return dict(each.split(" ", 1) for each in metas[0].attributes["content"].split("; "))


def hashes_of(texts: list[str]) -> list[str]:
    """Return each text as a policy names it."""
    return [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in texts]


def scripts_of(page: PageReader) -> list[str]:
    """Return the hash of each script, and of each rule on what to fetch ahead, that stands in a page itself."""
    kinds = (None, "speculationrules")
    scripts = [each for each in page.elements if each.tag == "script" and "src" not in each.attributes]
    return hashes_of(sorted({each.text for each in scripts if each.attributes.get("type") in kinds}))


FADES = "@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}"
"""The one rule of style that stands in a page: in a style sheet it would be known too late."""


def test_every_page_has_the_policy_of_its_own_scripts(read_pages: dict[str, PageReader]) -> None:
    """Before any script or style a page says what it may do; its script hashes are those of the scripts it holds."""
    for name, page in read_pages.items():
        rules = policy_of(page)
        assert sorted(rules.pop("script-src").split()) == sorted(["'self'", *scripts_of(page)]), name
        # What was recorded is played from the page itself, on the one page that records.
        plays = {"media-src": "blob:"} if name == "rehearse/index.html" else {}
        assert rules == plays | {
            "default-src": "'none'",
            "style-src": " ".join(["'self'", *hashes_of([FADES])]),
            "img-src": "'self' data:",
            "font-src": "'self'",
            "connect-src": "'self'",
            "worker-src": "'self'",
            "manifest-src": "'self'",
            "form-action": "'none'",
            "base-uri": "'none'",
        }, name


def test_no_page_has_code_that_its_policy_would_stop(read_pages: dict[str, PageReader]) -> None:
    """No style and no handler stands in any tag, and no style in any page but the one rule that its policy names."""
    for name, page in read_pages.items():
        for element in page.elements:
            assert element.tag != "style" or element.text == FADES, name
            assert not [each for each in element.attributes if each == "style" or each.startswith("on")], name


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Fine, and 1 &lt;script&gt; told.</p>", []),
        ('<p title="set one=two style=3">Fine</p>', []),
        ('<P STYLE="color: red">', ['<P STYLE="color: red">']),
        ("<img src=x.png\nonerror='go()'>", ["<img src=x.png\nonerror='go()'>"]),
        ("<script>go()</script>", ["<script>"]),
        ("<style>p {}</style>", ["<style>"]),
    ],
)
def test_code_in_the_words_of_a_page_is_found(html: str, found: list[str]) -> None:
    """Tags that bring code or style are named; words about them are not."""
    assert code_in(html) == found


def test_code_in_a_page_stops_the_build(copy_project: Callable[[], Path], tmp_path: Path) -> None:
    """Who writes style or script into a page learns where it belongs, instead of its being dropped in silence."""
    project = copy_project()
    page = project / "docs/check.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<p onclick='go()'>Go</p>\n", encoding="utf-8")
    run = build(project, tmp_path / "site")
    assert run.returncode == 1
    assert "docs/check.md:1  <p onclick='go()'>  A page can't have a script or a style" in run.stdout + run.stderr
