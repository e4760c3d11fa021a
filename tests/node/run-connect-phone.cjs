// Calls phone menus of Amazon Connect with chime-sma-translator 1.0.4, an interpreter
// that is not ours, and prints what each caller hears and where each call ends.
//
// Standard input: {jobs: [{flow, names, calls: [{given, answers}]}]}, all as JSON.
// `names` are the attributes that stand for fields. What Amazon Connect does around a
// flow, this driver does: it hands in attributes and keys, and loads flows. And it mends
// what the translator lacks:
//   - Compare looks for attributes in a place where nothing puts them;
//   - Compare takes the last condition that fits, and compares numbers as text;
//   - $.StoredCustomerInput is known to nobody.
"use strict";

const { readFileSync, writeSync } = require("node:fs");

const quiet = () => {};
console.log = quiet;
console.error = quiet;

const base = "chime-sma-translator/dist/";
const loader = require(base + "contact-flow-loader");
const { processFlow } = require(base + "contact-flow-processor");
const { CloudWatchMetric } = require(base + "utility/metric-updation");
const { CompareAttribute } = require(base + "sma_mapping_actions/compare-attribute");

const MOST_EVENTS = 500;
const MOST_COMPARISONS = 2000;
const STORED = "$.StoredCustomerInput";
const KEYS = { star: "*", pound: "#" };
const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

let current; // the call that is under way

CloudWatchMetric.prototype.updateMetric = quiet;

loader.loadContactFlow = async (instance, id) => {
  if (id === "main") return current.flow;
  current.left = id;
  const end = { Identifier: "end", Type: "DisconnectParticipant", Parameters: {} };
  return { StartAction: "end", Actions: [{ ...end, Transitions: {} }] };
};

const compare = CompareAttribute.prototype.processFlowActionCompareContactAttributes;
CompareAttribute.prototype.processFlowActionCompareContactAttributes = function (
  event,
  action,
  ...rest
) {
  current.comparisons += 1;
  if (current.comparisons > MOST_COMPARISONS) throw new Error("it goes round and round");
  const conditions = action.Transitions.Conditions;
  if (conditions.every(({ Condition }) => Condition.Operator === "Equals")) {
    return compare.call(this, event, action, ...rest);
  }
  const value = current.attributes[action.Parameters.ComparisonValue];
  const first = conditions.find(({ Condition }) => fits(Condition, value));
  const met = first
    ? [{ ...first, Condition: { Operator: "Equals", Operands: [value] } }]
    : [];
  const settled = { ...action, Transitions: { ...action.Transitions, Conditions: met } };
  return compare.call(this, event, settled, ...rest);
};

function fits({ Operator, Operands: [operand] }, value) {
  if (Operator === "Equals") return operand === value;
  if (!NUMBER.test(operand) || !NUMBER.test(value)) return false;
  if (Operator === "NumberGreaterOrEqualTo") return Number(value) >= Number(operand);
  if (Operator === "NumberLessThan") return Number(value) < Number(operand);
  throw new Error(`an operator ${Operator}`);
}

// Longer names come first: `plan` would else be filled into `plan_name`.
function attributesOf(given) {
  const start = {};
  for (const [name, value] of Object.entries(given)) {
    start[`$.Attributes.${name}`] = value;
  }
  return new Proxy(start, {
    ownKeys: (held) => Object.keys(held).sort((a, b) => b.length - a.length),
    set: (held, name, value) => {
      held[name] = value === STORED ? held[STORED] : value;
      current.written.add(name);
      return true;
    },
  });
}

async function call(flow, names, { given, answers }) {
  current = { flow, left: "", written: new Set(), offered: [], comparisons: 0 };
  current.attributes = attributesOf(given);
  const waiting = [...answers];
  const said = [];
  let state = stateOf(current.attributes);
  let event = { InvocationEventType: "RINGING", ActionData: { Parameters: {} } };
  for (let count = 0; count < MOST_EVENTS; count += 1) {
    const done = await processFlow(withCall(event, state), "instance", "main", "");
    if (!done) return { said, error: "the translator gave up" };
    if (done.Actions.length > 1) {
      return { said, error: done.Actions[0].Parameters.Text };
    }
    const [{ Type: type, Parameters: parameters }] = done.Actions;
    if (type === "Hangup") return { said, ...ending(names) };
    state = done.TransactionAttributes;
    if (type === "Speak") {
      said.push(parameters.Text);
      event = success({});
    } else if (type === "SpeakAndGetDigits") {
      const heard = hear(parameters.SpeechParameters.Text, waiting.shift());
      if (heard.error) return { said, error: heard.error };
      said.push(heard.said);
      event = heard.event;
    } else {
      return { said, error: `an action of type ${type}` };
    }
  }
  return { said, error: "it does not come to an end" };
}

function stateOf(attributes) {
  const store = {
    LoopCount: "0",
    TransferFlowARN: "",
    InvokeModuleARN: "",
    InvokationModuleNextAction: "",
    ActualFlowARN: "main",
    SpeechAttributes: {},
    ContextAttributes: attributes,
    ConnectContextStore: attributes,
    TmpMap: {},
    PauseAction: null,
  };
  return { ConnectContextStore: store };
}

function withCall(event, state) {
  const participant = { ParticipantTag: "LEG-A", CallId: "call", Direction: "Inbound" };
  const details = { Participants: [participant], TransactionAttributes: state };
  return { ...event, CallDetails: details };
}

function success(data) {
  const action = { Type: "Speak", Parameters: { CallId: "call" }, ...data };
  return { InvocationEventType: "ACTION_SUCCESSFUL", ActionData: action };
}

const SILENCE = {
  InvocationEventType: "ACTION_FAILED",
  ActionData: { ErrorType: "InputTimeLimitExceeded", Parameters: { CallId: "call" } },
};

// What the caller hears of a question, without the sentences that tell the keys, and
// what the caller then presses: the key that was told for the answer.
function hear(text, answer) {
  if (!answer) return { error: "nobody was to be asked" };
  if (!answer.labels) {
    const typed = answer.kind === "silence" ? "Timeout" : answer.value;
    current.attributes[STORED] = typed;
    return { said: text, event: success({ ReceivedDigits: typed }) };
  }
  const menu = answer.labels.map((label) => `For ${quoted(label)}, press ([^ ]+)\\.`);
  const found = new RegExp(`^([^]*) ${menu.join(" ")}$`).exec(text);
  if (!found) return { error: `no key is told for each of ${answer.labels}` };
  current.offered.push(answer.labels);
  const [, said, ...keys] = found;
  if (answer.kind === "silence") return { said, event: SILENCE };
  const key = keys[answer.labels.indexOf(answer.label)];
  if (!key) return { error: `no key is told for ${answer.label}` };
  return { said, event: success({ ReceivedDigits: KEYS[key] ?? key }) };
}

function quoted(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function ending(names) {
  const told = { recorded: recorded(names), offered: current.offered };
  if (current.left) return { ...told, left: current.left };
  return { ...told, end: current.attributes["$.Attributes.disposition"] ?? "" };
}

function recorded(names) {
  const found = {};
  for (const name of names) {
    const key = `$.Attributes.${name}`;
    if (current.written.has(key)) found[name] = current.attributes[key];
  }
  return found;
}

async function main() {
  const outcomes = [];
  for (const { flow, names, calls } of JSON.parse(readFileSync(0, "utf8")).jobs) {
    const made = [];
    for (const one of calls) made.push(await call(flow, names, one));
    outcomes.push(made);
  }
  writeSync(1, JSON.stringify(outcomes));
}

main();
