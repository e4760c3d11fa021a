// Fills in SurveyJS forms as an agent does, page by page, and tells what was on them.
//
// Unless told to start afresh, calls of customers of whom the same is known are made one
// after the other on one form: the agent goes back to the page where the next call parts
// from the last one, and answers anew. That is quicker, and an answer that is left behind
// must leave no trace.
import { readFileSync } from "node:fs";
import { Model } from "survey-core";
import { lintSurvey } from "survey-core/linter";

const MOST_PAGES = 1000;

// Questions that show a text of the form's own, not of the script.
const OURS = /-(end|again-line)$|^(no-end|start)-line$/;

function problems(text, known) {
  const { findings } = lintSurvey(JSON.parse(text), { knownVariables: known });
  return findings
    .filter((one) => one.severity !== "info")
    .map((one) => `${one.ruleId} at ${one.path}: ${one.message}`);
}

// What an element shows; a title of HTML would be interpreted.
function shownText(string) {
  if (string.hasHtml) throw new Error(`HTML: ${string.renderedHtml}`);
  return string.renderedHtml;
}

function read(page, call) {
  for (const question of page.questions) {
    if (!question.isVisible || OURS.test(question.name)) continue;
    if (question.hasTitle) call.said.push(shownText(question.locTitle));
    if (question.getType() === "radiogroup") {
      const items = question.visibleChoices.filter((one) => one.value !== "no-answer");
      call.offered.push(items.map((one) => shownText(one.locText)));
    }
  }
}

function pick(question, wanted) {
  const item = question.visibleChoices.find((one) => one.value === wanted);
  if (!item) throw new Error(`no choice '${wanted}' at '${question.name}'`);
  question.value = question.getType() === "checkbox" ? [item.value] : item.value;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const boxes = (page) =>
  page.questions.filter((one) => ["radiogroup", "text", "checkbox"].includes(one.getType()));

function answer([question, tick], given) {
  if (!given) throw new Error(`no answer for '${question.name}'`);
  const asks = question.getType() === "radiogroup";
  if (given.kind === (asks ? "value" : "choice")) {
    throw new Error(`'${question.name}' does not take a ${given.kind}`);
  }
  if (asks) pick(question, given.kind === "choice" ? given.choice : "no-answer");
  else if (given.kind === "silence") pick(tick, "no-answer");
  else {
    tick.clearValue();
    question.value = given.value;
  }
}

// A form on the screen, and the pages on which the last call was answered.
class Screen {
  constructor(form, known) {
    this.survey = new Model(JSON.parse(form));
    if (this.survey.jsonErrors?.length) throw new Error(`survey-core: ${this.survey.jsonErrors}`);
    this.survey.setVariables(known);
    this.known = known;
    this.trail = [];
    this.call = { said: [], offered: [] };
  }

  take(answers) {
    this.answers = answers;
    const call = this.goOn(answers);
    return { ...call, result: this.survey.data };
  }

  // Goes back to the first page that is answered otherwise; false if there is none.
  goBack({ known, answers }) {
    const parts = this.trail.findIndex((_, place) => !same(answers[place], this.answers[place]));
    if (parts < 0 || !same(known, this.known)) return false;
    const { page, said, offered } = this.trail[parts];
    this.survey.currentPage = page;
    if (this.survey.currentPage !== page) throw new Error(`no way back to '${page.name}'`);
    this.trail.length = parts;
    this.call.said.length = said;
    this.call.offered.length = offered;
    return true;
  }

  // Goes to the last page, reading and answering; the agent presses Next.
  goOn(answers) {
    const { survey, trail, call } = this;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = survey.currentPage;
      const place = { page, said: call.said.length, offered: call.offered.length };
      read(page, call);
      if (boxes(page).length) {
        answer(boxes(page), answers[trail.length]);
        trail.push(place);
      }
      if (survey.isLastPage) {
        if (trail.length < answers.length) throw new Error(`'${page.name}' is the last`);
        if (!survey.validate()) throw new Error("it cannot be completed");
        return { said: [...call.said], offered: [...call.offered] };
      }
      if (!survey.nextPage()) throw new Error(`'${page.name}' is not complete`);
    }
    throw new Error("too many pages");
  }
}

function take({ form, calls, afresh }) {
  const refuse = (error) => calls.map(() => ({ error }));
  const found = calls.length ? problems(form, Object.keys(calls[0].known)) : [];
  if (found.length) return refuse(`linter: ${found.join("; ")}`);
  const key = (place) => JSON.stringify([calls[place].known, calls[place].answers]);
  const order = [...calls.keys()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  const outcomes = [];
  let screen = null;
  for (const place of order) {
    const call = calls[place];
    try {
      if (afresh || !screen?.goBack(call)) screen = new Screen(form, call.known);
      outcomes[place] = screen.take(call.answers);
    } catch (problem) {
      outcomes[place] = { error: String(problem) };
      screen = null;
    }
  }
  return outcomes;
}

const orders = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(orders.map(take)));
