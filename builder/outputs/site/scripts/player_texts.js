/* What the player reads and writes as text, without a page: tried with Node in the
   tests. Values come from an address that anybody can make up: they are text, on one
   line, and nothing else. */

/**
 * @typedef {{ startedAt: number, before: number, since: number }} Clock
 *   startedAt: when the call began; before: seconds until the last pause; since: when it
 *   went on, 0 while it stands still.
 */
const texts = (function () {
  const LONGEST = 300;
  const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

  /** One line: no breaks, no signs that turn the text around.
   * @param {string} value @returns {string} */
  function line(value) {
    return value.replace(UNSEEN, " ").trim();
  }

  /** @param {string | null} value @returns {string} */
  function readValue(value) {
    return [...line(value || "")].slice(0, LONGEST).join("");
  }

  /** Fields in the query of an address, or behind `#?`, where no server sees them.
   * @param {string} query @param {string} hash @param {string[]} known @returns {Record<string, string>} */
  function readFields(query, hash, known) {
    const asked = [new URLSearchParams(hash.startsWith("#?") ? hash.slice(2) : ""), new URLSearchParams(query)];
    /** @type {Record<string, string>} */
    const found = {};
    for (const name of known) {
      const value = asked.map((one) => readValue(one.get(name))).find(Boolean);
      if (value) found[name] = value;
    }
    return found;
  }

  /** The query without fields: they leave the address, and so the screen and the log.
   * @param {string} query @param {string[]} known @returns {string} */
  function withoutFields(query, known) {
    const asked = new URLSearchParams(query);
    for (const name of known) asked.delete(name);
    const rest = asked.toString();
    return rest && `?${rest}`;
  }

  /** How a field is typed. Browsers' own pickers speak ISO: they fit where records do.
   * @param {{ type: string, example: string }} field
   * @returns {{ type: string, inputMode?: string, pattern?: string }} */
  function inputFor(field) {
    const isIso = { date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d$/ };
    switch (field.type) {
      case "date": return { type: isIso.date.test(field.example) ? "date" : "text" };
      case "time": return { type: isIso.time.test(field.example) ? "time" : "text" };
      case "number": return { type: "text", inputMode: "decimal", pattern: "\\s*-?[0-9]+(\\.[0-9]+)?\\s*" };
      case "money": return { type: "text", inputMode: "decimal" };
      case "phone": return { type: "tel", inputMode: "tel" };
      case "email": return { type: "email", inputMode: "email" };
      default: return { type: "text" };
    }
  }

  /** @returns {Clock} */
  function newClock() {
    return { startedAt: 0, before: 0, since: 0 };
  }

  /** @param {Clock} clock @param {number} now @returns {Clock} */
  function started(clock, now) {
    if (clock.since) return clock;
    return { startedAt: clock.startedAt || now, before: clock.before, since: now };
  }

  /** @param {Clock} clock @param {number} now @returns {Clock} */
  function paused(clock, now) {
    return { ...clock, before: seconds(clock, now), since: 0 };
  }

  /** Seconds of the call, pauses left out; a clock that was set back counts nothing.
   * @param {Clock} clock @param {number} now @returns {number} */
  function seconds(clock, now) {
    return clock.before + (clock.since ? Math.max(0, Math.floor((now - clock.since) / 1000)) : 0);
  }

  /** 75 is 1:15. @param {number} total @returns {string} */
  function clockTime(total) {
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const hours = Math.floor(total / 3600);
    const minutes = Math.floor(total / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
  }

  /** Roughly how long: to 10 seconds below a minute and a half, else to half minutes.
   * @param {number} total @param {PlayedScript["words"]} words @returns {string} */
  function roughly(total, words) {
    if (total < 90) return words.seconds.replace("{seconds}", String(Math.max(5, Math.round(total / 10) * 10)));
    return words.minutes.replace("{minutes}", String(Math.round(total / 30) / 2));
  }

  /** @param {number[] | undefined} left @param {PlayedScript["words"]} words @returns {string} */
  function timeLeft(left, words) {
    if (!left || !left[1]) return "";
    const [shortest = "", longest = ""] = left.map((total) => roughly(total, words));
    const form = shortest === longest ? words.left_same : words.left;
    return form.replace("{shortest}", shortest).replace("{longest}", longest);
  }

  /** Where a call is in local time, such as 2026-11-21 09:05. @param {number} at @returns {string} */
  function moment(at) {
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    const day = new Date(at);
    const date = [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join("-");
    return `${date} ${two(day.getHours())}:${two(day.getMinutes())}`;
  }

  /**
   * @typedef {{ script: PlayedScript, call: Call, exact: Exact[], notes: string, startedAt: number,
   *   seconds: number, fill: (words: string, values: object) => string }} Facts
   */

  /** The call in plain words, for the CRM. Every value stays on its own line.
   * @param {Facts} facts @returns {string} */
  function summary(facts) {
    const { script, call, fill } = facts;
    const words = script.words;
    const end = script.nodes[call.node]?.disposition || "";
    const result = script.dispositions[end];
    const head = [
      fill(words.sum_script, { title: script.title, number: script.sop.number, version: script.sop.version }),
      result ? fill(words.sum_result, { code: end, label: result.label }) : words.sum_open,
      result?.flags.length ? fill(words.sum_flags, { flags: result.flags.join(", ") }) : "",
      facts.startedAt ? fill(words.sum_when, { date: moment(facts.startedAt), time: clockTime(facts.seconds) }) : "",
    ];
    const exact = [...call.trail.flatMap((passed) => passed.exact), ...facts.exact];
    return [
      head.filter(Boolean).join("\n"),
      block(words.sum_answers, answers(call)),
      block(words.sum_recorded, Object.entries(call.written).map(([name, value]) => `${titleOf(script, name)}: ${value}`)),
      block(words.sum_exact, exact.map((one) => `${one.title} (${one.isTicked ? words.sum_ticked : words.sum_unticked}): ${one.words}`)),
      block(words.sum_to_record, [...new Set(exact.map((one) => one.record).filter(Boolean))]),
      facts.notes.trim() ? `${words.sum_notes}\n${facts.notes.trim()}` : "",
    ].filter(Boolean).join("\n\n") + "\n";
  }

  /** @param {Call} call @returns {string[]} */
  function answers(call) {
    const told = call.trail.filter((passed) => passed.way !== "next");
    return told.map((passed) => `${clockTime(passed.at)} ${passed.asked} -> ${passed.answer}`);
  }

  /** @param {PlayedScript} script @param {string} name @returns {string} */
  function titleOf(script, name) {
    return (Object.hasOwn(script.fields, name) && script.fields[name]?.title) || name;
  }

  /** A star begins no formula in a spreadsheet, as a hyphen would.
   * @param {string} title @param {string[]} lines @returns {string} */
  function block(title, lines) {
    return lines.length ? [title, ...lines.map((one) => `* ${line(one)}`)].join("\n") : "";
  }

  return { line, readValue, readFields, withoutFields, inputFor, newClock, started, paused, seconds, clockTime, timeLeft, summary };
})();

if (typeof module === "object") module.exports = texts;
