// Owns that the search opens at once, by its button or by Ctrl or Cmd with K, and that what was looked for is marked on
// the page that was chosen; does not bring the rest of the search before anybody opens it.

import { missing } from "../page/missing.mjs";

const MARKS = "second-round:search-marks";
const APPLE = /Mac|iP(hone|ad|od)/;

/** Open the search when asked to, from now on; and mark what led to this page. */
export function watchSearch() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-search-open], [data-search-close]") : null;
    if (button?.hasAttribute("data-search-open")) openSearch(button);
    else button?.closest("dialog")?.close();
  });
  addEventListener("keydown", (event) => {
    const { key, metaKey, ctrlKey, altKey, shiftKey } = event;
    // On Apple's keyboards Ctrl with K belongs to whoever is writing.
    const isOurs = APPLE.test(navigator.platform) ? metaKey && !ctrlKey : ctrlKey && !metaKey;
    if (key.toLowerCase() !== "k" || !isOurs || altKey || shiftKey || !document.querySelector("[data-search]")) return;
    event.preventDefault();
    openSearch(document.activeElement);
  });
  showMarks();
}

async function showMarks() {
  const marks = taken();
  if (marks) (await import("./marks.mjs")).markFound(marks);
}

/** @param {Element | null} origin where the person goes on when the search closes */
async function openSearch(origin) {
  const dialog = document.querySelector("[data-search]");
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (!dialog.open) {
    dialog.showModal(); // here and now: a phone brings up its keyboard for who touched the button, not for a later script
    // Not every browser puts the focus on a button that is pressed, and so brings it back there.
    dialog.addEventListener("close", () => origin instanceof HTMLElement && origin.focus(), { once: true });
  }
  const input = dialog.querySelector("input");
  input?.focus();
  input?.select();
  try {
    (await import("./search.mjs")).startSearch(dialog, keepMarks);
  } catch {
    const said = dialog.querySelector("[data-search-said]");
    missing(undefined).catch(({ message }) => said?.replaceChildren(`The search did not load. ${message}`));
  }
}

/** Keep what to mark until the next page has it. @param {string} address of that page @param {string[]} marks */
function keepMarks(address, marks) {
  try {
    sessionStorage.setItem(MARKS, JSON.stringify({ address, marks }));
  } catch {
    // Then nothing is marked.
  }
}

/** @returns {string[] | undefined} what to mark on this page, which is forgotten with that */
function taken() {
  try {
    const kept = sessionStorage.getItem(MARKS);
    sessionStorage.removeItem(MARKS);
    const { address, marks } = JSON.parse(kept ?? "{}");
    if (address === location.origin + location.pathname && Array.isArray(marks)) return marks.map(String);
  } catch {
    // Nothing is kept where nothing may be kept.
  }
}
