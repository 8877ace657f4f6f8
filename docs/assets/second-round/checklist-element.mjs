// Owns how a checklist on a page shows and changes the plan; refuses to store anything, and to make any markup but
// what it says in the status line and at an item.

import { PageElement } from "./page-element.mjs";
import { plans } from "./plan-store.mjs";

/** @typedef {import("./plan-store.mjs").Problem} Problem */
/** @typedef {import("./plan-store.mjs").Change} Change */
/** @typedef {{row: HTMLElement, item: string, box: HTMLInputElement | null}} Line */
/** @typedef {"done" | "to-do" | "not-for-me"} State */

/** @type {Record<Problem, string>} */
const PROBLEM_WORDS = {
  blocked:
    "This browser does not keep your ticks: it lets this site store nothing. " +
    "Print this page before you close it. ",
  full:
    "This browser does not keep your ticks: its storage is full. " +
    "Print this page before you close it. ",
  newer:
    "This browser does not keep what you tick here: a newer version of this site keeps your ticks now. " +
    "Open the newest edition, or print this page before you close it. ",
  damaged:
    "Some or all of your earlier ticks could not be read. They are set aside in this browser, not erased. " +
    "What you tick from now on is kept. ",
};

/** A checklist that keeps its ticks. What the server rendered is complete without it. */
export class SecondRoundChecklist extends PageElement {
  #isStarted = false;
  #problem = makePart("second-round__problem");
  #news = makePart("second-round__news");
  #filter = makePart("second-round__news");
  /** @type {Problem | undefined} the problem that the status line tells */
  #told;
  /** @type {Change[]} what Undo sets again */
  #before = [];
  /** @type {Element | null} where the person stood before what Undo takes back */
  #origin = null;

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.addEventListener("change", (event) => this.#tick(event), { signal });
    this.addEventListener("click", (event) => this.#press(event), { signal });
    // That a line is opened does not bubble.
    this.addEventListener("toggle", (event) => this.#openLine(event), { signal, capture: true });
    plans.addEventListener("second-round-changed", (event) => this.#hear(event), { signal });
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    if (!this.#isStarted) {
      this.#isStarted = true;
      const lines = this.lines();
      for (const { item, box } of lines) {
        if (!box) reportError(new Error(`<${this.localName}>: the item "${item}" has no checkbox`));
      }
      // Ticked before this script came: kept, unless the plan knows better.
      const early = lines.filter(({ item, box }) => box?.checked && plans.current.value("items", item) === undefined);
      if (early.length) plans.current.set(early.map((line) => changeOf(line, "done")));
      for (const button of this.all("[data-action]")) button.hidden = false;
      for (const word of this.all(".second-round__whyword")) word.textContent = "More";
      // Of a problem and news, only what is new is to be read out.
      this.#statusLine?.setAttribute("aria-atomic", "false");
    }
    this.refresh();
    if (this.#isFirst) this.#tellProblem();
    if (this.hasAttribute("scenario")) this.#follow(signal);
  }

  /**
   * Change the plan, say so, and offer the way back.
   * @param {Change[]} changes
   * @param {...(string | Node)} words what was done
   */
  change(changes, ...words) {
    const before = changes.map(({ section, name }) => {
      const { value, digest } = plans.current.word(section, name) ?? { value: section === "items" ? "to-do" : "" };
      return { section, name, value, digest };
    });
    const origin = document.activeElement;
    this.set(changes);
    this.#before = before;
    this.#origin = origin;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "second-round__button";
    undo.dataset.action = "undo";
    undo.textContent = "Undo";
    this.say(...words, undo);
    return undo;
  }

  /**
   * Change the plan; if that is not kept, here is where a person should read it.
   * @param {Change[]} changes
   */
  set(changes) {
    plans.current.set(changes);
    this.#tellProblem();
  }

  /**
   * Say something in the status line, where a screen reader hears it.
   * @param {...(string | Node)} content
   */
  say(...content) {
    this.#say(this.#news, ...content);
  }

  /**
   * Say that not everything is shown, for as long as that is so; with nothing, say no more.
   * @param {...(string | Node)} content
   */
  filtered(...content) {
    this.#say(this.#filter, ...content);
  }

  /** @returns {Line[]} every item that is here by now, in order */
  lines() {
    return this.all("[data-item]").map((row) => ({
      row,
      item: row.dataset.item ?? "",
      box: row.querySelector('input[type="checkbox"]'),
    }));
  }

  /** Show the plan as it is now. Nothing of this is read out: a person who ticks a box hears the box. */
  refresh() {
    const lines = this.lines();
    for (const line of lines) showLine(line);
    /** @type {HTMLElement | undefined} the first pause point that is not done */
    let next;
    for (const block of this.all("[data-block]")) {
      const { done, all } = count(lines.filter(({ row }) => block.contains(row)));
      block.toggleAttribute("data-done", done === all);
      for (const count of this.all(`[data-count="${CSS.escape(block.dataset.block ?? "")}"]`)) {
        if (done < all) next ??= block;
        // "3 of 8" is enough for the eye.
        if (done === all) count.textContent = "done";
        else count.replaceChildren(`${done} of ${all}`, makePart("second-round__hidden", " done"));
        const link = count.closest("a");
        if (link) link.ariaCurrent = block === next ? "step" : null;
      }
    }
    const { done, all } = count(lines);
    for (const progress of this.all("[data-progress]")) {
      progress.textContent = done === all ? `All ${all} done` : `${done} of ${all} done`;
      progress.hidden = false;
    }
  }

  /** @param {Event} event */
  #tick({ target }) {
    const line = this.lines().find(({ box }) => box !== null && box === target);
    if (line) this.set([changeOf(line, line.box?.checked ? "done" : "to-do")]);
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest("[data-action]") : null;
    const action = button?.getAttribute("data-action");
    if (action === "print") print();
    if (action === "reset") this.#reset();
    if (action === "undo") this.#undo();
    if (action === "tools") this.#load(() => import("./checklist-tools.mjs"), ({ openTools }) => openTools(this));
  }

  /** @param {Event} event */
  #openLine({ target }) {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    const line = this.lines().find(({ row }) => row.contains(target));
    if (line) this.#load(() => import("./item-panel.mjs"), ({ openPanel }) => openPanel(this, line, target));
  }

  /**
   * Show what is not of the page but of the plan: its name, dates and cards, and what a link brings.
   * @param {AbortSignal} signal
   */
  #follow(signal) {
    const isPlain = () =>
      !location.hash.includes("=") &&
      !["employer", "role", "day"].some((name) => plans.current.value("about", name)) &&
      ![...plans.current.section("cards").values()].some(({ value }) => value);
    let isFollowed = false;
    const follow = () => {
      if (isPlain() && !isFollowed) return;
      isFollowed = true;
      this.#load(() => import("./checklist-plan.mjs"), ({ followPlan }) => followPlan(this));
    };
    plans.addEventListener("second-round-changed", follow, { signal });
    addEventListener("hashchange", follow, { signal });
    follow();
  }

  /**
   * Load what only few need, when it is needed.
   * @template T
   * @param {() => Promise<T>} load
   * @param {(module: T) => void} use
   */
  #load(load, use) {
    load().then(use, () => this.say("This part did not load. Go online, then try again."));
  }

