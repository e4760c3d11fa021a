// Starts one search engine in a page and answers queries with it: the same documents for
// each. `lab.start(name)` gives milliseconds, `lab.find(name, query)` targets, best first.
const engines = {
  async minisearch() {
    await script("peers/minisearch/dist/umd/index.js");
    const documents = await (await fetch("documents.json")).json();
    const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["target"] });
    index.addAll(documents);
    const options = { fuzzy: 0.2, prefix: true, boost: { title: 3 } };
    return (query) => index.search(query, options).slice(0, 10).map((one) => one.target);
  },
  async flexsearch() {
    await script("peers/flexsearch/dist/flexsearch.bundle.min.js");
    const documents = await (await fetch("documents.json")).json();
    const index = new FlexSearch.Document({
      tokenize: "forward",
      encoder: FlexSearch.Charset.LatinBalance,
      document: { id: "id", index: ["title", "text"] },
    });
    documents.forEach((one) => index.add(one));
    return (query) => index
      .search(query, { limit: 10, suggest: true, merge: true })
      .map((one) => documents[one.id].target);
  },
  async orama() {
    const { create, insertMultiple, search } = await import("./peers/@orama/orama/dist/browser/index.js");
    const documents = await (await fetch("documents.json")).json();
    const index = create({ schema: { title: "string", text: "string", target: "string" } });
    await insertMultiple(index, documents.map(({ title, text, target }) => ({ title, text, target })));
    return async (query) => {
      const found = await search(index, {
        term: query, properties: ["title", "text"], boost: { title: 3 }, tolerance: 1, limit: 10,
      });
      return found.hits.map((one) => one.document.target);
    };
  },
  async pagefind() {
    const pagefind = await import("./pagefind/pagefind.js");
    await pagefind.init();
    return async (query) => {
      const { results } = await pagefind.search(query);
      const shown = await Promise.all(results.slice(0, 10).map((one) => one.data()));
      return shown.map((one) => decodeURIComponent(one.raw_url || one.url).replace(/^\//, ""));
    };
  },
  async material() {
    const { config, docs } = await (await fetch("material.json")).json();
    const worker = new Worker("material.js");
    const wait = (type) => new Promise((done) => {
      worker.addEventListener("message", function heard({ data }) {
        if (data.type !== type) return;
        worker.removeEventListener("message", heard);
        done(data.data);
      });
    });
    const ready = wait(1);
    worker.postMessage({ type: 0, data: { config, docs, options: { suggest: false } } });
    await ready;
    return async (query) => {
      const answer = wait(3);
      worker.postMessage({ type: 2, data: query });
      const { items } = await answer;
      return items.flat().slice(0, 10).map((one) => one.location);
    };
  },
};

function script(src) {
  return new Promise((done, failed) => {
    const made = Object.assign(document.createElement("script"), { src, onload: done, onerror: failed });
    document.head.append(made);
  });
}

const started = {};
window.lab = {
  async start(name) {
    const before = performance.now();
    started[name] = await engines[name]();
    return performance.now() - before;
  },
  async find(name, query) {
    const before = performance.now();
    const found = await started[name](query);
    return { found, took: performance.now() - before };
  },
};
