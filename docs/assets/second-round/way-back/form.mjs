// Owns what a filled PDF says: its fields by their whole names, and the plan that it carries; does not know what any of
// that means here.

import { PdfObjects, nameOf } from "./objects.mjs";
import { TooMuch, wordsOf } from "./values.mjs";
import { CARRIED } from "../plan/carried.mjs";
import { LARGEST } from "../plan/limits.mjs";

/** @typedef {import("./objects.mjs").PdfObject} PdfObject */
/** @typedef {import("./values.mjs").PdfFields} PdfFields */
/** @typedef {import("./values.mjs").PdfValue} PdfValue */
/**
 * @typedef {object} FormField
 * @property {string} words what a person calls it
 * @property {string[]} texts what stands in it; several where its places don't agree, the last in the file last
 * @property {boolean[] | undefined} ticks the same of a box to tick
 */
/**
 * @typedef {object} FilledForm
 * @property {boolean} isLocked whether nothing in it can be read without a password
 * @property {boolean} isCut whether the end of the file is missing
 * @property {Map<string, FormField>} fields
 * @property {string[]} remarks what was written on its pages beside the fields; empty for what is no text, as a drawing
 * @property {string | undefined} carried the plan, as text
 */

const MOST_ABOVE = 16; // Fields that a field may hang below.
const MOST_FIELDS = 20_000;
const MOST_TEXTS = 16; // That one field has in several places.
const LONGEST_NAME = 256; // Bytes of one field's own; ours have less in all.
const LONGEST_WORDS = 120;
const TEXT_UNIT = 16; // So many characters of a text count as a value each time that it stands somewhere.
/** Annotations that a sheet has by itself, or that belong to another. */
const OWN_KINDS = new Set(["Widget", "Link", "Popup"]);

/**
 * Read a PDF, whoever saved it last.
 * @param {Uint8Array} bytes
 * @returns {Promise<FilledForm>}
 * @throws {TooMuch} where it holds more than any viewer puts into a copy
 */
export async function readForm(bytes) {
  const objects = await PdfObjects.in(bytes);
  const { isLocked, isCut } = objects;
  if (isLocked) return { isLocked, isCut, fields: new Map(), remarks: [], carried: undefined };
  const form = new Form(objects);
  await form.read();
  const carried = form.carried && (await carriedIn(objects, form.carried));
  return { isLocked, isCut, fields: form.fields, remarks: form.remarks, carried };
}

/** What the objects of a file say that is of any use here. */
class Form {
  /** @type {Map<string, FormField>} */
  fields = new Map();
  /** @type {string[]} */
  remarks = [];
  /** What leads to the plan that the copy carries; of several, the last in the file. @type {PdfFields | undefined} */
  carried;
  #objects;
  /** Texts that were read, by their bytes: one may stand in any number of places. @type {Map<Uint8Array, string>} */
  #texts = new Map();

  /** @param {PdfObjects} objects */
  constructor(objects) {
    this.#objects = objects;
  }

