// Owns how the handout desk is worked: what is chosen, what is said; it leaves reading rosters and making PDFs to its
// worker, and what a link to a choice says to desk-link.

import { hearClicks } from "../page/clicks.mjs";
import { copyField } from "../page/copy-field.mjs";
import { count, element, link } from "../page/markup.mjs";
import { missing } from "../page/missing.mjs";
import { saveFile } from "../page/save-file.mjs";
import { Centre } from "./centre.mjs";
import { linkToChoice } from "./desk-link.mjs";

/** @typedef {{pages: number, leaves: number, copies: number}} Sheets */
/** @typedef {{people: number, remarks: string[], isNamed: boolean, sheets: Sheets[]}} Looked */
/** @typedef {import("./handouts.mjs").Made} Made */

const PAUSE = 300; // Milliseconds after the last key before a roster is looked at.
const MOST_LISTED = 12;
const STARTER = "name,employer,date\r\n,,\r\n";

/**
 * Put the desk to work. The element holds the form that the server rendered.
 * @param {HTMLElement} desk
 */
export function openDesk(desk) {
  new Desk(desk);
}

class Desk {
  #desk;
  #form;
  #roster;
  /** @type {Worker | undefined} */
  #worker;
  #id = 0;
  #isMaking = false;
  /** @type {number | undefined} */
  #timer;
  /** @type {Uint8Array | null} a file that was chosen; what is typed takes its place */
  #file = null;
  /** @type {string | undefined} the address of the last result */
  #result;
  #centre;
  /** @type {string | undefined} the address of the last first page */
  #preview;

  /** @param {HTMLElement} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#form = /** @type {HTMLFormElement} */ (desk.querySelector("[data-form]"));
    this.#roster = /** @type {HTMLTextAreaElement} */ (desk.querySelector("textarea"));
    this.#centre = new Centre(this.#one("[data-centre]"));
    this.#form.addEventListener("submit", (event) => this.#make(event));
    this.#form.addEventListener("change", (event) => this.#change(event));
    hearClicks(this.#form, (event) => this.#press(event));
    this.#roster.addEventListener("input", () => this.#type());
    this.#form.addEventListener("input", () => this.#showHow());
    this.#form.addEventListener("dragover", (event) => event.preventDefault());
    this.#form.addEventListener("drop", (event) => this.#drop(event));
    const elsewhere = desk.querySelector("[data-elsewhere]");
    if (elsewhere instanceof HTMLElement) elsewhere.hidden = location.href.startsWith(elsewhere.dataset.elsewhere ?? "");
    this.#form.hidden = false;
    this.#one("[data-without]").hidden = true;
    this.#count();
  }

  /** @param {Event} event */
  #change({ target }) {
    if (target instanceof HTMLInputElement && target.type === "file") {
      const [file] = target.files ?? [];
      if (file && target.id === "desk-logo") this.#centre.logo.take(file);
      else if (file) this.#take(file);
      target.value = ""; // The same file may be chosen again.
      return;
    }
    this.#count();
    if (target !== this.#roster) this.#look();
    this.#one("[data-link]").hidden = true; // It led to what was chosen before.
  }

