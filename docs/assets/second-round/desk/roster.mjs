// Owns what the rows of a class's roster say, and how each person's copy is named; does not know what a handout is.
//
// Which text a file is, decoding says, and which column is which, headings. The same three stand in macros/orders/, with
// the same names. Both sides have their limits and sentences from tables, and are held to
// tests/unit/orders/rosters.yml, and to each other on random tables. Change both.

import { formatted, hex } from "../pdf/brought.mjs";
import { decode, UnfitRoster } from "./decoding.mjs";
import { bareOf, choiceOf, Headings, isEmpty, listed, records, saidOf, shown, turned } from "./headings.mjs";
import * as tables from "./tables.mjs";

/**
 * @typedef {object} RosterRow one person; empty cells stand in neither values nor ticks
 * @property {number} number as a spreadsheet shows it: the header is row 1
 * @property {Record<string, string>} values text by field name
 * @property {string[]} ticks the names of the ticked boxes, in the order of the columns
 * @property {Record<string, string>} choices which sheets they get, where the row says so: the scenario's id, the paper,
 *   and "yes" or "no" for large print
 */
/**
 * @typedef {object} RowProblem one thing to correct, or to know: in a row, a column, a cell of both, or in all
 * @property {number | null} row
 * @property {string | null} column as its heading has it
 * @property {string} message
 */
/**
 * @typedef {object} Roster the rows that are right, and all that is wrong; beside a wrong row the others are read
 * @property {RosterRow[]} rows
 * @property {RowProblem[]} problems
 * @property {RowProblem[]} notices what was made of the file that a careful person would look at: a guess, what is left
 *   out, who has no name
 */
/** @typedef {import("./headings.mjs").Columns} Columns */
/** @typedef {import("./headings.mjs").Names} Names */
/** @typedef {Record<string, Names>} Choices for each column that says which sheets somebody gets its answers */

const CONTROL = new RegExp(tables.CONTROL);
const IS_ASCII = /^[\0-\x7f]*$/;
/** @type {Record<string, string>} */
const SEPARATORS = tables.SEPARATORS;

/**
 * A problem in one line, with where it is.
 * @param {RowProblem} problem
 */
export function asLine({ row, column, message }) {
  const where = column ? [tables.IN_COLUMN, tables.IN_CELL] : [tables.IN_ROSTER, tables.IN_ROW];
  return formatted(where[Number(row !== null)], { row, column, message });
}

/**
 * Read a roster as a spreadsheet or another program saves it; never throws, whatever the bytes are. A column that is
 * nearly a field is a problem; any other that no handout has, or that is given a second time, is left out with a word.
 * The rows are read all the same. A list of names alone needs no heading.
 * @param {Uint8Array} bytes
 * @param {Names} fields each text field's words
 * @param {Names} ticks each checkbox's words
 * @param {Choices} [choices] the columns "scenario", "large" and "paper" with their answers
 * @returns {Roster}
 */
export function readRoster(bytes, fields, ticks, choices = {}) {
  const known = new Headings(fields, ticks, Object.keys(choices));
  /** @type {RosterRow[]} */
  let rows = [];
  /** @type {RowProblem[]} */
  let problems = [];
  /** @type {[string | null, string][]} */
  let notices = [];
  const ofAll = (/** @type {string} */ message) => /** @type {[null, string]} */ ([null, message]);
  try {
    const found = decode(bytes);
    let table = known.find(found.text);
    const { text, headings } = table;
    if (found.damaged) throw new UnfitRoster(damage(text, table.separator));
    if (headings === null) {
      return { rows, problems: [{ row: table.row, column: null, message: tables.UNCLOSED }], notices: [] };
    }
    let columns = known.columns(headings);
    problems.push(...columns.problems.map(([column, message]) => ({ row: null, column, message })));
    notices.push(...saidOf(tables.ABOVE, table.above).map(ofAll), ...columns.notices);
    const bare = columns.used.size ? null : known.bare(text);
    if (bare) {
      ({ table, columns } = bare);
      [problems, notices] = [[], []];
    } else if (!columns.used.size) {
      throw new UnfitRoster(known.expected(headings));
    }
    table = known.ofOneColumn(table, columns);
    const people = new People(columns, table.headings ?? [], ticks, table.separator, choices);
    let [number, count] = [0, 0];
    for (const cells of records(text, table.separator)) {
      number += 1;
      if (number <= table.row || isEmpty(cells)) continue;
      count += 1;
      if (count > tables.MOST_ROWS) {
        throw new UnfitRoster(formatted(tables.TOO_MANY_ROWS, { most: grouped(tables.MOST_ROWS) }));
      }
      const row = people.row(number, cells);
      if (Array.isArray(row)) problems.push(...row);
      else rows.push(row);
    }
    if (!rows.length && problems.every((problem) => problem.row === null)) throw new UnfitRoster(tables.NO_ROWS);
    if (bare) {
      const names = rows.filter(({ values }) => values.name).map(({ values }) => shown(values.name));
      notices = [ofAll(formatted(tables.NO_HEADINGS, { names: listed(names) }))];
    } else if (Object.hasOwn(fields, "name") && !columns.used.has("name")) {
      notices = [ofAll(tables.NO_NAMES), ...notices];
    }
    notices = [...guess(found, rows).map(ofAll), ...notices, ...people.notices.map(ofAll)];
  } catch (error) {
    if (!(error instanceof UnfitRoster)) throw error;
    [rows, problems] = [[], problems.filter((problem) => problem.row === null)];
    problems.push({ row: null, column: null, message: error.message });
  }
  return { rows, problems, notices: notices.map(([column, message]) => ({ row: null, column, message })) };
}

