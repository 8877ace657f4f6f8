"""Owns how a test asks axe what is wrong with a page; refuses to weigh what it answers."""

from __future__ import annotations

import json
from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that ask what colour something has. They cost more than all others together."""


def violations(page: Page, within: str | None = None, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on the page as it is now, or `within` what a selector names: the rule, and what first breaks it.

    Only what is wrong is told: listing what is right takes axe as long again.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    asked = f"axe.run({json.dumps(within)} ?? document, {json.dumps(options)}).then(found => found.violations)"
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in page.evaluate(asked)]
