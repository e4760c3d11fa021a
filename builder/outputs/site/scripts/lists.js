/* Objections found as you type, messages to copy, checklists kept for the day. */
(function () {
  const { fill, fold, matches } = rules;
  const { one, all } = tools;

  /** @param {HTMLElement} box */
  function startFilter(box) {
    const input = one(HTMLInputElement, box, "input");
    const count = one(HTMLElement, box, "[role=status]");
    const list = document.getElementById(box.dataset.for ?? "");
    if (!list) return;
    const entries = all(HTMLElement, list, ".obj").map((part) => ({
      part,
      words: all(Element, part, "[data-find]").map((found) => fold(found.textContent)).join(" "),
    }));

    /* Show what fits and return it. */
    const apply = () => {
      const shown = entries.filter(({ part, words }) => {
        part.hidden = !matches(words, input.value);
        return !part.hidden;
      });
      all(HTMLElement, list, "[data-group]").forEach((group) => {
        group.hidden = !group.querySelector(".obj:not([hidden])");
      });
      const words = shown.length ? count.dataset.some : count.dataset.none;
      count.textContent = fill(words, { shown: shown.length, total: entries.length });
      return shown;
    };

    input.addEventListener("input", apply);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.value = "";
        apply();
      }
      if (event.key !== "Enter") return;
      const [first] = apply();
      if (first) one(HTMLAnchorElement, first.part, "a").focus();
    });
    /* A link to an entry that the filter hides must still arrive. */
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const hidden = target && target.closest("[hidden]");
      if (!target || !hidden || !list.contains(hidden)) return;
      input.value = "";
      apply();
      target.scrollIntoView();
    });
    box.hidden = false;
    apply();
  }

  /** @param {HTMLElement} part */
  function startMessage(part) {
    all(HTMLButtonElement, part, "button[data-copy]").forEach((button) => {
      button.addEventListener("click", () => {
        const text = tools.plainText(one(Element, part, `.${button.dataset.copy}`)).trim();
        const { done, failed } = button.dataset;
        tools.copy(text).then(() => tools.tell(done), () => tools.tell(failed));
      });
    });
    tools.reveal(part);
  }

  /** The browser may refuse to keep anything; ticking works all the same.
   * @template T @param {(storage: Storage) => T} action @returns {T | null} */
  function kept(action) {
    try {
      return action(localStorage);
    } catch {
      return null;
    }
  }

  /** @param {string} key @returns {Set<string>} */
  function readTicks(key) {
    try {
      /** @type {unknown} */
      const found = JSON.parse(kept((storage) => storage.getItem(key)) ?? "[]");
      return new Set(Array.isArray(found) ? found : []);
    } catch {
      return new Set();
    }
  }

  function forgetOtherDays() {
    const today = rules.day(new Date());
    kept((storage) => Object.keys(storage).filter((key) => rules.isOutdated(key, today))
      .forEach((key) => storage.removeItem(key)));
  }

  /** @param {HTMLElement} part */
  function startChecklist(part) {
    const boxes = all(HTMLInputElement, part, "input[type=checkbox]");
    const bar = one(HTMLProgressElement, part, "progress");
    const count = one(HTMLElement, part, "[role=status]");
    const key = () => rules.keyOf(part.dataset, rules.day(new Date()));
    let shownKey = key();

    function show() {
      const done = boxes.filter((box) => box.checked).length;
      bar.value = done;
      const words = done === boxes.length ? count.dataset.all : count.dataset.some;
      count.textContent = fill(words, { done, total: boxes.length });
    }
    function load() {
      const ticked = readTicks(key());
      boxes.forEach((box) => { box.checked = ticked.has(box.value); });
      shownKey = key();
      show();
    }
    function keep() {
      const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      kept((storage) => storage.setItem(key(), JSON.stringify(ticked)));
      show();
    }
    /** A page left open overnight: yesterday's ticks do not count today.
     * @param {HTMLInputElement | null} ticked what was ticked just now */
    function startDay(ticked) {
      if (shownKey === key()) return;
      forgetOtherDays();
      load();
      if (ticked) ticked.checked = true;
    }

    part.addEventListener("change", (event) => {
      const box = event.target;
      startDay(box instanceof HTMLInputElement && box.checked ? box : null);
      keep();
    });
    document.addEventListener("visibilitychange", () => startDay(null));
    addEventListener("storage", (event) => { if (event.key === key()) load(); });
    one(HTMLElement, part, "[data-do=reset]").addEventListener("click", () => {
      boxes.forEach((box) => { box.checked = false; });
      keep();
      boxes[0]?.focus();
    });
    one(HTMLElement, part, "[data-do=print]").addEventListener("click", () => tools.printOnly(part));
    tools.reveal(part);
    load();
  }

  whenReady(() => {
    all(HTMLElement, document, ".sift[data-for]").forEach(startFilter);
    all(HTMLElement, document, ".msg").forEach(startMessage);
    forgetOtherDays();
    all(HTMLElement, document, ".list[data-checklist]").forEach(startChecklist);
  });
})();
