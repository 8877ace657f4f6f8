// Owns what an element says of a plan that is not kept, or could not be read; does not know where it is said.

/** @typedef {import("./store.mjs").Problem} Problem */

/** @type {Record<Problem, (what: string) => string>} */
const WORDS = {
  blocked: (what) =>
    `This browser does not keep ${what}: it lets this site store nothing. Print this page before you close it. `,
  full: (what) => `This browser does not keep ${what}: its storage is full. Print this page before you close it. `,
  newer: (what) =>
    `This browser does not keep ${what} here: a newer version of this site keeps your ticks and notes now. ` +
    "Open the newest edition, or print this page before you close it. ",
  damaged: () =>
    "Some or all of what was kept earlier could not be read. It is set aside in this browser, not erased. " +
    "What you do from now on is kept. ",
};

/** @param {Problem} problem @param {string} what a person fears to lose */
export function problemWords(problem, what) {
  return WORDS[problem](what);
}
