// Owns the two questions that a list asks in place, when the interview is and what is special about it; does not ask
// whoever would rather not be asked, or keep anything but that.

import { button, element, link } from "../page/markup.mjs";
import { inFull, ownZone, spanOf } from "../plan/dates.mjs";
import { strangeIn } from "../plan/day.mjs";
import { namePlan } from "../plan/shelf.mjs";
import { UNNAMED, aboutOf, changeTo, plans } from "../plan/store.mjs";
import { change, sayUndo } from "../plan/undo.mjs";

/** @typedef {import("./lines.mjs").Checklist} Checklist */
/** @typedef {import("../plan/store.mjs").Change} Change */

const UNASKED = "second-round:unasked"; // checklist-element.mjs looks for it too.

/**
 * Put what is asked into a question that was opened, once.
 * @param {Checklist} checklist
 * @param {HTMLDetailsElement} question
 */
export function ask(checklist, question) {
  if (question.children.length > 1) return;
  question.append(question.dataset.ask === "when" ? whenForm(checklist, question) : cardButtons(checklist, question));
}

/**
 * Ask no more, on any list of this browser.
 * @param {Checklist} checklist
 */
export function pass(checklist) {
  try {
    localStorage.setItem(UNASKED, "yes");
  } catch {
    // Then they are asked again on the next page.
  }
  checklist.querySelector("[data-asks]")?.remove();
  checklist.say("Not asked again. Both are under Tools: My interviews, and Cards on my list.");
  checklist.all('[data-action="tools"]')[0]?.focus();
}

/** @param {Checklist} checklist @param {HTMLDetailsElement} question */
function whenForm(checklist, question) {
  const form = element("form", "second-round__asked");
  form.autocomplete = "off";
  form.noValidate = true;
  const [day, time, ends] = [field("date"), field("time"), field("time")];
  const hint = element("p", "", "Every part of the list then shows its day. The time is that of where you are.");
  hint.id = "ask-when-hint";
  hint.setAttribute("role", "status");
  day.setAttribute("aria-describedby", hint.id);
  const keep = button("Keep it");
  keep.type = "submit";
  keep.classList.add("second-round__button--first");
  const more = link(checklist.querySelector("[data-asks]")?.getAttribute("data-asks") ?? "", "Say more about it");
  more.addEventListener("click", () => {
    if (!day.value) return;
    keepDay(checklist, question, day.value, time.value, ends.value); // It stands in the form that the link opens.
    more.href = more.href.replace("#add=", "#change=");
  });
  form.append(labelled(day, "Day"), labelled(time, "Begins at"), labelled(ends, "Ends at"), keep, more, hint);
  form.addEventListener("input", () => {
    day.removeAttribute("aria-invalid");
    const strange = strangeIn({ day: day.value, time: time.value, ends: ends.value, zone: ownZone() }, Date.now());
    const words = [strange.day, strange.time, strange.ends].filter(Boolean).join(" ");
    if (words !== hint.textContent) hint.textContent = words;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // Nothing is sent.
    if (day.value) {
      keepDay(checklist, question, day.value, time.value, ends.value);
    } else {
      hint.textContent = "Choose the day. The time can wait.";
      day.setAttribute("aria-invalid", "true");
      day.focus();
    }
  });
  return form;
}

/** @param {string} type */
function field(type) {
  const input = element("input");
  input.type = type;
  input.autocomplete = "off";
  return input;
}

/** @param {HTMLInputElement} input @param {string} words */
function labelled(input, words) {
  const label = element("label", "", words);
  label.append(input);
  return label;
}

/**
 * Keep it as the form of an interview does, in the plan that this list shows.
 * @param {Checklist} checklist
 * @param {HTMLDetailsElement} question
 * @param {string} day
 * @param {string} time
 * @param {string} ends without it, an interview is taken to last an hour, and some last a day
 */
function keepDay(checklist, question, day, time, ends) {
  const about = aboutOf(plans.current);
  const end = ends ? { ends } : {};
  const said = { day, time, ...end, zone: ownZone(), scenario: about.scenario || (checklist.getAttribute("scenario") ?? "") };
  const changes = /** @type {Change[]} */ (Object.entries(said).map(([name, value]) => ({ section: "about", name, value })));
  const before = changes.map(({ section, name }) => changeTo(section, name, plans.current.entry(section, name)));
  if (plans.current.id === UNNAMED) namePlan(changes);
  else checklist.set(changes);
  const plan = plans.current;
  // Now there is something to lose.
  navigator.storage?.persist?.().catch(() => {});
  question.open = false;
  const span = spanOf(said);
  const words = span ? inFull(span.start, said.zone, span.timed) : day;
  sayUndo(checklist, `It is on ${words}, and the list shows when each part is due. `, null, () => {
    plan.set(before);
    return "Undone.";
  }).focus({ preventScroll: true });
}

/** @param {Checklist} checklist @param {HTMLDetailsElement} question */
function cardButtons(checklist, question) {
  const place = element("div", "second-round__asked");
  const hint = element("p", "", "What you choose joins the list as a card, where it is needed first.");
  const choices = checklist.all('[data-choose="cards"]');
  const cards = choices.map((choice) => {
    const name = choice.getAttribute("value") ?? "";
    const title = choice.dataset.title ?? name;
    const card = button(title);
    const isChosen = () => plans.current.value("cards", name) === "chosen";
    const show = () => card.setAttribute("aria-pressed", String(isChosen()));
    card.addEventListener("click", () => {
      const isOff = isChosen();
      const at = checklist.querySelector(`#${CSS.escape(`stop-${choice.dataset.pausePoint}`)}`)?.textContent;
      const words = isOff ? `${title} is off your list. ` : `${title} is on your list, after “${at}”. `;
      change(checklist, [{ section: "cards", name, value: isOff ? "" : "chosen" }], words);
      hint.textContent = words; // The status line may be far below.
    });
    plans.addEventListener("second-round-changed", show);
    show();
    card.hidden = !choice.hasAttribute("data-often");
    return card;
  });
  const more = button("Something else");
  more.addEventListener("click", () => {
    for (const card of cards) card.hidden = false;
    more.remove();
    rest[0]?.focus();
  });
  const done = button("That’s all");
  done.classList.add("second-round__button--first");
  done.addEventListener("click", () => {
    question.open = false;
    question.querySelector("summary")?.focus();
  });
  // What many have stands first, wherever it stands in the tools.
  const rest = cards.filter((card) => card.hidden);
  more.hidden = !rest.length;
  place.append(hint, ...cards.filter((card) => !card.hidden), ...rest, more, done);
  return place;
}
