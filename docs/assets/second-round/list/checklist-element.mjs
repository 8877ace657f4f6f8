// Owns how a checklist on a page shows and changes the plan; does not store anything, or make any markup but
// what it says in the status line and at an item.

import { changeOf, stateOf } from "./lines.mjs";
import { count, element } from "../page/markup.mjs";
import { PlanElement } from "../plan/plan-element.mjs";
import { plans } from "../plan/store.mjs";

/** @typedef {import("./lines.mjs").Line} Line */

/** @type {Record<string, string>} what an item that is set aside says */
const ASIDE = { "not-for-me": "not for me", settled: "already settled" };

/** A checklist that keeps its ticks. What the server rendered is complete without it. */
export class SecondRoundChecklist extends PlanElement {
  what = "your ticks";

  start() {
    this.addEventListener("change", (event) => this.#tick(event));
    this.addEventListener("click", (event) => this.#press(event));
    // That a line is opened does not bubble.
    this.addEventListener("toggle", (event) => this.#openLine(event), { capture: true });
    const lines = this.lines();
    for (const { item, box } of lines) {
      if (!box) reportError(new Error(`<${this.localName}>: the item "${item}" has no checkbox`));
    }
    // Ticked before this script came: kept, unless the plan knows better.
    const early = lines.filter(({ item, box }) => box?.checked && plans.current.value("items", item) === undefined);
    if (early.length) this.#keep(early.map((line) => changeOf(line, "done")));
    for (const button of this.all("[data-action]")) button.hidden = false;
    for (const word of this.all(".second-round__whyword")) word.textContent = "More";
    super.start();
    try {
      if (localStorage.getItem("second-round:unasked")) this.querySelector("[data-asks]")?.remove();
    } catch {
      // Then nobody can have passed them over.
    }
    if (this.hasAttribute("scenario")) this.#follow();
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
    if (this.querySelector("[data-formerly]")) {
      this.load(() => import("../plan/formerly.mjs"), ({ carryOver }) => carryOver(plans.current, this));
    }
    const lines = this.lines();
    for (const line of lines) showLine(line);
    /** @type {HTMLElement | undefined} the first pause point that is not done */
    let next;
    for (const block of this.all("[data-block]")) {
      const { done, all } = progressOf(lines.filter(({ row }) => block.contains(row)));
      block.toggleAttribute("data-done", done === all);
      for (const shown of this.all(`[data-count="${CSS.escape(block.dataset.block ?? "")}"]`)) {
        if (done < all) next ??= block;
        // "3 of 8" is enough for the eye.
        if (done === all) shown.textContent = "done";
        else shown.replaceChildren(`${done} of ${all}`, element("span", "second-round__hidden", " done"));
        const link = shown.closest("a");
        if (block === next) link?.setAttribute("aria-current", "step");
        else link?.removeAttribute("aria-current");
      }
    }
    const { done, all } = progressOf(lines);
    for (const progress of this.all("[data-progress]")) {
      progress.textContent = done === all ? `All ${all} done` : `${done} of ${all} done`;
      progress.hidden = false;
    }
    const hasPast = this.retired().some((item) => stateOf(item) === "done");
    if (hasPast || this.querySelector("[data-reworded], .second-round__since, .second-round__past")) {
      this.load(() => import("./since.mjs"), ({ showSince }) => showSince(this));
    }
  }

  /** @returns {string[]} items that were on this list in an earlier edition and have left */
  retired() {
    return (this.getAttribute("retired") ?? "").split(" ").filter(Boolean);
  }

  /** @param {Event} event */
  #tick({ target }) {
    const line = this.lines().find(({ box }) => box === target);
    if (line) this.#keep([changeOf(line, line.box?.checked ? "done" : "to-do")]);
  }

  /** A plan that nobody has named is the list that is ticked first. @param {import("../plan/store.mjs").Change[]} changes */
  #keep(changes) {
    const scenario = this.getAttribute("scenario");
    const isFirst = scenario && plans.current.value("about", "scenario") === undefined;
    this.set(isFirst ? [...changes, { section: "about", name: "scenario", value: scenario }] : changes);
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest("[data-action]") : null;
    const action = button?.getAttribute("data-action");
    if (action === "print") print();
    if (action === "reset") this.#reset();
    if (action === "tools" || action === "pass") this.load(() => import("./checklist-tools.mjs"), ({ use }) => use(this, action));
  }

  /** Of an item, or a question. @param {Event} event */
  #openLine({ target }) {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    const line = this.lines().find(({ row }) => row.contains(target));
    this.load(() => import("./item-panel.mjs"), ({ unfold }) => unfold(this, line, target));
  }

  /** Show what is not of the page but of the plan: its name, dates and cards, and what a link brings. */
  #follow() {
    const own = this.getAttribute("scenario");
    const isPlain = () =>
      !/=|%(25)*3d/i.test(location.hash) &&
      !["employer", "role", "day"].some((name) => plans.current.value("about", name)) &&
      (plans.current.value("about", "scenario") || own) === own &&
      !plans.current.chosen("cards").length &&
      !plans.current.chosen("worksheets").length;
    let isFollowed = false;
    const follow = () => {
      if (isPlain() && !isFollowed) return;
      isFollowed = true;
      this.load(() => import("./checklist-plan.mjs"), ({ followPlan }) => followPlan(this));
    };
    plans.addEventListener("second-round-changed", follow);
    addEventListener("hashchange", follow);
    follow();
  }

  #reset() {
    this.load(() => import("../plan/cleared.mjs"), ({ clear }) => {
      const done = this.lines().filter(({ item }) => stateOf(item) === "done");
      clear(this, done.map((line) => changeOf(line, "to-do")), `${count(done.length, "tick")} cleared. `, "Nothing is ticked here.");
    });
  }
}

/** @param {Line} line */
function showLine({ row, item, box }) {
  const state = stateOf(item);
  row.classList.toggle("second-round__item--done", state === "done");
  const aside = ASIDE[state ?? ""] ?? "";
  row.classList.toggle("second-round__item--not", aside !== "");
  if (box) box.checked = state === "done";
  const ticked = plans.current.entry("items", item)?.digest;
  row.toggleAttribute("data-reworded", state === "done" && Boolean(ticked) && ticked !== row.dataset.digest);
  showPart(row, "second-round__tag", row.querySelector("label"), aside);
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
  else if (text) parent?.append(element("span", className, text));
}

/** @param {Line[]} lines */
function progressOf(lines) {
  const states = lines.map(({ item }) => stateOf(item));
  const all = states.filter((state) => !ASIDE[state ?? ""]).length;
  return { done: states.filter((state) => state === "done").length, all };
}
