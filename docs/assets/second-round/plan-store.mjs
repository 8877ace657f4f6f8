// Owns what one person's plan keeps in this browser; refuses to know the page, a path, an edition or a scenario.
//
// A plan is JSON text under "second-round:plan:<plan id>":
//   {"schema": 1, "items": {"<item id>": {"state": "done" | "to-do", "at": "<ISO time>"}}}
// Nothing is ever deleted from it: an item that is no longer done is "to-do" with a newer time, so that any two
// copies can be merged, item by item, the newest word winning. Keys that are unknown here are carried along.

/** @typedef {"done" | "to-do"} State */
/** @typedef {"blocked" | "full" | "damaged" | "newer"} Problem why something is not, or could not be, kept */
/** @typedef {{state: string, at: number}} Word the last word on an item; `at` in milliseconds since 1970 */
/** @typedef {Record<string, unknown>} Fields */
/**
 * @typedef {object} Kept a stored plan as far as it can be read
 * @property {string | null} text as it was stored
 * @property {Fields} plan its fields, known and unknown
 * @property {Map<string, Fields>} items the readable items' fields, known and unknown
 * @property {Map<string, Word>} words
 * @property {boolean} damaged something in it could not be read
 * @property {boolean} newer written by a later version of this code, which must not be overwritten
 */

const SCHEMA = 1;
const RACE = 5000; // Milliseconds after which two tabs have seen each other's writing.
const LAST_MOMENT = 8.64e15; // What a Date can hold. Later is no time at all.

/** @type {Map<string, Plan>} */
const plans = new Map();

/**
 * Open a plan; everybody on a page who opens the same one shares it, even where nothing can be stored.
 * @param {string} id small letters and hyphens; "unnamed" is the plan that nobody has named
 */
export function openPlan(id = "unnamed") {
  const plan = plans.get(id) ?? new Plan(id);
  plans.set(id, plan);
  return plan;
}

/** One person's own state for one interview. Says `second-round-changed`, with `detail.elsewhere`, after a change. */
export class Plan extends EventTarget {
  #id;
  #key;
  /** @type {Map<string, Word>} */
  #words = new Map();
  /** @type {Set<string>} items whose last word stands in no storage yet */
  #unsaved = new Set();
  /** @type {Set<string>} items that were marked in this tab */
  #own = new Set();
  /** @type {Problem | undefined} */
  #problem;
  #wasDamaged = false;

