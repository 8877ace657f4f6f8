// Owns how a file is brought in, chosen or dropped: what it would change is shown, and then done; does not read one
// itself.

import { isOfUse, restore, validate, validateFile } from "./back-up.mjs";
import { leftOf, previewOf, unplacedOf } from "./back-up-preview.mjs";
import { element } from "../page/markup.mjs";
import { missing } from "../page/missing.mjs";
import { newId } from "../plan/ids.mjs";
import { shelf } from "../plan/shelf.mjs";
import { aboutOf, plans } from "../plan/store.mjs";
import { titleOf } from "../plan/title.mjs";

/** @typedef {import("./back-up.mjs").Validated} Validated */
/** @typedef {import("../plan/agenda.mjs").Guidance} Guidance */
/** @typedef {import("../way-back/brought-back.mjs").BroughtBack} BroughtBack */
/**
 * @typedef {object} Host the page that a file is brought into
 * @property {() => Guidance | undefined} guidance
 * @property {() => Promise<void>} loaded once the guidance is there, or can’t be had
 * @property {() => void} open shows the dialog
 * @property {(words: string, undo: () => void) => void} done says what was done, with the way back
 * @property {(words: string) => void} say
 */

const HEAD = 1024; // Bytes in which a PDF says that it is one.
const BLANK = "Nothing is filled in in this PDF. If you filled it in, save it first in the viewer, and bring in what was saved.";
const NO_LISTS = "What is on the lists did not load, so a PDF can’t be understood. Go online, reload this page, and bring it in again.";

/** Brings files in. */
export class BringIn {
  #dialog;
  #host;
  /** @type {Validated | undefined} */
  #validated;
  #what = "back-up";
  /** @type {Map<string, string>} what a person calls fields of worksheets, by their names */
  #called = new Map();

  /** @param {HTMLElement} root what the server rendered @param {Host} host */
  constructor(root, host) {
    this.#dialog = /** @type {HTMLDialogElement} */ (root.querySelector('[data-dialog="coming"]'));
    this.#host = host;
    const input = /** @type {HTMLInputElement} */ (root.querySelector('[type="file"]'));
    input.addEventListener("change", async () => {
      await this.#take(input.files?.[0]);
      input.value = ""; // The same file may be chosen again.
    });
    this.#hearDrops(/** @type {HTMLElement} */ (root.querySelector("[data-drop]")));
  }

  /** Bring in what was looked at. */
  restore() {
    const validated = this.#validated;
    if (!validated) return;
    this.#dialog.close();
    this.#validated = undefined;
    const undo = restore(validated);
    if (undo) this.#host.done(`The ${this.#what} is in. `, undo);
    else this.#host.say(`There is not enough room in this browser for this ${this.#what}. Nothing was changed.`);
  }

  /**
   * A file may be dropped anywhere on the page: beside the place for it, the browser would leave the page and show it.
   * @param {HTMLElement} place
   */
  #hearDrops(place) {
    const isFile = (/** @type {DragEvent} */ event) => Boolean(event.dataTransfer?.types.includes("Files"));
    const show = (/** @type {boolean} */ isOver) => place.toggleAttribute("data-over", isOver);
    addEventListener("dragover", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      show(true);
    });
    addEventListener("dragleave", (event) => event.relatedTarget === null && show(false));
    addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      show(false);
      if (!document.querySelector("dialog[open]")) this.#take(event.dataTransfer?.files[0]);
    });
  }

  /** @param {File | undefined} file */
  async #take(file) {
    if (!file) return;
    this.#dialog.querySelector("[data-into]")?.remove();
    const isPdf = new TextDecoder().decode(await file.slice(0, HEAD).arrayBuffer()).includes("%PDF-");
    this.#what = isPdf ? "PDF" : "back-up";
    this.#called = new Map();
    const title = this.#dialog.querySelector("h2");
    if (title) title.textContent = `What this ${this.#what} changes`;
    if (isPdf) await this.#showPdf(file);
    else this.#show(await validateFile(file, Date.now()));
    this.#host.open();
  }

  /** @param {File} file */
  async #showPdf(file) {
    await this.#host.loaded();
    const guidance = this.#host.guidance();
    if (!guidance) return this.#show(problem(NO_LISTS));
    try {
      const part = import("../way-back/brought-back.mjs");
      const { backUpOf, readFilled } = await part.catch(missing);
      const brought = await readFilled(file, guidance);
      const validated = (/** @type {string} */ id) => {
        if (brought.problems.length) return problem(...brought.problems);
        const found = validate(backUpOf(brought, id, file.lastModified, Date.now()), Date.now());
        return { ...found, left: [...brought.left, ...found.left] };
      };
      const unplaced = unplacedOf(brought.unplaced);
      this.#called = brought.words;
      const isBlank = !brought.carried && !brought.changes.length;
      if (isBlank && !unplaced.length && !brought.left.length && !brought.problems.length) return this.#show(problem(BLANK));
      if (brought.problems.length || brought.carried) return this.#show(validated(""), ...unplaced);
      // Such as a call: nothing of it goes into an interview.
      if (isBlank) return this.#put(undefined, ...leftOf(brought.left), ...unplaced);
      // A sheet that nobody made from a plan says at most where it is for.
      const pick = choiceOf(employerIn(brought));
      const show = () => this.#show(validated(pick.select.value), ...unplaced);
      pick.select.addEventListener("change", show);
      show();
      this.#dialog.querySelector("[data-coming]")?.before(pick.place);
    } catch (error) {
      this.#show(problem(error instanceof Error ? error.message : String(error)));
    }
  }

  /** @param {Validated} validated @param {...Node} more */
  #show(validated, ...more) {
    this.#put(validated, ...previewOf(validated, this.#host.guidance(), this.#what, this.#called), ...more);
  }

  /** @param {Validated | undefined} validated what can be brought in @param {...Node} nodes */
  #put(validated, ...nodes) {
    this.#validated = validated;
    this.#dialog.querySelector("[data-coming]")?.replaceChildren(...nodes);
    const button = /** @type {HTMLElement} */ (this.#dialog.querySelector('[data-action="take-in"]'));
    button.hidden = !validated || !isOfUse(validated);
  }
}

/** @param {...string} problems @returns {Validated} */
function problem(...problems) {
  return { problems, left: [], incoming: [], aside: [], removed: [] };
}

/** @param {BroughtBack} brought */
function employerIn({ changes }) {
  return changes.find(({ section, name }) => section === "about" && name === "employer")?.value ?? "";
}

/**
 * Into which interview a sheet goes: that of the same employer, else the one in use, else a new one.
 * @param {string} employer
 */
function choiceOf(employer) {
  const all = shelf().filter((plan) => plan.problem !== "newer");
  const same = all.filter((plan) => employer && aboutOf(plan).employer?.trim().toLowerCase() === employer.trim().toLowerCase());
  const likely = same[0] ?? (employer && aboutOf(plans.current).employer ? undefined : all.find((plan) => plan === plans.current));
  const place = element("p", "second-round__entry");
  place.setAttribute("data-into", "");
  const label = element("label", "", "Into which interview?");
  const select = element("select");
  label.htmlFor = select.id = "plan-into";
  const options = [...all.map((plan) => ({ id: plan.id, words: titleOf(aboutOf(plan)) })), { id: newId(), words: "A new one" }];
  for (const { id, words } of options) {
    const option = element("option", "", words);
    option.value = id;
    option.selected = id === likely?.id;
    select.append(option);
  }
  if (!likely) select.selectedIndex = all.length;
  place.append(label, select);
  return { place, select };
}
