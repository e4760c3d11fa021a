/* "I have read version 1.3.0": kept in this browser, with a line for a tracker. */
const reading = (function () {
  const { fill } = rules;
  const { one, all } = tools;

  /**
   * Return the revision history as the page tells it, newest first.
   * @param {HTMLElement} page
   * @returns {{version: string, editorial: boolean, note: Element}[]}
   */
  function historyOf(page) {
    return all(HTMLTableRowElement, page, "[data-history] tbody tr").map((row) => ({
      version: row.cells[0]?.textContent ?? "",
      editorial: row.dataset.change === "editorial",
      note: row.cells[2] ?? row,
    }));
  }

  /** @param {HTMLElement} bar */
  function start(bar) {
    const page = /** @type {HTMLElement} */ (bar.closest(".sop"));
    const { sop = "", version = "", fingerprint = "" } = page.dataset;
    const history = historyOf(page);
    const words = bar.dataset;
    const status = one(HTMLElement, bar, "[role=status]");
    const confirm = one(HTMLElement, bar, "[data-do=read]");
    const copy = one(HTMLElement, bar, "[data-do=copy]");
    const undo = one(HTMLElement, bar, "[data-do=undo]");

    function show() {
      const found = memory.readingOf(sop);
      const standing = visits.standing(found, { version, fingerprint }, history);
      const isRead = standing === "read" || standing === "editorial";
      const date = found && memory.shownDay(found.day);
      status.textContent = fill(words[standing] ?? "", { ...found, date });
      bar.dataset.is = standing;
      confirm.hidden = isRead;
      all(HTMLElement, bar, "[data-do=copy], [data-do=undo], a").forEach((part) => { part.hidden = !isRead; });
    }
    /** @returns {string} */
    function line() {
      const found = memory.readingOf(sop);
      return fill(words.line ?? "", { ...found, date: found?.day });
    }

    confirm.addEventListener("click", () => {
      memory.keep("read", sop, { version, fingerprint, day: memory.today });
      show();
      copy.focus();
    });
    copy.addEventListener("click", () => {
      tools.copy(line()).then(() => tools.tell(words.copied), () => tools.tell(line()));
    });
    undo.addEventListener("click", () => {
      memory.keep("read", sop, null);
      show();
      confirm.focus();
    });
    show();
    bar.classList.add("is-live");
  }

  whenReady(() => all(HTMLElement, document, ".reading").forEach(start));
  return { historyOf };
})();
