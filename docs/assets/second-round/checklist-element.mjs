// Owns how a checklist on a page shows and changes the plan; refuses to store anything, and to make any markup but
// what it says in the status line.

import { PageElement } from "./page-element.mjs";
import { openPlan } from "./plan-store.mjs";

/** @typedef {import("./plan-store.mjs").Problem} Problem */
/** @typedef {{row: HTMLElement, item: string, box: HTMLInputElement | null}} Line */

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
  #plan = openPlan();
  #isStarted = false;
  #problem = makePart("second-round__problem");
  #news = makePart("second-round__news");
  /** @type {Problem | undefined} the problem that the status line tells */
  #told;
  /** @type {string[]} the items that Undo ticks again */
  #cleared = [];

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.addEventListener("change", (event) => this.#tick(event), { signal });
    this.addEventListener("click", (event) => this.#press(event), { signal });
    this.#plan.addEventListener("second-round-changed", (event) => this.#hear(event), { signal });
  }

  start() {
    if (!this.#isStarted) {
      this.#isStarted = true;
      const lines = this.#lines();
      for (const { item, box } of lines) {
        if (!box) reportError(new Error(`<${this.localName}>: the item "${item}" has no checkbox`));
      }
      // Ticked before this script came: kept, unless the plan knows better.
      const early = lines.filter(({ item, box }) => box?.checked && this.#plan.state(item) === undefined);
      if (early.length) this.#plan.mark(early.map(({ item }) => item), "done");
      for (const button of this.all("[data-action]")) button.hidden = false;
      // Of a problem and news, only what is new is to be read out.
      this.#statusLine?.setAttribute("aria-atomic", "false");
    }
    this.#show();
    if (this.#isFirst) this.#tellProblem();
  }

  /** @param {Event} event */
  #tick({ target }) {
    const line = this.#lines().find(({ box }) => box !== null && box === target);
    if (line) this.#mark([line.item], line.box?.checked ? "done" : "to-do");
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest("[data-action]") : null;
    const action = button?.getAttribute("data-action");
    if (action === "print") print();
    if (action === "reset") this.#reset();
    if (action === "undo") this.#undo();
  }

  #reset() {
    const done = this.#lines().map(({ item }) => item).filter((item) => this.#isDone(item));
    if (done.length) {
      this.#mark(done, "to-do");
      this.#cleared = done;
      const undo = document.createElement("button");
      undo.type = "button";
      undo.className = "second-round__button";
      undo.dataset.action = "undo";
      undo.textContent = "Undo";
      this.#say(this.#news, `${countTicks(done)} cleared. `, undo);
      // Wherever the status line stands in the page: the way back is the next key, not a search.
      undo.focus();
    } else if (!this.#cleared.length) {
      // Pressed twice, Reset still offers to undo the first time.
      this.#say(this.#news, "Nothing is ticked here.");
    }
  }

  #undo() {
    const cleared = this.#cleared;
    this.#mark(cleared, "done");
    this.#say(this.#news, `${countTicks(cleared)} put back.`);
    // The button that was pressed is gone, and a keyboard must stand somewhere.
    this.all('[data-action="reset"]')[0]?.focus();
  }

  /**
   * The person changes something here; if it is not kept, here is where they should read it.
   * @param {string[]} items
   * @param {import("./plan-store.mjs").State} state
   */
  #mark(items, state) {
    this.#plan.mark(items, state);
    this.#tellProblem();
  }

  /** @param {Event} event */
  #hear(event) {
    const isElsewhere = event instanceof CustomEvent && event.detail.elsewhere;
    this.#show();
    if (!isElsewhere) {
      this.#cleared = [];
      this.#say(this.#news);
    }
    if (!this.#plan.problem || (isElsewhere && this.#isFirst)) this.#tellProblem();
  }

  /** Show the plan as it is now. Nothing of this is read out: a person who ticks a box hears the box. */
  #show() {
    const lines = this.#lines();
    for (const { row, item, box } of lines) {
      const isDone = this.#isDone(item);
      row.classList.toggle("second-round__item--done", isDone);
      if (box) box.checked = isDone;
    }
    /** @type {HTMLElement | undefined} the first pause point that is not done */
    let next;
    for (const block of this.all("[data-block]")) {
      const { done, all } = this.#count(lines.filter(({ row }) => block.contains(row)));
      if (done < all) next ??= block;
      block.toggleAttribute("data-done", done === all);
      for (const count of this.all(`[data-count="${CSS.escape(block.dataset.block ?? "")}"]`)) {
        // "3 of 8" is enough for the eye.
        if (done === all) count.textContent = "done";
        else count.replaceChildren(`${done} of ${all}`, makePart("second-round__hidden", " done"));
        const link = count.closest("a");
        if (link) link.ariaCurrent = block === next ? "step" : null;
      }
    }
    const { done, all } = this.#count(lines);
    for (const progress of this.all("[data-progress]")) {
      progress.textContent = done === all ? `All ${all} done` : `${done} of ${all} done`;
      progress.hidden = false;
    }
  }

  #tellProblem() {
    const { problem } = this.#plan;
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

  /** @returns {Line[]} */
  #lines() {
    return this.all("[data-item]").map((row) => ({
      row,
      item: row.dataset.item ?? "",
      box: row.querySelector('input[type="checkbox"]'),
    }));
  }

  /** @param {Line[]} lines */
  #count(lines) {
    return { done: lines.filter(({ item }) => this.#isDone(item)).length, all: lines.length };
  }

  /** @param {string} item */
  #isDone(item) {
    return this.#plan.state(item) === "done";
  }
}

/** @param {string[]} items */
function countTicks(items) {
  return items.length === 1 ? "1 tick" : `${items.length} ticks`;
}

/** @param {string} className @param {string} text */
function makePart(className, text = "") {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text;
  return part;
}
