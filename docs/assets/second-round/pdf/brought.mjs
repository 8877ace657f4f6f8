// Owns what Python brings and JavaScript does not: characters, bytes, sentences with values in them; it knows no PDF.

/** A character's number. @param {string} text */
export function code(text) {
  return text.codePointAt(0) ?? 0;
}

/** In characters. @param {string} text */
export function lengthOf(text) {
  return [...text].length;
}

/** @param {number} number @param {number} digits at least */
export function hex(number, digits) {
  return number.toString(16).toUpperCase().padStart(digits, "0");
}

/** The order of Python's strings. @param {string} one @param {string} other */
export function byCharacter(one, other) {
  const [ones, others] = [[...one], [...other]];
  const at = ones.findIndex((each, at) => each !== others[at]);
  if (at < 0) return ones.length - others.length;
  return at < others.length ? code(ones[at]) - code(others[at]) : 1;
}

/**
 * Without the spaces at its end; not by an expression, which would look for the end at every space.
 * @param {string} text
 */
export function stripped(text) {
  let end = text.length;
  while (text[end - 1] === " ") end -= 1;
  return text.slice(0, end);
}

/**
 * A sentence with values put in where their names stand in braces.
 * @param {string} sentence
 * @param {Record<string, string | number | null>} values
 */
export function formatted(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {string} text each character is one byte */
export function bytesOf(text) {
  const data = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) data[at] = text.charCodeAt(at);
  return data;
}

/** The bytes of a text, each as one character. @param {string} text */
export function utf8(text) {
  return textOf(new TextEncoder().encode(text));
}

/** Bytes, each as one character. @param {Uint8Array} data */
export function textOf(data) {
  return Array.from(data, (byte) => String.fromCharCode(byte)).join("");
}

/** Compressed, as zlib does it. @param {Uint8Array<ArrayBuffer>} data */
export async function deflated(data) {
  const packed = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}