  /** @param {string} id */
  constructor(id) {
    super();
    this.#id = id;
    this.#key = `second-round:plan:${id}`;
    this.#read();
    // A plan lives as long as its window, so these two are never taken off.
    addEventListener("storage", (event) => {
      if (event.key === null || event.key === this.#key) this.#look(event.newValue === null);
    });
    // A page that slept in the back/forward cache heard nothing.
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.#look(true);
    });
  }

  /** Why changes are not kept, or what could not be read; undefined when all is well. */
  get problem() {
    return this.#problem;
  }

  /**
   * The last word on an item: a State, a word of a later version, or undefined where there is none.
   * @param {string} item
   */
  state(item) {
    return this.#words.get(item)?.state;
  }

  /**
   * Give these items a state and keep it at once.
   * @param {Iterable<string>} items
   * @param {State} state
   */
  mark(items, state) {
    const kept = this.#read();
    for (const item of items) {
      // What the person does now is the newest word, whatever a wrong clock wrote before.
      const at = Math.max(Date.now(), (this.#words.get(item)?.at ?? 0) + 1);
      this.#words.set(item, { state, at });
      this.#unsaved.add(item);
      this.#own.add(item);
    }
    if (kept) this.#write(kept, this.#unsaved);
    this.#announce(false);
  }

  /**
   * See what became of the plan elsewhere.
   * @param {boolean} afresh whether to believe the storage alone: the plan was erased, or time has passed
   */
  #look(afresh) {
    if (afresh) this.#dropSaved();
    const kept = this.#read();
    // No lock spans two tabs: one may have just written over a tick that it could not see. The tab that made the tick
    // mends that, soon or never, so that it does not bring back what a person has erased; garbage it mends in full.
    const isRecent = (/** @type {string} */ item) => (this.#words.get(item)?.at ?? 0) > Date.now() - RACE;
    const items = [...this.#words.keys()].filter(
      (item) => kept?.damaged || this.#unsaved.has(item) || (this.#own.has(item) && isRecent(item)),
    );
    if (kept && kept.text !== null) this.#write(kept, items);
    this.#announce(true);
  }

  #dropSaved() {
    for (const item of this.#words.keys()) if (!this.#unsaved.has(item)) this.#words.delete(item);
    this.#wasDamaged = false;
  }

  /** Learn what is stored. @returns {Kept | undefined} undefined where storage is blocked */
  #read() {
    let kept;
    try {
      kept = parse(localStorage.getItem(this.#key));
    } catch {
      this.#problem = "blocked";
      return undefined;
    }
    if (kept.text === null) this.#dropSaved();
    for (const [item, word] of kept.words) {
      if (isLater(this.#words.get(item), word)) continue;
      this.#words.set(item, word);
      this.#unsaved.delete(item);
    }
    this.#wasDamaged ||= kept.damaged;
    this.#problem = kept.newer ? "newer" : this.#wasDamaged ? "damaged" : undefined;
    return kept;
  }

  /**
   * Store those of the items that are newer here than in what was just read.
   * @param {Kept} kept
   * @param {Iterable<string>} items
   */
  #write(kept, items) {
    const merged = new Map(kept.items);
    for (const item of items) {
      const word = this.#words.get(item);
      if (!word || !isLater(word, kept.words.get(item))) continue;
      merged.set(item, { ...kept.items.get(item), state: word.state, at: new Date(word.at).toISOString() });
    }
    if (kept.newer || [...merged].every(([item, fields]) => kept.items.get(item) === fields)) return;
    try {
      if (kept.damaged) this.#setAside(String(kept.text));
      // fromEntries defines its keys, so that an item called __proto__ is an item and nothing else.
      const plan = { ...kept.plan, schema: SCHEMA, items: Object.fromEntries(merged) };
      localStorage.setItem(this.#key, JSON.stringify(plan));
      this.#unsaved.clear();
    } catch {
      this.#problem = "full";
    }
  }

  /**
   * Keep a text that could not be read, beside any that was set aside before; throws where there is no room.
   * @param {string} text
   */
  #setAside(text) {
    const first = `second-round:damaged:${this.#id}`;
    let key = first;
    for (let count = 2; ![null, text].includes(localStorage.getItem(key)); count += 1) key = `${first}:${count}`;
    localStorage.setItem(key, text);
  }

  /** @param {boolean} elsewhere whether it was changed in another tab */
  #announce(elsewhere) {
    this.dispatchEvent(new CustomEvent("second-round-changed", { detail: { elsewhere } }));
  }
}

/**
 * Whether the first word is the newer one. Of two words of one moment, all tabs must choose the same: a tick stays.
 * @param {Word | undefined} word
 * @param {Word | undefined} other
 */
function isLater(word, other) {
  if (!word || !other) return Boolean(word);
  return word.at === other.at ? word.state === "done" && other.state !== "done" : word.at > other.at;
}

/** @param {string | null} text @returns {Kept} */
function parse(text) {
  /** @type {Kept} */
  const kept = { text, plan: {}, items: new Map(), words: new Map(), damaged: false, newer: false };
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
  const { schema, items = {} } = plan;
  kept.newer = typeof schema === "number" && schema > SCHEMA;
  kept.damaged = typeof schema !== "number" || !isFields(items);
  for (const [item, fields] of Object.entries(isFields(items) ? items : {})) {
    const { state, at = "" } = isFields(fields) ? fields : { state: null };
    if (!isFields(fields) || typeof at !== "string" || !["string", "undefined"].includes(typeof state)) {
      kept.damaged = true;
      continue;
    }
    kept.items.set(item, fields);
    const time = Date.parse(at);
    if (typeof state === "string") kept.words.set(item, { state, at: time > 0 && time < LAST_MOMENT ? time : 0 });
  }
  return kept;
}

/** @param {unknown} value @returns {value is Fields} */
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
