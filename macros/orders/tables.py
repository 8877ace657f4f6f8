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
"""So many fields, headings, names or rows are listed in a sentence."""

MOST_ABOVE = 12
"""Among so many rows at the top the headings are looked for."""

SYNONYMS = {
    "name": (
        *("names", "full name", "student", "students", "student name", "candidate", "candidates", "candidate name"),
        *("participant", "participants", "attendee", "attendees"),
    ),
    "date": ("date and time", "interview date", "date of interview", "date of the interview"),
    "employer": (
        *("company", "company name", "organisation", "organization"),
        *("organisation name", "organization name", "organization 1 - name"),
    ),
    "centre": ("center", "career centre", "career center", "careers centre", "careers contact", "career contact"),
}
"""What else people and programs call the fields of a handout's heading."""

CHOICE_SYNONYMS = {
    "scenario": ("checklist", "kind of interview", "type of interview"),
    "large": ("large print",),
    "paper": ("paper size",),
}
"""What else people call a column that says which sheets somebody gets, beside its name and its words."""

LARGE = ("large", "large print", "18", "18 pt")
"""What stands for yes in a column of large print, beside what stands for a tick."""

NAME_PARTS = (("first name", "given name", "forename"), ("last name", "surname", "family name"))
"""What the columns are called in which programs keep the two parts of a name, in the order in which they are joined."""

TOO_GENERAL = ("notes",)
"""Words that stand for no field by themselves: what an address book notes about somebody is not for their handout."""

NO_PEOPLE = ("points possible", "student, test", "test student")
"""What stands for a name in rows that Canvas puts between its headings and the people, and for its student who is none.
"""

LAST_FIRST = "^([^,]+), *([^,]+)$"
"""A name as lists have it that are sorted by family names."""

TITLES = (
    *("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "mba", "ma", "msc", "bsc", "ba"),
    *("rn", "cpa", "jd", "j.d.", "esq", "esq.", "pe", "p.e.", "dds", "edd", "ed.d."),
)
"""What stands behind a comma and is no first name."""

SET_SOLID = "^[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+$"
"""Names in Chinese, Japanese and Korean characters: the family name stays first, and there is no space."""

NO_WORDS = "[0-9@/:]"
"""What no name has in it: where a cell of a single column has, it is no list of names."""

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""The signs that may stand between cells, and what a person calls each."""

TICKED = ("x", "yes", "true", "1", "✓")

UNTICKED = ("", "no", "false", "0")

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
"""How a file may begin that says how it is encoded."""

WHITE = " \t\n\u00a0\u3000\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Signs that show nothing at the edges of a text."""

BETWEEN_WORDS = "[ \t\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000_\u2010-\u2014-]+"

HIDDEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
"""What nobody sees in a heading: it is left out where headings are compared, and shown where one is quoted."""

CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f]"

UNSHOWN = "[\x00-\x20\x7f-\xa0\u2028\u2029\u3000]+"
"""What would break the line in which it is quoted."""

LOST = "\ufffd"
"""What stands for a byte that is no letter, and what other programs write for one."""

CODE = "⟨U+{code}⟩"

IN_ROSTER = "The roster: {message}"

IN_COLUMN = 'Column "{column}": {message}'

IN_ROW = "Row {row}: {message}"

IN_CELL = 'Row {row}, "{column}": {message}'

TOO_LARGE = "It is larger than {most} MB. Is it the right file?"

_SPREADSHEET = (
    "It is a spreadsheet, not CSV. Open it and save it as CSV: in Excel with File, Save As, CSV UTF-8; "
    "in Google Sheets with File, Download; in Numbers with File, Export To."
)

_DOCUMENT = "It is a document, not CSV. Copy its table into a spreadsheet, and save that as CSV UTF-8."

_WEB_PAGE = "It is a web page or XML, not CSV. Open it in a spreadsheet, and save it as CSV UTF-8."

OTHER_FILES = (
    (b"PK\x03\x04", b"word/", _DOCUMENT),
    (b"PK\x03\x04", b"", _SPREADSHEET),
    (b"\xd0\xcf\x11\xe0", b"", _SPREADSHEET),
    (b"%PDF-", b"", _DOCUMENT),
    (b"{\\rtf", b"", _DOCUMENT),
    (b"<", b"</", _WEB_PAGE),
)
"""How other files begin, what else is in them, and what to do with each."""

UNREADABLE = "It is not text that can be read. Save it as CSV UTF-8."

NOT_ALL_UTF8 = (
    "It is UTF-8, except for some bytes in row {rows}. Type that row again, and save the list as CSV UTF-8.",
    "It is UTF-8, except for some bytes in rows {rows}. Type those rows again, and save the list as CSV UTF-8.",
)
"""For one row, and for several; as all such pairs."""

GUESSED = (
    "It does not say how its letters are encoded. It was read as {page}, which fits best. Look at these: {names}. "
    "If they are wrong, save the list as CSV UTF-8."
)

HAS_NUL = "It holds NUL characters, which no text has. Save it as CSV UTF-8."

EMPTY = "It is empty. Write a row of headings, and below it one for each person."

NO_ROWS = "It has no rows below its headings. Write one for each person."

TOO_MANY_ROWS = "It has more than {most} rows. Split it into several."

TOO_MANY_COLUMNS = "It has more than {most} columns. Take out those that no handout needs."

NO_HEADING = "None of its headings is known: {found}. Expected a row of headings with at least one of: {names}."

AND_MORE = "{names} and {more} more"

SAME_COLUMN = 'It is the same as column "{first}" before it, which is taken. Keep one of them.'

NO_FIELD = "The handout has no such field, so it is left out."

MEANT = '{message} Did you mean "{words}"?'

NEARLY = 'No field is called so. Did you mean "{words}"? Write that above the column, or take the column out.'

LEFT_OUT = "The handout has fields for these columns: {used}. Left out: {names}."

ABOVE = (
    "Row {rows} stands above the headings, and is left out.",
    "Rows {rows} stand above the headings, and are left out.",
)

NO_NAMES = 'No names were found, so no copy will have one. Write "name" above the column that has them.'

NO_HEADINGS = (
    "No heading says what stands here, so each row was read as a name: {names}. "
    'If the first is a heading, write "name" in its place.'
)

TURNED = "Names with a comma were turned round: {names}. Where one is wrong, take out its comma."

NO_CHOICE = '"{cell}" is none of these: {names}.'

NO_NAME = (
    "Row {rows} has no name. The copy is made without one.",
    "Rows {rows} have no name. The copies are made without one.",
)

NOTHING_USED = (
    "Row {rows} has nothing in the columns that are used, and is left out.",
    "Rows {rows} have nothing in the columns that are used, and are left out.",
)

NO_PERSON = (
    "Row {rows} has the points possible, or is a test student, and is left out.",
    "Rows {rows} have the points possible, or are test students, and are left out.",
)

UNCLOSED = (
    "A quotation mark begins a cell and none ends it. "
    "Take it out, or write one at the end of the cell and two for each inside it."
)

UNDER_NO_HEADING = (
    '"{cell}" stands under no heading. Where a {separator} belongs to a text, put the text in quotation marks.'
)

TOO_LONG = "It is longer than {most} characters."

HAS_CONTROL = "It holds a control character (U+{code}), which cannot be printed. Type it again."

HAS_LOST = 'It holds "\ufffd", which stands for a letter that was lost before. Type it again.'

NEITHER = '"{cell}" says neither yes nor no. Write x for a tick, or leave it empty.'
