/* The list of changes: one area at a time. */
(function () {
  const { all } = tools;

  /** @param {HTMLElement} group */
  function start(group) {
    const buttons = all(HTMLElement, group, "button");
    const months = all(HTMLElement, document, ".month");

    /** @param {string | undefined} area */
    function pick(area) {
      buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.area === area)));
      months.forEach((month) => {
        const rows = all(HTMLElement, month, "li");
        rows.forEach((row) => { row.hidden = area !== "" && row.dataset.area !== area; });
        month.hidden = rows.every((row) => row.hidden);
      });
    }
    buttons.forEach((button) => button.addEventListener("click", () => pick(button.dataset.area)));
    group.classList.add("is-live");
  }

  whenReady(() => all(HTMLElement, document, ".pick").forEach(start));
})();
