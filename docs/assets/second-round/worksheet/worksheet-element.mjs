// Owns how a worksheet on a page keeps what is typed; does not know what its fields are for.

import { element } from "../page/markup.mjs";
import { carryOver } from "../plan/formerly.mjs";
import { LONGEST, fullWords } from "../plan/limits.mjs";
import { PlanElement } from "../plan/plan-element.mjs";
import { aboutOf, plans } from "../plan/store.mjs";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** A worksheet that keeps what is typed. What the server rendered is complete without it. */
export class SecondRoundWorksheet extends PlanElement {
  /** Whether it tells how long what is written takes aloud, which it does from the first word on. */
  #isReckoned = false;

  start() {
    this.addEventListener("input", ({ target }) => this.#keep(target));
    this.addEventListener("click", (event) => this.#press(event));
    // What another tab wrote meanwhile: before the first key, and after the last.
    for (const moment of ["focusin", "focusout"]) this.addEventListener(moment, () => this.refresh(null));
    addEventListener("beforeprint", () => this.#writeOut());
    carryOver(plans.current, this);
    // Typed before this script came: kept, unless the plan knows better.
    const early = this.#fields().filter((field) => valueOf(field) && !plans.current.value("fields", field.name));
    if (early.length) plans.current.set(early.map((field) => changeOf(field, valueOf(field))));
    for (const part of this.all("[data-bar]")) part.hidden = false;
    for (const field of this.#fields()) field.maxLength = LONGEST.fields;
    super.start();
    if (!CSS.supports("field-sizing", "content")) this.load(() => import("../plan/growing.mjs"), ({ letGrow }) => letGrow(this));
  }

  /** @param {Element | null} typing the field that somebody may be typing in */
  refresh(typing = document.activeElement) {
    this.#takeBack();
    carryOver(plans.current, this);
    for (const field of this.#fields()) {
      // Under the fingers of the one who types, nothing moves; nobody types in a box.
      if (field.type === "checkbox" || field !== typing) show(field, plans.current.value("fields", field.name) ?? "");
    }
    if (!this.#isReckoned && this.hasAttribute("data-aloud") && this.#fields().some(valueOf)) {
      this.#isReckoned = true;
      this.load(() => import("./aloud.mjs"), ({ showAloud }) => showAloud(this));
    }
    const { employer, role, scenario } = aboutOf(plans.current);
    const own = this.all("[data-list]").find((list) => list.dataset.list === scenario);
    for (const lists of this.all("[data-lists]")) lists.hidden = own !== undefined;
    for (const mine of this.all("[data-own]")) {
      mine.hidden = !own;
      const link = mine.querySelector("a") ?? mine;
      if (own) link.setAttribute("href", own.getAttribute("href") ?? "");
    }
    const whose = [employer, role].filter(Boolean).join(", ");
    for (const words of this.all("[data-keeps]")) {
      words.textContent = `What you type is kept in this browser and nowhere else${whose && `, in your plan for ${whose}`}.`;
    }
  }

  /** @param {EventTarget | null} target */
  #keep(target) {
    const field = this.#fields().find((each) => each === target);
    if (!field) return;
    this.set([changeOf(field, valueOf(field))]);
    if (field.value.length >= field.maxLength) this.say(fullWords("fields"));
  }

  /** @param {Event} event */
  #press({ target }) {
    const action = target instanceof Element && target.closest("[data-action]")?.getAttribute("data-action");
    if (action === "print") print();
    if (action === "clear") this.#clear();
    if (action === "my-copy") {
      this.load(() => import("../plan/my-copy.mjs"), async ({ saveWorksheet }) => {
        this.say("Making your PDF …");
        this.say(await saveWorksheet(this));
      });
    }
  }

  /** On paper no box scrolls, nor goes on on the next sheet: there, what is typed stands as text in place of its box. */
  #writeOut() {
    this.#takeBack();
    for (const field of this.#fields()) {
      if (field.localName === "textarea" && field.value) field.after(element("div", "second-round__typed", field.value));
    }
  }

  #takeBack() {
    for (const typed of this.all(".second-round__typed")) typed.remove();
  }

  #clear() {
    this.load(() => import("../plan/cleared.mjs"), ({ clear }) => {
      const filled = this.#fields().filter(valueOf).map((field) => changeOf(field, ""));
      clear(this, filled, "This worksheet is cleared. ", "There is nothing to clear.");
    });
  }

  /** @returns {Field[]} */
  #fields() {
    const name = this.getAttribute("worksheet") ?? "";
    return /** @type {Field[]} */ (this.all(`[name^="${CSS.escape(name)}."]`));
  }
}

/** @param {Field} field */
function valueOf(field) {
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? "done" : "";
  return field.value;
}

/** @param {Field} field @param {string} value */
function show(field, value) {
  if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value === "done";
  else if (field.value !== value) field.value = value;
}

/**
 * @param {Field} field
 * @param {string} value
 * @returns {import("../plan/store.mjs").Change}
 */
function changeOf({ name }, value) {
  return { section: "fields", name, value };
}
