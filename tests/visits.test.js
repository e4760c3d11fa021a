// Run by tests/test_scripts.py: what a reader has seen and read.
const assert = require("node:assert/strict");
const { test } = require("node:test");
const visits = require("../builder/outputs/site/scripts/visits.js");

const [A, B, C] = ["aaaaaaaa", "bbbbbbbb", "cccccccc"];
const shown = (version, prints) => ({ version, fingerprint: prints, prints });
const old = shown("1.0.0", A);
const next = shown("1.1.0", B);
const third = shown("1.2.0", C);

/** Play visits, each a day and a state; return what counts as before at the last. */
function before(...days) {
  return days.reduce((visit, [day, state]) => visits.note(visit, state, day), null).before;
}

test("nothing has changed at the first visit", () => {
  assert.equal(before(["2026-01-01", old]), null);
  assert.equal(before(["2026-01-01", old], ["2026-01-02", old]), null);
});

test("a change is told for the day on which it is first seen", () => {
  const told = before(["2026-01-01", old], ["2026-01-03", next]);

  assert.deepEqual([told.version, told.seen], ["1.0.0", "2026-01-01"]);
  assert.equal(before(["2026-01-01", old], ["2026-01-03", next], ["2026-01-03", next]).version, "1.0.0");
  assert.equal(before(["2026-01-01", old], ["2026-01-03", next], ["2026-01-04", next]), null);
});

test("the last visit is the last day on which the old state was seen", () => {
  assert.equal(before(["2026-01-01", old], ["2026-01-05", old], ["2026-01-09", next]).seen, "2026-01-05");
});

test("two changes on one day are told together, on two days one by one", () => {
  const first = ["2026-01-01", old];

  assert.equal(before(first, ["2026-01-03", next], ["2026-01-03", third]).version, "1.0.0");
  assert.equal(before(first, ["2026-01-03", next], ["2026-01-04", third]).version, "1.1.0");
  assert.equal(before(first, first, ["2026-01-01", next]).version, "1.0.0");
});

test("what was taken back is no change", () => {
  assert.equal(before(["2026-01-01", old], ["2026-01-03", next], ["2026-01-03", old]), null);
});

test("marks in a row are told one by one", () => {
  assert.deepEqual(visits.cut(A + B + C), [A, B, C]);
  assert.deepEqual(visits.cut(""), []);
});

test("marks that were not there before are fresh, wherever they stand", () => {
  assert.deepEqual(visits.fresh(A + B, [B, C, A]), [false, true, false]);
  assert.deepEqual(visits.fresh("", [A]), [true]);
  assert.deepEqual(visits.fresh("xaaaaaaa" + "abbbbbbb", [A]), [true]);
});

const history = [
  { version: "1.2.1", editorial: true },
  { version: "1.2.0", editorial: true },
  { version: "1.1.0", editorial: false },
  { version: "1.0.0", editorial: false },
];

test("versions since one are the newer ones; of an unknown one, all", () => {
  assert.deepEqual(visits.since(history, "1.2.0").map((one) => one.version), ["1.2.1"]);
  assert.equal(visits.since(history, "1.2.1").length, 0);
  assert.equal(visits.since(history, "0.5.0").length, 4);
});

test("a reading holds while the words do, and through editorial changes", () => {
  const now = { version: "1.2.1", fingerprint: "ffffffffffff" };
  const of = (version, fingerprint) => visits.standing({ version, fingerprint, day: "2026-01-01" }, now, history);

  assert.equal(visits.standing(null, now, history), "none");
  assert.equal(of("1.2.1", "ffffffffffff"), "read");
  assert.equal(of("1.0.0", "ffffffffffff"), "read");
  assert.equal(of("1.2.0", "000000000000"), "editorial");
  assert.equal(of("1.1.0", "000000000000"), "editorial");
  assert.equal(of("1.0.0", "000000000000"), "outdated");
  assert.equal(of("0.9.0", "000000000000"), "outdated");
});

test("words that changed without a new version make a reading lapse", () => {
  const reading = { version: "1.2.1", fingerprint: "000000000000", day: "2026-01-01" };

  assert.equal(visits.standing(reading, { version: "1.2.1", fingerprint: "ffffffffffff" }, history), "outdated");
});

test("what cannot be read counts as nothing", () => {
  const seen = '{"version":"1","fingerprint":"f","prints":"p","seen":"2026-01-01"}';
  const broken = [
    null, "", "{", "3", "null", "[]", '"text"', '{"day":"x"}', '{"day":"x","now":{},"before":null}',
    `{"day":7,"now":${seen},"before":null}`, `{"day":"x","now":${seen},"before":3}`,
  ];
  for (const text of broken) assert.equal(visits.parse(text, visits.isVisit), null, text);
  assert.equal(visits.parse('{"version":"1","fingerprint":"f"}', visits.isReading), null);
  assert.equal(visits.parse(`{"day":"x","now":${seen},"before":${seen}}`, visits.isVisit).before.prints, "p");
  assert.equal(visits.parse('{"version":"1","fingerprint":"f","day":"x"}', visits.isReading).day, "x");
});

test("SOPs whose state is new are told with the version before", () => {
  const kept = visits.pack([["first", "1.0.0", A], ["second", "1.0.0", B], ["gone", "1.0.0", C]]);
  const now = [["first", "1.0.0", A], ["second", "1.1.0", C], ["third", "1.0.0", C]];

  assert.deepEqual(visits.changed(kept, now), [
    { id: "second", version: "1.1.0", was: "1.0.0" },
    { id: "third", version: "1.0.0", was: "" },
  ]);
  assert.deepEqual(visits.changed(visits.pack(now), now), []);
});

test("a title in the code of a frame is text", () => {
  const code = visits.frame("https://sop.example.com/embed/a/b/?x=1&y=2", '"><script>alert(1)</script>');

  assert.equal(
    code,
    '<iframe src="https://sop.example.com/embed/a/b/?x=1&amp;y=2" title="&quot;>&lt;script>alert(1)&lt;/script>" '
      + 'width="100%" height="480" loading="lazy"></iframe>',
  );
});
