// Run by tests/test_scripts.py: what the blocks of a page work out.
const assert = require("node:assert/strict");
const { test } = require("node:test");
const rules = require("../builder/outputs/site/scripts/rules.js");

const row = (judgment, weight, autoFail = false) => ({ judgment, weight, autoFail });

test("words are found without case, accents, punctuation or order", () => {
  const folded = rules.fold("It's too EXPENSIVE, señor – I can’t pay that!");

  for (const query of ["", " ", "expensive", "its", "it's too", "it’s", "pay that", "senor", "expen", "?!"]) {
    assert.ok(rules.matches(folded, query), query);
  }
  for (const query of ["cheap", "expensive cheap", "payment"]) {
    assert.ok(!rules.matches(folded, query), query);
  }
});

test("letters of every script count as letters", () => {
  assert.equal(rules.fold("Слишком дорого!"), "слишком дорого");
  assert.equal(rules.fold("高すぎる。"), rules.fold("高すぎる"));
});

test("the day is the reader's own, not the one in UTC", () => {
  assert.equal(rules.day(new Date(2026, 0, 5, 0, 1)), "2026-01-05");
  assert.equal(rules.day(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("ticks belong to one day, SOP, checklist and fingerprint", () => {
  const list = { sop: "first-call", checklist: "daily", fingerprint: "0123456789ab" };
  const key = rules.keyOf(list, "2026-01-05");

  assert.equal(key, "sop.checklist:2026-01-05:first-call:daily:0123456789ab");
  assert.ok(!rules.isOutdated(key, "2026-01-05"));
  assert.ok(rules.isOutdated(key, "2026-01-06"));
  assert.ok(!rules.isOutdated("something-else", "2026-01-06"));
});

test("points are those met, out of those that apply", () => {
  const cases = [
    // rows, points, verdict at a pass mark of 85
    [[row("met", 60), row("met", 40)], 100, "passed"],
    [[row("met", 85), row("not_met", 15)], 85, "passed"],
    [[row("met", 84), row("not_met", 16)], 84, "failed"],
    [[row("met", 60), row("not_applicable", 40)], 100, "passed"],
    [[row("met", 45), row("not_met", 15), row("not_applicable", 40)], 75, "failed"],
    [[row("not_met", 60), row("not_applicable", 40)], 0, "failed"],
    [[row("not_applicable", 100)], null, "none"],
    [[row("met", 60), row("", 40)], 100, "open"],
    [[row("", 60), row("", 40)], null, "open"],
  ];
  for (const [rows, points, verdict] of cases) {
    const found = rules.tally(rows, 85);

    assert.deepEqual([points, verdict], [found.points, found.verdict]);
  }
});

test("points are cut, never rounded up to the mark", () => {
  const found = rules.tally([row("met", 28), row("not_met", 5), row("not_applicable", 67)], 85);

  assert.equal(found.points, 84.8); // 84.848...
  assert.equal(found.verdict, "failed");
});

test("one auto-fail row fails the contact, before everything is judged", () => {
  const rows = [row("met", 50), row("", 50), row("not_met", 0, true)];

  assert.equal(rules.tally(rows, 85).verdict, "auto_fail");
  assert.deepEqual(rules.tally(rows, 85).autoFail, [rows[2]]);
  assert.equal(rules.tally([row("met", 100), row("met", 0, true)], 85).verdict, "passed");
  assert.equal(rules.tally([row("met", 100), row("not_applicable", 0, true)], 85).verdict, "passed");
});

test("a cell that a spreadsheet would run is made text", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r", "\0"]) {
    assert.match(rules.cell(`${start}1+1`), /^"?'/);
  }
  assert.equal(rules.cell("1=1"), "1=1");
  assert.equal(rules.cell(null), "");
  assert.equal(rules.cell(0), "0");
});

test("cells with commas, quotes and line ends are quoted, lines end in CRLF", () => {
  const text = rules.csv([["a", 'say "hello", then\nwait'], ["=1,2", ""]]);

  assert.equal(text, 'a,"say ""hello"", then\nwait"\r\n"\'=1,2",\r\n');
});

test("only known names in braces are filled, once", () => {
  assert.equal(rules.fill("{a} of {b} {c}", { a: "{b}", b: 2 }), "{b} of 2 {c}");
});

test("a shuffle keeps every item and leaves the original alone", () => {
  const items = ["a", "b", "c", "d"];

  assert.deepEqual(rules.shuffle(items, () => 0), items);
  assert.deepEqual(rules.shuffle(items, () => 0.999), ["d", "c", "b", "a"]);
  assert.deepEqual(items, ["a", "b", "c", "d"]);
});
