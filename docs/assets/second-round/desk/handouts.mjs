// Owns how a class's copies are made, each by itself or many in a PDF for the printer, and put in one file; it leaves
// fetching packs, and showing how far it is, to others.
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
/** @typedef {import("./roster.mjs").RosterRow} RosterRow */
/** @typedef {import("./zip.mjs").Weighed} Weighed */
/**
 * @typedef {object} Group the people who get the same sheets
 * @property {Pack} pack
 * @property {string[]} parts
 * @property {string} stem how the names of its files begin
 * @property {RosterRow[]} rows
 */
/**
 * @typedef {object} Handout what holds for all of them
 * @property {boolean} bothSides
 * @property {string} made the edition and the day, which stand in the names of files
 * @property {number} last the number of the last row, of those that are wrong too
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
const MOST_NAMED = 12; // So many rows are named one by one.
const SEVERAL = "class"; // How the name of a file begins that holds several kinds of handouts.

/** How many pages, blank ones too, and how many leaves of paper a copy of some sheets takes. */
export function paperOf(/** @type {Pack} */ pack, /** @type {string[]} */ parts, /** @type {boolean} */ bothSides) {
  const sides = pack.chosen(parts).map((part) => part.pages);
  const pages = sides.reduce((sum, each) => sum + each, 0);
  return { pages, leaves: bothSides ? sides.reduce((sum, each) => sum + Math.ceil(each / 2), 0) : pages };
}

/** @param {Group} group @param {Handout} handout @returns {Made} */
export function makeBlank({ pack, parts, stem }, { bothSides }) {
  const blob = new Blob(fill(pack, { parts, bothSides }).pdf, { type: PDF });
  return { blob, name: `${stem}.pdf`, people: 0, volumes: 0, notices: [] };
}

/**
 * A copy for each row that can be made, in one ZIP.
 * @param {Group[]} groups
 * @param {Handout} handout
 * @param {OnCopy} onCopy
 * @returns {Promise<Made>}
 */
export async function makeCopies(groups, handout, onCopy) {
  const zip = new Zip(handout.when);
  /** @type {string[]} */
  const notices = [];
  let people = 0;
  for await (const { row, copy } of copiesOf(groups, handout, notices, onCopy)) {
    zip.add(fileName(row.number, row.values.name ?? "", handout.last, handout.made), weighed(copy.pdf));
    people += 1;
  }
  const stem = groups.length === 1 ? groups[0].stem : SEVERAL;
  const file = people ? { blob: zip.finish(), name: `${stem}-handouts-${handout.made}.zip` } : NOTHING;
  return { ...file, people, volumes: 0, notices };
}

/**
 * One PDF of all copies for the printer; or several in one ZIP, where one would have too many pages, or sheets differ.
 *
 * Each is out of the hands of this script as soon as it is made.
 * @param {Group[]} groups
 * @param {Handout} handout
 * @param {OnCopy} onCopy
 * @returns {Promise<Made>}
 */
export async function makeMerged(groups, handout, onCopy) {
  const { bothSides, made, when } = handout;
  /** @type {{name: string, file: Weighed}[]} */
  const volumes = [];
  /** @type {string[]} */
  const notices = [];
  let [count, before] = [0, 0];
  for (const group of groups) {
    const { pack, parts, stem, rows } = group;
    const { pages, leaves } = paperOf(pack, parts, bothSides);
    const many = Math.max(1, Math.floor(MOST_PAGES / (bothSides ? 2 * leaves : pages)));
    /** @type {Weighed[]} */
    const files = [];
    /** @type {Person[]} */
    let people = [];
    const close = () => {
      const { parts: pieces, ...rest } = weighed(merge(pack, { people, parts, bothSides }).pdf);
      files.push({ parts: [new Blob(pieces, { type: PDF })], ...rest });
      people = [];
    };
    const done = before;
    for await (const { person } of copiesOf([group], handout, notices, (of) => onCopy(done + of))) {
      if (people.length === many) close();
      people.push(person);
      count += 1;
    }
    if (people.length) close();
    before += rows.length;
    const digits = String(files.length).length;
    for (const [at, file] of files.entries()) {
      const which = files.length > 1 ? `-${String(at + 1).padStart(digits, "0")}` : "";
      volumes.push({ name: `${stem}-all${which}-${made}.pdf`, file });
    }
  }
  const stem = groups.length === 1 ? groups[0].stem : SEVERAL;
  const file = together(volumes, `${stem}-all-${made}.zip`, when);
  return { ...file, people: count, volumes: volumes.length > 1 ? volumes.length : 0, notices };
}

const NOTHING = { blob: null, name: "" };

/**
 * The one file in which these volumes are.
 * @param {{name: string, file: Weighed}[]} volumes
 * @param {string} name of a ZIP
 * @param {Date} when
 */
function together(volumes, name, when) {
  if (!volumes.length) return NOTHING;
  if (volumes.length === 1) return { blob: /** @type {Blob} */ (volumes[0].file.parts[0]), name: volumes[0].name };
  const zip = new Zip(when);
  for (const volume of volumes) zip.add(volume.name, volume.file);
  return { blob: zip.finish(), name };
}

/**
 * Each row's copy, and what it was made of. A row that cannot be made is a notice.
 * @param {Group[]} groups
 * @param {Handout} handout
 * @param {string[]} notices
 * @param {OnCopy} onCopy
 * @returns {AsyncGenerator<{row: RosterRow, person: Person, copy: Copy}>}
 */
async function* copiesOf(groups, { bothSides }, notices, onCopy) {
  let done = 0;
  /** @type {number[]} */
  const drawn = [];
  for (const { pack, parts, rows } of groups) {
    for (const row of rows) {
      const { number, values, ticks } = row;
      const whose = `Row ${number}${values.name ? `, ${values.name}` : ""}: `.replaceAll("\n", " ");
      try {
        const person = { values, ticks, picture: await drawPictures(pack, { parts, values }) };
        const copy = fill(pack, { ...person, parts, bothSides });
        if (person.picture) drawn.push(number);
        notices.push(...noticeOf(pack, copy.moved, copy.cut).map((words) => `${whose}${words}`));
        yield { row, person, copy };
      } catch (error) {
        if (!(error instanceof UnsupportedText)) throw error;
        notices.push(`${whose}${error.message}`);
      }
      done += 1;
      onCopy(done);
    }
  }
  if (drawn.length) notices.push(drawnNotice(drawn));
}

/** What to say of rows in which letters were drawn. @param {number[]} rows */
function drawnNotice(rows) {
  const which = rows.length > MOST_NAMED ? `${rows.length} rows, the first of them ${rows[0]}` : `Row ${rows.join(", ")}`;
  return `${which}: letters that our fonts lack are drawn with those of this computer. Look at them before you print.`;
}
