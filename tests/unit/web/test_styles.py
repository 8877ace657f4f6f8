"""One style sheet for a page, without the rules that have a browser work out the whole page again and again."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from macros.errors import SecondRoundError
from macros.web.build import joined
from macros.web.build.styles import COSTLY

THEME = [
    path.read_text(encoding="utf-8")
    for path in sorted((files("material") / "templates/assets/stylesheets").iterdir(), key=lambda path: path.name)
    if path.name.endswith(".css")
]
OURS = ".md-typeset table:not([class]) { color: red }"


def test_the_costly_rules_go_and_all_others_stay() -> None:
    """What is left of the theme is all but a twentieth, ours stands last, and no rule asks for any class at all."""
    text = joined(THEME, OURS)
    assert text.endswith(".md-typeset table:not(.second-round__table) { color: red }")
    assert ":not([class])" not in text
    whole = sum(map(len, THEME))
    assert 0.95 * whole < len(text) < whole
    assert text.count("{") == text.count("}")
    assert ".md-typeset table:not(.second-round__table)+*" not in text
    assert ".md-typeset .tabbed-labels" in text


@pytest.mark.parametrize(("rule", "purpose"), COSTLY.items())
def test_a_theme_that_changed_is_told(rule: str, purpose: str) -> None:
    """A rule that the theme no longer has is named by what it was for, and nothing is joined by halves."""
    with pytest.raises(SecondRoundError, match=f"no rule any more for {purpose}"):
        joined([re.sub(rule, "", sheet) for sheet in THEME], OURS)
