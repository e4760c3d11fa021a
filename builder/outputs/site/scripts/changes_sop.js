/* The page of an SOP: what changed since the last visit, each changed part marked. */
(function () {
  const { element, one, all } = tools;
  const { fill } = rules;
  const MOST = 10;

  /** @param {HTMLElement} page */
  function start(page) {
    const { sop = "", version = "", fingerprint = "" } = page.dataset;
    const key = page.dataset.page ?? sop;
    const found = all(HTMLElement, page, "[data-f]");
    const parts = found.flatMap((one) => (one.localName === "ol" ? all(HTMLElement, one, "li[id]") : [one]));
    const marks = visits.cut(found.map((one) => one.dataset.f).join(""));
    const shown = { version, fingerprint, prints: marks.join("") };
    const visit = visits.note(memory.visitOf(key), shown, memory.today);
    memory.keep("visit", key, visit);
    const box = page.querySelector(".since");
    if (!visit.before || !(box instanceof HTMLElement)) return;
    const isNew = visits.fresh(visit.before.prints, marks);
    const changed = parts.filter((part, place) => isNew[place]);
    changed.forEach((part) => mark(part, box.dataset.mark ?? ""));
    tell(page, box, visit.before, changed);
    one(HTMLElement, box, "button").addEventListener("click", () => {
      memory.keep("visit", key, { ...visit, before: null });
      hide(page, box);
    });
  }

  /**
   * @param {HTMLElement} part
   * @param {string} words
   */
  function mark(part, words) {
    const place = firstOf(part, [".do", "h3", "p"]) ?? part;
    part.classList.add("is-changed");
    place.append(" ", element("b", { className: "changed", textContent: words }));
  }

  /**
   * @param {HTMLElement} page
   * @param {HTMLElement} box
   * @param {import("./visits.js").Seen} before
   * @param {HTMLElement[]} changed
   */
  function tell(page, box, before, changed) {
    const words = box.dataset;
    const date = memory.shownDay(before.seen);
    const title = fill(words.title ?? "", { date, version: before.version });
    const notes = visits.since(reading.historyOf(page), before.version).map((entry) => element(
      "li", {}, element("b", { textContent: entry.version }), " ", ...copied(entry.note),
    ));
    box.append(
      element("h2", { textContent: title }),
      notes.length
        ? element("ul", { className: "notes" }, ...notes)
        : element("p", { textContent: words.none }),
      ...listOf(changed, words),
      element("button", { type: "button", className: "btn", textContent: words.hide }),
    );
    box.hidden = false;
  }

  /**
   * @param {HTMLElement[]} changed
   * @param {DOMStringMap} words
   * @returns {HTMLElement[]}
   */
  function listOf(changed, words) {
    if (!changed.length) return [];
    const links = changed.slice(0, MOST).map((part) => element("li", {}, linkTo(part)));
    const count = changed.length - MOST;
    if (count > 0) links.push(element("li", { textContent: fill(words.more ?? "", { count }) }));
    return [
      element("p", { textContent: words.here }),
      element("ul", { className: "ways" }, ...links),
    ];
  }

  /**
   * @param {HTMLElement} part
   * @returns {HTMLElement}
   */
  function linkTo(part) {
    const number = part.closest(".steps") ? part.firstElementChild?.textContent ?? "" : "";
    const found = (firstOf(part, [".steps > li > p", ".do", ".name", "b", "a"]) ?? part).cloneNode(true);
    if (found instanceof Element) all(HTMLElement, found, ":scope > b").forEach((mark) => mark.remove());
    const words = `${number} ${found.textContent?.trim()}`.trim();
    const short = words.length > 70 ? `${words.slice(0, 68).trimEnd()}…` : words;
    return element("a", { href: `#${part.id}`, textContent: short });
  }

  /**
   * @param {Element} part
   * @param {string[]} selectors the best first
   * @returns {Element | null}
   */
  function firstOf(part, selectors) {
    for (const selector of selectors) {
      const found = part.querySelector(selector);
      if (found) return found;
    }
    return null;
  }

  /**
   * @param {Element} place
   * @returns {Node[]}
   */
  function copied(place) {
    return [...place.childNodes].map((node) => node.cloneNode(true));
  }

  /**
   * @param {HTMLElement} page
   * @param {HTMLElement} box
   */
  function hide(page, box) {
    all(HTMLElement, page, ".changed").forEach((found) => found.remove());
    all(HTMLElement, page, ".is-changed").forEach((part) => part.classList.remove("is-changed"));
    box.hidden = true;
    const title = one(HTMLElement, page, "h1");
    title.tabIndex = -1;
    title.focus();
  }

  whenReady(() => all(HTMLElement, document, ".sop[data-sop]").forEach(start));
})();
