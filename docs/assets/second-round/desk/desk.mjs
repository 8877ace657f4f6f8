// Owns how the handout desk is worked: what is chosen, what is said; it leaves reading rosters and making PDFs to its
// worker.

import { hearClicks } from "../page/clicks.mjs";
import { count, element, link } from "../page/markup.mjs";
import { missing } from "../page/missing.mjs";
import { saveFile } from "../page/save-file.mjs";

/** @typedef {{people: number, remarks: string[]}} Looked */
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

  /** @param {HTMLElement} desk */
  constructor(desk) {
    this.#desk = desk;
    this.#form = /** @type {HTMLFormElement} */ (desk.querySelector("[data-form]"));
    this.#roster = /** @type {HTMLTextAreaElement} */ (desk.querySelector("textarea"));
    this.#form.addEventListener("submit", (event) => this.#make(event));
    this.#form.addEventListener("change", (event) => this.#change(event));
    hearClicks(this.#form, (event) => this.#press(event));
    this.#roster.addEventListener("input", () => this.#type());
    this.#form.addEventListener("dragover", (event) => event.preventDefault());
    this.#form.addEventListener("drop", (event) => this.#drop(event));
    this.#form.hidden = false;
    this.#one("[data-without]").hidden = true;
    this.#count();
  }

  /** @param {Event} event */
  #change({ target }) {
    if (target instanceof HTMLInputElement && target.type === "file") {
      const [file] = target.files ?? [];
      if (file) this.#take(file);
      target.value = ""; // The same file may be chosen again.
      return;
    }
    this.#count();
    if (target !== this.#roster) this.#look();
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
    this.#take(file);
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
    if (action === "choose") this.#one('[type="file"]').click();
    if (action === "template") saveFile(new Blob([STARTER], { type: "text/csv" }), "roster.csv");
  }

  /** Look at the roster as it is now, and say what would be made of it. */
  #look() {
    const roster = this.#bytes();
    this.#one("[data-how]").hidden = !roster;
    if (!roster) this.#forgetLook();
    else if (!this.#isMaking && this.#parts().length) this.#ask("look");
  }

  /** One blank copy is all that is left to make. */
  #forgetLook() {
    if (!this.#isMaking) this.#id += 1; // What is still being looked at is no longer there.
    this.#showRead(1);
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
    this.#isMaking = true;
    this.#forget();
    this.#show(0, 1);
    this.#ask("make");
    this.#one('[data-action="cancel"]').focus();
  }

  #cancel() {
    this.#end();
    this.#finish("Cancelled. Nothing was made.");
  }

  /** @param {"look" | "make"} wish */
  #ask(wish) {
    this.#worker ??= this.#hire();
    this.#id += 1;
    const folder = new URL(this.#desk.dataset.downloads ?? "", document.baseURI);
    const large = this.#form.elements.large.checked ? "-large" : "";
    const pack = `pack-${this.#form.elements.scenario.value}-${this.#form.elements.paper.value}${large}`;
    this.#worker.postMessage({
      wish,
      id: this.#id,
      pack: new URL(pack, folder).href,
      parts: this.#parts(),
      roster: this.#bytes(),
      merged: this.#form.elements.how.value === "merged",
      day: this.#desk.dataset.day,
    });
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

  /** @param {{done?: number, all?: number, looked?: Looked, made?: Made, failed?: string}} news */
  #hear({ done, all, looked, made, failed }) {
    if (done) this.#show(done, all ?? 1);
    if (looked) this.#showLooked(looked);
    if (failed) this.#fail(failed);
    if (made) this.#showMade(made);
  }

  /** @param {Looked} looked */
  #showLooked({ people, remarks }) {
    this.#showRead(people, line(`${count(people, "person", "people")}.`), ...(remarks.length ? [list(remarks)] : []));
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
    const several = ` They are ${count(volumes, "PDF")}, so that none is too long for a printer, in one ZIP.`;
    const notes = notices.length ? [line("What to know:"), list(notices)] : [];
    this.#finish(volumes ? ready + several : ready, save, ...notes);
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
    if (!more.length) make.focus();
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
  }

  /** Say how many of the folded lists are chosen. */
  #count() {
    for (const group of this.#desk.querySelectorAll("[data-group]")) {
      const count = group.querySelectorAll(":checked").length;
      const name = group.getAttribute("data-group");
      this.#one(`[data-chosen="${name}"]`).textContent = count ? `(${count} chosen)` : "";
    }
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
