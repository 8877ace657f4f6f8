"""Owns the limits, words and sentences of an order that the browser needs too; reading and making is for others.

`second-round refresh` writes them for the browser, in `docs/assets/second-round/desk/tables.mjs`. What stands in braces
in a sentence is put in there.
"""

from __future__ import annotations

MOST_PAGES = 2_000
"""How many pages one PDF for the printer has at most: it is held in memory, and a printer takes its time too."""

MOST_BYTES = 10_000_000
"""Of a roster."""

MOST_ROWS = 10_000

MOST_COLUMNS = 500

MOST_LETTERS = 5_000
"""The longest cell, in characters."""

LONGEST_NAME = 60, 120
"""The longest file name, its ending included: in characters, and in bytes of UTF-8."""

LONGEST_KEY = 80
"""So many letters of a heading are compared to find out which was meant."""

LONGEST_QUOTE = 40
"""So many characters of a cell or heading are quoted in a sentence."""

MOST_EXPECTED = 8
"""So many fields are named where no heading is known."""

SYNONYMS = {
    "name": ("full name", "student name", "candidate", "candidate name"),
    "date": ("date and time", "interview date", "date of interview", "date of the interview"),
    "employer": ("company", "company name", "organisation", "organization"),
    "centre": ("center", "career centre", "career center", "careers centre", "careers contact", "career contact"),
}
"""What else people call the fields of a handout's heading."""

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""The signs that may stand between cells, and what a person calls each."""

TICKED = ("x", "yes", "true", "1", "✓")

UNTICKED = ("", "no", "false", "0")

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
"""How a file may begin that says how it is encoded."""

ENCODINGS = ("utf-8", "windows-1252")
"""What a file may be encoded in that does not say it, the likeliest first."""

OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx and .ods begin, and .xls."""

WHITE = " \t\n\u00a0\u3000"

BETWEEN_WORDS = "[ \t\n\u00a0\u3000_\u2010-\u2014-]+"

CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f]"

UNSHOWN = "[\x00-\x20\x7f-\xa0\u200e\u200f\u202a-\u202e\u2066-\u2069\u3000]+"
"""What would move or break the line in which it is quoted."""

IN_ROSTER = "The roster: {message}"

IN_COLUMN = 'Column "{column}": {message}'

IN_ROW = "Row {row}: {message}"

IN_CELL = 'Row {row}, "{column}": {message}'

TOO_LARGE = "It is larger than {most} MB. Is it the right file?"

SPREADSHEET = "It is a spreadsheet, not CSV. Open it, choose Save as or Download, and there CSV."

UNREADABLE = "It is not text that can be read. Save it as CSV UTF-8."

HAS_NUL = "It holds NUL characters, which no text has. Save it as CSV UTF-8."

EMPTY = "It is empty. Write a row of headings, and below it one for each person."

NO_ROWS = "It has no rows below its headings. Write one for each person."

TOO_MANY_ROWS = "It has more than {most} rows. Split it into several."

TOO_MANY_COLUMNS = "It has more than {most} columns. Take out those that no handout needs."

NO_HEADING = "None of its headings is known. Expected a first row with at least one of: {names}."

AND_MORE = "{names} and {more} more"

SAME_COLUMN = 'It is the same as column "{first}" before it, which is taken. Keep one of them.'

NO_FIELD = "The handout has no such field, so it is left out."

MEANT = '{message} Did you mean "{words}"?'

UNCLOSED = (
    "A quotation mark begins a cell and none ends it. "
    "Take it out, or write one at the end of the cell and two for each inside it."
)

UNDER_NO_HEADING = (
    '"{cell}" stands under no heading. Where a {separator} belongs to a text, put the text in quotation marks.'
)

TOO_LONG = "It is longer than {most} characters."

HAS_CONTROL = "It holds a control character (U+{code}), which cannot be printed. Type it anew."

NEITHER = '"{cell}" says neither yes nor no. Write x for a tick, or leave it empty.'
