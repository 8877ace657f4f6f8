// Owns what a copy on paper carries of its plan, as a file in the PDF: what stands on it, and no more; does not attach
// it.

import { merged, parse } from "./plan-text.mjs";

/** @typedef {import("./plan-text.mjs").Entry} Entry */
/** @typedef {import("./plan-text.mjs").Section} Section */
/** @typedef {import("./store.mjs").Plan} Plan */

/** What a back-up, and a plan that a copy carries, say that they are. */
export const KIND = "second-round-back-up";
/** The form that they have now. */
export const FORM = 1;
/** How the file is called in a copy. */
export const CARRIED = "second-round-plan.json";

/**
 * A back-up of that part of a plan which stands on paper.
 * @param {Plan} plan
 * @param {(section: Section, name: string) => boolean} isOn whether an entry stands on it
 * @param {Record<string, string>} sheet what stands in fields otherwise than in the plan
 * @param {Date} now
 */
export function carriedText(plan, isOn, sheet, now) {
  /** @type {[string, Entry][]} */
  const entries = [];
  for (const section of /** @type {const} */ (["about", "cards", "fields", "items", "notes", "told", "worksheets"])) {
    for (const [name, entry] of plan.section(section)) if (isOn(section, name)) entries.push([`${section}/${name}`, entry]);
  }
  const plans = Object.fromEntries([[plan.id, merged(parse(null), entries)]]);
  return JSON.stringify({ kind: KIND, schema: FORM, at: now.toISOString(), current: plan.id, plans, sheet });
}
