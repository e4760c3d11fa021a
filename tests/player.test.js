// Run by tests/test_player.py: what the player works out without a page.
const assert = require("node:assert/strict");
const { test } = require("node:test");
const fs = require("node:fs");
const path = require("node:path");

const scripts = path.join(__dirname, "../builder/outputs/site/scripts");
const rules = require(`${scripts}/rules.js`);
const calls = require(`${scripts}/player_calls.js`);
const keys = require(`${scripts}/player_keys.js`);
const texts = require(`${scripts}/player_texts.js`);
const handover = require(`${scripts}/player_handover.js`);
const vectors = JSON.parse(fs.readFileSync(path.join(__dirname, "vectors/branches.json"), "utf-8"));

const HOSTILE = "<img src=x onerror=alert(1)>\r\nResult: SALE\u202e\u2028=1+1";

const script = {
  script: "first-call/call",
  title: "First call",
  contentHash: "0".repeat(64),
  sop: { id: "first-call", number: "SOP-CON-001", title: "First call", version: "1.1.0" },
  start: "hello",
  nodes: {
    hello: { kind: "say", disclosures: ["notice"], next: "plan" },
    plan: { kind: "branch", on: "account.plan", cases: [{ equals: "plus", goto: "thanks" }], default: "time" },
    time: {
      kind: "ask",
      choices: [
        { id: "yes", label: "Yes", key: "1", goto: "score", records: { field: "good_time", value: "yes" } },
        { id: "later", label: "Later", goto: "when" },
      ],
      default: "nobody",
    },
    score: { kind: "branch", on: "score", cases: [{ atLeast: 9, goto: "thanks" }, { below: 9, goto: "nobody" }], default: "time" },
    when: { kind: "collect", into: "callback.date", next: "on", default: "nobody" },
    round: { kind: "branch", on: "account.plan", cases: [{ equals: "plus", goto: "about" }], default: "nobody" },
    about: { kind: "branch", on: "account.plan", cases: [{ equals: "plus", goto: "round" }], default: "nobody" },
    on: { kind: "go", to: { sop: "first-call", script: "other" } },
    thanks: { kind: "end", disposition: "SALE" },
    nobody: { kind: "end", disposition: "NOANS" },
  },
  left: { hello: [10, 40] },
  cases: { score: ["at least 9", "below 9"] },
  fields: {
    "account.plan": { title: "Plan", type: "choice", example: "plus", personal: true, values: ["basic", "plus"] },
    good_time: { title: "Good time", type: "yes_no", example: "yes", personal: false },
    score: { title: "Score", type: "number", example: "9", personal: false },
    "callback.date": { title: "Callback", type: "date", example: "2027-01-15", personal: true },
  },
  dispositions: {
    SALE: { label: "Sale", category: "success", kind: "Goal reached", flags: ["customer reached", "counts as a sale"] },
    NOANS: { label: "No answer", category: "no_contact", kind: "No contact", flags: [] },
  },
  disclosures: { notice: { title: "Recording notice", record: "Write down the consent." } },
  goes: { "first-call/other": "Other" },
  way: "../{script}/",
  words: {
    seconds: "{seconds} s", minutes: "{minutes} min", left: "{shortest} to {longest} left", left_same: "about {shortest} left",
    sum_script: "Script: {title} ({number}, version {version})", sum_result: "Result: {code} - {label}", sum_open: "Result: none yet",
    sum_flags: "Marks: {flags}", sum_when: "Started: {date}, call time {time}", sum_answers: "Answers:", sum_exact: "Said exactly:",
    sum_ticked: "read", sum_unticked: "NOT ticked", sum_recorded: "Written down:", sum_to_record: "Record:", sum_notes: "Notes:",
  },
};

const told = (answer, at = 0, exact = []) => ({ asked: `Question of ${answer}?`, answer, exact, at, title: script.title });
const take = (call, place, answer = "answer", at = 0, exact = []) => (
  calls.take(script, call, calls.options(script, call)[place], told(answer, at, exact))
);
const notice = (isTicked) => ({ id: "notice", title: "Recording notice", words: "This call is recorded.", record: "Write down the consent.", isTicked });