  #type() {
    this.#file = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), PAUSE);
  }

  /** @param {DragEvent} event */
  #drop(event) {
    const file = event.dataTransfer?.files[0];
    if (!file) return; // Text that is dropped is the text field's own business.
    event.preventDefault();
    if (file.type.startsWith("image/")) this.#centre.logo.take(file);
    else this.#take(file);
  }

  /** @param {File} file */
  async #take(file) {
    this.#file = new Uint8Array(await file.arrayBuffer());
    this.#roster.value = "";
    this.#roster.placeholder = file.name;
    this.#look();
  }

  /** @param {Event} event */
  #press({ target }) {
    const action = target instanceof Element ? target.closest("[data-action]")?.getAttribute("data-action") : null;
    if (action === "cancel") this.#cancel();
    if (action === "choose") this.#one("#desk-file").click();
    if (action === "set") this.#takeSet();
    if (action === "link") this.#showLink();
    if (action === "preview") this.#askPreview();
    if (action === "logo") this.#one("#desk-logo").click();
    if (action === "no-logo") this.#centre.logo.drop();
    const link = /** @type {HTMLInputElement} */ (this.#one("[data-link] input"));
    if (action === "copy-link") copyField(link, this.#one("[data-linked]"));
    if (action === "template") saveFile(new Blob([STARTER], { type: "text/csv" }), "roster.csv");
  }

  /** Look at the roster as it is now, and say what would be made of it. */
  #look() {
    this.#showHow();
    if (this.#isMaking) return;
    if (this.#parts().length) {
      this.#ask("look");
      return;
    }
    this.#id += 1; // What is still being looked at is no longer there.
    this.#showRead(1);
    this.#one("[data-paper]").textContent = "";
  }

  /**
   * Ask how to save it where there may be several. This stands above the button, so it comes as soon as somebody types: a
   * button that moves while it is pressed loses the press.
   */
  #showHow() {
    this.#one("[data-how]").hidden = !this.#bytes() && this.#blanks() < 2;
  }

  /** Tick what goes with the interview that is chosen. */
  #takeSet() {
    const wanted = (this.#chosen("scenario").dataset.set ?? "").split(" ");
    /** @type {NodeListOf<HTMLInputElement>} */
    const boxes = this.#form.querySelectorAll('[name="part"]');
    for (const box of boxes) box.checked = wanted.includes(box.value);
    const words = [...boxes].filter((box) => box.checked).map((box) => box.labels?.[0]?.textContent ?? "");
    this.#one("[data-ticked]").textContent = `Ticked: ${words.join(", ")}.`;
    for (const fold of this.#form.querySelectorAll("details")) fold.open ||= Boolean(fold.querySelector(":checked"));
    this.#count();
    this.#look();
  }

  /** A link that brings a person what is ticked here; nothing of it goes into a plan of this browser. */
  #showLink() {
    const parts = this.#parts();
    const { scenario, paper, large } = this.#sheets();
    const page = new URL(this.#chosen("scenario").dataset.page ?? "", document.baseURI);
    const field = /** @type {HTMLInputElement} */ (this.#one("[data-link] input"));
    field.value = linkToChoice(page, { scenario, paper, large, parts });
    this.#one("[data-link]").hidden = false;
    field.focus();
    field.select();
  }

  /** @param {Event} event */
  #make(event) {
    event.preventDefault(); // Nothing is sent.
    if (this.#isMaking) return;
    if (!this.#parts().length) {
      this.#say("Choose at least one sheet.");
      this.#one('[name="part"]').focus();
      return;
    }
    if (!this.#isFit()) return;
    this.#isMaking = true;
    this.#forget();
    this.#show(0, 1);
    this.#ask("make");
    this.#one('[data-action="cancel"]').focus();
  }

  /** Whether what is typed of a centre can be printed; if not, it is said, and the first field to correct has the focus. */
  #isFit() {
    const { problems } = this.#centre;
    this.#one("[data-refused]").replaceChildren(...problems.map(([words]) => line(words)));
    this.#one("[data-previewed]").replaceChildren();
    const [, field] = problems[0] ?? [];
    const fold = this.#one("[data-centre]");
    if (field && fold instanceof HTMLDetailsElement) fold.open = true;
    field?.focus();
    return !field;
  }

  #askPreview() {
    if (this.#isMaking || !this.#isFit()) return;
    if (this.#parts().length) this.#ask("preview");
    else this.#one("[data-refused]").replaceChildren(line("Choose at least one sheet."));
  }

  /** @param {Blob} blob */
  #showPreview(blob) {
    if (this.#preview) URL.revokeObjectURL(this.#preview);
    this.#preview = URL.createObjectURL(blob);
    const shown = link(this.#preview, "Open the first sheet");
    shown.target = "_blank";
    this.#one("[data-previewed]").replaceChildren(shown);
    shown.focus();
  }

  #cancel() {
    this.#end();
    this.#finish("Cancelled. Nothing was made.");
  }

  /** @param {"look" | "make" | "preview"} wish */
  #ask(wish) {
    this.#worker ??= this.#hire();
    this.#id += 1;
    const roster = this.#bytes();
    this.#worker.postMessage({
      ...this.#sheets(),
      wish,
      id: this.#id,
      folder: new URL(this.#desk.dataset.downloads ?? "", document.baseURI).href,
      parts: this.#parts(),
      choices: this.#choices(),
      centre: this.#centre.said,
      roster,
      blanks: this.#blanks() || Number(!roster),
      merged: this.#form.elements.how.value === "merged",
      bothSides: this.#form.elements.sides.checked,
      made: `${this.#desk.dataset.edition}-${today()}`,
      day: this.#desk.dataset.day,
    });
  }

  /** Which sheets, where a row does not say another. */
  #sheets() {
    const { scenario, paper, large } = this.#form.elements;
    return { scenario: scenario.value, paper: paper.value, large: large.checked };
  }

  /** What a row may say of that, by what a person calls it. */
  #choices() {
    const of = (/** @type {string} */ name) => {
      /** @type {NodeListOf<HTMLInputElement>} */
      const boxes = this.#form.querySelectorAll(`[name="${name}"]`);
      return Object.fromEntries([...boxes].map((box) => [box.value, box.labels?.[0]?.textContent ?? ""]));
    };
    return { scenario: of("scenario"), large: { yes: "Large print", no: "Ordinary size" }, paper: of("paper") };
  }

  /** How many copies without a name are wanted beside the class's. */
  #blanks() {
    const { value, max } = this.#form.elements.blanks;
    return Math.min(Math.max(0, Math.floor(Number(value)) || 0), Number(max));
  }

  #hire() {
    const worker = new Worker(new URL("desk-worker.mjs", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      if (data.id === this.#id) this.#hear(data); // An older answer is of another roster.
    });
    worker.addEventListener("error", async () => {
      this.#end();
      const why = await missing(undefined).catch((error) => error);
      this.#fail(why.isGone ? why.message : "The desk could not start. Reload this page, or use a newer browser.");
    });
    return worker;
  }

  /** @param {{done?: number, all?: number, looked?: Looked, made?: Made, shown?: Blob, refused?: string, failed?: string}} news */
  #hear({ done, all, looked, made, shown, refused, failed }) {
    if (shown) this.#showPreview(shown);
    if (refused) this.#one("[data-refused]").replaceChildren(line(refused));
    if (done) this.#show(done, all ?? 1);
    if (looked) this.#showLooked(looked);
    if (failed) this.#fail(failed);
    if (made) this.#showMade(made);
  }

  /** @param {Looked} looked */
  #showLooked({ people, remarks, isNamed, sheets }) {
    const [first, ...others] = isNamed ? ["", ...remarks] : remarks;
    const isSaid = people || (this.#bytes() && !first);
    const words = isSaid ? [line(`${count(people, "person", "people")}.`)] : [];
    if (first) words.push(line(""));
    words.at(-1)?.append(...(first ? [element("strong", "", first)] : []));
    this.#showRead(sheets.reduce((sum, { copies }) => sum + copies, 0) || 1, ...words, ...(others.length ? [list(others)] : []));
    this.#one("[data-paper]").textContent = paperWords(people, this.#blanks(), sheets);
  }

  /** Say what the roster holds. @param {number} people @param {...Node} words */
  #showRead(people, ...words) {
    const read = this.#one("[data-read]");
    // What stands there already would be read out once more, after every key.
    if (words.map((word) => word.textContent).join("") !== read.textContent) read.replaceChildren(...words);
    const wish = people > 1 ? `Make ${count(people, "handout")}` : "Make the handout";
    this.#one('[data-action="make"]').textContent = wish;
  }

  /** @param {string} words */
  #fail(words) {
    if (this.#isMaking) this.#finish(words);
    else this.#showRead(1, line(words)); // Nobody asked for anything: the one who types goes on typing.
  }

  /** @param {Made} made */
  #showMade({ blob, name, people, volumes, notices }) {
    if (!blob) {
      this.#finish("Nothing could be made of this roster:", ...(notices.length ? [list(notices)] : []));
      return;
    }
    this.#result = URL.createObjectURL(blob);
    const save = link(this.#result, `Save ${name}`);
    save.className = "second-round__button second-round__button--first";
    save.download = name;
    const ready = people > 1 ? `${count(people, "handout")} are ready.` : "The handout is ready.";
    const several = ` They are ${count(volumes, "PDF")} in one ZIP: one for each kind of sheets, none too long for a printer.`;
    const notes = notices.length ? [line("What to know:"), list(notices)] : [];
    this.#finish(volumes ? ready + several : ready, ...notes);
    // Not among what is read out by itself: it is heard as it gets the focus.
    this.#one("[data-made]").append(save);
    save.focus();
  }

  /** @param {string} words @param {...Node} more */
  #finish(words, ...more) {
    this.#isMaking = false;
    this.#one("[data-progress]").hidden = true;
    this.#one('[data-action="cancel"]').hidden = true;
    const make = this.#one('[data-action="make"]');
    make.hidden = false;
    this.#say(words, ...more);
    if (!this.#result) make.focus();
  }

  /** @param {number} done @param {number} all */
  #show(done, all) {
    this.#one("[data-progress]").hidden = false;
    this.#one('[data-action="make"]').hidden = true;
    this.#one('[data-action="cancel"]').hidden = false;
    const bar = /** @type {HTMLProgressElement} */ (this.#one("progress"));
    [bar.value, bar.max] = [done, all];
    this.#one("[data-count]").textContent = done ? `${done.toLocaleString("en")} of ${all.toLocaleString("en")}` : "";
    if (!done) this.#say("");
  }

  /** @param {string} words @param {...Node} more */
  #say(words, ...more) {
    this.#one("[data-said]").replaceChildren(...(words ? [line(words)] : []), ...more);
    this.#one("[data-made]").replaceChildren();
  }

  /** Say how many of the folded lists are chosen. */
  #count() {
    for (const group of this.#desk.querySelectorAll("[data-group]")) {
      const count = group.querySelectorAll(":checked").length;
      const name = group.getAttribute("data-group");
      this.#one(`[data-chosen="${name}"]`).textContent = count ? `(${count} chosen)` : "";
    }
  }

  /** The radio button that is on. @param {string} name @returns {HTMLInputElement} */
  #chosen(name) {
    return /** @type {HTMLInputElement} */ (this.#one(`[name="${name}"]:checked`));
  }

  #parts() {
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (this.#form.querySelectorAll('[name="part"]:checked'));
    return [...boxes].map((box) => box.value);
  }

  /** The roster as bytes, or null where there is none. */
  #bytes() {
    if (this.#file) return this.#file;
    return this.#roster.value.trim() ? new TextEncoder().encode(this.#roster.value) : null;
  }

  #forget() {
    if (this.#result) URL.revokeObjectURL(this.#result);
    this.#result = undefined;
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#id += 1;
    this.#forget();
  }

  /** @param {string} selector @returns {HTMLElement} */
  #one(selector) {
    return /** @type {HTMLElement} */ (this.#desk.querySelector(selector));
  }
}

