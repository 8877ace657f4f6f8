// Owns the back-up file: making, validating and restoring one; does not believe anything in it, or change
// anything while any of it is wrong.

import { FORM, KIND } from "../plan/carried.mjs";
import { LARGEST } from "../plan/limits.mjs";
import { SCHEMA, SECTIONS, isFields, isLater, merged, parse, partsOf, readEntry } from "../plan/plan-text.mjs";
import { ASIDE, PLAN, UNNAMED, changeTo, plans, setAside } from "../plan/store.mjs";
import { isPlanId } from "../plan/ids.mjs";
import { GONE, deleteRemoved, removedPlans } from "../plan/removed.mjs";
import { idsOfOthers, shelf, unreadOf } from "../plan/shelf.mjs";
import { MARK, SITE } from "../plan/site.mjs";

/** @typedef {import("../plan/plan-text.mjs").Fields} Fields */
/** @typedef {import("../plan/plan-text.mjs").Kept} Kept */
/** @typedef {import("../plan/plan-text.mjs").Section} Section */
/** @typedef {import("../plan/plan-text.mjs").Entry} Entry */
/** @typedef {import("../plan/store.mjs").Plan} Plan */
/**
 * @typedef {object} Incoming what a back-up brings to one plan
 * @property {string} id
 * @property {Kept} copy
 * @property {boolean} isNew
 * @property {{section: Section, name: string, before: Entry | undefined, after: Entry}[]} changes
 * @property {number} older entries in the file that are older than what is here, and stay out
 * @property {number} early entries that say to be written after the file was made
 */
/**
 * @typedef {object} Validated a back-up, looked at
 * @property {string[]} problems what keeps all of it out
 * @property {string[]} left what could not be read, and is left out
 * @property {Date} [at] when it was made
 * @property {boolean} [isEarly] whether that is still to come
 * @property {Incoming[]} incoming
 * @property {[id: string, text: string][]} aside texts that could not be read where it was made, and are not here yet
 * @property {[id: string, text: string][]} removed plans that were removed where it was made, and are not here
 * @property {string} [current] the plan that was in use
 */

const SAVED = `second-round:backed-up${MARK}`;
const NOBODYS = /^unnamed(-[0-9a-f]{8})?$/; // How any site calls the plan that nobody has named.
const ROOM = "second-round:room";
const MEGABYTE = 1024 * 1024;
const NEWER = "It was made by a newer version of this site. Open the newest edition to bring it in.";
const NEWER_HERE = "A newer version of this site keeps it here. Open the newest edition to bring it in.";

/**
 * All plans as one text, and those that are not in it, since a newer version of this site keeps them.
 * @param {Date} now
 * @returns {{text: string, left: Plan[]}}
 */
export function backUp(now) {
  const all = shelf();
  const own = all.filter((plan) => plan.problem !== "newer");
  const aside = asideHere();
  for (const plan of own) {
    const unread = unreadOf(plan);
    if (unread !== null) aside.set(plan.id, (aside.get(plan.id) ?? new Set()).add(unread));
  }
  const gone = removedPlans().filter(({ kept }) => !kept.newer);
  for (const { id, text, kept } of gone) if (kept.damaged) aside.set(id, (aside.get(id) ?? new Set()).add(text));
  const removed = gone.filter(({ kept }) => !kept.damaged);
  const file = {
    kind: KIND,
    schema: FORM,
    at: now.toISOString(),
    current: plans.current.id,
    plans: Object.fromEntries(own.map((plan) => [plan.id, { ...JSON.parse(plan.text), site: undefined }])),
    ...(removed.length ? { removed: Object.fromEntries(removed.map(({ id, kept }) => [id, { ...kept.plan, site: undefined }])) } : {}),
    ...(aside.size ? { aside: Object.fromEntries([...aside].map(([id, texts]) => [id, [...texts]])) } : {}),
  };
  return { text: JSON.stringify(file, null, 1), left: all.filter((plan) => plan.problem === "newer") };
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
  let latest = 0;
  for (const plan of shelf()) {
    for (const section of SECTIONS) for (const { at } of plan.section(section).values()) latest = Math.max(latest, at);
  }
  return latest;
}

