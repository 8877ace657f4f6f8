// Owns the way back from a change, for as long as an element says so; does not know what it changes.

import { button, count } from "../page/markup.mjs";
import { changeTo, plans } from "./store.mjs";

/** @typedef {import("./store.mjs").Change} Change */
/**
 * @typedef {HTMLElement & {set: (changes: Change[]) => void, say: (...content: (string | Node)[]) => void,
 *   all: (selector: string) => HTMLElement[]}} PlanPlace an element that shows the plan in use and says what is done to it
 */

/**
 * Change the plan, say so, and offer the way back.
 * @param {PlanPlace} place where it is said
 * @param {Change[]} changes
 * @param {string} words what was done
 * @returns {HTMLElement} the way back
 */
export function change(place, changes, words) {
  // By the time it is undone, another plan may be in use.
  const plan = plans.current;
  const before = changes.map(({ section, name }) => changeTo(section, name, plan.entry(section, name)));
  const origin = document.activeElement;
  place.set(changes);
  return sayUndo(place, words, origin, () => {
    const ticks = before.filter(({ section, value }) => section === "items" && value === "done");
    if (plan === plans.current) place.set(before);
    else plan.set(before);
    return ticks.length === before.length ? `${count(ticks.length, "tick")} put back.` : "Undone.";
  });
}

/**
 * Say what was done, and offer the way back from it.
 * @param {PlanPlace} place
 * @param {string} words
 * @param {Element | null} origin where the person stood before
 * @param {() => string} undo takes it back, and says so
 * @returns {HTMLElement} the way back
 */
export function sayUndo(place, words, origin, undo) {
  const way = button("Undo");
  way.dataset.action = "undo";
  way.addEventListener("click", () => {
    place.say(undo());
    // The button that was pressed is gone, and a keyboard must stand somewhere.
    const there = origin instanceof HTMLElement && origin.isConnected ? origin : place.all("[data-action]")[0];
    there?.focus();
  });
  place.say(words, way);
  return way;
}
