// Owns interviews that were removed, which stay in this browser until somebody brings them back or has them deleted;
// does not know which are in use.
//
// The text of one stands under "second-round:gone:<plan id>", where no list of plans, of this edition or an older one,
// looks for it. The key is as long as the plan's was, so that a full browser has room for it.

import { newId } from "./ids.mjs";
import { parse } from "./plan-text.mjs";
import { SITE } from "./site.mjs";

/** What the keys of removed plans begin with. */
export const GONE = "second-round:gone:";

/** @typedef {{id: string, text: string, kept: import("./plan-text.mjs").Kept}} Removed */

/** @type {Map<string, string>} removed on this page, where nothing can be kept */
const unkept = new Map();

/** Every removed plan of this site, in no order. @returns {Removed[]} */
export function removedPlans() {
  const texts = new Map(unkept);
  try {
    for (const [key, text] of Object.entries(localStorage)) if (key.startsWith(GONE)) texts.set(key.slice(GONE.length), text);
  } catch {
    // Then there are those of this page.
  }
  return [...texts].map(([id, text]) => ({ id, text, kept: parse(text) })).filter(({ kept }) => [undefined, SITE].includes(/** @type {any} */ (kept.plan.site)));
}

/**
 * Keep the text of a plan that is being removed, beside any that has its id already.
 * @param {string} id
 * @param {string} text
 * @param {boolean} isBlocked whether this browser keeps nothing at all
 * @returns {string | undefined} under which id it is kept; undefined where there is no room
 */
export function keepRemoved(id, text, isBlocked) {
  if (isBlocked) {
    unkept.set(id, text);
    return id;
  }
  const free = localStorage.getItem(GONE + id) === null ? id : newId();
  try {
    localStorage.setItem(GONE + free, text);
    return free;
  } catch {
    return undefined;
  }
}

/** Keep a removed plan no longer. @param {string} id */
export function deleteRemoved(id) {
  unkept.delete(id);
  try {
    localStorage.removeItem(GONE + id);
  } catch {
    // Then nothing was kept.
  }
}
