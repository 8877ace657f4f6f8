// Owns how a class's roster is read, and how each person's copy is named; refuses to know what a handout is.
//
// The same reader stands in macros/roster.py, with the same names, limits and sentences. Both are held to
// tests/unit/orders/rosters.yml, and to each other on random tables. Change both.

/**
 * @typedef {object} Row one person; empty cells stand in neither values nor ticks
 * @property {number} number as a spreadsheet shows it: the header is row 1
 * @property {Record<string, string>} values text by field name
 * @property {string[]} ticks the names of the ticked boxes, in the order of the columns
 */
/**
 * @typedef {object} RowProblem one thing to mend: in a row, a column, a cell of both, or, with neither, in all
 * @property {number | null} row
 * @property {string | null} column as its heading has it
 * @property {string} message
 */
/** @typedef {{rows: Row[], problems: RowProblem[]}} Roster a wrong row costs nobody else theirs */
/** @typedef {Record<string, string>} Names the words that a person would use, by name */

const MOST_BYTES = 10_000_000;
const MOST_ROWS = 10_000;
const MOST_COLUMNS = 500;
const MOST_LETTERS = 5_000; // The longest cell, in characters.
const LONGEST_NAME = [60, 120]; // Of a file, its ending included: in characters, and in bytes of UTF-8.

/** What else people call the fields of a handout's heading. @type {Record<string, string[]>} */
export const SYNONYMS = {
  name: ["full name", "student name", "candidate", "candidate name"],
  date: ["date and time", "interview date", "date of interview", "date of the interview"],
  employer: ["company", "company name", "organisation", "organization"],
  centre: ["center", "career centre", "career center", "careers centre", "careers contact", "career contact"],
};

/** The signs that may stand between cells, and what a person calls each. @type {Record<string, string>} */
const SEPARATORS = { ",": "comma", ";": "semicolon", "\t": "tab" };

const TICKED = ["x", "yes", "true", "1", "✓"];
const UNTICKED = ["", "no", "false", "0"];

/** @type {[number[], string][]} */
const BOMS = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];
const OTHER_FILES = [
  [0x50, 0x4b, 0x03, 0x04], // .xlsx and .ods
  [0xd0, 0xcf, 0x11, 0xe0], // .xls
];
const NOT_IN_WINDOWS_1252 = /[\x81\x8d\x8f\x90\x9d]/; // Browsers decode these bytes all the same.

const WHITE = " \t\n\u00a0\u3000";
const BETWEEN_WORDS = /[ \t\n\u00a0\u3000_\u2010-\u2014-]+/g;
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;
const UNSHOWN = /[\x00-\x20\x7f-\xa0\u200e\u200f\u202a-\u202e\u2066-\u2069\u3000]+/g;
const LONGEST_KEY = 80;
const MOST_EXPECTED = 8;

const UNCLOSED =
  "A quotation mark begins a cell and none ends it. " +
  "Take it out, or write one at the end of the cell and two for each inside it.";

/** The file as a whole cannot be used; its message says why. */
class Unfit extends Error {}

/**
 * Read a roster as a spreadsheet saves it; never throws, whatever the bytes are. A column that is unknown, or given a
 * second time, is told and left out; the rows are read all the same.
 * @param {Uint8Array} bytes
 * @param {Names} fields each text field's words
 * @param {Names} ticks each checkbox's words
 * @returns {Roster}
 */
export function readRoster(bytes, fields, ticks) {
  const [known, candidates] = knownHeadings(fields, ticks);
  /** @type {Row[]} */
  const rows = [];
  /** @type {RowProblem[]} */
  const problems = [];
  try {
    const [text, separator] = separated(decode(bytes), known);
    let number = 0;
    let count = -1; // Of rows below the header.
    /** @type {string[]} */
    let headings = [];
    /** @type {(string | null)[]} */
    let columns = [];
    for (const cells of records(text, separator)) {
      number += 1;
      if (isEmpty(cells)) continue;
      count += 1;
      if (count === 0) {
        if (cells === null) return { rows: [], problems: [{ row: number, column: null, message: UNCLOSED }] };
        headings = cells;
        columns = namedColumns(headings, known, candidates, problems);
        if (!columns.some(Boolean)) throw new Unfit(expected([...Object.keys(fields), ...Object.keys(ticks)]));
        continue;
      }
      if (count > MOST_ROWS) throw new Unfit(`It has more than ${grouped(MOST_ROWS)} rows. Split it into several.`);
      const row = readRow(number, cells, headings, columns, ticks, separator);
      if (Array.isArray(row)) problems.push(...row);
      else rows.push(row);
    }
    if (!rows.length && problems.every((problem) => problem.row === null)) {
      throw new Unfit("It has no rows below its headings. Write one for each person.");
    }
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const kept = problems.filter((problem) => problem.row === null);
    return { rows: [], problems: [...kept, { row: null, column: null, message: error.message }] };
  }
  return { rows, problems };
}

