// Prints what two programs that are not ours say of Salesforce flows, as JSON by name:
// the TypeScript compiler, on the object form against the maker's own types, and the
// Lightning Flow Scanner, on the XML. Takes a folder with NAME.flow-meta.xml and
// NAME.json for each flow; one run takes many flows, as the compiler is slow to start.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import ts from "typescript";

const require = createRequire(import.meta.url);
const scanner = require("lightning-flow-scanner-core");

const folder = process.argv[2];
const ending = ".flow-meta.xml";
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .sort();

// XML has no empty lists, so a list may be missing; nothing else that is needed may.
const head = `import type { Flow } from "@salesforce/types/metadata";
type Xml<T> = T extends Date ? string
  : T extends (infer Item)[] ? Xml<Item>[]
  : T extends object
    ? { [K in keyof T as T[K] extends unknown[] ? never : K]: Xml<T[K]> } & {
        [K in keyof T as T[K] extends unknown[] ? K : never]?: Xml<T[K]>;
      }
    : T;
`;

function typeErrors() {
  const files = new Map(
    names.map((name) => {
      const flow = readFileSync(join(folder, `${name}.json`), "utf8");
      return [join(folder, `${name}.ts`), `${head}export const flow: Xml<Flow> = ${flow};\n`];
    }),
  );
  const options = {
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2020,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.getSourceFile = (path, version) =>
    files.has(path)
      ? ts.createSourceFile(path, files.get(path), version, true)
      : getSourceFile.call(host, path, version);
  const types = require.resolve("@salesforce/types/metadata").replace(/\.js$/, ".d.ts");
  host.resolveModuleNames = (modules) =>
    modules.map(() => ({ resolvedFileName: types, extension: ".d.ts" }));
  const program = ts.createProgram([...files.keys()], options, host);
  const found = new Map(names.map((name) => [name, []]));
  for (const problem of ts.getPreEmitDiagnostics(program)) {
    const text = ts.flattenDiagnosticMessageText(problem.messageText, " ");
    const name = names.find((one) => problem.file?.fileName === join(folder, `${one}.ts`));
    if (!name) throw new Error(text);
    found.get(name).push(text);
  }
  return found;
}

async function findings() {
  const parsed = await scanner.parse(names.map((name) => join(folder, name + ending)));
  const found = new Map(names.map((name) => [name, {}]));
  parsed.forEach((one, place) => {
    if (one.errorMessage) found.get(names[place]).parse = [one.errorMessage];
  });
  for (const scanned of scanner.scan(parsed)) {
    for (const result of scanned.ruleResults) {
      if (result.errorMessage) throw new Error(result.errorMessage);
      const places = result.details.map((detail) => String(detail.name));
      if (places.length) found.get(scanned.flow.name)[result.ruleName] = places;
    }
  }
  return found;
}

const types = typeErrors();
const scanned = await findings();
const report = names.map((name) => [
  name,
  { types: types.get(name), findings: scanned.get(name) },
]);
process.stdout.write(JSON.stringify(Object.fromEntries(report)));
