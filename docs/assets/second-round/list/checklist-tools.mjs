// Owns the tools of a scenario's list: what is shown or printed, what is chosen, the link to it; does not keep
// anything, or make a PDF itself.

import { showForm } from "./asked.mjs";
import { stateOf } from "./lines.mjs";
import { copyField } from "../page/copy-field.mjs";
import { button, count } from "../page/markup.mjs";
import { missing } from "../page/missing.mjs";
import { CHOSEN_PAPER, ownPaper, putOwnPaperFirst } from "../page/paper.mjs";
import { plans } from "../plan/store.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */
/** @typedef {import("./lines.mjs").Line} Line */

/**
 * Open the tools, or do what else few press.
 * @param {Checklist} checklist
 * @param {"tools" | "pass"} action
 */
export function use(checklist, action) {
  if (action === "tools") openTools(checklist);
  else checklist.load(() => import("./two-questions.mjs"), ({ pass }) => pass(checklist));
}

/** @param {Checklist} checklist */
function openTools(checklist) {
  const dialog = /** @type {HTMLDialogElement} */ (checklist.querySelector("[data-tools]"));
  if (!dialog.hasAttribute("data-ready")) {
    dialog.setAttribute("data-ready", "");
    dialog.addEventListener("click", (event) => press(checklist, dialog, event));
    dialog.addEventListener("change", (event) => choose(event));
    const paper = /** @type {HTMLSelectElement} */ (dialog.querySelector("[data-paper]"));
    // What a link asked for goes before the place.
    paper.value = plans.current.value("about", "paper") || (ownPaper() ?? paper.value);
    plans.addEventListener("second-round-changed", () => show(checklist, dialog));
  }
  show(checklist, dialog);
  showForm(checklist);
  dialog.showModal();
  dialog.scrollTop = 0; // WebKit opens it as far down as it was left.
}

/**
 * @param {Checklist} checklist
 * @param {HTMLDialogElement} dialog
 * @param {Event} event
 */
