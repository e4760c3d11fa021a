// Runs XState machines with the module that our page gives away. Reads {module, orders}
// and prints what each call was.
import * as xstate from "xstate";
import { answer, drive } from "./drive-call.mjs";

// The page shows a module; a text cannot be imported so that it finds the package.
function functionOf(module) {
  const body = module.replace(/^import .*$/m, "").replace(/^export /m, "");
  return new Function("assign", "createMachine", `${body}; return callMachine;`)(
    xstate.assign,
    xstate.createMachine,
  );
}

function run(callMachine, { config, calls }) {
  let parsed;
  try {
    parsed = JSON.parse(config);
    callMachine(parsed, () => {});
  } catch (problem) {
    return calls.map(() => ({ error: `no machine: ${problem}` }));
  }
  return calls.map((call) => {
    try {
      return make(callMachine, parsed, call);
    } catch (problem) {
      return { error: String(problem) };
    }
  });
}

function make(callMachine, config, call) {
  const said = [];
  const machine = callMachine(config, (words) => said.push(words));
  const actor = xstate.createActor(machine, { input: { fields: call.fields } });
  let problem;
  actor.subscribe({ error: (raised) => (problem = raised) });
  actor.start();
  if (problem) throw problem;
  const state = () => actor.getSnapshot().value;
  const waits = drive(
    {
      send: ({ name, value }) => {
        actor.send({ type: name, value });
        if (problem) throw problem;
      },
      steps: () => `${said.length} ${state()}`,
      isDone: () => actor.getSnapshot().status === "done",
      state,
    },
    call.answers,
  );
  const { disposition = "", goesTo = "", fields } = actor.getSnapshot().output;
  return { said, waits, fields, disposition, goes_to: goesTo };
}

await answer(({ module, orders }) => {
  const callMachine = functionOf(module);
  return orders.map((order) => run(callMachine, order));
});