  /** @throws {TooMuch} */
  async read() {
    const inOrder = [...this.#objects.all.values()].sort((one, other) => one.at - other.at);
    for (const { value } of inOrder) {
      if (!(value instanceof Map)) continue;
      const kind = nameOf(this.#objects.resolved(value.get("Subtype")));
      if (value.has("T") || kind === "Widget") await this.#takeField(value);
      const isAnnotation = value.has("Rect") || nameOf(value.get("Type")) === "Annot";
      if (isAnnotation && kind !== undefined && !OWN_KINDS.has(kind)) await this.#takeRemark(kind, value);
      if (value.has("EF") && ["UF", "F"].some((key) => this.#ownText(value, key) === CARRIED)) this.carried = value;
    }
  }

  /** @param {PdfFields} value of a field, or of one of its places */
  async #takeField(value) {
    const chain = this.#chainOf(value);
    const kind = nameOf(this.#inherited(chain, "FT"));
    const name = chain.flatMap((each) => this.#ownText(each, "T") ?? []).reverse().join(".");
    if (!name || (kind !== "Tx" && kind !== "Btn")) return;
    if (this.fields.size >= MOST_FIELDS && !this.fields.has(name)) throw new TooMuch();
    const field = this.fields.get(name) ?? { words: "", texts: [], ticks: kind === "Btn" ? [] : undefined };
    this.fields.set(name, field);
    const named = chain.find((each) => each.has("TU"));
    field.words ||= (named && this.#text(this.#objects.resolved(named.get("TU")))?.slice(0, LONGEST_WORDS)) || "";
    const set = chain.find((each) => each.has("V"))?.get("V");
    if (field.ticks) {
      // Some viewers change what a box shows, others what it says.
      const states = [set, value.get("AS")].flatMap((state) => this.#word(this.#objects.resolved(state)) ?? []);
      for (const state of states) field.ticks = withLast(field.ticks, state !== "Off");
    } else {
      const text = await this.#value(set);
      if (text !== undefined) field.texts = withLast(field.texts, text);
    }
  }

  /** What somebody put onto a page, beside its fields. @param {string} kind @param {PdfFields} value */
  async #takeRemark(kind, value) {
    const text = (await this.#value(value.get("Contents"))) ?? "";
    if (this.remarks.length < MOST_FIELDS && (text || kind === "Ink" || kind === "Stamp")) this.remarks.push(text);
  }

  /**
   * What stands in a field: a text, or a stream of one; empty where there is none, undefined where it can't be known.
   * @param {PdfValue | undefined} set
   */
  async #value(set) {
    const found = this.#objects.resolved(set);
    if (found instanceof Map && set instanceof Object && "reference" in set) {
      const bytes = await this.#objects.open(this.#objects.all.get(set.reference));
      return bytes && this.#text(bytes);
    }
    if (found === undefined && set !== undefined) return undefined;
    return this.#word(found) ?? "";
  }

  /** A text, or the word of a name. @param {PdfValue | undefined} value */
  #word(value) {
    return nameOf(value) ?? this.#text(value);
  }

  /** A short text that an object has of its own. @param {PdfFields} fields @param {string} key */
  #ownText(fields, key) {
    const bytes = this.#objects.resolved(fields.get(key));
    return bytes instanceof Uint8Array && bytes.length <= LONGEST_NAME ? this.#text(bytes) : undefined;
  }

  /** @param {PdfValue | undefined} bytes */
  #text(bytes) {
    if (!(bytes instanceof Uint8Array)) return undefined;
    this.#objects.allowance.take(bytes.length / TEXT_UNIT);
    const text = this.#texts.get(bytes) ?? wordsOf(bytes);
    this.#texts.set(bytes, text);
    return text;
  }

  /** A field and those above it. @param {PdfFields} field */
  #chainOf(field) {
    const chain = [field];
    for (let above = this.#objects.resolved(field.get("Parent")); above instanceof Map && chain.length < MOST_ABOVE; ) {
      if (chain.includes(above)) break;
      chain.push(above);
      above = this.#objects.resolved(above.get("Parent"));
    }
    return chain;
  }

  /** @param {PdfFields[]} chain @param {string} key */
  #inherited(chain, key) {
    return this.#objects.resolved(chain.find((each) => each.has(key))?.get(key));
  }
}

/**
 * Some values with one more at their end, where each stands once.
 * @template Value
 * @param {Value[]} all
 * @param {Value} last
 */
function withLast(all, last) {
  return [...all.filter((each) => each !== last), last].slice(-MOST_TEXTS);
}

/** The plan that a copy carries. @param {PdfObjects} objects @param {PdfFields} file */
async function carriedIn(objects, file) {
  const embedded = objects.resolved(file.get("EF"));
  const place = embedded instanceof Map ? (embedded.get("F") ?? embedded.get("UF")) : undefined;
  const stream = place instanceof Object && "reference" in place ? objects.all.get(place.reference) : undefined;
  const bytes = await objects.open(stream);
  if (bytes && bytes.length > LARGEST) return "";
  try {
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return ""; // It is there, and says nothing.
  }
}
