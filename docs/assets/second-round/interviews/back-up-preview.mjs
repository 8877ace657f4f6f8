// Owns how a back-up is shown before it is restored, or why it can't be; does not restore anything.

import { inWords } from "../plan/dates.mjs";
import { count, element } from "../page/markup.mjs";
import { isChange, isOfUse, quote } from "./back-up.mjs";
import { linesOf } from "./plan-tile.mjs";
import { partsOfName } from "../plan/said.mjs";
import { plans } from "../plan/store.mjs";
import { titleOf } from "../plan/title.mjs";

/** @typedef {import("./back-up.mjs").Incoming} Incoming */
/** @typedef {import("./back-up.mjs").Validated} Validated */
/** @typedef {import("../plan/agenda.mjs").Guidance} Guidance */

const MOST_LINES = 60;
const SHOWN = 80; // Characters of a text that are shown.
const EARLY = "The clock was ahead where it was made.";

/** @type {Record<string, [string, string]>} what an entry of each section is, one and many */
const ENTRY_WORDS = {
  about: ["detail", "details"],
  cards: ["card", "cards"],
  cleared: ["clearing", "clearings"],
  fields: ["field", "fields"],
  items: ["item", "items"],
  notes: ["note", "notes"],
  rehearsals: ["rehearsal", "rehearsals"],
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
  answer: "They will answer by",
};

/**
 * @param {Validated} validated
 * @param {Guidance | undefined} guidance
 * @param {string} what it is a back-up, or a PDF
 * @param {Map<string, string>} called what a person calls fields of worksheets, by their names, as far as that is known
 * @returns {Node[]}
 */
export function previewOf(validated, guidance, what, called) {
  const { problems, left, at, isEarly, incoming, aside, removed } = validated;
  if (problems.length) return [element("p", "", "Nothing was changed, because of this file:"), plain(problems)];
  const when = at ? ` of ${inWords(at)}` : "";
  const changing = incoming.filter(isChange);
  const changes = changing.length ? ` changes ${count(changing.length, "interview")}. Of two versions, the newer one stays.` : "";
  return [
    ...(isOfUse(validated) ? [] : [element("p", "", `This ${what}${when} holds nothing that is newer than what is here.`)]),
    ...leftOf(left),
    ...(changes ? [element("p", "", `This ${what}${when}${changes}`)] : []),
    ...(isEarly ? [element("p", "", `${EARLY} Look whether what it changes is really the newer version.`)] : []),
    ...changing.slice(0, MOST_LINES).map((each) => fold(each, guidance, called)),
    ...(changing.length > MOST_LINES ? [element("p", "", `and ${changing.length - MOST_LINES} more`)] : []),
    ...(removed.length ? [element("p", "", `${count(removed.length, "interview")} in it had been removed. Kept here as well, below “Removed”.`)] : []),
    ...(aside.length ? [element("p", "", `${count(aside.length, "text")} in it could not be read where it was made. Kept here as well, set aside.`)] : []),
  ];
}

/** What of a file stays out. @param {string[]} left @returns {Node[]} */
export function leftOf(left) {
  return left.length ? [element("p", "", "What could not be read in it, and is left out:"), plain(left)] : [];
}

/**
 * What was written on a sheet where the site keeps nothing, whole, so that it can be copied from here.
 * @param {{words: string, text: string}[]} unplaced
 * @returns {Node[]}
 */
export function unplacedOf(unplaced) {
  if (!unplaced.length) return [];
  const list = element("ul", "second-round__plain");
  for (const { words, text } of unplaced.slice(0, MOST_LINES)) {
    const line = element("li");
    line.append(element("strong", "", `${words}: `), element("span", "", text));
    list.append(line);
  }
  if (unplaced.length > MOST_LINES) list.append(element("li", "", `and ${unplaced.length - MOST_LINES} more`));
  return [element("p", "", "There is no place here for this part of the sheet. Copy from it what you need:"), list];
}

/** @param {string[]} lines */
function plain(lines) {
  const list = element("ul", "second-round__plain");
  list.append(...linesOf(lines, MOST_LINES));
  return list;
}

/** @param {Incoming} incoming @param {Guidance | undefined} guidance @param {Map<string, string>} called */
function fold({ id, copy, isNew, changes, older, early }, guidance, called) {
  const here = isNew ? undefined : plans.open(id);
  const said = (/** @type {string} */ name) => copy.entries.get(`about/${name}`)?.value || here?.value("about", name);
  const title = titleOf({ employer: said("employer"), role: said("role"), day: said("day") });
  const counts = Object.entries(ENTRY_WORDS).flatMap(([section, [one, many]]) => {
    const number = changes.filter((change) => change.section === section).length;
    return number ? [count(number, one, many)] : [];
  });
  const list = plain(changes.filter(({ name }) => name !== "was").map((change) => words(change, guidance, called)));
  if (early) list.append(element("li", "", `${count(early, "entry", "entries")} of the file: dated after it was made, so taken as of that moment`));
  if (older) list.append(element("li", "", `${count(older, "entry", "entries")} of the file: older than what is here, so left out`));
  const fold = element("details", "second-round__fold");
  fold.append(element("summary", "", `${title}: ${isNew ? "added, with" : "changed in"} ${counts.join(", ") || "nothing that is known here"}`), list);
  return fold;
}

/** @param {Incoming["changes"][number]} change @param {Guidance | undefined} guidance @param {Map<string, string>} called */
function words({ section, name, before, after }, guidance, called) {
  const [one] = ENTRY_WORDS[section] ?? [section];
  const said = section === "about" && DETAIL_WORDS[name];
  const what = said || `${one.charAt(0).toUpperCase()}${one.slice(1)} ${nameOf(section, name, guidance, called)}`;
  const last = saidOf(section, after.value);
  return before?.value ? `${what}: ${saidOf(section, before.value)}, becomes ${last}` : `${what}: ${last}`;
}

/** @param {string} section @param {string} value */
function saidOf(section, value) {
  if (section === "cleared") return value ? "kept" : "put back or deleted";
  if (!value) return "empty";
  const isText = ["about", "fields", "notes", "rehearsals"].includes(section);
  const short = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return isText ? `“${short}”` : short.replaceAll("-", " ");
}

/**
 * What a person knows an entry as.
 * @param {string} section
 * @param {string} name
 * @param {Guidance | undefined} guidance
 * @param {Map<string, string>} called
 */
function nameOf(section, name, guidance, called) {
  const cards = new Map(Object.entries(guidance?.cards ?? {}));
  const card = section === "cards" ? cards.get(name)?.title : undefined;
  const item = section === "items" || section === "notes" ? guidance?.items.get(name)?.do : undefined;
  if (section === "cleared") return `of ${quote(name.split(".").slice(0, -1).join(" "))}`;
  if (section === "rehearsals") {
    const [what, when] = partsOfName(name);
    const banks = Object.values(guidance?.questions ?? {}).flatMap(({ groups }) => groups.flatMap(({ questions }) => questions));
    const of = `of ${banks.find(({ id }) => id === what)?.ask ?? quote(what)}`;
    return when === "next" ? `${of}, the word for next time` : of;
  }
  const known = card ?? item ?? (section === "fields" ? called.get(name) : undefined);
  return known ? `“${known}”` : quote(name);
}
