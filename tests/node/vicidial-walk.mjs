// Walk through script texts of VICIdial as an agent does: by reading and clicking.
// In: a file with [{calls: [{html, answers}]}]; out: the outcomes as JSON, in that order.

import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const MOST_SCREENS = 1000;
const NUMBER = /^-?\d+(\.\d+)?$/;

const jobs = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(jobs.map((job) => job.calls.map(outcome(new Map())))));

function outcome(opened) {
  return ({ html, answers }) => {
    if (!opened.has(html)) opened.set(html, opening(html));
    const page = opened.get(html);
    if (page.error) return { error: page.error };
    page.first.checked = true;
    try {
      return walk(page, [...answers]);
    } catch (problem) {
      return { error: String(problem.message ?? problem) };
    }
  };
}

// The agent's page puts the text into an element by innerHTML, as here.
function opening(html) {
  const { window } = new JSDOM("<!DOCTYPE html><form><div id=ScriptContents></div></form>");
  const place = window.document.getElementById("ScriptContents");
  place.innerHTML = html;
  const first = place.querySelectorAll("input[checked]");
  const shown = [...place.querySelectorAll("section")].filter((screen) => visible(window, screen));
  const leftOver = /--A--.{0,60}/i.exec(html);
  if (first.length !== 1) return { error: `${first.length} screens are the first` };
  if (shown.length !== 1) return { error: `${shown.length} screens are shown at once` };
  if (leftOver) return { error: `a field was not filled in: ${leftOver[0]}` };
  return { window, radios: [...place.querySelectorAll("input")], first: first[0], seen: new Set() };
}

// jsdom keeps computed styles until a node or an attribute changes; a click is neither.
function visible(window, screen) {
  screen.parentNode.toggleAttribute("data-clicked");
  return window.getComputedStyle(screen).display !== "none";
}

function walk({ window, radios, seen }, answers) {
  const call = { said: [], offered: [], written: new Map() };
  for (let count = 0; count < MOST_SCREENS; count += 1) {
    const pressed = radios.filter((radio) => radio.checked);
    if (pressed.length !== 1) throw new Error(`${pressed.length} screens are chosen`);
    const screen = pressed[0].nextElementSibling;
    if (!seen.has(screen) && !visible(window, screen)) throw new Error("the chosen screen is hidden");
    seen.add(screen);
    call.said.push(...[...screen.querySelectorAll(".say")].map((line) => read(line, call.written)));
    const end = ending(screen);
    if (end) {
      return { said: call.said, end, recorded: [...call.written], offered: call.offered, left: answers.length };
    }
    const label = picked(screen, answers, call);
    const target = label.control;
    if (target === null) throw new Error(`'${textOf(label)}' leads nowhere`);
    label.click();
    if (!target.checked) throw new Error("a click did nothing");
  }
  throw new Error("the call does not end");
}

function ending(screen) {
  const end = screen.querySelector(".end code");
  const go = screen.querySelectorAll(".go code");
  if (end) return textOf(end);
  return go.length ? `go:${textOf(go[1])}` : "";
}

// What an agent does at a screen: the label to click, after writing down what is to be.
function picked(screen, answers, call) {
  const labels = [...screen.querySelectorAll("label")];
  const looked = screen.querySelector(".look");
  if (looked) return labels[fitting(labels, read(looked.querySelector("i"), call.written))];
  if (labels.length === 1) return labels[0];
  const answer = answers.shift();
  if (!answer) throw new Error("it asks more than the path answers");
  const asked = screen.querySelector(".write");
  if (!asked) call.offered.push(labels.slice(0, -1).map((label) => textOf(label.querySelector("span"))));
  if (answer.kind === "silence") return labels.at(-1);
  if (asked) {
    if (answer.kind !== "value") throw new Error("it asks for a value");
    call.written.set(textOf(asked.querySelector("code")), answer.value);
    return labels[0];
  }
  const meant = labels.slice(0, -1).filter((label) => textOf(label.querySelector("span")) === answer.label);
  if (meant.length !== 1) throw new Error(`${meant.length} choices are called '${answer.label}'`);
  const note = meant[0].querySelector("small");
  if (note) call.written.set(textOf(note.querySelector("code")), textOf([...note.querySelectorAll("b")].at(-1)));
  return meant[0];
}

// The first test that fits, read from the words: is X or Y, at least N and below N.
function fitting(labels, value) {
  const place = labels.slice(0, -1).findIndex((label) => value !== "" && fits(label.querySelector("span"), value));
  return place < 0 ? labels.length - 1 : place;
}

function fits(test, value) {
  const parts = [...test.querySelectorAll("b")].map((bold) => [textOf(bold.previousSibling).trim(), textOf(bold)]);
  const texts = parts.filter(([words]) => words === "is" || words === "or").map(([, text]) => text);
  const bounds = parts.filter(([words]) => words === "at least" || words === "below");
  if (texts.length + bounds.length !== parts.length || !parts.length) throw new Error(`what is '${textOf(test)}'?`);
  if (texts.length) return texts.includes(value);
  const within = ([words, bound]) => (words === "below" ? Number(value) < Number(bound) : Number(value) >= Number(bound));
  return NUMBER.test(value) && bounds.every(within);
}

// A line as it is said: what was written down stands for the title of its field.
function read(line, written) {
  if (!line.matches(".noted") && !line.querySelector(".noted")) return textOf(line);
  const copy = line.cloneNode(true);
  const root = copy.ownerDocument.createElement("div");
  root.append(copy);
  for (const field of root.querySelectorAll(".noted")) {
    const name = field.dataset.field;
    const value = written.has(name) ? written.get(name) : textOf(field.querySelector("small b"));
    field.replaceWith(value);
  }
  return textOf(root);
}

function textOf(node) {
  if (!node.querySelector?.("br")) return node.textContent;
  const copy = node.cloneNode(true);
  for (const broken of copy.querySelectorAll("br")) broken.replaceWith("\n");
  return copy.textContent;
}