test("a case fits what it fits in the checks of the tool", () => {
  for (const { case: one, fits, not } of vectors) {
    for (const value of fits) assert.ok(calls.fits(one, value), JSON.stringify([one, value]));
    for (const value of not) assert.ok(!calls.fits(one, value), JSON.stringify([one, value]));
  }
});

test("the first case that fits counts, else the default", () => {
  const node = { kind: "branch", on: "x", cases: [{ atLeast: 1, goto: "a" }, { equals: "5", goto: "b" }], default: "c" };

  assert.deepEqual(["5", "0", "", "x"].map((value) => calls.branch(node, value)), ["a", "c", "c", "c"]);
});

test("a branch on a known field takes care of itself and stands in the trail", () => {
  const call = take(calls.begin(script, { "account.plan": "plus" }), 0);

  assert.equal(call.node, "thanks");
  assert.deepEqual(call.trail.map((one) => [one.node, one.answer, one.isAutomatic]), [["hello", "answer", false], ["plan", "plus", true]]);
});

test("a branch on an empty field asks what the record says, with values to pick", () => {
  const call = take(calls.begin(script, {}), 0);
  const ways = calls.options(script, call);

  assert.equal(call.node, "plan");
  assert.deepEqual(ways.map((way) => [way.kind, way.label, way.key, way.goto]), [
    ["value", "basic", "1", "time"], ["value", "plus", "2", "thanks"], ["other", "", "0", "time"],
  ]);
  assert.deepEqual(take(call, 1).given, { "account.plan": "plus" });
  assert.deepEqual(take(call, 1).written, {}, "what the record says was not written down on the call");
  assert.deepEqual(take(call, 2).given, {});
});

test("numbers of the record are picked by their tests, as authors wrote them", () => {
  const ways = calls.options(script, { ...calls.begin(script, {}), node: "score" });

  assert.deepEqual(ways.map((way) => [way.kind, way.label, way.goto]), [
    ["case", "at least 9", "thanks"], ["case", "below 9", "nobody"], ["other", "", "time"],
  ]);
});

test("branches that lead in a circle stop", () => {
  const call = calls.goOn({ ...script, start: "round" }, calls.begin(script, { "account.plan": "plus" }), 0);

  assert.equal(call.node, "round");
});

test("a choice writes what it records; going back unwrites it", () => {
  let call = take(calls.begin(script, { "account.plan": "basic" }), 0);
  const before = call;
  call = take(call, 0, "Yes", 7);

  assert.equal(call.node, "score");
  assert.deepEqual(call.written, { good_time: "yes" });
  const back = calls.backTo(call, calls.lastDecided(call));
  assert.deepEqual([back.node, back.written, back.trail], [before.node, {}, before.trail]);
});

test("going back passes over what nobody decided, and keeps ticks", () => {
  const call = take({ ...calls.begin(script, { "account.plan": "basic" }), ticked: ["notice"] }, 0, "on", 3, [notice(true)]);

  assert.equal(call.trail.length, 2);
  assert.equal(calls.lastDecided(call), 0);
  assert.deepEqual(calls.backTo(call, 0).ticked, ["notice"]);
  assert.equal(calls.lastDecided(calls.begin(script, {})), -1);
});

test("a field that is filled in by hand counts at once and after going back", () => {
  let call = take(calls.begin(script, {}), 0);
  call = calls.setField(script, call, "account.plan", "plus", 5);

  assert.equal(call.node, "thanks");
  assert.equal(calls.backTo(call, 0).given["account.plan"], "plus");
});

test("names of the language are no fields", () => {
  const call = { ...calls.begin(script, {}), given: {} };

  for (const name of ["constructor", "__proto__", "toString"]) {
    assert.equal(calls.valueOf(call, name), "");
    assert.deepEqual(texts.readFields(`?${name}=x`, "", Object.keys(script.fields)), {});
  }
});

