// Owns what a link asks of a list: cards, sheets, large print, a paper; does not take anything unasked, or without a
// way back, or know what a card is.

import { askedIn } from "../page/fragment.mjs";
import { button } from "../page/markup.mjs";
import { missing } from "../page/missing.mjs";
import { plans } from "../plan/store.mjs";
import { change } from "../plan/undo.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */
/** @typedef {import("../plan/store.mjs").Change} Change */
/** @typedef {{section: "cards" | "worksheets", name: string, title: string}} AskedSheet a card or sheet of the list */

/**
 * A link carries what was chosen behind the "#", where no server sees it, such as
 * "#cards=meal,travel&worksheets=people,conversation-callback&large=yes&paper=a4". What is not known here is left out.
 * @param {Checklist} checklist
 */
export function takeLink(checklist) {
  const asked = askedIn(location.hash);
  if (![...asked.values()].some(Boolean)) return;
  /** @type {AskedSheet[]} */
  const wanted = [];
  /** @type {AskedSheet[]} */
  const mine = [];
  for (const section of /** @type {const} */ (["cards", "worksheets"])) {
    const names = new Set((asked.get(section) ?? "").split(","));
    for (const choice of checklist.all(`[data-choose="${section}"]`)) {
      const name = choice.getAttribute("value") ?? "";
      const known = [name, ...(choice.dataset.formerly ?? "").split(" ").filter(Boolean)];
      const each = { section, name, title: choice.dataset.title ?? name };
      if (known.some((each) => names.has(each))) wanted.push(each);
      else if (isChosen(each)) mine.push(each);
    }
  }
  // So that a reload does not bring back what was taken off since.
  history.replaceState(history.state, "", location.pathname + location.search);
  const form = formAsked(checklist, asked);
  const more = wanted.filter((each) => !isChosen(each));
  if (!more.length && !form.length) return;
  const titles = [...wanted.map(({ title }) => title), ...(asked.get("large") === "yes" ? ["large print"] : [])];
  const words = `Chosen for you: ${titles.join(", ") || "the checklist"}. `;
  const add = [...more.map((each) => to(each, "chosen")), ...form];
  if (!mine.length && isFromHere()) {
    take(checklist, add, words);
    return;
  }
  const both = button(mine.length ? "Add to mine" : "Add to my list");
  both.addEventListener("click", () => take(checklist, add, words));
  const leave = button("Leave it");
  leave.addEventListener("click", () => {
    checklist.say("Nothing was changed.");
    checklist.all("[data-action]")[0]?.focus();
  });
  if (!mine.length) {
    checklist.say(`${words}Nothing is changed yet. `, both, " ", leave);
    return;
  }
  const instead = button("Replace mine");
  instead.addEventListener("click", () => take(checklist, [...mine.map((each) => to(each, "")), ...add], words));
  checklist.say(`${words}You had chosen: ${mine.map(({ title }) => title).join(", ")}. `, both, " ", instead, " ", leave);
}

/** Whether the link was on a page of this site: then the person has just chosen what it asks for. */
function isFromHere() {
  return document.referrer.startsWith(`${location.origin}/`);
}

/**
 * Set paper and size of one's own copy as the plan has them, if a link brought any.
 * @param {Checklist} checklist
 */
export function showForm(checklist) {
  const [large] = checklist.all("[data-large]");
  const [paper] = checklist.all("[data-paper]");
  if (large instanceof HTMLInputElement && plans.current.value("about", "large") === "yes") large.checked = true;
  const asked = plans.current.value("about", "paper");
  if (paper instanceof HTMLSelectElement && asked) paper.value = asked;
}

/** @param {AskedSheet} choice */
function isChosen({ section, name }) {
  return plans.current.value(section, name) === "chosen";
}

/** @param {AskedSheet} choice @param {string} value @returns {Change} */
function to({ section, name }, value) {
  return { section, name, value };
}

/**
 * What a link says of the form of a copy, where the plan does not say it yet.
 * @param {Checklist} checklist
 * @param {URLSearchParams} asked
 * @returns {Change[]}
 */
function formAsked(checklist, asked) {
  const papers = checklist.all("[data-paper] option").map((option) => option.getAttribute("value"));
  const known = Object.entries({ large: ["yes"], paper: papers });
  return known.flatMap(([name, answers]) => {
    const value = asked.get(name) ?? "";
    const isNew = answers.includes(value) && plans.current.value("about", name) !== value;
    return isNew ? [{ section: /** @type {const} */ ("about"), name, value }] : [];
  });
}

/**
 * Take what a link brings, say so, and offer it as a PDF at once.
 * @param {Checklist} checklist
 * @param {Change[]} changes
 * @param {string} words
 */
function take(checklist, changes, words) {
  const undo = change(checklist, changes, words);
  const dialog = checklist.querySelector("[data-tools]");
  if (!(dialog instanceof HTMLElement)) return;
  const pdf = button("Save these as a PDF");
  pdf.addEventListener("click", async () => {
    showForm(checklist);
    const part = import("../plan/my-copy.mjs");
    const { saveChecklist } = await part.catch(missing);
    checklist.say(await saveChecklist(dialog, checklist.getAttribute("scenario") ?? ""));
  });
  undo.before(pdf, " ");
}
