"""Owns the lengths, characters and words of filling in that the browser needs too; what they are for is for others.

`second-round refresh` writes them for the browser, in `docs/assets/second-round/pdf/tables.mjs`.
"""

from __future__ import annotations

from macros.paper import press

INK = press.INK

PAD = 2000
"""Between the edge of a field and its text, in thousandths of a point, as all lengths but the sizes of type."""

LEAST_LINE = 700
"""The smallest type on one line, in hundredths of a point."""

LEAST_LINES = 800
"""The smallest type on several lines."""

STEP = 50
"""By how much type on several lines shrinks at a time."""

ELLIPSIS = "…"

MORE = "more"
"""The field of the notes at the back, on which text goes on that does not fit where it belongs."""

NOBODY = "There is nobody to make a copy for."

NEW_LINE = "\r\n|[\r\u2028\u2029]"

SPACE = "[\t\u1680\u2000-\u200a\u202f\u205f]"

UNSEEN = "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
"""Control and format characters, and halves of characters."""
