"""Owns how a test asks axe what is wrong with a page; refuses to weigh what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = {"/axe.min.js": Path(axe_playwright_python.__file__).parent / "axe.min.js"}
"""Where every site that is tested serves axe: a file is handed to a page in a quarter of the time that a text takes."""

COLOUR = ("color-contrast", "link-in-text-block")
"""The rules that ask what colour something has. They cost more than all others together."""

LOOKS = """within => {
    const known = new Map([[null, { colours: "", ground: "", fades: false }]]);
    const look = element => {
        if (!known.has(element)) {
            const { backgroundColor, backgroundImage, color, opacity, textDecorationLine } = getComputedStyle(element);
            let { colours, ground, fades } = look(element.parentElement);
            const ink = `${color} ${textDecorationLine}`;
            if (colours.split(" / ").at(-1) !== ink) colours += ` / ${ink}`;
            if (opacity !== "1") [ground, fades] = [`${ground} / ${opacity}`, true];
            if (backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none") {
                // What is not seen through, and does not fade, hides all that it stands on.
                const below = backgroundColor.startsWith("rgb(") && !fades ? "" : ground;
                ground = `${below} / ${backgroundColor} ${backgroundImage}`;
            }
            known.set(element, { colours, ground, fades });
        }
        return known.get(element);
    };
    const hasText = element => element.matches("input, select, textarea")
        || [...element.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
    globalThis.looks = new Map();
    for (const each of document.body.querySelectorAll("*")) {
        if (!each.closest(within) || !each.checkVisibility() || !hasText(each)) continue;
        const { fontSize, fontWeight, textShadow } = getComputedStyle(each);
        const { colours, ground } = look(each);
        const size = Number.parseFloat(fontSize) < 18 ? "small" : fontSize;
        const whole = [size, fontWeight, textShadow, colours, ground].join();
        if (!looks.has(whole)) looks.set(whole, []);
        looks.get(whole).push(each);
    }
    return { looks: [...looks.keys()], isThere: "axe" in window };
}"""
"""How texts look: size, weight, colour, and the colours of all that they are seen on. It is what axe judges by when it
is asked about colours, so what was right once is right wherever it stands. To axe, no text is large below 18 pixels.
The page keeps which texts look so. It is asked at the same time whether axe is there."""

RIGHT: set[str] = set()
"""How texts look in which axe, asked about colours by any test, has found nothing wrong."""

SIZE = ("target-size",)
"""The rule of WCAG 2.2 about how large a thing to touch is. axe leaves it off by itself."""


ASK = """([within, looks, options]) => {
    const where = looks ? { include: looks.flatMap(look => globalThis.looks.get(look)) } : within;
    return axe.run(where, options).then(found => found.violations);
}"""


def violations(page: Page, within: str = "html", *, also: Sequence[str] = (), only_colour: bool = False) -> list[str]:
    """What axe finds on the page as it is now: the rule, and what first breaks it.

    `within` is a selector of where to look, and `also` names rules that axe leaves off by itself. Rules about colours
    are asked of those texts alone that look like none of RIGHT. With `only_colour`, only these and `also` are asked.
    """
    seen = page.evaluate(LOOKS, within)
    if not seen["isThere"]:
        page.add_script_tag(url=next(iter(AXE)))
    new = sorted(set(seen["looks"]) - RIGHT)
    found = _ask(page, None, new, {"runOnly": COLOUR}) if new else []
    if not found:
        RIGHT.update(new)
    if not only_colour:
        rules = {rule: {"enabled": rule in also} for rule in (*COLOUR, *also)}
        found += _ask(page, within, None, {"rules": rules})
    elif also:
        found += _ask(page, within, None, {"runOnly": also})
    return found


def _ask(page: Page, within: str | None, looks: list[str] | None, options: dict[str, Any]) -> list[str]:
    """Return what axe finds within a selector, or in the texts that have these looks.

    Only what is wrong is told: listing what is right takes axe as long again. Nothing is fetched anew (`preload`),
    which one rule about sounds would want; no page has any.
    """
    found = page.evaluate(ASK, [within, looks, {**options, "resultTypes": ["violations"], "preload": False}])
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
