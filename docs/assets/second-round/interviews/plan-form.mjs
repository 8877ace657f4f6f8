// Owns the form of an interview: what it shows, what is strange in it, and that what is typed stays in it until it is
// kept or taken out; does not change a plan itself.

import { isZone, ownZone } from "../plan/dates.mjs";
import { strangeIn } from "../plan/day.mjs";
import { carryOver } from "../plan/formerly.mjs";
import { LONGEST } from "../plan/limits.mjs";
import { MARK } from "../plan/site.mjs";
import { UNNAMED, aboutOf, plans } from "../plan/store.mjs";

/** @typedef {import("../plan/store.mjs").Change} Change */
/** @typedef {import("../plan/store.mjs").Plan} Plan */
/** @typedef {Record<string, string>} Draft what was typed in the form of a plan and not kept, by its names; cards under "cards" */

const NAMES = /** @type {const} */ (["employer", "role", "day", "time", "ends", "zone", "scenario", "name", "answer"]);
const DRAFTS = `second-round:draft${MARK}`;
const SHOWN = 500; // ms, after which what has opened has been told to whoever reads it aloud.
const NEW = "new"; // What the draft of an interview is called that is none yet; no plan's id is as short.
const UNKNOWN_ZONE = "There is no time zone of this name. Choose one from the list, such as Europe/London.";
const NO_TITLE = "Write an employer, a role or a day, so that you can tell your interviews apart.";
const STAYS = "What you typed is not lost: it stands in the form when you open it again.";

/** @type {Map<string, Draft>} where nothing can be kept */
const unkept = new Map();

export class PlanForm {
  #root;
  #form;
  #keepIt;
  #say;
  #zoneHint;
  /** @type {Plan | undefined} the plan in the form; undefined is a new one */
  #plan;
  #isKept = false;
  #first = "employer";

