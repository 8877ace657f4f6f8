// Owns one answer while it is given: its clock, what is seen and heard of it, its recording and the follow-ups; does not
// choose a question, or keep anything.

import { goOn, inMinutes, leftInWords, secondsOf, readClock, speakNow, startClock, stopClock } from "./clock.mjs";
import { NoMicrophone, endingOf, record } from "./recorder.mjs";
import { readyToSound, signal } from "./signals.mjs";
import { element } from "../page/markup.mjs";
import { saveFile } from "../page/save-file.mjs";

/** @typedef {import("../plan/plan-element.mjs").PlanElement} PlanElement */
/**
 * @typedef {PlanElement & {
 *   one: (selector: string) => HTMLElement,
 *   field: (name: string) => HTMLInputElement,
 *   tell: (words: string) => void,
 *   stand: () => void,
 *   open: (panel: "begin" | "question" | "listen", step?: "ready" | "clock" | "after") => void,
 * }} Stage the element on a page in which an answer is given
 */
/** @typedef {import("./clock.mjs").AnswerPart} AnswerPart */

const LOOK = 250; // Milliseconds from one look at the clock to the next.
const SLACK = 10; // Seconds over, with which one still stopped in time.
const AGAIN = [{ name: "Your answer", seconds: 60 }]; // A follow-up.
const SILENT = 0.02; // Below this share of the level nobody speaks.

export class Answer {
  #place;
  /** @type {import("./clock.mjs").Clock | undefined} */
  #clock;
  /** @type {import("./recorder.mjs").Recording | undefined} */
  #recording;
  /** @type {Blob | undefined} what was recorded last */
  #heard;
  #address = "";
  #timer = 0;
  /** What the clock said last, so that only what is new is told. */
  #told = "";
  #isFollowing = false;
  /** Counts beginnings: a microphone that is allowed too late belongs to none. */
  #turn = 0;
  /** @type {string[]} what they may still ask */
  #follows = [];
  #ask = "";
  /** How long the answer took. */
  seconds = 0;

