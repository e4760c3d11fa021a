/* How the player draws one moment of a call. All words come from the outline on the same
   page, as copies, and from the catalog; values of fields are set as text. */

/**
 * @typedef {{ exact: HTMLElement[], say: HTMLElement | null, note: HTMLElement | null }} Sources
 * @typedef {{ pick: (way: Way) => void, write: (value: string) => void, tick: (id: string, isTicked: boolean) => void,
 *   leave: (address: string) => void }} Actions
 */
const view = (function () {
  const { element } = tools;
  const { fill } = rules;

  /** What the outline says at a node. @param {PlayedScript} script @param {string} node @returns {Sources} */
  function sources(script, node) {
    const entry = document.getElementById(`script.${script.script.split("/")[1]}.${node}`);
    /** @param {string} kind @returns {HTMLElement[]} */
    const all = (kind) => (/** @type {HTMLElement[]} */ ([...(entry ? entry.children : [])])
      .filter((one) => one.classList.contains(kind)));
    return { exact: all("exact"), say: all("say")[0] || null, note: all("note")[0] || null };
  }

  /** A copy with fields filled in; what has no value shows its example, marked as one.
   * @param {PlayedScript} script @param {Call} call @param {HTMLElement} original @returns {HTMLElement} */
  function copy(script, call, original) {
    const made = /** @type {HTMLElement} */ (original.cloneNode(true));
    fillFields(script, call, made);
    openOutside(made);
    return made;
  }

  /** @param {PlayedScript} script @param {Call} call @param {HTMLElement} part */
  function fillFields(script, call, part) {
    part.querySelectorAll("var[data-field]").forEach((found) => {
      const name = /** @type {HTMLElement} */ (found).dataset.field || "";
      const field = calls.own(script.fields, name);
      const value = calls.valueOf(call, name);
      if (!value && !field) return;
      found.textContent = value || (field ? field.example : "");
      found.classList.toggle("is-example", !value);
      /** @type {HTMLElement} */ (found).dataset.mark = value ? "" : script.words.example;
      /** @type {HTMLElement} */ (found).title = value || !field ? "" : fill(script.words.example_of, { title: field.title });
    });
  }

  /** A link must not end the call. @param {HTMLElement} part */
  function openOutside(part) {
    part.querySelectorAll("a[href]").forEach((found) => {
      const link = /** @type {HTMLAnchorElement} */ (found);
      link.target = "_blank";
      link.rel = "noopener";
    });
  }

  /** The words of a line, without the mark on an example. @param {HTMLElement} line @returns {string} */
  function wordsOf(line) {
    return (line.textContent || "").replace(/\s+/g, " ").trim();
  }

  /** @param {PlayedScript} script @param {Call} call @returns {Exact[]} */
  function exactOf(script, call) {
    const shown = sources(script, call.node).exact;
    return (calls.get(script.nodes, call.node).disclosures || []).map((id, place) => {
      const { title, record } = calls.get(script.disclosures, id);
      const said = shown[place]?.querySelector("p:last-child");
      const words = said ? wordsOf(copy(script, call, /** @type {HTMLElement} */ (said))) : "";
      return { id, title, words, record: record || "", isTicked: call.ticked.includes(id) };
    });
  }

  /** What was asked, in the words that stand in the trail and in the summary.
   * @param {PlayedScript} script @param {Call} call @returns {string} */
  function asked(script, call) {
    const node = calls.get(script.nodes, call.node);
    if (node.kind === "branch") return calls.own(script.fields, String(node.on))?.title || String(node.on);
    const said = sources(script, call.node).say;
    return said ? wordsOf(copy(script, call, said)) : script.words[`kind_${node.kind}`];
  }

  /** Draw the node into its place and return what is to be focused.
   * @param {HTMLElement} place @param {PlayedScript} script @param {Call} call @param {Way[]} ways
   * @param {Actions} actions @returns {HTMLElement} */
  function draw(place, script, call, ways, actions) {
    const node = calls.get(script.nodes, call.node);
    const kind = element("p", { className: "kind", textContent: script.words[`kind_${node.kind}`] });
    const said = node.kind === "branch" ? lookUp(script, node) : lines(script, call, actions);
    const note = sources(script, call.node).note;
    place.dataset.kind = node.kind;
    place.dataset.node = call.node;
    place.replaceChildren(
      kind, ...said, ...(note ? [copy(script, call, note)] : []), ...answers(script, call, node, ways, actions),
    );
    const focused = /** @type {HTMLElement} */ (place.querySelector(".exact > p:last-of-type, .say, .ask-record") || kind);
    focused.tabIndex = -1;
    return focused;
  }

  /** @param {PlayedScript} script @param {PlayedNode} node @returns {HTMLElement[]} */
  function lookUp(script, node) {
    const field = calls.own(script.fields, String(node.on));
    return [element("h2", { className: "ask-record" },
      script.words.record_says, " ", element("b", { textContent: field ? field.title : String(node.on) }))];
  }

  /** @param {PlayedScript} script @param {Call} call @param {Actions} actions @returns {HTMLElement[]} */
  function lines(script, call, actions) {
    const shown = sources(script, call.node);
    const made = (calls.get(script.nodes, call.node).disclosures || []).map((id, place) => {
      const original = shown.exact[place];
      const frame = original ? copy(script, call, original) : element("div", { className: "exact" });
      frame.append(tick(script, id, call.ticked.includes(id), actions));
      return frame;
    });
    return shown.say ? [...made, copy(script, call, shown.say)] : made;
  }

  /** @param {PlayedScript} script @param {string} id @param {boolean} isTicked @param {Actions} actions */
  function tick(script, id, isTicked, actions) {
    const box = element("input", { type: "checkbox", checked: isTicked, value: id });
    box.addEventListener("change", () => actions.tick(id, box.checked));
    const title = element("span", { className: "unseen", textContent: `: ${calls.get(script.disclosures, id).title}` });
    return element("label", { className: "tick" }, box, ` ${script.words.read}`, title, " ", element("kbd", { textContent: "x" }));
  }

  /** @param {PlayedScript} script @param {Call} call @param {PlayedNode} node @param {Way[]} ways @param {Actions} actions
   * @returns {HTMLElement[]} */
  function answers(script, call, node, ways, actions) {
    if (node.kind === "end") return [result(script, String(node.disposition), exactOf(script, call))];
    if (node.kind === "go") return [onward(script, node, actions)];
    if (node.kind === "say") {
      return ways.slice(0, 1).map((way) => forward(script.words.next, () => actions.pick(way)));
    }
    const list = element("ul", { className: "picks" }, ...ways.map((way) => (
      element("li", {}, pickButton(script, node, way, () => actions.pick(way)))
    )));
    const isTyped = node.kind === "collect" && ways.length === 1;
    return isTyped ? [writeForm(script, call, node, actions), list] : [list];
  }

  /** @param {string} label @param {() => void} run */
  function forward(label, run) {
    const button = element("button", { type: "button", className: "go" }, `${label} `, element("kbd", { textContent: "Enter" }));
    button.addEventListener("click", run);
    return button;
  }

  /** @param {PlayedScript} script @param {PlayedNode} node @param {Way} way @returns {string} */
  function labelOf(script, node, way) {
    const words = script.words;
    if (way.kind === "silence") return node.kind === "collect" ? words.no_value : words.no_answer;
    if (way.kind === "other") return words.none_of_these;
    const field = calls.own(script.fields, way.field);
    const isYesNo = way.kind === "value" && field?.type === "yes_no";
    if (isYesNo && way.value === "yes") return words.yes;
    return isYesNo && way.value === "no" ? words.no : way.label;
  }

  /** @param {PlayedScript} script @param {PlayedNode} node @param {Way} way @param {() => void} run */
  function pickButton(script, node, way, run) {
    const isNone = way.kind === "silence" || way.kind === "other";
    const button = element("button", { type: "button", className: isNone ? "pick none" : "pick" });
    if (way.key) button.append(element("kbd", { textContent: way.key }), " ");
    button.append(element("span", { textContent: labelOf(script, node, way) }));
    button.addEventListener("click", run);
    return button;
  }

  /** @param {PlayedScript} script @param {Call} call @param {PlayedNode} node @param {Actions} actions */
  function writeForm(script, call, node, actions) {
    const name = String(node.into);
    const field = calls.get(script.fields, name);
    const input = element("input", {
      ...texts.inputFor(field), id: "_player.value", name: "value", autocomplete: "off", maxLength: 300,
      placeholder: field.example, value: calls.valueOf(call, name),
    });
    const wrong = element("p", { className: "wrong", id: "_player.wrong" });
    wrong.setAttribute("role", "alert");
    input.setAttribute("aria-describedby", wrong.id);
    const form = element("form", { className: "write", noValidate: true },
      element("label", { htmlFor: input.id, textContent: field.title }), input,
      element("button", { className: "go" }, `${script.words.write_down} `, element("kbd", { textContent: "Enter" })), wrong);
    form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const value = texts.readValue(input.value);
      if (value && input.checkValidity()) return actions.write(value);
      wrong.textContent = fill(script.words.write_something, { silence: script.words.no_value });
      return input.focus();
    });
    return form;
  }

  /** @param {PlayedScript} script @param {PlayedNode} node @param {Actions} actions */
  function onward(script, node, actions) {
    const address = `${node.to?.sop}/${node.to?.script}`;
    const title = calls.own(script.goes, address);
    if (!title) return element("p", { className: "caution", textContent: fill(script.words.not_published, { title: address }) });
    return forward(fill(script.words.go_on_with, { title }), () => actions.leave(address));
  }

  /** @param {PlayedScript} script @param {string} code @param {Exact[]} exact @returns {HTMLElement} */
  function result(script, code, exact) {
    const { label, category, kind, flags } = calls.get(script.dispositions, code);
    const made = element("section", { className: `result c-${category}` },
      element("p", { className: "code" }, element("code", { textContent: code }), " ", element("b", { textContent: label })),
      element("p", { className: "category", textContent: kind, hidden: kind === label }),
      element("ul", { className: "flags" }, ...flags.map((words) => element("li", { textContent: words }))));
    const toRecord = exact.filter((one) => one.record).map((one) => element("li", { textContent: one.record }));
    if (toRecord.length) made.append(element("ul", { className: "to-record" }, ...toRecord));
    return made;
  }

  return { sources, fillFields, openOutside, exactOf, asked, draw, labelOf };
})();
