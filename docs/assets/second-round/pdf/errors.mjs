// Owns what can go wrong with what somebody typed, as macros/errors.py has it; it leaves showing it to others.

import { code, formatted, hex } from "./brought.mjs";
import { NOT_SHOWN, NOT_TEXT } from "./tables.mjs";

/** Something else than text was to be filled in. Its message is fit to be shown. */
export class NotText extends Error {
  /**
   * @param {string[]} fields the names of the fields
   * @param {Record<string, string>} words what a person would call each field
   */
  constructor(fields, words) {
    super(formatted(NOT_TEXT, { fields: fields.map((name) => `“${words[name] ?? name}”`).join(", ") }));
    this.name = "NotText";
    this.fields = fields;
  }
}

/** Somebody typed a character that no font at hand can show right. Its message is fit to be shown. */
export class UnsupportedText extends Error {
  /**
   * @param {Record<string, string>} missing the characters, by the name of the field
   * @param {Record<string, string>} words what a person would call each field
   */
  constructor(missing, words) {
    const shown = Object.entries(missing).map(([name, each]) => `${words[name]}: ${characters(each)}`);
    super(formatted(NOT_SHOWN, { fields: shown.join("; ") }));
    this.name = "UnsupportedText";
    this.missing = missing;
  }
}

const FIT = ["Error", "RangeError", "NotText", "UnsupportedText"];

/** What to say of an error: the message of ours, since a browser's own are for those who write scripts. @param {unknown} error */
export function messageOf(error) {
  if (error instanceof Error && FIT.includes(error.name)) return error.message;
  return "This browser could not make the PDF. Update it, or take the sheets as they are, from “Handouts”.";
}

/** Each with its code, because some cannot be seen, and some look alike. @param {string} text */
function characters(text) {
  const listed = [...text].map((each) => {
    return `${/[\p{C}\p{Z}]/u.test(each) ? "" : each} (U+${hex(code(each), 4)})`.trim();
  });
  return listed.join(", ");
}
