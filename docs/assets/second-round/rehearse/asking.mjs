// Owns what whoever asks sees: the questions in order, what to listen for, and marks; does not know the clock.

import { button, element } from "../page/markup.mjs";
import { LONGEST } from "../plan/limits.mjs";
import { plans } from "../plan/store.mjs";
import { change } from "../plan/undo.mjs";

/** @typedef {import("./deck.mjs").Topic} Topic */
/** @typedef {import("./answer.mjs").Stage} Stage */
/** @typedef {import("../plan/store.mjs").Change} Change */

/**
 * Show some questions to whoever asks them.
 * @param {Stage} place
 * @param {Topic[]} topics
 */
export function openAsking(place, topics) {
  const template = place.querySelector("template");
  place.one("[data-asks]").replaceChildren(...topics.map((topic, at) => entry(topic, at, template)));
  place.one("[data-panel=listen]").onclick = ({ target }) => press(place, topics, target);
}

/**
 * @param {Topic} topic
 * @param {number} at
 * @param {HTMLTemplateElement | null} template
 */
function entry({ what, ask, good, follows }, at, template) {
  const row = element("li");
  row.dataset.asked = what;
  const heading = element("h3", "", ask);
  row.append(heading, listOf("Listen for", good), listOf("Then ask one or two of these", follows));
  if (!template) return row;
  const marks = element("details", "second-round__fold");
  marks.append(element("summary", "", "Mark this answer"), template.content.cloneNode(true));
  for (const radio of marks.querySelectorAll("input")) {
    const mark = radio.closest("[data-mark]")?.getAttribute("data-mark") ?? "";
    radio.name = `mark-${at}-${mark}`;
    radio.id = `${radio.name}-${radio.value}`;
    radio.parentElement?.querySelector("label")?.setAttribute("for", radio.id);
  }
  const line = element("p", "second-round__entry");
  const [label, field] = [element("label", "", "One thing to change"), element("input")];
  field.id = label.htmlFor = `mark-${at}-change`;
  field.dataset.change = "";
  field.autocomplete = "off";
  field.maxLength = LONGEST.rehearsals;
  line.append(label, field);
  marks.append(line);
  row.append(marks);
  return row;
}

/** @param {string} title @param {string[]} lines */
function listOf(title, lines) {
  const part = element("div");
  const list = element("ul");
  list.append(...lines.map((line) => element("li", "", line)));
  part.append(element("p", "", `${title}:`), list);
  return part;
}

/** @param {Stage} place @param {Topic[]} topics @param {EventTarget | null} target */
function press(place, topics, target) {
  const action = target instanceof Element ? target.closest("[data-action]")?.getAttribute("data-action") : undefined;
  // What is folded is not printed.
  if (action === "print") for (const fold of place.querySelectorAll("[data-asks] details")) fold.setAttribute("open", "");
  if (action === "keep-marks") keepMarks(place, topics);
  if (action === "copy-link") copyLink(place, topics);
}

/**
 * Write the marks into rows of the score sheet where nothing stands yet.
 * @param {Stage} place
 * @param {Topic[]} topics
 */
function keepMarks(place, topics) {
  const { sheet = "", rows = "" } = place.querySelector("template")?.dataset ?? {};
  const typed = [...plans.current.section("fields")].filter(([, { value }]) => value).map(([name]) => name);
  const free = rows.split(" ").filter((row) => !typed.some((name) => name.startsWith(`${sheet}.${row}.`)));
  const marked = topics.flatMap((topic) => {
    const row = place.querySelector(`[data-asked="${CSS.escape(topic.what)}"]`);
    const marks = row ? marksIn(row) : [];
    return marks.length ? [{ topic, marks }] : [];
  });
  if (!marked.length) return place.say("There is nothing to keep yet: open “Mark this answer” below a question.");
  /** @type {Change[]} */
  const changes = marked.slice(0, free.length).flatMap(({ topic, marks }, at) =>
    /** @type {[string, string][]} */ ([["asked", topic.ask], ...marks]).map(([column, value]) => {
      return { section: /** @type {const} */ ("fields"), name: `${sheet}.${free[at]}.${column}`, value };
    }),
  );
  if (marked.length > free.length) {
    const words = `The score sheet has room for ${free.length || "no"} more. Clear rows of it, or print this page.`;
    if (!free.length) return place.say(words);
    change(place, changes, `${words} The first were kept. `);
    return undefined;
  }
  change(place, changes, "The marks are on your score sheet. ");
  return undefined;
}

/** @param {Element} row @returns {[string, string][]} a column and what is written in it */
function marksIn(row) {
  const chosen = /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("input:checked")]);
  /** @type {[string, string][]} */
  const marks = chosen.map((radio) => [radio.closest("[data-mark]")?.getAttribute("data-mark") ?? "", radio.value]);
  const field = row.querySelector("[data-change]");
  const words = field instanceof HTMLInputElement ? field.value.trim() : "";
  return words ? [...marks, ["change", words]] : marks;
}

/** @param {Stage} place @param {Topic[]} topics */
async function copyLink(place, topics) {
  const link = new URL(location.pathname, location.href);
  link.hash = `ask=${topics.map(({ what }) => what).join(",")}`;
  try {
    await navigator.clipboard.writeText(link.href);
    place.say("The link is copied. It names these questions, and nothing of yours.");
  } catch {
    const field = element("input");
    field.readOnly = true;
    field.value = link.href;
    field.setAttribute("aria-label", "The link to these questions");
    const close = button("Close");
    close.addEventListener("click", () => place.say());
    place.say("Copy this link with your keyboard or the menu: ", field, close);
    field.select();
  }
}
