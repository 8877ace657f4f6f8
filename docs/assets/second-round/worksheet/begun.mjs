// Owns which worksheets of an index are begun; does not change any.

import { element } from "../page/markup.mjs";
import { plans } from "../plan/store.mjs";

/**
 * Mark them, now and after every change.
 * @param {import("../page/page-element.mjs").PageElement} index
 */
export function openSheets(index) {
  const show = () => {
    const written = [...plans.current.section("fields")].filter(([, { value }]) => value.trim());
    const begun = new Set(written.map(([name]) => name.split(".")[0]));
    for (const row of index.all("[data-sheet]")) {
      const { sheet = "", formerly = "" } = row.dataset;
      const isBegun = [sheet, ...formerly.split(" ")].some((name) => begun.has(name));
      const mark = row.querySelector(".second-round__tag");
      if (isBegun && !mark) row.querySelector("span")?.prepend(element("span", "second-round__tag", "begun"), " ");
      if (!isBegun) mark?.remove();
    }
  };
  plans.addEventListener("second-round-changed", show);
  show();
}
