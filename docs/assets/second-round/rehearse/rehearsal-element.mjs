// Owns the page on which answers are said aloud: what is shown when, and what a plan keeps of it; it leaves choosing to
// `draw`, time to `clock`, sound to `recorder` and `signals`, and whoever asks to `asking`.

import { Answer } from "./answer.mjs";
import { openAsking } from "./asking.mjs";
import { ownTopics, topicsOf } from "./deck.mjs";
import { nextOf, rowOf, turnsOf } from "./draw.mjs";
import { canRecord } from "./recorder.mjs";
import { canTremble } from "./signals.mjs";
import { count, element } from "../page/markup.mjs";
import { LONGEST, fullWords } from "../plan/limits.mjs";
import { inWords } from "../plan/dates.mjs";
import { PlanElement } from "../plan/plan-element.mjs";
import { change } from "../plan/undo.mjs";
import { FELT, SAY_ALOUD, WELL, countOf, entryOf, nameOfNext, sayingsIn } from "../plan/said.mjs";
import { aboutOf, plans } from "../plan/store.mjs";

/** @typedef {import("./deck.mjs").Topic} Topic */
/** @typedef {import("./clock.mjs").AnswerPart} AnswerPart */

const FEW = 5; // Questions for somebody who asks: what two people have patience for.
const ENOUGH = 2; // Answers that the checklist asks for.

/** @type {Record<string, string>} */
const WELL_WORDS = { figures: "true figures", part: "your own part", stopped: "stopped in time" };
/** @type {Record<string, string>} */
const FELT_WORDS = { easy: "easy", steady: "all right", hard: "hard" };

/** Where answers are said aloud. What the server rendered is complete without it. */
export class SecondRoundRehearsal extends PlanElement {
  what = "what you say of your answers";
  /** @type {Map<string, AnswerPart[]>} the parts of each shape of an answer */
  #shapes = new Map();
  /** @type {Topic[]} */
  #questions = [];
  /** @type {Topic | undefined} what is asked now */
  #topic;
  #answer = new Answer(this);