  /**
   * @param {HTMLElement} root what the server rendered
   * @param {(plan: Plan | undefined, changes: Change[], isAdded: boolean) => void} keepIt
   * @param {(words: string) => void} say
   */
  constructor(root, keepIt, say) {
    this.#root = root;
    this.#form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.#keepIt = keepIt;
    this.#say = say;
    this.#zoneHint = this.#one('[data-hint="zone"]').textContent ?? "";
    for (const name of NAMES) this.#field(name).maxLength = LONGEST.about;
    const options = (Intl.supportedValuesOf?.("timeZone") ?? []).map((zone) => Object.assign(document.createElement("option"), { value: zone }));
    this.#one("datalist").replaceChildren(...options);
    this.#form.addEventListener("submit", (event) => this.#keep(event));
    for (const kind of ["input", "change"]) this.#form.addEventListener(kind, () => this.#typing());
    this.#one('[data-action="anew"]').addEventListener("click", () => this.#begin());
    this.#dialog.addEventListener("keydown", ({ key }) => /^\S$/.test(key) && this.#start()); // What is typed at once goes where it belongs.
    this.#dialog.addEventListener("close", () => {
      if (!this.#isKept && readDraft(this.#id)) this.#say(STAYS);
    });
  }

  /**
   * @param {Plan | undefined} plan undefined is a new one
   * @param {object} options
   * @param {string} [options.guessed] the scenario of its list, where it says none
   * @param {string} [options.scenario] the one to begin with, whatever it says
   * @param {string} [options.first] the field to begin with
   */
  open(plan, { guessed = "", scenario = "", first = "employer" }) {
    this.#plan = plan;
    this.#isKept = false;
    if (plan) carryOver(plan, this.#form);
    this.#fill(readDraft(this.#id) ?? {});
    const list = this.#field("scenario");
    if (scenario && list.querySelector(`option[value="${CSS.escape(scenario)}"]`)) list.value = scenario;
    list.value ||= guessed;
    const isBegun = !plan && plans.current.id === UNNAMED && plans.current.isBegun && plans.current.problem !== "newer";
    this.#one("[data-begun]").hidden = !isBegun;
    this.#begun.checked = isBegun;
    if (isBegun) list.value ||= plans.current.value("about", "scenario") ?? "";
    this.#check();
    this.#dialog.showModal();
    this.#dialog.scrollTop = 0; // WebKit opens it as far down as it was left.
    this.#first = first;
    // Later: of a field that has the focus in what has just opened, Orca 43 says nothing, and takes what is typed for commands.
    setTimeout(() => this.#start(), SHOWN);
  }

  /** Go to the first field, from where a browser begins. */
  #start() {
    if (document.activeElement?.matches('dialog, [data-action="close"]')) this.#field(this.#first).focus();
  }

  /** Begin anew, without what was typed. */
  #begin() {
    writeDraft(this.#id, undefined);
    this.#fill({});
    this.#check();
    this.#field("employer").focus();
  }

  /** @param {Draft} draft */
  #fill(draft) {
    const about = this.#plan ? aboutOf(this.#plan) : {};
    for (const name of NAMES) this.#field(name).value = draft[name] ?? about[name] ?? "";
    this.#field("zone").value ||= ownZone();
    const chosen = draft.cards?.split(",") ?? this.#plan?.chosen("cards") ?? [];
    for (const box of this.#boxes) box.checked = chosen.includes(box.value);
    this.#one("[data-draft]").hidden = !Object.keys(draft).length;
  }

  /** Keep what was typed and is not in the plan, so that nothing that closes the form loses it. */
  #typing() {
    this.#check();
    if (!this.#dialog.open) return; // Nobody types in a form that is closed.
    const about = this.#plan ? aboutOf(this.#plan) : { zone: ownZone() };
    const typed = Object.entries(this.#typed).filter(([name, value]) => value !== (about[name] ?? ""));
    const cards = this.#boxes.filter((box) => box.checked).map((box) => box.value).join();
    const isOther = cards !== (this.#plan?.chosen("cards") ?? []).filter((card) => this.#boxes.some((box) => box.value === card)).join();
    const draft = Object.fromEntries(isOther ? [...typed, ["cards", cards]] : typed);
    writeDraft(this.#id, Object.keys(draft).length ? draft : undefined);
  }

  /** Say what is strange in the form while it is typed. Only an unknown zone keeps a person from going on. */
  #check() {
    const typed = this.#typed;
    const { employer, role, day, zone } = typed;
    const known = !zone || isZone(zone);
    const hints = { ...strangeIn(typed, Date.now()), zone: known ? this.#zoneHint : UNKNOWN_ZONE, employer: "" };
    for (const [name, words] of Object.entries(hints)) {
      const hint = this.#one(`[data-hint="${name}"]`);
      if (hint.textContent !== words) hint.textContent = words;
    }
    this.#field("zone").setAttribute("aria-invalid", String(!known));
    this.#field("employer").removeAttribute("aria-invalid");
    const chosen = this.#boxes.filter((box) => box.checked).length;
    this.#one("[data-chosen]").textContent = chosen ? `(${chosen} chosen)` : "";
    return { known, isNamed: Boolean(employer || role || day) };
  }

  /** @param {Event} event */
  #keep(event) {
    event.preventDefault(); // Nothing is sent.
    const { known, isNamed } = this.#check();
    if (!isNamed) {
      this.#one('[data-hint="employer"]').textContent = NO_TITLE;
      this.#field("employer").setAttribute("aria-invalid", "true");
    }
    if (!known || !isNamed) {
      this.#field(isNamed ? "zone" : "employer").focus();
      return;
    }
    const plan = this.#plan ?? (this.#begun.checked && !this.#one("[data-begun]").hidden ? plans.open(UNNAMED) : undefined);
    const typed = this.#typed;
    const changes = NAMES.map((name) => ({ section: "about", name, value: typed[name] ?? "" }));
    // Of the cards of what was begun, those that its own list has stay.
    const boxes = this.#boxes.filter((box) => box.checked || this.#plan);
    const cards = boxes.map((box) => ({ section: "cards", name: box.value, value: box.checked ? "chosen" : "" }));
    const all = /** @type {Change[]} */ ([...changes, ...cards]);
    writeDraft(this.#id, undefined);
    this.#isKept = true;
    this.#dialog.close();
    this.#keepIt(plan, all.filter(({ section, name, value }) => (plan?.value(section, name) ?? "") !== value), !this.#plan);
  }

  get #id() {
    return this.#plan?.id ?? NEW;
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.#form.closest("dialog"));
  }

  get #begun() {
    return /** @type {HTMLInputElement} */ (this.#one("[data-begun] input"));
  }

  /** @returns {Record<string, string>} */
  get #typed() {
    return Object.fromEntries(NAMES.map((name) => [name, this.#field(name).value.trim()]));
  }

  get #boxes() {
    return /** @type {HTMLInputElement[]} */ ([...this.#form.querySelectorAll('[name="cards"]')]);
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #one(selector) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(selector));
  }
}

/** What was typed for a plan, whoever wrote it. @param {string} id @returns {Draft | undefined} */
function readDraft(id) {
  const draft = unkept.get(id) ?? readDrafts()[id];
  if (typeof draft !== "object" || draft === null) return undefined;
  const words = Object.entries(draft).filter(([, value]) => typeof value === "string" && value.length <= 20 * LONGEST.about);
  return words.length ? Object.fromEntries(words) : undefined;
}

/** @param {string} id @param {Draft | undefined} draft */
function writeDraft(id, draft) {
  const { [id]: _, ...others } = readDrafts();
  unkept.delete(id);
  const drafts = draft ? { ...others, [id]: draft } : others;
  try {
    if (Object.keys(drafts).length) localStorage.setItem(DRAFTS, JSON.stringify(drafts));
    else localStorage.removeItem(DRAFTS);
  } catch {
    if (draft) unkept.set(id, draft);
  }
}

/** @returns {Record<string, Draft>} */
function readDrafts() {
  try {
    const drafts = JSON.parse(localStorage.getItem(DRAFTS) ?? "{}");
    return typeof drafts === "object" && drafts !== null ? drafts : {};
  } catch {
    return {};
  }
}

/** Take what was typed for a plan that is deleted out of this browser, or all of it. @param {string} [id] */
export function forgetDrafts(id) {
  if (id) writeDraft(id, undefined);
  else unkept.clear();
}
