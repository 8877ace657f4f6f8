// Owns how a class's copies are made, each by itself or many in a PDF for the printer, and put in one file; it leaves
// fetching the pack, and showing how far it is, to others.
//
// The command does the same in macros/orders/copies.py; copies and volumes have the same names and bytes there.

import { fill, merge } from "../pdf/copy.mjs";
import { UnsupportedText } from "../pdf/errors.mjs";
import { noticeOf } from "../pdf/pack-file.mjs";
import { drawPictures } from "../pdf/picture.mjs";
import { fileName } from "./roster.mjs";
import { MOST_PAGES } from "./tables.mjs";
import { Zip, weighed } from "./zip.mjs";

/** @typedef {import("../pdf/copy.mjs").Copy} Copy */
/** @typedef {import("../pdf/copy.mjs").Person} Person */
/** @typedef {import("../pdf/pack.mjs").Pack} Pack */
/** @typedef {import("./roster.mjs").Roster} Roster */
/** @typedef {import("./roster.mjs").RosterRow} RosterRow */
/** @typedef {import("./zip.mjs").Weighed} Weighed */
/**
 * @typedef {object} Handout what is to be made
 * @property {string} stem how the names of its files begin
 * @property {string[]} parts
 * @property {Date} when what the files in a ZIP are dated
 */
/**
 * @typedef {object} Made the one file that there is to save, or none
 * @property {Blob | null} blob
 * @property {string} name
 * @property {number} people whose copies are in it
 * @property {number} volumes how many PDFs for the printer are in it, where they are several
 * @property {string[]} notices what to say of the rows that were made, and of those that were not
 */
/** @callback OnCopy is called after each row @param {number} done @returns {void} */

const PDF = "application/pdf";

/** @param {Pack} pack @param {Handout} handout @returns {Made} */
export function makeBlank(pack, { stem, parts }) {
  const blob = new Blob(fill(pack, { parts }).pdf, { type: PDF });
  return { blob, name: `${stem}.pdf`, people: 0, volumes: 0, notices: [] };
}

/**
 * A copy for each row that can be made, in one ZIP.
 * @param {Pack} pack
 * @param {Handout} handout
 * @param {Roster} roster
 * @param {OnCopy} onCopy
 * @returns {Promise<Made>}
 */
export async function makeCopies(pack, handout, roster, onCopy) {
  const zip = new Zip(handout.when);
  // Names are as long as the command's, which counts the rows that are wrong too.
  const wrong = roster.problems.reduce((latest, { row }) => Math.max(latest, row ?? 0), 0);
  const last = Math.max(roster.rows.at(-1)?.number ?? 0, wrong);
  /** @type {string[]} */
  const notices = [];
  let people = 0;
  for await (const { row, copy } of copiesOf(pack, handout, roster, notices, onCopy)) {
    zip.add(fileName(row.number, row.values.name ?? "", last), weighed(copy.pdf));
    people += 1;
  }
  const file = people ? { blob: zip.finish(), name: `${handout.stem}-handouts.zip` } : NOTHING;
  return { ...file, people, volumes: 0, notices };
}

/**
 * One PDF of all copies for the printer; or several in one ZIP, where one would have too many pages.
 *
 * Each is out of the hands of this script as soon as it is made.
 * @param {Pack} pack
 * @param {Handout} handout
 * @param {Roster} roster
 * @param {OnCopy} onCopy
 * @returns {Promise<Made>}
 */
export async function makeMerged(pack, handout, roster, onCopy) {
  const pages = pack.chosen(handout.parts).reduce((sum, part) => sum + part.pages, 0);
  const many = Math.max(1, Math.floor(MOST_PAGES / (pages + (pages % 2))));
  /** @type {Weighed[]} */
  const volumes = [];
  /** @type {Person[]} */
  let people = [];
  const close = () => {
    const { parts, ...rest } = weighed(merge(pack, { people, parts: handout.parts }).pdf);
    volumes.push({ parts: [new Blob(parts, { type: PDF })], ...rest });
    people = [];
  };
  /** @type {string[]} */
  const notices = [];
  let count = 0;
  for await (const { person } of copiesOf(pack, handout, roster, notices, onCopy)) {
    if (people.length === many) close();
    people.push(person);
    count += 1;
  }
  if (people.length) close();
  return { ...together(volumes, handout), people: count, volumes: volumes.length > 1 ? volumes.length : 0, notices };
}

const NOTHING = { blob: null, name: "" };

/**
 * The one file in which these volumes are.
 * @param {Weighed[]} volumes
 * @param {Handout} handout
 */
function together(volumes, { stem, when }) {
  if (!volumes.length) return NOTHING;
  if (volumes.length === 1) return { blob: /** @type {Blob} */ (volumes[0].parts[0]), name: `${stem}-all.pdf` };
  const zip = new Zip(when);
  const digits = String(volumes.length).length;
  for (const [at, volume] of volumes.entries()) {
    zip.add(`${stem}-all-${String(at + 1).padStart(digits, "0")}.pdf`, volume);
  }
  return { blob: zip.finish(), name: `${stem}-all.zip` };
}

/**
 * Each row's copy, and what it was made of. A row that cannot be made is a notice.
 * @param {Pack} pack
 * @param {Handout} handout
 * @param {Roster} roster
 * @param {string[]} notices
 * @param {OnCopy} onCopy
 * @returns {AsyncGenerator<{row: RosterRow, person: Person, copy: Copy}>}
 */
async function* copiesOf(pack, { parts }, { rows }, notices, onCopy) {
  for (const [at, row] of rows.entries()) {
    const { number, values, ticks } = row;
    try {
      const person = { values, ticks, picture: await drawPictures(pack, { parts, values }) };
      const copy = fill(pack, { ...person, parts });
      notices.push(...noticeOf(pack, copy.moved, copy.cut).map((words) => `Row ${number}: ${words}`));
      yield { row, person, copy };
    } catch (error) {
      if (!(error instanceof UnsupportedText)) throw error;
      notices.push(`Row ${number}: ${error.message}`);
    }
    onCopy(at + 1);
  }
}
