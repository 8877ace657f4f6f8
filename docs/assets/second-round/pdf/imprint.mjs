// Owns how a brand is linked into a pack: its words, codes, colour and logo, in the places left for them; it leaves
// making sheets with such places to the press.
//
// macros/paper/fill/imprint.py is the same in Python, and says how. Objects are strings: a character is a byte.

import { bytesOf, formatted, hex, utf8 } from "./brought.mjs";
import { crc32 } from "./crc32.mjs";
import { UnsupportedText } from "./errors.mjs";
import { layOut, operators } from "./layout.mjs";
import { Pack } from "./pack.mjs";
import { modules } from "./qr.mjs";
import { numberText, textString } from "./syntax.mjs";
import { ASKS, BESIDE_LOGO, BLACK, BOOKS, BRAND_WORDS, HEADER, HOUSE, LARGE_LOGO, LARGE_TYPE, LOGO, PAD, NO_ROOM } from "./tables.mjs";
import { clean, lettersOf } from "./text.mjs";

/** @typedef {import("./pack.mjs").Branded} Branded */
/** @typedef {import("./pack.mjs").Form} Form */
/** @typedef {import("./pack.mjs").Objects} Objects */
/** @typedef {import("./text.mjs").Letters} Letters */
/**
 * @typedef {object} Mark a logo as objects, the first one high and one wide; `{m2}` is the number of the third
 * @property {number} wide in thousandths of its height
 * @property {string[]} objects
 */
/**
 * @typedef {object} Imprint what a brand says on sheets
 * @property {string} name
 * @property {string} contact
 * @property {string} colour as in #12343b
 * @property {string} address of the site, with a slash at its end
 * @property {string} edition and the month that it is of
 * @property {string} appointment
 * @property {[string, string][]} links title and address of each
 * @property {Mark | null} logo
 */

const { floor, min } = Math;

const IF = /\{([a-z0-9-]+)\?([^{}]*)\}/g;
const UNSAFE = /[^!-~]|[()\\]/gu;

/**
 * The pack with this brand in place of the one that it had.
 * @param {Pack} pack
 * @param {Imprint} imprint
 * @throws {UnsupportedText} with every word that holds a character which no font can show
 * @throws {RangeError} for one that is too long for its place
 */
export function branded(pack, imprint) {
  return new Linker(pack, imprint).branded();
}

/** Makes the objects of one brand, and puts them at the beginning of chunks. */
class Linker {
  #pack;
  #imprint;
  #letters;
  #said;
  /** @type {Set<number>} */
  #used = new Set();

  /** @param {Pack} pack @param {Imprint} imprint */
  constructor(pack, imprint) {
    this.#pack = pack;
    this.#imprint = imprint;
    this.#letters = lettersOf(pack);
    this.#said = said(imprint, this.#letters);
    this.#checkLetters();
  }

