// Owns the work of the handout desk, beside the page so that it never waits; does not fetch anything but packs.
//
// It is asked to look at a roster, or to make handouts, and answers with what it found, how far it is, and the result.

import { fill } from "../pdf/copy.mjs";
import { messageOf } from "../pdf/errors.mjs";
import { branded } from "../pdf/imprint.mjs";
import { openPack } from "../pdf/pack-file.mjs";
import { makeBlank, makeCopies, makeMerged, paperOf } from "./handouts.mjs";
import { asLine, readRoster } from "./roster.mjs";

/** @typedef {import("../pdf/pack.mjs").Pack} Pack */
/** @typedef {import("./handouts.mjs").Group} Group */
/** @typedef {import("./roster.mjs").Roster} Roster */
/**
 * @typedef {object} Order
 * @property {"look" | "make" | "preview"} wish
 * @property {number} id what the answers are marked with
 * @property {string} folder the address of the packs
 * @property {string} scenario as all that follows for whoever's row says nothing else
 * @property {string} paper
 * @property {boolean} large
 * @property {string[]} parts
 * @property {import("./roster.mjs").Choices} choices what a row may say of that
 * @property {import("./centre.mjs").Said | null} centre whose handouts they are, where they are not the site's own
 * @property {Uint8Array | null} roster CSV as it was pasted or chosen
 * @property {number} blanks how many copies without a name are made beside those of the roster
 * @property {boolean} merged whether to make one PDF of all
 * @property {boolean} bothSides
 * @property {string} made the edition and the day, which stand in the names of files
 * @property {string} day what the files in a ZIP are dated, such as "2026-11-23"
 */

const EVERY = 10; // Copies between two pieces of news.

addEventListener("message", async ({ data }) => {
  /** @type {Order} */
  const order = data;
  try {
    postMessage({ id: order.id, ...(await { look, make, preview }[order.wish](order)) });
  } catch (error) {
    postMessage({ id: order.id, [order.wish === "preview" ? "refused" : "failed"]: messageOf(error) });
  }
});

/**
 * The pack that an order is for, or a row of it.
 * @param {Order} order
 * @param {Record<string, string>} [choices]
 */
function nameOf(order, choices = {}) {
  const { scenario = order.scenario, paper = order.paper, large = order.large ? "yes" : "no" } = choices;
  return `${scenario}-${paper}${large === "yes" ? "-large" : ""}`;
}

/**
 * Read the roster, and put those together who get the same sheets; what they may fill in is what any of them has.
 * @param {Order} order
 * @returns {Promise<{roster: Roster, groups: Group[]}>}
 */
async function read(order) {
  /** @type {Map<string, Pack>} */
  const packs = new Map();
  const open = async (/** @type {string} */ name) => {
    if (!packs.has(name)) packs.set(name, await packOf(order, name));
  };
  await open(nameOf(order));
  /** @type {Roster} */
  let roster = { rows: [], problems: [], notices: [] };
  for (let known = 0; order.roster && known < packs.size; ) {
    known = packs.size;
    const of = (/** @type {boolean} */ ticks) => {
      return Object.assign({}, ...[...packs.values()].map((pack) => pack.fieldsOf(on(pack, order), ticks)));
    };
    roster = readRoster(order.roster, of(false), of(true), order.choices);
    for (const { choices } of roster.rows) await open(nameOf(order, choices));
  }
  const wrong = roster.problems.reduce((latest, { row }) => Math.max(latest, row ?? 0), roster.rows.at(-1)?.number ?? 0);
  const blanks = Array.from({ length: order.blanks }, (_, at) => {
    return { number: wrong + at + 1, values: {}, ticks: [], choices: {} };
  });
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const row of [...roster.rows, ...blanks]) {
    const stem = nameOf(order, row.choices);
    const pack = /** @type {Pack} */ (packs.get(stem));
    const group = groups.get(stem) ?? { pack, parts: on(pack, order), stem, rows: [] };
    group.rows.push(row);
    groups.set(stem, group);
  }
  return { roster, groups: [...groups.values()] };
}

/**
 * A pack, with what the order says of a centre linked into it.
 * @param {Order} order
 * @param {string} name
 */
async function packOf({ folder, centre, wish }, name) {
  const pack = await openPack(`${folder}pack-${name}`);
  return centre && wish !== "look" ? branded(pack, { ...pack.map.imprint, ...centre, links: [] }) : pack;
}

/** The first sheet that was chosen, to be looked at. @param {Order} order */
async function preview(order) {
  const pack = await packOf(order, nameOf(order));
  const [first] = pack.chosen(on(pack, order));
  await pack.unpack([first.id]);
  return { shown: new Blob(fill(pack, { parts: [first.id] }).pdf, { type: "application/pdf" }) };
}

/** The sheets of an order that a pack has. @param {Pack} pack @param {Order} order */
function on(pack, { parts }) {
  return parts.filter((part) => pack.parts.has(part));
}

/** What to say of a roster; a guess comes first, and is not lost among many problems. @param {Roster} roster */
function remarksOn({ problems, notices }) {
  return [...notices, ...problems].map(asLine);
}

/** @param {Order} order */
async function look(order) {
  const { roster, groups } = await read(order);
  const sheets = groups.map(({ pack, parts, rows }) => ({ ...paperOf(pack, parts, order.bothSides), copies: rows.length }));
  const isNamed = !order.roster || roster.rows.some(({ values }) => values.name);
  return { looked: { people: roster.rows.length, remarks: remarksOn(roster), isNamed, sheets } };
}

/** @param {Order} order */
async function make(order) {
  const { roster, groups } = await read(order);
  for (const { pack, parts } of groups) await pack.unpack(parts);
  const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const last = groups.reduce((most, { rows }) => Math.max(most, rows.at(-1)?.number ?? 0), 0);
  const wrong = roster.problems.reduce((latest, { row }) => Math.max(latest, row ?? 0), last);
  const { bothSides, made } = order;
  const handout = { bothSides, made, last: wrong, when: new Date(`${order.day}T00:00:00Z`) };
  if (!order.roster && all === 1) return { made: makeBlank(groups[0], handout) };
  const result = await (order.merged ? makeMerged : makeCopies)(groups, handout, (done) => {
    if (done % EVERY === 0) postMessage({ id: order.id, done, all });
  });
  return { made: { ...result, notices: [...remarksOn(roster), ...result.notices] } };
}
