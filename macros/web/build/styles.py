"""Owns which of the theme's rules our pages are drawn with, and that they and ours are one sheet; refuses to draw.

The theme's style is made for whatever a site may hold. Of its rules we keep those for text, for tables and for what the
browser does first (`KEPT`); its head, menu, tabs, search and foot are drawn by ours. A test in a browser holds that each
selector that is kept matches something on some page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from macros.errors import SecondRoundError

KEPT = frozenset({"md-typeset", "md-grid", "md-content", "md-content__inner", "md-skip", "admonition", "admonition-title"})
"""The classes of the theme that pages of ours have, and that we leave to it to draw."""

NEVER = re.compile(r"(?<![\w-])(video|audio|iframe|figure|figcaption|kbd|del|ins|sub|sup|abbr|img|svg|hr|summary|details|object|canvas)(?![\w-])|\[dir=rtl\]|::-webkit-scrollbar|::-moz|:focus-visible")
"""Elements and states for which the theme has rules, and pages of ours have none or their own."""

_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_DECLARED = re.compile(r"(--[\w-]+)\s*:((?:\"[^\"]*\"|'[^']*'|[^;\"'{}])*)(?:;|(?=\}))")


def joined(theme: Iterable[str], ours: str) -> str:
    """Return one sheet: what is kept of the theme's, then ours, both without comments and white space that say nothing.

    Raises SecondRoundError where the theme has none of the rules that are kept: then nobody knows what else has changed.
    """
    rules = tinycss2.parse_stylesheet("\n".join(theme), skip_comments=True, skip_whitespace=True)
    kept = "".join(_kept(rules))
    if not all(f".{name}" in kept for name in KEPT):
        raise SecondRoundError("The theme's style has other names for text and tables. See macros/web/build/styles.py.")
    return without_unused(kept + small(ours))


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
    while True:
        used = set(_USED.findall(style))
        less = _DECLARED.sub(lambda found: found[0] if found[1] in used else "", style)
        if less == style:
            return re.sub(r"[^{}]*\{\s*\}", "", style)
        style = less


def small(style: str) -> str:
    """Return a style sheet of ours without comments, and with as little white space as its rules need."""
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    style = re.sub(r"\s+", " ", style)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r":\s+", ":", style)).strip()
