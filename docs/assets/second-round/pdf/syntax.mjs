// Owns how numbers, texts and references are written in a PDF; it leaves what they are about to others.
//
// macros/paper/pack/syntax.py is the same in Python.

import { hex } from "./brought.mjs";
import { PLAIN } from "./tables.mjs";

const IS_PLAIN = new RegExp(`^${PLAIN}$`);

/**
 * A number of so many parts to a unit as a PDF has it: 1234 is "1.234", 5000 is "5", -500 is "-0.5".
 * @param {number} number
 */
export function numberText(number, parts = 1000) {
  const whole = Math.abs(number);
  const part = whole % parts;
  const digits = part ? `${(whole - part) / parts}.${String(part + parts).slice(1).replace(/0+$/, "")}` : String(whole / parts);
  return number < 0 ? `-${digits}` : digits;
}

/**
 * A text as a PDF has it: plain words as they are, else hexadecimal digits, so that nothing can end it.
 * @param {string} text
 */
export function textString(text) {
  if (IS_PLAIN.test(text)) return `(${text})`;
  let digits = "";
  for (let at = 0; at < text.length; at += 1) digits += hex(text.charCodeAt(at), 4);
  return `<FEFF${digits}>`;
}

/** What stands for objects, one after the other. @param {number[]} numbers */
export function references(numbers) {
  return numbers.map((number) => `${number} 0 R`).join(" ");
}

/**
 * Each entry of an outline with the references to those beside it.
 * @param {number[]} entries
 * @returns {[number, string][]}
 */
export function siblings(entries) {
  return entries.map((entry, at) => {
    const before = at ? `/Prev ${entries[at - 1]} 0 R` : "";
    const after = at + 1 < entries.length ? `/Next ${entries[at + 1]} 0 R` : "";
    return [entry, before + after];
  });
}
