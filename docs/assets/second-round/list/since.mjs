// Owns what a list says of ticks that are older than its words: reworded since, or on an item that has left; refuses to
// take a tick away.

import { button, count, element } from "../page/markup.mjs";
import { fetchOfBuild } from "../page/of-build.mjs";
import { plans } from "../plan/store.mjs";
import { change } from "../plan/undo.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */
/** @typedef {[how: "same" | "struck" | "added", words: string]} Run */
/** @typedef {Record<string, Record<string, Run[]>>} Changes how words became those of now, by the digests of both */
/**
 * What the page needs of /data/editions.json: words by their digest, and why items left. Data that was kept from before
 * a page was new may have no changes.
 * @typedef {{words: Record<string, string>, changes?: Changes, retired: Record<string, {because: string}>}} Facts
 */

const DATA = new URL("../../../data/editions.json", import.meta.url).href;

/** @type {Promise<Facts | undefined> | undefined} */
let facts;
/** Why they didn't come. */
let reason = "";

/**
 * Show it at each item, and below the list; again after every change.
 * @param {Checklist} list
 */
export async function showSince(list) {
  facts ??= fetchOfBuild(DATA).then((answer) => answer.json()).catch((error) => {
    facts = undefined; // offline, say: another time
    reason = error.isGone ? error.message : "Its old words can be shown when you are online.";
    return undefined;
  });
  const known = await facts;
  for (const { row, item, box } of list.lines()) {
    const shown = row.querySelector(".second-round__since");
    if (!row.hasAttribute("data-reworded")) {
      // The button that was pressed is gone with it, and a keyboard must stand somewhere.
      if (shown?.contains(document.activeElement)) box?.focus();
      shown?.remove();
    } else if (!shown) {
      row.append(reworded(list, row, item, known));
    }
  }
  showPast(list, known);
}

/**
 * @param {Checklist} list
 * @param {HTMLElement} row
 * @param {string} item
 * @param {Facts | undefined} known
 */
function reworded(list, row, item, known) {
  const ticked = plans.current.entry("items", item)?.digest ?? "";
  const before = known?.words[ticked];
  const now = row.querySelector(".second-round__do")?.textContent ?? "";
  const part = element("details", "second-round__since");
  // Data of this build has all words up to now: what it doesn't know came later.
  const isNewer = known !== undefined && before === undefined;
  const summary = element("summary");
  summary.textContent = isNewer ? "Ticked in newer words" : "Reworded since, have a look";
  summary.setAttribute("aria-label", `${summary.textContent}: ${now}`);
  const words = element("p");
  const runs = known?.changes?.[row.dataset.digest ?? ""]?.[ticked];
  if (runs) words.append(...runs.flatMap(shownRun));
  else if (before) words.append(...shownRun(["struck", before]), ...shownRun(["added", now]));
  else words.textContent = isNewer ? "You ticked it in a newer edition, in other words. Open the newest edition to see them." : reason;
  const holds = button("My tick still holds");
  holds.addEventListener("click", () => {
    change(list, [{ section: "items", name: item, value: "done", digest: row.dataset.digest }], "Your tick holds. ");
  });
  part.append(summary, words, ...(isNewer ? [] : [holds]));
  return part;
}

/**
 * @param {Checklist} list
 * @param {Facts | undefined} known
 */
function showPast(list, known) {
  list.querySelector(".second-round__past")?.remove();
  const past = list.retired().filter((item) => plans.current.value("items", item) === "done");
  if (!past.length || !known) return;
  const part = element("details", "second-round__past");
  const summary = element("summary", "", `${count(past.length, "tick")} on what is no longer on this list`);
  const items = element("ul");
  items.append(
    ...past.map((item) => {
      const line = element("li");
      const words = known.words[plans.current.entry("items", item)?.digest ?? ""] ?? item;
      line.append(words, " ", element("span", "second-round__because", known.retired[item]?.because ?? ""));
      return line;
    }),
  );
  part.append(summary, items);
  list.querySelector(".second-round__bar")?.before(part);
}

/** @param {Run} run @returns {Node[]} its words, and for those who hear the page what became of them */
function shownRun([how, words]) {
  if (how === "same") return [document.createTextNode(`${words} `)];
  const [tag, said] = how === "struck" ? ["del", "taken out: "] : ["ins", "put in: "];
  const part = document.createElement(tag);
  part.append(element("span", "second-round__hidden", said), words);
  return [part, document.createTextNode(" ")];
}