  branded() {
    const { map } = this.#pack;
    const { brand } = map;
    const own = new Map(Object.entries(brand.chunks).map(([name, each]) => [name, this.#objects(each)]));
    const base = /** @type {Objects} */ (own.get("base"));
    base.set(brand.colour, colour(this.#imprint.colour));
    const logo = this.#imprint.logo?.objects ?? [];
    for (const [at, body] of logo.entries()) {
      const end = body.indexOf("stream\n"); // What follows is no text.
      const named = body.slice(0, end).replace(/\{m(\d+)\}/g, (_, number) => String(brand.size + Number(number)));
      base.set(brand.size + at, named + body.slice(end));
    }
    const [blob, chunks, told] = [[bytesOf(HEADER)], /** @type {import("./pack.mjs").ChunkPlace[]} */ ([]), []];
    let position = HEADER.length;
    for (const chunk of map.chunks) {
      const [start, middle, end] = [chunk.at[0] + chunk.own, chunk.at[1], chunk.at[2]];
      /** @type {[number, number][]} */
      const direct = [];
      let ahead = "";
      for (const [number, body] of own.get(chunk.id) ?? []) {
        direct.push([number, ahead.length]);
        ahead += `${number} 0 obj\n${body}\nendobj\n`;
      }
      const more = ahead.length - chunk.own;
      for (const [number, at] of chunk.direct) if (at >= chunk.own) direct.push([number, at + more]);
      const from = position + ahead.length;
      chunks.push({ ...chunk, at: [position, from + middle - start, from + end - start], direct, own: ahead.length });
      blob.push(bytesOf(ahead), this.#pack.pdf.subarray(start, end));
      position = from + end - start;
      told.push(ahead);
    }
    const data = joined(blob, position);
    const mark = hex(crc32(bytesOf(told.join(""))), 8);
    const fonts = [...this.#used].sort((one, other) => one - other).map((at) => this.#letters.fonts[at].chunk);
    const pack = new Pack(data, {
      ...map,
      chunks,
      imprint: { address: this.#imprint.address, edition: this.#imprint.edition },
      also: fonts.filter((each) => each !== "" && each !== "base"),
      info: `/Author${textString(this.#imprint.name)}${brand.info}`,
      id: `${brand.id.slice(0, 16)}${mark}${brand.id.slice(24)}`,
      size: brand.size + logo.length,
      length: data.length,
      crc32: crc32(data),
    });
    pack.kept("letters", () => this.#letters);
    return pack;
  }

  /** See that there are letters for every word. */
  #checkLetters() {
    const { name, contact, edition, links } = this.#imprint;
    const titles = links.map(([title], number) => [`link-${number}`, title]);
    const texts = [["name", name], ["contact", contact], ["edition", edition], ...titles];
    const missing = texts.map(([what, text]) => [what, this.#letters.lacking(clean(text))]);
    const wrong = missing.filter(([, characters]) => characters);
    if (wrong.length) throw new UnsupportedText(Object.fromEntries(wrong), BRAND_WORDS);
  }

  /** The objects of a chunk. @param {Branded} chunk @returns {Objects} */
  #objects(chunk) {
    /** @type {Objects} */
    const found = new Map();
    for (const form of chunk.forms) {
      found.set(form.number, this.#said.has(form.what) ? this.#form(form, chunk.check) : drawn(form, "", ""));
    }
    const there = leads(this.#imprint, chunk.check);
    for (const [what, number] of Object.entries(chunk.links)) {
      const address = there.get(what);
      if (address !== undefined) found.set(number, `<</S/URI/URI(${escaped(address)})>>`);
    }
    for (const [name, text] of Object.entries(chunk.objects)) {
      const body = text.replace(IF, (_, what, inside) => (this.#said.has(what) ? inside : ""));
      found.set(Number(name), utf8(body || "null"));
    }
    return found;
  }

  /** @param {Form} form @param {string} check */
  #form(form, check) {
    const { what } = form;
    if (what.endsWith("-code")) {
      return code(escaped(/** @type {string} */ (leads(this.#imprint, check).get(what.slice(0, -"-code".length)))));
    }
    if (what === "head") return this.#head(form);
    return this.#text(form, /** @type {string} */ (this.#said.get(what)), 0, "");
  }

  /** The name, and to the right of it the logo. @param {Form} form */
  #head(form) {
    const { logo } = this.#imprint;
    const name = /** @type {string} */ (this.#said.get("head"));
    if (!logo) return this.#text(form, name, 0, "");
    const [most, high] = form.size > LARGE_TYPE ? LARGE_LOGO : LOGO;
    const height = min(high, form.height, floor((most * 1000) / logo.wide));
    const width = floor((height * logo.wide) / 1000);
    const [left, up] = [numberText(form.width - width), numberText(form.height - height)];
    const size = `${numberText(width)} 0 0 ${numberText(height)} ${left} ${up} cm`;
    return this.#text(form, name, width + BESIDE_LOGO, `q ${size} /L Do Q `);
  }

  /** What a link says that is too long with its address; it leads there all the same. @param {string} what */
  #shorter(what) {
    if (what.startsWith("link-")) return clean(this.#imprint.links[Number(what.slice("link-".length))][0]);
    return what === "check" ? ASKS : "";
  }

  /**
   * A text in its place, lines from its top.
   * @param {Form} form
   * @param {string} text
   * @param {number} beside
   * @param {string} logo
   */
  #text(form, text, beside, logo) {
    const [letters, width] = [this.#letters, form.width - beside];
    const size = { width: width + 2 * PAD, height: form.height + 2 * PAD, size: form.size };
    const lines = !form.what.startsWith("link") && (form.what !== "head" || form.size > LARGE_TYPE);
    const place = { number: 0, ...size, lines: Number(lines), white: 0 };
    const measure = (/** @type {string} */ line) => letters.width(line);
    const pieces = (/** @type {string} */ line) => letters.marks.pieces(line);
    const shown = letters.apart(clean(text).replaceAll("\n", " "));
    let layout = layOut(shown, place, measure, pieces);
    const short = layout.fits ? "" : this.#shorter(form.what);
    if (short) layout = layOut(letters.apart(short), place, measure, pieces);
    if (!layout.fits) {
      const words = /** @type {Record<string, string>} */ (BRAND_WORDS)[form.what];
      throw new RangeError(formatted(NO_ROOM, { words, text }));
    }
    let content = logo;
    /** @type {Set<number>} */
    const fonts = new Set();
    for (const [at, line] of (shown ? layout.lines : []).entries()) {
      const spare = width - floor((letters.width(line) * layout.size) / 100);
      const right = [0, floor(spare / 2), spare][form.align];
      const first = form.height - layout.size * 10 - at * layout.leading;
      const one = { lines: [line], size: layout.size, first, leading: 0, fits: true };
      const [written, used] = operators(one, letters);
      content += `q 1 0 0 1 ${numberText(right - PAD)} 0 cm ${written} Q `;
      for (const each of used) fonts.add(each);
    }
    for (const each of fonts) this.#used.add(each);
    const sorted = [...fonts].sort((one, other) => one - other);
    const named = sorted.map((at) => `/F${at} ${letters.fonts[at].number} 0 R`).join("");
    let resources = named ? `/Font<<${named}>>` : "";
    if (logo) resources += `/XObject<</L ${this.#pack.map.brand.size} 0 R>>`;
    return drawn(form, resources, content.trimEnd());
  }
}

/** The colour space that has just this colour; black is ink alone. @param {string} wanted such as #12343b */
function colour(wanted) {
  const space = wanted === BLACK ? "/DeviceGray 0<00>" : `/DeviceRGB 0<${wanted.slice(1).toUpperCase()}>`;
  return `[/Indexed${space}]`;
}

/**
 * The text of each place in which this brand says something; a code has none.
 * @param {Imprint} imprint
 * @param {Letters} letters
 */
function said(imprint, letters) {
  const texts = new Map([
    ["head", imprint.name === HOUSE ? "" : imprint.name],
    ["edition", imprint.edition],
    ["contact", imprint.contact],
    ["check", typed(`${imprint.address}check`, letters)],
    ["check-code", ""],
  ]);
  if (imprint.appointment) texts.set("appointment", BOOKS).set("appointment-code", "");
  for (const [number, [title, address]] of imprint.links.entries()) {
    texts.set(`link-${number}`, `${title}: ${typed(address, letters)}`);
  }
  return texts;
}

/** An address as people type it, in letters that can be shown. @param {string} address @param {Letters} letters */
function typed(address, letters) {
  const short = address.slice(address.indexOf("://") + "://".length).replace(/\/+$/, "");
  return letters.lacking(clean(short)) ? escaped(short) : short;
}

/**
 * Where each link leads; that to check a sheet ends with what the sheet is.
 * @param {Imprint} imprint
 * @param {string} check
 */
function leads(imprint, check) {
  const found = new Map([["check", `${imprint.address}${check || "check/"}`]]);
  if (imprint.appointment) found.set("appointment", imprint.appointment);
  for (const [number, [, address]] of imprint.links.entries()) found.set(`link-${number}`, address);
  return found;
}

/** An address in ASCII as a string has it, where nothing in it can end it. @param {string} address */
function escaped(address) {
  const percent = (/** @type {string} */ each) => [...utf8(each)].map((byte) => `%${hex(byte.charCodeAt(0), 2)}`).join("");
  return address.replace(UNSAFE, percent);
}

/** A QR code as a picture that is drawn in black: a bit for each square. @param {string} address */
function code(address) {
  const rows = modules(address);
  const size = rows.length;
  let data = "";
  for (const row of rows) {
    for (let at = 0; at < size; at += 8) {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) byte = 2 * byte + Number(row[at + bit] ?? false);
      data += String.fromCharCode(byte);
    }
  }
  return (
    `<</Subtype/Image/Width ${size}/Height ${size}/ImageMask true/BitsPerComponent 1/Decode[1 0]` +
    `/Length ${data.length}>>stream\n${data}\nendstream`
  );
}

/** A form as an object. @param {Form} form @param {string} resources @param {string} content */
function drawn(form, resources, content) {
  const box = `${numberText(form.width)} ${numberText(form.height)}`;
  const dictionary = `<</Subtype/Form/BBox[0 0 ${box}]/Resources<<${resources}>>/Length ${content.length}>>`;
  return `${dictionary}stream\n${content}\nendstream`;
}

/** Bytes one after the other. @param {Uint8Array[]} blocks @param {number} length of all */
function joined(blocks, length) {
  const data = new Uint8Array(length);
  let position = 0;
  for (const block of blocks) {
    data.set(block, position);
    position += block.length;
  }
  return data;
}
