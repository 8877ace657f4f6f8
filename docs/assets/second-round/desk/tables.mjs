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

/** So many fields, headings, names or rows are listed in a sentence. */
export const MOST_EXPECTED = 8;

/** Among so many rows at the top the headings are looked for. */
export const MOST_ABOVE = 12;

/** What else people and programs call the fields of a handout's heading. */
export const SYNONYMS = {
  name: [
    "names",
    "full name",
    "student",
    "students",
    "student name",
    "candidate",
    "candidates",
    "candidate name",
    "participant",
    "participants",
    "attendee",
    "attendees",
  ],
  date: ["date and time", "interview date", "date of interview", "date of the interview"],
  employer: [
    "company",
    "company name",
    "organisation",
    "organization",
    "organisation name",
    "organization name",
    "organization 1 - name",
  ],
  centre: [
    "center",
    "career centre",
    "career center",
    "careers centre",
    "careers contact",
    "career contact",
  ],
};

/** What else people call a column that says which sheets somebody gets, beside its name and its words. */
export const CHOICE_SYNONYMS = {
  scenario: ["checklist", "kind of interview", "type of interview"],
  large: ["large print"],
  paper: ["paper size"],
};

/** What stands for yes in a column of large print, beside what stands for a tick. */
export const LARGE = ["large", "large print", "18", "18 pt"];

/** What the columns are called in which programs keep the two parts of a name, in the order in which they are joined. */
export const NAME_PARTS = [["first name", "given name", "forename"], ["last name", "surname", "family name"]];

/** Words that stand for no field by themselves: what an address book notes about somebody is not for their handout. */
export const TOO_GENERAL = ["notes"];

/** What stands for a name in rows that Canvas puts between its headings and the people, and for its student who is none. */
export const NO_PEOPLE = ["points possible", "student, test", "test student"];

/** A name as lists have it that are sorted by family names. */
export const LAST_FIRST = "^([^,]+), *([^,]+)$";

/** What stands behind a comma and is no first name. */
export const TITLES = [
  "jr",
  "jr.",
  "sr",
  "sr.",
  "ii",
  "iii",
  "iv",
  "phd",
  "ph.d.",
  "md",
  "m.d.",
  "mba",
  "ma",
  "msc",
  "bsc",
  "ba",
  "rn",
  "cpa",
  "jd",
  "j.d.",
  "esq",
  "esq.",
  "pe",
  "p.e.",
  "dds",
  "edd",
  "ed.d.",
];

/** Names in Chinese, Japanese and Korean characters: the family name stays first, and there is no space. */
export const SET_SOLID = "^[々-〇ぁ-ヿ㐀-鿿가-힣]+$";

/** What no name has in it: where a cell of a single column has, it is no list of names. */
export const NO_WORDS = "[0-9@/:]";

/** The signs that may stand between cells, and what a person calls each. */
export const SEPARATORS = { ",": "comma", ";": "semicolon", "\t": "tab" };

export const TICKED = ["x", "yes", "true", "1", "✓"];

export const UNTICKED = ["", "no", "false", "0"];

/** How a file may begin that says how it is encoded. */
export const BOMS = [[[239, 187, 191], "utf-8"], [[255, 254], "utf-16le"], [[254, 255], "utf-16be"]];

/** Signs that show nothing at the edges of a text. */
export const WHITE = " \t\n\u00a0\u3000\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff";

export const BETWEEN_WORDS = "[ \t\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000_‐-—-]+";

/** What nobody sees in a heading: it is left out where headings are compared, and shown where one is quoted. */
export const HIDDEN = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]";

export const CONTROL = "[\u0000-\b\u000b-\u001f\u007f-\u009f]";

/** What would break the line in which it is quoted. */
export const UNSHOWN = "[\u0000- \u007f-\u00a0\u2028\u2029\u3000]+";

/** What stands for a byte that is no letter, and what other programs write for one. */
export const LOST = "�";

export const CODE = "⟨U+{code}⟩";

export const IN_ROSTER = "The roster: {message}";

export const IN_COLUMN = 'Column "{column}": {message}';

export const IN_ROW = "Row {row}: {message}";

export const IN_CELL = 'Row {row}, "{column}": {message}';

export const TOO_LARGE = "It is larger than {most} MB. Is it the right file?";

