// Run by tests/test_player.py: one call as it is played, its clock and its way back.
const assert = require("node:assert/strict");
const { test } = require("node:test");
const path = require("node:path");

const scripts = path.join(__dirname, "../builder/outputs/site/scripts");
// Joined into one script, the sources see each other by these names.
for (const [name, file] of [["rules", "rules"], ["calls", "player_calls"], ["texts", "player_texts"]]) {
  globalThis[name] = require(`${scripts}/${file}.js`);
}
const session = require(`${scripts}/player_session.js`);

const words = new Proxy({ went_on: "went on", silent: "no answer", kind_go: "Go on" }, {
  get: (known, name) => known[name] ?? `${String(name)}: {code}{title}`,
});
const script = {
  script: "first-call/call", title: "First call", start: "hello", left: {}, cases: {}, words,
  sop: { id: "first-call", number: "SOP-1", title: "First call", version: "1.0.0" },
  nodes: {
    hello: { kind: "say", disclosures: ["notice"], next: "time" },
    time: { kind: "ask", choices: [{ id: "yes", label: "Yes", goto: "when" }], default: "nobody" },
    when: { kind: "collect", into: "callback.date", next: "on", default: "nobody" },
    on: { kind: "go", to: { sop: "first-call", script: "other" } },
    nobody: { kind: "end", disposition: "NOANS" },
  },
  fields: { "callback.date": { title: "Callback", type: "date", example: "2027-01-15", personal: true } },
  dispositions: { NOANS: { label: "No answer", category: "no_contact", kind: "No contact", flags: [] } },
  disclosures: { notice: { title: "Notice" } },
  goes: { "first-call/other": "Other" },
};
const reader = {
  asked: (call) => `Line of ${call.node}`,
  exactOf: (call) => (script.nodes[call.node].disclosures ?? []).map((id) => (
    { id, title: "Notice", words: "Recorded.", record: "", isTicked: call.ticked.includes(id) })),
  labelOf: (node, way) => way.label,
};

function begin({ given = {}, arrived = null, notes = "" } = {}) {
  const time = { now: 1_000_000 };
  const played = session.open(script, { given, arrived, notes }, reader, () => time.now);
  return { played, wait: (seconds) => { time.now += seconds * 1000; } };
}
const pick = (played, place) => played.pick(played.ways()[place]);
const told = (played) => played.call().trail.map((one) => [one.node, one.answer, one.at]);

test("the clock starts with the first answer, stands while paused, and ends with the call", () => {
  const { played, wait } = begin();
  wait(60);
  assert.deepEqual([played.seconds(), played.isPaused(), played.isSafe()], [0, false, true]);
  pick(played, 0);
  wait(10);
  played.pause();
  wait(100);
  assert.deepEqual([played.seconds(), played.isPaused(), played.isSafe()], [10, true, false]);
  played.pause();
  wait(5);
  pick(played, 1);
  wait(1000);

  assert.deepEqual([played.seconds(), played.isEnd()], [15, true]);
  assert.deepEqual(told(played), [["hello", "went on", 0], ["time", "no answer", 15]]);
});

test("a value that is written down is kept, and goes along to another script", () => {
  const { played } = begin({ notes: "from before the reload" });
  pick(played, 0);
  pick(played, 0);
  played.write("2027-02-01");
  const kept = played.leave("first-call/other");

  assert.equal(kept.to, "first-call/other");
  assert.equal(kept.notes, "from before the reload");
  assert.deepEqual(kept.call.written, { "callback.date": "2027-02-01" });
  assert.deepEqual(kept.call.trail.at(-1).answer, "Other");
  assert.equal(kept.isReturn, false);
});

test("a call that arrives goes on where this script begins, with its clock", () => {
  const { played: first, wait } = begin();
  pick(first, 0);
  wait(30);
  const kept = { ...first.leave("first-call/other"), to: "first-call/call" };
  const { played } = begin({ arrived: kept, given: { "callback.date": "2027-03-01" } });

  assert.equal(played.call().node, "hello");
  assert.equal(played.call().trail.length, 2);
  assert.equal(played.call().given["callback.date"], "2027-03-01");
  assert.ok(!played.isPaused());
});

test("going back restores the fields; what another page passed is returned to there", () => {
  const { played } = begin();
  pick(played, 0);
  pick(played, 0);
  played.write("2027-02-01");
  assert.equal(played.returnTo(1), null);
  assert.deepEqual([played.call().node, played.call().written], ["time", {}]);
  assert.equal(played.returnTo(7), null, "there is no such line");
  const elsewhere = { ...played.call().trail[0], script: "first-call/other" };
  const arrived = {
    to: "first-call/call", isReturn: false, notes: "", clock: { startedAt: 1, before: 3, since: 0 },
    call: { ...played.call(), trail: [elsewhere] },
  };
  const back = begin({ arrived }).played.returnTo(0);

  assert.deepEqual([back.to, back.isReturn, back.call.trail], ["first-call/other", true, []]);
});

test("starting again can be undone until something else is done", () => {
  const { played, wait } = begin();
  pick(played, 0);
  played.note("Call back");
  wait(20);
  played.restart();
  assert.deepEqual([played.call().trail.length, played.notes(), played.seconds()], [0, "", 0]);
  assert.ok(played.canUndo());
  played.undo();
  assert.deepEqual([played.call().node, played.notes(), played.canUndo()], ["time", "Call back", false]);
  played.restart();
  pick(played, 0);
  played.undo();

  assert.deepEqual([played.canUndo(), played.call().node, played.notes()], [false, "time", ""]);
});

test("exact words are ticked while they are shown, or afterwards", () => {
  const { played } = begin();
  played.tick("notice", true);
  played.tick("notice", false);
  pick(played, 0);
  assert.equal(played.call().trail[0].exact[0].isTicked, false);
  played.tickPassed(0, "notice");

  assert.equal(played.call().trail[0].exact[0].isTicked, true);
});

test("a page may close once the summary was copied, until something is done", () => {
  const { played } = begin();
  pick(played, 0);
  pick(played, 1);
  played.copied();
  assert.ok(played.isSafe());
  assert.match(played.summary(), /First call[^]*NOANS/);
  played.note("One more thing");

  assert.ok(!played.isSafe());
});