/**
 * What is wrong with a text that was not all UTF-8, and in which rows.
 * @param {string} text
 * @param {string} separator
 */
function damage(text, separator) {
  const numbers = [];
  let number = 0;
  for (const cells of records(text, separator)) {
    number += 1;
    if (cells?.some((cell) => cell.includes(tables.LOST))) numbers.push(number);
  }
  return saidOf(tables.NOT_ALL_UTF8, numbers)[0] ?? tables.UNREADABLE;
}

/**
 * What to say of a guess: which it was, and what came out of it that another would have read otherwise.
 * @param {import("./decoding.mjs").Decoded} found
 * @param {RosterRow[]} rows
 */
function guess({ guess: page }, rows) {
  const cells = page ? rows.flatMap(({ values }) => Object.values(values).filter((text) => !IS_ASCII.test(text))) : [];
  const names = [...new Set(cells.map(shown))];
  return names.length ? [formatted(tables.GUESSED, { page, names: listed(names) })] : [];
}

/** Reads one row after the other, and remembers which of them are told about all at once. */
export class People {
  #columns;
  #headings;
  #ticks;
  #separator;
  #choices;
  /** @type {string[]} */
  #turned = [];
  /** @type {number[]} */
  #nameless = [];
  /** @type {number[]} */
  #unused = [];
  /** @type {number[]} */
  #nobody = [];

