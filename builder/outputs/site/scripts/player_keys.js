/* What a key means in the player, without a page: tried with Node in the tests. */
const keys = (function () {
  /** @type {Record<string, string>} */
  const COMMANDS = {
    Backspace: "back", b: "back", o: "objections", n: "notes", f: "fields", p: "pause",
    r: "restart", x: "tick", c: "copy", "?": "help", Enter: "on",
  };

  /** What a pressed key does: pick a way (by its place), run a command, or nothing.
   *
   * Single keys work only while nobody types, and can be turned off (WCAG 2.1.4). An
   * author's key for an answer goes before a command of the same letter, which its
   * button still runs.
   * @param {{ key: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, repeat: boolean }} pressed
   * @param {{ options: { key: string }[], isTyping: boolean, isSingle: boolean, isOnControl: boolean }} state
   * @returns {{ pick: number } | { run: string } | null} */
  function meaning(pressed, state) {
    if (pressed.ctrlKey || pressed.metaKey || pressed.repeat) return null;
    if (state.isTyping) return null;
    if (pressed.altKey) return pressed.key === "ArrowLeft" ? { run: "back" } : null;
    if (pressed.key === "Enter") return state.isOnControl ? null : { run: "on" };
    if (pressed.key === "Backspace") return { run: "back" };
    if (!state.isSingle) return null;
    const key = pressed.key.toLowerCase();
    const pick = state.options.findIndex((way) => way.key && way.key.toLowerCase() === key);
    if (pick >= 0) return { pick };
    if (key === "-") return silent(state.options);
    const run = Object.hasOwn(COMMANDS, key) ? COMMANDS[key] : undefined;
    return run ? { run } : null;
  }

  /** The minus is silence too, wherever 0 is. @param {{ key: string }[]} options */
  function silent(options) {
    const pick = options.findIndex((way) => way.key === "0");
    return pick >= 0 && pick === options.length - 1 ? { pick } : null;
  }

  return { meaning };
})();

if (typeof module === "object") module.exports = keys;