  #reset() {
    const done = this.lines().filter(({ item }) => stateOf(item) === "done");
    if (done.length) {
      // Wherever the status line stands in the page: the way back is the next key, not a search.
      this.change(done.map((line) => changeOf(line, "to-do")), `${countTicks(done)} cleared. `).focus();
    } else if (!this.#before.length) {
      // Pressed twice, Reset still offers to undo the first time.
      this.say("Nothing is ticked here.");
    }
  }

  #undo() {
    const [before, origin] = [this.#before, this.#origin];
    const ticks = before.filter(({ section, value }) => section === "items" && value === "done");
    this.set(before);
    this.say(ticks.length === before.length ? `${countTicks(ticks)} put back.` : "Undone.");
    // The button that was pressed is gone, and a keyboard must stand somewhere.
    const place = origin instanceof HTMLElement && origin.isConnected ? origin : this.all('[data-action="reset"]')[0];
    place?.focus();
  }

  /** @param {Event} event */
  #hear(event) {
    const isElsewhere = event instanceof CustomEvent && event.detail.elsewhere;
    this.refresh();
    if (!isElsewhere) {
      this.#before = [];
      this.say();
    }
    if (!plans.current.problem || (isElsewhere && this.#isFirst)) this.#tellProblem();
  }

  #tellProblem() {
    const { problem } = plans.current;
    if (problem === this.#told) return;
    this.#told = problem;
    this.#say(this.#problem, ...(problem ? [PROBLEM_WORDS[problem]] : []));
  }

  /**
   * Fill one part of the status line, or with nothing take it away.
   * @param {HTMLElement} part
   * @param {...(string | Node)} content
   */
  #say(part, ...content) {
    part.replaceChildren(...content);
    if (content.length) this.#statusLine?.append(part);
    else part.remove();
  }

  get #statusLine() {
    return this.querySelector("[data-say]");
  }

  /** Of several checklists on a page, one tells what goes for all. */
  get #isFirst() {
    return document.querySelector(this.localName) === this;
  }
}

/**
 * What to tell the plan of a line.
 * @param {Line} line
 * @param {State} value
 * @returns {Change}
 */
export function changeOf({ row, item }, value) {
  return { section: "items", name: item, value, digest: value === "done" ? row.dataset.digest : undefined };
}

/** @param {string} item */
export function stateOf(item) {
  return plans.current.value("items", item);
}

/** @param {Line} line */
function showLine({ row, item, box }) {
  const state = stateOf(item);
  row.classList.toggle("second-round__item--done", state === "done");
  row.classList.toggle("second-round__item--not", state === "not-for-me");
  if (box) box.checked = state === "done";
  showPart(row, "second-round__tag", row.querySelector("label"), state === "not-for-me" ? "not for me" : "");
  showPart(row, "second-round__mynote", row, plans.current.value("notes", item) ?? "");
}

/**
 * Show a text at an item, or take it away.
 * @param {HTMLElement} row
 * @param {string} className
 * @param {Element | null} parent
 * @param {string} text
 */
function showPart(row, className, parent, text) {
  const part = row.querySelector(`.${className}`);
  if (part && text) part.textContent = text;
  else if (part) part.remove();
  else if (text) parent?.append(makePart(className, text));
}

/** @param {Line[]} lines */
function count(lines) {
  const states = lines.map(({ item }) => stateOf(item));
  const all = states.filter((state) => state !== "not-for-me").length;
  return { done: states.filter((state) => state === "done").length, all };
}

/** @param {unknown[]} ticks */
function countTicks(ticks) {
  return ticks.length === 1 ? "1 tick" : `${ticks.length} ticks`;
}

/** @param {string} className @param {string} text */
export function makePart(className, text = "") {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text;
  return part;
}
