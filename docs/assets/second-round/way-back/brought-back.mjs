// Owns what a filled PDF means for a plan: what it carries of one, and what was typed and ticked since, as a back-up that
// can be looked at; does not keep anything.

import { readForm } from "./form.mjs";
import { TooMuch } from "./values.mjs";
import { clean } from "../pdf/text.mjs";
import { FORM, KIND } from "../plan/carried.mjs";
import { LARGEST, LONGEST } from "../plan/limits.mjs";
import { notesIn } from "../plan/notes-on-paper.mjs";
import { CARD_NOTES, keptAs } from "../plan/places.mjs";
import { isFields } from "../plan/plan-text.mjs";

/** @typedef {import("./form.mjs").FormField} FormField */
/** @typedef {import("../plan/agenda.mjs").Guidance} Guidance */
/** @typedef {import("../plan/plan-text.mjs").Fields} Fields */
/** @typedef {import("../plan/store.mjs").Change} Change */
/**
 * @typedef {object} Carried what a copy says of the plan that it was made from
 * @property {unknown} schema
 * @property {string} id
 * @property {Fields} plan
 * @property {Map<string, string>} sheet what stood in fields otherwise than in the plan
 * @property {number} at when it was made; 0 where it says nothing
 */
/**
 * @typedef {object} BroughtBack a filled PDF, read
 * @property {string[]} problems what keeps all of it out
 * @property {string[]} left what could not be read, and is left out
 * @property {Carried} [carried]
 * @property {Change[]} changes what was typed and ticked since
 * @property {Map<string, string>} words what a person calls fields, by their names
 * @property {{words: string, text: string}[]} unplaced what was written where the site keeps nothing
 */

const MEGABYTE = 1024 * 1024;
const NAME = /^[a-z0-9][a-z0-9-]{0,63}(\.[a-z0-9-]{1,64}){0,2}$/;
const COPY = /^copy-\d+\./;
// What has no place in any text; of what else is unseen, some joins and turns letters.
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]/gu;

const LOCKED =
  "This PDF is locked, so what was written in it can’t be read. Open it where it was filled in, save a copy without a password, and bring that in.";
const NO_FIELDS =
  "This PDF has no fields any more: it was printed to a file or scanned, and what is written in it is a picture. Bring in the file from before, or type from the paper.";
const NOT_OURS = "The fields in this PDF are not those of a sheet from this site.";
const TOO_MUCH = "This PDF holds far more than a filled sheet does, so it was not read to its end.";
const SEVERAL = "This PDF holds the copies of several people. Bring in a file with one copy.";
const NO_PLAN = "The plan that this PDF carries could not be read, so only what stands in its fields is brought in.";
const FIELDS_GONE =
  "The fields of this PDF are gone: what was written in it since is a picture. Only the plan that it was made from is brought in. Bring in the file from before, or type the rest from the paper.";
const CUT = "The end of this PDF is missing, so a part of what was filled in may be missing too. Look for another copy of it.";
const DRAWN = "Something is drawn or stamped on this PDF, which can’t be read here. Type from it what you need.";
const BESIDE = "Written beside the fields";
/** Fields of the practice cards, after the id of a question. */
const PRACTISED = /-(said|words)$/;

/**
 * @param {Blob} file
 * @param {Guidance} guidance
 * @returns {Promise<BroughtBack>}
 */
export async function readFilled(file, guidance) {
  if (file.size > LARGEST) return refused(`The file is larger than ${LARGEST / MEGABYTE} MB. No sheet of this site is.`);
  if (!("DecompressionStream" in globalThis)) return refused("This browser could not read the PDF. Update it, or use another one.");
  try {
    const form = await readForm(new Uint8Array(await file.arrayBuffer()));
    if (form.isLocked) return refused(LOCKED);
    return meaningOf(form, guidance);
  } catch (error) {
    if (error instanceof TooMuch) return refused(TOO_MUCH);
    throw error;
  }
}

/**
 * The back-up that brings it in.
 * @param {BroughtBack} brought
 * @param {string} id of the plan that takes it up, where it carries none
 * @param {number} saved when the file was saved last
 * @param {number} now
 */