  /**
   * @param {Columns} columns
   * @param {string[]} headings
   * @param {Names} ticks
   * @param {string} separator
   * @param {Choices} choices
   */
  constructor(columns, headings, ticks, separator, choices) {
    this.#choices = choices;
    [this.#columns, this.#headings, this.#ticks, this.#separator] = [columns, headings, ticks, separator];
  }

  /** What to say of rows that were read, and of those that were not. */
  get notices() {
    return [
      ...(this.#turned.length ? [formatted(tables.TURNED, { names: listed(this.#turned) })] : []),
      ...saidOf(tables.NO_NAME, this.#nameless),
      ...saidOf(tables.NOTHING_USED, this.#unused),
      ...saidOf(tables.NO_PERSON, this.#nobody),
    ];
  }

  /**
   * One person's row, or all that is wrong with it: nothing, where it is nobody's.
   * @param {number} number
   * @param {string[] | null} cells
   * @returns {RosterRow | RowProblem[]}
   */
  row(number, cells) {
    if (cells === null) return [{ row: number, column: null, message: tables.UNCLOSED }];
    const { names, parts: places, used } = this.#columns;
    /** @type {Map<string, string>} */
    const values = new Map();
    /** @type {string[]} */
    const parts = [];
    /** @type {Map<string, string>} */
    const chosen = new Map();
    /** @type {string[]} */
    const ticked = [];
    /** @type {RowProblem[]} */
    const problems = [];
    let isUsed = false;
    for (const [at, cell] of cells.entries()) {
      const bare = bareOf(cell);
      const heading = this.#headings[at] ?? "";
      const name = names[at] ?? null;
      if (!bare) continue;
      if (!bareOf(heading)) {
        const called = { cell: shown(cell), separator: SEPARATORS[this.#separator] };
        problems.push({ row: number, column: null, message: formatted(tables.UNDER_NO_HEADING, called) });
        break;
      }
      if (name === null) continue;
      isUsed = true;
      const message = this.#message(cell, bare, name);
      const part = places.get(at);
      if (message) problems.push({ row: number, column: shown(heading), message });
      else if (Object.hasOwn(this.#choices, name)) chosen.set(name, choiceOf(name, bare, this.#choices[name]));
      else if (part !== undefined) parts[part] = bare;
      else if (!Object.hasOwn(this.#ticks, name)) values.set(name, cell);
      else if (tables.TICKED.includes(bare.toLowerCase())) ticked.push(name);
    }
    const joined = parts.filter(Boolean).join(" ");
    if (joined) values.set("name", joined);
    if (problems.length) return problems;
    const name = values.get("name") ?? "";
    if (!isUsed) this.#unused.push(number);
    else if (tables.NO_PEOPLE.includes(bareOf(name).toLowerCase())) this.#nobody.push(number);
    else {
      if (name && !joined && turned(name) !== name) {
        values.set("name", turned(name));
        this.#turned.push(shown(turned(name)));
      }
      if (!name && used.has("name")) this.#nameless.push(number);
      // fromEntries defines its keys, so that a field called __proto__ is a field and nothing else.
      return { number, values: Object.fromEntries(values), ticks: ticked, choices: Object.fromEntries(chosen) };
    }
    return [];
  }

  /**
   * What is wrong with a cell that is not empty, or "".
   * @param {string} cell
   * @param {string} bare
   * @param {string} name
   */
  #message(cell, bare, name) {
    if (cell.length > tables.MOST_LETTERS && [...cell].length > tables.MOST_LETTERS) {
      return formatted(tables.TOO_LONG, { most: grouped(tables.MOST_LETTERS) });
    }
    const control = cell.match(CONTROL);
    if (control) return formatted(tables.HAS_CONTROL, { code: hex(control[0].charCodeAt(0), 4) });
    if (cell.includes(tables.LOST)) return tables.HAS_LOST;
    if (Object.hasOwn(this.#choices, name)) {
      const names = listed(Object.keys(this.#choices[name]));
      return choiceOf(name, bare, this.#choices[name]) ? "" : formatted(tables.NO_CHOICE, { cell: shown(cell), names });
    }
    if (!Object.hasOwn(this.#ticks, name) || [...tables.TICKED, ...tables.UNTICKED].includes(bare.toLowerCase())) return "";
    return formatted(tables.NEITHER, { cell: shown(cell) });
  }
}

/** @param {number} number */
function grouped(number) {
  return number.toLocaleString("en");
}

/**
 * The file name of one person's copy, such as "007-Zoë-Łukasz-1.0-2026-11-29.pdf", fit for every system.
 *
 * Numbers are as long as the last row's, and at least three digits, so that files sort as the roster does and no two
 * have one name. Of the person's name the letters and digits of every script stay (as this browser's Unicode knows
 * them); a hyphen takes the place of anything else.
 * @param {number} number the row's
 * @param {string} name the person's
 * @param {number} last the number of the roster's last row
 * @param {string} [made] the edition and the day on which it is made
 */
export function fileName(number, name, last, made = "") {
  const end = made ? `-${made}.pdf` : ".pdf";
  const start = String(number).padStart(Math.max(3, String(last).length), "0");
  /** @type {string[]} */
  const signs = [];
  for (const sign of name.normalize("NFC")) {
    const follows = signs.length > 0 && signs.at(-1) !== "-";
    if (/[\p{L}\p{Nd}]/u.test(sign) || (follows && /\p{M}/u.test(sign))) signs.push(sign);
    else if (follows) signs.push("-");
  }
  const [most, mostBytes] = tables.LONGEST_NAME.map((limit) => limit - `${start}-${end}`.length);
  let words = "";
  let bytes = 0;
  for (const sign of signs.slice(0, most)) {
    bytes += new TextEncoder().encode(sign).length;
    if (bytes > mostBytes) break;
    words += sign;
  }
  words = words.replace(/-$/, "");
  return words ? `${start}-${words}${end}` : `${start}${end}`;
}
