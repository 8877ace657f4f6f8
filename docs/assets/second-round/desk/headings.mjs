// Owns how a text is a table: its rows and cells, where its headings are, and what each column holds; it leaves which
// text a file is to decoding, and what the rows say to roster.
//
// The same stands in macros/orders/headings.py, with the same names. Change both.

import { code, formatted, hex } from "../pdf/brought.mjs";
import { UnfitRoster } from "./decoding.mjs";
import * as tables from "./tables.mjs";

/** @typedef {Record<string, string>} Names the words that a person would use, by name */
/**
 * @typedef {object} Table a text without a line "sep=;", the sign between its cells, and where its headings are
 * @property {string} text
 * @property {string} separator
 * @property {number} row in which the headings are, as a spreadsheet counts, from 1
 * @property {string[] | null} headings null where a quotation mark begins one of them and none ends it
 * @property {number[]} above the rows above it that are not empty
 */
/**
 * @typedef {object} Columns what each column holds, and what to say of those that are left out: the heading, and why
 * @property {(string | null)[]} names
 * @property {Map<number, number>} parts the columns in which programs keep the parts of a name, and which part each is
 * @property {[string | null, string][]} problems of columns that are nearly a field
 * @property {[string | null, string][]} notices
 * @property {Set<string>} used the fields and ticks for which there is a column
 */

const BETWEEN_WORDS = new RegExp(tables.BETWEEN_WORDS, "g");
const HIDDEN = new RegExp(tables.HIDDEN, "g");
const UNSHOWN = new RegExp(tables.UNSHOWN, "g");
const LAST_FIRST = new RegExp(tables.LAST_FIRST);
const NO_WORDS = new RegExp(tables.NO_WORDS);
const SET_SOLID = new RegExp(tables.SET_SOLID);
/** @type {Record<string, string[]>} */
const SYNONYMS = tables.SYNONYMS;
/** @type {Record<string, string[]>} */
const CHOICE_SYNONYMS = tables.CHOICE_SYNONYMS;

/** What the columns of a roster may be called; words of two fields, and words that are too general, stand for none. */
export class Headings {
  #names;
  #fields;
  #known;
  #candidates;
  #parts;