export function backUpOf({ carried, changes }, id, saved, now) {
  const last = Math.min(now, Math.max(saved || now, carried ? carried.at + 1 : 0));
  const at = new Date(carried && !changes.length ? carried.at : last).toISOString();
  /** @type {Map<string, [string, {value: string, at: string}][]>} */
  const sections = new Map(changes.map(({ section }) => [section, []]));
  for (const { section, name, value } of changes) sections.get(section)?.push([name, { value, at }]);
  const plan = carried?.plan ?? { schema: 1 };
  // Spread and fromEntries define their keys, so that no name is more than a name.
  const changed = Object.fromEntries([...sections].map(([section, entries]) => [section, { ...fieldsAt(plan, section), ...Object.fromEntries(entries) }]));
  const known = carried?.id ?? id;
  const plans = Object.fromEntries([[known, { ...plan, ...changed }]]);
  return JSON.stringify({ kind: KIND, schema: carried ? carried.schema : FORM, at, current: known, plans });
}

/**
 * @param {import("./form.mjs").FilledForm} form
 * @param {Guidance} guidance
 * @returns {BroughtBack}
 */
function meaningOf({ fields, remarks, carried: text, isCut }, guidance) {
  const copies = new Set([...fields.keys()].flatMap((name) => COPY.exec(name)?.[0] ?? []));
  if (copies.size > 1) return refused(SEVERAL);
  const carried = text === undefined ? undefined : carriedOf(text);
  if (!fields.size && !carried) return refused(NO_FIELDS);
  const meaning = new Meaning(guidance, carried, fields);
  for (const [name, field] of fields) meaning.take(name.replace(COPY, ""), field);
  if (!meaning.known && !carried) return refused(NOT_OURS);
  meaning.end();
  if (text !== undefined && !carried) meaning.left.push(NO_PLAN);
  if (!fields.size) meaning.left.push(FIELDS_GONE);
  if (isCut) meaning.left.push(CUT);
  for (const remark of new Set(remarks.map((each) => clean(each, CONTROL).trim()))) {
    if (remark) meaning.unplaced.push({ words: BESIDE, text: remark });
    else meaning.left.push(DRAWN);
  }
  const words = new Map([...fields].map(([name, field]) => [name.replace(COPY, ""), field.words]));
  return { problems: [], left: meaning.left, carried, changes: meaning.changes, words, unplaced: meaning.unplaced };
}

/** What the fields of a PDF change, one after the other. */
class Meaning {
  known = 0;
  /** @type {Change[]} */
  changes = [];
  /** @type {string[]} */
  left = [];
  /** @type {{words: string, text: string}[]} */
  unplaced = [];
  #guidance;
  #carried;
  /** What is on the lists, by what it says. @type {Map<string, string>} */
  #words;
  /** The ids of items today, by those that they had. @type {Map<string, string>} */
  #today;
  /** What the names of fields begin with on worksheets, and on sheets that a plan keeps nothing of. */
  #worksheets;
  #others;
  /** Fields, by what stands above the text of one that did not fit where it belongs. @type {Map<string, [string, FormField]>} */
  #above;
  /** @type {{id: string, text: string, words: string}[]} */
  #cardNotes = [];

  /** @param {Guidance} guidance @param {Carried | undefined} carried @param {Map<string, FormField>} fields */
  constructor(guidance, carried, fields) {
    this.#guidance = guidance;
    this.#carried = carried;
    this.#words = new Map([...guidance.items].map(([id, item]) => [clean(item.do).trim(), id]));
    this.#today = new Map([...guidance.items.values()].flatMap(({ id, formerly = [] }) => formerly.map((each) => [each, id])));
    this.#worksheets = new Set(Object.entries(guidance.worksheets).flatMap(([id, { formerly = [] }]) => [id, ...formerly]));
    const questions = Object.values(guidance.questions ?? {}).flatMap(({ groups }) => groups.flatMap((group) => group.questions));
    this.#others = new Set([...Object.keys(guidance.conversations ?? {}), ...Object.keys(guidance.scenarios), ...questions.map(({ id }) => id)]);
    const named = [...fields].filter(([, { words }]) => words);
    this.#above = new Map(named.map((each) => [`${clean(each[1].words)}:`, each]));
  }

