// Owns the search while it is open: what is typed, what is shown, the keys; it leaves finding to its worker, and never
// puts what was typed into an address.
//
// A combobox as the ARIA Authoring Practices draw it: the focus stays in the field, and the keys move through a list of
// links that a pointer can open in a new window as well.

import { button, count } from "../page/markup.mjs";
import { missing } from "../page/missing.mjs";
import { groups } from "./results.mjs";

/** @typedef {import("./results.mjs").Found} Found */
/** @typedef {(address: string, marks: string[]) => void} KeepMarks keeps what a page is to mark until it is open */

const ROOT = new URL("../../../", import.meta.url).href;
const WORKER = new URL("search-worker.js", import.meta.url);
const PAUSE = 120; // ms without a key, after which what was typed is looked for
const PATIENCE = 400; // ms, after which there is a word for those who wait
const LEAST = 2; // letters
const SHOWN = 500; // ms, after which what has opened has been told to whoever reads it aloud

/** @type {WeakMap<Element, Search>} */
const started = new WeakMap();

/** Begin, where it has not begun, and say what there is to do. @param {HTMLDialogElement} dialog @param {KeepMarks} keepMarks */
export function startSearch(dialog, keepMarks) {
  const search = started.get(dialog) ?? new Search(dialog, keepMarks);
  started.set(dialog, search);
  setTimeout(() => search.advise(), SHOWN);
}

class Search {
  #dialog;
  #keepMarks;
  #input;
  #list;
  /** What there is to do before anything is typed, as the page has it. */
  #advice;
  /** @type {Worker | undefined} */
  #worker;
  /** What was asked last; an answer to anything before is late. */
  #ask = 0;
  /** @type {number | undefined} */
  #timer;
  /** @type {Found | undefined} what is shown */
  #found;
  /** Whether that answers what stands in the field now. */
  #isNow = false;
  /** Whether to go where the answer leads as soon as there is one. */
  #goes = false;

