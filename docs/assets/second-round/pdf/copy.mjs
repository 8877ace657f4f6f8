// Owns how parts of a pack become one person's PDF, or one of many people's; it leaves fetching the pack to pack-file.
//
// macros/paper/fill/ has the same modules with the same names in Python, and both write the same bytes:
// tests/unit/paper/test_twins.py holds them to the names, tests/browser/test_fill.py to the bytes. Change both.

import { attach } from "./attach.mjs";
import { Filled } from "./filled.mjs";
import { Frame } from "./frame.mjs";
import { linkChunks, updated, written } from "./link.mjs";
import { siblings } from "./syntax.mjs";
import { IN_A_ROW, NOBODY, TOGETHER } from "./tables.mjs";

/** @typedef {import("./attach.mjs").Attached} Attached */
/** @typedef {import("./filled.mjs").Picture} Picture */
/** @typedef {import("./filled.mjs").Shown} Shown */
/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./pack.mjs").Pack} Pack */
/**
 * @typedef {object} Copy a personal PDF, and what a careful person would say about it
 * @property {Uint8Array[]} pdf its bytes, in pieces as a Blob takes them
 * @property {string[]} moved fields whose text did not fit, and stands whole on the notes page at the back
 * @property {string[]} cut fields whose text does not show whole anywhere on paper; the field keeps all of it
 */
/**
 * @typedef {object} Person what one person's copy says
 * @property {Record<string, string>} [values] text by field name
 * @property {Iterable<string>} [ticks] boxes to tick
 * @property {Picture} [picture] what `drawPictures` made of the values, where they need it
 */

/**
 * One copy of the chosen parts, in the pack's order; all of them where none are named.
 *
 * For printing on `bothSides`, each part begins on the front of a leaf, and the backs of wide pages are turned round.
 * What is for a part that was not chosen is left out; files that are `attached` come along.
 * @param {Pack} pack
 * @param {Person & {parts?: Iterable<string>, bothSides?: boolean, attached?: Attached[]}} [wanted]
 * @returns {Copy}
 * @throws {UnsupportedText} with every field that holds a character which nothing at hand can show
 * @throws {NotText} with every field that is given something else than text
 * @throws {RangeError} for a part that is not there, or where none is chosen
 */
export function fill(pack, { parts, values = {}, ticks = [], picture, bothSides = false, attached = [] } = {}) {
  const filled = new Filled(pack, pack.chosen(parts), values, ticks, picture, free(pack));
  if (bothSides) filled.beginOnLeaves(false, pack.map.size);
  return { pdf: one(pack, filled, filled.chunks, attached), moved: filled.moved, cut: filled.cut };
}

/**
 * One PDF with a copy for each person, one after the other.
 *
 * For printing on `bothSides`, each part of each copy begins on the front of a leaf, as `fill` has it.
 * The fields of copy 7 hang below `copy-7`, as in `copy-7.name`. Throws as `fill` does, and where there is nobody.
 * @param {Pack} pack
 * @param {{people: Iterable<Person>, parts?: Iterable<string>, bothSides?: boolean}} wanted
 * @returns {Copy}
 */
export function merge(pack, { people, parts, bothSides = true }) {
  const chosen = pack.chosen(parts);
  const { ids } = pack.map;
  const used = new Set(["base"]);
  /** @type {Objects} */
  const objects = new Map();
  /** @type {string[]} */
  const moved = [];
  /** @type {string[]} */
  const cut = [];
  /** @type {Map<number, string>} */
  const entries = new Map();
  /** @type {Frame | undefined} */
  let frame;
  let following = pack.map.size;
  /** @type {Shown} */
  const shown = new Map();
  /** @type {number[][]} */
  let waiting = [];
  /** @type {number[][]} */
  const together = [];
  let count = 0;
  for (const { values = {}, ticks = [], picture } of people) {
    count += 1;
    const filled = new Filled(pack, chosen, values, ticks, picture, following, shown);
    if (bothSides) filled.beginOnLeaves(true, filled.next);
    frame ??= new Frame(pack, filled.title);
    following = filled.standAlone(count, frame.keys);
    entries.set(following - 1, filled.entry(Object.hasOwn(values, "name") ? values.name : ""));
    frame.add(filled, [following - 1], `${count}. `);
    for (const [number, body] of filled.objects) objects.set(number, body);
    waiting.push(packable(filled.objects));
    if (waiting.reduce((sum, each) => sum + each.length, 0) >= TOGETHER) {
      together.push(inTurns(waiting));
      waiting = [];
    }
    for (const chunk of [...filled.chosen.map((part) => part.id), ...filled.chunks]) used.add(chunk);
    moved.push(...filled.moved.map((name) => `copy-${count}.${name}`));
    cut.push(...filled.cut.map((name) => `copy-${count}.${name}`));
  }
  if (!frame) throw new RangeError(NOBODY);
  for (const [number, beside] of siblings([...entries.keys()])) {
    objects.set(number, `<<${entries.get(number)}/Parent ${ids.outlines} 0 R${beside}>>`);
  }
  for (const [number, body] of frame.objects()) objects.set(number, body);
  const listed = new Set([...together, ...waiting].flat());
  const rest = [...objects].filter(([number]) => !listed.has(number));
  waiting.push(packable(new Map(rest)));
  together.push(inTurns(waiting));
  const chunks = [...pack.chunks.keys()].filter((each) => used.has(each) || pack.map.also.includes(each));
  return { pdf: written(pack, linkChunks(pack, chunks, false), objects, following, together).pieces, moved, cut };
}

/** The numbers of what can be packed, in their order: all but streams. @param {Objects} objects */
function packable(objects) {
  const numbers = [...objects].filter(([, body]) => !body.endsWith("endstream")).map(([number]) => number);
  return numbers.sort((one, other) => one - other);
}

/** Numbers of several copies in turns, so that what is alike in two of them is near. @param {number[][]} lists */
function inTurns(lists) {
  const longest = Math.max(...lists.map((each) => each.length));
  const turned = [];
  for (let start = 0; start < longest; start += IN_A_ROW) {
    for (const each of lists) turned.push(...each.slice(start, start + IN_A_ROW));
  }
  return turned;
}

/**
 * From where on numbers are free in one copy: those below are for blank sides, and for how it is packed.
 * @param {Pack} pack
 */
function free(pack) {
  return pack.map.size + pack.parts.size + 2;
}

/**
 * The file that a class shares, with what this copy says added to it.
 * @param {Pack} pack
 * @param {Filled} filled
 * @param {string[]} fonts
 * @param {Attached[]} attached
 */
function one(pack, filled, fonts, attached) {
  const also = pack.map.also.filter((each) => !fonts.includes(each));
  const chunks = ["base", ...filled.chosen.map((part) => part.id), ...also, ...fonts];
  const key = `blank ${chunks} ${[...filled.blanks.values()]}`;
  const file = pack.kept(key, () => blank(pack, filled, chunks));
  const [files, following] = attach(pack, attached, filled.next);
  return updated(pack, file, new Map([...filled.objects, ...files]), following);
}

/**
 * The file of a copy's parts before anything is filled in.
 * @param {Pack} pack
 * @param {Filled} filled
 * @param {string[]} chunks
 */
function blank(pack, filled, chunks) {
  const outline = filled.outline(pack.map.ids.outlines);
  const frame = new Frame(pack, filled.title);
  frame.add(filled, [...outline.keys()], "");
  const objects = new Map([...frame.objects(), ...filled.heading, ...outline, ...filled.sides]);
  return written(pack, linkChunks(pack, chunks, true), objects, free(pack) - 2, [packable(objects)]);
}
