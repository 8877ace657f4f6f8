"""Owns which of the theme's rules our pages are drawn with, and that they and ours are one sheet; does not draw.

The theme's style is made for whatever a site may hold. Of its rules we keep those for text and tables, and what resets
a browser's own (`KEPT`); the head, menu, tabs, search and foot of a page are drawn by ours. A test in a browser holds
that each selector that is kept matches something on some page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from macros.errors import SiteError

EXPECTED = ["main", "palette"]
"""The style sheets of the theme, in the order in which a page asks for them."""

KEPT = frozenset(
    {"md-typeset", "md-grid", "md-content", "md-content__inner", "md-skip", "admonition", "admonition-title"}
)
"""The classes of the theme that pages of ours have, and that we leave to it to draw."""

NEVER = re.compile(
    r"(?<![\w-])(?:video|audio|iframe|figure|figcaption|kbd|del|ins|sub|sup|abbr|hr|summary|details|object|canvas)(?![\w-])"
    r"|\[(?:dir=rtl|role=columnheader|id=|data-preview|data-md-(?:color-primary|color-accent|color-switching|scrolllock))"
    r"|img\[align|::-webkit-scrollbar|::-moz|:focus-visible|\+\*"
)
"""Elements and states for which the theme has rules, and pages of ours have none or their own.

The last, any element after a table, has a browser work out much of a page again whenever a class changes.
"""

_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_COMMENT = re.compile(rf"{_STRING}|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(rf"{_STRING}|\s*([{{}};])\s*|(:)\s+|\s+")  # what stands in a string is shown as it is
_DECLARED = re.compile(r"(--[\w-]+)\s*:((?:\"[^\"]*\"|'[^']*'|[^;\"'{}])*)(?:;|(?=\}))")


def sheets_of(theme: Mapping[str, str]) -> list[str]:
    """Return the text of the theme's style sheets, in their order; `theme` has them by address, and what is with them.

    Raises SiteError where they are not the ones that we know.
    """
    sheets = {address: text for address, text in sorted(theme.items()) if address.endswith(".css")}
    if [PurePosixPath(address).name.split(".")[0] for address in sheets] != EXPECTED:
        raise SiteError(f"Expected main and palette as the theme's style sheets; found {', '.join(sheets) or 'none'}.")
    return list(sheets.values())


def joined(theme: Iterable[str], ours: str, *, as_written: bool = False) -> str:
    """Return one sheet: what is kept of the theme's, then ours, both without what says nothing to a browser.

    Or ours `as_written`, for those who are at work on it, with its comments and lines. Raises SiteError where the theme
    has none of these rules: then nobody knows what else has changed in it.
    """
    text = kept(theme)
    if missing := KEPT - set(_NAMED.findall(text)):
        names = ", ".join(sorted(missing))
        raise SiteError(f"The theme's style has no rule any more for {names}. See KEPT in macros/web/build/styles.py.")
    return text + ours if as_written else without_unused(text + small(ours))


def kept(theme: Iterable[str]) -> str:
    """Return the rules of the theme's style sheets that draw what our pages have."""
    return "".join(_kept(tinycss2.parse_stylesheet("\n".join(theme), skip_comments=True, skip_whitespace=True)))


def _kept(rules: Iterable[Node]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            chosen = [each for each in selectors(tinycss2.serialize(rule.prelude)) if _is_kept(each)]
            if chosen:
                yield f"{','.join(chosen)}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports") and rule.content is not None:
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"


def selectors(prelude: str) -> list[str]:
    """Return the selectors of a list, cut at the commas that stand in no bracket."""
    found, depth = [""], 0
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return [each.strip() for each in found]


def _is_kept(selector: str) -> bool:
    return set(_NAMED.findall(selector)) <= KEPT and not NEVER.search(selector)


def without_unused(style: str) -> str:
    """Return a style sheet without the custom properties that nothing in it asks for."""
    used = set(_USED.findall(style))
    less = _DECLARED.sub(lambda found: found[0] if found[1] in used else "", style)
    # What was asked for by one that is gone may be asked for by nothing now.
    return without_unused(less) if less != style else re.sub(r"[^{}]*\{\s*\}", "", style)


def small(style: str) -> str:
    """Return a style sheet of ours without comments, and with as little white space as its rules need."""
    return _SPACE.sub(lambda found: found[1] or found[2] or found[3] or " ", _COMMENT.sub(r"\1", style)).strip()
