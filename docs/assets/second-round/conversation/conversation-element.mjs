// Owns walking through a conversation step by step, and the way back; does not know what is said in it.

import { hearClicks } from "../page/clicks.mjs";
import { button } from "../page/markup.mjs";
import { PageElement } from "../page/page-element.mjs";

/** @typedef {{id: string, row: HTMLElement}} Step */
/** @typedef {{step: number, from: number}} WalkEntry */

/**
 * A conversation to walk through during a call. What the server rendered is complete without it.
 *
 * Each step is an entry of the browser's history, so that a phone's Back takes one step back. An entry holds two numbers
 * and nothing of the call: which step of the walk it is, and from which step on the entries below it are ours.
 */
export class SecondRoundConversation extends PageElement {
  /** @type {string[]} the ids of the steps that were taken; those behind the present one, which Forward leads to, too */
  #walk = [];
  /** How many steps of it are taken; none where the script is shown whole. */
  #taken = 0;

  start() {
    hearClicks(this, (event) => this.#press(event));
    addEventListener("popstate", ({ state }) => {
      // What leads to a heading of this page is an entry too, and takes no step.
      if (!isPlace(state)) return;
      const step = Math.min(state.step, this.#walk.length);
      if (step < state.step) this.#replace(step, step);
      this.#go(step);
    });
    const begin = this.#part('[data-action="walk"]');
    if (begin) begin.hidden = false;
    // A phone that opened another app for the call may have dropped this page: the walk goes on where it was. Who pressed
    // Back before this script was there is a step before it.
    this.#walk = this.#kept();
    this.#taken = Math.min(this.#place?.step ?? Infinity, this.#walk.length);
    if (!this.#taken) return;
    if (this.#place?.step !== this.#taken) this.#replace(this.#taken, this.#taken);
    this.#show();
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const { action, go } = button.dataset;
    if (action === "walk") {
      const [first] = this.#steps();
      if (!first) return;
      this.#replace(0, 0);
      this.#walk = [];
      this.#take(first.id);
    } else if (action === "restart") this.#backTo(1);
    else if (action === "back") this.#backTo(this.#taken - 1);
    else if (action === "close") this.#backTo(0);
    else if (go) this.#take(go);
  }

  /** @param {string} id of the step that follows */
  #take(id) {
    this.#walk = [...this.#walk.slice(0, this.#taken), id];
    const from = this.#place?.from ?? 0;
    history.pushState({ step: this.#walk.length, from }, "");
    this.#go(this.#walk.length);
  }

  /** By the browser's history as far as it is ours; else in its present entry. @param {number} step */
  #backTo(step) {
    const from = this.#place?.from ?? this.#taken;
    if (step < this.#taken && step >= from) {
      history.go(step - this.#taken); // We hear of it there.
    } else {
      this.#replace(step, Math.min(step, from));
      this.#go(step);
    }
  }

  /** @param {number} step */
  #go(step) {
    this.#taken = step;
    this.#keep();
    this.#show();
    if (this.#taken) {
      // The words to say are what comes next, for the ear; for the eye, with all that one may answer below them.
      this.#part("[data-walk-words]")?.focus({ preventScroll: true });
      this.#part("[data-walk]")?.scrollIntoView({ block: "start" });
    } else {
      this.#part('[data-action="walk"]')?.focus();
    }
  }

  /** @returns {WalkEntry | undefined} what the present entry of the history says, where it is one of ours */
  get #place() {
    return isPlace(history.state) ? history.state : undefined;
  }

  /** @param {number} step @param {number} from */
  #replace(step, from) {
    history.replaceState({ step, from }, "");
  }

  #show() {
    const panel = this.#part("[data-walk]");
    const step = this.#step(this.#walk[this.#taken - 1]);
    const begin = this.#part('[data-action="walk"]');
    if (!panel || !begin) return;
    panel.hidden = !step;
    begin.hidden = Boolean(step);
    this.toggleAttribute("data-walking", Boolean(step));
    for (const { row } of this.#steps()) row.removeAttribute("aria-current");
    if (!step) return;
    const { row } = step;
    row.setAttribute("aria-current", "step");
    this.#write("[data-walk-number]", row.querySelector(".second-round__number"));
    this.#write("[data-walk-words]", row.querySelector("[data-words]"));
    this.#write("[data-walk-note]", row.querySelector("[data-note]"));
    const part = this.#part("[data-walk-part]");
    if (part) part.textContent = row.dataset.part ?? "";
    const links = [...row.querySelectorAll("a[data-go]")].filter((link) => link instanceof HTMLElement);
    this.#part("[data-walk-answers]")?.replaceChildren(...links.map(makeAnswer));
    const end = this.#part("[data-walk-end]");
    if (end) end.hidden = links.length > 0;
    const back = this.#part('[data-action="back"]');
    if (back) back.hidden = this.#taken < 2;
  }

  /** @param {string} selector @param {Element | null} source */
  #write(selector, source) {
    const part = this.#part(selector);
    if (!part) return;
    part.textContent = source?.textContent ?? "";
    part.hidden = !source;
  }

  get #key() {
    return `second-round:conversation:${this.getAttribute("conversation") ?? ""}`;
  }

  /** Return the walk that was kept, as far as its steps are still there and lead to one another. */
  #kept() {
    /** @type {string[]} */
    const walk = [];
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key) ?? "null");
      if (kept?.schema !== 1 || !Array.isArray(kept.walk)) return walk;
      const [first] = this.#steps();
      for (const id of kept.walk) {
        const before = this.#step(walk.at(-1));
        const leads = before
          ? [...before.row.querySelectorAll("a[data-go]")].some((link) => link.getAttribute("data-go") === id)
          : id === first?.id;
        if (!leads) break;
        walk.push(id);
      }
    } catch {
      // Storage is blocked, or what is in it is not ours: the walk begins anew.
    }
    return walk;
  }

  #keep() {
    try {
      const walk = this.#walk.slice(0, this.#taken);
      if (walk.length) localStorage.setItem(this.#key, JSON.stringify({ schema: 1, walk }));
      else localStorage.removeItem(this.#key);
    } catch {
      // The walk still works; it only starts anew on the next visit.
    }
  }

  /** @returns {Step[]} */
  #steps() {
    return [...this.querySelectorAll("[data-step]")]
      .filter((row) => row instanceof HTMLElement)
      .map((row) => ({ id: row.dataset.step ?? "", row }));
  }

  /** @param {string | undefined} id */
  #step(id) {
    return this.#steps().find((step) => step.id === id);
  }

  /** @param {string} selector @returns {HTMLElement | null} */
  #part(selector) {
    return this.querySelector(selector);
  }
}

/** @param {HTMLElement} link */
function makeAnswer(link) {
  const answer = button(link.querySelector("[data-hear]")?.textContent ?? "");
  answer.dataset.go = link.dataset.go;
  return answer;
}

/** @param {unknown} state of an entry of the history @returns {state is WalkEntry} */
function isPlace(state) {
  return typeof state === "object" && state !== null && "step" in state && "from" in state;
}
