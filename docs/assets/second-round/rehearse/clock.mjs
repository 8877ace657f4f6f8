// Owns the clock of an answer: thinking first, then each part of it, then whatever is said beyond; does not show it.
//
// It is reckoned from moments, never from how often it was looked at: a phone that slept is right when it wakes.

/** @typedef {{name: string, seconds: number}} AnswerPart */
/**
 * @typedef {object} Clock
 * @property {number} thinking seconds to think before one speaks
 * @property {AnswerPart[]} parts of the answer, in order
 * @property {number} start the moment at which it would have started, had it never been stopped
 * @property {number} [stopped] since when it stands still
 */
/**
 * @typedef {object} ClockReading a clock at a moment
 * @property {"think" | "speak" | "over"} phase
 * @property {number} part which part is said, from 0; the last one where it is over
 * @property {number} left seconds until this phase is over
 * @property {number} spoken seconds since one began to speak
 * @property {boolean} isStopped
 */

const SECOND = 1000;
const STEP = 15; // What is left is shown in steps of so many seconds: nobody should watch it run.

/**
 * @param {AnswerPart[]} parts
 * @param {number} thinking
 * @param {number} now
 * @returns {Clock}
 */
export function startClock(parts, thinking, now) {
  return { thinking, parts, start: now };
}

/** @param {Clock} clock @param {number} now @returns {Clock} one that stands still */
export function stopClock(clock, now) {
  return clock.stopped === undefined ? { ...clock, stopped: now } : clock;
}

/** @param {Clock} clock @param {number} now @returns {Clock} one that goes on where it stood */
export function goOn({ stopped, ...clock }, now) {
  return stopped === undefined ? clock : { ...clock, start: clock.start + Math.max(0, now - stopped) };
}

/** End the thinking now. @param {Clock} clock @param {number} now @returns {Clock} */
export function speakNow(clock, now) {
  if (readClock(clock, now).phase !== "think") return clock;
  return goOn({ ...clock, start: (clock.stopped ?? now) - clock.thinking * SECOND }, now);
}

/** @param {Clock} clock @param {number} now @returns {ClockReading} */
export function readClock({ thinking, parts, start, stopped }, now) {
  const isStopped = stopped !== undefined;
  // A clock that was set back meanwhile has not run at all.
  const passed = Math.max(0, (stopped ?? now) - start) / SECOND;
  const length = secondsOf(parts);
  if (passed < thinking) return { phase: "think", part: 0, left: thinking - passed, spoken: 0, isStopped };
  const spoken = passed - thinking;
  if (spoken >= length) return { phase: "over", part: parts.length - 1, left: 0, spoken, isStopped };
  let end = 0;
  const part = parts.findIndex(({ seconds }) => spoken < (end += seconds));
  return { phase: "speak", part, left: length - spoken, spoken, isStopped };
}

/** How many seconds all parts take. @param {AnswerPart[]} parts */
export function secondsOf(parts) {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** What is left, as coarse as it helps: "2 minutes", "1:45", "15 seconds". @param {number} seconds */
export function leftInWords(seconds) {
  const steps = Math.ceil(seconds / STEP) * STEP;
  if (steps < 60) return `${steps} seconds`;
  return steps % 60 ? inMinutes(steps) : `${steps / 60} minute${steps > 60 ? "s" : ""}`;
}

/** Seconds as a clock has them: "1:52". @param {number} seconds */
export function inMinutes(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
