// What the tests ask of a page. Playwright runs this in each page before the page's own content, and no policy binds it.
"use strict";
window.checks = {
  violations: [],

  // Elements that load or run something, and attributes that could. No page of ours has them.
  intruders(scope = "html") {
    const roots = [...document.querySelectorAll(scope)];
    const all = selector => roots.flatMap(root => [...root.querySelectorAll(selector)]);
    const forbidden = "script, iframe, frame, object, embed, img, video, audio, base, portal, template, foreignObject, " +
      "animate, set, meta[http-equiv=refresh i], link:not([rel=icon][href='data:,'])";
    const found = all(forbidden).map(element => element.outerHTML.slice(0, 80));
    for (const element of all("*")) {
      for (const {name, value} of element.attributes) {
        if (/^on|^(style|srcdoc|srcset|src|formaction)$/i.test(name)) found.push(`${element.localName} ${name}`);
        if (/^(xlink:)?href$/i.test(name) && element.localName !== "link") {
          const scheme = new URL(value, document.baseURI).protocol;
          if (!["http:", "https:", "file:"].includes(scheme)) found.push(`${element.localName} ${value.slice(0, 80)}`);
        }
      }
    }
    return found;
  },

  // What is wider than the window, except in boxes that scroll by themselves.
  stickingOut() {
    const root = document.documentElement;
    const width = root.clientWidth;
    const scrolls = element => element !== document.body && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const cuts = ({overflowX, contentVisibility}) => /hidden|clip/.test(overflowX) || contentVisibility === "auto";
    const excused = element => {
      for (let at = element; at !== root; at = at.parentElement) {
        if (at.matches(".aloud, .skip") || (at !== element && scrolls(at))) return true;
      }
      return false;
    };
    const found = root.scrollWidth > width ? [`the page is ${root.scrollWidth} px wide, not ${width}`] : [];
    for (const element of document.body.querySelectorAll("*")) {
      // Spaces at the end of a line stick out of inline elements, and cannot be seen; letters widen the block around.
      const look = getComputedStyle(element);
      if (look.display === "inline") continue;
      const {left, right, width: own} = element.getBoundingClientRect();
      const cut = cuts(look) && element.scrollWidth > element.clientWidth + 1;
      if (own && (right > width + 1 || left < -1 || cut) && !excused(element)) {
        found.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> at ${left}..${right}`);
      }
    }
    return found.slice(0, 10);
  },

  // The text nodes of the article's text, without the words that are ours: for each its words, the passages that cover
  // it ("3:content 4:source"), and the card that it links to.
  textPieces() {
    const pieces = [];
    for (const root of document.querySelectorAll(".text")) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest(".aloud, .ref")) continue;
        pieces.push([
          walker.currentNode.data,
          parent.closest("[data-p]")?.dataset.p ?? "",
          parent.closest("a")?.getAttribute("href") ?? "",
        ]);
      }
    }
    return pieces;
  },

  // The words of a page that run backwards: a bidi control of an article must not turn what follows it around.
  // Words that contain such a control, or letters that are written from the right, may do so.
  backwards(excused) {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const place = (node, at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const words = node.data.trimEnd();
      const start = words.search(/\S/);
      if (start < 0 || words.length - start < 2) continue;
      if (/[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(words)) continue;
      if (node.parentElement.closest(excused)) continue;
      const first = place(node, start);
      const last = place(node, words.length - 1);
      if (first.width && last.width && Math.abs(first.top - last.top) < 1 && last.left < first.left) {
        found.push(words.slice(start, start + 60));
      }
    }
    return found;
  },

  // The links inside the page that lead to nothing.
  deadLinks() {
    const links = [...document.querySelectorAll("a[href^='#']")].map(link => link.getAttribute("href"));
    return links.filter(link => !document.getElementById(decodeURIComponent(link.slice(1))));
  },

  // The serious and critical faults that axe-core finds.
  async seriousFaults(scope = document) {
    const {violations} = await axe.run(scope, {resultTypes: ["violations"]});
    return violations
      .filter(({impact}) => ["serious", "critical"].includes(impact))
      .flatMap(({id, nodes}) => nodes.slice(0, 5).map(one => `${id}: ${one.target.join(" ")}: ${one.failureSummary}`));
  },
};
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) => {
  checks.violations.push(`${violatedDirective} ${blockedURI}`);
});
