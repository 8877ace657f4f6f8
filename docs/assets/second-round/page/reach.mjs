// Owns that whatever is on a page can be reached: what an address names though it is folded away, what has to be
// scrolled sideways, and what lies below a menu; does not change what it says.

/** Unfold what an address leads to, now and whenever the address changes. Not every browser does. */
export function unfoldTarget() {
  const unfold = () => {
    const target = document.querySelector(":target");
    let fold = target?.closest("details:not([open])");
    if (!target || !fold) return;
    for (; fold; fold = target.closest("details:not([open])")) fold.setAttribute("open", "");
    target.scrollIntoView();
  };
  // Only then does every browser know what the address leads to.
  addEventListener("load", unfold);
  addEventListener("hashchange", unfold);
}

/** Let the keyboard scroll what is wider than the page, for as long as it is. */
export function reachScrollers() {
  const observer = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  // With another font, what is in a box may grow and the box does not.
  document.fonts.ready.then(() => {
    for (const each of document.querySelectorAll("article :is(pre > code, table)")) observer.observe(each);
  });
}
