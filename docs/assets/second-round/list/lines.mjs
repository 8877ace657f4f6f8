// Owns what a list is to its tools, what the plan in use says of a line of it, and how to change that; does not show
// or keep anything.

import { plans } from "../plan/store.mjs";

/** @typedef {{row: HTMLElement, item: string, box: HTMLInputElement | null}} Line */
/** @typedef {import("../plan/plan-element.mjs").PlanElement} PlanElement */
/** @typedef {PlanElement & {lines: () => Line[], retired: () => string[]}} Checklist */
/** @typedef {"done" | "to-do" | "not-for-me" | "settled"} State */

/** @param {string} item */
export function stateOf(item) {
  return plans.current.value("items", item);
}

/**
 * The change that gives a line a state.
 * @param {Line} line
 * @param {State} value
 * @returns {import("../plan/store.mjs").Change}
 */
export function changeOf({ row, item }, value) {
  return { section: "items", name: item, value, digest: value === "done" ? row.dataset.digest : undefined };
}
