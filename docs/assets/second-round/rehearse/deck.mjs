// Owns what can be said aloud: the questions that the page has, and what a person wrote themselves; does not choose.

import { plans } from "../plan/store.mjs";

/**
 * @typedef {object} Topic something to be said aloud
 * @property {string} what its id, which a plan keeps
 * @property {string} ask the words
 * @property {string} whom who asks it, in words; empty where it is one's own
 * @property {string} shape
 * @property {string[]} good what a good answer has
 * @property {string[]} follows what they may ask next
 * @property {[string, string][]} notes what the person wrote about it: a heading and the words
 * @property {string} group
 * @property {string[]} by roles
 * @property {string[]} scenarios
 * @property {string[]} sectors the lines of work that ask it most; none where all do
 * @property {boolean} isOwn
 */

const FOLLOWS = ["“How, exactly?”", "“What was your part?”", "“What would you do differently?”"];

/**
 * The questions that the page has, in order.
 * @param {ParentNode} page
 * @returns {Topic[]}
 */
export function topicsOf(page) {
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-rehearse]")]);
  return rows.map((row) => ({
    what: row.dataset.rehearse ?? "",
    ask: textOf(row, "[data-ask]"),
    whom: textOf(row, "[data-whom]"),
    shape: row.dataset.shape ?? "",
    good: linesOf(row, "[data-good] > li"),
    follows: linesOf(row, "[data-follows] > li"),
    notes: [],
    group: row.dataset.group ?? "",
    by: (row.dataset.by ?? "").split(" "),
    scenarios: (row.dataset.scenarios ?? "").split(" "),
    sectors: (row.dataset.sectors ?? "").split(" "),
    isOwn: false,
  }));
}

/**
 * What the plan in use has of one's own: stories, doubts, answers of round one, and the first ninety days.
 * @param {HTMLElement} root names the rows of the worksheets that they stand in
 * @returns {Topic[]}
 */
export function ownTopics(root) {
  const rows = (/** @type {string} */ name) => (root.dataset[name] ?? "").split(" ").filter(Boolean);
  const stories = rows("stories").flatMap((row) => {
    const [title, challenge, actions, result] = read("story-bank", row, ["title", "challenge", "actions", "result"]);
    if (!title) return [];
    const notes = noted(["Challenge", challenge], ["Actions", actions], ["Result", result]);
    return [own(`story-bank.${row}`, `Tell your story “${title}”.`, "story", STORY, FOLLOWS, notes)];
  });
  const doubts = rows("doubts").flatMap((row) => {
    const [doubt, evidence, say] = read("concerns", row, ["doubt", "evidence", "say"]);
    if (!doubt) return [];
    const notes = noted(["My evidence", evidence], ["How I’ll say it", say]);
    return [own(`concerns.${row}`, `Answer this doubt: “${doubt}”`, "doubt", DOUBT, FOLLOWS.slice(0, 1), notes)];
  });
  const bridges = rows("asked").flatMap((row) => {
    const [asked, said, now] = read("first-round", row, ["asked", "said", "now"]);
    if (!asked || !now) return [];
    const notes = noted(["I said", said], ["What I’d say now", now]);
    const ask = `From round one: “${asked}” Recap it in a sentence, then say what you would say now.`;
    return [own(`first-round.${row}`, ask, "point", BRIDGE, FOLLOWS.slice(0, 1), notes)];
  });
  const months = rows("months").map((row) => read("first-90-days", row, ["learn", "do", "show"]).filter(Boolean).join(" "));
  const plan = months.some(Boolean)
    ? [own("first-90-days", "Say your first 90 days, as you sketched them.", "months", MONTHS, FOLLOWS.slice(0, 1), monthly(months))]
    : [];
  return [...stories, ...doubts, LINE, ...bridges, ...plan];
}

const STORY = ["What was wrong, or wanted", "Your own steps, with “I”", "What changed, with a figure", "An end, and then silence"];
const DOUBT = ["The part that is true, said first", "Your evidence", "A first step that you would take"];
const BRIDGE = ["A recap in one sentence", "The same facts and figures", "A new layer, or a second example"];
const MONTHS = ["Their own words for what they need", "First listen, then do one thing, then show it", "What you would check first"];

/** Whoever goes to a second interview has one of these to say, whatever they wrote down. */
const LINE = own(
  "bridge-line",
  "Say the line that links round one to today: “Since we last met, I have …”",
  "line",
  ["One true thing that you learned or did since", "No more than three sentences"],
  ["“And what made you do that?”"],
  [],
);

/**
 * @param {string} what
 * @param {string} ask
 * @param {string} shape
 * @param {string[]} good
 * @param {string[]} follows
 * @param {[string, string][]} notes
 * @returns {Topic}
 */
function own(what, ask, shape, good, follows, notes) {
  return { what, ask, whom: "", shape, good, follows, notes, group: "", by: [], scenarios: [], sectors: [], isOwn: true };
}

/** @param {string[]} months @returns {[string, string][]} */
function monthly([first = "", second = "", third = ""]) {
  return noted(["First 30 days", first], ["Days 31 to 60", second], ["Days 61 to 90", third]);
}

/** @param {...[string, string | undefined]} notes @returns {[string, string][]} those in which something is written */
function noted(...notes) {
  return notes.flatMap(([heading, words]) => (words ? [/** @type {[string, string]} */ ([heading, words])] : []));
}

/** @param {string} worksheet @param {string} row @param {string[]} columns */
function read(worksheet, row, columns) {
  return columns.map((column) => (plans.current.value("fields", `${worksheet}.${row}.${column}`) ?? "").trim());
}

/** @param {Element} row @param {string} selector */
function textOf(row, selector) {
  return row.querySelector(selector)?.textContent ?? "";
}

/** @param {Element} row @param {string} selector */
function linesOf(row, selector) {
  return [...row.querySelectorAll(selector)].map(({ textContent }) => textContent ?? "");
}
