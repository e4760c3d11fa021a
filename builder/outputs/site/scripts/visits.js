/* What a reader has seen and read, as rules without a page: tried with Node.
   A visit lasts until the end of the day on which a new state was first seen, so that
   marks survive a reload and a second look, and are gone the next morning. */
/**
 * @typedef {{version: string, fingerprint: string, prints: string}} Shown
 *   A state as a page shows it; `prints` are the marks of its parts in a row.
 * @typedef {Shown & {seen: string}} Seen
 *   A state, and the last day on which this reader saw it.
 * @typedef {{day: string, now: Seen, before: Seen | null}} Visit
 *   What is kept; `day` is the first on which `now` was seen.
 * @typedef {{version: string, fingerprint: string, day: string}} Reading
 * @typedef {{version: string, editorial: boolean}} Version
 * @typedef {"none" | "read" | "editorial" | "outdated"} Standing
 */
const visits = (function () {
  const MARK = 8;

  /**
   * Note a visit: what to remember, and what stood there the last time.
   * @param {Visit | null} last
   * @param {Shown} shown
   * @param {string} today
   * @returns {Visit}
   */
  function note(last, shown, today) {
    const now = { ...shown, seen: today };
    if (!last) return { day: today, now, before: null };
    const isToday = last.day === today;
    if (same(last.now, shown)) return { day: last.day, now, before: isToday ? last.before : null };
    const before = isToday && last.before ? last.before : last.now;
    return { day: today, now, before: same(before, shown) ? null : before };
  }

  /**
   * @param {Shown} one
   * @param {Shown} other
   * @returns {boolean}
   */
  function same(one, other) {
    return one.version === other.version && one.fingerprint === other.fingerprint
      && one.prints === other.prints;
  }

  /**
   * Return marks in a row one by one.
   * @param {string} row
   * @returns {string[]}
   */
  function cut(row) {
    const marks = [];
    for (let at = 0; at < row.length; at += MARK) marks.push(row.slice(at, at + MARK));
    return marks;
  }

  /**
   * Tell which marks were not there before.
   * @param {string} before marks in a row
   * @param {string[]} marks
   * @returns {boolean[]}
   */
  function fresh(before, marks) {
    const known = new Set(cut(before));
    return marks.map((mark) => !known.has(mark));
  }

  /**
   * Return the versions after one; all of them if it is not in the history.
   * @template {Version} T
   * @param {T[]} history newest first
   * @param {string} version
   * @returns {T[]}
   */
  function since(history, version) {
    const at = history.findIndex((entry) => entry.version === version);
    return at < 0 ? history : history.slice(0, at);
  }

  /**
   * Tell whether what a reader confirmed still holds. A version that is gone from the
   * history, or words that changed without a new version, make it lapse.
   * @param {Reading | null} reading
   * @param {{version: string, fingerprint: string}} shown
   * @param {Version[]} history newest first
   * @returns {Standing}
   */
  function standing(reading, shown, history) {
    if (!reading) return "none";
    if (reading.fingerprint === shown.fingerprint) return "read";
    const newer = since(history, reading.version);
    const isKnown = newer.length < history.length;
    const isKept = isKnown && newer.length > 0 && newer.every((entry) => entry.editorial);
    return isKept ? "editorial" : "outdated";
  }

  /**
   * Read what was kept; anything that is not of the right shape counts as nothing.
   * @template T
   * @param {string | null} text
   * @param {(found: unknown) => found is T} fits
   * @returns {T | null}
   */
  function parse(text, fits) {
    try {
      /** @type {unknown} */
      const found = JSON.parse(text ?? "null");
      return fits(found) ? found : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {unknown} found
   * @returns {found is Record<string, unknown>}
   */
  function isObject(found) {
    return typeof found === "object" && found !== null;
  }

  /**
   * Tell whether an object has texts of these names.
   * @param {unknown} found
   * @param {string[]} names
   * @returns {boolean}
   */
  function hasTexts(found, names) {
    return isObject(found) && names.every((name) => typeof found[name] === "string");
  }

  /**
   * @param {unknown} found
   * @returns {found is Seen}
   */
  function isSeen(found) {
    return hasTexts(found, ["version", "fingerprint", "prints", "seen"]);
  }

  /**
   * @param {unknown} found
   * @returns {found is Visit}
   */
  function isVisit(found) {
    return isObject(found) && hasTexts(found, ["day"]) && isSeen(found.now)
      && (found.before === null || isSeen(found.before));
  }

  /**
   * @param {unknown} found
   * @returns {found is Reading}
   */
  function isReading(found) {
    return hasTexts(found, ["version", "fingerprint", "day"]);
  }

  /**
   * Return the states of all SOPs in a text, and back.
   * @param {string[][]} editions
   * @returns {string}
   */
  function pack(editions) {
    return editions.map((edition) => edition.join(" ")).join("\n");
  }

  /**
   * Return the SOPs whose state is new, each with the version that was there before.
   * @param {string} before
   * @param {string[][]} editions
   * @returns {{id: string, version: string, was: string}[]}
   */
  function changed(before, editions) {
    /** @type {Map<string, string>} */
    const known = new Map();
    const idOf = (/** @type {string} */ line) => line.split(" ", 1).join();
    for (const line of before.split("\n")) known.set(idOf(line), line);
    return editions
      .filter(([id = "", ...rest]) => known.get(id) !== [id, ...rest].join(" "))
      .map(([id = "", version = ""]) => ({ id, version, was: known.get(id)?.split(" ")[1] ?? "" }));
  }

  /**
   * Return the code of a frame; a title is text, whatever is in it.
   * @param {string} address
   * @param {string} title
   * @returns {string}
   */
  function frame(address, title) {
    const quoted = (/** @type {string} */ text) => text
      .replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
    return `<iframe src="${quoted(address)}" title="${quoted(title)}" width="100%" height="480" loading="lazy"></iframe>`;
  }

  return { note, cut, fresh, since, standing, parse, isVisit, isReading, pack, changed, frame };
})();

if (typeof module === "object") module.exports = visits;
