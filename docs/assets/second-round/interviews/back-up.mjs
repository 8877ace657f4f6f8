// Owns the back-up file: making, validating and restoring one; refuses to believe anything in it, and to change
// anything while any of it is wrong.

import { SECTIONS, UNNAMED, isFields, isLater, merged, parse, partsOf, plans, changeTo } from "../plan/store.mjs";
import { shelf } from "../plan/shelf.mjs";

/** @typedef {import("../plan/store.mjs").Fields} Fields */
/** @typedef {import("../plan/store.mjs").Kept} Kept */
/** @typedef {import("../plan/store.mjs").Plan} Plan */
/** @typedef {import("../plan/store.mjs").Section} Section */
/** @typedef {import("../plan/store.mjs").Entry} Entry */
/**
 * @typedef {object} Incoming what a back-up brings to one plan
 * @property {string} id
 * @property {Kept} copy
 * @property {boolean} isNew
 * @property {{section: Section, name: string, before: Entry | undefined, after: Entry}[]} changes
 * @property {number} older entries in the file that are older than what is here, and stay out
 */
/** @typedef {{problems: string[], at?: Date, incoming?: Incoming[], current?: string}} Validated */

const KIND = "second-round-back-up";
const SCHEMA = 1;
const SAVED = "second-round:backed-up";
const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 5 * MEGABYTE; // What a browser keeps of one site.
const MOST_PLANS = 500;
const MOST_ENTRIES = 20_000; // In one plan.
const LONGEST = 50_000; // Characters of a text that a person wrote.
const NEWER = "It was made by a newer version of this site. Open the newest edition to bring it in.";

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
const NAME = /^[^\p{C}]{1,200}$/u;

/** What may stand in a section, where it is not a text. @type {Partial<Record<Section, string[]>>} */
const VALUES = {
  cards: ["chosen", ""],
  items: ["done", "to-do", "not-for-me"],
  told: ["told", ""],
  worksheets: ["chosen", ""],
};

/** All plans, as one text. @param {Date} now */
export function backUp(now) {
  const own = shelf().filter((plan) => plan.problem !== "newer");
  const texts = Object.fromEntries(own.map((plan) => [plan.id, JSON.parse(plan.text)]));
  const file = { kind: KIND, schema: SCHEMA, at: now.toISOString(), current: plans.current.id, plans: texts };
  return JSON.stringify(file, null, 1);
}

/** @param {Date} now */
export function backUpName(now) {
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return `second-round-back-up-${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}.json`;
}

/** Remember that a back-up was made. @param {Date} now */
export function rememberBackUp(now) {
  try {
    localStorage.setItem(SAVED, now.toISOString());
  } catch {
    // Then it is asked for again.
  }
}

/** When the last back-up was made here; undefined where none was. */
export function lastBackUp() {
  try {
    const at = new Date(localStorage.getItem(SAVED) ?? "");
    return Number.isNaN(at.getTime()) ? undefined : at;
  } catch {
    return undefined;
  }
}

/** When anything was last written in any plan, in milliseconds since 1970; 0 where there is nothing to lose. */
export function lastChange() {
  return Math.max(0, ...shelf().map((plan) => plan.changed));
}

/**
 * Read a file that somebody chose, and say what it would change.
 * @param {Blob} file
 * @param {number} now
 * @returns {Promise<Validated>}
 */
export async function validateFile(file, now) {
  if (file.size > MOST_BYTES) {
    return { problems: [`The file is larger than ${MOST_BYTES / MEGABYTE} MB. No back-up of this site is.`] };
  }
  try {
    return validate(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()), now);
  } catch {
    return { problems: ["The file could not be read as text. A back-up of this site is a file that ends in .json."] };
  }
}

/**
 * @param {string} text
 * @param {number} now no entry in a file counts as newer than this, whatever clock it was written by
 * @returns {Validated}
 */
export function validate(text, now) {
  /** @type {unknown} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    const isCut = text.trimStart().startsWith("{") && !text.trimEnd().endsWith("}");
    if (isCut) return { problems: ["The file ends too early: a part of it is missing. Look for another copy of it."] };
    return { problems: ["The file is not a back-up: it could not be read as JSON."] };
  }
  const { kind, schema, at: made, plans: written, current } = isFields(file) ? own(file) : {};
  if (kind !== KIND) return { problems: ["The file is not a back-up of this site."] };
  if (typeof schema === "number" && schema > SCHEMA) return { problems: [NEWER] };
  /** @type {string[]} */
  const problems = [];
  if (schema !== SCHEMA) problems.push(`schema: expected ${SCHEMA}.`);
  const at = new Date(typeof made === "string" ? made : "");
  if (Number.isNaN(at.getTime())) problems.push("at: expected the time at which it was made.");
  const entries = isFields(written) ? Object.entries(written) : [];
  if (!isFields(written)) problems.push("plans: expected plans by their ids.");
  if (entries.length > MOST_PLANS) problems.push(`plans: ${entries.length}, and at most ${MOST_PLANS} are taken in.`);
  else for (const [id, plan] of entries) problems.push(...problemsOf(id, plan));
  if (problems.length) return { problems };
  const incoming = entries.map(([id, plan]) => incomingOf(id, readPlan(/** @type {Fields} */ (plan), now)));
  const isThere = typeof current === "string" && Object.hasOwn(/** @type {Fields} */ (written), current);
  return { problems, at, incoming, current: isThere ? targetOf(current) : undefined };
}

