// Owns who has heard which story: it joins the worksheets of people and stories; does not change either.

import { element } from "../page/markup.mjs";
import { PlanElement } from "../plan/plan-element.mjs";
import { plans } from "../plan/store.mjs";

/** @typedef {{id: string, words: string}} Named a row of a worksheet that has a name by now */

/**
 * A grid of people and stories. Where a story in its worksheet has a place for it (data-heard), the same boxes stand there
 * too, for that story alone.
 */
export class SecondRoundTold extends PlanElement {
  what = "what you tick";
  /** What is shown, to make nothing anew under the keyboard. */
  #shown = "";

  start() {
    document.addEventListener("change", ({ target }) => this.#tick(target));
    for (const part of this.all("[data-bar], [data-grid]")) part.hidden = false;
    for (const part of this.all("[data-without]")) part.hidden = true;
    super.start();
  }

  refresh() {
    const people = this.#named("people", (row) => field(`people.${row}.name`) || field(`people.${row}.role`));
    const stories = this.#named("stories", (row) => field(`story-bank.${row}.title`));
    const [grid] = this.all("[data-grid]");
    const told = [...plans.current.section("told")].filter(([, { value }]) => value === "told").map(([name]) => name);
    const notes = stories.map(noteOf);
    const questions = people.map(({ id }) => Boolean(field(`people.${id}.question`).trim()));
    const shown = JSON.stringify([people, stories, told, notes, questions]);
    if (!grid || shown === this.#shown) return;
    this.#shown = shown;
    const isWhole = people.length && stories.length;
    refill(grid, [...(isWhole ? [table(people, stories)] : []), ...(people.length ? [gaps(people, stories)] : [])]);
    for (const part of this.all("[data-missing]")) part.hidden = Boolean(isWhole);
    for (const part of this.all("[data-missing-people]")) part.hidden = people.length > 0;
    for (const part of this.all("[data-missing-stories]")) part.hidden = stories.length > 0;
    for (const part of this.all("[data-missing-and]")) part.hidden = people.length + stories.length > 0;
    for (const place of heardPlaces()) {
      const story = { id: place.dataset.heard ?? "", words: field(`story-bank.${place.dataset.heard}.title`).trim() || "this story" };
      refill(place, people.map((person) => choice(person, story, person.words)));
    }
  }

  /** @param {EventTarget | null} target */
  #tick(target) {
    if (!(target instanceof HTMLInputElement) || !target.closest("[data-grid], [data-heard]")) return;
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

/** @returns {HTMLElement[]} */
function heardPlaces() {
  return [...document.querySelectorAll("[data-heard]")].filter((place) => place instanceof HTMLElement);
}

/**
 * Put something else in a place. The box that has the focus keeps it.
 * @param {HTMLElement} place
 * @param {HTMLElement[]} parts
 */
function refill(place, parts) {
  const focused = document.activeElement;
  const name = focused instanceof HTMLInputElement && place.contains(focused) ? focused.name : undefined;
  place.replaceChildren(...parts);
  if (name) [...place.querySelectorAll("input")].find((box) => box.name === name)?.focus();
}

/** What stands beside a story in words of one's own: whoever heard it and has no row. @param {Named} story */
function noteOf({ id }) {
  return field(`story-bank.same-${id}.told`).trim();
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
    const head = heading("row", story.words);
    const note = noteOf(story);
    if (note) head.append(element("span", "second-round__also", `Also told: ${note}`));
    row.append(head, ...people.map((person) => cell(person, story)));
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
  cell.append(choice(person, story));
  return cell;
}

/**
 * @param {Named} person
 * @param {Named} story
 * @param {string} [shown] what is to be read beside the box
 */
function choice(person, story, shown = "") {
  const label = element("label", "", shown);
  const box = element("input");
  box.type = "checkbox";
  box.name = `${person.id}.${story.id}`;
  box.checked = isTold(person, story);
  box.autocomplete = "off";
  label.prepend(box, " ");
  label.append(element("span", "second-round__hidden", shown ? ` has heard ${story.words}` : `${person.words} has heard ${story.words}`));
  return label;
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

/** @param {string} scope @param {string} words */
function heading(scope, words) {
  const heading = element("th", "", words);
  heading.setAttribute("scope", scope);
  return heading;
}
