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

BLANK_SIDE = "Blank side"
"""The label of a page that is there so that the next sheet begins on the front of a leaf."""

HOUSE = "Second Round"
"""The name that stands on every sheet anyway."""

BLACK = "#000000"
"""The colour of the guidance's own sheets."""

ASKS = "Is this edition current?"
"""What a link says whose address is too long to be typed."""

BOOKS = "Book an appointment"

LARGE_TYPE = press.LARGE_TYPE

MULTILINE = press.MULTILINE

LOGO = (79_000, 14_500)
"""The largest width and height of a logo in the running head, in thousandths of a point: below that, the head ends."""

LARGE_LOGO = (96_000, 36_800)
"""The same in large print."""

BESIDE_LOGO = 8_500
"""Between a logo and a name, in thousandths of a point."""

BRAND_WORDS = {
    "name": "Name",
    "head": "Name",
    "contact": "Contact",
    "edition": "Language of dates",
    "check": "Address of the site",
    "appointment": "Appointment",
    **{f"link-{number}": f"Link {number + 1}" for number in range(4)},
}
"""What a person calls each thing that a brand says."""

NO_ROOM = "{words}: “{text}” is too long to be printed in its place. Use fewer or shorter words."

NOBODY = "There is nobody to make a copy for."

NEW_LINE = "\r\n|[\r\u2028\u2029]"

SPACE = "[\t\u1680\u2000-\u200a\u202f\u205f]"

UNSEEN = "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
"""Control and format characters, and halves of characters."""

PLACELESS = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
"""What has no place in any text. Of what else is unseen, some joins or turns letters that must be shaped.

What embeds a direction is taken out too: a field runs as its first letter does.
"""

TOGETHER = 5_000
"""Once there are so many objects of a class's copies, they are packed together."""

IN_A_ROW = 32
"""So many objects of one copy stand in a row there, then as many of the next, which are much the same."""

VARYING = "([0-9]+(?= 0 R|/TU|/Border|>>))"
"""What differs in the same object of two copies: what it refers to, and its place in the map of parents."""

CODE_LENGTHS = (
    "ffffffffffafffffffffffffffffffff3dddddddaaddbb974444444444dd8d8ddababa9dccdacbcc9d7a9bcbccc9c9ddd9ba"
    "a8bba9cbaa99ad9989cbcadddddfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa4fd8da85b7677a8babb79bcddfd"
)
"""How many bits each code of our Deflate has, as a hexadecimal digit, by what is usual among the objects of forms."""

DISTANCE_LENGTHS = "ffffff2eeb34863456576455a3edaa"
"""The same for how far back it is pointed."""