  /**
   * @param {Names} fields
   * @param {Names} ticks
   * @param {string[]} [choices] the columns that say which sheets somebody gets
   */
  constructor(fields, ticks, choices = []) {
    this.#fields = fields;
    this.#names = [...Object.keys(fields), ...Object.keys(ticks)];
    this.#known = new Map(this.#names.map((name) => [keyOf(name), name]));
    this.#candidates = new Map(this.#names.map((name) => [keyOf(name), [name, name]]));
    const words = [...Object.entries(fields), ...Object.entries(ticks)].map(([name, said]) => [keyOf(said), said, name]);
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const [key] of words) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [name, others] of Object.entries(SYNONYMS)) {
      if (Object.hasOwn(fields, name)) words.push(...others.map((said) => [keyOf(said), said, name]));
    }
    for (const name of choices) {
      words.push(...[name, ...CHOICE_SYNONYMS[name]].map((said) => [keyOf(said), said, name]));
    }
    for (const [key, said, name] of words) {
      const isOne = (counts.get(key) ?? 0) < 2 && !tables.TOO_GENERAL.includes(key);
      if (!this.#candidates.has(key)) this.#candidates.set(key, [isOne ? said : name, name]);
      if (isOne && !this.#known.has(key)) this.#known.set(key, name);
    }
    this.#known.delete("");
    this.#candidates.delete("");
    /** @type {Map<string, number>} */
    this.#parts = new Map();
    for (const [part, words] of Object.hasOwn(fields, "name") ? tables.NAME_PARTS.entries() : []) {
      for (const said of words) {
        const key = keyOf(said);
        if (this.#known.has(key)) continue;
        this.#parts.set(key, part);
        if (!this.#candidates.has(key)) this.#candidates.set(key, [said, partNamed(part)]);
      }
    }
  }

  /**
   * A text as a table. Throws UnfitRoster where it is empty.
   *
   * The headings are the row with the most of them that are known, among the first; the sign between cells is the one
   * that makes the most known headings, or else the most cells.
   * @param {string} text
   * @returns {Table}
   */
  find(text) {
    const said = text.match(/^sep=([,;\t])(?:\n|$)/i);
    if (said) text = text.slice(said[0].length);
    /** @type {Table | undefined} */
    let best;
    let most = [-1, -1];
    for (const separator of said ? [said[1]] : Object.keys(tables.SEPARATORS)) {
      /** @type {[number, string[] | null][]} */
      const top = [];
      let number = 0;
      for (const cells of records(text, separator)) {
        number += 1;
        if (!isEmpty(cells)) top.push([number, cells]);
        if (top.length === tables.MOST_ABOVE) break;
      }
      if (!top.length) throw new UnfitRoster(tables.EMPTY);
      const ranks = top.map(([, cells]) => this.#rank(cells ?? []));
      const at = ranks.indexOf(Math.max(...ranks));
      const [row, headings] = top[at];
      const rank = [ranks[at], (headings ?? []).length];
      if (rank[0] > most[0] || (rank[0] === most[0] && rank[1] > most[1])) {
        best = { text, separator, row, headings, above: top.slice(0, at).map(([row]) => row) };
        most = rank;
      }
    }
    return /** @type {Table} */ (best);
  }

  /**
   * A text without headings as a table of names, if it looks like nothing else: in one column, or two.
   *
   * Two are "Gonzalez, Maria" in each row.
   * @param {string} text
   * @returns {{table: Table, columns: Columns} | null}
   */
  bare(text) {
    const cells = lines(text).filter(bareOf);
    if (!cells.length || cells.some((cell) => NO_WORDS.test(cell) || this.#known.has(keyOf(cell)))) return null;
    if (!Object.hasOwn(this.#fields, "name") || headingsOfOthers().has(keyOf(cells[0])) || !areNames(cells)) return null;
    const names = ["name"];
    const columns = { names, parts: new Map(), problems: [], notices: [], used: new Set(names) };
    return { table: { text, separator: "\n", row: 0, headings: names, above: [] }, columns };
  }

  /**
   * A table of names alone so that a comma in a row belongs to the name, as in "Gonzalez, Maria".
   * @param {Table} table
   * @param {Columns} columns
   * @returns {Table}
   */
  ofOneColumn(table, { names, parts }) {
    const cells = lines(table.text).slice(table.row);
    const isName = names.length === 1 && names[0] === "name" && !parts.size;
    return isName && table.separator === "," && areNames(cells) ? { ...table, separator: "\n" } : table;
  }

  /**
   * What each column holds. Throws UnfitRoster where there are too many.
   * @param {string[]} headings
   * @returns {Columns}
   */
  columns(headings) {
    if (headings.length > tables.MOST_COLUMNS) {
      throw new UnfitRoster(formatted(tables.TOO_MANY_COLUMNS, { most: tables.MOST_COLUMNS }));
    }
    const keys = headings.map(keyOf);
    /** @type {(string | null)[]} */
    const names = [];
    /** @type {[string | null, string][]} */
    const notices = [];
    for (const [at, heading] of headings.entries()) {
      let name = this.#known.get(keys[at]) ?? null;
      if (name !== null && names.includes(name)) {
        const first = shown(headings[names.indexOf(name)]);
        notices.push([shown(heading), formatted(tables.SAME_COLUMN, { first })]);
        name = null;
      }
      names.push(name);
    }
    /** @type {Map<number, number>} */
    const parts = new Map();
    for (const [at, key] of names.includes("name") ? [] : keys.entries()) {
      const part = this.#parts.get(key);
      if (part === undefined || [...parts.values()].includes(part)) continue;
      parts.set(at, part);
    }
    const takenParts = parts.size || !names.includes("name") ? [...parts.values()] : [0, 1];
    for (const at of parts.keys()) names[at] = "name";
    const taken = [...names, ...takenParts.map(partNamed)];
    /** @type {[string | null, string][]} */
    const problems = [];
    const rest = [];
    for (const [at, heading] of headings.entries()) {
      if (names[at] !== null || this.#known.has(keys[at]) || !bareOf(heading)) continue;
      const words = this.#nearest(keys[at], taken);
      // The words of two fields are not misspelled, and many programs have a column "Notes".
      if (!words) rest.push(quoted(heading));
      else if (this.#candidates.has(keys[at])) {
        notices.push([shown(heading), formatted(tables.MEANT, { message: tables.NO_FIELD, words })]);
      } else problems.push([shown(heading), formatted(tables.NEARLY, { words })]);
    }
    const used = headings.filter((_, at) => names[at] !== null).map(quoted);
    if (rest.length && used.length) {
      notices.push([null, formatted(tables.LEFT_OUT, { used: listed(used), names: listed(rest) })]);
    }
    return { names, parts, problems, notices, used: new Set(names.filter((name) => name !== null)) };
  }

  /** What to say where no heading is known. @param {string[]} headings */
  expected(headings) {
    const found = headings.filter(bareOf).map(quoted);
    return formatted(tables.NO_HEADING, { found: listed(found), names: listed(this.#names) });
  }

  /**
   * How many headings are known; one of a name counts twice, because a title may be a field by chance.
   * @param {string[]} headings
   */
  #rank(headings) {
    let rank = 0;
    for (const key of headings.map(keyOf)) {
      const name = this.#known.get(key);
      rank += Number(name !== undefined) + Number(this.#parts.has(key) || name === "name");
    }
    return rank;
  }

  /**
   * The words of the field without a column of which at most a fifth of the letters is wrong, or "".
   * @param {string} heading
   * @param {(string | null)[]} taken
   */
  #nearest(heading, taken) {
    const wrong = [...heading].slice(0, tables.LONGEST_KEY);
    let best = "";
    let least = Math.max(1, Math.floor(wrong.length / 5)) + 1;
    for (const [key, [said, name]] of this.#candidates) {
      const right = [...key].slice(0, tables.LONGEST_KEY);
      if (taken.includes(name) || Math.abs(right.length - wrong.length) >= least) continue;
      const distance = distanceOf(wrong, right);
      if (distance < least) [best, least] = [said, distance];
    }
    return best;
  }
}

/** What a part of a name is called among the names of fields, of which none has a space. @param {number} part */
function partNamed(part) {
  return `part ${part}`;
}

/**
 * The cells of each row; null for a row in which a quotation mark begins a cell and none ends it. After such a row it
 * goes on with the next line. A quotation mark inside a cell that none begins is an ordinary sign.
 * @param {string} text
 * @param {string} separator
 * @returns {Generator<string[] | null>}
 */
export function* records(text, separator) {
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
export function bareOf(text) {
  let [start, end] = [0, text.length];
  while (start < end && tables.WHITE.includes(text[start])) start += 1;
  while (start < end && tables.WHITE.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** Whether a row shows nothing. @param {string[] | null} cells */
export function isEmpty(cells) {
  return cells !== null && !cells.some(bareOf);
}

/** What heads columns of which a handout may have none: it is nobody's name. */
function headingsOfOthers() {
  const groups = [...Object.entries(SYNONYMS), ...Object.entries(CHOICE_SYNONYMS), ...tables.NAME_PARTS];
  return new Set(groups.flat(2).map(keyOf));
}

/** Each row as one cell; "" where a quotation mark never ends. @param {string} text */
function lines(text) {
  return [...records(text, "\n")].map((cells) => cells?.[0] ?? "");
}

/**
 * Whether each cell can be one name: nothing in it parts two cells, but for a family name and a comma.
 * @param {string[]} cells
 */
function areNames(cells) {
  const separators = Object.keys(tables.SEPARATORS);
  return cells.every((cell) => {
    return !separators.some((sign) => cell.includes(sign)) || (LAST_FIRST.test(bareOf(cell)) && cell.includes(", "));
  });
}

/** "Gonzalez, Maria" as "Maria Gonzalez"; any other name as it is. @param {string} name */
export function turned(name) {
  const [, last, first] = (bareOf(name).match(LAST_FIRST) ?? []).map(bareOf);
  if (!last || !first || tables.TITLES.includes(first.toLowerCase())) return name;
  return SET_SOLID.test(last) && SET_SOLID.test(first) ? last + first : `${first} ${last}`;
}

/**
 * The answer that a cell gives, by its id or by its words; for large print also by a tick. "" for none.
 * @param {string} name
 * @param {string} cell
 * @param {Names} answers
 */
export function choiceOf(name, cell, answers) {
  if (name === "large" && [...tables.TICKED, ...tables.LARGE].includes(cell.toLowerCase())) return "yes";
  if (name === "large" && tables.UNTICKED.includes(cell.toLowerCase())) return "no";
  const key = keyOf(cell);
  return Object.keys(answers).find((answer) => [answer, answers[answer]].some((said) => keyOf(said) === key)) ?? "";
}

/**
 * What makes two headings one: the letters, whatever their case, and what is between and unseen in them.
 * @param {string} words
 */
function keyOf(words) {
  return words.normalize("NFC").toLowerCase().replace(HIDDEN, "").replace(BETWEEN_WORDS, "");
}

/**
 * Text fit to be quoted in a sentence: on one line, not too long, and with codes for what nobody sees.
 * @param {string} text
 */
export function shown(text) {
  const codes = (/** @type {string} */ sign) => formatted(tables.CODE, { code: hex(code(sign), 4) });
  const letters = [...text.replace(UNSHOWN, " ").replace(/^ | $/g, "").replace(HIDDEN, codes)];
  const most = tables.LONGEST_QUOTE;
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most).join("")}…`;
}

/** @param {string} text */
function quoted(text) {
  return `"${shown(text)}"`;
}

/** The first of some words in a row, and how many there are more. @param {string[]} words */
export function listed(words) {
  const most = tables.MOST_EXPECTED;
  const names = words.slice(0, most).join(", ");
  return words.length <= most ? names : formatted(tables.AND_MORE, { names, more: words.length - most });
}

/**
 * What is said of one row, or of several; nothing of none.
 * @param {string[]} sentences
 * @param {number[]} rows
 */
export function saidOf(sentences, rows) {
  return rows.length ? [formatted(sentences[Number(rows.length > 1)], { rows: listed(rows.map(String)) })] : [];
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
