// Owns what the plan in use says of a line of a list, and how to tell it; refuses to show or to keep anything.

import { plans } from "../plan/store.mjs";

/** @typedef {{row: HTMLElement, item: string, box: HTMLInputElement | null}} Line */
/** @typedef {"done" | "to-do" | "not-for-me"} State */

/** @param {string} item */
export function stateOf(item) {
  return plans.current.value("items", item);
}

/**
 * What to tell the plan of a line.
 * @param {Line} line
 * @param {State} value
 * @returns {import("../plan/store.mjs").Change}
 */
export function changeOf({ row, item }, value) {
  return { section: "items", name: item, value, digest: value === "done" ? row.dataset.digest : undefined };
}
