/* Drawings of scripts on the page of their SOP. Each is a script file of its own, loaded
   when the page is there; its boxes lead to the lines on the page of the player. */
(function () {
  const maps = () => tools.all(HTMLDetailsElement, document, "details[id^='_flow.']");

  /** The page of the player, to which the line above the drawing leads.
   * @param {HTMLElement} map @returns {string} */
  function pageOf(map) {
    const play = map.previousElementSibling?.querySelector("a.play");
    return play instanceof HTMLAnchorElement ? play.href : "";
  }

  /** Fill the room that was left for a drawing.
   * @param {string} address @param {string} drawn */
  function add(address, drawn) {
    const map = maps().find((one) => one.id === `_flow.${address}`);
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
    script.src = new URL("flow.js", pageOf(map)).href;
    document.head.append(script);
  }

  /** A line of a script stood here once, and links to it may stand anywhere. */
  function follow() {
    const [, script] = /^#script\.(\w+)\.[\w.-]+$/.exec(location.hash) ?? [];
    if (!script || document.querySelector(":target")) return;
    const map = maps().find((one) => one.id.endsWith(`/${script}`));
    if (map) location.replace(pageOf(map) + location.hash);
  }

  function start() {
    const found = maps();
    if (!found.length) return;
    window.sopwright = window.sopwright || {};
    window.sopwright.flows = { add };
    found.forEach((map) => { map.hidden = false; });
    follow();
    addEventListener("hashchange", follow);
    const loadAll = () => found.forEach(load);
    if (document.readyState === "complete") loadAll();
    else addEventListener("load", loadAll, { once: true });
  }

  whenReady(start);
})();
