// Owns fetching a pack, once, and what is said of a copy; it leaves making one to copy.

import { Missing } from "../page/missing.mjs";
import { fetchOfBuild } from "../page/of-build.mjs";
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
  const files = [fetchOfBuild(`${address}.pdf`), fetchOfBuild(`${address}.json`)];
  const [pdf, map] = await Promise.all(files).catch((error) => {
    if (error.isGone) throw error;
    throw new Error("The sheets could not be fetched. Are you online? Then reload this page and try again.", { cause: error });
  });
  try {
    return new Pack(new Uint8Array(await pdf.arrayBuffer()), await map.json());
  } catch (cause) {
    throw new Missing(undefined, cause);
  }
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
