// Compiles Ink stories and plays them as a rehearsal does, telling what was said.
import { readFileSync } from "node:fs";
import { Compiler, CompilerOptions, Story } from "inkjs/full";

const MOST_LINES = 2000;

function compiled(text) {
  const problems = [];
  const options = new CompilerOptions(null, [], false, (told) => problems.push(told));
  try {
    const story = new Compiler(text, options).Compile();
    return { story, problems };
  } catch (problem) {
    return { story: null, problems: [...problems, String(problem)] };
  }
}

const tagOf = (tags, name) =>
  tags?.find((tag) => tag.startsWith(`${name}: `))?.slice(name.length + 2);

function listen(story, call) {
  for (let lines = 0; story.canContinue; lines += 1) {
    if (lines > MOST_LINES) throw new Error("it never waits for an answer");
    const said = story.Continue().trim();
    const isOurs = story.currentTags.some((tag) => /^(disposition|go): /.test(tag));
    if (said && !isOurs) call.said.push(said);
  }
}

const isWanted = {
  choice: (one, given) => tagOf(one.tags, "choice") === given.choice,
  value: (one) => one.tags?.includes("answer"),
  silence: (one) => one.tags?.includes("no answer"),
};

function choose(story, given, call) {
  const choices = story.currentChoices;
  const offered = choices.filter((one) => tagOf(one.tags, "choice"));
  if (offered.length) call.offered.push(offered.map((one) => one.text));
  const wanted = choices.find((one) => isWanted[given.kind](one, given));
  if (!wanted) throw new Error(`no choice for ${JSON.stringify(given)}`);
  story.variablesState.answer = given.value;
  story.ChooseChoiceIndex(wanted.index);
}

function play(json, { known, answers }, fields) {
  const story = new Story(json);
  const call = { said: [], offered: [], written: {} };
  story.onError = (told) => {
    throw new Error(told);
  };
  for (const [name, value] of Object.entries(known)) story.variablesState[name] = value;
  for (const name of fields) {
    story.ObserveVariable(name, (_, value) => {
      call.written[name] = value;
    });
  }
  listen(story, call);
  for (const given of answers) {
    if (!story.currentChoices.length) throw new Error("answers are left at the end");
    choose(story, given, call);
    listen(story, call);
  }
  if (story.currentChoices.length) throw new Error("it waits for an answer");
  const { disposition, next_script } = story.variablesState;
  return { ...call, disposition, next_script };
}

function take({ story: text, fields, calls }) {
  const { story, problems } = compiled(text);
  if (!story || problems.length) return calls.map(() => ({ error: problems.join("; ") }));
  const json = story.ToJson();
  return calls.map((call) => {
    try {
      return play(json, call, fields);
    } catch (problem) {
      return { error: String(problem) };
    }
  });
}

const orders = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(orders.map(take)));
