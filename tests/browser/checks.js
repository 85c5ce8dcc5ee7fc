// What the tests ask of a page. Playwright runs this in each page before the page's own content, and no policy binds it.
"use strict";
window.checks = {
  violations: [],

  // Elements that load or run something, and attributes that could. No page of ours has them.
  intruders() {
    const forbidden = "script, iframe, frame, object, embed, img, video, audio, base, portal, template, foreignObject, " +
      "animate, set, meta[http-equiv=refresh i], link:not([rel=icon][href='data:,'])";
    const found = [...document.querySelectorAll(forbidden)].map(element => element.outerHTML.slice(0, 80));
    for (const element of document.querySelectorAll("*")) {
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
    const excused = element => {
      for (let at = element; at !== root; at = at.parentElement) {
        if (at.matches(".aloud, .skip") || (at !== element && scrolls(at))) return true;
      }
      return false;
    };
    const found = root.scrollWidth > width ? [`the page is ${root.scrollWidth} px wide, not ${width}`] : [];
    for (const element of document.body.querySelectorAll("*")) {
      const {left, right, width: own} = element.getBoundingClientRect();
      if (own && (right > width + 1 || left < -1) && !excused(element)) {
        found.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> at ${left}..${right}`);
      }
    }
    return found.slice(0, 10);
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
