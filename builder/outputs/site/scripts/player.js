/* The player of a script: one page, one call. Everything is kept in this page's memory;
   only a call that goes on in another script passes through the tab's own storage. */
(function () {
  const { one } = tools;
  const { part } = stages;

  /* Before the outline is read, so that it does not flash up where the player will be. */
  document.documentElement.classList.add("plays");
  if (window.parent !== window) document.documentElement.classList.add("is-embedded");

  function start() {
    const stage = document.getElementById("_player");
    const data = document.getElementById("_player.data");
    if (!stage || !data) return;
    try {
      play(stage, JSON.parse(data.textContent || ""));
    } catch (error) {
      /* The outline is still there, and better than half a player. */
      document.documentElement.classList.remove("plays");
      stage.hidden = true;
      throw error;
    }
  }

  /** @param {HTMLElement} stage @param {PlayedScript} script */
  function play(stage, script) {
    const notes = one(HTMLTextAreaElement, document, "#_player\\.notes");
    const arrived = handover.take(() => sessionStorage, script);
    const beginning = { given: fields.take(script), arrived, notes: notes.value };
    const played = session.open(script, beginning, readerOf(script), () => Date.now());
    let isLeaving = false;

    /** @type {StageActions} */
    const actions = {
      pick(way) { played.pick(way); moved(); },
      write(value) { played.write(value); moved(); },
      tick(id, isTicked) { played.tick(id, isTicked); drawn.showAround(); },
      leave(address) { travel(played.leave(address)); },
      returnTo(place) {
        if (place < 0) return;
        const leaving = played.returnTo(place);
        if (leaving) travel(leaving);
        else moved();
      },
      undo() { played.undo(); moved(); },
      run: (name) => buttons.run(name),
    };
    const drawn = stages.open(stage, script, played, actions);
    const buttons = commands.open(stage, script, played, drawn, actions, () => { played.restart(); moved(); });

    /** Open another script's player in this tab, and take the call along.
     * @param {Handover} kept */
    function travel(kept) {
      const way = handover.wayTo(script, kept.to, location.protocol === "file:");
      if (!way) return;
      handover.give(() => sessionStorage, kept);
      isLeaving = true;
      location.assign(way);
    }

    function moved() {
      if (notes.value !== played.notes()) notes.value = played.notes();
      drawn.show(true);
      sendPlace();
    }

    function sendPlace() {
      send(script, "node", played.call());
      if (played.isEnd()) send(script, "disposition", played.call());
    }

    function listen() {
      const keysOf = part(HTMLInputElement, stage, "single");
      stage.addEventListener("click", ({ target }) => {
        const button = target instanceof Element && target.closest("[data-do]");
        if (button instanceof HTMLElement) buttons.run(button.dataset.do || "");
      });
      /* Before the theme, which has keys of its own. */
      addEventListener("keydown", buttons.onKey, { capture: true });
      notes.addEventListener("input", () => { played.note(notes.value); drawn.showTime(); drawn.showSummary(); });
      one(HTMLDialogElement, stage, "dialog.keys").addEventListener("close", drawn.focusLine);
      keysOf.addEventListener("change", () => {
        stage.classList.toggle("is-keyless", !keysOf.checked);
        if (!keysOf.checked) tools.tell(script.words.keys_off);
      });
      part(HTMLElement, stage, "fields").addEventListener("submit", (event) => event.preventDefault());
      /* Opened by its key, the form is there, and the focus in it: it must stay. */
      stage.querySelector(".given")?.addEventListener("toggle", () => {
        if (!part(HTMLElement, stage, "fields").contains(document.activeElement)) drawn.drawFields();
      });
      addEventListener("beforeunload", (event) => {
        if (!isLeaving && !played.isSafe()) event.preventDefault();
      });
      setInterval(drawn.showTime, 500);
    }

    notes.value = played.notes();
    listen();
    moveReplies(stage, drawn.focusLine);
    foldOutline();
    addEventListener("hashchange", foldOutline);
    addEventListener("beforeprint", () => { one(HTMLDetailsElement, document, "#_outline").open = true; });
    stage.hidden = false;
    drawn.show(Boolean(arrived));
    const from = arrived && played.call().trail.at(-1);
    if (from) tools.tell(rules.fill(script.words.arrived, { title: from.title }));
    send(script, "opened", played.call());
    sendPlace();
  }

  /** What the outline on this page says. @param {PlayedScript} script @returns {Reader} */
  function readerOf(script) {
    return {
      asked: (call) => view.asked(script, call),
      exactOf: (call) => view.exactOf(script, call),
      labelOf: (node, way) => view.labelOf(script, node, way),
    };
  }

  /** Tell the page around, if there is one that may know.
   * @param {PlayedScript} script @param {"opened"|"node"|"disposition"} event @param {Call} call */
  function send(script, event, call) {
    const origins = handover.listeners(script.origins || [], {
      isEmbedded: window.parent !== window,
      ancestors: location.ancestorOrigins ? [...location.ancestorOrigins] : null,
      referrer: document.referrer,
    });
    origins.forEach((origin) => window.parent.postMessage(handover.message(script, event, call), origin));
  }

  /** The objections stand on the page without this script; in a call they are a dialog.
   * @param {HTMLElement} stage @param {() => void} focusLine */
  function moveReplies(stage, focusLine) {
    const replies = document.querySelector("#_player\\.objections .sifted");
    const dialog = stage.querySelector("dialog.replies");
    if (!(replies instanceof HTMLElement) || !dialog) return;
    view.openOutside(replies);
    dialog.append(replies);
    dialog.addEventListener("close", focusLine);
  }

  /** With the player there, the outline is for those who ask for it, or for a line. */
  function foldOutline() {
    const outline = document.getElementById("_outline");
    if (!(outline instanceof HTMLDetailsElement)) return;
    const asked = document.querySelector(":target");
    const isAsked = asked !== null && outline.contains(asked);
    outline.open = isAsked || (outline.open && outline.classList.contains("is-folded"));
    outline.classList.add("is-folded");
    if (isAsked) asked.scrollIntoView({ block: "start" });
  }

  whenReady(start);
})();
