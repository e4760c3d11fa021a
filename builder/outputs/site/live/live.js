/* Part of `sop serve` only: waits for the next build, reloads, or shows what is wrong. */
(function () {
  "use strict";
  var generation = Number(document.currentScript.dataset.generation);

  function element(name, text, parent) {
    var made = document.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function show(problems) {
    var old = document.getElementById("sop-problems");
    if (old) old.remove();
    if (!problems.length) return;
    var box = document.createElement("section");
    box.id = "sop-problems";
    box.setAttribute("role", "alert");
    element("h2", problems.length === 1 ? "1 problem" : problems.length + " problems", box);
    element("p", "Nothing is published as it is. The page updates when a file changes.", box);
    problems.forEach(function (problem) {
      element("p", problem.place + "  " + problem.message, box).className = "what";
      if (problem.excerpt) element("pre", problem.excerpt, box);
      if (problem.hint) element("p", problem.hint, box).className = "hint";
    });
    document.body.appendChild(box);
  }

  function wait() {
    fetch("/__sop/state?since=" + generation, { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (state) {
        if (state.reload) { location.reload(); return; }
        generation = state.generation;
        show(state.problems);
        wait();
      })
      .catch(function () { setTimeout(wait, 1000); });
  }

  wait();
})();
