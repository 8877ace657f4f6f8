// Owns which questions of a bank are shown; does not change or keep anything.

import { PageElement } from "../page/page-element.mjs";

/** A bank of questions to filter by who asks and by scenario. What the server rendered is complete without it. */
export class SecondRoundQuestions extends PageElement {
  start() {
    this.addEventListener("change", () => this.#show());
    for (const filter of this.all("[data-filter]")) filter.hidden = false;
    this.#show();
  }

  #show() {
    const by = this.#chosen("[data-filter] [data-by]");
    const scenario = this.#chosen("[data-filter] [data-scenario]");
    const sector = this.#chosen("[data-filter] [data-sector]");
    const questions = this.all("[data-question]");
    for (const question of questions) {
      const { by: roles, scenarios, sectors } = question.dataset;
      question.hidden = !(holds(roles, by) && holds(scenarios, scenario) && holds(sectors, sector));
    }
    for (const group of this.all("[data-group]")) {
      group.hidden = !group.querySelector("[data-question]:not([hidden])");
    }
    const shown = questions.filter((question) => !question.hidden).length;
    for (const count of this.all("[data-count]")) count.textContent = `${shown} of ${questions.length} questions`;
    for (const none of this.all("[data-none]")) none.hidden = shown > 0;
  }

  /** @param {string} selector */
  #chosen(selector) {
    const select = this.querySelector(selector);
    return select instanceof HTMLSelectElement ? select.value : "";
  }
}

/** @param {string | undefined} list words with a space between @param {string} word "" for any */
function holds(list, word) {
  return !word || (list ?? "").split(" ").includes(word);
}
