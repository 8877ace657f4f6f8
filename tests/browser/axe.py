"""Owns how a test asks axe what is wrong with a page; refuses to weigh what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = {"/axe.min.js": Path(axe_playwright_python.__file__).parent / "axe.min.js"}
"""Where every site that is tested serves axe: a file is handed to a page in a quarter of the time that a text takes."""

COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that ask what colour something has. They cost more than all others together."""

APPEARANCES = """() => {
    const known = new Map([[null, ""]]);
    const behind = element => {
        if (!known.has(element)) {
            const { backgroundColor, backgroundImage, color, opacity, textDecorationLine } = getComputedStyle(element);
            const own = [color, backgroundColor, backgroundImage, opacity, textDecorationLine].join();
            const outer = behind(element.parentElement);
            known.set(element, outer.split(" / ").at(-1) === own ? outer : `${outer} / ${own}`);
        }
        return known.get(element);
    };
    const hasText = element => element.matches("input, select, textarea")
        || [...element.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
    const all = [...document.body.querySelectorAll("*")];
    return all.filter(each => each.checkVisibility() && hasText(each)).map(each => {
        const { fontSize, fontWeight, textShadow } = getComputedStyle(each);
        return `${fontSize} ${fontWeight} ${textShadow}${behind(each)}`;
    });
}"""

SIZE = ("target-size",)
"""The rule of WCAG 2.2 about how large a thing to touch is. axe leaves it off by itself."""


def violations(
    page: Page,
    within: str | None = None,
    *,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
    also: Sequence[str] = (),
) -> list[str]:
    """What axe finds on the page as it is now: the rule, and what first breaks it.

    `within` is a selector of where to look; `only`, `but` and `also` name rules. Only what is wrong is told: listing
    what is right takes axe as long again. Nothing is fetched anew (`preload`), which one rule about sounds would want;
    no page has any.
    """
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(url=next(iter(AXE)))
    options = {"resultTypes": ["violations"], "preload": False}
    options["rules"] = {rule: {"enabled": rule in also} for rule in (*but, *also)}
    options |= {"runOnly": list(only)} if only else {}
    asked = "([where, options]) => axe.run(where, options).then(found => found.violations)"
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in page.evaluate(asked, [within or "html", options])
    ]


def appearances(page: Page) -> set[str]:
    """How texts look on the page as it is now: size, weight, colour, and the colours of all that they stand on.

    It is what axe judges by when it is asked about colours, so what was right once is right on another page.
    """
    return set(page.evaluate(APPEARANCES))
