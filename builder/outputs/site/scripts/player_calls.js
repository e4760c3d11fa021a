/* What happens on a call, without a page: tried with Node in the tests.

   A call is a value: each step makes a new one, and the trail holds what is needed to go
   back. Branches read fields as `builder/graph/values.py` does; both are tried with the
   same table. */

/**
 * @typedef {Record<string, string>} Values
 * @typedef {"say"|"ask"|"collect"|"branch"|"go"|"end"} NodeKind
 * @typedef {`kind_${NodeKind}`
 *   | "arrived" | "choose" | "copied" | "copy_failed" | "example" | "example_of" | "examples" |
 *   "fill_in" | "filled" | "from_record" | "go_on" | "go_on_with" | "i_read_it" | "keys_off" |
 *   "left" | "left_same" | "minutes" | "more" | "next" | "no" | "no_answer" | "no_value" |
 *   "none_of_these" | "not_published" | "pause" | "paused" | "read" | "record_says" | "reminder" |
 *   "restarted" | "return" | "return_to" | "seconds" | "silent" | "sum_answers" | "sum_exact" |
 *   "sum_flags" | "sum_notes" | "sum_open" | "sum_recorded" | "sum_result" | "sum_script" |
 *   "sum_ticked" | "sum_to_record" | "sum_unticked" | "sum_when" | "told_ask" | "told_exact" |
 *   "undo" | "unread" | "went_on" | "write_down" | "write_something" | "yes"} PlayerWord What the catalog says in the player.
 * @typedef {{ equals?: string, oneOf?: string[], atLeast?: number, below?: number, goto: string }} Case
 * @typedef {{ id: string, label: string, key?: string, goto: string, records?: { field: string, value: string } }} Choice
 * @typedef {{ kind: NodeKind, disclosures?: string[], next?: string, default?: string,
 *   choices?: Choice[], into?: string, on?: string, cases?: Case[], to?: { sop: string, script: string }, disposition?: string }} PlayedNode
 * @typedef {{ title: string, type: string, example: string, personal: boolean, values?: string[] }} PlayedField
 * @typedef {{ label: string, category: string, kind: string, flags: string[] }} PlayedDisposition
 * @typedef {{ script: string, title: string, contentHash: string, start: string,
 *   sop: { id: string, number: string, title: string, version: string },
 *   nodes: Record<string, PlayedNode>, left: Record<string, number[]>, cases: Record<string, string[]>,
 *   fields: Record<string, PlayedField>, dispositions: Record<string, PlayedDisposition>,
 *   disclosures: Record<string, { title: string, record?: string }>,
 *   goes: Record<string, string>, way: string, words: Record<PlayerWord, string>, origins?: string[] }} PlayedScript
 * @typedef {{ kind: "next"|"choice"|"value"|"case"|"write"|"silence"|"other"|"go", label: string, goto: string,
 *   key: string, field: string, value: string }} Way
 * @typedef {{ id: string, title: string, words: string, record: string, isTicked: boolean }} Exact
 * @typedef {{ script: string, title: string, node: string, kind: string, way: string, asked: string, answer: string,
 *   exact: Exact[], at: number, isAutomatic: boolean, given: Values, written: Values }} Passed
 * @typedef {{ node: string, given: Values, written: Values, ticked: string[], trail: Passed[] }} Call
 * @typedef {{ asked: string, answer: string, exact: Exact[], at: number, title: string }} Told
 */