/**
 * A problem in one line, with where it is.
 * @param {RowProblem} problem
 */
export function tell({ row, column, message }) {
  if (row === null) return column ? `Column "${column}": ${message}` : `The roster: ${message}`;
  return column ? `Row ${row}, "${column}": ${message}` : `Row ${row}: ${message}`;
}

/**
 * The file name of one person's copy, such as "007-Zoë-Łukasz.pdf": fit for every system, and for a ZIP.
 *
 * Numbers are as long as the last row's, and at least three digits, so that files sort as the roster does and no two
 * have one name. Of the person's name the letters and digits of every script stay (as this browser's Unicode knows
 * them); a hyphen takes the place of anything else.
 * @param {number} number the row's
 * @param {string} name the person's
 * @param {number} last the number of the roster's last row
 */
export function fileName(number, name, last) {
  const start = String(number).padStart(Math.max(3, String(last).length), "0");
  /** @type {string[]} */
  const signs = [];
  for (const sign of name.normalize("NFC")) {
    const follows = signs.length > 0 && signs.at(-1) !== "-";
    if (/[\p{L}\p{Nd}]/u.test(sign) || (follows && /\p{M}/u.test(sign))) signs.push(sign);
    else if (follows) signs.push("-");
  }
  const [most, mostBytes] = LONGEST_NAME.map((limit) => limit - `${start}-.pdf`.length);
  let words = "";
  let bytes = 0;
  for (const sign of signs.slice(0, most)) {
    bytes += new TextEncoder().encode(sign).length;
    if (bytes > mostBytes) break;
    words += sign;
  }
  words = words.replace(/-$/, "");
  return words ? `${start}-${words}.pdf` : `${start}.pdf`;
}

/** Decode, with every line's end as a line feed. @param {Uint8Array} bytes */
function decode(bytes) {
  if (bytes.length > MOST_BYTES) throw new Unfit(`It is larger than ${MOST_BYTES / 1e6} MB. Is it the right file?`);
  const begins = (/** @type {number[]} */ start) => start.every((byte, at) => bytes[at] === byte);
  if (OTHER_FILES.some(begins)) {
    throw new Unfit("It is a spreadsheet, not CSV. Open it, choose Save as or Download, and there CSV.");
  }
  const [bom, encoding] = BOMS.find(([start]) => begins(start)) ?? [[], ""];
  let text;
  for (const each of encoding ? [encoding] : ["utf-8", "windows-1252"]) {
    try {
      text = new TextDecoder(each, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(bom.length));
      if (each === "windows-1252" && NOT_IN_WINDOWS_1252.test(text)) text = undefined;
      break;
    } catch {
      // Not in this encoding: the next.
    }
  }
  if (text === undefined) throw new Unfit("It is not text that can be read. Save it as CSV UTF-8.");
  if (text.includes("\0")) throw new Unfit("It holds NUL characters, which no text has. Save it as CSV UTF-8.");
  return text.replace(/\r\n?/g, "\n");
}

/**
 * The text without a line "sep=;", and the sign between its cells: the one that makes the most known headings of the
 * first line, or else the most cells.
 * @param {string} text
 * @param {Map<string, string>} known
 * @returns {[string, string]}
 */
function separated(text, known) {
  const told = text.match(/^sep=([,;\t])(?:\n|$)/i);
  if (told) text = text.slice(told[0].length);
  let separator = ",";
  let most = [-1, -1];
  for (const each of told ? [told[1]] : Object.keys(SEPARATORS)) {
    /** @type {string[] | null | undefined} */
    let cells;
    for (const record of records(text, each)) {
      if (isEmpty(record)) continue;
      cells = record;
      break;
    }
    if (cells === undefined) {
      throw new Unfit("It is empty. Write a row of headings, and below it one for each person.");
    }
    const rank = [(cells ?? []).filter((cell) => known.has(keyOf(cell))).length, (cells ?? []).length];
    if (rank[0] > most[0] || (rank[0] === most[0] && rank[1] > most[1])) [separator, most] = [each, rank];
  }
  return [text, separator];
}