  /** @param {HTMLDialogElement} dialog @param {KeepMarks} keepMarks */
  constructor(dialog, keepMarks) {
    this.#dialog = dialog;
    this.#keepMarks = keepMarks;
    this.#input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
    this.#list = this.#part("found");
    this.#input.addEventListener("input", () => this.#hear());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#part("clear").addEventListener("click", () => this.#type(""));
    this.#part("hint").addEventListener("click", ({ target }) => {
      if (target instanceof HTMLButtonElement) this.#type(target.textContent ?? "");
    });
    this.#list.addEventListener("click", (event) => this.#choose(event));
    // The backdrop is the dialog itself; what is in it is not.
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    this.#advice = this.#part("said").textContent ?? "";
    this.#begin();
    if (this.#input.value) this.#hear();
  }

  /** Say what there is to do, where nothing is typed yet: Orca 43 says nothing of a field that has just opened. */
  advise() {
    if (this.#worker && !this.#input.value) this.#part("said").replaceChildren(this.#advice);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.#dialog.querySelector(`[data-search-${name}]`));
  }

  #begin() {
    this.#worker = new Worker(WORKER, { name: "second-round-search" });
    this.#worker.onmessage = ({ data }) => {
      if (data.failed) this.#fail();
      else if (data.often) this.#offer(data.often);
      else if (data.ask === this.#ask) this.#show(data.found);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail();
    };
  }

  /** Say that there is no search now, and offer to try again. */
  async #fail() {
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#empty();
    const why = await missing(undefined).catch((error) => error);
    if (why.isGone) {
      this.#say(why.message);
      return;
    }
    const again = button("Try again");
    again.addEventListener("click", () => {
      this.#say(this.#advice);
      this.#begin();
      this.#input.focus();
      this.#hear();
    });
    this.#say("The search did not load. If you are offline, go online first. The menu leads to every page. ", again);
  }

  /** @param {...(string | Node)} words */
  #say(...words) {
    const said = this.#part("said");
    // What stands there already would be read out once more.
    if (words.length > 1 || said.textContent !== words[0]) said.replaceChildren(...words);
  }

  /** @param {string[]} often */
  #offer(often) {
    this.#part("often").replaceChildren(...often.map(button));
  }

  /** @param {string} words */
  #type(words) {
    this.#input.value = words;
    this.#input.focus();
    this.#hear();
  }

  #hear() {
    const typed = this.#input.value;
    this.#goes = this.#isNow = false;
    this.#ask += 1;
    clearTimeout(this.#timer);
    this.#activate(undefined);
    this.#part("clear").hidden = !typed;
    if (!this.#worker) return; // which was said, with what there is to do
    if (typed.trim().length < LEAST) {
      this.#empty();
      this.#say(this.#advice);
      return;
    }
    this.#timer = setTimeout(() => {
      this.#worker?.postMessage({ ask: this.#ask, typed });
      this.#timer = setTimeout(() => this.#say("One moment …"), PATIENCE);
    }, PAUSE);
  }

  /** Show nothing found, and what there is to do. */
  #empty() {
    this.#found = undefined;
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#activate(undefined);
    this.#input.setAttribute("aria-expanded", "false");
    this.#part("hint").hidden = false;
  }

  /** @param {Found} found */
  #show(found) {
    clearTimeout(this.#timer);
    this.#empty();
    this.#isNow = true;
    if (!found.count) {
      this.#say("Nothing found. Check the spelling, or try fewer words or plainer ones. People often look for:");
      return;
    }
    this.#found = found;
    this.#part("hint").hidden = true;
    this.#list.replaceChildren(...groups(found, ROOT));
    this.#list.hidden = false;
    this.#list.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", "true");
    const pages = count(found.count, "page");
    this.#say(found.count > found.pages.length ? `${pages}. Here are the ${found.pages.length} that fit best.` : `${pages}.`);
    if (this.#goes) this.#best()?.click();
  }

  /** @returns {HTMLElement[]} */
  #options() {
    return [...this.#list.querySelectorAll('[role="option"]')].filter((option) => option instanceof HTMLElement);
  }

  /** @returns {HTMLElement | undefined} */
  #active() {
    return this.#options().find(({ id }) => id === this.#input.getAttribute("aria-activedescendant"));
  }

  #best() {
    return this.#options().find((option) => option.hasAttribute("data-best"));
  }

  /** @param {HTMLElement | undefined} option where the keys have got to; undefined for the field */
  #activate(option) {
    this.#active()?.removeAttribute("aria-selected");
    if (!option) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    const options = this.#options();
    const active = this.#active();
    const place = active ? options.indexOf(active) : -1;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => this.#activate(options[place + 1]), // after the last, and before the first, is the field
      ArrowUp: () => this.#activate(options.at(place < 0 ? -1 : place - 1 < 0 ? options.length : place - 1)),
      Enter: () => {
        if (active || this.#isNow) (active ?? this.#best())?.click();
        else this.#goes = true;
      },
    };
    // In the field these are for the text.
    if (active) Object.assign(keys, { Home: () => this.#activate(options[0]), End: () => this.#activate(options.at(-1)) });
    if (!keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  }

  /** @param {MouseEvent} event */
  async #choose(event) {
    const chosen = event.target instanceof Element ? event.target.closest("a") : null;
    // Whoever opens another window stays here.
    if (!chosen || !this.#found || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { origin, pathname, hash } = new URL(chosen.href);
    const isHere = hash && origin + pathname === location.origin + location.pathname;
    const { marks } = this.#found;
    if (!isHere) this.#keepMarks(origin + pathname, marks);
    this.#dialog.close();
    if (!isHere) return;
    event.preventDefault();
    event.stopPropagation(); // a theme that follows links in its own way would put a new copy of the page here
    location.hash = hash; // first, so that the focus that closing brought back doesn't scroll the page
    this.#dialog.addEventListener("close", () => standAt(hash), { once: true });
    (await import("./marks.mjs")).markFound(marks);
  }
}

/** Go on reading at what an address names, and not at the button that opened the search. @param {string} hash */
function standAt(hash) {
  const place = document.getElementById(decodeURIComponent(hash.slice(1)));
  place?.setAttribute("tabindex", "-1");
  place?.focus({ preventScroll: true });
}
