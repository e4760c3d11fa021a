/* What the blocks of a page work out, without a page: tried with Node in the tests. */
const rules = (function () {
  const DANGEROUS_START = /^[=+\-@\t\r\0]/;
  const KEPT = "sop.checklist:";

  /* Words as a person types them in a hurry: no case, no accents, no punctuation. */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f'’‘]/g, "").toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  /* Every word must stand somewhere, in any order; the last may be half typed. */
  function matches(folded, query) {
    return fold(query).split(" ").every((word) => folded.includes(word));
  }

  /* The day where the reader is, such as 2026-11-21. */
  function day(now) {
    const two = (number) => String(number).padStart(2, "0");
    return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  }

  function keyOf(list, today) {
    return KEPT + [today, list.sop, list.checklist, list.fingerprint].join(":");
  }

  function isOutdated(key, today) {
    return key.startsWith(KEPT) && !key.startsWith(`${KEPT}${today}:`);
  }

  /* Points met out of the points that apply, times 100: a row that does not apply
     leaves both sums, so that nobody gains or loses by it. Whether it is a pass is
     decided on whole numbers; what is shown is cut, never rounded up to the mark. */
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
    let verdict = isComplete ? "none" : "open";
    if (isComplete && applicable) {
      verdict = met * 100 >= passMark * applicable ? "passed" : "failed";
    }
    if (autoFail.length) verdict = "auto_fail";
    return { judged, points, verdict, autoFail };
  }

  /* One cell of RFC 4180; what a spreadsheet would run as a formula becomes text. */
  function cell(value) {
    const text = String(value ?? "");
    const safe = DANGEROUS_START.test(text) ? `'${text}` : text;
    return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function csv(rows) {
    return rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
  }

  /* Put values into words such as "{shown} of {total}". */
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
  }

  function shuffle(items, random) {
    const mixed = [...items];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  return { fold, matches, day, keyOf, isOutdated, tally, cell, csv, fill, shuffle };
})();

if (typeof module === "object") module.exports = rules;
