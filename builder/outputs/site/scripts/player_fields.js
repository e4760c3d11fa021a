/* Fields that come in with the address of the page. */
const fields = (function () {
  /** Fields from the address, which then forgets them: a reload finds them in this tab's
   * own history. @param {PlayedScript} script @returns {Values} */
  function take(script) {
    const known = Object.keys(script.fields);
    const found = { ...kept(known), ...texts.readFields(location.search, location.hash, known) };
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

  /** What this tab's history holds; any page of the same host could have put it there.
   * @param {string[]} known @returns {Values} */
  function kept(known) {
    /** @type {unknown} */
    const state = history.state;
    const held = isRecord(state) ? state.sopFields : null;
    /** @type {Values} */
    const found = {};
    for (const name of known) {
      const value = isRecord(held) ? held[name] : "";
      if (typeof value === "string" && value) found[name] = texts.readValue(value);
    }
    return found;
  }

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  function isRecord(value) {
    return typeof value === "object" && value !== null;
  }

  return { take };
})();