/**
 * Read a file that somebody chose, and say what it would change.
 * @param {Blob} file
 * @param {number} now
 * @returns {Promise<Validated>}
 */
export async function validateFile(file, now) {
  if (file.size > LARGEST) {
    return refused(`The file is larger than ${LARGEST / MEGABYTE} MB. No back-up of this site is.`);
  }
  try {
    return validate(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()), now);
  } catch {
    return refused("The file could not be read as text. A back-up of this site is a file that ends in .json.");
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
    if (isCut) return refused("The file ends too early: a part of it is missing. Look for another copy of it.");
    return refused("The file is not a back-up: it could not be read as JSON.");
  }
  const { kind, schema, at: made, plans: written, current, aside, removed } = isFields(file) ? own(file) : {};
  if (kind !== KIND) return refused("The file is not a back-up of this site.");
  if (typeof schema === "number" && schema > FORM) return refused(NEWER);
  /** @type {string[]} */
  const problems = [];
  if (schema !== FORM) problems.push(`schema: expected ${FORM}.`);
  const at = new Date(typeof made === "string" ? made : "");
  if (Number.isNaN(at.getTime())) problems.push("at: expected the time at which it was made.");
  if (!isFields(written)) problems.push("plans: expected plans by their ids.");
  /** @type {string[]} */
  const left = [];
  // Nothing in a file was written after it was made, nor later than now.
  const latest = Math.min(now, at.getTime() || now);
  const here = new Set(shelf().map(({ id: known }) => known));
  const others = new Set(idsOfOthers());
  const incoming = Object.entries(isFields(written) ? written : {}).flatMap(([id, plan]) => {
    const copy = readPlan(`plan ${quote(id)}`, id, plan, left);
    return copy ? incomingOf(targetOf(id, here, others), copy, here, latest, left) : [];
  });
  if (problems.length) return refused(...problems, ...left);
  const inUse = typeof current === "string" ? targetOf(current, here, others) : "";
  return {
    problems,
    left,
    at,
    isEarly: at.getTime() > now,
    incoming,
    aside: readAside(aside, left),
    removed: readRemoved(removed, here, left),
    current: incoming.some(({ id }) => id === inUse) ? inUse : undefined,
  };
}

/** Whether restoring a back-up would change anything. @param {Validated} validated */
export function isOfUse({ incoming, aside, removed }) {
  return aside.length > 0 || removed.length > 0 || incoming.some(isChange);
}

/** Whether a back-up changes this plan, or brings it. @param {Incoming} incoming */
export function isChange({ isNew, changes }) {
  return isNew || changes.length > 0;
}

/**
 * Restore a back-up that was validated.
 * @param {Validated} validated
 * @returns {(() => void) | undefined} puts everything back as it was; undefined where there is no room, and nothing changed
 */
export function restore({ incoming, aside, removed, current }) {
  if (!hasRoomFor(incoming, aside, removed)) return undefined;
  // A browser that has nothing of its own goes on where the other one was.
  const isFresh = !plans.current.isBegun;
  const before = plans.current.id;
  // Where nothing can be kept, a back-up can still be looked at.
  const isBlocked = plans.current.problem === "blocked";
  const keys = isBlocked ? [] : aside.map(([id, text]) => setAside(id, text));
  if (!isBlocked) for (const [id, text] of removed) localStorage.setItem(GONE + id, text);
  for (const { id, copy } of incoming) plans.open(id).merge(copy);
  if (isFresh && current) plans.choose(current);
  const undo = () => {
    for (const { id, isNew, changes } of incoming) {
      if (isNew) plans.open(id).remove();
      else plans.open(id).set(changes.map(({ section, name, before }) => changeTo(section, name, before)));
    }
    for (const key of keys) localStorage.removeItem(key);
    for (const [id] of removed) deleteRemoved(id);
    plans.choose(before);
  };
  // Another tab took the room at this very moment.
  if (!incoming.some(({ id }) => plans.open(id).problem === "full")) return undo;
  undo();
  return undefined;
}

