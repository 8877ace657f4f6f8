// Owns what was cleared at one go, which stays in its plan until somebody puts it back or has it deleted; does not know
// what a box is for.
//
// In the section "cleared" stands one entry for each clearing, by what was cleared and when: "fields.story-bank.k3x9a".
// Its value is a JSON text, [["story-bank.story-1.title", "The words"], …]; for ticks each has its digest as well. Empty,
// it is put back or deleted.

import { button, count, element } from "../page/markup.mjs";
import { askTwice } from "../page/twice.mjs";
import { formatOf } from "./dates.mjs";
import { plans } from "./store.mjs";
import { sayUndo } from "./undo.mjs";

/** @typedef {import("./undo.mjs").PlanPlace} PlanPlace */
/** @typedef {import("./store.mjs").Change} Change */
/** @typedef {[name: string, value: string, digest?: string]} Part what stood under a name */

/**
 * Clear what stands under these names, and keep it.
 * @param {PlanPlace} place a checklist or a worksheet
 * @param {Change[]} changes what clears it
 * @param {string} words what to say where there is something to clear
 * @param {string} none and where there is nothing
 */
export function clear(place, changes, words, none) {
  if (!changes.length) {
    // Pressed twice, it still offers to undo the first time.
    if (!place.querySelector('[data-action="undo"]')) place.say(none);
    return;
  }
  const plan = plans.current;
  const [{ section }] = /** @type {[Change]} */ (changes);
  const parts = changes.map(({ name }) => partOf(name, plan.entry(section, name)));
  const name = `${startOf(place)}${Date.now().toString(36)}`;
  const origin = document.activeElement;
  place.set([...changes, { section: "cleared", name, value: JSON.stringify(parts) }]);
  // Wherever the status line stands in the page: the way back is the next key, not a search.
  sayUndo(place, words, origin, () => putBack(place, name)).focus();
}

/**
 * Tell, at the top of a checklist or worksheet, what was cleared on it and is still kept.
 * @param {PlanPlace} place
 */
export function showCleared(place) {
  const start = startOf(place);
  const kept = [...plans.current.section("cleared")].filter(([name, { value }]) => name.startsWith(start) && partsIn(value).length);
  const shown = place.querySelector(".second-round__cleared");
  const [name, entry] = kept.sort(([, one], [, other]) => one.at - other.at).at(-1) ?? [];
  if (!name || !entry) {
    shown?.remove();
    return;
  }
  // Under a finger that is about to press, nothing moves.
  if (shown?.getAttribute("data-cleared") === `${name} ${entry.at}`) return;
  const line = element("p", "second-round__plan second-round__cleared");
  line.setAttribute("data-cleared", `${name} ${entry.at}`);
  const what = countIn(sectionOf(name), partsIn(entry.value).length);
  const back = button("Put back");
  back.addEventListener("click", () => {
    place.say(putBack(place, name));
    place.all("[data-action]:not([hidden])")[0]?.focus();
  });
  const remove = askTwice("Delete for good", "Yes, delete", () => {
    place.set([{ section: "cleared", name, value: "" }]);
    place.say(`${what} deleted.`);
    place.all("[data-action]:not([hidden])")[0]?.focus();
  });
  line.append(`Cleared on ${momentOf(entry.at)} and kept: ${what}. `, back, " ", remove);
  if (shown) shown.replaceWith(line);
  else (place.querySelector(".second-round__list") ?? place).prepend(line);
}

/**
 * Put back what was cleared. What was written there since is kept in its place.
 * @param {PlanPlace} place
 * @param {string} name of the clearing
 * @returns {string} what to say
 */
function putBack(place, name) {
  const plan = plans.current;
  const section = sectionOf(name);
  const parts = partsIn(plan.value("cleared", name) ?? "");
  const since = section === "items" ? [] : parts.flatMap(([part, value]) => {
    const entry = plan.entry(section, part);
    return entry?.value && entry.value !== value ? [partOf(part, entry)] : [];
  });
  /** @type {Change[]} */
  const changes = parts.map(([part, value, digest]) => ({ section, name: part, value, digest }));
  place.set([...changes, { section: "cleared", name, value: since.length ? JSON.stringify(since) : "" }]);
  const instead = since.length ? ` What you wrote since in ${countIn(section, since.length)} is kept instead.` : "";
  return `${countIn(section, parts.length)} put back.${instead}`;
}

/** What a clearing took away: ticks of a checklist, or what stood in the boxes of a worksheet. @param {string} name */
function sectionOf(name) {
  return name.startsWith("items.") ? "items" : "fields";
}

/** @param {"items" | "fields"} section @param {number} number */
function countIn(section, number) {
  return section === "items" ? count(number, "tick") : count(number, "box", "boxes");
}

/** How the names of what is cleared here begin. @param {PlanPlace} place */
function startOf(place) {
  const worksheet = place.getAttribute("worksheet");
  return worksheet ? `fields.${worksheet}.` : `items.${place.getAttribute("scenario") ?? place.getAttribute("card") ?? ""}.`;
}

/** @param {string} name @param {import("./plan-text.mjs").Entry | undefined} entry @returns {Part} */
function partOf(name, entry) {
  return entry?.digest ? [name, entry.value, entry.digest] : [name, entry?.value ?? ""];
}

/**
 * The parts of a clearing, whoever wrote it.
 * @param {string} text
 * @returns {Part[]}
 */
function partsIn(text) {
  try {
    const parts = JSON.parse(text || "[]");
    const isText = (/** @type {unknown} */ each) => typeof each === "string";
    return Array.isArray(parts) ? parts.filter((part) => Array.isArray(part) && part.length > 1 && part.length < 4 && part.every(isText)) : [];
  } catch {
    return []; // Not ours.
  }
}

/** @param {number} at */
function momentOf(at) {
  return formatOf("en-GB", "", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(at);
}