/**
 * Restore a back-up that was validated.
 * @param {Validated} validated
 * @returns {(() => void) | undefined} puts everything back as it was; undefined where there is no room, and nothing changed
 */
export function restore({ incoming = [], current }) {
  if (!hasRoomFor(incoming)) return undefined;
  // A browser that has nothing of its own goes on where the other one was.
  const isFresh = !plans.current.isBegun;
  const before = plans.current.id;
  for (const { id, copy } of incoming) plans.open(id).merge(copy);
  if (isFresh && current) plans.choose(current);
  return () => {
    for (const { id, isNew, changes } of incoming) {
      if (isNew) plans.open(id).remove();
      else plans.open(id).set(changes.map(({ section, name, before }) => changeTo(section, name, before)));
    }
    plans.choose(before);
  };
}

/**
 * @param {string} id
 * @param {unknown} plan
 * @returns {string[]} all that is wrong with it
 */
function problemsOf(id, plan) {
  const start = `plan ${quote(id)}`;
  if (!ID.test(id)) return [`${start}: expected an id of small letters, digits and hyphens.`];
  if (!isFields(plan)) return [`${start}: expected a plan.`];
  const { schema, ...rest } = own(plan);
  if (typeof schema !== "number") return [`${start}: schema: expected a number.`];
  if (schema > SCHEMA) return [`${start}: ${NEWER}`];
  const sections = Object.keys(SECTIONS).map((section) => ({ section, entries: rest[section] ?? {} }));
  const count = sections.reduce((sum, { entries }) => sum + (isFields(entries) ? Object.keys(entries).length : 0), 0);
  if (count > MOST_ENTRIES) return [`${start}: ${count} entries, and at most ${MOST_ENTRIES} are taken in.`];
  return sections.flatMap(({ section, entries }) => {
    if (!isFields(entries)) return [`${start}: ${section}: expected entries by their names.`];
    return Object.entries(entries).flatMap(([name, entry]) => {
      const problem = wrong(section, name, entry);
      return problem ? [`${start}: ${section}: ${quote(name)}: ${problem}`] : [];
    });
  });
}

/**
 * @param {string} section
 * @param {string} name
 * @param {unknown} entry
 */
function wrong(section, name, entry) {
  if (!NAME.test(name)) return "expected a name of at most 200 characters.";
  if (!isFields(entry)) return "expected a value and its time.";
  const { value, at } = own(entry);
  if (typeof value !== "string") return "value: expected a text.";
  if (value.length > LONGEST) return `value: ${value.length} characters, and at most ${LONGEST} are taken in.`;
  const known = VALUES[/** @type {Section} */ (section)];
  if (known && !known.includes(value)) return `value: expected ${known.map(quote).join(" or ")}.`;
  if (typeof at !== "string" || Number.isNaN(Date.parse(at))) return "at: expected a time.";
  return undefined;
}

/**
 * A plan in which nothing is wrong, with what is known here and no more.
 * @param {Fields} plan
 * @param {number} now
 */
function readPlan(plan, now) {
  const copy = parse(null);
  for (const section of Object.keys(SECTIONS)) {
    for (const [name, entry] of Object.entries(own(plan)[section] ?? {})) {
      const { value, at, digest } = own(entry);
      const time = Math.min(now, Math.max(0, Date.parse(at)));
      const isDigest = typeof digest === "string" && /^[0-9a-f]{8}$/.test(digest);
      copy.entries.set(`${section}/${name}`, isDigest ? { value, at: time, digest } : { value, at: time });
    }
  }
  return copy;
}

/**
 * @param {string} written the plan's id in the file
 * @param {Kept} copy
 * @returns {Incoming}
 */
function incomingOf(written, copy) {
  const id = targetOf(written);
  const isNew = !plans.ids().includes(id);
  const plan = plans.open(id);
  const parts = [...copy.entries].map(([path, after]) => {
    const [section, name] = partsOf(path);
    return { section, name, before: plan.entry(section, name), after };
  });
  const changes = parts.filter(({ before, after }) => isLater(after, before) && before?.value !== after.value);
  const older = parts.filter(({ before, after }) => before && isLater(before, after) && before.value !== after.value);
  return { id, copy, isNew, changes, older: older.length };
}

/** Where a plan of a file goes: an unnamed one has been given a name here meanwhile. @param {string} id */
function targetOf(id) {
  if (id !== UNNAMED || plans.ids().includes(UNNAMED)) return id;
  const named = shelf().filter((plan) => plan.value("about", "was") === UNNAMED);
  return named.length === 1 && named[0] ? named[0].id : id;
}

/** @param {Incoming[]} incoming */
function hasRoomFor(incoming) {
  const room = "second-round:room";
  const size = incoming.reduce((sum, { copy }) => sum + JSON.stringify(merged(copy, copy.entries)).length, 0);
  try {
    localStorage.setItem(room, "x".repeat(size));
    localStorage.removeItem(room);
    return true;
  } catch {
    // Where nothing at all can be kept, a back-up can still be looked at.
    return plans.current.problem === "blocked";
  }
}

/** The fields of an object that are its own; an object has no others, whatever it is called. @param {Fields} fields */
function own(fields) {
  return /** @type {Record<string, any>} */ (Object.assign(Object.create(null), fields));
}

/** A text of a file, short enough to be quoted. @param {string} text */
function quote(text) {
  const plain = text.replace(/\p{C}/gu, "·");
  return `“${plain.length > 40 ? `${plain.slice(0, 40)}…` : plain}”`;
}
