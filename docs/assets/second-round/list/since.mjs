// Owns what a list says of ticks that are older than its words: reworded since, or on an item that has left; refuses to
// take a tick away.

import { button, count, element } from "../page/markup.mjs";
import { plans } from "../plan/store.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */
/** @typedef {{words: Record<string, string>, retired: Record<string, {because: string, instead?: string}>}} Facts */

/** @type {Promise<Facts | undefined> | undefined} */
let facts;

/**
 * Show it at each item, and below the list; again after every change.
 * @param {Checklist} list
 */
export async function showSince(list) {
  facts ??= fetch(new URL("../../../data/editions.json", import.meta.url)).then((answer) => answer.json()).catch(() => {
    facts = undefined; // offline, say: another time
    return undefined;
  });
  const known = await facts;
  for (const { row, item, box } of list.lines()) {
    const before = plans.current.entry("items", item)?.digest;
    const shown = row.querySelector(".second-round__since");
    if (!row.hasAttribute("data-reworded")) {
      // The button that was pressed is gone with it, and a keyboard must stand somewhere.
      if (shown?.contains(document.activeElement)) box?.focus();
      shown?.remove();
    } else if (!shown) {
      row.append(reworded(list, row, item, known?.words[before ?? ""]));
    }
  }
  showPast(list, known);
}

/**
 * @param {Checklist} list
 * @param {HTMLElement} row
 * @param {string} item
 * @param {string | undefined} before its words when it was ticked
 */
function reworded(list, row, item, before) {
  const now = row.querySelector(".second-round__do")?.textContent ?? "";
  const part = element("details", "second-round__since");
  const summary = element("summary");
  summary.append("Reworded since, have a look", element("span", "second-round__hidden", `: ${now}`));
  const words = element("p");
  if (before) words.append(...changes(before, now));
  else words.textContent = "Its old words can be shown when you are online.";
  const holds = button("My tick still holds");
  holds.addEventListener("click", () => {
    list.change([{ section: "items", name: item, value: "done", digest: row.dataset.digest }], "Your tick holds. ");
  });
  part.append(summary, words, holds);
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

/**
 * How one wording became the other, word by word.
 * @param {string} before
 * @param {string} after
 * @returns {Node[]}
 */
function changes(before, after) {
  const [old, now] = [before.split(/\s+/), after.split(/\s+/)];
  // longest[i][j]: how many words the rest of the old from i and of the new from j share, in order.
  const longest = Array.from({ length: old.length + 1 }, () => new Array(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i][j] = old[i] === now[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  /** @type {{how: string, words: string[]}[]} */
  const runs = [];
  const take = (/** @type {string} */ how, /** @type {string} */ word) => {
    const last = runs.at(-1);
    if (last?.how === how) last.words.push(word);
    else runs.push({ how, words: [word] });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      take("", now[j] ?? "");
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || longest[i + 1][j] >= longest[i][j + 1])) {
      take("del", old[i] ?? "");
      i += 1;
    } else {
      take("ins", now[j] ?? "");
      j += 1;
    }
  }
  return runs.flatMap(({ how, words }) => {
    if (!how) return [document.createTextNode(`${words.join(" ")} `)];
    const part = document.createElement(how);
    part.append(element("span", "second-round__hidden", how === "del" ? "taken out: " : "put in: "), words.join(" "));
    return [part, document.createTextNode(" ")];
  });
}