const calls = (function () {
  const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;

  /** @param {string} text @returns {number | null} */
  function readNumber(text) {
    const trimmed = text.trim();
    return NUMBER.test(trimmed) ? Number(trimmed) : null;
  }

  /** An empty field fits no case; a text that is no number fits no test of numbers.
   * @param {Case} test @param {string} value @returns {boolean} */
  function fits(test, value) {
    if (!value) return false;
    if (test.equals !== undefined) return value === test.equals;
    if (test.oneOf) return test.oneOf.includes(value);
    const number = readNumber(value);
    return number !== null
      && (test.atLeast === undefined || number >= test.atLeast)
      && (test.below === undefined || number < test.below);
  }

  /** @param {PlayedNode} node @param {string} value @returns {string} */
  function branch(node, value) {
    const found = (node.cases || []).find((test) => fits(test, value));
    return found ? found.goto : String(node.default);
  }

  /** @param {Call} call @param {string} field @returns {string} */
  function valueOf(call, field) {
    return own(call.written, field) || own(call.given, field) || "";
  }

  /** Names come from addresses: "constructor" is no field.
   * @template T @param {Record<string, T>} record @param {string} name @returns {T | undefined} */
  function own(record, name) {
    return Object.hasOwn(record, name) ? record[name] : undefined;
  }

  /** What the build has put there; without it a player cannot go on.
   * @template T @param {Record<string, T>} record @param {string} name @returns {T} */
  function get(record, name) {
    const found = own(record, name);
    if (found === undefined) throw new Error(`the script has no "${name}"`);
    return found;
  }

  /** @param {PlayedScript} script @param {Values} given @returns {Call} */
  function begin(script, given) {
    return settle(script, { node: script.start, given, written: {}, ticked: [], trail: [] }, 0);
  }

  /** Start in another script what another page has begun: fields and trail stay.
   * @param {PlayedScript} script @param {Call} call @param {number} at @returns {Call} */
  function goOn(script, call, at) {
    return settle(script, { ...call, node: script.start, ticked: [] }, at);
  }

  /** The ways out of the node that a person decides on, with the keys that pick them.
   * @param {PlayedScript} script @param {Call} call @returns {Way[]} */
  function options(script, call) {
    const node = get(script.nodes, call.node);
    switch (node.kind) {
      case "say": return [option("next", String(node.next))];
      case "ask": return keyed([...(node.choices || []).map(ofChoice), option("silence", String(node.default))]);
      case "collect": return keyed([...valuesOf(own(script.fields, String(node.into))).map((value) => (
        { ...option("value", String(node.next)), label: value, field: String(node.into), value }
      )), option("silence", String(node.default))]);
      case "branch": return keyed([...ofBranch(script, call.node, node), option("other", String(node.default))]);
      case "go": return [option("go", "")];
      default: return [];
    }
  }

  /** @param {Way["kind"]} kind @param {string} goto @returns {Way} */
  function option(kind, goto) {
    return { kind, label: "", goto, key: "", field: "", value: "" };
  }

  /** @param {Choice} choice @returns {Way} */
  function ofChoice(choice) {
    const { field, value } = choice.records || { field: "", value: "" };
    return { kind: "choice", label: choice.label, goto: choice.goto, key: choice.key || "", field, value };
  }

  /** The values that a field can have, where there are few: each is a button.
   * @param {PlayedField | undefined} field @returns {string[]} */
  function valuesOf(field) {
    return field?.values || (field?.type === "yes_no" ? ["yes", "no"] : []);
  }

  /** What the record may say: values that somebody can see there, else the tests.
   * @param {PlayedScript} script @param {string} name @param {PlayedNode} node @returns {Way[]} */
  function ofBranch(script, name, node) {
    const field = String(node.on);
    const known = valuesOf(own(script.fields, field));
    if (known.length) {
      return known.map((value) => ({ ...option("value", branch(node, value)), label: value, field, value }));
    }
    return (node.cases || []).flatMap((test, place) => {
      const named = test.equals !== undefined ? [test.equals] : test.oneOf;
      if (!named) return [{ ...option("case", test.goto), label: own(script.cases, name)?.[place] || "" }];
      return named.map((value) => ({ ...option("value", branch(node, value)), label: value, field, value }));
    });
  }

  /** Give each way a key: the author's, else the free one of its place; 0 or - for none.
   * @param {Way[]} ways @returns {Way[]} */
  function keyed(ways) {
    const taken = new Set(ways.map((way) => way.key).filter(Boolean));
    const free = [..."123456789"].filter((key) => !taken.has(key));
    const last = ["0", "-"].find((key) => !taken.has(key)) || "";
    return ways.map((way, place) => {
      if (way.key) return way;
      if (way.kind === "silence" || way.kind === "other") return { ...way, key: last };
      const own = String(place + 1);
      const key = free.includes(own) ? own : free[0] || "";
      if (key) free.splice(free.indexOf(key), 1);
      return { ...way, key };
    });
  }

  /** Leave the node by a way; what the call knows by then leads through branches.
   * @param {PlayedScript} script @param {Call} call @param {Way} way @param {Told} told @returns {Call} */
  function take(script, call, way, told) {
    const passed = entry(script, call, way.kind, told);
    const after = { ...call, node: way.goto, ticked: [], trail: [...call.trail, passed] };
    if (way.field && get(script.nodes, call.node).kind === "branch") {
      after.given = { ...call.given, [way.field]: way.value };
    } else if (way.field) {
      after.written = { ...call.written, [way.field]: way.value };
    }
    return settle(script, after, told.at);
  }

  /** @param {PlayedScript} script @param {Call} call @param {string} way @param {Told} told @returns {Passed} */
  function entry(script, call, way, told) {
    const { asked, answer, exact, at, title } = told;
    return {
      script: script.script, title, node: call.node, kind: get(script.nodes, call.node).kind, way,
      asked, answer, exact, at, isAutomatic: false, given: call.given, written: call.written,
    };
  }

  /** Pass by branches whose field is known. A circle of branches stops where it began.
   * @param {PlayedScript} script @param {Call} call @param {number} at @returns {Call} */
  function settle(script, call, at) {
    const seen = new Set();
    let now = call;
    for (;;) {
      const node = get(script.nodes, now.node);
      const value = node.kind === "branch" ? valueOf(now, String(node.on)) : "";
      if (!value || seen.has(now.node)) return now;
      seen.add(now.node);
      const asked = own(script.fields, String(node.on))?.title || String(node.on);
      const told = { asked, answer: value, exact: [], at, title: script.title };
      const passed = { ...entry(script, now, "settled", told), isAutomatic: true };
      now = { ...now, node: branch(node, value), trail: [...now.trail, passed] };
    }
  }

  /** Return to a line of the trail, with the fields as they were and the ticks kept.
   * @param {Call} call @param {number} place @returns {Call} */
  function backTo(call, place) {
    const passed = call.trail[place];
    if (!passed) return call;
    return {
      node: passed.node,
      given: passed.given,
      written: passed.written,
      ticked: passed.exact.filter((one) => one.isTicked).map((one) => one.id),
      trail: call.trail.slice(0, place),
    };
  }

  /** The last line of the trail that somebody decided; -1 if there is none.
   * @param {Call} call @returns {number} */
  function lastDecided(call) {
    return call.trail.findLastIndex((passed) => !passed.isAutomatic);
  }

  /** Fill in a field by hand: it counts from now on, also after going back.
   * @param {PlayedScript} script @param {Call} call @param {string} field @param {string} value @param {number} at
   * @returns {Call} */
  function setField(script, call, field, value, at) {
    const trail = call.trail.map((passed) => ({ ...passed, ...filled(passed, field, value) }));
    return settle(script, { ...call, ...filled(call, field, value), trail }, at);
  }

  /** @param {{ given: Values, written: Values }} held @param {string} field @param {string} value */
  function filled(held, field, value) {
    const written = { ...held.written };
    delete written[field];
    return { given: { ...held.given, [field]: value }, written };
  }

  /** Tick exact words that were read but not ticked when the call went on.
   * @param {Call} call @param {number} place @param {string} id @returns {Call} */
  function tickPassed(call, place, id) {
    const trail = call.trail.map((passed, position) => (position !== place ? passed : {
      ...passed,
      exact: passed.exact.map((one) => (one.id === id ? { ...one, isTicked: true } : one)),
    }));
    return { ...call, trail };
  }

  /** The exact words that went by without a tick, the latest first.
   * @param {Call} call @returns {{ place: number, exact: Exact }[]} */
  function unread(call) {
    return call.trail.flatMap((passed, place) => passed.exact
      .filter((one) => !one.isTicked).map((exact) => ({ place, exact }))).reverse();
  }

  return {
    fits, branch, own, get, valueOf, valuesOf, begin, goOn, options, take, backTo, lastDecided, setField, tickPassed, unread,
  };
})();

if (typeof module === "object") module.exports = calls;