  async start() {
    for (const shape of document.querySelectorAll("[data-shape-parts]")) {
      const parts = [...shape.querySelectorAll("[data-seconds]")];
      this.#shapes.set(shape.getAttribute("data-shape-parts") ?? "", parts.map((part) => ({
        name: part.textContent ?? "",
        seconds: Number(part.getAttribute("data-seconds")),
      })));
    }
    this.#questions = topicsOf(document);
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("input", ({ target }) => this.#type(target));
    this.addEventListener("change", () => this.#showTonight());
    addEventListener("hashchange", () => this.#followLink());
    addEventListener("pagehide", () => this.#leavePage());
    this.field("record").disabled = !canRecord();
    this.one("[data-recording-hint]").hidden = !canRecord();
    if (!canRecord()) this.one("label[for=rehearsal-record]").textContent = "This browser can’t record you here. All else works.";
    const tremble = this.field("tremble").parentElement;
    if (tremble) tremble.hidden = !canTremble;
    this.field("next").maxLength = LONGEST.rehearsals;
    await this.#dress();
    this.one("[data-without]").hidden = true;
    for (const part of this.all("[data-with], [data-bar]")) part.hidden = false;
    const { scenario = "" } = aboutOf(plans.current);
    if (this.querySelector(`[data-scenario] option[value="${CSS.escape(scenario)}"]`)) this.#select("scenario").value = scenario;
    super.start();
    this.#followLink();
  }

  /** Show the plan as it is now. */
  refresh() {
    this.#showTonight();
    if (this.one("[data-panel=listen]").hidden) this.#showHistory();
  }

  /** @param {string} selector @returns {HTMLElement} */
  one(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  /** @param {string} name @returns {HTMLInputElement} */
  field(name) {
    return /** @type {HTMLInputElement} */ (this.one(`#rehearsal-${name}`));
  }

  /** Show from where the question stands: what comes with it may have been scrolled away. */
  stand() {
    this.one("[data-panel=question]").scrollIntoView({ block: "start" });
  }

  /** Say something to those who listen to a page, and to nobody else. @param {string} words */
  tell(words) {
    this.one("[data-aloud]").textContent = words;
  }

  /**
   * Show one panel, or one step of the question, and stand at its heading.
   * @param {"begin" | "question" | "listen"} panel
   * @param {"ready" | "clock" | "after"} [step]
   */
  open(panel, step = "ready") {
    for (const each of this.all("[data-panel]")) each.hidden = each.dataset.panel !== panel;
    for (const each of this.all("[data-step]")) each.hidden = each.dataset.step !== step;
    // What is one's own is nobody's business who has been handed the screen.
    if (panel === "listen") this.one("[data-history]").hidden = true;
    else this.#showHistory();
  }

  /** The parts of an answer of a shape. @param {string} shape */
  partsOf(shape) {
    return this.#shapes.get(shape) ?? [];
  }

  // ------------------------------------------------------------ working

  /** @param {Event} event */
  #press({ target }) {
    const pressed = target instanceof Element ? target.closest("[data-action]") : null;
    const action = pressed?.getAttribute("data-action");
    const topic = this.#topic;
    if (action === "draw") this.#draw();
    if (action === "listen" || action === "others") this.#listen(rowOf(this.#fitting().filter(isShared).map(({ what }) => what), this.#said(), Date.now(), FEW));
    if (action === "leave") this.#leave();
    if (action === "print") print();
    if (action === "start" && topic) this.#answer.begin(this.partsOf(topic.shape), Number(this.#select("thinking").value));
    if (action === "keep" || action === "keep-stop") this.#keep(action === "keep");
    if (action === "tick") this.#tick();
    if (action) this.#answer.press(action);
  }

  /** @param {EventTarget | null} target */
  #type(target) {
    if (target === this.field("next") && this.field("next").value.length >= LONGEST.rehearsals) this.say(fullWords("rehearsals"));
  }

  #draw() {
    const topics = this.#fitting();
    const what = nextOf(topics.map((topic) => topic.what), this.#said(), Date.now(), this.#topic?.what);
    const topic = topics.find((each) => each.what === what);
    this.one("[data-none]").hidden = Boolean(topic);
    if (topic) this.#ask(topic);
  }

  /** @param {Topic} topic */
  #ask(topic) {
    this.#topic = topic;
    this.#answer.forget();
    this.say();
    this.one("[data-panel=question] [data-whom]").textContent = topic.isOwn ? "From your own notes" : topic.whom;
    this.one("[data-panel=question] [data-ask]").textContent = topic.ask;
    const parts = this.partsOf(topic.shape);
    this.one("[data-parts]").replaceChildren(...parts.map(({ name, seconds }) => element("li", "", `${name}, ${seconds} s`)));
    const notes = this.one("[data-notes]");
    notes.hidden = !topic.notes.length;
    notes.removeAttribute("open");
    notes.querySelector("dl")?.replaceChildren(
      ...topic.notes.flatMap(([heading, words]) => [element("dt", "", heading), element("dd", "", words)]),
    );
    const last = this.#said().get(topic.what)?.at(-1);
    const next = plans.current.value("rehearsals", nameOfNext(topic.what));
    const words = [last ? `You said it on ${inWords(new Date(last.at))}.` : "", next ? `For this time, you wrote: ${next}` : ""];
    this.one("[data-last]").hidden = !words.some(Boolean);
    this.one("[data-last]").textContent = words.filter(Boolean).join(" ");
    this.one("[data-good]").replaceChildren(...topic.good.map((line) => element("li", "", line)));
    this.#answer.take(topic.ask, topic.follows);
    for (const box of this.#boxes()) box.checked = false;
    this.field("next").value = "";
    this.open("question");
    this.one("#rehearsal-ask").focus();
  }

  /** @param {boolean} isGoingOn whether the next one is drawn */
  #keep(isGoingOn) {
    const topic = this.#topic;
    if (!topic) return;
    const { seconds } = this.#answer;
    const at = Date.now();
    const well = WELL.filter((name) => this.field(name).checked);
    const felt = FELT.find((name) => this.field(name).checked) ?? "";
    const { name, value } = entryOf(topic.what, { at, well, felt, again: this.field("again").checked, seconds });
    const next = this.field("next").value.trim();
    const section = /** @type {const} */ ("rehearsals");
    const before = plans.current.value(section, nameOfNext(topic.what)) ?? "";
    const word = next === before ? [] : [{ section, name: nameOfNext(topic.what), value: next }];
    if (isGoingOn) this.#draw();
    else this.#leave();
    // What is said of it comes last: drawing takes away what was said before.
    change(
      this,
      [{ section, name, value }, ...word],
      `Kept: ${topic.isOwn ? "your answer" : topic.ask} `,
    );
    this.#offerTick();
  }

  /** Two answers are said: the line of the checklist that asks for them can be ticked from here. */
  #offerTick() {
    const { answers } = countOf(this.#said());
    const item = plans.current.value("items", SAY_ALOUD);
    this.one("[data-offer]").hidden = answers < ENOUGH || item === "done" || item === "not-for-me";
  }

  #tick() {
    const { digest } = this.dataset;
    change(this, [{ section: "items", name: SAY_ALOUD, value: "done", digest }], "It is ticked on your checklist. ").focus();
    this.#offerTick();
  }

  #leave() {
    this.#topic = undefined;
    this.#answer.forget();
    this.open("begin");
    this.#showTonight();
    this.one("#rehearsal-begin").focus();
  }

  /** Nothing that was recorded outlives the page, not even where a browser shows it again as it was. */
  #leavePage() {
    this.#answer.forget();
    if (this.#topic) this.open("question");
  }

  // ------------------------------------------------------------ somebody asks

  /** @param {string[]} whats */
  #listen(whats) {
    const topics = whats.flatMap((what) => this.#questions.find((topic) => topic.what === what) ?? []);
    this.one("[data-none]").hidden = topics.length > 0;
    if (!topics.length) return;
    this.#topic = undefined;
    this.#answer.forget();
    openAsking(this, topics);
    this.open("listen");
    this.one("#rehearsal-listen").focus();
  }

  /** A link names questions behind the “#”, where no server sees them; what is not known here is left out. */
  #followLink() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("ask");
    if (asked) this.#listen([...new Set(asked.split(","))].slice(0, FEW));
  }

  // ------------------------------------------------------------ showing

  #showTonight() {
    const all = this.#fitting().map(({ what }) => what);
    const turns = turnsOf(all, this.#said(), Date.now());
    const words = [
      turns.again ? `${count(turns.again, "answer")} to say again` : "",
      turns.new ? `${turns.new} not said yet` : "",
      turns.today ? `${turns.today} said today` : "",
    ];
    this.one("[data-tonight]").textContent = words.filter(Boolean).join("\u00a0· ") || "You have said all of these aloud. Say one again.";
  }

  #showHistory() {
    const said = this.#said();
    const topics = [...this.#questions, ...ownTopics(this)];
    const rows = [...said].sort(([, one], [, other]) => (other.at(-1)?.at ?? 0) - (one.at(-1)?.at ?? 0));
    const lines = rows.map(([what, sayings]) => {
      const last = sayings.at(-1);
      const row = element("li");
      const felt = FELT_WORDS[last?.felt ?? ""];
      const well = (last?.well ?? []).map((word) => WELL_WORDS[word]).join(", ");
      const next = plans.current.value("rehearsals", nameOfNext(what));
      const about = [
        `${count(sayings.length, "time")}, last on ${inWords(new Date(last?.at ?? 0))}`,
        felt ? `it felt ${felt}` : "",
        well ? `went well: ${well}` : "",
        last?.again ? "again tomorrow" : "",
        next ? `for next time: ${next}` : "",
      ];
      row.append(
        element("strong", "", topics.find((topic) => topic.what === what)?.ask ?? "Something that is no longer here"),
        element("br"),
        `${about.filter(Boolean).join("; ")}.`,
      );
      return row;
    });
    const history = this.one("[data-history]");
    history.hidden = !lines.length;
    history.querySelector("ul")?.replaceChildren(...lines);
  }

  /** What fits that is chosen. */
  #fitting() {
    // A site without lines of work has no such choice.
    const [from, by, scenario, sector] = ["from", "by", "scenario", "sector"].map((name) => this.#select(name)?.value ?? "");
    const asked = this.#questions.filter((topic) => {
      return (!from || topic.group === from) && (!by || topic.by.includes(by)) && (!scenario || topic.scenarios.includes(scenario)) && (!sector || topic.sectors.includes(sector));
    });
    return from === "own" ? ownTopics(this) : from || by || sector ? asked : [...asked, ...ownTopics(this)];
  }

  #said() {
    return sayingsIn(plans.current.section("rehearsals"));
  }

  #boxes() {
    return [...WELL, ...FELT, "again"].map((name) => this.field(name));
  }

  /** @param {string} name */
  #select(name) {
    return /** @type {HTMLSelectElement} */ (this.field(name));
  }

  /** Its own style comes with it: no other page has a use for it. */
  #dress() {
    const sheet = element("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("rehearse.css", import.meta.url).href;
    const dressed = new Promise((resolve) => {
      for (const event of ["load", "error"]) sheet.addEventListener(event, resolve, { once: true });
    });
    document.head.append(sheet);
    return dressed;
  }
}

/** Whether others may see it: what somebody wrote themselves is in no link, and on no screen that is handed over. @param {Topic} topic */
function isShared({ isOwn }) {
  return !isOwn;
}
