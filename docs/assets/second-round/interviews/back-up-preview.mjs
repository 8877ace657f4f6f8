// Owns how a back-up is shown before it is restored, or why it can't be; refuses to restore anything.

import { inWords } from "../plan/dates.mjs";
import { count, element } from "../page/markup.mjs";
import { linesOf, titleOf } from "./plan-tile.mjs";
import { plans } from "../plan/store.mjs";

/** @typedef {import("./back-up.mjs").Incoming} Incoming */
/** @typedef {import("./back-up.mjs").Validated} Validated */
/** @typedef {import("./agenda.mjs").Guidance} Guidance */

const MOST_LINES = 60;
const LONGEST = 80; // Characters of a text that are shown.

/** @type {Record<string, [string, string]>} what an entry of each section is, one and many */
const ENTRY_WORDS = {
  about: ["detail", "details"],
  cards: ["card", "cards"],
  fields: ["field", "fields"],
  items: ["item", "items"],
  notes: ["note", "notes"],
  told: ["story and person", "stories and people"],
  worksheets: ["worksheet", "worksheets"],
};

/** @type {Record<string, string>} */
const DETAIL_WORDS = {
  employer: "Employer",
  role: "Role",
  day: "Day",
  time: "Begins at",
  ends: "Ends at",
  zone: "Time zone",
  scenario: "Scenario",
  name: "Your name",
};

/**
 * @param {Validated} validated
 * @param {Guidance | undefined} guidance
 * @returns {Node[]}
 */
export function previewOf({ problems, at, incoming = [] }, guidance) {
  if (problems.length) {
    const list = element("ul", "second-round__plain");
    list.append(...linesOf(problems, MOST_LINES));
    return [element("p", "", "Nothing was changed, because of this file:"), list];
  }
  const when = at ? ` of ${inWords(at)}` : "";
  const changing = incoming.filter(({ changes }) => changes.length);
  if (!changing.length) return [element("p", "", `This back-up${when} holds nothing that is newer than what is here.`)];
  const lead = `This back-up${when} changes ${count(changing.length, "interview")}. Of two versions, the newer one stays.`;
  return [element("p", "", lead), ...changing.map((each) => fold(each, guidance))];
}

/** @param {Incoming} incoming @param {Guidance | undefined} guidance */
function fold({ id, copy, isNew, changes, older }, guidance) {
  const said = (/** @type {string} */ name) => copy.entries.get(`about/${name}`)?.value || plans.open(id).value("about", name);
  const title = titleOf({ employer: said("employer"), role: said("role"), day: said("day") });
  const counts = Object.entries(ENTRY_WORDS).flatMap(([section, [one, many]]) => {
    const number = changes.filter((change) => change.section === section).length;
    return number ? [count(number, one, many)] : [];
  });
  const list = element("ul", "second-round__plain");
  const lines = changes.filter(({ name }) => name !== "was").map((change) => words(change, guidance));
  list.append(...linesOf(lines, MOST_LINES));
  if (older) list.append(element("li", "", `${count(older, "entry", "entries")} of the file: older than what is here, so left out`));
  const fold = element("details", "second-round__fold");
  fold.append(element("summary", "", `${title}: ${isNew ? "added, with" : "changed in"} ${counts.join(", ")}`), list);
  return fold;
}

/** @param {Incoming["changes"][number]} change @param {Guidance | undefined} guidance */
function words({ section, name, before, after }, guidance) {
  const [one] = ENTRY_WORDS[section] ?? [section];
  const said = section === "about" && DETAIL_WORDS[name];
  const what = said || `${one.charAt(0).toUpperCase()}${one.slice(1)} ${nameOf(section, name, guidance)}`;
  const last = saidOf(section, after.value);
  return before?.value ? `${what}: ${saidOf(section, before.value)}, becomes ${last}` : `${what}: ${last}`;
}

/** @param {string} section @param {string} value */
function saidOf(section, value) {
  if (!value) return "empty";
  const isText = ["about", "fields", "notes"].includes(section);
  return isText ? `“${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}”` : value.replaceAll("-", " ");
}

/** What a person knows an entry as. @param {string} section @param {string} name @param {Guidance | undefined} guidance */
function nameOf(section, name, guidance) {
  const cards = new Map(Object.entries(guidance?.cards ?? {}));
  if (section === "cards") return `“${cards.get(name)?.title ?? name}”`;
  const isItem = section === "items" || section === "notes";
  return `“${(isItem && guidance?.items.get(name)?.do) || name}”`;
}