/**
 * The cells of each row; null for a row in which a quotation mark begins a cell and none ends it. After such a row it
 * goes on with the next line. A quotation mark inside a cell that none begins is an ordinary sign.
 * @param {string} text
 * @param {string} separator
 * @returns {Generator<string[] | null>}
 */
function* records(text, separator) {
  /** @type {string[]} */
  let cells = [];
  let [cell, opened, begun, at] = ["", -1, false, 0];
  while (at < text.length) {
    const sign = text[at];
    at += 1;
    if (opened < 0 && (sign === separator || sign === "\n")) {
      cells.push(cell);
      if (sign === "\n") {
        yield cells;
        cells = [];
      }
      [cell, begun] = ["", false];
      continue;
    }
    if (opened < 0 && sign === '"' && !begun) {
      opened = at;
    } else if (opened < 0 || sign !== '"') {
      cell += sign;
    } else if (text[at] === '"') {
      cell += sign;
      at += 1;
    } else if ([undefined, separator, "\n"].includes(text[at])) {
      opened = -1;
    } else {
      at = text.length; // It ends in the middle of a cell, so it does not belong to the one that opened.
    }
    begun = true;
    if (opened >= 0 && at === text.length) {
      yield null;
      at = text.indexOf("\n", opened) + 1 || text.length;
      [cells, cell, opened, begun] = [[], "", -1, false];
    }
  }
  if (cells.length || begun) yield [...cells, cell];
}

/**
 * The text without white space around it. Not by an expression: that would look for the end at every space.
 * @param {string} text
 */
function bareOf(text) {
  let [start, end] = [0, text.length];
  while (start < end && WHITE.includes(text[start])) start += 1;
  while (start < end && WHITE.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** @param {string[] | null} cells */
function isEmpty(cells) {
  return cells !== null && !cells.some(bareOf);
}

/**
 * What makes two headings one: the letters, whatever their case and what stands between the words.
 * @param {string} words
 */
function keyOf(words) {
  return words.normalize("NFC").toLowerCase().replace(BETWEEN_WORDS, "");
}

/**
 * By key the name of each field and tick, and what to suggest; words of two fields stand for neither.
 * @param {Names} fields
 * @param {Names} ticks
 * @returns {[Map<string, string>, Map<string, string>]}
 */
function knownHeadings(fields, ticks) {
  /** @type {[string, string][]} */
  const names = [...Object.keys(fields), ...Object.keys(ticks)].map((name) => [keyOf(name), name]);
  const known = new Map(names);
  const candidates = new Map(names);
  const words = [...Object.entries(fields), ...Object.entries(ticks)].map(([name, said]) => [keyOf(said), said, name]);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [key] of words) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [name, others] of Object.entries(SYNONYMS)) {
    if (Object.hasOwn(fields, name)) words.push(...others.map((said) => [keyOf(said), said, name]));
  }
  for (const [key, said, name] of words) {
    const isOne = (counts.get(key) ?? 0) < 2;
    if (!candidates.has(key)) candidates.set(key, isOne ? said : name);
    if (isOne && !known.has(key)) known.set(key, name);
  }
  known.delete("");
  candidates.delete("");
  return [known, candidates];
}

/**
 * What each column holds: a name, or null where it is left out, which is told.
 * @param {string[]} headings
 * @param {Map<string, string>} known
 * @param {Map<string, string>} candidates
 * @param {RowProblem[]} problems
 */
function namedColumns(headings, known, candidates, problems) {
  if (headings.length > MOST_COLUMNS) {
    throw new Unfit(`It has more than ${MOST_COLUMNS} columns. Take out those that no handout needs.`);
  }
  /** @type {(string | null)[]} */
  const columns = [];
  for (const heading of headings) {
    let name = known.get(keyOf(heading)) ?? null;
    let message;
    if (name !== null && columns.includes(name)) {
      const first = shown(headings[columns.indexOf(name)]);
      message = `It is the same as column "${first}" before it, which is taken. Keep one of them.`;
      name = null;
    } else if (name === null && bareOf(heading)) {
      message = `The handout has no such field, so it is left out.${nearest(keyOf(heading), candidates)}`;
    }
    if (message) problems.push({ row: null, column: shown(heading), message });
    columns.push(name);
  }
  return columns;
}

