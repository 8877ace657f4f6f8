// Owns the work of the handout desk, beside the page so that it never waits; refuses to fetch anything but a pack.
//
// It is asked to look at a roster, or to make handouts, and answers with what it found, how far it is, and the result.

import { messageOf } from "../pdf/errors.mjs";
import { openPack } from "../pdf/pack-file.mjs";
import { makeBlank, makeCopies, makeMerged } from "./handouts.mjs";
import { asLine, readRoster } from "./roster.mjs";

/**
 * @typedef {object} Order
 * @property {"look" | "make"} wish
 * @property {number} id what the answers are marked with
 * @property {string} pack the address of the pack, without ".pdf"
 * @property {string[]} parts
 * @property {Uint8Array | null} roster CSV as it was pasted or chosen; null for one blank copy
 * @property {boolean} merged whether to make one PDF of all
 * @property {string} day what the files in a ZIP are dated, such as "2026-11-23"
 */

const EVERY = 10; // Copies between two pieces of news.

addEventListener("message", async ({ data }) => {
  /** @type {Order} */
  const order = data;
  try {
    postMessage({ id: order.id, ...(await (order.wish === "look" ? look(order) : make(order))) });
  } catch (error) {
    postMessage({ id: order.id, failed: messageOf(error) });
  }
});

/** @typedef {import("./roster.mjs").Roster} Roster */

/** @param {import("../pdf/pack.mjs").Pack} pack @param {Order} order @returns {Roster} */
function read(pack, { parts, roster }) {
  if (!roster) return { rows: [], problems: [], notices: [] };
  return readRoster(roster, pack.fieldsOf(parts), pack.fieldsOf(parts, true));
}

/** What to say of a roster; a guess comes first, and is not lost among many problems. @param {Roster} roster */
function remarksOn({ problems, notices }) {
  return [...notices, ...problems].map(asLine);
}

/** @param {Order} order */
async function look(order) {
  const roster = read(await openPack(order.pack), order);
  return { looked: { people: roster.rows.length, remarks: remarksOn(roster) } };
}

/** @param {Order} order */
async function make(order) {
  const pack = await openPack(order.pack);
  await pack.unpack(order.parts);
  const stem = order.pack.slice(order.pack.lastIndexOf("/pack-") + "/pack-".length);
  const handout = { stem, parts: order.parts, when: new Date(`${order.day}T00:00:00Z`) };
  if (!order.roster) return { made: makeBlank(pack, handout) };
  const roster = read(pack, order);
  const makeAll = order.merged ? makeMerged : makeCopies;
  const made = await makeAll(pack, handout, roster, (done) => {
    if (done % EVERY === 1) postMessage({ id: order.id, done, all: roster.rows.length });
  });
  return { made: { ...made, notices: [...remarksOn(roster), ...made.notices] } };
}
