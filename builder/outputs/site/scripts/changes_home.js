/* The home page: what changed in the whole library since this reader's last visit. */
(function () {
  const { element, all } = tools;
  const { fill } = rules;
  const MOST = 8;

  /**
   * @typedef {{id: string, was?: string, read?: import("./visits.js").Reading}} News
   */

  /** @param {HTMLElement} box */
  function start(box) {
    const { editions } = window.sopwright ?? {};
    if (!editions) return;
    const shown = { version: "", fingerprint: "", prints: visits.pack(editions) };
    const visit = visits.note(memory.visitOf(""), shown, memory.today);
    memory.keep("visit", "", visit);
    const news = newsOf(visit.before?.prints, editions);
    if (!news.length) return;
    const script = element("script", { src: memory.address("assets/sop/notes.js") });
    script.addEventListener("load", () => tell(box, visit.before, news));
    document.body.append(script);
  }

  /**
   * Return what changed since the last visit, and what was read in another state.
   * @param {string | undefined} before
   * @param {string[][]} editions
   * @returns {News[]}
   */
  function newsOf(before, editions) {
    const changed = before === undefined ? [] : visits.changed(before, editions);
    const was = new Map(changed.map((one) => [one.id, one.was]));
    return editions
      .map(([id = "", , mark = ""]) => {
        const found = memory.readingOf(id);
        const isStale = found && !found.fingerprint.startsWith(mark);
        return { id, was: was.get(id), read: isStale ? found : undefined };
      })
      .filter((one) => one.was !== undefined || one.read);
  }

  /**
   * @param {HTMLElement} box
   * @param {import("./visits.js").Seen | null} before
   * @param {News[]} news
   */
  function tell(box, before, news) {
    const words = box.dataset;
    const { notes = {} } = window.sopwright ?? {};
    const rows = news.flatMap((one) => {
      const note = notes[one.id];
      if (!note) return [];
      const now = { ...one, read: lapsed(one.read, note) };
      return now.was !== undefined || now.read ? [rowOf(now, note, words)] : [];
    });
    if (!rows.length) return;
    const isNews = before && news.some((one) => one.was !== undefined);
    const title = isNews
      ? fill(words.title ?? "", { date: memory.shownDay(before.seen) })
      : words.again;
    box.append(
      element("h2", { textContent: title }),
      element("ul", { className: "recent" }, ...rows.slice(0, MOST)),
      ...restOf(rows.length - MOST, words),
    );
    box.hidden = false;
  }

  /**
   * @param {number} count
   * @param {DOMStringMap} words
   * @returns {HTMLElement[]}
   */
  function restOf(count, words) {
    if (count <= 0) return [];
    const text = fill(words.more ?? "", { count });
    const way = element("a", { href: memory.address("changes/"), textContent: text });
    return [element("p", {}, way)];
  }

  /**
   * Return a reading that no longer holds; what only editors changed still does.
   * @param {import("./visits.js").Reading | undefined} read
   * @param {ChangeNote} note
   * @returns {import("./visits.js").Reading | undefined}
   */
  function lapsed(read, note) {
    const shown = { version: note.history[0]?.version ?? "", fingerprint: "" };
    const standing = visits.standing(read ?? null, shown, note.history);
    return standing === "outdated" ? read : undefined;
  }

  /**
   * @param {News} one
   * @param {ChangeNote} note
   * @param {DOMStringMap} words
   * @returns {HTMLElement}
   */
  function rowOf(one, note, words) {
    const from = one.was ?? one.read?.version ?? "";
    const newest = note.history[0]?.version ?? "";
    const entries = visits.since(note.history, from);
    const told = entries.length
      ? entries.map((entry) => element("p", {}, element("b", { textContent: entry.kind }), ` ${entry.what}`))
      : [element("p", { textContent: words.none })];
    const title = element("p", {},
      element("a", { href: memory.address(note.path), textContent: note.title }),
      ...(one.was === "" ? [" ", element("b", { className: "fresh", textContent: words.new })] : []),
      ...(one.read ? [" ", element("b", { className: "due", textContent: fill(words.stale ?? "", one.read) })] : []),
    );
    const versions = from && from !== newest ? `${from} → ${newest}` : newest;
    return element("li", {}, element("span", { className: "from", textContent: versions }), title, ...told);
  }

  whenReady(() => all(HTMLElement, document, ".home > .since").forEach(start));
})();
