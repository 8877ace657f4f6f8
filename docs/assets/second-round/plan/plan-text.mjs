// Owns a plan as text: reading one, whoever wrote it, and writing it; does not keep it.
//
//   {"schema": 1, "items": {"<item id>": {"value": "done", "at": "<ISO time>", "digest": "<of its words>"}}, …}
//
// and so in every section: a name, its value as a text, and when it was written. Keys that are unknown here are carried
// along, and so are entries that have no value yet.

/**
 * @typedef {typeof SECTIONS[number]} Section
 * @typedef {{value: string, at: number, digest?: string}} Entry what a name says last; `at` in milliseconds since 1970
 * @typedef {Record<string, unknown>} Fields
 */
/**
 * @typedef {object} Kept a stored plan as far as it can be read
 * @property {string | null} text as it was stored
 * @property {Fields} plan its fields, known and unknown
 * @property {Map<string, Fields>} stored each readable entry's fields, known and unknown, by "<section>/<name>"
 * @property {Map<string, Entry>} entries those that have a value
 * @property {boolean} damaged something in it could not be read
 * @property {boolean} newer written by a later version of this code, which must not be overwritten
 */

/**
 * What a plan keeps, and what a value says there.
 *
 * - about: the interview, as aboutOf tells
 * - cards, worksheets: chosen, or empty
 * - cleared: what was cleared at one go and is kept, as cleared.mjs has it; empty once it is put back or deleted
 * - fields: what stands in a field of a worksheet; done, or empty, in a box to tick
 * - items: done, to-do, not-for-me or settled
 * - notes: a note on an item
 * - rehearsals: an answer that was said aloud, or a word for next time, as said.mjs has it
 * - told: told, or empty: a story, and the person who heard it
 */
export const SECTIONS = /** @type {const} */ (
  ["about", "cards", "cleared", "fields", "items", "notes", "rehearsals", "told", "worksheets"]
);

/** The form that plans have now. */
export const SCHEMA = 1;
const LAST_MOMENT = 8.64e15; // What a Date can hold. Later is no time at all.
const DIGEST = /^[0-9a-f]{8}$/;

/**
 * The section of "<section>/<name>", and the name.
 * @param {string} path
 * @returns {[Section, string]}
 */
export function partsOf(path) {
  const slash = path.indexOf("/");
  return [/** @type {Section} */ (path.slice(0, slash)), path.slice(slash + 1)];
}

/**
 * A plan's fields with these entries in it, by "<section>/<name>".
 * @param {Kept} kept
 * @param {Iterable<readonly [string, Entry]>} entries
 * @returns {Fields}
 */
export function merged(kept, entries) {
  /** @type {Map<string, Map<string, Fields>>} */
  const sections = new Map();
  const all = new Map(kept.stored);
  for (const [path, { value, at, digest }] of entries) {
    all.set(path, { ...kept.stored.get(path), value, at: new Date(at).toISOString(), digest });
  }
  for (const [path, fields] of all) {
    const [section, name] = partsOf(path);
    sections.set(section, (sections.get(section) ?? new Map()).set(name, fields));
  }
  // fromEntries defines its keys, so that an item called __proto__ is an item and nothing else.
  const own = [...sections].map(([section, names]) => [section, Object.fromEntries(names)]);
  // Of a section that could not be read nothing is written: else it could not be read for ever.
  const rest = Object.entries(kept.plan).filter(([name]) => !SECTIONS.some((section) => section === name));
  return { ...Object.fromEntries(rest), schema: SCHEMA, ...Object.fromEntries(own) };
}

/**
 * Whether the first entry is the newer one. Of two entries of one moment, all tabs must choose the same: a tick stays.
 * @param {Entry | undefined} entry
 * @param {Entry | undefined} other
 */
export function isLater(entry, other) {
  if (!entry || !other) return Boolean(entry);
  if (entry.at !== other.at) return entry.at > other.at;
  return entry.value !== other.value && (entry.value === "done" || (other.value !== "done" && entry.value > other.value));
}

/**
 * Read the text of a plan, whoever wrote it.
 * @param {string | null} text
 * @returns {Kept}
 */
export function parse(text) {
  /** @type {Kept} */
  const kept = { text, plan: {}, stored: new Map(), entries: new Map(), damaged: false, newer: false };
  if (text === null) return kept;
  /** @type {unknown} */
  let plan;
  try {
    plan = JSON.parse(text);
  } catch {
    // Left undefined: no plan at all.
  }
  if (!isFields(plan)) return { ...kept, damaged: true };
  kept.plan = plan;
  kept.newer = typeof plan.schema === "number" && plan.schema > SCHEMA;
  kept.damaged = typeof plan.schema !== "number";
  for (const section of SECTIONS) {
    const names = Object.hasOwn(plan, section) ? plan[section] : {};
    const entries = isFields(names) ? Object.entries(names) : [];
    const isRead = entries.map(([name, fields]) => readEntry(kept, `${section}/${name}`, fields));
    if (!isFields(names) || isRead.includes(false)) kept.damaged = true;
  }
  return kept;
}

/**
 * Take an entry into a plan.
 * @param {Kept} kept
 * @param {string} path
 * @param {unknown} fields
 * @returns {boolean} false where it can't be read
 */
export function readEntry(kept, path, fields) {
  const { value, at = "", digest } = isFields(fields) ? fields : { value: null };
  if (!isFields(fields) || typeof at !== "string" || !["string", "undefined"].includes(typeof value)) return false;
  kept.stored.set(path, fields);
  if (typeof value !== "string") return true;
  const time = Date.parse(at);
  const entry = { value, at: time > 0 && time < LAST_MOMENT ? time : 0 };
  kept.entries.set(path, typeof digest === "string" && DIGEST.test(digest) ? { ...entry, digest } : entry);
  return true;
}

/** @param {unknown} value @returns {value is Fields} */
export function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
