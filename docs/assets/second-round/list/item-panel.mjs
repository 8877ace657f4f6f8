// Owns what a person can do with one item beside ticking it: set it aside, and note something; does not keep it.

import { changeOf, stateOf } from "./lines.mjs";
import { button, count, element } from "../page/markup.mjs";
import { LONGEST, fullWords } from "../plan/limits.mjs";
import { inWords } from "../plan/dates.mjs";
import { SAY_ALOUD, countOf, sayingsIn } from "../plan/said.mjs";
import { plans } from "../plan/store.mjs";
import { change } from "../plan/undo.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */
/** @typedef {import("./lines.mjs").Line} Line */

/**
 * Fill what was opened with what it is for.
 * @param {Checklist} checklist
 * @param {Line | undefined} line the item that it stands at
 * @param {HTMLDetailsElement} details
 */
export function unfold(checklist, line, details) {
  if (line && details.matches(".second-round__why")) openPanel(checklist, line, details);
  if (details.dataset.ask) checklist.load(() => import("./two-questions.mjs"), ({ ask }) => ask(checklist, details));
}

/**
 * Put the tools of an item below its reason, once.
 * @param {Checklist} checklist
 * @param {Line} line
 * @param {Element} details
 */
function openPanel(checklist, line, details) {
  const { item } = line;
  if (details.querySelector(".second-round__mine")) return;
  const panel = element("div", "second-round__mine");
  const label = element("label", "", "My note");
  const note = element("textarea");
  note.rows = 2;
  note.maxLength = LONGEST.notes;
  note.id = label.htmlFor = `note-${item}`;
  note.autocomplete = "off";
  const aside = button("Not for me");

  const said = element("p", "second-round__takes");
  /** @param {Element | null} typing the field that somebody may be typing in */
  const show = (typing = document.activeElement) => {
    if (item === SAY_ALOUD) said.textContent = saidInWords();
    aside.setAttribute("aria-pressed", String(stateOf(item) === "not-for-me"));
    const kept = plans.current.value("notes", item) ?? "";
    // Under the fingers of the one who types, nothing moves.
    if (typing !== note && note.value !== kept) note.value = kept;
  };
  note.addEventListener("input", () => {
    checklist.set([{ section: "notes", name: item, value: note.value.trim() }]);
    if (note.value.length >= note.maxLength) checklist.say(fullWords("notes"));
  });
  aside.addEventListener("click", () => {
    const isAside = stateOf(item) === "not-for-me";
    change(checklist, [changeOf(line, isAside ? "to-do" : "not-for-me")], isAside ? "Back on the list. " : "Set aside. ");
  });
  // What another tab wrote meanwhile: before the first key, and after the last.
  for (const moment of ["focus", "blur"]) note.addEventListener(moment, () => show(null));
  // For as long as the page lives: an item that is taken out takes its panel along.
  plans.addEventListener("second-round-changed", () => show());
  panel.append(...(item === SAY_ALOUD ? [said] : []), label, note, aside);
  details.append(panel);
  show();
  if (!CSS.supports("field-sizing", "content")) checklist.load(() => import("../plan/growing.mjs"), ({ letGrow }) => letGrow(panel));
}

/** What the plan knows of answers that were said aloud. */
function saidInWords() {
  const { answers, last } = countOf(sayingsIn(plans.current.section("rehearsals")));
  return answers ? `You have said ${count(answers, "answer")} aloud, last on ${inWords(new Date(last))}.` : "You have said none aloud yet.";
}