  /** @param {Stage} place */
  constructor(place) {
    this.#place = place;
    // A page that slept looks at once.
    document.addEventListener("visibilitychange", () => this.#look());
  }

  /**
   * Begin an answer.
   * @param {AnswerPart[]} parts
   * @param {number} thinking
   */
  async begin(parts, thinking) {
    const place = this.#place;
    this.#dropRecording();
    const turn = (this.#turn += 1);
    if (place.field("tone").checked) readyToSound();
    place.say();
    if (place.field("record").checked) {
      // The clock waits until the browser has asked: nobody answers two questions at once.
      place.tell("Waiting for the microphone.");
      const recording = await this.#record();
      if (turn !== this.#turn) return recording?.drop();
      this.#recording = recording;
    }
    this.#clock = startClock(parts, thinking, Date.now());
    this.#told = "";
    this.#drawTrack(parts);
    place.open("question", "clock");
    place.one("[data-action=pause]").textContent = "Pause";
    this.#timer = setInterval(() => this.#look(), LOOK);
    this.#look();
    place.one(thinking ? "[data-action=speak]" : "[data-action=done]").focus({ preventScroll: true });
    place.stand();
  }

  /** @param {string} action of a button that was pressed */
  press(action) {
    const now = Date.now();
    if (action === "follow") this.#follow();
    if (action === "save" && this.#heard) saveFile(this.#heard, `my-answer.${endingOf(this.#heard.type)}`);
    if (action === "forget") this.#forgetRecording();
    if (!this.#clock) return;
    if (action === "speak") {
      this.#clock = speakNow(this.#clock, now);
      this.#look();
      this.#place.one("[data-action=done]").focus();
    }
    if (action === "pause") this.#pause(now);
    if (action === "done") this.#finish(now);
    if (action === "break-off") {
      this.#halt();
      this.#dropRecording();
      this.#place.open("question", this.#isFollowing ? "after" : "ready");
      this.#place.one("[data-panel=question] [data-ask]").textContent = this.#ask;
      this.#place.one("#rehearsal-ask").focus();
    }
  }

  /** Stop, and keep nothing of what was recorded. */
  forget() {
    this.#turn += 1;
    this.#halt();
    this.#dropRecording();
    this.#isFollowing = false;
    this.seconds = 0;
  }

  /** Take another question, and what may be asked after it. @param {string} ask @param {string[]} follows */
  take(ask, follows) {
    this.#ask = ask;
    this.#follows = [...follows];
  }

  // ------------------------------------------------------------ the clock

  #look() {
    if (!this.#clock) return;
    const place = this.#place;
    const { phase, part, left, spoken, isStopped } = readClock(this.#clock, Date.now());
    const name = phase === "think" ? "Think" : phase === "over" ? "Come to an end" : (this.#clock.parts[part]?.name ?? "");
    show(place.one("[data-part]"), name);
    const words = phase === "over" ? `${inMinutes(spoken)} in all` : `${leftInWords(left)} left`;
    show(place.one("[data-left]"), isStopped ? `Paused, ${words}` : words);
    place.one("[data-action=speak]").hidden = phase !== "think";
    place.one("[data-action=done]").hidden = phase === "think";
    this.#fill(spoken);
    const told = phase === "speak" ? `${phase} ${part}` : phase;
    if (told === this.#told) return;
    this.#tell(phase, name, told);
  }

  /** @param {"think" | "speak" | "over"} phase @param {string} name @param {string} told */
  #tell(phase, name, told) {
    const place = this.#place;
    const isFirst = phase === "speak" && told === "speak 0";
    const words = { think: `Think. ${place.one("[data-left]").textContent}.`, speak: isFirst ? `Speak now. ${name}.` : `${name}.`, over: "Time. Come to an end." };
    place.tell(words[phase]);
    const asked = { tone: place.field("tone").checked, tremble: place.field("tremble").checked };
    if (phase !== "think") signal(phase === "over" ? "end" : "part", asked);
    this.#told = told;
  }

  /** @param {number} now */
  #pause(now) {
    if (!this.#clock) return;
    const isStopped = this.#clock.stopped !== undefined;
    this.#clock = isStopped ? goOn(this.#clock, now) : stopClock(this.#clock, now);
    if (isStopped) this.#recording?.resume();
    else this.#recording?.pause();
    this.#place.one("[data-action=pause]").textContent = isStopped ? "Pause" : "Go on";
    this.#place.tell(isStopped ? "The clock goes on." : "The clock stands still.");
    this.#look();
  }

  /** @param {number} now */
  async #finish(now) {
    const clock = this.#clock;
    if (!clock) return;
    const place = this.#place;
    const length = secondsOf(clock.parts);
    const { spoken } = readClock(clock, now);
    this.#halt();
    const took = `You spoke for ${inMinutes(spoken)}. The clock was set to ${leftInWords(length)}.`;
    if (!this.#isFollowing) {
      this.seconds = Math.round(spoken);
      place.field("stopped").checked = spoken <= length + SLACK;
    }
    this.#isFollowing = false;
    place.one("[data-took]").textContent = took;
    place.one("[data-panel=question] [data-ask]").textContent = this.#ask;
    place.one("[data-follow]").hidden = !this.#follows.length;
    const recording = this.#recording;
    this.#recording = undefined;
    place.open("question", "after");
    place.one("#rehearsal-ask").focus();
    place.tell(took);
    if (recording) this.#show(await recording.finish());
  }

  /** Ask the next follow-up, with a clock of its own. */
  #follow() {
    const ask = this.#follows.shift();
    if (!ask) return;
    this.#isFollowing = true;
    this.#forgetRecording();
    this.#place.one("[data-panel=question] [data-ask]").textContent = ask;
    this.begin(AGAIN, 0);
    this.#place.tell(`${ask} Speak now.`);
  }

  #halt() {
    clearInterval(this.#timer);
    this.#clock = undefined;
    this.#place.one("[data-level]").hidden = true;
  }

  /** @param {AnswerPart[]} parts */
  #drawTrack(parts) {
    const track = this.#place.one("[data-track]");
    track.replaceChildren(
      ...parts.map(({ seconds }) => {
        const part = element("span");
        part.style.flexGrow = String(seconds);
        part.append(element("span"));
        return part;
      }),
    );
  }

  /** @param {number} spoken */
  #fill(spoken) {
    let start = 0;
    for (const [at, part] of [...this.#place.one("[data-track]").children].entries()) {
      const { seconds } = this.#clock?.parts[at] ?? { seconds: 1 };
      const share = Math.min(1, Math.max(0, (spoken - start) / seconds));
      const bar = part.firstElementChild;
      if (bar instanceof HTMLElement) bar.style.width = `${Math.round(share * 100)}%`;
      part.toggleAttribute("data-current", share > 0 && share < 1);
      start += seconds;
    }
  }

  // ------------------------------------------------------------ the recording

  async #record() {
    try {
      const recording = await record({ level: (share) => this.#showLevel(share), lost: (words) => this.#place.say(words) });
      this.#place.one("[data-level]").hidden = false;
      return recording;
    } catch (error) {
      if (!(error instanceof NoMicrophone)) throw error;
      this.#place.say(error.message);
      return undefined;
    }
  }

  /** @param {number} share */
  #showLevel(share) {
    const bar = this.#place.one("[data-level-bar]");
    bar.style.width = `${Math.round(share * 100)}%`;
    show(this.#place.one("[data-level-words]"), share > SILENT ? "It hears you" : "Recording");
  }

  /** @param {Blob | undefined} heard */
  #show(heard) {
    if (!heard) {
      this.#dropRecording();
      this.#place.say("The microphone was open, and heard nothing. Say it once more, or go on without.");
      return;
    }
    this.#heard = heard;
    this.#address = URL.createObjectURL(heard);
    // What is too short to be heard is no recording.
    this.#audio.onerror = () => this.#address && this.#show(undefined);
    this.#audio.src = this.#address;
    this.#place.one("[data-heard]").hidden = false;
  }

  #forgetRecording() {
    const stood = this.#place.one("[data-heard]").contains(document.activeElement);
    this.#dropRecording();
    if (stood) this.#place.one("#rehearsal-ask").focus();
  }

  #dropRecording() {
    this.#recording?.drop();
    this.#recording = undefined;
    this.#heard = undefined;
    if (!this.#address) return;
    this.#audio.removeAttribute("src");
    this.#audio.load();
    URL.revokeObjectURL(this.#address);
    this.#address = "";
    this.#place.one("[data-heard]").hidden = true;
  }

  get #audio() {
    return /** @type {HTMLAudioElement} */ (this.#place.one("audio"));
  }
}

/** @param {Element} part @param {string} words */
function show(part, words) {
  if (part.textContent !== words) part.textContent = words;
}
