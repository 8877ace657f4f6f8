"""What is kept of the theme's style is used: each of its selectors matches something on some page."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from pathlib import Path

import tinycss2
from playwright.sync_api import Page
from tinycss2.ast import AtRule, Node, QualifiedRule

from macros.web.build import styles

LIMIT = 14_000
"""Bytes of the one style sheet, as a server sends it."""

OWN_LIMIT = 1_600
"""Bytes of the one that comes with the script of the page on which answers are said aloud."""

STATE = re.compile(r"::?(?:hover|focus|active|target|before|after|placeholder|marker|disabled|checked)(?![\w-])")
"""What an element may be in, or have around it: no page is written in such a state."""

UNSEEN: dict[str, str] = {
    r"scheme=slate": "the dark, which is chosen once a page is open",
    r"admonition": "a centre's own pages may have notes",
    r"\bh[456]\b|\b[uo]l\b": "headings and lists may go deeper than ours do",
    r"th>|\bmark\b|\bsmall\b|\bblockquote\b|\bdl\b": "what Markdown makes, though no page of ours needs it now",
}
"""Selectors of the theme that no page may match today, each with its reason to stay."""

MISSING = """async ([selectors, pages]) => {
    const missing = new Set(selectors);
    for (const page of pages) {
        const text = await (await fetch(page)).text();
        const there = new DOMParser().parseFromString(text, "text/html");
        for (const each of missing) if (there.querySelector(each)) missing.delete(each);
    }
    return [...missing];
}"""


def prelude(rules: list[Node]) -> list[str]:
    """Return every selector of a sheet, those within conditions too."""
    found: list[str] = []
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            found += styles.selectors(tinycss2.serialize(rule.prelude))
        elif isinstance(rule, AtRule) and rule.content:
            found += prelude(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
    return found


def test_every_rule_of_the_theme_that_is_kept_draws_something(site: str, site_folder: Path, page: Page) -> None:
    """No page brings a rule of the theme for what it never shows, unless the list above says why."""
    sheets = Path(str(files("material"))).glob("templates/assets/stylesheets/*.css")
    kept = styles.kept(sheet.read_text(encoding="utf-8") for sheet in sorted(sheets))
    rules = tinycss2.parse_stylesheet(kept, skip_comments=True, skip_whitespace=True)
    plain = {selector: STATE.sub("", selector).strip() or "*" for selector in prelude(rules)}
    assert len(plain) > 80
    pages = [path.relative_to(site_folder).as_posix() for path in sorted(site_folder.rglob("*.html"))]
    page.goto(f"{site}about/privacy/")
    missing = page.evaluate(MISSING, [sorted(set(plain.values())), [f"{site}{each}" for each in pages]])
    unseen = [selector for selector, each in plain.items() if each in missing]
    assert [each for each in unseen if not any(re.search(reason, each) for reason in UNSEEN)] == []


def test_a_phone_is_sent_one_small_sheet(site_folder: Path) -> None:
    """All that a page is drawn with is one style sheet, and a small one; a script may bring a smaller one."""
    sheets = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in site_folder.rglob("*.css")}
    assert sheets.pop("second-round.css") <= LIMIT
    assert sheets.keys() == {"rehearse.css"}
    assert sheets["rehearse.css"] <= OWN_LIMIT