test("every way has a key of its own; silence is 0, or - where 0 is taken", () => {
  const node = (...found) => ({ ...script, nodes: { hello: { kind: "ask", choices: found.map((key, place) => ({ id: `c${place}`, label: "x", goto: "thanks", ...(key && { key }) })), default: "nobody" } } });
  const keysOf = (...found) => calls.options(node(...found), calls.begin(node(...found), {})).map((way) => way.key);

  assert.deepEqual(keysOf("1", "2"), ["1", "2", "0"]);
  assert.deepEqual(keysOf("", ""), ["1", "2", "0"]);
  assert.deepEqual(keysOf("2", ""), ["2", "1", "0"]);
  assert.deepEqual(keysOf("", "1", ""), ["2", "1", "3", "0"]);
  assert.deepEqual(keysOf("0", "*"), ["0", "*", "-"]);
  assert.deepEqual(keysOf(..."123456789", "", "#"), [..."123456789", "", "#", "0"]);
});

test("exact words that went by unticked can be ticked later", () => {
  const call = take(calls.begin(script, { "account.plan": "basic" }), 0, "on", 3, [notice(false)]);

  assert.deepEqual(calls.unread(call).map((one) => [one.place, one.exact.id]), [[0, "notice"]]);
  assert.deepEqual(calls.unread(calls.tickPassed(call, 0, "notice")), []);
});

test("keys pick, run, or are left to the browser", () => {
  const press = (key, more = {}) => ({ key, altKey: false, ctrlKey: false, metaKey: false, repeat: false, ...more });
  const state = { options: [{ key: "1" }, { key: "n" }, { key: "0" }], isTyping: false, isSingle: true, isOnControl: false };

  assert.deepEqual(keys.meaning(press("1"), state), { pick: 0 });
  assert.deepEqual(keys.meaning(press("0"), state), { pick: 2 });
  assert.deepEqual(keys.meaning(press("-"), state), { pick: 2 });
  assert.deepEqual(keys.meaning(press("n"), state), { pick: 1 }, "the author's key goes first");
  assert.deepEqual(keys.meaning(press("o"), state), { run: "objections" });
  assert.deepEqual(keys.meaning(press("B"), state), { run: "back" });
  assert.deepEqual(keys.meaning(press("Backspace"), state), { run: "back" });
  assert.deepEqual(keys.meaning(press("ArrowLeft", { altKey: true }), state), { run: "back" });
  assert.deepEqual(keys.meaning(press("Enter"), state), { run: "on" });
  assert.equal(keys.meaning(press("Enter"), { ...state, isOnControl: true }), null);
  assert.equal(keys.meaning(press("/"), state), null, "search is the site's");
  assert.equal(keys.meaning(press("1", { ctrlKey: true }), state), null);
  assert.equal(keys.meaning(press("1", { repeat: true }), state), null);
  assert.equal(keys.meaning(press("1"), { ...state, isTyping: true }), null);
  assert.equal(keys.meaning(press("1"), { ...state, isSingle: false }), null);
  assert.deepEqual(keys.meaning(press("Backspace"), { ...state, isSingle: false }), { run: "back" });
  assert.equal(keys.meaning(press("constructor"), state), null);
});

test("fields come from the query and from behind #?, as one line of text", () => {
  const known = ["customer.first_name", "account.plan"];

  assert.deepEqual(texts.readFields("?customer.first_name=Mar%C3%ADa+J&x=1&account.plan=", "", known), { "customer.first_name": "María J" });
  assert.deepEqual(texts.readFields("?account.plan=basic", "#?account.plan=plus", known), { "account.plan": "plus" });
  assert.deepEqual(texts.readFields("", "#account.plan=plus", known), {});
  const value = texts.readFields(`?account.plan=${encodeURIComponent(HOSTILE)}`, "", known)["account.plan"];
  assert.equal(value, "<img src=x onerror=alert(1)> Result: SALE =1+1");
  assert.equal(texts.readValue("x".repeat(9999)).length, 300);
  assert.equal(texts.withoutFields("?a=1&account.plan=x", known), "?a=1");
  assert.equal(texts.withoutFields("?account.plan=x", known), "");
});