/**
 * One person's row, or all that is wrong with it.
 * @param {number} number
 * @param {string[] | null} cells
 * @param {string[]} headings
 * @param {(string | null)[]} columns
 * @param {Names} ticks
 * @param {string} separator
 * @returns {Row | RowProblem[]}
 */
function readRow(number, cells, headings, columns, ticks, separator) {
  if (cells === null) return [{ row: number, column: null, message: UNCLOSED }];
  /** @type {[string, string][]} */
  const values = [];
  /** @type {string[]} */
  const ticked = [];
  /** @type {RowProblem[]} */
  const problems = [];
  for (const [at, cell] of cells.entries()) {
    const bare = bareOf(cell);
    const heading = headings[at] ?? "";
    const name = columns[at] ?? null;
    const control = cell.match(CONTROL);
    if (!bare) continue;
    if (!bareOf(heading)) {
      const message =
        `"${shown(cell)}" stands under no heading. ` +
        `Where a ${SEPARATORS[separator]} belongs to a text, put the text in quotation marks.`;
      problems.push({ row: number, column: null, message });
      break;
    }
    if (name === null) continue;
    const problem = (/** @type {string} */ message) => problems.push({ row: number, column: shown(heading), message });
    if (cell.length > MOST_LETTERS && [...cell].length > MOST_LETTERS) {
      problem(`It is longer than ${grouped(MOST_LETTERS)} characters.`);
    } else if (control) {
      const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      problem(`It holds a control character (U+${code}), which cannot be printed. Type it anew.`);
    } else if (!Object.hasOwn(ticks, name)) {
      values.push([name, cell]);
    } else if (TICKED.includes(bare.toLowerCase())) {
      ticked.push(name);
    } else if (!UNTICKED.includes(bare.toLowerCase())) {
      problem(`"${shown(cell)}" says neither yes nor no. Write x for a tick, or leave it empty.`);
    }
  }
  // fromEntries defines its keys, so that a field called __proto__ is a field and nothing else.
  return problems.length ? problems : { number, values: Object.fromEntries(values), ticks: ticked };
}

/** @param {string[]} names */
function expected(names) {
  const more = names.length > MOST_EXPECTED ? ` and ${names.length - MOST_EXPECTED} more` : "";
  const listed = names.slice(0, MOST_EXPECTED).join(", ");
  return `None of its headings is known. Expected a first row with at least one of: ${listed}${more}.`;
}

/** @param {number} number */
function grouped(number) {
  return number.toLocaleString("en");
}

/** Text fit to be quoted in a sentence: on one line, at most 40 characters. @param {string} text */
function shown(text) {
  const letters = [...text.replace(UNSHOWN, " ").replace(/^ | $/g, "")];
  return letters.length <= 40 ? letters.join("") : `${letters.slice(0, 40).join("")}…`;
}

/**
 * ' Did you mean "x"?' for the candidate of which at most a fifth of the letters is wrong, or ''.
 * @param {string} heading
 * @param {Map<string, string>} candidates
 */
function nearest(heading, candidates) {
  const wrong = [...heading].slice(0, LONGEST_KEY);
  let best = "";
  let least = Math.max(1, Math.floor(wrong.length / 5)) + 1;
  for (const [key, said] of candidates) {
    const right = [...key].slice(0, LONGEST_KEY);
    if (Math.abs(right.length - wrong.length) >= least) continue;
    const distance = distanceOf(wrong, right);
    if (distance < least) [best, least] = [said, distance];
  }
  return best ? ` Did you mean "${best}"?` : "";
}

/**
 * How many letters are wrong, missing, too many, or swapped with their neighbour.
 * @param {string[]} wrong
 * @param {string[]} right
 */
function distanceOf(wrong, right) {
  /** @type {number[]} */
  let earlier = [];
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: right.length + 1 }, (_, across) => across);
  for (let down = 1; down <= wrong.length; down += 1) {
    [earlier, before, row] = [before, row, [down]];
    for (let across = 1; across <= right.length; across += 1) {
      const isOther = wrong[down - 1] !== right[across - 1];
      let least = Math.min(before[across] + 1, row[across - 1] + 1, before[across - 1] + Number(isOther));
      const isSwapped = wrong[down - 1] === right[across - 2] && wrong[down - 2] === right[across - 1];
      if (isSwapped && down > 1 && across > 1) least = Math.min(least, earlier[across - 2] + 1);
      row.push(least);
    }
  }
  return /** @type {number} */ (row.at(-1));
}