/** @param {...string} problems @returns {Validated} */
function refused(...problems) {
  return { problems, left: [], incoming: [], aside: [], removed: [] };
}

/**
 * Read a plan as the store would, naming what it can't.
 * @param {string} start of what is said of it
 * @param {string} id
 * @param {unknown} plan
 * @param {string[]} left takes up what is wrong with it
 * @returns {Kept | undefined} undefined where nothing of it can be read
 */
function readPlan(start, id, plan, left) {
  const wrong = (/** @type {string} */ problem) => void left.push(`${start}: ${problem}`);
  if (!isPlanId(id)) return wrong("expected an id of small letters, digits and hyphens.");
  if (!isFields(plan)) return wrong("expected a plan.");
  const fields = own(plan);
  if (typeof fields.schema !== "number") return wrong("schema: expected a number.");
  if (fields.schema > SCHEMA) return wrong(NEWER);
  // Wherever it began, it is of this site from now on.
  const copy = { ...parse(null), plan: { ...plan, site: SITE } };
  for (const section of SECTIONS) {
    const entries = fields[section] ?? {};
    if (!isFields(entries)) wrong(`${section}: expected entries by their names.`);
    else {
      for (const [name, entry] of Object.entries(entries)) {
        const problem = problemOf(entry);
        if (problem) wrong(`${section}: ${quote(name)}: ${problem}`);
        else readEntry(copy, `${section}/${name}`, entry);
      }
    }
  }
  return copy;
}

/** Why an entry can't be read, or nothing. One that has no value yet is carried along. @param {unknown} entry */
function problemOf(entry) {
  if (!isFields(entry)) return "expected a value and its time.";
  const { value, at = "" } = own(entry);
  if (!["string", "undefined"].includes(typeof value)) return "value: expected a text.";
  if (typeof at !== "string" || (value !== undefined && Number.isNaN(Date.parse(at)))) return "at: expected a time.";
  return "";
}

/**
 * @param {string} id of the plan, here
 * @param {Kept} copy
 * @param {Set<string>} here the ids of the plans that are here
 * @param {number} latest the last moment at which any of it can have been written
 * @param {string[]} left takes up why it can't come in
 * @returns {Incoming[]} it, or none
 */
function incomingOf(id, copy, here, latest, left) {
  const isNew = !here.has(id);
  const plan = isNew ? undefined : plans.open(id);
  if (plan?.problem === "newer") {
    left.push(`plan ${quote(id)}: ${NEWER_HERE}`);
    return [];
  }
  // A plan in which nothing is written is none.
  if (isNew && !copy.stored.size && Object.keys(merged(copy, [])).length === 2) return [];
  let early = 0;
  for (const [path, entry] of copy.entries) {
    if (entry.at <= latest) continue;
    early += 1;
    copy.entries.set(path, { ...entry, at: latest });
  }
  const parts = [...copy.entries].map(([path, after]) => {
    const [section, name] = partsOf(path);
    return { section, name, before: plan?.entry(section, name), after };
  });
  const changes = parts.filter(({ before, after }) => isLater(after, before) && before?.value !== after.value);
  const older = parts.filter(({ before, after }) => before && isLater(before, after) && before.value !== after.value);
  return [{ id, copy, isNew, changes, older: older.length, early }];
}

/**
 * Where a plan of a file goes: an unnamed one has been given a name here meanwhile, and an id may be that of a plan of
 * another site on this host.
 * @param {string} id
 * @param {Set<string>} here ids of plans of this site
 * @param {Set<string>} others and of others
 */
function targetOf(id, here, others) {
  if (here.has(id)) return id;
  if (!NOBODYS.test(id)) return !others.has(id) ? id : `${id.slice(0, 50)}${MARK.replace(":", "-") || "-top"}`;
  if (here.has(UNNAMED)) return UNNAMED;
  const named = shelf().filter((plan) => plan.value("about", "was") === UNNAMED);
  return named.length === 1 && named[0] ? named[0].id : UNNAMED;
}

