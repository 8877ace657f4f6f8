// Owns how long a written story will take aloud, shown below it as an estimate; does not judge a story.

import { count, element } from "../page/markup.mjs";
import { plans } from "../plan/store.mjs";

const WORDS_A_MINUTE = 130; // Our own reckoning, and told as such: nobody has counted how you speak.
const STEP = 5; // Seconds: more exact would be pretended.

/**
 * How long words take when they are said, in seconds; 0 for none.
 * @param {string} text
 */
export function secondsAloud(text) {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,:/-]*/gu) ?? [];
  return words.length ? Math.max(STEP, Math.round((words.length * 60) / WORDS_A_MINUTE / STEP) * STEP) : 0;
}

/** Seconds as a person says them. @param {number} seconds */
function aloudInWords(seconds) {
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = count(Math.floor(seconds / 60), "minute");
  return seconds % 60 ? `${minutes} ${seconds % 60} seconds` : minutes;
}

/**
 * Below each row of a worksheet whose columns make up a story, show how long it takes, now and whenever it changes.
 * @param {HTMLElement} worksheet
 */
export function showAloud(worksheet) {
  const columns = (worksheet.dataset.aloud ?? "").split(" ");
  const rows = [...worksheet.querySelectorAll("fieldset")].flatMap((row) => {
    const fields = columns.map((column) => row.querySelector(`textarea[name$=".${CSS.escape(column)}"]`));
    return fields.every(Boolean) ? [{ row, fields: /** @type {HTMLTextAreaElement[]} */ (fields), words: element("p", "second-round__hint") }] : [];
  });
  const show = () => {
    for (const { fields, words } of rows) {
      const seconds = secondsAloud(fields.map(({ value }) => value).join(" "));
      const text = seconds
        ? `Read out as it stands: about ${aloudInWords(seconds)}. An estimate, at ${WORDS_A_MINUTE} words a minute; key words take longer when you tell them.`
        : "";
      if (words.textContent !== text) words.textContent = text;
    }
  };
  for (const { row, words } of rows) row.append(words);
  worksheet.addEventListener("input", show);
  plans.addEventListener("second-round-changed", show);
  show();
}
