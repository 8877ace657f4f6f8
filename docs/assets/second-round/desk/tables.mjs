// Owns the limits, signs and sentences that Python has too; it is never changed by hand.
//
// Made by `second-round refresh` from macros/orders/tables.py.

/** How many pages one PDF for the printer has at most: it is held in memory, and a printer takes its time too. */
export const MOST_PAGES = 2_000;

/** Of a roster. */
export const MOST_BYTES = 10_000_000;

export const MOST_ROWS = 10_000;

export const MOST_COLUMNS = 500;

/** The longest cell, in characters. */
export const MOST_LETTERS = 5_000;

/** The longest file name, its ending included: in characters, and in bytes of UTF-8. */
export const LONGEST_NAME = [60, 120];

/** So many letters of a heading are compared to find out which was meant. */
export const LONGEST_KEY = 80;

/** So many characters of a cell or heading are quoted in a sentence. */
export const LONGEST_QUOTE = 40;

/** So many fields are named where no heading is known. */
export const MOST_EXPECTED = 8;

/** What else people call the fields of a handout's heading. */
export const SYNONYMS = {
  name: ["full name", "student name", "candidate", "candidate name"],
  date: ["date and time", "interview date", "date of interview", "date of the interview"],
  employer: ["company", "company name", "organisation", "organization"],
  centre: [
    "center",
    "career centre",
    "career center",
    "careers centre",
    "careers contact",
    "career contact",
  ],
};

/** The signs that may stand between cells, and what a person calls each. */
export const SEPARATORS = { ",": "comma", ";": "semicolon", "\t": "tab" };

export const TICKED = ["x", "yes", "true", "1", "✓"];

export const UNTICKED = ["", "no", "false", "0"];

/** How a file may begin that says how it is encoded. */
export const BOMS = [[[239, 187, 191], "utf-8"], [[255, 254], "utf-16le"], [[254, 255], "utf-16be"]];

/** What a file may be encoded in that does not say it, the likeliest first. */
export const ENCODINGS = ["utf-8", "windows-1252"];

/** How .xlsx and .ods begin, and .xls. */
export const OTHER_FILES = [[80, 75, 3, 4], [208, 207, 17, 224]];

export const WHITE = " \t\n\u00a0\u3000";

export const BETWEEN_WORDS = "[ \t\n\u00a0\u3000_‐-—-]+";

export const CONTROL = "[\u0000-\b\u000b-\u001f\u007f-\u009f]";

/** What would move or break the line in which it is quoted. */
export const UNSHOWN = "[\u0000- \u007f-\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\u3000]+";

export const IN_ROSTER = "The roster: {message}";

export const IN_COLUMN = 'Column "{column}": {message}';

export const IN_ROW = "Row {row}: {message}";

export const IN_CELL = 'Row {row}, "{column}": {message}';

export const TOO_LARGE = "It is larger than {most} MB. Is it the right file?";

export const SPREADSHEET = "It is a spreadsheet, not CSV. Open it, choose Save as or Download, and there CSV.";

export const UNREADABLE = "It is not text that can be read. Save it as CSV UTF-8.";

export const HAS_NUL = "It holds NUL characters, which no text has. Save it as CSV UTF-8.";

export const EMPTY = "It is empty. Write a row of headings, and below it one for each person.";

export const NO_ROWS = "It has no rows below its headings. Write one for each person.";

export const TOO_MANY_ROWS = "It has more than {most} rows. Split it into several.";

export const TOO_MANY_COLUMNS = "It has more than {most} columns. Take out those that no handout needs.";

export const NO_HEADING = "None of its headings is known. Expected a first row with at least one of: {names}.";

export const AND_MORE = "{names} and {more} more";

export const SAME_COLUMN = 'It is the same as column "{first}" before it, which is taken. Keep one of them.';

export const NO_FIELD = "The handout has no such field, so it is left out.";

export const MEANT = '{message} Did you mean "{words}"?';

export const UNCLOSED = "A quotation mark begins a cell and none ends it. Take it out, or write one at the end of the cell and two for each inside it.";

export const UNDER_NO_HEADING = '"{cell}" stands under no heading. Where a {separator} belongs to a text, put the text in quotation marks.';

export const TOO_LONG = "It is longer than {most} characters.";

export const HAS_CONTROL = "It holds a control character (U+{code}), which cannot be printed. Type it anew.";

export const NEITHER = '"{cell}" says neither yes nor no. Write x for a tick, or leave it empty.';
