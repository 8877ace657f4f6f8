// Owns which paper somebody has: the one they chose here, else that of their place; does not know what is printed.

/** The key under which the choice is kept. */
export const CHOSEN_PAPER = "second-round:paper";
// By the Common Locale Data Repository; everywhere else it is A4.
const LETTER = "BZ CA CL CO CR GT MX NI PA PH PR SV US VE";

/** The name of the paper; undefined where nobody has chosen one and the browser doesn't say where it is. */
export function ownPaper() {
  try {
    const chosen = localStorage.getItem(CHOSEN_PAPER);
    if (chosen === "letter" || chosen === "a4") return chosen;
  } catch {
    // Then the place says it.
  }
  const place = /-([A-Z]{2})\b/.exec(navigator.language)?.[1];
  return place && (LETTER.includes(place) ? "letter" : "a4");
}

/** Where a sheet is to be had on several papers, put one's own first. */
export function putOwnPaperFirst() {
  for (const own of document.querySelectorAll(`a[data-paper="${ownPaper()}"]`)) {
    own.parentElement?.querySelector("[data-paper]")?.before(own);
  }
}
