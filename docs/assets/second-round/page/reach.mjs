// Owns that whatever is on a page can be reached: what an address names though it is folded away, and what has to be
// scrolled sideways; refuses to change what it says.

/** Unfold what an address leads to, now and whenever the address changes. Not every browser does. */
export function unfoldTarget() {
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let fold = target?.closest("details:not([open])");
    if (!target || !fold) return;
    for (; fold; fold = target.closest("details:not([open])")) fold.setAttribute("open", "");
    target.scrollIntoView();
  };
  unfold();
  addEventListener("hashchange", unfold);
}

/** Let the keyboard scroll what is wider than the page. */
export function reachScrollers() {
  for (const each of document.querySelectorAll(".md-typeset :is(pre > code, .second-round__scroll)")) {
    if (each.scrollWidth > each.clientWidth) each.setAttribute("tabindex", "0");
  }
}