/** How other files begin, what else is in them, and what to do with each. */
export const OTHER_FILES = [
  [
    [80, 75, 3, 4],
    [119, 111, 114, 100, 47],
    "It is a document, not CSV. Copy its table into a spreadsheet, and save that as CSV UTF-8.",
  ],
  [
    [80, 75, 3, 4],
    [],
    "It is a spreadsheet, not CSV. Open it and save it as CSV: in Excel with File, Save As, CSV UTF-8; in Google Sheets with File, Download; in Numbers with File, Export To.",
  ],
  [
    [208, 207, 17, 224],
    [],
    "It is a spreadsheet, not CSV. Open it and save it as CSV: in Excel with File, Save As, CSV UTF-8; in Google Sheets with File, Download; in Numbers with File, Export To.",
  ],
  [
    [37, 80, 68, 70, 45],
    [],
    "It is a document, not CSV. Copy its table into a spreadsheet, and save that as CSV UTF-8.",
  ],
  [
    [123, 92, 114, 116, 102],
    [],
    "It is a document, not CSV. Copy its table into a spreadsheet, and save that as CSV UTF-8.",
  ],
  [
    [60],
    [60, 47],
    "It is a web page or XML, not CSV. Open it in a spreadsheet, and save it as CSV UTF-8.",
  ],
];

export const UNREADABLE = "It is not text that can be read. Save it as CSV UTF-8.";

/** For one row, and for several; as all such pairs. */
export const NOT_ALL_UTF8 = [
  "It is UTF-8, except for some bytes in row {rows}. Type that row again, and save the list as CSV UTF-8.",
  "It is UTF-8, except for some bytes in rows {rows}. Type those rows again, and save the list as CSV UTF-8.",
];

export const GUESSED = "It does not say how its letters are encoded. It was read as {page}, which fits best. Look at these: {names}. If they are wrong, save the list as CSV UTF-8.";

export const HAS_NUL = "It holds NUL characters, which no text has. Save it as CSV UTF-8.";

export const EMPTY = "It is empty. Write a row of headings, and below it one for each person.";

export const NO_ROWS = "It has no rows below its headings. Write one for each person.";

export const TOO_MANY_ROWS = "It has more than {most} rows. Split it into several.";

export const TOO_MANY_COLUMNS = "It has more than {most} columns. Take out those that no handout needs.";

export const NO_HEADING = "None of its headings is known: {found}. Expected a row of headings with at least one of: {names}.";

export const AND_MORE = "{names} and {more} more";

export const SAME_COLUMN = 'It is the same as column "{first}" before it, which is taken. Keep one of them.';

export const NO_FIELD = "The handout has no such field, so it is left out.";

export const MEANT = '{message} Did you mean "{words}"?';

export const NEARLY = 'No field is called so. Did you mean "{words}"? Write that above the column, or take the column out.';

export const LEFT_OUT = "The handout has fields for these columns: {used}. Left out: {names}.";

export const ABOVE = [
  "Row {rows} stands above the headings, and is left out.",
  "Rows {rows} stand above the headings, and are left out.",
];

export const NO_NAMES = 'No names were found, so no copy will have one. Write "name" above the column that has them.';

export const NO_HEADINGS = 'No heading says what stands here, so each row was read as a name: {names}. If the first is a heading, write "name" in its place.';

export const TURNED = "Names with a comma were turned round: {names}. Where one is wrong, take out its comma.";

export const NO_CHOICE = '"{cell}" is none of these: {names}.';

export const NO_NAME = [
  "Row {rows} has no name. The copy is made without one.",
  "Rows {rows} have no name. The copies are made without one.",
];

export const NOTHING_USED = [
  "Row {rows} has nothing in the columns that are used, and is left out.",
  "Rows {rows} have nothing in the columns that are used, and are left out.",
];

export const NO_PERSON = [
  "Row {rows} has the points possible, or is a test student, and is left out.",
  "Rows {rows} have the points possible, or are test students, and are left out.",
];

export const UNCLOSED = "A quotation mark begins a cell and none ends it. Take it out, or write one at the end of the cell and two for each inside it.";

export const UNDER_NO_HEADING = '"{cell}" stands under no heading. Where a {separator} belongs to a text, put the text in quotation marks.';

export const TOO_LONG = "It is longer than {most} characters.";

export const HAS_CONTROL = "It holds a control character (U+{code}), which cannot be printed. Type it again.";

export const HAS_LOST = 'It holds "�", which stands for a letter that was lost before. Type it again.';

export const NEITHER = '"{cell}" says neither yes nor no. Write x for a tick, or leave it empty.';
