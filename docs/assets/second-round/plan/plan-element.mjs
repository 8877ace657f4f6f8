// Owns how an element shows and changes the plan in use: its status line, and what is not kept; does not know what it
// shows.

import { button, element } from "../page/markup.mjs";
import { Missing, missing } from "../page/missing.mjs";
import { PageElement } from "../page/page-element.mjs";
import { plans } from "./store.mjs";

/** @typedef {import("./store.mjs").Problem} Problem */
/** @typedef {import("./store.mjs").Change} Change */

/** An element that shows the plan in use and changes it. It holds a status line, marked `data-say`. */
export class PlanElement extends PageElement {
  /** What a person fears to lose here. */
  what = "what you type";
  #problem = element("span", "second-round__problem");
  #news = element("span", "second-round__news");
  #filter = element("span", "second-round__news");
  /** @type {Problem | undefined} the problem that the status line says */
  #saidProblem;

  start() {
    plans.addEventListener("second-round-changed", (event) => this.#hear(event));
    this.#show();
    if (this.#isFirst) this.#tellProblem();
  }

  /** Show the plan as it is now. */
  refresh() {}

  /**
   * Change the plan; if that is not kept, here is where a person should read it.
   * @param {Change[]} changes
   */
  set(changes) {
    plans.current.set(changes);
    this.#tellProblem();
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

  #show() {
    this.refresh();
    // What was cleared here is told of until somebody says what is to become of it.
    if (plans.current.section("cleared").size) this.load(() => import("./cleared.mjs"), ({ showCleared }) => showCleared(this));
  }

  /** @param {Event} event */
  #hear(event) {
    const isElsewhere = event instanceof CustomEvent && event.detail.elsewhere;
    this.#show();
    if (!isElsewhere) this.say();
    if (!plans.current.problem || (isElsewhere && this.#isFirst)) this.#tellProblem();
  }

  #tellProblem() {
    const { problem } = plans.current;
    if (problem === this.#saidProblem) return;
    this.#saidProblem = problem;
    if (!problem) this.#say(this.#problem);
    else this.load(() => import("./problem-words.mjs"), ({ problemWords }) => {
      if (problem === this.#saidProblem) this.#say(this.#problem, problemWords(problem, this.what));
    });
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
