/* Part of `sop serve` only: waits for the next build, reloads, or shows what is wrong. */
(function () {
  "use strict";

  /**
   * @typedef {{ place: string, message: string, excerpt?: string, hint?: string }} Problem
   * @typedef {{ reload: boolean, generation: number, problems: Problem[] }} State
   */
  const own = document.currentScript;
  let generation = own instanceof HTMLScriptElement ? Number(own.dataset.generation) : 0;

  /** @param {string} name @param {string} text @param {HTMLElement} parent @returns {HTMLElement} */
  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  /** @param {Problem[]} problems */
  function show(problems) {
    document.getElementById("sop-problems")?.remove();
    if (!problems.length) return;
    const box = document.createElement("section");
    box.id = "sop-problems";
    box.setAttribute("role", "alert");
    element("h2", problems.length === 1 ? "1 problem" : `${problems.length} problems`, box);
    element("p", "Nothing is published as it is. The page updates when a file changes.", box);
    problems.forEach((problem) => {
      element("p", `${problem.place}  ${problem.message}`, box).className = "what";
      if (problem.excerpt) element("pre", problem.excerpt, box);
      if (problem.hint) element("p", problem.hint, box).className = "hint";
    });
    document.body.append(box);
  }

  /** @returns {Promise<void>} */
  async function wait() {
    try {
      const answer = await fetch(`/__sop/state?since=${generation}`, { cache: "no-store" });
      /** @type {State} */
      const state = await answer.json();
      if (state.reload) {
        location.reload();
        return;
      }
      generation = state.generation;
      show(state.problems);
      wait();
    } catch {
      setTimeout(wait, 1000);
    }
  }

  wait();
})();
