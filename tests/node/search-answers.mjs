// Answers queries with the site's own script: node search-answers.mjs SITE < queries.json
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const [site] = process.argv.slice(2);
const source = readFileSync(join(site, "assets/sop/search.js"), "utf8");
// All but the dialog, which needs a page, and the function around the parts.
const parts = source.slice(
  source.indexOf("const searchWords"), source.lastIndexOf("\n(function () {\n"));
const context = vm.createContext({});
vm.runInContext(`${parts}; globalThis.search = { searchWords, searchQuery, searchIndex };`, context);

const pieces = new Map();
const loaded = { bytes: source.length, files: 1 };
context.sopwright = {
  search: { add: (kind, number, edition, content) => pieces.set(kind + number, content) },
};
async function load(name) {
  if (!pieces.has(name)) {
    const text = readFileSync(
      join(site, `assets/sop/search/${name === "index0" ? "index" : name}.js`), "utf8");
    loaded.bytes += Buffer.byteLength(text);
    loaded.files += 1;
    vm.runInContext(text, context);
  }
  return pieces.get(name);
}

const asked = JSON.parse(readFileSync(0, "utf8"));
const started = performance.now();
const index = await context.search.searchIndex.openIndex(load);
const opened = performance.now() - started;
const answers = [];
for (const { query, limit = 10, filter = {} } of asked) {
  const before = performance.now();
  const all = { channel: "", direction: "", role: "", ...filter };
  const { hits } = await index.search(query, limit, all);
  const shown = await Promise.all(hits.map(index.show));
  answers.push({
    query,
    took: performance.now() - before,
    hits: shown.map((one) => [
      (one.sop || one.path) + (one.anchor && `#${one.anchor}`), one.score,
    ]),
    bytes: loaded.bytes,
  });
}
const words = asked.map(({ query }) =>
  context.search.searchWords.rawTokens(query).map(context.search.searchWords.stem));
console.log(JSON.stringify({ opened, answers, words, loaded }));
