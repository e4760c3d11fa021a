/* Drawings of scripts on the page of their SOP. Each is a script file of its own, loaded
   when the page is there; its boxes lead to the lines on the page of the player. */
(function () {
  /** @typedef {{add: (address: string, drawn: string) => void}} Flows */

  /** @param {string} address @returns {HTMLElement | null} */
  function mapOf(address) {
    const maps = [...document.querySelectorAll("[data-flow]")];
    return /** @type {HTMLElement | null} */ (maps.find((map) => map.id === `_flow.${address}`) ?? null);
  }

  /** The page of the player; of a folder, a file share shows none.
   * @param {HTMLElement} map @returns {string} */
  function pageOf(map) {
    return map.dataset.lines + (location.protocol === "file:" ? "index.html" : "");
  }

  /** Fill the room that was left for a drawing.
   * @param {string} address @param {string} drawn */
  function add(address, drawn) {
    const map = mapOf(address);
    const room = map?.querySelector("svg");
    const made = new DOMParser().parseFromString(drawn, "text/html").querySelector("svg");
    if (!map || !room || !made) return;
    made.querySelectorAll("a[href^='#script.']").forEach((link) => {
      link.setAttribute("href", pageOf(map) + String(link.getAttribute("href")));
    });
    room.replaceWith(document.importNode(made, true));
  }

  /** @param {HTMLElement} map */
  function load(map) {
    const script = document.createElement("script");
    script.src = map.dataset.flow ?? "";
    document.head.append(script);
  }

  /** A line of a script stood here once, and links to it may stand anywhere. */
  function follow() {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const [kind, script, node] = anchor.split(".");
    if (kind !== "script" || !node || document.getElementById(anchor)) return;
    const map = /** @type {HTMLElement | null} */ (document.querySelector(`[data-flow][data-script="${CSS.escape(script)}"]`));
    if (map) location.replace(pageOf(map) + location.hash);
  }

  whenReady(() => {
    const maps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-flow]")]);
    if (!maps.length) return;
    const shared = /** @type {any} */ (window);
    shared.sopwright = shared.sopwright || {};
    shared.sopwright.flows = /** @type {Flows} */ ({ add });
    maps.forEach((map) => { map.hidden = false; });
    follow();
    addEventListener("hashchange", follow);
    const loadAll = () => maps.forEach(load);
    if (document.readyState === "complete") loadAll();
    else addEventListener("load", loadAll, { once: true });
  });
})();
