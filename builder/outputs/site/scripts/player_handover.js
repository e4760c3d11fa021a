/* What leaves the page of a player: the call, on its way to another script's page in the
   same tab, and events, for a page that embeds the player. Tried with Node in the tests. */

/**
 * @typedef {{ to: string, call: Call, isReturn: boolean, notes: string, clock: Clock }} Handover
 * @typedef {{ isEmbedded: boolean, ancestors: string[] | null, referrer: string }} Surroundings
 */
const handover = (function () {
  const KEY = "sop.player.handover";
  const MOST = 1000;

  /** Keep a call for the page that is opened next; false if the browser keeps nothing.
   * @param {() => Storage} storage @param {Handover} kept @returns {boolean} */
  function give(storage, kept) {
    try {
      storage().setItem(KEY, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  /** Take the call that another page left for this script; nothing stays behind.
   * @param {() => Storage} storage @param {PlayedScript} script @returns {Handover | null} */
  function take(storage, script) {
    try {
      const text = storage().getItem(KEY);
      storage().removeItem(KEY);
      /** @type {unknown} */
      const kept = JSON.parse(text || "null");
      return isHandover(kept, script) ? kept : null;
    } catch {
      return null;
    }
  }

  /** Any page of the same host could have written it.
   * @param {unknown} kept @param {PlayedScript} script @returns {kept is Handover} */
  function isHandover(kept, script) {
    return isObject(kept) && kept.to === script.script && typeof kept.isReturn === "boolean"
      && typeof kept.notes === "string" && isClock(kept.clock) && isCall(kept.call)
      && (!kept.isReturn || Object.hasOwn(script.nodes, kept.call.node));
  }

  /** @param {unknown} call @returns {call is Call} */
  function isCall(call) {
    return isObject(call) && typeof call.node === "string" && isValues(call.given) && isValues(call.written)
      && Array.isArray(call.ticked) && call.ticked.every(isText)
      && Array.isArray(call.trail) && call.trail.length <= MOST && call.trail.every(isPassed);
  }

  /** @param {unknown} passed @returns {passed is Passed} */
  function isPassed(passed) {
    return isObject(passed) && Number.isFinite(passed.at) && typeof passed.isAutomatic === "boolean"
      && ["script", "title", "node", "kind", "way", "asked", "answer"].every((name) => isText(passed[name]))
      && isValues(passed.given) && isValues(passed.written)
      && Array.isArray(passed.exact) && passed.exact.every(isExact);
  }

  /** @param {unknown} exact @returns {exact is Exact} */
  function isExact(exact) {
    return isObject(exact) && typeof exact.isTicked === "boolean"
      && ["id", "title", "words", "record"].every((name) => isText(exact[name]));
  }

  /** @param {unknown} clock @returns {clock is Clock} */
  function isClock(clock) {
    return isObject(clock) && [clock.startedAt, clock.before, clock.since].every(Number.isFinite);
  }

  /** @param {unknown} values @returns {values is Values} */
  function isValues(values) {
    return isObject(values) && Object.values(values).every(isText);
  }

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /** @param {unknown} value @returns {value is string} */
  function isText(value) {
    return typeof value === "string";
  }

  /** The address of another script's player; empty for what is no script's address.
   * Of a folder, a file share shows no page: there, the page is named.
   * @param {PlayedScript} script @param {string} address @param {boolean} isFile
   * @returns {string} */
  function wayTo(script, address, isFile) {
    if (!/^[a-z0-9-]+\/[a-z0-9_]+$/.test(address)) return "";
    return script.way.replace("{script}", address.replace("/", ".")) + (isFile ? "index.html" : "");
  }

  /** An event for the embedding page: which script and node, never a value or a note.
   * @param {PlayedScript} script @param {"opened"|"node"|"disposition"} event @param {Call} call */
  function message(script, event, call) {
    const node = script.nodes[call.node];
    if (!node) throw new Error(`no node "${call.node}"`);
    const told = {
      format: "sop-player-event",
      formatVersion: "1.0",
      event,
      script: script.script,
      sop: { id: script.sop.id, number: script.sop.number, version: script.sop.version },
      contentHash: script.contentHash,
    };
    if (event === "opened") return told;
    if (event === "node") return { ...told, node: { id: call.node, kind: node.kind } };
    const code = String(node.disposition);
    const { label, category } = script.dispositions[code] ?? { label: code, category: "" };
    return { ...told, node: { id: call.node, kind: node.kind }, disposition: { code, label, category } };
  }

  /** Whom to address. The browser delivers a message only to a window of exactly the
   * origin that it is addressed to, so a wrong guess here tells nobody anything. What
   * the browser says about the page around us only spares messages that nobody gets.
   * @param {string[]} allowed @param {Surroundings} around @returns {string[]} */
  function listeners(allowed, around) {
    if (!around.isEmbedded) return [];
    const known = around.ancestors ? around.ancestors[0] : originOf(around.referrer);
    return known ? allowed.filter((origin) => origin === known) : [...allowed];
  }

  /** @param {string} address @returns {string} */
  function originOf(address) {
    try {
      return new URL(address).origin;
    } catch {
      return "";
    }
  }

  return { give, take, wayTo, message, listeners };
})();

if (typeof module === "object") module.exports = handover;
