// Owns asking for what belongs to the build that this page is of; does not take it from another build.

import { FOLDER, missing } from "./missing.mjs";

const SITE = FOLDER.replace(/assets\/[^/]+\/$/, "");
const FILES = `${FOLDER}files.json`;

/** @type {Promise<Record<string, string>> | undefined} the digests of files that keep their names, by their address */
let digests;

/**
 * Fetch a file whose name stays when the site is built anew; a browser or the network between may have that of another
 * build. Throws Missing.
 * @param {string} address
 */
export async function fetchOfBuild(address) {
  digests ??= fetch(FILES).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(FILES))));
  const known = await digests.catch((cause) => {
    digests = undefined; // Next time may be better.
    return missing(cause, FILES);
  });
  const integrity = known[address.slice(SITE.length)];
  /** @type {unknown} */
  let cause;
  for (const cache of /** @type {const} */ (["default", "reload"])) {
    try {
      const answer = await fetch(address, { integrity, cache });
      if (answer.ok) return answer;
    } catch (error) {
      cause = error;
    }
  }
  return missing(cause, address);
}
