// Owns what a plan says of answers that were said aloud: reading and writing one; does not choose what comes next.
//
// In the section "rehearsals" an entry is named "<what was said>@<when>", such as "asked-figures@20261129T190512000Z", and
// holds words with spaces between: what went well, how it felt, how many seconds it took, and "again" for tomorrow. An
// empty one was taken back. "<what was said>@next" holds the word for next time.

/** @typedef {import("./plan-text.mjs").Entry} Entry */
/**
 * @typedef {object} Saying one answer, said aloud
 * @property {number} at when, in milliseconds since 1970
 * @property {string[]} well what went well: WELL has the words
 * @property {string} felt one of FELT, or empty
 * @property {boolean} again whether it is wanted again tomorrow
 * @property {number} seconds how long it took; 0 where no clock ran
 */

/** What may go well. */
export const WELL = ["figures", "part", "stopped"];
/** How it may feel. */
export const FELT = ["easy", "steady", "hard"];
/** The item of a checklist that asks for two answers, said aloud. */
export const SAY_ALOUD = "practise-aloud";

const NEXT = "next";
const MOMENT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;

/**
 * Everything that was said aloud, by what it was, the oldest first.
 * @param {Map<string, Entry>} section
 * @returns {Map<string, Saying[]>}
 */
export function sayingsIn(section) {
  /** @type {Map<string, Saying[]>} */
  const found = new Map();
  for (const [name, { value }] of section) {
    const [what, when] = partsOfName(name);
    const at = momentOfName(when);
    if (!value || !what || at === undefined) continue;
    found.set(what, [...(found.get(what) ?? []), sayingOf(at, value)]);
  }
  for (const sayings of found.values()) sayings.sort((one, other) => one.at - other.at);
  return found;
}

/** How many answers were said aloud, and when the last one was. @param {Map<string, Saying[]>} said */
export function countOf(said) {
  const all = [...said.values()].flat();
  return { answers: said.size, times: all.length, last: Math.max(0, ...all.map(({ at }) => at)) };
}

/**
 * The name and the value of an answer that was just said.
 * @param {string} what
 * @param {Saying} saying
 */
export function entryOf(what, { at, well, felt, again, seconds }) {
  const when = new Date(at).toISOString().replace(/[-:.]/g, "");
  const words = [...well, felt, again ? "again" : "", `${seconds}s`].filter(Boolean);
  return { name: `${what}@${when}`, value: words.join(" ") };
}

/** The name of the word for next time. @param {string} what */
export function nameOfNext(what) {
  return `${what}@${NEXT}`;
}

/** What an entry is of, and when; the word for next time has no moment. @param {string} name @returns {[string, string]} */
export function partsOfName(name) {
  const at = name.lastIndexOf("@");
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}

/** @param {number} at @param {string} value @returns {Saying} */
function sayingOf(at, value) {
  const words = value.split(" ");
  const seconds = Number(/^(\d{1,5})s$/.exec(words.find((word) => /^\d+s$/.test(word)) ?? "")?.[1] ?? 0);
  return {
    at,
    well: WELL.filter((word) => words.includes(word)),
    felt: FELT.find((word) => words.includes(word)) ?? "",
    again: words.includes("again"),
    seconds,
  };
}

/** @param {string} text */
function momentOfName(text) {
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", rest = ""] = MOMENT.exec(text) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`);
  return Number.isFinite(at) ? at : undefined;
}
