/* What the blocks of a page work out, without a page: tried with Node in the tests. */

/**
 * @typedef {{ judgment: string, weight: number, autoFail: boolean }} Judged
 *   A row of a scorecard; the judgment is empty until somebody has made it.
 * @typedef {"none" | "open" | "passed" | "failed" | "auto_fail"} Verdict
 * @typedef {{ sop?: string, checklist?: string, fingerprint?: string }} ChecklistState
 */
const rules = (function () {
  const DANGEROUS_START = /^[=+\-@\t\r\0]/;
  const KEPT = "sop.checklist:";

  /** Words as a person types them in a hurry: no case, no accents, no punctuation.
   * @param {string} text @returns {string} */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f'’‘]/g, "").toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  /** Every word must stand somewhere, in any order; the last may be half typed.
   * @param {string} folded @param {string} query @returns {boolean} */
  function matches(folded, query) {
    return fold(query).split(" ").every((word) => folded.includes(word));
  }

  /** The day where the reader is, such as 2026-11-21. @param {Date} now @returns {string} */
  function day(now) {
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  }

  /** @param {ChecklistState} list @param {string} today @returns {string} */
  function keyOf(list, today) {
    return KEPT + [today, list.sop, list.checklist, list.fingerprint].join(":");
  }

  /** @param {string} key @param {string} today @returns {boolean} */
  function isOutdated(key, today) {
    return key.startsWith(KEPT) && !key.startsWith(`${KEPT}${today}:`);
  }

  /** Points met out of the points that apply, times 100: a row that does not apply
   * leaves both sums, so that nobody gains or loses by it. Whether it is a pass is
   * decided on whole numbers; what is shown is cut, never rounded up to the mark.
   * @template {Judged} Row @param {Row[]} rows @param {number} passMark
   * @returns {{ judged: number, points: number | null, verdict: Verdict, autoFail: Row[] }} */
  function tally(rows, passMark) {
    let met = 0;
    let applicable = 0;
    for (const row of rows) {
      if (row.judgment === "met") met += row.weight;
      if (row.judgment === "met" || row.judgment === "not_met") applicable += row.weight;
    }
    const judged = rows.filter((row) => row.judgment).length;
    const autoFail = rows.filter((row) => row.autoFail && row.judgment === "not_met");
    const isComplete = judged === rows.length;
    const points = applicable ? Math.floor((met * 1000) / applicable) / 10 : null;
    /** @type {Verdict} */
    let verdict = isComplete ? "none" : "open";
    if (isComplete && applicable) {
      verdict = met * 100 >= passMark * applicable ? "passed" : "failed";
    }
    if (autoFail.length) verdict = "auto_fail";
    return { judged, points, verdict, autoFail };
  }

  /** One cell of RFC 4180; what a spreadsheet would run as a formula becomes text.
   * @param {unknown} value @returns {string} */
  function cell(value) {
    const text = String(value ?? "");
    const safe = DANGEROUS_START.test(text) ? `'${text}` : text;
    return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** @param {unknown[][]} rows @returns {string} */
  function csv(rows) {
    return rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
  }

  /** Put values into words such as "{shown} of {total}".
   * @param {string | undefined} words @param {object} values @returns {string} */
  function fill(words, values) {
    /** @type {Map<string, unknown>} */
    const known = new Map(Object.entries(values));
    return (words ?? "").replace(/\{(\w+)\}/g, (all, name) => String(known.get(name) ?? all));
  }

  /** The items in an order that a draw decides, such as `Math.random`.
   * @template T @param {readonly T[]} items @param {() => number} random @returns {T[]} */
  function shuffle(items, random) {
    const left = [...items];
    /** @type {T[]} */
    const mixed = [];
    while (left.length) mixed.push(...left.splice(Math.floor(random() * left.length), 1));
    return mixed;
  }

  return { fold, matches, day, keyOf, isOutdated, tally, cell, csv, fill, shuffle };
})();

if (typeof module === "object") module.exports = rules;