/**
 * Texts that could not be read where the file was made, and are not set aside here yet.
 * @param {unknown} aside
 * @param {string[]} left takes up what is wrong with them
 * @returns {[string, string][]}
 */
function readAside(aside = {}, left) {
  if (!isFields(aside)) {
    left.push("aside: expected texts by the ids of their plans.");
    return [];
  }
  const here = asideHere();
  return Object.entries(aside).flatMap(([id, texts]) => {
    const known = here.get(id);
    if (isPlanId(id) && Array.isArray(texts) && texts.every((text) => typeof text === "string")) {
      return texts.filter((text) => !known?.has(text)).map((text) => /** @type {[string, string]} */ ([id, text]));
    }
    left.push(`aside: ${quote(id)}: expected a list of texts.`);
    return [];
  });
}

/**
 * Every text that was set aside here, by the id of its plan.
 * @returns {Map<string, Set<string>>}
 */
export function asideHere() {
  /** @type {Map<string, Set<string>>} */
  const texts = new Map();
  try {
    for (const [key, text] of Object.entries(localStorage)) {
      const [id = ""] = key.startsWith(ASIDE) ? key.slice(ASIDE.length).split(":") : [];
      if (isPlanId(id)) texts.set(id, (texts.get(id) ?? new Set()).add(text));
    }
  } catch {
    // Where nothing is kept, nothing is set aside.
  }
  return texts;
}

/**
 * Plans that were removed where the file was made; one that is here, removed or not, stays as it is here.
 * @param {unknown} removed
 * @param {Set<string>} here the ids of the plans that are here
 * @param {string[]} left takes up what is wrong with them
 * @returns {[string, string][]}
 */
function readRemoved(removed = {}, here, left) {
  if (!isFields(removed)) {
    left.push("removed: expected plans by their ids.");
    return [];
  }
  const known = new Set([...here, ...removedPlans().map(({ id }) => id)]);
  return Object.entries(removed).flatMap(([id, plan]) => {
    const copy = readPlan(`removed plan ${quote(id)}`, id, plan, left);
    const text = copy && JSON.stringify({ ...merged(copy, copy.entries), site: SITE });
    return text && !known.has(id) ? [/** @type {[string, string]} */ ([id, text])] : [];
  });
}

/** @param {Incoming[]} incoming @param {[string, string][]} aside @param {[string, string][]} removed */
function hasRoomFor(incoming, aside, removed) {
  try {
    const size = roomFor(incoming, aside) + removed.reduce((sum, [id, text]) => sum + (GONE + id).length + text.length, 0) - ROOM.length;
    if (size > 0) localStorage.setItem(ROOM, "x".repeat(size));
    localStorage.removeItem(ROOM);
    return true;
  } catch {
    // Where nothing at all can be kept, a back-up can still be looked at.
    return plans.current.problem === "blocked";
  }
}

/**
 * How many characters storage must take up beyond what it holds now, at the moment when it is most.
 * @param {Incoming[]} incoming
 * @param {[string, string][]} aside
 */
function roomFor(incoming, aside) {
  let size = aside.reduce((sum, [id, text]) => sum + (ASIDE + id).length + text.length, 0);
  let most = size;
  for (const { id, copy, isNew } of incoming) {
    const key = PLAN + id;
    const text = localStorage.getItem(key);
    const kept = isNew ? { ...copy, entries: new Map() } : parse(text);
    if (kept.damaged) size += (ASIDE + id).length + (text ?? "").length;
    const later = [...copy.entries].filter(([path, entry]) => isLater(entry, kept.entries.get(path)));
    size += JSON.stringify(merged(kept, later)).length - (text?.length ?? -key.length);
    most = Math.max(most, size);
  }
  return most;
}

/** The fields of an object that are its own; an object has no others, whatever it is called. @param {Fields} fields */
function own(fields) {
  return /** @type {Record<string, any>} */ (Object.assign(Object.create(null), fields));
}

/** A text of a file, short enough to be quoted. @param {string} text */
export function quote(text) {
  const plain = text.replace(/\p{C}/gu, "·");
  return `“${plain.length > 40 ? `${plain.slice(0, 40)}…` : plain}”`;
}
