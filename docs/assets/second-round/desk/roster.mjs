// Owns how a class's roster is read, and how each person's copy is named; refuses to know what a handout is.
//
// The same reader stands in macros/orders/roster.py, with the same names. Both have their limits and sentences from
// tables, and are held to tests/unit/orders/rosters.yml, and to each other on random tables. Change both.

import { formatted, hex } from "../pdf/brought.mjs";
import * as tables from "./tables.mjs";

/**
 * @typedef {object} RosterRow one person; empty cells stand in neither values nor ticks
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
/**
 * @typedef {object} Roster the rows that are right, and all that is wrong; beside a wrong row the others are read
 * @property {RosterRow[]} rows
 * @property {RowProblem[]} problems
 */
/** @typedef {Record<string, string>} Names the words that a person would use, by name */

const NOT_IN_WINDOWS_1252 = /[\x81\x8d\x8f\x90\x9d]/; // Browsers decode these bytes all the same.
const BETWEEN_WORDS = new RegExp(tables.BETWEEN_WORDS, "g");
const CONTROL = new RegExp(tables.CONTROL);
const UNSHOWN = new RegExp(tables.UNSHOWN, "g");
/** @type {Record<string, string[]>} */
const SYNONYMS = tables.SYNONYMS;
/** @type {Record<string, string>} */
const SEPARATORS = tables.SEPARATORS;
const BOMS = /** @type {[number[], string][]} */ (tables.BOMS);

/**
 * A problem in one line, with where it is.
 * @param {RowProblem} problem
 */
export function asLine({ row, column, message }) {
  const where = column ? [tables.IN_COLUMN, tables.IN_CELL] : [tables.IN_ROSTER, tables.IN_ROW];
  return formatted(where[Number(row !== null)], { row, column, message });
}

/** The file as a whole cannot be used; its message says why. */
class Unfit extends Error {}

/**
 * Read a roster as a spreadsheet saves it; never throws, whatever the bytes are. A column that is unknown, or given a
 * second time, is a problem and left out; the rows are read all the same.
 * @param {Uint8Array} bytes
 * @param {Names} fields each text field's words
 * @param {Names} ticks each checkbox's words
 * @returns {Roster}
 */
export function readRoster(bytes, fields, ticks) {
  const [known, candidates] = knownHeadings(fields, ticks);
  /** @type {RosterRow[]} */
  const rows = [];
  /** @type {RowProblem[]} */
  const problems = [];
  try {
    const [text, separator] = separated(decoded(bytes), known);
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
        if (cells === null) return { rows: [], problems: [{ row: number, column: null, message: tables.UNCLOSED }] };
        headings = cells;
        columns = namedColumns(headings, known, candidates, problems);
        if (!columns.some(Boolean)) throw new Unfit(expected([...Object.keys(fields), ...Object.keys(ticks)]));
        continue;
      }
      if (count > tables.MOST_ROWS) {
        throw new Unfit(formatted(tables.TOO_MANY_ROWS, { most: grouped(tables.MOST_ROWS) }));
      }
      const row = readRow(number, cells, headings, columns, ticks, separator);
      if (Array.isArray(row)) problems.push(...row);
      else rows.push(row);
    }
    if (!rows.length && problems.every((problem) => problem.row === null)) {
      throw new Unfit(tables.NO_ROWS);
    }
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const kept = problems.filter((problem) => problem.row === null);
    return { rows: [], problems: [...kept, { row: null, column: null, message: error.message }] };
  }
  return { rows, problems };
}

