"""Owns how the theme's style sheets and ours become one; refuses to change how a page looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from macros.errors import SiteError

EXPECTED = ["main", "palette"]
"""The style sheets of the theme, in the order in which a page asks for them."""

UNCLASSED = ":not([class])"
"""How the theme tells the tables that are its own to style."""

COSTLY = {
    re.escape(f".md-typeset table{UNCLASSED}+*") + r"\{[^}]*\}": "the space after a table that no script has wrapped",
    r"(?<=\})[^{}]*\.no-js [^{}]*\.tabbed-[^{}]*\{[^}]*\}": "which tab is open where there is no script",
}
"""Rules of the theme that a page of ours does without, and what each is for.

Their last part is any element, so that a browser works out the whole page anew as soon as the theme's script changes a
class or moves a table, which it does while the page opens. On a phone each time takes as long as a frame or two.
"""


def sheets_of(theme: Mapping[str, str]) -> list[str]:
    """Return the text of the theme's style sheets, in their order; `theme` has them by address, and what is with them.

    Raises SiteError where they are not the ones that we know.
    """
    sheets = {address: text for address, text in sorted(theme.items()) if address.endswith(".css")}
    if [PurePosixPath(address).name.split(".")[0] for address in sheets] != EXPECTED:
        raise SiteError(f"Expected main and palette as the theme's style sheets; found {', '.join(sheets) or 'none'}.")
    return list(sheets.values())


def joined(theme: Iterable[str], ours: str) -> str:
    """Return the theme's style sheets with ours after them, less what is costly in the theme's.

    Tables of the theme's are known by the one class that tables of ours have: a rule that asks whether there is any
    class is asked again whenever a class changes, anywhere. Raises SiteError where the theme has none of these
    rules, since then nobody knows what else has changed in it.
    """
    text = "\n".join(theme)
    for rule, purpose in COSTLY.items():
        text, found = re.subn(rule, "", text)
        if not found:
            raise SiteError(f"The theme's style has no rule any more for {purpose}. See macros/web/build/styles.py.")
    return f"{text}\n{ours}".replace(UNCLASSED, ":not(.second-round__table)")
