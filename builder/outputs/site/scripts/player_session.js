/* One call as it is played: where it is, its clock and its notes, and every way to change
   them. Without a page: tried with Node in the tests. What the page knows, such as the
   words of a line, comes through the reader. */

/**
 * @typedef {{ call: Call, clock: Clock, notes: string }} Kept
 * @typedef {{ asked: (call: Call) => string, exactOf: (call: Call) => Exact[],
 *   labelOf: (node: PlayedNode, way: Way) => string }} Reader
 * @typedef {{ given: Values, arrived: Handover | null, notes: string }} Beginning
 *   Fields that came with the page, the call that another page has left, and notes that
 *   the browser has kept through a reload.
 */
const session = (function () {
  /** @param {PlayedScript} script @param {Beginning} beginning @param {Reader} reader
   * @param {() => number} now the time in milliseconds */
  function open(script, { given, arrived, notes: first }, reader, now) {
    /** @type {Kept} */
    let state = arrived ? arrivedWith(arrived)
      : { call: calls.begin(script, given), clock: texts.newClock(), notes: first };
    /** @type {Kept | null} */
    let undone = null;
    let isCopied = false;

    /** @param {Handover} kept @returns {Kept} */
    function arrivedWith({ call, clock, notes, isReturn }) {
      const merged = { ...call, given: { ...call.given, ...given } };
      const going = isReturn ? merged : calls.goOn(script, merged, texts.seconds(clock, now()));
      return { call: going, clock, notes };
    }

    const node = () => calls.get(script.nodes, state.call.node);
    const seconds = () => texts.seconds(state.clock, now());

    /** Somebody did something: the clock runs, and what was undone is gone. */
    function act() {
      state.clock = texts.started(state.clock, now());
      undone = null;
      isCopied = false;
    }

    /** @param {Call} next */
    function move(next) {
      state.call = next;
      const { clock } = state;
      if (!clock.startedAt) return;
      state.clock = node().kind === "end" ? texts.paused(clock, now()) : texts.started(clock, now());
    }

    /** @param {string} answer @returns {Told} */
    function tell(answer) {
      const { call } = state;
      return { asked: reader.asked(call), answer, exact: reader.exactOf(call), at: seconds(), title: script.title };
    }

    /** @param {Way} way @returns {string} */
    function answerOf(way) {
      if (way.kind === "next") return script.words.went_on;
      return way.kind === "silence" ? script.words.silent : reader.labelOf(node(), way);
    }

    /** @param {Way} way */
    function pick(way) {
      act();
      move(calls.take(script, state.call, way, tell(answerOf(way))));
    }

    /** Write a value down and go on. @param {string} value */
    function write(value) {
      const { next, into } = node();
      act();
      move(calls.take(script, state.call, {
        kind: "write", label: value, goto: String(next), key: "", field: String(into), value,
      }, tell(value)));
    }

    /** @param {string} id of exact words @param {boolean} isTicked */
    function tick(id, isTicked) {
      const others = state.call.ticked.filter((one) => one !== id);
      act();
      state.call = { ...state.call, ticked: isTicked ? [...others, id] : others };
    }

    /** The call on its way to another script's page.
     * @param {string} to @param {Call} call @param {boolean} isReturn @returns {Handover} */
    function handedOver(to, call, isReturn) {
      return { to, call, isReturn, notes: state.notes, clock: state.clock };
    }

    /** Go on with another script. @param {string} address @returns {Handover} */
    function leave(address) {
      act();
      const told = { ...tell(calls.own(script.goes, address) || address), asked: script.words.kind_go };
      const passed = calls.take(script, { ...state.call }, {
        kind: "go", label: "", goto: state.call.node, key: "", field: "", value: "",
      }, told);
      return handedOver(address, { ...passed, node: "" }, false);
    }

    /** Return to a line of the trail; what is returned to may be on another script's page.
     * @param {number} place @returns {Handover | null} */
    function returnTo(place) {
      const passed = state.call.trail[place];
      if (!passed) return null;
      const kept = calls.backTo(state.call, place);
      act();
      if (passed.script !== script.script) return handedOver(passed.script, kept, true);
      move(kept);
      return null;
    }

    function restart() {
      undone = { ...state };
      state = { call: state.call, clock: texts.newClock(), notes: "" };
      isCopied = false;
      move(calls.begin(script, state.call.given));
    }

    function undo() {
      if (!undone) return;
      const before = undone;
      undone = null;
      state = { ...before };
      move(before.call);
    }

    function pause() {
      const { clock } = state;
      if (!clock.startedAt) act();
      else state.clock = clock.since ? texts.paused(clock, now()) : texts.started(clock, now());
    }

    /** @param {string} name @param {string} value */
    function setField(name, value) {
      state.call = calls.setField(script, state.call, name, value, seconds());
    }

    /** Tick exact words that went by. @param {number} place @param {string} id */
    function tickPassed(place, id) {
      state.call = calls.tickPassed(state.call, place, id);
    }

    /** @param {string} notes */
    function note(notes) {
      act();
      state.notes = notes;
    }

    /** @returns {string} */
    function summary() {
      const { call, clock, notes } = state;
      return texts.summary({
        script, call, exact: reader.exactOf(call), notes, fill: rules.fill, startedAt: clock.startedAt, seconds: seconds(),
      });
    }

    return {
      pick, write, tick, leave, returnTo, restart, undo, pause, setField, tickPassed, note, summary, node, seconds,
      ways: () => calls.options(script, state.call),
      call: () => state.call,
      notes: () => state.notes,
      isEnd: () => node().kind === "end",
      isPaused: () => state.clock.startedAt > 0 && !state.clock.since,
      canUndo: () => undone !== null,
      /** Nothing is lost if the page closes now. */
      isSafe: () => isCopied || !state.call.trail.length,
      copied: () => { isCopied = true; },
    };
  }

  return { open };
})();

if (typeof module === "object") module.exports = session;
