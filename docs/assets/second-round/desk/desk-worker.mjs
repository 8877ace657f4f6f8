// Owns the work of the handout desk, beside the page so that it never waits; refuses to fetch anything but a pack.
//
// It is asked to look at a roster, or to make handouts, and answers with what it found, how far it is, and the result.

import { fileName, readRoster, tell } from "./roster.mjs";
import { UnsupportedText } from "../pdf/fill.mjs";
import { noticeOf, openPack } from "../pdf/pack-file.mjs";
import { drawText } from "../pdf/picture.mjs";
import { zip } from "./zip.mjs";

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
    postMessage({ id: order.id, failed: error instanceof Error ? error.message : String(error) });
  }
});

/** @param {import("../pdf/fill.mjs").Pack} pack @param {Order} order */
function read(pack, { parts, roster }) {
  if (!roster) return { rows: [], problems: [] };
  return readRoster(roster, pack.fieldsOf(parts), pack.fieldsOf(parts, true));
}

/** @param {Order} order */
async function look(order) {
  const { rows, problems } = read(await openPack(order.pack), order);
  return { looked: { people: rows.length, problems: problems.map(tell) } };
}

/** @param {Order} order */
async function make(order) {
  const pack = await openPack(order.pack);
  await pack.unpack([...order.parts, "notes"]);
  const { rows, problems } = read(pack, order);
  /** @type {string[]} */
  const told = problems.map(tell);
  const name = order.pack.slice(order.pack.lastIndexOf("/pack-") + "/pack-".length);
  if (!order.roster) {
    const { pdf } = pack.fill({ parts: order.parts });
    return { made: { blob: new Blob([pdf], { type: "application/pdf" }), name: `${name}.pdf`, people: 0, told } };
  }
  /** @type {{name: string, data: Uint8Array}[]} one for each person, unless they are merged */
  const files = [];
  /** @type {{values: Record<string, string>, ticks: string[]}[]} */
  const people = [];
  // Names are as long as the command's, which counts the rows that are wrong too.
  const last = Math.max(rows.at(-1)?.number ?? 0, problems.reduce((latest, { row }) => Math.max(latest, row ?? 0), 0));
  for (const [at, { number, values, ticks }] of rows.entries()) {
    try {
      const { pdf, moved, cut } = pack.fill({ parts: order.parts, values, ticks, picture: drawText });
      if (!order.merged) files.push({ name: fileName(number, values.name ?? "", last), data: pdf });
      people.push({ values, ticks });
      told.push(...noticeOf(pack, moved, cut).map((words) => `Row ${number}: ${words}`));
    } catch (error) {
      if (!(error instanceof UnsupportedText)) throw error;
      told.push(`Row ${number}: ${error.message}`);
    }
    if (at % EVERY === 0) postMessage({ id: order.id, done: at + 1, all: rows.length });
  }
  if (!people.length) return { made: { blob: null, name: "", people: 0, told } };
  const made = order.merged
    ? { parts: [pack.merge({ people, parts: order.parts, picture: drawText }).pdf], type: "application/pdf", end: "all.pdf" }
    : { parts: zip(files, new Date(`${order.day}T00:00:00Z`)), type: "application/zip", end: "handouts.zip" };
  const blob = new Blob(made.parts, { type: made.type });
  return { made: { blob, name: `${name}-${made.end}`, people: people.length, told } };
}
