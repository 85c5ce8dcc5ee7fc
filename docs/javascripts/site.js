// Two things that Material leaves out for readers who use a keyboard or a screen reader.
"use strict";
document$.subscribe(() => {
  document.querySelector(".md-search").setAttribute("aria-label", "Search");
  // A table that is wider than the page can be scrolled with the keys.
  const sizes = new ResizeObserver(entries => {
    for (const {target} of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(box);
});