  /** @param {string} name @param {FormField} field */
  take(name, { words, texts, ticks }) {
    const kept = NAME.test(name) ? this.#placeOf(name, Boolean(ticks)) : undefined;
    if (kept || name.startsWith(CARD_NOTES) || this.#others.has(name.split(".")[0]?.replace(PRACTISED, "") ?? "")) this.known += 1;
    const carried = kept ? this.#carriedValue(name, kept) : "";
    const was = this.#carried?.sheet.get(name) ?? carried;
    if (ticks) {
      const isTicked = ticks.some((each) => each !== (was === "done")) !== (was === "done");
      if (isTicked === (was === "done")) return;
      if (kept) this.#change(kept, isTicked ? "done" : kept[0] === "items" ? "to-do" : "", words);
      else if (isTicked) this.unplaced.push({ words: words || name, text: "ticked" });
      return;
    }
    // Of several, the last counts: what an earlier version of the file said may still stand in it.
    const [text] = texts.filter((each) => !isSame(each, was)).slice(-1);
    if (text === undefined) return;
    const plain = clean(text, CONTROL).trim();
    if (name === "more") this.#takeNotes(plain, was, words);
    else if (kept) this.#change(kept, withoutStart(plain, was, carried), words);
    else if (name.startsWith(CARD_NOTES) && plain) this.#cardNotes.push({ id: name.slice(CARD_NOTES.length), text: plain, words });
    else if (name !== "centre" && plain) this.unplaced.push({ words: words || name, text: plain });
  }

  /** Once every field was taken: choose the cards that something is ticked or noted on, so that the list shows it. */
  end() {
    for (const { id, text, words } of this.#cardNotes) this.#takeCardNotes(id, text, words);
    const touched = new Set(this.changes.flatMap(({ section, name, value }) => (["items", "notes"].includes(section) && value ? name : [])));
    for (const [id, { items }] of Object.entries(this.#guidance.cards)) {
      const isChosen = this.#carried && valueAt(this.#carried.plan, "cards", id) === "chosen";
      if (!isChosen && items.some((item) => touched.has(item.id))) this.changes.push({ section: "cards", name: id, value: "chosen" });
    }
  }

  /**
   * Where a plan of today keeps what stands in a field; undefined where that is not on any list or worksheet.
   * @param {string} name
   * @param {boolean} isBox
   * @returns {[import("../plan/plan-text.mjs").Section, string] | undefined}
   */
  #placeOf(name, isBox) {
    const kept = keptAs(name);
    if (kept?.[0] === "items") {
      const id = this.#guidance.items.has(name) ? name : this.#today.get(name);
      return isBox && id !== undefined ? ["items", id] : undefined;
    }
    if (kept?.[0] !== "fields") return kept;
    return this.#worksheets.has(name.slice(0, name.indexOf("."))) ? kept : undefined;
  }

  /**
   * What the plan that is carried says in a field, under the id that it had then or has today.
   * @param {string} name
   * @param {[import("../plan/plan-text.mjs").Section, string]} kept
   */
  #carriedValue(name, [section, today]) {
    const plan = this.#carried?.plan ?? {};
    return valueAt(plan, section, keptAs(name)?.[1] ?? "") || valueAt(plan, section, today);
  }

  /** @param {[import("../plan/plan-text.mjs").Section, string]} kept @param {string} value @param {string} words */
  #change([section, name], value, words) {
    const most = { ...LONGEST, items: 9 }[/** @type {"about" | "fields" | "notes" | "items"} */ (section)];
    if (value.length > most) this.left.push(`${words || name}: longer than the ${most.toLocaleString("en")} characters that there is room for.`);
    else this.changes.push({ section, name, value });
  }

