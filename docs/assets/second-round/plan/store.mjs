// Owns what a person's plans keep in this browser, and which of them is in use; does not know the page, a path, an
// edition or a scenario.
//
// A plan is JSON text under "second-round:plan:<plan id>", as plan-text.mjs has it. Nothing is ever deleted from it: what
// is taken back has a new value with a newer time, so that any two copies can be merged, name by name, the newest entry
// winning. "second-round:current" holds the id of the plan in use.

import { isLater, merged, parse, partsOf } from "./plan-text.mjs";
import { MARK, SITE } from "./site.mjs";

/** @typedef {"blocked" | "full" | "damaged" | "newer"} Problem why something is not, or could not be, kept */
/** @typedef {import("./plan-text.mjs").Section} Section */
/** @typedef {import("./plan-text.mjs").Entry} Entry */
/** @typedef {import("./plan-text.mjs").Kept} Kept */
/** @typedef {{section: Section, name: string, value: string, digest?: string}} Change */

/** The plan that nobody has named. */
export const UNNAMED = `unnamed${MARK.replace(":", "-")}`;

const RACE = 5000; // Milliseconds after which two tabs have seen each other's writing.
const CURRENT = `second-round:current${MARK}`;
/** What the keys of plans begin with. */
export const PLAN = "second-round:plan:";
/** What the keys of texts that could not be read begin with. */
export const ASIDE = "second-round:damaged:";

