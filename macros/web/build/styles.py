"""Owns how the theme's style sheets and ours become one; refuses to change how a page looks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from macros.errors import SecondRoundError

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


def joined(theme: Iterable[str], ours: str) -> str:
    """Return the theme's style sheets with ours after them, less what is costly in the theme's.

    Tables of the theme's are told by the one class that tables of ours have: a rule that asks whether there is any
    class is asked again whenever a class changes, anywhere. Raises SecondRoundError where the theme has none of these
    rules, since then nobody knows what else has changed in it.
    """
    text = "\n".join(theme)
    for rule, purpose in COSTLY.items():
        text, found = re.subn(rule, "", text)
        if not found:
            raise SecondRoundError(
                f"The theme's style has no rule any more for {purpose}. See macros/web/build/styles.py."
            )
    return f"{text}\n{ours}".replace(UNCLASSED, ":not(.second-round__table)")
