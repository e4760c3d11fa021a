/* The search: opens with "/" or Ctrl+K, answers as you type, leads to the place. */

/**
 * @typedef {Object} SearchSettings What the site gives the search.
 * @property {Record<string, string>} words
 * @property {Record<string, string>} kinds
 * @property {string} suggest Where a change is suggested; "sopQuery" is put in its place.
 * @property {string} plain The page that needs no script.
 */

(function () {
  const RECENT = "sop.search.recent";
  const MOST_RECENT = 6;
  const MOST_RESULTS = 8;
  const SHORTEST = 2;
  const LONGEST_TYPED = 200;
  const { words, kinds } = searchSettings;
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = own.src.replace(/search\.js(\?.*)?$/, "search/");
  const root = new URL("../../../", folder).href;

  /* ---- Pieces of the index, each loaded once ---- */

  /** @type {Map<string, {promise: Promise<unknown>, done: (content: unknown) => void}>} */
  const pieces = new Map();
  let edition = "";

  /** @param {string} name @returns {Promise<unknown>} */
  function load(name) {
    const known = pieces.get(name);
    if (known) return known.promise;
    const script = document.createElement("script");
    const promise = new Promise((resolve, reject) => {
      pieces.set(name, { promise: Promise.resolve(), done: resolve });
      script.onerror = () => { pieces.delete(name); reject(new Error(name)); };
    });
    const entry = pieces.get(name);
    if (entry) entry.promise = promise;
    script.src = `${folder}${name === "index0" ? "index" : name}.js${edition && `?${edition}`}`;
    document.head.append(script);
    return promise;
  }

  window.sopwright = window.sopwright || {};
  window.sopwright.search = {
    /** @param {string} kind @param {number} number @param {string} of @param {unknown} content */
    add(kind, number, of, content) {
      if (kind === "index") edition = of;
      const waiting = pieces.get(kind + number);
      if (waiting && of === edition) waiting.done(content);
    },
    open,
  };

  /* ---- What was searched for, kept in this browser only ---- */

  /** @returns {string[]} */
  function readRecent() {
    try {
      const found = JSON.parse(localStorage.getItem(RECENT) || "[]");
      return Array.isArray(found)
        ? found.filter((one) => typeof one === "string").slice(0, MOST_RECENT) : [];
    } catch {
      return [];
    }
  }

  /** @param {string[]} queries */
  function keepRecent(queries) {
    try {
      if (queries.length) localStorage.setItem(RECENT, JSON.stringify(queries));
      else localStorage.removeItem(RECENT);
    } catch { /* a browser that keeps nothing searches all the same */ }
  }

  /** @param {string} query */
  function remember(query) {
    const text = query.trim().slice(0, LONGEST_TYPED);
    if (!text) return;
    const others = readRecent().filter((one) => one.toLowerCase() !== text.toLowerCase());
    keepRecent([text, ...others].slice(0, MOST_RECENT));
  }

  /* ---- The dialog ---- */

  /** @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name @param {Record<string, string>} attributes
   * @param {(string | Node)[]} children @returns {HTMLElementTagNameMap[Name]} */
  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  /** @param {string} text @param {Record<string, string | number>} values */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
  }

  const input = make("input", {
    type: "text", role: "combobox", "aria-label": words.title, "aria-expanded": "false",
    "aria-controls": "sop-search-list", "aria-autocomplete": "list", autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
    placeholder: words.placeholder, maxlength: String(LONGEST_TYPED),
  });
  const list = make("div", { id: "sop-search-list", role: "listbox", "aria-label": words.title });
  const status = make("p", { role: "status", class: "count" });
  const above = make("div", { class: "above" });
  const nothing = make("div", { class: "none" });
  const filters = make("div", { class: "filters" });
  const close = make("button", { type: "button", class: "close" }, words.close);
  const dialog = make("dialog", { class: "sop-search", "aria-label": words.title },
    make("div", { class: "ask" }, input, close),
    filters,
    make("div", { class: "answers" }, make("div", { class: "top" }, status, above), list, nothing),
    make("p", { class: "hint" }, words.keys));
  filters.hidden = true;

  /** @type {Filter} */
  const filter = { channel: "", direction: "", role: "" };
  /** @type {ReturnType<typeof searchIndex.openIndex> | null} */
  let opening = null;
  let asked = 0;
  let active = -1;
  /** @type {string | null} What the shown results answer. */
  let answered = null;

  function getIndex() {
    if (!opening) {
      opening = searchIndex.openIndex(load);
      opening.then(({ facets, warm }) => {
        showFilters(facets);
        whenIdle(warm);
      }, () => { opening = null; });
    }
    return opening;
  }

  /** Not every browser tells when it has time. @param {() => void} run */
  function whenIdle(run) {
    if ("requestIdleCallback" in window) requestIdleCallback(run);
    else setTimeout(run);
  }

  /** @param {First["facets"]} facets */
  function showFilters(facets) {
    const offered = [
      ["channel", facets.channels], ["direction", facets.directions], ["role", facets.roles],
    ];
    for (const [name, choices] of /** @type {[keyof Filter, Record<string, string>][]} */ (offered)) {
      const select = make("select", { "aria-label": words[name] },
        make("option", { value: "" }, words[name]),
        ...Object.entries(choices).map(([value, label]) => make("option", { value }, label)));
      select.addEventListener("change", () => {
        filter[name] = select.value;
        select.classList.toggle("is-set", Boolean(select.value));
        answer();
      });
      filters.append(select);
    }
    filters.hidden = false;
  }

  function clearFilters() {
    filters.querySelectorAll("select").forEach((select) => {
      select.value = "";
      select.classList.remove("is-set");
    });
    Object.assign(filter, { channel: "", direction: "", role: "" });
    input.focus();
    answer();
  }

  /** Put a text into a place, with the words that answer marked.
   * @param {HTMLElement} place @param {string} text @param {Set<string>} found */
  function putMarked(place, text, found) {
    for (const part of text.split(/([\p{L}\p{N}'’]+)/u)) {
      const isFound = /[\p{L}\p{N}]/u.test(part) && found.has(searchWords.stem(searchWords.fold(part)));
      place.append(isFound ? make("mark", {}, part) : part);
    }
    return place;
  }

  /** @param {Found} one @returns {string} */
  function addressOf(one) {
    const file = location.protocol === "file:" && !/\.html$/.test(one.path) ? "index.html" : "";
    /* A script opens at its start, in the player; a line of it at the line. */
    const isPage = one.kind === "script" && one.path.startsWith("scripts/");
    const tail = one.anchor && !isPage ? `#${encodeURIComponent(one.anchor)}` : "";
    return root + encodeURI(one.path) + file + tail;
  }

  /** @param {Found} one @param {number} place @param {Set<string>} found */
  function option(one, place, found) {
    const made = make("a", {
      id: `sop-search-${place}`, role: "option", class: `is-${one.kind}`, tabindex: "-1",
      href: addressOf(one), "aria-selected": "false",
    });
    const from = one.title === one.source ? one.number : one.source;
    made.append(make("span", { class: "from" },
      make("b", {}, kinds[one.kind] || one.kind), from && ` ${from}`));
    if (one.heard.length) {
      const said = make("span", { class: "said" });
      one.heard.forEach((each) => said.append(putMarked(make("q", {}), each, found), " "));
      made.append(said);
    }
    if (!one.heard.length) made.append(putMarked(make("span", { class: "what" }), one.title, found));
    if (one.text) made.append(putMarked(make("span", { class: "text" }), one.text, found));
    made.addEventListener("click", () => {
      remember(input.value);
      dialog.close();
    });
    return made;
  }

  /** @param {number} place */
  function choose(place) {
    const options = list.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const chosen = options[place];
    if (chosen) {
      chosen.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {Node[]} options */
  function showOptions(options) {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    active = -1;
  }

  function showRecent() {
    const queries = readRecent();
    nothing.replaceChildren();
    above.replaceChildren();
    status.textContent = queries.length ? words.recent : "";
    if (queries.length) {
      const clear = make("button", { type: "button" }, words.clear);
      clear.addEventListener("click", () => {
        keepRecent([]);
        input.focus();
        showRecent();
      });
      above.append(clear);
    }
    showOptions(queries.map((query, place) => {
      const made = make("a", {
        id: `sop-search-${place}`, role: "option", class: "is-recent", tabindex: "-1",
        "aria-selected": "false",
      }, query);
      made.addEventListener("click", () => {
        input.value = query;
        input.focus();
        answer();
      });
      return made;
    }));
    choose(-1);
  }

  /** @param {string} query */
  function showNothing(query) {
    showOptions([]);
    choose(-1);
    const isFiltered = Object.values(filter).some(Boolean);
    status.textContent = fill(isFiltered ? words.none_filtered : words.none, { query });
    const ways = make("p", { class: "ways" });
    if (isFiltered) {
      const everywhere = make("button", { type: "button" }, words.clear_filters);
      everywhere.addEventListener("click", clearFilters);
      ways.append(everywhere);
    }
    if (searchSettings.suggest) {
      const href = searchSettings.suggest.replaceAll("sopQuery", encodeURIComponent(query));
      ways.append(make("a", { href }, words.suggest));
    }
    const file = location.protocol === "file:" ? "index.html" : "";
    ways.append(make("a", { href: root + searchSettings.plain + file }, words.all));
    nothing.replaceChildren(make("p", {}, words.advice), ways);
  }

  async function answer() {
    const query = input.value.slice(0, LONGEST_TYPED);
    asked += 1;
    const mine = asked;
    const isShort = query.trim().length < SHORTEST;
    list.ariaBusy = String(!isShort);
    if (isShort) {
      answered = input.value;
      showRecent();
      return;
    }
    try {
      const index = await getIndex();
      const { words: found, hits } = await index.search(query, MOST_RESULTS, filter);
      const shown = await Promise.all(hits.map(index.show));
      if (mine !== asked) return;
      answered = input.value;
      if (!shown.length) {
        showNothing(query.trim());
        return;
      }
      nothing.replaceChildren();
      above.replaceChildren();
      showOptions(shown.map((one, place) => option(one, place, found)));
      status.textContent = shown.length === 1 ? words.one : fill(words.some, { count: shown.length });
      choose(0);
      list.scrollTop = 0;
    } catch {
      if (mine === asked) status.textContent = words.failed;
    } finally {
      if (mine === asked) list.ariaBusy = "false";
    }
  }

  function open() {
    if (!dialog.isConnected) document.body.append(dialog);
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    getIndex().catch(() => { status.textContent = words.failed; });
    answer();
  }

  /** @param {number} by */
  function move(by) {
    const count = list.children.length;
    if (count) choose(active < 0 && by < 0 ? count - 1 : (active + by + count) % count);
  }

  /* Nobody types so fast that waiting for the next letter would spare a query. */
  input.addEventListener("input", answer);
  /** Open the chosen result, beside this page if so wished.
   * @param {boolean} isBeside */
  function pick(isBeside) {
    const chosen = /** @type {HTMLElement | undefined} */ (list.children[active]);
    if (isBeside) chosen?.dispatchEvent(new MouseEvent("click", { ctrlKey: true, bubbles: true, cancelable: true }));
    else chosen?.click();
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && answered !== input.value) {
      /* Faster than the answer: the first result opens as soon as it is there. */
      answer().then(() => { if (answered === input.value) pick(false); });
    } else if (event.key === "Enter") {
      pick(event.ctrlKey || event.metaKey);
    } else return;
    event.preventDefault();
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  /** @param {EventTarget | null} target */
  function isTyping(target) {
    /* Just closed, the dialog may keep the focus for a moment: nobody types there. */
    return target instanceof HTMLElement && !dialog.contains(target)
      && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }

  /* First of all listeners: a theme's own search must not open beside this one. */
  addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isSlash = event.key === "/" && isPlain && !isTyping(event.target);
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (dialog.open || (!isSlash && !isK)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  }, true);

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".sop-find");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
})();
