/* The player of a script: one page, one call. Everything is kept in this page's memory;
   only a call that goes on in another script passes through the tab's own storage. */
(function () {
  const { element } = tools;
  const { fill } = rules;

  /* Before the outline is read, so that it does not flash up where the player will be. */
  document.documentElement.classList.add("plays");
  if (window.parent !== window) document.documentElement.classList.add("is-embedded");

  /** @template {HTMLElement} T @param {HTMLElement} stage @param {string} name @returns {T} */
  function part(stage, name) {
    return /** @type {T} */ (stage.querySelector(`[data-part=${name}]`));
  }

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
    const words = script.words;
    const now = part(stage, "now");
    const told = part(stage, "told");
    const notes = /** @type {HTMLTextAreaElement} */ (document.getElementById("_player.notes"));
    const single = /** @type {HTMLInputElement} */ (part(stage, "single"));
    const helpDialog = /** @type {HTMLDialogElement} */ (stage.querySelector("dialog.keys"));
    const repliesDialog = /** @type {HTMLDialogElement | null} */ (stage.querySelector("dialog.replies"));

    const given = takeFields(script);
    const arrived = handover.take(() => sessionStorage, script);
    let clock = arrived ? arrived.clock : texts.newClock();
    let call = arrived ? arrivedCall(arrived) : calls.begin(script, given);
    /** @type {Way[]} */
    let ways = [];
    /** @type {HTMLElement | null} */
    let focused = null;
    /** @type {{ call: Call, clock: Clock, notes: string } | null} */
    let undone = null;
    let isLeaving = false;
    let isCopied = false;

    /** @param {Handover} kept @returns {Call} */
    function arrivedCall(kept) {
      notes.value = kept.notes;
      const merged = { ...kept.call, given: { ...kept.call.given, ...given } };
      return kept.isReturn ? merged : calls.goOn(script, merged, texts.seconds(kept.clock, Date.now()));
    }

    function act() {
      clock = texts.started(clock, Date.now());
      undone = null;
      isCopied = false;
    }

    /** @param {string} answer @returns {Told} */
    function tell(answer) {
      return {
        asked: view.asked(script, call), answer, exact: view.exactOf(script, call),
        at: texts.seconds(clock, Date.now()), title: script.title,
      };
    }

    /** @type {Actions} */
    const actions = {
      pick(way) {
        const answers = { next: words.went_on, silence: words.silent };
        const label = way.kind === "next" ? answers.next : view.labelOf(script, script.nodes[call.node], way);
        act();
        change(calls.take(script, call, way, tell(way.kind === "silence" ? answers.silence : label)));
      },
      write(value) {
        const node = script.nodes[call.node];
        act();
        change(calls.take(script, call, {
          kind: "write", label: value, goto: String(node.next), key: "", field: String(node.into), value,
        }, tell(value)));
      },
      tick(id, isTicked) {
        const others = call.ticked.filter((one) => one !== id);
        act();
        call = { ...call, ticked: isTicked ? [...others, id] : others };
        showAround();
      },
      leave(address) {
        const passed = calls.take(script, { ...call }, {
          kind: "go", label: "", goto: call.node, key: "", field: "", value: "",
        }, { ...tell(script.goes[address]), asked: words.kind_go });
        act();
        travel(address, { ...passed, node: "" }, false);
      },
    };

    /** Open another script's player in this tab, and take the call along.
     * @param {string} address @param {Call} kept @param {boolean} isReturn */
    function travel(address, kept, isReturn) {
      const way = handover.wayTo(script, address);
      if (!way) return;
      handover.give(() => sessionStorage, { to: address, call: kept, isReturn, notes: notes.value, clock });
      isLeaving = true;
      location.assign(way);
    }

    /** @param {Call} next */
    function change(next) {
      call = next;
      const isEnd = script.nodes[call.node].kind === "end";
      if (clock.startedAt) {
        clock = isEnd ? texts.paused(clock, Date.now()) : texts.started(clock, Date.now());
      }
      show(true);
      send("node");
      if (isEnd) send("disposition");
    }

    /** @param {number} place */
    function returnTo(place) {
      if (place < 0) return;
      const kept = calls.backTo(call, place);
      const { script: home } = call.trail[place];
      act();
      if (home !== script.script) travel(home, kept, true);
      else change(kept);
    }

    function restart() {
      undone = { call, clock, notes: notes.value };
      const fresh = calls.begin(script, call.given);
      clock = texts.newClock();
      notes.value = "";
      isCopied = false;
      change(fresh);
    }

    function undo() {
      if (!undone) return;
      const before = undone;
      undone = null;
      clock = before.clock;
      notes.value = before.notes;
      change(before.call);
    }

    /* ---- Drawing ---- */

    /** @param {boolean} moves whether the focus goes to the line */
    function show(moves) {
      ways = calls.options(script, call);
      focused = view.draw(now, script, call, ways, actions);
      const isEnd = script.nodes[call.node].kind === "end";
      if (isEnd) now.append(ending());
      stage.classList.toggle("is-over", isEnd);
      showAround();
      if (repliesDialog) view.fillFields(script, call, repliesDialog);
      announce();
      if (moves) focusLine();
    }

    function focusLine() {
      if (!focused) return;
      focused.focus({ preventScroll: true });
      const top = now.getBoundingClientRect().top;
      if (top < 0 || top > innerHeight / 2) stage.scrollIntoView({ block: "start" });
    }

    function announce() {
      const node = script.nodes[call.node];
      const exact = (node.disclosures || []).length;
      const count = node.kind === "say" || node.kind === "go" ? 0 : ways.length;
      told.textContent = [
        words[`kind_${node.kind}`],
        exact ? fill(words.told_exact, { count: exact }) : "",
        count ? fill(words.told_ask, { count }) : "",
      ].filter(Boolean).join(", ");
    }

    function ending() {
      const template = /** @type {HTMLTemplateElement} */ (part(stage, "ending"));
      const made = element("div", { className: "ending" }, template.content.cloneNode(true));
      view.openOutside(made);
      return made;
    }

    function showAround() {
      showReminders();
      showTrail();
      showTime();
      showSummary();
      const names = Object.keys(script.fields);
      const filled = names.filter((name) => calls.valueOf(call, name)).length;
      part(stage, "filled").textContent = fill(words.filled, { filled, total: names.length });
      part(stage, "left").textContent = texts.timeLeft(calls.own(script.left, call.node), words);
      /* The SOP's page shows the whole script, with the place where the call is. */
      const where = /** @type {HTMLAnchorElement} */ (part(stage, "where"));
      where.hash = `script.${script.script.split("/")[1]}.${call.node}`;
      const back = /** @type {HTMLButtonElement} */ (stage.querySelector(".tools [data-do=back]"));
      back.setAttribute("aria-disabled", String(calls.lastDecided(call) < 0));
    }

    function showReminders() {
      const [latest, ...older] = calls.unread(call);
      /** @type {HTMLElement[]} */
      const lines = [];
      if (undone) lines.push(margin.reminder(words.restarted, [[words.undo, undo]], "reminder"));
      if (latest) {
        const more = older.length ? ` ${fill(words.more, { count: older.length })}` : "";
        lines.push(margin.reminder(fill(words.reminder, { title: latest.exact.title }) + more, [
          [words.i_read_it, () => { call = calls.tickPassed(call, latest.place, latest.exact.id); showAround(); focusLine(); }],
          [words.return, () => returnTo(latest.place)],
        ], "reminder"));
      }
      if (now.querySelector(".is-example")) {
        lines.push(margin.reminder(words.examples, [[words.fill_in, () => run("fields")]], "hint"));
      }
      part(stage, "remind").replaceChildren(...lines);
    }

    function showTrail() {
      part(stage, "trail").replaceChildren(...margin.trail(script, call, returnTo));
      part(stage, "untold").hidden = call.trail.length > 0;
    }

    function showTime() {
      part(stage, "clock").textContent = texts.clockTime(texts.seconds(clock, Date.now()));
      const isPaused = clock.startedAt > 0 && !clock.since;
      part(stage, "paused").textContent = isPaused ? words.paused : "";
      part(stage, "pause").textContent = isPaused ? words.go_on : words.pause;
      stage.classList.toggle("is-paused", isPaused);
    }

    function showSummary() {
      const area = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("_player.summary"));
      if (area) area.value = summary();
    }

    function summary() {
      const exact = view.exactOf(script, call);
      return texts.summary({
        script, call, exact, notes: notes.value, fill,
        startedAt: clock.startedAt, seconds: texts.seconds(clock, Date.now()),
      });
    }

    function drawFields() {
      part(stage, "fields").replaceChildren(...margin.fields(script, call, (name, value) => {
        call = calls.setField(script, call, name, value, texts.seconds(clock, Date.now()));
        show(false);
      }));
    }

    /* ---- Commands ---- */

    /** @type {Record<string, () => void>} */
    const commands = {
      back: () => returnTo(calls.lastDecided(call)),
      restart,
      pause() {
        if (!clock.startedAt) act();
        else clock = clock.since ? texts.paused(clock, Date.now()) : texts.started(clock, Date.now());
        showTime();
      },
      objections() {
        if (!repliesDialog) return;
        repliesDialog.showModal();
        repliesDialog.querySelector("input")?.focus();
      },
      notes: () => notes.focus(),
      fields() {
        const details = /** @type {HTMLDetailsElement} */ (stage.querySelector(".given"));
        details.open = true;
        drawFields();
        const empty = [...details.querySelectorAll("input, select")].find((one) => !(/** @type {HTMLInputElement} */ (one).value));
        /** @type {HTMLElement} */ (empty || details.querySelector("summary")).focus();
      },
      help: () => helpDialog.showModal(),
      tick() {
        const box = /** @type {HTMLInputElement | null} */ (now.querySelector(".tick input:not(:checked)"));
        if (!box) return;
        box.checked = true;
        actions.tick(box.value, true);
      },
      on() {
        const input = /** @type {HTMLElement | null} */ (now.querySelector(".write input"));
        if (input) input.focus();
        else if (script.nodes[call.node].kind !== "end") /** @type {HTMLElement | null} */ (now.querySelector(".go"))?.click();
      },
      copy() {
        if (script.nodes[call.node].kind !== "end") return;
        tools.copy(summary()).then(
          () => { isCopied = true; tools.tell(words.copied); },
          () => tools.tell(words.copy_failed),
        );
      },
    };

    /** @param {string} name */
    function run(name) {
      if (Object.hasOwn(commands, name)) commands[name]();
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      const target = /** @type {HTMLElement} */ (event.target);
      const isOurs = target === document.body || stage.contains(target);
      if (!isOurs || target.closest("dialog") || event.isComposing) return;
      const isTyping = target.matches("textarea:not([readonly]), select, input:not([type=checkbox])");
      if (isTyping && event.key === "Escape") {
        focusLine();
        return;
      }
      const meaning = keys.meaning(event, {
        options: ways, isTyping, isSingle: single.checked, isOnControl: target.matches("button, a, input, summary, label"),
      });
      if (!meaning) return;
      if ("run" in meaning && meaning.run === "back" && event.altKey && calls.lastDecided(call) < 0) return;
      event.preventDefault();
      event.stopPropagation();
      if ("run" in meaning) run(meaning.run);
      else actions.pick(ways[meaning.pick]);
    }

    /* ---- The page around ---- */

    /** @param {"opened"|"node"|"disposition"} event */
    function send(event) {
      const origins = handover.listeners(script.origins || [], {
        isEmbedded: window.parent !== window,
        ancestors: location.ancestorOrigins ? [...location.ancestorOrigins] : null,
        referrer: document.referrer,
      });
      origins.forEach((origin) => window.parent.postMessage(handover.message(script, event, call), origin));
    }

    function moveReplies() {
      const replies = document.querySelector("#_player\\.objections .sifted");
      if (!replies || !repliesDialog) return;
      view.openOutside(/** @type {HTMLElement} */ (replies));
      repliesDialog.append(replies);
      repliesDialog.addEventListener("close", focusLine);
    }

    stage.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("[data-do]");
      if (button) run(/** @type {HTMLElement} */ (button).dataset.do || "");
    });
    /* Before the theme, which has keys of its own. */
    addEventListener("keydown", onKey, { capture: true });
    notes.addEventListener("input", () => { act(); showTime(); showSummary(); });
    helpDialog.addEventListener("close", focusLine);
    single.addEventListener("change", () => {
      stage.classList.toggle("is-keyless", !single.checked);
      if (!single.checked) tools.tell(words.keys_off);
    });
    part(stage, "fields").addEventListener("submit", (event) => event.preventDefault());
    stage.querySelector(".given")?.addEventListener("toggle", drawFields);
    addEventListener("beforeunload", (event) => {
      if (call.trail.length && !isLeaving && !isCopied) event.preventDefault();
    });
    setInterval(showTime, 500);

    moveReplies();
    stage.hidden = false;
    show(Boolean(arrived));
    if (arrived && call.trail.length) {
      tools.tell(fill(words.arrived, { title: call.trail[call.trail.length - 1].title }));
    }
    send("opened");
    send("node");
    if (script.nodes[call.node].kind === "end") send("disposition");
  }

  /** Fields from the address, which then forgets them: a reload finds them in this tab's
   * own history. @param {PlayedScript} script @returns {Values} */
  function takeFields(script) {
    const known = Object.keys(script.fields);
    const kept = isRecord(history.state) ? history.state.sopFields : null;
    /** @type {Values} */
    const found = {};
    for (const name of known) {
      const value = isRecord(kept) ? kept[name] : "";
      if (typeof value === "string" && value) found[name] = texts.readValue(value);
    }
    Object.assign(found, texts.readFields(location.search, location.hash, known));
    if (!Object.keys(found).length) return found;
    try {
      const rest = location.pathname + texts.withoutFields(location.search, known);
      const hash = location.hash.startsWith("#?") ? "" : location.hash;
      history.replaceState({ sopFields: found }, "", rest + hash);
    } catch {
      /* From a file, some browsers keep the address as it is. */
    }
    return found;
  }

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  function isRecord(value) {
    return typeof value === "object" && value !== null;
  }

  whenReady(start);
})();