test("a field that is typed fits its type", () => {
  const how = (type, example) => texts.inputFor({ type, example }).type;

  assert.deepEqual([how("date", "2027-01-15"), how("date", "next Monday")], ["date", "text"]);
  assert.deepEqual([how("time", "14:00"), how("time", "2:00 p.m.")], ["time", "text"]);
  assert.deepEqual([how("phone", ""), how("email", ""), how("text", "")], ["tel", "email", "text"]);
  assert.equal(texts.inputFor({ type: "number", example: "9" }).inputMode, "decimal");
});

test("the clock counts from the first action, without pauses", () => {
  let clock = texts.newClock();
  assert.equal(texts.seconds(clock, 99_000), 0);
  clock = texts.started(clock, 10_000);
  assert.equal(texts.seconds(clock, 75_900), 65);
  clock = texts.paused(clock, 75_900);
  assert.equal(texts.seconds(clock, 999_000), 65);
  clock = texts.started(clock, 100_000);
  assert.equal(texts.seconds(clock, 110_000), 75);
  assert.equal(texts.seconds(clock, 50_000), 65, "a computer's clock may be set back");
  assert.equal(clock.startedAt, 10_000);
  assert.deepEqual([0, 65, 600, 3661].map(texts.clockTime), ["0:00", "1:05", "10:00", "1:01:01"]);
});

test("time left is told roughly, and not at all where nothing is said", () => {
  assert.equal(texts.timeLeft([12, 200], script.words), "10 s to 3.5 min left");
  assert.equal(texts.timeLeft([33, 31], script.words), "about 30 s left");
  assert.equal(texts.timeLeft([1, 2], script.words), "about 5 s left");
  assert.equal(texts.timeLeft([0, 0], script.words), "");
  assert.equal(texts.timeLeft(undefined, script.words), "");
});

test("the summary tells result, answers, values, exact words and notes", () => {
  let call = take(calls.begin(script, { "account.plan": "basic" }), 0, "went on", 4, [notice(true)]);
  call = take(call, 0, "Yes", 65);
  call = calls.take(script, call, calls.options(script, call)[0], told("at least 9", 70));
  const text = texts.summary({
    script, call, exact: [{ ...notice(false), title: "Terms", words: "All is final.", record: "" }], notes: "Nice call.\nTwo lines.",
    startedAt: new Date(2026, 10, 21, 9, 5).getTime(), seconds: 75, fill: rules.fill,
  });

  assert.equal(text, `Script: First call (SOP-CON-001, version 1.1.0)
Result: SALE - Sale
Marks: customer reached, counts as a sale
Started: 2026-11-21 09:05, call time 1:15

Answers:
* 0:04 Plan -> basic
* 1:05 Question of Yes? -> Yes
* 1:10 Question of at least 9? -> at least 9

Written down:
* Good time: yes

Said exactly:
* Recording notice (read): This call is recorded.
* Terms (NOT ticked): All is final.

Record:
* Write down the consent.

Notes:
Nice call.
Two lines.
`);
});

test("a hostile value stays on its line of the summary", () => {
  let call = calls.begin(script, { "account.plan": "basic" });
  call = { ...call, written: { "callback.date": HOSTILE } };
  const text = texts.summary({ script, call, exact: [], notes: "", startedAt: 0, seconds: 0, fill: rules.fill });

  assert.ok(text.includes("* Callback: <img src=x onerror=alert(1)> Result: SALE =1+1\n"));
  assert.equal(text.match(/^Result:/gm).length, 1);
  assert.equal(text.match(/^[=+@-]/gm), null);
});

