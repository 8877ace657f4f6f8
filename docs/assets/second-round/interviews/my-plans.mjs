// Owns how the page of all interviews is shown and worked; does not keep, validate or reckon anything itself.

import { backUp, backUpName, lastBackUp, lastChange, rememberBackUp } from "./back-up.mjs";
import { BringIn } from "./bring-in.mjs";
import { calendarOfPlan } from "../plan/calendar.mjs";
import { inWords, spanOf } from "../plan/dates.mjs";
import { hearClicks } from "../page/clicks.mjs";
import { askedIn } from "../page/fragment.mjs";
import { count } from "../page/markup.mjs";
import { Missing } from "../page/missing.mjs";
import { fetchOfBuild } from "../page/of-build.mjs";
import { agendaOf, guidanceOf, settling } from "../plan/agenda.mjs";
import { PlanForm, forgetDrafts } from "./plan-form.mjs";
import { aboutIn, actionButton, makeTile, removedLine, replaceTile, snapshotOf, whenOf } from "./plan-tile.mjs";
import { deleteRemoved, removedPlans } from "../plan/removed.mjs";
import { addPlan, bringBack, eraseAll, namePlan, removePlan, shelf, tidy } from "../plan/shelf.mjs";
import { titleOf } from "../plan/title.mjs";
import { UNNAMED, aboutOf, plans, changeTo } from "../plan/store.mjs";
import { saveFile } from "../page/save-file.mjs";

/** @typedef {import("../plan/agenda.mjs").Guidance} Guidance */
/** @typedef {import("../plan/agenda.mjs").Agenda} Agenda */
/** @typedef {import("./plan-tile.mjs").PlanView} PlanView */
/** @typedef {import("../plan/store.mjs").Change} Change */
/** @typedef {import("../plan/store.mjs").Plan} Plan */

const MINUTE = 60_000;
const FEW = 3; // Plans whose lists are shown open.
const NO_ROOM = "There is no room in this browser to keep both. Delete a removed interview for good first.";

/**
 * Bring the page to life.
 * @param {HTMLElement} root what the server rendered
 */
export function openPlans(root) {
  new MyPlans(root);
}

