// Owns the calendar file of a plan (RFC 5545): the interview and each pause point, with alarms; does not save it.

import { DAY } from "./dates.mjs";
import { askDay, dayWords } from "./day.mjs";
import { aboutOf } from "./store.mjs";
import { titleOf } from "./title.mjs";

/** @typedef {import("./agenda.mjs").PausePoint} PausePoint */
/** @typedef {import("./dates.mjs").Span} Span */
/** @typedef {import("./store.mjs").Plan} Plan */
/**
 * @typedef {object} Interview
 * @property {string} id of the plan: what stays when all else changes, so that a second import updates the first
 * @property {string} title
 * @property {string} day 2026-12-03
 * @property {Span} span
 * @property {PausePoint[]} pausePoints
 * @property {number} changed when the plan's dates or cards were last changed, in milliseconds since 1970
 * @property {string} address of the list
 * @property {string} [answer] the day by which they will answer: 2026-12-11; empty where nobody said
 * @property {string} [silence] the address of what to do when they don't
 */

const MINUTE = 60_000;
const FIRST = Date.UTC(2026, 0, 1); // From which changes are counted, so that the number stays small.
const FOLD = 75; // Octets that a line may have.

/**
 * The calendar of a plan.
 * @param {Plan} plan
 * @param {Span} span
 * @param {PausePoint[]} pausePoints
 * @param {{list: string, silence: string}} addresses of its list, and of what to do when nobody answers, from the page
 * @param {number} now
 */
export function calendarOfPlan(plan, span, pausePoints, addresses, now) {
  const about = aboutOf(plan);
  const changed = [...plan.section("about").values(), ...plan.section("cards").values()];
  return calendarOf(
    {
      id: plan.id,
      title: titleOf(about),
      day: about.day ?? "",
      span,
      pausePoints,
      changed: Math.max(0, ...changed.map(({ at }) => at)),
      address: new URL(addresses.list, document.baseURI).href,
      answer: about.answer,
      silence: new URL(addresses.silence, document.baseURI).href,
    },
    now,
  );
}

/**
 * @param {Interview} interview
 * @param {number} now what lies before it rings no more
 */
export function calendarOf({ id, title, day, span, pausePoints, changed, address, answer = "", silence = "" }, now) {
  const common = [
    ["DTSTAMP", moment(new Date(changed))],
    ["SEQUENCE", String(Math.max(0, Math.floor((changed - FIRST) / 1000)))],
  ];
  /**
   * @param {string} name
   * @param {string[][]} when
   * @param {string} summary
   * @param {string[][]} more
   * @param {string[]} alarms triggers
   */
  const event = (name, when, summary, more, alarms) => [
    ["BEGIN", "VEVENT"],
    ["UID", `${id}-${name}@second-round`],
    ...common,
    ...when,
    ["SUMMARY", text(summary)],
    ...more,
    ...alarms.flatMap((trigger) => [
      ["BEGIN", "VALARM"],
      ["ACTION", "DISPLAY"],
      ["TRIGGER", trigger],
      ["DESCRIPTION", text(summary)],
      ["END", "VALARM"],
    ]),
    ["END", "VEVENT"],
  ];
  const lines = [
    ["BEGIN", "VCALENDAR"],
    ["VERSION", "2.0"],
    ["PRODID", "-//Second Round//Plan//EN"],
    ["CALSCALE", "GREGORIAN"],
    ...event(
      "interview",
      span.timed ? lasting(span.start, span.end) : wholeDay(day),
      `Interview: ${title}`,
      [["URL", address]],
      span.timed && span.start.getTime() - 60 * MINUTE > now ? ["-PT1H"] : [],
    ),
    ...pausePoints.flatMap((pausePoint) => {
      const { at } = pausePoint;
      if (!at) return [];
      const minutes = pausePoint.items.reduce((sum, item) => sum + item.minutes, 0);
      const end = new Date(at.getTime() + Math.min(30, Math.max(5, minutes)) * MINUTE);
      const items = pausePoint.items.map((item) => `• ${item.do}`).join("\n");
      return event(
        pausePoint.id,
        lasting(at, end),
        `${pausePoint.title}: ${title}`,
        // It stands beside what the person has on at that time, and takes no room from it.
        [["TRANSP", "TRANSPARENT"], ["DESCRIPTION", text(items)], ["URL", `${address}#${pausePoint.id}`]],
        at.getTime() > now ? ["PT0S"] : [],
      );
    }),
    ...(dayWords(answer)
      ? [
          ...event("answer", wholeDay(answer), `They will answer by today: ${title}`, [["TRANSP", "TRANSPARENT"], ["URL", silence]], []),
          ...event("ask", wholeDay(askDay(answer)), `No word yet? Ask once: ${title}`, [["TRANSP", "TRANSPARENT"], ["URL", silence]], ["PT9H"]),
        ]
      : []),
    ["END", "VCALENDAR"],
  ];
  return lines.map(([name, value]) => fold(`${name}:${value}`)).join("");
}

/** @param {Date} start @param {Date} end */
function lasting(start, end) {
  return [["DTSTART", moment(start)], ["DTEND", moment(end)]];
}

/** @param {string} day */
function wholeDay(day) {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
  return [["DTSTART;VALUE=DATE", day.replaceAll("-", "")], ["DTEND;VALUE=DATE", next.replaceAll("-", "")]];
}

/** @param {Date} at */
function moment(at) {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** What a person wrote, as a value: it can begin no line and no property of its own. @param {string} words */
function text(words) {
  return words
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, "\\n")
    .replace(/[\p{Cc}\p{Cs}]/gu, "");
}

/** Break a line where it has too many octets, and never within a character. @param {string} line */
function fold(line) {
  const encoder = new TextEncoder();
  let folded = "";
  let room = FOLD;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (size > room) {
      folded += "\r\n ";
      room = FOLD - 1;
    }
    folded += character;
    room -= size;
  }
  return `${folded}\r\n`;
}
