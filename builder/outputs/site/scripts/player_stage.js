/* The stage of a call: the line, what stands around it, and where the focus goes. */

/**
 * @typedef {ReturnType<typeof session.open>} Session
 * @typedef {Actions & { returnTo: (place: number) => void, undo: () => void, run: (name: string) => void }} StageActions
 */
const stages = (function () {
  const { element, one } = tools;
  const { fill } = rules;

  /** @template {HTMLElement} T @param {new () => T} kind @param {HTMLElement} stage @param {string} name
   * @returns {T} */
  function part(kind, stage, name) {
    return one(kind, stage, `[data-part=${name}]`);
  }

  /** @param {HTMLElement} stage @param {PlayedScript} script @param {Session} played @param {StageActions} actions */
  function open(stage, script, played, actions) {
    const words = script.words;
    const now = part(HTMLElement, stage, "now");
    const replies = stage.querySelector("dialog.replies");
    /** @type {HTMLElement | null} */
    let focused = null;

    /** @param {boolean} moves whether the focus goes to the line */
    function show(moves) {
      focused = view.draw(now, script, played.call(), played.ways(), actions);
      if (played.isEnd()) now.append(ending());
      stage.classList.toggle("is-over", played.isEnd());
      showAround();
      if (replies instanceof HTMLElement) view.fillFields(script, played.call(), replies);
      part(HTMLElement, stage, "told").textContent = announcement();
      if (moves) focusLine();
    }

    function focusLine() {
      if (!focused) return;
      focused.focus({ preventScroll: true });
      const top = now.getBoundingClientRect().top;
      if (top < 0 || top > innerHeight / 2) stage.scrollIntoView({ block: "start" });
    }

    /** What a screen reader says before the line itself. @returns {string} */
    function announcement() {
      const node = played.node();
      const exact = (node.disclosures || []).length;
      const count = node.kind === "say" || node.kind === "go" ? 0 : played.ways().length;
      return [
        words[`kind_${node.kind}`],
        exact ? fill(words.told_exact, { count: exact }) : "",
        count ? fill(words.told_ask, { count }) : "",
      ].filter(Boolean).join(", ");
    }

    function ending() {
      const template = part(HTMLTemplateElement, stage, "ending");
      const made = element("div", { className: "ending" }, template.content.cloneNode(true));
      view.openOutside(made);
      return made;
    }

    function showAround() {
      const call = played.call();
      showReminders();
      part(HTMLElement, stage, "trail").replaceChildren(...margin.trail(script, call, actions.returnTo));
      part(HTMLElement, stage, "untold").hidden = call.trail.length > 0;
      showTime();
      showSummary();
      const names = Object.keys(script.fields);
      const filled = names.filter((name) => calls.valueOf(call, name)).length;
      part(HTMLElement, stage, "filled").textContent = fill(words.filled, { filled, total: names.length });
      part(HTMLElement, stage, "left").textContent = texts.timeLeft(calls.own(script.left, call.node), words);
      /* The outline shows the whole script; it opens at the place where the call is. */
      part(HTMLAnchorElement, stage, "where").hash = `script.${script.script.split("/")[1]}.${call.node}`;
      const isFirst = calls.lastDecided(call) < 0;
      one(HTMLElement, stage, ".tools [data-do=back]").setAttribute("aria-disabled", String(isFirst));
    }

    function showReminders() {
      const [latest, ...older] = calls.unread(played.call());
      /** @type {HTMLElement[]} */
      const lines = [];
      if (played.canUndo()) lines.push(margin.reminder(words.restarted, [[words.undo, actions.undo]], "reminder"));
      if (latest) {
        const more = older.length ? ` ${fill(words.more, { count: older.length })}` : "";
        lines.push(margin.reminder(fill(words.reminder, { title: latest.exact.title }) + more, [
          [words.i_read_it, () => { played.tickPassed(latest.place, latest.exact.id); showAround(); focusLine(); }],
          [words.return, () => actions.returnTo(latest.place)],
        ], "reminder"));
      }
      if (now.querySelector(".is-example")) {
        lines.push(margin.reminder(words.examples, [[words.fill_in, () => actions.run("fields")]], "hint"));
      }
      part(HTMLElement, stage, "remind").replaceChildren(...lines);
    }

    function showTime() {
      const isPaused = played.isPaused();
      part(HTMLElement, stage, "clock").textContent = texts.clockTime(played.seconds());
      part(HTMLElement, stage, "paused").textContent = isPaused ? words.paused : "";
      part(HTMLElement, stage, "pause").textContent = isPaused ? words.go_on : words.pause;
      stage.classList.toggle("is-paused", isPaused);
    }

    function showSummary() {
      const area = document.getElementById("_player.summary");
      if (area instanceof HTMLTextAreaElement) area.value = played.summary();
    }

    function drawFields() {
      part(HTMLElement, stage, "fields").replaceChildren(...margin.fields(script, played.call(), (name, value) => {
        played.setField(name, value);
        show(false);
      }));
    }

    return { now, show, showAround, showTime, showSummary, drawFields, focusLine };
  }

  return { open, part };
})();