const memory = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key), kept };
};
const aCall = () => take(calls.begin(script, { "account.plan": "basic" }), 0, "on", 3, [notice(false)]);

test("a call is handed over once, to the script it is meant for", () => {
  const storage = memory();
  const kept = { to: "first-call/call", call: aCall(), isReturn: false, notes: "n", clock: texts.newClock() };

  assert.ok(handover.give(() => storage, kept));
  assert.deepEqual(handover.take(() => storage, script), kept);
  assert.equal(storage.kept.size, 0, "nothing stays");
  handover.give(() => storage, { ...kept, to: "other/script" });
  assert.equal(handover.take(() => storage, script), null);
  assert.equal(storage.kept.size, 0);
});

test("a browser that keeps nothing, and a handover of another shape, are no call", () => {
  const refuse = () => { throw new Error("blocked"); };
  assert.equal(handover.give(refuse, {}), false);
  assert.equal(handover.take(refuse, script), null);
  const good = { to: "first-call/call", call: aCall(), isReturn: true, notes: "", clock: texts.newClock() };
  const broken = [
    null, [], "x", 7, {}, { ...good, to: "x" }, { ...good, notes: 1 }, { ...good, clock: null }, { ...good, call: null },
    { ...good, call: { ...good.call, node: "nowhere" } }, { ...good, call: { ...good.call, trail: [{}] } },
    { ...good, call: { ...good.call, given: { a: 1 } } }, { ...good, isReturn: "yes" },
    { ...good, call: { ...good.call, trail: [{ ...good.call.trail[0], exact: [{ id: "x" }] }] } },
  ];
  for (const one of [...broken.map((value) => JSON.stringify(value)), "{", ""]) {
    const storage = memory();
    storage.setItem("sop.player.handover", one);
    assert.equal(handover.take(() => storage, script), null, one);
  }
});

test("ways lead to players only", () => {
  assert.equal(handover.wayTo(script, "first-call/other", false), "../first-call.other/");
  assert.equal(handover.wayTo(script, "first-call/other", true), "../first-call.other/index.html");
  for (const address of ["//evil.example", "https://evil.example/x", "a/b/c", "javascript:alert(1)", "../x", ""]) {
    assert.equal(handover.wayTo(script, address, true), "");
  }
});

test("events name script, node and disposition, and no value", () => {
  const call = { ...calls.begin(script, { "account.plan": "secret" }), written: { "callback.date": "secret" }, node: "thanks" };
  const events = ["opened", "node", "disposition"].map((event) => handover.message(script, event, call));

  assert.deepEqual(events[2].disposition, { code: "SALE", label: "Sale", category: "success" });
  assert.deepEqual(events[1].node, { id: "thanks", kind: "end" });
  assert.ok(!JSON.stringify(events).includes("secret"));
  if (process.env.SOP_EVENTS) fs.writeFileSync(process.env.SOP_EVENTS, JSON.stringify(events));
});

test("only allowed origins are addressed, and nobody unless embedded", () => {
  const allowed = ["https://crm.example.com", "https://other.example.com"];
  const to = (around) => handover.listeners(allowed, { isEmbedded: true, ancestors: null, referrer: "", ...around });

  assert.deepEqual(to({ isEmbedded: false, ancestors: [allowed[0]] }), []);
  assert.deepEqual(to({ ancestors: [allowed[1], allowed[0]] }), [allowed[1]], "the page right around the player");
  assert.deepEqual(to({ ancestors: ["https://evil.example"], referrer: allowed[0] }), []);
  assert.deepEqual(to({ ancestors: ["https://crm.example.com.evil.example"] }), []);
  assert.deepEqual(to({ referrer: "https://crm.example.com/desk?x=1" }), [allowed[0]]);
  assert.deepEqual(to({ referrer: "https://evil.example/https://crm.example.com" }), []);
  assert.deepEqual(to({}), allowed, "the browser delivers to the right origin only");
  assert.deepEqual(handover.listeners([], { isEmbedded: true, ancestors: null, referrer: "" }), []);
});
