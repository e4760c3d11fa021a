// Makes a Pagefind index of documents: node pagefind.mjs DOCUMENTS FOLDER
import { readFileSync } from "node:fs";
import * as pagefind from "pagefind";

const [documents, folder] = process.argv.slice(2);
const { index } = await pagefind.createIndex();
for (const { title, text, target } of JSON.parse(readFileSync(documents, "utf8"))) {
  await index.addCustomRecord({
    url: `/${encodeURIComponent(target)}`, content: `${title}. ${text}`, language: "en", meta: { title },
  });
}
await index.writeFiles({ outputPath: folder });
await pagefind.close();
