// Owns what a page says that stands in a frame of another one; does not reach out of the frame.

import { element, link } from "./markup.mjs";

/** Say at the top what is kept here, and lead to a tab in which more is. @param {string} href with what a link asked for */
export function tellFramed(href) {
  const own = link(href, "Open this page in a tab of its own");
  own.target = "_blank";
  own.rel = "noreferrer"; // So that a link’s choices are shown there too before they are taken.
  const words = isKept()
    ? "This page stands in a frame of another one. Your browser keeps what you do here apart from what you do on the site itself, and may drop it sooner. "
    : "This page stands in a frame of another one, and there your browser keeps nothing of what you do. ";
  const line = element("p", "second-round__keeps", words);
  line.append(own);
  document.querySelector("h1")?.after(line);
}

function isKept() {
  try {
    localStorage.setItem("second-round:framed", "");
    localStorage.removeItem("second-round:framed");
    return true;
  } catch {
    return false;
  }
}