/** This day, here, as files are dated by people. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0")).join("-");
}

/**
 * How much paper it will be, such as "24 people, 9 pages, 6 leaves each. 144 leaves in all."
 * @param {number} people
 * @param {number} blanks
 * @param {Sheets[]} sheets
 */
function paperWords(people, blanks, sheets) {
  if (!sheets.length) return "";
  const who = [];
  if (people) who.push(count(people, "person", "people"));
  if (blanks || !people) who.push(count(blanks || 1, "blank copy", "blank copies"));
  const range = (/** @type {number[]} */ numbers) => [...new Set([Math.min(...numbers), Math.max(...numbers)])];
  const of = (/** @type {"pages" | "leaves"} */ name, /** @type {string} */ one) => {
    const [least, most = least] = range(sheets.map((each) => each[name]));
    return least === most ? count(most, one, name) : `${least} to ${count(most, one, name)}`;
  };
  const all = sheets.reduce((sum, { leaves, copies }) => sum + leaves * copies, 0);
  const copies = sheets.reduce((sum, each) => sum + each.copies, 0);
  const each = copies > 1 ? ` each. ${count(all, "leaf", "leaves")} in all.` : ".";
  return `${who.join(" and ")}, ${of("pages", "page")}, ${of("leaves", "leaf")}${each}`;
}

/** @param {string} text */
function line(text) {
  return element("p", "", text);
}

/** @param {string[]} texts */
function list(texts) {
  const items = element("ul");
  items.append(...texts.slice(0, MOST_LISTED).map((text) => element("li", "", text)));
  if (texts.length > MOST_LISTED) {
    items.append(element("li", "", `and ${(texts.length - MOST_LISTED).toLocaleString("en")} more`));
  }
  return items;
}
