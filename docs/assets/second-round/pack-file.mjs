// Owns fetching a pack, once; refuses to make copies.

import { Pack } from "./fill.mjs";

/** @type {Map<string, Promise<Pack>>} */
const packs = new Map();

/**
 * Open a pack of this edition.
 * @param {string} address without ".pdf"; the map is the ".json" beside it
 */
export function openPack(address) {
  const opened = packs.get(address) ?? fetchPack(address);
  packs.set(address, opened);
  opened.catch(() => packs.delete(address)); // Next time may be better.
  return opened;
}

/** @param {string} address */
async function fetchPack(address) {
  const answers = await Promise.all([fetch(`${address}.pdf`), fetch(`${address}.json`)]).catch(() => []);
  if (!answers.length || answers.some((answer) => !answer.ok)) {
    throw new Error("The sheets could not be fetched. Are you online? Then reload this page and try again.");
  }
  const [pdf, map] = await Promise.all([answers[0].arrayBuffer(), answers[1].json()]);
  return Pack.open(new Uint8Array(pdf), map);
}
