/* Code that shows a section of an SOP on another page, such as a CRM's. */
(function () {
  const { element, one, all } = tools;

  /** @param {HTMLElement} title the link in the heading of a section */
  function start(title) {
    const page = /** @type {HTMLElement} */ (title.closest(".sop[data-sop]"));
    const heading = /** @type {HTMLElement} */ (title.parentElement);
    const { sop, embed = "", embedded } = page.dataset;
    const label = rules.fill(embed, { title: title.textContent });
    const button = element("button", { type: "button", className: "code", title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      const name = `${title.textContent} – ${one(HTMLElement, page, "h1").textContent}`;
      const code = visits.frame(memory.address(`embed/${sop}/${heading.id}/`), name);
      tools.copy(code).then(() => tools.tell(embedded), () => tools.tell(code));
    });
    heading.after(button);
  }

  whenReady(() => {
    if (!memory.isFile) all(HTMLElement, document, ".sop[data-sop] > h2 > [data-n]").forEach(start);
  });
})();
