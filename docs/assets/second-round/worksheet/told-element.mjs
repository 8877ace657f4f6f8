// Owns who has heard which story: it joins the worksheets of people and stories; refuses to change either.

import { element } from "../page/markup.mjs";
import { PlanElement } from "../plan/plan-element.mjs";
import { plans } from "../plan/store.mjs";

/** @typedef {{id: string, words: string}} Named a row of a worksheet that has a name by now */

/** A grid of people and stories. */
export class SecondRoundTold extends PlanElement {
  what = "what you tick";

  start() {
    this.addEventListener("change", ({ target }) => this.#tick(target));
    for (const part of this.all("[data-bar], [data-grid]")) part.hidden = false;
    for (const part of this.all("[data-without]")) part.hidden = true;
    super.start();
  }

  refresh() {
    const people = this.#named("people", (row) => field(`people.${row}.name`) || field(`people.${row}.role`));
    const stories = this.#named("stories", (row) => field(`story-bank.${row}.title`));
    const [grid] = this.all("[data-grid]");
    if (!grid) return;
    // The box that has the focus must not be made anew under the keyboard.
    const focused = document.activeElement instanceof HTMLInputElement && grid.contains(document.activeElement);
    const name = focused ? document.activeElement.getAttribute("name") : null;
    grid.replaceChildren(...(people.length && stories.length ? [table(people, stories)] : [missing(people, stories)]));
    if (people.length) grid.append(gaps(people, stories));
    if (name) [...grid.querySelectorAll("input")].find((box) => box.name === name)?.focus();
  }

  /** @param {EventTarget | null} target */
  #tick(target) {
    if (!(target instanceof HTMLInputElement)) return;
    this.set([{ section: "told", name: target.name, value: target.checked ? "told" : "" }]);
  }

  /**
   * @param {"people" | "stories"} rows
   * @param {(row: string) => string} words
   * @returns {Named[]}
   */
  #named(rows, words) {
    const ids = (this.dataset[rows] ?? "").split(" ");
    return ids.map((id) => ({ id, words: words(id).trim() })).filter(({ words }) => words);
  }
}

/** @param {string} name */
function field(name) {
  return plans.current.value("fields", name) ?? "";
}

/** @param {Named} person @param {Named} story */
function isTold(person, story) {
  return plans.current.value("told", `${person.id}.${story.id}`) === "told";
}

/** @param {Named[]} people @param {Named[]} stories */
function table(people, stories) {
  const table = element("table", "second-round__grid");
  table.append(element("caption", "", "Tick who has heard which story"));
  const head = element("tr");
  head.append(heading("col", "Story"), ...people.map(({ words }) => heading("col", words)));
  const rows = stories.map((story) => {
    const row = element("tr");
    row.append(heading("row", story.words), ...people.map((person) => cell(person, story)));
    return row;
  });
  const [top, body] = [element("thead"), element("tbody")];
  top.append(head);
  body.append(...rows);
  table.append(top, body);
  const scroller = element("div", "second-round__scroll");
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "region");
  scroller.setAttribute("aria-label", "Who has heard which story");
  scroller.append(table);
  return scroller;
}

/** @param {Named} person @param {Named} story */
function cell(person, story) {
  const cell = element("td");
  const label = element("label");
  const box = element("input");
  box.type = "checkbox";
  box.name = `${person.id}.${story.id}`;
  box.checked = isTold(person, story);
  box.autocomplete = "off";
  label.append(box, element("span", "second-round__hidden", `${person.words} has heard ${story.words}`));
  cell.append(label);
  return cell;
}

/**
 * What is still to be done, person by person.
 * @param {Named[]} people
 * @param {Named[]} stories
 */
function gaps(people, stories) {
  const lines = people.flatMap((person) => {
    const unheard = stories.filter((story) => !isTold(person, story)).map(({ words }) => `“${words}”`);
    const question = field(`people.${person.id}.question`).trim();
    return [
      ...(unheard.length ? [`${person.words} has not heard ${either(unheard)}.`] : []),
      ...(question ? [] : [`No question yet for ${person.words}.`]),
    ];
  });
  const list = element("ul", "second-round__gaps");
  list.append(...lines.map((line) => element("li", "", line)));
  return lines.length ? list : element("p", "", "Everyone has heard every story, and you have a question for each.");
}

/** @param {string[]} words */
function either(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** @param {Named[]} people @param {Named[]} stories */
function missing(people, stories) {
  const wanted = [
    ...(people.length ? [] : ["a name or a role in “Everyone on the day”, above"]),
    ...(stories.length ? [] : ["your own name for a story, in the story bank"]),
  ];
  return element("p", "", `A grid comes here as soon as there is ${wanted.join(", and ")}.`);
}

/** @param {string} scope @param {string} words */
function heading(scope, words) {
  const heading = element("th", "", words);
  heading.setAttribute("scope", scope);
  return heading;
}
