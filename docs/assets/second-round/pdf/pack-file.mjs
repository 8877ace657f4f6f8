// Owns fetching a pack, once, and what is said of a copy; it leaves making one to copy.

import { Pack } from "./pack.mjs";

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
  const [pdf, map] = await Promise.all([fetchFile(`${address}.pdf`), fetchFile(`${address}.json`)]).catch(() => {
    throw new Error("The sheets could not be fetched. Are you online? Then reload this page and try again.");
  });
  try {
    return new Pack(pdf, JSON.parse(new TextDecoder().decode(map)));
  } catch (cause) {
    // Two files of one name for ever: between them the site may have been replaced, or one was kept from before.
    throw new Error("The site has just changed. Reload this page, then try again.", { cause });
  }
}

/** @param {string} address */
async function fetchFile(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * What a careful person would say of a copy.
 * @param {Pack} pack
 * @param {string[]} moved
 * @param {string[]} cut
 */
export function noticeOf(pack, moved, cut) {
  const words = (/** @type {string[]} */ names) => names.map((name) => `“${pack.words[name]}”`).join(", ");
  if (cut.length) return [`${words(cut)} is longer than the paper. The PDF’s field keeps all of it.`];
  return moved.length ? [`${words(moved)} did not fit, and stands on a notes page at the back.`] : [];
}