async function press(checklist, dialog, { target }) {
  // The backdrop is the dialog itself; what is in it is not.
  if (target === dialog) dialog.close();
  const button = target instanceof Element ? target.closest("button") : null;
  if (!button) return;
  const { action, time, show: shown } = button.dataset;
  if (action === "close") dialog.close();
  if (time) pick(checklist, Number(time), button.textContent ?? "");
  if (shown === "open") showOnly(checklist, checklist.lines().filter(isOpen), "what is open");
  if (shown === "all") showAll(checklist);
  if (time || shown) dialog.close();
  if (action === "copy-link") await copyLink(dialog);
  if (action === "appointment") printOpen(checklist, dialog);
  if (action === "my-copy") {
    const said = /** @type {HTMLElement} */ (dialog.querySelector("[data-copied]"));
    said.textContent = "Making your PDF …";
    try {
      const part = import("../plan/my-copy.mjs");
      const { saveChecklist } = await part.catch(missing);
      said.textContent = await saveChecklist(dialog, checklist.getAttribute("scenario") ?? "");
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}

/** @param {Event} event */
function choose({ target }) {
  if (target instanceof HTMLSelectElement) {
    try {
      localStorage.setItem(CHOSEN_PAPER, target.value);
    } catch {
      // Then it holds for what is made now.
    }
    putOwnPaperFirst();
    const { value } = target;
    if (plans.current.value("about", "paper")) plans.current.set([{ section: "about", name: "paper", value }]);
  }
  if (!(target instanceof HTMLInputElement)) return;
  const section = target.dataset.choose;
  if (section !== "cards" && section !== "worksheets") return;
  plans.current.set([{ section, name: target.value, value: target.checked ? "chosen" : "" }]);
}

/**
 * @param {Checklist} checklist
 * @param {HTMLDialogElement} dialog
 */
function show(checklist, dialog) {
  const link = new URL(location.pathname, location.href);
  const asked = new URLSearchParams();
  for (const section of /** @type {const} */ (["cards", "worksheets"])) {
    const boxes = checklist.all(`[data-choose="${section}"]`).filter((box) => box instanceof HTMLInputElement);
    for (const box of boxes) box.checked = plans.current.value(section, box.value) === "chosen";
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length) asked.set(section, chosen.join(","));
    const count = dialog.querySelector(`[data-chosen="${section}"]`);
    if (count) count.textContent = chosen.length ? `(${chosen.length} chosen)` : "";
  }
  link.hash = asked.toString().replaceAll("%2C", ",");
  const field = dialog.querySelector("[data-link]");
  if (field instanceof HTMLInputElement) field.value = link.href;
  const interview = dialog.querySelector("[data-interview]");
  const words = checklist.querySelector("[data-plan-words]")?.textContent;
  if (interview) interview.textContent = words || "You have not said yet which interview this is. Your ticks are kept all the same; with a day, the list shows dates.";
}

/** @param {HTMLDialogElement} dialog */
async function copyLink(dialog) {
  const field = dialog.querySelector("[data-link]");
  const said = dialog.querySelector("[data-linked]");
  if (field instanceof HTMLInputElement && said) await copyField(field, said);
}

/** @param {Line} line */
function isOpen({ item }) {
  return !["done", "not-for-me", "settled"].includes(stateOf(item) ?? "");
}

/**
 * Pick what matters most of what is to be done before the day, as far as the time goes.
 * @param {Checklist} checklist
 * @param {number} minutes
 * @param {string} words how a person calls that time
 */
function pick(checklist, minutes, words) {
  const before = checklist.lines().filter((line) => isOpen(line) && isBeforeTheDay(line));
  const isMust = (/** @type {Line} */ { row }) => row.classList.contains("second-round__item--must");
  /** @type {Set<Line>} */
  const picked = new Set();
  let left = minutes;
  for (const line of [...before.filter(isMust), ...before.filter((line) => !isMust(line))]) {
    const takes = Number(line.row.dataset.minutes);
    if (takes > left) continue;
    picked.add(line);
    left -= takes;
  }
  const missed = before.filter((line) => isMust(line) && !picked.has(line)).length;
  const more = missed ? `; ${missed} more that you must not miss ${missed === 1 ? "needs" : "need"} longer` : "";
  showOnly(checklist, [...picked], `what fits in ${words}, ${minutes - left} min${more}`);
}

/** @param {Line} line */
function isBeforeTheDay({ row }) {
  const { due } = /** @type {HTMLElement} */ (row.closest("[data-block]")).dataset;
  return !due || /days? before/.test(due);
}

/**
 * Show these lines only. One that is ticked meanwhile stays where it is: nothing moves under a finger.
 * @param {Checklist} checklist
 * @param {Line[]} lines
 * @param {string} words what is shown; nothing where it is for paper only
 */
function showOnly(checklist, lines, words) {
  const rows = new Set(lines.map(({ row }) => row));
  for (const { row } of checklist.lines()) row.hidden = !rows.has(row);
  for (const block of checklist.all("[data-block]")) block.hidden = !block.querySelector("[data-item]:not([hidden])");
  if (!words) return;
  const all = button("Show everything");
  all.addEventListener("click", () => {
    showAll(checklist);
    checklist.all('[data-action="tools"]')[0]?.focus();
  });
  checklist.say();
  checklist.filtered(`Showing ${words}: ${count(lines.length, "item")}. `, all);
  checklist.all("[data-block]:not([hidden])")[0]?.scrollIntoView();
}

/** @param {Checklist} checklist */
function showAll(checklist) {
  for (const hidden of checklist.all("[data-item][hidden], [data-block][hidden]")) hidden.hidden = false;
  checklist.filtered();
}

/**
 * Print what is open, with the notes, and show everything again.
 * @param {Checklist} checklist
 * @param {HTMLDialogElement} dialog
 */
function printOpen(checklist, dialog) {
  dialog.close();
  showOnly(checklist, checklist.lines().filter((line) => isOpen(line) || plans.current.value("notes", line.item)), "");
  addEventListener("afterprint", () => showAll(checklist), { once: true });
  print();
}
