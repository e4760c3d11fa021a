// Leads one call through a machine: "next" while it does anything, then an answer.
const MOST_LINES = 1000;

// Returns the states in which an answer was given.
export function drive(machine, answers) {
  const waits = [];
  pressNext(machine);
  for (const answer of answers) {
    if (machine.isDone()) break;
    waits.push(machine.state());
    machine.send(answer);
    pressNext(machine);
  }
  if (!machine.isDone()) throw new Error(`it waits in '${machine.state()}'`);
  return waits;
}

function pressNext(machine) {
  for (let line = 0; line < MOST_LINES; line += 1) {
    const before = machine.steps();
    if (machine.isDone()) return;
    machine.send({ name: "next" });
    if (machine.steps() === before) return;
  }
  throw new Error("it never waits for an answer");
}

// Reads a message from standard input and prints the answer, both JSON.
export async function answer(respond) {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const message = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  process.stdout.write(JSON.stringify(await respond(message)));
}