  /**
   * Take what stands on the page for notes: notes below the words of their items, and what did not fit elsewhere.
   * @param {string} text
   * @param {string} was
   * @param {string} words
   */
  #takeNotes(text, was, words) {
    const idOf = (/** @type {string} */ line) => {
      const plain = clean(line);
      return this.#words.get(plain) ?? (this.#above.has(plain) ? plain : undefined);
    };
    const [now, before] = [notesIn(text, idOf), notesIn(clean(was), idOf)];
    for (const [id, note] of now.notes) {
      const moved = this.#above.get(id);
      if (moved) {
        const more = this.#beyond(clean(note), ...moved);
        if (more) this.unplaced.push({ words, text: more });
      } else if (!isSame(note, before.notes.get(id))) this.#change(["notes", id], note, words);
    }
    // What is no longer there was taken out.
    for (const id of before.notes.keys()) if (!now.notes.has(id)) this.#change(["notes", id], "", words);
    if (now.rest && !isSame(now.rest, before.rest)) this.unplaced.push({ words, text: now.rest });
  }

  /**
   * What stands below a text that did not fit in its field; the text itself stands in the field too, or stood there.
   * @param {string} note
   * @param {string} name
   * @param {FormField} field
   */
  #beyond(note, name, { texts }) {
    const kept = this.#placeOf(name, false);
    const known = [...texts, kept ? this.#carriedValue(name, kept) : ""].map((text) => clean(text).trim());
    const own = known.find((text) => text && note.startsWith(text)) ?? "";
    return note.slice(own.length).trim();
  }

  /** What is noted on a card as a whole goes with the first thing on it. @param {string} id @param {string} text @param {string} words */
  #takeCardNotes(id, text, words) {
    const first = new Map(Object.entries(this.#guidance.cards)).get(id)?.items[0]?.id;
    if (!first) {
      this.unplaced.push({ words, text });
      return;
    }
    const changed = this.changes.find(({ section, name }) => section === "notes" && name === first);
    const own = changed?.value ?? (this.#carried ? valueAt(this.#carried.plan, "notes", first) : "");
    this.changes = this.changes.filter((change) => change !== changed);
    this.#change(["notes", first], own ? `${own}\n\n${text}` : text, words);
  }
}

/** @param {string} text @returns {Carried | undefined} undefined where it is no plan, or more than one */
function carriedOf(text) {
  try {
    /** @type {unknown} */
    const file = JSON.parse(text);
    const plans = isFields(file) && file.kind === KIND ? Object.entries(fieldsAt(file, "plans")) : [];
    const [[id, plan] = ["", undefined], ...others] = plans;
    if (!isFields(file) || !isFields(plan) || others.length) return undefined;
    JSON.stringify(plan); // What is nested too deep is no plan.
    const texts = Object.entries(fieldsAt(file, "sheet")).filter(([, each]) => typeof each === "string");
    const sheet = new Map(/** @type {[string, string][]} */ (texts));
    return { schema: file.schema, id, plan, sheet, at: Date.parse(String(file.at)) || 0 };
  } catch {
    return undefined;
  }
}

/** What an object has of its own under a name, where that is an object again. @param {Fields} fields @param {string} name */
function fieldsAt(fields, name) {
  const found = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return isFields(found) ? found : {};
}

/** What a plan says; empty where it says nothing. @param {Fields} plan @param {string} section @param {string} name */
function valueAt(plan, section, name) {
  const { value } = fieldsAt(fieldsAt(plan, section), name);
  return typeof value === "string" ? value : "";
}

/** Whether two texts say the same. @param {string} one @param {string} [other] */
function isSame(one, other = "") {
  return clean(one).trim() === clean(other).trim();
}

/**
 * A text without what the sheet put before a person's own, where that still stands there.
 * @param {string} text
 * @param {string} was
 * @param {string} own
 */
function withoutStart(text, was, own) {
  const [whole, end] = [clean(was), clean(own)];
  const start = whole.endsWith(end) ? whole.slice(0, whole.length - end.length).replace(/[;\s]+$/, "") : "";
  return start && text.startsWith(start) ? text.slice(start.length).replace(/^[;\s]+/, "") : text;
}

/** @param {string} problem @returns {BroughtBack} */
function refused(problem) {
  return { problems: [problem], left: [], changes: [], words: new Map(), unplaced: [] };
}
