// Owns whose handouts are made at the desk: what is typed of a centre, whether it can be printed, and keeping it here;
// it leaves the logo to centre-logo, and setting all of it on sheets to pdf/imprint.
//
// The limits are those of checklists/brand.yml, and the contrast is that of WCAG 2.2, as macros/brand/brand.py has it.

import { CentreLogo } from "./centre-logo.mjs";

/**
 * @typedef {object} Said what is typed of a centre
 * @property {string} name
 * @property {string} contact
 * @property {string} appointment an address, or ""
 * @property {string} colour such as "#12343b"
 * @property {import("../pdf/imprint.mjs").Mark | null} logo
 */

const KEY = "second-round:centre";
const LEAST_CONTRAST = 4.5;
const COLOUR = /^#[0-9a-f]{6}$/;
const ADDRESS = /^https:\/\/[^\s<>"\\]+$/;
const HOST = /^(?!-)[\p{L}\p{N}_-]{1,63}(?<!-)(\.(?!-)[\p{L}\p{N}_-]{1,63}(?<!-))*\.?$/u;

/** The fields of a centre on the page, and what they say. */
export class Centre {
  #fields;
  #keep;
  #about;
  #usual;

  /** @param {HTMLElement} root holds the fields */
  constructor(root) {
    const one = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (root.querySelector(`#desk-${id}`));
    this.#fields = { name: one("centre"), contact: one("contact"), appointment: one("appointment"), colour: one("colour") };
    this.#usual = this.#fields.colour.value;
    this.#keep = one("keep");
    this.#about = /** @type {HTMLElement} */ (root.querySelector("[data-colour]"));
    const kept = stored();
    for (const [name, field] of Object.entries(this.#fields)) if (kept?.[name]) field.value = kept[name];
    this.#keep.checked = kept !== null;
    if (kept && root instanceof HTMLDetailsElement) root.open = true;
    root.addEventListener("input", () => this.#take());
    this.logo = new CentreLogo(root, () => this.#take());
    this.#say();
    if (kept?.logo) this.logo.takeKept(kept.logo);
  }

  /** What is typed, or null where the handouts are the site's own. @returns {Said | null} */
  get said() {
    const { name, contact, appointment, colour } = this.#fields;
    const said = { name: tidy(name.value), contact: tidy(contact.value), appointment: appointment.value.trim() };
    const { mark } = this.logo;
    const isOwn = !said.name && !said.contact && !said.appointment && !mark && colour.value === this.#usual;
    return isOwn ? null : { ...said, colour: colour.value, logo: mark };
  }

  /** What keeps it from being printed, each with the field where it can be corrected. @returns {[string, HTMLElement][]} */
  get problems() {
    const { said } = this;
    /** @type {[string, HTMLElement][]} */
    const found = [];
    if (this.logo.isReading) found.push(["The logo is still being read. Try again in a moment.", this.logo.choose]);
    if (!said) return found;
    const { name, contact, appointment, colour } = this.#fields;
    if (!said.name) found.push(["The name of the centre is missing.", name]);
    if (!said.contact) found.push(["The contact is missing: a room, a phone number or a shared mailbox.", contact]);
    if (said.appointment && !isAddress(said.appointment)) {
      found.push(["The page for appointments needs a whole address, such as https://careers.example/book.", appointment]);
    }
    if (contrastWithWhite(said.colour) < LEAST_CONTRAST) found.push([colourWords(said.colour), colour]);
    return found;
  }

  /** Keep what is typed, or no longer, and say whether the colour can be read. */
  #take() {
    this.#say();
    const { said, logo } = this;
    try {
      if (this.#keep.checked && (said || logo.file)) localStorage.setItem(KEY, JSON.stringify({ ...said, logo: logo.file }));
      else localStorage.removeItem(KEY);
    } catch {
      this.#keep.checked = false; // This browser keeps nothing.
    }
  }

  #say() {
    this.logo.name(tidy(this.#fields.name.value));
    const words = colourWords(this.#fields.colour.value);
    if (this.#about.textContent !== words) this.#about.textContent = words;
  }
}

/** What was kept, of that what is text; null where nothing was. @returns {Record<string, string> | null} */
function stored() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const texts = Object.entries(kept).filter(([, value]) => typeof value === "string");
    return Object.fromEntries(texts.filter(([name, value]) => name !== "colour" || COLOUR.test(value)));
  } catch {
    return null;
  }
}

/** With one space where several are, as a name is printed. @param {string} text */
function tidy(text) {
  return text.trim().replace(/\s+/g, " ");
}

/** Whether an address leads to a host, and says not who enters. @param {string} text */
function isAddress(text) {
  if (!ADDRESS.test(text) || /%(?![0-9a-fA-F]{2})/.test(text)) return false;
  const [place] = text.slice("https://".length).split(/[/?#]/);
  const [, host = "", port] = place.match(/^(.*?)(?::(\d+))?$/) ?? [];
  return HOST.test(host) && port !== "0";
}

/** Whether words in a colour can be read on paper, in words. @param {string} colour */
function colourWords(colour) {
  const found = contrastWithWhite(colour);
  const ratio = `${found.toFixed(1)} to 1`;
  if (found >= LEAST_CONTRAST) return `It reads well on white paper: a contrast of ${ratio}.`;
  const near = `The nearest that works is ${readable(colour)}.`;
  return `It is too pale: on white its contrast is ${ratio}, and people need ${LEAST_CONTRAST} to 1 to read it. ${near}`;
}

/** The contrast of a colour such as "#12343b" with white, from 1 to 21. @param {string} colour */
function contrastWithWhite(colour) {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** The nearest darker shade that can be read on white. @param {string} colour */
function readable(colour) {
  for (let step = 100; step > 0; step -= 1) {
    const shade = channels(colour).map((value) => Math.round((value * step) / 100));
    const text = `#${shade.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
    if (contrastWithWhite(text) >= LEAST_CONTRAST) return text;
  }
  return "#000000";
}

/** @param {string} colour */
function channels(colour) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