/** Decode, with every line's end as a line feed. @param {Uint8Array} bytes */
function decoded(bytes) {
  if (bytes.length > tables.MOST_BYTES) throw new Unfit(formatted(tables.TOO_LARGE, { most: tables.MOST_BYTES / 1e6 }));
  const begins = (/** @type {number[]} */ start) => start.every((byte, at) => bytes[at] === byte);
  if (tables.OTHER_FILES.some(begins)) throw new Unfit(tables.SPREADSHEET);
  const [bom, encoding] = BOMS.find(([start]) => begins(start)) ?? [[], ""];
  let text;
  for (const each of encoding ? [encoding] : tables.ENCODINGS) {
    try {
      text = new TextDecoder(each, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(bom.length));
      if (each === "windows-1252" && NOT_IN_WINDOWS_1252.test(text)) text = undefined;
      break;
    } catch {
      // Not in this encoding: the next.
    }
  }
  if (text === undefined) throw new Unfit(tables.UNREADABLE);
  if (text.includes("\0")) throw new Unfit(tables.HAS_NUL);
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
  const said = text.match(/^sep=([,;\t])(?:\n|$)/i);
  if (said) text = text.slice(said[0].length);
  let separator = ",";
  let most = [-1, -1];
  for (const each of said ? [said[1]] : Object.keys(SEPARATORS)) {
    /** @type {string[] | null | undefined} */
    let cells;
    for (const record of records(text, each)) {
      if (isEmpty(record)) continue;
      cells = record;
      break;
    }
    if (cells === undefined) throw new Unfit(tables.EMPTY);
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
  while (start < end && tables.WHITE.includes(text[start])) start += 1;
  while (start < end && tables.WHITE.includes(text[end - 1])) end -= 1;
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
 * What each column holds: a name, or null where it is left out.
 * @param {string[]} headings
 * @param {Map<string, string>} known
 * @param {Map<string, string>} candidates
 * @param {RowProblem[]} problems
 */
function namedColumns(headings, known, candidates, problems) {
  if (headings.length > tables.MOST_COLUMNS) {
    throw new Unfit(formatted(tables.TOO_MANY_COLUMNS, { most: tables.MOST_COLUMNS }));
  }
  /** @type {(string | null)[]} */
  const columns = [];
  for (const heading of headings) {
    let name = known.get(keyOf(heading)) ?? null;
    let message;
    if (name !== null && columns.includes(name)) {
      message = formatted(tables.SAME_COLUMN, { first: shown(headings[columns.indexOf(name)]) });
      name = null;
    } else if (name === null && bareOf(heading)) {
      const words = nearest(keyOf(heading), candidates);
      message = words ? formatted(tables.MEANT, { message: tables.NO_FIELD, words }) : tables.NO_FIELD;
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
 * @returns {RosterRow | RowProblem[]}
 */
function readRow(number, cells, headings, columns, ticks, separator) {
  if (cells === null) return [{ row: number, column: null, message: tables.UNCLOSED }];
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
      const message = formatted(tables.UNDER_NO_HEADING, { cell: shown(cell), separator: SEPARATORS[separator] });
      problems.push({ row: number, column: null, message });
      break;
    }
    if (name === null) continue;
    const problem = (/** @type {string} */ message) => problems.push({ row: number, column: shown(heading), message });
    if (cell.length > tables.MOST_LETTERS && [...cell].length > tables.MOST_LETTERS) {
      problem(formatted(tables.TOO_LONG, { most: grouped(tables.MOST_LETTERS) }));
    } else if (control) {
      problem(formatted(tables.HAS_CONTROL, { code: hex(control[0].charCodeAt(0), 4) }));
    } else if (!Object.hasOwn(ticks, name)) {
      values.push([name, cell]);
    } else if (tables.TICKED.includes(bare.toLowerCase())) {
      ticked.push(name);
    } else if (!tables.UNTICKED.includes(bare.toLowerCase())) {
      problem(formatted(tables.NEITHER, { cell: shown(cell) }));
    }
  }
  // fromEntries defines its keys, so that a field called __proto__ is a field and nothing else.
  return problems.length ? problems : { number, values: Object.fromEntries(values), ticks: ticked };
}

/** @param {string[]} names */
function expected(names) {
  const most = tables.MOST_EXPECTED;
  let listed = names.slice(0, most).join(", ");
  if (names.length > most) listed = formatted(tables.AND_MORE, { names: listed, more: names.length - most });
  return formatted(tables.NO_HEADING, { names: listed });
}

/** @param {number} number */
function grouped(number) {
  return number.toLocaleString("en");
}

/** Text fit to be quoted in a sentence: on one line, and not too long. @param {string} text */
function shown(text) {
  const letters = [...text.replace(UNSHOWN, " ").replace(/^ | $/g, "")];
  const most = tables.LONGEST_QUOTE;
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most).join("")}…`;
}

/**
 * The words of the candidate of which at most a fifth of the letters is wrong, or "".
 * @param {string} heading
 * @param {Map<string, string>} candidates
 */
function nearest(heading, candidates) {
  const wrong = [...heading].slice(0, tables.LONGEST_KEY);
  let best = "";
  let least = Math.max(1, Math.floor(wrong.length / 5)) + 1;
  for (const [key, said] of candidates) {
    const right = [...key].slice(0, tables.LONGEST_KEY);
    if (Math.abs(right.length - wrong.length) >= least) continue;
    const distance = distanceOf(wrong, right);
    if (distance < least) [best, least] = [said, distance];
  }
  return best;
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
  const [most, mostBytes] = tables.LONGEST_NAME.map((limit) => limit - `${start}-.pdf`.length);
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
