/* Objections found as you type, messages to copy, checklists kept for the day. */
(function () {
  const { fill, fold, matches } = rules;

  function startFilter(box) {
    const input = box.querySelector("input");
    const count = box.querySelector("[role=status]");
    const list = document.getElementById(box.dataset.for);
    const entries = [...list.querySelectorAll(".obj")].map((part) => ({
      part,
      words: [...part.querySelectorAll("[data-find]")].map((one) => fold(one.textContent)).join(" "),
    }));

    function apply() {
      const shown = entries.filter(({ part, words }) => {
        part.hidden = !matches(words, input.value);
        return !part.hidden;
      });
      list.querySelectorAll("[data-group]").forEach((group) => {
        group.hidden = !group.querySelector(".obj:not([hidden])");
      });
      const words = shown.length ? count.dataset.some : count.dataset.none;
      count.textContent = fill(words, { shown: shown.length, total: entries.length });
      return shown;
    }

    input.addEventListener("input", apply);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        input.value = "";
        apply();
      }
      if (event.key !== "Enter") return;
      const [first] = apply();
      if (first) first.part.querySelector("a").focus();
    });
    /* A link to an entry that the filter hides must still arrive. */
    addEventListener("hashchange", () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const hidden = target && target.closest("[hidden]");
      if (!hidden || !list.contains(hidden)) return;
      input.value = "";
      apply();
      target.scrollIntoView();
    });
    box.hidden = false;
    apply();
  }

  function startMessage(part) {
    part.querySelectorAll("button[data-copy]").forEach((button) => {
      button.addEventListener("click", () => {
        const text = tools.plainText(part.querySelector(`.${button.dataset.copy}`)).trim();
        const { done, failed } = button.dataset;
        tools.copy(text).then(() => tools.tell(done), () => tools.tell(failed));
      });
    });
    tools.reveal(part);
  }

  /* The browser may refuse to keep anything; ticking works all the same. */
  function kept(action) {
    try {
      return action(localStorage);
    } catch {
      return null;
    }
  }

  function readTicks(key) {
    try {
      const found = JSON.parse(kept((storage) => storage.getItem(key)));
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

  function startChecklist(part) {
    const boxes = [...part.querySelectorAll("input[type=checkbox]")];
    const bar = part.querySelector("progress");
    const count = part.querySelector("[role=status]");
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
    /* A page left open overnight: yesterday's ticks do not count today. */
    function startDay(ticked) {
      if (shownKey === key()) return;
      forgetOtherDays();
      load();
      if (ticked) ticked.checked = true;
    }

    part.addEventListener("change", (event) => {
      startDay(event.target.checked && event.target);
      keep();
    });
    document.addEventListener("visibilitychange", () => startDay());
    addEventListener("storage", (event) => { if (event.key === key()) load(); });
    part.querySelector("[data-do=reset]").addEventListener("click", () => {
      boxes.forEach((box) => { box.checked = false; });
      keep();
      boxes[0].focus();
    });
    part.querySelector("[data-do=print]").addEventListener("click", () => tools.printOnly(part));
    tools.reveal(part);
    load();
  }

  whenReady(() => {
    document.querySelectorAll(".sift[data-for]").forEach(startFilter);
    document.querySelectorAll(".msg").forEach(startMessage);
    forgetOtherDays();
    document.querySelectorAll(".list[data-checklist]").forEach(startChecklist);
  });
})();
