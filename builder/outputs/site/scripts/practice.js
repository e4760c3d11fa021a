/* A scorecard that adds up and a quiz that answers; nothing leaves the browser. */
(function () {
  const { fill } = rules;
  const { one, all, element } = tools;

  const COLUMNS = ["scorecard", "sop", "version", "fingerprint", "date", "contact",
    "agent", "reviewer", "notes", "criterion", "title", "weight", "auto_fail",
    "judgment", "points", "pass_mark", "verdict"];

  /**
   * @typedef {HTMLInputElement | HTMLTextAreaElement} Entry
   * @typedef {import("./rules.js").Judged & { id: string, title: string }} Row
   * @typedef {{ text: string, isRight: boolean, feedback: Node[] }} Answer
   * @typedef {{ id: string, question: string, step: Element, answers: Answer[] }} Question
   */

  /** The choices of a row; their words stand once, for plain rows and for auto-fail.
   * @param {HTMLTableRowElement} line @param {DOMStringMap} words */
  function drawJudge(line, words) {
    const name = line.cells[0]?.id ?? "";
    const kind = "autoFail" in line.dataset ? 1 : 0;
    const judge = element("div", { className: "judge" });
    judge.setAttribute("role", "radiogroup");
    judge.setAttribute("aria-labelledby", name);
    for (const [value, told] of Object.entries({
      met: words.met, not_met: words.notMet, not_applicable: words.notApplicable,
    })) {
      const choice = element("input", { type: "radio", name, value, autocomplete: "off" });
      judge.append(element("label", {}, choice, told?.split("|")[kind] ?? ""));
    }
    line.append(element("td", {}, judge));
  }

  /** @param {HTMLElement} part */
  function startScorecard(part) {
    const { sop, scorecard, version, fingerprint, passMark } = part.dataset;
    const lines = all(HTMLTableRowElement, part, "[data-criterion]");
    const { dataset: words } = one(HTMLTableElement, part, "table");
    lines.forEach((line) => drawJudge(line, words));
    const bar = one(HTMLElement, part, ".result");
    const status = one(HTMLElement, bar, "[role=status]");
    const entries = () => /** @type {Entry[]} */ (all(HTMLElement, part, "[data-entry]"));
    const entered = (/** @type {string} */ name) => (
      entries().find((entry) => entry.dataset.entry === name)?.value ?? "");

    /** @returns {Row[]} */
    function readRows() {
      return lines.map((line) => ({
        id: line.dataset.criterion ?? "",
        title: line.cells[0]?.textContent.trim() ?? "",
        weight: Number(line.dataset.weight),
        autoFail: "autoFail" in line.dataset,
        judgment: all(HTMLInputElement, line, "input:checked")[0]?.value ?? "",
      }));
    }
    function show() {
      const rows = readRows();
      const found = rules.tally(rows, Number(passMark));
      lines.forEach((line, place) => {
        line.classList.toggle("is-failed", found.autoFail.some((row) => row === rows[place]));
      });
      bar.dataset.verdict = found.verdict;
      status.textContent = fill(status.dataset[found.verdict], {
        points: found.points ?? "–",
        judged: found.judged,
        total: rows.length,
        mark: passMark,
        rows: found.autoFail.map((row) => row.title).join(", "),
      });
    }
    function exportRows() {
      const rows = readRows();
      const found = rules.tally(rows, Number(passMark));
      const today = rules.day(new Date());
      const context = [scorecard, sop, version, fingerprint, today,
        entered("contact"), entered("agent"), entered("reviewer"), entered("notes")];
      const body = rows.map((row) => [...context, row.id, row.title, row.weight,
        row.autoFail ? "yes" : "no", row.judgment, found.points, passMark, found.verdict]);
      /* The mark in front lets spreadsheets read the file as UTF-8. */
      const text = "\ufeff" + rules.csv([COLUMNS, ...body]);
      tools.save(`scorecard-${sop}-${scorecard}-${today}.csv`, text, "text/csv;charset=utf-8");
    }
    function reset() {
      all(HTMLInputElement, part, "input[type=radio]").forEach((choice) => { choice.checked = false; });
      entries().forEach((entry) => { entry.value = ""; });
      show();
      entries()[0]?.focus();
    }

    const actions = { csv: exportRows, print: () => tools.printOnly(part), reset };
    part.addEventListener("change", show);
    Object.entries(actions).forEach(([name, run]) => {
      one(HTMLElement, part, `button[data-do=${name}]`).addEventListener("click", run);
    });
    tools.reveal(part);
    part.classList.add("is-live");
    show();
  }

  /** What the page shows without this script: a question and its answers.
   * @param {HTMLElement} details @returns {Question} */
  function readQuestion(details) {
    return {
      id: details.id,
      question: one(Element, details, "summary").textContent,
      step: one(Element, details, "p"),
      answers: all(Element, details, "li").map((entry) => ({
        text: one(Element, entry, "span").textContent,
        isRight: entry.classList.contains("ok"),
        feedback: [...(entry.querySelector("span + span")?.childNodes ?? [])],
      })),
    };
  }

  /** @param {HTMLElement} quiz */
  function startQuiz(quiz) {
    const words = quiz.dataset;
    const questions = all(HTMLElement, quiz, "details").map(readQuestion);
    const total = element("p", { className: "total" });
    const again = element("button", { type: "button", className: "btn", textContent: words.again });
    const end = element("div", { className: "bar" }, total, again);
    let right = 0;
    let answered = 0;
    total.setAttribute("role", "status");

    /** @param {boolean} isRight */
    function count(isRight) {
      answered += 1;
      right += isRight ? 1 : 0;
      showTotal();
    }
    function showTotal() {
      const text = answered === questions.length ? words.score : words.progress;
      total.textContent = fill(text, { right, answered, total: questions.length });
      again.hidden = !answered;
    }
    function begin() {
      right = 0;
      answered = 0;
      const parts = questions.map((question, place) => drawQuestion(question, place + 1, words, count));
      quiz.replaceChildren(...parts, end);
      showTotal();
    }
    again.addEventListener("click", () => {
      begin();
      one(HTMLElement, quiz, "button").focus();
      quiz.scrollIntoView();
    });
    begin();
  }

  /** @param {Question} question @param {number} number @param {DOMStringMap} words
   * @param {(isRight: boolean) => void} count @returns {HTMLElement} */
  function drawQuestion(question, number, words, count) {
    const heading = element("h3", { id: `${question.id}.question`, textContent: `${number}. ${question.question}` });
    const list = element("ul", {});
    const verdict = element("p", { className: "verdict" });
    const part = element("section", { className: "ask", id: question.id }, heading);
    const isMany = question.answers.filter((answer) => answer.isRight).length > 1;
    /** @type {Set<Answer>} */
    const picked = new Set();
    const check = element("button", { type: "button", className: "btn", textContent: words.check });

    /** @param {Answer} answer @param {HTMLElement} button */
    function pick(answer, button) {
      if (part.classList.contains("is-done")) return;
      if (!isMany) {
        picked.clear();
        picked.add(answer);
        judge();
        return;
      }
      if (!picked.delete(answer)) picked.add(answer);
      button.setAttribute("aria-pressed", String(picked.has(answer)));
    }
    function judge() {
      if (part.classList.contains("is-done") || !picked.size) return;
      const isRight = question.answers.every((answer) => answer.isRight === picked.has(answer));
      part.classList.add("is-done");
      buttons.forEach((button, answer) => mark(button, answer, picked.has(answer), words));
      check.hidden = true;
      verdict.append(...explain(question, picked, isRight, words));
      count(isRight);
    }

    /** @type {Map<Answer, HTMLElement>} */
    const buttons = new Map();
    rules.shuffle(question.answers, Math.random).forEach((answer) => {
      const button = element("button", { type: "button", className: "answer", textContent: answer.text });
      if (isMany) button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => pick(answer, button));
      buttons.set(answer, button);
      list.append(element("li", {}, button));
    });
    check.addEventListener("click", judge);
    list.setAttribute("aria-labelledby", heading.id);
    verdict.setAttribute("role", "status");
    if (isMany) part.append(element("p", { className: "sum", textContent: words.many }));
    part.append(list, ...(isMany ? [check] : []), verdict);
    return part;
  }

  /** The button keeps the focus, so it is told as off instead of being taken away.
   * @param {HTMLElement} button @param {Answer} answer @param {boolean} isPicked @param {DOMStringMap} words */
  function mark(button, answer, isPicked, words) {
    button.setAttribute("aria-disabled", "true");
    if (!answer.isRight && !isPicked) return;
    button.classList.add(answer.isRight ? "is-right" : "is-wrong");
    const told = answer.isRight ? words.right : words.wrong;
    button.append(element("span", { className: "unseen", textContent: ` (${told})` }));
  }

  /** @param {Question} question @param {Set<Answer>} picked @param {boolean} isRight
   * @param {DOMStringMap} words @returns {(string | Node)[]} */
  function explain(question, picked, isRight, words) {
    const told = (isRight ? words.right : words.wrong) ?? "";
    const feedback = [...picked]
      .map((answer) => element("span", {}, ...answer.feedback.map((node) => node.cloneNode(true))))
      .filter((part) => part.textContent);
    /* Authors often begin with the same word: say it once. */
    const isSaid = feedback[0]?.textContent.startsWith(told);
    const step = element("span", { className: "step" });
    step.append(...[...question.step.childNodes].map((node) => node.cloneNode(true)));
    const parts = [...(isSaid ? [] : [element("b", { textContent: `${told}.` })]), ...feedback, step];
    return parts.flatMap((part) => [part, " "]);
  }

  whenReady(() => {
    all(HTMLElement, document, "[data-scorecard]").forEach(startScorecard);
    all(HTMLElement, document, ".quizzes").forEach(startQuiz);
  });
})();
