/* What this browser remembers for this site, and nothing else does. */
const memory = (function () {
  const script = document.currentScript;
  /* Two sites may share one host, and with it one store: the path tells them apart. */
  const root = new URL("../../", script instanceof HTMLScriptElement ? script.src : location.href);
  const isFile = location.protocol === "file:";

  /**
   * @param {"visit" | "read"} kind
   * @param {string} id of an SOP; empty for the site itself
   * @returns {string}
   */
  function keyOf(kind, id) {
    return `sop.${kind}:${root.pathname}:${id}`;
  }

  /**
   * Return what is kept; null if there is nothing, or no store.
   * @param {string} id
   * @returns {import("./visits.js").Visit | null}
   */
  function visitOf(id) {
    return visits.parse(load(keyOf("visit", id)), visits.isVisit);
  }

  /**
   * @param {string} id
   * @returns {import("./visits.js").Reading | null}
   */
  function readingOf(id) {
    return visits.parse(load(keyOf("read", id)), visits.isReading);
  }

  /**
   * @param {string} key
   * @returns {string | null}
   */
  function load(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; /* a closed store: every visit is the first */
    }
  }

  /**
   * Keep a value, or forget it with null.
   * @param {"visit" | "read"} kind
   * @param {string} id
   * @param {object | null} value
   */
  function keep(kind, id, value) {
    try {
      if (value) localStorage.setItem(keyOf(kind, id), JSON.stringify(value));
      else localStorage.removeItem(keyOf(kind, id));
    } catch { /* a full or closed store: nothing is remembered */ }
  }

  /**
   * Return the address of a page or a file of this site.
   * @param {string} path ends in a slash for a page
   * @returns {string}
   */
  function address(path) {
    const isFolder = isFile && path.endsWith("/");
    return new URL(isFolder ? `${path}index.html` : path, root).href;
  }

  /**
   * Return an ISO date as people read it in the language of the page.
   * @param {string} day
   * @returns {string}
   */
  function shownDay(day) {
    const options = /** @type {const} */ ({ year: "numeric", month: "short", day: "numeric" });
    const language = tools.one(HTMLElement, document, ".sop").lang || "en";
    return new Date(`${day}T12:00:00`).toLocaleDateString(language, options);
  }

  const today = rules.day(new Date());
  return { today, isFile, visitOf, readingOf, keep, address, shownDay };
})();
