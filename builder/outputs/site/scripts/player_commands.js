/* What the buttons and the keys of the player do. */

/** @typedef {ReturnType<typeof stages.open>} Stage */
const commands = (function () {
  const { one } = tools;

  /** @param {HTMLElement} stage @param {PlayedScript} script @param {Session} played @param {Stage} drawn
   * @param {StageActions} actions @param {() => void} restart */
  function open(stage, script, played, drawn, actions, restart) {
    const replies = stage.querySelector("dialog.replies");
    const notes = one(HTMLTextAreaElement, document, "#_player\\.notes");
    const single = stages.part(HTMLInputElement, stage, "single");

    /** @type {Record<string, () => void>} */
    const known = {
      back: () => actions.returnTo(calls.lastDecided(played.call())),
      restart,
      pause() {
        played.pause();
        drawn.showTime();
      },
      objections() {
        if (!(replies instanceof HTMLDialogElement)) return;
        replies.showModal();
        replies.querySelector("input")?.focus();
      },
      notes: () => notes.focus(),
      fields() {
        const details = one(HTMLDetailsElement, stage, ".given");
        details.open = true;
        drawn.drawFields();
        const controls = [...tools.all(HTMLInputElement, details, "input"), ...tools.all(HTMLSelectElement, details, "select")];
        (controls.find((control) => !control.value) || one(HTMLElement, details, "summary")).focus();
      },
      help: () => one(HTMLDialogElement, stage, "dialog.keys").showModal(),
      tick() {
        const [box] = tools.all(HTMLInputElement, drawn.now, ".tick input:not(:checked)");
        if (!box) return;
        box.checked = true;
        actions.tick(box.value, true);
      },
      on() {
        const [input] = tools.all(HTMLInputElement, drawn.now, ".write input");
        if (input) input.focus();
        else if (!played.isEnd()) tools.all(HTMLElement, drawn.now, ".go")[0]?.click();
      },
      copy() {
        if (!played.isEnd()) return;
        tools.copy(played.summary()).then(
          () => { played.copied(); tools.tell(script.words.copied); },
          () => tools.tell(script.words.copy_failed),
        );
      },
    };

    /** @param {string} name */
    function run(name) {
      calls.own(known, name)?.();
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      if (!(event.target instanceof HTMLElement) || event.isComposing) return;
      /* Just closed, a dialog may keep the focus for a moment: the key is for the page. */
      const target = event.target.closest("dialog:not([open])") ? stage : event.target;
      const isOurs = target === document.body || stage.contains(target);
      if (!isOurs || target.closest("dialog")) return;
      const isTyping = target.matches("textarea:not([readonly]), select, input:not([type=checkbox])");
      if (isTyping && event.key === "Escape") {
        drawn.focusLine();
        return;
      }
      const ways = played.ways();
      const meaning = keys.meaning(event, {
        options: ways, isTyping, isSingle: single.checked, isOnControl: target.matches("button, a, input, summary, label"),
      });
      if (!meaning) return;
      /* Nowhere to go back to on this call: the browser goes back instead. */
      if ("run" in meaning && meaning.run === "back" && event.altKey && calls.lastDecided(played.call()) < 0) return;
      event.preventDefault();
      event.stopPropagation();
      if ("run" in meaning) run(meaning.run);
      else ways.slice(meaning.pick, meaning.pick + 1).forEach(actions.pick);
    }

    return { run, onKey };
  }

  return { open };
})();