class MyPlans {
  #root;
  /** @type {Guidance | undefined} */
  #guidance;
  /** @type {Map<string, {tile: HTMLElement, snapshot: string}>} what is shown of each plan */
  #shown = new Map();
  /** @type {Set<Plan>} */
  #heard = new Set();
  /** @type {{undo: () => void, plan?: Plan} | undefined} takes back what was done last, and where to stand then */
  #undo;
  #isWaiting = false;
  #shownRemoved = "";
  #form; // Found once: it stands behind every tile, and somebody may have hundreds.
  #planForm;
  #bringIn;
  #loaded = Promise.resolve();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.#planForm = new PlanForm(root, (plan, changes, isAdded) => this.#store(plan, changes, isAdded), (words) => this.#say(words));
    this.#bringIn = new BringIn(root, {
      guidance: () => this.#guidance,
      loaded: () => this.#loaded,
      open: () => this.#open("coming"),
      done: (words, undo) => {
        askToPersist();
        this.#done(words, undefined, undo);
      },
      say: (words) => this.#say(words),
    });
    this.#one("[data-without]").hidden = true;
    this.#one("[data-with]").hidden = false;
    hearClicks(root, (event) => this.#press(event));
    root.addEventListener("auxclick", (event) => this.#follow(event));
    plans.addEventListener("second-round-changed", () => this.#refresh());
    // Of a plan that another tab began, nobody here has heard yet.
    addEventListener("storage", ({ key }) => (key === null || key.startsWith("second-round:")) && this.#refresh());
    addEventListener("pageshow", () => this.#refresh());
    setInterval(() => this.#refresh(), MINUTE);
    addEventListener("hashchange", () => this.#takeAsked());
    this.#show();
    this.#loaded = this.#load();
    this.#loaded.then(() => this.#takeAsked());
  }

  async #load() {
    const address = new URL(this.#root.dataset.guidance ?? "", document.baseURI);
    try {
      this.#guidance = guidanceOf(await (await fetchOfBuild(address.href)).json());
    } catch (error) {
      const isGone = error instanceof Missing && error.isGone;
      this.#say(isGone ? error.message : "What is on the lists did not load, so this page cannot say what is next. Go online, then reload it.");
      return;
    }
    this.#show();
  }

  // ------------------------------------------------------------ showing

  /** Show everything soon, once for all that changes at this moment. */
  #refresh() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    queueMicrotask(() => {
      this.#isWaiting = false;
      this.#show();
    });
  }

  #show() {
    tidy();
    const now = Date.now();
    const row = shelf();
    const all = row.map((plan) => this.#view(plan, now, row.length <= FEW));
    all.sort((one, other) => rankOf(one, now) - rankOf(other, now) || one.title.localeCompare(other.title));
    for (const plan of row) {
      if (this.#heard.has(plan)) continue;
      this.#heard.add(plan);
      plan.addEventListener("second-round-changed", () => this.#refresh());
    }
    const list = this.#one("[data-plans]");
    const tiles = all.map((view) => this.#tile(view));
    for (const id of this.#shown.keys()) if (!all.some(({ plan }) => plan.id === id)) this.#shown.delete(id);
    // What is in its place stays there: moving it would take the focus from it.
    if (tiles.length !== list.children.length || tiles.some((tile, place) => list.children[place] !== tile)) {
      const focused = document.activeElement;
      list.replaceChildren(...tiles);
      if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
    }
    this.#one("[data-none]").hidden = all.length > 0;
    this.#showRemoved();
    this.#showBackUp();
  }

  /**
   * A plan, as it is to be shown.
   * @param {Plan} plan
   * @param {number} now
   * @param {boolean} isOpen
   * @returns {PlanView}
   */
  #view(plan, now, isOpen) {
    const about = aboutOf(plan);
    const agenda = this.#agenda(plan, now);
    const address = this.#addressOf(agenda?.scenario);
    const links = { list: address, hours: this.#root.dataset.hours ?? "", silence: this.#root.dataset.silence ?? "" };
    return { plan, about, title: titleOf(about), when: whenOf(about, now), now, agenda, links, isCurrent: plans.current === plan, isOpen };
  }

  /** @param {Plan} plan @param {number} now @returns {Agenda | undefined} */
  #agenda(plan, now) {
    return this.#guidance && agendaOf(plan, this.#guidance, now);
  }

  /**
   * The tile of a plan, made anew only where it says something else than before.
   * @param {PlanView} view
   */
  #tile(view) {
    const { id } = view.plan;
    const snapshot = snapshotOf(view);
    const before = this.#shown.get(id);
    if (before?.snapshot === snapshot) return before.tile;
    const tile = makeTile(/** @type {HTMLTemplateElement} */ (this.#root.querySelector("template")), view, before?.tile);
    this.#shown.set(id, { tile, snapshot });
    if (before) replaceTile(before.tile, tile);
    return tile;
  }

  #showBackUp() {
    const [last, changed] = [lastBackUp(), lastChange()];
    const isLate = changed > (last?.getTime() ?? 0);
    const when = last ? `Last back-up: ${inWords(last)}.` : "There is no back-up yet.";
    const since = last && isLate ? " Something has changed since." : "";
    this.#one("[data-backed-up]").textContent = changed ? when + since : "There is nothing to back up yet.";
    this.#remind(isLate, when);
  }

  /** @param {boolean} isLate @param {string} when */
  async #remind(isLate, when) {
    const reminder = this.#one("[data-reminder]");
    // Safari, and every browser on an iPhone, erases what a site keeps after seven days without a visit.
    const isForgetful = navigator.vendor.startsWith("Apple") && !matchMedia("(display-mode: standalone)").matches;
    const isAsked = isLate && isForgetful && !(await isPersistent());
    reminder.hidden = !isAsked;
    reminder.textContent = isAsked
      ? `This browser erases what a site keeps when you do not come back for seven days. ${when} Save one now, below.`
      : "";
  }

  /** @param {string | undefined} scenario */
  #addressOf(scenario) {
    return this.#form.querySelector(`option[value="${CSS.escape(scenario ?? "")}"]`)?.getAttribute("data-address") ?? "";
  }

  // ------------------------------------------------------------ working

  /** @param {Event} event */
  #press(event) {
    this.#follow(event);
    const { target } = event;
    if (target instanceof HTMLDialogElement) target.close();
    const pressed = target instanceof Element ? target.closest("[data-action]") : null;
    const action = pressed?.getAttribute("data-action");
    if (!pressed || !action) return;
    const id = pressed.closest("[data-plan]")?.getAttribute("data-plan");
    const plan = id ? plans.open(id) : undefined;
    if (action === "close") pressed.closest("dialog")?.close();
    if (action === "add") this.#edit(undefined);
    if (action === "choose") this.#one('[type="file"]').click();
    if (action === "back-up") this.#saveBackUp();
    if (action === "erase") this.#askToErase();
    if (action === "erase-now") this.#erase();
    if (action === "take-in") this.#bringIn.restore();
    if (action === "undo") this.#takeBack();
    if (!plan) return;
    if (action === "edit") this.#edit(plan);
    if (action === "answer") this.#edit(plan, "answer");
    if (action === "settle" || action === "unsettle") this.#settle(plan, action === "settle");
    if (action === "use") this.#use(plan);
    if (action === "remove") this.#remove(plan);
    if (action === "calendar") this.#saveCalendar(plan);
  }

  /** A link to a list leads to the plan's own. @param {Event} event */
  #follow({ target }) {
    const id = target instanceof Element ? target.closest("a[data-of]")?.getAttribute("data-of") : null;
    if (id) plans.choose(id);
  }

  /** @param {Plan} plan */
  #use(plan) {
    const before = plans.current.id;
    plans.choose(plan.id);
    this.#done(`${titleOf(aboutOf(plan))} is on your lists and worksheets now. `, plan, () => plans.choose(before));
  }

  /** @param {Plan} plan */
  #remove(plan) {
    const title = titleOf(aboutOf(plan));
    const undo = removePlan(plan);
    if (undo) this.#done(`${title} is removed. It is kept below, until you delete it. `, plan, undo);
    else this.#say(NO_ROOM);
  }

  /** Set aside what was left behind, or take that back. @param {Plan} plan @param {boolean} isSettled */
  #settle(plan, isSettled) {
    const agenda = this.#agenda(plan, Date.now());
    const changes = settling(agenda, isSettled);
    const before = changes.map(({ section, name }) => changeTo(section, name, plan.entry(section, name)));
    plan.set(changes);
    const what = count(changes.length, "item");
    this.#done(isSettled ? `${what} set aside as already settled. ` : `${what} back on the list. `, plan, () => plan.set(before));
  }

  /** What was removed and is kept. */
  #showRemoved() {
    const removed = removedPlans();
    this.#one("[data-removed]").hidden = !removed.length;
    const words = removed.map(({ id, kept }) => JSON.stringify([id, titleOf(aboutIn(kept))]));
    if (words.join() === this.#shownRemoved) return;
    this.#shownRemoved = words.join();
    this.#one("[data-removed] ul").replaceChildren(...removed.map((each) => removedLine(each, {
      back: () => {
        const plan = bringBack(each.id);
        this.#show();
        this.#say(plan ? `${titleOf(aboutOf(plan))} is back.` : NO_ROOM);
        this.#titleAt(plan)?.focus();
      },
      remove: () => {
        deleteRemoved(each.id);
        forgetDrafts(each.id);
        this.#show();
        this.#say(`${titleOf(aboutIn(each.kept))} is deleted.`);
        this.#one("[data-say]").focus();
      },
    })));
  }

  /** @param {Plan | undefined} plan @param {string} [first] the field to begin with */
  #edit(plan, first) {
    this.#planForm.open(plan, { guessed: plan && this.#agenda(plan, Date.now())?.scenario, first });
  }

  /** A link from a list or from home asks for the day of an interview, #add=panel-day, or for what else is known of it, #change=panel-day. */
  #takeAsked() {
    const isKnown = askedIn(location.hash).has("change");
    const asked = askedIn(location.hash).get(isKnown ? "change" : "add");
    if (asked === null) return;
    // So that a reload does not ask again.
    history.replaceState(history.state, "", location.pathname + location.search);
    const { current } = plans;
    const plan = current.isBegun && current.isOurs && (isKnown || !spanOf(aboutOf(current))) ? current : undefined;
    const first = isKnown ? "employer" : "day";
    this.#planForm.open(plan, { guessed: plan && this.#agenda(plan, Date.now())?.scenario, first, scenario: isKnown ? "" : asked });
  }

  /** @param {Plan | undefined} plan @param {Change[]} changes @param {boolean} isAdded whether somebody asked to add one */
  #store(plan, changes, isAdded) {
    askToPersist();
    if (!plan) {
      const before = plans.current.id;
      const added = addPlan(changes);
      this.#done(`${titleOf(aboutOf(added))} is added, and on your lists and worksheets now. `, added, () => {
        removePlan(added);
        plans.choose(before);
      });
      return;
    }
    if (!changes.length) {
      this.#say("Nothing was changed.");
      this.#titleAt(plan)?.focus();
      return;
    }
    const before = changes.map(({ section, name }) => changeTo(section, name, plan.entry(section, name)));
    const kept = plan.id === UNNAMED ? namePlan(changes) : plan;
    if (plan.id !== UNNAMED) plan.set(changes);
    const words = isAdded ? "is added, with what you had begun. " : "is kept. ";
    this.#done(`${titleOf(aboutOf(kept))} ${words}`, kept, () => kept.set(before));
  }

  /** @param {Plan} plan */
  #saveCalendar(plan) {
    const about = aboutOf(plan);
    const agenda = this.#agenda(plan, Date.now());
    if (!agenda?.span) return;
    const addresses = { list: this.#addressOf(agenda.scenario), silence: this.#root.dataset.silence ?? "" };
    const calendar = calendarOfPlan(plan, agenda.span, agenda.pausePoints, addresses, Date.now());
    saveFile(new Blob([calendar], { type: "text/calendar" }), `second-round-${about.day}.ics`);
    this.#say(
      "The calendar file is in your downloads. Open it, and your calendar takes it in; opened again later, it changes what it put there. " +
        "It names the employer and the role, so whoever sees your calendar sees them too.",
    );
  }

  // ------------------------------------------------------------ back-up and erasing

  #saveBackUp() {
    const now = new Date();
    const { text, left } = backUp(now);
    saveFile(new Blob([text], { type: "application/json" }), backUpName(now));
    rememberBackUp(now);
    this.#showBackUp();
    const titles = left.map((plan) => titleOf(aboutOf(plan))).join(", ");
    const newer = titles && ` Not in it: ${titles}, which a newer version of this site keeps. Save a back-up in the newest edition too.`;
    const words = `${backUpName(now)} is in your downloads.${newer}`;
    if (this.#dialog("erase").open) this.#one("[data-saved]").textContent = words;
    else this.#say(words);
  }

  #askToErase() {
    const all = shelf().length;
    this.#one("[data-erasing]").textContent =
      `This takes ${all ? `${count(all, "interview")} with all ticks, notes and worksheets` : "all that is kept"} out of this browser, ` +
      "and the pages that were stored for use without a connection.";
    this.#one("[data-saved]").textContent = "";
    this.#open("erase");
  }

  /** Open a dialog with the focus on all of it, so that whoever hears the page hears what it asks. @param {string} name */
  #open(name) {
    const dialog = this.#dialog(name);
    dialog.showModal();
    dialog.scrollTop = 0; // WebKit opens it as far down as it was left.
    dialog.focus();
  }

  async #erase() {
    this.#dialog("erase").close();
    forgetDrafts();
    await eraseAll();
    this.#undo = undefined;
    this.#show();
    this.#say("Everything is erased. This browser keeps nothing of you here.");
    this.#one("[data-say]").focus();
  }

  // ------------------------------------------------------------ saying

  /**
   * Say what was done, offer the way back, and stand where it was done.
   * @param {string} words
   * @param {Plan | undefined} plan
   * @param {() => void} undo
   */
  #done(words, plan, undo) {
    this.#undo = { undo, plan };
    const way = actionButton("undo", "Undo");
    this.#say(words, way);
    this.#show();
    (this.#titleAt(plan) ?? way).focus();
  }

  #takeBack() {
    const { undo, plan } = this.#undo ?? {};
    this.#undo = undefined;
    undo?.();
    this.#show();
    this.#say("Undone.");
    (this.#titleAt(plan) ?? this.#one('[data-action="add"]')).focus();
  }

  /** @param {...(string | Node)} content */
  #say(...content) {
    this.#one("[data-say]").replaceChildren(...content);
  }

  /** @param {Plan | undefined} plan @returns {HTMLElement | null | undefined} */
  #titleAt(plan) {
    return this.#shown.get(plan?.id ?? "")?.tile.querySelector("[data-title]");
  }

  /** @param {string} name */
  #dialog(name) {
    return /** @type {HTMLDialogElement} */ (this.#one(`[data-dialog="${name}"]`));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #one(selector) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(selector));
  }
}

/**
 * The order of plans: what comes next first, then what has no day, then what is over, the latest first.
 * @param {PlanView} view
 * @param {number} now
 */
function rankOf({ about }, now) {
  const span = spanOf(about);
  if (!span) return 1e15;
  return span.end.getTime() > now ? span.start.getTime() : 2e15 - span.start.getTime();
}

/** @type {Promise<unknown>} what the browser was asked for, until it answers */
let asked = Promise.resolve();

/** Ask the browser to keep what is here, now that there is something to lose. */
function askToPersist() {
  asked = isPersistent().then((persists) => persists || navigator.storage?.persist?.()).catch(() => false);
}

async function isPersistent() {
  await asked;
  return (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
}
