// Runs SCXML files in SCION. Reads [{file, calls}] and prints what each call was.
import { promisify } from "node:util";
import scxml from "@scion-scxml/scxml";
import { answer, drive } from "./drive-call.mjs";

const modelOf = promisify(scxml.pathToModel);

async function run({ file, calls }) {
  let model;
  try {
    model = await modelOf(file);
  } catch (problem) {
    return calls.map(() => ({ error: `no model: ${problem}` }));
  }
  const told = [];
  for (const call of calls) told.push(await make(model, call).catch((problem) => ({ error: String(problem) })));
  return told;
}

async function make(model, call) {
  const prepared = await new Promise((resolve, reject) => {
    model.prepare((problem, made) => (problem ? reject(problem) : resolve(made)));
  });
  const said = [];
  const errors = [];
  let steps = 0;
  let done;
  const log = (label, words) => {
    if (label !== "say" && label !== "say-exactly") throw new Error(`the log holds '${label}'`);
    said.push(words);
  };
  const chart = new scxml.core.Statechart(prepared, { console: { log, warn: log, error: log } });
  chart.on("onEntry", () => (steps += 1));
  chart.on("onError", (problem) => errors.push(JSON.stringify(problem)));
  chart.on("onExitInterpreter", (event) => (done = event.data));
  const send = (event) => chart.gen({ name: event.name, data: { value: event.value ?? "" } });
  chart.start();
  for (const [datum, value] of Object.entries(call.known)) {
    send({ name: datum.replace("_", "."), value });
  }
  send({ name: "start" });
  const machine = {
    send,
    steps: () => steps,
    isDone: () => chart.isFinal(),
    state: () => chart.getConfiguration().join(" "),
  };
  const waits = drive(machine, call.answers);
  if (errors.length) throw new Error(errors.join("; "));
  const data = chart.getSnapshot()[3];
  return { said, waits, data, disposition: done.disposition, goes_to: done.goes_to };
}

await answer(async (orders) => {
  const told = [];
  for (const order of orders) told.push(await run(order));
  return told;
});
