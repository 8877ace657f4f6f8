// Owns how an element shows and changes the plan in use: its status line, the way back, and what is not kept; refuses
// to know what it shows.

import { button, count, element } from "../page/markup.mjs";
import { Missing, missing } from "../page/missing.mjs";
import { PageElement } from "../page/page-element.mjs";
import { plans, changeTo } from "./store.mjs";

/** @typedef {import("./store.mjs").Problem} Problem */
/** @typedef {import("./store.mjs").Change} Change */

/** @type {Record<Problem, (what: string) => string>} */
const PROBLEM_WORDS = {
  blocked: (what) =>
    `This browser does not keep ${what}: it lets this site store nothing. Print this page before you close it. `,
  full: (what) => `This browser does not keep ${what}: its storage is full. Print this page before you close it. `,
  newer: (what) =>
    `This browser does not keep ${what} here: a newer version of this site keeps your ticks and notes now. ` +
    "Open the newest edition, or print this page before you close it. ",
  damaged: () =>
    "Some or all of what was kept earlier could not be read. It is set aside in this browser, not erased. " +
    "What you do from now on is kept. ",
};

/** An element that shows the plan in use and changes it. It holds a status line, marked `data-say`. */
export class PlanElement extends PageElement {
  /** What a person fears to lose here. */
  what = "what you type";
  #problem = element("span", "second-round__problem");
  #news = element("span", "second-round__news");
  #filter = element("span", "second-round__news");
  /** @type {Problem | undefined} the problem that the status line says */
  #saidProblem;
  /** @type {Change[]} what Undo sets again */
  #before = [];
  /** The plan that Undo sets it in: by then, another may be in use. */
  #plan = plans.current;
  /** @type {Element | null} where the person stood before what Undo takes back */
  #origin = null;

  start() {
    this.addEventListener("click", (event) => this.#press(event));
    plans.addEventListener("second-round-changed", (event) => this.#hear(event));
    // Of a problem and news, only what is new is to be read out.
    this.#statusLine?.setAttribute("aria-atomic", "false");
    this.refresh();
    if (this.#isFirst) this.#tellProblem();
  }

  /** Show the plan as it is now. */
  refresh() {}

  /** Whether Undo has something to take back. */
  get canUndo() {
    return this.#before.length > 0;
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
   * Change the plan, say so, and offer the way back.
   * @param {Change[]} changes
   * @param {string} words what was done
   */
  change(changes, words) {
    const before = changes.map(({ section, name }) => changeTo(section, name, plans.current.entry(section, name)));
    const origin = document.activeElement;
    this.set(changes);
    this.#before = before;
    this.#plan = plans.current;
    this.#origin = origin;
    const undo = button("Undo");
    undo.dataset.action = "undo";
    this.say(words, undo);
    return undo;
  }

  /**
   * Say something in the status line, where a screen reader hears it; with nothing, take it away.
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

  /**
   * Load what only few need, when it is needed.
   * @template T
   * @param {() => Promise<T>} load
   * @param {(module: T) => unknown} use
   */
  load(load, use) {
    load().catch(missing).then(use).catch((error) => {
      if (!(error instanceof Missing)) throw error;
      const again = button("Reload");
      again.addEventListener("click", () => location.reload());
      this.say(`${error.message} `, ...(error.isGone ? [again] : []));
    });
  }

  /** @param {Event} event */
  #press({ target }) {
    if (!(target instanceof Element) || !target.closest('[data-action="undo"]')) return;
    const [before, origin] = [this.#before, this.#origin];
    const ticks = before.filter(({ section, value }) => section === "items" && value === "done");
    this.#plan.set(before);
    this.#tellProblem();
    this.say(ticks.length === before.length ? `${count(ticks.length, "tick")} put back.` : "Undone.");
    // The button that was pressed is gone, and a keyboard must stand somewhere.
    const place = origin instanceof HTMLElement && origin.isConnected ? origin : this.all("[data-action]")[0];
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
    if (problem === this.#saidProblem) return;
    this.#saidProblem = problem;
    this.#say(this.#problem, ...(problem ? [PROBLEM_WORDS[problem](this.what)] : []));
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

  /** Of several on a page, one tells what goes for all. */
  get #isFirst() {
    return document.querySelector(this.localName) === this;
  }
}
