"""Owns how a test asks axe what is wrong with a page; refuses to weigh what it answers."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that ask what colour something has. They cost more than all others together."""


def violations(
    page: Page,
    within: str | None = None,
    *,
    beside: str | None = None,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
) -> list[str]:
    """What axe finds on the page as it is now: the rule, and what first breaks it.

    `within` and `beside` are selectors of where to look and where not; `only` and `but` name rules. Only what is wrong
    is told: listing what is right takes axe as long again.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    where = {"include": within or "html", **({"exclude": beside} if beside else {})}
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in but}}
    options |= {"runOnly": list(only)} if only else {}
    asked = "([where, options]) => axe.run(where, options).then(found => found.violations)"
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in page.evaluate(asked, [where, options])]
