/* What stands beside the line: reminders, what was said so far, and fields by hand. */

/** @typedef {[label: string, run: () => void]} Button */
const margin = (function () {
  const { element } = tools;
  const { fill } = rules;

  /** A line that reminds and never stops the call.
   * @param {string} text @param {Button[]} buttons @param {"reminder"|"hint"} kind @returns {HTMLElement} */
  function reminder(text, buttons, kind) {
    const made = buttons.map(([label, run]) => {
      const button = element("button", { type: "button", textContent: label });
      button.addEventListener("click", run);
      return button;
    });
    return element("p", { className: kind }, element("span", { textContent: text }), ...made);
  }

  /** What was passed, each line a way back to it.
   * @param {PlayedScript} script @param {Call} call @param {(place: number) => void} returnTo @returns {HTMLElement[]} */
  function trail(script, call, returnTo) {
    return call.trail.map((passed, place) => {
      const label = element("span", { className: "asked", textContent: passed.asked });
      if (passed.isAutomatic) {
        const value = `${passed.answer} (${script.words.from_record})`;
        return element("li", { className: "auto" }, label, element("b", { textContent: value }));
      }
      const time = element("small", { textContent: texts.clockTime(passed.at) });
      const unread = passed.exact.filter((one) => !one.isTicked)
        .map((one) => element("em", { textContent: `${one.title}: ${script.words.unread}` }));
      const button = element("button", { type: "button", title: fill(script.words.return_to, { asked: passed.asked }) },
        time, label, element("b", { textContent: passed.answer }), ...unread);
      button.addEventListener("click", () => returnTo(place));
      return element("li", {}, button);
    });
  }

  /** @param {PlayedScript} script @param {Call} call @param {(name: string, value: string) => void} setField
   * @returns {HTMLElement[]} */
  function fields(script, call, setField) {
    return Object.entries(script.fields).map(([name, field], place) => {
      const control = fieldControl(script, field, calls.valueOf(call, name));
      control.id = `_player.field.${place}`;
      control.addEventListener("change", () => setField(name, texts.readValue(control.value)));
      return element("p", {}, element("label", { htmlFor: control.id, textContent: field.title }), control);
    });
  }

  /** @param {PlayedScript} script @param {PlayedField} field @param {string} value
   * @returns {HTMLInputElement | HTMLSelectElement} */
  function fieldControl(script, field, value) {
    const known = calls.valuesOf(field);
    if (!known.length) {
      return element("input", {
        ...texts.inputFor(field), placeholder: field.example, value, autocomplete: "off", maxLength: 300,
      });
    }
    const all = value && !known.includes(value) ? [value, ...known] : known;
    const select = element("select", {}, element("option", { value: "", textContent: script.words.choose }),
      ...all.map((one) => element("option", { value: one, textContent: one })));
    select.value = value;
    return select;
  }

  return { reminder, trail, fields };
})();
