// Owns walking through a conversation step by step, and the way back; refuses to know what is said in it.

import { hearClicks } from "../page/clicks.mjs";
import { button } from "../page/markup.mjs";
import { PageElement } from "../page/page-element.mjs";

/** @typedef {{id: string, row: HTMLElement}} Step */

/** A conversation to walk through during a call. What the server rendered is complete without it. */
export class SecondRoundConversation extends PageElement {
  /** @type {string[]} the ids of the steps that were taken, the present one last */
  #walk = [];

  start() {
    hearClicks(this, (event) => this.#press(event));
    const begin = this.#part('[data-action="walk"]');
    if (begin) begin.hidden = false;
    // A phone that opened another app for the call may have dropped this page: the walk goes on where it was.
    this.#walk = this.#kept();
    if (this.#walk.length) this.#show();
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const { action, go } = button.dataset;
    if (action === "walk" || action === "restart") this.#walk = this.#steps().slice(0, 1).map(({ id }) => id);
    else if (action === "back") this.#walk.pop();
    else if (action === "close") this.#walk = [];
    else if (go) this.#walk.push(go);
    else return;
    this.#keep();
    this.#show();
    if (this.#walk.length) {
      // The words to say are what comes next, for the ear; for the eye, with all that one may answer below them.
      this.#part("[data-walk-words]")?.focus({ preventScroll: true });
      this.#part("[data-walk]")?.scrollIntoView({ block: "start" });
    } else {
      this.#part('[data-action="walk"]')?.focus();
    }
  }

  #show() {
    const panel = this.#part("[data-walk]");
    const step = this.#step(this.#walk.at(-1));
    const begin = this.#part('[data-action="walk"]');
    if (!panel || !begin) return;
    panel.hidden = !step;
    begin.hidden = Boolean(step);
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
    if (back) back.hidden = this.#walk.length < 2;
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
      if (this.#walk.length) localStorage.setItem(this.#key, JSON.stringify({ schema: 1, walk: this.#walk }));
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