/** One person's own state for one interview. Says `second-round-changed`, with `detail.elsewhere`, after a change. */
export class Plan extends EventTarget {
  #key;
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Set<string>} names whose last entry stands in no storage yet */
  #unsaved = new Set();
  /** @type {Map<string, number>} names that were written in this tab, and when */
  #own = new Map();
  /** @type {Problem | undefined} */
  #problem;
  #wasDamaged = false;
  /** @type {unknown} where it began, as it says */
  #site;

  /** @param {string} id small letters, digits and hyphens */
  constructor(id) {
    super();
    this.id = id;
    this.#key = PLAN + id;
    this.#read();
    // A plan lives as long as its window, so these two are never taken off.
    addEventListener("storage", (event) => {
      if (event.key !== null && event.key !== this.#key) return;
      // Erased by the person themselves: not even what was never kept may come back.
      if (event.newValue === null) this.#forget();
      this.#look();
    });
    // A page that slept in the back/forward cache heard nothing.
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.#dropSaved();
      this.#look();
    });
  }

  /** Whether it is no other site's of this host. */
  get isOurs() {
    return this.#site === undefined || this.#site === SITE;
  }

  /** Why changes are not kept, or what could not be read; undefined when all is well. */
  get problem() {
    return this.#problem;
  }

  /**
   * What a name of a section says last; undefined where it says nothing.
   * @param {Section} section
   * @param {string} name
   */
  value(section, name) {
    return this.entry(section, name)?.value;
  }

  /**
   * The same with its time and, for an item, the digest of the words that it was ticked by.
   * @param {Section} section
   * @param {string} name
   */
  entry(section, name) {
    return this.#entries.get(`${section}/${name}`);
  }

  /**
   * Every name of a section that has an entry, with it.
   * @param {Section} section
   * @returns {Map<string, Entry>}
   */
  section(section) {
    const start = `${section}/`;
    const own = [...this.#entries].filter(([name]) => name.startsWith(start));
    return new Map(own.map(([name, entry]) => [name.slice(start.length), entry]));
  }

  /**
   * What is chosen in a section: cards, or worksheets.
   * @param {"cards" | "worksheets"} section
   */
  chosen(section) {
    return [...this.section(section)].filter(([, { value }]) => value === "chosen").map(([name]) => name);
  }

  /**
   * Give names a value and keep it at once.
   * @param {Change[]} changes
   */
  set(changes) {
    const kept = this.#read();
    for (const { section, name, value, digest } of changes) {
      const path = `${section}/${name}`;
      // What the person does now is the newest entry, whatever a wrong clock wrote before.
      const at = Math.max(Date.now(), (this.#entries.get(path)?.at ?? 0) + 1);
      this.#entries.set(path, digest === undefined ? { value, at } : { value, at, digest });
      this.#unsaved.add(path);
      this.#own.set(path, Date.now());
    }
    if (kept) this.#write(kept.text === null ? { ...kept, plan: { site: SITE } } : kept, this.#unsaved);
    this.#announce(false);
  }

  /**
   * Merge a copy of this plan, with its times: of each name the newest entry stays. Where no plan was, what is unknown
   * here comes along.
   * @param {Kept} copy
   */
  merge(copy) {
    const kept = this.#read();
    for (const [path, entry] of copy.entries) {
      if (!isLater(entry, this.#entries.get(path))) continue;
      this.#entries.set(path, entry);
      this.#unsaved.add(path);
      this.#own.set(path, Date.now());
    }
    const isNew = kept?.text === null;
    if (kept) this.#write(isNew ? { ...copy, entries: new Map(), damaged: false } : kept, this.#unsaved, isNew);
    this.#announce(false);
  }

  /** Keep it no longer. Another tab that writes at this very moment begins it again with what it writes. */
  remove() {
    this.#forget();
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Then nothing was kept.
    }
    this.#announce(false);
  }

  /** Whether anything was ever written in it. */
  get isBegun() {
    return this.#entries.size > 0;
  }

  /** What another plan must take over from this one: all that this tab wrote and that may be kept nowhere else. */
  recent() {
    const recent = [...this.#own.keys()].filter((path) => this.#unsaved.has(path) || this.#isRecent(path));
    return recent.map((path) => changeTo(...partsOf(path), this.#entries.get(path)));
  }

  /** The plan as text, for a back-up or another name. */
  get text() {
    return JSON.stringify(merged(this.#read() ?? parse(null), this.#entries));
  }

  /** See what became of the plan elsewhere. */
  #look() {
    const kept = this.#read();
    // No lock spans two tabs: one may have just written over a tick that it could not see. The tab that made the tick
    // repairs that, soon or never, so that it does not bring back what a person has erased; garbage is repaired in full.
    const paths = [...this.#entries.keys()].filter(
      (path) => kept?.damaged || this.#unsaved.has(path) || this.#isRecent(path),
    );
    if (kept && kept.text !== null) this.#write(kept, paths);
    this.#announce(true);
  }

  /** @param {string} path */
  #isRecent(path) {
    return (this.#own.get(path) ?? 0) > Date.now() - RACE;
  }

  #forget() {
    for (const known of [this.#entries, this.#unsaved, this.#own]) known.clear();
    this.#wasDamaged = false;
    this.#problem = undefined;
  }

  #dropSaved() {
    for (const path of [...this.#entries.keys()].filter((path) => !this.#unsaved.has(path))) {
      this.#entries.delete(path);
      this.#own.delete(path);
    }
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
    this.#site = kept.plan.site;
    if (kept.text === null) this.#dropSaved();
    for (const [path, entry] of kept.entries) {
      if (isLater(this.#entries.get(path), entry)) continue;
      this.#entries.set(path, entry);
      this.#unsaved.delete(path);
    }
    this.#wasDamaged ||= kept.damaged;
    const isFull = this.#problem === "full" && this.#unsaved.size > 0;
    this.#problem = kept.newer ? "newer" : isFull ? "full" : this.#wasDamaged ? "damaged" : undefined;
    return kept;
  }

  /**
   * Store those of the names that are newer here than in what was just read.
   * @param {Kept} kept
   * @param {Iterable<string>} paths
   * @param {boolean} [isNew] whether to store it though there may be none
   */
  #write(kept, paths, isNew = false) {
    const all = [...paths].flatMap((path) => {
      const entry = this.#entries.get(path);
      return entry && isLater(entry, kept.entries.get(path)) ? [/** @type {const} */ ([path, entry])] : [];
    });
    if (kept.newer || !(all.length || isNew)) return;
    try {
      if (kept.damaged) setAside(this.id, String(kept.text));
      localStorage.setItem(this.#key, JSON.stringify(merged(kept, all)));
      this.#unsaved.clear();
      this.#problem = this.#wasDamaged ? "damaged" : undefined;
    } catch {
      this.#problem = "full";
    }
  }

  /** @param {boolean} elsewhere whether it was changed in another tab */
  #announce(elsewhere) {
    this.dispatchEvent(new CustomEvent("second-round-changed", { detail: { elsewhere } }));
  }
}

/**
 * The plans of this browser. Says `second-round-changed` after a change of the plan in use, and with `detail.other`
 * when another plan is in use from now on.
 */
class Plans extends EventTarget {
  /** @type {Map<string, Plan>} everybody on a page who opens the same one shares it, even where nothing can be kept */
  #open = new Map();
  #id = UNNAMED;

  constructor() {
    super();
    this.#id = this.#kept();
    addEventListener("storage", (event) => {
      if (event.key === null || event.key === CURRENT) this.#follow();
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.#follow();
    });
  }

  /** The plan in use. */
  get current() {
    return this.open(this.#id);
  }

  /**
   * Open a plan, which begins empty where there is none.
   * @param {string} id
   */
  open(id) {
    let plan = this.#open.get(id);
    if (!plan) {
      plan = new Plan(id);
      this.#open.set(id, plan);
      plan.addEventListener("second-round-changed", (event) => {
        if (id === this.#id && event instanceof CustomEvent) this.#announce(event.detail);
      });
    }
    return plan;
  }

  /**
   * Use another plan from now on, in every tab.
   * @param {string} id
   * @returns {boolean} false where it is only for as long as this page is open
   */
  choose(id) {
    let isKept = true;
    try {
      localStorage.setItem(CURRENT, id);
    } catch {
      isKept = false;
    }
    this.#switch(id);
    return isKept;
  }

  /** Every plan that somebody on this page has opened, other sites' too. */
  get opened() {
    return [...this.#open.values()];
  }

  #follow() {
    const id = this.#kept();
    if (id === this.#id) return;
    const left = this.current;
    // A plan gets an id of its own when it is named. What was written here at that moment goes along.
    const late = left.id === UNNAMED ? left.recent() : [];
    this.#switch(id);
    const missing = late.filter(({ section, name, value }) => this.current.value(section, name) !== value);
    if (missing.length && this.current.value("about", "was") === UNNAMED) this.current.set(missing);
  }

  /** @param {string} id */
  #switch(id) {
    if (id === this.#id) return;
    this.#id = id;
    this.#announce({ elsewhere: true, other: true });
  }

  #kept() {
    try {
      const own = localStorage.getItem(CURRENT);
      if (own || !MARK) return own && this.open(own).isOurs ? own : UNNAMED;
      // What was in use before sites of one host were told apart.
      const before = [localStorage.getItem("second-round:current") ?? "unnamed", "unnamed"];
      return before.find((id) => localStorage.getItem(PLAN + id) && this.open(id).isOurs) ?? UNNAMED;
    } catch {
      return this.#id;
    }
  }

  /** @param {{elsewhere: boolean, other?: boolean}} detail */
  #announce(detail) {
    this.dispatchEvent(new CustomEvent("second-round-changed", { detail }));
  }
}

/** The plans of this browser, one and the same for everybody on a page. */
export const plans = new Plans();

/**
 * Keep a text that could not be read, beside any that was set aside before; throws where there is no room.
 * @param {string} id of the plan
 * @param {string} text
 */
export function setAside(id, text) {
  const first = ASIDE + id;
  let key = first;
  for (let count = 2; ![null, text].includes(localStorage.getItem(key)); count += 1) key = `${first}:${count}`;
  localStorage.setItem(key, text);
  return key;
}

/**
 * What a plan says about its interview: employer, role, name, day (2026-12-03), time (10:00), ends, zone, scenario.
 * @param {Plan} plan
 * @returns {Partial<Record<string, string>>}
 */
export function aboutOf(plan) {
  return Object.fromEntries([...plan.section("about")].map(([name, { value }]) => [name, value]));
}

/**
 * The change that gives a name this entry; without one, what it says before anything was ever written there.
 * @param {Section} section
 * @param {string} name
 * @param {Entry | undefined} entry
 * @returns {Change}
 */
export function changeTo(section, name, entry) {
  return { section, name, value: entry?.value ?? (section === "items" ? "to-do" : ""), digest: entry?.digest };
}
