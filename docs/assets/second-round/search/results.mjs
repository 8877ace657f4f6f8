// Owns how what was found looks: a page, and under it the places in it, each a link; does not know how it was found.

import { element, link } from "../page/markup.mjs";

/** @typedef {{words: string, isMatch: boolean}} Piece */
/** @typedef {{anchor: string, title: Piece[], around: Piece[]}} FoundPlace */
/** @typedef {{address: string, title: Piece[], around: Piece[], best: number, places: FoundPlace[]}} FoundPage `best` is -1 for the page itself */
/** @typedef {{pages: FoundPage[], count: number, marks: string[]}} Found `count` is how many pages there are in all */

/**
 * @param {Found} found
 * @param {string} root the address that those of pages begin with
 * @returns {HTMLElement[]} a group of options for each page
 */
export function groups(found, root) {
  return found.pages.map((page, number) => {
    const id = `second-round-search-${number}`;
    const group = element("div", "second-round-search__group");
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", `${id}-title`);
    const options = [
      option(id, root + page.address, page.title, page.around),
      ...page.places.map((place, part) => option(`${id}-${part}`, `${root}${page.address}#${place.anchor}`, place.title, place.around)),
    ];
    options[0].classList.add("second-round-search__page");
    options[0].firstElementChild?.setAttribute("id", `${id}-title`);
    options[page.best + 1].toggleAttribute("data-best", number === 0);
    group.append(...options);
    return group;
  });
}

/**
 * @param {string} id
 * @param {string} address
 * @param {Piece[]} title
 * @param {Piece[]} around the words around what was found
 */
function option(id, address, title, around) {
  const option = link(address, "");
  option.id = id;
  option.className = "second-round-search__option";
  option.tabIndex = -1;
  option.setAttribute("role", "option");
  option.append(written("second-round-search__title", title), " ", written("second-round-search__around", around));
  return option;
}

/** @param {string} className @param {Piece[]} pieces */
function written(className, pieces) {
  const whole = element("span", className);
  whole.append(...pieces.map(({ words, isMatch }) => (isMatch ? element("mark", "", words) : words)));
  return whole;
}
